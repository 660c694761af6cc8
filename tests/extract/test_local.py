"""The whole extractor, with the language of the run and that of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.mention import MentionKind
from dateline.extract.local import LocalExtractor
from dateline.extract.local.tie_words import tie_words
from dateline.plugins import Settings
from tests import build

pytestmark = pytest.mark.model


def test_the_language_of_the_run_picks_the_tables() -> None:
    document = build.document("Rebels killed 27 farmers on Friday.", language="en-GB")
    extraction = LocalExtractor().extract(SpacyAnalyser().analyse(document))
    kinds = {mention.kind: document.quote(mention.span) for mention in extraction.mentions}
    assert (kinds[MentionKind.NUMBER], kinds[MentionKind.TIME]) == ("27", "Friday")
    assert [claim.type for claim in extraction.claims] == ["assault"]


def test_the_words_of_the_project_tell_and_tie(tmp_path: Path) -> None:
    folder = tmp_path / "lang" / "en"
    folder.mkdir(parents=True)
    folder.joinpath("cues.toml").write_text('[verbs]\nclause = "attack"\n', encoding="utf-8")
    folder.joinpath("relations.toml").write_text('[splits]\nwords = "spinoff"\n', encoding="utf-8")
    settings = Settings(project=tmp_path)
    document = build.document("The army said that rebels had fled.")
    analysis = SpacyAnalyser().analyse(document)
    assert [document.quote(found.cue) for found in LocalExtractor().extract(analysis).attributions if found.cue] == [
        "said"
    ]
    assert LocalExtractor(settings).extract(analysis).attributions == ()
    assert tie_words(settings).splits == {"spinoff"}
