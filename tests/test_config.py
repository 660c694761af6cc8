from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.config import Config, config_from_file
from dateline.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "dateline.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_may_be_left_out(tmp_path: Path) -> None:
    assert config_from_file(written(tmp_path, "")) == Config()


def test_a_project_is_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    config = config_from_file(written(tmp_path, 'project = "mine"\nnormalise = ["when"]\nmax_bytes = 1000'))
    assert config.project == tmp_path / "mine"
    assert config.normalise == ("when",)
    assert config.settings().max_bytes == 1000


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = 'language = "xx"\nextract = "locale"\nnormalise = ["wen"]\nmax_bytes = 0\nproject = "none"\ncolour = 1'
    with pytest.raises(ConfigError) as caught:
        config_from_file(written(tmp_path, text))
    faults = "\n".join(caught.value.faults)
    assert len(caught.value.faults) == 6
    for word in ("'xx'", "'locale'", "'wen'", "max_bytes", "no folder", "'colour'"):
        assert word in faults


@pytest.mark.parametrize("text", ["language = ", "\x00"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"dateline\.toml"):
        config_from_file(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        config_from_file(tmp_path / "nowhere.toml")


def test_the_digest_follows_choices_and_project_but_not_the_size_limit(tmp_path: Path) -> None:
    known = Config().digest()
    assert Config().digest() == known
    assert replace(Config(), normalise=("when",)).digest() != known
    assert replace(Config(), max_bytes=1).digest() == known
    folder = tmp_path / "lang" / "en"
    folder.mkdir(parents=True)
    (folder / "triggers.toml").write_text("", encoding="utf-8")
    assert replace(Config(), project=tmp_path).digest() != known
