from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.assemble import assemble, relevance_of
from dateline.domain.claim import Claim, Modality, Polarity, Role, Stage, Stance
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.happening import Answer, Happening, Sighting
from dateline.domain.ids import ActorId, AttributionId, PlaceId, account_id
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Count, CountScope, Measure, TimePrecision, When, Where
from tests import build

TEXT = (
    "Gunmen attacked a market in Gao on Friday. The gunmen killed 12 people. "
    "Troops attacked a camp near Kidal in 2012. Planes will attack the camp."
)
GUNMEN = ActorId("a1")


def day(year: int, month: int, number: int) -> When:
    moment = date(year, month, number)
    return When(span=None, earliest=moment, latest=moment, precision=TimePrecision.DAY, reason="test")


def place(name: str, precision: PlacePrecision = PlacePrecision.SETTLEMENT, country: str = "MLI") -> Place:
    return Place(id=PlaceId("p" + name), name=name, precision=precision, country=country, lat=0.0, lon=0.0)


PLACES = (place("Gao"), place("Kidal"), place("Mali", PlacePrecision.COUNTRY), place("Niamey", country="NER"))


def told(document: Document) -> list[Claim]:
    """An attack with who, when and where; its toll, with who alone; an old attack; a planned one."""
    by_gunmen = (build.argument(document, Role.ACTOR, "Gunmen", actor=GUNMEN),)
    again = (build.argument(document, Role.ACTOR, "The gunmen", actor=GUNMEN),)
    killed = Count(span=build.span(document, "12"), measure=Measure.KILLED, low=12, high=12)
    future = Stance(modality=Modality.PLANNED, stage=Stage.FUTURE)
    return [
        build.claim(document, "attacked", arguments=by_gunmen, when=day(2024, 5, 10),
                    where=Where(span=build.span(document, "Gao"), place=PlaceId("pGao"))),
        build.claim(document, "killed", arguments=again, counts=(killed,)),
        build.claim(document, "attacked", nth=1, background=True, when=day(2012, 4, 1),
                    where=Where(span=build.span(document, "Kidal"), place=PlaceId("pKidal"))),
        build.claim(document, "attack ", stance=future),
    ]  # fmt: skip


def assembled(claims: list[Claim], document: Document) -> tuple[tuple[Claim, ...], dict[str, str]]:
    extraction = Extraction(claims=tuple(claims), places=PLACES)
    after, accounts = assemble(extraction, build.analysis(document))
    assert {one for account in accounts for one in account.claims} == {claim.id for claim in claims}
    return after, {claim.id: str(claim.account) for claim in after}


@pytest.fixture
def document() -> Document:
    return build.document(TEXT)


def test_one_event_told_twice_is_one_account_and_others_stay_apart(document: Document) -> None:
    claims = told(document)
    _, accounts = assembled(claims, document)
    attack, toll, old, planned = (accounts[claim.id] for claim in claims)
    assert attack == toll
    assert len({attack, old, planned}) == 3


def test_an_account_is_called_by_its_smallest_claim(document: Document) -> None:
    claims = told(document)
    _, accounts = assembled(claims, document)
    assert accounts[claims[0].id] == account_id(min(claims[0].id, claims[1].id))


def test_time_and_place_are_inherited_inside_the_account_and_say_so(document: Document) -> None:
    claims = told(document)
    after, _ = assembled(claims, document)
    toll = after[1]
    assert toll.when is not None
    assert toll.where is not None
    assert (toll.when.earliest, toll.when.span, toll.when.reason) == (date(2024, 5, 10), None, "inherited")
    assert toll.when.inherited_from == claims[0].id
    assert (toll.where.place, toll.where.span, toll.where.inherited_from) == (PlaceId("pGao"), None, claims[0].id)


def test_news_without_a_time_falls_back_on_the_publication_date_and_says_so(document: Document) -> None:
    undated = replace(told(document)[0], when=None)
    after, _ = assembled([undated], document)
    assert after[0].when is not None
    assert (after[0].when.earliest, after[0].when.reason) == (build.PUBLISHED, "publication_date")


def test_what_is_planned_or_history_gets_no_publication_date(document: Document) -> None:
    claims = told(document)
    after, _ = assembled([replace(claims[2], when=None), claims[3]], document)
    assert [claim.when for claim in after] == [None, None]


def test_without_a_publication_date_there_is_no_time(document: Document) -> None:
    unpublished = build.document(TEXT, published=None)
    after, _ = assembled([replace(told(unpublished)[0], when=None)], unpublished)
    assert after[0].when is None


