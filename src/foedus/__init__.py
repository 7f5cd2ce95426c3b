"""foedus reads the public record of an alliance and says, member by member, whether it is holding.

`foedus.assess` answers questions 1 to 9, `foedus.whatif` question 10, by a model.
The names below are loaded when they are first used, so that `import foedus` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus._version import __version__

if TYPE_CHECKING:
    from foedus.assessment import Assessment, Claim, Finding
    from foedus.build import assess, whatif
    from foedus.check import Checked
    from foedus.check import check as check_article
    from foedus.dates import PartialDate
    from foedus.errors import FoedusError
    from foedus.record import AsOf, Record
    from foedus.review.withtexts import assess_with
    from foedus.tables import Rows


__all__ = [
    "AsOf",
    "Assessment",
    "Checked",
    "Claim",
    "Finding",
    "FoedusError",
    "PartialDate",
    "Record",
    "Rows",
    "__version__",
    "assess",
    "assess_with",
    "check_article",
    "whatif",
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
    "Rows": "foedus.tables",
    "assess": "foedus.build",
    "assess_with": "foedus.review.withtexts",
    "check_article": "foedus.check",
}

_NAMES = {"check_article": "check"}
"""Names under which their home has them: `foedus.check` is the package."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "whatif":
        # A package that can be called, so that it stays the same object whoever imports a part of it first.
        return import_module("foedus.whatif")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), _NAMES.get(name, name))
    raise AttributeError(f"module 'foedus' has no attribute '{name}'")
