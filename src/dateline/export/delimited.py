"""Tables as text: comma-separated with quotes (RFC 4180), or tab-separated without."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from dateline.export.cells import one_line, written
from dateline.export.contract import Column

T = TypeVar("T")


class CommaTable(Generic[T]):
    """Writes rows under a header, UTF-8, lines ended by CR LF as RFC 4180 has it; one row at a time is held."""

    def __init__(self, path: Path, columns: Sequence[Column[T]]) -> None:
        self._path, self._columns = path, columns

    def __enter__(self) -> Self:
        self._stream = self._path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream)
        self._writer.writerow([column.name for column in self._columns])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def write_tags(self, tags: Iterable[str]) -> None:
        """A row of hashtags below the header, as HXL has it."""
        self._writer.writerow(list(tags))

    def write(self, row: T) -> None:
        """One row."""
        self._writer.writerow([written(column.value(row)) for column in self._columns])


class TabTable(Generic[T]):
    """Writes rows with tabs between the cells and no quotes, UTF-8, lines ended by LF; cells hold neither tab nor line end."""

    def __init__(self, path: Path, columns: Sequence[Column[T]], *, has_header: bool) -> None:
        self._path, self._columns, self._has_header = path, columns, has_header

    def __enter__(self) -> Self:
        self._stream = self._path.open("w", encoding="utf-8", newline="\n")
        if self._has_header:
            self._stream.write("\t".join(column.name for column in self._columns) + "\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def write(self, row: T) -> None:
        """One row."""
        self._stream.write("\t".join(one_line(column.value(row)) for column in self._columns) + "\n")
