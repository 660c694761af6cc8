from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.calibration import figures_of, toml_of, uncalibrated
from benchmarks.table import page_from
from dateline.evaluate.calibration import (
    IDENTITY,
    Line,
    Point,
    calibrations_of,
    cross_fitted,
    evaluate,
    fitted_line,
    measured,
    points_of,
)

TEXT = "Gunmen from the hills killed 12 people and hurt 30 others with rifles in Gao. Police may arrest two men."

GOLD: dict[str, Any] = {
    "id": "g1",
    "text": TEXT,
    "events": [
        {"id": "E1", "at": "Gunmen from the hills killed 12 people and hurt 30 others with rifles in Gao", "trigger": "killed",
         "types": ["assault"], "actor": ["Gunmen from the hills", "Gunmen"], "recipient": ["12 people"], "weapons": ["rifles"],
         "counts": [{"what": "killed", "low": 12, "high": 12}, {"what": "injured", "low": 30, "high": 30}],
         "modality": "asserted", "polarity": "affirmed", "stage": "accomplished", "background": False},
        {"id": "E2", "at": "Police may arrest two men", "trigger": "arrest", "types": ["coerce"], "actor": ["Police"],
         "recipient": ["two men"], "weapons": [], "counts": [], "modality": "planned", "polarity": "affirmed",
         "stage": None, "background": True},
    ],
}  # fmt: skip


