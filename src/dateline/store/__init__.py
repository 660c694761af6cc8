"""Keeps everything for good, in a file or on a PostgreSQL server, and shows it as it is or as it was.

In: RawDocument, Reading, KeyedTelling, Merged (events, comparisons), Judgement, Issue, Person, Job, Coding.
Out: the same, whole and in order; pages of events that a query asks for; the log and what is wrong with it.
Never: update or delete; decide anything.
"""

from __future__ import annotations

from dateline.store.chain import Entry
from dateline.store.codings import Codings
from dateline.store.connect import Advance, unheard
from dateline.store.events import Comparison, EventPage, EventVersion, Gone, Merged, StoredEvent
from dateline.store.for_merge import AsOf
from dateline.store.jobs import Jobs
from dateline.store.ledger import Ledger, verify_ledger
from dateline.store.listing import SORTS, Line, Listing, VoiceSum
from dateline.store.people import People
from dateline.store.query import Box, EventQuery
from dateline.store.readings import Added, ReadingVersion, StoredDocument
from dateline.store.report_kin import ReportBrief, ReportKin
from dateline.store.report_listing import REPORT_SORTS, ReportLine, ReportListing, ReportQuery
from dateline.store.stats import Stats
from dateline.store.tellings import KeyedTelling, StoredTelling
from dateline.store.verify import Problem, Verification

__all__ = [
    "REPORT_SORTS",
    "SORTS",
    "Added",
    "Advance",
    "AsOf",
    "Box",
    "Codings",
    "Comparison",
    "Entry",
    "EventPage",
    "EventQuery",
    "EventVersion",
    "Gone",
    "Jobs",
    "KeyedTelling",
    "Ledger",
    "Line",
    "Listing",
    "Merged",
    "People",
    "Problem",
    "ReadingVersion",
    "ReportBrief",
    "ReportKin",
    "ReportLine",
    "ReportListing",
    "ReportQuery",
    "Stats",
    "StoredDocument",
    "StoredEvent",
    "StoredTelling",
    "Verification",
    "VoiceSum",
    "unheard",
    "verify_ledger",
]
