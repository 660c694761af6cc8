"""Names in the words of a text: longest first, at word edges, quick."""

from __future__ import annotations

import time

import pytest

from dateline.whoswho import WhosWho, load_whoswho


@pytest.fixture(scope="module")
def who() -> WhosWho:
    return load_whoswho()


def scan(who: WhosWho, text: str) -> list[tuple[str, tuple[str, ...]]]:
    words = text.split()
    return [
        (" ".join(words[start:end]), tuple(actor.key for actor in actors)) for start, end, actors in who.names_in(words)
    ]


def test_longest_match_wins_and_hits_do_not_overlap(who: WhosWho) -> None:
    assert scan(who, "Fighters of al-Qaeda in the Islamic Maghreb met al-Qaeda men") == [
        ("al-Qaeda in the Islamic Maghreb", ("al-qaeda-in-the-islamic-maghreb",)),
        ("al-Qaeda", ("al-qaeda",)),
    ]


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("near al - Nusra Front lines", "al - Nusra Front", "jabhat-al-nusra"),
        ("the People 's Protection Units said", "People 's Protection Units", "peoples-protection-units"),
        ("and Syria 's army fell back", "Syria 's army", "syrian-arab-army"),
        ("and Chad 's army fell back", "Chad 's army", "tcd/army"),
        ("by “ Islamic State ” men", "Islamic State", "islamic-state"),
        ("the army of Chad said", "army of Chad", "tcd/army"),
        ("contras crossed the river", "contras", "contras"),
        ("two U.S. warplanes returned", "U.S. warplanes", "united-states-air-force"),
    ],
)
def test_tokens_may_be_cut_as_tokenisers_cut_them(who: WhosWho, text: str, words: str, key: str) -> None:
    assert (words, (key,)) in scan(who, text)


@pytest.mark.parametrize(
    "text", ["who is it for us at dawn", "he took some time", "the independent farmers", "boko haram is not written so"]
)
def test_running_text_needs_capitals(who: WhosWho, text: str) -> None:
    assert scan(who, text) == []


def test_text_in_capitals_does_not_make_names_of_common_words(who: WhosWho) -> None:
    found = scan(who, "WHO IS TO BLAME FOR IT , ASKED THE FMLN AND THE SHINING PATH AT DAWN")
    assert [keys for _, keys in found] == [("farabundo-marti-national-liberation-front",), ("shining-path",)]


def test_names_end_at_word_edges_and_at_full_stops(who: WhosWho) -> None:
    assert scan(who, "an Assad-appointed judge") == []
    assert scan(who, "He joined Boko . Haram is a word") == []


def test_a_surname_inside_somebody_elses_name_is_left_alone(who: WhosWho) -> None:
    assert scan(who, "On Monday Hadi Tamimi spoke") == []
    assert scan(who, "On Monday Hadi spoke") == [("Hadi", ("abdrabbuh-mansur-hadi",))]
    assert scan(who, "On Monday President Assad spoke")[0][1][0] == "bashar-al-assad"


def test_no_words_no_hits(who: WhosWho) -> None:
    assert who.names_in([]) == ()
    assert who.names_in(["", "-", "’s"]) == ()


def test_ten_thousand_words_take_less_than_a_quarter_second(who: WhosWho) -> None:
    words = (
        "The Syrian army and rebels of Ahrar al-Sham fought near a village in Idlib on Monday , Reuters said . " * 500
    ).split()[:10_000]
    best = 1.0
    for _ in range(3):
        before = time.process_time()
        hits = who.names_in(words)
        best = min(best, time.process_time() - before)
    assert len(hits) > 1_000
    assert best < 0.25
