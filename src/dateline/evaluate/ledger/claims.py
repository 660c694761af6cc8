"""Claims of a document against gold: pairing, then every field of every pair."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from scipy.optimize import linear_sum_assignment

from dateline.evaluate.ledger.tally import Tally
from dateline.evaluate.rows import Json, objects, offsets, text_of, touch, words_of

Offsets = tuple[int, int] | None

FIELDS = (
    "claim", "typed", "actor", "recipient", "weapon", "time", "time_overlap", "place", "country", "count",
    "count_measure", "modality", "negation", "background", "attribution",
)  # fmt: skip


@dataclass
class GoldClaim:
    """A claim of the gold, with its clause and trigger found in the text."""

    row: Json = field(default_factory=dict)
    clause: Offsets = None
    trigger: Offsets = None

    def types(self) -> set[str]:
        """The accepted types; both spellings of mobilize."""
        kinds = {str(kind).casefold() for kind in self.row.get("types") or []}
        return kinds | ({"mobilize", "mobilise"} if kinds & {"mobilize", "mobilise"} else set())


@dataclass
class GivenClaim:
    """A predicted claim, with what it takes from its account, places and attribution."""

    trigger: Offsets = None
    type: str = ""
    roles: dict[str, list[str]] = field(default_factory=dict)
    time: tuple[str | None, str | None] = (None, None)
    place: str | None = None
    place_written: str = ""
    country: str | None = None
    counts: list[Json] = field(default_factory=list)
    stance: Json = field(default_factory=dict)
    speakers: list[str] = field(default_factory=list)
    background: bool = False
    account: object = None


def score_claims(
    gold: Json,
    reading: Json,
    text: str,
    tallies: dict[str, Tally],
    grouping: list[tuple[float, float]],
    errors: list[str],
) -> None:
    """Add a document's claims to the tallies, its B-cubed shares to ``grouping`` and its misses to ``errors``."""
    wanted, given = _gold_claims(gold, text), _given_claims(reading)
    pairs = _paired(wanted, given)
    for index, claim in enumerate(wanted):
        paired = given[pairs[index]] if index in pairs else None
        _score_pair(claim, paired, tallies)
        if paired is None or paired.type not in claim.types():
            how = "missed" if paired is None else f"read as {paired.type}"
            row = claim.row
            errors.append(f"{gold.get('id')}: {row.get('id')} wanted {row.get('types')} at {row.get('at')!r}: {how}")
    for index, spurious in enumerate(given):
        if index not in set(pairs.values()):
            _score_pair(None, spurious, tallies)
    labels = [(wanted[i].row.get("event") or f"_{i}", given[j].account) for i, j in pairs.items()]
    for label, account in labels:
        with_label = {k for k, (other, _) in enumerate(labels) if other == label}
        with_account = {k for k, (_, other) in enumerate(labels) if other == account}
        both = len(with_label & with_account)
        grouping.append((both / len(with_account), both / len(with_label)))


def _gold_claims(gold: Json, text: str) -> list[GoldClaim]:
    claims = []
    for row in objects(gold.get("events")):
        start = text.find(row.get("at") or "\0")
        clause = (start, start + len(row["at"])) if start >= 0 else None
        trigger: Offsets = None
        if clause and row.get("trigger"):
            inner = text.find(row["trigger"], *clause)
            trigger = (inner, inner + len(row["trigger"])) if inner >= 0 else None
        claims.append(GoldClaim(row, clause, trigger))
    return claims


def _given_claims(reading: Json) -> list[GivenClaim]:
    places, attributions, actors, accounts = (
        {row.get("id"): row for row in objects(reading.get(kind))}
        for kind in ("places", "attributions", "actors", "accounts")
    )
    claims = []
    for row in objects(reading.get("claims")):
        roles: dict[str, list[str]] = defaultdict(list)
        for argument in objects(row.get("arguments")):
            name = (actors.get(argument.get("actor")) or {}).get("name")
            roles[argument.get("role") or ""] += [word for word in (text_of(argument.get("span")), name) if word]
        account = accounts.get(row.get("account")) or {}
        when, where = row.get("when") or {}, row.get("where") or {}
        if not (when.get("earliest") or when.get("latest")):
            when = account.get("when") or {}
        if not where.get("place"):
            where = account.get("where") or {}
        place = places.get(where.get("place")) or {}
        attribution = attributions.get(row.get("attribution")) or {}
        speakers = [text_of(one.get("span")) for key in ("sources", "via") for one in objects(attribution.get(key))]
        claims.append(
            GivenClaim(
                trigger=offsets(row.get("trigger")),
                type=str(row.get("type") or "").casefold(),
                roles=roles,
                time=(when.get("earliest"), when.get("latest")),
                place=place.get("name"),
                place_written=text_of(where.get("span")),
                country=place.get("country"),
                counts=objects(row.get("counts")),
                stance=row.get("stance") or {},
                speakers=[speaker for speaker in speakers if speaker],
                background=bool(row.get("background") or account.get("background")),
                account=row.get("account") or id(row),
            )
        )
    return claims


