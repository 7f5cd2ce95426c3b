"""Question 7: are members fighting each other? Clashes inside, and how far the members' relations are balanced."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from foedus.assessment import Finding, Meaning
from foedus.measures.intervals import rate_interval
from foedus.measures.network import MOST_NODES, frustration, largest_part, triangles
from foedus.questions import disputes, wars
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import THIN, count_of, day_words, number, span_words, years_words
from foedus.rows import Row

MEANING = Meaning(
    number=7,
    question="friction",
    title="Are members fighting each other?",
    asks="Fighting between two members, and whether the signed network of their recorded relations is balanced.",
    formula=(
        "Conflict rows with both sides members on that date, per year of the alliance, exact gamma interval. A pair's sign "
        "over the last 24 months: minus where they fought or where hostile acts outnumber cooperative ones, plus where "
        "cooperative ones do; no sign otherwise. Acts count that happened while both were members; disputed and announced "
        "ones do not. A triangle is balanced where the product of its signs is plus; frustration = fewest pairs whose sign "
        "must change for two camps to fit, exact (line index of balance; where at most 28 members hang together by signs)."
    ),
    reading=(
        "0 clashes: none recorded. Frustration 0: the recorded signs fit one camp or two; it says nothing of pairs with no "
        "recorded acts, which are most. Order of names is alphabetical and does not say who began."
    ),
    literature=(
        "Cartwright and Harary 1956, Psychological Review 63: structural balance",
        "Harary 1959, Behavioral Science 4: the line index of balance",
        "Aref and Wilson 2018, Journal of Complex Networks 6: the frustration index",
    ),
)

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"})
FOR_AN_ALLY = frozenset({"deploy_for", "exercise", "aid", "support"})
"""Alliance acts that are for the other side, whichever PLOVER type their deed has."""
NO_DEED = frozenset({"ACCUSE", "REJECT", "PROTEST", "REQUEST", "RETREAT"})
"""Types that are words, or leaving off: support of the alliance said against another member is no support of that one."""


def answer(panel: Panel) -> list[Finding]:
    """Clashes inside the alliance, the balance of its signed network, then each member's clashes with others."""
    clashes = [row for row, members in panel.fights if len(members) == 2]
    return [
        _clashes(panel, clashes),
        _balance(panel),
        *wars.between_members(panel),
        *disputes.between_members(panel),
        *(_member(panel, member, clashes) for member in panel.members),
    ]


def _clashes(panel: Panel, clashes: list[Row]) -> Finding:
    years = Window(panel.founded, panel.day).years
    low, high = rate_interval(len(clashes), years)
    pairs = Counter((row["side_a"], row["side_b"]) for row in clashes)
    listed = "; ".join(f"{panel.name(a)} and {panel.name(b)} {n}" for (a, b), n in sorted(pairs.items()))
    last = f", the latest of {day_words(clashes[-1]['began_on'])}" if clashes else ""
    return panel.finding(
        MEANING.question,
        "fighting between members",
        sentence=(
            f"In {years_words(years)} the record holds {count_of(len(clashes), 'dated outbreak')} of fighting between members"
            f"{' (' + listed + ')' if listed else ''}{last}: {number(len(clashes) / years)} a year (95% interval {number(low)} "
            f"to {number(high)})."
        ),
        label=count_of(len(clashes), "clash", "clashes"),
        value=len(clashes) / years,
        unit="per year",
        bounds=(low, high),
        n=len(clashes),
        method="exact gamma interval",
        rows=clashes,
        is_thin=len(clashes) < THIN,
    )


Pair = tuple[str, str]
"""Two members in alphabetical order."""


class Tie(NamedTuple):
    """One row that says how two members stand to each other."""

    way: int
    """1 for a cooperative act, -1 for a hostile one or fighting."""
    row: Row
    is_clash: bool = False


