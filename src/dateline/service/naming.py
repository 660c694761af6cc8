"""Whom words name that a person selects: as the report's own actors are known, as the directory does, else by the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.addition import AddedActor, AddedParty, AddedSpeaker
from dateline.domain.attribution import Speaker, SpeakerKind
from dateline.domain.claim import Role
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.telling import Words
from dateline.lang import table
from dateline.normalise.who.meaning import speaks_by
from dateline.plugins import DEFAULTS
from dateline.whoswho import ActorNoun, KnownActor, load_whoswho


def party_of(reading: Reading, role: Role, words: Words) -> AddedParty:
    """Who plays a part in what the words tell."""
    other = ActorKind.GROUP if role is Role.ACTOR else ActorKind.POPULATION
    bare = _bare(words)
    noun = load_whoswho().noun(bare[-1].casefold()) if bare else None
    return AddedParty(role=role, **_fields(_named(reading, words, noun, other)))


def speaker_of(reading: Reading, words: Words) -> AddedSpeaker:
    """Who says so, and as what sort of source: as the report's own speaker of those words, where it has one."""
    span = Span(words.start, words.end)
    tellers = [one for told in reading.attributions for one in (*told.sources, *told.via)]
    read = next((one for one in tellers if span in (one.span, one.name)), None)
    noun = _head(words)
    actor = _named(reading, words, noun, ActorKind.PERSON)
    kind = _kind(read, noun) or speaks_by(actor.kind, actor.sector)
    return AddedSpeaker(**_fields(actor), speaks_as=kind)


def is_anonymous(words: Words, *, named: bool) -> bool:
    """Whether a speaker has no name; a body such as "the army" needs none."""
    head = _head(words)
    return not named and (head is None or head.form not in _bodies())


def _kind(read: Speaker | None, noun: ActorNoun | None) -> SpeakerKind | None:
    if read is not None and read.kind is not None:
        return read.kind
    return None if noun is None else noun.speaks_as


def _named(reading: Reading, words: Words, noun: ActorNoun | None, other: ActorKind) -> AddedActor:
    """Who that is; ``noun`` is what the words say of it, ``other`` what it is where they say nothing."""
    span = Span(words.start, words.end)
    known: Sequence[Actor | KnownActor] = [actor for actor in reading.actors if span in actor.mentions][:1]
    known = known or load_whoswho().find(words.text)
    if len(known) == 1:
        [one] = known
        return AddedActor(
            words=words, name=one.name, kind=one.kind, sector=one.sector, countries=one.countries, identity=one.identity,
            named=one.named if isinstance(one, Actor) else True,
        )  # fmt: skip
    bare = _bare(words)
    is_named = any(word[:1].isupper() for word in bare[1:]) or (bare[:1] != [] and _is_name(reading, words, bare[0]))
    if noun is not None and not is_named:
        return AddedActor(words=words, name=words.text, kind=noun.kind, sector=noun.sector, named=False)
    kind = ActorKind.GROUP if is_named and other is ActorKind.POPULATION else other
    return AddedActor(words=words, name=words.text, kind=kind, named=is_named)


def _is_name(reading: Reading, words: Words, first: str) -> bool:
    """Whether a capital is more than that of a sentence's first word."""
    before = reading.document.text[: words.start].rstrip()
    return first[:1].isupper() and bool(before) and before[-1] not in ".!?…”\"'\n:"


def _head(words: Words) -> ActorNoun | None:
    """What the head of a description says: the last of the first nouns that stand together.

    "Officials" of "two ministry officials", "doctor" of "a doctor at the hospital".
    """
    head = None
    for word in _bare(words):
        noun = load_whoswho().noun(word.casefold())
        if noun is None and head is not None:
            break
        head = noun or head
    return head


def _bare(words: Words) -> list[str]:
    return [bare for word in words.text.split() if (bare := word.strip(",.;:()\"'“”‘’")).isalpha()]


def _fields(actor: AddedActor) -> dict[str, Any]:
    return {one.name: getattr(actor, one.name) for one in fields(AddedActor)}


@cache
def _bodies() -> frozenset[str]:
    cues = table(DEFAULTS.language, "cues", DEFAULTS.overlay("lang"))
    return frozenset(cues["speakers"]["bodies"].split())
