"""An export that is whole or not there, with the sidecar that says what it could not hold."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from dateline.errors import ConfigError
from dateline.export.contract import Exporter, Material, Written
from dateline.export.json_text import page_of
from dateline.export.sidecar import sidecar_of
from dateline.ontology import Crosswalk

#: What the sidecar's name adds to the export's.
SIDECAR = ".lost.json"


def write(exporter: Exporter, material: Material, path: Path, schemes: Mapping[str, Crosswalk]) -> Written:
    """Writes the export and its sidecar, ``path`` + ``.lost.json``; what was there before stays until all is written.

    Everything is written in a folder beside it first. An export that is a folder holds its own sidecar. Raises ConfigError
    where ``path`` cannot be written.
    """
    target = path.resolve()
    _check(exporter, target, path)
    aside = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        try:
            written = exporter.write(material, aside, target.name)
            if exporter.ending:
                sidecar = page_of(sidecar_of(exporter, material.provenance, written, schemes))
                (aside / (target.name + SIDECAR)).write_text(sidecar, encoding="utf-8", newline="\n")
            # The file itself comes last: where it is, what goes with it is too.
            for made in sorted(aside.iterdir(), key=lambda one: one.name == target.name):
                made.replace(target.with_name(made.name))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error
    return written


def _check(exporter: Exporter, target: Path, path: Path) -> None:
    if not target.parent.is_dir():
        raise ConfigError(f"cannot write {path}: no folder {target.parent}")
    if not exporter.ending and target.exists():
        raise ConfigError(
            f"{path} is there already, and a {exporter.name} is never written over", hint="name a new folder"
        )
    if exporter.ending and target.is_dir():
        raise ConfigError(f"{path} is a folder", hint=f"name a file, as in {path}/events{exporter.ending}")
