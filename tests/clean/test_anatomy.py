"""Title, byline, date, dateline and credits, in cleaned text and in text that is taken as it is."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.domain.document import PartKind
from dateline.domain.raw_document import Given
from tests.clean.cleaned import BODY, cleaned, quoted

TITLE = "Nine killed in raid on market outside Kano"


@pytest.mark.parametrize("verbatim", [True, False])
@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Poe", ("Ann Poe",)),
        ("By Ann Poe and Lee van der Roe", ("Ann Poe", "Lee van der Roe")),
        ("BY ANN POE", ("Ann Poe",)),
        ("Ann Poe in Kano", ("Ann Poe",)),
        ("Ann Poe, Reuters", ("Ann Poe",)),
        ("By Ann Poe, Africa correspondent", ("Ann Poe",)),
        ("By Ann Poe in Tal Abyad for the Evening Lamp", ("Ann Poe",)),
        ("By our correspondent", ()),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...], *, verbatim: bool) -> None:
    document = cleaned(f"{TITLE}\n\n{line}\n\n{BODY}", verbatim=verbatim)
    assert document.title == TITLE
    assert document.authors == authors
    assert quoted(document, PartKind.BYLINE) == [line]
    assert document.text == f"{TITLE}\n\n{line}\n\n{BODY}"


def test_a_lone_name_between_title_and_date() -> None:
    document = cleaned(f"{TITLE}\n\nAnn Poe\n\n3 May 2011\n\n{BODY}")
    assert (document.authors, document.published) == (("Ann Poe",), date(2011, 5, 3))


def test_a_lone_heading_is_no_author() -> None:
    assert cleaned(f"{TITLE}\n\nMarket Square\n\n{BODY}").authors == ()


@pytest.mark.parametrize("verbatim", [True, False])
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("21 November 2015", date(2015, 11, 21)),
        ("Nov 21, 2015 10:14 GMT", date(2015, 11, 21)),
        ("Saturday, November 21st, 2015", date(2015, 11, 21)),
        ("2015-11-21", date(2015, 11, 21)),
        ("2015-11-21T10:14:00Z", date(2015, 11, 21)),
        ("Published: 21 Nov. 2015 at 4:45 p.m. ET", date(2015, 11, 21)),
        ("Updated November 22, 2015", date(2015, 11, 22)),
        ("21.11.2015", date(2015, 11, 21)),
        ("3.5.2015", date(2015, 5, 3)),
        ("21/11/2015 | 10:14", date(2015, 11, 21)),
        ("03/05/2015", None),
        ("31 November 2015", None),
    ],
)
def test_date_lines(line: str, day: date | None, *, verbatim: bool) -> None:
    document = cleaned(f"{TITLE}\n{line}\n\n{BODY}", verbatim=verbatim)
    assert document.published == day
    if day is not None:
        assert quoted(document, PartKind.DATE) == [line]


def test_publication_goes_before_an_update() -> None:
    text = f"{TITLE}\n\nUpdated: 5 May 2011\n\nPublished: 3 May 2011\n\n{BODY}"
    assert cleaned(text).published == date(2011, 5, 3)


@pytest.mark.parametrize("verbatim", [True, False])
@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("KANO, Nigeria (Reuters) -", "Reuters", None),
        ("KABUL, Afghanistan, June 3, 2012 (AP) —", "AP", date(2012, 6, 3)),
        ("Damascus, SANA –", "SANA", None),
        ("Beirut (AFP) -", "AFP", None),
        ("San Marcos, 16 Nov 89 (ACAN-EFE) -- [Text]", "ACAN-EFE", date(1989, 11, 16)),
        (
            "SAN MARCOS, 16 NOV 89 (RADIO LIBRE) -- [COMMUNIQUE] [FRONT'S GENERAL COMMAND] [TEXT]",
            "RADIO LIBRE",
            date(1989, 11, 16),
        ),
        ("CLANDESTINE, NO DATE (RADIO LIBRE) --", "RADIO LIBRE", None),
        ("MOSCOW, November 21, 2015. /TASS/.", "TASS", date(2015, 11, 21)),
        ("BEIRUT/AMMAN (Reuters) -", "Reuters", None),
        ("N'DJAMENA (Reuters) -", "Reuters", None),
        ("TAL ABYAD, Syria –", None, None),
        ("KABUL:", None, None),
    ],
)
def test_datelines(line: str, outlet: str | None, day: date | None, *, verbatim: bool) -> None:
    document = cleaned(f"{line} {BODY}", verbatim=verbatim)
    assert quoted(document, PartKind.DATELINE) == [line]
    assert (document.outlet, document.published) == (outlet, day)


@pytest.mark.parametrize(
    "start",
    [
        "UPDATE: ",
        "Islamic State (ISIL) - the group - said so. ",
        "FARC - the rebel group - said so. ",
        "In Syria, rebels – backed by none – fled. ",
        "Police said on Monday - two days late - that ",
    ],
)
def test_what_only_looks_like_a_dateline(start: str) -> None:
    assert quoted(cleaned(start + BODY), PartKind.DATELINE) == []


def test_an_agency_on_a_line_of_its_own() -> None:
    document = cleaned(f"Damascus – SANA\n\n{BODY}")
    assert (quoted(document, PartKind.DATELINE), document.outlet) == (["Damascus – SANA"], "SANA")


@pytest.mark.parametrize("verbatim", [True, False])
def test_credits_stay_and_are_marked(*, verbatim: bool) -> None:
    credit = "(Reporting by Ann Poe in Kano; Editing by Lee Roe)"
    for text in (f"{BODY}\n\n{credit}", f"{BODY} {credit}"):
        document = cleaned(text, verbatim=verbatim)
        assert quoted(document, PartKind.CREDIT) == [credit]
        assert document.authors == ("Ann Poe",)
        assert document.text.endswith(credit)


def test_a_source_line_names_the_outlet() -> None:
    assert cleaned(f"{BODY}\n\nSource: The Evening Lamp").outlet == "The Evening Lamp"


def test_a_title_over_two_lines() -> None:
    document = cleaned(f"Nine killed in raid on a market\noutside Kano, mayor says\n\n{BODY}")
    assert document.title == "Nine killed in raid on a market outside Kano, mayor says"


@pytest.mark.parametrize("text", [BODY, "Nine people died in Kano", "Nine people died.\n\nThe end."])
def test_a_story_without_a_title_has_none(text: str) -> None:
    assert cleaned(text).title is None
    assert cleaned(text, verbatim=True).title is None


class TestVerbatim:
    def test_nothing_changes(self) -> None:
        text = "  A\u00a0“bomb”\r\n\r\n**went**  off\u200b &amp; so on \n\nSubscribe now\n"
        document = cleaned(text, verbatim=True)
        assert document.text == text
        assert document.removed == ()
        assert all(document.offsets.raw_offset(at) == at for at in range(len(text) + 1))

    def test_given_fields_win(self) -> None:
        given = Given(
            id="x", title="Raid", published=date(2001, 2, 3), outlet="The Lamp", authors=("Lee Roe",), language="en-GB"
        )
        document = cleaned(f"{TITLE}\n\nBy Ann Poe\n\n3 May 2011\n\nKANO (AFP) - {BODY}", verbatim=True, given=given)
        assert (document.label, document.title, document.published) == ("x", "Raid", date(2001, 2, 3))
        assert (document.outlet, document.authors, document.language) == ("The Lamp", ("Lee Roe",), "en-GB")
        assert quoted(document, PartKind.DATELINE) == ["KANO (AFP) -"]

    def test_a_head_that_runs_on(self) -> None:
        text = f"May 3 2011 {TITLE}. {BODY}"
        document = cleaned(text, verbatim=True, given=Given(title=TITLE))
        assert quoted(document, PartKind.DATE) == ["May 3 2011"]
        assert quoted(document, PartKind.TITLE) == [TITLE]
        assert document.published == date(2011, 5, 3)

    def test_a_title_said_twice(self) -> None:
        document = cleaned(f"{TITLE}. {TITLE}. {BODY}", verbatim=True)
        assert document.title == TITLE
        assert quoted(document, PartKind.TITLE) == [TITLE, TITLE]

    def test_the_site_names_the_outlet(self) -> None:
        given = Given(url="https://www.aljazeera.com/news/2011/5/3/raid")
        document = cleaned(BODY, verbatim=True, given=given)
        assert (document.outlet, document.published) == ("Al Jazeera", date(2011, 5, 3))
