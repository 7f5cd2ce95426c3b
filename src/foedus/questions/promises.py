"""Question 1: what did they promise? Obligations by kind and article, and what leaving takes."""

from __future__ import annotations

from collections import Counter

from foedus.assessment import Finding, Meaning
from foedus.questions.panel import Panel
from foedus.questions.wording import count_of, day_words
from foedus.rows import Row

MEANING = Meaning(
    number=1,
    question="promises",
    title="What did they promise?",
    asks="Which obligations the members took on, by kind and article, and what notice leaving takes.",
    formula="Count of obligation rows by kind; an obligation counts from its instrument's signature.",
    reading="0 means that the record holds no such obligation, which is not proof that there is none.",
    literature=(
        "Leeds, Ritter, Mitchell and Long 2002, International Interactions 28: obligation types of ATOP",
        "Koremenos, Lipson and Snidal 2001, International Organization 55: exit and notice clauses",
    ),
)

HELP_KINDS = ("defence", "aid", "consultation")


def answer(panel: Panel) -> list[Finding]:
    """Obligations of the alliance, its help clauses and its exit clause, then what binds each member."""
    rows = panel.obligations
    return [
        _all_kinds(panel, rows),
        *(_clause(panel, row) for kind in HELP_KINDS for row in rows if row["obligation_kind"] == kind),
        _exit_clause(panel, rows),
        *(_bound(panel, member, rows) for member in panel.members),
    ]


def _all_kinds(panel: Panel, rows: list[Row]) -> Finding:
    kinds = Counter(row["obligation_kind"] for row in rows)
    listed = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    instruments = list(dict.fromkeys(row["instrument"] for row in rows))
    n_unopened = sum(not row["is_verified"] for row in rows)
    unopened = f"; for {n_unopened} of them no page was opened" if n_unopened else ""
    sentence = (
        f"The record holds {count_of(len(rows), 'obligation')} of {panel.alliance} in "
        f"{count_of(len(instruments), 'instrument')} ({', '.join(instruments)}), by kind: {listed}{unopened}."
        if rows
        else f"The record holds no obligation of {panel.alliance} known by {day_words(panel.day.isoformat())}."
    )
    return panel.finding(
        MEANING.question,
        "obligations",
        sentence=sentence,
        label=count_of(len(rows), "obligation"),
        value=float(len(rows)),
        unit="obligations",
        method="count of obligation rows",
        rows=rows,
        is_thin=not rows,
    )


def _clause(panel: Panel, row: Row) -> Finding:
    """An article on defence, aid or consultation, with its paraphrase."""
    kind, mark = row["obligation_kind"], "" if row["is_verified"] else " (no page was opened for this row)"
    return panel.finding(
        MEANING.question,
        f"{kind} clause",
        sentence=f"{row['instrument']}, Article {row['article']} ({kind}): {row['paraphrase'].rstrip('.')}{mark}.",
        label=f"{kind}: Art. {row['article']}",
        value=None,
        unit="article",
        method="paraphrase of the article",
        rows=[row],
    )


def _exit_clause(panel: Panel, rows: list[Row]) -> Finding:
    exits = [row for row in rows if row["notice_months"] is not None]
    months = sorted({row["notice_months"] for row in exits})
    articles = "; ".join(
        f"{row['instrument']}, Article {row['article']}{'' if row['is_verified'] else ', not verified'}"
        for row in exits
    )
    return panel.finding(
        MEANING.question,
        "notice to leave",
        sentence=(
            f"On leaving ({articles}): {' '.join(row['paraphrase'] for row in exits)}"
            if exits
            else f"The record does not say what notice a member of {panel.alliance} must give before leaving."
        ),
        label=_notice(months[-1]) if exits else "notice not in the record",
        value=float(months[-1]) if exits else None,
        unit="months",
        method="longest notice period among the exit clauses",
        rows=exits,
        is_thin=all(not row["is_verified"] for row in exits),
    )


def _months(n: int) -> str:
    return "month" if n == 1 else "months"


def _notice(n: int) -> str:
    return f"{n} {_months(n)}' notice" if n != 1 else "1 month's notice"


def _bound(panel: Panel, member: str, rows: list[Row]) -> Finding:
    """Since when a member is bound, and how many clauses of help there are; not every clause is as old as the spell."""
    spell = panel.spell_of(member)
    helping = [row for row in rows if row["obligation_kind"] in ("defence", "aid")]
    notice = max((row["notice_months"] for row in rows if row["notice_months"] is not None), default=None)
    return panel.finding(
        MEANING.question,
        "bound since",
        member=member,
        sentence=(
            f"{panel.name(member)} has been a member since {day_words(spell['from_on'])}; the record holds "
            f"{count_of(len(helping), 'clause')} on defence or aid that {'binds' if len(helping) == 1 else 'bind'} the members."
        ),
        label=f"since {spell['from_on'][:4]}" + (f", {_notice(notice)}" if notice is not None else ""),
        value=float(len(helping)),
        unit="clauses",
        n=len(helping),
        method="current membership spell; obligations of kind defence or aid",
        rows=[spell, *helping],
        is_thin=not helping,
    )
