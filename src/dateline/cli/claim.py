"""``dateline claim``: a claim that no reader found, added to a report by its words."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from dateline.cli.judge import print_judged
from dateline.cli.options import BY, LEDGER, NOTE, Format, ledger_of
from dateline.domain.claim import Modality
from dateline.errors import ConfigError
from dateline.service import NewClaim, Pin, pin_from

_PART = re.compile(r"(trigger|actor|recipient|speaker|when|where|account|modality|counts\.[a-z]+)([:=])(.*)", re.DOTALL)


def claim(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's key, or the id it is printed under.")],
    kind: Annotated[
        str, typer.Argument(metavar="TYPE[/MODE]", help="What sort of event is told; see `dateline types`.")
    ],
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="trigger:WORDS [FIELD:WORDS | FIELD=VALUE | FIELD:WORDS=VALUE]...",
            help="Words of the report that tell of it, then what they say of it: actor, recipient, when, where, "
            "counts.MEASURE, and who says so: speaker. Words stand in the report once, or are given by their place (120..128).",
        ),
    ],
    by: Annotated[str, BY] = "",
    note: Annotated[str | None, NOTE] = None,
    ledger: Annotated[str | None, LEDGER] = None,
    form: Annotated[
        Format, typer.Option("--format", help="Lines for people, or one JSON object a judgement.")
    ] = Format.TABLE,
) -> None:
    """Add a claim that was missed: `claim REPORT assault/firearms trigger:attacked actor:gunmen when:"on Friday"`.

    Values are read from their words; `when:"that night"=2024-05-10` gives a value that the words do not say by themselves, and
    `counts.killed=12` one without any. `speaker:"the governor"` is who says so, and `modality=alleged` how they stand to it.
    `account=ID` adds the claim to an account or event that the report tells already. The claim stays through `rebuild` and
    newer readers, and `undo` takes it away.
    """
    new = _new_claim(kind, parts)
    with ledger_of(ledger, writes=True) as opened:
        print_judged(opened.claim(report, new, by=by, note=note), opened, form)


def _new_claim(kind: str, parts: list[str]) -> NewClaim:
    type_, _, mode = kind.partition("/")
    pins: dict[str, list[Pin]] = {}
    plain: dict[str, str] = {}
    for part in parts:
        found = _PART.fullmatch(part)
        if found is None:
            raise ConfigError(
                f"{part!r:.60} is no part of a claim", hint='as in trigger:attacked, when:"on Friday"=2024-05-10'
            )
        field, mark, rest = found.groups()
        if field in ("account", "modality"):
            plain[field] = rest
            continue
        words, equals, value = rest.rpartition("=") if mark == ":" and "=" in rest else (rest, "", "")
        pin = pin_from(None, rest) if mark == "=" else pin_from(words, value if equals else None)
        pins.setdefault(field, []).append(pin)
    for field, some in pins.items():
        if len(some) > 1 and field not in ("actor", "recipient", "speaker"):
            raise ConfigError(f"{field} is given {len(some)} times")
    if "trigger" not in pins:
        raise ConfigError("no words tell of it", hint='trigger:WORDS, as in trigger:"opened fire"')
    return NewClaim(
        trigger=pins["trigger"][0],
        type=type_,
        mode=mode or None,
        account=plain.get("account"),
        actors=tuple(pins.get("actor", ())),
        recipients=tuple(pins.get("recipient", ())),
        speakers=tuple(pins.get("speaker", ())),
        when=pins["when"][0] if "when" in pins else None,
        where=pins["where"][0] if "where" in pins else None,
        counts=tuple((field.removeprefix("counts."), some[0]) for field, some in pins.items() if "." in field),
        modality=_modality(plain.get("modality", "asserted")),
    )


def _modality(word: str) -> Modality:
    if word not in set(Modality):
        raise ConfigError(f"no modality {word!r:.40}", hint="known: " + ", ".join(Modality))
    return Modality(word)
