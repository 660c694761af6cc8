"""Fit the scorer that says how surely two accounts are of one event.

    python -m training.merge.fit READINGS.jsonl:GOLD.jsonl[:SHARE]… > src/dateline/merge/weights.toml

READINGS are what ``dateline code --format jsonl`` prints; GOLD names the incident (or group) of each document. A pair of
reports of one incident is a positive example, of two incidents a negative one. ``report`` is fitted on what the reports are
about, with their wording; ``account`` on the same pairs without it, and on pairs of a report's focus and another
incident's lesser accounts, which are negative; ``undated`` on the pairs of what reports are about of which one has no date of
publication, the others being those of ``report``. Sets weigh alike whatever their size, but for SHARE, and the fit is
ridge-regularised: equal input gives equal weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dateline.domain.ids import AccountId
from dateline.merge.candidates import Index
from dateline.merge.profile import profile_of
from dateline.merge.signs import SAID, Signs, signs_of
from dateline.merge.tell import tellings_from_row
from dateline.merge.weighing import UNFITTED, is_compared

#: Strength of the ridge, in examples.
RIDGE = 1.0
#: Signs of a whole report's wording, which single accounts have no share in.
OF_REPORTS = (
    "wording",
    "wording_some",
    "wording_much",
    "names",
    "names_much",
    "title",
    "copy",
    "place_and_names",
    "day_and_wording",
)
#: Weights that no example may turn round: more of these never speaks against one event, or never for it.
FOR = ("wording", "wording_some", "wording_much", "names", "names_much", "title", "copy", "evidence", "evidence_much",
       "same_day", "same_place", "day_and_place", "place_and_names", "day_and_wording", "people_shared", "killed_same",
       "injured_same", "mode_same", "weapon_same")  # fmt: skip
AGAINST = ("days_apart", "days_far", "day_unknown", "place_apart", "place_other", "people_differ", "killed_differ",
           "injured_differ", "type_differs", "mode_differs", "weapon_differs")  # fmt: skip
#: How much more a pair of one event weighs than another: without dates a tie that is missed is not made up for elsewhere.
SAME_WEIGHS = {"undated": 1.35}
#: Weights that one model takes over from another: reports without a date of publication seldom give a full date, and where both
#: do it means what it means elsewhere.
TAKEN_OVER = {"undated": ("report", ("days_apart", "days_far"))}


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of a pair, whether it is of one event, and how much it weighs."""

    signs: Signs
    same: bool
    weight: float


def main(pairs: Sequence[str]) -> int:
    """Print the two models as TOML, with the number of examples and the loss on standard error."""
    reports: list[Example] = []
    undated: list[Example] = []
    accounts: list[Example] = []
    for pair in pairs:
        readings, gold, *share = pair.split(":")
        own, lesser = examples(Path(readings), Path(gold))
        scale = 2000.0 * float(share[0] if share else 1) / max(1, sum(example.same for example in own))
        for one in own:
            (undated if "published_unknown" in one.signs else reports).append(Example(one.signs, one.same, scale))
        accounts += [Example(_without(one.signs), one.same, scale) for one in own]
        accounts += [Example(one.signs, one.same, scale * 0.3) for one in lesser]
        sys.stderr.write(
            f"{pair}: {sum(one.same for one in own)} of {len(own)} pairs are one event, {len(lesser)} lesser\n"
        )
    lines = ["# Fitted by training/merge/fit.py; not to be edited by hand."]
    models: dict[str, dict[str, float]] = {}
    for name, examples_ in (("report", reports), ("undated", undated), ("account", accounts)):
        more = SAME_WEIGHS.get(name, 1.0)
        weights = fitted([replace(one, weight=one.weight * more) if one.same else one for one in examples_])
        source, signs = TAKEN_OVER.get(name, (name, ()))
        models[name] = weights | {sign: models[source][sign] for sign in signs if source in models}
        weights = models[name]
        lines += [f"[{name}]", *(f"{sign} = {weights[sign]:.3f}" for sign in SAID if sign in weights)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _without(signs: Signs) -> Signs:
    return {name: value for name, value in signs.items() if name not in OF_REPORTS}


def examples(readings: Path, gold: Path) -> tuple[list[Example], list[Example]]:
    """Pairs of what reports are about, and pairs of that with other incidents' lesser accounts."""
    incident = {}
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        incident[row["id"]] = row.get("incident") or row.get("group")
    index = Index()
    home: dict[str, str] = {}
    for row in _rows(readings):
        if row["document"]["id"] in incident:
            for telling in tellings_from_row(row):
                index.add(profile_of(telling))
                home[telling.account] = incident[row["document"]["id"]]
    own, lesser = [], []
    for one, other in sorted(candidate_pairs(index)):
        ours, theirs = index.profiles[one], index.profiles[other]
        same = home[one] == home[other]
        if ours.focus and theirs.focus:
            own.append(Example(signs_of(ours, theirs), same, 1.0))
        elif (ours.focus or theirs.focus) and not same:
            lesser.append(Example(signs_of(ours, theirs), False, 1.0))
    return own, lesser


def candidate_pairs(index: Index) -> set[tuple[AccountId, AccountId]]:
    """Every two accounts that share an open key and can be of one event."""
    return {
        (one, other)
        for one in index.profiles
        for other in index.candidates(one)
        if one < other and is_compared(index.profiles[one], index.profiles[other])
    }


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a ridge-regularised logistic regression whose signs point where reason says that they do."""
    apart = set().union(*UNFITTED.values())
    names = [name for name in SAID if name not in apart and any(name in example.signs for example in examples)]
    table = np.array([[example.signs.get(name, 0.0) for name in names] for example in examples])
    same = np.array([example.same for example in examples], dtype=float)
    weight = np.array([example.weight for example in examples])
    bounds = [(0.0, None) if name in FOR else (None, 0.0) if name in AGAINST else (None, None) for name in names]
    ridge = np.array([0.0 if name == "always" else RIDGE for name in names])

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = table @ theta
        value = np.sum(weight * (np.logaddexp(0, odds) - same * odds)) + 0.5 * np.sum(ridge * theta**2)
        return float(value), table.T @ (weight * (1 / (1 + np.exp(-odds)) - same)) + ridge * theta

    found = minimize(loss, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000})
    sys.stderr.write(f"{len(examples)} examples, mean loss {found.fun / weight.sum():.4f}\n")
    return dict(zip(names, found.x, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
