"""The text of a PDF file: run in a process apart, since its parser is a large program in C++."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import pypdfium2

from dateline.clean.pdf.columns import columns_of
from dateline.clean.pdf.glyphs import MOST_CHARS_A_PAGE, Line, lines_of_page
from dateline.clean.pdf.paragraphs import Placed, placed
from dateline.errors import UnreadableError

#: A report has fewer characters; what lies behind them is said to be left out.
MOST_CHARS = 8_000_000
#: So much of a page's height above and below may hold a running head or a page's number.
_MARGIN = 0.1
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—|]?", re.I
)
#: What programs write where a title should stand.
_FILE_NAME = re.compile(r"\.(?:docx?|indd|pdf|qxp|rtf|tex|html?)$|^Microsoft|untitled", re.I)
#: What a browser prints below a page.
_ADDRESS = re.compile(r"(?:https?|file)://\S+|www\.\S+")
#: Stands between the headline and the name of the site in a page's title.
_BEFORE_SITE = re.compile(r"\s*[|–—·:-]\s")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([+\-Z])(\d{2})?'?(\d{2})?)?")


def pages(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The file's lines in the order of reading, each with its office, its facts, and what was left out.

    Options: ``most_pages`` that are read.
    """
    try:
        pdf = pypdfium2.PdfDocument(stream.read())
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("is encrypted, and its password is not known", kind="encrypted") from error
        raise UnreadableError(f"is no PDF file that can be read: {error}", kind="unreadable") from error
    n_pages = len(pdf)
    most = int(options["most_pages"])
    issues: list[list[str]] = []
    if n_pages > most:
        issues.append(["too_many_pages", f"has {n_pages:,} pages; those behind the first {most:,} were left out"])
    lines, heights, n_chars = [], [], 0
    for index in range(min(n_pages, most)):
        try:
            page = pdf[index]
            heights.append(page.get_height())
            text_page = page.get_textpage()
            lines.append(list(lines_of_page(text_page.raw, most_chars=MOST_CHARS_A_PAGE)))
            if text_page.count_chars() > MOST_CHARS_A_PAGE:
                issues.append(
                    [
                        "too_long",
                        f"page {index + 1} has more than {MOST_CHARS_A_PAGE:,} characters; the rest was left out",
                    ]
                )
            text_page.close()
            page.close()
        except pypdfium2.PdfiumError as error:
            lines.append([])
            heights = [*heights, 0.0][: len(lines)]
            issues.append(["bad_page", f"page {index + 1} cannot be read: {error}"])
        n_chars += sum(len(line.text) for line in lines[-1])
        if n_chars > MOST_CHARS:
            issues.append(
                ["too_long", f"has more than {MOST_CHARS:,} characters; those behind page {index + 1} were left out"]
            )
            break
    if not n_chars:
        # Pictures of pages: reading those takes a program that sees letters.
        raise UnreadableError(f"has no text on its {n_pages} pages; perhaps they are scanned pictures", kind="empty")
    kept, removed = _without_margins(lines, heights)
    ordered = list(placed([columns_of(page) for page in kept]))
    yield {
        "lines": [[line.text, line.goes_on, line.level] for line in ordered],
        "removed": removed,
        "facts": _facts(pdf, ordered),
        "issues": issues,
    }, b""  # fmt: skip


def _without_margins(
    pages: Sequence[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[tuple[str, str]]]:
    """The pages without running heads and page numbers: what stands in the margins of several pages, figures aside."""
    seen: Counter[tuple[bool, str]] = Counter()
    for page, height in zip(pages, heights, strict=True):
        seen.update({(line.bottom > height / 2, _bare(line.text)) for line in page if _is_marginal(line, height)})
    several = max(2, 0.3 * len(pages)) if len(pages) > 2 else 2
    kept, removed = [], []
    for page, height in zip(pages, heights, strict=True):
        story = []
        for line in page:
            is_marginal = _is_marginal(line, height)
            repeats = is_marginal and seen[line.bottom > height / 2, _bare(line.text)] >= several
            is_mark = _PAGE_NUMBER.fullmatch(line.text) or _ADDRESS.fullmatch(line.text)
            if is_marginal and (is_mark or (repeats and len(line.text) < 200)):
                removed.append(("page_break", line.text))
            else:
                story.append(line)
        kept.append(story)
    # Heads that stand on every page are the text where nothing else is.
    return (kept, removed) if any(kept) else (list(pages), [])


def _is_marginal(line: Line, height: float) -> bool:
    return line.bottom > (1 - _MARGIN) * height or line.top < _MARGIN * height


def _bare(text: str) -> str:
    return _NUMBER.sub("#", text.casefold())


def _facts(pdf: pypdfium2.PdfDocument, lines: Sequence[Placed]) -> dict[str, Any]:
    """Title and days of the file's own table; programs write their own names there, so little is believed."""
    try:
        told = pdf.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeError):
        return {}
    title = " ".join(told.get("Title", "").split())
    is_title = len(title.split()) >= 2 and not _FILE_NAME.search(title)
    return {
        "title": _without_site(title, lines) if is_title else None,
        "created": _moment(told.get("CreationDate", "")),
        "modified": _moment(told.get("ModDate", "")),
    }  # fmt: skip


def _without_site(title: str, lines: Sequence[Placed]) -> str:
    """The title without the name of the site behind it, where a heading of the text is the rest."""
    headings: list[str] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if line.level and line.goes_on and before is not None and before.level == line.level and headings:
            headings[-1] += f" {line.text}"
        elif line.level:
            headings.append(line.text)
    return next((one for one in headings if title.startswith(one) and _BEFORE_SITE.match(title, len(one))), title)


def _moment(value: str) -> str | None:
    """A PDF date as ISO 8601 (ISO 32000-1, 7.9.4)."""
    match = _DATE.match(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    zone = "" if sign is None else "Z" if sign == "Z" else f"{sign}{zone_hours or '00'}:{zone_minutes or '00'}"
    return f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
