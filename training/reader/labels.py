"""What the heads of the reader tell apart; the lists travel in the model file, so that reader and recipe cannot differ."""

from __future__ import annotations

from typing import Final

from dateline.ontology import load_ontology

TYPES: Final = (
    "assault", "coerce", "mobilize", "retreat", "protest", "threaten", "sanction", "aid", "cooperate", "agree", "consult",
    "support", "concede", "request", "accuse", "reject", "claim_responsibility", "deny_responsibility", "displace",
)  # fmt: skip
MODES: Final = ("none", *sorted({mode.id for kind in load_ontology().types.values() for mode in kind.modes}))
MODALITIES: Final = (
    "asserted", "alleged", "suspected", "denied", "planned", "promised", "threatened", "requested", "hypothetical",
)  # fmt: skip
STAGES: Final = ("accomplished", "attempted", "prevented", "ongoing", "future")
#: When it happened, as seen from the day of publication: nobody can say, on that day, up to it, before it, after it.
DATINGS: Final = ("none", "day", "until", "past", "future")
#: Answers of one bit each about a claim; "incident": that it tells of an incident that the report is there to tell;
#: "placed": that the report says where.
SIGNS: Final = ("negated", "background", "commentary", "incident", "placed")
ROLES: Final = ("actor", "recipient", "instrument", "location", "time", "attribution", "count")
MEASURES: Final = (
    "none", "killed", "injured", "abducted", "missing", "arrested", "displaced", "released", "rescued", "evacuated",
    "deployed", "present", "surrendered", "participants", "attackers", "vehicles", "weapons", "strikes", "buildings",
    "groups", "countries", "money",
)  # fmt: skip
#: Words that are marked whatever claim they belong to: parties of incidents (MUC-4), attributions (PolNeAR), place names,
#: names of persons and bodies.
TAGS: Final = (
    "perpetrator", "perpetrating_organisation", "target", "victim", "weapon", "source", "cue", "content", "toponym",
    "person", "organisation",
)  # fmt: skip
#: Questions asked of a sentence: what police or soldiers are told to have done, or to have left undone.
POLICE: Final = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
#: Questions asked of a window: whether it tells of conflict, of an incident of terrorism, and of which kinds of attack.
WHOLE: Final = ("contentious", "terrorism", "armed", "bombing", "kidnapping", "other_violence")
#: Every question; all of them can be asked of any run of words.
QUESTIONS: Final = (*POLICE, *WHOLE)
#: Kinds of claim that some sets know a report or a sentence to have or not to have: types, and modes (none: every other one).
KINDS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "bombing": ("assault", ("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons")),
    "kidnapping": ("assault", ("abduct",)),
    "other_violence": ("assault", ("destroy", "primitive", "beat", "torture", "sexual")),
    "armed": ("assault", ()),
    "arrest": ("coerce", ("arrest",)),
}

#: The lists that travel in the model file, by the names that the reader asks for.
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "types": TYPES, "modes": MODES, "modalities": MODALITIES, "stages": STAGES, "datings": DATINGS,
    "signs": SIGNS, "roles": ROLES, "measures": MEASURES, "tags": TAGS, "police": POLICE, "questions": QUESTIONS,
}  # fmt: skip
