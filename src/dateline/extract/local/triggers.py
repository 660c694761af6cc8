"""Finds the words that tell an event, by the table of triggers and what stands around them in the parse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.domain.analysis import Token
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import NO_EVENT, Entry, Lexicon
from dateline.extract.local.word_classes import Classes

_PARTICIPLE_MEASURES = frozenset({"VBN", "JJ"})
#: What hangs on a verb and is no part of its phrase.
_APART = frozenset({"nsubj", "advcl", "relcl", "conj", "aux", "auxpass", "mark", "cc"})
#: Words that are part of a phrasal verb only where no noun of their own follows: "take on", "close in".
_ADVERBS = frozenset({"in", "on", "off", "out", "up", "down", "over", "back", "away", "through", "around"})
_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_PLAIN_AUXILIARIES = frozenset({"had", "has", "have", "was", "is", "were", "are"})
_MODALS = frozenset({"will", "would", "shall", "should", "must", "may", "can", "could", "to"})
#: Types whose nouns are measures that can be lifted.
_MEASURES = frozenset({"coerce", "sanction"})
#: This many words of sport in a sentence make it one about a game.
_GAME_WORDS = 2
#: Tokens between the first and last word of a trigger beyond which only its head is quoted.
_WIDEST = 4


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an event: the head, all words of the phrase, and the sense that fits."""

    head: int
    words: tuple[int, ...]
    entry: Entry

    @property
    def is_verb(self) -> bool:
        """Whether the head is a verb, so that its parts are subject and object."""
        return self.entry.kind == "verb"


def find_triggers(grammar: Grammar, words: Lexicon, classes: Classes) -> tuple[Trigger, ...]:
    """The triggers in the order of their heads; a word is part of one trigger only, the longest."""
    found: list[Trigger] = []
    for token in grammar.analysis.tokens:
        trigger = _best(token, grammar, words, classes)
        if trigger is not None:
            found.append(trigger)
    taken: set[int] = set()
    kept = []
    for trigger in sorted(found, key=lambda trigger: (-len(trigger.words), trigger.head)):
        if trigger.head not in taken:
            kept.append(trigger)
            taken.update(trigger.words)
    return tuple(sorted(kept, key=lambda trigger: trigger.head))


def trigger_span(trigger: Trigger, grammar: Grammar) -> Span:
    """The words of a trigger, or its head alone where the phrase is spread too widely."""
    first, last = min(trigger.words), max(trigger.words)
    if last - first > _WIDEST:
        return grammar.token(trigger.head).span
    return grammar.analysis.span_of(first, last + 1)


def is_idle(token: Token, grammar: Grammar, words: Lexicon, classes: Classes) -> bool:
    """Whether a word heads a phrase that tells no event, whatever it alone tells: "heart attack", "take part"."""
    sense = _sense(token, grammar, words, classes)
    return sense is not None and sense.entry.type == NO_EVENT


def _best(token: Token, grammar: Grammar, words: Lexicon, classes: Classes) -> Trigger | None:
    sense = _sense(token, grammar, words, classes)
    return None if sense is None or sense.entry.type == NO_EVENT else sense


def _sense(token: Token, grammar: Grammar, words: Lexicon, classes: Classes) -> Trigger | None:
    for kind, lemma in _readings(token, grammar, words.lemmas):
        participle = kind == "participle"
        for entry in words.entries.get(("verb" if participle else kind, lemma), ()):
            if participle and (entry.measure is None or entry.affects != "object"):
                continue
            matched = _match(entry, token, grammar)
            if matched is None or not _guarded(entry, token, grammar, classes):
                continue
            if not _fits_around(entry, matched, grammar, words, classes):
                continue
            return Trigger(token.index, matched, entry)
    return None


def _fits_around(entry: Entry, matched: Sequence[int], grammar: Grammar, words: Lexicon, classes: Classes) -> bool:
    """Whether what follows the whole phrase fits: the noun after it, and the event told in the clause under it."""
    guards = entry.guards
    if "after" in guards or "not_after" in guards:
        followers = [noun.index for index in matched for noun in grammar.children(index, "pobj")]
        followers = [noun for noun in followers if noun not in matched]
        names = frozenset[str]().union(*(classes.of(noun) for noun in followers))
        if "after" in guards and not names & set(guards["after"]):
            return False
        if names & set(guards.get("not_after", ())):
            return False
    if entry.negated and not any(grammar.child(index, "neg") for index in matched):
        return False
    if "over" in guards:
        types = {told.entry.type for told in _told_under(matched, grammar, words, classes)}
        return bool(types & set(guards["over"]))
    return True


