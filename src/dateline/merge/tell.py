"""Tellings from a reading: each account with its claims, their values and words, and the wording of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from sys import intern
from typing import Any

from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import Modality, Polarity, Role, Stage, Voice
from dateline.domain.code import Code
from dateline.domain.ids import AccountId, ActorId, ClaimId, DocumentKey, PlaceId, document_key, report_account_id
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.reading import Reading
from dateline.domain.telling import (
    UNTYPED,
    Party,
    Teller,
    Telling,
    ToldClaim,
    ToldCount,
    ToldTime,
    ToldToll,
    Wording,
    Words,
)
from dateline.domain.value import CountScope, Measure, TimePrecision
from dateline.merge.focus import focus_of
from dateline.merge.linking import links_of
from dateline.merge.parts import parts_in
from dateline.merge.struck import counts_all_struck
from dateline.merge.titles import titled_of
from dateline.merge.whole_report import companions_of, day_of
from dateline.merge.wording import wording_of

Json = Mapping[str, Any]

#: How old the news is at most, and within how many code points of its beginning a report names its day.
NEWS_AGE, NEWS_BEGINS = timedelta(days=7), 600
#: Places that a pin can be drawn for.
_CLOSE = (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)


def tellings_of(reading: Reading) -> tuple[Telling, ...]:
    """The tellings of a reading, in the order of its accounts."""
    return tellings_from_row(reading.to_dict())


def tellings_from_row(row: Json) -> tuple[Telling, ...]:
    """The tellings of one object of the public format."""
    document = row["document"]
    report = _Report(row)
    wording = wording_of(document["text"], document["title"])
    key = document_key(document["text"])
    named_day = _named_day(row) if document["published"] is None else None
    told = [
        Telling(
            account=AccountId(account["id"]), document=key, label=document["id"], type=intern(account["type"]),
            mode=account["mode"], outlet=document["outlet"], published=_day(document["published"]),
            named_day=named_day, title=document["title"], relevance=account["relevance"], background=account["background"],
            when=_time(account["when"]), tolls=tuple(_toll(count) for count in account["counts"]), wording=wording,
            **report.held_by(account, key),
        )
        for account in row["accounts"]
    ]  # fmt: skip
    if not told:
        day = _news_day(row) or _printed_day(document)
        return (replace(_untold(document, wording), named_day=named_day, when=day),)
    focus = focus_of(told)
    highest = max((telling.relevance for telling in told), default=0.0)
    links = links_of(told, document["language"])
    titled = titled_of(document["title"], document["language"])
    companions = companions_of(focus, told) if focus is not None else frozenset()
    return tuple(
        replace(
            telling,
            when=_focus_day(row, telling, told) if telling is focus else telling.when,
            companion_of=focus.account if focus is not None and telling.account in companions else None,
            focus=telling is focus,
            report_relevance=highest,
            links=links.get(telling.account, ()),
            titled=titled if telling is focus else (),
        )
        for telling in told
    )


def _untold(document: Json, wording: Wording) -> Telling:
    """What stands for a report in which no claim was read: its wording, so that it still finds its like, and its title."""
    key = document_key(document["text"])
    return Telling(
        account=report_account_id(key), document=key, label=document["id"], type=UNTYPED, claims=(),
        outlet=document["outlet"], published=_day(document["published"]), title=document["title"],
        relevance=document["relevance"], report_relevance=document["relevance"], focus=True, wording=wording,
        titled=titled_of(document["title"], document["language"]),
    )  # fmt: skip


def _named_day(row: Json) -> date | None:
    """The latest single day that the report's words name: a report without a date of publication is of then or later."""
    days = [time["latest"] for time in row["times"] if time["latest"] and time["latest"] == time["earliest"]]
    return max(map(date.fromisoformat, days), default=None)


def _focus_day(row: Json, focus: Telling, told: Sequence[Telling]) -> ToldTime | None:
    """When what the report is about happened: as its claims say, else the day that the report names before its publication."""
    when = day_of(focus, told)
    return when if when is not None and when.reason != "publication_date" else _news_day(row) or when


