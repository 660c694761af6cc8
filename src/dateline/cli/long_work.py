"""Long work told on standard error: bringing a ledger up to date, merging all of it."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

#: Seconds for which nothing is said, since most work is over by then; and between two lines where they go to no terminal.
PATIENCE_S = 1.0
EVERY_S = 15.0


class LongWork:
    """What a ledger tells of its long work: on a terminal a line that moves, else a line now and then.

    Call it with what is done, how far it is, and how much there is (None where that is not known). Work that is over within
    ``PATIENCE_S`` seconds is passed over in silence.
    """

    def __init__(
        self, console: Console | None = None, *, patience_s: float = PATIENCE_S, every_s: float = EVERY_S
    ) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._patience_s, self._every_s = patience_s, every_s
        self._lock = threading.Lock()
        self._doing: str | None = None
        self._state: tuple[int, int | None] = (0, None)
        self._timer: threading.Timer | None = None
        self._shown: tuple[Progress, TaskID] | None = None
        #: Whether a moving line may be drawn: not where another is.
        self.may_move = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end()

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Takes note of how far the work is; ``done`` equal to ``total`` ends it."""
        if done == total:
            self.end()
            return
        with self._lock:
            self._state = (done, total)
            if doing != self._doing:
                self._stop()
                self._doing = doing
                self._wait(self._patience_s)
            elif self._shown is not None:
                progress, task = self._shown
                progress.update(task, completed=done, total=total)

    def end(self) -> None:
        """Takes away what is shown."""
        with self._lock:
            self._stop()

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._show)
        self._timer.daemon = True
        self._timer.start()

    def _stop(self) -> None:
        self._doing = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._shown is not None:
            self._shown[0].stop()
            self._shown = None

    def _show(self) -> None:
        with self._lock:
            if self._doing is None or threading.current_thread() is not self._timer:
                return
            done, total = self._state
            if self._console.is_terminal and self.may_move:
                columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
                progress = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
                self._shown = (progress, progress.add_task(self._doing, completed=done, total=total))
                progress.start()
                return
            at = time.strftime("%H:%M:%S")
            far = "" if total is None else f": {done:,} of {total:,}"
            self._console.print(f"{at} {self._doing}{far}", style="dim", soft_wrap=True)
            self._wait(self._every_s)
