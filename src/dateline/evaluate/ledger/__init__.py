"""Scores whole readings: every claim of a report with all its fields.

Claims are paired one to one. A predicted claim can pair with a gold claim when its trigger touches the gold claim's clause
(``at``); touching the gold trigger and agreeing on the type make a pair better, and the pairing with the greatest total is
taken. Every field is then scored end to end as precision, recall and F1 over fills: a fill of an unpaired gold claim is
missed, a fill of an unpaired predicted claim is spurious.

``claim`` is paired, whatever the type; ``typed`` paired and of an accepted type; ``actor``, ``recipient``, ``weapon`` and
``attribution`` have words that overlap an accepted wording; ``time`` is the same interval and ``time_overlap`` one that
meets it; ``place`` the same normalised name and ``country`` the same ISO 3166 code; ``count`` the same measure, low and
high; ``modality`` counts fills other than asserted, ``negation`` polarity negated, ``background`` history told in passing;
``grouping`` is B-cubed of accounts over the paired claims; ``quotation`` a direct attribution that holds the opening words
and has the right speaker; ``relation`` the same type and wordings. The headline is the mean F1 of fourteen of them.
"""

from __future__ import annotations

from pathlib import Path

from dateline.evaluate.contract import Column, FieldScore, Scores
from dateline.evaluate.ledger.claims import FIELDS, score_claims
from dateline.evaluate.ledger.tally import Tally, f1_of
from dateline.evaluate.ledger.ties import score_quotations, score_relations
from dateline.evaluate.rows import object_under, rows_from_file

__all__ = ["HEADLINE", "evaluate"]

HEADLINE = (
    "typed", "actor", "recipient", "weapon", "time", "place", "count", "modality", "negation", "background", "attribution",
    "grouping", "quotation", "relation",
)  # fmt: skip

#: Precision, recall and F1, in per cent.
_COLUMNS = (Column("p", "P"), Column("r", "R"), Column("f1", "F1"))


def evaluate(gold: Path, pred: Path) -> Scores:
    """The scores of what ``dateline code --format jsonl`` printed against ledger gold, matched by ``document.id``."""
    readings = {str(object_under(reading, "document").get("id")): reading for reading in rows_from_file(pred)}
    tallies = {field: Tally() for field in (*FIELDS, "quotation", "relation")}
    grouping: list[tuple[float, float]] = []
    errors: list[str] = []
    wanted = rows_from_file(gold)
    for row in wanted:
        reading = readings.get(str(row.get("id"))) or {}
        text = row.get("text") or object_under(reading, "document").get("text") or ""
        score_claims(row, reading, text, tallies, grouping, errors)
        score_quotations(row, reading, tallies["quotation"])
        score_relations(row, reading, tallies["relation"])
    fields = [FieldScore(field, tally.scores()) for field, tally in tallies.items()]
    n_pairs = len(grouping) or 1
    precision, recall = sum(p for p, _ in grouping) / n_pairs, sum(r for _, r in grouping) / n_pairs
    fields.append(FieldScore("grouping", (round(100 * precision, 1), round(100 * recall, 1), f1_of(precision, recall))))
    f1_by_field = {score.field: score.figures[-1] for score in fields}
    return Scores(
        documents=len(wanted),
        read=sum(str(row.get("id")) in readings for row in wanted),
        columns=_COLUMNS,
        fields=tuple(fields),
        headline=round(sum(f1_by_field[field] for field in HEADLINE) / len(HEADLINE), 1),
        errors=tuple(errors),
    )