@pytest.mark.parametrize(
    "change",
    [
        {"when": day(2024, 5, 1)},
        {"where": Where(span=None, place=PlaceId("pKidal"))},
        {"where": Where(span=None, place=PlaceId("pNiamey"))},
        {"stance": Stance(polarity=Polarity.NEGATED)},
        {"background": True, "arguments": ()},
        {"type": "coerce"},
    ],
)
def test_what_speaks_against_one_event_keeps_claims_apart(document: Document, change: dict[str, object]) -> None:
    first, second = told(document)[:2]
    changed = replace(second, **change)  # type: ignore[arg-type]
    _, accounts = assembled([first, changed], document)
    assert accounts[first.id] != accounts[changed.id]


def test_history_told_again_joins_the_news_only_with_something_in_common(document: Document) -> None:
    first, second = told(document)[:2]
    again = replace(second, background=True)
    _, accounts = assembled([first, again], document)
    assert accounts[first.id] == accounts[again.id]


def test_a_town_and_its_country_may_be_one_event(document: Document) -> None:
    first, second = told(document)[:2]
    wide = replace(second, where=Where(span=None, place=PlaceId("pMali")))
    _, accounts = assembled([first, wide], document)
    assert accounts[first.id] == accounts[wide.id]


def toll_of(document: Document, *counts: Count, **fields: object) -> tuple[int | None, int | None, int | None]:
    claim = replace(told(document)[1], counts=counts, **fields)  # type: ignore[arg-type]
    _, accounts = assemble(Extraction(claims=(claim,), places=PLACES), build.analysis(document))
    if not accounts[0].counts:
        return (None, None, None)
    toll = accounts[0].counts[0]
    return toll.low, toll.best, toll.high


def test_tolls_keep_their_doubt() -> None:
    document = build.document("The gunmen killed 12 people. X attacked Y. At least 12 and 3 others, including 2.")
    document = build.document(TEXT)
    number = build.span(document, "12")
    at_least = Count(span=number, measure=Measure.KILLED, low=12, high=None)
    at_most = Count(span=number, measure=Measure.KILLED, low=None, high=170)
    running = replace(at_least, scope=CountScope.RUNNING_TOTAL)
    assert toll_of(document, at_least) == (12, 12, None)
    assert toll_of(document, at_most) == (None, 170, 170)
    assert toll_of(document, running) == (None, None, None)
    assert toll_of(document, at_least, stance=Stance(modality=Modality.DENIED)) == (None, None, None)


def test_figures_side_by_side_are_added_and_parts_are_not() -> None:
    document = build.document("Gunmen killed 2 men and 3 women, including 1 child.")
    two, three, one = (
        Count(span=build.span(document, word), measure=Measure.KILLED, low=int(word), high=int(word)) for word in "231"
    )
    claim = build.claim(document, "killed", counts=(two, three, one))
    _, accounts = assemble(Extraction(claims=(claim,)), build.analysis(document))
    assert (accounts[0].counts[0].low, accounts[0].counts[0].best, accounts[0].counts[0].high) == (5, 5, 5)


def test_a_rival_total_widens_the_bounds_and_a_small_part_does_not() -> None:
    document = build.document("Gunmen killed 20 people. Rebels killed 14 people. Gunmen killed 1 child.")
    claims = []
    for nth, (number, speaker) in enumerate((("20", "s1"), ("14", "s2"), ("1", "s3"))):
        count = Count(
            span=build.span(document, number + " "), measure=Measure.KILLED, low=int(number), high=int(number)
        )
        attribution = AttributionId(speaker)
        claims.append(
            build.claim(document, "killed", nth=nth, counts=(count,), attribution=attribution, mode="firearms")
        )
    _, accounts = assemble(Extraction(claims=tuple(claims)), build.analysis(document))
    assert len(accounts) == 1
    assert (accounts[0].counts[0].low, accounts[0].counts[0].best, accounts[0].counts[0].high) == (14, 20, 20)


def test_a_claim_of_responsibility_is_about_the_attack_told_before() -> None:
    document = build.document("Gunmen attacked Gao. The Front claimed responsibility.")
    attack = build.claim(document, "attacked")
    claimed = build.claim(document, "claimed responsibility", "claim_responsibility")
    after, accounts = assemble(Extraction(claims=(attack, claimed)), build.analysis(document))
    assert after[1].about == accounts[0].id


