"""Who is who: the armed groups, governments, agencies, outlets and people that news of conflict names.

In: names and words as a text writes them.
Out: known actors with kind, sector, countries, offices, dated relations; common nouns that denote actors.
Never: look at a document, choose between two actors of one name, or guess an actor that no file lists.

The knowledge lies in TOML files beside this module; a project folder adds to them or replaces entries
(``load_whoswho(overlay)``).
"""

from __future__ import annotations

from dateline.whoswho.directory import NameHit, WhosWho
from dateline.whoswho.known import ActorNoun, KnownActor, KnownRelation, Office
from dateline.whoswho.load import load_whoswho

__all__ = [
    "ActorNoun",
    "KnownActor",
    "KnownRelation",
    "NameHit",
    "Office",
    "WhosWho",
    "load_whoswho",
]
