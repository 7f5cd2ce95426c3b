"""Fixtures that every test folder shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("FOEDUS_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the shared data folder, which is not at {folder}; set FOEDUS_SHARED")
    return folder


@pytest.fixture(autouse=True)
def empty_shelf(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data sets of whoever runs it."""
    monkeypatch.setenv("FOEDUS_DATA", str(tmp_path_factory.getbasetemp() / "shelf" / os.urandom(4).hex()))
