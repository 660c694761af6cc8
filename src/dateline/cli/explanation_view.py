"""An explained event for a person to read: values with their words, figures, reports, weights, rivals, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline import service
from dateline.cli.event_phrases import (
    day_phrase,
    one_line,
    place_words,
    reports_phrase,
    toll_words,
    tolls_of,
    what_phrase,
)
from dateline.cli.phrases import bounds_phrase
from dateline.cli.reading_view import STYLES, harmless_words
from dateline.domain.comparison import Comparison
from dateline.domain.event import Event, EventAccount, EventToll, Figure, Standing
from dateline.domain.explanation import Considered, Explained, Quoted
from dateline.domain.ids import AccountId
from dateline.merge import said
from dateline.service import Answer

#: Signs of a comparison that are told one by one, the weightiest.
_MOST_SIGNS = 6
#: Values of a field, wordings of a value and tellers of a wording that are told; the JSON object has all of them.
_MOST_VALUES, _MOST_QUOTES, _MOST_TELLERS = 8, 8, 4
#: Columns of a terminal for a value, beside its words.
_VALUE_WIDTH = 30

_STANDINGS = {
    Standing.TOTAL: ("counted", "green"),
    Standing.PART: ("a part of its report's toll", "dim"),
    Standing.SUPERSEDED: ("the same source gave a later one", "dim"),
    Standing.REPEATED: ("the same source again", "dim"),
    Standing.RUNNING_TOTAL: ("a total over several events", "yellow"),
    Standing.OTHER_TIME: ("of another time than the event", "yellow"),
    Standing.UNREAL: ("denied, planned or feared", "yellow"),
    Standing.REJECTED: ("rejected by a person", "red"),
}


def print_explanation(answer: Answer, ledger: service.Ledger) -> None:
    """Print it all to standard output; control characters of reports never reach the terminal."""
    found, console = answer.explanation, Console(highlight=False)
    event = found.event
    names = [
        event.id,
        *answer.considered,
        *(one.account for one in event.accounts),
        *(one.id for one in event.judgements),
    ]
    short = ledger.short_ids([*names, *(link.event for link in event.links)])
    console.print(_heading(event))
    _part(console, "What is said, and in which words", _values(found.values))
    tolls = [_figures(toll) for toll in tolls_of(event)]
    if tolls:
        _part(console, "How many, and who says so", Group(*tolls))
    _conflicts(console, event)
    _part(console, reports_phrase(event).capitalize(), _reports(event, short))
    by_account = {one.account: one for one in event.accounts}
    if found.merged:
        _part(console, "Why these are one event", Group(*(_comparison(one, by_account, short) for one in found.merged)))
    if found.considered:
        _part(
            console, "What else was considered", Group(*(_considered(one, answer, short) for one in found.considered))
        )
    if event.links:
        rows = _grid("dim", "bold")
        for link in event.links:
            rows.add_row(str(link.type).replace("_", " "), short[link.event])
        _part(console, "Hangs together with", rows)
    if event.judgements:
        rows = _grid("bold", "", "dim")
        for one in event.judgements:
            what = f"{one.verdict} {one.field}" if one.field else str(one.verdict)
            note = f" “{harmless_words(one.note)}”" if one.note else ""
            rows.add_row(short[one.id], f"{what}, {harmless_words(one.by)}{note}", f"{one.at:%Y-%m-%d %H:%M}")
        _part(console, "What people decided", rows)
    console.print()


def _part(console: Console, title: str, body: RenderableType) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
    console.print(Padding(body, (0, 0, 0, 2)))


def _grid(*styles: str) -> Table:
    rows = Table.grid(padding=(0, 2))
    for style in styles:
        rows.add_column(style=style, overflow="fold")
    return rows


def _heading(event: Event) -> RenderableType:
    title = Text.assemble((what_phrase(event), "bold"), " · ", (day_phrase(event.when), STYLES["when"]))
    if event.place is not None:
        title.append(" · ").append(place_words(event.place), style=STYLES["where"])
    for toll in tolls_of(event):
        title.append(" · ").append(toll_words(toll), style=STYLES["how many"])
    sure = (
        f"sure that it is one event: {event.confidence:.0%}"
        if len(event.accounts) > 1
        else f"sure: {event.confidence:.0%}"
    )
    facts = [event.id, str(event.status), sure]
    if event.restricted:
        facts.append("restricted: " + ", ".join(event.restricted))
    return Group(title, Text(" · ".join(facts), style="dim"))


def _values(values: Sequence[Explained]) -> RenderableType:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold", max_width=_VALUE_WIDTH)
    rows.add_column(overflow="fold", ratio=1)
    by_field: dict[str, list[Explained]] = {}
    for value in values:
        if not value.field.startswith("counts."):
            by_field.setdefault(value.field, []).append(value)
    for field, some in by_field.items():
        # Those that most claims speak for; a report that names a crowd by ten words is not read better for all ten.
        shown = sorted(some, key=lambda value: -len(value.quotes))[:_MOST_VALUES]
        for number, value in enumerate(shown):
            _value(rows, field.removeprefix("participants.") if not number else "", value)
        if len(some) > len(shown):
            rows.add_row("", Text(f"and {len(some) - len(shown)} more", style="dim"), "")
    return rows


def _value(rows: Table, label: str, value: Explained) -> None:
    quotes: dict[str, dict[str, None]] = {}
    for quote in value.quotes:
        words = f"“{harmless_words(quote.words)}”" if quote.words is not None else "from the context"
        quotes.setdefault(words, {})[_teller(quote)] = None
    # What is told in words first.
    lines = sorted(quotes.items(), key=lambda one: not one[0].startswith("“"))
    head = Text(harmless_words(value.value), style="bold")
    for words, tellers in lines[:_MOST_QUOTES] or [("", {})]:
        some = list(tellers)
        rest = f" and {len(some) - _MOST_TELLERS} more" if len(some) > _MOST_TELLERS else ""
        rows.add_row(label, head, Text.assemble(words, ("  " + "; ".join(some[:_MOST_TELLERS]) + rest, "dim")))
        label, head = "", Text("")
    if len(lines) > _MOST_QUOTES:
        rows.add_row("", "", Text(f"other wordings: {len(lines) - _MOST_QUOTES}", style="dim"))


def _teller(quote: Quoted) -> str:
    """Who says so where: "the army in the Courier 2024-05-12"."""
    source = _source(quote.outlet, quote.published, quote.document)
    speakers = ", ".join(harmless_words(one) for one in quote.speakers)
    told = f"{speakers} in {source}" if speakers else source
    if quote.by is None:
        return told
    return f"{told}, {'set right' if quote.is_ground else 'added'} by {harmless_words(quote.by)}"


def _source(outlet: str | None, published: object, document: str) -> str:
    name = outlet or (document if len(document) < 40 else f"{document[:10]}…")
    return harmless_words(name) + (f" {published}" if published else "")


def _figures(toll: EventToll) -> RenderableType:
    sources = f"{toll.independent_sources} independent source{'s' if toll.independent_sources != 1 else ''}"
    policy = "set by a person" if toll.policy == "judgement" else f"by the policy {toll.policy}"
    head = Text.assemble((toll_words(toll, with_sources=False), STYLES["how many"]), (f"  {sources}, {policy}", "dim"))
    if toll.disagreement:
        share = "all" if toll.disagreement == 1 else f"{toll.disagreement:.0%} of the pairs of"
        head.append(f"; {share} sources contradict each other", style="dim")
    rows = Table.grid(padding=(0, 2))
    rows.add_column(justify="right", no_wrap=True, style=STYLES["how many"])
    rows.add_column(overflow="fold")
    shown: dict[tuple[object, ...], Figure] = {}
    for figure in toll.figures:
        shown.setdefault((figure.low, figure.high, figure.document, figure.sources, figure.text), figure)
    for figure in shown.values():
        about = "about " if figure.approximate and figure.low == figure.high else ""
        standing, style = _STANDINGS[figure.standing]
        speakers = ", ".join(harmless_words(one) for one in figure.sources) or "the report itself"
        line = Text.assemble(
            (speakers, STYLES["who"]),
            f", {_source(figure.outlet, figure.published, figure.document)}",
            (f"  [{standing}]", style),
        )
        rows.add_row(about + bounds_phrase(figure.low, figure.high), line)
        rows.add_row("", Text(f"“{harmless_words(figure.text)}”", style="italic dim"))
    return Group(head, Padding(rows, (0, 0, 0, 2)))


def _conflicts(console: Console, event: Event) -> None:
    others = [one for one in event.conflicts if not one.field.startswith("counts.")]
    if others:
        rows = _grid("yellow", "")
        for one in others:
            rows.add_row(one.field, Text(" / ".join(harmless_words(value) for value in one.values)))
        _part(console, "What they disagree on", rows)


def _reports(event: Event, short: Mapping[str, str]) -> RenderableType:
    rows = _grid("bold", "", "dim")
    for one in event.accounts:
        told = "told as background" if one.background else f"relevance {one.relevance:.2f}"
        rows.add_row(short[one.account], Text(_source(one.outlet, one.published, one.document)), told)
    return rows


def _comparison(
    comparison: Comparison, accounts: Mapping[AccountId, EventAccount], short: Mapping[str, str]
) -> RenderableType:
    names = [_account(one, accounts, short) for one in (comparison.one, comparison.other)]
    head = Text.assemble(names[0], (" and ", "dim"), names[1], (f"  {comparison.probability:.0%}", "bold"))
    return Group(head, Padding(_signs(comparison), (0, 0, 0, 2)))


def _account(name: AccountId, accounts: Mapping[AccountId, EventAccount], short: Mapping[str, str]) -> str:
    one = accounts.get(name)
    label = short.get(name, f"{name[:9]}…")
    return label if one is None else f"{label} ({_source(one.outlet, one.published, one.document)})"


def _signs(comparison: Comparison) -> RenderableType:
    """The weightiest signs and the sum of the rest, as points of the log odds: what is added up to the probability."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(justify="right", no_wrap=True)
    rows.add_column(overflow="fold")
    ranked = sorted((sign for sign in comparison.signs if sign.points), key=lambda sign: -abs(sign.points))
    if not ranked:
        for sign in comparison.signs:
            rows.add_row("", Text(said(sign), style="dim"))
        return rows
    for sign in ranked[:_MOST_SIGNS]:
        rows.add_row(_points(sign.points), Text(said(sign)))
    if len(ranked) > _MOST_SIGNS:
        rows.add_row(
            _points(sum(sign.points for sign in ranked[_MOST_SIGNS:])),
            Text(f"{len(ranked) - _MOST_SIGNS} lesser signs", style="dim"),
        )
    total = sum(sign.points for sign in comparison.signs)
    rows.add_row(_points(total), Text(f"in all, which is a probability of {comparison.probability:.0%}", style="dim"))
    return rows


def _points(points: float) -> Text:
    return Text(f"{points:+.1f}", style="green" if points > 0 else "red")


def _considered(one: Considered, answer: Answer, short: Mapping[str, str]) -> RenderableType:
    other = answer.considered.get(one.event)
    line = one_line(other) if other is not None else ""
    head = Text.assemble(
        (short.get(one.event, one.event), "bold"), f"  {line}  ", (f"{one.comparison.probability:.0%}", "bold")
    )
    return Group(
        head, Padding(Text(one.reason, style="dim"), (0, 0, 0, 2)), Padding(_signs(one.comparison), (0, 0, 0, 2))
    )
