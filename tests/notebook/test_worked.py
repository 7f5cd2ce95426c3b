"""The worked notebook: every cell runs, and what is stored is what the cells show."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.mcp.standins import has_check, has_whatif

pytest.importorskip("spacy")

FOLDER = ROOT / "docs" / "notebooks"


@pytest.fixture(scope="module")
def store() -> ModuleType:
    """The script that runs and stores."""
    spec = importlib.util.spec_from_file_location("store", FOLDER / "store.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["store"] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    """The notebook as it is kept."""
    made: dict[str, Any] = json.loads((FOLDER / "csto.ipynb").read_text(encoding="utf-8"))
    return made


def test_every_cell_runs_and_shows_what_is_stored(store: ModuleType, stored: dict[str, Any]) -> None:
    fresh, missing = store.notebook()
    assert len(missing) == (not has_check()) + (not has_whatif()), missing
    assert apart_from_runs(fresh) == apart_from_runs(stored), "the stored outputs are old: run `make notebook` and look"


def apart_from_runs(book: dict[str, Any]) -> list[str]:
    """The cells as text; in the output of the model the digits left out, as other processors round its runs otherwise."""
    cells = [json.dumps(cell, sort_keys=True) for cell in book["cells"]]
    return [re.sub(r"[0-9]+", "0", cell) if "outlook = whatif(" in cell else cell for cell in cells]


def test_the_stored_outputs_hold_no_error_no_path_and_read_well(store: ModuleType, stored: dict[str, Any]) -> None:
    code = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in code for output in cell["outputs"]]
    assert len(outputs) >= 7
    assert {it["output_type"] for it in outputs} == {"execute_result"}
    text = json.dumps(stored)
    assert "Traceback" not in text
    assert str(ROOT) not in text
    for output in outputs:
        assert {"text/plain", "text/html"} <= output["data"].keys()
        for lines in output["data"].values():
            assert sum(map(len, lines)) <= store.LONGEST_OUTPUT
    ids = [cell["id"] for cell in stored["cells"]]
    assert len(ids) == len(set(ids))


def test_a_fault_in_a_cell_is_not_passed_over(store: ModuleType) -> None:
    with pytest.raises(ZeroDivisionError):
        store.run(store.Cell(True, "1 / 0"), {})
    with pytest.raises(ImportError):
        store.run(store.Cell(True, "import no_such_package"), {})
    with pytest.raises(ValueError, match="a cell printed"):
        store.run(store.Cell(True, "print('x')"), {})
    assert store.run(store.Cell(True, "import foedus.no_such_part"), {}).missing


MARIMO = '''import marimo
app = marimo.App()

@app.cell
def _(mo):
    mo.md(r"""
    # Title
    """)
    return

@app.cell
def _():
    import marimo as mo

    return (mo,)

@app.cell
def _():
    a = [
        1,
    ]
    a
    return (a,)
'''


def test_cells_are_taken_from_the_marimo_form(store: ModuleType) -> None:
    assert store.cells(MARIMO) == [store.Cell(False, "# Title"), store.Cell(True, "a = [\n    1,\n]\na")]
