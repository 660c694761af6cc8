"""Whole readings as examples: the ledger set, and annotations of our own in the same form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dateline.analyse.encoder.windows import Window
from training.reader.examples import Example, Parts, Target, Text
from training.reader.labels import DATINGS, MEASURES, MODALITIES, MODES, STAGES, TYPES

#: Characters between two wordings of one party beyond which the further one is neither right nor wrong.
_REACH = 700


def examples_of(documents: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> Iterator[Example]:
    """The windows of the documents."""
    for document in documents:
        text = Text(document["text"], tokenizer)
        accounts: dict[str, int] = {}
        for window in text.windows:
            yield _example(text, window, document, accounts)


def _example(text: Text, window: Window, document: dict[str, Any], accounts: dict[str, int]) -> Example:
    example = text.example("ledger", window)
    allowed: dict[int, tuple[int, ...]] = {}
    example.measures = {}
    # Texts without a claim are everyday news.
    example.whole = {"contentious": int(bool(document["events"]))}
    annotates_time = any("when" in event for event in document["events"])
    for event in document["events"]:
        at = text.text.find(event["at"])
        start = text.text.find(event["trigger"], max(0, at))
        words = text.inside(window, start, start + len(event["trigger"]))
        if at < 0 or start < 0 or not len(words):
            continue
        types = tuple(1 + TYPES.index(name) for name in event["types"] if name in TYPES)
        for word in words:
            allowed[word] = tuple(sorted({*allowed.get(word, ()), *types}))
        target = Target(word=words.start)
        place = event.get("place") or {}
        wordings = {
            "actor": event.get("actor") or [],
            "recipient": event.get("recipient") or [],
            "instrument": event.get("weapons") or [],
            "location": event.get("locations") or [place.get("written") or place.get("name") or ""],
            "attribution": event.get("attribution") or [],
        }
        if annotates_time:
            wordings["time"] = [event.get("when") or ""]
        clause = (at, at + len(event["at"]))
        for role, names in wordings.items():
            parts = parts_of(text, window, [name for name in names if name], start, clause)
            if parts is not None:
                target.roles[role] = parts
        target.roles["count"] = _counts(text, window, event, clause, example.measures)
        modes = [name for name in event.get("modes") or [] if name in MODES]
        target.mode = MODES.index(modes[0]) if modes else 0
        target.modality = MODALITIES.index(event.get("modality") or "asserted")
        target.stage = STAGES.index(event.get("stage") or "accomplished")
        target.signs = (
            int(event.get("polarity") == "negated"),
            int(bool(event.get("background"))),
            int(event.get("voice") == "commentary") if annotates_time else -1,
            _incident(event),
            int(bool(place.get("name"))),
        )
        target.dating = _dating(event, document.get("published"))
        target.account = accounts.setdefault(event["event"], len(accounts))
        example.targets.append(target)
    example.types = [allowed.get(word, (0,)) for word in range(len(example.first_piece))]
    return example


def _incident(event: dict[str, Any]) -> int:
    """Whether a claim of violence is news of the report; -1 of other claims, which are no incidents."""
    violent = event["types"][0] in ("assault", "threaten") or "abduct" in (event.get("modes") or [])
    return int(not event.get("background")) if violent else -1


def _dating(event: dict[str, Any], published: str | None) -> int | None:
    """When the event was, as seen from the day of publication; None where that day is not known."""
    if published is None:
        return None
    day = published[:10]
    first, last = event.get("time") or (None, None)
    if first is None and last is None:
        name = "none"
    elif (first is not None and first > day) or last is None or last > day:
        name = "future"
    elif last < day:
        name = "past"
    else:
        name = "day" if first == day else "until"
    return DATINGS.index(name)


def parts_of(
    text: Text, window: Window, wordings: Sequence[str], trigger: int, clause: tuple[int, int]
) -> Parts | None:
    """Where a party stands: the wording nearest to the trigger is right, further ones are neither right nor wrong.

    None where the party stands outside the window only; empty sets where the reading gives no party.
    """
    if not wordings:
        return set(), set(), set()
    found = [
        (span, rank, text.inside(window, *span))
        for rank, name in enumerate(wordings)
        for span in text.occurrences(name)
    ]
    found = [entry for entry in found if len(entry[2])]
    if not found:
        return None
    apart = [entry for entry in found if not entry[0][0] <= trigger < entry[0][1]] or found
    nearest = min(apart, key=lambda entry: (_gap(entry[0], trigger, clause), entry[1], -len(entry[2])))
    same = [entry for entry in apart if entry[0][0] < nearest[0][1] and nearest[0][0] < entry[0][1]]
    best = min(same, key=lambda entry: (entry[1], -len(entry[2])))
    right = [best]
    for entry in apart:
        joint = clause[0] <= entry[0][0] and entry[0][1] <= clause[1]
        if joint and all(entry[0][1] <= other[0][0] or other[0][1] <= entry[0][0] for other in right):
            right.append(entry)
    first = {entry[2].start for entry in right}
    inside = {word for entry in right for word in entry[2]}
    either = {word for entry in found for word in entry[2]} - inside
    either |= {entry[2].start for entry in found} - first
    return first, inside, either


def _gap(span: tuple[int, int], trigger: int, clause: tuple[int, int]) -> int:
    gap = span[0] - trigger if span[0] > trigger else trigger - span[1]
    in_clause = clause[0] <= span[0] and span[1] <= clause[1]
    return max(gap, 0) + (0 if in_clause else 60)


def _counts(
    text: Text, window: Window, event: dict[str, Any], clause: tuple[int, int], measures: dict[int, int]
) -> Parts:
    first: set[int] = set()
    inside: set[int] = set()
    for count in event.get("counts") or []:
        wording = count.get("words") or ""
        spans = sorted(text.occurrences(wording), key=lambda span: _gap(span, clause[0], clause))
        if not spans:
            continue
        words = text.inside(window, *spans[0])
        if not len(words):
            continue
        first.add(words.start)
        inside |= set(words)
        if count["what"] in MEASURES:
            for word in words:
                measures[word] = MEASURES.index(count["what"])
    return first, inside, set()


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The documents of a file of readings, with the day of publication that their texts came with."""
    texts = path.with_name("input.jsonl")
    given = {row["id"]: row.get("published") for row in _rows(texts)} if texts.exists() else {}
    return [{"published": given.get(row["id"]), **row} for row in _rows(path)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
