"""Markdown: its marks go, its words stay.

It is recognised by what stands in the text, not by the file's ending. Of links the words stay and the address is listed
as removed; pictures go with their description, which is no part of the story. The numbers of numbered lists stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dateline.clean.tracked import Edit, Tracked
from dateline.domain.document import Removed

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(?=\S)", re.M)
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINED = re.compile(
    r"^(?=.{1,200}$)[ ]{0,3}(?![-=*#>+ ])(.*[^\s.!?\"\u201d])[ \t]*\n[ ]{0,3}(={3,}|-{3,})[ \t]*$", re.M
)
_RULE = re.compile(r"^[ ]{0,3}(?:[*_-][ \t]*){3,100}$", re.M)
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})([^`~\n]{0,80})$", re.M)
_BULLET = re.compile(r"^[ \t]{0,8}([-*+•▪●◦·]|[–—](?=[ \t]+\S))[ \t]+(?=\S)", re.M)
_NUMBERED = re.compile(r"^[ \t]{0,8}\d{1,3}[.)][ \t]+(?=\S)", re.M)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?){1,10}", re.M)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\((<?[^()\s<>]{0,2000}>?)(?:[ \t]+\"[^\"\n]{0,300}\")?\)")
_TARGET = r"\((<?[^()\s<>]{1,2000}>?(?:\([^()\s]{0,100}\)[^()\s]{0,200})?)(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
_LINK = re.compile(r"\[([^\[\]\n]{1,500}(?:\n[^\[\]\n]{1,500})?)\]" + _TARGET)
_REFERENCE = re.compile(r"\[([^\[\]\n]{1,500})\]\[([^\[\]\n]{0,60})\]")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[([^\[\]\n]{1,60})\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t]+[\"'(][^\n]{0,300})?[ \t]*$\n?", re.M
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_CODE = re.compile(r"(?<![`'\\])(`{1,3})(?![` ])([^`\n]{1,300}?)(?<![ '])\1(?!`)")
_STRONG = re.compile(r"(?<![\\*\w])(\*{2,3})(?=[^\s*])([^*]{1,800}?)(?<=[^\s*])\1(?!\*)")
_STRONG_LOW = re.compile(r"(?<![\\\w])(_{2,3})(?=[^\s_])([^_]{1,800}?)(?<=[^\s_])\1(?!\w)")
_EMPHASIS = re.compile(r"(?<![\\*\w])(\*)(?=[^\s*])([^*]{1,800}?)(?<=[^\s*])\*(?![*\w])")
_EMPHASIS_LOW = re.compile(r"(?<![\\_\w/:.])(_)(?=[^\s_])([^_]{1,800}?)(?<=[^\s_])_(?![_\w])")
_STRUCK = re.compile(r"(~~)(?=\S)([^~]{1,800}?)(?<=\S)~~")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~|])")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TAG = re.compile(
    r"</?(?:br|p|b|i|em|strong|u|div|span|hr|sup|sub|blockquote|center|h[1-6])(?: [^<>\n]{0,200})? ?/?>", re.I
)


@dataclass(slots=True)
class Marked:
    """What the marks said: raw offsets of the headings with their level, and of lines that stand by themselves."""

    headings: dict[int, int] = field(default_factory=dict)
    separate: set[int] = field(default_factory=set)
    removed: list[Removed] = field(default_factory=list)


def without_markdown(tracked: Tracked) -> tuple[Tracked, Marked]:
    """The text without its marks, where it is Markdown; else only without bullets of a list."""
    marked = Marked()
    if not _is_markdown(tracked.text):
        return _without_bullets(tracked, marked), marked
    tracked = _without_links(tracked, marked)
    tracked = _without_headings(tracked, marked)
    tracked = tracked.edited(Edit(match.start(), match.end()) for match in _RULE.finditer(tracked.text))
    tracked = tracked.edited(_edits(tracked.text, _FENCE, marked, "markup"))
    tracked = tracked.edited(
        Edit(match.start(), match.end()) for match in _QUOTE.finditer(tracked.text) if match[0].strip()
    )
    tracked = _without_bullets(tracked, marked, every=True)
    tracked = tracked.edited(_edits(tracked.text, _TAG, marked, "markup"))
    for pattern in (_CODE, _STRONG, _STRONG_LOW, _EMPHASIS, _EMPHASIS_LOW, _STRUCK):
        tracked = tracked.edited(_unwrapped(tracked.text, pattern))
    return tracked.edited(Edit(match.start(), match.end()) for match in _ESCAPED.finditer(tracked.text)), marked


def _is_markdown(text: str) -> bool:
    """Whether marks stand there that nobody writes in plain text."""
    if _HEADING.search(text) or _LINK.search(text) or _UNDERLINED.search(text) or _DEFINITION.search(text):
        return True
    if any(_BLANK_LINE.search(match[2]) is None for match in _STRONG.finditer(text)):
        return True
    n_weak = sum(1 for pattern in (_EMPHASIS, _EMPHASIS_LOW, _QUOTE) for _ in _first(pattern, text, 2))
    return n_weak >= 2


def _first(pattern: re.Pattern[str], text: str, n: int) -> Iterator[re.Match[str]]:
    for found, match in enumerate(pattern.finditer(text)):
        if found >= n:
            return
        yield match


def _without_links(tracked: Tracked, marked: Marked) -> Tracked:
    tracked = tracked.edited(
        _edits(tracked.text, _IMAGE, marked, "image", lambda match: f"{match[1]} {match[2]}".strip())
    )
    edits = []
    for match in _LINK.finditer(tracked.text):
        edits += [Edit(match.start(), match.start(1)), Edit(match.end(1), match.end())]
        _list(marked, "link", tracked.text[match.end(1) + 2 : match.end() - 1].strip("<>"))
    tracked = tracked.edited(edits)
    names = {match[1].casefold() for match in _DEFINITION.finditer(tracked.text)}
    tracked = tracked.edited(_edits(tracked.text, _DEFINITION, marked, "link", lambda match: match[0].strip()))
    edits = []
    for match in _REFERENCE.finditer(tracked.text) if names else ():
        if (match[2] or match[1]).casefold() in names:
            edits += [Edit(match.start(), match.start(1)), Edit(match.end(1), match.end())]
            if match[2]:
                _list(marked, "markup", match[2])
    tracked = tracked.edited(edits)
    edits = []
    for match in _AUTOLINK.finditer(tracked.text):
        edits += [Edit(match.start(), match.start(1)), Edit(match.end(1), match.end())]
    return tracked.edited(edits)


def _without_headings(tracked: Tracked, marked: Marked) -> Tracked:
    levels: list[tuple[int, int]] = []
    edits = []
    text = tracked.text
    for match in _HEADING.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        levels.append((match.end(), len(match[1])))
        edits.append(Edit(match.start(), match.end()))
        closing = _HEADING_END.search(text, match.end(), end)
        if closing:
            edits.append(Edit(closing.start(), closing.end()))
    marked.headings.update(zip(tracked.raw_starts(at for at, _ in levels), (level for _, level in levels), strict=True))
    tracked = tracked.edited(edits)
    edits, levels = [], []
    for match in _UNDERLINED.finditer(tracked.text):
        levels.append((match.start(1), 1 if match[2][0] == "=" else 2))
        edits.append(Edit(match.start(2), match.end(2)))
    marked.headings.update(zip(tracked.raw_starts(at for at, _ in levels), (level for _, level in levels), strict=True))
    return tracked.edited(edits)


def _without_bullets(tracked: Tracked, marked: Marked, *, every: bool = False) -> Tracked:
    """Bullets go; in plain text only where two follow each other, since one dash may begin a speech."""
    found = list(_BULLET.finditer(tracked.text))
    kept = [match for index, match in enumerate(found) if every or _has_neighbour(tracked.text, found, index)]
    starts = sorted([match.end() for match in kept] + [match.start() for match in _NUMBERED.finditer(tracked.text)])
    marked.separate.update(tracked.raw_starts(starts))
    return tracked.edited(Edit(match.start(), match.end()) for match in kept)


def _has_neighbour(text: str, found: list[re.Match[str]], index: int) -> bool:
    """Whether the bullet before or behind is the same sign, one item away."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(found) and found[other][1] == found[index][1]:
            low, high = sorted((found[index].start(), found[other].start()))
            # A longer stretch between two bullets is no list item.
            if high - low <= 1000 and text.count("\n\n", low, high) <= 1:
                return True
    return False


def _unwrapped(text: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        if _BLANK_LINE.search(match[2]) is None:
            yield Edit(match.start(), match.start(2))
            yield Edit(match.end(2), match.end())


def _edits(
    text: str,
    pattern: re.Pattern[str],
    marked: Marked,
    reason: str,
    words: Callable[[re.Match[str]], str] = lambda match: match[0],
) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        _list(marked, reason, words(match))
        yield Edit(match.start(), match.end())


def _list(marked: Marked, reason: str, words: str) -> None:
    if any(character.isalnum() for character in words):
        marked.removed.append(Removed(reason, words))
