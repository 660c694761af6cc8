"""The words of a web page's source with their offsets in it: every visible one, told by where in the page it stands.

A scanner of its own, since no parser of HTML keeps where a word stood. It is linear, forgives what browsers forgive, and
knows no tree: what is left out of a story is told by the names of the tags that are open.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_WORD = re.compile(r"\S+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
#: Elements whose content no reader sees as words of the page.
_UNSEEN = frozenset(["script", "style", "title", "template", "svg", "math", "iframe", "object", "textarea", "select"])
#: Elements that do not part the words on their two sides.
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
     "mark", "nobr", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "template", "time",
     "tt", "u", "var", "wbr"]
)  # fmt: skip
#: What the words of such an element are listed as where they are not of the story; the first that is open tells.
REGIONS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "figcaption": "caption",
    "header": "header",
}
#: The reason of every other word that is not of the story.
ELSEWHERE = "page"


@dataclass(slots=True)
class Words:
    """The visible words of a page, run together without white space, and the way from there to the source."""

    #: All words without a blank between them.
    solid: str = ""
    #: Where each word starts in ``solid``, in which block it stands, and in what part of the page.
    starts: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    #: ``solid`` in pieces of the source: the starts in both, rising.
    solid_starts: list[int] = field(default_factory=list)
    source_starts: list[int] = field(default_factory=list)

    def source_of(self, at: int) -> int:
        """Where the character at that place of ``solid`` stands in the source."""
        index = bisect_right(self.solid_starts, at) - 1
        return self.source_starts[index] + at - self.solid_starts[index]

    def word_end(self, index: int) -> int:
        """Where a word ends in ``solid``."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self.solid)


class _Scan:
    """One pass over a source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.words = Words()
        self.pieces: list[str] = []
        self.length = 0
        self.block = 0
        self.is_open_word = False
        self.open = dict.fromkeys(REGIONS, 0)
        self.region = ELSEWHERE

    def run(self) -> Words:
        source, at, end = self.source, 0, len(self.source)
        tags_are_sound = True
        while at < end:
            less = source.find("<", at)
            self._text(at, end if less < 0 else less)
            if less < 0:
                break
            if source.startswith("<!--", less):
                close = source.find("-->", less + 4)
                at = end if close < 0 else close + 3
                continue
            name = _NAME.match(source, less)
            if name is None:
                if source.startswith(("<!", "<?", "</"), less):
                    close = source.find(">", less)
                    at = end if close < 0 else close + 1
                else:
                    self._text(less, less + 1)
                    at = less + 1
                continue
            tag = _TAG.match(source, less) if tags_are_sound else None
            if tag is None:
                # A quotation mark is never closed; to look for its end at every tag would take quadratic time.
                tags_are_sound = False
                close = source.find(">", less)
                at = end if close < 0 else close + 1
            else:
                at = tag.end()
            at = self._tag(name[1].lower(), source.startswith("</", less), at)
        self.words.solid = "".join(self.pieces)
        return self.words

    def _tag(self, name: str, is_end: bool, at: int) -> int:
        """Note a tag that ends there; where an element's content is unseen, its end."""
        name = name.rpartition(":")[2]
        if name not in _INLINE:
            self.block += 1
            self.is_open_word = False
        if name in REGIONS:
            self.open[name] = max(0, self.open[name] + (-1 if is_end else 1))
            self.region = next((REGIONS[one] for one, n_open in self.open.items() if n_open), ELSEWHERE)
        if name in _UNSEEN and not is_end and not self.source.endswith("/>", 0, at):
            close = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.I).search(self.source, at)
            return len(self.source) if close is None else close.start()
        return at

    def _text(self, start: int, end: int) -> None:
        if start >= end:
            return
        source = self.source
        at = start
        for word in _WORD.finditer(source, start, end):
            if word.start() > at:
                self.is_open_word = False
            self._word(word.start(), word.end())
            self.is_open_word = True
            at = word.end()
        if at < end:
            self.is_open_word = False

    def _word(self, start: int, end: int) -> None:
        at = start
        for entity in _ENTITY.finditer(self.source, start, end) if "&" in self.source[start:end] else ():
            meant = html.unescape(entity[0])
            if meant == entity[0]:
                continue
            self._piece(self.source[at : entity.start()], at)
            if meant.isspace():
                self.is_open_word = False
            else:
                self._piece("".join(meant.split()), entity.start())
            at = entity.end()
        self._piece(self.source[at:end], at)

    def _piece(self, text: str, source_start: int) -> None:
        if not text:
            return
        words = self.words
        if not self.is_open_word:
            words.starts.append(self.length)
            words.blocks.append(self.block)
            words.regions.append(self.region)
            self.is_open_word = True
        words.solid_starts.append(self.length)
        words.source_starts.append(source_start)
        self.pieces.append(text)
        self.length += len(text)


def words_of(source: str) -> Words:
    """The visible words of a page's source, in time linear in its length."""
    return _Scan(source).run()
