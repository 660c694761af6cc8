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
#: Answers of one bit each about a claim; "incident": that it tells of an incident that the report is there to tell.
SIGNS: Final = ("negated", "background", "commentary", "incident")
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
#: Questions asked of a sentence, answered by the word that gives most reason for a yes.
POLICE: Final = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
#: Questions asked of a window.
WHOLE: Final = ("contentious", "terrorism")
