"""The 16 columns of GDELT 2.0's table of mentions, in order: one row a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.domain.claim import Role
from dateline.domain.telling import Telling, ToldClaim
from dateline.export.contract import Column, Report
from dateline.export.gdelt_like.row import Row, stamp

_NEVER = "always empty: not measured"


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim of one report."""

    row: Row
    telling: Telling
    claim: ToldClaim

    @property
    def report(self) -> Report | None:
        return self.row.told.reports.get(self.telling.label)

    @property
    def address(self) -> str:
        """The report's address, else its id."""
        return self.report.url if self.report and self.report.url else self.telling.label

    def offset_of(self, role: Role) -> int:
        """Where the first party of that role stands in the claim's sentence, counted in the report; -1 where there is none."""
        words = next((party.text for party in self.claim.parties if party.role is role), None)
        found = -1 if words is None else self.claim.evidence.text.find(words)
        return -1 if found < 0 else self.claim.evidence.start + found


def mentions_of(row: Row) -> Iterator[Mention]:
    """Every claim of every report, in order."""
    for telling in row.told.tellings:
        for claim in telling.claims:
            yield Mention(row, telling, claim)


MENTIONS: tuple[Column[Mention], ...] = (
    Column("GLOBALEVENTID", "the event's number", lambda one: one.row.number, kind="whole"),
    Column("EventTimeDate", "the first day on which it may have happened, at midnight", lambda one: stamp(one.row.day),
           kind="whole"),
    Column("MentionTimeDate", "the day on which the report came out, at midnight",
           lambda one: stamp(one.telling.published), kind="whole"),
    Column("MentionType", "1 where the report has an address, else 5, GDELT's for printed matter",
           lambda one: 1 if one.report and one.report.url else 5, kind="whole"),
    Column("MentionSourceName", "the outlet", lambda one: one.telling.outlet),
    Column("MentionIdentifier", "the report's address, else its id", lambda one: one.address),
    Column("SentenceID", "always empty: `ActionCharOffset` says where it stands", lambda one: None),
    Column("Actor1CharOffset", "where who acts stands; -1 where there is none",
           lambda one: one.offset_of(Role.ACTOR), kind="whole"),
    Column("Actor2CharOffset", "where to whom stands; -1 where there is none",
           lambda one: one.offset_of(Role.RECIPIENT), kind="whole"),
    Column("ActionCharOffset", "where the word that tells it stands", lambda one: one.claim.trigger.start, kind="whole"),
    Column("InRawText", "always 1: it was read in the text", lambda one: 1, kind="whole"),
    Column("Confidence", "0 to 100: the claim's confidence", lambda one: round(one.claim.confidence * 100), kind="whole"),
    Column("MentionDocLen", _NEVER, lambda one: None),
    Column("MentionDocTone", _NEVER, lambda one: None),
    Column("MentionDocTranslationInfo", "always empty: nothing is translated", lambda one: None),
    Column("Extras", "always empty, as in GDELT", lambda one: None),
)  # fmt: skip
