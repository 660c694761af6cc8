"""A report's ledger for a person to read: its events with their words, then quotations, ties and issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.cli.phrases import (
    count_phrase,
    place_phrase,
    says_phrase,
    speaker_phrase,
    stance_phrase,
    toll_phrase,
    when_phrase,
)
from dateline.domain.account import Account
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim, Role, Voice
from dateline.domain.harmless import MARKS, harmless_words
from dateline.domain.known_tie import KnownTie
from dateline.domain.reading import Reading
from dateline.domain.relation import Relation
from dateline.domain.span import Span

#: Characters on each side of a trigger that are shown of a sentence which was printed before.
AROUND = 48

__all__ = ["AROUND", "STYLES", "harmless", "harmless_words", "heading_of", "print_reading"]

STYLES = {
    "what": "bold yellow",
    "who": "cyan",
    "whom": "magenta",
    "with what": "red",
    "how many": "bold green",
    "when": "blue",
    "where": "green",
}
_ROLE_STYLES = {
    Role.ACTOR: STYLES["who"],
    Role.PARTNER: STYLES["who"],
    Role.RECIPIENT: STYLES["whom"],
    Role.BENEFICIARY: STYLES["whom"],
    Role.INSTRUMENT: STYLES["with what"],
    Role.LOCATION: STYLES["where"],
}


def print_reading(reading: Reading, console: Console) -> None:
    """Print the whole view; control characters of the report are shown as marks and never reach the terminal."""
    reading = harmless(reading)
    console.print(heading_of(reading))
    told = {claim.id: claim for claim in reading.claims}
    news = [account for account in reading.accounts if not account.background]
    past = [account for account in reading.accounts if account.background]
    number = 0
    shown: set[Span] = set()
    for heading, accounts in (("Events", news), ("Told as background", past)):
        if not accounts:
            continue
        _rule(console, heading, len(accounts))
        for account in accounts:
            number += 1
            console.print(_account(number, account, [told[one] for one in account.claims], reading, shown))
    if not reading.accounts:
        console.print(Padding(Text("No event of the ontology is told here.", style="dim"), (1, 0)))
    _quotations(reading, console)
    _relations(reading, console)
    _known_ties(reading, console)
    _issues(reading, console)
    if reading.accounts:
        console.print(_legend())
    console.print()


def harmless(reading: Reading) -> Reading:
    """The reading with marks of one character for control characters, so that none reaches a terminal."""
    document = reading.document
    shown = replace(
        document,
        text=document.text.translate(MARKS),
        title=document.title and document.title.translate(MARKS),
        outlet=document.outlet and document.outlet.translate(MARKS),
        authors=tuple(author.translate(MARKS) for author in document.authors),
        uri=document.uri.translate(MARKS),
    )
    actors = tuple(replace(actor, name=actor.name.translate(MARKS)) for actor in reading.actors)
    places = tuple(replace(place, name=place.name.translate(MARKS)) for place in reading.places)
    issues = tuple(replace(issue, detail=issue.detail.translate(MARKS)) for issue in reading.issues)
    return replace(reading, document=shown, actors=actors, places=places, issues=issues)


def heading_of(reading: Reading) -> RenderableType:
    """Title, outlet, date and source of a report."""
    document = reading.document
    facts = [
        document.outlet,
        document.published.isoformat() if document.published else "no date",
        ", ".join(document.authors) or None,
        document.uri if document.uri != "text" else None,
        f"relevance {reading.relevance:.2f}",
    ]
    title = document.title or document.text.strip().split("\n", 1)[0][:100]
    return Group(
        Text(title, style="bold"), Text(" · ".join(fact for fact in facts if fact), style="dim"),
    )  # fmt: skip


def _rule(console: Console, heading: str, count: int) -> None:
    console.print()
    console.print(Rule(Text(f"{heading} ({count})", style="bold"), align="left", style="dim"))


def _account(
    number: int, account: Account, told: Sequence[Claim], reading: Reading, shown: set[Span]
) -> RenderableType:
    """An account; ``shown`` holds the sentences that were printed in full already."""
    head = Text()
    head.append(f"{number:>2} ", style="dim")
    head.append(account.type, style="bold")
    if account.mode:
        head.append(f" / {account.mode}")
    when, where = when_phrase(account.when), place_phrase(account.where, reading.places)
    for value, style in ((when, STYLES["when"]), (where, STYLES["where"])):
        if value:
            head.append(" · ", style="dim")
            head.append(value, style=style)
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="dim", no_wrap=True, justify="right", min_width=10)
    rows.add_column(overflow="fold")
    for label, roles in (("who", (Role.ACTOR, Role.PARTNER)), ("whom", (Role.RECIPIENT, Role.BENEFICIARY)),
                         ("with", (Role.INSTRUMENT,)), ("also at", (Role.LOCATION,)),
                         ("part of", (Role.OPERATION,)), ("because", (Role.MOTIVE,))):  # fmt: skip
        words = _words(told, roles, reading)
        if words:
            rows.add_row(label, Text("; ".join(words)))
    if account.counts:
        rows.add_row("toll", Text(" · ".join(toll_phrase(toll) for toll in account.counts), style=STYLES["how many"]))
    for claim in told:
        rows.add_row(*_claim(claim, reading, repeated=claim.evidence in shown))
        shown.add(claim.evidence)
    return Padding(Group(head, rows), (1, 0, 0, 0))


def _words(told: Iterable[Claim], roles: Sequence[Role], reading: Reading) -> list[str]:
    """The wordings that fill a role, each actor once, by its best name with the words in brackets where they differ."""
    names = {actor.id: actor.name for actor in reading.actors}
    found: dict[str, str] = {}
    for claim in told:
        for argument in claim.arguments:
            if argument.role in roles:
                words = _flat(reading.document.quote(argument.span))
                name = names.get(argument.actor) if argument.actor else None
                shown = words if name is None or name.casefold() in words.casefold() else f"{name} (“{words}”)"
                if name is not None and words.casefold() in name.casefold():
                    shown = name
                found.setdefault(argument.actor or words.casefold(), shown)
    return list({shown.casefold(): shown for shown in reversed(found.values())}.values())[::-1]


def _claim(claim: Claim, reading: Reading, *, repeated: bool) -> tuple[Text, Text]:
    """A label and the claim's own words, with what is its own: speaker, stance, figures and how sure it is."""
    body = _marked(claim, reading, _around(claim, reading) if repeated else claim.evidence)
    notes = []
    if claim.voice is Voice.COMMENTARY:
        notes.append("the writer's own opinion")
    if stance := stance_phrase(claim.stance):
        notes.append(stance)
    if claim.counts:
        notes.append(", ".join(count_phrase(count) for count in claim.counts))
    if claim.channel:
        notes.append("through " + _flat(reading.document.quote(claim.channel)))
    notes.append(says_phrase(claim.attribution, reading))
    body.append("\n")
    body.append(" · ".join(notes), style="italic")
    body.append(f"  {claim.confidence:.2f}", style="dim")
    return Text("says", style="dim"), body


