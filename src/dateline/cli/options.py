"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import typer

from dateline.config import Config, config_from_file

CONFIG = typer.Option("--config", help="A configuration file (TOML).", metavar="FILE", show_default=False)


def config_of(path: Path | None) -> Config:
    """The configuration in a file, or the built-in one."""
    return Config() if path is None else config_from_file(path)
