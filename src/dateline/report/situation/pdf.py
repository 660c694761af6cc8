"""HTML as PDF, by WeasyPrint where it is installed, else by a Chromium that is on the machine."""

from __future__ import annotations

import logging
import shutil
import subprocess
import tempfile
from pathlib import Path

from dateline.errors import MissingPackError
from dateline.report.wanting import wanted

#: Names of Chromium and of what is built on it, as they are found on a path.
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_LONGEST_S = 120


def pdf_from_html(html: str) -> bytes:
    """The page as PDF. Nothing is fetched for it, whatever it names.

    Raises MissingPackError, with what to install, where there is neither WeasyPrint nor a Chromium.
    """
    try:
        weasyprint = wanted("weasyprint", extra="pdf")
    except MissingPackError as error:
        program = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
        if program is None:
            raise MissingPackError(
                f"a PDF needs WeasyPrint or Chromium: {error.message}, and no {CHROMIUMS[0]} is on the path",
                hint=f"{error.hint}; or write the report as .html, which needs nothing, and print it from a browser",
            ) from error
        return _by_chromium(program, html)
    # It warns of every rule of a style sheet that is for screens.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher = wanted("weasyprint.urls", extra="pdf").URLFetcher(allowed_protocols=())
    written: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None).write_pdf()
    return written


def _by_chromium(program: str, html: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dateline-pdf-") as folder:
        page, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            program, "--headless", "--disable-gpu", "--no-sandbox", "--disable-extensions", "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            f"--print-to-pdf={target}", page.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=_LONGEST_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MissingPackError(f"{program} could not print the report: {error}", hint=_INSTEAD) from error
        if not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            last = f": {said[-1]:.200}" if said else ""
            raise MissingPackError(f"{program} could not print the report{last}", hint=_INSTEAD)
        return target.read_bytes()


_INSTEAD = 'pip install "dateline[pdf]", or write the report as .html and print it from a browser'
