"""Tellings that the trained reader marks and the cue words do not know: "took issue with", "has largely ignored".

The reader marks words of telling and words of sources; what is told is cut out by the parse. How much a mark weighs stands
in ``telling_weights.toml``, so that a reader that marks more surely needs no other code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.domain.analysis import Analysis, NamedSpan, Token
from dateline.domain.span import Span
from dateline.errors import BugError
from dateline.extract.local.phrases import runs, subject_of
from dateline.extract.local.telling import Telling

_CLAUSES = frozenset({"ccomp", "xcomp"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_TOLD = frozenset({"ccomp", "xcomp", "dobj", "prep", "oprd", "acomp", "attr", "pobj", "pcomp", "dative"})


@dataclass(frozen=True, slots=True)
class TellingWeights:
    """Factors of odds: of a cue that only the reader sees, and of a source that it marks beside it."""

    cue: float
    source: float


@cache
def telling_weights() -> TellingWeights:
    """The shipped weights; raises BugError where the file is not what this version reads."""
    text = resources.files("dateline.extract.local").joinpath("telling_weights.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)["marked"]
        return TellingWeights(cue=float(table["cue"]), source=float(table["source"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BugError(f"telling_weights.toml: {error}") from error


def marked_tellings(
    analysis: Analysis, tellings: Sequence[Telling], weights: TellingWeights | None = None
) -> Iterator[Telling]:
    """Tellings for the cues that the reader marks where no telling is yet, the likelier than not ones only."""
    weights = weights or telling_weights()
    known = [telling.cue for telling in tellings]
    sources = [mark for mark in analysis.layers.get("source", ()) if _odds(mark) * weights.source >= 1]
    for mark in analysis.layers.get("cue", ()):
        if _odds(mark) * weights.cue < 1 or any(cue.touches(mark.span) for cue in known):
            continue
        telling = _telling(analysis, mark.span, sources)
        if telling is not None:
            yield telling


def _odds(mark: NamedSpan) -> float:
    return mark.score / max(1e-6, 1 - mark.score)


def _telling(analysis: Analysis, cue: Span, sources: Sequence[NamedSpan]) -> Telling | None:
    inside = analysis.tokens_in(cue)
    head = _head(inside)
    if head is None:
        return None
    source, named = _source(analysis, head, cue, sources)
    own = set(range(inside[0].index, inside[-1].index + 1))
    if source is not None:
        own |= set(analysis.subtree(source)) if head.index not in analysis.subtree(source) else {source}
    below = [
        index
        for child in analysis.children[head.index]
        if analysis.tokens[child].dep in _TOLD
        for index in analysis.subtree(child)
        if index not in own
    ]
    after = [index for index in below if index > inside[-1].index]
    content = runs(analysis, _run_on(after) if after else below)
    clausal = any(analysis.tokens[child].dep in _CLAUSES for child in analysis.children[head.index])
    return Telling(head=head.index, cue=cue, source=source, named=named, content=content, clausal=clausal)


def _head(inside: Sequence[Token]) -> Token | None:
    """The word that the others of a cue hang on: its last verb, else its last noun."""
    for parts in (("VERB",), ("NOUN",), ("AUX",)):
        found = [token for token in inside if token.pos in parts]
        if found:
            return found[-1]
    return None


def _run_on(indices: Sequence[int]) -> list[int]:
    """The first run of words, over gaps of one: what follows later hangs on the telling and is not told."""
    kept: list[int] = []
    for index in sorted(set(indices)):
        if kept and index > kept[-1] + 2:
            break
        kept.append(index)
    return kept


def _source(analysis: Analysis, head: Token, cue: Span, sources: Sequence[NamedSpan]) -> tuple[int | None, Span | None]:
    """The subject where the reader marks it or marks nothing; else the marked source nearest to the cue in its sentence.

    With the marked words themselves where the parse tears them apart.
    """
    subject = subject_of(analysis, head.index)
    beside = []
    for mark in sources:
        words = analysis.tokens_in(mark.span)
        if not words or words[0].sentence != head.sentence or mark.span.touches(cue):
            continue
        if subject is not None and mark.span.touches(analysis.tokens[subject].span):
            return subject, None
        distance = cue.start - mark.span.end if mark.span.end <= cue.start else mark.span.start - cue.end
        beside.append((distance, mark.span))
    if subject is not None or not beside:
        return subject, None
    _, span = min(beside)
    roots = _roots(analysis.tokens_in(span))
    return roots[-1].index, span if len(roots) > 1 else None


def _roots(words: Sequence[Token]) -> list[Token]:
    """The words that hang on none of the others: one where the parse holds them together; the last one can name somebody."""
    own = {word.index for word in words}
    roots = [word for word in words if word.head not in own or word.head == word.index]
    if len(roots) == 1:
        return roots
    naming = [word for word in words if word.pos in _NAMING]
    return [*roots, *naming[-1:]]
