"""The times of a whole document: prepositions, runs, what was told before, and the verb beside the words."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution
from dateline.domain.extraction import Extraction
from dateline.domain.ids import AttributionId, RelationId
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import Relation, RelationEnd, RelationType
from dateline.domain.span import Span
from dateline.domain.value import TimePrecision
from dateline.normalise.when import WhenNormaliser
from dateline.normalise.when.tense import direction_of
from dateline.normalise.when.timeline import Timeline
from tests import build

#: A sentence with the words of its time, and the days of the claim; published on Sunday 12 May 2024.
CLAIMS = [
    ("They held the town since 2008.", "2008", "2008-01-01", "2024-05-12"),
    ("They held the town since Friday.", "Friday", "2024-05-10", "2024-05-12"),
    ("They held the town from 2010 to 2012.", "2010", "2010-01-01", "2012-12-31"),
    ("They held the town between March and April 2012.", "2012", "2012-04-01", "2012-04-30"),
    ("They fought from Monday to Friday.", "Monday", "2024-05-06", "2024-05-10"),
    ("They fought on Wednesday and Thursday.", "Wednesday and Thursday", "2024-05-08", "2024-05-09"),
    ("They fought on Wednesday and Thursday.", "Wednesday", "2024-05-08", "2024-05-09"),
    ("They must hold the town until Friday.", "Friday", "2024-05-12", "2024-05-17"),
    ("They left before Friday.", "Friday", None, "2024-05-10"),
    ("They left by Friday.", "Friday", None, "2024-05-10"),
    ("Ten were hurt by Friday's blast.", "Friday", "2024-05-10", "2024-05-10"),
    ("They left after 5 May.", "5 May", "2024-05-05", "2024-05-12"),
    ("They left during the past week.", "the past week", "2024-05-05", "2024-05-12"),
    ("They left this month.", "this month", "2024-05-01", "2024-05-12"),
    ("They left earlier this year.", "earlier this year", "2024-01-01", "2024-05-12"),
    ("They left in early 2011.", "early 2011", "2011-01-01", "2011-03-31"),
    ("They left in late 2011.", "late 2011", "2011-10-01", "2011-12-31"),
    ("They left in mid-2011.", "mid-2011", "2011-05-01", "2011-08-31"),
    ("They left in early March.", "early March", "2024-03-01", "2024-03-10"),
    ("They left in late April.", "late April", "2024-04-21", "2024-04-30"),
    ("They left late last week.", "late last week", "2024-05-03", "2024-05-05"),
    ("They left last week.", "last week", "2024-04-29", "2024-05-05"),
    ("They left in January 2013.", "January 2013", "2013-01-01", "2013-01-31"),
    ("They left on Friday.", "Friday", "2024-05-10", "2024-05-10"),
    ("They left the town.", "town", None, None),
    ("They left for three days.", "three days", None, None),
    ("They left recently.", "recently", None, "2024-05-12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last"), CLAIMS)
def test_the_time_of_a_claim(text: str, words: str, first: str | None, last: str | None) -> None:
    document = build.document(text)
    when = Timeline(build.analysis(document)).when_at(build.span(document, words))
    assert (when and when.earliest) == (date.fromisoformat(first) if first else None)
    assert (when and when.latest) == (date.fromisoformat(last) if last else None)


def test_words_that_are_no_time_have_none() -> None:
    document = build.document("They left the town.")
    assert Timeline(build.analysis(document)).when_at(build.span(document, "town")) is None


def test_the_next_day_counts_from_the_day_told_before() -> None:
    document = build.document("Shells fell on 5 May 2013. The next day the troops left. A year earlier they had come.")
    values = [when.value for when in Timeline(build.analysis(document)).all_times()]
    assert values == ["2013-05-05", "2013-05-06", "2012"]


def test_a_date_at_the_head_stands_in_for_a_missing_publication_date() -> None:
    document = build.document("3 May 2013. Shells fell on Thursday.", published=None)
    timeline = Timeline(build.analysis(document))
    assert [when.value for when in timeline.all_times()] == ["2013-05-03", "2013-05-02"]


def test_a_date_deep_in_the_text_does_not() -> None:
    document = build.document("Words. " * 40 + "On 3 May 2013 it began. Shells fell on Thursday.", published=None)
    assert Timeline(build.analysis(document)).all_times()[-1].earliest is None


def test_a_date_that_holds_comes_before_now() -> None:
    document = build.document("The now wrecked town fell on Friday.")
    when = Timeline(build.analysis(document)).when_at(Span(0, len(document.text)))
    assert when is not None
    assert when.value == "2024-05-10"


def test_the_normaliser_fills_times_claims_attributions_and_relations() -> None:
    document = build.document("Gunmen shot a guard on Friday. Police said on Saturday that Musa led them since 2019.")
    friday, saturday, year = (build.span(document, words) for words in ("Friday", "Saturday", "2019"))
    musa, them = build.span(document, "Musa"), build.span(document, "them")
    extraction = Extraction(
        mentions=(
            Mention(kind=MentionKind.TIME, span=friday),
            Mention(kind=MentionKind.TIME, span=saturday),
            Mention(kind=MentionKind.PLACE, span=year),
        ),
        claims=(build.claim(document, "shot", time=friday), build.claim(document, "led")),
        attributions=(Attribution(id=AttributionId("s1"), time=saturday),),
        relations=(
            Relation(
                id=RelationId("r1"),
                type=RelationType.LED_BY,
                subject=RelationEnd(span=them),
                object=RelationEnd(span=musa),
                time=year,
            ),
        ),
    )
    read = WhenNormaliser().normalise(extraction, build.analysis(document))
    assert [document.quote(when.span) for when in read.times if when.span] == ["Friday", "Saturday"]
    shot, led = read.claims
    assert shot.when is not None and shot.when.value == "2024-05-10"
    assert shot.when.precision is TimePrecision.DAY
    assert led.when is None
    assert read.attributions[0].when is not None and read.attributions[0].when.value == "2024-05-11"
    assert read.relations[0].when is not None and read.relations[0].when.latest == build.PUBLISHED
    assert read.mentions == extraction.mentions


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The two sides will meet on Monday.", 1),
        ("The truce would begin on Monday.", 1),
        ("The court is to rule on Monday.", 1),
        ("The vote is scheduled for Monday.", 1),
        ("The rebels plan to hand over the bridge on Monday.", 1),
        ("Gunmen killed a guard on Monday.", -1),
        ("A guard was killed on Monday.", -1),
        ("Troops have held the bridge since Monday.", -1),
        ("A guard would have died on Monday.", -1),
        ("Gunmen raided a shop, killing a guard on Monday.", -1),
        ("They want to sell when the market opens on Monday.", 1),
        ("They said they would appeal against the ruling, announced on Monday by the court.", 0),
        ("The firm cut the price of its shares, payable Monday.", 1),
        ("Fire on Monday.", 0),
    ],
)
def test_the_verb_says_where_it_looks(text: str, direction: int) -> None:
    document = build.document(text)
    assert direction_of(SpacyAnalyser().analyse(document), build.span(document, "Monday")) == direction


@pytest.mark.model
def test_a_weekday_follows_its_verb() -> None:
    document = build.document("Gunmen killed a guard on Monday. The mayor will visit his family on Tuesday.")
    values = [when.value for when in Timeline(SpacyAnalyser().analyse(document)).all_times()]
    assert values == ["2024-05-06", "2024-05-14"]


def test_beside_a_quarter_a_year_earlier_is_the_same_quarter() -> None:
    document = build.document("Exports fell in the first quarter. A year earlier they had risen.")
    assert [when.value for when in Timeline(build.analysis(document)).all_times()] == ["2024-Q1", "2023-Q1"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "time", "first", "last"),
    [
        ("Since troops entered the valley in 2019, farmers have fled.", "fled", "2019", "2019-01-01", "2024-05-12"),
        ("Since troops entered the valley in 2019, farmers have fled.", "entered", "2019", "2019-01-01", "2019-12-31"),
        (
            "Farmers have fled since the start of the raids in March 2019.",
            "fled",
            "March 2019",
            "2019-03-01",
            "2024-05-12",
        ),
        ("Farmers fled the raids in March 2019.", "fled", "March 2019", "2019-03-01", "2019-03-31"),
    ],
)
def test_what_is_told_beside_since_lasts_until_publication(
    text: str, trigger: str, time: str, first: str, last: str
) -> None:
    document = build.document(text)
    timeline = Timeline(SpacyAnalyser().analyse(document))
    when = timeline.when_at(build.span(document, time), build.span(document, trigger))
    assert when is not None
    assert (when.earliest, when.latest) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "length", "first"),
    [
        ("Two nurses have been held for three years.", "held", "three years", "2021-05-12"),
        ("Forty people have died in eight days of shelling.", "died", "eight days", "2024-05-05"),
        ("The four-month siege starves the town.", "siege", "four-month", "2024-01-12"),
        ("Two nurses were held for three years.", "held", "three years", None),
        ("They took the hill after a two-month siege.", "siege", "two-month", None),
        ("They waged a decades-long revolt.", "revolt", "a decades-long", None),
    ],
)
def test_what_goes_on_for_so_long_is_counted_back_from_publication(
    text: str, trigger: str, length: str, first: str | None
) -> None:
    document = build.document(text)
    claim = build.claim(document, trigger, duration=build.span(document, length))
    read = WhenNormaliser().normalise(Extraction(claims=(claim,)), SpacyAnalyser().analyse(document))
    when = read.claims[0].when
    assert when is not None and when.duration is not None
    assert (when.earliest, when.latest) == ((date.fromisoformat(first), build.PUBLISHED) if first else (None, None))
