"""Fuzzes one target: ``python -m benchmarks.fuzz TARGET [--seconds 600] [--finds FOLDER]``.

``readers``, ``cleaning`` and ``all`` share the seconds among their targets, which run one after the other, and print a table
of what came of each; a target that found something goes on with another seed for the rest of its time.

With atheris installed (the extra ``fuzz``; Linux) the mutations are led by the lines that an input reaches; without it they
are random ones of the same seeds. Every find is written to the folder under the target's name and its digest, and what the
fuzzer said to ``TARGET.log`` beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

#: An input that takes longer than this is a find too, at the sizes that are tried here.
SLOW_S = 20.0
MOST_BYTES = 64 * 1024
#: A target that finds something so often is left.
MOST_RUNS = 10
CLEANING = ("html", "text", "markdown", "pdf", "docx")
READERS = ("mail", "box", "feed", "warc", "zip", "gzip", "jsonl", "addresses", "any")
GROUPS = {"cleaning": CLEANING, "readers": READERS, "all": CLEANING + READERS}
#: What is put between the bytes of a seed where no fuzzer leads.
_PIECES = (b"\0", b"\xff\xfe", b"<", b">", b"&#", b"\r\n", b"%", b"9" * 20, b"\xed\xa0\x80", b"(")


def main() -> int:
    """Fuzz; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.target in GROUPS:
        return _each(GROUPS[options.target], options.seconds, options.finds, options.seed)
    if find_spec("atheris") is None:
        print(f"{options.target}: atheris is not installed; random mutations instead", file=sys.stderr)
        return _random(options.target, options.seconds, options.finds, options.seed)
    return _led(options.target, options.seconds, options.finds, options.seed)


def _each(names: Sequence[str], seconds: int, finds: Path, seed: int) -> int:
    """Each target in a process of its own; prints a row of a table for each."""
    finds.mkdir(parents=True, exist_ok=True)
    print("| target | s | inputs | places reached | most MB | finds |")
    print("|---|---|---|---|---|---|", flush=True)
    n_finds = 0
    for name in names:
        runs: list[Figures] = []
        start = time.monotonic()
        left = float(max(1, seconds // len(names)))
        while left >= 1 and len(runs) < MOST_RUNS:
            runs.append(_run(name, int(left), finds, seed + len(runs)))
            if not runs[-1].found:
                break
            left -= runs[-1].s
        found = sum(one.found for one in runs)
        n_finds += found
        inputs, reached, mb = (
            sum(one.inputs for one in runs),
            max(one.reached for one in runs),
            max(one.mb for one in runs),
        )
        print(
            f"| `{name}` | {time.monotonic() - start:.0f} | {inputs:,} | {reached:,} | {mb:,} | {found} |", flush=True
        )
    return int(n_finds > 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run of a target came to, as libFuzzer's last words tell; 0 where it did not say."""

    #: By the clock, the start aside.
    s: int
    inputs: int
    #: Edges of the code that some input reached.
    reached: int
    mb: int
    found: bool


def _run(name: str, seconds: int, finds: Path, seed: int) -> Figures:
    command = [
        sys.executable,
        "-m",
        "benchmarks.fuzz",
        name,
        "--seconds",
        str(seconds),
        "--finds",
        str(finds),
        "--seed",
        str(seed),
    ]
    log = finds / f"{name}.log"
    with log.open("ab") as said:
        start = said.tell()
        done = subprocess.run(command, check=False, stdout=said, stderr=said)
    words = log.read_bytes()[start:].decode("utf-8", "replace")

    def last(pattern: str) -> int:
        return int((re.findall(pattern, words) or ["0"])[-1])

    inputs = last(r"stat::number_of_executed_units:\s*(\d+)") or last(r"(?m)^#(\d+)") or last(r": (\d+) inputs,")
    return Figures(
        last(r"in (\d+) second") or seconds, inputs, last(r"cov: (\d+)"), last(r"stat::peak_rss_mb:\s*(\d+)"),
        found=done.returncode != 0,
    )  # fmt: skip


def _checked(name: str, finds: Path) -> Callable[[bytes], None]:
    """The target, with every find written down before it leaves."""
    from benchmarks.fuzz.targets import TARGETS

    check = TARGETS[name][0]

    def checked(raw: bytes) -> None:
        start = time.perf_counter()
        try:
            check(raw)
        except BaseException:
            _write(name, raw, finds)
            raise
        if time.perf_counter() - start > SLOW_S:
            _write(f"{name}-slow", raw, finds)

    return checked


def _write(name: str, raw: bytes, finds: Path) -> None:
    finds.mkdir(parents=True, exist_ok=True)
    (finds / f"{name}-{hashlib.sha256(raw).hexdigest()[:16]}").write_bytes(raw)


def _led(name: str, seconds: int, finds: Path, seed: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["dateline", "email", "zipfile", "gzip", "warcio", "feedparser"]):
        from benchmarks.fuzz.targets import TARGETS, in_this_process, load_parsers

        load_parsers()
        with in_this_process():
            # The plug-ins themselves are imported when they are asked for.
            pass
    finds.mkdir(parents=True, exist_ok=True)
    checked = _checked(name, finds)
    with tempfile.TemporaryDirectory() as corpus:
        for number, raw in enumerate(TARGETS[name][1]):
            (Path(corpus) / f"seed-{number}").write_bytes(raw)
        atheris.Setup(
            [sys.argv[0], corpus, f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", f"-seed={seed}", "-rss_limit_mb=4096",
             "-timeout=120", f"-artifact_prefix={finds}/{name}-", "-print_final_stats=1"],
            checked,
        )  # fmt: skip
        with in_this_process():
            atheris.Fuzz()
    return 0


def _random(name: str, seconds: int, finds: Path, seed: int) -> int:
    from benchmarks.fuzz.targets import TARGETS, in_this_process

    checked = _checked(name, finds)
    chance = random.Random(seed)
    seeds = [raw for raw in TARGETS[name][1] if raw] or [b"words"]
    end = time.monotonic() + seconds
    n_runs = n_finds = 0
    with in_this_process():
        while time.monotonic() < end:
            n_runs += 1
            try:
                checked(_mutated(chance.choice(seeds), chance))
            except Exception:  # noqa: BLE001  Whatever leaves a target is a find.
                n_finds += 1
                traceback.print_exc()
    print(f"{name}: {n_runs} inputs, {n_finds} finds")
    return int(n_finds > 0)


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut, doubled or moved."""
    bytes_ = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at = chance.randrange(len(bytes_) + 1)
        size = chance.choice((1, 2, 8, 64, 512))
        kind = chance.randrange(6)
        if kind == 0:
            bytes_[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del bytes_[at : at + size]
        elif kind == 2:
            bytes_[at:at] = bytes_[at : at + size] * chance.choice((1, 2, 30))
        elif kind == 3:
            bytes_[at:at] = chance.choice(
                (b"\0", b"\xff\xfe", b"<", b">", b"&#", b"\r\n", b"%", b"9" * 20, b"\xed\xa0\x80", b"(")
            )
        elif kind == 4:
            other = chance.randrange(len(bytes_) + 1)
            bytes_[at:at] = bytes_[other : other + size]
        elif len(bytes_) > 8:
            bytes_[at % len(bytes_)] ^= 1 << chance.randrange(8)
    return bytes(bytes_[:MOST_BYTES])


if __name__ == "__main__":
    sys.exit(main())
