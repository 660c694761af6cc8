from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dateline import plugins
from dateline.errors import ConfigError, UnknownPluginError
from dateline.plugins import Registry, Settings


def registry() -> Registry[object]:
    return Registry("dateline.readers", {"text": "json:loads", "never": "no_such_module:thing"})


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    made = registry()
    assert made.names() == ("never", "text")
    assert "no_such_module" not in sys.modules
    assert made.get("text") is __import__("json").loads


def test_an_unknown_name_says_what_is_known_and_what_is_near() -> None:
    with pytest.raises(UnknownPluginError, match="no 'texd' in dateline.readers; known: never, text") as caught:
        registry().get("texd")
    assert caught.value.hint == "did you mean 'text'?"


def test_two_plugins_of_one_name_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="text", value="other:thing", group="dateline.readers")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])
    with pytest.raises(ConfigError, match="two plug-ins called 'text'"):
        registry().names()


def test_an_entry_point_adds_a_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="pdf", value="json:dumps", group="dateline.readers")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])
    assert registry().get("pdf") is __import__("json").dumps


def test_an_overlay_is_there_only_where_the_folder_is(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    assert Settings(project=tmp_path).overlay("ontology") == tmp_path / "ontology"
    assert Settings(project=tmp_path).overlay("lang") is None
    assert Settings().overlay("ontology") is None
