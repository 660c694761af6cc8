"""Every language's folder holds what the rooms ask of a language."""

from __future__ import annotations

import pytest

from dateline import lang
from dateline.ontology import load_ontology


@pytest.mark.parametrize("language", lang.languages())
def test_a_language_has_the_tables_of_english_and_each_is_filled(language: str) -> None:
    assert set(lang.tables("en")) <= set(lang.tables(language))
    assert all(lang.table(language, name) for name in lang.tables(language))


@pytest.mark.parametrize("language", lang.languages())
def test_the_folder_of_a_language_is_its_code(language: str) -> None:
    assert language == language.lower() and len(language) == 2


@pytest.mark.parametrize("event_type", sorted(load_ontology().types))
def test_every_event_type_has_words_in_english(event_type: str) -> None:
    assert lang.table("en", "triggers").get(event_type)
