"""How the claims of the rules and the sightings of the trained reader are judged together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.config import Config
from dateline.domain.analysis import Analysis, NamedSpan
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.claim import Argument, Modality, Polarity, Role
from dateline.domain.document import Document
from dateline.domain.happening import Answer, Happening, Part, Sighting
from dateline.domain.ids import attribution_id
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.value import Measure
from dateline.extract.local.judging import judged, relevance_factor
from dateline.extract.local.judging.pairing import paired
from dateline.extract.local.judging.weights import raised
from dateline.pipeline import Pipeline
from tests import build

TEXT = "Gunmen stormed the mill at Dorma on Friday. They killed at least 12 guards and fled."


def happening(document: Document, words: str, score: float = 0.9, **fields: Any) -> Happening:
    """A sure happening told by those words."""
    known: dict[str, Any] = {
        "types": (Answer("assault", 0.95), Answer("coerce", 0.05)),
        "modes": (Answer("none", 0.9), Answer("firearms", 0.1)),
        "modalities": (Answer("asserted", 0.97), Answer("alleged", 0.03)),
        "stages": (Answer("accomplished", 0.99),),
        "negated": 0.01,
        "background": 0.02,
        "commentary": 0.01,
    }
    return Happening(trigger=build.span(document, words), score=score, **(known | fields))


def seen(document: Document, *happenings: Happening) -> Analysis:
    """The analysis of a document in which those happenings were seen."""
    sighting = Sighting(happenings=happenings, same={}, whole={}, types=frozenset({"assault", "coerce"}))
    return replace(build.analysis(document), sighting=sighting)


def test_without_a_reader_the_claims_are_those_of_the_rules() -> None:
    document = build.document(TEXT)
    claims = (build.claim(document, "stormed"),)
    assert judged(claims, build.analysis(document), (), ()) == claims


def test_a_claim_of_the_rules_that_the_reader_does_not_see_is_left_out() -> None:
    document = build.document(TEXT)
    assert judged((build.claim(document, "stormed"),), seen(document), (), ()) == ()


def test_a_happening_that_both_see_needs_less_certainty() -> None:
    document = build.document(TEXT)
    analysis = seen(document, happening(document, "stormed", score=0.4))
    assert [claim.type for claim in judged((build.claim(document, "stormed"),), analysis, (), ())] == ["assault"]
    assert judged((), analysis, (), ()) == ()


def test_a_sure_happening_becomes_a_claim_with_its_parts() -> None:
    document = build.document(TEXT)
    told = happening(
        document,
        "killed",
        parts=(
            Part("actor", build.span(document, "Gunmen"), 0.9),
            Part("recipient", build.span(document, "guards"), 0.8),
            Part("recipient", build.span(document, "mill"), 0.2),
            Part("count", build.span(document, "at least 12"), 0.9, measure="killed"),
        ),
    )
    number = Mention(kind=MentionKind.NUMBER, span=build.span(document, "at least 12"))
    (claim,) = judged((), seen(document, told), (number,), ())
    words = [(argument.role, document.quote(argument.span)) for argument in claim.arguments]
    assert words == [(Role.ACTOR, "Gunmen"), (Role.RECIPIENT, "guards")]
    assert [(document.quote(q.span), q.measure) for q in claim.quantities] == [("at least 12", Measure.KILLED)]
    assert document.quote(claim.evidence).startswith("They killed")


def test_a_part_of_the_rules_that_the_reader_does_not_mention_goes_and_one_that_it_half_sees_stays() -> None:
    document = build.document(TEXT)
    ruled = build.claim(
        document,
        "stormed",
        arguments=(
            Argument(role=Role.ACTOR, span=build.span(document, "Gunmen")),
            Argument(role=Role.INSTRUMENT, span=build.span(document, "Friday")),
        ),
    )
    told = happening(document, "stormed", parts=(Part("actor", build.span(document, "Gunmen"), 0.45),))
    (claim,) = judged((ruled,), seen(document, told), (), ())
    assert [document.quote(argument.span) for argument in claim.arguments] == ["Gunmen"]


def test_words_play_one_part_and_a_number_alone_plays_none() -> None:
    document = build.document(TEXT)
    told = happening(
        document,
        "killed",
        parts=(
            Part("actor", build.span(document, "Gunmen"), 0.9),
            Part("recipient", build.span(document, "Gunmen"), 0.7),
            Part("recipient", build.span(document, "12"), 0.9),
            Part("count", build.span(document, "12"), 0.9),
        ),
    )
    analysis = seen(document, told)
    tokens = tuple(replace(token, pos="NUM" if token.text == "12" else "NOUN") for token in analysis.tokens)
    (claim,) = judged((), replace(analysis, tokens=tokens), (), ())
    assert [(argument.role, document.quote(argument.span)) for argument in claim.arguments] == [(Role.ACTOR, "Gunmen")]
    assert claim.quantities == (), "a number of which nobody knows what it counts"


def test_type_mode_and_stance_are_the_likelier_ones() -> None:
    document = build.document(TEXT)
    told = happening(
        document,
        "stormed",
        types=(Answer("coerce", 0.98), Answer("assault", 0.02)),
        modes=(Answer("none", 0.2), Answer("firearms", 0.7)),
        modalities=(Answer("alleged", 0.9), Answer("asserted", 0.1)),
        negated=0.95,
        background=0.9,
    )
    (claim,) = judged((build.claim(document, "stormed", mode="firearms"),), seen(document, told), (), ())
    assert claim.type == "coerce"
    assert claim.mode is None, "firearms is no mode of coercion"
    assert claim.stance.modality is Modality.ALLEGED
    assert claim.stance.polarity is Polarity.NEGATED
    assert claim.background


def test_a_claim_of_a_type_that_the_reader_does_not_know_stays_and_keeps_its_words() -> None:
    document = build.document(TEXT)
    ruled = build.claim(document, "stormed", "foul_water")
    assert judged((ruled,), seen(document, happening(document, "stormed")), (), ()) == (ruled,)


def test_every_claim_and_happening_comes_once_and_in_order() -> None:
    document = build.document(TEXT)
    claims = (build.claim(document, "killed"), build.claim(document, "fled"))
    told = (happening(document, "stormed"), happening(document, "killed"))
    pairs = [(claim and document.quote(claim.trigger), number) for claim, number in paired(claims, told)]
    assert pairs == [(None, 0), ("killed", 1), ("fled", None)]


def test_odds_are_raised_and_lowered() -> None:
    assert raised(0.5, 4.0) == pytest.approx(0.8)
    assert raised(0.8, 0.25) == pytest.approx(0.5)
    assert 0 < raised(0.0, 4.0) < raised(1.0, 0.25) < 1


def test_a_marked_party_that_no_claim_has_goes_to_the_nearest_claim_of_violence() -> None:
    document = build.document(TEXT)
    marks = (NamedSpan(build.span(document, "guards"), "victim", 0.9),)
    analysis = replace(
        seen(document, happening(document, "stormed"), happening(document, "killed")), layers={"victim": marks}
    )
    stormed, killed = judged((), analysis, (), ())
    assert stormed.arguments == ()
    assert [(one.role, document.quote(one.span)) for one in killed.arguments] == [(Role.RECIPIENT, "guards")]


def test_a_faint_mark_and_one_of_a_peaceful_claim_add_nothing() -> None:
    document = build.document(TEXT)
    faint: dict[str, tuple[NamedSpan, ...]] = {"victim": (NamedSpan(build.span(document, "guards"), "victim", 0.1),)}
    sure: dict[str, tuple[NamedSpan, ...]] = {"victim": (NamedSpan(build.span(document, "guards"), "victim", 0.9),)}
    violent = seen(document, happening(document, "killed"))
    peaceful = seen(document, happening(document, "killed", types=(Answer("coerce", 0.99),)))
    for analysis in (replace(violent, layers=faint), replace(peaceful, layers=sure)):
        (claim,) = judged((), analysis, (), ())
        assert claim.arguments == ()


def told_by(text: str, trigger: str, source: str, cue: str) -> bool:
    """Whether a claim whose teller the reader takes for ``source`` is given to their telling."""
    document = build.document(text)
    cue_span = build.span(document, cue)
    telling = Attribution(
        id=attribution_id(document.key, cue_span),
        sources=(Speaker(span=build.span(document, source)),),
        cue=cue_span,
        content=(build.span(document, "the mill had burnt"),),
    )
    own = build.span(document, "accused")
    accusing = Attribution(
        id=attribution_id(document.key, own),
        sources=(Speaker(span=build.span(document, "Deeb")),),
        cue=own,
        content=(build.span(document, "the league"),),
    )
    part = Part(role="attribution", span=build.span(document, source), score=0.9)
    analysis = seen(document, happening(document, trigger, parts=(part,)))
    (claim,) = judged((build.claim(document, trigger),), analysis, (), (telling, accusing))
    return claim.attribution == telling.id


TOLD = "Police said the mill had burnt after troops shelled Dorma. Rebels stormed the port. Deeb accused the league."


def test_a_teller_that_the_reader_sees_tells_in_the_sentence_of_the_claim_alone() -> None:
    assert told_by(TOLD, "shelled", "Police", "said")
    assert not told_by(TOLD, "stormed", "Police", "said")


def test_what_is_anothers_telling_is_not_the_tellers_that_the_reader_sees() -> None:
    """The words of accusing are Deeb's, whoever spoke before."""
    text = "Police said the mill had burnt, and Deeb accused the league after troops shelled Dorma."
    assert not told_by(text, "accused", "Police", "said")
    assert told_by(text, "shelled", "Police", "said")


