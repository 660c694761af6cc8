"""Whether the verb beside some words looks back or ahead."""

from __future__ import annotations

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.lang import table

_FINITE_PAST = frozenset({"VBD"})
_PRESENT = frozenset({"VBZ", "VBP"})


def direction_of(analysis: Analysis, span: Span, language: str = "en") -> int:
    """1 where the governing verb looks ahead ("will meet on Monday"), -1 where it tells the past, 0 where it does not say."""
    tokens = analysis.tokens_in(span)
    if not tokens:
        return 0
    verb = _governing_verb(analysis, tokens[0])
    if verb is None:
        return 0
    words = table(language, "dates").get("tense", {})
    ahead, plans = frozenset(words.get("ahead", ())), frozenset(words.get("plans", ()))
    return _direction(analysis, verb, ahead, plans)


def _governing_verb(analysis: Analysis, token: Token) -> Token | None:
    seen = {token.index}
    while token.pos not in ("VERB", "AUX"):
        token = analysis.tokens[token.head]
        if token.index in seen:
            return None
        seen.add(token.index)
    return token


def _direction(analysis: Analysis, verb: Token, ahead: frozenset[str], plans: frozenset[str]) -> int:
    helpers = [analysis.tokens[index] for index in analysis.children[verb.index]]
    helpers = [helper for helper in helpers if helper.dep in ("aux", "auxpass") or helper.pos == "AUX"]
    if any(helper.lemma.lower() in ahead or helper.text.lower() in ahead for helper in helpers):
        return 1
    if verb.tag in _FINITE_PAST or any(helper.tag in _FINITE_PAST for helper in helpers):
        past_plan = verb.lemma.lower() in plans and verb.tag == "VBN"
        return 0 if past_plan else -1
    head = analysis.tokens[verb.head]
    infinitive = any(helper.tag == "TO" for helper in helpers)
    if infinitive:
        planned = (
            head.lemma.lower() in plans or head.text.lower() in plans or (head.lemma == "be" and verb.dep == "xcomp")
        )
        return 1 if head.index != verb.index and planned else 0
    if any(helper.lemma.lower() == "have" for helper in helpers):
        return -1
    if verb.lemma.lower() in plans and verb.tag in (*_PRESENT, "VBN"):
        return 1
    if verb.tag in ("VBG", "VBN") and head.index != verb.index and head.pos in ("VERB", "AUX"):
        # "killing three on Friday": a participle takes the time of its main verb.
        return _direction(analysis, head, ahead, plans) if head.head != verb.index else 0
    return 0
