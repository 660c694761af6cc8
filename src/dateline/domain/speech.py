"""A report by speaker: who says what, in whose words, and what the reporter says without naming anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.claim import Claim, Voice
from dateline.domain.ids import ActorId, AttributionId, ClaimId
from dateline.domain.reading import Reading
from dateline.domain.wire import FORMAT, Json, Wire

#: Words in marks that nobody is said to call so.
_MARKED = re.compile(r"(?<!so-called )[\"“]([^\"“”]+)[\"”]")
_MARKS = "\"“”‘’«»'`"


class Wording(StrEnum):
    """Whose words they are."""

    QUOTATION = "quotation"
    PARTLY = "partly_quoted"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One act of telling, with the claims that rest on it alone."""

    attribution: Attribution
    wording: Wording
    claims: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Everything that one speaker says in a report; ``speaker`` is None where nobody is named."""

    name: str | None
    speaker: Speaker | None = None
    actor: ActorId | None = None
    kind: SpeakerKind | None = None
    role: str | None = None
    anonymous: bool | None = None
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTelling:
    """A claim in the reporter's own voice; ``shared_with`` names the attributions that tell of the same event."""

    claim: Claim
    shared_with: tuple[AttributionId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """One report by speaker, in the order in which they first speak."""

    speeches: tuple[Speech, ...]
    reporter: tuple[OwnTelling, ...]

    def to_dict(self, reading: Reading) -> Json:
        """The view as one object; spans as in the public format, claims by their ids; ``reading`` is the one it is of."""
        wire, document = Wire(reading.document), reading.document
        return {
            "format": FORMAT,
            "document": {
                "id": wire.written(reading.relevance)["id"],
                "title": document.title,
                "outlet": document.outlet,
                "published": None if document.published is None else document.published.isoformat(),
            },
            "speakers": [
                {
                    "name": speech.name,
                    "actor": speech.actor,
                    "kind": None if speech.kind is None else str(speech.kind),
                    "role": speech.role,
                    "anonymous": speech.anonymous,
                    "sayings": [
                        {
                            "words": str(saying.wording),
                            "claims": list(saying.claims),
                            "attribution": wire.attribution(saying.attribution),
                        }
                        for saying in speech.sayings
                    ],
                }
                for speech in self.speeches
            ],
            "reporter": [
                {
                    "claim": told.claim.id,
                    "type": told.claim.type,
                    "trigger": wire.span(told.claim.trigger),
                    "evidence": wire.span(told.claim.evidence),
                    "commentary": told.claim.voice is Voice.COMMENTARY,
                    "shared_with": list(told.shared_with),
                }
                for told in self.reporter
            ],
        }


def speaker_view_of(reading: Reading) -> SpeakerView:
    """The report by speaker: each actor's sayings together, however it is named; unknown names by their words.

    What several say together stands with each of them.
    """
    told: dict[AttributionId, list[ClaimId]] = {}
    for claim in reading.claims:
        if claim.attribution is not None:
            told.setdefault(claim.attribution, []).append(claim.id)
    names = {actor.id: actor.name for actor in reading.actors}
    groups: dict[str, tuple[list[Speaker], list[Saying]]] = {}
    for attribution in reading.attributions:
        saying = Saying(
            attribution=attribution,
            wording=wording_of(attribution, reading),
            claims=tuple(told.get(attribution.id, ())),
        )
        for speaker in attribution.sources or (None,):
            speakers, sayings = groups.setdefault(_key(speaker, reading), ([], []))
            if speaker is not None:
                speakers.append(speaker)
            sayings.append(saying)
    speeches = tuple(_speech(speakers, sayings, names, reading) for speakers, sayings in groups.values())
    return SpeakerView(speeches=speeches, reporter=_reporter(reading))


def wording_of(attribution: Attribution, reading: Reading) -> Wording:
    """Whether the speaker's own words stand there, in part or whole.

    Two words in marks are the speaker's where somebody is said to say them; one alone may be the writer's distance from it,
    and capitals a name.
    """
    pieces = [reading.document.quote(piece).strip() for piece in attribution.content]
    if not attribution.direct:
        quoted = [words for piece in pieces for words in _MARKED.findall(piece)] if attribution.sources else []
        own = any(len(words.split()) > 1 and not words.istitle() for words in quoted)
        return Wording.PARTLY if own else Wording.PARAPHRASE
    whole = bool(pieces) and pieces[0][:1] in _MARKS and pieces[-1].rstrip(".,;:")[-1:] in _MARKS
    return Wording.QUOTATION if whole else Wording.PARTLY


def _key(speaker: Speaker | None, reading: Reading) -> str:
    if speaker is None:
        return ""
    return speaker.actor or " ".join(reading.document.quote(speaker.named_by).casefold().split())


def _speech(speakers: list[Speaker], sayings: list[Saying], names: Mapping[ActorId, str], reading: Reading) -> Speech:
    if not speakers:
        return Speech(name=None, sayings=tuple(sayings))
    first = speakers[0]
    known = names.get(first.actor) if first.actor is not None else None
    return Speech(
        name=known or " ".join(reading.document.quote(first.named_by).split()),
        speaker=first,
        actor=first.actor,
        kind=next((speaker.kind for speaker in speakers if speaker.kind is not None), None),
        role=next((speaker.role for speaker in speakers if speaker.role is not None), None),
        anonymous=all(speaker.anonymous for speaker in speakers),
        sayings=tuple(sayings),
    )


def _reporter(reading: Reading) -> tuple[OwnTelling, ...]:
    by_id = {claim.id: claim for claim in reading.claims}
    shared: dict[ClaimId, tuple[AttributionId, ...]] = {}
    for account in reading.accounts:
        others = [by_id[one].attribution for one in account.claims]
        named = tuple(dict.fromkeys(other for other in others if other is not None))
        shared |= dict.fromkeys(account.claims, named)
    return tuple(
        OwnTelling(claim=claim, shared_with=shared.get(claim.id, ()))
        for claim in reading.claims
        if claim.attribution is None
    )
