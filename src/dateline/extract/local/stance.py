"""Finds how a teller stands to what is told: modality, polarity and stage, with the words that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.domain.analysis import Token
from dateline.domain.claim import Modality, Polarity, Stage, Stance
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.triggers import Trigger
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: Types whose words tell a state while it lasts.
_LASTING_MODES = frozenset({"presence", "siege"})
_NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "compound", "appos", "nmod", "poss"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "pcomp", "advcl", "conj", "oprd", "relcl", "acomp", "csubj"})
_NEEDS_INFINITIVE = frozenset(
    {"set", "due", "order", "accept", "determine", "arrange", "approve", "commit", "offer", "agree"}
)
#: Governors of a clause with its own subject: "believe that the group attacked".
_OVER_CLAUSES = frozenset({"hope", "want", "think", "believe", "suspect", "fear", "deny", "allege", "vow"}) | frozenset(
    {"demand", "urge", "order", "request"}
)
#: Governors that say something else over a subject: "the attack was believed".
_NOT_OVER_SUBJECT = frozenset({"believe", "think", "accept", "agree", "call", "set"})
#: Verbs that let something happen: what stands over them speaks of it.
_LETTING = frozenset({"allow", "let", "permit", "enable", "help", "make", "force"})
#: Nouns of a share in what took place: who "is not charged with a part in the attack" leaves the attack a fact.
_SHARES = frozenset({"part", "role", "hand", "involvement", "connection", "complicity"})
#: Types that a purpose tells as done: "turned out to pay their respects", "left to escape the fighting".
_DONE_FOR_A_PURPOSE = frozenset({"displace", "support"})
#: Types that are words themselves: who rejects an allegation does not deny that it was made.
_SPOKEN = frozenset({"accuse", "request", "threaten", "claim_responsibility"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_PHASES = frozenset({"begin", "start", "continue", "resume", "keep"})
#: Governors whose object is a thing and no act.
_OF_THINGS = frozenset({"suspect", "believe", "think", "accept", "offer", "promise", "charge", "tell"})
_CLIMB = 6
#: Tokens between the first and last word that show the stance beyond which only the first is quoted.
_WIDEST = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words give; None leaves a dimension as it is."""

    modality: Modality | None = None
    polarity: Polarity | None = None
    stage: Stage | None = None


@dataclass(frozen=True)
class StanceWords:
    """The table of stance of a language."""

    governors: Mapping[str, Reading]
    auxiliaries: Mapping[str, Modality]
    conditions: frozenset[str]
    adverbs: Mapping[str, Modality]
    modifiers: Mapping[str, str]
    hearsay: frozenset[str]
    #: Verbs over a noun that speak of its happening, so that their "would" and "not" are the event's.
    carriers: frozenset[str]
    rumours: frozenset[str]
    negation: frozenset[str]
    negative_subjects: frozenset[str]
    history_adverbs: frozenset[str]
    history_phrases: tuple[str, ...]
    #: Words by which a writer judges, and phrases that speak the writer's own mind.
    judging: frozenset[str]
    minds: tuple[str, ...]
    #: Signs of history and their weights.
    background: Mapping[str, float]


