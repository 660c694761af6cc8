"""The reader's model file: one zip with the encoder (int8 ONNX), the heads, the vocabulary and the model's own facts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import BugError, MissingPackError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: Name of the model file that ships with the package.
MODEL = "reader.zip"
#: SHA-256 of the packaged file. Other weights give other readings: with a new file the analyser's version goes up.
DIGEST = "77043bad61f5fee25c43cb106489143b4e78e52495732ccc8a64e9d02864e20a"
#: Version of the layout of the file.
LAYOUT = 3
#: Optimisers of onnxruntime that are left out: this fused kernel takes twice the time of its two parts (1.32, 2026-11-26).
SLOW_FUSIONS = ["SkipLayerNormFusion"]


@dataclass(frozen=True)
class Model:
    """A loaded model; ``facts`` hold labels, thresholds and temperatures, ``heads`` the matrices by name."""

    session: InferenceSession
    heads: Mapping[str, NDArray[np.float32]]
    vocabulary: tuple[str, ...]
    facts: Mapping[str, Any]


def packaged_model() -> Model:
    """The model that ships with the package, loaded once a process."""
    return _load(None)


def load_model(path: Path) -> Model:
    """A model from a file, loaded once a process; raises BugError where the file is of another layout."""
    return _load(path)


@cache
def _load(path: Path | None) -> Model:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPackError("onnxruntime is not installed", hint="pip install onnxruntime") from error
    held = resources.files("dateline.analyse.encoder").joinpath(MODEL) if path is None else path
    with zipfile.ZipFile(io.BytesIO(held.read_bytes())) as parts:
        facts = json.loads(parts.read("facts.json"))
        if facts.get("layout") != LAYOUT:
            raise BugError(f"{MODEL} has layout {facts.get('layout')!r}, and this version reads layout {LAYOUT}")
        vocabulary = tuple(parts.read("vocabulary.txt").decode("utf-8").splitlines())
        with np.load(io.BytesIO(parts.read("heads.npz"))) as arrays:
            heads = {name: arrays[name].astype(np.float32) for name in arrays.files}
        graph = parts.read("encoder.onnx")
    options = onnxruntime.SessionOptions()
    # One thread: documents are read side by side by processes, and one core is what a laptop can spare.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )
    return Model(session=session, heads=heads, vocabulary=vocabulary, facts=facts)
