"""Run the worked notebook and store it with its outputs: `python docs/notebooks/store.py` makes `csto.ipynb` from `csto.py`.

`csto.py` is the notebook, as marimo keeps it: plain Python that a diff can show. Its cells hold no magic, so running them needs
no kernel: each is executed in order in one namespace and its last expression asks the object for its forms, as Jupyter does.
That spares the tests some thirty packages and a kernel on local sockets. Cells that need a part of foedus which is not there are
left without outputs and named.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SOURCE, STORED = HERE / "csto.py", HERE / "csto.ipynb"
LONGEST_OUTPUT = 20_000
"""Characters of one output: beyond it a page on a forge reads badly."""


class Cell(NamedTuple):
    """One cell: Markdown, or code as it stands in the notebook."""

    is_code: bool
    source: str


class Ran(NamedTuple):
    """What running a cell showed: an output as a notebook keeps it, or None; and the part of foedus that was missing, if any."""

    output: dict[str, Any] | None
    missing: str


def cells(text: str) -> list[Cell]:
    """The cells of a marimo notebook in order; that which only imports marimo is left out."""
    found = []
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef) or not any("cell" in ast.unparse(one) for one in node.decorator_list):
            continue
        body = [one for one in node.body if not isinstance(one, ast.Return)]
        first = body[0]
        if isinstance(first, ast.Expr) and ast.unparse(first).startswith("mo.md("):
            text_of = next(one.value for one in ast.walk(first) if isinstance(one, ast.Constant))
            found.append(Cell(False, dedent(str(text_of)).strip()))
        elif ast.unparse(first) != "import marimo as mo":
            lines = text.splitlines()[first.lineno - 1 : body[-1].end_lineno]
            found.append(Cell(True, dedent("\n".join(lines))))
    return found


def run(cell: Cell, names: dict[str, Any]) -> Ran:
    """Run one cell in a namespace; only a part of foedus that is not there may be missing, anything else is raised."""
    tree = ast.parse(cell.source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 (our own notebook)
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None  # noqa: S307
    except ImportError as wrong:
        if str(wrong.name or "").startswith("foedus."):
            return Ran(None, str(wrong))
        raise
    if printed.getvalue():
        raise ValueError("a cell printed: let it end in what it shows")
    return Ran(None if value is None else _output(value), "")


def _output(value: object) -> dict[str, Any]:
    make = getattr(value, "_repr_mimebundle_", None)
    forms = make() if make else {"text/plain": repr(value)}
    # Forges and Jupyter prefer HTML; Markdown would double the file.
    data = {kind: text.splitlines(keepends=True) for kind, text in sorted(forms.items()) if kind != "text/markdown"}
    return {"output_type": "execute_result", "data": data, "metadata": {}}


def notebook() -> tuple[dict[str, Any], list[str]]:
    """The notebook with fresh outputs (nbformat 4.5), and what of foedus was missing."""
    names: dict[str, Any] = {}
    made, missing = [], []
    n_code = 0
    for place, cell in enumerate(cells(SOURCE.read_text(encoding="utf-8")), start=1):
        whole: dict[str, Any] = {
            "cell_type": "code" if cell.is_code else "markdown",
            "id": f"cell-{place:02}",
            "metadata": {},
        }
        if cell.is_code:
            n_code += 1
            ran = run(cell, names)
            missing += [ran.missing] if ran.missing else []
            whole |= {"execution_count": n_code, "outputs": []}
            if ran.output:
                whole["outputs"] = [ran.output | {"execution_count": n_code}]
        made.append(whole | {"source": cell.source.splitlines(keepends=True)})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, missing


def main() -> None:
    """Run, store and tell."""
    with tempfile.TemporaryDirectory() as empty:
        # The notebook tells what everybody sees, not what somebody has installed.
        os.environ["FOEDUS_DATA"] = empty
        made, missing = notebook()
    STORED.write_text(json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for one in missing:
        sys.stderr.write(f"a cell was left without output: {one}\n")


if __name__ == "__main__":
    main()