def _paired(wanted: list[GoldClaim], given: list[GivenClaim]) -> dict[int, int]:
    """One-to-one pairing with the greatest total weight (the Hungarian method)."""
    weights: dict[tuple[int, int], float] = {}
    for i, claim in enumerate(wanted):
        for j, other in enumerate(given):
            if claim.clause and touch(other.trigger, claim.clause):
                length = max(1, claim.clause[1] - claim.clause[0])
                weights[i, j] = (
                    1 + 2 * touch(other.trigger, claim.trigger) + 1.5 * (other.type in claim.types()) + 0.1 / length
                )
    if not weights:
        return {}
    table = [[-weights.get((i, j), 0.0) for j in range(len(given))] for i in range(len(wanted))]
    rows, columns = linear_sum_assignment(table)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if (int(i), int(j)) in weights}


def _score_pair(wanted: GoldClaim | None, given: GivenClaim | None, tallies: dict[str, Tally]) -> None:
    """Add every field of a pair, of a missed claim (``given`` None) or of a spurious one (``wanted`` None)."""
    is_gold, is_given = wanted is not None, given is not None
    claim, other = wanted or GoldClaim(), given or GivenClaim()
    row = claim.row
    both = is_gold and is_given
    tallies["claim"].add(tp=both, fp=is_given and not both, fn=is_gold and not both)
    right = both and other.type in claim.types()
    tallies["typed"].add(tp=right, fp=is_given and not right, fn=is_gold and not right)
    for name, key, role in (("actor", "actor", "actor"), ("recipient", "recipient", "recipient"),
                            ("weapon", "weapons", "instrument")):  # fmt: skip
        tallies[name].add_filler(row.get(key) or [], other.roles.get(role, []))
    tallies["attribution"].add_filler(row.get("attribution") or [], other.speakers)
    _score_time(tuple(row.get("time") or (None, None)), other.time, tallies)
    _score_place(row.get("place") or {}, other, tallies)
    counts = [(count.get("what") or count.get("measure"), count) for count in objects(row.get("counts"))]
    others = [(count.get("what") or count.get("measure"), count) for count in other.counts]
    tallies["count"].add_multiset(
        [(measure, count.get("low"), count.get("high")) for measure, count in counts],
        [(measure, count.get("low"), count.get("high")) for measure, count in others],
    )
    tallies["count_measure"].add_multiset([measure for measure, _ in counts], [measure for measure, _ in others])
    want, got = _marked(row.get("modality")), _marked(other.stance.get("modality"))
    tallies["modality"].add(tp=bool(want and want == got), fp=bool(got and want != got), fn=bool(want and want != got))
    for name, wants, gets in (
        ("negation", row.get("polarity") == "negated", other.stance.get("polarity") == "negated"),
        ("background", bool(row.get("background")), other.background),
    ):
        tallies[name].add(tp=wants and gets, fp=gets and not wants, fn=wants and not gets)


def _marked(modality: object) -> object:
    return None if modality in (None, "asserted") else modality


def _score_time(wanted: tuple[Any, ...], given: tuple[str | None, str | None], tallies: dict[str, Tally]) -> None:
    known, told, same = any(wanted), any(given), wanted == given
    tallies["time"].add(tp=known and same, fp=told and not same, fn=known and not same)
    meet = bool(known and told and (wanted[0] or "0") <= (given[1] or "9") and (given[0] or "0") <= (wanted[1] or "9"))
    tallies["time_overlap"].add(tp=meet, fp=told and not meet, fn=known and not meet)


def _score_place(wanted: Json, given: GivenClaim, tallies: dict[str, Tally]) -> None:
    names = [name for name in (wanted.get("name"), wanted.get("written")) if name]
    hit = any(words_of(name) == words_of(word) for name in names for word in (given.place, given.place_written) if word)
    told = bool(given.place or given.place_written)
    tallies["place"].add(tp=hit, fp=told and not hit, fn=bool(names) and not hit)
    country = wanted.get("country")
    same = country == given.country
    tallies["country"].add(
        tp=bool(country) and same, fp=bool(given.country) and not same, fn=bool(country) and not same
    )
