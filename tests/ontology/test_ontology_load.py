"""Loading the packaged ontology and a project's own folder over it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from dateline.domain.code import Code
from dateline.errors import ConfigError
from dateline.ontology import CodeFacts, load_ontology

PLOVER_SIXTEEN = {
    "assault", "coerce", "mobilize", "retreat", "protest", "threaten", "sanction", "aid", "cooperate", "agree",
    "consult", "support", "concede", "request", "accuse", "reject",
}  # fmt: skip

POACHING = """
id = "poach"
label = "Poach"
quad = 4
definition = "Somebody kills protected animals for gain."

[[role]]
name = "actor"
description = "Who poaches."
kinds = ["person", "group"]
required = true

[[mode]]
id = "ivory"
definition = "For the tusks of elephants."

[[border]]
with = "assault"
rule = "Animals are poached, people assaulted."

[[example]]
text = "Rangers found eleven elephants shot for their tusks."
trigger = "shot"
mode = "ivory"

[[not]]
text = "Two rangers were shot near the waterhole."
trigger = "shot"
because = "People are struck."
instead = "assault"
"""

POACHING_CODE = """
scheme = "cameo-1.1b3"

[[code]]
code = "18X"
label = "kills wildlife"
parent = "18"
quad = 4

[[rule]]
type = "poach"
when = { actor_sector = "@gangs" }
code = "18X"

[[rule]]
type = "assault"
when = { mode = "abduct" }
code = "180"

