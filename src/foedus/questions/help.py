"""Question 2: was help asked for, and given? Calls, the class of answer, the wait, and rates from the literature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from foedus.assessment import Finding, Meaning
from foedus.dates import PartialDate
from foedus.measures.intervals import share_interval
from foedus.questions.panel import Panel
from foedus.questions.wording import THIN, count_of, day_words, percent
from foedus.record.schema import ANSWER_CLASSES
from foedus.rows import Row

MEANING = Meaning(
    number=2,
    question="help",
    title="Was help asked for, and given?",
    asks="Each call for help, what class of answer it got and after how many days, and the share answered with help.",
    formula=(
        "Class of a call = the first that occurs among its answers in the order force, mission, material, declined, "
        "political, humanitarian; none where the record holds no answer. Answered with help = force, mission or material. "
        "Share = k / n with an exact Beta interval; days = first answer of that class, by whoever was asked where it gave one, "
        "minus the call."
    ),
    reading=(
        "0: no call was answered with help; 1: every call was. Calls are not a sample of all needs: a member that expects "
        "no help may not call (Smith 1995)."
    ),
    literature=(
        "Clopper and Pearson 1934, Biometrika 26: exact interval of a share",
        "Leeds 2003, International Organization 57: about 75% of commitments honoured in war, 1816-1944",
        "Berkemeier and Fuhrmann 2018, Research & Politics 5: 50% honoured, 22% after 1945",
        "Smith 1995, International Interactions 22: who calls and who is attacked is selected",
    ),
)

HELP = ("force", "mission", "material")
LITERATURE_NAME = "share_honoured"


class Outcome(NamedTuple):
    """A call with its answers and what they amount to on the day: `deciding` is the answer that fixed the class."""

    call: Row
    answers: tuple[Row, ...]
    overall_class: str
    deciding: Row | None

    @property
    def is_helped(self) -> bool:
        """Whether force, a mission or material was given."""
        return self.overall_class in HELP

    @property
    def wait_days(self) -> tuple[int, int] | None:
        """Fewest and most days from the call to the deciding answer; below zero where the answer came first."""
        if self.deciding is None:
            return None
        return PartialDate.parse(self.call["called_on"]).days_until(PartialDate.parse(self.deciding["answered_on"]))


def outcomes(panel: Panel) -> list[Outcome]:
    """Every call known by the day with what came of it, in order of date.

    An answer to a call that was since corrected or found to be told twice is an answer to the row that stands for it.
    """
    answers: dict[str, list[Row]] = {call["id"]: [] for call in panel.calls}
    standing = panel.standing("call")
    for row in panel.answers:
        call_id = str(row["call_id"])
        answers.setdefault(standing.get(call_id, call_id), []).append(row)
    return [_outcome(call, tuple(answers[call["id"]])) for call in panel.calls]


def answer(panel: Panel) -> list[Finding]:
    """The alliance's share of calls answered with help, rates from the literature, then each member's calls."""
    found = outcomes(panel)
    formal = [it for it in found if it.call["is_formal"] and it.call["addressee"] == panel.alliance]
    return [
        _share(panel, found, "calls answered with help", "for help by members, to the alliance or to the hub"),
        _share(panel, formal, "formal calls answered with help", "made formally to the alliance itself"),
        *_consulted(panel, found),
        *_waits(panel, found),
        *_literature(panel),
        *(_member(panel, member, found) for member in panel.members),
    ]


def _outcome(call: Row, answers: tuple[Row, ...]) -> Outcome:
    for answer_class in ANSWER_CLASSES:
        of_class = [row for row in answers if row["answer_class"] == answer_class]
        if of_class:
            own = [row for row in of_class if row["responder"] == call["addressee"]]
            return Outcome(call, answers, answer_class, (own or of_class)[0])
    return Outcome(call, answers, "none", None)


def _rows(found: Iterable[Outcome]) -> list[Row]:
    return [row for it in found for row in (it.call, *((it.deciding,) if it.deciding else ()))]


def _share(panel: Panel, found: list[Outcome], measure: str, what: str) -> Finding:
    n, helped = len(found), [it for it in found if it.is_helped]
    forced = sum(it.overall_class == "force" for it in found)
    if not n:
        return panel.finding(
            MEANING.question,
            measure,
            sentence=f"The record holds no call {what} known by {day_words(panel.day.isoformat())}.",
            label="no calls",
            value=None,
            unit="share",
            method="exact Beta interval",
            rows=[],
            is_thin=True,
        )
    low, high = share_interval(len(helped), n)
    return panel.finding(
        MEANING.question,
        measure,
        sentence=(
            f"Of {count_of(n, 'call')} {what}, {_were(len(helped))} answered with force, a mission or material "
            f"({percent(len(helped) / n)}, 95% interval {percent(low)} to {percent(high)}){_forced(forced)}."
        ),
        label=f"{len(helped)} of {n} with help",
        value=len(helped) / n,
        unit="share",
        bounds=(low, high),
        n=n,
        method="exact Beta interval",
        rows=_rows(found),
        is_thin=n < THIN,
    )


ARTICLE = re.compile(r"\b(\d+|[IVX]+)\b")
"""Numbers of articles, looked for behind the word."""


def _consulted(panel: Panel, found: list[Outcome]) -> list[Finding]:
    """Calls under an article that promises consultation and no help: a meeting is all that it asks for."""
    kinds: dict[str, set[str]] = {}
    for row in panel.obligations:
        kinds.setdefault(row["article"], set()).add(row["obligation_kind"])
    asked = []
    for it in found:
        named = ARTICLE.findall((it.call["legal_basis"] or "").partition("Article")[2])
        told = {kind for article in named for kind in kinds.get(article, ())}
        if "consultation" in told and not told & {"defence", "aid"}:
            asked.append(it)
    if not asked:
        return []
    met = [it for it in asked if it.overall_class not in ("none", "declined")]
    low, high = share_interval(len(met), len(asked))
    return [
        panel.finding(
            MEANING.question,
            "calls for consultation that were met",
            sentence=(
                f"{count_of(len(asked), 'call').capitalize()} of these invoked an article that promises consultation, not help; "
                f"{len(met) or 'none'} of them {'was' if len(met) == 1 else 'were'} met at least by consultation "
                f"({percent(len(met) / len(asked))}, 95% interval {percent(low)} to {percent(high)})."
            ),
            label=f"{len(met)} of {len(asked)} consulted on",
            value=len(met) / len(asked),
            unit="share",
            bounds=(low, high),
            n=len(asked),
            method="kind of the article that the call names; exact Beta interval",
            rows=_rows(asked),
            is_thin=len(asked) < THIN,
        )
    ]


def _were(n: int) -> str:
    return f"{n or 'none'} {'was' if n == 1 else 'were'}"


def _forced(n: int) -> str:
    return f", {n} of them with force" if n else ""


def _waits(panel: Panel, found: list[Outcome]) -> list[Finding]:
    """The median wait, over calls and answers both dated closely enough to tell it to within a week."""
    timed = [(it, it.wait_days) for it in found if it.wait_days and it.wait_days[1] - it.wait_days[0] <= 7]
    days = sorted(sum(wait) / 2 for _, wait in timed if wait)
    if not days:
        return []
    # The middle of the sorted waits; the standard library's median would cost more to load than all of this.
    middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
    return [
        panel.finding(
            MEANING.question,
            "days to answer",
            sentence=(
                f"Over {count_of(len(days), 'call')} where both dates are known closely, the deciding answer came "
                f"{_median_words(days, middle)}. Calls without an answer are not in it."
            ),
            label=f"{'median ' if len(days) > 1 else ''}{middle:g} {'day' if abs(middle) == 1 else 'days'}",
            value=middle,
            unit="days",
            n=len(days),
            method="median of days from call to deciding answer",
            rows=_rows(it for it, _ in timed),
            is_thin=len(days) < THIN,
        )
    ]


def _median_words(days: list[float], middle: float) -> str:
    if len(days) == 1:
        return wait_words(middle)
    return f"{wait_words(middle)} at the median (from {wait_words(days[0])} to {wait_words(days[-1])})"


def wait_words(days: float) -> str:
    """When an answer came: `on the day of the call`, `3 days after it`; below zero `1 day before it`."""
    if days == 0:
        return "on the day of the call"
    return f"{abs(days):g} {'day' if abs(days) == 1 else 'days'} {'after' if days > 0 else 'before'} it"


def _literature(panel: Panel) -> list[Finding]:
    """How often such commitments were honoured in war, by each study's own definition."""
    rates = [row for row in panel.indicators if row["name"] == LITERATURE_NAME]
    kinds = {row["obligation_kind"] for row in panel.obligations}
    return [_rate(panel, row) for row in rates if _is_alike(row["subject"], kinds)]


