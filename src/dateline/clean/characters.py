"""Characters that no reader sees or that stand for others: repaired, exchanged or taken out, and counted."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

import ftfy
from ftfy import badness

from dateline.clean.tracked import Edit, Tracked
from dateline.domain.document import Removed

#: UTF-8 read as if it were a one-byte charset always begins with one of these and goes on with one of those.
_SUSPECT = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|вЂ|‚Ä|ï¿½")
_LATIN_CONTROL = re.compile("[\u0080-\u009f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
#: Lines longer than this are repaired in pieces of it; a whole book in one line must not be copied at every step.
_REPAIRED_AT_ONCE = 4000
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\u0085|\x0b")
#: Marks of direction and width, joiners, soft hyphens, byte order marks, and the controls that are no white space. A
#: joiner between letters of a script that needs it (Arabic to Sinhala) stays.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufe0e\ufe0f]|(?<![\u0600-\u0dff])[\u200c\u200d]"
)
_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z][A-Za-z0-9]{1,30});")
#: A soft hyphen at a line's end: the word goes on behind it.
_SOFT_BREAK = re.compile("\u00ad[ \t]*\r?\n[ \t]*(?=\\w)")


def repaired(tracked: Tracked) -> Tracked:
    """The text with broken encodings mended, only where they are beyond doubt; curly quotes stay as they are."""
    tracked = tracked.edited(_mended(tracked.text))
    return tracked.edited(_western(tracked.text))


def _western(text: str) -> Iterator[Edit]:
    """Controls that windows-1252 has as quotation marks and dashes: some program took it for Latin-1.

    U+0085 is a line's end by itself, and an ellipsis among others of them.
    """
    found = list(_LATIN_CONTROL.finditer(text))
    if all(match[0] == "\u0085" for match in found):
        return
    for match in found:
        meant = match[0].encode("latin-1").decode("cp1252", errors="ignore")
        if meant:
            yield Edit(match.start(), match.end(), meant)


def normalised(tracked: Tracked) -> tuple[Tracked, tuple[Removed, ...]]:
    """The text with plain blanks and line ends, no entities and no unseen marks; and the marks, listed once."""
    tracked = tracked.edited(_entities(tracked.text))
    found = Counter(_CONTROL.findall(tracked.text))
    tracked = tracked.edited(Edit(match.start(), match.end()) for match in _SOFT_BREAK.finditer(tracked.text))
    tracked = tracked.edited(Edit(match.start(), match.end()) for match in _CONTROL.finditer(tracked.text))
    tracked = tracked.edited(Edit(match.start(), match.end(), "\n") for match in _LINE_END.finditer(tracked.text))
    tracked = tracked.edited(Edit(match.start(), match.end(), " ") for match in _BLANK.finditer(tracked.text))
    if not found:
        return tracked, ()
    listed = ", ".join(f"U+{ord(mark):04X} ×{count}" for mark, count in sorted(found.items()))
    return tracked, (Removed("control_marks", listed),)


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        meant = html.unescape(match[0])
        if meant != match[0]:
            yield Edit(match.start(), match.end(), meant)


def _mended(text: str) -> Iterator[Edit]:
    upto = 0
    for match in _SUSPECT.finditer(text):
        if match.start() < upto:
            continue
        start = max(text.rfind("\n", upto, match.start()) + 1, upto, match.start() - _REPAIRED_AT_ONCE)
        end = text.find("\n", match.start(), match.start() + _REPAIRED_AT_ONCE)
        if end < 0:
            # Cut at a blank, so that no broken character falls into two pieces.
            limit = min(match.start() + _REPAIRED_AT_ONCE, len(text))
            end = limit if limit == len(text) else max(text.rfind(" ", match.end(), limit), match.end() + 8)
        yield from _mended_piece(text, start, min(end, len(text)))
        upto = min(end, len(text))


def _mended_piece(text: str, start: int, end: int) -> Iterator[Edit]:
    piece = text[start:end]
    if not badness.is_bad(piece):
        return
    fixed, steps = ftfy.fix_encoding_and_explain(piece)
    if fixed == piece:
        return
    # The same steps on each broken run alone, so that the rest keeps its place in the raw text.
    runs = [(match.start(), match.end()) for match in _NOT_ASCII.finditer(piece)]
    edits = []
    rebuilt: list[str] = []
    at = 0
    for low, high in runs:
        words = _fixed_run(piece[low:high], steps)
        rebuilt += (piece[at:low], words)
        at = high
        if words != piece[low:high]:
            edits.append(Edit(start + low, start + high, words))
    if "".join([*rebuilt, piece[at:]]) == fixed:
        yield from edits
    else:
        yield _narrowest(piece, fixed, start)


def _fixed_run(run: str, steps: object) -> str:
    try:
        return str(ftfy.apply_plan(run, steps))  # type: ignore[arg-type]
    except (UnicodeError, ValueError):
        return run


def _narrowest(piece: str, fixed: str, start: int) -> Edit:
    """One edit from the first character that differs to the last."""
    head = 0
    while head < min(len(piece), len(fixed)) and piece[head] == fixed[head]:
        head += 1
    tail = 0
    while tail < min(len(piece), len(fixed)) - head and piece[-1 - tail] == fixed[-1 - tail]:
        tail += 1
    return Edit(start + head, start + len(piece) - tail, fixed[head : len(fixed) - tail])
