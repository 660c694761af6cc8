"""Train the reader's encoder and heads.

    python -m training.reader.train --data DATA --weights MODEL.safetensors --vocabulary VOCAB.txt --out RUN [--seed 1]

DATA is the folder of the training sets, RUN a folder for checkpoints, the log and the weights. One run takes about an
hour and a half on two processor cores, minutes on a graphics card where there is one, and goes on from its last checkpoint.
A run with ``--shape mpnet`` trains a teacher from MPNet's weights; ``--teachers RUN/reader.pt …`` learns from such.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor
from torch.utils.data import DataLoader

from dateline.analyse.encoder.windows import tokenizer_of
from training.reader import ledger, teaching
from training.reader.annotations import read_annotations
from training.reader.batches import Batch, batch_of
from training.reader.check import check
from training.reader.examples import Example, Text
from training.reader.losses import losses_of
from training.reader.network import SHAPES, Reader
from training.reader.sets import SETS, UNMARKED, muc4, unmarked

#: Share of the steps that each set gets; the texts without marks teach only where there are teachers.
MIXTURE = {
    "ledger": 0.40, "muc4": 0.25, "polnear": 0.09, "relevance": 0.15, "coding": 0.05, "event_location": 0.03, "geo": 0.03,
}  # fmt: skip
UNMARKED_SHARE = 0.3
WARM_UP = 0.06
#: How often a report that was found is seen for each time that one written for us is.
FOUND = 2
#: Of the encoder's highest layer, and of the heads.
RATES = {"minilm": (1.2e-4, 1.2e-3), "mpnet": (6e-5, 8e-4)}
LAYER_DECAY = 0.9
#: Share of the old average that each step keeps in the averaged weights.
AVERAGE = 0.995
CHECKPOINT_EVERY = 100
#: Steps after which a run of limited time counts how many it can take: the first are slow.
_COUNTED = range(20, 60)

Sets = dict[str, list[Example]]


def load_sets(
    data: Path, vocabulary: Path, annotations: Path | None, incidents: Path | None, names: Path | None
) -> Sets:
    """The examples by set: those to train on, unmarked texts ("unmarked") and held-out readings ("held_out")."""
    if names is not None:
        with names.open(encoding="utf-8") as lines:
            Text.names = {row["text"]: row["names"] for row in map(json.loads, lines)}
    tokenizer = tokenizer_of(tuple(vocabulary.read_text(encoding="utf-8").splitlines()))
    sets = {name: list(load(data / name / "train", tokenizer)) for name, load in SETS.items()}
    if incidents is not None:
        with incidents.open(encoding="utf-8") as lines:
            known = {row["id"]: row["claims"] for row in map(json.loads, lines)}
        sets["muc4"] = list(muc4(data / "muc4" / "train", tokenizer, known))
    readings = ledger.read_gold(data / "ledger" / "train" / "gold.jsonl")
    written: list[dict[str, Any]] = []
    if annotations is not None:
        for reading in read_annotations(annotations, data):
            (readings if "set" in reading else written).append(reading)
    sets["ledger"] = list(ledger.examples_of([*readings * FOUND, *written], tokenizer))
    sets["unmarked"] = [example for name in UNMARKED for example in unmarked(data / name, tokenizer)]
    sets["held_out"] = list(ledger.examples_of(ledger.read_gold(data / "ledger" / "dev" / "gold.jsonl"), tokenizer))
    sets["held_out"] += list(SETS["relevance"](data / "relevance" / "dev", tokenizer))
    return sets


class Plan:
    """What each step sees: a set, drawn by its share, and its next examples, shuffled, of like lengths."""

    def __init__(self, sets: Sets, mixture: dict[str, float], step_pieces: int, seed: int, steps: int) -> None:
        self.sets = sets
        self.seed = seed
        generator = random.Random(seed)
        waiting: dict[str, list[list[int]]] = {name: [] for name in mixture}
        self.steps: list[tuple[str, list[int]]] = []
        for _ in range(steps):
            name = generator.choices(list(mixture), list(mixture.values()))[0]
            if not waiting[name]:
                waiting[name] = self._epoch(name, step_pieces, generator)
            self.steps.append((name, waiting[name].pop()))

    def _epoch(self, name: str, step_pieces: int, generator: random.Random) -> list[list[int]]:
        batches: list[list[int]] = []
        examples = self.sets[name]
        order = list(range(len(examples)))
        generator.shuffle(order)
        for start in range(0, len(order), 400):
            batch: list[int] = []
            for index in sorted(order[start : start + 400], key=lambda index: len(examples[index].pieces)):
                if batch and (len(examples[index].pieces) + 2) * (len(batch) + 1) > step_pieces:
                    batches.append(batch)
                    batch = []
                batch.append(index)
            if batch:
                batches.append(batch)
        generator.shuffle(batches)
        return batches

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, step: int) -> Batch:
        name, indices = self.steps[step]
        return batch_of([self.sets[name][index] for index in indices], self.seed * 1_000_003 + step)


def take(reader: Reader, weights: dict[str, Tensor]) -> None:
    """Take the weights of an earlier run; a head that has grown keeps its new rows as they are, a new head all of it."""
    mine = reader.state_dict()
    for name, value in weights.items():
        if name in mine and mine[name].shape[1:] == value.shape[1:]:
            mine[name][: value.shape[0]] = value
    reader.load_state_dict(mine)


def read_reader(path: Path, device: torch.device) -> Reader:
    """A trained reader, of whichever shape, set to evaluate."""
    weights = torch.load(path, weights_only=True, map_location="cpu")
    reader = Reader(SHAPES["mpnet" if "encoder.relative.weight" in weights else "minilm"])
    reader.load_state_dict(weights)
    reader.to(device).eval()
    return reader


def optimiser_of(reader: Reader, rates: tuple[float, float], frozen: int) -> torch.optim.AdamW:
    """AdamW with rates that fall towards the lower layers; embeddings and the lowest layers stay as they are."""
    for name, weights in reader.encoder.named_parameters():
        if not name.startswith("layers."):
            weights.requires_grad_(False)
    for layer in reader.encoder.layers[:frozen]:
        layer.requires_grad_(False)
    groups: list[dict[str, Any]] = [{"params": list(reader.heads.parameters()), "lr": rates[1]}]
    layers = reader.encoder.layers
    for depth in range(frozen, len(layers)):
        groups.append(
            {"params": list(layers[depth].parameters()), "lr": rates[0] * LAYER_DECAY ** (len(layers) - 1 - depth)}
        )
    for group in groups:
        group["full"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=torch.cuda.is_available())


class Averaged:
    """A running mean of the weights, which reads better than the last of them."""

    def __init__(self, reader: Reader) -> None:
        self.learning = [(name, value) for name, value in reader.named_parameters() if value.requires_grad]
        self.values = [value.detach().clone() for _, value in self.learning]

    def step(self, step: int) -> None:
        """Take in the weights after so many steps."""
        keep = min(AVERAGE, step / (step + 20))
        torch._foreach_lerp_(self.values, [value.detach() for _, value in self.learning], 1 - keep)

    def swap(self) -> None:
        """Put the mean into the reader, and its weights here."""
        for (_, value), mean in zip(self.learning, self.values, strict=True):
            mine = value.detach().clone()
            value.detach().copy_(mean)
            mean.copy_(mine)


def main() -> None:
    """Train as the command line says."""
    options = _options()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(options.threads)
    torch.backends.cuda.matmul.allow_tf32 = True
    options.out.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    sets = _sets(options)
    console.print({name: len(examples) for name, examples in sets.items()})
    mixture = {name: share for name, share in MIXTURE.items() if not options.only or name in options.only}
    if options.teachers:
        mixture["unmarked"] = UNMARKED_SHARE / (1 - UNMARKED_SHARE) * sum(mixture.values())
    plan = Plan(sets, mixture, options.step_pieces, options.seed, options.steps)
    reader = Reader(SHAPES[options.shape], options.dropout)
    reader.encoder.load(options.weights)
    if options.start is not None:
        take(reader, torch.load(options.start, weights_only=True, map_location="cpu"))
    reader.to(device)
    teachers = [read_reader(path, device) for path in options.teachers or ()]
    for name, weights in reader.named_parameters():
        weights.requires_grad_(options.learn is None or name.startswith(tuple(options.learn)))
    optimiser = optimiser_of(reader, RATES[options.shape], options.frozen)
    for group in optimiser.param_groups:
        group["full"] *= options.rate
    average = Averaged(reader)
    step, steps = 0, options.steps
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False, map_location=device)
        reader.load_state_dict(saved["reader"])
        rates = [group["full"] for group in optimiser.param_groups]
        optimiser.load_state_dict(saved["optimiser"])
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["full"] = rate
        average.values, step = saved["average"], saved["step"]
        torch.set_rng_state(saved["torch"].cpu())
        console.print(f"going on from step {step}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    running: dict[str, list[Tensor]] = defaultdict(list)
    began, times = time.monotonic(), list[float]()
    batches = DataLoader(
        plan, batch_size=None, sampler=range(step, options.steps), num_workers=options.workers, pin_memory=device.type == "cuda"
    )  # fmt: skip
    with Progress(*columns, console=console) as progress, (options.out / "log.jsonl").open("a") as log:
        task = progress.add_task("train", total=options.steps, completed=step)
        reader.train()
        for prepared in batches:
            batch = prepared.to(device)
            share = _schedule(step, steps)
            for group in optimiser.param_groups:
                group["lr"] = group["full"] * share
            losses = _losses(reader, teachers, batch, options.marks)
            optimiser.zero_grad()
            total = torch.stack(list(losses.values())).sum()
            # Where few weights learn, a batch may teach them nothing.
            if total.requires_grad:
                total.backward()
                torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0, foreach=True)
                optimiser.step()
            step += 1
            if options.seconds and step in (_COUNTED.start, _COUNTED.stop):
                sums = float(total)  # What was asked of the card is done when its answer is here.
                times.append(time.monotonic())
                if len(times) > 1:
                    left = options.seconds - (times[1] - began)
                    steps = min(steps, step + int(left / ((times[1] - times[0]) / len(_COUNTED))))
                    progress.update(task, total=steps)
                    console.print(f"{steps} steps; loss {sums:.3f}")
            average.step(step)
            for kind, loss in losses.items():
                running[f"{batch.set}.{kind}"].append(loss.detach())
            progress.update(task, completed=step)
            if step % CHECKPOINT_EVERY == 0 or step == steps:
                means = {key: round(float(torch.stack(values).mean()), 4) for key, values in sorted(running.items())}
                running.clear()
                row: dict[str, Any] = {"step": step, "seconds": round(time.monotonic() - began), "losses": means}
                if step % options.check_every == 0 or step == steps:
                    average.swap()
                    row["dev"] = check(reader, sets["held_out"], device)
                    average.swap()
                    reader.train()
                print(json.dumps(row), file=log, flush=True)
            if step % options.keep_every == 0:
                torch.save(
                    {
                        "reader": reader.state_dict(), "optimiser": optimiser.state_dict(), "average": average.values,
                        "step": step, "torch": torch.get_rng_state(),
                    },
                    checkpoint.with_suffix(".part"),
                )  # fmt: skip
                checkpoint.with_suffix(".part").replace(checkpoint)
            if step >= steps:
                break
    average.swap()
    torch.save(reader.state_dict(), options.out / "reader.pt")


def _losses(reader: Reader, teachers: Sequence[Reader], batch: Batch, marks: float) -> dict[str, Tensor]:
    vectors = reader.vectors(batch.pieces, batch.present, batch.firsts)
    if not teachers:
        return losses_of(reader.heads, vectors, batch)
    losses = teaching.losses_of(reader.heads, vectors, batch, teaching.ask(teachers, batch))
    if batch.set == "unmarked":
        return losses
    told = losses_of(reader.heads, vectors, batch)
    return losses | {f"{name}.marked": loss * marks for name, loss in told.items()}


def _sets(options: argparse.Namespace) -> Sets:
    if options.prepared is not None and options.prepared.exists():
        with options.prepared.open("rb") as held:
            sets: Sets = pickle.load(held)
        return sets
    sets = load_sets(options.data, options.vocabulary, options.annotations, options.incidents, options.names)
    if options.prepared is not None:
        with options.prepared.open("wb") as held:
            pickle.dump(sets, held)
    return sets


def _schedule(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the reader's encoder and heads.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets")
    parser.add_argument("--weights", type=Path, required=True, help="the encoder's weights (safetensors)")
    parser.add_argument("--vocabulary", type=Path, required=True, help="MiniLM's vocabulary (one piece a line)")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    parser.add_argument("--incidents", type=Path, help="what `training.reader.incidents` wrote")
    parser.add_argument("--names", type=Path, help="what `training.reader.names` wrote")
    parser.add_argument("--prepared", type=Path, help="keep the examples in this file, or take them from it")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and results")
    parser.add_argument("--shape", choices=sorted(SHAPES), default="minilm", help="the encoder")
    parser.add_argument("--teachers", type=Path, nargs="*", help="weights of trained readers to learn from")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to start from")
    parser.add_argument("--only", nargs="*", help="train on these sets only")
    parser.add_argument(
        "--rate", type=float, default=1.0, help="factor of the learning rates (less to go on from --start)"
    )
    parser.add_argument("--learn", nargs="*", help="only weights of these names learn, as in: heads, heads.mode_out")
    parser.add_argument(
        "--frozen", type=int, default=2, help="lowest layers left as they came: two save a third of the time"
    )
    parser.add_argument("--dropout", type=float, default=0.0, help="inside the layers")
    parser.add_argument("--step-pieces", type=int, default=2560, help="word pieces, padding included, of one step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument(
        "--seconds", type=float, help="take as many of the steps as fit in this time; the log says how many"
    )
    parser.add_argument(
        "--marks", type=float, default=0.5, help="how much the marks weigh beside the answers of teachers"
    )
    parser.add_argument("--check-every", type=int, default=400)
    parser.add_argument("--keep-every", type=int, default=CHECKPOINT_EVERY, help="steps from checkpoint to checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    return parser.parse_args()


if __name__ == "__main__":
    main()
