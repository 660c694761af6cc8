"""Events and readings as a notebook shows them: cards of HTML that stand alone, without script and with every word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.domain.claim import Claim, Role
from dateline.domain.event import Event
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.withheld import withheld
from dateline.report import phrases
from dateline.report.ground import ground_of
from dateline.report.page import page
from dateline.report.svg_map import map_svg

#: Events that a table in a notebook shows.
MOST_ROWS = 25

#: Kinds of highlighted words, each with what it is called; the colours are the style sheet's.
HIGHLIGHTS = {
    "what": "what happened",
    "who": "who",
    "whom": "to whom",
    "with": "with what",
    "count": "how many",
    "when": "when",
    "where": "where",
    "says": "who says so",
}
_ROLES = {
    Role.ACTOR: "who", Role.PARTNER: "who", Role.RECIPIENT: "whom", Role.BENEFICIARY: "whom", Role.INSTRUMENT: "with",
    Role.LOCATION: "where",
}  # fmt: skip


def event_card(event: Event) -> str:
    """An event: what, when, where, who, tolls with every figure, what is disputed, and a small map.

    What people restricted is left out or coarsened, since notebooks are handed on.
    """
    shown = withheld(event)
    return str(page("event_card.html", event=shown, map=map_svg(ground_of([shown]), width=300, height=200)))


def events_table(events: Sequence[Event], *, are_all: bool) -> str:
    """The first of several events in a table, with a small map of them; what people restricted is left out or coarsened."""
    shown = [withheld(one) for one in events[:MOST_ROWS]]
    numbers = {event.id: number for number, event in enumerate(shown, 1)}
    drawn = map_svg(ground_of(shown), width=560, height=280, numbers=numbers)
    return str(page("events_table.html", events=shown, map=drawn, are_all=are_all and len(shown) == len(events)))


def reading_card(reading: Reading) -> str:
    """A report with the words marked that its values were read from, and its accounts in a table."""
    document = reading.document
    runs = highlighted(document.text, _highlights(reading))
    accounts = []
    claims = {claim.id: claim for claim in reading.claims}
    for account in reading.accounts:
        told = [claims[one] for one in account.claims]
        accounts.append(
            (account, _fillers(reading, told, "who"), _fillers(reading, told, "whom"), _place(reading, told))
        )
    return str(page("reading_card.html", document=document, runs=runs, accounts=accounts, highlights=HIGHLIGHTS))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text, with the kinds of highlight that lie on it, the outermost first, and what they say."""

    text: str
    kinds: tuple[str, ...] = ()
    told: str = ""


def highlighted(text: str, marks: Sequence[tuple[Span, str, str]]) -> list[Run]:
    """The text in runs, whole and in order: a run for every stretch on which the same marks lie."""
    inside = sorted(
        {mark for mark in marks if mark[0].end <= len(text)}, key=lambda one: (one[0].start, -one[0].end, one[1])
    )
    cuts = sorted({0, len(text), *(end for span, _, _ in inside for end in (span.start, span.end))})
    runs = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [one for one in inside if one[0].start <= start and end <= one[0].end]
        kinds = tuple(dict.fromkeys(kind for _, kind, _ in over))
        told = "; ".join(dict.fromkeys(words for _, _, words in over if words))
        runs.append(Run(text[start:end], kinds, told))
    return runs


def _highlights(reading: Reading) -> list[tuple[Span, str, str]]:
    """Every span of the reading's claims and speakers, with its kind and what it is taken to mean."""
    places = {place.id: phrases.place_in_words(place) for place in reading.places}
    found: list[tuple[Span, str, str]] = []
    for claim in reading.claims:
        kind = claim.type if claim.mode is None else f"{claim.type} / {claim.mode}"
        found.append((claim.trigger, "what", kind))
        for argument in claim.arguments:
            if argument.role in _ROLES:
                found.append((argument.span, _ROLES[argument.role], f"{argument.role} of {claim.type}"))
        for count in claim.counts:
            words = phrases.figure_words(count.low, count.high, count.approximate)
            found.append((count.span, "count", f"{count.measure}: {words}"))
        if claim.time is not None and claim.when is not None:
            found.append((claim.time, "when", f"{claim.when.earliest or '…'} to {claim.when.latest or '…'}"))
        if claim.where is not None and claim.where.span is not None:
            found.append((claim.where.span, "where", places.get(claim.where.place, "")))
    for attribution in reading.attributions:
        found += [(one.named_by, "says", str(one.kind or "")) for one in attribution.sources]
    return found


def _fillers(reading: Reading, told: Sequence[Claim], kind: str) -> str:
    spans = [one.span for claim in told for one in claim.arguments if _ROLES.get(one.role) == kind]
    words = dict.fromkeys(" ".join(reading.document.quote(span).split()) for span in spans)
    return ", ".join(list(words)[:3]) + (" …" if len(words) > 3 else "")


def _place(reading: Reading, told: Sequence[Claim]) -> str:
    wheres = [claim.where.place for claim in told if claim.where is not None]
    place = next((one for one in reading.places if wheres and one.id == wheres[0]), None)
    return "" if place is None else phrases.place_in_words(place)
