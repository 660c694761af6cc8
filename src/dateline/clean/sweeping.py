"""What pages put around a story, taken out and listed: page marks first, then calls, footers and notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.clean.layout import Line, blocks_of, ends_sentence, lines_of, wrap_width
from dateline.clean.tracked import Edit, Tracked
from dateline.clean.wording import Wording
from dateline.domain.document import Removed

_FORM_FEED = "\f"
_ONLY_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?")
_RULE_LINE = re.compile(r"[-=_*~.·•\s]{3,}")
#: A lone figure is a page's number only where pages are told apart some other way too, or it counts up.
_LEAD_CHARS = 200
_LONE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, or a line that stands by itself."""

    start: int
    end: int
    words: str
    #: The number of the block of lines it is of.
    block: int


def without_page_marks(tracked: Tracked, wording: Wording) -> tuple[Tracked, tuple[Removed, ...], frozenset[int]]:
    """The text without page numbers, form feeds and running heads; and the raw offsets where a page broke."""
    text = tracked.text
    feeds = text.count(_FORM_FEED)
    lines = _page_lines(text)
    numbers = _lone_numbers(text, lines)
    heads = _running_heads(text) if feeds else frozenset()
    edits, removed, breaks = [], [], []
    for start, end in lines:
        words = text[start:end].strip(" \t\f")
        if not words:
            continue
        is_mark = wording.page_lines.fullmatch(words) is not None or start in numbers or start in heads
        if is_mark:
            low = start + text[start:end].index(words)
            edits.append(Edit(low, low + len(words)))
            removed.append(Removed("page_break", words))
            breaks.append(low + len(words))
    breaks += [match.start() for match in re.finditer(_FORM_FEED, text)]
    raw_breaks = frozenset(tracked.raw_starts(sorted(breaks)))
    tracked = tracked.edited(edits)
    # A page ends a line; whether it ends a paragraph is seen later.
    tracked = tracked.edited(
        Edit(match.start(), match.end(), "\n\n") for match in re.finditer(r"[ \t]*\f[ \t\f]*", tracked.text)
    )
    return tracked, tuple(removed), raw_breaks


def _page_lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n\f]+", text)]


