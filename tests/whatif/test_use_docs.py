"""The page on use: every lever, and every command and step that it shows can be read."""

from __future__ import annotations

import re
import shlex

from foedus.cli.main import parser
from foedus.cli.whatif import LEVERS
from foedus.whatif.levers import EXAMPLES, parse
from foedus.whatif.scenario import read
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "whatif-use.md").read_text(encoding="utf-8")


def test_every_lever_is_on_the_page_and_on_the_command_line() -> None:
    assert set(LEVERS) == set(EXAMPLES)
    assert set(re.findall(r"^\| `--([a-z-]+) ", PAGE, re.MULTILINE)) == set(EXAMPLES)


def test_the_commands_of_the_page_can_be_read() -> None:
    lines = re.findall(r"^    foedus (whatif .+)$", PAGE, re.MULTILINE)
    assert len(lines) >= 3
    for line in lines:
        asked = parser().parse_args(shlex.split(line))
        for name in LEVERS:
            for value in getattr(asked, name.replace("-", "_")):
                assert parse(f"{name} {value}").name == name


def test_the_story_of_the_page_is_one_of_the_examples() -> None:
    (told,) = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)
    example = ROOT / "docs" / "scenarios" / "neglect-goes-on.toml"
    assert example.read_text(encoding="utf-8").startswith(told.rstrip())
    assert read(example).name in told
