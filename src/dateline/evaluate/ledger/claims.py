"""Claims of a document against gold: pairing, then every field of every pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scipy.optimize import linear_sum_assignment

from dateline.evaluate.ledger.tally import Tally
from dateline.evaluate.rows import Json, object_under, objects, offsets, text_of, texts, touch, words_of

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
        kinds = {kind.casefold() for kind in texts(self.row.get("types"))}
        return kinds | ({"mobilize", "mobilise"} if kinds & {"mobilize", "mobilise"} else set())


@dataclass
class GivenArgument:
    """A predicted argument, with its words and the name of its actor."""

    row: Json
    role: str
    wordings: list[str]


@dataclass
class GivenClaim:
    """A predicted claim, with what it takes from its account, places and attribution."""

    row: Json = field(default_factory=dict)
    trigger: Offsets = None
    type: str = ""
    arguments: list[GivenArgument] = field(default_factory=list)
    time: tuple[str | None, str | None] = (None, None)
    place: str | None = None
    place_written: str = ""
    country: str | None = None
    counts: list[Json] = field(default_factory=list)
    stance: Json = field(default_factory=dict)
    speakers: list[str] = field(default_factory=list)
    background: bool = False
    account: object = None

    def wordings_of(self, role: str) -> list[str]:
        """Every wording of every argument of a role."""
        return [word for argument in self.arguments if argument.role == role for word in argument.wordings]


def score_claims(
    gold: Json,
    reading: Json,
    text: str,
    tallies: dict[str, Tally],
    grouping: list[tuple[float, float]],
    errors: list[str],
) -> None:
    """Add a document's claims to the tallies, its B-cubed shares to ``grouping`` and its misses to ``errors``."""
    wanted, given = gold_claims(gold, text), given_claims(reading)
    pairs = paired_claims(wanted, given)
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


def gold_claims(gold: Json, text: str) -> list[GoldClaim]:
    """The claims of a document's gold, found in its text."""
    claims = []
    for row in objects(gold.get("events")):
        at, word = (str(row.get(key) or "") for key in ("at", "trigger"))
        start = text.find(at) if at else -1
        clause = (start, start + len(at)) if start >= 0 else None
        trigger: Offsets = None
        if clause and word:
            inner = text.find(word, *clause)
            trigger = (inner, inner + len(word)) if inner >= 0 else None
        claims.append(GoldClaim(row, clause, trigger))
    return claims


def given_claims(reading: Json) -> list[GivenClaim]:
    """The claims of a printed reading."""
    places, attributions, actors, accounts = (
        {str(row.get("id")): row for row in objects(reading.get(kind))}
        for kind in ("places", "attributions", "actors", "accounts")
    )
    claims = []
    for row in objects(reading.get("claims")):
        arguments = []
        for argument in objects(row.get("arguments")):
            name = actors.get(str(argument.get("actor")), {}).get("name")
            wordings = [str(word) for word in (text_of(argument.get("span")), name) if word]
            arguments.append(GivenArgument(argument, str(argument.get("role") or ""), wordings))
        account = accounts.get(str(row.get("account")), {})
        when, where = object_under(row, "when"), object_under(row, "where")
        if not (when.get("earliest") or when.get("latest")):
            when = object_under(account, "when")
        if not where.get("place"):
            where = object_under(account, "where")
        place = places.get(str(where.get("place")), {})
        attribution = attributions.get(str(row.get("attribution")), {})
        speakers = [text_of(one.get("span")) for key in ("sources", "via") for one in objects(attribution.get(key))]
        claims.append(
            GivenClaim(
                row=row,
                trigger=offsets(row.get("trigger")),
                type=str(row.get("type") or "").casefold(),
                arguments=arguments,
                time=(when.get("earliest"), when.get("latest")),
                place=place.get("name"),
                place_written=text_of(where.get("span")),
                country=place.get("country"),
                counts=objects(row.get("counts")),
                stance=object_under(row, "stance"),
                speakers=[speaker for speaker in speakers if speaker],
                background=bool(row.get("background") or account.get("background")),
                account=row.get("account") or id(row),
            )
        )
    return claims


def paired_claims(wanted: list[GoldClaim], given: list[GivenClaim]) -> dict[int, int]:
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
        tallies[name].add_filler(row.get(key) or [], other.wordings_of(role))
    tallies["attribution"].add_filler(row.get("attribution") or [], other.speakers)
    _score_time(tuple(row.get("time") or (None, None)), other.time, tallies)
    _score_place(row.get("place") or {}, other, tallies)
    counts, others = [[figure_of(count) for count in rows] for rows in (objects(row.get("counts")), other.counts)]
    tallies["count"].add_multiset(counts, others)
    tallies["count_measure"].add_multiset([measure for measure, *_ in counts], [measure for measure, *_ in others])
    want, got = _marked(row.get("modality")), _marked(other.stance.get("modality"))
    tallies["modality"].add(tp=bool(want and want == got), fp=bool(got and want != got), fn=bool(want and want != got))
    for name, wants, gets in (
        ("negation", row.get("polarity") == "negated", other.stance.get("polarity") == "negated"),
        ("background", bool(row.get("background")), other.background),
    ):
        tallies[name].add(tp=wants and gets, fp=gets and not wants, fn=wants and not gets)


def figure_of(count: Json) -> tuple[object, object, object]:
    """Measure, low and high of a count of gold or of a reading."""
    return count.get("what") or count.get("measure"), count.get("low"), count.get("high")


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
