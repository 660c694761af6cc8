"""The shipped files keep their contract; an overlay adds, replaces and removes; faults come all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.domain.actor import ActorKind
from dateline.errors import ConfigError
from dateline.whoswho import WhosWho, load_whoswho
from dateline.whoswho.known import DATE, SECTORS


@pytest.fixture(scope="module")
def who() -> WhosWho:
    return load_whoswho()


def test_the_directory_is_as_large_as_promised(who: WhosWho) -> None:
    kinds = [actor.kind for actor in who.actors]
    assert kinds.count(ActorKind.GROUP) >= 800
    assert kinds.count(ActorKind.PERSON) >= 400
    assert sum(bool(outlet.countries) for outlet in who.outlets) >= 480
    assert sum(actor.sector in ("IGO", "UNO", "EUR", "NGO") for actor in who.actors) >= 180
    assert len({noun.lemma for noun in who.nouns}) >= 1_000


def test_every_entry_has_a_source_a_valid_sector_and_known_countries(who: WhosWho) -> None:
    codes = {actor.countries[0] for actor in who.actors if actor.key.endswith("/government")}
    assert len(codes) > 190
    for actor in who.actors:
        assert actor.source, actor.key
        assert actor.sector in SECTORS, actor.key
        assert set(actor.countries) <= codes, actor.key


def test_keys_are_unique_and_every_name_finds_its_actor(who: WhosWho) -> None:
    assert len({actor.key for actor in who.actors}) == len(who.actors)
    for actor in who.actors:
        for name in (actor.name, *actor.aliases, *actor.metonyms):
            assert actor.key in {found.key for found in who.find(name)}, (actor.key, name)


def test_no_name_has_two_owners_unless_it_is_listed(who: WhosWho) -> None:
    shared = {name for name, _ in who.shared_names()}
    assert shared <= who.ambiguous
    assert "bush" in shared


def test_relations_and_offices_are_well_formed(who: WhosWho) -> None:
    relations = [tie for actor in who.actors for tie in actor.relations]
    assert len(relations) > 200
    for tie in relations:
        assert who.get(tie.subject)
        assert who.get(tie.object), tie
        assert tie.subject != tie.object
    offices = [office for actor in who.actors for office in actor.offices]
    assert len(offices) > 350
    for office in offices:
        assert office.title
        assert office.country or office.body
        assert all(DATE.fullmatch(bound) for bound in (office.since, office.until) if bound)


def test_groups_have_countries_and_many_tell_where_they_came_from(who: WhosWho) -> None:
    groups = [actor for actor in who.actors if actor.kind is ActorKind.GROUP]
    assert sum(bool(group.countries) for group in groups) >= len(groups) - 3
    came = [
        tie
        for group in groups
        for tie in group.relations
        if tie.type in ("split_from", "part_of") and tie.subject != tie.object
    ]
    assert len(came) >= 120 and sum(bool(tie.since) for tie in came) >= 80


def test_nobody_split_from_a_part_of_itself(who: WhosWho) -> None:
    parents: dict[str, set[str]] = {}
    for actor in who.actors:
        for tie in actor.relations:
            if tie.type in ("split_from", "part_of") and tie.subject == actor.key:
                parents.setdefault(tie.subject, set()).add(tie.object)

    def above(key: str, seen: frozenset[str]) -> None:
        assert key not in seen, key
        for parent in parents.get(key, ()):
            above(parent, seen | {key})

    for key in parents:
        above(key, frozenset())


def test_identities_are_not_shared(who: WhosWho) -> None:
    identities = [actor.identity.id for actor in who.actors if actor.identity]
    assert len(identities) == len(set(identities)) > 190


def test_loading_twice_gives_the_same_object(who: WhosWho) -> None:
    assert load_whoswho() is who
    assert len(who.digest) == 64


OVERLAY = """
source = "the project's own list"
remove = ["dawn"]

[defaults]
kind = "group"
sector = "REB"

[[actors]]
name = "Riverside Defence Front"
aliases = ["RDFX"]
countries = ["MLI"]
relations = [{type = "split_from", object = "Ansar Dine", from = "2019"}]

[[actors]]
name = "Boko Haram"
aliases = ["Haramists"]
countries = ["NGA"]

[[nouns]]
kind = "group"
sector = "PRM"
speaks_as = "group"
regular = ["river guard"]
"""


def test_an_overlay_adds_replaces_and_removes(who: WhosWho, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(OVERLAY, encoding="utf-8")
    ours = load_whoswho(tmp_path)
    (front,) = ours.find("RDFX")
    assert (front.name, front.sector) == ("Riverside Defence Front", "REB")
    assert front.relations[0] in ours.relations_of("ansar-dine")
    assert ours.find("Haramists")[0].key == "boko-haram"
    assert ours.find("JAS") == ()
    assert ours.find("Dawn") == ()
    noun = ours.noun("river guards")
    assert noun is not None
    assert noun.sector == "PRM"
    assert ours.digest != who.digest
    assert who.find("RDFX") == ()


def test_an_overlay_that_changes_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OVERLAY, encoding="utf-8")
    load_whoswho(tmp_path)
    file.write_text(OVERLAY.replace("RDFX", "RDFY"), encoding="utf-8")
    assert load_whoswho(tmp_path).find("RDFY")


FAULTY = """
colour = "red"

[[actors]]
name = "Front One"
kind = "gang"
sector = "XYZ"
countries = ["QQQ"]
wikidata = "12"
shoe_size = 44
cased = ["FO"]
relations = [{type = "loves", object = "Hamas"}, {type = "part_of", object = "Nobody At All"}]

[[actors]]
name = "Front One"
kind = "group"
sector = "REB"

[[actors]]
name = "Front Two"
kind = "person"
aliases = ["Hamas"]
offices = [{title = "Chief", body = "X", from = "2010", to = "2009"}, {title = "Chief", body = "X", from = "May 2010"}]
"""


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_whoswho(tmp_path)
    told = "\n".join(caught.value.faults)
    for part in (
        "broken.toml",
        "no such field 'colour'", "no source", "'gang'", "'XYZ'", "'QQQ'", "'12'",
        "'shoe_size'", "'FO'", "'loves'",
        "'nobody-at-all'", "is taken by another entry", "ends (2009) before it begins (2010)", "'May 2010'", "'hamas' names",
    ):  # fmt: skip
        assert part in told, part


def test_a_missing_overlay_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder"):
        load_whoswho(tmp_path / "nowhere")


def test_a_name_can_be_declared_ambiguous(tmp_path: Path) -> None:
    text = 'source = "ours"\nambiguous = ["Hamas"]\n[[actors]]\nname = "Hamas Club"\naliases = ["Hamas"]\n'
    text += 'kind = "organisation"\n'
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    assert {actor.key for actor in load_whoswho(tmp_path).find("Hamas")} == {"hamas", "hamas-club"}
