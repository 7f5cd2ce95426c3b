"""How good `foedus check` is: planted falsehoods found, true claims called contradicted, by kind, with exact 95% intervals.

Reads `tests/check/articles/{own,dev,second,heldout,news_a..news_r}` (articles with tables beside them) and, where the shared
data are, the specimen with `tests/check/specimen.csv`: `python bench/check.py [--set dev] [--articles DIR] [--errors]`. `--set
sealed` is news_g and news_h, `--set fresh` news_s and news_t: of these no words are printed, whatever is asked for.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from foedus.check import Checked, Claim, check
from foedus.measures.intervals import share_interval

ROOT = Path(__file__).resolve().parent.parent
BAR_FOUND, BAR_FALSE = 0.90, 0.02
FLAGGED = ("contradicted", "partly")
NEWS = tuple(f"news_{it}" for it in "abcdefijklmnopqr")
SEALED = {"fresh": ("news_s", "news_t"), "sealed": ("news_g", "news_h")}
"""Articles that nobody who writes rules has read: scored once, and after each round of rules."""
KIN = (
    frozenset({"act", "meeting", "clash", "call", "answer", "date", "number"}),
    frozenset({"membership", "number", "comparison", "date"}),
    frozenset({"odds", "prediction", "opinion", "trend"}),
    frozenset({"statement", "act"}),
    frozenset({"obligation", "number", "act"}),
    frozenset({"trend", "comparison"}),
)


@dataclass(frozen=True)
class Expected:
    """One row of a table beside an article."""

    article: str
    sentence: int
    words: str
    kind: str
    expected: str
    wrong: str
    planted: bool
    keys: tuple[str, ...]
    is_today: bool


@dataclass(frozen=True)
class Scored:
    """An expected claim with the claim of foedus that meets it best, None where there is none, and whether any flags it."""

    row: Expected
    claim: Claim | None
    outcome: str
    is_found: bool
    is_false: bool
    is_named: bool = False


def expected(path: Path) -> list[Expected]:
    """The table of one article."""
    with path.open(newline="", encoding="utf-8") as handle:
        return [
            Expected(
                f"{path.parent.name}/{path.stem}", int(it["sentence"] or 0), it["words"], it["kind"], it["expected"],
                it["wrong_part"], it["planted"].strip().lower() == "true", tuple(filter(None, it["keys"].split(";"))),
                it["as_of"] == "today",
            )
            for it in csv.DictReader(handle)
        ]  # fmt: skip


def span(row: Expected, checked: Checked) -> tuple[int, int] | None:
    """Where the words of a row stand in the checked text: the words themselves, else the sentence with its number."""
    at = checked.text.find(row.words) if row.words else -1
    if at < 0 and row.words:
        at = " ".join(checked.text.split()).find(" ".join(row.words.split()))
    if at >= 0:
        return at, at + len(row.words)
    found = next((it for it in checked.sentences if it.n == row.sentence), None)
    return (found.start, found.end) if found else None


def outcome(claim: Claim, row: Expected) -> str:
    """The verdict that a row asks for: today's where it says so."""
    return claim.now.outcome if row.is_today else claim.then.outcome


def score(row: Expected, checked: Checked, lies: list[Lie]) -> Scored:
    """Meet a row with the claims that overlap its words; a claim that also takes in planted words does not count against it."""
    where = span(row, checked)
    if where is None:
        return Scored(row, None, "no claim", False, False)
    over = [it for it in checked.claims if min(it.end, where[1]) - max(it.start, where[0]) > 0]
    kin = [it for it in over if it.kind == row.kind or any({it.kind, row.kind} <= group for group in KIN)]
    flagged = [
        it for it in over if outcome(it, row) in FLAGGED or (row.wrong == "knowledge" and it.now.outcome in FLAGGED)
    ]
    number = next((it.n for it in checked.sentences if it.start <= where[0] < it.end), 0)
    # A wrong date or number flagged in the same sentence is that of the planted words, wherever the claim's own words end.
    flagged += [
        it
        for it in checked.claims
        if it.sentence == number and it not in flagged and row.planted and _meets(it, row.wrong)
    ]
    best = max(over, key=lambda it: _fit(it, row, where), default=None)
    clean = [it for it in kin if not any(_is_of(it, lie, checked) for lie in lies)]
    wrongly = [it for it in clean if outcome(it, row) == "contradicted"]
    is_false = row.expected == "supported" and not row.planted and bool(wrongly)
    named = any(row.wrong in _PARTS.get(part, (part,)) for it in flagged for part in (*it.then.wrong, *it.now.wrong))
    if is_false:
        best = wrongly[0]
    elif row.planted and flagged:
        best = max(flagged, key=lambda it: _fit(it, row, where))
    return Scored(row, best, outcome(best, row) if best else "no claim", bool(flagged), is_false, named)


def _meets(claim: Claim, wrong: str) -> bool:
    """Whether a flagged claim names the part that is wrong."""
    verdicts = [it for it in (claim.then, claim.now) if it.outcome in FLAGGED]
    return any(wrong in _PARTS.get(part, (part,)) for it in verdicts for part in it.wrong)


def _is_of(claim: Claim, lie: Lie, checked: Checked) -> bool:
    """Whether what a claim flags is a planted falsehood: its words, or its part within the same sentence."""
    start, end, wrong = lie
    if min(claim.end, end) - max(claim.start, start) > 0:
        return True
    number = next((it.n for it in checked.sentences if it.start <= start < it.end), 0)
    return claim.sentence == number and _meets(claim, wrong)


