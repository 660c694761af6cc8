"""Train the reader's encoder and heads.

    python -m training.reader.train --data DATA --weights MODEL.safetensors --vocabulary VOCAB.txt --out RUN [--seed 1]

DATA is the folder of the training sets, RUN a folder for checkpoints, the log and the weights. One run takes about an
hour and a half on two processor cores, uses a graphics card where there is one, and goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.analyse.encoder.windows import tokenizer_of
from training.reader import ledger
from training.reader.annotations import read_annotations
from training.reader.check import check
from training.reader.examples import Example
from training.reader.losses import losses_of
from training.reader.network import LAYERS, Reader
from training.reader.sets import SETS, muc4

#: Share of the steps that each set gets.
MIXTURE = {
    "ledger": 0.33, "muc4": 0.36, "polnear": 0.07, "relevance": 0.16, "coding": 0.05, "event_location": 0.02, "geo": 0.01,
}  # fmt: skip
#: Word pieces, padding included, of one step.
STEP_PIECES = 2560
WARM_UP = 0.06
RATE_ENCODER, RATE_HEADS, LAYER_DECAY = 1.2e-4, 1.2e-3, 0.9
#: Share of the old average that each step keeps in the averaged weights.
AVERAGE = 0.995
#: Lowest layers that are left as they came: a third of the time is saved.
FROZEN_LAYERS = 2
CHECKPOINT_EVERY = 100


def load_sets(
    data: Path, vocabulary: Path, annotations: Path | None, incidents: Path | None
) -> dict[str, list[Example]]:
    """The training examples by set."""
    tokenizer = tokenizer_of(tuple(vocabulary.read_text(encoding="utf-8").splitlines()))
    sets = {name: list(load(data / name / "train", tokenizer)) for name, load in SETS.items()}
    if incidents is not None:
        with incidents.open(encoding="utf-8") as lines:
            known = {row["id"]: row["claims"] for row in map(json.loads, lines)}
        sets["muc4"] = list(muc4(data / "muc4" / "train", tokenizer, known))
    readings = ledger.read_gold(data / "ledger" / "train" / "gold.jsonl")
    if annotations is not None:
        readings += read_annotations(annotations, data)
    sets["ledger"] = list(ledger.examples_of(readings, tokenizer))
    return sets


class Batches:
    """Endless batches of one set: shuffled, of like lengths, about ``STEP_PIECES`` pieces each."""

    def __init__(self, examples: list[Example], generator: random.Random) -> None:
        self.examples = examples
        self.generator = generator
        self.waiting: list[list[int]] = []

    def next(self) -> list[Example]:
        """The next batch."""
        if not self.waiting:
            order = list(range(len(self.examples)))
            self.generator.shuffle(order)
            for start in range(0, len(order), 400):
                block = sorted(order[start : start + 400], key=lambda index: len(self.examples[index].pieces))
                batch: list[int] = []
                for index in block:
                    if batch and (len(self.examples[index].pieces) + 2) * (len(batch) + 1) > STEP_PIECES:
                        self.waiting.append(batch)
                        batch = []
                    batch.append(index)
                if batch:
                    self.waiting.append(batch)
            self.generator.shuffle(self.waiting)
        return [self.examples[index] for index in self.waiting.pop()]


def vectors_of(reader: Reader, examples: list[Example], device: torch.device) -> tuple[torch.Tensor, list[int]]:
    """Word vectors (batch, words, width), each its first piece's, and how many words each example has."""
    longest = max(len(example.pieces) for example in examples) + 2
    # Lengths in steps of 64: every new shape is prepared anew.
    longest = min(512, math.ceil(longest / 64) * 64)
    pieces = torch.zeros(len(examples), longest, dtype=torch.long)
    present = torch.zeros(len(examples), longest)
    counts = [len(example.first_piece) for example in examples]
    firsts = torch.zeros(len(examples), max(counts), dtype=torch.long)
    for row, example in enumerate(examples):
        size = min(len(example.pieces), longest - 2)
        pieces[row, 0], pieces[row, size + 1] = 101, 102
        pieces[row, 1 : size + 1] = torch.from_numpy(example.pieces[:size])
        present[row, : size + 2] = 1
        firsts[row, : counts[row]] = torch.from_numpy(example.first_piece).clamp(max=size - 1) + 1
    hidden = reader.encoder(pieces.to(device), present.to(device))
    wide = firsts.to(device)[:, :, None].expand(-1, -1, hidden.shape[-1])
    return reader.dropout(hidden.gather(1, wide)), counts


def take(reader: Reader, weights: dict[str, torch.Tensor]) -> None:
    """Take the weights of an earlier run; a head that has grown keeps its new rows as they are, a new head all of it."""
    mine = reader.state_dict()
    for name, value in weights.items():
        if name in mine and mine[name].shape[1:] == value.shape[1:]:
            mine[name][: value.shape[0]] = value
    reader.load_state_dict(mine)