def _news_day(row: Json) -> ToldTime | None:
    """The first day that a report names at its start, of the week before its publication: news is seldom older."""
    published = _day(row["document"]["published"])
    if published is None:
        return None
    for time in sorted(row["times"], key=lambda one: one["span"]["start"]):
        told = _time(time) if time["span"]["start"] <= NEWS_BEGINS else None
        if told is None or told.earliest is None or told.earliest != told.latest:
            continue
        if timedelta(0) <= published - told.earliest <= NEWS_AGE:
            return told
    return None


def _printed_day(document: Json) -> ToldTime | None:
    day = _day(document["published"])
    if day is None:
        return None
    return ToldTime(earliest=day, latest=day, precision=TimePrecision.DAY, reason="publication_date")


class _Report:
    """The look-ups of one printed reading."""

    def __init__(self, row: Json) -> None:
        self.language = row["document"]["language"]
        self.claims = {claim["id"]: claim for claim in row["claims"]}
        self.actors = {actor["id"]: actor for actor in row["actors"]}
        self.places = {place["id"]: _place(place) for place in row["places"]}
        self.attributions = {attribution["id"]: attribution for attribution in row["attributions"]}
        told = Counter(claim["where"]["place"] for claim in row["claims"] if claim["where"])
        close = [place for place in told if self._is_close(place)]
        #: The settlement that most claims of the report are placed in.
        self.setting = min(close, key=lambda place: -told[place], default=None)

    def held_by(self, account: Json, key: DocumentKey) -> dict[str, Any]:
        """The parts of a telling that need the reading's tables."""
        rows = [self.claims[one] for one in account["claims"]]
        claims = tuple(self._claim(claim) for claim in rows)
        place = self._place_of(account, rows)
        own = set(account["claims"])
        spoken_of = tuple(
            self._claim(claim)
            for claim in self.claims.values()
            if claim["about"] == account["id"] and claim["id"] not in own
        )
        told = (*claims, *spoken_of)
        actors = dict.fromkeys(party.actor for claim in told for party in claim.parties if party.actor)
        places = dict.fromkeys([place, *(claim.place for claim in claims)])
        codes: Sequence[Json] = next((claim["codes"] for claim in rows if claim["type"] == account["type"]), [])
        return {
            "claims": claims,
            "spoken_of": spoken_of,
            "place": place,
            "codes": tuple(Code(code["scheme"], code["code"], code.get("mode")) for code in codes),
            "actors": tuple(_actor(self.actors[one]) for one in actors if one in self.actors),
            "places": tuple(self.places[one] for one in places if one in self.places),
        }

    def _is_close(self, place: str) -> bool:
        known = self.places.get(PlaceId(place))
        return known is not None and known.lat is not None and known.precision in _CLOSE

    def _place_of(self, account: Json, claims: Sequence[Json]) -> PlaceId | None:
        """Where the account happened: its own place, else one of its claims with a point, else the report's setting.

        A street that no gazetteer knows stands for a spot of the settlement that the report is set in.
        """
        own = account["where"]["place"] if account["where"] else None
        if own is not None and self._is_close(own):
            return PlaceId(own)
        told = Counter(claim["where"]["place"] for claim in claims if claim["where"])
        close = [place for place in told if self._is_close(place)]
        if close:
            return PlaceId(min(close, key=lambda place: -told[place]))
        known = self.places.get(PlaceId(own)) if own is not None else None
        if self.setting is not None and (known is None or _may_hold(known, self.places[PlaceId(self.setting)])):
            return PlaceId(self.setting)
        return None if own is None else PlaceId(own)

    def _claim(self, claim: Json) -> ToldClaim:
        where, stance = claim["where"], claim["stance"]
        parts = parts_in(claim, self.language)
        return ToldClaim(
            id=ClaimId(claim["id"]),
            type=intern(claim["type"]),
            mode=claim["mode"],
            trigger=_words(claim["trigger"]),
            evidence=_words(claim["evidence"]),
            when=_time(claim["when"]),
            place=PlaceId(where["place"]) if where else None,
            place_words=_words(where["span"]) if where and where["span"] else None,
            parties=tuple(_party(argument) for argument in claim["arguments"]),
            counts=tuple(
                replace(
                    _count(count),
                    all_struck=counts_all_struck(claim, count, self.language),
                    of_part=count["span"]["start"] in parts,
                )
                for count in claim["counts"]
            ),
            modality=Modality(stance["modality"]),
            polarity=Polarity(stance["polarity"]),
            stage=Stage(stance["stage"]),
            background=claim["background"],
            voice=Voice(claim["voice"]),
            tellers=self._tellers(claim["attribution"]),
            channel=claim["channel"]["text"] if claim["channel"] else None,
            about=AccountId(claim["about"]) if claim["about"] else None,
            confidence=claim["confidence"],
        )

    def _tellers(self, attribution: str | None) -> tuple[Teller, ...]:
        """The chain of tellers, the nearest first, outwards through those that it is told inside of."""
        chain: list[Teller] = []
        seen: set[str] = set()
        while attribution is not None and attribution in self.attributions and attribution not in seen:
            seen.add(attribution)
            held = self.attributions[attribution]
            chain += [self._teller(one) for one in (*held["sources"], *held["via"])]
            attribution = held["within"]
        return tuple(chain)

    def _teller(self, speaker: Json) -> Teller:
        actor = self.actors.get(speaker["actor"]) if speaker["actor"] else None
        return Teller(
            # "Mr. Ndiaye" where the words are "the governor, Mr. Ndiaye, who": the same in every report that quotes him.
            text=(speaker.get("name") or speaker["span"])["text"],
            name=actor["name"] if actor is not None else None,
            kind=SpeakerKind(speaker["kind"]) if speaker["kind"] else None,
            anonymous=speaker["anonymous"],
        )


