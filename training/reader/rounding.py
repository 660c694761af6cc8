"""How far a model file's vectors are from those of the same weights in floats, and from those of another processor.

    python -m training.reader.rounding --model reader.zip [--lay [--floats 3] [--levels 90] [--smooth 0.75]]
        [--out VECTORS.npy] [--against VECTORS.npy]

The figure is one minus the cosine, over the words of texts that we wrote. ``--lay`` lays the graph of a file that holds it
as it was quantised. Vectors that were kept with ``--out`` on one processor are compared with those of another by ``--against``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto
from onnxruntime import InferenceSession, SessionOptions

from dateline.analyse.encoder.weights import SLOW_FUSIONS
from training.reader.export import written_texts
from training.reader.graph import FLOATS, LEVELS, SMOOTH, in_floats, laid

Array = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of one model file."""
    parser = argparse.ArgumentParser(description="How far a model's vectors are from floats.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--lay", action="store_true")
    parser.add_argument("--floats", type=int, default=FLOATS)
    parser.add_argument("--levels", type=int, default=LEVELS)
    parser.add_argument("--smooth", type=float, default=SMOOTH)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args(arguments)
    with zipfile.ZipFile(options.model) as held, tempfile.TemporaryDirectory() as folder:
        graph = held.read("encoder.onnx")
        vocabulary = Path(folder) / "vocabulary.txt"
        vocabulary.write_bytes(held.read("vocabulary.txt"))
        texts = written_texts(vocabulary)
    model = onnx.load_from_string(graph)
    if options.lay:
        model = laid(model, texts, floats=options.floats, levels=options.levels, smooth=options.smooth)
    # Not the texts that the inputs were looked up on first.
    read = texts[-options.texts :]
    begun = time.perf_counter()
    vectors = vectors_of(model, read)
    seconds = time.perf_counter() - begun
    floats = vectors_of(in_floats(onnx.load_from_string(graph)), read)
    sys.stdout.write(f"to floats {apart(vectors, floats):.4f} ({seconds:.2f} s)\n")
    if options.against is not None:
        sys.stdout.write(f"to {options.against.name} {apart(vectors, np.load(options.against)):.4f}\n")
    if options.out is not None:
        np.save(options.out, vectors)


def vectors_of(model: ModelProto, texts: Sequence[NDArray[np.int64]]) -> Array:
    """The vectors (pieces, width) of some texts, one below the other."""
    options = SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    session = InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )
    names = {given.name for given in session.get_inputs()}
    found = []
    for pieces in texts:
        given = {"pieces": pieces[None], "present": np.ones((1, len(pieces)), dtype=np.float32)}
        found.append(session.run(["vectors"], {name: value for name, value in given.items() if name in names})[0][0])
    return np.concatenate(found).astype(np.float64)


def apart(one: Array, other: Array) -> float:
    """One minus the mean cosine of the rows."""
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return float(1 - ((one * other).sum(axis=1) / norms).mean())


if __name__ == "__main__":
    main()