def ties(panel: Panel) -> dict[Pair, list[Tie]]:
    """What the record holds of the recent window between each pair of present members; a pair without a row is left out.

    Acts count that happened while both were members and are neither disputed nor announced only; then fighting.
    """
    found: dict[Pair, list[Tie]] = {}
    for row in inside(panel.events, panel.recent):
        if row["modality"] != "actual" or row["actor"] == row["recipient"]:
            continue
        way = _way(row)
        pair = (min(row["actor"], row["recipient"]), max(row["actor"], row["recipient"]))
        if way and set(pair) <= set(panel.members) and all(panel.was_member(one, row) for one in pair):
            found.setdefault(pair, []).append(Tie(way, row))
    clashes = [row for row, members in panel.fights if len(members) == 2]
    for row in inside(clashes, panel.recent):
        pair = (min(row["side_a"], row["side_b"]), max(row["side_a"], row["side_b"]))
        if set(pair) <= set(panel.members):
            found.setdefault(pair, []).append(Tie(-1, row, is_clash=True))
    return found


def _signs(panel: Panel) -> tuple[dict[Pair, int], list[Row]]:
    """The sign of each pair of members over the recent window, and the rows that gave it."""
    found = ties(panel)
    signs: dict[Pair, int] = {}
    for pair, rows in found.items():
        total = sum(tie.way for tie in rows)
        if any(tie.is_clash for tie in rows):
            signs[pair] = -1
        elif total:
            signs[pair] = 1 if total > 0 else -1
    return signs, [tie.row for rows in found.values() for tie in rows]


def _way(row: Row) -> int:
    """1 for a cooperative act, -1 for a hostile one, else 0: forces that move for an ally are with it, not against it."""
    if row["alliance_act"] in FOR_AN_ALLY and row["plover_type"] not in NO_DEED:
        return 1
    return (row["plover_type"] in COOPERATIVE) - (row["plover_type"] in HOSTILE)


def _balance(panel: Panel) -> Finding:
    signs, used = _signs(panel)
    exact = frustration(panel.members, signs) if largest_part(signs) <= MOST_NODES else None
    return panel.finding(
        MEANING.question,
        "balance of relations",
        sentence=_balance_words(panel, signs, exact),
        label=f"frustration {exact}" if exact is not None else "not computed",
        value=float(exact) if exact is not None else None,
        unit="pairs",
        n=len(signs),
        method="exact frustration index",
        rows=used,
        window=panel.recent,
        is_thin=len(signs) < THIN,
    )


def _balance_words(panel: Panel, signs: dict[tuple[str, str], int], exact: int | None) -> str:
    span = f"In the {span_words(panel.recent.years)} to {day_words(panel.recent.last.isoformat())}"
    n_pairs = len(panel.members) * (len(panel.members) - 1) // 2
    if not signs:
        return f"{span} the record gives no sign, plus or minus, to any pair of members."
    balanced, whole = triangles(signs)
    minus = [f"{panel.name(a)} and {panel.name(b)}" for (a, b), sign in sorted(signs.items()) if sign < 0]
    listed = f" ({'; '.join(minus)})" if minus else ""
    triads = f"{balanced} of {count_of(whole, 'complete triangle')} balanced" if whole else "no triangle complete"
    index = (
        f"frustration index {exact}"
        if exact is not None
        else f"frustration not computed where more than {MOST_NODES} members hang together"
    )
    return (
        f"{span} the record gives a sign to {len(signs)} of {count_of(n_pairs, 'pair')} of members, a minus to "
        f"{len(minus) or 'none'}{listed}; {triads}; {index}."
    )


def _member(panel: Panel, member: str, clashes: list[Row]) -> Finding:
    own = [row for row in clashes if member in (row["side_a"], row["side_b"])]
    others = sorted({row["side_b"] if row["side_a"] == member else row["side_a"] for row in own})
    sentence = (
        f"{panel.name(member)}: {count_of(len(own), 'dated outbreak')} of fighting with {panel.names_of(others)}, "
        f"the latest of {day_words(own[-1]['began_on'])}."
        if own
        else f"The record holds no fighting between {panel.name(member)} and another member."
    )
    return panel.finding(
        MEANING.question,
        "fighting between members",
        member=member,
        sentence=sentence,
        label=f"{len(own)} with {', '.join(others)}" if own else "none recorded",
        value=float(len(own)),
        unit="outbreaks",
        n=len(own),
        method="count of conflict rows",
        rows=own,
        is_thin=len(own) < THIN,
    )