def _is_alike(subject: str, kinds: set[str]) -> bool:
    """Whether a rate is about pacts in general, or about a kind of promise that this alliance makes too."""
    pact = subject.partition(" pacts")[0] if " pacts" in subject else ""
    wanted = {"": True, "defence": bool(kinds & {"defence", "aid"}), "non-aggression": "non-aggression" in kinds}
    return wanted.get(pact, False)


def _rate(panel: Panel, row: Row) -> Finding:
    k, n = row["n_events"], row["n_cases"]
    bounds = share_interval(k, n) if n and k is not None else None
    counted = (
        f"{percent(row['value'])} ({k} of {n}, 95% interval {percent(bounds[0])} to {percent(bounds[1])})"
        if bounds
        else f"about {percent(row['value'])} (not recomputed here)"
    )
    return panel.finding(
        MEANING.question,
        "rate in the literature",
        sentence=f"For comparison, by the study's own definition of honouring a commitment: {row['subject']}, {counted}.",
        label=percent(row["value"]),
        value=row["value"],
        unit="share",
        bounds=bounds,
        n=n or 0,
        method="published rate; exact Beta interval from its counts" if bounds else "published rate",
        rows=[row],
    )


def _member(panel: Panel, member: str, found: list[Outcome]) -> Finding:
    own = [it for it in found if it.call["caller"] == member]
    helped = sum(it.is_helped for it in own)
    joined = (
        [row for row in panel.events if row["alliance_act"] == "call" and row["actor"] == member] if not own else []
    )
    if joined:
        sentence = (
            f"The record holds no call by {panel.name(member)} alone; it joined "
            f"{'one that another made' if len(joined) == 1 else f'{len(joined)} that others made'}, the latest on "
            f"{day_words(joined[-1]['happened_on'])}."
        )
        label = f"joined {count_of(len(joined), 'call')}"
    elif not own:
        sentence, label = f"The record holds no call for help by {panel.name(member)}.", "no calls"
    else:
        last = own[-1]
        sentence = (
            f"{panel.name(member)} called {'once' if len(own) == 1 else count_of(len(own), 'time')}; {_were(helped)} answered "
            f"with force, a mission or material. Its latest call, of {day_words(last.call['called_on'])}, {_came(panel, last)}."
        )
        label = f"{helped} of {len(own)} with help; last: {class_words(last.overall_class)}"
    return panel.finding(
        MEANING.question,
        "calls answered with help",
        member=member,
        sentence=sentence,
        label=label,
        value=helped / len(own) if own else None,
        unit="share",
        bounds=share_interval(helped, len(own)) if own else None,
        n=len(own),
        method="exact Beta interval",
        rows=_rows(own) or joined,
        is_thin=len(own) < THIN,
    )


def _came(panel: Panel, it: Outcome) -> str:
    if it.deciding is None:
        return "has no answer in the record"
    who = panel.name(it.deciding["responder"])
    answered = PartialDate.parse(it.deciding["answered_on"])
    when = f"{'on' if answered.basis == 'day' else 'in'} {day_words(answered.text)}"
    return f"was answered by {who} {when}: {class_words(it.overall_class)}"


def class_words(answer_class: str) -> str:
    """A class of answer as it stands after a colon."""
    words = {"mission": "a mission, no force", "political": "political only", "none": "no answer in the record"}
    return words.get(answer_class, answer_class)
