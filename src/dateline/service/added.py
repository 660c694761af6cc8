"""Claims that people added, laid over what was read: a pure step between a reading and its tellings.

What a reader makes of a report is kept as it is; each time that its tellings are made, the claims that people added to it and
that still stand are put in. A claim's identity is its document and the place of its trigger, so a newer reader that finds the
same words finds the same claim: what the person said of it then goes before what the reader says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.assemble.tolls import tolls_of
from dateline.domain.account import Account
from dateline.domain.actor import Actor
from dateline.domain.addition import AddedActor, AddedPlace, AddedTime, Addition, addition_from_plain
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.claim import Argument, Claim, Modality, Role, Stage, Stance
from dateline.domain.document import Document
from dateline.domain.ids import (
    AccountId,
    AttributionId,
    DocumentKey,
    PlaceId,
    account_id,
    actor_id,
    attribution_id,
    claim_id,
    place_id,
)
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.origin import BY_HAND
from dateline.domain.place import Place
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.telling import Words
from dateline.domain.value import Count, TimePrecision, When, Where
from dateline.errors import ConfigError
from dateline.merge.anchors import Anchor, anchors_of, value_of
from dateline.normalise.code import facts_of
from dateline.ontology import load_ontology
from dateline.service.naming import is_anonymous
from dateline.store import AsOf
from dateline.store import Ledger as Store

AddedClaims = Mapping[DocumentKey, tuple[Judgement, ...]]

#: Share of two mentions' common ground from which they name one actor.
SAME_WORDS = 0.5
#: What an account that only a person found weighs in its report, by how early it stands, in code points.
_EARLY = ((400, 1.0), (1200, 0.8))
_LATE = 0.6

_UNFIT = (AttributeError, KeyError, TypeError, ValueError, ConfigError)
#: What is told of as not yet there.
_FUTURE = frozenset({Modality.PLANNED, Modality.PROMISED, Modality.THREATENED})


def added_in(store: Store, as_of: AsOf = None) -> AddedClaims:
    """The judgements by which people added claims, of those that stand, by the document that each is of."""
    found: dict[DocumentKey, list[Judgement]] = {}
    judgements = store.judgements(verdicts=(Verdict.CLAIM, Verdict.UNDO), as_of=as_of)
    if not any(one.verdict is Verdict.CLAIM for one in judgements):
        return {}
    undone = store.undone(as_of=as_of)
    for judgement in judgements:
        if judgement.verdict is Verdict.CLAIM and judgement.id not in undone:
            addition = addition_of(judgement)
            if addition is not None:
                found.setdefault(addition.document, []).append(judgement)
    return {document: tuple(some) for document, some in found.items()}


def addition_of(judgement: Judgement) -> Addition | None:
    """What a person added; None where the judgement adds nothing that can be read."""
    try:
        return addition_from_plain(value_of(judgement))
    except _UNFIT:
        return None


def readings_with_added(readings: Iterable[Reading], added: AddedClaims) -> Iterable[Reading]:
    """The readings, each with the claims that people added to it."""
    return (with_added(reading, added.get(reading.document.key, ())) for reading in readings)


def with_added(reading: Reading, judgements: Sequence[Judgement]) -> Reading:
    """The reading with the claims of those judgements; one that no longer fits the ontology or the words is left out.

    The merge finds that such a judgement is about nothing, and says so.
    """
    for judgement in judgements:
        addition = addition_of(judgement)
        if addition is not None and _fits(addition, reading.document):
            reading = _with(reading, judgement, addition)
    return reading


def only_added(whole: Reading, reading: Reading) -> Reading:
    """Of a reading with added claims what was not read: those claims, and the accounts that they are alone in."""
    claims, accounts = {one.id for one in reading.claims}, {one.id for one in reading.accounts}
    return replace(
        whole,
        claims=tuple(one for one in whole.claims if one.id not in claims),
        accounts=tuple(one for one in whole.accounts if one.id not in accounts),
    )


def _fits(addition: Addition, document: Document) -> bool:
    known = load_ontology().types.get(addition.type)
    if known is None or (addition.mode is not None and addition.mode not in {mode.id for mode in known.modes}):
        return False
    words = (addition.trigger, addition.evidence)
    return addition.document == document.key and all(document.text[one.start : one.end] == one.text for one in words)


def _with(reading: Reading, judgement: Judgement, addition: Addition) -> Reading:
    key = reading.document.key
    identity = claim_id(key, _span(addition.trigger))
    read = next((claim for claim in reading.claims if claim.id == identity), None)
    reading, arguments = _with_parties(reading, addition)
    reading, told_by = _with_speakers(reading, addition)
    reading, where = _with_place(reading, addition, identity)
    when = _when(addition.when)
    counts = tuple(_count(one, addition.trigger) for one in addition.counts)
    own: dict[str, Any] = {
        "type": addition.type, "mode": addition.mode, "judgement": judgement.id, "origin": BY_HAND, "confidence": 1.0,
    }  # fmt: skip
    if read is not None:
        claim = replace(
            read,
            **own,
            arguments=_over(read.arguments, arguments, lambda one: one.role),
            counts=_over(read.counts, counts, lambda one: one.measure),
            when=when or read.when,
            where=where or read.where,
            stance=read.stance if addition.modality is Modality.ASSERTED else _stance(addition),
            attribution=told_by or read.attribution,
        )
    else:
        claim = Claim(
            id=identity,
            trigger=_span(addition.trigger),
            evidence=_span(addition.evidence),
            arguments=arguments,
            counts=counts,
            when=when or _published(reading.document, addition),
            where=where,
            stance=_stance(addition),
            attribution=told_by or _teller(reading.attributions, _span(addition.trigger)),
            **own,
        )
    claim = replace(claim, codes=load_ontology().codes(facts_of(claim, {one.id: one for one in reading.actors})))
    return _with_account(reading, claim, _home(reading, judgement, claim, read))


def _over(read: tuple[Any, ...], given: tuple[Any, ...], kind: Callable[[Any], object]) -> tuple[Any, ...]:
    """What was read, but of the kinds that a person gave only theirs."""
    kinds = {kind(one) for one in given}
    return (*(one for one in read if kind(one) not in kinds), *given)


def _stance(addition: Addition) -> Stance:
    stage = Stage.FUTURE if addition.modality in _FUTURE else Stage.ACCOMPLISHED
    return Stance(modality=addition.modality, stage=stage)


def _span(words: Words) -> Span:
    return Span(words.start, words.end)


# -- values ---------------------------------------------------------------------------------------------------------------


def _with_parties(reading: Reading, addition: Addition) -> tuple[Reading, tuple[Argument, ...]]:
    arguments = []
    actors = {actor.id: actor for actor in reading.actors}
    for party in addition.parties:
        span = _span(party.words)
        actor = _actor_at(actors.values(), span) or _actor_of(party, reading.document.key)
        actors[actor.id] = actor
        arguments.append(Argument(role=party.role, span=span, actor=actor.id))
    return replace(reading, actors=tuple(actors.values())), tuple(arguments)


def _actor_at(actors: Iterable[Actor], span: Span) -> Actor | None:
    """The actor of the report that those words name: of newer readers the better made out one."""
    best, most = None, SAME_WORDS
    for actor in actors:
        for mention in actor.mentions:
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            share = shared / len(mention.hull(span))
            if share >= most:
                best, most = actor, share
    return best


def _actor_of(added: AddedActor, key: DocumentKey) -> Actor:
    span = _span(added.words)
    return Actor(
        id=actor_id(key, span), name=added.name, kind=added.kind, sector=added.sector, countries=added.countries,
        identity=added.identity, named=added.named, mentions=(span,),
    )  # fmt: skip


def _with_speakers(reading: Reading, addition: Addition) -> tuple[Reading, AttributionId | None]:
    """The reading with the act of telling that the person found; None where they named no speaker.

    What is told are the words of the claim and no more, and there is no cue, channel or time: nobody selected any. Where the
    report's own reading has those speakers tell those words, that telling is taken, with all that was read of it.
    """
    if not addition.speakers:
        return reading, None
    trigger = _span(addition.trigger)
    read = [one for one in reading.attributions if any(span.holds(trigger) for span in one.content)]
    for told in sorted(read, key=lambda one: min(len(span) for span in one.content if span.holds(trigger))):
        if all(any(_is_speaker(one, added) for one in told.sources) for added in addition.speakers):
            return reading, told.id
    key = reading.document.key
    actors = {actor.id: actor for actor in reading.actors}
    sources = []
    for added in addition.speakers:
        actor = _actor_at(actors.values(), _span(added.words)) or _actor_of(added, key)
        actors[actor.id] = actor
        anonymous = is_anonymous(added.words, named=added.named)
        sources.append(Speaker(span=_span(added.words), actor=actor.id, anonymous=anonymous, kind=added.speaks_as))
    told = Attribution(
        id=attribution_id(key, *(one.span for one in sources), trigger), sources=tuple(sources), content=(trigger,)
    )
    attributions = (*(one for one in reading.attributions if one.id != told.id), told)
    return replace(reading, actors=tuple(actors.values()), attributions=attributions), told.id


def _is_speaker(speaker: Speaker, added: AddedActor) -> bool:
    """Whether a speaker that was read is the one whose words a person selected: they may have selected fewer or more."""
    span = _span(added.words)
    return speaker.named_by.holds(span) or span.holds(speaker.named_by)


def _with_place(reading: Reading, addition: Addition, identity: str) -> tuple[Reading, Where | None]:
    given = addition.where
    if given is None:
        return reading, None
    span = None if given.words is None else _span(given.words)
    known = next((place for place in reading.places if _is_place(place, given)), None)
    if known is None:
        name = place_id(reading.document.key, span) if span is not None else PlaceId(f"p{identity[1:]}")
        known = replace(given.place, id=name, mentions=() if span is None else (span,))
        reading = replace(reading, places=(*(one for one in reading.places if one.id != name), known))
    return reading, Where(span=span, place=known.id, reason="judgement" if span is None else None)


def _is_place(place: Place, given: AddedPlace) -> bool:
    other = given.place
    if place.identity is not None and place.identity == other.identity:
        return True
    return (place.name, place.lat, place.lon) == (other.name, other.lat, other.lon)


def _when(given: AddedTime | None) -> When | None:
    if given is None:
        return None
    return When(
        span=None if given.words is None else _span(given.words),
        earliest=given.earliest,
        latest=given.latest,
        precision=given.precision,
        reason=given.reason,
    )


def _published(document: Document, addition: Addition) -> When | None:
    """News that says no time is of the day of its report, as for what was read."""
    day = document.published
    if day is None or addition.modality in _FUTURE:
        return None
    return When(span=None, earliest=day, latest=day, precision=TimePrecision.DAY, reason="publication_date")


def _count(given: Any, trigger: Words) -> Count:
    words = given.words or trigger
    return Count(
        span=_span(words), measure=given.measure, low=given.low, high=given.high, approximate=given.approximate,
        rule=given.rule, confidence=1.0,
    )  # fmt: skip


def _teller(attributions: Sequence[Attribution], trigger: Span) -> Any:
    """Whose words the trigger stands in: of several, the closest."""
    held = [(len(span), one.id) for one in attributions for span in one.content if span.holds(trigger)]
    return min(held)[1] if held else None


# -- accounts -------------------------------------------------------------------------------------------------------------


def _home(reading: Reading, judgement: Judgement, claim: Claim, read: Claim | None) -> Account | None:
    """The account that the claim joins: that which has it already, or that which the person named; None for its own."""
    accounts = {account.id: account for account in reading.accounts}
    if read is not None and read.account in accounts:
        return accounts[read.account]
    for name in judgement.about:
        if name.startswith("k"):
            for anchor in anchors_of(judgement, name):
                account = accounts.get(_held_by(reading.claims, anchor) or AccountId(""))
                if account is not None:
                    return account
            if AccountId(name) in accounts:
                return accounts[AccountId(name)]
    return accounts.get(account_id(claim.id))


def _held_by(claims: Sequence[Claim], anchor: Anchor) -> AccountId | None:
    """The account of the anchor's claim, else of one whose trigger touches it: what the merge asks of judgements too."""
    for claim in claims:
        if claim.id == anchor.claim:
            return claim.account
    span = Span(anchor.start, anchor.end)
    touching = [claim.account for claim in claims if claim.trigger.touches(span) and claim.account is not None]
    return min(touching, default=None)


