"""Which claims a text makes, with their parts, numbers, settings and stance."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Modality, Polarity, Role, Stage
from dateline.domain.document import Document
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.actors import find_actors
from dateline.extract.local.claims import find_claims
from dateline.extract.local.times import find_time_mentions
from tests import build

pytestmark = pytest.mark.model


@cache
def analysed(text: str) -> Analysis:
    return SpacyAnalyser().analyse(build.document(text))


@cache
def claims(text: str, *places: str) -> tuple[Document, tuple[Claim, ...]]:
    """The claims of a text in which those words name places."""
    analysis = analysed(text)
    mentions = [
        Mention(
            kind=MentionKind.PLACE, span=Span(text.index(name), text.index(name) + len(name)), label="name", named=True
        )
        for name in places
    ]
    mentions += find_time_mentions(analysis)
    return analysis.document, find_claims(analysis, mentions, ())


def types(text: str) -> list[str]:
    return [claim.type for claim in claims(text)[1]]


def only(text: str, *places: str) -> tuple[Document, Claim]:
    document, found = claims(text, *places)
    assert len(found) == 1, [(document.quote(claim.trigger), claim.type) for claim in found]
    return document, found[0]


def part(document: Document, claim: Claim, role: Role) -> list[str]:
    return [document.quote(argument.span) for argument in claim.words_of(role)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked the barracks.", ["assault"]),
        ("Police arrested four students.", ["coerce"]),
        ("The army deployed tanks to the border.", ["mobilize"]),
        ("The rebels withdrew from the valley.", ["retreat"]),
        ("Hundreds of workers protested in the capital.", ["protest"]),
        ("The two presidents met in Geneva.", ["consult"]),
        ("Thousands of villagers fled the shelling.", ["displace"]),
        ("The minister accused Ruritania of arming the rebels.", ["accuse", "aid"]),
        ("The group claimed responsibility for the bombing.", ["claim_responsibility"]),
        ("The general demanded that the militia release the hostages.", ["request", "retreat"]),
        ("The government rejected the proposal.", ["reject"]),
        ("Aid workers evacuated forty patients.", ["aid"]),
        ("The rebels have besieged the town since May.", ["coerce"]),
        ("The faction owned up to the ambush.", ["claim_responsibility"]),
        ("The navy admitted that its gunboat had shelled the pier.", ["claim_responsibility", "assault"]),
        ("The front distanced itself from the bombing.", ["deny_responsibility"]),
        ("The raid bears the hallmarks of the northern militia.", ["accuse"]),
        ("The army swore to attack the capital.", ["threaten", "assault"]),
        ("The guns fell silent at dusk.", ["retreat"]),
        ("Dockers walked off the job.", ["protest"]),
        ("Thousands poured into the square.", ["protest"]),
        ("Hundreds of fighters streamed towards the oilfield.", ["mobilize"]),
        ("Families have abandoned their villages.", ["displace"]),
        ("The envoy received a delegation of elders.", ["consult"]),
        ("The two leaders spoke by phone.", ["consult"]),
        ("Surgeons operated on nine people.", ["aid"]),
        ("Deputies want the judge to resign.", ["request", "retreat"]),
        ("Police baton-charged the crowd.", ["assault"]),
    ],
)
def test_words_tell_an_event_of_a_type(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The attack shocked the nation.",
        "The director shot the video in two days.",
        "The company fired its manager.",
        "An earthquake killed forty people.",
        "Ten passengers were killed in a train crash.",
        "The striker hit the post and the league leaders attacked until the final whistle of the season.",
        "The band released a statement.",
        "The conference takes place in March.",
        "An official who spoke to the newspaper was optimistic.",
        "The ministers agreed that the winter had been cold.",
        "The situation demands patience.",
        "The boy wants to become a doctor.",
        "Investors seized on the news.",
    ],
)
def test_other_senses_and_bare_mentions_tell_none(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Gunmen killed two soldiers.", ["Gunmen"], ["two soldiers"]),
        ("Two soldiers were killed by gunmen.", ["gunmen"], ["Two soldiers"]),
        ("The gunmen who killed the mayor escaped.", ["The gunmen"], ["the mayor"]),
        ("The rebels' attack on the base began at dawn.", ["The rebels"], ["the base"]),
        ("There were clashes between soldiers and rebels.", ["soldiers"], ["rebels"]),
        ("The army launched an attack against the guerrillas.", ["The army"], ["the guerrillas"]),
        ("Soldiers and rebels clashed.", ["Soldiers"], ["rebels"]),
        ("Three soldiers were killed fighting the insurgents.", ["the insurgents"], ["Three soldiers"]),
        ("The convoy came under fire from rebels.", ["rebels"], ["The convoy"]),
        ("The rebels, in their assault on the port, lost a tank.", ["The rebels"], ["the port"]),
        ("The looting of the shrine angered the army, which shelled the town.", ["the army"], ["the town"]),
    ],
)
def test_actor_and_recipient_by_the_parse(text: str, actor: list[str], recipient: list[str]) -> None:
    document, found = claims(text)
    assault = next(claim for claim in found if claim.type == "assault")
    assert part(document, assault, Role.ACTOR) == actor
    assert part(document, assault, Role.RECIPIENT) == recipient


def test_a_killing_and_its_means_are_one_claim() -> None:
    document, claim = only("Gunmen armed with rifles stormed the hotel, killing at least 27 people and wounding 12.")
    assert document.quote(claim.trigger) == "stormed"
    assert part(document, claim, Role.INSTRUMENT) == ["rifles"]
    assert [argument.category for argument in claim.words_of(Role.INSTRUMENT)] == ["firearm"]
    counted = {str(quantity.measure): document.quote(quantity.span) for quantity in claim.quantities}
    assert counted == {"killed": "27", "injured": "12"}
    effects = {document.quote(argument.span): argument.effect for argument in claim.words_of(Role.RECIPIENT)}
    assert effects["the hotel"] is None
    assert effects["at least 27 people"] == "killed"


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("A soldier was killed by a sniper.", "killed", "A"),
        ("Dozens of protesters were arrested by police.", "arrested", "Dozens"),
        ("The blast left 20 people wounded.", "injured", "20"),
        ("The death toll from the bombing rose to 112.", "killed", "112"),
        ("Some 400 troops were deployed to the north.", "deployed", "400"),
        ("The rebels released five hostages.", "released", "five"),
        ("Three people were shot, one fatally.", "killed", "one"),
        ("Three people were shot, one fatally.", "injured", "Three"),
        ("The raid left two soldiers dead and five wounded.", "injured", "five"),
        ("The monitors reported hundreds of civilians killed in the raids.", "killed", "hundreds"),
        ("Six women were among the 20 civilians killed.", "killed", "Six"),
        ("The group named 80 dead, including 12 children.", "killed", "12"),
        ("Three tanks shelled the village.", "vehicles", "Three"),
        ("About 300 fighters remain in the city.", "present", "300"),
    ],
)
def test_numbers_are_tied_to_what_they_count(text: str, measure: str, words: str) -> None:
    document, found = claims(text)
    told = [(str(quantity.measure), document.quote(quantity.span)) for claim in found for quantity in claim.quantities]
    assert (measure, words) in told


def test_who_was_shot_and_killed_is_counted_once() -> None:
    claim = only("A man was shot and killed in the market.")[1]
    assert [str(quantity.measure) for quantity in claim.quantities] == ["killed"]


def test_a_bare_number_is_a_count_and_nobody() -> None:
    document, claim = only("Gunmen stormed the hotel, killing at least 27.")
    assert part(document, claim, Role.RECIPIENT) == ["the hotel"]
    assert [document.quote(quantity.span) for quantity in claim.quantities] == ["27"]


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "polarity", "stage"),
    [
        ("The rebels attacked the town.", "attacked", Modality.ASSERTED, Polarity.AFFIRMED, Stage.ACCOMPLISHED),
        ("The rebels did not attack the town.", "attack", Modality.ASSERTED, Polarity.NEGATED, Stage.ACCOMPLISHED),
        ("The rebels threatened to attack the town.", "attack", Modality.THREATENED, Polarity.AFFIRMED, Stage.FUTURE),
        ("The army plans to attack the town.", "attack", Modality.PLANNED, Polarity.AFFIRMED, Stage.FUTURE),
        ("We will attack the town.", "attack", Modality.PROMISED, Polarity.AFFIRMED, Stage.FUTURE),
        ("The army may attack the town.", "attack", Modality.HYPOTHETICAL, Polarity.AFFIRMED, Stage.FUTURE),
        (
            "The rebels reportedly attacked the town.",
            "attacked",
            Modality.ALLEGED,
            Polarity.AFFIRMED,
            Stage.ACCOMPLISHED,
        ),
        ("The rebels tried to attack the town.", "attack", Modality.ASSERTED, Polarity.AFFIRMED, Stage.ATTEMPTED),
        ("The army denied attacking the town.", "attacking", Modality.DENIED, Polarity.NEGATED, Stage.ACCOMPLISHED),
        ("The UN called on rebels to free the pilots.", "free", Modality.REQUESTED, Polarity.AFFIRMED, Stage.FUTURE),
        ("Troops are attacking the town.", "attacking", Modality.ASSERTED, Polarity.AFFIRMED, Stage.ONGOING),
        ("The villagers are to be evacuated.", "evacuated", Modality.PLANNED, Polarity.AFFIRMED, Stage.FUTURE),
        ("Dozens could have died in the raid.", "died", Modality.SUSPECTED, Polarity.AFFIRMED, Stage.ACCOMPLISHED),
        ("The militia is too weak to attack.", "attack", Modality.HYPOTHETICAL, Polarity.NEGATED, Stage.FUTURE),
        ("The rebels have yet to withdraw.", "withdraw", Modality.ASSERTED, Polarity.NEGATED, Stage.ACCOMPLISHED),
        (
            "Suspected militants attacked the town.",
            "attacked",
            Modality.SUSPECTED,
            Polarity.AFFIRMED,
            Stage.ACCOMPLISHED,
        ),
    ],
)
def test_stance(text: str, trigger: str, modality: Modality, polarity: Polarity, stage: Stage) -> None:
    document, found = claims(text)
    claim = next(claim for claim in found if document.quote(claim.trigger) == trigger)
    assert (claim.stance.modality, claim.stance.polarity, claim.stance.stage) == (modality, polarity, stage)


def test_an_act_denied_becomes_the_act_of_refusing() -> None:
    assert types("The rebels would not accept the deal with the army.")[0] == "reject"
    assert types("Journalists were not allowed to enter the town.")[0] == "coerce"


def test_time_and_place_of_the_clause() -> None:
    document, claim = only("Gunmen attacked a bus in Zembla on Friday.", "Zembla")
    assert claim.time is not None
    assert document.quote(claim.time) == "Friday"
    assert [document.quote(place) for place in claim.places] == ["Zembla"]


def test_motive_operation_channel() -> None:
    document, claim = only("Rebels attacked the barracks in retaliation for the arrests.")
    assert part(document, claim, Role.MOTIVE) == ["in retaliation for the arrests"]
    document, claim = only("The front claimed responsibility for the bombing in a statement.")
    assert part(document, claim, Role.ABOUT) == ["the bombing"]
    assert claim.channel is not None
    assert document.quote(claim.channel) == "a statement"


def test_old_dates_are_background() -> None:
    document, found = claims("Rebels attacked the town on Friday. The army had seized the town in 1987.")
    background = {document.quote(claim.trigger): claim.background for claim in found}
    assert background == {"attacked": False, "seized": True}


def test_old_times_reach_the_sentences_after_them() -> None:
    text = (
        "Rebels attacked the town on Friday. It has changed hands before. The first war began in 1987. "
        "Soldiers burned the mill and killed the headman. Families fled to the hills."
    )
    document, found = claims(text)
    background = {document.quote(claim.trigger): claim.background for claim in found}
    assert not background["attacked"]
    assert background["fled"]


def test_ids_hang_on_the_trigger_and_spans_quote_the_text() -> None:
    document, found = claims("Gunmen killed two soldiers. Police arrested four students.")
    again = find_claims(analysed(document.text), (), ())
    assert [claim.id for claim in found] == [claim.id for claim in again]
    assert len({claim.id for claim in found}) == 2
    for claim in found:
        assert claim.evidence.holds(claim.trigger)
        assert 0 <= claim.confidence <= 1


def test_no_text_no_claims() -> None:
    assert claims("The weather was mild.")[1] == ()


def read_with_actors(text: str) -> tuple[Document, Claim]:
    """The one claim of a text, read with the actors that it names."""
    analysis = analysed(text)
    (claim,) = find_claims(analysis, find_actors(analysis, ()), ())
    return analysis.document, claim


def test_members_act_for_their_body() -> None:
    document, claim = read_with_actors("Liberty Front rebels attacked the barracks.")
    assert part(document, claim, Role.ACTOR) == ["Liberty Front rebels", "Liberty Front"]


def test_members_of_a_body_act_for_it() -> None:
    document, claim = read_with_actors("Alleged members of the Liberty Front kidnapped a farmer.")
    assert part(document, claim, Role.ACTOR) == ["Alleged members of the Liberty Front", "the Liberty Front"]


def test_a_body_that_is_attacked_does_not_act() -> None:
    document, claim = read_with_actors("Gunmen attacked a Liberty Front office.")
    assert part(document, claim, Role.ACTOR) == ["Gunmen"]


@pytest.mark.parametrize("joining", ["along with", "together with", "as well as"])
def test_who_suffers_beside_the_others(joining: str) -> None:
    document, claim = read_with_actors(f"Gunmen killed the priest {joining} a nun on Monday.")
    assert part(document, claim, Role.RECIPIENT) == ["the priest", "a nun"]


def test_a_persons_name_stands_without_titles() -> None:
    document, claim = read_with_actors("Gunmen killed Senator Karl Olsen in his car.")
    assert part(document, claim, Role.RECIPIENT) == ["Karl Olsen"]


@pytest.mark.parametrize(
    ("text", "words", "category"),
    [
        ("Rebels attacked the tower with a dynamite charge.", "a dynamite charge", "bomb"),
        ("Rebels blew up the tower with five sticks of dynamite.", "five sticks of dynamite", "bomb"),
        ("The soldiers defused a bomb planted by rebels.", "a bomb", "bomb"),
        ("Rebels attacked the town with mortars filled with chlorine gas.", "mortars", "chemical"),
        ("Rebels attacked the town with toxic shells.", "toxic shells", "chemical"),
        ("Rebels attacked the town with mortars loaded with nails.", "mortars", "mortar"),
        ("Police attacked the crowd with tear gas.", "tear gas", "other"),
    ],
)
def test_means_in_other_words(text: str, words: str, category: str) -> None:
    document, found = claims(text)
    means = [argument for claim in found for argument in claim.words_of(Role.INSTRUMENT)]
    assert (words, category) in [(document.quote(argument.span), argument.category) for argument in means]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The government expelled two diplomats on Monday.", [("sanction", "expel")]),
        ("The government expelled two aid workers on Monday.", [("sanction", "expel")]),
        ("The government expelled forty migrants on Monday.", [("coerce", "deport")]),
        ("The government lifted the curfew on Monday.", [("concede", None)]),
        ("The government declared a curfew on Monday.", [("coerce", "restrict")]),
        ("Protesters burned a flag on Monday.", [("protest", "vandalize")]),
        ("Rebels burned a clinic on Monday.", [("assault", "destroy")]),
        ("Turkish officials shared evidence with Norway on Monday.", [("cooperate", None)]),
        ("Two men were stabbed to death on Monday.", [("assault", "primitive")]),
        ("Two men were shot dead on Monday.", [("assault", "firearms")]),
    ],
)
def test_what_is_told_by_the_verb_and_its_object(text: str, told: list[tuple[str, str | None]]) -> None:
    _, found = claims(text)
    assert [(claim.type, claim.mode) for claim in found] == told
