"""How often `foedus check` sees one wrong part in the record's own sentences: another state, another number, another date.

`python bench/check_mutants.py [--rows 200] [--seed 7] [--show]`. Rows are drawn at random; each is told with its date, as it
stands and with one part changed, in an article of its alliance of a later day. The wording is the record's own, so this
measures the holding of parts, not the reading of free prose; what the rows say must not be denied. A changed state is another
member that no row of the same day names; a changed date is another day, month or year.
"""

from __future__ import annotations

import argparse
import random
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from check_rows import AS_OF, told
from foedus.check import Checked, check
from foedus.check.numbers import WORDS
from foedus.dates import PartialDate
from foedus.measures.intervals import share_interval
from foedus.questions.wording import MONTHS
from foedus.record import AsOf, Record, embedded
from foedus.rows import Row
from foedus.shelf.place import folders

NUMERALS = tuple(word for word, n in WORDS.items() if 2 <= n <= 20 and word != "dozen")
_IN_DIGITS = re.compile(rf"(?<![\w.,-])(\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}})(?![\w-]|[.,]\d| (?:{'|'.join(MONTHS)}))")
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(NUMERALS)})\b(?!-)", re.IGNORECASE)
_NAME_OF = re.compile(r"(?:Article|Articles|[Rr]esolution|[Pp]rotocol|No\.?)\s+$")
"""What stands before a number that is a name and counts nothing."""

Change = Callable[[Row], str | None]


class World:
    """The rows of a record by hand, and what its states are called."""

    def __init__(self, view: AsOf) -> None:
        self.rows = view.query(
            "SELECT * FROM event WHERE method = 'hand' AND alliance IS NOT NULL ORDER BY alliance, happened_from, id"
        )
        states = view.query(
            "SELECT code, name, demonym FROM actor WHERE actor_kind = 'state' ORDER BY code, from_on DESC"
        )
        self.states = {row["code"]: row for row in states}
        self.members: dict[str, set[str]] = defaultdict(set)
        for row in view.query("SELECT alliance, member FROM membership"):
            self.members[row["alliance"]].add(row["member"])
        self.told_on: dict[str, str] = defaultdict(str)
        for row in self.rows:
            self.told_on[row["happened_on"]] += f" {row['actor']} {row['sentence']}"

    def another_state(self, row: Row, chance: random.Random) -> str | None:
        """The sentence with another member for who did it; None where it does not name its actor."""
        state = self.states.get(row["actor"])
        there = self.told_on[row["happened_on"]]
        others = [
            self.states[it] for it in sorted(self.members[row["alliance"]]) if it in self.states and it not in there
        ]
        others = [it for it in others if not any(name and name in there for name in (it["name"], it["demonym"]))]
        if state is None or not others:
            return None
        other = chance.choice(others)
        for column in ("name", "demonym"):
            if state[column] and other[column] and re.search(rf"\b{re.escape(state[column])}\b", row["sentence"]):
                sentence = re.sub(rf"\b{re.escape(state[column])}\b", other[column], row["sentence"])
                return told({**row, "sentence": sentence})
        return None


def another_number(row: Row) -> str | None:
    """The sentence with its first number changed by half or by three; None where it has none."""
    sentence = row["sentence"]
    for match in _IN_DIGITS.finditer(sentence):
        value = int(match.group().replace(",", ""))
        if 1900 <= value < 2100 or _NAME_OF.search(sentence[: match.start()]):
            continue
        changed = value + max(2, value // 2)
        put = f"{changed:,}" if "," in match.group() else str(changed)
        return told({**row, "sentence": sentence[: match.start()] + put + sentence[match.end() :]})
    found = _IN_WORDS.search(sentence)
    if found is None:
        return None
    put = NUMERALS[(NUMERALS.index(found.group().lower()) + 3) % len(NUMERALS)]
    put = put.capitalize() if found.group()[0].isupper() else put
    return told({**row, "sentence": sentence[: found.start()] + put + sentence[found.end() :]})


def another_date(row: Row, chance: random.Random) -> str:
    """The sentence after another day, month or year than that of the row, before the day of the article."""
    day = PartialDate.parse(row["happened_on"]).first
    year, month = day.year + (-1 if day.year >= AS_OF.year - 1 else 1), (day.month + 2) % 12 + 1
    in_year = day.replace(year=year, day=min(day.day, 28)).isoformat()
    in_month = day.replace(year=min(day.year, AS_OF.year - 1), month=month, day=min(day.day, 28)).isoformat()
    on_day = day.replace(day=(day.day + 8) % monthrange(day.year, day.month)[1] + 1).isoformat()
    size = len(row["happened_on"])
    ways = {10: (in_year, in_month, on_day), 7: (in_year, in_month), 4: (in_year,)}[size]
    return told({**row, "happened_on": chance.choice(ways)[:size]})


def outcome(claims: Iterable[str]) -> str:
    """The gravest of several verdicts; `none` for no claim."""
    there = list(claims)
    grave = ("contradicted", "partly", "supported", "not_in_record", "opinion", "prediction")
    return next((it for it in grave if it in there), "none")


def judged(alliance: str, some: list[tuple[Row, str]]) -> list[tuple[Row, str, str]]:
    """Each row with its text and its verdict: all of an alliance in one article, a paragraph each."""
    starts, at = [], 0
    for _, text in some:
        starts.append(at)
        at += len(text) + 2
    checked: Checked = check("\n\n".join(text for _, text in some), dateline=AS_OF, as_of=AS_OF, alliance=alliance)
    return [
        (row, text, outcome(it.then.outcome for it in checked.claims if start <= it.start < start + len(text)))
        for (row, text), start in zip(some, starts, strict=True)
    ]


def main() -> None:
    """Print, for each kind of change, how many are called contradicted, partly and supported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200, help="rows drawn")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="print what is not seen, and what is wrongly denied")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311
    world = World(Record.open(*embedded.folders(folders())).as_of(AS_OF))
    drawn = chance.sample(world.rows, min(given.rows, len(world.rows)))
    changes: dict[str, Change] = {
        "as it stands": told,
        "another state": lambda row: world.another_state(row, chance),
        "another number": another_number,
        "another date": lambda row: another_date(row, chance),
    }
    for name, change in changes.items():
        texts: dict[str, list[tuple[Row, str]]] = defaultdict(list)
        for row in drawn:
            text = change(row)
            if text is not None and (name == "as it stands" or text != told(row)):
                texts[row["alliance"]].append((row, text))
        found = [it for code in sorted(texts) for it in judged(code, texts[code])]
        counts = Counter(it for _, _, it in found)
        seen = counts["contradicted"] + counts["partly"]
        low, high = share_interval(seen, len(found))
        print(
            f"{name:<15} contradicted {counts['contradicted']:>4}, partly {counts['partly']:>4}, supported "
            f"{counts['supported']:>4} of {len(found):>4}; contradicted or partly {seen / len(found):6.1%} "
            f"(95% interval {low:.1%} to {high:.1%})",
            flush=True,
        )
        for row, text, verdict in found if given.show else []:
            if (verdict == "contradicted") if name == "as it stands" else verdict not in ("contradicted", "partly"):
                print(f"  {verdict} {row['key']}: {text}")


if __name__ == "__main__":
    main()
