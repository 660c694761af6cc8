"""Long work is told, and what is over in a moment is not."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from rich.console import Console

from dateline.cli.long_work import LongWork


def worked(act: Callable[[LongWork], None], *, is_terminal: bool, patience_s: float = 0.02) -> str:
    """What is printed while that is done."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=is_terminal, width=100, highlight=False)
    with LongWork(console, patience_s=patience_s, every_s=0.05) as work:
        act(work)
    return out.getvalue()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_is_over_in_a_moment_is_passed_over() -> None:
    def act(work: LongWork) -> None:
        work("merging all reports", 0, None)
        work("telling reports anew", 0, 9)
        work("telling reports anew", 9, 9)

    for is_terminal in (True, False):
        assert worked(act, is_terminal=is_terminal, patience_s=30) == ""


def test_where_no_terminal_is_a_line_comes_now_and_then() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=False, width=100, highlight=False)
    with LongWork(console, patience_s=0.01, every_s=0.01) as work:
        work("telling reports anew", 200, 100_000)
        until(lambda: "telling reports anew: 200 of 100,000" in out.getvalue())
        work("telling reports anew", 400, 100_000)
        until(lambda: "400 of 100,000" in out.getvalue())
        work("merging all reports", 0, None)
        until(lambda: out.getvalue().rstrip().endswith("merging all reports"))
    said = out.getvalue()
    time.sleep(0.05)
    assert out.getvalue() == said


def test_on_a_terminal_a_line_moves_and_goes_away() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, highlight=False)
    with LongWork(console, patience_s=0.01) as work:
        work("telling reports anew", 200, 1000)
        until(lambda: "200/1000" in out.getvalue())
        work("telling reports anew", 600, 1000)
        until(lambda: "600/1000" in out.getvalue())
    assert out.getvalue().endswith("\x1b[2K")
