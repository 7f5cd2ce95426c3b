"""What is shipped: a wheel that holds only what may ship, light imports, permissive licences, no addresses."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import duckdb
import pytest

from foedus.sources import SOURCES
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly built wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 and re.search(r"Could not find a version|Connection|Temporary failure", done.stderr):
        pytest.skip("needs the package index, which cannot be reached")
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def wheel(unpacked: Path) -> list[str]:
    """Names of the files in the wheel."""
    return [path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()]


def test_the_wheel_holds_the_embedded_record_and_nothing_that_may_not_ship(wheel: list[str]) -> None:
    assert any(re.fullmatch(r"foedus/record/embedded/parquet/event-\w+\.parquet", name) for name in wheel)
    assert "foedus/brief/templates/brief.html.j2" in wheel
    assert "foedus/py.typed" in wheel
    assert any(name.endswith("LICENSE") for name in wheel)
    assert any(name.endswith("NOTICE") for name in wheel)
    allowed = re.compile(
        r"foedus/.*\.(py|parquet|json|j2|css|csv|typed)|foedus/record/embedded/data/\w+/LICENCE\.txt|"
        r"foedus/check/lexicon\.toml|foedus/reading/(frames/\w+\.toml|gazetteer/README\.md|model/.*)|foedus-[^/]+\.dist-info/.*"
    )
    assert [name for name in wheel if not allowed.fullmatch(name)] == []


def test_the_parser_in_the_wheel_is_small_and_has_its_licence(unpacked: Path) -> None:
    model = unpacked / "foedus" / "reading" / "model"
    assert sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) < 12_000_000
    assert "CC BY-SA 4.0" in (model / "LICENCE.txt").read_text(encoding="utf-8")


def test_no_row_of_the_wheel_comes_from_a_data_set_that_may_not_be_passed_on(unpacked: Path) -> None:
    from foedus.record.schema import TABLES

    ours = {"hand", "un_figures", "states"}
    open_data = {name for name, module in SOURCES.items() if module.CARD.may_redistribute}
    seen: set[str] = set()
    for path in unpacked.rglob("*.parquet"):
        assert path.name.rpartition("-")[0] in TABLES, path.name
        found = duckdb.execute(
            "SELECT DISTINCT split_part(method, '@', 1) FROM read_parquet($path)", {"path": str(path)}
        )
        seen |= {row[0] for row in found.fetchall()}
    assert seen <= ours | open_data
    assert {"hand", "un_figures", "ucdp", "vdem"} <= seen
    assert not seen & {"atop", "cow_mid", "cow_system", "dots", "sipri"}


def test_no_file_of_the_shared_folder_is_in_the_repository(shared: Path) -> None:
    import hashlib

    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("needs a git checkout")
    theirs = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in shared.rglob("*") if path.is_file()}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        # The parser's pipeline may ship: its tables of words and lemmas are the same however it is trained.
        if path.is_file() and path.stat().st_size > 1 and not name.startswith("src/foedus/reading/model/"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() not in theirs, name


def test_the_command_line_loads_nothing_heavy_before_it_is_used() -> None:
    code = "import sys, foedus, foedus.cli.main; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"duckdb", "pydantic", "jinja2", "numpy", "rich.console", "foedus.build"}


def test_an_assessment_does_not_load_what_only_writing_needs() -> None:
    code = "import sys, foedus; foedus.assess('csto', '2022-11-28'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"pydantic", "jinja2", "numpy", "rich"}


def test_pins_hold_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|--index|@ ", text)
    assert all(re.match(r"[a-z0-9._-]+==\S+( ; .+)?$", line) for line in text.splitlines() if line)


def test_every_dependency_is_permissively_licensed() -> None:
    """Of everything that `pip install foedus` brings: no GPL or LGPL."""
    seen: set[str] = set()
    waiting = ["foedus"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        fields = ("License", "License-Expression", "Classifier")
        told = [line.partition("\n")[0] for field in fields for line in found.metadata.get_all(field) or []]
        assert not [line for line in told if re.search(r"\bL?GPL|Lesser General|General Public", line)], name
        for requirement in found.requires or []:
            if "extra ==" not in requirement:
                waiting.append(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0])
    assert {"duckdb", "pydantic", "rich"} <= seen
