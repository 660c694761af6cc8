"""Finds how a teller stands to what is told: modality, polarity and stage, with the words that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    {"set", "due", "go", "order", "accept", "determine", "arrange", "approve", "commit", "offer"}
)
#: Governors whose object is a thing and no act.
_OF_THINGS = frozenset({"suspect", "believe", "think", "accept", "offer", "promise", "charge", "tell"})
_CLIMB = 6


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
    negation: frozenset[str]
    negative_subjects: frozenset[str]
    history_adverbs: frozenset[str]
    history_phrases: tuple[str, ...]
    commentary: tuple[str, ...]


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
        negation=frozenset(rows["negation"]["words"]),
        negative_subjects=frozenset(rows["negation"]["subjects"]),
        history_adverbs=frozenset(rows["history"]["adverbs"]),
        history_phrases=tuple(rows["history"]["phrases"]),
        commentary=tuple(rows["commentary"]["words"]),
    )


class _State:
    """The stance while the words above the trigger are read, from the nearest outwards."""

    def __init__(self) -> None:
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


def stance_of(trigger: Trigger, grammar: Grammar, settings: Settings = DEFAULTS) -> Stance:
    """The stance of a claim towards what its trigger tells."""
    words = stance_words(settings)
    state = _State()
    index = trigger.head
    _local(index, trigger, grammar, words, state)
    for _ in range(_CLIMB):
        token = grammar.token(index)
        above = grammar.head(index)
        if above.index == index:
            break
        if token.dep in ("prep", "agent", "prt", "mark"):
            index = above.index
            continue
        nominal = token.pos in ("NOUN", "PROPN", "PRON", "NUM")
        if not ((nominal and token.dep in _NOMINAL) or token.dep in _CLAUSAL or token.dep == "ROOT"):
            break
        if not _climb(token, above, grammar, words, state):
            break
        index = above.index
    if state.stage is None:
        state.stage = _plain_stage(trigger, grammar, state)
    span = None
    if state.shown:
        ordered = sorted(state.shown, key=lambda token: token.index)
        span = ordered[0].span
        if ordered[-1].index - ordered[0].index <= 4:
            span = span.hull(ordered[-1].span)
    return Stance(
        modality=state.modality or Modality.ASSERTED,
        polarity=Polarity.NEGATED if state.negated else Polarity.AFFIRMED,
        stage=state.stage,
        span=span,
    )


def _local(index: int, trigger: Trigger, grammar: Grammar, words: StanceWords, state: _State) -> None:
    """What hangs on one word: auxiliaries, negation, adverbs, modifiers, conditions."""
    for child in grammar.children(index):
        text = child.text.lower()
        lemma = child.lemma.lower()
        if child.dep in ("aux", "auxpass") and text in words.auxiliaries:
            past_counterfactual = text in ("would", "could", "can") and state.modality is not None
            if not past_counterfactual:
                state.take(Reading(words.auxiliaries[text], None, Stage.FUTURE), child)
        elif _negates(child, grammar, words):
            state.take(Reading(None, Polarity.NEGATED, None), child)
        elif child.dep in ("nsubj", "nsubjpass") and index == trigger.head:
            for modifier in grammar.children(child.index, "amod"):
                if words.modifiers.get(modifier.lemma.lower()) == "suspected" and trigger.is_verb is False:
                    state.take(Reading(Modality.SUSPECTED), modifier)
        elif child.dep == "advmod" and text in words.adverbs:
            state.take(Reading(words.adverbs[text]), child)
        elif child.dep == "amod" and trigger.entry.kind == "noun" and index == trigger.head:
            name = words.modifiers.get(lemma) or words.modifiers.get(text)
            if name == "attempted":
                state.take(Reading(None, None, Stage.ATTEMPTED), child)
            elif name is not None:
                future = name in ("planned", "hypothetical", "threatened")
                state.take(Reading(Modality(name), None, Stage.FUTURE if future else None), child)
        elif child.dep == "mark" and text in words.conditions:
            state.take(Reading(Modality.HYPOTHETICAL, None, Stage.FUTURE), child)


def _negates(child: Token, grammar: Grammar, words: StanceWords) -> bool:
    """Whether a word denies what it hangs on: "not", "no", "nobody", "no soldiers"."""
    text = child.text.lower()
    if child.dep == "neg" or (child.dep == "det" and text == "no"):
        return text in words.negation
    return child.dep in ("nsubj", "nsubjpass") and (
        child.lemma.lower() in words.negative_subjects
        or any(det.text.lower() in ("no", "neither") for det in grammar.children(child.index, "det", "neg"))
    )


def _climb(token: Token, above: Token, grammar: Grammar, words: StanceWords, state: _State) -> bool:
    """Read the word above; False where the reading stops there."""
    lemma = above.lemma.lower()
    if token.dep == "relcl" or (token.dep == "acl" and token.tag != "VB" and above.pos in ("NOUN", "PROPN")):
        governor = words.governors.get(lemma)
        return governor is not None and token.dep == "acl"
    if token.dep == "advcl":
        if _is_infinitive(token, grammar) and not state.shown:
            state.take(Reading(Modality.PLANNED, None, Stage.FUTURE), token)
            return False
        if (
            token.tag == "VBG"
            and grammar.child(token.index, "mark", "nsubj") is None
            and not _has(grammar, token.index, "prep")
        ):
            _local_auxiliaries(above.index, grammar, words, state)
        return False
    if token.dep == "conj":
        if above.pos in ("VERB", "AUX") and grammar.child(token.index, "aux", "neg", "nsubj", "nsubjpass") is None:
            _local_auxiliaries(above.index, grammar, words, state)
        return grammar.child(token.index, "nsubj", "nsubjpass") is None
    reading = words.governors.get(lemma)
    hearsay = lemma in words.hearsay and token.dep in ("xcomp", "oprd") and grammar.is_passive(above.index)
    if hearsay:
        state.take(Reading(Modality.ALLEGED), above)
        return True
    as_subject = token.dep in ("nsubj", "nsubjpass")
    if as_subject:
        if above.pos in ("VERB", "AUX"):
            _local_auxiliaries(above.index, grammar, words, state)
        passive_governor = reading if reading is not None and grammar.is_passive(above.index) else None
        if passive_governor is not None and lemma not in ("believe", "think", "accept", "agree", "call"):
            state.take(passive_governor, above)
        return False
    if reading is not None and _governs(token, above, grammar):
        state.take(reading, above)
        _local_auxiliaries(above.index, grammar, words, state)
        return True
    if above.pos in ("VERB", "AUX"):
        if token.dep in ("ccomp",):
            return False
        _local_auxiliaries(above.index, grammar, words, state)
        return True
    return above.pos in ("NOUN", "ADJ", "ADP", "PROPN")


def _governs(token: Token, above: Token, grammar: Grammar) -> bool:
    """Whether the word above speaks of the act, and not of a thing: "plan to attack", "demand a withdrawal"."""
    lemma = above.lemma.lower()
    if lemma in _NEEDS_INFINITIVE:
        return _is_infinitive(token, grammar)
    if token.dep == "ccomp" and lemma in (
        "announce",
        "suggest",
        "insist",
        "agree",
        "decide",
        "expect",
        "accept",
        "tell",
        "order",
    ):
        return _is_infinitive(token, grammar)
    if token.dep == "ccomp" and lemma in (
        "hope",
        "want",
        "think",
        "believe",
        "suspect",
        "fear",
        "deny",
        "allege",
        "vow",
    ):
        return True
    if lemma in ("begin", "start", "continue", "resume", "keep", "go"):
        return token.dep in ("xcomp", "dobj") and lemma != "go"
    return not (token.dep == "dobj" and lemma in _OF_THINGS)


def _is_infinitive(token: Token, grammar: Grammar) -> bool:
    return token.tag == "VB" and any(child.text.lower() == "to" for child in grammar.children(token.index, "aux"))


def _has(grammar: Grammar, index: int, label: str) -> bool:
    return grammar.token(grammar.token(index).head).dep == label


def _local_auxiliaries(index: int, grammar: Grammar, words: StanceWords, state: _State) -> None:
    for child in grammar.children(index):
        text = child.text.lower()
        if child.dep == "aux" and text in words.auxiliaries and state.modality is None:
            state.take(Reading(words.auxiliaries[text], None, Stage.FUTURE), child)
        elif child.dep == "neg" and text in words.negation:
            state.take(Reading(None, Polarity.NEGATED, None), child)
        elif child.dep == "advmod" and text in words.adverbs:
            state.take(Reading(words.adverbs[text]), child)
        elif child.dep == "mark" and text in words.conditions and state.modality is None:
            state.take(Reading(Modality.HYPOTHETICAL, None, Stage.FUTURE), child)
        elif child.dep in ("nsubj", "nsubjpass") and child.lemma.lower() in words.negative_subjects:
            state.take(Reading(None, Polarity.NEGATED, None), child)


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


def is_told_as_history(texts: Iterable[str], words: StanceWords) -> bool:
    """Whether the words of a clause hold a phrase of history."""
    joined = " ".join(texts).lower()
    return any(phrase in joined for phrase in words.history_phrases)