[sets]
gangs = ["CRM", "REB"]
"""


def overlay(folder: Path, **files: str) -> Path:
    """A project's folder with these files, named ``events__name`` or ``crosswalk__name``."""
    for key, text in files.items():
        path = folder / (key.replace("__", "/") + ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_ontology(folder)
    return caught.value.faults


def test_the_built_in_types_are_plovers_sixteen_and_three() -> None:
    ontology = load_ontology()
    assert set(ontology.types) == PLOVER_SIXTEEN | {"claim_responsibility", "deny_responsibility", "displace"}
    assert set(ontology.schemes) == {"plover-2024", "cameo-1.1b3", "acled-like-2025", "ucdp-ged-26.1", "muc4-1992"}


def test_modes_that_plover_has_not_are_marked_as_dateline_s() -> None:
    own = {(t.id, m.id) for t in load_ontology().types.values() for m in t.modes if m.source == "dateline"}
    assert own == {
        ("mobilize", "presence"), ("aid", "evacuate"), ("aid", "rescue"), ("aid", "military"), ("aid", "intelligence"),
        ("aid", "humanitarian"), ("coerce", "siege"), ("retreat", "surrender"), ("assault", "seize"),
        ("assault", "arson"), ("assault", "robbery"),
    }  # fmt: skip


def test_the_built_in_ontology_is_read_once() -> None:
    assert load_ontology() is load_ontology()


def test_it_cannot_be_changed() -> None:
    ontology = load_ontology()
    with pytest.raises(FrozenInstanceError):
        ontology.get("assault").quad = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        ontology.types["assault"] = ontology.get("aid")  # type: ignore[index]


def test_an_unknown_type_or_mode_gets_the_nearest_as_a_hint() -> None:
    ontology = load_ontology()
    with pytest.raises(ConfigError, match="'asault'") as caught:
        ontology.get("asault")
    assert caught.value.hint == "did you mean 'assault'?"
    with pytest.raises(ConfigError, match="'fire_arms'") as caught:
        ontology.get("assault").mode("fire_arms")
    assert caught.value.hint == "did you mean 'firearms'?"
    with pytest.raises(ConfigError, match="'siege'"):
        ontology.codes(CodeFacts(type="assault", mode="siege"))


def test_a_project_adds_a_type_and_its_codes_without_code(tmp_path: Path) -> None:
    ontology = load_ontology(overlay(tmp_path, events__poach=POACHING, crosswalk__mine=POACHING_CODE))
    assert set(ontology.types) == {*load_ontology().types, "poach"}
    assert ontology.get("poach").mode("ivory").definition == "For the tusks of elephants."
    assert ontology.codes(CodeFacts(type="poach", actor_sectors=("CRM",))) == (Code("cameo-1.1b3", "18X"),)
    assert ontology.codes(CodeFacts(type="poach")) == ()
    assert "poach" not in load_ontology().types


def test_a_project_s_rules_come_before_the_scheme_s_own(tmp_path: Path) -> None:
    ontology = load_ontology(overlay(tmp_path, events__poach=POACHING, crosswalk__mine=POACHING_CODE))
    cameo = ontology.schemes["cameo-1.1b3"]
    assert cameo.code(CodeFacts(type="assault", mode="abduct")) == Code("cameo-1.1b3", "180")
    assert cameo.code(CodeFacts(type="assault", mode="torture")) == Code("cameo-1.1b3", "1822")
    assert cameo.licence == load_ontology().schemes["cameo-1.1b3"].licence


def test_a_project_replaces_a_type(tmp_path: Path) -> None:
    text = POACHING.replace('id = "poach"', 'id = "protest"').replace("Somebody kills", "Somebody mourns")
    ontology = load_ontology(overlay(tmp_path, events__protest=text))
    assert ontology.get("protest").definition.startswith("Somebody mourns")
    assert [mode.id for mode in ontology.get("protest").modes] == ["ivory"]
    assert ontology.get("assault") == load_ontology().get("assault")


def test_a_project_replaces_or_adds_a_scheme(tmp_path: Path) -> None:
    scheme = """
    scheme = "{name}"
    replace = {replace}
    label = "House codes"
    version = "1"
    licence = "ours"
    source = "ours"
    code = [ {{ code = "V", label = "violence" }} ]
    [[rule]]
    type = "assault"
    code = "V"
    """
    ontology = load_ontology(
        overlay(
            tmp_path,
            crosswalk__house=scheme.format(name="house-1", replace="false"),
            crosswalk__muc=scheme.format(name="muc4-1992", replace="true"),
        )
    )
    assert set(ontology.schemes) == {*load_ontology().schemes, "house-1"}
    assert list(ontology.schemes["muc4-1992"].entries) == ["V"]
    codes = {code.scheme: code.code for code in ontology.codes(CodeFacts(type="assault", mode="abduct"))}
    assert (codes["house-1"], codes["muc4-1992"]) == ("V", "V")


def test_the_digest_follows_the_files(tmp_path: Path) -> None:
    first = load_ontology(overlay(tmp_path, events__poach=POACHING)).digest
    assert len(first) == 64
    assert load_ontology(tmp_path).digest == first != load_ontology().digest
    overlay(tmp_path, events__poach=POACHING + "\n# a comment\n")
    assert load_ontology(tmp_path).digest != first


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    broken = (
        POACHING.replace("quad = 4", "quad = 7")
        .replace('name = "actor"', 'name = "acter"')
        .replace('trigger = "shot"\nmode = "ivory"', 'trigger = "stabbed"\nmode = "ivry"')
        .replace('with = "assault"', 'with = "asault"')
        .replace('label = "Poach"', 'lable = "Poach"')
    )
    faults = faults_of(
        overlay(
            tmp_path,
            events__poach=broken,
            events__torn='id = "torn',
            crosswalk__mine=POACHING_CODE.replace('code = "18X"\n\n', 'code = "18Y"\n\n')
            .replace("CRM", "CRIM")
            .replace('mode = "abduct"', 'mod = "abduct"')
            .replace('type = "poach"', 'type = "pouch"'),
        )
    )
    told = "\n".join(faults)
    for expected in (
        "events/poach.toml: quad: 7 is not a whole number from 1 to 4",
        "events/poach.toml: role[1].name: 'acter' is unknown; did you mean 'actor'?",
        "events/poach.toml: example[1].trigger: 'stabbed' stands 0 times in the text, not once",
        "events/poach.toml: example[1].mode: 'ivry' is unknown; did you mean 'ivory'?",
        "events/poach.toml: border[1].with: 'asault' is unknown; did you mean 'assault'?",
        "events/poach.toml: label: is missing",
        "events/poach.toml: lable: is not a key here; did you mean 'label'?",
        "events/torn.toml: not TOML:",
        "crosswalk/mine.toml: rule[1].type: 'pouch' is unknown; did you mean 'poach'?",
        "crosswalk/mine.toml: rule[1].code: '18Y' is unknown; did you mean '18",
        "crosswalk/mine.toml: rule[1].when.actor_sector: 'CRIM' is unknown; did you mean 'CRM'?",
        "crosswalk/mine.toml: rule[2].when.mod: 'mod' is unknown; did you mean 'mode'?",
    ):
        assert expected in told


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('trigger = "shot"\nbecause', 'trigger = "r"\nbecause', "not[1].trigger: 'r' stands"),
        ('instead = "assault"', 'instead = "poach"', "not[1].instead: 'poach' is unknown"),
        ('kinds = ["person", "group"]', "", "role[1].kinds: is missing"),
        ("required = true", 'required = "yes"', "role[1].required: 'yes' is neither true nor false"),
        ('kinds = ["person", "group"]', "kinds = [1]", "role[1].kinds: [1] is not a text or a list of texts"),
        ("[[mode]]", "[mode]", "mode: is not an array of tables; write [[mode]]"),
        ('label = "Poach"', 'label = ""', "label: '' is not a text"),
        ("[[border]]", '[[mode]]\nid = "ivory"\ndefinition = "x"\n[[border]]', "mode: 'ivory' is given 2 times"),
    ],
)
def test_a_fault_names_its_file_and_key(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert POACHING.count(old) == 1
    faults = faults_of(overlay(tmp_path, events__poach=POACHING.replace(old, new)))
    assert any(found.startswith(f"events/poach.toml: {fault}") for found in faults), faults


def test_two_files_cannot_give_one_type_or_one_scheme(tmp_path: Path) -> None:
    rules = POACHING_CODE
    faults = faults_of(
        overlay(tmp_path, events__a=POACHING, events__b=POACHING, crosswalk__a=rules, crosswalk__b=rules)
    )
    assert "events/b.toml: id: 'poach' is given by events/a.toml too" in faults
    assert "crosswalk/b.toml: scheme: 'cameo-1.1b3' is given by crosswalk/a.toml too" in faults


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    overlay(tmp_path, events__poach=POACHING)
    (tmp_path / "events" / "bad.toml").write_bytes(b'id = "\xff"')
    assert any(fault.startswith("events/bad.toml: not UTF-8") for fault in faults_of(tmp_path))


def test_a_folder_that_is_not_there_or_empty_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no ontology folder"):
        load_ontology(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="no event type and no crosswalk"):
        load_ontology(tmp_path)
