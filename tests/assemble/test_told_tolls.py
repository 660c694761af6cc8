"""From words to tolls: what the numbers of a short report come to, account by account of violence."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.pipeline import Pipeline
from tests import build

pytestmark = pytest.mark.model


def tolls(text: str) -> dict[str, int]:
    """The best killed and injured of the surest account of violence."""
    reading = Pipeline(Config()).reading_of_document(build.document(text))
    violent = [account for account in reading.accounts if account.type == "assault"]
    account = max(violent, key=lambda one: one.relevance)
    return {
        toll.measure.value: toll.best or 0 for toll in account.counts if toll.measure.value in ("killed", "injured")
    }


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        # Ages stand for persons.
        ("A 15-year-old was killed in Karsa on Monday.", 1, 0),
        ("The 15-year-old, identified as Lena Ost, was pronounced dead at the scene in Karsa.", 1, 0),
        ("An 18 year old was shot and killed in Karsa on Monday.", 1, 0),
        # Lists count each of them.
        ("Lena Ost, her husband and six children were shot and killed in Karsa.", 8, 0),
        ("Gunmen killed a teacher and her two sons in Karsa.", 3, 0),
        ("A man fatally shot his partner and their two children in Karsa on Monday.", 3, 0),
        ("A man fatally shot his two children in Karsa on Monday.", 2, 0),
        ("Army planes carried out raids on Karsa, killing seven people and injuring nine more.", 7, 9),
        ("Gunmen interrupted a party at a home in Karsa, wounding four men and killing another, police said.", 1, 4),
        # Who shoots is not who is hurt.
        ("Three boys were injured in Karsa after two groups shot at one another from separate cars.", 0, 3),
        # Nobody is told to have died.
        ("Police in Karsa are looking for a man who shot four people. The victims are a man and three girls.", 0, 4),
        ("Gunmen shot a farmer, two traders and a teacher in Karsa.", 0, 4),
        ("Lena Ost, Mary Berg and Tor Vik were killed in the attack in Karsa.", 3, 0),
        ("Lena Ost, 35, Mary Berg, 29, and Tor Vik, 20, were killed in the attack in Karsa.", 3, 0),
        ("Lena Ost and their two children, Tor Ost and Ola Ost, died in the attack in Karsa.", 3, 0),
        ("The attack in Karsa killed two soldiers, a teacher and a farmer.", 4, 0),
        # Parts of a whole are not added to it.
        ("Six people were shot and one victim was rushed to the hospital in Karsa.", 0, 6),
        ("Foreman was among five people shot in Karsa on Monday.", 0, 5),
        ("Five people were wounded in a shooting in Karsa that left a baby among the injured.", 0, 5),
        (
            "Four people stood in front of a building in Karsa before being shot, three hit in the leg and one in the arm.",
            0,
            4,
        ),
        ("Two of the three militants were killed in Karsa, along with four policemen and four civilians.", 10, 0),
        ("Two of the six wounded in the attack in Karsa are students.", 0, 6),
        # The dead are not counted among the wounded, and the wounded not among the dead.
        ("On April 2, Ost opened fire on his fellow soldiers in Karsa, killing three and wounding 16.", 3, 16),
        ("Two were found with gunshot wounds in Karsa, and two others were dead.", 2, 2),
        ("10 people were shot in Karsa on Monday and two died.", 2, 8),
        ("The attack in Karsa on Monday killed three and 16 people were injured.", 3, 16),
        (
            "Police named the 15-year-old who was killed in a shooting which left six others injured in Karsa. Officers found "
            "seven shooting victims.",
            1,
            6,
        ),
        (
            "The shootings of four people shocked Karsa on Monday. One of those people died. The three injured men are Ola "
            "Berg, Ben Vik and Tor Moe.",
            1,
            3,
        ),
        ("One man was shot several times and pronounced dead in Karsa. Another man was hit in the chest.", 1, 1),
        ("Five people were shot in Karsa on Sunday. Police initially said that eight people were wounded.", 0, 5),
        (
            "Officers in Karsa located four victims: a 54-year-old man had a gunshot wound to the back; a 20-year-old man had "
            "a gunshot wound to the leg.",
            0,
            4,
        ),
        ("Four people were injured in the shooting in Karsa, not five as first reported.", 0, 4),
        ("A father of three was shot dead in Karsa on Monday.", 1, 0),
        # "A fourth" is one of four.
        (
            "Medics took three men with gunshot wounds to a hospital in Karsa on Monday. A fourth victim with a gunshot wound "
            "came by car.",
            0,
            4,
        ),
        ("A 10th Mountain Division soldier was injured by a roadside bomb in Karsa.", 0, 1),
        ("A sixth-grade student was wounded in the shooting in Karsa.", 0, 1),
        # A later figure takes the place of the one before.
        ("Officials initially said three people were killed in Karsa, but later put the toll at nine.", 9, 0),
        ("Early reports said 30 were dead in Karsa; the ministry said 12.", 12, 0),
        ("The death toll in Karsa rose to 52 from 45.", 52, 0),
        # Who dies beside others is dead; who loses a leg is not.
        ("Two soldiers were killed in Karsa, along with four policemen.", 6, 0),
        ("Two soldiers lost their legs to a landmine in Karsa.", 0, 2),
        ("Two of the six wounded in Karsa died.", 2, 6),
        ("Thirteen blast victims were wounded in Karsa on Monday.", 0, 13),
        ("Two service dogs were wounded in the attack in Karsa.", 0, 0),
        # Who is one of the number, or all that are left of it.
        ("Nine villagers, two of them monks, were shot in Karsa on Monday.", 0, 9),
        ("Eight people were shot in Karsa on Monday: two were killed, the other six were wounded.", 2, 6),
        ("Shots in a mosque of Karsa left two traders dead and nine others injured. Nine traders were shot.", 2, 9),
        ("A triple shooting in Karsa on Monday left a trader dead.", 1, 0),
        # Neither ages nor dogs nor shootings are people.
        ("He wounded two children 6 and 11 years old in Karsa, and also 18 and 15 year old brothers.", 0, 2),
    ],
)
def test_the_toll_of_a_short_report(text: str, killed: int, injured: int) -> None:
    """As a reader of it would count."""
    found = tolls(text)
    assert (found.get("killed", 0), found.get("injured", 0)) == (killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen wounded six people in two separate shootings in Karsa on Monday.",
        "At least 28 people were wounded in shootings across the city of Karsa on Sunday.",
        "Seven people were wounded in overnight shootings in Karsa.",
        "Eight people were shot in a five-hour span in Karsa on Monday.",
    ],
)
def test_a_number_over_several_incidents_is_no_toll_of_one(text: str) -> None:
    """It is kept with its claim, as a running total."""
    assert tolls(text) == {}
    reading = Pipeline(Config()).reading_of_document(build.document(text))
    assert any(count.scope.value == "running_total" for claim in reading.claims for count in claim.counts)
