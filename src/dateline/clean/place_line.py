"""The dateline: where and when a report was filed and by which agency, at the start of its first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.clean.dates import FoundDate, date_at
from dateline.clean.wording import Wording, alternation

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’]+(?:[\s-][{_UPPER}][{_UPPER}.'’]*){{0,4}}"
_WORD = rf"[{_UPPER}][\w'’.-]"
_MIXED = (
    rf"(?:(?:[Aa]l|[Ee]l|[Aa]sh)-)?{_WORD}+(?:\s(?:(?:de|del|la|el|al|of|the|and|las|los)\s){{0,2}}{_WORD}*){{0,3}}"
)
_PLACE = re.compile(rf"(?:{_CAPITALS}(?![\w'’])|{_MIXED})(?:\s?/\s?(?:{_CAPITALS}(?![\w'’])|{_MIXED})){{0,2}}")
_REGION = re.compile(rf"\s?,\s(?!(?:said|says)\b)({_MIXED}|(?:[{_UPPER}]\.){{2,4}})|\s?\(([^()\n]{{2,40}})\)")
_AGENCY = re.compile(r"\s?[,.]?\s?(?:\(([^()]{2,60})\)|/([A-Z][A-Z-]{1,20})/|\[([A-Z][\w-]{1,30})\])")
_COMMA = re.compile(r"\s?[,.]?\s{0,3}")
_DASH = re.compile(r"\s*(?:--+|[—–―]|[-_|](?=\s|$)|(?<=\))-)\s*")
_COLON = re.compile(r":(?=\s)\s*")
_TAG = re.compile(r"\s*\[([^\[\]]{1,300})\]")
_OPENING = re.compile(r"[A-ZÀ-Þ0-9\"'“‘«`\[(]|$")
_MIN_LETTERS = 4


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A dateline: where it stands, the date and the agency that it gives."""

    start: int
    end: int
    date: FoundDate | None
    agency: str | None


@dataclass(slots=True)
class _Reading:
    """What was found so far, from left to right."""

    at: int
    place: str
    date: FoundDate | None = None
    has_no_date: bool = False
    agency: str | None = None
    agency_is_known: bool = False
    has_brackets: bool = False
    has_region: bool = False


def place_line(text: str, start: int, wording: Wording) -> PlaceLine | None:
    """The dateline that begins at an offset; None where the words only look like one.

    Taken are a place with a dash behind it, where an agency, a date or capitals vouch for it.
    """
    end = min(len(text), start + 400)
    place = _PLACE.match(text, start, min(end, start + 90))
    day = date_at(text, start, end, wording)
    if day is not None:
        # Some agencies print the day and no place.
        found = _rest(text, start, end, _Reading(day.end, "", day), wording)
        return found if found is not None and found.agency is not None else None
    if place is None:
        return None
    for stop in _stops(place[0]):
        reading = _Reading(start + stop, place[0][:stop])
        found = _rest(text, start, end, reading, wording)
        if found is not None:
            return found
    return None


def _stops(place: str) -> list[int]:
    """Where the place may end: in mixed case, months and agencies look like more of the name."""
    stops = [len(place)] + [match.start() for match in re.finditer(r"\s", place)]
    return sorted(set(stops), reverse=True)


def _rest(text: str, start: int, end: int, reading: _Reading, wording: Wording) -> PlaceLine | None:
    _take_regions(text, end, reading, wording)
    for _ in range(3):
        if not (_take_date(text, end, reading, wording) or _take_agency(text, end, reading, wording)):
            break
    before = reading.at
    dash = _DASH.match(text, reading.at, end)
    if dash is not None:
        reading.at = dash.end()
        before = reading.at - (len(dash[0]) - len(dash[0].rstrip()))
        if reading.agency is None:
            before = _take_late_agency(text, end, reading, wording) or before
    colon = _COLON.match(text, reading.at, end) if dash is None else None
    if colon is not None:
        before, reading.at = reading.at + 1, colon.end()
    if not _is_vouched(text, reading, wording, has_dash=dash is not None, has_colon=colon is not None):
        return None
    before = max(before, _tags_end(text, reading.at, wording) or 0)
    return PlaceLine(start, before, reading.date, reading.agency)


def _take_regions(text: str, end: int, reading: _Reading, wording: Wording) -> None:
    for _ in range(2):
        match = _REGION.match(text, reading.at, end)
        if match is None:
            return
        words = match[1] or match[2]
        comma = _COMMA.match(text, reading.at, end)
        if (
            wording.outlet(words)
            or _no_date(wording.list("date", "no_date")).fullmatch(words)
            or (comma and date_at(text, comma.end(), end, wording))
        ):
            return
        if match[2] and (date_at(text, match.start(2), end, wording) or _is_agency(text, match, wording)):
            return
        reading.at = match.end()
        reading.has_region = True