def _around(claim: Claim, reading: Reading) -> Span:
    """The words around a trigger: enough of a sentence that was printed before to find one's place in it."""
    text, sentence = reading.document.text, claim.evidence
    start = max(sentence.start, claim.trigger.start - AROUND)
    end = min(sentence.end, claim.trigger.end + AROUND)
    while start > sentence.start and not text[start - 1].isspace():
        start -= 1
    while end < sentence.end and not text[end].isspace():
        end += 1
    return Span(start, end)


def _marked(claim: Claim, reading: Reading, part: Span) -> Text:
    """A part of a claim's sentence, each value in the colour of its kind."""
    shown = Text(reading.document.quote(part).replace("\n", " "))
    spans: list[tuple[Span | None, str]] = [
        (argument.span, _ROLE_STYLES.get(argument.role, "dim")) for argument in claim.arguments
    ]
    spans += [(claim.time, STYLES["when"]), (claim.duration, STYLES["when"])]
    spans += [(span, STYLES["where"]) for span in claim.places]
    spans += [(count.span, STYLES["how many"]) for count in claim.counts]
    spans += [(claim.trigger, STYLES["what"])]
    for span, style in spans:
        if span is not None and span.touches(part):
            shown.stylize(style, max(0, span.start - part.start), span.end - part.start)
    before = Text("… " if part.start > claim.evidence.start else "")
    return before + shown + Text(" …" if part.end < claim.evidence.end else "")


