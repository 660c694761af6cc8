"""A report beside its claims: its text cut where values begin and end, so that a page need not count characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.ids import EventId
from dateline.domain.judgement import Judgement
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.errors import AccessError, UnknownError
from dateline.service.added import added_in, with_added
from dateline.store import Ledger as Store
from dateline.store import ReadingVersion, ReportListing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a report with an office: what they are, and of which claim, attribution or relation."""

    span: Span
    kind: str
    of: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that lies wholly inside or outside every mark, with the marks that it lies in, outermost first."""

    start: int
    end: int
    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report with everything that was read in it, decided on it, and the events that its accounts are in."""

    key: str
    reading: Reading
    events: dict[str, EventId]
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    versions: tuple[ReadingVersion, ...]
    judgements: tuple[Judgement, ...]


def report_page(store: Store, name: str, *, is_whole: bool = True) -> ReportPage:
    """A report, by its key or the id that it is printed under.

    Raises UnknownError where there is none, and AccessError where it tells what is restricted and who asks may not see that.
    """
    listing = ReportListing(store)
    key = listing.report_key(name)
    reading = None if key is None else store.reading(key)
    if key is None or reading is None:
        raise UnknownError(f"no report {name!r:.80} is in the ledger", hint="`GET /reports` lists them")
    reading = with_added(reading, added_in(store).get(reading.document.key, ()))
    events: dict[str, EventId] = {
        str(account): event for account, event in store.events_of_accounts([one.id for one in reading.accounts]).items()
    }
    if not is_whole:
        check_open(store, sorted(set(events.values())))
    marks = tuple(sorted(_marks(reading), key=lambda one: (one.span.start, -one.span.end, one.kind)))
    names = [*events, *set(events.values()), *(claim.id for claim in reading.claims)]
    judgements, _ = listing.judgements(about=names, limit=500)
    return ReportPage(
        key=key,
        reading=reading,
        events=events,
        marks=marks,
        segments=tuple(_segments(reading.document.text, marks)),
        versions=store.reading_versions(key),
        judgements=tuple(judgement for _, judgement in judgements),
    )


def check_open(store: Store, events: list[EventId]) -> None:
    """Raises AccessError where one of those events has a restricted field."""
    for name in events:
        stored = store.event(name)
        if stored is not None and stored.body is not None and stored.body.get("restricted"):
            raise AccessError("this report tells what is restricted", hint="ask an editor of the ledger")


def _marks(reading: Reading) -> Iterator[Mark]:
    for part in reading.document.parts:
        yield Mark(span=part.span, kind=str(part.kind), label=str(part.kind))
    for claim in reading.claims:
        yield from _claim_marks(claim, reading)
    for attribution in reading.attributions:
        yield from _attribution_marks(attribution)
    for relation in reading.relations:
        label = relation.type.replace("_", " ")
        for span in (relation.subject.span, relation.trigger, relation.object.span):
            if span is not None:
                yield Mark(span=span, kind="relation", of=relation.id, label=label)


def _claim_marks(claim: Claim, reading: Reading) -> Iterator[Mark]:
    what = claim.type if claim.mode is None else f"{claim.type}/{claim.mode}"
    yield Mark(span=claim.trigger, kind="claim", of=claim.id, label=what)
    yield Mark(span=claim.evidence, kind="evidence", of=claim.id, label=what)
    for argument in claim.arguments:
        label = argument.effect or argument.category or str(argument.role)
        yield Mark(span=argument.span, kind=str(argument.role), of=claim.id, label=label)
    for count in claim.counts:
        ends = " to ".join(dict.fromkeys("…" if end is None else f"{end:,}" for end in (count.low, count.high)))
        yield Mark(span=count.span, kind="count", of=claim.id, label=f"{count.measure} {ends}")
    if claim.when is not None and claim.when.span is not None:
        days = dict.fromkeys(str(day) for day in (claim.when.earliest, claim.when.latest) if day is not None)
        yield Mark(span=claim.when.span, kind="when", of=claim.id, label=" to ".join(days) or "time")
    if claim.where is not None and claim.where.span is not None:
        place = next((one for one in reading.places if one.id == claim.where.place), None)
        yield Mark(span=claim.where.span, kind="where", of=claim.id, label=place.name if place else "place")
    if claim.stance.span is not None:
        yield Mark(span=claim.stance.span, kind="stance", of=claim.id, label=str(claim.stance.modality))


def _attribution_marks(attribution: Attribution) -> Iterator[Mark]:
    for speaker in (*attribution.sources, *attribution.via):
        yield Mark(span=speaker.span, kind="speaker", of=attribution.id, label=str(speaker.kind or "speaker"))
    if attribution.cue is not None:
        yield Mark(span=attribution.cue, kind="cue", of=attribution.id, label="says")
    for span in attribution.content:
        yield Mark(span=span, kind="content", of=attribution.id, label="quoted" if attribution.direct else "reported")
    for span in attribution.commentary:
        yield Mark(span=span, kind="commentary", of=attribution.id, label="the writer's word, not the source's")


def _segments(text: str, marks: tuple[Mark, ...]) -> Iterator[Segment]:
    """The text cut at every end of a mark; marks are in the order of their starts, the longer one first."""
    cuts = sorted({0, len(text)} | {end for mark in marks for end in (mark.span.start, mark.span.end)})
    waiting = list(range(len(marks)))
    open_ones: list[int] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        while waiting and marks[waiting[0]].span.start <= start:
            open_ones.append(waiting.pop(0))
        open_ones = [one for one in open_ones if marks[one].span.end > start]
        yield Segment(start=start, end=end, text=text[start:end], marks=tuple(open_ones))
