"""A judgement: what a person decided, by whom, when and why; input to every rebuild, never output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.domain.ids import DocumentKey, JudgementId


class Verdict(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    RESTRICT = "restrict"
    #: A claim that no reader had found, added to its report.
    CLAIM = "claim"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedWords:
    """The words of a report that a person gave as the ground of a decision: half-open, in code points of its text."""

    report: DocumentKey
    start: int
    end: int
    text: str
    #: The sentence.
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision about one or more things; a later one may undo it, and neither is ever overwritten."""

    id: JudgementId
    verdict: Verdict
    #: Ids of the claims, accounts, events or judgements that it is about.
    about: tuple[str, ...]
    #: The name of the person who decided.
    by: str
    #: UTC.
    at: datetime
    #: The field that is amended or restricted ("counts.killed"), and its value as JSON, where there is one.
    field: str | None = None
    value: str | None = None
    note: str | None = None
