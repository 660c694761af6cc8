"""Libraries that not everybody wants: imported when they are needed, with the command that installs them where they are not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dateline.errors import MissingPackError


def wanted(module: str, *, extra: str) -> Any:
    """The module; raises MissingPackError, with the command that installs its extra, where it cannot be imported."""
    try:
        return import_module(module)
    # A library of the system that is missing, such as Pango, is an OSError.
    except (ImportError, OSError) as error:
        reason = "is not installed" if isinstance(error, ModuleNotFoundError) else f"cannot be loaded ({error})"
        raise MissingPackError(f"{module} {reason}", hint=f'pip install "dateline[{extra}]"') from error
