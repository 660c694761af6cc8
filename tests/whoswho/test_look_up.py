"""Names of known actors: spellings, case, metonyms, organs of states, titles."""

from __future__ import annotations

import pytest

from dateline.domain.actor import ActorKind
from dateline.whoswho import WhosWho, load_whoswho


@pytest.fixture(scope="module")
def who() -> WhosWho:
    return load_whoswho()


def keys(who: WhosWho, name: str) -> tuple[str, ...]:
    return tuple(actor.key for actor in who.find(name))


@pytest.mark.parametrize(
    "name",
    ["ISIS", "Isis", "ISIL", "Isil", "Daesh", "Da'esh", "Da’esh", "Islamic State", "the Islamic State", "IS"]
    + ["Islamic State of Iraq and the Levant", "Islamic State group", "ISLAMIC STATE"],
)
def test_every_spelling_of_islamic_state_is_one_actor(who: WhosWho, name: str) -> None:
    assert keys(who, name) == ("islamic-state",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("al Qaida", "al-qaeda"),
        ("Al-Qa'ida", "al-qaeda"),
        ("Jabhat an-Nusra", "jabhat-al-nusra"),
        ("Nusra Front", "jabhat-al-nusra"),
        ("Jaish al Islam", "jaysh-al-islam"),
        ("Jeish al-Islam", "jaysh-al-islam"),
        ("Shabaab", "al-shabaab"),
        ("Hizbullah", "hezbollah"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        ("Peoples Protection Units", "peoples-protection-units"),
        ("People's Protection Units", "peoples-protection-units"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Tupac Amaru Revolutionary Movement", "tupac-amaru-revolutionary-movement"),
        ("Farc", "revolutionary-armed-forces-of-colombia"),
        ("Médecins Sans Frontières", "medecins-sans-frontieres"),
        (
            "Organization for the Prohibition of Chemical Weapons",
            "organisation-for-the-prohibition-of-chemical-weapons",
        ),
        ("Los Angeles Times", "los-angeles-times"),
        ("LA Times", "los-angeles-times"),
        ("Huffington Post", "huffpost"),
        ("President Barack Obama", "barack-obama"),
        ("U.S. President Barack Obama", "barack-obama"),
        ("Syrian Foreign Minister Walid al-Muallem", "walid-al-muallem"),
    ],
)
def test_spellings_and_titles_do_not_matter(who: WhosWho, name: str, key: str) -> None:
    assert keys(who, name) == (key,)


@pytest.mark.parametrize(
    "name", ["dawn", "time", "eta", "Eta", "independent", "azov", "us", "who", "is", "It", "ansa news"]
)
def test_short_acronyms_and_common_words_count_only_as_written(who: WhosWho, name: str) -> None:
    assert keys(who, name) == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dawn", "dawn"),
        ("Time", "time"),
        ("ETA", "eta"),
        ("Azov", "azov-brigade"),
        ("WHO", "world-health-organization"),
    ],
)
def test_and_they_do_count_as_written(who: WhosWho, name: str, key: str) -> None:
    (actor,) = who.find(name)
    assert actor.key == key
    assert name in actor.cased


@pytest.mark.parametrize("name", ["", "  ", "-", "the", "Nobody In Particular"])
def test_unknown_names_find_nobody(who: WhosWho, name: str) -> None:
    assert who.find(name) == ()


@pytest.mark.parametrize("name", ["Damascus", "Syria"])
def test_places_stand_for_their_government_and_say_so(who: WhosWho, name: str) -> None:
    (actor,) = who.find(name)
    assert (actor.key, actor.metonym, actor.countries) == ("syr/government", True, ("SYR",))
    assert not who.find("Government of Syria")[0].metonym


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("Malian government", "mli/government", ActorKind.GOVERNMENT),
        ("government of Mali", "mli/government", ActorKind.GOVERNMENT),
        ("Chadian police", "tcd/police", ActorKind.POLICE),
        ("Zambia's air force", "zmb/air-force", ActorKind.MILITARY),
        ("the army of Chad", "tcd/army", ActorKind.MILITARY),
        ("South African parliament", "zaf/parliament", ActorKind.GOVERNMENT),
        ("Gambian warplanes", "gmb/air-force", ActorKind.MILITARY),
    ],
)
def test_organs_of_states_come_from_their_pattern(who: WhosWho, name: str, key: str, kind: ActorKind) -> None:
    (actor,) = who.find(name)
    assert (actor.key, actor.kind) == (key, kind)


