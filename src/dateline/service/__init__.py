"""Every verb of Dateline as one function: the command line, the Python API and the HTTP API call the same ones.

In: sources and a configuration, an open ledger, ids and what a person decides of them.
Out: readings, events, explanations, histories, and what each step did to the ledger.
Never: print; know how a verb was called; decide in a person's place.
"""

from __future__ import annotations

from dateline.merge import DEFAULT_POLICY, POLICIES
from dateline.merge.anchors import value_of, words_of
from dateline.merge.signs import SAID
from dateline.service.adding import Claimed, NewClaim, pin_from
from dateline.service.amendments import AMENDABLE, days_of
from dateline.service.asking import Answer
from dateline.service.changes import Past
from dateline.service.coding import (
    FIELDS,
    WINDOW,
    Done,
    code,
    code_each,
    codes_of_type,
    evaluate,
    event_type,
    event_types,
    run_of,
    schema,
    source_from,
    source_from_text,
    source_named,
)
from dateline.service.desk import Desk
from dateline.service.documents import Mark, ReportPage, Segment
from dateline.service.exporting import Exported, export_readings, exports, is_text_export
from dateline.service.found import Events, Plots
from dateline.service.judging import RESTRICTABLE, Decision, Judged
from dateline.service.keeping import Became, Kept, Rebuilt
from dateline.service.kin import Copy, Kin, Version
from dateline.service.ledger import Ledger
from dateline.service.lists import SOURCE_SORTS, Page, Wishes
from dateline.service.membership import Asker, Membership
from dateline.service.merging import Step
from dateline.service.pinned import Pin
from dateline.service.reporting import Reported
from dateline.service.reviewing import Adjudicated, Asked, Waiting
from dateline.service.work import Worker, address_input, text_input
from dateline.store import (
    REPORT_SORTS,
    SORTS,
    Box,
    EventQuery,
    ReportBrief,
    ReportQuery,
    Stats,
    Verification,
    verify_ledger,
)

__all__ = [
    "AMENDABLE",
    "DEFAULT_POLICY",
    "FIELDS",
    "POLICIES",
    "REPORT_SORTS",
    "RESTRICTABLE",
    "SAID",
    "SORTS",
    "SOURCE_SORTS",
    "WINDOW",
    "Adjudicated",
    "Answer",
    "Asked",
    "Asker",
    "Became",
    "Box",
    "Claimed",
    "Copy",
    "Decision",
    "Desk",
    "Done",
    "EventQuery",
    "Events",
    "Exported",
    "Judged",
    "Kept",
    "Kin",
    "Ledger",
    "Mark",
    "Membership",
    "NewClaim",
    "Page",
    "Past",
    "Pin",
    "Plots",
    "Rebuilt",
    "ReportBrief",
    "ReportPage",
    "ReportQuery",
    "Reported",
    "Segment",
    "Stats",
    "Step",
    "Verification",
    "Version",
    "Waiting",
    "Wishes",
    "Worker",
    "address_input",
    "code",
    "code_each",
    "codes_of_type",
    "days_of",
    "evaluate",
    "event_type",
    "event_types",
    "export_readings",
    "exports",
    "is_text_export",
    "pin_from",
    "run_of",
    "schema",
    "source_from",
    "source_from_text",
    "source_named",
    "text_input",
    "value_of",
    "verify_ledger",
    "words_of",
]
