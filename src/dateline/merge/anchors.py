"""Anchors: what a judgement is about, held fast by what is said and where, so that a better reader does not loosen it.

An id alone names a claim by its trigger's offsets. A judgement that was ``anchored`` also carries the triggers of all
accounts that
it was about, so that it still finds them where a newer reader takes another word of the same sentence for the trigger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.domain.ids import AccountId, ClaimId, DocumentKey
from dateline.domain.judgement import JudgedWords, Judgement, Verdict
from dateline.domain.plain import noun_from, plain_from
from dateline.domain.telling import Telling, ToldClaim


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim that a judgement is about: its id, and where its trigger stands."""

    claim: ClaimId
    document: DocumentKey
    start: int
    end: int


def anchored(judgement: Judgement, told: Mapping[str, Iterable[Telling]]) -> Judgement:
    """The judgement with the anchors of what it is about; ``told`` gives the tellings of each id, all of an event's.

    An undo names a judgement and needs none.
    """
    if judgement.verdict is Verdict.UNDO:
        return judgement
    anchors = {
        name: [
            [anchor.claim, anchor.document, anchor.start, anchor.end] for anchor in _anchors(name, told.get(name, ()))
        ]
        for name in judgement.about
    }
    held: dict[str, Any] = {"anchors": anchors}
    if judgement.value is not None:
        held["value"] = value_of(judgement)
    words = words_of(judgement)
    if words is not None:
        held["words"] = plain_from(words)
    return replace(judgement, value=json.dumps(held, sort_keys=True))


def grounded(judgement: Judgement, words: JudgedWords) -> Judgement:
    """The judgement with the words of a report that are its ground."""
    held = {"anchors": {}, "value": value_of(judgement), "words": plain_from(words)}
    return replace(judgement, value=json.dumps(held, sort_keys=True))


def _anchors(name: str, told: Iterable[Telling]) -> list[Anchor]:
    """An anchor for each account: of its own claim where the name is a claim's, else of the claim that gives its id.

    What stands for a report without claims is held by the whole report: by no words of it.
    """
    found = []
    for telling in sorted(told, key=lambda one: one.account):
        digits = name[1:] if name.startswith("c") else telling.account[1:]
        if not telling.claims:
            found.append(Anchor(ClaimId(f"c{digits}"), telling.document, 0, 0))
            continue
        claim = next((claim for claim in telling.claims if claim.id[1:] == digits), telling.claims[0])
        found.append(Anchor(claim.id, telling.document, claim.trigger.start, claim.trigger.end))
    return found


def _held(judgement: Judgement) -> Any:
    return None if judgement.value is None else json.loads(judgement.value)


def value_of(judgement: Judgement) -> Any:
    """What the judgement says that the field's value is, without its anchors; raises ValueError where it is no JSON."""
    held = _held(judgement)
    return held.get("value") if isinstance(held, dict) and "anchors" in held else held


def words_of(judgement: Judgement) -> JudgedWords | None:
    """The words of a report that the person gave as their ground; None where they gave none."""
    held = _held(judgement)
    if not isinstance(held, dict) or "anchors" not in held or "words" not in held:
        return None
    return noun_from(JudgedWords, held["words"])


def anchors_of(judgement: Judgement, name: str) -> tuple[Anchor, ...]:
    """The anchors that the judgement carries for one id that it is about."""
    held = _held(judgement)
    if not isinstance(held, dict) or "anchors" not in held:
        return ()
    return tuple(Anchor(ClaimId(claim), DocumentKey(document), start, end)
                 for claim, document, start, end in held["anchors"].get(name, ()))  # fmt: skip


class Grounds:
    """Where claims are told: from ids and anchors to the accounts that hold them now."""

    def __init__(self, told: Iterable[Telling] = ()) -> None:
        self._account: dict[str, AccountId] = {}
        self._of_document: dict[DocumentKey, dict[AccountId, tuple[ToldClaim, ...]]] = {}
        #: What each report is most of all about.
        self._focus: dict[DocumentKey, AccountId] = {}
        for telling in told:
            self.add(telling)

    def add(self, telling: Telling) -> None:
        """Take a telling's claims in."""
        for claim in telling.claims:
            self._account[claim.id[1:]] = telling.account
        if not telling.claims:
            self._account[telling.account[1:]] = telling.account
        if telling.focus:
            self._focus[telling.document] = telling.account
        self._of_document.setdefault(telling.document, {})[telling.account] = telling.claims

    def know(self, name: str, account: AccountId) -> None:
        """Take in which account holds a claim, where its telling is not at hand."""
        self._account[name[1:]] = account

    def remove(self, telling: Telling) -> None:
        """Let a telling's claims go."""
        for digits in (*(claim.id[1:] for claim in telling.claims), telling.account[1:]):
            if self._account.get(digits) == telling.account:
                del self._account[digits]
        if self._focus.get(telling.document) == telling.account:
            del self._focus[telling.document]
        del self._of_document[telling.document][telling.account]

    def account_of(self, name: str) -> AccountId | None:
        """The account that a claim's, an account's or an event's id leads to: all three share the digits of a claim."""
        return self._account.get(name[1:])

    def found(self, judgement: Judgement, name: str) -> tuple[AccountId, ...]:
        """The accounts of one id that the judgement is about, the one that the id itself leads to first."""
        own = self.account_of(name)
        anchors = [self._held_by(anchor) for anchor in anchors_of(judgement, name)]
        return tuple(dict.fromkeys(account for account in (own, *anchors) if account is not None))

    def _held_by(self, anchor: Anchor) -> AccountId | None:
        """The account with the anchor's claim, else with a claim whose trigger touches it, else with one of its sentence.

        An anchor on the whole report is held by what the report is about.
        """
        known = self._account.get(anchor.claim[1:])
        if known is not None:
            return known
        if anchor.end == 0:
            return self._focus.get(anchor.document)
        told = sorted(self._of_document.get(anchor.document, {}).items())
        for account, claims in told:
            if any(claim.trigger.start < anchor.end and anchor.start < claim.trigger.end for claim in claims):
                return account
        for account, claims in told:
            if any(claim.evidence.start <= anchor.start and anchor.end <= claim.evidence.end for claim in claims):
                return account
        return None
