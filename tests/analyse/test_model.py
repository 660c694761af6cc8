"""The model file that ships: what it holds, and that nobody changes it in passing."""

from __future__ import annotations

import hashlib
from importlib import resources

import pytest
from threadpoolctl import threadpool_info

from dateline.analyse.encoder import EncoderAnalyser
from dateline.analyse.encoder.weights import DIGEST, MODEL, packaged_model
from dateline.ontology import load_ontology
from tests import build

pytestmark = pytest.mark.model

#: What a laptop can be asked to fetch (the whole file, in bytes).
LARGEST = 30_000_000


def test_the_file_is_the_one_that_its_card_tells_of() -> None:
    content = resources.files("dateline.analyse.encoder").joinpath(MODEL).read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGEST
    assert len(content) <= LARGEST


def test_the_encoder_takes_one_text_without_padding() -> None:
    assert [given.name for given in packaged_model().session.get_inputs()] == ["pieces"]


def test_threads_of_the_caller_are_left_as_they_were() -> None:
    before = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    EncoderAnalyser().analyse(build.document("Gunmen killed two traders in Gao."))
    assert [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"] == before


def test_its_types_and_modes_are_the_ontologys() -> None:
    labels = packaged_model().facts["labels"]
    types = load_ontology().types
    assert set(labels["types"]) == set(types)
    assert set(labels["modes"]) - {"none"} <= {mode.id for kind in types.values() for mode in kind.modes}


def test_it_sees_a_plain_attack_with_its_parts() -> None:
    document = build.document(
        "Gunmen opened fire on a market in Gao on Friday, killing at least 12 traders, police said."
    )
    sighting = EncoderAnalyser().analyse(document).sighting
    assert sighting is not None
    surest = max(sighting.happenings, key=lambda happening: happening.score)
    assert surest.types[0].label == "assault"
    parts = {
        part.role: document.quote(part.span)
        for happening in sighting.happenings
        for part in happening.parts
        if part.score > 0.5
    }
    assert parts["actor"] == "Gunmen"
    assert "12" in parts["count"]


def test_the_same_text_is_seen_the_same_way() -> None:
    document = build.document("Rebels shelled the airport; the army denied any losses.")
    assert EncoderAnalyser().analyse(document).sighting == EncoderAnalyser().analyse(document).sighting
