"""Writes the pages of ``docs/reference`` that are made from the code, and the reading in README.md, or says which are stale.

python tools/reference.py            write them
python tools/reference.py --check    write nothing; exit 1 where a page is not what the code says
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "dateline"
#: Every page begins with it, after its title.
MADE = "<!-- Made by scripts/docs: change the code, not this page. -->"
#: The three sentences that README.md opens with, and the day of the report.
REPORT = (
    "Gunmen on motorcycles shot dead at least 12 villagers near Gao on Friday, the regional governor said. "
    "A doctor at the hospital said that 17 people had been killed. "
    "Katiba Tilemsi, a splinter of Al Qaeda in the Islamic Maghreb, claimed responsibility for the attack."
)
PUBLISHED = "2024-05-12"
BLOCK = re.compile(r"(<!-- reading: begin.*?-->\n).*?(<!-- reading: end -->)", re.DOTALL)
#: Where the table of formats stands in its page.
FORMATS = re.compile(r"(<!-- formats: begin.*?-->\n).*?(<!-- formats: end -->)", re.DOTALL)
#: The lines of a room card.
CARD_LINES = ("In", "Out", "Never")


def main(arguments: Sequence[str]) -> int:
    """Write or check every page; 0 where all is well."""
    stale = []
    for name, page in PAGE_MAKERS.items():
        path = ROOT / name
        text = page().rstrip("\n") + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    if stale:
        print(f"stale: {', '.join(stale)}; run scripts/docs", file=sys.stderr)
    return 1 if stale else 0


def rooms_page() -> str:
    """The room cards, in the order in which imports run."""
    lines = [
        "# Rooms",
        "",
        MADE,
        "",
        "Each package of Dateline says in three lines what it takes, what it gives and what it never does. A package imports",
        "only packages of a lower layer; packages of one layer do not import each other. `pipeline.py` alone knows the order.",
    ]
    for number, layer in enumerate(_layers(), 1):
        packages = [name for name in layer if (SOURCES / name / "__init__.py").is_file() and name != "cli"]
        lines += ["", f"## Layer {number}: {', '.join(layer)}"]
        for name in packages:
            summary, card = room_card(name)
            lines += ["", f"### `{name}`", "", summary, "", "| | |", "|---|---|"]
            lines += [f"| {label.lower()} | {card.get(label, '')} |" for label in CARD_LINES]
    return "\n".join(lines)


def room_card(package: str) -> tuple[str, dict[str, str]]:
    """The first sentence of a package's docstring, and its card: what follows ``In:``, ``Out:`` and ``Never:``."""
    tree = ast.parse((SOURCES / package / "__init__.py").read_text(encoding="utf-8"))
    docstring = ast.get_docstring(tree) or ""
    card: dict[str, str] = {}
    label = None
    for line in docstring.splitlines():
        found = re.match(rf"({'|'.join(CARD_LINES)}):\s+(\S.*)", line)
        if found:
            label = found[1]
            card[label] = found[2]
        elif label and line.startswith(" "):
            card[label] += " " + line.strip()
        else:
            label = None
    return docstring.split("\n", 1)[0], card


