"""The order of the rooms: the only module that knows it.

``read … assemble`` is a pure function of one document and the configuration, so documents may be read in any order, on
any number of processes. Trouble with one document becomes an issue, and the run goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from dateline.analyse import ANALYSERS, Analyser
from dateline.assemble import assemble, relevance_of
from dateline.clean import clean
from dateline.config import Config
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.source import Source
from dateline.errors import BugError, DocumentError
from dateline.extract import EXTRACTORS, Extractor
from dateline.normalise import NORMALISERS, Normaliser
from dateline.read import Fetcher, read
from dateline.version import __version__

#: What a fault of Dateline's own looks like from outside. One such fault in one document is recorded with its name and
#: must not cost the reader the other documents.
_FAULTS = (
    ArithmeticError, AttributeError, BugError, LookupError, MemoryError, RecursionError, TypeError, ValueError, sqlite3.Error,
)  # fmt: skip


class Pipeline:
    """Reads documents with the plug-ins of one configuration; they are made when the first document comes."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def _analyser(self) -> Analyser:
        return ANALYSERS.get(self.config.analyse)(self.config.settings())

    @cached_property
    def _extractor(self) -> Extractor:
        return EXTRACTORS.get(self.config.extract)(self.config.settings())

    @cached_property
    def _normalisers(self) -> Sequence[Normaliser]:
        return [NORMALISERS.get(name)(self.config.settings()) for name in self.config.normalise]

    @cached_property
    def run(self) -> Run:
        """The record of what reads."""
        plugins = {
            f"analyse/{self._analyser.name}": self._analyser.version,
            f"extract/{self._extractor.name}": self._extractor.version,
        } | {f"normalise/{normaliser.name}": normaliser.version for normaliser in self._normalisers}
        return Run(
            dateline=__version__,
            config=self.config.digest(),
            plugins=tuple((name, str(version)) for name, version in plugins.items()),
        )

    def raw_documents(
        self, sources: Iterable[Source], *, fetcher: Fetcher | None = None, lists: bool = False
    ) -> Iterator[RawDocument | Issue]:
        """The documents of the sources, one by one; what cannot be read comes as an issue.

        The fetcher fetches the addresses among the sources, and with ``lists`` also those in lists of addresses.
        """
        for source in sources:
            may_fetch = lists or source.is_address
            yield from read(source, self.config.settings(), fetcher=fetcher if may_fetch else None)

    def reading_of(self, raw_document: RawDocument) -> Reading | Issue:
        """A document's reading, or the issue that says why there is none."""
        try:
            reading = self.reading_of_document(clean(raw_document, self.config.settings()))
            # Writing it out checks every span: a reading that does not quote its text never leaves.
            reading.to_dict()
            return reading
        except DocumentError as error:
            detail = error.message if error.hint is None else f"{error.message} ({error.hint})"
            return Issue(error.room, error.kind, detail, uri=raw_document.given.id or raw_document.uri)
        except _FAULTS as error:
            detail = f"a fault of Dateline's own, please report it: {type(error).__name__}: {error}"
            return Issue("pipeline", "bug", detail, uri=raw_document.given.id or raw_document.uri)

    def reading_of_document(self, document: Document) -> Reading:
        """A cleaned document's reading; raises DocumentError."""
        if document.language.partition("-")[0].lower() != self.config.language.partition("-")[0].lower():
            raise DocumentError(
                f"it is in {document.language!r}, and this run reads {self.config.language!r}",
                room="pipeline",
                kind="language_not_read",
            )
        analysis = self._analyser.analyse(document)
        extraction: Extraction = self._extractor.extract(analysis)
        for normaliser in self._normalisers:
            extraction = normaliser.normalise(extraction, analysis)
        claims, accounts = assemble(extraction, analysis)
        extraction = replace(extraction, claims=claims)
        return Reading(
            document=document,
            run=self.run,
            relevance=relevance_of(claims, accounts, analysis),
            actors=extraction.actors,
            places=extraction.places,
            attributions=extraction.attributions,
            claims=claims,
            relations=extraction.relations,
            known_ties=extraction.known_ties,
            accounts=accounts,
            times=extraction.times,
            issues=(*document.issues, *extraction.issues),
        )
