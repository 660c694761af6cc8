"""What an account weighs in its report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.assemble import assemble
from dateline.assemble.relevance import AFTERMATH
from dateline.domain.account import Account
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.value import Count, Measure
from tests import build

TEXT = "Gunmen killed 12 people in the market. Police arrested a suspect."


@pytest.fixture
def document() -> Document:
    return build.document(TEXT)


def weighed(document: Document, measure: Measure, number: int, background: bool = False) -> dict[str, Account]:
    """The accounts by type: a killing that counts something, and an arrest."""
    count = Count(span=build.span(document, "12"), measure=measure, low=number, high=number)
    killing = build.claim(document, "killed", counts=(count,), background=background, confidence=0.8)
    arrest = replace(build.claim(document, "arrested", confidence=0.8), type="coerce")
    _, accounts = assemble(Extraction(claims=(killing, arrest)), build.analysis(document))
    return {account.type: account for account in accounts}


def test_an_arrest_weighs_less_beside_the_violence_it_follows(document: Document) -> None:
    beside = weighed(document, Measure.KILLED, 12)
    alone = weighed(document, Measure.WEAPONS, 12)
    assert beside["coerce"].relevance == pytest.approx(AFTERMATH * alone["coerce"].relevance)
    assert beside["assault"].relevance == alone["assault"].relevance


@pytest.mark.parametrize(("number", "background"), [(0, False), (12, True)])
def test_nobody_harmed_and_history_leave_an_arrest_as_it_is(document: Document, number: int, background: bool) -> None:
    alone = weighed(document, Measure.WEAPONS, 12)
    assert weighed(document, Measure.KILLED, number, background)["coerce"].relevance == alone["coerce"].relevance
