"""What the tests of the pages share: the command line in this process, a server, and readings that are made once."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from dateline.config import Config
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.pipeline import Pipeline
from tests.gazetteer.test_build_from_dumps import base
from tests.journeys.conftest import here
from tests.store.conftest import server

__all__ = ["base", "here", "server"]

_READ: dict[tuple[object, ...], Reading] = {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the same few examples again and again: a reading is a pure function of the report and the configuration.

    Readings under a page's own configuration, or with a gazetteer of its own, are made anew.
    """
    read: Callable[[Pipeline, RawDocument], object] = Pipeline.reading_of

    def reading_of(pipeline: Pipeline, raw_document: RawDocument) -> object:
        key = (
            raw_document.uri,
            raw_document.sha256,
            raw_document.media_type,
            raw_document.given,
            raw_document.verbatim,
        )
        if pipeline.config != Config() or os.environ.get("DATELINE_GAZETTEER"):
            return read(pipeline, raw_document)
        found = _READ.get(key) or read(pipeline, raw_document)
        if isinstance(found, Reading):
            _READ[key] = found
        return found

    monkeypatch.setattr(Pipeline, "reading_of", reading_of)
