"""Every room and every part of the knowledge floor says what it takes, gives and never does."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import PACKAGE, packages, tree_of


@pytest.mark.parametrize("package", sorted(set(packages()) - {"cli"}))
def test_the_docstring_has_a_room_card(package: str) -> None:
    lines = (ast.get_docstring(tree_of(PACKAGE / package / "__init__.py")) or "").splitlines()
    labels = [line.split(":")[0] for line in lines if line.split(":")[0] in {"In", "Out", "Never"}]
    assert labels == ["In", "Out", "Never"]
    assert all(line.split(":", 1)[1].strip() for line in lines if line.split(":")[0] in {"In", "Out", "Never"})
    assert lines[0].endswith((".", ":")) and not lines[0].startswith(("In:", "Out:", "Never:"))
