from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from dateline.domain.ids import JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.plain import noun_from, plain_from
from dateline.errors import BugError

JUDGEMENT = Judgement(
    id=JudgementId("j1"), verdict=Verdict.MERGE, about=("e1", "e2"), by="A. Coder", at=datetime(2024, 5, 12, tzinfo=UTC)
)  # fmt: skip


def test_a_noun_comes_back_from_json_as_it_was() -> None:
    assert noun_from(Judgement, json.loads(json.dumps(plain_from(JUDGEMENT)))) == JUDGEMENT


def test_fields_with_their_default_are_left_out_and_unknown_ones_overlooked() -> None:
    plain = plain_from(JUDGEMENT)
    assert "note" not in plain
    assert noun_from(Judgement, plain | {"added_later": 1}) == JUDGEMENT


def test_what_lacks_a_field_or_has_no_plain_form_is_refused() -> None:
    with pytest.raises(KeyError, match="verdict"):
        noun_from(Judgement, {"id": "j1", "about": [], "by": "A. Coder", "at": "2024-05-12"})
    with pytest.raises(BugError, match="object"):
        plain_from(object())
