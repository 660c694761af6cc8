"""The service's nouns as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dateline.domain.brief import EventBrief
from dateline.domain.coding import Coding
from dateline.domain.comparison import Comparison
from dateline.domain.judgement import Judgement
from dateline.domain.person import ApiToken, Invitation, Person
from dateline.domain.work import Job
from dateline.service import SAID, Answer, Asked, Kin, Past, ReportBrief, ReportPage, Step, value_of, words_of

Json = dict[str, Any]


def person(one: Person) -> Json:
    """A person, without the password."""
    return {"name": one.name, "role": one.role, "is_active": one.is_active, "since": _moment(one.since)}


def invitation(one: Invitation, token: str | None = None) -> Json:
    """An invitation, with its token where it is new."""
    return {
        "id": one.id, "role": one.role, "by": one.by, "at": _moment(one.at), "expires": _moment(one.expires),
        "note": one.note, "token": token,
    }  # fmt: skip


def api_token(one: ApiToken, token: str | None = None) -> Json:
    """A token, with its secret where it is new."""
    return {
        "id": one.id, "name": one.name, "person": one.person, "scopes": sorted(one.scopes), "at": _moment(one.at),
        "expires": _moment(one.expires), "token": token,
    }  # fmt: skip


def job(one: Job) -> Json:
    """A job with what came of it so far."""
    return {
        "id": one.id,
        "kind": one.kind,
        "state": one.state,
        "by": one.by,
        "at": _moment(one.at),
        "started": _moment(one.started),
        "finished": _moment(one.finished),
        "attempts": one.attempts,
        "step": one.step,
        "inputs": [{"name": given.name, "bytes": given.size} for given in one.inputs],
        "done": len(one.results),
        "results": [dict(result) for result in one.results],
        "error": one.error,
    }


def judgement(one: Judgement, undone: frozenset[str], *, is_whole: bool = True) -> Json:
    """A judgement with its value; its note may tell what is restricted."""
    return {
        "id": one.id,
        "verdict": one.verdict,
        "about": list(one.about),
        "field": one.field,
        "value": value_of(one) if is_whole else None,
        "by": one.by,
        "at": _moment(one.at),
        "note": one.note if is_whole else None,
        "words": _words(one) if is_whole else None,
        "is_undone": one.id in undone,
    }


def _words(one: Judgement) -> Json | None:
    """The words that a person gave as the ground of a decision."""
    words = words_of(one)
    return None if words is None else asdict(words)


def step(one: Step) -> Json:
    """What a step did to the events."""
    return {"new": list(one.new), "changed": list(one.changed), "gone": dict(one.gone)}


def past(one: Past, *, is_whole: bool = True) -> Json:
    """One thing that befell; its words may tell what is restricted."""
    return {
        "seq": one.seq, "at": _moment(one.at), "what": one.what, "lines": list(one.lines) if is_whole else [], "by": one.by,
        "judgement": one.judgement, "is_undone": one.is_undone,
    }  # fmt: skip


def comparison(one: Comparison) -> Json:
    """How two accounts compare."""
    return {
        "one": one.one,
        "other": one.other,
        "probability": round(one.probability, 4),
        "signs": [
            {
                "name": sign.name,
                "said": SAID.get(sign.name, sign.name),
                "value": round(sign.value, 4),
                "points": round(sign.points, 4),
            }
            for sign in one.signs
        ],
    }


def explanation(answer: Answer, keys: Mapping[str, str], *, is_whole: bool) -> Json:
    """Why an event is as it is; ``keys`` gives the report's key for the id that a document is printed under."""
    found = answer.explanation
    values: list[Json] = []
    for one in found.values if is_whole else ():
        quotes = [asdict(quoted) | {"report": keys.get(quoted.document, quoted.document)} for quoted in one.quotes]
        for quoted in quotes:
            quoted["published"] = None if quoted["published"] is None else quoted["published"].isoformat()
            quoted["speakers"] = list(quoted["speakers"])
        values.append({"field": one.field, "value": one.value, "quotes": quotes})
    considered = []
    for other in found.considered if is_whole else ():
        event = answer.considered.get(other.event)
        when = None if event is None else event.when
        considered.append(
            {
                "event": other.event,
                "reason": other.reason,
                "comparison": comparison(other.comparison),
                "type": None if event is None else event.type,
                "earliest": None if when is None or when.earliest is None else when.earliest.isoformat(),
                "latest": None if when is None or when.latest is None else when.latest.isoformat(),
                "place": None if event is None or event.place is None else event.place.name,
            }
        )
    merged = [comparison(one) for one in found.merged] if is_whole else []
    return {"event": found.event.id, "values": values, "merged": merged, "considered": considered}


def kin(found: Kin) -> Json:
    """The versions and copies of a report."""
    return {
        "versions": [
            _report_brief(one.report) | {"is_this": one.is_this, "is_newest": one.is_newest} for one in found.versions
        ],
        "copies": [_report_brief(one.report) | {"similarity": round(one.similarity, 4)} for one in found.copies],
    }


def _report_brief(one: ReportBrief) -> Json:
    return {
        "key": one.key, "id": one.id, "title": one.title, "outlet": one.outlet,
        "published": None if one.published is None else one.published.isoformat(), "modified": _moment(one.modified),
        "url": one.url, "uri": one.uri, "at": _moment(one.at),
    }  # fmt: skip


def report(page: ReportPage, alike: Kin, undone: frozenset[str]) -> Json:
    """A report beside its claims."""
    return {
        "key": page.key,
        "reading": page.reading.to_dict(),
        "events": dict(page.events),
        "segments": [
            {"start": one.start, "end": one.end, "text": one.text, "marks": list(one.marks)} for one in page.segments
        ],
        "marks": [
            {"start": one.span.start, "end": one.span.end, "kind": one.kind, "of": one.of, "label": one.label}
            for one in page.marks
        ],
        "versions": [
            {"seq": one.seq, "at": _moment(one.at), "dateline": one.run.dateline, "config": one.run.config}
            for one in page.versions
        ],
        "kin": kin(alike),
        "judgements": [judgement(one, undone) for one in page.judgements],
    }


def brief(one: EventBrief) -> Json:
    """An event in brief."""
    return asdict(one)


def question(one: Asked) -> Json:
    """A question with its event in brief."""
    asked = one.question
    return {
        "id": asked.id,
        "kind": asked.kind,
        "event": asked.event,
        "field": asked.field,
        "prompt": asked.prompt,
        "doubt": round(asked.doubt, 4),
        "settles": asked.settles,
        "score": round(asked.score, 4),
        "brief": brief(one.brief),
        "other": None if one.other is None else brief(one.other),
        "options": [
            {"label": option.label, "claims": list(option.claims), "decision": dict(option.decision)}
            for option in asked.options
        ],
    }


def coding(one: Coding) -> Json:
    """What somebody made of an event."""
    return {"event": one.event, "by": one.by, "at": _moment(one.at), "values": dict(one.values), "note": one.note}


def listed(items: Iterable[Json], cursor: str | None = None) -> Json:
    """A list as all lists are."""
    return {"items": list(items), "cursor": cursor}


def _moment(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()
