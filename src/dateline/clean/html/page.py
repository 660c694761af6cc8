"""The story of a web page: run in a process apart, since it parses what anybody may have written."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree
from trafilatura import bare_extraction, load_html
from trafilatura.metadata import extract_metadata

from dateline.clean.decode import decode
from dateline.clean.html.align import aligned, left_out
from dateline.clean.html.metadata import facts_of
from dateline.clean.html.scan import ELSEWHERE, Words, words_of
from dateline.errors import UnreadableError

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_HEAD_BYTES = 8192
#: Whole pages have one of these; what has none is a piece of a page, as feeds and mails hold.
_WHOLE = re.compile(r"<(?:html|body|head)[\s>]", re.I)
#: Blocks of the tree that trafilatura gives.
_BLOCKS = frozenset(["p", "head", "item", "row", "quote", "code", "list", "table", "div", "figure"])
#: A story of fewer words than this, on a page that has many times as many, is hardly the story.
_FEW_WORDS = 25

# Its warnings about pages would go to the caller's standard error.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def page(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The page's story: its text with its runs in the decoded source, its facts, and what was left out.

    Options: ``charset`` that the container says; ``whole``: take every word, since a mail is story throughout; and
    ``title``, which goes before what is taken whole.
    """
    raw = stream.read()
    decoded = decode(raw, _charset(raw, options.get("charset")))
    source = decoded.text
    words = words_of(source)
    if not words.starts:
        raise UnreadableError("has no words in it", kind="empty")
    is_whole = bool(options.get("whole")) or _WHOLE.search(source, 0, 65536) is None
    tree = load_html(source)
    facts = facts_of(tree) if tree is not None and not options.get("whole") else {}
    story = _all_blocks(words) if is_whole or tree is None else _story(source, tree, facts, words)
    issues = [[issue.kind, issue.detail] for issue in decoded.issues]
    if not story:
        story = _all_blocks(words)
        issues.append(["no_story_found", "no story stands out on the page; all of its words were taken"])
    # What is taken whole has its title elsewhere: in the mail's head, in the feed.
    title = options.get("title") if is_whole else _title(facts)
    if title is not None and (not story or _folded(story[0][0]) != _folded(title)):
        story.insert(0, (title, 1))
    found = aligned([text for text, _ in story], words)
    yield {
        "text": found.text,
        "runs": found.runs,
        "headings": [
            [start, level] for start, (_, level) in zip(found.starts, story, strict=True) if level
        ],
        "starts": found.starts,
        "removed": left_out(words, found.taken),
        "facts": facts,
        "title": title,
        "issues": issues,
        "source_chars": len(source),
    }, b""  # fmt: skip


def _charset(raw: bytes, said: str | None) -> str | None:
    """The charset that the container says, else the page's own head."""
    if said:
        return said
    found = _META_CHARSET.search(raw, 0, _HEAD_BYTES) or _XML_CHARSET.search(raw, 0, _HEAD_BYTES)
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    # A page that can be read up to this tag is in none of these; and the web takes Latin-1 for windows-1252.
    return {"utf-16": None, "utf-32": None, "iso-8859-1": "windows-1252", "latin1": "windows-1252"}.get(name, name)


def _story(source: str, tree: Any, facts: dict[str, Any], words: Words) -> list[tuple[str, int]]:
    """The blocks of the story as ``(text, level of heading or 0)``."""
    found = bare_extraction(source, include_comments=False, include_tables=True, include_formatting=True, fast=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    _take_guessed(tree, facts)
    blocks = list(_blocks(found.body))
    n_words = sum(len(text.split()) for text, _ in blocks)
    return [] if n_words < _FEW_WORDS and len(words.starts) < 8 * _FEW_WORDS else blocks


def _take_guessed(tree: Any, facts: dict[str, Any]) -> None:
    """Title, author and outlet from the page's layout, where its head says none."""
    if facts.get("title") and facts.get("authors") and facts.get("outlet"):
        return
    known = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    facts["title"] = facts.get("title") or known.title
    facts["outlet"] = facts.get("outlet") or known.sitename
    facts["published"] = facts.get("published") or known.date
    if not facts.get("authors") and known.author:
        facts["authors"] = [name.strip() for name in known.author.split(";") if name.strip()]


def _blocks(element: Any) -> Iterator[tuple[str, int]]:
    """The leaf blocks of the story's tree; words beside inner blocks are blocks of their own."""
    level = int((element.get("rend") or "h2")[1:2] or 2) if element.tag == "head" and element.get("rend") else 0
    level = level or (2 if element.tag == "head" else 0)
    if element.tag == "row":
        yield from _block([" ".join(" ".join(cell.itertext()).split()) for cell in element], 0, " ")
        return
    pieces = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            pieces.append(child.tail or "")
        elif child.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in child.iter(etree.Element)):
            yield from _block(pieces, level)
            pieces = [child.tail or ""]
            yield from _blocks(child)
        elif child.tag == "lb":
            pieces += ["\n", child.tail or ""]
        else:
            pieces += ["".join(child.itertext()), child.tail or ""]
    yield from _block(pieces, level)


def _block(pieces: list[str], level: int, joint: str = "") -> Iterator[tuple[str, int]]:
    lines = (" ".join(line.split()) for line in joint.join(pieces).split("\n"))
    text = "\n".join(line for line in lines if line)
    if text:
        yield text, level


def _all_blocks(words: Words) -> list[tuple[str, int]]:
    """Every word outside the page's own furniture, block by block; every word at all where that leaves none."""
    for kept in ({ELSEWHERE, "header"}, None):
        blocks: dict[int, list[str]] = {}
        for index, start in enumerate(words.starts):
            if kept is None or words.regions[index] in kept:
                blocks.setdefault(words.blocks[index], []).append(words.solid[start : words.word_end(index)])
        if blocks:
            return [(" ".join(pieces), 0) for pieces in blocks.values()]
    return []


def _title(facts: Mapping[str, Any]) -> str | None:
    """The title as the page shows it: the heading that fits what its head says, else what its head says."""
    said = facts.get("title") or facts.get("page_title")
    headings = [heading for heading in facts.get("headings", ()) if len(heading.split()) >= 2 and len(heading) <= 300]
    if said is None:
        return headings[0] if len(headings) == 1 else None
    wanted = _folded(said)
    for heading in headings:
        folded = _folded(heading)
        if folded and (folded in wanted or wanted in folded):
            return str(heading)
    outlet = facts.get("outlet")
    if outlet:
        # "Nine die in market attack | The Delta Courier"
        said = re.sub(rf"\s+[|–—»·-]\s+{re.escape(outlet)}\s*$", "", said, flags=re.I)
    return str(said)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
