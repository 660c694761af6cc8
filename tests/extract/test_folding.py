"""Claims that tell what another one tells, and numbers that several count."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.analysis import NamedSpan
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.document import Document
from dateline.domain.value import Measure, Quantity
from dateline.extract.local.judging.folding import with_folded
from dateline.extract.local.judging.grounds import with_own_places
from dateline.extract.local.judging.marks import with_marked_parties
from dateline.extract.local.judging.numbers import with_fitting_measures, with_own_numbers, with_wounded
from dateline.extract.local.judging.parts import MARKS
from dateline.plugins import DEFAULTS
from tests import build

TEXT = "Planes carried out raids on Karsa, burning two trucks, killing seven people and wounding nine."


def counting(document: Document, trigger: str, number: str, measure: Measure, sure: float) -> Claim:
    quantity = Quantity(span=build.span(document, number), measure=measure, confidence=sure)
    return build.claim(document, trigger, quantities=(quantity,))


def counted(document: Document, claim: Claim) -> list[str]:
    return [document.quote(quantity.span) for quantity in claim.quantities]


def test_what_another_claim_tells_goes_into_it_with_what_it_alone_says() -> None:
    document = build.document(TEXT)
    raids = build.claim(document, "raids", arguments=(build.argument(document, Role.ACTOR, "Planes"),))
    killing = counting(document, "killing", "seven", Measure.KILLED, 0.9)
    wounding = counting(document, "wounding", "nine", Measure.INJURED, 0.9)
    (kept,) = with_folded([raids, killing, wounding], [None, raids, killing])
    assert kept.id == raids.id
    assert counted(document, kept) == ["seven", "nine"]
    assert [argument.role for argument in kept.arguments] == [Role.ACTOR]


def test_two_claims_that_tell_each_other_leave_one() -> None:
    document = build.document(TEXT)
    raids, killing = build.claim(document, "raids"), counting(document, "killing", "seven", Measure.KILLED, 0.9)
    (kept,) = with_folded([raids, killing], [killing, raids])
    assert counted(document, kept) == ["seven"]


def test_a_number_is_of_the_surest_claim_of_its_sentence() -> None:
    document = build.document(TEXT)
    burning = counting(document, "burning", "two", Measure.VEHICLES, 0.9)
    killing = counting(document, "killing", "two", Measure.VEHICLES, 0.4)
    assert [counted(document, claim) for claim in with_own_numbers([burning, killing])] == [["two"], []]


def test_a_measure_fits_the_kind_of_act() -> None:
    document = build.document("Shells killed dozens in Karsa, where 300 families are besieged and six were freed.")
    siege = replace(counting(document, "besieged", "300", Measure.KILLED, 0.9), type="coerce")
    release = replace(counting(document, "freed", "six", Measure.ARRESTED, 0.9), type="retreat", mode="release")
    raid = counting(document, "killed", "dozens", Measure.KILLED, 0.9)
    found = list(with_fitting_measures([siege, release, raid], DEFAULTS))
    assert [counted(document, claim) for claim in found] == [[], ["six"], ["dozens"]]
    assert found[1].quantities[0].measure is Measure.RELEASED
    assert found[2] is raid


def test_doers_beside_victims_are_not_counted_among_them() -> None:
    document = build.document("Raid on a wedding in Karsa - three gunmen, five guests hurt.")
    both = tuple(
        Quantity(span=build.span(document, number), measure=Measure.INJURED, of=build.span(document, of))
        for number, of in (("three", "gunmen"), ("five", "guests"))
    )
    analysis = SpacyAnalyser().analyse(document)
    raid = build.claim(document, "Raid", quantities=both)
    (found,) = with_wounded([raid], analysis, (), DEFAULTS)
    assert counted(document, found) == ["five"]
    (alone,) = with_wounded([replace(raid, quantities=both[:1])], analysis, (), DEFAULTS)
    assert counted(document, alone) == ["three"]


def test_tolls_stay_with_all_that_are_nearly_as_sure() -> None:
    document = build.document(TEXT)
    sure = counting(document, "killing", "seven", Measure.KILLED, 0.9)
    nearly = counting(document, "wounding", "seven", Measure.KILLED, 0.6)
    hardly = counting(document, "burning", "seven", Measure.KILLED, 0.3)
    assert [counted(document, claim) for claim in with_own_numbers([sure, nearly, hardly])] == [
        ["seven"],
        ["seven"],
        [],
    ]


def test_a_place_that_hangs_on_several_such_deeds_is_not_that_of_the_one_beside_them() -> None:
    document = build.document("Coming after attacks in Karsa, Friday's attack on the hotel has shocked many.")
    analysis = SpacyAnalyser().analyse(document)
    karsa = (build.span(document, "Karsa"),)
    several, one = build.claim(document, "attacks", places=karsa), build.claim(document, "attack", nth=1, places=karsa)
    shocked = build.claim(document, "shocked", places=karsa)
    kept = with_own_places([several, one, shocked], analysis)
    assert [claim.places for claim in kept] == [karsa, (), karsa]


def test_who_claims_a_deed_is_no_actor_of_what_others_tell() -> None:
    document = build.document(
        "Gunmen killed nine. Free Gao claimed responsibility. New Front was seen. Nobody said so."
    )
    killing = replace(build.claim(document, "killed"), evidence=build.span(document, "Gunmen killed nine."))
    owning = replace(
        build.claim(document, "claimed responsibility", arguments=(build.argument(document, Role.ACTOR, "Free Gao"),)),
        type="claim_responsibility",
    )
    names = MARKS[Role.ACTOR]
    marks = tuple(NamedSpan(build.span(document, words), names[0], 0.9) for words in ("Free Gao", "New Front"))
    analysis = replace(SpacyAnalyser().analyse(document), layers={names[0]: marks})
    judge: Any = SimpleNamespace(marked=lambda role, span, score: Argument(role=role, span=span, confidence=score))
    found, _ = with_marked_parties([killing, owning], analysis, judge)
    assert [document.quote(argument.span) for argument in found.arguments] == ["New Front"]
    taken = replace(killing, arguments=(build.argument(document, Role.ACTOR, "Free Gao"),))
    unmarked = replace(analysis, layers={})
    assert with_marked_parties([taken, owning], unmarked, judge)[0].arguments == ()
    assert with_marked_parties([taken], unmarked, judge)[0].arguments == taken.arguments
