"""What the encoder's word vectors are turned into, with heads whose answers are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.analyse.encoder import EncoderAnalyser
from dateline.analyse.encoder.heads import sigmoid, softmax
from dateline.analyse.encoder.weights import Model
from tests import build

pytestmark = pytest.mark.model

#: Every word of the toy is one piece, and its vector is all zero but for a 1 at the piece's own place.
WORDS = ("gunmen", "stormed", "the", "mill", "killing", "12", "guards", ".", "rain", "fell")
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS)
WIDTH = len(PIECES)
LABELS: dict[str, list[str]] = {
    "types": ["assault", "protest"],
    "modes": ["none", "firearms"],
    "modalities": ["asserted", "alleged"],
    "stages": ["accomplished", "future"],
    "datings": ["none", "day"],
    "signs": ["negated", "background", "commentary", "incident", "placed"],
    "roles": ["actor", "recipient", "count"],
    "measures": ["none", "killed", "injured"],
    "tags": ["toponym"],
    "police": ["KILL"],
    "questions": ["KILL", "contentious"],
}


class Session:
    """Stands in for the ONNX session: a vector a piece."""

    def run(self, names: list[str], given: dict[str, Any]) -> list[Any]:
        assert names == ["vectors"]
        assert list(given) == ["pieces"]
        return [np.eye(WIDTH, dtype=np.float32)[given["pieces"]]]


def column(rows: int, answers: dict[tuple[str, int], float], rest: float = -6.0) -> np.ndarray[Any, Any]:
    """A matrix (rows, width) that gives ``rest`` to every word but those listed."""
    made = np.full((rows, WIDTH), rest, dtype=np.float32)
    for (word, row), value in answers.items():
        made[row, PIECES.index(word)] = value
    return made


def model() -> Model:
    heads: dict[str, Any] = {}

    def linear(name: str, weight: Any) -> None:
        heads[f"{name}.weight"] = np.asarray(weight, dtype=np.float32)
        heads[f"{name}.bias"] = np.zeros(len(weight), dtype=np.float32)

    identity = np.eye(WIDTH)
    linear("type_hidden", identity)
    told = {("stormed", 0): -4.0, ("stormed", 1): 6.0, ("killing", 0): -4.0, ("killing", 1): 6.0}
    linear("type_out", column(3, {**{(word, 0): 6.0 for word in PIECES}, **told}))
    linear("claim_hidden", identity)
    linear("mode_out", column(2, {("stormed", 1): 6.0, ("killing", 0): 6.0}))
    linear("modality_out", column(2, {("stormed", 0): 6.0, ("killing", 1): 6.0}))
    linear("stage_out", column(2, {("stormed", 0): 6.0, ("killing", 0): 6.0}))
    linear("dating_out", column(2, {("stormed", 1): 6.0, ("killing", 0): 6.0}))
    linear("sign_out", column(5, {("killing", 1): 6.0, ("stormed", 4): 6.0}))
    linear("role_word", identity)
    linear("role_trigger", identity)
    linear("role_word_factor", np.zeros((WIDTH, WIDTH)))
    linear("role_trigger_factor", np.zeros((WIDTH, WIDTH)))
    heads["role_distance.weight"] = np.zeros((5, WIDTH), dtype=np.float32)
    # Triggers add nothing; each word has its own part, begun by the even row and carried on by the odd one.
    parts = {
        ("gunmen", 0): 12.0,
        ("gunmen", 1): 12.0,
        ("the", 2): 12.0,
        ("the", 3): 12.0,
        ("mill", 3): 12.0,
        ("12", 4): 12.0,
        ("12", 5): 12.0,
    }
    quiet = {(word, row): -3.0 for word in ("stormed", "killing") for row in range(6)}
    linear("role_out", column(6, {**quiet, **parts}))
    linear("measure", column(3, {("12", 1): 6.0}))
    linear("tag_hidden", identity)
    linear("tag_out", column(2, {("mill", 0): 6.0, ("mill", 1): 6.0}))
    linear("ask_hidden", identity)
    # Where somebody kills, that word alone is asked whether the police did; of conflict every word is asked alike.
    linear("ask_weight", column(2, {("killing", 0): 6.0} | {(word, 1): 1.0 for word in PIECES}))
    linear(
        "ask_out", column(2, {("killing", 0): 6.0, ("rain", 1): -9.0}, rest=1.0) - column(2, {}, rest=2.0) * [[1], [0]]
    )
    linear("same_one", identity)
    linear("same_factor", identity)
    linear("same_out", np.full((1, 2 * WIDTH), 0.5))
    facts = {"labels": LABELS, "distances": [1], "begin": 2, "end": 3, "longest": 512}
    return Model(session=Session(), heads=heads, vocabulary=PIECES, facts=facts)


def test_happenings_have_their_words_answers_and_parts() -> None:
    document = build.document("Gunmen stormed the mill, killing 12 guards. Rain fell.")
    analysis = EncoderAnalyser(model=model()).analyse(document)
    assert analysis.sighting is not None
    stormed, killing = analysis.sighting.happenings
    assert document.quote(stormed.trigger) == "stormed"
    assert stormed.types[0].label == "assault"
    assert stormed.score > 0.9
    assert (stormed.modes[0].label, stormed.modalities[0].label, stormed.stages[0].label) == (
        "firearms",
        "asserted",
        "accomplished",
    )
    assert (stormed.datings[0].label, killing.datings[0].label) == ("day", "none")
    assert killing.placed < 0.1 < 0.9 < stormed.placed
    assert stormed.background < 0.1 < 0.9 < killing.background
    assert killing.modalities[0].label == "alleged"
    words = {
        role: [document.quote(part.span) for part in stormed.parts_of(role)] for role in ("actor", "recipient", "count")
    }
    assert words == {"actor": ["Gunmen"], "recipient": ["the mill"], "count": ["12"]}
    assert stormed.parts_of("count")[0].measure == "killed"
    assert analysis.sighting.same[0, 1] > 0.5


def test_marked_words_become_layers() -> None:
    document = build.document("Gunmen stormed the mill, killing 12 guards.")
    analysis = EncoderAnalyser(model=model()).analyse(document)
    assert [document.quote(named.span) for named in analysis.layers["toponym"]] == ["mill"]


def test_questions_are_asked_of_sentences_and_of_the_whole() -> None:
    document = build.document("Rain fell. Gunmen stormed the mill, killing 12 guards. Rain fell.")
    analysis = EncoderAnalyser(model=model()).analyse(document)
    assert [document.quote(named.span) for named in analysis.layers["police_kill"]] == [
        "Gunmen stormed the mill, killing 12 guards."
    ]
    assert analysis.sighting is not None
    assert analysis.sighting.whole["KILL"] > 0.9
    assert analysis.sighting.whole["contentious"] < 0.5


def test_every_word_of_a_long_text_is_answered_for_once() -> None:
    text = "Gunmen stormed the mill. " * 300
    document = build.document(text)
    analysis = EncoderAnalyser(model=model()).analyse(document)
    assert analysis.sighting is not None
    starts = [happening.trigger.start for happening in analysis.sighting.happenings]
    assert starts == [25 * number + 7 for number in range(300)]


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800 x"])
def test_odd_texts_are_seen_without_a_fault(text: str) -> None:
    analysis = EncoderAnalyser(model=model()).analyse(build.document(text.encode("utf-8", "replace").decode()))
    assert analysis.sighting is not None
    assert analysis.sighting.happenings == ()


def test_shares_add_up() -> None:
    assert np.allclose(softmax(np.asarray([[1.0, 2.0, 900.0]], dtype=np.float32)).sum(), 1)
    assert (
        0
        < float(sigmoid(np.asarray(-500.0, dtype=np.float32)))
        < float(sigmoid(np.asarray(500.0, dtype=np.float32)))
        <= 1
    )
