"""An output file that is whole or not there, and can be taken up again where a run was stopped."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from dateline.domain.run import Run
from dateline.errors import ConfigError


class PartFile:
    """Writes ``FILE.part`` and moves it to ``FILE`` at the end.

    A ``FILE.part`` of JSON Lines that the same run left behind is kept up to its last whole line; ``done`` holds the uri
    and sha256 of the documents in it. One that another version or configuration left is written anew.
    """

    def __init__(self, path: Path, *, resume: bool, run: Run) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.done: frozenset[tuple[str, str]] = frozenset()
        self._kept = 0
        if not path.parent.is_dir():
            raise ConfigError(f"cannot write {path}: no folder {path.parent}")
        if path.is_dir():
            raise ConfigError(f"cannot write {path}: it is a folder", hint="name a file")
        if resume and self.part.is_file():
            self.done, self._kept = _finished(self.part, run)

    def __enter__(self) -> Self:
        try:
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


def _finished(part: Path, run: Run) -> tuple[frozenset[tuple[str, str]], int]:
    """The documents of the whole lines that this very run wrote, and how many bytes those lines have."""
    done: set[tuple[str, str]] = set()
    kept = 0
    wanted = {"dateline": run.dateline, "config": run.config, "plugins": dict(run.plugins)}
    with part.open("rb") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                source = row["document"]["source"]
                known = (str(source["uri"]), str(source["sha256"]))
            except (ValueError, LookupError, TypeError):
                break
            if not line.endswith(b"\n") or row.get("run") != wanted:
                break
            done.add(known)
            kept += len(line)
    return frozenset(done), kept