def optimiser_of(reader: Reader) -> torch.optim.AdamW:
    """AdamW with rates that fall towards the lower layers; embeddings and the lowest layers stay as they are."""
    for part in (reader.encoder.word, reader.encoder.position, reader.encoder.kind, reader.encoder.norm):
        part.requires_grad_(False)
    for layer in reader.encoder.layers[:FROZEN_LAYERS]:
        layer.requires_grad_(False)
    groups: list[dict[str, Any]] = [{"params": list(reader.heads.parameters()), "lr": RATE_HEADS}]
    for depth, layer in enumerate(reader.encoder.layers):
        if depth < FROZEN_LAYERS:
            continue
        groups.append({"params": list(layer.parameters()), "lr": RATE_ENCODER * LAYER_DECAY ** (LAYERS - 1 - depth)})
    for group in groups:
        group["full"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def main() -> None:
    """Train as the command line says."""
    options = _options()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    generator = random.Random(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    sets = load_sets(options.data, options.vocabulary, options.annotations, options.incidents)
    console.print({name: len(examples) for name, examples in sets.items()})
    tokenizer = tokenizer_of(tuple(options.vocabulary.read_text(encoding="utf-8").splitlines()))
    held_out = list(ledger.examples_of(ledger.read_gold(options.data / "ledger" / "dev" / "gold.jsonl"), tokenizer))
    mixture = {name: share for name, share in MIXTURE.items() if not options.only or name in options.only}
    batches = {name: Batches(examples, generator) for name, examples in sets.items()}
    reader = Reader()
    reader.encoder.load(options.weights)
    if options.start is not None:
        take(reader, torch.load(options.start, weights_only=True, map_location="cpu"))
    reader.to(device)
    for name, weights in reader.named_parameters():
        weights.requires_grad_(options.learn is None or name.startswith(tuple(options.learn)))
    optimiser = optimiser_of(reader)
    for group in optimiser.param_groups:
        group["full"] *= options.rate
    average = {name: value.detach().clone() for name, value in reader.state_dict().items()}
    step = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False, map_location=device)
        reader.load_state_dict(saved["reader"])
        rates = [group["full"] for group in optimiser.param_groups]
        optimiser.load_state_dict(saved["optimiser"])
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["full"] = rate
        average, step = saved["average"], saved["step"]
        generator.setstate(saved["generator"])
        torch.set_rng_state(saved["torch"].cpu())
        for name, waiting in saved["waiting"].items():
            batches[name].waiting = waiting
        console.print(f"going on from step {step}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    running: dict[str, list[float]] = defaultdict(list)
    began = time.monotonic()
    with Progress(*columns, console=console) as progress, (options.out / "log.jsonl").open("a") as log:
        task = progress.add_task("train", total=options.steps, completed=step)
        while step < options.steps:
            name = generator.choices(list(mixture), list(mixture.values()))[0]
            examples = batches[name].next()
            reader.train()
            share = _schedule(step, options.steps)
            for group in optimiser.param_groups:
                group["lr"] = group["full"] * share
            vectors, counts = vectors_of(reader, examples, device)
            losses = losses_of(reader.heads, vectors, counts, examples)
            optimiser.zero_grad()
            total = torch.stack(list(losses.values())).sum()
            # Where few weights learn, a batch may teach them nothing.
            if total.requires_grad:
                total.backward()
                torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
                optimiser.step()
            step += 1
            keep = min(AVERAGE, step / (step + 20))
            for key, value in reader.state_dict().items():
                if value.dtype.is_floating_point:
                    average[key].lerp_(value, 1 - keep)
            for kind, loss in losses.items():
                running[f"{name}.{kind}"].append(float(loss.detach()))
            progress.update(task, completed=step)
            if step % CHECKPOINT_EVERY == 0 or step == options.steps:
                means = {key: round(sum(values) / len(values), 4) for key, values in sorted(running.items())}
                running.clear()
                row: dict[str, Any] = {"step": step, "seconds": round(time.monotonic() - began), "losses": means}
                if step % options.check_every == 0 or step == options.steps:
                    trained = {key: value.clone() for key, value in reader.state_dict().items()}
                    reader.load_state_dict(average)
                    row["dev"] = check(reader, held_out, device)
                    reader.load_state_dict(trained)
                print(json.dumps(row), file=log, flush=True)
                torch.save(
                    {
                        "reader": reader.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step,
                        "generator": generator.getstate(), "torch": torch.get_rng_state(),
                        "waiting": {key: value.waiting for key, value in batches.items()},
                    },
                    checkpoint.with_suffix(".part"),
                )  # fmt: skip
                checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save(average, options.out / "reader.pt")


def _schedule(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the reader's encoder and heads.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets")
    parser.add_argument("--weights", type=Path, required=True, help="MiniLM's weights (safetensors)")
    parser.add_argument("--vocabulary", type=Path, required=True, help="MiniLM's vocabulary (one piece a line)")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    parser.add_argument("--incidents", type=Path, help="what `training.reader.incidents` wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and results")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to start from")
    parser.add_argument("--only", nargs="*", help="train on these sets only")
    parser.add_argument(
        "--rate", type=float, default=1.0, help="factor of the learning rates (less to go on from --start)"
    )
    parser.add_argument("--learn", nargs="*", help="only weights of these names learn, as in: heads, heads.mode_out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument("--check-every", type=int, default=400)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
