"""An outlook as JSON, and the published JSON Schema of it (`docs/whatif.schema.json`).

Writing needs the standard library only; the schema loads pydantic when it is asked for.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from foedus.brief.schema import closed_schema

if TYPE_CHECKING:
    from foedus.whatif.outlook import Outlook


def render(outlook: Outlook) -> str:
    """The outlook as JSON text in UTF-8 characters."""
    return json.dumps(asdict(outlook), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    from foedus.whatif.outlook import OUTLOOK_VERSION, Outlook

    return closed_schema(Outlook, "outlook", OUTLOOK_VERSION)
