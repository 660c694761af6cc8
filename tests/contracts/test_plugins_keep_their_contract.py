"""One suite over every plug-in that is registered, built in or from another package."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.analyse import ANALYSERS
from dateline.clean import CLEANERS
from dateline.config import Config
from dateline.domain.analysis import Analysis
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.domain.span import Span
from dateline.errors import DocumentError, UnreadableError
from dateline.evaluate import EVALUATIONS
from dateline.extract import EXTRACTORS
from dateline.normalise import NORMALISERS
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Registry
from dateline.read import READERS
from tests.build import document

MADE_WITH_SETTINGS: tuple[Registry[Any], ...] = (READERS, CLEANERS, ANALYSERS, EXTRACTORS, NORMALISERS)
PLUGINS = [(registry, name) for registry in MADE_WITH_SETTINGS for name in registry.names()]

TEXTS = (
    "Masked men shot dead at least nine villagers near Kidal on Tuesday, the provincial governor said. "
    "“They burned our grain,” a farmer told the radio station, “and took the cattle.”",
    "The Front, a splinter of the old liberation army, denied on May 3 that it had shelled the airport. "
    "Police arrested 12 students and will deploy 300 officers next week, according to two officials.",
    "Nothing happened.",
)


@pytest.mark.parametrize(("registry", "name"), PLUGINS, ids=[f"{one.group}:{name}" for one, name in PLUGINS])
def test_a_plugin_says_its_name_and_version(registry: Registry[Any], name: str) -> None:
    plugin = registry.get(name)
    assert plugin.name == name
    assert isinstance(plugin.version, int) and plugin.version >= 1
    assert plugin.__doc__


@pytest.mark.parametrize("name", EVALUATIONS.names())
def test_an_evaluation_is_there_and_documented(name: str) -> None:
    assert EVALUATIONS.get(name).__doc__


def raw_document_of(raw: bytes) -> RawDocument:
    return RawDocument(
        uri="test",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type="text/plain",
        fetched_at=datetime(2024, 5, 12, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", READERS.names())
@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b'{"id": "1", "text": "Police arrested six men."}\n{"id":\n'])
def test_a_reader_hands_on_whole_bytes_or_an_issue(name: str, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(raw)
    reader = READERS.get(name)(DEFAULTS)
    source = Source(uri=str(tmp_path), path=tmp_path) if reader.takes(Source("x", tmp_path), b"") else Source("x", path)
    try:
        found = list(reader.read(source, io.BytesIO(b"" if source.path == tmp_path else raw)))
    except DocumentError as error:
        # What ``read`` makes an issue of.
        assert source.uri in error.message and error.kind
        return
    assert found
    for one in found:
        if isinstance(one, Issue):
            assert one.uri and one.detail
        elif isinstance(one, Source):
            assert one.uri
        else:
            assert hashlib.sha256(one.raw).hexdigest() == one.sha256
            assert one.raw in raw or json.dumps(one.raw.decode()).encode() in raw
            assert one.fetched_at.tzinfo is not None


@pytest.mark.parametrize("name", CLEANERS.names())
@pytest.mark.parametrize("raw", [text.encode() for text in TEXTS] + [b"One.\r\n\r\nTwo\xc2\xa0three.\n", b" \n ", b""])
def test_a_cleaner_gives_the_same_document_each_time_or_says_why_not(name: str, raw: bytes) -> None:
    raw_document = replace(raw_document_of(raw), verbatim=name == "verbatim")
    cleaner = CLEANERS.get(name)(DEFAULTS)
    if not cleaner.takes(raw_document):
        pytest.skip("takes no plain text")
    try:
        cleaned = cleaner.clean(raw_document)
    except UnreadableError as error:
        assert not raw.strip()
        assert error.kind
        return
    assert cleaned == CLEANERS.get(name)(DEFAULTS).clean(raw_document)
    assert cleaned.sha256 == raw_document.sha256
    assert all(cleaned.quote(part.span) for part in cleaned.parts)


@pytest.fixture(scope="module", params=TEXTS)
def analysis(request: pytest.FixtureRequest) -> Analysis:
    return ANALYSERS.get(Config().analyse)(DEFAULTS).analyse(document(request.param))


@pytest.mark.model
@pytest.mark.parametrize("name", ANALYSERS.names())
def test_an_analysis_lies_in_its_text(name: str, analysis: Analysis) -> None:
    found = ANALYSERS.get(name)(DEFAULTS).analyse(analysis.document)
    assert found.document is analysis.document
    assert list(spans_of(found))
    check_spans(found, found.document)


@pytest.mark.model
@pytest.mark.parametrize("name", EXTRACTORS.names())
def test_an_extractor_gives_words_and_guesses_no_value(name: str, analysis: Analysis) -> None:
    extractor = EXTRACTORS.get(name)(DEFAULTS)
    extraction = extractor.extract(analysis)
    assert extraction == extractor.extract(analysis)
    check_spans(extraction, analysis.document)
    assert not (extraction.times or extraction.places or extraction.actors)
    types = load_ontology()
    told = {attribution.id for attribution in extraction.attributions}
    for claim in extraction.claims:
        assert claim.when is None and claim.where is None and claim.account is None
        assert not (claim.counts or claim.codes)
        assert claim.mode is None or types.get(claim.type).mode(claim.mode)
        assert claim.type in types.types
        assert claim.evidence.holds(claim.trigger)
        assert claim.attribution is None or claim.attribution in told
        assert 0 <= claim.confidence <= 1
    for ids in (extraction.claims, extraction.attributions, extraction.relations):
        assert len({one.id for one in ids}) == len(ids)
    assert all(one.within is None or one.within in told for one in extraction.attributions)


@pytest.mark.model
def test_normalisers_keep_the_words(analysis: Analysis) -> None:
    extraction = EXTRACTORS.get(Config().extract)(DEFAULTS).extract(analysis)
    before = words_of(extraction)
    for name in Config().normalise:
        normaliser = NORMALISERS.get(name)(DEFAULTS)
        normalised = normaliser.normalise(extraction, analysis)
        assert normalised == normaliser.normalise(extraction, analysis)
        check_spans(normalised, analysis.document)
        assert words_of(normalised) == before, name
        extraction = normalised


@pytest.mark.model
@pytest.mark.parametrize("name", NORMALISERS.names())
def test_a_normaliser_runs_alone(name: str, analysis: Analysis) -> None:
    extraction = EXTRACTORS.get(Config().extract)(DEFAULTS).extract(analysis)
    normalised = NORMALISERS.get(name)(DEFAULTS).normalise(extraction, analysis)
    assert words_of(normalised) == words_of(extraction)


def spans_of(value: object) -> Iterator[Span]:
    """Every span anywhere in a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from spans_of(one)
    elif is_dataclass(value) and not isinstance(value, Document):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def check_spans(value: object, document: Document) -> None:
    for span in spans_of(value):
        assert span.start < span.end
        assert document.quote(span)


def words_of(extraction: Extraction) -> object:
    """Everything that an extractor found, without the values that normalisers add."""
    return (
        [
            (
                claim.id,
                claim.trigger,
                claim.evidence,
                [(argument.role, argument.span) for argument in claim.arguments],
                claim.quantities,
                claim.time,
                claim.places,
                claim.attribution,
            )
            for claim in extraction.claims
        ],
        [
            (one.id, one.cue, one.content, one.within, [speaker.span for speaker in (*one.sources, *one.via)])
            for one in extraction.attributions
        ],
        [(tie.id, tie.subject.span, tie.object.span, tie.trigger) for tie in extraction.relations],
    )
