"""Write trained weights as the model file that ships: the encoder as int8 ONNX, the heads as half-precision matrices.

    python -m training.reader.export --weights RUN/reader.pt --vocabulary VOCAB.txt --out reader.zip

RUN is the folder of a finished training, VOCAB.txt the vocabulary that it was trained with.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic

from dateline.analyse.encoder.windows import WINDOW_PIECES, tokenizer_of, words_of
from dateline.evaluate.rows import rows_from_file
from training.reader.graph import laid
from training.reader.labels import LISTS
from training.reader.network import DISTANCES, Reader

LAYOUT, BEGIN, END, LONGEST = 3, 101, 102, 512
#: Texts of ours, and how many of them are looked at.
WRITTEN = Path(__file__).parents[1] / "annotations" / "texts"
CALIBRATION = 200


def export(weights: Path, vocabulary: Path, out: Path) -> None:
    """Write the model file of some weights."""
    reader = Reader()
    reader.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))
    reader.eval()
    for layer in reader.encoder.layers:
        layer.plain = True
    with tempfile.TemporaryDirectory() as folder:
        full, plain, small = (Path(folder) / name for name in ("full.onnx", "plain.onnx", "small.onnx"))
        example = (torch.ones(1, 24, dtype=torch.long), torch.ones(1, 24))
        axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "present", "vectors")}
        torch.onnx.export(
            reader.encoder, example, str(full), input_names=["pieces", "present"], output_names=["vectors"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(full), str(plain))
        quantize_dynamic(
            str(plain),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
        graph = laid(onnx.load(small), written_texts(vocabulary)).SerializeToString()
    heads = {name: value.numpy().astype(np.float16) for name, value in reader.heads.state_dict().items()}
    arrays = io.BytesIO()
    np.savez(arrays, **heads)
    facts = {
        "layout": LAYOUT, "begin": BEGIN, "end": END, "longest": LONGEST, "distances": DISTANCES,
        "labels": LISTS,
    }  # fmt: skip
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in (
            ("encoder.onnx", graph), ("heads.npz", arrays.getvalue()), ("facts.json", json.dumps(facts).encode()),
            ("vocabulary.txt", vocabulary.read_bytes()),
        ):  # fmt: skip
            # A fixed date: equal weights give an equal file.
            held.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def written_texts(vocabulary: Path) -> list[NDArray[np.int64]]:
    """The word pieces of texts that we wrote, marks included, to see how large the encoder's inputs grow."""
    tokenizer = tokenizer_of(tuple(vocabulary.read_text(encoding="utf-8").splitlines()))
    rows = [row for path in sorted(WRITTEN.glob("*.jsonl")) for row in rows_from_file(path)][:CALIBRATION]
    pieces = (words_of(row["text"], tokenizer).pieces[: WINDOW_PIECES - 2] for row in rows)
    return [np.concatenate([[BEGIN], found, [END]]) for found in pieces]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write trained weights as the model file.")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    export(options.weights, options.vocabulary, options.out)
