"""foedus reads the public record of an alliance and says, member by member, whether it is holding.

The names below are loaded when they are first used, so that `import foedus` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus._version import __version__

if TYPE_CHECKING:
    from foedus.assessment import Assessment, Claim, Finding
    from foedus.build import assess
    from foedus.check import Checked
    from foedus.check import check as check_article
    from foedus.dates import PartialDate
    from foedus.errors import FoedusError
    from foedus.record import AsOf, Record


__all__ = [
    "AsOf",
    "Assessment",
    "Checked",
    "Claim",
    "Finding",
    "FoedusError",
    "PartialDate",
    "Record",
    "__version__",
    "assess",
    "check_article",
]

_HOMES = {
    "AsOf": "foedus.record",
    "Assessment": "foedus.assessment",
    "Checked": "foedus.check",
    "Claim": "foedus.assessment",
    "Finding": "foedus.assessment",
    "FoedusError": "foedus.errors",
    "PartialDate": "foedus.dates",
    "Record": "foedus.record",
    "assess": "foedus.build",
    "check_article": "foedus.check",
}

_NAMES = {"check_article": "check"}
"""Names under which their home has them: `foedus.check` is the package."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), _NAMES.get(name, name))
    raise AttributeError(f"module 'foedus' has no attribute '{name}'")