def _is_agency(text: str, match: re.Match[str], wording: Wording) -> bool:
    """Whether the brackets hold an agency and no country: a dash, or nothing more, comes right behind them."""
    del wording
    return _DASH.match(text, match.end()) is not None


def _take_date(text: str, end: int, reading: _Reading, wording: Wording) -> bool:
    if reading.date is not None or reading.has_no_date:
        return False
    comma = _COMMA.match(text, reading.at, end)
    at = comma.end() if comma else reading.at
    bracket = text[at : at + 1] == "("
    found = date_at(text, at + bracket, end, wording)
    if found is not None:
        reading.date, reading.at = found, found.end + (bracket and text[found.end : found.end + 1] == ")")
        return True
    no_date = _no_date(wording.list("date", "no_date")).match(text, at, end)
    if no_date is not None:
        reading.has_no_date, reading.at = True, no_date.end()
    return no_date is not None


@cache
def _no_date(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words)})(?!\w)", re.I)


def _take_agency(text: str, end: int, reading: _Reading, wording: Wording) -> bool:
    if reading.agency is not None:
        return False
    match = _AGENCY.match(text, reading.at, end)
    if match is not None:
        words = " ".join((match[1] or match[2] or match[3]).split())
        known = wording.outlet(re.split(r"[/,]", words)[0])
        if known is None and not (words[:1].isupper() and len(words.split()) <= 5):
            return False
        reading.agency = known.name if known else words
        reading.agency_is_known = known is not None
        reading.has_brackets = True
        reading.at = match.end() + (text[match.end() : match.end() + 1] == ".")
        return True
    comma = _COMMA.match(text, reading.at, end)
    return comma is not None and "," in comma[0] and _take_bare_agency(text, comma.end(), end, reading, wording)


def _take_bare_agency(text: str, at: int, end: int, reading: _Reading, wording: Wording) -> bool:
    """An agency without brackets must be a known one."""
    for match in re.finditer(r"[\w.'’/-]+", text[at : min(end, at + 40)]):
        known = wording.outlet(text[at : at + match.end()])
        if known is not None:
            reading.agency, reading.agency_is_known, reading.at = known.name, True, at + match.end()
            return True
        if match.end() > 35:
            break
    return False


def _take_late_agency(text: str, end: int, reading: _Reading, wording: Wording) -> int | None:
    """An agency behind the dash, ("Damascus – SANA"): its end, where a line's end or another dash follows."""
    at = reading.at
    if not _take_bare_agency(text, at, end, reading, wording):
        return None
    agency_end = reading.at
    behind = _DASH.match(text, agency_end, end) or _COLON.match(text, agency_end, end)
    if behind is None and text[agency_end : agency_end + 1] not in ("\n", ""):
        reading.agency, reading.agency_is_known, reading.at = None, False, at
        return None
    reading.at = behind.end() if behind else agency_end
    return agency_end + len(behind[0].rstrip()) if behind else agency_end


def _is_vouched(text: str, reading: _Reading, wording: Wording, *, has_dash: bool, has_colon: bool) -> bool:
    place = reading.place
    if place.upper() in wording.list("dateline", "not_places"):
        return False
    has_capitals = sum(map(str.isupper, place)) > 0.6 * sum(map(str.isalpha, place))
    opens = _OPENING.match(text, reading.at) is not None
    dated = reading.date is not None or reading.has_no_date
    if dated and (has_dash or reading.has_brackets):
        return has_dash or reading.agency_is_known or has_colon
    if reading.agency is not None and has_dash:
        return has_capitals or reading.agency_is_known or (reading.has_region and opens)
    if reading.agency_is_known:
        return has_capitals or has_colon or reading.has_brackets
    if not (has_dash or has_colon) or not has_capitals or reading.agency is not None:
        return False
    if has_colon and "-" in place:
        # A slug of a wire service, and no place.
        return False
    # Capitals alone vouch where the story around them is not in capitals too.
    around = text[reading.at : reading.at + 200]
    is_shouted = sum(map(str.isupper, around)) > 0.6 * max(1, sum(map(str.isalpha, around)))
    n_letters = sum(map(str.isalpha, place))
    return n_letters >= _MIN_LETTERS and not is_shouted and opens


def _tags_end(text: str, at: int, wording: Wording) -> int | None:
    """The end of the square brackets behind a dateline of monitored press, where one of them is a known tag."""
    end, is_known = at, False
    while (tag := _TAG.match(text, end)) is not None:
        folded = " ".join(tag[1].casefold().split())
        known = wording.list("dateline", "tags")
        is_known = is_known or any(folded == name or folded.startswith(name + " ") for name in known)
        end = tag.end()
    return end if is_known else None
