"""Check: from an article to its checkable claims, and for each what the record says of it, then and now.

Files: `article` reads, `claims/` finds (one file a kind), `desk` gives the rows as of a day, `judge/` decides (one file a kind),
`run` ties them; `terminal`, `html` and `jsonform` show. Verdicts come from rules over rows; `proposals` lets a language model say
how a sentence maps to a query, and nothing more.
"""

from __future__ import annotations

from foedus.check.run import check
from foedus.check.types import CHECK_VERSION, Checked, Claim, Verdict

__all__ = ["CHECK_VERSION", "Checked", "Claim", "Verdict", "check"]