def test_a_listed_force_wins_over_the_pattern(who: WhosWho) -> None:
    (actor,) = who.find("the Syrian Army")
    assert (actor.key, actor.derived) == ("syrian-arab-army", False)
    assert who.find("Gambian army")[0].derived


def test_ambiguous_names_give_everyone_and_dates_can_choose(who: WhosWho) -> None:
    found = who.find("President Bush")
    assert {actor.key for actor in found} == {"george-h-w-bush", "george-w-bush"}
    assert [actor.key for actor in found if actor.offices_on("2003-04-01")] == ["george-w-bush"]
    assert [actor.key for actor in found if actor.offices_on("1990-04-01")] == ["george-h-w-bush"]


def test_adjectives_and_names_of_countries_give_their_code(who: WhosWho) -> None:
    assert [who.country_of(word) for word in ("Syrian", "syria", "U.S.", "Ivorian", "Martian")] == [
        "SYR",
        "SYR",
        "USA",
        "CIV",
        None,
    ]


def test_relations_are_seen_from_both_ends(who: WhosWho) -> None:
    (boko,) = who.find("Boko Haram")
    (iswap,) = who.find("ISWAP")
    split = [tie for tie in who.relations_of(iswap) if tie.type == "split_from"]
    assert [(tie.subject, tie.object, tie.since) for tie in split] == [(iswap.key, boko.key, "2016-08")]
    assert split[0] in who.relations_of(boko)
    assert split[0] in iswap.relations
    assert split[0].source
    assert who.relations_of("no-such-key") == ()
    assert who.get(boko.key) is boko
    assert who.get("no-such-key") is None


@pytest.mark.parametrize(
    ("word", "kind", "sector", "lemma", "plural"),
    [
        ("gunmen", "group", "UAF", "gunman", True),
        ("Rebel", "group", "REB", "rebel", False),
        ("militias", "group", "PRM", "militia", True),
        ("police", "police", "COP", "police", None),
        ("policemen", "police", "COP", "policeman", True),
        ("troops", "military", "MIL", "troops", None),
        ("warplanes", "military", "MIL", "warplane", True),
        ("children", "population", "CVL", "child", True),
        ("refugees", "population", "REF", "refugee", True),
        ("ministries", "government", "GOV", "ministry", True),
        ("lawmakers", "government", "LEG", "lawmaker", True),
        ("judge", "government", "JUD", "judge", False),
        ("aid workers", "organisation", "NGO", "aid worker", True),
        ("hostage-takers", "group", "UAF", "hostage taker", True),
        ("mosques", "facility", None, "mosque", True),
        ("convoy", "vehicle", None, "convoy", False),
    ],
)
def test_common_nouns(who: WhosWho, word: str, kind: str, sector: str | None, lemma: str, plural: bool | None) -> None:
    noun = who.noun(word)
    assert noun is not None
    assert (noun.kind, noun.sector, noun.lemma, noun.plural, noun.named) == (kind, sector, lemma, plural, False)


@pytest.mark.parametrize(
    ("word", "speaks"),
    [("doctor", "medical"), ("witnesses", "witness"), ("colonel", "military"), ("ministers", "official")],
)
def test_nouns_say_what_they_are_as_speakers(who: WhosWho, word: str, speaks: str) -> None:
    noun = who.noun(word)
    assert noun is not None
    assert noun.speaks_as == speaks


def test_other_words_are_no_actor_nouns(who: WhosWho) -> None:
    assert who.noun("Tuesday") is None
    assert who.noun("") is None
