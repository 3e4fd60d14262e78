"""The notebooks run as they stand, and keep no outputs."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from geo.record.paths import ROOT

NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_shows_something(path: Path, tmp_path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=os.environ | {"PYTHONPATH": str(ROOT)})  # a cell that fails raises an error
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for cell in code for output in cell.outputs if "text/html" in output.get("data", {})]
    assert any("<table" in output["data"]["text/html"] for output in shown)
    assert any("<iframe" in output["data"]["text/html"] for output in shown)
