"""How far two readings of the same documents agree, field by field.

    python -m training.reader.agreement ONE TWO --data DATA

ONE and TWO are each a file of readings or a folder of such files (``annotations`` with ``texts`` and ``standoff``, or
``annotations/second``); DATA is the folder of the articles that stand-off readings were made of. Documents that only one
of them holds are left out. Neither reading is the right one: claims are paired one to one where the trigger of one stands
in the clause of the other, and a field's F1 is the share of its fills that both gave. It is the same from either side.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.optimize import linear_sum_assignment

from dateline.evaluate.rows import rows_from_file, same_wording, touch, words_of
from training.reader.annotations import read_standoff

Reading = Mapping[str, Any]
Span = tuple[int, int]

#: The folder that the sets of second readings of our own texts are named from.
ANNOTATIONS = Path(__file__).parents[1] / "annotations"
#: Fields in the order of the table; with a star, those whose mean is the headline.
FIELDS = (
    "claim", "typed*", "actor*", "recipient*", "weapon*", "time*", "time_overlap", "place*", "country", "count*",
    "count_measure", "modality*", "negation*", "background*", "attribution*", "grouping*", "quotation*", "relation*",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Fills of a field: given by one reading, by the other, and by both alike."""

    one: float = 0.0
    two: float = 0.0
    both: float = 0.0

    def add(self, one: bool, two: bool, same: bool) -> None:
        """Count one fill of either or both."""
        self.one += one
        self.two += two
        self.both += one and two and same

    @property
    def f1(self) -> float:
        """Twice what both gave over what either gave, in per cent."""
        return 200 * self.both / (self.one + self.two) if self.one + self.two else 0.0


@dataclass(slots=True)
class Grouping(Tally):
    """B-cubed over paired claims: how far the groups of one are the groups of the other."""

    precision: float = 0.0
    recall: float = 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        either = (self.precision + self.recall) * self.one
        return 200 * self.precision * self.recall / either if either else 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a reading and where it stands."""

    told: Reading
    at: Span
    trigger: Span

    def alternatives(self, field: str) -> list[str]:
        """The wordings of a party; the best is first."""
        return list(self.told.get(field) or [])


def read(path: Path, data: Path) -> dict[str, Reading]:
    """The readings of a file, or of a folder's files, by document; raises StaleAnnotationError."""
    rows = [row for file in _files(path) for row in rows_from_file(file)]
    worded = [row for row in rows if "text" in row]
    placed = read_standoff([row for row in rows if "text" not in row], [data, ANNOTATIONS])
    return {row["id"]: row for row in worded + placed}


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted([*path.glob("*.jsonl"), *path.glob("texts/*.jsonl"), *path.glob("standoff/*.jsonl")])


def agreement(one: Mapping[str, Reading], two: Mapping[str, Reading]) -> dict[str, Tally]:
    """The tallies by field over the documents that both read."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    grouping = Grouping()
    for document in sorted(one.keys() & two.keys()):
        _compare(one[document], two[document], tallies, grouping)
    return {**tallies, "grouping": grouping}


def _compare(one: Reading, two: Reading, tallies: dict[str, Tally], grouping: Grouping) -> None:
    ours, theirs = claims_of(one), claims_of(two)
    pairs = pair(ours, theirs)
    for index, claim in enumerate(ours):
        _compare_claims(claim, theirs[pairs[index]] if index in pairs else None, tallies)
    for index in set(range(len(theirs))) - set(pairs.values()):
        _compare_claims(None, theirs[index], tallies)
    _compare_grouping([(ours[i].told["event"], theirs[j].told["event"]) for i, j in pairs.items()], grouping)
    _compare_lists(tallies["quotation"], one.get("quotations"), two.get("quotations"), _same_quotation)
    _compare_lists(tallies["relation"], one.get("relations"), two.get("relations"), _same_relation)


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a reading with their offsets."""
    text, found = reading["text"], []
    for event in reading["events"]:
        at = text.index(event["at"])
        trigger = text.index(event["trigger"], at)
        found.append(Claim(event, (at, at + len(event["at"])), (trigger, trigger + len(event["trigger"]))))
    return found


def pair(ours: Sequence[Claim], theirs: Sequence[Claim]) -> dict[int, int]:
    """Indices of claims that tell the same, one to one, with the greatest total likeness."""
    if not ours or not theirs:
        return {}
    table = [[_likeness(mine, yours) for yours in theirs] for mine in ours]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if table[i][j] > 0}


def _likeness(mine: Claim, yours: Claim) -> float:
    """Zero where neither trigger touches the other's clause; clauses that cover the same words decide between equals."""
    if not (touch(mine.trigger, yours.at) or touch(yours.trigger, mine.at)):
        return 0.0
    shared = min(mine.at[1], yours.at[1]) - max(mine.at[0], yours.at[0])
    covered = max(mine.at[1], yours.at[1]) - min(mine.at[0], yours.at[0])
    return 1 + 2 * touch(mine.trigger, yours.trigger) + 1.5 * _same_type(mine, yours) + 0.1 * shared / covered


