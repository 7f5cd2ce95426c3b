"""The published JSON Schemas: how the schema of a form is made of its dataclass, and how it is written to `docs`."""

from __future__ import annotations

import json
from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def closed_schema(kind: type, name: str, version: int) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dataclass whose field `{name}_version` says its version.

    Every object in it has all of its properties and no others. Loads pydantic.
    """
    from pydantic import TypeAdapter

    made = TypeAdapter(kind).json_schema(mode="serialization")
    for part in (made, *made["$defs"].values()):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
    made["properties"][f"{name}_version"] = {"const": version, "title": f"{name.title()} Version"}
    return {"$schema": DRAFT, "$id": f"urn:foedus:{name}:{version}", **made}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
