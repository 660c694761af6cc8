"""The codes that other schemes give: the code lists, that every rule can be reached, and a table of expectations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from dateline.ontology import CodeFacts, Crosswalk, Rule, load_ontology
from dateline.ontology.crosswalk import EVERY_TYPE
from dateline.ontology.facts import UNSAID

ONTOLOGY = load_ontology()
PLURAL = {
    "instrument": "instruments", "actor_sector": "actor_sectors", "actor_kind": "actor_kinds",
    "recipient_sector": "recipient_sectors", "recipient_kind": "recipient_kinds", "counted": "counted",
    "actor_crowd": "actor_crowds", "recipient_crowd": "recipient_crowds", "beside": "beside",
}  # fmt: skip
KILLED = {"yes": True, "no": False, "unknown": None}


def facts_from_words(type_id: str, words: dict[str, str]) -> CodeFacts:
    given: dict[str, Any] = {"type": type_id}
    for fact, word in words.items():
        if fact in PLURAL:
            given[PLURAL[fact]] = () if word == UNSAID else (word,)
        elif fact == "killed":
            given[fact] = KILLED[word]
        else:
            given[fact] = None if word == UNSAID else word
    return CodeFacts(**given)


def witnesses(rule: Rule) -> Iterator[tuple[str, dict[str, str], CodeFacts]]:
    """Every event that the rule's own conditions describe, with and without a death, and that has no other fact."""
    type_ids = list(ONTOLOGY.types) if EVERY_TYPE in rule.types else rule.types
    for type_id in type_ids:
        modes = {mode.id for mode in ONTOLOGY.get(type_id).modes} | {UNSAID}
        accepted = {f: sorted(w & modes if f == "mode" else w) for f, w in rule.conditions.items()}
        accepted.setdefault("killed", sorted(KILLED))
        for words in product(*accepted.values()):
            chosen = dict(zip(accepted, words, strict=True))
            yield type_id, chosen, facts_from_words(type_id, chosen)


RULES = [(crosswalk, rule) for crosswalk in ONTOLOGY.schemes.values() for rule in crosswalk.rules]


@pytest.mark.parametrize(("crosswalk", "rule"), RULES, ids=[f"{c.scheme}-{r.origin}" for c, r in RULES])
def test_every_rule_and_every_word_of_it_can_decide(crosswalk: Crosswalk, rule: Rule) -> None:
    wanted = {(fact, word) for fact, words in rule.conditions.items() for word in words}
    types = set() if EVERY_TYPE in rule.types else set(rule.types)
    decided = False
    for type_id, chosen, facts in witnesses(rule):
        if crosswalk.rule_for(facts) is rule:
            decided = True
            types.discard(type_id)
            wanted -= set(chosen.items())
    assert decided
    assert not types
    assert not wanted


@pytest.mark.parametrize("scheme", sorted(ONTOLOGY.schemes))
def test_a_scheme_says_where_it_comes_from(scheme: str) -> None:
    crosswalk = ONTOLOGY.schemes[scheme]
    assert crosswalk.scheme == scheme
    assert all((crosswalk.label, crosswalk.version, crosswalk.licence, crosswalk.source, crosswalk.note))
    assert all(len(entry.label) > 3 for entry in crosswalk.entries.values())


@pytest.mark.parametrize("scheme", sorted(ONTOLOGY.schemes))
def test_a_rule_gives_a_code_or_a_reason(scheme: str) -> None:
    for rule in ONTOLOGY.schemes[scheme].rules:
        assert (rule.code is None) == (rule.reason is not None), rule.origin


def test_cameo_s_quad_class_follows_from_the_root() -> None:
    # FIELD of CAMEO: roots 01-05 are class 1, 06-08 class 2, 09-13 class 3, 14-20 class 4.
    cameo = ONTOLOGY.schemes["cameo-1.1b3"].entries
    for code, entry in cameo.items():
        root = int(code[:2])
        assert entry.quad == (1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4), code


def test_cameo_s_codes_grow_digit_by_digit() -> None:
    cameo = ONTOLOGY.schemes["cameo-1.1b3"].entries
    assert len([code for code in cameo if len(code) == 2]) == 20
    for code, entry in cameo.items():
        assert entry.parent == (code[:-1] if len(code) > 2 else None)
        assert entry.parent is None or entry.parent in cameo
    without_score = {code for code, entry in cameo.items() if "goldstein" not in entry.attributes}
    assert without_score == {"106", "155", "176", "1834", "1951", "1952"}


