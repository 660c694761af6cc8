"""Explaining an event: every value with its words and speakers, the weights that merged it, and what stayed apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.domain.claim import Role
from dateline.domain.comparison import Comparison, Sign
from dateline.domain.event import Event, EventToll
from dateline.domain.explanation import Considered, Explained, Explanation, Quoted
from dateline.domain.ids import AccountId, ClaimId, EventId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling, ToldClaim, Words
from dateline.merge.anchors import words_of
from dateline.merge.clustering import JOINED, pair_of
from dateline.merge.ledger import Merging
from dateline.merge.profile import Profile
from dateline.merge.signs import SAID
from dateline.merge.weighing import comparison_of

#: Other events shown, at most, and the probability from which one is worth showing.
MOST_CONSIDERED, WORTH_SHOWING = 10, 0.02

_JUDGED = "judged"


def explained(merging: Merging, name: str) -> Explanation | None:
    """Why an event is what it is; ``name`` is any id that leads to it. None where none does."""
    event = merging.event(name)
    if event is None:
        return None
    told = merging.tellings_of(event)
    return Explanation(
        event=event,
        values=tuple(_with_grounds(_values(event, told), _judged(merging, event), told)),
        merged=tuple(_merged(merging, event)),
        considered=tuple(_considered(merging, event)),
    )


def said(sign: Sign) -> str:
    """A sign in a person's words."""
    return SAID.get(sign.name, "a person has said so" if sign.name == _JUDGED else sign.name)


def _judged(merging: Merging, event: Event) -> tuple[Judgement, ...]:
    """What people decided of the event, its accounts and its claims, in order."""
    accounts = [one.account for one in event.accounts]
    found = {one.id: one for one in merging.decisions.marks_of(accounts)}
    found |= {one.id: one for account in accounts for one in merging.decisions.corrections_of(account)}
    return tuple(one for one in merging.judgements if one.id in found)


def _with_grounds(
    values: Iterator[Explained], judgements: Sequence[Judgement], told: Sequence[Telling]
) -> Iterator[Explained]:
    """The values, before their claims the words by which people set them right, and who added a claim."""
    grounds: dict[str, list[Quoted]] = {}
    added = {name: one for one in judgements if one.verdict is Verdict.CLAIM for name in one.about}
    for judgement in judgements:
        if judgement.verdict is Verdict.AMEND and (quoted := _ground(judgement, told)) is not None:
            field = "type" if judgement.field == "mode" else judgement.field or ""
            grounds.setdefault(field, []).insert(0, quoted)
    for value in values:
        own = grounds.get(value.field, [])
        places = {(one.document, one.start, one.end) for one in own}
        rest = (one for one in value.quotes if (one.document, one.start, one.end) not in places)
        yield replace(value, quotes=(*own, *(_with_adder(one, added) for one in rest)))


def _with_adder(quoted: Quoted, added: Mapping[str, Judgement]) -> Quoted:
    judgement = added.get(quoted.claim or "")
    return quoted if judgement is None else replace(quoted, judgement=judgement.id, by=judgement.by)


def _ground(judgement: Judgement, told: Sequence[Telling]) -> Quoted | None:
    words = words_of(judgement)
    if words is None:
        return None
    telling = next((one for one in told if one.document == words.report), None)
    claims = [name for name in judgement.about if name.startswith("c")]
    return Quoted(
        claim=ClaimId(claims[0]) if claims else None,
        document=telling.label if telling is not None else words.report,
        outlet=telling.outlet if telling is not None else None,
        published=telling.published if telling is not None else None,
        words=words.text,
        start=words.start,
        end=words.end,
        evidence=words.evidence,
        judgement=judgement.id,
        by=judgement.by,
        is_ground=True,
    )


def _values(event: Event, told: Sequence[Telling]) -> Iterator[Explained]:
    claims = {claim.id: (telling, claim) for telling in told for claim in telling.claims}
    kinds = [(telling, claim) for telling, claim in claims.values() if claim.type == event.type]
    value = event.type if event.mode is None else f"{event.type} ({event.mode})"
    yield Explained(field="type", value=value, quotes=tuple(_quoted(*one, one[1].trigger) for one in kinds))
    if event.when is not None:
        days = (event.when.earliest, event.when.latest)
        shown = str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
        found = [claims[one] for one in event.when.supporters if one in claims]
        quotes = tuple(_quoted(*one, one[1].when.words if one[1].when else None) for one in found)
        yield Explained(field="when", value=shown, quotes=quotes)
    if event.place is not None:
        found = [claims[one] for one in event.place_supporters if one in claims]
        quotes = tuple(_quoted(*one, one[1].place_words) for one in found)
        yield Explained(field="where", value=event.place.name, quotes=quotes)
    for participant in event.participants:
        found = [claims[one] for one in participant.supporters if one in claims]
        quotes = tuple(_quoted(*one, _party(one[1], participant.role, participant.actor.name)) for one in found)
        yield Explained(field=f"participants.{participant.role}", value=participant.actor.name, quotes=quotes)
    for toll in event.tolls:
        yield Explained(field=f"counts.{toll.measure}", value=_shown(toll), quotes=tuple(_figures(toll, claims)))


