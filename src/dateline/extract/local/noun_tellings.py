"""Tellings by a noun: "the claim that …", "accusations of …"."""

from __future__ import annotations

from dateline.domain.analysis import Analysis, Token
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import child_of, runs, subject_of
from dateline.extract.local.telling import Telling
from dateline.extract.local.telling_contents import ContentReader


def noun_telling(analysis: Analysis, words: CueWords, contents: ContentReader, token: Token) -> Telling | None:
    """The telling of a noun with a clause, an infinitive or an "of" phrase; None where it leads none."""
    lemma = lemma_of(token.lemma)
    clause = None
    for child in analysis.children[token.index]:
        dependent = analysis.tokens[child]
        if child < token.index or dependent.dep not in {"acl", "ccomp", "relcl"}:
            continue
        mark = next((analysis.tokens[m] for m in analysis.children[child] if analysis.tokens[m].dep == "mark"), None)
        if _is_that(mark):
            clause = child if lemma in words.noun_clause else None
        elif dependent.tag == "VB" and lemma in words.noun_infinitive:
            clause = child
    if clause is not None:
        content = runs(analysis, analysis.subtree(clause))
    else:
        of = next(
            (c for c in analysis.children[token.index] if analysis.tokens[c].lemma.lower() == "of" and c > token.index),
            None,
        )
        led = child_of(analysis, of, "pobj", "pcomp") if of is not None and lemma in words.noun_of else None
        if led is None:
            return None
        content = runs(analysis, analysis.subtree(led))
    source = child_of(analysis, token.index, "poss")
    if source is None:
        by = next(
            (c for c in analysis.children[token.index] if analysis.tokens[c].text.lower() in {"by", "from"}), None
        )
        source = child_of(analysis, by, "pobj") if by is not None else None
    if source is None and token.dep == "dobj":
        source = subject_of(analysis, token.head)
    content = contents.outside_quotations(token.index, content)
    return Telling(head=token.index, cue=token.span, source=source, content=content, clausal=clause is not None)


def _is_that(mark: Token | None) -> bool:
    return mark is not None and mark.text.lower() == "that"
