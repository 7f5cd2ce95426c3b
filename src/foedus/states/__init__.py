"""States: one gazetteer of names, former names, demonyms, capitals and codes, each with its days.

Systems: `iso3` (ISO 3166-1 alpha-3, and the withdrawn codes of ISO 3166-3 for states that are gone), `cow` (Correlates of
War numbers), `gw` (Gleditsch-Ward numbers). A state counts as existing on a day when COW or GW counts it; the Holy See,
Palestine, the Cook Islands and Niue, which neither counts, have days of their own. Coverage: 1816 to today.

The facts live in `states.csv` and `capitals.csv`; how to read them is said in `foedus.states.gazetteer`. Not here: members
of alliances, regions, territories that are no states, and the letters of COW and GW (AUS is Austria there, Australia in ISO).
"""

from __future__ import annotations

from foedus.states.gazetteer import State, System
from foedus.states.lookup import convert, existing, find, held_by, name_of

__all__ = ["State", "System", "convert", "existing", "find", "held_by", "name_of"]
