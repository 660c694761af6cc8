"""Generated accounts whose events are known: what the merge is measured on where no gold is large enough.

Made-up incidents in made-up towns over five years, each told by one to a dozen reports that copy, round and contradict each
other; every report also tells lesser things beside its focus. The same seed gives the same accounts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import exp
from random import Random

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.ids import AccountId, ActorId, ClaimId, DocumentKey, PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.telling import Party, Telling, ToldClaim, ToldCount, ToldTime, ToldToll, Words
from dateline.domain.value import Measure, TimePrecision
from dateline.merge.wording import known_words, wording_of

FIRST_DAY = date(2019, 1, 1)
DAYS = 1826
#: Settlements a thousand accounts, so that a larger ledger covers more ground and not only more reports of one town.
TOWNS_PER_THOUSAND = 20
#: Reports of an incident, and how often; the mean is 2.6.
SIZES = ((1, 45), (2, 20), (3, 13), (4, 8), (6, 6), (8, 5), (12, 3))
#: Lesser accounts beside a report's focus.
LESSER = (0, 1, 1, 2)
COPIES, FOLLOW_UPS = 0.2, 0.15

_SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ten",
    "sul",
    "ba",
    "dar",
    "no",
    "fe",
    "gu",
    "zin",
    "lo",
    "pra",
    "she",
    "var",
    "ul",
    "ti",
    "men",
)
_ACTS = ("firearms", "explosives", "aerial", "heavy-weapons", "abduct")
_LESSER_TYPES = ("accuse", "consult", "mobilize", "aid", "coerce")


@dataclass(frozen=True, slots=True)
class _Incident:
    number: int
    day: date
    place: Place
    mode: str
    killed: int
    names: tuple[str, ...]
    words: tuple[str, ...]


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words of real reports with how often they are drawn: as often as reports use them."""
    known = [(word, rarity) for word, rarity in known_words().items() if word.isalpha() and len(word) > 3]
    words = sorted(known, key=lambda one: one[0])
    return tuple(word for word, _ in words), tuple(accumulate(exp(-rarity) for _, rarity in words))


def _words(random: Random, number: int) -> list[str]:
    words, weights = _vocabulary()
    return random.choices(words, cum_weights=weights, k=number)


def generated(number: int, seed: int = 2024) -> Iterator[tuple[Telling, int]]:
    """So many accounts, each with the number of its event; lesser accounts are events of their own, shared by copies."""
    random = Random(seed)
    towns = [_town(random, index) for index in range(max(10, number * TOWNS_PER_THOUSAND // 1000))]
    made = event = 0
    while made < number:
        incident = _incident(random, event, random.choice(towns))
        event += 1
        text = ""
        lesser: list[tuple[str, int]] = []
        for report in range(_size(random)):
            copied = bool(text) and random.random() < COPIES
            if not copied:
                text = _text(random, incident)
                lesser = [(random.choice(_LESSER_TYPES), event + rank) for rank in range(random.choice(LESSER))]
                event += len(lesser)
            key = DocumentKey(hashlib.sha256(f"{incident.number} {report} {seed}".encode()).hexdigest())
            for telling, truth in _report(random, incident, (key, text), lesser):
                yield telling, truth
                made += 1
                if made == number:
                    return


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=random.randint(2, 4))).capitalize()


def _town(random: Random, index: int) -> Place:
    return Place(
        id=PlaceId(f"p{index}"), name=_name(random), precision=PlacePrecision.SETTLEMENT,
        lat=round(random.uniform(-30, 40), 3), lon=round(random.uniform(-15, 60), 3), country="XXX",
        admin1=f"Province {index % 97}",
    )  # fmt: skip


def _incident(random: Random, number: int, place: Place) -> _Incident:
    return _Incident(
        number=number,
        day=FIRST_DAY + timedelta(days=random.randrange(DAYS)),
        place=place,
        mode=random.choice(_ACTS),
        killed=min(200, int(random.paretovariate(1.1))),
        names=tuple(_name(random) for _ in range(4)),
        words=tuple(_words(random, 30)),
    )


def _size(random: Random) -> int:
    return random.choices([size for size, _ in SIZES], [weight for _, weight in SIZES])[0]


def _text(random: Random, incident: _Incident) -> str:
    """About a hundred words: the incident's own, the town's and the names', and what any report says."""
    words = [incident.place.name] * 3 + random.choices(incident.names, k=6)
    words += random.choices(incident.words, k=50) + _words(random, 60) + [_name(random) for _ in range(2)]
    random.shuffle(words)
    return " ".join(words) + "."


def _report(
    random: Random, incident: _Incident, report: tuple[DocumentKey, str], lesser: list[tuple[str, int]]
) -> Iterator[tuple[Telling, int]]:
    key, text = report
    later = random.randint(20, 300) if random.random() < FOLLOW_UPS else random.randint(0, 2)
    killed = max(0, incident.killed + random.choice((0, 0, 0, -1, 1, 2)))
    focus = _telling(random, incident, key, killed)
    wording = wording_of(text, None)
    published = incident.day + timedelta(days=later)
    yield replace(focus, focus=True, wording=wording, published=published), incident.number
    for type_, truth in lesser:
        told = _telling(random, incident, key, None, type_)
        yield replace(told, relevance=0.3, wording=wording, published=published), truth


def _telling(
    random: Random, incident: _Incident, key: DocumentKey, killed: int | None, type_: str = "assault"
) -> Telling:
    digits = hashlib.sha256(f"{key} {type_} {random.random()}".encode()).hexdigest()[:16]
    actor = Actor(id=ActorId(f"a{digits}"), name=random.choice(incident.names), kind=ActorKind.GROUP)
    own = random.sample(incident.words, 8) if type_ == "assault" else _words(random, 8)
    sentence = f"{actor.name} {' '.join(own)} in {incident.place.name} {killed if killed is not None else ''}."
    when = ToldTime(
        earliest=incident.day,
        latest=incident.day,
        precision=TimePrecision.DAY,
        words=Words(0, 6, "Friday"),
        reason="said",
    )
    count = ToldCount(measure=Measure.KILLED, words=Words(5, 6, str(killed)), low=killed, high=killed, confidence=0.9)
    claim = ToldClaim(
        id=ClaimId(f"c{digits}"), type=type_, mode=incident.mode if type_ == "assault" else None,
        trigger=Words(5, 11, "attack"), evidence=Words(0, len(sentence), sentence), when=when, place=incident.place.id,
        parties=(Party(role=Role.ACTOR, text=actor.name, actor=actor.id),),
        counts=(count,) if killed else (), confidence=0.9,
    )  # fmt: skip
    return Telling(
        account=AccountId(f"k{digits}"), document=key, label=key[:12], type=type_, claims=(claim,), mode=claim.mode,
        outlet=f"outlet {random.randrange(40)}", relevance=0.8, report_relevance=0.8, when=when, place=incident.place.id,
        tolls=(ToldToll(measure=Measure.KILLED, low=killed, best=killed, high=killed),) if killed else (),
        actors=(actor,), places=(incident.place,),
    )  # fmt: skip
