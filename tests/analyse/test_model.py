"""The model file that ships: what it holds, and that nobody changes it in passing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import resources
from typing import Any, ClassVar

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

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


def test_products_run_on_one_thread_and_the_callers_threads_are_left_as_they_were() -> None:
    def threads() -> list[int]:
        return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]

    class Watching:
        """The model's session, which notes the threads while it runs."""

        seen: ClassVar[list[list[int]]] = []

        def run(self, *given: Any) -> Any:
            self.seen.append(threads())
            return packaged_model().session.run(*given)

    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        session: Any = Watching()
        EncoderAnalyser(model=replace(packaged_model(), session=session)).analyse(
            build.document("Gunmen shot two men.")
        )
        assert threads() == before
    assert before and session.seen == [[1] * len(before)]


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