@cache
def stance_words(settings: Settings = DEFAULTS) -> StanceWords:
    """The words of the settings' language."""
    rows: Mapping[str, Any] = table(settings.language, "stance", settings.overlay("lang"))
    governors: dict[str, Reading] = {}
    for row in rows["governors"]:
        reading = Reading(
            modality=Modality(row["modality"]) if "modality" in row else None,
            polarity=Polarity(row["polarity"]) if "polarity" in row else None,
            stage=Stage(row["stage"]) if "stage" in row else None,
        )
        governors |= dict.fromkeys(row["words"], reading)
    return StanceWords(
        governors=governors,
        auxiliaries={word: Modality(name) for name, words in rows["auxiliaries"].items() for word in words},
        conditions=frozenset(rows["conditions"]["words"]),
        adverbs={word: Modality(name) for name, words in rows["adverbs"].items() for word in words},
        modifiers={word: name for name, words in rows["modifiers"].items() for word in words},
        hearsay=frozenset(rows["hearsay"]["words"]),
        carriers=frozenset(rows["carriers"]["words"])
        | frozenset(rows["light"]["actor"])
        | frozenset(rows["light"]["recipient"]),
        rumours=frozenset(rows["hearsay"]["sources"]),
        negation=frozenset(rows["negation"]["words"]),
        negative_subjects=frozenset(rows["negation"]["subjects"]),
        history_adverbs=frozenset(rows["history"]["adverbs"]),
        history_phrases=tuple(rows["history"]["phrases"]),
        judging=frozenset(rows["commentary"]["words"].split()),
        minds=tuple(rows["commentary"]["phrases"]),
        background={sign: float(weight) for sign, weight in rows["background"].items()},
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells a claim: the head of the first source, and of the verb of telling."""

    source: Token | None
    cue: Token | None


#: What denies and says nothing else.
_NEGATED = Reading(polarity=Polarity.NEGATED)


class _State:
    """The stance while the words above the trigger are read, from the nearest outwards."""

    def __init__(self, type_id: str) -> None:
        self.type_id = type_id
        self.modality: Modality | None = None
        self.negated = False
        self.stage: Stage | None = None
        self.shown: list[Token] = []

    def take(self, reading: Reading, token: Token) -> None:
        if self.modality is None and reading.modality is not None:
            self.modality = reading.modality
        if reading.polarity is Polarity.NEGATED:
            self.negated = True
        if self.stage is None and reading.stage is not None:
            self.stage = reading.stage
        self.shown.append(token)


def stance_of(
    trigger: Trigger, grammar: Grammar, told_by: Telling | None = None, settings: Settings = DEFAULTS
) -> Stance:
    """The stance of a claim towards what its trigger tells; ``told_by`` is who tells it, where somebody is said to."""
    words = stance_words(settings)
    state = _State(trigger.entry.type)
    _read_around(trigger, grammar, words, state)
    _read_above(trigger, grammar, words, state)
    if told_by is not None:
        _read_teller(trigger, told_by, grammar, words, state)
    stage = state.stage or _plain_stage(trigger, grammar, state)
    span = None
    if state.shown:
        ordered = sorted(state.shown, key=lambda token: token.index)
        span = ordered[0].span
        if ordered[-1].index - ordered[0].index <= _WIDEST:
            span = span.hull(ordered[-1].span)
    return Stance(
        modality=state.modality or Modality.ASSERTED,
        polarity=Polarity.NEGATED if state.negated else Polarity.AFFIRMED,
        stage=stage,
        span=span,
    )


def _read_around(trigger: Trigger, grammar: Grammar, words: StanceWords, state: _State) -> None:
    """What hangs on the trigger: auxiliaries, negation, adverbs, modifiers, conditions."""
    index = trigger.head
    _read_clause(index, grammar, words, state)
    for child in grammar.children(index):
        text, lemma = child.text.lower(), child.lemma.lower()
        if child.dep == "det" and text == "no":
            state.take(_NEGATED, child)
        elif child.dep == "amod" and trigger.entry.kind == "noun":
            name = words.modifiers.get(lemma) or words.modifiers.get(text)
            if name == "attempted":
                state.take(Reading(stage=Stage.ATTEMPTED), child)
            elif name is not None:
                future = name in ("planned", "hypothetical", "threatened")
                state.take(Reading(modality=Modality(name), stage=Stage.FUTURE if future else None), child)
    for noun in _doers(index, grammar):
        for modifier in grammar.children(noun.index, "amod"):
            if "suspected" in (words.modifiers.get(modifier.lemma.lower()), words.modifiers.get(modifier.text.lower())):
                state.take(Reading(modality=Modality.SUSPECTED), modifier)


def _doers(index: int, grammar: Grammar) -> list[Token]:
    found = grammar.children(index, "nsubj")
    return found + grammar.objects_after(index, "by")


def _read_clause(index: int, grammar: Grammar, words: StanceWords, state: _State) -> None:
    """The auxiliaries, negation, adverbs and conditions of one verb."""
    for child in grammar.children(index):
        text = child.text.lower()
        if child.dep in ("aux", "auxpass") and text in words.auxiliaries:
            if state.modality is None:
                modality = _auxiliary(index, text, grammar, words)
                stage = None if modality is Modality.SUSPECTED else Stage.FUTURE
                state.take(Reading(modality=modality, stage=stage), child)
        elif child.dep == "neg" and text in words.negation:
            if not _is_until(index, grammar):
                state.take(_NEGATED, child)
        elif child.dep in ("nsubj", "nsubjpass") and _is_nobody(child, grammar, words):
            state.take(_NEGATED, child)
        elif child.dep == "advmod" and text in words.adverbs:
            state.take(Reading(modality=words.adverbs[text]), child)
        elif child.dep == "mark" and text in words.conditions and state.modality is None:
            state.take(Reading(modality=Modality.HYPOTHETICAL, stage=Stage.FUTURE), child)


def _auxiliary(index: int, text: str, grammar: Grammar, words: StanceWords) -> Modality:
    """What an auxiliary means: "we will" promises, "said that it would" tells a plan."""
    if text in ("will", "'ll", "’ll", "shall"):
        subject = grammar.child(index, "nsubj")
        if subject is not None and subject.text.lower() in ("we", "i"):
            return Modality.PROMISED
    if text in ("could", "may", "might") and any(child.lemma == "have" for child in grammar.children(index, "aux")):
        return Modality.SUSPECTED
    if text == "would":
        verb = grammar.token(index)
        for _ in range(3):
            if verb.dep == "ccomp" and grammar.head(verb.index).tag in ("VBD", "VBN"):
                return Modality.PLANNED
            if verb.dep not in ("conj", "xcomp", "relcl") or verb.head == verb.index:
                break
            verb = grammar.head(verb.index)
    return words.auxiliaries[text]


def _is_until(index: int, grammar: Grammar) -> bool:
    """ "did not attack until" tells that it did."""
    return any(child.text.lower() == "until" for child in grammar.children(index, "prep", "mark"))


def _is_nobody(child: Token, grammar: Grammar, words: StanceWords) -> bool:
    return child.lemma.lower() in words.negative_subjects or any(
        word.text.lower() in ("no", "neither") for word in grammar.children(child.index, "det", "neg")
    )


def _read_above(trigger: Trigger, grammar: Grammar, words: StanceWords, state: _State) -> None:
    """The words that govern the trigger, from the nearest outwards."""
    index = trigger.head
    for _ in range(_CLIMB):
        token = grammar.token(index)
        above = grammar.head(index)
        if above.index == index:
            return
        if token.dep in ("pobj", "pcomp") and above.head != above.index:
            if above.text.lower() == "without":
                state.take(_NEGATED, above)
            above = grammar.head(above.index)
        if not _climbs(token, above, grammar, words, state):
            return
        index = above.index


def _climbs(token: Token, above: Token, grammar: Grammar, words: StanceWords, state: _State) -> bool:
    """Read the word above; False where the reading stops there."""
    nominal = token.pos in ("NOUN", "PROPN", "PRON", "NUM")
    if not ((nominal and token.dep in _NOMINAL) or token.dep in _CLAUSAL):
        return False
    if token.dep == "conj":
        if above.pos in ("VERB", "AUX") and grammar.child(token.index, "aux", "neg", "nsubj", "nsubjpass") is None:
            _read_clause(above.index, grammar, words, state)
        return grammar.child(token.index, "nsubj", "nsubjpass") is None
    if token.dep in ("relcl", "advcl") and not _is_infinitive(token, grammar):
        if token.dep == "advcl" and token.tag == "VBG" and grammar.child(token.index, "mark", "nsubj") is None:
            _read_clause(above.index, grammar, words, state)
        return False
    lemma = above.lemma.lower()
    if nominal and lemma in _SHARES:
        return False
    reading = words.governors.get(lemma)
    if lemma in words.hearsay and token.dep in ("xcomp", "oprd"):
        state.take(Reading(modality=Modality.ALLEGED), above)
        return True
    if token.dep in ("nsubj", "nsubjpass"):
        return _read_over_subject(above, grammar, words, state)
    if reading is not None and reading.modality is Modality.DENIED and state.type_id in _SPOKEN:
        return False
    if reading is not None and _governs(token, above, grammar):
        if state.modality is Modality.ALLEGED and reading.modality is Modality.DENIED:
            state.modality = None
        state.take(reading, above)
        if above.pos in ("VERB", "AUX"):
            _read_clause(above.index, grammar, words, state)
        return True
    if token.dep == "advcl":
        if not state.shown and state.type_id not in _DONE_FOR_A_PURPOSE:
            state.take(Reading(modality=Modality.PLANNED, stage=Stage.FUTURE), token)
        return False
    if above.pos in ("VERB", "AUX"):
        return _climbs_verb(token, above, grammar, words, state)
    if (
        above.pos == "ADJ"
        and not nominal
        and any(word.lemma == "too" for word in grammar.children(above.index, "advmod"))
    ):
        state.take(Reading(modality=Modality.HYPOTHETICAL, polarity=Polarity.NEGATED, stage=Stage.FUTURE), above)
        return False
    return above.pos in ("NOUN", "ADP", "PROPN") or (above.pos == "ADJ" and not nominal)


def _climbs_verb(token: Token, above: Token, grammar: Grammar, words: StanceWords, state: _State) -> bool:
    """Read a verb above that gives no stance by itself."""
    nominal = token.pos in ("NOUN", "PROPN", "PRON", "NUM")
    lemma = above.lemma.lower()
    if token.dep == "ccomp" and not (lemma in _LETTING and _is_infinitive_or_bare(token, grammar)):
        return False
    if not nominal and lemma == "have" and grammar.child(above.index, "advmod") is not None:
        yet = next((word for word in grammar.children(above.index, "advmod") if word.text.lower() == "yet"), None)
        if yet is not None and _is_infinitive(token, grammar):
            state.take(_NEGATED, yet)
            return False
    if not nominal and lemma == "be" and _is_infinitive(token, grammar) and state.modality is None:
        state.take(Reading(modality=Modality.PLANNED, stage=Stage.FUTURE), above)
    loose = token.dep == "dobj" and not any(
        word.text.lower() in _DEFINITE for word in grammar.children(token.index, "det", "poss")
    )
    if not nominal or lemma in words.carriers or (loose and above.dep in _CLAUSAL):
        _read_clause(above.index, grammar, words, state)
        return True
    return False


def _is_infinitive_or_bare(token: Token, grammar: Grammar) -> bool:
    return token.tag == "VB" or _is_infinitive(token, grammar)


def _read_over_subject(above: Token, grammar: Grammar, words: StanceWords, state: _State) -> bool:
    """ "The attack was planned", "an offensive would begin"; a subject's own clause ends there."""
    lemma = above.lemma.lower()
    reading = words.governors.get(lemma)
    passive = grammar.is_passive(above.index)
    if passive and reading is not None and lemma not in _NOT_OVER_SUBJECT:
        state.take(reading, above)
    elif lemma not in words.carriers and above.pos != "AUX":
        return False
    if above.pos == "AUX" and grammar.child(above.index, "acomp", "attr") is not None:
        return False
    _read_clause(above.index, grammar, words, state)
    return False


def _governs(token: Token, above: Token, grammar: Grammar) -> bool:
    """Whether the word above speaks of the act, and not of a thing: "plan to attack", "demand a withdrawal"."""
    lemma = above.lemma.lower()
    if lemma in _NEEDS_INFINITIVE:
        return _is_infinitive(token, grammar)
    if lemma == "claim":
        return token.dep == "xcomp"
    if token.dep == "ccomp":
        return lemma in _OVER_CLAUSES or _is_infinitive(token, grammar)
    if lemma in _PHASES:
        return token.dep in ("xcomp", "dobj")
    if lemma == "report" and above.pos == "VERB" and not grammar.is_passive(above.index):
        return False
    return not (token.dep == "dobj" and lemma in _OF_THINGS)


def _is_infinitive(token: Token, grammar: Grammar) -> bool:
    """ "To attack", "to be attacked"."""
    return any(child.text.lower() == "to" for child in grammar.children(token.index, "aux"))


def _read_teller(trigger: Trigger, told_by: Telling, grammar: Grammar, words: StanceWords, state: _State) -> None:
    """What the teller and its verb add: reports and rumours allege, "denied that" denies."""
    if told_by.cue is not None and told_by.cue.lemma.lower() == "deny" and state.modality is None:
        state.take(Reading(modality=Modality.DENIED, polarity=Polarity.NEGATED), told_by.cue)
    elif state.modality is None and told_by.source is not None:
        lemma = told_by.source.lemma.lower()
        if lemma in words.rumours:
            state.take(Reading(modality=Modality.ALLEGED), told_by.source)


def _plain_stage(trigger: Trigger, grammar: Grammar, state: _State) -> Stage:
    """The stage that the form of the words gives where nothing else does."""
    if state.modality in (Modality.PLANNED, Modality.REQUESTED, Modality.PROMISED, Modality.HYPOTHETICAL):
        return Stage.FUTURE
    token = grammar.token(trigger.head)
    if trigger.is_verb:
        progressive = token.tag == "VBG" and (
            any(child.lemma == "be" for child in grammar.children(token.index, "aux"))
        )
        if progressive:
            return Stage.ONGOING
        if trigger.entry.mode in _LASTING_MODES and (token.tag in ("VBZ", "VBP", "VBG") or token.dep == "acl"):
            return Stage.ONGOING
        if token.tag == "VBG" and token.dep == "acl":
            return Stage.ONGOING
    elif trigger.entry.mode in _LASTING_MODES:
        return Stage.ONGOING
    return Stage.ACCOMPLISHED