def _lone_numbers(text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The starts of lines that hold a page's number alone: those that count up by one, from line to line."""
    found = [(start, int(text[start:end])) for start, end in lines if _LONE_NUMBER.fullmatch(text[start:end].strip())]
    counting = {
        start
        for (start, number), (_, after) in zip(found, found[1:], strict=False)
        if after == number + 1 and number <= 999
    }
    ends = {
        after_start for (_, number), (after_start, after) in zip(found, found[1:], strict=False) if after == number + 1
    }
    beside_feed = {start for start, _ in found if _FORM_FEED in text[max(0, start - 3) : start + 8]}
    return frozenset(counting | ends | beside_feed)


def _running_heads(text: str) -> frozenset[int]:
    """The starts of lines that stand at the top of several pages; the first of them stays."""
    tops: dict[str, list[int]] = {}
    for match in re.finditer(r"(?:\A|\f)\s*([^\n\f]+)", text):
        tops.setdefault(match[1].strip(), []).append(match.start(1))
    return frozenset(
        start for words, starts in tops.items() if len(starts) > 1 and len(words) < 120 for start in starts[1:]
    )


def without_boilerplate(
    tracked: Tracked, wording: Wording, protected: Callable[[int], bool]
) -> tuple[Tracked, tuple[Removed, ...]]:
    """The text without what is not the story; ``protected`` tells offsets of title, byline and dates, which stay.

    A text that would lose every word keeps them all.
    """
    text = tracked.text
    units = _units(text)
    reasons: list[str | None] = [None] * len(units)
    for index, unit in enumerate(units):
        if not protected(unit.start):
            reasons[index] = _reason(unit, wording, at_end=False)
    _sweep_end(units, reasons, wording, protected)
    if all(reason is not None or protected(unit.start) for unit, reason in zip(units, reasons, strict=True)):
        return tracked, ()
    removed = [(unit, reason) for unit, reason in zip(units, reasons, strict=True) if reason is not None]
    edits = [Edit(unit.start, unit.end) for unit, _ in removed]
    return tracked.edited(edits), tuple(_merged(removed))


def _units(text: str) -> list[_Unit]:
    lines = lines_of(text)
    width = wrap_width(text, lines[:2000])
    units: list[_Unit] = []
    for number, block in enumerate(blocks_of(lines)):
        if width is None or not _is_wrapped(text, block, width):
            units += [_Unit(line.start, line.end, text[line.start : line.end], number) for line in block]
        else:
            start, end = block[0].start, block[-1].end
            units.append(_Unit(start, end, " ".join(text[start:end].split()), number))
    return units


def _is_wrapped(text: str, block: Sequence[Line], width: int) -> bool:
    """Whether the block is one paragraph: its lines are full, or go on in mid-sentence."""
    return all(
        line.length > 0.6 * width or not ends_sentence(text[line.start : line.end]) for line in block[:-1]
    ) and any(line.length > 0.6 * width for line in block[:-1])


def _reason(unit: _Unit, wording: Wording, *, at_end: bool, leads: bool = False) -> str | None:
    for sweep in wording.sweeps:
        if (at_end or not sweep.at_end) and sweep.takes(unit.words, leads=leads):
            return sweep.reason
    if len(unit.words) <= 140 and wording.photo_agency.fullmatch(unit.words):
        return "photo_credit"
    return None


def _sweep_end(
    units: Sequence[_Unit], reasons: list[str | None], wording: Wording, protected: Callable[[int], bool]
) -> None:
    """From the end upwards, as long as nothing but footers, addresses and rules stand there."""
    leads = False
    most_chars = max((sweep.max_chars for sweep in wording.sweeps), default=0)
    index = len(units) - 1
    first = last = free = index + 1
    while index >= 0:
        if index < first:
            first, last = _block_start(units, index), index
            if any(protected(unit.start) for unit in units[first : last + 1]):
                return
            # Up to there no line of the block has a reason of its own.
            free = next((at for at in range(first, last + 1) if reasons[at] is not None), last + 1)
        # A call may run over several lines, so that the block is looked at as a whole before its last line is.
        is_short = index == last or units[index].end - units[first].start <= most_chars
        if first < index < free and is_short:
            block = units[first : index + 1]
            whole = _Unit(block[0].start, block[-1].end, " ".join(unit.words for unit in block), block[0].block)
            reason = _reason_at_end(whole, wording, leads=leads)
            if reason is not None:
                reasons[first : index + 1] = [reason] * len(block)
                leads, index = True, first - 1
                continue
        reasons[index] = reasons[index] or _reason_at_end(units[index], wording, leads=leads)
        if reasons[index] is None:
            return
        leads = _ONLY_ADDRESS.fullmatch(units[index].words) is not None or (leads and reasons[index] == "footer")
        index -= 1


def _block_start(units: Sequence[_Unit], index: int) -> int:
    """The index of the first unit of the same block."""
    while index > 0 and units[index - 1].block == units[index].block:
        index -= 1
    return index


def _reason_at_end(unit: _Unit, wording: Wording, *, leads: bool) -> str | None:
    """Why a unit goes where only footers stand behind it; ``leads``: an address stands right behind it."""
    if _ONLY_ADDRESS.fullmatch(unit.words) or _RULE_LINE.fullmatch(unit.words):
        return "footer"
    reason = _reason(unit, wording, at_end=True, leads=leads)
    if reason is None and leads and unit.words.endswith(":") and len(unit.words) <= _LEAD_CHARS:
        return "footer"
    return reason


def _merged(removed: Sequence[tuple[_Unit, str]]) -> Iterator[Removed]:
    """What was removed, neighbours of one reason as one."""
    words: list[str] = []
    last: str | None = None
    last_end = -1
    for unit, reason in removed:
        if last is not None and (reason != last or unit.start - last_end > 8):
            yield Removed(last, "\n".join(words))
            words = []
        words.append(unit.words)
        last, last_end = reason, unit.end
    if last is not None:
        yield Removed(last, "\n".join(words))
