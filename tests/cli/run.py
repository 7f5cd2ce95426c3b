"""Runs the command line as its own process, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PLAIN = {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}


@dataclass(frozen=True)
class Done:
    """What a process printed and how it ended."""

    code: int
    out: str
    err: str


def foedus(*arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> Done:
    """Run `foedus` with these arguments."""
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        [sys.executable, "-m", "foedus", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean | PLAIN | (env or {}),
        cwd=cwd,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def refused(*arguments: str, env: dict[str, str] | None = None) -> str:
    """The one sentence with which `foedus` refuses these arguments."""
    done = foedus(*arguments, env=env)
    assert done.code == 2, done
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 1, done.err
    return done.err.removeprefix("foedus: ").strip()