def test_a_sentence_without_an_arrest_tells_none_and_police_that_use_no_force_attack_nobody() -> None:
    document = build.document("Police brought nine pilgrims to the station in Dorma.")
    brought = happening(
        document,
        "brought",
        types=(Answer("coerce", 0.9),),
        modes=(Answer("arrest", 0.7), Answer("none", 0.3)),
    )
    hit = happening(document, "brought", parts=(Part("actor", build.span(document, "Police"), 0.9),))
    police = Mention(kind=MentionKind.ACTOR, span=build.span(document, "Police"), label="police")

    def read(one: Happening, *answers: str) -> Any:
        layers: dict[str, tuple[NamedSpan, ...]] = {
            name: (NamedSpan(build.span(document, document.text), name, 0.9),) for name in answers
        }
        (claim,) = judged((), replace(seen(document, one), layers=layers), (police,), ())
        return claim

    assert read(brought).mode is None
    assert read(brought, "police_arrest").mode == "arrest"
    assert read(hit).words_of(Role.ACTOR) == ()
    assert [document.quote(one.span) for one in read(hit, "police_force").words_of(Role.ACTOR)] == ["Police"]


def test_a_report_of_violence_is_no_everyday_news() -> None:
    document = build.document(TEXT)
    told = seen(document, happening(document, "stormed"))
    sighting = told.sighting
    assert sighting is not None

    def read(**whole: float) -> int:
        return len(judged((), replace(told, sighting=replace(sighting, whole=whole)), (), ()))

    assert read(contentious=0.2) == 0
    assert read(contentious=0.4) == 0
    assert read(contentious=0.4, terrorism=0.6) == 1
    assert read(contentious=0.2, ANY_ACTION=0.99) == 1
    assert read(contentious=0.95) == 1


