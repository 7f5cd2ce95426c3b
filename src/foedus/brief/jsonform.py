"""An assessment as JSON and back, and the published JSON Schema of it (`docs/assessment.schema.json`).

Writing needs the standard library only; reading and the schema load pydantic when they are called.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from foedus.assessment import ASSESSMENT_VERSION, Assessment
from foedus.brief.schema import closed_schema
from foedus.errors import FoedusError


def render(assessment: Assessment) -> str:
    """The assessment as JSON text in UTF-8 characters; `parse` gives it back unchanged."""
    return json.dumps(asdict(assessment), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def parse(text: str) -> Assessment:
    """Read JSON text made by `render`; raises `FoedusError` that says where the text is not an assessment."""
    from pydantic import TypeAdapter, ValidationError

    data = _loaded(text)
    try:
        assessment = TypeAdapter(Assessment).validate_json(text, strict=True)
    except ValidationError as bad:
        first = bad.errors(include_url=False, include_input=False)[0]
        raise FoedusError(f"assessment, {_place(first['loc'])}: {_lower(first['msg'])}") from None
    unknown = _unknown(data, asdict(assessment), ())
    if unknown is not None:
        raise FoedusError(f"assessment, {_place(unknown)}: version {ASSESSMENT_VERSION} has no such field")
    return assessment


def schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    return closed_schema(Assessment, "assessment", ASSESSMENT_VERSION)


def _loaded(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as bad:
        raise FoedusError(f"assessment, line {bad.lineno}, column {bad.colno}: not JSON ({_lower(bad.msg)})") from None
    except RecursionError:
        raise FoedusError("assessment: not one of ours, its JSON is nested too deeply to read") from None
    if not isinstance(data, dict):
        raise FoedusError(
            "assessment: the JSON is not an object; it should be what `foedus assess --format json` wrote"
        )
    version = data.get("assessment_version")
    if version != ASSESSMENT_VERSION:
        raise FoedusError(
            f"assessment, assessment_version: {json.dumps(version)[:40]} is not {ASSESSMENT_VERSION}, "
            "the only version that this foedus reads"
        )
    return data


def _unknown(given: object, kept: object, at: tuple[int | str, ...]) -> tuple[int | str, ...] | None:
    """The place of the first field of `given` that `kept` does not have, or None."""
    if isinstance(given, dict) and isinstance(kept, dict):
        missing = next((name for name in given if name not in kept), None)
        if missing is not None:
            return (*at, missing)
        inner = [(name, given[name], kept[name]) for name in given]
    elif isinstance(given, list) and isinstance(kept, tuple):
        inner = [(position, *pair) for position, pair in enumerate(zip(given, kept, strict=True))]
    else:
        return None
    found = (_unknown(one, other, (*at, name)) for name, one, other in inner)
    return next((place for place in found if place is not None), None)


def _place(loc: tuple[int | str, ...]) -> str:
    """A place in words: `findings[3].value`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.removeprefix(".") or "as a whole"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
