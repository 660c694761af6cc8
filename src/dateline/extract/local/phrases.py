"""Cuts phrases out of a parse: noun phrases as written, runs of words, subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span

_OPEN_PUNCTUATION = frozenset(",.;:!?-–—)]…/")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "csubj")
_OBJECT_CONTROL = frozenset(
    {"tell", "ask", "urge", "order", "want", "expect", "allow", "force", "invite", "warn", "call", "lead", "cause"}
)


def runs(analysis: Analysis, indices: Iterable[int]) -> tuple[Span, ...]:
    """The spans of words that stand side by side, each without commas and stops at its ends."""
    found: list[Span] = []
    run: list[int] = []
    for index in sorted(set(indices)):
        if run and index != run[-1] + 1:
            found += trimmed(analysis, run[0], run[-1] + 1)
            run = []
        run.append(index)
    if run:
        found += trimmed(analysis, run[0], run[-1] + 1)
    return tuple(found)


def trimmed(analysis: Analysis, first: int, last: int) -> tuple[Span, ...]:
    """The span of tokens without punctuation at its ends, in a tuple; empty where nothing else is there."""
    tokens = analysis.tokens
    while first < last and tokens[first].text in _OPEN_PUNCTUATION:
        first += 1
    while last > first and tokens[last - 1].text in _OPEN_PUNCTUATION:
        last -= 1
    return (analysis.span_of(first, last),) if last > first else ()


def noun_phrase(analysis: Analysis, head: int, *, without: Collection[int] = ()) -> Span:
    """The noun phrase of a head as written: title, modifiers and "of" phrases, and the name that stands beside it.

    Clauses that hang on it go, and so does what only describes a name ("Ali, a baker from Homs" gives "Ali").
    """
    tokens = analysis.tokens
    named = tokens[head].pos == "PROPN"
    kept = [head]
    queue = [child for child in analysis.children[head] if child not in without]
    while queue:
        child = queue.pop()
        token = tokens[child]
        if token.dep in {"relcl", "acl", "advcl", "ccomp", "parataxis", "dep"}:
            continue
        if token.head == head and token.dep == "appos" and named and token.pos != "PROPN":
            continue
        if token.head == head and token.dep == "appos" and named and child > head + 1 and not _acronym(token):
            continue
        if token.dep == "amod" and child > token.head and analysis.children[child]:
            continue
        kept.append(child)
        queue += [below for below in analysis.children[child] if below not in without]
    first, last = head, head + 1
    chosen = set(kept)
    while first - 1 in chosen:
        first -= 1
    while last in chosen:
        last += 1
    spans = trimmed(analysis, first, last)
    if not spans:
        return tokens[head].span
    return _balanced(analysis, spans[0], first, last)


def _acronym(token: Token) -> bool:
    return token.text.isupper() and len(token.text) <= 8


def _balanced(analysis: Analysis, span: Span, first: int, last: int) -> Span:
    """With the closing bracket where the opening one is inside."""
    words = analysis.document.quote(span)
    if words.count("(") > words.count(")"):
        following = analysis.tokens[last - 1] if analysis.tokens[last - 1].text == ")" else None
        if following is None and last < len(analysis.tokens) and analysis.tokens[last].text == ")":
            following = analysis.tokens[last]
        if following is not None:
            return Span(span.start, following.span.end)
    return span


def child_of(analysis: Analysis, index: int, *deps: str) -> int | None:
    """The first child with one of these labels."""
    tokens = analysis.tokens
    return next((child for child in analysis.children[index] if tokens[child].dep in deps), None)


def joined_without_and(analysis: Analysis, token: Token) -> bool:
    """Whether the parse joins a verb to another with no "and" and no subject of its own, as it does in run-on sentences."""
    tokens, above = analysis.tokens, token.head
    joined = token.dep == "conj" and child_of(analysis, token.index, "nsubj", "nsubjpass") is None
    between = range(above + 1, token.index)
    return joined and not any(tokens[index].dep == "cc" and tokens[index].head == above for index in between)


def is_passive(analysis: Analysis, verb: int) -> bool:
    """Whether a verb form is passive: "was told", "the report published by …"."""
    if child_of(analysis, verb, "auxpass", "nsubjpass") is not None:
        return True
    token = analysis.tokens[verb]
    return token.tag == "VBN" and token.dep in {"acl", "advcl"} and child_of(analysis, verb, "aux") is None


class Chunks:
    """The base noun phrases of a document, by where they begin, end and what they hold."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._ending = {end: begin for begin, end in analysis.chunks}
        self._beginning = dict(analysis.chunks)
        self._holding = {index: begin for begin, end in analysis.chunks for index in range(begin, end)}

    def start(self, index: int) -> int | None:
        """Where the phrase begins that holds a token, or None."""
        return self._holding.get(index)

    def head_before(self, index: int) -> int | None:
        """The head of the phrase that ends right before a token, or None."""
        begin = self._ending.get(index)
        return None if begin is None else self._head(begin, index)

    def head_at(self, index: int) -> int | None:
        """The head of the phrase that begins at a token, or None."""
        end = self._beginning.get(index)
        return None if end is None else self._head(index, end)

    def _head(self, begin: int, end: int) -> int:
        tokens = self._analysis.tokens
        for index in range(begin, end):
            if tokens[index].head == index or not begin <= tokens[index].head < end:
                return index
        return end - 1