def _told_under(matched: Sequence[int], grammar: Grammar, words: Lexicon, classes: Classes) -> Iterator[Trigger]:
    """The events told by the clauses under a phrase: "admitted that its jets had hit", "swore to march"."""
    for index in matched:
        clauses = grammar.children(index, "xcomp", "ccomp", "pcomp")
        for preposition in grammar.children(index, "prep"):
            clauses += grammar.children(preposition.index, "pcomp")
        for clause in clauses:
            for token in (clause, *grammar.children(clause.index, "conj")):
                told = _best(token, grammar, words, classes)
                if told is not None:
                    yield told


def _readings(token: Token, grammar: Grammar, lemmas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    lemma = token.lemma.lower()
    lemma = lemmas.get(lemma, lemma)
    if token.pos in ("VERB", "AUX"):
        if token.dep in ("aux", "auxpass"):
            return
        if token.dep in ("amod", "compound"):
            if token.index == 0 or grammar.token(token.index - 1).text != "-":
                yield ("participle", lemma)
            return
        yield ("verb", lemma)
        if token.tag == "VBG" and token.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "compound", "conj"):
            yield ("noun", token.text.lower())
    elif token.pos in ("NOUN", "PROPN"):
        if token.dep not in ("compound", "amod", "nmod", "poss") and (lemma != "march" or token.pos == "NOUN"):
            yield ("noun", lemma)
        if _is_headline(token, grammar):
            for guess in _verb_guesses(token.text.lower()):
                yield ("verb", guess)
    elif token.pos == "ADJ":
        yield ("adjective", lemma)
        if token.tag in _PARTICIPLE_MEASURES and token.dep == "amod":
            yield ("participle", lemma)


def _is_headline(token: Token, grammar: Grammar) -> bool:
    """Whether a word may be a verb in title case that the tagger took for a name."""
    sentence = grammar.analysis.sentences[token.sentence]
    if not token.text[:1].isupper() or sentence.index > 1 or token.index == sentence.first:
        return False
    words = [other for other in grammar.analysis.tokens[sentence.first : sentence.last] if len(other.text) > 3]
    upper = sum(other.text[0].isupper() for other in words[:12])
    return upper >= 0.7 * min(len(words), 12)


def _verb_guesses(text: str) -> Iterator[str]:
    if text.endswith("es"):
        yield text[:-2]
    if text.endswith("s"):
        yield text[:-1]
    elif text.endswith("ed"):
        yield text[:-2]
        yield text[:-1]


def _match(entry: Entry, token: Token, grammar: Grammar) -> tuple[int, ...] | None:
    """The tokens of the phrase, the head first, or None where a word of it is missing."""
    matched = [token.index]
    for word in entry.words[1:]:
        found = _find_word(word, matched, entry, grammar)
        if found is None:
            return None
        matched.append(found)
    return tuple(matched)


def _find_word(word: str, matched: Sequence[int], entry: Entry, grammar: Grammar) -> int | None:
    for index in reversed(matched):
        for child in grammar.children(index):
            if child.index in matched or (child.dep in _APART and entry.kind == "verb"):
                continue
            if word not in (child.lemma.lower(), child.text.lower()):
                continue
            leads_on = word not in _ADVERBS or word in entry.recipient or word != entry.words[-1]
            if child.dep != "prep" or entry.kind != "verb" or leads_on or grammar.child(child.index, "pobj") is None:
                return child.index
    if entry.kind == "noun":
        head = matched[0]
        for index in range(head - 1, max(-1, head - 5), -1):
            near = grammar.token(index)
            if (
                near.sentence != grammar.token(head).sentence
                or near.pos in ("VERB", "ADP", "PUNCT")
                and near.text != "-"
            ):
                return None
            if word in (near.lemma.lower(), near.text.lower()) and index not in matched:
                return index
    return None


def _guarded(entry: Entry, token: Token, grammar: Grammar, classes: Classes) -> bool:
    """Whether what stands around the word fits the sense."""
    guards = entry.guards
    if _is_elsewhere(entry, token, grammar, classes) or (
        entry.kind == "noun" and entry.type in _MEASURES and classes.is_ended(token)
    ):
        return False
    if entry.kind == "noun":
        modifiers = {
            word.lemma.lower() for word in grammar.children(token.index, "compound", "amod", "nmod", "poss", "nummod")
        }
        if "with" in guards and not modifiers & set(guards["with"]):
            return False
        if modifiers & set(guards.get("not_with", ())):
            return False
        if "with_class" in guards:
            inner = [classes.of(noun.index) for noun in grammar.objects_after(token.index, "of")]
            return any(names & set(guards["with_class"]) for names in inner)
        return True
    if entry.kind == "adjective":
        return True
    return _verb_guarded(entry, token, grammar, classes)


