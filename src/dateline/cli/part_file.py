"""An output file that is whole or not there, and can be taken up again where a run was stopped."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from dateline.domain.ids import document_key
from dateline.domain.run import Run
from dateline.errors import ConfigError
from dateline.service import Done


class PartFile:
    """Writes ``FILE.part`` and moves it to ``FILE`` at the end.

    A ``FILE.part`` of JSON Lines is kept up to its last whole line where the same run of the same unchanged sources left it
    behind, as ``FILE.part.of`` records; any other is written anew. ``done`` is what stands in it.
    """

    def __init__(self, path: Path, *, sources: Sequence[str], run: Run, resume: bool) -> None:
        self.path = path.resolve()
        self.part = self.path.with_name(self.path.name + ".part")
        self.record = self.path.with_name(self.path.name + ".part.of")
        self.done = Done(Counter(), {})
        self._kept = 0
        self._origin = _origin_of(sources, run)
        if not self.path.parent.is_dir():
            raise ConfigError(f"cannot write {path}: no folder {self.path.parent}")
        if self.path.exists() and not self.path.is_file():
            raise ConfigError(f"cannot write {path}: it is no ordinary file", hint="name a file")
        if resume and "-" not in sources and self._was_left_by_this_run():
            self.done, self._kept = _finished(self.part)

    @property
    def n_done(self) -> int:
        """How many documents stand in it already."""
        return self.done.documents.total()

    def __enter__(self) -> Self:
        try:
            self.record.write_text(self._origin, encoding="utf-8")
            with self.part.open("ab") as part:
                part.truncate(self._kept)
            self.stream: TextIO = self.part.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise ConfigError(f"cannot write {self.part}: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()

    def write_line(self, line: str) -> None:
        """Add a line; it is with the operating system when this returns, so that a killed run leaves whole lines."""
        self.stream.write(line + "\n")
        self.stream.flush()

    def finish(self) -> None:
        """Put the file in its place."""
        self.part.replace(self.path)
        self.record.unlink(missing_ok=True)

    def _was_left_by_this_run(self) -> bool:
        try:
            return self.part.is_file() and self.record.read_text(encoding="utf-8") == self._origin
        except (OSError, UnicodeDecodeError):
            return False


def _origin_of(sources: Sequence[str], run: Run) -> str:
    """A digest of the run and of its sources: their names, sizes and times of change."""
    parts = [run.dateline, run.config, *(f"{name}={version}" for name, version in run.plugins)]
    for source in sources:
        parts += [source, *_files_in(Path(source))]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _files_in(path: Path) -> Iterator[str]:
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            found = file.stat()
            yield f"{file} {found.st_size} {found.st_mtime_ns}"


def _finished(part: Path) -> tuple[Done, int]:
    """What stands in the whole lines of a part file, and how many bytes those lines have."""
    documents: Counter[tuple[str, str]] = Counter()
    ids: dict[str, str] = {}
    kept = 0
    with part.open("rb") as lines:
        for line in lines:
            try:
                document = json.loads(line)["document"]
                known = (str(document["source"]["uri"]), str(document["source"]["sha256"]))
                ids.setdefault(str(document["id"]), document_key(document["text"]))
            except (ValueError, LookupError, TypeError):
                break
            if not line.endswith(b"\n"):
                break
            documents[known] += 1
            kept += len(line)
    return Done(documents, ids), kept