Lie = tuple[int, int, str]
"""A planted falsehood: where its words begin and end, and which part of them is wrong."""

_PARTS = {
    "caller": ("caller", "actor"),
    "actor": ("actor", "caller", "member", "recipient"),
    "member": ("member", "actor"),
    "article": ("number", "article"),
    "answer": ("answer", "act"),
    "act": ("act", "answer", "member", "actor"),
    "date": ("date", "number"),
    "number": ("number", "date"),
    "knowledge": ("knowledge", "date"),
}
"""Names of wrong parts that mean the same of a claim."""


def _fit(claim: Claim, row: Expected, where: tuple[int, int]) -> tuple[float, ...]:
    shared = min(claim.end, where[1]) - max(claim.start, where[0])
    alike = shared / max(claim.end - claim.start, where[1] - where[0])
    same = 2.0 if claim.kind == row.kind else 1.0 if any({claim.kind, row.kind} <= group for group in KIN) else 0.0
    decided = 0.5 if outcome(claim, row) != "not_in_record" else 0.0
    return (same + alike + decided, alike)


def table(name: str, scored: list[Scored]) -> None:
    """Print the figures of one set."""
    planted = [it for it in scored if it.row.planted]
    true = [it for it in scored if it.row.expected == "supported" and not it.row.planted]
    print(f"\n{name}: {len({it.row.article for it in scored})} articles, {len(scored)} expected claims")
    _share("planted falsehoods found", sum(it.is_found for it in planted), len(planted), f"bar >= {BAR_FOUND:.0%}")
    _share("  with the wrong part named", sum(it.is_named for it in planted), len(planted), "")
    _share("  called contradicted", sum(it.outcome == "contradicted" for it in planted), len(planted), "")
    _share("true claims called contradicted", sum(it.is_false for it in true), len(true), f"bar <= {BAR_FALSE:.0%}")
    _share("true claims called partly", sum(it.outcome == "partly" for it in true), len(true), "")
    _share("true claims called supported", sum(it.outcome == "supported" for it in true), len(true), "")
    _share("verdict as expected", sum(it.outcome == it.row.expected for it in scored), len(scored), "")
    kinds = Counter(it.row.kind for it in scored)
    print("  kind          rows  as expected  planted  found  true  called contradicted")
    for kind, n in kinds.most_common():
        some = [it for it in scored if it.row.kind == kind]
        right = sum(it.outcome == it.row.expected for it in some)
        lies = [it for it in some if it.row.planted]
        facts = [it for it in some if it.row.expected == "supported" and not it.row.planted]
        print(
            f"  {kind:<12} {n:>5} {right:>12} {len(lies):>8} {sum(it.is_found for it in lies):>6} {len(facts):>5} "
            f"{sum(it.is_false for it in facts):>20}"
        )


def _share(words: str, k: int, n: int, bar: str) -> None:
    if not n:
        return
    low, high = share_interval(k, n)
    print(f"  {words:<34} {k:>3} of {n:>3} = {k / n:6.1%}  95% interval {low:.1%} to {high:.1%}  {bar}")


def errors(scored: list[Scored]) -> None:
    """Print what went wrong, claim by claim: never for a sealed set."""
    for it in scored:
        if it.outcome == it.row.expected and (it.is_found or not it.row.planted) and not it.is_false:
            continue
        mark = "MISSED" if it.row.planted and not it.is_found else "FALSE" if it.is_false else "differs"
        told = it.claim.then.why[:150] if it.claim else ""
        print(
            f"  {mark} {it.row.article} {it.row.sentence} [{it.row.kind}] {it.row.words[:80]!r} want {it.row.expected}/"
            f"{it.row.wrong} got {it.outcome} {it.claim.kind if it.claim else ''} {told} keys {it.row.keys[:2]}"
        )


def scored_all(rows: list[Expected], checked: Checked) -> list[Scored]:
    """Score every row of one article."""
    lies = [(*where, row.wrong) for row in rows if row.planted and (where := span(row, checked)) is not None]
    return [score(row, checked, lies) for row in rows]


def articles(folder: Path) -> list[Scored]:
    """Score every article of a folder that has a table beside it."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        if path.with_suffix(".csv").exists():
            checked = check(path.read_bytes(), name=path.name)
            found += scored_all(expected(path.with_suffix(".csv")), checked)
    return found


def main() -> None:
    """Score the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--set",
        dest="sets",
        action="append",
        choices=("own", "dev", "second", "heldout", "specimen", "news", *SEALED, *NEWS),
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "tests" / "check" / "articles")
    parser.add_argument(
        "--specimen", type=Path, default=ROOT.parent / "shared" / "specimen" / "2022-11-28_csto_summit.txt"
    )
    parser.add_argument("--table", type=Path, default=ROOT / "tests" / "check" / "specimen.csv")
    parser.add_argument("--errors", action="store_true", help="print claims that differ (not for sealed sets)")
    given = parser.parse_args()
    for name in given.sets or ("specimen", "own", "dev", "second", "heldout", "news", *SEALED):
        if name == "specimen":
            if not (given.specimen.exists() and given.table.exists()):
                print("specimen: not here")
                continue
            checked = check(given.specimen.read_bytes(), name="specimen")
            scored = scored_all(expected(given.table), checked)
        else:
            folders = NEWS if name == "news" else SEALED.get(name, (name,))
            scored = [it for folder in folders for it in articles(given.articles / folder)]
        if not scored:
            print(f"{name}: no articles")
            continue
        table(name, scored)
        if given.errors and name not in SEALED:
            errors(scored)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
