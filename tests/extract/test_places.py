"""Names of places: what is taken, what is left, and how the words stand for ground."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.mention import Mention
from dateline.extract.local.places import find_places
from tests import build

pytestmark = pytest.mark.model


def found(text: str) -> list[tuple[str, str | None]]:
    """Words and label of each mention."""
    document = build.document(text)
    return [(document.quote(mention.span), mention.label) for mention in mentions(text)]


def mentions(text: str) -> tuple[Mention, ...]:
    return find_places(SpacyAnalyser().analyse(build.document(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed four herders in Gao on Monday.", ("Gao", "name")),
        ("A mine went off in northern Mali.", ("northern Mali", "part")),
        ("Shelling was heard in the north of Yemen.", ("north of Yemen", "part")),
        ("The convoy was stopped 15 km east of Gao.", ("15 km east of Gao", "relative")),
        (
            "The bodies lay 40 kilometers (25 miles) south of Kandahar.",
            ("40 kilometers (25 miles) south of Kandahar", "relative"),
        ),
        ("Fighters crossed the border with Niger.", ("border with Niger", "border")),
        ("Fighters crossed the Mali-Niger border.", ("Mali-Niger border", "border")),
        ("Fighters crossed the border between Mali and Niger.", ("border between Mali and Niger", "border")),
        ("Fighters held Mali and the border with Niger.", ("border with Niger", "border")),
        ("Malian soldiers opened fire.", ("Malian", "demonym")),
        ("A London-based monitor counted the dead.", ("London", "demonym")),
        ("They burned the village of Tikoubala before dawn.", ("Tikoubala", "name")),
        ("Two people died in Zorbalan district.", ("Zorbalan", "name")),
        ("The men were flown to Jisr al-Shughour.", ("Jisr al-Shughour", "name")),
        ("He was born in Austin, Texas.", ("Texas", "name")),
    ],
)
def test_words_for_ground_are_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The report appeared in the Los Angeles Times.", "Los Angeles"),
        ("Mr. Houston told the court that he had seen nothing.", "Houston"),
        ("Most of the wounded were taken away in March.", "Most"),
        ("The attack took place in March.", "March"),
        ("Officials at the White House declined to comment.", "White House"),
    ],
)
def test_other_names_and_plain_words_are_left_alone(text: str, never: str) -> None:
    assert never not in [words for words, _ in found(text)]


def test_a_phrase_keeps_the_name_inside_it_as_its_head() -> None:
    text = "The army shelled positions 12 miles north of Maiduguri."
    (mention,) = mentions(text)
    assert mention.head == build.span(build.document(text), "Maiduguri")
    assert mention.named


def test_mentions_stand_in_order_and_do_not_overlap() -> None:
    spans = [
        mention.span
        for mention in mentions("From Mosul, in northern Iraq, troops moved to the Syrian border and to Raqqa.")
    ]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))


def test_a_text_without_places_has_none() -> None:
    assert mentions("nothing happened and nobody came") == ()
