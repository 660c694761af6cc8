"""What goes in and out beside the objects of the public format, as OpenAPI describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dateline.domain.judgement import Verdict
from dateline.domain.person import PersonRole, Right, Scope
from dateline.domain.work import JobKind, JobState

#: Text without what no database and no terminal takes well.
_NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
Words = Annotated[str, Field(max_length=200, pattern=_NO_CONTROL)]
Note = Annotated[str, Field(max_length=4000, pattern=_NO_CONTROL)]
Id = Annotated[str, Field(max_length=80, pattern=r"^[ekcj][0-9a-f]{3,}$")]
Text = Annotated[str, Field(min_length=1, max_length=4_000_000)]


class Shape(BaseModel):
    """Anything; nothing is taken that is not described."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    hint: str | None = None
    faults: list[str] = []


# -- people ------------------------------------------------------------------------------------------------------------------


class PersonOut(Shape):
    """Somebody who signs in."""

    name: str
    role: PersonRole
    is_active: bool
    since: datetime | None


class SessionOut(Shape):
    """Who is signed in, and what they may."""

    mode: Literal["single-user", "people"]
    person: PersonOut | None
    rights: list[Right]
    csrf: str
    version: str
    ledger: str
    fetch: bool
    max_bytes: int
    has_people: bool


class SignIn(Shape):
    """A name and its password."""

    name: Words
    password: Annotated[str, Field(max_length=400)]


class NewPassword(Shape):
    """The password that holds, and the one that shall."""

    old: Annotated[str, Field(max_length=400)]
    new: Annotated[str, Field(min_length=10, max_length=200)]


class PersonChange(Shape):
    """What is to be otherwise about a person."""

    role: PersonRole | None = None
    is_active: bool | None = None


class InvitationIn(Shape):
    """Who is to be invited, and for how long."""

    role: PersonRole
    days: Annotated[int, Field(ge=1, le=30)] = 7
    note: Words | None = None


class InvitationOut(Shape):
    """Leave to become a person; ``token`` is told once."""

    id: str
    role: PersonRole
    by: str
    at: datetime | None
    expires: datetime
    note: str | None
    token: str | None = None


class Acceptance(Shape):
    """An invitation taken up."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    name: Annotated[str, Field(min_length=1, max_length=64, pattern=_NO_CONTROL)]
    password: Annotated[str, Field(min_length=10, max_length=200)]


class TokenIn(Shape):
    """A way in for a program."""

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=_NO_CONTROL)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=4)]
    days: Annotated[int, Field(ge=1, le=366)] = 90


class TokenOut(Shape):
    """A token; ``token`` is told once."""

    id: str
    name: str
    person: str
    scopes: list[Scope]
    at: datetime | None
    expires: datetime
    token: str | None = None


class People(Shape):
    """Everybody."""

    items: list[PersonOut]
    cursor: None = None


class Invitations(Shape):
    """Invitations that are open."""

    items: list[InvitationOut]
    cursor: None = None


class Tokens(Shape):
    """Tokens that hold."""

    items: list[TokenOut]
    cursor: None = None


# -- decisions -----------------------------------------------------------------------------------------------------------------


class Selected(Shape):
    """Words of a report, half-open, in code points of its text."""

    report: Annotated[str, Field(max_length=200)]
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=1, le=2**31)]
    #: The words themselves, so that they are known to be those that were meant.
    text: Annotated[str, Field(min_length=1, max_length=4000)] | None = None


class WordsOut(Shape):
    """Words of a report that are the ground of a decision, with their sentence."""

    report: str
    start: int
    end: int
    text: str
    evidence: str


class DecisionIn(Shape):
    """What is decided of what; a claim is added by a route of its own."""

    verdict: Annotated[
        Verdict, Field(json_schema_extra={"enum": [str(one) for one in Verdict if one is not Verdict.CLAIM]})
    ]
    about: Annotated[list[Id], Field(min_length=1, max_length=200)]
    field: Words | None = None
    value: Any = None
    note: Note | None = None
    words: Selected | None = None


class JudgementOut(Shape):
    """A decision as it is kept."""

    id: str
    verdict: Verdict
    about: list[str]
    field: str | None
    value: Any
    by: str
    at: datetime
    note: str | None
    words: WordsOut | None
    is_undone: bool


class StepOut(Shape):
    """What a decision did to the events."""

    new: list[str]
    changed: list[str]
    gone: dict[str, str | None]


class Judged(Shape):
    """A decision, and what came of it."""

    judgement: JudgementOut
    step: StepOut


class Judgements(Shape):
    """Decisions, the newest first."""

    items: list[JudgementOut]
    cursor: str | None


class PastOut(Shape):
    """One thing that befell an event."""

    seq: int
    at: datetime
    what: str
    lines: list[str]
    by: str | None
    judgement: str | None
    is_undone: bool


class History(Shape):
    """What befell, in order."""

    items: list[PastOut]
    cursor: None = None


# -- reports and jobs --------------------------------------------------------------------------------------------------------


class ReportIn(Shape):
    """A text or an address, with what is known of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [{"required": [name], "properties": {name: {"type": "string"}}} for name in ("text", "url")]
        },
    )

    text: Text | None = None
    url: Annotated[str, Field(max_length=4000, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$")] | None = None
    id: Annotated[str, Field(min_length=1, max_length=200, pattern=_NO_CONTROL)] | None = None
    title: Annotated[str, Field(max_length=1000, pattern=_NO_CONTROL)] | None = None
    published: date | None = None
    outlet: Words | None = None
    authors: Words | None = None
    link: Annotated[str, Field(max_length=4000, pattern=_NO_CONTROL)] | None = None
    language: Annotated[str, Field(max_length=20, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] | None = None

    def fields(self) -> dict[str, str]:
        """What is known beside the text, as the readers take it."""
        given = {
            "id": self.id,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "outlet": self.outlet,
            "authors": self.authors,
            "url": self.link,
            "language": self.language,
        }
        return {name: value for name, value in given.items() if value}


class TextIn(ReportIn):
    """A text that is to be read and not kept."""

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    url: None = None


class ReportLine(Shape):
    """A report in a list."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    uri: str
    language: str
    relevance: float
    at: datetime
    claims: int
    accounts: int
    issues: int


class Reports(Shape):
    """Reports."""

    items: list[ReportLine]
    cursor: str | None


class InputOut(Shape):
    """What a job was given."""

    name: str
    bytes: int


class JobOut(Shape):
    """Work in the background."""

    id: str
    kind: JobKind
    state: JobState
    by: str
    at: datetime
    started: datetime | None
    finished: datetime | None
    attempts: int
    step: int
    inputs: list[InputOut]
    done: int
    results: list[dict[str, Any]]
    error: str | None


class Jobs(Shape):
    """Jobs, the newest first."""

    items: list[JobOut]
    cursor: str | None


class RebuildIn(Shape):
    """How the events are to be made anew."""

    recode: bool = False
