"""Times the first paint of the review page on loopback, and when its list is shown, in Debian's Chromium.

    python -m benchmarks.paint LEDGER [--times 5]

Each opening has a browser context of its own, with an empty cache; the browser itself has drawn an empty page before. First
contentful paint as the browser tells it (W3C Paint Timing), milliseconds from the start of the navigation.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.browser import browser_open, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Each page with what is there once its list is shown.
PAGES = {"events": "[role=row]:nth-child(3)", "queue": "h1", "reports": "h1", "sources": "h1"}
_PAINT = "performance.getEntriesByName('first-contentful-paint')"
_PATIENCE_MS = 120_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Open each page so many times; print a line each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--times", type=int, default=5, help="how often each page is opened")
    options = parser.parse_args(arguments)
    with served(options.ledger, "--by", "A. Coder") as address, browser_open() as browser:
        browser.new_page().goto("about:blank")
        print("milliseconds: first contentful paint, median and most; list shown, median and most")
        for page, shown in PAGES.items():
            took = [opened(browser, f"{address}#/{page}", shown) for _ in range(options.times)]
            cells = [
                f"{figure:8.0f}" for some in zip(*took, strict=True) for figure in (statistics.median(some), max(some))
            ]
            print(f"{page:12s}" + "".join(cells), flush=True)
    return 0


def opened(browser: Browser, address: str, shown: str) -> tuple[float, float]:
    """Milliseconds until the first contentful paint, and until the list is shown."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        started = time.perf_counter()
        page.goto(address)
        page.wait_for_function(f"{_PAINT}.length > 0")
        paint = float(page.evaluate(f"{_PAINT}[0].startTime"))
        page.locator(shown).first.wait_for()
        return paint, 1000 * (time.perf_counter() - started)
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())