def _layers() -> list[list[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return [layer.split(" | ") for layer in contracts[0]["layers"]]


def cli_page() -> str:
    """What ``--help`` prints for the command line and for every verb."""
    # Decides how wide and how coloured the help is; the page must not depend on who makes it.
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        os.environ.pop(name, None)
    os.environ |= {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    from typer.testing import CliRunner

    from dateline.cli import app

    def help_of(*words: str) -> str:
        printed = CliRunner().invoke(app, [*words, "--help"]).stdout
        return "\n".join(line.rstrip() for line in printed.strip("\n").splitlines()).strip("\n")

    verbs = [command.name or "" for command in app.registered_commands]
    lines = [
        "# The command line",
        "",
        MADE,
        "",
        "Data go to standard output and all else to standard error. Exit status: 0 done, 1 done with issues under",
        "`--strict`, 2 wrong use or configuration, 3 the ledger refuses.",
        "",
        "```text",
        help_of(),
        "```",
    ]
    for verb in verbs:
        lines += ["", f"## `dateline {verb}`", "", "```text", help_of(verb), "```"]
    for group in app.registered_groups:
        for command in group.typer_instance.registered_commands if group.typer_instance else ():
            words = (group.name or "", command.name or "")
            lines += ["", f"## `dateline {' '.join(words)}`", "", "```text", help_of(*words), "```"]
    return "\n".join(lines)


def event_types_page() -> str:
    """The ontology, told for a reader."""
    from dateline.ontology import load_ontology

    quads = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
    types = sorted(load_ontology().types.values(), key=lambda kind: (kind.quad, kind.id))
    lines = [
        "# Event types",
        "",
        MADE,
        "",
        f"Dateline knows {len(types)} event types, each with its roles, its modes and its borders with its neighbours. A role",
        "with a star is one that the event cannot be told without. Modes marked PLOVER are that scheme's own.",
        "",
        "| type | quad class | modes | what it is |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [{kind.id}](#{kind.id}) | {kind.quad}, {quads[kind.quad]} | {len(kind.modes) or ''} | {_one_line(kind.label)} |"
        for kind in types
    ]
    for kind in types:
        lines += ["", f"## {kind.id}", "", _one_line(kind.definition)]
        if kind.conventions:
            lines += ["", *(f"- {_one_line(convention)}" for convention in kind.conventions)]
        lines += ["", "| role | played by | |", "|---|---|---|"]
        for role in kind.roles:
            star = "\\*" if role.required else ""
            lines.append(f"| {role.name}{star} | {', '.join(role.kinds)} | {_one_line(role.description)} |")
        if kind.modes:
            lines += ["", "| mode | | |", "|---|---|---|"]
        for mode in kind.modes:
            source = "PLOVER" if mode.source == "plover" else "Dateline"
            lines.append(f"| {mode.id} | {source} | {_one_line(mode.definition)} |")
        if kind.borders:
            lines += ["", "| against | how to decide |", "|---|---|"]
        lines += [f"| [{one.neighbour}](#{one.neighbour}) | {_one_line(one.rule)} |" for one in kind.borders]
        lines += ["", "Examples:", ""]
        for example in kind.examples:
            mode_of = f" ({example.mode})" if example.mode else ""
            lines.append(f"- {_marked(example.text, example.trigger)}{mode_of}")
        if kind.counterexamples:
            lines += ["", "Not this type:", ""]
        for wrong in kind.counterexamples:
            instead = f" → [{wrong.instead}](#{wrong.instead})" if wrong.instead else ""
            lines.append(f"- {_marked(wrong.text, wrong.trigger)} {_one_line(wrong.because)}{instead}")
    return "\n".join(lines)


def python_page() -> str:
    """Every public name of ``import dateline``, with its signature and what it gives."""
    import dateline

    lines = [
        "# The Python API",
        "",
        MADE,
        "",
        "`import dateline` gives these names, and costs nothing until one of them is used. Everything else is internal.",
    ]
    for name in dateline.__all__:
        thing = getattr(dateline, name)
        docstring = inspect.cleandoc(thing.__doc__ or "")
        if inspect.isfunction(thing):
            lines += ["", f"## `dateline.{name}`", "", "```python", *_signature(thing), "```", "", _literals(docstring)]
        else:
            lines += ["", f"## `dateline.{name}`", "", _literals(docstring), *_members(thing)]
    return "\n".join(lines)


def _signature(function: Callable[..., object]) -> list[str]:
    """A function's signature; one parameter a line where it is long."""
    signature = inspect.signature(function)
    line = _unquoted(f"{function.__name__}{signature}")
    if len(line) <= 100:
        return [line]
    lines: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "    *," not in lines:
            lines.append("    *,")
        lines.append(_unquoted(f"    {parameter},"))
    return [f"{function.__name__}(", *lines, f") -> {signature.return_annotation}"]


def _unquoted(signature: str) -> str:
    """A signature with its annotations as they stand in the code."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature)


def _members(kind: type) -> Iterator[str]:
    """The public methods and properties of a class, a line each."""
    rows = []
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else member
        if name.startswith("_") or not inspect.isfunction(function) or not function.__doc__:
            continue
        shown = name if isinstance(member, property) else f"{name}()"
        rows.append(f"| `{shown}` | {_literals(_one_line(function.__doc__))} |")
    fields: dict[str, object] = getattr(kind, "__dataclass_fields__", {})
    if fields:
        yield ""
        yield "Fields: " + ", ".join(f"`{name}`" for name in fields) + "."
    if rows:
        yield from ("", "| | |", "|---|---|", *rows)


def export_page(name: str) -> str:
    """One format: what it writes, column by column, what it cannot hold, and what its users must know."""
    from dateline.export import EXPORTERS
    from dateline.ontology import load_ontology

    kind, schemes = EXPORTERS.get(name), load_ontology().schemes
    out = "FOLDER" if not kind.ending else f"events{kind.ending}"
    lines = [f"# {name}", "", MADE, "", kind.summary, ""]
    lines += ["```", f"dateline export --ledger my.ledger --to {name} --out {out}", "```", ""]
    where = "`lost.json` in the folder" if not kind.ending else f"`{out}.lost.json` beside it"
    lines += [f"What this page says stands in {where} too, with where the events come from and the code lists.", ""]
    if kind.conventions:
        lines += ["## What to know", "", *(f"- {one}" for one in kind.conventions), ""]
    lines += ["## What is written", ""]
    for sheet in kind.sheets:
        lines += [f"### `{sheet.name}`", "", f"{sheet.meaning[:1].upper()}{sheet.meaning[1:]}.", ""]
        if sheet.columns:
            lines += ["| | name | holds | meaning |", "|---|---|---|---|"]
            rows = enumerate(sheet.columns, 1)
            lines += [f"| {number} | `{one.name}` | {one.kind} | {_one_line(one.meaning)} |" for number, one in rows]
            lines += [""]
    if kind.schemes:
        lines += ["## Code lists", ""]
        lines += [
            f"- {schemes[one].label}: `{one}`, {schemes[one].version}. {schemes[one].licence}" for one in kind.schemes
        ]
        lines += [""]
    lines += ["## What it cannot hold", ""]
    if not kind.lost:
        return "\n".join([*lines, "Nothing: it holds all that an event has."])
    lines += ["| field of the public format | what becomes of it |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{one.field}` | {_one_line(one.why)} |" for one in kind.lost)])


def exports_page() -> str:
    """Every format in a line."""
    from dateline.export import EXPORTERS

    intro = (ROOT / "docs" / "exports" / "README.md").read_text(encoding="utf-8")
    rows = ["", "| format | file | standard output | what it is |", "|---|---|---|---|"]
    for name in EXPORTERS.names():
        kind = EXPORTERS.get(name)
        file = f"`{kind.ending}`" if kind.ending else "a folder"
        rows += [f"| [{name}]({name}.md) | {file} | {'yes' if kind.is_text else 'no'} | {_one_line(kind.summary)} |"]
    return FORMATS.sub(lambda found: found[1] + "\n".join([*rows, "", ""]) + found[2], intro)


def _export_pages() -> dict[str, Callable[[], str]]:
    from dateline.service import exports

    return {f"docs/exports/{name}.md": partial(export_page, name) for name in exports()}


def readme_page() -> str:
    """README.md with its three sentences read anew."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: f"{found[1]}\n{_reading_block()}\n\n{found[2]}", text)


def _reading_block() -> str:
    """The report with the words marked that its claims were read from, and each value beside its words."""
    import dateline

    printed = dateline.code(REPORT, published=PUBLISHED).to_dict()
    rows: list[tuple[str, str, dict[str, Any] | None]] = []
    for number, claim in enumerate(printed["claims"], 1):
        kind = claim["type"] + (f" / {claim['mode']}" if claim["mode"] else "")
        rows.append((f"**{number}**, what", f"**{kind}**", claim["trigger"]))
        rows += [(one["role"], one.get("effect") or "", one["span"]) for one in claim["arguments"]]
        rows += [(one["measure"], _bounds(one["low"], one["high"]), one["span"]) for one in claim["counts"]]
        if claim["when"]:
            rows.append(("when", f"{claim['when']['earliest']}, {claim['when']['reason']}", claim["when"]["span"]))
        if claim["where"]:
            rows.append(("where", _place(claim["where"], printed["places"]), claim["where"]["span"]))
        for told in printed["attributions"]:
            if told["id"] == claim["attribution"]:
                rows += [("according to", one["kind"] or "", one["span"]) for one in told["sources"]]
    for tie in printed["relations"]:
        rows.append(("**tie**", f"{tie['subject']['span']['text']} **{tie['type']}**", tie["object"]["span"]))
    marks = {(words["start"], words["end"]) for _, _, words in rows if words}
    lines = [f"> {_with_marks(REPORT, marks)}", "", "| | taken to mean | the words |", "|---|---|---|"]
    lines += [f"| {label} | {value} | {words['text'] if words else ''} |" for label, value, words in rows]
    return "\n".join(lines)


def _with_marks(text: str, marks: set[tuple[int, int]]) -> str:
    """The text with those runs in bold; a run inside another is not marked twice."""
    outer = [one for one in sorted(marks) if not any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in marks)]
    for start, end in reversed(outer):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text


def _bounds(low: float | None, high: float | None) -> str:
    """An interval as people write it."""
    if low == high:
        return f"{low}"
    if high is None:
        return f"{low} or more"
    return f"{high} at most" if low is None else f"{low} to {high}"


def _place(where: dict[str, Any], places: list[dict[str, Any]]) -> str:
    """A place with its country and precision, and the reason where it was inferred."""
    place = next((one for one in places if one["id"] == where["place"]), None)
    if place is None or place["precision"] == "unresolved":
        return "not resolved"
    known = ", ".join(part for part in (place["name"], place["country"], place["precision"]) if part)
    return f"{known}; {where['reason']}" if where["reason"] else known


def _literals(text: str) -> str:
    return text.replace("``", "`")


def _marked(text: str, trigger: str) -> str:
    return _one_line(text.replace(trigger, f"**{trigger}**", 1))


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGE_MAKERS: dict[str, Callable[[], str]] = {
    "docs/reference/rooms.md": rooms_page,
    "docs/reference/cli.md": cli_page,
    "docs/reference/event_types.md": event_types_page,
    "docs/reference/python.md": python_page,
    "README.md": readme_page,
    "docs/exports/README.md": exports_page,
    **_export_pages(),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