def _quotations(reading: Reading, console: Console) -> None:
    direct = [attribution for attribution in reading.attributions if attribution.direct]
    if not direct:
        return
    _rule(console, "Quotations", len(direct))
    rows = Table.grid(padding=(0, 1))
    rows.add_column(ratio=1, overflow="fold", style=STYLES["who"])
    rows.add_column(ratio=3, overflow="fold")
    for attribution in direct:
        rows.add_row(speaker_phrase(attribution, reading) or "speaker not found", _content(attribution, reading))
    console.print(Padding(rows, (1, 0, 0, 3)))


def _content(attribution: Attribution, reading: Reading) -> str:
    return " … ".join(_flat(reading.document.quote(piece)) for piece in attribution.content)


def _relations(reading: Reading, console: Console) -> None:
    if not reading.relations:
        return
    _rule(console, "Ties between actors", len(reading.relations))
    rows = Table.grid(padding=(0, 2))
    for style in (STYLES["who"], "bold", STYLES["who"], "dim"):
        rows.add_column(overflow="fold", style=style)
    for relation in reading.relations:
        rows.add_row(*_relation(relation, reading))
    console.print(Padding(rows, (1, 0, 0, 3)))


def _relation(relation: Relation, reading: Reading) -> tuple[str, str, str, str]:
    quote = reading.document.quote
    verb = str(relation.type).replace("_", " ")
    words = f"“{_flat(quote(relation.trigger))}”" if relation.trigger else ""
    return (_flat(quote(relation.subject.span)), verb, _flat(quote(relation.object.span)), words)


def _known_ties(reading: Reading, console: Console) -> None:
    if not reading.known_ties:
        return
    _rule(console, "Known of these actors, not read here", len(reading.known_ties))
    rows = Table.grid(padding=(0, 2))
    for _ in range(4):
        rows.add_column(overflow="fold", style="dim")
    for tie in reading.known_ties:
        rows.add_row(*_known_tie(tie))
    console.print(Padding(rows, (1, 0, 0, 3)))


def _known_tie(tie: KnownTie) -> tuple[str, str, str, str]:
    span = f"{tie.since or '…'} to {tie.until or '…'}" if tie.since or tie.until else ""
    return (tie.subject.name, str(tie.type).replace("_", " "), tie.object.name, span)


def _issues(reading: Reading, console: Console) -> None:
    if not reading.issues:
        return
    _rule(console, "Issues", len(reading.issues))
    rows = Table.grid(padding=(0, 2))
    for style in ("yellow", "", "dim"):
        rows.add_column(overflow="fold", style=style)
    for issue in reading.issues:
        words = f"“{_flat(reading.document.quote(issue.span))}”" if issue.span else ""
        rows.add_row(issue.kind.replace("_", " "), Text(issue.detail), words)
    console.print(Padding(rows, (1, 0, 0, 3)))


def _legend() -> RenderableType:
    legend = Text("\n   colours: ", style="dim")
    for index, (name, style) in enumerate(STYLES.items()):
        legend.append("  " if index else "")
        legend.append(name, style=style)
    return legend


def _flat(words: str) -> str:
    return " ".join(words.split())
