"""A text of ten megabytes takes seconds, whatever it is made of."""

from __future__ import annotations

import textwrap
import time

import pytest

from tests.clean.cleaned import BODY, cleaned

MEGABYTE = 1_000_000
#: Seconds of the processor. Wrapped prose took 7 and the worst marks 7 on two cores in 2026; a quadratic step takes minutes.
LIMIT_S = 25

PARAGRAPH = textwrap.fill(BODY.replace("\n\n", " "), 70) + "\n\n"


@pytest.mark.slow
def test_ten_megabytes_of_wrapped_prose() -> None:
    text = PARAGRAPH * (10 * MEGABYTE // len(PARAGRAPH))
    start = time.process_time()
    document = cleaned(text)
    assert time.process_time() - start < LIMIT_S
    assert len(document.text) > 9 * MEGABYTE


@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "[",
        "(",
        "`",
        "_",
        "â€",
        "a ",
        "- ",
        "\n",
        "\f",
        "# ",
        "> ",
        "&amp;",
        "govern-\nment ",
        "\u200b",
        "1. ",
        "A. ",
        "===",
    ],
)
def test_one_megabyte_of_hostile_marks(piece: str) -> None:
    text = f"{BODY}\n\n" + piece * (MEGABYTE // len(piece)) + f"\n\n{BODY}"
    start = time.process_time()
    document = cleaned(text)
    assert time.process_time() - start < LIMIT_S
    assert "Gunmen on motorcycles" in document.text


def test_a_footer_of_twenty_thousand_addresses() -> None:
    text = f"{BODY}\n\n" + "\n".join(f"https://a.example/{number}" for number in range(20_000))
    start = time.process_time()
    document = cleaned(text)
    # To look at the rest of the block again before each of its lines took more than a minute.
    assert time.process_time() - start < LIMIT_S / 2
    assert "a.example" not in document.text
    assert "a.example/19999" in document.removed[-1].text
