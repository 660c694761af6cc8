"""The other training sets as examples; each marks only what it knows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dateline.analyse.encoder.windows import Window
from training.reader.examples import Bag, Example, Parts, Target, Text, marked
from training.reader.incidents import SLOTS
from training.reader.labels import MODES, POLICE, SIGNS, TYPES

#: PLOVER roots of the coding set that are two types here.
_ROOTS = {"YIELD": ("concede", "retreat")}
#: Words that are a contentious event of the relevance sets.
_CONTENTIOUS = tuple(1 + TYPES.index(name) for name in ("protest", "assault"))
_VIOLENT = tuple(1 + TYPES.index(name) for name in ("assault", "coerce", "threaten"))
#: Kinds of attack of the SATP set: the types of their claims, and the mode where it is but one.
_ATTACKS: dict[str, tuple[tuple[int, ...], int | None]] = {
    "ARMED": ((1 + TYPES.index("assault"),), MODES.index("none")),
    # The likeliest word is often "killed", which is of no mode: taught it, the reader sees bombs everywhere.
    "BOMBING": ((1 + TYPES.index("assault"),), None),
    "KIDNAPPING": ((1 + TYPES.index("assault"),), MODES.index("abduct")),
    "OTHER": (_VIOLENT, None),
}
#: Those kinds by the questions and the kinds of claim that stand for them.
_KINDS = {"ARMED": "armed", "BOMBING": "bombing", "KIDNAPPING": "kidnapping", "OTHER": "other_violence"}
_ASSAULT, _COERCE = 1 + TYPES.index("assault"), 1 + TYPES.index("coerce")
#: Share of the windows without any party of an incident that is kept.
_DULL = 0.25
_EVERY = tuple(range(1, len(TYPES) + 1))


def _rows(folder: Path, name: str = "input.jsonl") -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    with (folder / name).open(encoding="utf-8") as lines:
        inputs = {row["id"]: row for row in map(json.loads, lines)}
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield inputs[row["id"]], row


def coding(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Sentences with a coded event: some word tells it, and its parties are marked."""
    for document, gold in _rows(folder):
        text = Text(document["text"], tokenizer)
        window = text.windows[0]
        example = text.example("coding", window)
        for record in gold["records"]:
            types = [t for root in record["types"] for t in _ROOTS.get(root, (root.lower(),)) if t in TYPES]
            parts = {}
            for role in ("actor", "recipient"):
                party = record.get(role)
                if party and party["spans"]:
                    first, inside = marked([text.inside(window, *span) for span in party["spans"]])
                    parts[role] = (first, inside, set[int]())
            if types:
                wanted = tuple(1 + TYPES.index(name) for name in types)
                example.bags.append(Bag(tuple(range(len(example.first_piece))), wanted, True, parts))
        yield example


