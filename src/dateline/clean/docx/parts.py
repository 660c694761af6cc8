"""The text of a Word file (OOXML): run in a process apart, since an archive of XML can be made to unpack to anything.

Read with the standard library and lxml, since python-docx leaves out words in tracked insertions, text boxes and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from dateline.errors import UnreadableError

#: The text of a part; a book of a thousand pages has less.
MOST_PART_BYTES = 64 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
#: A text box stands twice in a file, for new programs and for old ones.
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|berschrift|titre|ttulo)\s*(\d)?|title", re.I)


def parts(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The file's paragraphs, each with the level of a heading or 0, its facts, and what was left out."""
    del options
    try:
        with ZipFile(stream) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise UnreadableError("is no Word file: it has no word/document.xml", kind="unsupported")
            levels = _levels(_tree(archive, "word/styles.xml")) if "word/styles.xml" in names else {}
            body = _tree(archive, "word/document.xml")
            notes = [
                paragraph
                for name in ("word/footnotes.xml", "word/endnotes.xml")
                if name in names
                for paragraph in _paragraphs(_tree(archive, name), levels)
            ]
            margins = [
                text
                for name in sorted(names)
                if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
                for text, _ in _paragraphs(_tree(archive, name), levels)
            ]
            facts = _facts(_tree(archive, "docProps/core.xml")) if "docProps/core.xml" in names else {}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError(f"is no Word file that can be read: {error}", kind="unreadable") from error
    yield {
        "paragraphs": [*_paragraphs(body, levels), *notes],
        "removed": [["page_break", text] for text in dict.fromkeys(margins)],
        "facts": facts,
    }, b""  # fmt: skip


def _tree(archive: ZipFile, name: str) -> Any:
    entry = archive.getinfo(name)
    if entry.file_size > MOST_PART_BYTES:
        raise UnreadableError(f"unpacks to {entry.file_size:,} bytes of {name}, more than are read", kind="too_large")
    # No entity is resolved and nothing is fetched; lxml's own limit of depth holds.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with archive.open(entry) as part:
        try:
            return etree.fromstring(part.read(MOST_PART_BYTES + 1), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"has a broken part {name}: {error}", kind="unreadable") from error


def _levels(styles: Any) -> dict[str, int]:
    """The level of each style that is one of headings."""
    levels = {}
    for style in styles.iterfind(f"{_W}style"):
        name = style.find(f"{_W}name")
        match = _HEADING.match(name.get(f"{_W}val", "") if name is not None else "")
        if match is not None:
            levels[style.get(f"{_W}styleId", "")] = int(match[1] or 1)
    return levels


def _paragraphs(tree: Any, levels: Mapping[str, int]) -> list[tuple[str, int]]:
    """The paragraphs, and each row of a table as one."""
    found: list[tuple[str, int]] = []
    rows: dict[Any, list[str]] = {}
    for paragraph in tree.iter(f"{_W}p"):
        if any(True for _ in paragraph.iterancestors(_TWICE)):
            continue
        text = _text(paragraph)
        if not text:
            continue
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if row is not None:
            if row not in rows:
                rows[row] = []
                found.append(("", 0))
                rows[row].append(str(len(found) - 1))
            rows[row].append(text)
            found[int(rows[row][0])] = (" ".join(rows[row][1:]), 0)
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found.append((text, levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0))
    return found


def _text(paragraph: Any) -> str:
    """The words of a paragraph, those of a text box in it apart, and none that were struck out."""
    pieces: list[str] = []
    for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(one.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        tag = one.tag.removeprefix(_W)
        pieces.append(
            one.text or "" if tag == "t" else "-" if tag == "noBreakHyphen" else " " if tag == "tab" else "\n"
        )
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(pieces).split("\n"))))


def _facts(properties: Any) -> dict[str, Any]:
    title = " ".join((properties.findtext(f"{_DC}title") or "").split())
    return {
        "title": title if len(title.split()) >= 2 else None,
        "modified": properties.findtext(f"{_DCTERMS}modified"),
    }