def test_a_cameo_code_has_the_quad_class_of_its_type_except_where_the_scheme_differs() -> None:
    cameo = ONTOLOGY.schemes["cameo-1.1b3"]
    differing = {
        (type_id, rule.code)
        for rule in cameo.rules
        if rule.code is not None
        for type_id in rule.types
        if ONTOLOGY.get(type_id).quad != cameo.entries[rule.code].quad
    }
    assert differing == {
        # CAMEO counts statements about one's own deeds and mild requests as verbal cooperation.
        ("claim_responsibility", "015"), ("deny_responsibility", "016"),
        ("request", "020"), ("request", "023"), ("request", "026"),
        # A verdict is verbal in CAMEO.
        ("sanction", "116"),
        # Intended deeds are words: root 03.
        ("aid", "033"), ("aid", "0332"), ("aid", "0333"), ("cooperate", "031"),
        ("retreat", "035"), ("retreat", "0353"), ("retreat", "0356"),
    }  # fmt: skip


def test_plover_s_list_is_the_sixteen_types_with_their_own_modes() -> None:
    entries = ONTOLOGY.schemes["plover-2024"].entries
    assert len(entries) == 16
    for code, entry in entries.items():
        event_type = ONTOLOGY.get(code.lower())
        assert entry.quad == event_type.quad
        assert set(entry.modes) == {mode.id for mode in event_type.modes if mode.source == "plover"}
        score = entry.attributes["score"]
        assert isinstance(score, float)
        # The type's score lies on the side of its class; REQUEST alone is neutral.
        assert score > 0 if event_type.quad <= 2 else score < 0 or code == "REQUEST"


def test_plover_has_no_mode_that_its_manual_retired() -> None:
    entries = ONTOLOGY.schemes["plover-2024"].entries.values()
    retired = {"ban", "ease", "return", "political", "massacre", "cleansing", "assassinate"}
    assert retired.isdisjoint(mode for entry in entries for mode in entry.modes)


@pytest.mark.parametrize("type_id", sorted(ONTOLOGY.types))
def test_every_plover_mode_is_carried_over(type_id: str) -> None:
    plover = ONTOLOGY.schemes["plover-2024"]
    for mode in ONTOLOGY.get(type_id).modes:
        code = plover.code(CodeFacts(type=type_id, mode=mode.id))
        assert code is not None
        assert code.code == type_id.upper()
        if mode.source == "plover":
            assert code.mode == mode.id


def test_acled_like_codes_carry_event_and_disorder_type() -> None:
    entries = ONTOLOGY.schemes["acled-like-2025"].entries
    assert len(entries) == 25
    disorder_of = {code: entry.attributes["disorder_type"] for code, entry in entries.items()}
    assert disorder_of["Excessive force against protesters"] == "Political violence; Demonstrations"
    assert disorder_of["Violent demonstration"] == "Demonstrations"
    assert disorder_of["Mob violence"] == "Political violence"
    events = {str(entry.attributes["event_type"]) for entry in entries.values()}
    assert events == {
        "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
        "Strategic developments",
    }  # fmt: skip
    for code, entry in entries.items():
        if entry.attributes["event_type"] == "Strategic developments":
            assert disorder_of[code] == "Strategic developments"


REBELS_KILL_VILLAGERS = CodeFacts(
    type="assault", mode="firearms", actor_sectors=("REB",), recipient_kinds=("population",), killed=True
)
ARMY_FIGHTS_REBELS = CodeFacts(type="assault", mode="firearms", actor_sectors=("MIL",), recipient_sectors=("REB",))
CAR_BOMB = CodeFacts(type="assault", mode="explosives", instruments=("vehicle_bomb",), recipient_kinds=("facility",))

