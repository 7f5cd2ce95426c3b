"""An outlook as JSON, and the published JSON Schema of it (`docs/whatif.schema.json`).

Writing needs the standard library only; the schema loads pydantic when it is asked for.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from foedus.brief.jsonform import closed

if TYPE_CHECKING:
    from foedus.whatif.outlook import Outlook


def render(outlook: Outlook) -> str:
    """The outlook as JSON text in UTF-8 characters."""
    return json.dumps(asdict(outlook), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from pydantic import TypeAdapter

    from foedus.whatif.outlook import OUTLOOK_VERSION, Outlook

    made = closed(TypeAdapter(Outlook).json_schema(mode="serialization"))
    made["properties"]["outlook_version"] = {"const": OUTLOOK_VERSION, "title": "Outlook Version"}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:foedus:outlook:{OUTLOOK_VERSION}"}
    return {**head, **made}


def schema_text() -> str:
    """The schema as it stands in `docs/whatif.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