def test_relevance_is_nothing_without_claims_and_less_for_history(document: Document) -> None:
    assert relevance_of((), ()) == 0.0
    news, old = told(document)[0], replace(told(document)[0], background=True)
    by_claim = {}
    for claim in (news, old):
        claims, accounts = assemble(Extraction(claims=(claim,), places=PLACES), build.analysis(document))
        by_claim[claim.background] = relevance_of(claims, accounts)
    assert 0 < by_claim[True] < by_claim[False] <= 1


def test_how_long_it_lasts_is_kept_with_its_words_where_the_day_is_inferred() -> None:
    document = build.document("The army declared a 10-day curfew.")
    words = build.span(document, "10-day")
    lasting = When(span=words, duration="P10D", reason="duration")
    claim = build.claim(document, "declared", "coerce", when=lasting, duration=words)
    after, _ = assemble(Extraction(claims=(claim,)), build.analysis(document))
    assert after[0].when is not None
    assert (after[0].when.earliest, after[0].when.duration, after[0].when.span) == (build.PUBLISHED, "P10D", words)


@pytest.mark.parametrize(
    ("words", "duration", "first"),
    [
        ("six-month", "P6M", date(2023, 11, 12)),
        ("two-year", "P2Y", date(2022, 5, 12)),
        ("a decades-long", "P10Y", None),
        ("months", "PXM", None),
    ],
)
def test_what_goes_on_for_long_goes_on_up_to_publication(words: str, duration: str, first: date | None) -> None:
    document = build.document(f"Gunmen killed 12 villagers in {words} war.")
    span = build.span(document, words)
    war = build.claim(
        document, "war", when=When(span=span, duration=duration, reason="duration"), duration=span,
        stance=Stance(stage=Stage.ONGOING),
    )  # fmt: skip
    after, _ = assemble(Extraction(claims=(war,)), build.analysis(document))
    assert after[0].when is not None
    assert (after[0].when.earliest, after[0].when.latest) == (first, build.PUBLISHED)
    assert (after[0].when.duration, after[0].when.span) == (duration, span)


@pytest.mark.parametrize(("stage", "reason"), [(Stage.ACCOMPLISHED, "inherited"), (Stage.ONGOING, "publication_date")])
def test_what_goes_on_takes_no_day_of_another_claim(document: Document, stage: Stage, reason: str) -> None:
    attack, toll = told(document)[:2]
    day = When(
        span=None, earliest=date(2024, 5, 6), latest=date(2024, 5, 6), precision=TimePrecision.DAY, reason="test"
    )
    going = replace(toll, stance=replace(toll.stance, stage=stage))
    after, _ = assembled([replace(attack, when=day), going], document)
    assert after[1].when is not None and after[1].when.reason == reason


def test_a_place_does_not_reach_over_a_long_report() -> None:
    text = "Gunmen attacked Gao. " + "It rained. " * 20 + "Rebels bombed a bridge."
    document = build.document(text)
    attack = build.claim(document, "attacked", where=Where(span=build.span(document, "Gao"), place=PlaceId("pGao")))
    later = build.claim(document, "bombed", "coerce")
    after, _ = assemble(Extraction(claims=(attack, later), places=PLACES), build.analysis(document))
    assert after[1].where is None


def test_equal_figures_of_different_people_are_added() -> None:
    document = build.document("Gunmen killed 12 soldiers and 12 civilians.")
    counts = tuple(
        Count(
            span=build.span(document, "12", nth), measure=Measure.KILLED, low=12, high=12, of=build.span(document, of)
        )
        for nth, of in enumerate(("soldiers", "civilians"))
    )
    claim = build.claim(document, "killed", counts=counts)
    _, accounts = assemble(Extraction(claims=(claim,)), build.analysis(document))
    assert accounts[0].counts[0].best == 24


@pytest.mark.parametrize("modality", [Modality.PROMISED, Modality.REQUESTED, Modality.THREATENED])
def test_what_is_promised_or_asked_for_has_no_toll(document: Document, modality: Modality) -> None:
    number = build.span(document, "12")
    count = Count(span=number, measure=Measure.KILLED, low=12, high=12)
    assert toll_of(document, count, stance=Stance(modality=modality)) == (None, None, None)


def test_history_that_goes_on_is_of_the_publication_date(document: Document) -> None:
    held = replace(told(document)[2], when=None, stance=Stance(stage=Stage.ONGOING))
    after, _ = assembled([held], document)
    assert after[0].when is not None
    assert (after[0].when.latest, after[0].when.reason) == (build.PUBLISHED, "publication_date")