def quoted(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def argument(role: str, words: str, confidence: float | None = 0.9, actor: str | None = None) -> dict[str, Any]:
    made = {"role": role, "span": quoted(words), "actor": actor}
    return made if confidence is None else made | {"confidence": confidence}


def reading() -> dict[str, Any]:
    return {
        "document": {"id": "g1", "text": TEXT},
        "actors": [{"id": "a1", "name": "Gunmen"}],
        "claims": [
            {"id": "c1", "type": "assault", "trigger": quoted("killed"), "confidence": 0.8,
             "arguments": [argument("actor", "hills", 0.6, "a1"), argument("recipient", "30 others", 0.7),
                           argument("instrument", "rifles"), argument("location", "Gao"),
                           argument("recipient", "12 people", None)],
             "counts": [{"measure": "killed", "low": 12, "high": 12, "confidence": 0.9},
                        {"measure": "killed", "low": 12, "high": 12, "confidence": 0.8},
                        {"measure": "injured", "low": 30, "high": None, "confidence": 0.7},
                        {"measure": "injured", "low": 30, "high": 30}],
             "stance": {"modality": "asserted", "polarity": "negated", "stage": "ongoing"}, "background": False,
             "confidences": {"mode": 0.9, "modality": 0.95, "polarity": 0.6, "stage": 0.55, "background": 0.9}},
            {"id": "c2", "type": "sanction", "trigger": quoted("arrest"), "confidence": 0.4, "arguments": [], "counts": [],
             "stance": {"modality": "planned", "polarity": "affirmed", "stage": "future"}, "background": False,
             "confidences": {"stage": 0.9, "background": 0.7, "voice": 0.9}},
            {"id": "c3", "type": "protest", "trigger": quoted("."), "confidence": 0.3,
             "arguments": [argument("actor", "Police")], "confidences": {"modality": 0.9}},
        ],
    }  # fmt: skip


def told(points: tuple[Point, ...]) -> dict[str, list[tuple[float, bool]]]:
    out: dict[str, list[tuple[float, bool]]] = {}
    for point in points:
        out.setdefault(point.field, []).append((point.confidence, point.right))
    return out


def drawn(confidence: float, n_right: int, n_wrong: int, field: str = "claim", documents: int = 5) -> list[Point]:
    """Points of one confidence, spread over documents."""
    truths = [True] * n_right + [False] * n_wrong
    return [Point(field, f"d{index % documents}", confidence, right) for index, right in enumerate(truths)]


#: Of what is said with a confidence of 0.95, six in ten are right.
OVERCONFIDENT = [*drawn(0.95, 60, 40), *drawn(0.65, 54, 46), *drawn(0.1, 42, 58)]


def test_every_confidence_is_a_point_of_its_field() -> None:
    points = told(points_of([GOLD], [reading()]))
    assert points == {
        # All printed claims: the third tells no event of the gold.
        "claim": [(0.8, True), (0.4, False), (0.3, False)],
        # The name of the actor is accepted where the words are not.
        "actor": [(0.6, True)],
        "recipient": [(0.7, False)],
        "instrument": [(0.9, True)],
        # One count of the gold makes one count right; one without a confidence is no point.
        "count": [(0.9, True), (0.8, False), (0.7, False)],
        "modality": [(0.95, True)],
        "polarity": [(0.6, False)],
        # The gold does not say the stage of the second.
        "stage": [(0.55, False)],
        "background": [(0.9, True), (0.7, False)],
    }


def test_a_report_without_a_reading_has_no_points() -> None:
    assert points_of([GOLD | {"id": "g2"}], [reading()]) == ()
    assert points_of([], [reading()]) == ()


BROKEN: list[dict[str, Any]] = [
    {},
    {"document": "g1", "claims": [{}]},
    {"document": {"id": "g1"}, "claims": "none"},
    {"document": {"id": "g1"}, "claims": [None, 3, {}]},
    {"document": {"id": "g1"}, "actors": [{"id": ["a"]}], "accounts": {"id": 1}, "claims": [
        {"confidence": "sure", "trigger": [3, 4], "arguments": ["actor"], "when": "today", "where": 3, "account": []}]},
    {"document": {"id": "g1"}, "claims": [
        {"trigger": quoted("killed"), "type": 7, "confidence": 1.5, "confidences": ["modality"], "stance": "asserted",
         "arguments": [{"role": "actor", "confidence": True}, {"role": ["actor"]}, {"role": "actor", "actor": {}}],
         "counts": [{"confidence": float("nan"), "low": []}, 4]}]},
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_reading_has_no_points(row: dict[str, Any]) -> None:
    assert points_of([GOLD], [row]) == ()


@pytest.mark.parametrize(
    "row",
    [
        {"id": "g1"},
        {"id": "g1", "text": TEXT, "events": {}},
        {"id": "g1", "text": TEXT, "events": [{}, None]},
        {"id": "g1", "text": 7, "events": [{"at": 3, "trigger": ["killed"], "types": 4}]},
    ],
)
def test_by_broken_gold_every_claim_is_wrong(row: dict[str, Any]) -> None:
    assert told(points_of([row], [reading()])) == {"claim": [(0.8, False), (0.4, False), (0.3, False)]}


def test_broken_fields_of_a_gold_event_make_their_answers_wrong() -> None:
    event = {
        "at": TEXT[:-28],
        "trigger": "killed",
        "types": "assault",
        "actor": 3,
        "recipient": [None],
        "counts": ["12"],
    }
    points = told(points_of([GOLD | {"events": [event]}], [reading()]))
    assert points["claim"][0] == (0.8, True)
    assert points["actor"] == [(0.6, False)]
    assert not any(right for _, right in points["count"])
    assert "modality" not in points


def test_figures_of_a_calibrated_set() -> None:
    found = measured([*drawn(0.8, 80, 20), *drawn(0.3, 30, 70)])
    assert (found.n, found.right) == (200, 0.55)
    assert found.confidence == pytest.approx(0.55)
    assert found.ece == pytest.approx(0.0, abs=1e-9)
    assert found.brier == pytest.approx((0.16 + 0.21) / 2)


def test_the_error_is_weighed_by_bins() -> None:
    found = measured([*drawn(1.0, 3, 0), *drawn(0.95, 0, 1), *drawn(0.0, 0, 4)])
    assert found.ece == pytest.approx((3.95 - 3) / 8)
    assert measured(drawn(0.5, 10, 0)).ece == pytest.approx(0.5)


def test_points_apart_in_one_bin_do_not_hide_those_of_another() -> None:
    # Too sure in one bin and too unsure in the next: the means agree, the bins do not.
    found = measured([*drawn(0.9, 8, 2), *drawn(0.7, 8, 2)])
    assert found.confidence == pytest.approx(found.right)
    assert found.ece == pytest.approx(0.1)


def test_the_fit_corrects_an_overconfident_set() -> None:
    line = fitted_line(OVERCONFIDENT)
    assert 0.05 < line.slope < 0.5
    after = measured([Point("claim", "", line.at(point.confidence), point.right) for point in OVERCONFIDENT])
    assert measured(OVERCONFIDENT).ece > 0.2
    assert after.ece < 0.05
    assert after.brier < measured(OVERCONFIDENT).brier
    assert after.confidence == pytest.approx(after.right, abs=0.01)


def test_the_fit_leaves_a_calibrated_set_as_it_is() -> None:
    line = fitted_line([*drawn(0.9, 900, 100), *drawn(0.2, 200, 800)])
    assert (line.slope, line.offset) == pytest.approx((1.0, 0.0), abs=0.01)


def test_few_points_move_the_line_little_and_none_not_at_all() -> None:
    assert fitted_line([]) == IDENTITY
    line = fitted_line(drawn(0.9, 0, 1))
    assert 0.7 < line.slope < 1 and -0.5 < line.offset < 0
    # The surest answer there can be, and wrong: the line flattens and still leans the right way.
    assert fitted_line(drawn(0.9999, 0, 1)).slope > 0.2
    assert fitted_line(drawn(0.9, 0, 100)).at(0.9) < 0.1


def test_the_fit_keeps_the_order_and_stays_finite() -> None:
    backwards = fitted_line([*drawn(0.99, 0, 50), *drawn(0.01, 50, 0)])
    assert 0 < backwards.at(0.2) < backwards.at(0.8) < 1
    always = fitted_line(drawn(1.0, 500, 0))
    assert 0.99 < always.at(1.0) < 1
    assert 0 < fitted_line(drawn(0.0, 0, 500)).at(0.0) < 0.01


@pytest.mark.parametrize("confidence", [0.01, 0.4, 0.5, 0.97])
def test_a_line_can_be_undone(confidence: float) -> None:
    line = Line(0.6, -0.4)
    assert line.undone().at(line.at(confidence)) == pytest.approx(confidence)
    assert IDENTITY.at(confidence) == pytest.approx(confidence)


def test_cross_fitting_never_looks_at_the_document_itself() -> None:
    others = [*drawn(0.8, 80, 20), *drawn(0.3, 30, 70)]
    right, wrong = (
        [point for point in cross_fitted([*others, *(Point("claim", "own", 0.8, truth) for _ in range(50))])
         if point.document == "own"]
        for truth in (True, False)
    )  # fmt: skip
    assert {point.confidence for point in right} == {point.confidence for point in wrong}
    assert right[0].confidence == fitted_line(others).at(0.8)
    (alone,) = cross_fitted([Point("claim", "only", 0.8, True)])
    assert alone.confidence == pytest.approx(0.8)


def test_cross_fitting_keeps_fields_apart() -> None:
    calm = drawn(0.9, 900, 100, field="actor")
    after = calibrations_of(cross_fitted([*OVERCONFIDENT, *calm]))
    assert list(after) == ["claim", "actor"]
    assert after["claim"].ece < 0.1
    assert after["actor"].confidence == pytest.approx(0.9, abs=0.01)


def files(folder: Path, gold: list[dict[str, Any]], pred: list[dict[str, Any]]) -> tuple[Path, Path]:
    paths = folder / "gold.jsonl", folder / "pred.jsonl"
    for path, rows in zip(paths, (gold, pred), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return paths


def test_evaluate_gives_the_figures_of_each_field_and_the_surest_faults_first(tmp_path: Path) -> None:
    scores = evaluate(*files(tmp_path, [GOLD, GOLD | {"id": "g2"}], [reading()]))
    out: dict[str, Any] = scores.to_dict()
    assert (out["documents"], out["read"]) == (2, 1)
    assert list(out["claim"]) == ["n", "right", "confidence", "ece", "brier", "slope", "offset"]
    assert {key: out["claim"][key] for key in ("n", "right", "confidence")} == {
        "n": 3,
        "right": 0.3333,
        "confidence": 0.5,
    }
    assert "headline" not in out
    assert scores.errors[0] == "g1: count 0.80: killed 12 12"


def test_a_field_without_points_is_left_out(tmp_path: Path) -> None:
    row = reading()
    for claim in row["claims"]:
        claim |= {"arguments": [], "counts": [], "confidences": {"polarity": 0.9}}
    assert [score.field for score in evaluate(*files(tmp_path, [GOLD], [row])).fields] == ["claim", "polarity"]
    assert evaluate(*files(tmp_path, [GOLD], [])).fields == ()


def test_the_benchmark_undoes_the_lines_of_judged_claims_and_fits_anew() -> None:
    lines = {"claim": Line(0.5, 0.3), "actor": Line(2.0, 0.0), "count": Line(1.0, 1.0), "modality": Line(0.7, 0.0)}
    before = reading()
    # The last claim is of the rules alone.
    before["claims"][2] |= {"confidences": {}, "counts": []}
    printed = json.loads(json.dumps(before))
    for claim in printed["claims"][:2]:
        claim["confidence"] = lines["claim"].at(claim["confidence"])
        for field, held in (
            *((one["role"], one) for one in claim["arguments"]),
            *(("count", one) for one in claim["counts"]),
        ):
            if "confidence" in held:
                held["confidence"] = lines.get(field, IDENTITY).at(held["confidence"])
        if "modality" in claim["confidences"]:
            claim["confidences"]["modality"] = lines["modality"].at(claim["confidences"]["modality"])
    found = points_of([GOLD], [uncalibrated(printed, lines)])
    wanted = points_of([GOLD], [before])
    assert [point.confidence for point in found] == pytest.approx([point.confidence for point in wanted])
    fields = figures_of([GOLD], [before])
    assert toml_of({"claim": fields["claim"] | {"brier_after": 0.0}})[1].startswith("claim = [")
    assert toml_of({"claim": fields["claim"] | {"brier_after": 1.0}})[1].startswith("# claim = [")
    result = {"date": "2024-05-12T00:00:00", "commit": "abc", "split": "dev", "sets": {}}
    page = page_from([result | {"calibration": {"fields": fields}}])
    assert "## Confidence" in page and f"| claim | 3 | {fields['claim']['right']:g} |" in page
    assert "## Confidence" not in page_from([result])
