"""Links that a text itself draws between two of its accounts: part of, in retaliation for, of the same campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dateline import lang
from dateline.domain.claim import Role
from dateline.domain.event import EventLinkType
from dateline.domain.ids import AccountId
from dateline.domain.telling import Telling, ToldClaim, ToldLink, Words

#: The table of a language that holds the cues.
TABLE = "event_links"


def links_of(told: Sequence[Telling], language: str) -> Mapping[AccountId, tuple[ToldLink, ...]]:
    """The links of each account of one report, each once."""
    found: dict[AccountId, dict[tuple[EventLinkType, AccountId], ToldLink]] = {}
    for account, link in (*_cued(told, language), *_campaigns(told)):
        found.setdefault(account, {}).setdefault((link.type, link.account), link)
    return {account: tuple(links.values()) for account, links in found.items()}


@cache
def _cues(language: str) -> tuple[tuple[EventLinkType, re.Pattern[str]], ...]:
    code = language.partition("-")[0].lower()
    if code not in lang.languages() or TABLE not in lang.tables(code):
        return ()
    table = lang.table(code, TABLE)
    return tuple(
        (EventLinkType(name), re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE))
        for name, words in table.items()
    )


def _cued(told: Sequence[Telling], language: str) -> Iterator[tuple[AccountId, ToldLink]]:
    """Two claims of one sentence with a cue between them: the one before it is tied to the one after it."""
    claims = sorted(
        ((claim, telling.account) for telling in told for claim in telling.claims),
        key=lambda one: (one[0].trigger.start, one[0].id),
    )
    for index, (before, account) in enumerate(claims):
        for after, other in claims[index + 1 :]:
            if after.evidence.start != before.evidence.start:
                break
            if other == account:
                continue
            cue = _cue_between(before, after, language)
            if cue is not None:
                yield account, ToldLink(cue[0], other, cue[1])
            break


def _cue_between(before: ToldClaim, after: ToldClaim, language: str) -> tuple[EventLinkType, Words] | None:
    sentence = before.evidence
    start, end = before.trigger.end - sentence.start, after.trigger.start - sentence.start
    for type_, cue in _cues(language):
        match = cue.search(sentence.text, max(0, start), max(0, end))
        if match is not None:
            return type_, Words(sentence.start + match.start(), sentence.start + match.end(), match[0])
    return None


def _campaigns(told: Sequence[Telling]) -> Iterator[tuple[AccountId, ToldLink]]:
    """Accounts that name one operation are of one campaign: each is tied to the first that names it."""
    first: dict[str, AccountId] = {}
    for telling in told:
        for claim in telling.claims:
            for party in claim.parties:
                if party.role is Role.OPERATION:
                    known = first.setdefault(party.text.casefold(), telling.account)
                    if known != telling.account:
                        yield telling.account, ToldLink(EventLinkType.SAME_CAMPAIGN, known, claim.evidence)
