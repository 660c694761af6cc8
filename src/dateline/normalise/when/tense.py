"""Whether the verb beside some words looks back or ahead."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.lang import table

_FINITE_PAST = frozenset({"VBD"})
_PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class _Words:
    ahead: frozenset[str]
    perhaps_ahead: frozenset[str]
    plans: frozenset[str]
    conjunctions_ahead: frozenset[str]


def direction_of(analysis: Analysis, span: Span, language: str = "en") -> int:
    """1 where the governing verb looks ahead ("will meet on Monday"), -1 where it tells the past, 0 where it does not say."""
    tokens = analysis.tokens_in(span)
    if not tokens:
        return 0
    words = table(language, "dates").get("tense", {})
    looks = _Words(*(frozenset(words.get(name, ())) for name in _Words.__slots__))
    if _hangs_on_plan(analysis, tokens[0], looks):
        return 1
    verb = _governing_verb(analysis, tokens[0])
    return 0 if verb is None else _direction(analysis, verb, looks)


def _hangs_on_plan(analysis: Analysis, token: Token, words: _Words) -> bool:
    """Whether the words of a time belong to an adjective that looks ahead: "payable Dec. 7", "effective June 1"."""
    head = analysis.tokens[token.head]
    if head.pos == "ADP":
        head = analysis.tokens[head.head]
    return head.pos == "ADJ" and head.lemma.lower() in words.plans and head.dep in ("amod", "acl", "relcl", "advcl")


def _governing_verb(analysis: Analysis, token: Token) -> Token | None:
    seen = {token.index}
    while token.pos not in ("VERB", "AUX"):
        token = analysis.tokens[token.head]
        if token.index in seen:
            return None
        seen.add(token.index)
    return token


def _direction(analysis: Analysis, verb: Token, words: _Words) -> int:
    helpers = [analysis.tokens[index] for index in analysis.children[verb.index]]
    helpers = [helper for helper in helpers if helper.dep in ("aux", "auxpass") or helper.pos == "AUX"]
    lemmas = {helper.lemma.lower() for helper in helpers} | {helper.text.lower() for helper in helpers}
    if lemmas & words.ahead or (lemmas & words.perhaps_ahead and "have" not in lemmas):
        return 1
    if verb.tag in _PRESENT and _leads_in(analysis, verb) & words.conjunctions_ahead:
        return 1
    planned = verb.lemma.lower() in words.plans
    if verb.tag in _FINITE_PAST or any(helper.tag in _FINITE_PAST for helper in helpers):
        return 0 if planned and verb.tag == "VBN" else -1
    head = analysis.tokens[verb.head]
    if any(helper.tag == "TO" for helper in helpers):
        by_plan = head.lemma.lower() in words.plans or head.text.lower() in words.plans
        return int(head.index != verb.index and (by_plan or (head.lemma == "be" and verb.dep == "xcomp")))
    if "have" in lemmas:
        return -1
    if planned and verb.tag in (*_PRESENT, "VBN"):
        return 1
    if verb.tag in ("VBG", "VBN") and head.index != verb.index and head.pos in ("VERB", "AUX"):
        # "killing three on Friday": a participle takes the time of its main verb; "the ruling, announced Friday" is over.
        inherited = _direction(analysis, head, words) if head.head != verb.index else 0
        return 0 if inherited > 0 and verb.tag == "VBN" and verb.dep in ("acl", "advcl") else inherited
    return 0


def _leads_in(analysis: Analysis, verb: Token) -> set[str]:
    """The words that join a clause to its main clause."""
    if verb.dep != "advcl":
        return set()
    before = (analysis.tokens[index] for index in analysis.children[verb.index] if index < verb.index)
    return {word.text.lower() for word in before if word.dep in ("mark", "advmod")}


def lasts_to_now(analysis: Analysis, trigger: Span) -> bool:
    """Whether words tell of something that reaches the present: a noun, or a verb in the present or the present perfect."""
    tokens = analysis.tokens_in(trigger)
    verb = next((token for token in tokens if token.pos in ("VERB", "AUX")), None)
    if verb is None:
        return bool(tokens)
    return is_present(analysis, verb) or is_perfect(analysis, verb)


def is_perfect(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb stands in the present perfect: "have been held"."""
    return any(helper.lemma.lower() == "have" and helper.tag in _PRESENT for helper in _helpers(analysis, verb))


def is_present(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb stands in the present: "holds", "are holding", "is held"."""
    helpers = _helpers(analysis, verb)
    if any(helper.tag in ("MD", "TO") or helper.lemma.lower() == "have" for helper in helpers):
        return False
    return any(helper.tag in _PRESENT for helper in helpers) or (not helpers and verb.tag in _PRESENT)


def _helpers(analysis: Analysis, verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those of the verb that it is joined to among them."""
    own = [analysis.tokens[index] for index in analysis.children[verb.index]]
    own = [word for word in own if word.dep in ("aux", "auxpass")]
    head = analysis.tokens[verb.head]
    if not own and verb.dep == "conj" and head.tag == verb.tag and head.index != verb.index and head.dep != "conj":
        return _helpers(analysis, head)
    return own
