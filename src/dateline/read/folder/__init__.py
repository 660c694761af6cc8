"""A directory: every file in it and below, in the order of the names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.choose import HEAD_BYTES, is_readable
from dateline.read.contract import Found
from dateline.read.signatures import LINES_ENDINGS, TEXT_ENDINGS, foreign_format


class FolderReader:
    """Reads what lies in a directory; hidden files are passed over, and links are followed once."""

    name: ClassVar[str] = "folder"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Ask the readers of these settings what they know."""
        self._settings = settings

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether the source is a directory."""
        del head
        return source.text is None and source.path is not None and source.path.is_dir()

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """Each file in turn, as a source; a file of a type that is not read becomes an issue naming it."""
        del stream
        if source.path is None:
            return
        n_found = 0
        for found in _files(source.path):
            n_found += 1
            if isinstance(found, Issue):
                yield found
                continue
            issue = _foreign(found, self._settings)
            if issue is not None:
                yield issue
            else:
                yield Source(uri=str(found), path=found, fields=source.fields)
        if n_found == 0:
            yield Issue("read", "empty", f"{source.uri}: there is no file in this directory", uri=source.uri)


def _files(top: Path) -> Iterator[Path | Issue]:
    """The files below, depth first by name; not recursive, so that no depth is too deep."""
    seen: set[tuple[int, int]] = set()
    stack = [top]
    while stack:
        path = stack.pop()
        try:
            status = path.stat()
            is_folder, is_file = path.is_dir(), path.is_file()
            if not is_folder:
                yield path if is_file else _not_a_file(path)
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                detail = f"{path}: leads back to a directory that was read already; passed over"
                yield Issue("read", "link_loop", detail, uri=str(path))
                continue
            seen.add(identity)
            entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
            stack.extend(reversed(entries))
        except FileNotFoundError:
            yield Issue("read", "missing", f"{path}: the link leads nowhere", uri=str(path))
        except PermissionError:
            yield Issue("read", "unreadable", f"{path}: no permission to read it", uri=str(path))
        except OSError as error:
            yield Issue("read", "unreadable", f"{path}: cannot be read: {error.strerror or error}", uri=str(path))


def _not_a_file(path: Path) -> Issue:
    return Issue("read", "not_a_file", f"{path}: is a pipe, a socket or a device; passed over", uri=str(path))


def _foreign(path: Path, settings: Settings) -> Issue | None:
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS or ending in LINES_ENDINGS or ending == ".json":
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        # The reader opens it again and says what is wrong.
        return None
    if is_readable(Source(uri=str(path), path=path), head, settings):
        return None
    found = foreign_format(head, ending)
    what = f"is {found}" if found else f"has the ending {path.suffix!r}"
    hint = "" if found else "; give the file by name to have it read as text"
    detail = f"{path}: {what}, which is not read from a directory{hint}"
    return Issue("read", "unsupported", detail, uri=str(path))
