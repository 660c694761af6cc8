"""Wrapped lines, page breaks, broken words."""

from __future__ import annotations

import textwrap

import pytest

from tests.clean.cleaned import BODY, cleaned, reasons

LONG = (
    "Fighters entered the village before dawn on Wednesday and set fire to the school, the clinic and a dozen houses, "
    "people who fled to the district capital said. The army sent two helicopters but they turned back because of a storm."
)


@pytest.mark.parametrize("width", [50, 66, 72, 80])
def test_wrapped_lines_are_joined(width: int) -> None:
    assert cleaned(f"{textwrap.fill(LONG, width)}\n\n{textwrap.fill(LONG, width)}").text == f"{LONG}\n\n{LONG}"


def test_a_line_for_a_paragraph_stays_a_line() -> None:
    text = "The driver fled.\nHis car was found burnt out near the bridge.\nPolice are looking for two men.\nNobody was hurt."
    assert cleaned(text).text == text


def test_indented_paragraphs_are_parted() -> None:
    text = "\n".join(textwrap.fill(LONG, 66, initial_indent="    ") for _ in range(3))
    assert cleaned(text).text == f"{LONG}\n\n{LONG}\n\n{LONG}"


def test_a_paragraph_that_a_page_broke_is_healed() -> None:
    text = f"{BODY}\n\nThe old fort above the river, which is\n\nused as a prison, was hit twice.\n\n{BODY}"
    assert (
        cleaned(text).text
        == f"{BODY}\n\nThe old fort above the river, which is used as a prison, was hit twice.\n\n{BODY}"
    )


@pytest.mark.parametrize(
    "mark", ["Page 3 of 7", "- 3 -", "(more)", "page 3/7", "[3]", "\f", "\fPage 4\n", "(continued on page 4)"]
)
def test_page_marks_between_go_and_the_paragraph_is_healed(mark: str) -> None:
    opening = f"{BODY}\n\nThe deal was signed in the palace by President"
    text = f"{opening}\n\n{mark}\n\nObiang and three of his ministers on Friday.\n\n{BODY}"
    document = cleaned(text)
    assert "by President Obiang and three" in document.text
    if mark.strip():
        assert reasons(document)["page_break"] == mark.strip()


def test_a_running_head_goes_from_the_second_page_on() -> None:
    text = f"THE LAMP, 3 May 2011\n\n{BODY}\n\fTHE LAMP, 3 May 2011\n\n{BODY}"
    document = cleaned(text)
    assert document.text.count("THE LAMP") == 1
    assert reasons(document)["page_break"] == "THE LAMP, 3 May 2011"


def test_paragraphs_that_end_are_not_joined() -> None:
    text = f"{BODY}\n\nal-Shabaab said nothing. The list:\n\nitem one of the list\n\n{BODY}"
    assert cleaned(text).text == text


def test_a_broken_word_that_stands_elsewhere_is_mended() -> None:
    document = cleaned(
        "The rebels took the checkpoint in the morning, and by noon the check-\npoint was theirs no more."
    )
    assert "noon the checkpoint was" in document.text
    assert reasons(document)["hyphenation"] == "check-\npoint"


def test_a_broken_word_with_a_bound_ending_is_mended() -> None:
    assert "the government of" in cleaned("Soldiers who are loyal to the govern-\nment of the north fled.").text


def test_a_word_with_a_hyphen_keeps_it() -> None:
    text = "People voted for a cease-fire on Monday. They held on to the cease-\nfire and to the anti-\nterror law."
    document = cleaned(text)
    assert "held on to the cease-fire and to the anti-terror law" in document.text
    assert "hyphenation" not in reasons(document)
