"""Names in a run of words."""

from __future__ import annotations

from time import perf_counter

import pytest

from dateline.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    tokens = text.split()
    return [" ".join(tokens[match.start : match.end]) for match in gazetteer.names_in(tokens)]


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "from New York City to the Gulf of Aden") == ["New York City", "Gulf of Aden"]


def test_hyphens_may_be_words_of_their_own(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "near al - Bab and Deir ez - Zor and al-Bab") == ["al - Bab", "Deir ez - Zor", "al-Bab"]


def test_the_genitive_is_not_part_of_the_name(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Mali 's north and Côte d'Ivoire 's capital") == ["Mali", "Côte d'Ivoire"]


def test_small_words_months_and_lower_case_are_no_names(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "The march . In March , Most of us said Us No . nice turkey on Monday") == []


def test_abbreviations_match_as_written(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "US troops of the U.S. told us in Fresno , Calif.") == ["US", "U.S.", "Fresno", "Calif."]
    assert found(gazetteer, "He is OK , Miss") == []
    assert found(gazetteer, "in Tulsa , OK , and Jackson , Miss.") == ["Tulsa", "OK", "Jackson", "Miss."]
    assert found(gazetteer, "OK to go") == []


def test_a_full_stop_may_stand_apart(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "in Fresno , Calif .") == ["Fresno", "Calif ."]


def test_adjectives_are_told_from_names(gazetteer: Gazetteer) -> None:
    turkish, syria, european = gazetteer.names_in(["Turkish", "forces", "in", "Syria", "met", "European", "envoys"])
    assert (turkish.is_name, turkish.is_adjective, turkish.adjective_of) == (False, True, "TUR")
    assert (syria.is_name, syria.is_adjective, syria.adjective_of) == (True, False, None)
    assert (european.is_name, european.is_adjective, european.adjective_of) == (False, True, None)


def test_the_key_gives_the_places(gazetteer: Gazetteer) -> None:
    (match,) = gazetteer.names_in(["Ménaka"])
    assert gazetteer.find(match.key) == gazetteer.find("Menaka")


def test_commas_end_a_name(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "in Paris , Texas") == ["Paris", "Texas"]


def test_matches_never_overlap_and_run_from_left_to_right(gazetteer: Gazetteer) -> None:
    matches = gazetteer.names_in(
        ["South", "Sudan", "Sudan", "South", "Africa", "New", "Delhi", "New", "New", "York", "Lake", "Chad", "Basin"]
    )
    ends = [(match.start, match.end) for match in matches]
    assert all(end <= start for (_, end), (start, _) in zip(ends, ends[1:], strict=False))


def test_nothing_in_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.names_in([]) == ()
    assert gazetteer.names_in(["", "-", ",", "'"]) == ()


def test_a_thousand_words_take_milliseconds(gazetteer: Gazetteer) -> None:
    tokens = ("On Tuesday the Malian army said that it had retaken Kidal after a week of fighting . " * 60).split()
    gazetteer.names_in(tokens)
    start = perf_counter()
    gazetteer.names_in(tokens)
    assert (perf_counter() - start) / len(tokens) < 0.000_02