def _with_account(reading: Reading, claim: Claim, home: Account | None) -> Reading:
    others = tuple(one for one in reading.claims if one.id != claim.id)
    if home is None:
        own = account_id(claim.id)
        claim = replace(claim, account=own)
        account = Account(
            id=own, type=claim.type, mode=claim.mode, claims=(claim.id,), when=claim.when, where=claim.where,
            relevance=_relevance(claim), counts=tolls_of([claim], reading.document),
        )  # fmt: skip
        accounts = (*reading.accounts, account)
    else:
        claim = replace(claim, account=home.id)
        members = {*home.claims, claim.id}
        told = [one for one in (*others, claim) if one.id in members]
        is_alone = home.claims == (claim.id,)
        account = replace(
            home,
            type=claim.type if is_alone else home.type,
            mode=claim.mode if is_alone else home.mode,
            claims=(*(one for one in home.claims if one != claim.id), claim.id),
            when=_closer(home.when, claim.when),
            where=_closer(home.where, claim.where),
            counts=tolls_of(told, reading.document),
        )
        accounts = tuple(account if one.id == home.id else one for one in reading.accounts)
    relevance = max(reading.relevance, account.relevance)
    claims = (*others, claim)
    return replace(reading, claims=claims, accounts=accounts, relevance=relevance)


def _closer(of_account: Any, of_claim: Any) -> Any:
    """What the account says, else what the person says: what is told in words before what is inferred."""
    if of_account is None or (of_account.span is None and of_claim is not None and of_claim.span is not None):
        return of_claim or of_account
    return of_account


def _relevance(claim: Claim) -> float:
    early = next((weight for most, weight in _EARLY if claim.trigger.start < most), _LATE)
    return (
        early if any(argument.role is Role.RECIPIENT for argument in claim.arguments) or claim.counts else 0.85 * early
    )
