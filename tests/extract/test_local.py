"""The whole extractor, with the language of the run and that of the document."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.mention import MentionKind
from dateline.extract.local import LocalExtractor
from tests import build

pytestmark = pytest.mark.model


def test_the_language_of_the_run_picks_the_tables() -> None:
    document = build.document("Rebels killed 27 farmers on Friday.", language="en-GB")
    extraction = LocalExtractor().extract(SpacyAnalyser().analyse(document))
    kinds = {mention.kind: document.quote(mention.span) for mention in extraction.mentions}
    assert (kinds[MentionKind.NUMBER], kinds[MentionKind.TIME]) == ("27", "Friday")
    assert [claim.type for claim in extraction.claims] == ["assault"]
