"""Assessments as JSON: back unchanged, under the published schema, and refused with one clear sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from foedus.brief import jsonform
from foedus.brief.schema import as_text
from foedus.errors import FoedusError

from .sample import bare, sample

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "assessment.schema.json"


@pytest.mark.parametrize("made", [sample(), bare()], ids=["sample", "bare"])
def test_comes_back_unchanged(made: Any) -> None:
    text = jsonform.render(made)
    assert jsonform.parse(text) == made
    assert jsonform.render(jsonform.parse(text)) == text


@pytest.mark.parametrize("made", [sample(), bare()], ids=["sample", "bare"])
def test_keeps_to_the_schema(made: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(jsonform.schema())
    jsonschema.Draft202012Validator(jsonform.schema()).validate(json.loads(jsonform.render(made)))


def test_schema_refuses_what_parse_refuses() -> None:
    data = json.loads(jsonform.render(sample()))
    data["findings"][0]["colour"] = "red"
    assert not jsonschema.Draft202012Validator(jsonform.schema()).is_valid(data)


def test_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == as_text(jsonform.schema()), (
        f"run `make docs` to write {SCHEMA_FILE.name}, and raise ASSESSMENT_VERSION if old files no longer read"
    )


def changed(*path: str | int, to: object) -> str:
    """The sample as JSON with the value at a path replaced."""
    data: Any = json.loads(jsonform.render(sample()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "assessment, line 1, column 2: not JSON"),
        ("[]", "the JSON is not an object"),
        ("{}", "assessment_version: null is not 4"),
        (changed("assessment_version", to=2), "assessment_version: 2 is not 4"),
        (changed("findings", 3, "n", to="two"), r"findings\[3\].n: input should be a valid integer"),
        (changed("findings", 3, "colour", to="red"), r"findings\[3\].colour: version 4 has no such field"),
        (changed("names", "AAA", to=3), "names.AAA: input should be a valid string"),
        (changed("odds", to=None), "odds: input should be"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_refusals_are_one_sentence(text: str, message: str) -> None:
    with pytest.raises(FoedusError, match=message) as refused:
        jsonform.parse(text)
    assert "\n" not in str(refused.value)


def test_missing_field_is_named() -> None:
    data = json.loads(jsonform.render(sample()))
    del data["calls"][1]["situation"]
    with pytest.raises(FoedusError, match=r"calls\[1\].situation"):
        jsonform.parse(json.dumps(data))


def test_writing_loads_no_heavy_library() -> None:
    code = "import sys, foedus.brief.jsonform; print([m for m in ('rich', 'jinja2', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
