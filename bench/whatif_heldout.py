"""How well the fitted model foretells cases it has not seen: answers, dissent, freezes and exits after 2009.

Twice: with the parameters learned by the end of 2009 throughout, and with those of the last half year before each case. Each
gain is the model's mean score less that of a forecast without its mechanism, in thousandths of a nat and of a squared probability
a case, with 90% intervals from a bootstrap over alliances. Usage: python bench/whatif_heldout.py [LAST DAY]
"""

from __future__ import annotations

import sys
from datetime import date

from foedus.record import Record, embedded
from foedus.whatif.heldout import FIRST, gains, heldout
from foedus.whatif.shipped import posterior

LAST = date(2026, 6, 30)


def main() -> None:
    """Print a row for each comparison."""
    last = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else LAST
    record = Record.open(*embedded.folders())
    print(
        "| parameters of | foretold | cases | came (expected) | against | log score gain, 1/1000 | Brier gain, 1/1000 | verdict |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for is_rolling in (False, True):
        for made in heldout(record, last, posterior, is_rolling=is_rolling):
            for it in gains(made):
                log_gain, brier = (
                    "{:+.3g} ({:+.3g} to {:+.3g})".format(*(1000 * x for x in gain))
                    for gain in (it.log_gain, it.brier_gain)
                )
                verdict = ("better" if it.log_gain[0] > 0 else "worse") if it.is_told else "nothing gained"
                print(
                    f"| {'each half year' if is_rolling else FIRST} | {it.what} | {it.n:,} | {it.n_came} ({it.expected:.1f}) | "
                    f"{it.against} | {log_gain} | {brier} | {verdict} |"
                )


if __name__ == "__main__":
    main()
