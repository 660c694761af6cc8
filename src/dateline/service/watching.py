"""Feeds watched into a ledger: what is new in them is kept and merged, and what was seen is remembered in a file."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.config import Config
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.errors import ConfigError
from dateline.read import Fetcher, PoliteFetcher, WatchMemory, WatchOptions, watch
from dateline.service import keeping
from dateline.service.keeping import Kept
from dateline.service.merging import LedgerMerge

#: What stands behind a ledger's name for the memory beside it.
BESIDE = ".feeds.json"


def watch_feeds(
    merge: LedgerMerge,
    feeds: Iterable[str],
    *,
    memory: str | Path | None = None,
    options: WatchOptions | None = None,
    config: Config | None = None,
    fetcher: Fetcher | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Kept | Issue]:
    """Polls the feeds for the rounds of ``options``, and tells what became of each report.

    The memory is written after each report and before each pause, and only says of a report that it was seen once it is kept;
    so a watch that was stopped loses none, and meets one again at most. Raises ConfigError for what is no address, and for a
    memory that cannot be read or written.
    """
    addresses = tuple(dict.fromkeys(feeds))
    wrong = [one for one in addresses if not one.casefold().startswith(("http://", "https://"))]
    if wrong or not addresses:
        raise ConfigError(
            f"no feed's address: {', '.join(wrong) or 'none is given'}", hint="as in https://example.org/feed.xml"
        )
    path = _memory_path(merge.store.shown, memory)
    known = _remembered(path)

    def pause(seconds: float) -> None:
        _write(path, known)
        sleep(seconds)

    found = watch(
        addresses,
        fetcher or PoliteFetcher(),
        memory=known,
        options=options,
        settings=(config or Config()).settings(),
        sleep=pause,
    )
    return _kept(merge, found, path, known, config)


def _kept(
    merge: LedgerMerge, found: Iterator[RawDocument | Issue], path: Path, known: WatchMemory, config: Config | None
) -> Iterator[Kept | Issue]:
    try:
        for kept in keeping.add_raw_documents(merge, found, config=config):
            yield kept
            _write(path, known)
    finally:
        _write(path, known)


def _memory_path(ledger: str, memory: str | Path | None) -> Path:
    if memory is not None:
        return Path(memory)
    if "://" in ledger:
        raise ConfigError(
            "no file for the memory of the feeds is named", hint="--memory FILE: the ledger is on a server"
        )
    return Path(ledger + BESIDE)


def _remembered(path: Path) -> WatchMemory:
    try:
        return WatchMemory.from_plain(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return WatchMemory()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{path} is no memory of feeds: {error}", hint="name another with --memory, or move it away"
        ) from error


def _write(path: Path, known: WatchMemory) -> None:
    """Whole or not at all: a stopped run must not leave half of it."""
    fresh = path.with_name(path.name + ".part")
    try:
        fresh.write_text(json.dumps(known.to_plain(), ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from error