@pytest.mark.parametrize(
    ("first", "reason"), [(date(2024, 5, 6), "inherited"), (date(2016, 5, 12), "publication_date")]
)
def test_the_years_of_a_war_are_not_those_of_its_battles(document: Document, first: date, reason: str) -> None:
    attack, toll = told(document)[:2]
    lasting = When(span=None, earliest=first, latest=build.PUBLISHED, precision=TimePrecision.SPAN, reason="test")
    after, _ = assembled([replace(attack, when=lasting), toll], document)
    assert after[1].when is not None and after[1].when.reason == reason


@pytest.mark.parametrize(("earlier", "tag", "together"), [("attack", "NN", True), ("attacks", "NNS", False)])
def test_one_such_event_set_beside_several_is_none_of_them(earlier: str, tag: str, together: bool) -> None:
    document = build.document(f"After the {earlier} in Gao, the attack by gunmen killed 12 people.")
    bare = build.analysis(document)
    tagged = {earlier: (tag, "attack"), "attack": ("NN", "attack")}
    tokens = tuple(
        replace(one, tag=tagged[one.text][0], lemma=tagged[one.text][1]) if one.text in tagged else one
        for one in bare.tokens
    )
    first = build.claim(document, earlier)
    second = build.claim(document, "attack", nth=1)
    after, _ = assemble(Extraction(claims=(first, second), places=PLACES), replace(bare, tokens=tokens))
    assert (len({claim.account for claim in after}) == 1) is together


def test_an_undated_claim_asks_the_reader_before_it_takes_the_day_of_publication() -> None:
    text = (
        "Troops shelled Gao on Friday. Rebels fled. Aid came. Rebels held Kidal for long. The rebels burned a bridge."
    )
    document = replace(build.document(text), published=date(2024, 5, 12))
    claims = [
        build.claim(document, "shelled", when=day(2024, 5, 10)),
        *(build.claim(document, words, kind) for words, kind in (("held", "request"), ("burned", "accuse"))),
    ]

    def times(*datings: str) -> list[tuple[date | None, date | None]]:
        happenings = tuple(
            Happening(
                trigger=build.span(document, words), score=0.9, types=(), modes=(), modalities=(), stages=(),
                datings=(Answer(dating, 0.9),), negated=0, background=0, commentary=0,
            )
            for words, dating in zip(("held", "burned"), datings, strict=True)
        )  # fmt: skip
        sighting = Sighting(happenings=happenings, same={}, whole={}, types=frozenset())
        analysis = replace(build.analysis(document), sighting=sighting)
        after, _ = assemble(Extraction(claims=tuple(claims), places=PLACES), analysis)
        return [(claim.when.earliest, claim.when.latest) if claim.when else (None, None) for claim in after[1:]]

    published = date(2024, 5, 12)
    assert times("day", "day") == [(published, published), (published, published)]
    assert times("until", "past") == [(None, published), (None, None)]
    assert times("none", "none") == [(None, None), (None, None)]


@pytest.mark.parametrize(
    ("words", "incident", "history", "in_passing"),
    [
        # The opening tells what a report is about, an incident of terrorism or not.
        ("shelled", 0.3, 0.3, False),
        ("shelled", 0.1, 0.0, True),
        # Further on the reader must be surer that it is what the report is there to tell.
        ("burned", 0.3, 0.0, True),
        ("burned", 0.55, 0.01, False),
        ("burned", 0.55, 0.3, True),
        ("burned", 0.7, 0.3, False),
    ],
)
def test_violence_is_news_where_the_report_opens_with_it_or_the_reader_is_sure(
    words: str, incident: float, history: float, in_passing: bool
) -> None:
    document = build.document(
        "Troops shelled Zan. Nobody was hurt. It rained. The market was shut. In the evening rebels burned a mill."
    )
    seen = Happening(
        trigger=build.span(document, words), score=0.9, types=(), modes=(), modalities=(), stages=(),
        negated=0, background=history, commentary=0, incident=incident,
    )  # fmt: skip
    sighting = Sighting(happenings=(seen,), same={}, whole={}, types=frozenset())
    analysis = replace(build.analysis(document), sighting=sighting)
    _, (account,) = assemble(Extraction(claims=(build.claim(document, words),), places=PLACES), analysis)
    assert account.background is in_passing