CASES: list[tuple[CodeFacts, str, str | None]] = [
    (CAR_BOMB, "cameo", "1832"),
    (CAR_BOMB, "acled", "Remote explosive/landmine/IED"),
    (CAR_BOMB, "ucdp", None),
    (CAR_BOMB, "muc4", "BOMBING"),
    (CAR_BOMB, "plover", "ASSAULT/explosives"),
    (ARMY_FIGHTS_REBELS, "cameo", "193"),
    (ARMY_FIGHTS_REBELS, "acled", "Armed clash"),
    (ARMY_FIGHTS_REBELS, "ucdp", "1"),
    (ARMY_FIGHTS_REBELS, "muc4", "ATTACK"),
    (REBELS_KILL_VILLAGERS, "acled", "Attack"),
    (REBELS_KILL_VILLAGERS, "ucdp", "3"),
    (CodeFacts(type="assault", mode="firearms", actor_sectors=("REB",), recipient_sectors=("REB",)), "ucdp", "2"),
    (CodeFacts(type="assault", actor_sectors=("REB",), recipient_sectors=("COP",)), "ucdp", "1"),
    (CodeFacts(type="assault", actor_sectors=("MIL",), recipient_sectors=("CVL",)), "ucdp", "3"),
    (CodeFacts(type="assault", actor_sectors=("MIL",), recipient_sectors=("REB",), killed=False), "ucdp", None),
    (CodeFacts(type="assault", recipient_sectors=("CVL",), killed=True), "ucdp", None),
    (CodeFacts(type="coerce", mode="arrest", actor_sectors=("COP",), recipient_sectors=("CVL",)), "ucdp", None),
    (CodeFacts(type="assault", mode="firearms", actor_sectors=("UAF",)), "acled", None),
    (CodeFacts(type="assault", mode="abduct", recipient_kinds=("person",)), "cameo", "181"),
    (CodeFacts(type="assault", mode="abduct", recipient_kinds=("person",)), "acled", "Abduction/forced disappearance"),
    (CodeFacts(type="assault", mode="abduct"), "muc4", "KIDNAPPING"),
    (CodeFacts(type="assault", mode="aerial", instruments=("bomb",)), "muc4", "ATTACK"),
    (CodeFacts(type="assault", mode="aerial", instruments=("bomb",)), "acled", "Air/drone strike"),
    (CodeFacts(type="assault", mode="drone"), "cameo", "1952"),
    (CodeFacts(type="assault", mode="suicide-attack", instruments=("vehicle_bomb",)), "cameo", "1831"),
    (CodeFacts(type="assault", mode="suicide-attack", instruments=("vehicle_bomb",)), "acled", "Suicide bomb"),
    (CodeFacts(type="assault", mode="heavy-weapons"), "acled", "Shelling/artillery/missile attack"),
    (CodeFacts(type="assault", mode="explosives", instruments=("grenade",)), "acled", "Grenade"),
    (CodeFacts(type="assault", mode="unconventional", instruments=("chemical",)), "cameo", "2041"),
    (CodeFacts(type="assault", mode="seize", actor_sectors=("MIL",)), "acled", "Government regains territory"),
    (CodeFacts(type="assault", mode="seize", actor_sectors=("REB",)), "acled", "Non-state actor overtakes territory"),
    (CodeFacts(type="assault", mode="seize", actor_sectors=("REB",)), "plover", "ASSAULT"),
    (CodeFacts(type="assault", mode="targeted"), "cameo", "186"),
    (CodeFacts(type="assault", mode="targeted", stage="attempted"), "cameo", "185"),
    (CodeFacts(type="assault", mode="explosives", stage="prevented"), "acled", "Disrupted weapons use"),
    (CodeFacts(type="assault", mode="explosives", stage="prevented"), "cameo", None),
    (CodeFacts(type="assault", mode="crowd-control", actor_sectors=("COP",)), "acled", "Protest with intervention"),
    (CodeFacts(type="assault", mode="crowd-control", killed=True), "acled", "Excessive force against protesters"),
    (CodeFacts(type="assault", mode="arson"), "muc4", "ARSON"),
    (CodeFacts(type="assault", mode="arson"), "plover", "ASSAULT/destroy"),
    (CodeFacts(type="assault", mode="destroy", instruments=("fire",)), "muc4", "ARSON"),
    (CodeFacts(type="assault", mode="robbery"), "muc4", "ROBBERY"),
    (CodeFacts(type="assault", mode="beat", actor_kinds=("population",)), "acled", "Mob violence"),
    (CodeFacts(type="assault", mode="explosives", polarity="negated", modality="denied"), "cameo", None),
    (CodeFacts(type="assault", mode="explosives", polarity="negated", modality="denied"), "muc4", None),
    (CodeFacts(type="assault", mode="explosives", polarity="negated"), "plover", "ASSAULT/explosives"),
    (CodeFacts(type="protest", mode="demo"), "acled", "Peaceful protest"),
    (CodeFacts(type="protest", mode="riot"), "acled", "Violent demonstration"),
    (CodeFacts(type="protest", mode="demo", beside=("dispersal",)), "acled", "Protest with intervention"),
    (CodeFacts(type="protest", beside=("riot", "dispersal")), "acled", "Violent demonstration"),
    (CodeFacts(type="protest", mode="strike", beside=("dispersal",)), "acled", None),
    (CodeFacts(type="assault", mode="beat", actor_crowds=("mob",)), "acled", "Mob violence"),
    (CodeFacts(type="coerce", mode="seize", counted=("weapons",)), "acled", "Disrupted weapons use"),
    (CodeFacts(type="coerce", mode="seize", counted=("vehicles",)), "acled", "Looting/property destruction"),
    (
        CodeFacts(type="assault", mode="seize", actor_sectors=("REB",), beside=("unfought_retreat",)),
        "acled",
        "Non-violent transfer of territory",
    ),
    (CodeFacts(type="retreat", mode="surrender"), "acled", "Agreement"),
    (CodeFacts(type="protest", mode="strike"), "cameo", "143"),
    (CodeFacts(type="retreat", mode="ceasefire"), "cameo", "0871"),
    (CodeFacts(type="retreat", mode="surrender"), "plover", "RETREAT/withdraw"),
    (CodeFacts(type="retreat", mode="withdraw", modality="promised"), "plover", "CONCEDE"),
    (CodeFacts(type="aid", mode="humanitarian", modality="promised"), "cameo", "0333"),
    (CodeFacts(type="aid", mode="humanitarian", modality="promised"), "plover", "AGREE"),
    (CodeFacts(type="retreat", mode="withdraw", modality="requested"), "cameo", None),
    (CodeFacts(type="coerce", mode="siege"), "cameo", "191"),
    (CodeFacts(type="coerce", mode="siege"), "plover", "COERCE/restrict"),
    (CodeFacts(type="coerce", mode="arrest"), "acled", "Arrests"),
    (CodeFacts(type="mobilize", mode="presence", actor_sectors=("MIL",)), "plover", "MOBILIZE/troops"),
    (CodeFacts(type="mobilize", mode="presence"), "cameo", None),
    (CodeFacts(type="claim_responsibility"), "cameo", "015"),
    (CodeFacts(type="deny_responsibility"), "cameo", "016"),
    (CodeFacts(type="deny_responsibility"), "plover", None),
    (CodeFacts(type="displace", recipient_kinds=("population",)), "cameo", None),
    (CodeFacts(type="displace", actor_sectors=("REB",)), "cameo", "201"),
    (CodeFacts(type="threaten", mode="violence"), "muc4", "ATTACK"),
    (CodeFacts(type="consult", mode="phone"), "muc4", None),
]


@pytest.mark.parametrize(("facts", "scheme", "expected"), CASES)
def test_the_facts_of_an_event_give_this_code(facts: CodeFacts, scheme: str, expected: str | None) -> None:
    codes = {code.scheme.partition("-")[0]: code for code in ONTOLOGY.codes(facts)}
    found = codes.get(scheme)
    written = found and (f"{found.code}/{found.mode}" if found.mode else found.code)
    assert written == expected


def test_one_of_several_sectors_is_enough() -> None:
    facts = CodeFacts(type="assault", actor_sectors=("CVL", "REB"), recipient_sectors=("JRN", "MIL"))
    codes = {code.scheme: code.code for code in ONTOLOGY.codes(facts)}
    assert codes["acled-like-2025"] == "Armed clash"


def test_codes_come_in_the_order_of_their_schemes() -> None:
    schemes = [code.scheme for code in ONTOLOGY.codes(REBELS_KILL_VILLAGERS)]
    assert schemes == sorted(schemes) == ["acled-like-2025", "cameo-1.1b3", "muc4-1992", "plover-2024", "ucdp-ged-26.1"]