def told(text: str, outcome: str, deed: str) -> list[str]:
    """The triggers of the claims where the reader alone sees an outcome that counts nine dead, and a deed."""
    document = build.document(text)
    dead = happening(document, outcome, parts=(Part("count", build.span(document, "nine"), 0.95, "killed"),))
    sighting = Sighting(
        happenings=(dead, happening(document, deed)), same={}, whole={}, types=frozenset({"assault", "coerce"})
    )
    analysis = replace(SpacyAnalyser().analyse(document), sighting=sighting)
    return [document.quote(claim.trigger) for claim in judged((), analysis, (), ())]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "outcome", "deed"),
    [
        ("On Monday nine people were killed when a jet bombed a market.", "killed", "bombed"),
        ("At Dorma nine traders died after lorries rammed a mosque.", "died", "rammed"),
    ],
)
def test_whom_a_deed_befell_and_the_deed_are_one_claim(text: str, outcome: str, deed: str) -> None:
    assert told(text, outcome, deed) == [outcome]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "outcome", "deed"),
    [
        ("Soldiers killed nine people after rebels attacked a post.", "killed", "attacked"),
        ("The nine were killed by soldiers after rebels attacked a post.", "killed", "attacked"),
    ],
)
def test_those_who_kill_may_answer_another_attack(text: str, outcome: str, deed: str) -> None:
    assert told(text, outcome, deed) == [outcome, deed]


@pytest.mark.model
def test_the_attack_that_soldiers_answer_is_a_claim_beside_that_of_the_rules() -> None:
    document = build.document("Soldiers killed nine people in Karsa after rebels attacked a post.")
    claims = Pipeline(Config(analyse="spacy")).reading_of_document(document).claims
    assert [document.quote(claim.trigger) for claim in claims] == ["killed", "attacked"]


def test_what_police_do_is_of_conflict_only_in_a_report_of_conflict_or_of_an_attack() -> None:
    document = build.document("Police seized drugs and arrested two men in Dorma.")

    def factor(**whole: float) -> float:
        sighting = Sighting(happenings=(), same={}, whole=whole, types=frozenset({"coerce"}))
        return relevance_factor(replace(build.analysis(document), sighting=sighting))

    assert factor(contentious=0.02, terrorism=0.2, ANY_ACTION=0.97) < 0.01
    assert factor(contentious=0.2, terrorism=0.2, ANY_ACTION=0.97) == 1.0
    assert factor(contentious=0.02, terrorism=0.7, ANY_ACTION=0.97) == 1.0
