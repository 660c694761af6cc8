"""Markdown: marks go, words stay."""

from __future__ import annotations

import pytest

from tests.clean.cleaned import BODY, cleaned, reasons

TITLE = "# Nine killed in market raid\n\n"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("He told the *Daily Lamp* so.", "He told the Daily Lamp so."),
        ("He told the _Daily Lamp_ so.", "He told the Daily Lamp so."),
        ("**Nine** people ***died*** there.", "Nine people died there."),
        ("He saw ~~ten~~ nine bodies.", "He saw ten nine bodies."),
        ("The file `list.txt` was found.", "The file list.txt was found."),
        ("It cost 5 \\* 3 dollars.", "It cost 5 * 3 dollars."),
        ("He gave 2 * 3 * 4 as the sum.", "He gave 2 * 3 * 4 as the sum."),
        ("The snake_case_name stayed.", "The snake_case_name stayed."),
        ("``It was a bomb,'' she said. ``We ran.''", "``It was a bomb,'' she said. ``We ran.''"),
        ("The [mayor](https://lamp.example/mayor) said so.", "The mayor said so."),
        ('See the [list](<https://lamp.example/a> "All names") of dead.', "See the list of dead."),
        ("The [mayor][1] said so.\n\n[1]: https://lamp.example/m", "The mayor said so."),
        ("Mail <https://lamp.example/x> for more.", "Mail https://lamp.example/x for more."),
        ("The army [the rebels said] fled.", "The army [the rebels said] fled."),
        ("A line<br>broke <b>here</b>.", "A linebroke here."),
    ],
)
def test_marks_inside_a_line(marked: str, plain: str) -> None:
    assert (
        cleaned(f"{TITLE}{BODY}\n\n{marked}\n\n{BODY}").text
        == f"Nine killed in market raid\n\n{BODY}\n\n{plain}\n\n{BODY}"
    )


def test_emphasis_over_two_lines() -> None:
    assert "told the Daily\nLamp of it" in cleaned(f"{TITLE}He told the *Daily\nLamp* of it yesterday.\n\n{BODY}").text


def test_addresses_are_listed_as_removed() -> None:
    document = cleaned(f"{TITLE}The [mayor](https://lamp.example/mayor) said so.\n\n![A street](street.jpg)\n\n{BODY}")
    assert reasons(document)["link"] == "https://lamp.example/mayor"
    assert reasons(document)["image"] == "A street street.jpg"
    assert "street" not in document.text


@pytest.mark.parametrize("heading", ["# Nine killed\n\n", "Nine killed\n===========\n\n", "## Nine killed ##\n\n"])
def test_headings_are_titles(heading: str) -> None:
    document = cleaned(heading + BODY)
    assert document.title == "Nine killed"
    assert document.text == f"Nine killed\n\n{BODY}"


def test_the_highest_heading_is_the_title() -> None:
    document = cleaned(f"## World\n\n# Nine killed in raid\n\n### The attack\n\n{BODY}")
    assert document.title == "Nine killed in raid"
    assert "The attack\n\nGunmen" in document.text


def test_lists_quotes_rules_and_fences() -> None:
    listed = "- two soldiers\n- one boy\n\n1. First\n2. Second\n\n> We saw it."
    text = f"{TITLE}{BODY}\n\n{listed}\n\n***\n\n```text\ncode here\n```\n\n{BODY}"
    document = cleaned(text)
    assert "two soldiers\none boy\n\n1. First\n2. Second\n\nWe saw it.\n\ncode here\n\nGunmen" in document.text
    assert "text" in reasons(document)["markup"]


def test_plain_text_is_left_alone() -> None:
    text = f"- No, she said at the gate of the old mill.\n\n{BODY}\n\nHe won 3 * 4 and a_b."
    assert cleaned(text).text == text
