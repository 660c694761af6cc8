"""Tellings by the reader's marks alone, with marks made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.analysis import NamedSpan
from dateline.extract.local.marked_tellings import TellingWeights, marked_tellings
from tests import build

pytestmark = pytest.mark.model

TEXT = "The mayor has largely ignored the monitor's warnings."


def read(score: float, weights: TellingWeights) -> list[tuple[str | None, str, list[str]]]:
    """Source, cue and content of each telling, with one cue marked at that probability."""
    document = build.document(TEXT)
    analysis = SpacyAnalyser().analyse(document)
    cue = NamedSpan(build.span(document, "has largely ignored"), "cue", score)
    marked = replace(analysis, layers={"cue": (cue,)})
    return [
        (
            None if told.source is None else analysis.tokens[told.source].text,
            document.quote(told.cue),
            [document.quote(piece) for piece in told.content],
        )
        for told in marked_tellings(marked, (), weights)
    ]


def test_a_sure_mark_is_a_telling() -> None:
    """The parse gives its source and what is told."""
    expected = [("mayor", "has largely ignored", ["the monitor's warnings"])]
    assert read(0.9, TellingWeights(cue=1.0, source=1.0)) == expected


@pytest.mark.parametrize(("score", "factor", "n_found"), [(0.6, 1.0, 1), (0.6, 0.5, 0), (0.9, 0.5, 1), (0.99, 0.0, 0)])
def test_the_factor_decides(score: float, factor: float, n_found: int) -> None:
    """The factor multiplies the odds; what is then likelier than not is taken, and 0 leaves marks out."""
    assert len(read(score, TellingWeights(cue=factor, source=1.0))) == n_found


def test_what_is_told_already_is_not_told_again() -> None:
    """A cue that the rules have stays theirs."""
    document = build.document(TEXT)
    analysis = SpacyAnalyser().analyse(document)
    cue = NamedSpan(build.span(document, "has largely ignored"), "cue", 0.99)
    marked = replace(analysis, layers={"cue": (cue,)})
    (found,) = marked_tellings(marked, ())
    assert list(marked_tellings(marked, (found,))) == []