def _is_elsewhere(entry: Entry, token: Token, grammar: Grammar, classes: Classes) -> bool:
    """Whether the words tell of a disaster, an accident or a match: harm that nobody did, or a fight that is a game."""
    if entry.type != "assault":
        return False
    if classes.games_in(token.sentence) >= _GAME_WORDS:
        return True
    if not entry.casualty:
        return False
    around = grammar.children(token.index, "nsubj", "compound", "dobj") if entry.kind == "noun" else []
    subject = grammar.deep_subject(token.index) if entry.kind == "verb" else None
    nouns = [word.index for word in around] + ([] if subject is None else [subject])
    for preposition in grammar.children(token.index, "prep", "agent"):
        if preposition.lemma.lower() in ("in", "by", "from", "of", "after", "during"):
            nouns += [noun.index for noun in grammar.children(preposition.index, "pobj")]
    return any("hazard" in classes.of(noun) for noun in nouns)


def _verb_guarded(entry: Entry, token: Token, grammar: Grammar, classes: Classes) -> bool:
    guards = entry.guards
    verb = token.index
    hanging = {child.lemma.lower() for child in grammar.children(verb, "prep", "prt", "advmod", "agent")}
    if "particle" in guards and not hanging & set(guards["particle"]):
        return False
    if hanging & set(guards.get("not_particle", ())):
        return False
    if "complement" in guards:
        states = {child.text.lower() for child in grammar.analysis.tokens[verb + 1 : verb + 9]}
        if not states & set(guards["complement"]):
            return False
    if entry.complement_clause and not _has_infinitive(verb, grammar):
        return False
    if entry.not_statement and _has_statement(verb, grammar):
        return False
    if (entry.others or entry.own) and not _acts_under(verb, entry, grammar):
        return False
    if entry.finite and token.tag in ("VBG", "VB") and grammar.child(verb, "aux") is None:
        return False
    if entry.complement_place and not _has_place(verb, grammar, classes):
        return False
    subject, target = grammar.deep_subject(verb), grammar.deep_object(verb)
    if subject is None and token.tag == "VB" and token.dep == "ROOT":
        return False
    if entry.affects == "object" and entry.measure is not None and target is None and grammar.child(verb, "nsubj"):
        subject, target = None, subject
    if "subject" in guards and not classes.of(subject) & set(guards["subject"]):
        passive_without_agent = subject is None and grammar.is_passive(verb)
        if not passive_without_agent:
            return False
    if classes.of(subject) & set(guards.get("not_subject", ())):
        return False
    if "object" in guards and not classes.of(target) & set(guards["object"]):
        return False
    return not classes.of(target) & set(guards.get("not_object", ()))


def _has_infinitive(verb: int, grammar: Grammar) -> bool:
    """Whether the verb is followed by what is to be done: "told them to leave"."""
    return any(
        clause.tag == "VB" and any(word.text.lower() == "to" for word in grammar.children(clause.index, "aux"))
        for clause in grammar.children(verb, "xcomp", "ccomp")
    )


def _acts_under(verb: int, entry: Entry, grammar: Grammar) -> bool:
    """Whether the clause under a verb has a subject of its own, which for ``own`` stands for the one who speaks."""
    subjects = [
        noun for clause in grammar.children(verb, "ccomp") for noun in grammar.children(clause.index, *_SUBJECTS)
    ]
    return any(not entry.own or noun.pos == "PRON" for noun in subjects)


def _has_statement(verb: int, grammar: Grammar) -> bool:
    """Whether a clause under the verb says what is or was, and not what is to be done."""
    for clause in grammar.children(verb, "ccomp"):
        auxiliaries = {word.text.lower() for word in grammar.children(clause.index, "aux")}
        finite = clause.tag in _FINITE_TAGS or auxiliaries & _PLAIN_AUXILIARIES
        if finite and not auxiliaries & _MODALS and grammar.child(clause.index, "mark") is not None:
            return True
    return False


def _has_place(verb: int, grammar: Grammar, classes: Classes) -> bool:
    if any(word.text.lower() in ("inside", "there", "present", "nearby") for word in grammar.children(verb, "advmod")):
        return True
    for preposition in grammar.children(verb, "prep"):
        if preposition.lemma.lower() in ("in", "at", "inside", "near", "on", "outside", "around", "across"):
            noun = grammar.child(preposition.index, "pobj")
            if noun is not None and "territory" in classes.of(noun.index):
                return True
    return False
