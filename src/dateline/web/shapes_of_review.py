"""What goes in and out of review, and of the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from dateline.web.shapes import JudgementOut, Note, Shape, StepOut

# -- review ------------------------------------------------------------------------------------------------------------------


class OptionOut(Shape):
    """An answer, and the decision that it comes to."""

    label: str
    claims: list[str]
    decision: dict[str, Any]


class QuestionOut(Shape):
    """Something in doubt."""

    id: str
    kind: str
    event: str
    field: str | None
    prompt: str
    doubt: float
    settles: int
    score: float
    brief: dict[str, Any]
    other: dict[str, Any] | None
    options: list[OptionOut]


class Questions(Shape):
    """Questions, those that are most worth an answer first."""

    items: list[QuestionOut]
    cursor: str | None


class WaitingOut(Shape):
    """An event to code."""

    event: str
    coders: int
    brief: dict[str, Any]


class Waitings(Shape):
    """Events to code."""

    items: list[WaitingOut]
    cursor: None = None


class CodingIn(Shape):
    """What one makes of an event."""

    values: dict[str, Any]
    note: Note | None = None


class CodingOut(Shape):
    """What somebody made of an event."""

    event: str
    by: str
    at: datetime | None
    values: dict[str, Any]
    note: str | None


class Codings(Shape):
    """One's own, and others' once one has coded."""

    event: str
    mine: CodingOut | None
    others: list[CodingOut]


class FieldAgreementOut(Shape):
    """Krippendorff's alpha of a field."""

    field: str
    metric: str
    alpha: float | None
    units: int
    values: int


class AgreementOut(Shape):
    """How far people agree."""

    fields: list[FieldAgreementOut]
    coders: list[str]
    events: int
    adjudicated: int


class DifferenceOut(Shape):
    """An event on which coders differ."""

    event: str
    brief: dict[str, Any] | None
    codings: list[CodingOut]
    fields: list[str]


class Differences(Shape):
    """Events on which coders differ."""

    items: list[DifferenceOut]
    cursor: str | None


class AdjudicatedOut(Shape):
    """What settling came to."""

    judgements: list[JudgementOut]
    step: StepOut


# -- the rest ----------------------------------------------------------------------------------------------------------------


class SourceOut(Shape):
    """An outlet or a speaker."""

    kind: Literal["outlet", "speaker"]
    name: str
    events: int
    figures: int
    alone: int
    contradicted: int


class Sources(Shape):
    """Outlets or speakers."""

    items: list[SourceOut]
    cursor: str | None


class IssueOut(Shape):
    """Trouble that belongs to no report."""

    seq: int
    room: str
    kind: str
    detail: str
    uri: str | None


class Issues(Shape):
    """Trouble, the newest first."""

    items: list[IssueOut]
    cursor: str | None


class PlaceOut(Shape):
    """A place of the gazetteer."""

    name: str
    admin1: str | None
    admin2: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    feature: str | None


class Places(Shape):
    """Places of a name."""

    items: list[PlaceOut]
    cursor: None = None


class FormatOut(Shape):
    """A format that events can be exported in."""

    format: str
    media_type: str
    suffix: str
    title: str


class Formats(Shape):
    """Formats."""

    items: list[FormatOut]
    cursor: None = None


class EntryOut(Shape):
    """An entry of the log."""

    seq: int
    hash: str


class ProblemOut(Shape):
    """Something that is not as it was written."""

    seq: int | None
    what: str
    is_mendable: bool


class VerificationOut(Shape):
    """What looking through the ledger found."""

    is_sound: bool
    entries: int
    rows: int
    head: EntryOut | None
    problems: list[ProblemOut]


class Health(Shape):
    """Whether the server answers."""

    status: Literal["ok"]
    version: str
