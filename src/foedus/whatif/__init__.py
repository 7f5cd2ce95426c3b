"""What would change it: levers, and a monthly model of a hub and its members.

Files: `model` says what the parameters and inputs are, `simulate` runs it, `fit` learns the parameters from calls and answers,
`world` makes the inputs of one alliance as of a day; `levers`, `change` and `scenario` change them, `ask` puts everything
together. All of it is a model, and every form of it says so.

The package can be called: `foedus.whatif("csto", "2022-11-28", levers=["answer ARM=force"])` is `foedus.build.whatif`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.whatif.outlook import Outlook


class _Callable(ModuleType):
    """A package that can be called.

    The stage and what a user calls have one name, as everywhere in foedus, and here the stage is a package too
    (`foedus.whatif.landscape`). A function of that name in `foedus` would be replaced by the package as soon as anything
    imported it, depending on what ran before; so the package itself is made callable (Python's data model, "Customizing module
    attribute access"). It reaches up to `foedus.build` only when called, as `foedus/__init__.py` does: stages import no stage
    above them.
    """

    def __call__(self, *arguments: Any, **named: Any) -> Outlook:
        """See `foedus.build.whatif`."""
        from importlib import import_module

        found: Outlook = import_module("foedus.build").whatif(*arguments, **named)
        return found


sys.modules[__name__].__class__ = _Callable
