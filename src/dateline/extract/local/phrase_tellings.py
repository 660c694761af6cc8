"""Tellings by rarer forms: figures put at a number, deeds condemned or blamed by somebody, "is convinced that …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import agent_of, child_of, is_passive, runs, subject_of
from dateline.extract.local.telling import Telling

_GOES_ON = frozenset({"on", "for", "as"})
_RELATIVES = frozenset({"who", "which", "that"})


def phrase_tellings(analysis: Analysis, tellings: Sequence[Telling], words: CueWords) -> Iterator[Telling]:
    """The tellings of those forms whose words no telling has yet."""
    known = [telling.cue for telling in tellings if telling.content]
    for token in analysis.tokens:
        if token.pos not in {"VERB", "AUX", "ADJ"} or any(cue.touches(token.span) for cue in known):
            continue
        telling = _figure(analysis, token, words) or _by_somebody(analysis, token, words)
        telling = telling or _convinced(analysis, token, words) or _inverted(analysis, token, words)
        if telling is not None and telling.content:
            yield telling


def _figure(analysis: Analysis, token: Token, words: CueWords) -> Telling | None:
    """ "Officials put the toll at nine", "the toll was put at nine by officials"."""
    tokens = analysis.tokens
    if token.lemma.lower() not in words.put or token.pos != "VERB":
        return None
    passive = is_passive(analysis, token.index)
    figure = child_of(analysis, token.index, "nsubjpass" if passive else "dobj")
    at = next((child for child in analysis.children[token.index] if tokens[child].text.lower() == "at"), None)
    if figure is None or at is None or tokens[figure].lemma.lower() not in words.figures:
        return None
    source = _agent(analysis, token.index, at) if passive else subject_of(analysis, token.index)
    if source is None:
        return None
    own = _agent_words(analysis, token.index)
    below = [index for index in (*analysis.subtree(figure), *analysis.subtree(at)) if index not in own]
    return Telling(
        head=token.index, cue=_cue(analysis, token), source=source, content=runs(analysis, below), clausal=False
    )


def _by_somebody(analysis: Analysis, token: Token, words: CueWords) -> Telling | None:
    """ "The raid was condemned by the mayor", "was blamed on the league by police"."""
    tokens = analysis.tokens
    lemma = lemma_of(token.lemma)
    told = child_of(analysis, token.index, "nsubjpass")
    if token.pos != "VERB" or lemma not in words.by_somebody - words.passive - words.passed_on or told is None:
        return None
    if tokens[told].text.lower() in _RELATIVES:
        return None
    source = _agent(analysis, token.index, None)
    if source is None:
        return None
    own = _agent_words(analysis, token.index)
    below = [index for index in analysis.subtree(told) if index not in own]
    for child in analysis.children[token.index]:
        if child > token.index and tokens[child].text.lower() in _GOES_ON:
            below += [index for index in analysis.subtree(child) if index not in own]
    return Telling(
        head=token.index, cue=_cue(analysis, token), source=source, content=runs(analysis, below), clausal=False
    )


def _convinced(analysis: Analysis, token: Token, words: CueWords) -> Telling | None:
    """ "The general is convinced that the truce will fail"."""
    tokens = analysis.tokens
    if token.text.lower() not in words.adjectives:
        return None
    clause = child_of(analysis, token.index, "ccomp")
    be = token.head if token.dep in {"acomp", "oprd"} else token.index
    if clause is None or clause < token.index or (be == token.index and not is_passive(analysis, be)):
        return None
    # The parse may hang the subject on the auxiliary.
    helping = (child for child in analysis.children[token.index] if tokens[child].dep in {"aux", "auxpass"})
    subjects = (subject_of(analysis, verb) for verb in (be, *helping))
    source = next((subject for subject in subjects if subject is not None), None)
    if source is None or tokens[source].text.lower() in {"it", "there"} or tokens[source].pos not in {
        "NOUN", "PROPN", "PRON",
    }:  # fmt: skip
        return None
    first = min(be, token.index) if be != token.index else min(
        (child for child in analysis.children[be] if tokens[child].dep in {"auxpass", "aux"}), default=be
    )  # fmt: skip
    if token.index - first > 3:
        first = token.index
    return Telling(
        head=token.index,
        cue=analysis.span_of(first, token.index + 1),
        source=source,
        content=runs(analysis, analysis.subtree(clause)),
    )


def _inverted(analysis: Analysis, token: Token, words: CueWords) -> Telling | None:
    """ "Nine dead in raid, say police": what is told has no verb of its own, so that the parse makes it the subject."""
    tokens = analysis.tokens
    sentence = analysis.sentences[token.sentence]
    if token.tag not in {"VBP", "VBZ", "VBD"} or lemma_of(token.lemma) not in words.strong or token.index < 1:
        return None
    if tokens[token.index - 1].text != "," or token.index + 1 >= sentence.last:
        return None
    source = next((child for child in analysis.children[token.index] if token.index < child < token.index + 6), None)
    if source is None or tokens[source].dep not in {"nsubj", "dobj"} or tokens[source].pos not in {"NOUN", "PROPN"}:
        return None
    before = range(sentence.first, token.index - 1)
    if any(tokens[index].pos in {"VERB", "AUX"} and tokens[index].tag != "VBN" for index in before):
        return None
    content = runs(analysis, before)
    return Telling(head=token.index, cue=token.span, source=source, content=content)


def _agent(analysis: Analysis, verb: int, before: int | None) -> int | None:
    """Who did it: the noun after "by", which the parse may hang on a noun between."""
    found = agent_of(analysis, verb)
    if found is not None or before is None:
        return found
    by = next((index for index in analysis.subtree(before) if analysis.tokens[index].text.lower() == "by"), None)
    return None if by is None else child_of(analysis, by, "pobj")


def _agent_words(analysis: Analysis, verb: int) -> set[int]:
    return {
        index
        for below in analysis.subtree(verb)
        if analysis.tokens[below].text.lower() == "by" and below > verb
        for index in analysis.subtree(below)
    }


def _cue(analysis: Analysis, token: Token) -> Span:
    """The verb with the auxiliaries and negation right before it."""
    first = token.index
    helping = {
        child for child in analysis.children[token.index] if analysis.tokens[child].dep in {"aux", "auxpass", "neg"}
    }
    while first - 1 in helping:
        first -= 1
    return analysis.span_of(first, token.index + 1)
