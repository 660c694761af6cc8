"""A real browser before a real server: what the journeys of the page share."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

#: Debian's Chromium, or whatever of its kind is there; no browser is downloaded.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: The checker of accessibility, as npm's axe-core packs it; its licence (MPL 2.0) lies beside it.
AXE = Path(__file__).parent / "axe" / "axe.min.js"
#: A loaded machine is slow, and draws maps without a graphics card.
PATIENCE_MS = 180_000


class Watched:
    """A page, with everything that must not happen in it written down."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", self._opened)
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self._said(message.text))

    def go(self, path: str) -> Page:
        """Opens a place of the page anew, as a followed link does."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#/{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def broken_rules(self) -> list[str]:
        """What axe finds wrong with what is shown now."""
        self.page.evaluate(AXE.read_text("utf-8") + ";0")
        found: list[str] = self.page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
            ".map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | '))"
        )
        return found

    def _opened(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "about:", "blob:")):
            self.faults.append(f"asked the network for {url}")

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.faults.append(f"policy: {text}")


@contextmanager
def browser_open() -> Iterator[Browser]:
    """Chromium, with maps drawn by software."""
    from playwright.sync_api import sync_playwright

    switches = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:
    """A fresh window, in which no fault may have been seen when it is closed."""
    context: BrowserContext = browser.new_context(accept_downloads=True, **options)
    try:
        seen = Watched(context.new_page(), address)
        yield seen
        assert seen.faults == []
    finally:
        context.close()


@contextmanager
def served(ledger: Path, *options: str) -> Iterator[str]:
    """The address at which ``dateline serve`` answers for a ledger, in a process of its own."""
    command = [sys.executable, "-m", "dateline", "serve", "--ledger", str(ledger), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ledger.parent) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.match(r"http://[\d.:]+/", said)
            assert found, said + process.stderr.read()
            yield found[0]
        finally:
            process.terminate()
            _wait(process)


def _wait(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        time.sleep(0.1)
