"""Stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from typing import TYPE_CHECKING

from foedus.whatif.model import prior_draws

if TYPE_CHECKING:
    from foedus.whatif.model import Floats


@dataclass(frozen=True)
class Posterior:
    """Draws of the parameters and what is said of them."""

    draws: Floats
    told_apart: tuple[str, ...]


def posterior(day: date) -> Posterior:
    """Stand-in: the prior."""
    return Posterior(prior_draws(400, 1), ("Stand-in.",))