def event_location(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Verbs with the places where they happened."""
    for document, gold in _rows(folder):
        text = Text(document["text"], tokenizer)
        window = text.windows[0]
        example = text.example("event_location", window)
        for event in gold["events"]:
            verb = text.inside(window, *event["verb"])
            if len(verb):
                first, inside = marked([text.inside(window, *span) for span in event["locations"]])
                example.targets.append(Target(verb.start, {"location": (first, inside, set())}))
        if example.targets:
            yield example


def muc4(folder: Path, tokenizer: Tokenizer, incidents: Mapping[str, Any] | None = None) -> Iterator[Example]:
    """The parties of incidents, marked wherever they stand, and whether there is an incident.

    ``incidents`` has by document the claims that ``training.reader.incidents`` found to tell one: their parties are known too.
    """
    slots = {
        "perpetrator": "perp_individuals",
        "perpetrating_organisation": "perp_organisations",
        "target": "targets",
        "victim": "victims",
        "weapon": "instruments",
    }
    for document, gold in _rows(folder, "input.truecase.jsonl"):
        text = Text(document["text"], tokenizer)
        certain = any(not template["optional"] for template in gold["templates"])
        for window in text.windows:
            example = text.example("muc4", window)
            for tag, slot in slots.items():
                example.tags[tag] = marked(
                    [
                        text.inside(window, *span)
                        for template in gold["templates"]
                        for entity in template[slot]
                        for string in entity["strings"]
                        for span in string["spans"]
                    ]
                )
            if certain or not gold["templates"]:
                example.whole = {"terrorism": int(certain)}
            for claim in (incidents or {}).get(document["id"], ()):
                target = _incident(text, window, claim, gold["templates"])
                if target is not None:
                    example.targets.append(target)
            # Windows that tell nothing are many and soon learnt: three in four of them are left out.
            if example.targets or any(example.tags[tag][0] for tag in slots) or random.random() < _DULL:
                yield example


def _incident(text: Text, window: Window, claim: dict[str, Any], templates: list[dict[str, Any]]) -> Target | None:
    """What is known of a claim that tells the incident of a key, or none."""
    words = text.inside(window, *claim["trigger"])
    if not len(words) or words.start + window.seen_from < window.first:
        return None
    told = claim["key"] >= 0
    target = Target(words.start, signs=(-1, -1, -1, int(told), -1), account=claim["key"] if told else None)
    for role in ("actor", "recipient", "instrument") if told else ():
        slots = [slot for slot, plays in SLOTS.items() if plays == role]
        entities = [entity for slot in slots for entity in templates[claim["key"]][slot]]
        spans = [[tuple(span) for string in entity["strings"] for span in string["spans"]] for entity in entities]
        parts = _nearest(text, window, spans, claim["trigger"][0])
        if parts is not None:
            target.roles[role] = parts
    return target


def _nearest(text: Text, window: Window, entities: list[Any], trigger: int) -> Parts | None:
    """Of each entity its words nearest to the trigger; its other words are neither right nor wrong. None: not in the window."""
    right: list[range] = []
    either: set[int] = set()
    for spans in entities:
        found = [(abs(span[0] - trigger), -span[1] + span[0], text.inside(window, *span)) for span in spans]
        found = [entry for entry in found if len(entry[2])]
        if found:
            right.append(min(found, key=lambda entry: entry[:2])[2])
            either |= {word for entry in found for word in entry[2]}
    if entities and not right:
        return None
    first, inside = marked(right)
    return first, inside, either - inside


def polnear(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Sources, cues and contents of attributions."""
    for document, gold in _rows(folder):
        text = Text(document["text"], tokenizer)
        for window in text.windows:
            example = text.example("polnear", window)
            for tag in ("source", "cue", "content"):
                example.tags[tag] = marked(
                    [text.inside(window, *span) for attribution in gold["attributions"] for span in attribution[tag]]
                )
            yield example


def geo(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Place names."""
    for document, gold in _rows(folder):
        text = Text(document["text"], tokenizer)
        for window in text.windows:
            example = text.example("geo", window)
            example.tags["toponym"] = marked(
                [text.inside(window, place["start"], place["end"]) for place in gold["toponyms"]]
            )
            yield example


def relevance(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Sentences of police action and contention, and whether a report is of contention at all."""
    for document, gold in _rows(folder):
        text = Text(document["text"], tokenizer)
        for order, window in enumerate(text.windows):
            example = text.example(gold["set"], window)
            every = tuple(range(len(example.first_piece)))
            if gold["set"] == "ipe":
                _police(text, window, gold, example)
            elif gold["set"] == "satp":
                kinds = [_ATTACKS[label] for label in gold["labels"]]
                for types, mode in kinds:
                    # Only where there is one kind is it known that the likeliest word is of it.
                    example.bags.append(Bag(every, types, True, mode=mode if len(kinds) == 1 else None))
                example.whole = {"contentious": 1} | {
                    kind: int(label in gold["labels"]) for label, kind in _KINDS.items()
                }
                # What else is told of is often taken for "other": that there is some of it is too loose a mark.
                example.kinds = [
                    (range(len(every)), kind, label in gold["labels"])
                    for label, kind in _KINDS.items()
                    if label != "OTHER" or label not in gold["labels"]
                ]
            elif gold.get("label") == "no":
                example.whole = {"contentious": 0}
                example.bags.append(Bag(every, _CONTENTIOUS, False))
            elif gold.get("label") == "yes":
                if order == 0:
                    example.whole = {"contentious": 1}
                for sentence in gold.get("sentences") or []:
                    words = text.inside(window, sentence["start"], sentence["end"])
                    if len(words) and not sentence.get("skip"):
                        example.bags.append(Bag(tuple(words), _CONTENTIOUS, bool(sentence["labels"])))
            yield example


def _police(text: Text, window: Any, gold: dict[str, Any], example: Example) -> None:
    for sentence in gold["sentences"]:
        words = text.inside(window, sentence["start"], sentence["end"])
        if not len(words):
            continue
        labels = set(sentence["labels"])
        for name in POLICE:
            example.whole[name] = max(example.whole.get(name, 0), int(name in labels))
        example.police.append((words, tuple(int(name in labels) for name in POLICE)))
        example.kinds.append((words, "arrest", "ARREST" in labels))
        # What the police did not do is told as a negated claim of theirs.
        failed = (int("FAIL" in labels), *(-1 for _ in SIGNS[1:]))
        if labels == {"FAIL"}:
            example.bags.append(Bag(tuple(words), _EVERY, True, signs=failed))
        if "KILL" in labels or "FORCE" in labels:
            example.bags.append(Bag(tuple(words), (_ASSAULT,), True))
        if "ARREST" in labels:
            example.bags.append(Bag(tuple(words), (_COERCE,), True, mode=MODES.index("arrest")))
        if "ANY_ACTION" in labels:
            example.bags.append(Bag(tuple(words), _EVERY, True, signs=None if "FAIL" in labels else failed))


SETS = {
    "coding": coding,
    "event_location": event_location,
    "muc4": muc4,
    "polnear": polnear,
    "geo": geo,
    "relevance": relevance,
}

#: Files of texts that are read without their marks.
UNMARKED = ("counts/train", "timex/train", "outlets/train", "merge/ecb/train")


def unmarked(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Texts of which nothing is said but, where they are known, the names in them."""
    with (folder / "input.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = Text(row["text"], tokenizer)
            for window in text.windows:
                yield text.example("unmarked", window)