def _figures(toll: EventToll, claims: dict[ClaimId, tuple[Telling, ToldClaim]]) -> Iterator[Quoted]:
    for figure in toll.figures:
        if figure.claim in claims:
            telling, claim = claims[figure.claim]
            counts = [one for one in claim.counts if one.measure is toll.measure]
            words = next((one.words for one in counts if (one.low, one.high) == (figure.low, figure.high)), None)
            yield _quoted(telling, claim, words)


def _shown(toll: EventToll) -> str:
    low = "" if toll.low is None else str(toll.low)
    high = "" if toll.high is None else str(toll.high)
    return f"{toll.best} ({low}-{high}), {toll.policy}, {toll.independent_sources} independent"


def _party(claim: ToldClaim, role: Role, name: str) -> Words | None:
    """The words for somebody in a claim's sentence, where the name of the part stands in it."""
    for party in claim.parties:
        start = claim.evidence.text.find(party.text) if party.role is role else -1
        if start >= 0 and (party.text.casefold() in name.casefold() or name.casefold() in party.text.casefold()):
            begin = claim.evidence.start + start
            return Words(begin, begin + len(party.text), party.text)
    return None


def _quoted(telling: Telling, claim: ToldClaim, words: Words | None) -> Quoted:
    return Quoted(
        claim=claim.id,
        document=telling.label,
        outlet=telling.outlet,
        published=telling.published,
        words=words.text if words is not None else None,
        start=words.start if words is not None else None,
        end=words.end if words is not None else None,
        evidence=claim.evidence.text,
        speakers=tuple(teller.text for teller in claim.tellers),
    )


def _merged(merging: Merging, event: Event) -> Iterator[Comparison]:
    """For each account the comparison that ties it the closest, each pair once."""
    accounts = [one.account for one in event.accounts]
    shown: set[tuple[AccountId, AccountId]] = set()
    for account in accounts:
        others = [one for one in accounts if one != account]
        if others:
            best = min(others, key=lambda other: (-_tie(merging, account, other), other))
            if pair_of(account, best) not in shown:
                shown.add(pair_of(account, best))
                yield _comparison(merging, account, best)


def _tie(merging: Merging, one: AccountId, other: AccountId) -> float:
    return 1.0 if other in merging.decisions.ties.beside(one) else merging.pieces.probability(one, other)


def _comparison(merging: Merging, one: AccountId, other: AccountId) -> Comparison:
    if other in merging.decisions.ties.beside(one):
        first, second = pair_of(one, other)
        return Comparison(one=first, other=second, probability=1.0, signs=(Sign(_JUDGED, 1.0, 0.0),))
    return comparison_of(_profile(merging, one), _profile(merging, other))


def _profile(merging: Merging, account: AccountId) -> Profile:
    return merging.index.profiles[account]


def _considered(merging: Merging, event: Event) -> Iterator[Considered]:
    """The other events whose accounts share a key with this one's, each with its closest pair, the likeliest first."""
    own = {one.account for one in event.accounts}
    best: dict[EventId, tuple[float, AccountId, AccountId]] = {}
    for account in sorted(own):
        for other in sorted(merging.index.candidates(account) - own):
            probability = merging.pieces.probability(account, other)
            home = merging.event(other)
            if probability >= WORTH_SHOWING and home is not None:
                known = best.get(home.id)
                if known is None or probability > known[0]:
                    best[home.id] = (probability, account, other)
    ranked = sorted(best.items(), key=lambda one: (-one[1][0], one[0]))
    for name, (probability, account, other) in ranked[:MOST_CONSIDERED]:
        judged = pair_of(account, other) in merging.decisions.ties.apart
        comparison = _comparison(merging, account, other)
        yield Considered(event=name, comparison=comparison, reason=_reason(probability, judged))


def _reason(probability: float, judged: bool) -> str:
    if judged:
        return "a person has said that they are not the same"
    if probability < JOINED:
        return "not alike enough"
    return "alike enough by themselves, but not the two events as wholes"
