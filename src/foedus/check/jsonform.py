"""A check as JSON, and the published JSON Schema of it (`docs/check.schema.json`)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from foedus.check.types import CHECK_VERSION, Checked

SCHEMA_ID = f"urn:foedus:check:{CHECK_VERSION}"


def render(checked: Checked) -> str:
    """The check as JSON text in UTF-8 characters."""
    return json.dumps(asdict(checked), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Checked).json_schema(mode="serialization")
    made["properties"]["check_version"] = {"const": CHECK_VERSION, "title": "Check Version"}
    for part in (made, *made["$defs"].values()):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **made}


def schema_text() -> str:
    """The schema as it stands in `docs/check.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
