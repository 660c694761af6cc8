"""The language of a text: told, declared, identified, or taken for that of the run."""

from __future__ import annotations

import pytest

from dateline.clean.language import language_of
from tests.clean.cleaned import BODY, cleaned
from tests.files import STORY, page

FRENCH = (
    "Des hommes armés ont attaqué mardi le marché de la ville, tuant au moins neuf commerçants, a déclaré le maire. Les "
    "soldats sont arrivés deux heures plus tard, alors que les assaillants étaient déjà repartis, selon des habitants."
)
ARABIC = (
    "قال رئيس البلدية إن مسلحين هاجموا السوق يوم الثلاثاء وقتلوا تسعة تجار على الأقل. "
    "ووصل الجنود بعد ساعتين من الهجوم على المدينة بعد أن غادر المهاجمون المكان بحسب ما أفاد به السكان."
)


@pytest.mark.parametrize(
    ("text", "told", "declared", "language"),
    [
        (FRENCH, None, None, "fr"),
        (ARABIC, None, None, "ar"),
        (BODY, None, None, "en"),
        (BODY, None, "fr", "en"),
        (BODY, None, "en-GB", "en-GB"),
        (FRENCH, None, "en", "fr"),
        (FRENCH, "en", None, "en"),
        ("Trois morts à Saranga", None, None, "en"),
    ],
)
def test_language_of(text: str, told: str | None, declared: str | None, language: str) -> None:
    assert language_of(text, told, declared, "en") == language


def test_names_of_far_places_do_not_make_english_another_language() -> None:
    names = "Deir ez-Zor, Jisr al-Shughur, Khan Sheikhoun, Maarrat al-Nu'man, Saraqib, Kafr Nabl and Ariha"
    text = f"Warplanes bombed {names} on Friday, the Syrian Observatory for Human Rights said; nobody died in {names}."
    assert language_of(text, None, None, "en") == "en"


def test_a_document_carries_the_language_of_its_text() -> None:
    assert cleaned(FRENCH).language == "fr"
    assert cleaned(page(FRENCH, *[FRENCH] * 2), media_type="text/html").language == "fr"
    assert cleaned(page(*STORY), media_type="text/html").language == "en"
    assert cleaned(FRENCH, verbatim=True).language == "fr"
