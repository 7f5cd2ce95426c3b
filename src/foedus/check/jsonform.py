"""A check as JSON, and the published JSON Schema of it (`docs/check.schema.json`)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from foedus.brief.schema import closed_schema
from foedus.check.types import CHECK_VERSION, Checked


def render(checked: Checked) -> str:
    """The check as JSON text in UTF-8 characters."""
    return json.dumps(asdict(checked), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    return closed_schema(Checked, "check", CHECK_VERSION)
