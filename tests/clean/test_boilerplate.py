"""What is not the story is taken out, listed with its reason, and still heard."""

from __future__ import annotations

from datetime import date

import pytest

from tests.clean.cleaned import BODY, cleaned, reasons


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Sign up for our daily newsletter and get the news first.", "subscribe"),
        ("Subscribe", "subscribe"),
        ("Follow us on Twitter @lamp", "share"),
        ("Share this:", "share"),
        ("Read more: Who are the men of the hills?", "navigation"),
        ("Related: A year of raids", "navigation"),
        ("ADVERTISEMENT", "advertisement"),
        ("We use cookies to make the site better. By clicking you agree.", "cookies"),
        ("© 2016 The Evening Lamp. All rights reserved.", "copyright"),
        ("Photo: Ann Poe/The Lamp", "photo_credit"),
        ("REUTERS/Ann Poe", "photo_credit"),
        ("(Ann Poe/AFP)", "photo_credit"),
    ],
)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_a_unit_goes_and_is_listed(words: str, reason: str, place: str) -> None:
    text = f"{BODY}\n\n{words}\n\n{BODY}" if place == "middle" else f"{BODY}\n\n{BODY}\n\n{words}\n"
    document = cleaned(text)
    assert document.text == f"{BODY}\n\n{BODY}"
    assert reasons(document) == {reason: words}


@pytest.mark.parametrize(
    "words",
    [
        "Share prices fell on the news of the raid, traders said.",
        "Contact with the patrol was lost on Monday, and the army has sent a helicopter to look for it.",
        "Follow us, the gunmen told the villagers, and those who did were never seen again.",
        "About 200 people fled, the mayor said.",
        "Visit after visit has failed to bring peace, the envoy said.",
        "More than nine people died.",
    ],
)
def test_a_story_that_begins_so_stays(words: str) -> None:
    assert words in cleaned(f"{BODY}\n\n{words}").text


def test_a_footer_counts_at_the_end_only() -> None:
    footer = "To contact the Evening Lamp and its\nreaders' club visit:\n\n**[eveninglamp.example/contact](http://eveninglamp.example/contact)**"
    document = cleaned(f"# Raid kills nine\n\n{BODY}\n\n{footer}")
    assert document.text == f"Raid kills nine\n\n{BODY}"
    assert "To contact the Evening Lamp" in reasons(document)["footer"]
    assert document.outlet == "Evening Lamp"


def test_buttons_line_by_line_go() -> None:
    document = cleaned(f"{BODY}\n\nShare this:\nEmail\nPrint\nFacebook\nTwitter")
    assert document.text == BODY


def test_a_text_of_nothing_else_is_kept() -> None:
    assert cleaned("Subscribe to our newsletter").text == "Subscribe to our newsletter"


@pytest.mark.parametrize(
    ("footer", "outlet"),
    [
        ("© 2016 The Evening Lamp. All rights reserved.", "The Evening Lamp"),
        ("Copyright 2016 The Associated Press. All rights reserved.", "The Associated Press"),
        ("Copyright © 2011-2016 Guardian News & Media Limited", "The Guardian"),
        ("Follow us on https://www.aljazeera.com/", "Al Jazeera"),
    ],
)
def test_removed_words_still_name_the_outlet(footer: str, outlet: str) -> None:
    assert cleaned(f"{BODY}\n\n{footer}").outlet == outlet


def test_the_copyright_year_helps_a_date_without_one() -> None:
    document = cleaned(f"KANO, Nigeria, June 3 (AP) — {BODY}\n\n© 2014 The Evening Lamp. All rights reserved.")
    assert document.published == date(2014, 6, 3)
    assert document.outlet == "The Evening Lamp"


def test_a_date_without_a_year_alone_is_no_day() -> None:
    assert cleaned(f"KANO, Nigeria, June 3 (AP) — {BODY}").published is None
