"""The sets of third-party gold that Dateline is measured on, and the figures that are reported of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.domain.event_wire import event_row
from dateline.merge import merge, tellings_from_row

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One scored set: where it lies under the data folder, which scorer takes it, and what is reported of it."""

    name: str
    folder: str
    scorer: str
    #: The figures that stand in the table, as dotted paths into the scorer's JSON; all others are kept beside them.
    figures: tuple[str, ...]
    input: str = "input.jsonl"
    #: Predictions are the events that the readings are merged into.
    events: bool = False
    #: Chooses gold rows, where the set has no split of its own.
    keep: Callable[[Json], bool] | None = None


def held_out(row: Json) -> bool:
    """Whether a row's group is held out: the SHA-1 of its name is divisible by five."""
    return int(hashlib.sha1(str(row.get("group")).encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


#: What is reported of the merge sets.
MERGE = (
    "clustering.conll", "clustering.b3_f1", "clustering.pairs_f1", "events.killed_exact_pos", "events.killed_cover_pos",
    "events.injured_exact_pos", "events.injured_cover_pos", "events.date", "events.city",
)  # fmt: skip


def gold_sets(split: str) -> tuple[GoldSet, ...]:
    """Every set, on ``train`` or ``dev``."""
    sets: tuple[GoldSet, ...] = (
        GoldSet("ledger", f"ledger/{split}", "score_ledger.py", (
            "headline", "typed.f1", "actor.f1", "recipient.f1", "weapon.f1", "time.f1", "place.f1", "count.f1",
            "modality.f1", "negation.f1", "background.f1", "attribution.f1", "grouping.f1", "quotation.f1",
            "relation.f1")),
        GoldSet("muc4", f"muc4/{split}", "score_muc4.py", (
            "A_entities.strict.micro.f1", "B_templates.micro.f1", "C_slots.all.users.f1", "D_relevance.f1"),
            input="input.truecase.jsonl"),
        GoldSet("polnear", f"polnear/{split}", "score_polnear.py", (
            "linked.f1", "source.exact.f1", "cue.exact.f1", "content.piece_exact.f1", "content.partial.f1")),
        GoldSet("timex", f"timex/{split}", "score_timex.py", ("relaxed.f1", "strict.f1", "value_f1", "interval.recall")),
        GoldSet("geo", f"geo/{split}", "score_geo.py", (
            "corpora.lgl.exact.recognition.f1", "corpora.lgl.exact.resolution.acc161",
            "corpora.lgl.exact.end_to_end.acc161", "corpora.geovirus.exact.recognition.f1",
            "corpora.geovirus.exact.resolution.acc161", "corpora.geovirus.exact.end_to_end.acc161")),
        GoldSet("event_location", f"event_location/{split}", "score_event_location.py", (
            "accuracy_located", "accuracy", "f1", "given_claim")),
        GoldSet("coding", f"coding/{split}", "score_coding.py", (
            "plv.root_macro_f1", "plv.quad_macro_f1", "plv.triple_accuracy")),
        GoldSet("relevance", f"relevance/{split}", "score_relevance.py", (
            "ipe.doc_macro_f1", "ipe.sent_macro_f1", "glocon.doc_contentious_f1", "glocon.sentence_f1", "satp.micro_f1",
            "satp.macro_f1", "case.subtask1_weighted_f1")),
        GoldSet("counts", f"counts/{split}", "score_counts.py", (
            "agreement.killed.acc_stated_near", "agreement.injured.acc_stated_near", "agreement.killed.acc_all",
            "agreement.injured.acc_all", "agreement.both_exact")),
        GoldSet("merge_gvc", f"merge/gvc/{split}", "score_merge.py", MERGE, events=True),
        GoldSet("merge_gva", f"merge/gva/{split}", "score_merge.py", MERGE, events=True),
        GoldSet("merge_ecb", f"merge/ecb/{split}", "score_merge.py", MERGE, events=True),
    )  # fmt: skip
    if split == "dev":
        sets += (
            GoldSet("coding_petrarch", "coding/petrarch", "score_coding.py", ("petr2.pair_r", "petr-unit.pair_r")),
            GoldSet(
                "relations",
                "relations/dev",
                "score_relations.py",
                (
                    "re3d.exact_f1",
                    "re3d.overlap_f1",
                    "re3d.rel_f1",
                    "wikievents.trigger_f1",
                    "wikievents.sentence_f1",
                    "wikievents.arg_head_f1",
                ),
            ),
            GoldSet(
                "outlets",
                "outlets/train",
                "score_outlets.py",
                (
                    "figures_per_document.figure_recall_total",
                    "figures_per_document.speaker",
                    "ged_agreement.toll_lift",
                    "figures_in_ledger.together",
                    "figures_in_ledger.covered",
                    "figures_in_ledger.clean",
                    "figures_in_ledger.figures_kept",
                ),
                events=True,
                keep=held_out,
            ),
        )
    return sets


def events_from(rows: Iterable[Json]) -> Iterator[Json]:
    """The printed events that printed readings come to, merged from scratch."""
    tellings = (telling for row in rows for telling in tellings_from_row(row))
    return (event_row(event) for event in merge(tellings))


def rows_of(path: Path) -> list[Json]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
