"""The example notebooks run from their first cell to their last, and show what they say they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.architecture.sources import ROOT, name_of

NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
#: The library has no types.
opened: Any = nbformat.read
#: What some cell of each must show.
SHOWN = {
    "one_report.ipynb": ['<mark class="what"', "at least 14"],
    "a_ledger.ipynb": ["River Post", "<svg", "image/png", "report.html"],
}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
# The kernel's own sockets and loops are closed by its own rules.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning")
def test_a_notebook_runs(path: Path) -> None:
    notebook = opened(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    shown = "".join(str(output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    assert not [words for words in SHOWN[path.name] if words not in shown]
    assert "Traceback" not in shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_a_notebook_is_kept_without_what_it_printed(path: Path) -> None:
    notebook = opened(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells and not [cell for cell in cells if cell.outputs or cell.execution_count]
    assert path.name in SHOWN
