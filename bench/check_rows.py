"""How often `foedus check` denies the record's own sentences: each event of an alliance told with its date, as one article.

`python bench/check_rows.py [--alliance CSTO] [--show] [--kinds membership,number,call,answer]`. What the rows say is true by the
rows, so each contradiction is a fault of the reading or of the rules; how many falsehoods are found this does not measure.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date

from foedus.check import Checked, check
from foedus.dates import PartialDate
from foedus.measures.intervals import share_interval
from foedus.record import Record, embedded
from foedus.rows import Row
from foedus.shelf.place import folders

AS_OF = date(2026, 11, 27)


def told(row: Row) -> str:
    """A row's sentence with its date before it."""
    day = PartialDate.parse(row["happened_on"]).first
    size = len(row["happened_on"])
    when = (
        f"On {day.day} {day:%B} {day.year}"
        if size == 10
        else f"In {day:%B} {day.year}"
        if size == 7
        else f"In {day.year}"
    )
    return f"{when}: {row['sentence'].strip()}"


def article(alliance: str, rows: list[Row]) -> Checked:
    """All events of an alliance as an article of a later day, one paragraph each."""
    text = "\n\n".join(told(it) for it in rows)
    return check(text, dateline=AS_OF, as_of=AS_OF, alliance=alliance)


def main() -> None:
    """Print, for each kind of claim, how many are made of the rows and how many of them are called contradicted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alliance", action="append", help="only these alliances")
    parser.add_argument("--kinds", default="membership,number,call,answer", help="kinds of claims, or `all`")
    parser.add_argument("--show", action="store_true", help="print each claim that is called contradicted")
    given = parser.parse_args()
    view = Record.open(*embedded.folders(folders())).as_of(AS_OF)
    rows = view.query(
        "SELECT alliance, happened_on, sentence FROM event WHERE method = 'hand' ORDER BY alliance, happened_from, id"
    )
    kinds = set(given.kinds.split(","))
    made: Counter[str] = Counter()
    denied: Counter[str] = Counter()
    for code in given.alliance or sorted({it["alliance"] for it in rows if it["alliance"]}):
        checked = article(code, [it for it in rows if it["alliance"] == code])
        for claim in checked.claims:
            if given.kinds != "all" and claim.kind not in kinds:
                continue
            made[claim.kind] += 1
            if claim.then.outcome == "contradicted":
                denied[claim.kind] += 1
                if given.show:
                    print(f"  {code} [{claim.kind}] {claim.says} | {claim.words[:90]!r} | {claim.then.why[:110]}")
    for kind, n in made.most_common():
        low, high = share_interval(denied[kind], n)
        print(f"{kind:<12} {denied[kind]:>4} of {n:>5} = {denied[kind] / n:6.1%}  95% interval {low:.1%} to {high:.1%}")


if __name__ == "__main__":
    main()