def _may_hold(wide: Place, close: Place) -> bool:
    """Whether a settlement may lie in that place, as far as their names of countries and provinces tell."""
    if wide.country and close.country and wide.country != close.country:
        return False
    return not (wide.admin1 and close.admin1 and wide.admin1 != close.admin1)


def _words(span: Json) -> Words:
    return Words(span["start"], span["end"], span["text"])


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _time(when: Json | None) -> ToldTime | None:
    if when is None or not (when["earliest"] or when["latest"]):
        return None
    return ToldTime(
        earliest=_day(when["earliest"]),
        latest=_day(when["latest"]),
        precision=TimePrecision(when["precision"]),
        words=_words(when["span"]) if when["span"] else None,
        reason=when["reason"],
    )


def _party(argument: Json) -> Party:
    return Party(
        role=Role(argument["role"]),
        text=argument["span"]["text"],
        actor=ActorId(argument["actor"]) if argument["actor"] else None,
        category=argument.get("category"),
        effect=argument.get("effect"),
    )


def _count(count: Json) -> ToldCount:
    return ToldCount(
        measure=Measure(count["measure"]),
        words=_words(count["span"]),
        low=count["low"],
        high=count["high"],
        of=count["of"]["text"] if count["of"] else None,
        countries=tuple(count["countries"]),
        approximate=count["approximate"],
        civilian=count["civilian"],
        scope=CountScope(count["scope"]),
        rule=count["rule"],
        confidence=count.get("confidence"),
    )


def _toll(toll: Json) -> ToldToll:
    return ToldToll(measure=Measure(toll["measure"]), low=toll["low"], best=toll["best"], high=toll["high"])


def _identity(identity: Json | None) -> Identity | None:
    return None if identity is None else Identity(identity["scheme"], identity["id"])


def _actor(actor: Json) -> Actor:
    return Actor(
        id=ActorId(actor["id"]),
        name=actor["name"],
        kind=ActorKind(actor["kind"]),
        sector=actor["sector"],
        countries=tuple(actor["countries"]),
        identity=_identity(actor["identity"]),
        named=actor["named"],
    )


def _place(place: Json) -> Place:
    return Place(
        id=PlaceId(place["id"]),
        name=place["name"],
        precision=PlacePrecision(place["precision"]),
        lat=place["lat"],
        lon=place["lon"],
        country=place["country"],
        admin1=place["admin1"],
        admin2=place["admin2"],
        feature=place["feature"],
        radius_km=place["radius_km"],
        identity=_identity(place["identity"]),
    )
