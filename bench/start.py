"""How long the commands take to start, as CPU time of whole processes against the imports they cannot do without.

Run with the Python that has foedus installed: `python bench/start.py [RUNS]`. Each command and its yardstick run in
turn; the figures are medians of the CPU seconds (user and system) that the operating system counted for each process.
Exits 1 where a bar is missed.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import foedus

RUNS = 10
FOEDUS = str(Path(sys.executable).with_name("foedus"))
PYTHON = sys.executable

PAIRS = (
    ("foedus --help", [FOEDUS, "--help"], "import typer", [PYTHON, "-c", "import typer"], 1.5),
    (
        "foedus assess csto --as-of 2022-11-28",
        [FOEDUS, "assess", "csto", "--as-of", "2022-11-28"],
        "import duckdb, rich",
        [PYTHON, "-c", "import duckdb, rich"],
        2.5,
    ),
    (
        "foedus assess csto",
        [FOEDUS, "assess", "csto"],
        "import duckdb, rich",
        [PYTHON, "-c", "import duckdb, rich"],
        2.5,
    ),
)
IMPORTS = "import foedus.cli.main, foedus.build, foedus.brief.terminal"


def cpu_seconds(command: list[str]) -> float:
    """CPU time of one run of a command, its output thrown away; raises where the command fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def in_turn(commands: list[list[str]], runs: int) -> list[float]:
    """Median CPU seconds of each command, run in turn so that a change of the machine's speed meets all alike."""
    for command in commands:
        cpu_seconds(command)
    times = [[cpu_seconds(command) for command in commands] for _ in range(runs)]
    return [median(column) for column in zip(*times, strict=True)]


def main() -> int:
    """Print each pair with its ratio and bar, then what share of `foedus assess` is imports."""
    # As an installed package has it; an editable one in a fresh environment would compile itself in every run.
    compileall.compile_dir(Path(foedus.__file__).parent, quiet=1)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    missed = 0
    print(f"medians of {runs} runs, CPU seconds of whole processes")
    for name, command, yardstick, against, bar in PAIRS:
        ours, theirs = in_turn([command, against], runs)
        missed += ours / theirs > bar
        verdict = "met" if ours / theirs <= bar else "MISSED"
        print(f"{name}: {ours:.3f} s; {yardstick}: {theirs:.3f} s; ratio {ours / theirs:.2f} (bar {bar}: {verdict})")
    bare, imports, whole = in_turn([[PYTHON, "-c", "pass"], [PYTHON, "-c", IMPORTS], PAIRS[1][1]], runs)
    print(f"of foedus assess, {imports / whole:.0%} is imports ({imports:.3f} s, of them the interpreter {bare:.3f} s)")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
