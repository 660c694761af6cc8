"""Modules of a room's size, with names that say what they hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, modules, name_of, tree_of

#: A thing without a name has no place.
BANNED = {
    "utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "processor", "base", "core", "data", "info",
}  # fmt: skip
MOST_LINES = 400

every_module = pytest.mark.parametrize("path", modules(), ids=name_of)


@every_module
def test_a_module_is_no_longer_than_a_room(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines; split it"


@every_module
def test_no_name_is_banned(path: Path) -> None:
    inside = path.relative_to(PACKAGE).with_suffix("")
    assert not BANNED & {word for part in inside.parts for word in part.casefold().split("_")}
    classes = [node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
    banned = [name for name in classes if BANNED & {word.casefold() for word in re.findall(r"[A-Z][a-z0-9]*", name)}]
    assert not banned


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    if path.is_relative_to(PACKAGE / "cli"):
        return
    printed = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    ]
    assert not printed


@every_module
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


@every_module
def test_annotations_are_postponed(path: Path) -> None:
    if len(path.read_text(encoding="utf-8").splitlines()) > 10:
        assert "from __future__ import annotations" in path.read_text(encoding="utf-8")


def test_no_product_code_raises_a_naked_exception() -> None:
    naked = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in {"Exception", "BaseException"}
    ]
    assert not naked