def agent_of(analysis: Analysis, verb: int) -> int | None:
    """Who did it, of a passive verb: the noun after "by"."""
    by = child_of(analysis, verb, "agent")
    return child_of(analysis, by, "pobj") if by is not None else None


def subject_of(analysis: Analysis, verb: int, depth: int = 0) -> int | None:
    """The head of the noun that does what a verb tells, by the parse; shared subjects and participles included."""
    tokens = analysis.tokens
    own = child_of(analysis, verb, *_SUBJECTS)
    token = tokens[verb]
    if own is not None:
        if tokens[own].text.lower() in _RELATIVES and token.dep == "relcl" and tokens[token.head].index < verb:
            return token.head
        return own
    if depth > 4 or token.head == verb:
        return None
    head = token.head
    if token.dep == "acl":
        return head if token.tag == "VBG" else None
    if token.dep == "relcl":
        return None
    if token.dep in {"conj", "advcl"} and tokens[head].pos in {"VERB", "AUX"}:
        if is_passive(analysis, head):
            return child_of(analysis, head, "nsubjpass") or agent_of(analysis, head)
        return subject_of(analysis, head, depth + 1)
    if token.dep == "xcomp":
        if tokens[head].lemma in _OBJECT_CONTROL:
            controller = child_of(analysis, head, "dobj")
            if controller is not None:
                return controller
        if is_passive(analysis, head):
            return child_of(analysis, head, "nsubjpass")
        return subject_of(analysis, head, depth + 1)
    if token.dep in {"pcomp", "prep"}:
        above = tokens[head].head
        if tokens[above].pos in {"VERB", "AUX"}:
            if tokens[head].text.lower() == "as" and child_of(analysis, above, "dobj") is not None:
                return child_of(analysis, above, "dobj")
            if is_passive(analysis, above):
                return child_of(analysis, above, "nsubjpass")
            return subject_of(analysis, above, depth + 1)
    return None


def described_by(analysis: Analysis, token: Token) -> int | None:
    """The noun that a participle or an adjective tells something of: "troops" of "troops loyal to …"."""
    tokens = analysis.tokens
    subject = child_of(analysis, token.index, "nsubjpass", "nsubj")
    if subject is not None and tokens[subject].pos in {"NOUN", "PROPN"}:
        return subject
    if subject is not None and token.dep == "relcl":
        return token.head
    index, hops = token.index, 0
    while hops < 4:
        above = tokens[index].head
        if above == index:
            return None
        if tokens[above].pos in {"NOUN", "PROPN"} and above < token.index:
            return above
        if tokens[above].pos in {"VERB", "AUX"} and tokens[index].dep not in {"conj", "acomp", "prep", "advcl"}:
            return None
        shared = child_of(analysis, above, "nsubj", "nsubjpass") if tokens[index].dep == "conj" else None
        if shared is not None:
            return shared
        if tokens[index].dep in {"acomp", "advcl"}:
            return subject_of(analysis, above)
        index, hops = above, hops + 1
    return None