def _same_type(mine: Claim, yours: Claim) -> bool:
    return bool(set(mine.told["types"]) & set(yours.told["types"]))


def _compare_claims(mine: Claim | None, yours: Claim | None, tallies: dict[str, Tally]) -> None:
    tallies["claim"].add(mine is not None, yours is not None, True)
    typed = mine is not None and yours is not None and _same_type(mine, yours)
    tallies["typed"].add(mine is not None, yours is not None, typed)
    nothing = Claim({}, (0, 0), (0, 0))
    one, two = mine or nothing, yours or nothing
    for name, field in (
        ("actor", "actor"),
        ("recipient", "recipient"),
        ("weapon", "weapons"),
        ("attribution", "attribution"),
    ):
        ours, theirs = one.alternatives(field), two.alternatives(field)
        tallies[name].add(bool(ours), bool(theirs), any(same_wording(x, y) for x in ours for y in theirs))
    when, then = _time(one), _time(two)
    tallies["time"].add(any(when), any(then), when == then)
    meet = (when[0] or "") <= (then[1] or "9999") and (then[0] or "") <= (when[1] or "9999")
    tallies["time_overlap"].add(any(when), any(then), meet)
    here, there = one.told.get("place") or {}, two.told.get("place") or {}
    ours_named, theirs_named = _names(here), _names(there)
    tallies["place"].add(bool(ours_named), bool(theirs_named), bool(ours_named & theirs_named))
    country, other = here.get("country"), there.get("country")
    tallies["country"].add(bool(country), bool(other), country == other)
    counts, others = (
        [(c["what"], c.get("low"), c.get("high")) for c in claim.told.get("counts") or []] for claim in (one, two)
    )
    _compare_lists(tallies["count"], counts, others, lambda x, y: x == y)
    _compare_lists(tallies["count_measure"], counts, others, lambda x, y: x[0] == y[0])
    modality, told = (claim.told.get("modality", "asserted") for claim in (one, two))
    tallies["modality"].add(modality != "asserted", told != "asserted", modality == told)
    negated, denied = (claim.told.get("polarity") == "negated" for claim in (one, two))
    tallies["negation"].add(negated, denied, True)
    tallies["background"].add(bool(one.told.get("background")), bool(two.told.get("background")), True)


def _time(claim: Claim) -> tuple[str | None, str | None]:
    start, end = claim.told.get("time") or (None, None)
    return start, end


def _names(place: Mapping[str, str]) -> set[tuple[str, ...]]:
    return {tuple(words_of(place[key])) for key in ("name", "written") if place.get(key)}


def _compare_lists(tally: Tally, one: Iterable[Any] | None, two: Iterable[Any] | None, same: Any) -> None:
    """Pair off the entries of two lists that are the same."""
    rest = list(two or ())
    for entry in one or ():
        twin = next((other for other in rest if same(entry, other)), None)
        if twin is not None:
            rest.remove(twin)
        tally.add(True, twin is not None, True)
    for _ in rest:
        tally.add(False, True, False)


def _same_quotation(one: Reading, two: Reading) -> bool:
    """The same opening, as far as both give it, of a speaker whom both name."""
    ours, theirs = words_of(one["begins"]), words_of(two["begins"])
    size = min(len(ours), len(theirs))
    speakers = any(same_wording(x, y) for x in one.get("speaker") or [] for y in two.get("speaker") or [])
    return bool(size) and ours[:size] == theirs[:size] and speakers


def _same_relation(one: Reading, two: Reading) -> bool:
    ends = (same_wording(one[end], two[end]) for end in ("subject", "object"))
    return bool(set(one["type"]) & set(two["type"])) and all(ends)


def _compare_grouping(labels: Sequence[tuple[str, str]], grouping: Grouping) -> None:
    for ours, theirs in labels:
        mine = sum(one == ours for one, _ in labels)
        yours = sum(two == theirs for _, two in labels)
        common = sum(one == ours and two == theirs for one, two in labels)
        grouping.add(True, True, True)
        grouping.precision += common / yours
        grouping.recall += common / mine


def table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The lines of the table: a field, its F1, and the fills of each reading."""
    yield "| field | F1 | fills, one | fills, two |"
    yield "|---|---|---|---|"
    headline = []
    for name in FIELDS:
        tally = tallies.get(name.removesuffix("*"), Tally())
        if name.endswith("*"):
            headline.append(tally.f1)
        yield f"| {name.removesuffix('*')} | {tally.f1:.1f} | {tally.one:.0f} | {tally.two:.0f} |"
    yield f"| mean of the {len(headline)} fields | {sum(headline) / len(headline):.1f} | | |"


def main() -> None:
    """Print the agreement of two readings."""
    parser = argparse.ArgumentParser(description="How far two readings of the same documents agree, field by field.")
    parser.add_argument("one", type=Path)
    parser.add_argument("two", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder of the articles")
    options = parser.parse_args()
    one, two = read(options.one, options.data), read(options.two, options.data)
    lines = [f"{len(one.keys() & two.keys())} documents", "", *table(agreement(one, two))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
