"""What the heads tell apart is what the ontology and the format know."""

from __future__ import annotations

from training.reader.labels import MEASURES, MODALITIES, MODES, STAGES, TYPES

from dateline.domain.claim import Modality, Stage
from dateline.domain.value import Measure
from dateline.ontology import load_ontology


def test_types_are_those_of_the_ontology() -> None:
    assert set(TYPES) == set(load_ontology().types)
    assert len(set(TYPES)) == len(TYPES)


def test_modes_are_those_of_the_ontology_and_none() -> None:
    assert MODES[0] == "none"
    assert set(MODES[1:]) == {mode.id for kind in load_ontology().types.values() for mode in kind.modes}


def test_stances_are_those_of_the_format() -> None:
    assert set(MODALITIES) == set(Modality)
    assert set(STAGES) == set(Stage)


def test_the_usual_stance_is_first() -> None:
    assert (MODALITIES[0], STAGES[0]) == ("asserted", "accomplished")


def test_measures_are_those_of_the_format_and_none() -> None:
    assert MEASURES[0] == "none"
    assert set(MEASURES[1:]) == set(Measure)
