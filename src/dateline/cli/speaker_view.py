"""A report by speaker for a person to read: who says what, in whose words, and what only the reporter says."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.cli.phrases import speaker_phrase, when_phrase
from dateline.cli.reading_view import STYLES, harmless, heading_of
from dateline.domain.claim import Voice
from dateline.domain.reading import Reading
from dateline.domain.speech import OwnTelling, Saying, Speech, Wording, speaker_view_of

_WORDING = {
    Wording.QUOTATION: ("quoted", "bold green"),
    Wording.PARTLY: ("partly quoted", "green"),
    Wording.PARAPHRASE: ("in the reporter’s words", "dim"),
}


def print_by_speaker(reading: Reading, console: Console) -> None:
    """Print who says what; control characters of the report are shown as marks and never reach the terminal."""
    reading = harmless(reading)
    view = speaker_view_of(reading)
    console.print(heading_of(reading))
    for speech in view.speeches:
        _rule(console, _title(speech))
        rows = Table.grid(padding=(0, 1))
        rows.add_column(style="dim", no_wrap=True, min_width=23)
        rows.add_column(overflow="fold")
        for saying in speech.sayings:
            rows.add_row(*_saying(saying, reading))
        console.print(Padding(rows, (0, 0, 0, 3)))
    alone = [told for told in view.reporter if not told.shared_with]
    also = [told for told in view.reporter if told.shared_with]
    for title, tellings in (("Only the reporter says", alone), ("The reporter says too", also)):
        if tellings:
            _rule(console, Text(f"{title} ({len(tellings)})", style="bold"))
            _print_tellings(tellings, reading, console)
    if not view.speeches and not view.reporter:
        console.print(Padding(Text("Nobody is said to say anything here.", style="dim"), (1, 0)))
    console.print()


def _rule(console: Console, title: Text) -> None:
    console.print()
    console.print(Rule(title, align="left", style="dim"))


def _title(speech: Speech) -> Text:
    title = Text(speech.name or "Nobody named", style=f"bold {STYLES['who']}")
    role = speech.role if speech.role and speech.role.casefold() not in (speech.name or "").casefold() else None
    facts = [role, str(speech.kind) if speech.kind else None, "not named" if speech.anonymous else None]
    shown = ", ".join(fact for fact in facts if fact)
    title.append(f" ({shown})" if shown else "", style="dim")
    return title


def _saying(saying: Saying, reading: Reading) -> tuple[Text, Text]:
    attribution, quote = saying.attribution, reading.document.quote
    label, style = _WORDING[saying.wording]
    told = Text(" … ".join(_flat(quote(piece)) for piece in attribution.content))
    notes = [f"[{_flat(quote(attribution.cue))}]"] if attribution.cue is not None else []
    chain = speaker_phrase(attribution, reading)
    if attribution.via:
        notes.append(chain)
    if attribution.channel is not None:
        notes.append("through " + _flat(quote(attribution.channel)))
    if when := when_phrase(attribution.when):
        notes.append("said " + when)
    outer = next((other for other in reading.attributions if other.id == attribution.within), None)
    if outer is not None:
        notes.append("as told by " + (speaker_phrase(outer, reading) or "somebody not named"))
    if attribution.commentary:
        words = ", ".join(f"“{_flat(quote(span))}”" for span in attribution.commentary)
        notes.append(f"the writer’s own judgement: {words}")
    types = {claim.id: claim.type for claim in reading.claims}
    claims = list(dict.fromkeys(types[claim] for claim in saying.claims))
    if claims:
        notes.append("tells of " + ", ".join(claims))
    told.append("\n" + " · ".join(notes) if notes else "", style="italic dim")
    return Text(label, style=style), told


def _print_tellings(tellings: list[OwnTelling], reading: Reading, console: Console) -> None:
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="dim", no_wrap=True, min_width=23)
    rows.add_column(overflow="fold")
    shown: dict[object, list[str]] = {}
    for told in tellings:
        types = shown.setdefault((told.claim.evidence, told.claim.voice is Voice.COMMENTARY), [])
        types.append(told.claim.type)
    done = set()
    for told in tellings:
        key = (told.claim.evidence, told.claim.voice is Voice.COMMENTARY)
        if key in done:
            continue
        done.add(key)
        label = "opinion" if key[1] else ", ".join(dict.fromkeys(shown[key]))
        rows.add_row(Text(label), Text(_flat(reading.document.quote(told.claim.evidence))))
    console.print(Padding(rows, (0, 0, 0, 3)))


def _flat(words: str) -> str:
    return " ".join(words.split())
