"""Words that the forms of a check share: what each verdict is called, and how a claim and its two days are told."""

from __future__ import annotations

from collections import Counter

from foedus.brief.words import date_words, one_line
from foedus.check.types import Checked, Claim, Verdict

OUTCOMES: dict[str, str] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "partly": "partly",
    "not_in_record": "not in the record",
    "opinion": "opinion",
    "prediction": "prediction",
}
"""Each verdict as a reader sees it, in the order in which they are counted."""

STYLES = {
    "supported": "good",
    "contradicted": "bad",
    "partly": "mid",
    "not_in_record": "soft",
    "opinion": "soft",
    "prediction": "soft",
}
RANK = ("contradicted", "partly", "supported", "prediction", "opinion", "not_in_record")
"""Which verdict colours a sentence that holds several claims: the first of these that one of them has."""


def outcome_words(verdict: Verdict) -> str:
    """`partly (date)`, `not in the record`."""
    wrong = f" ({', '.join(verdict.wrong)})" if verdict.wrong else ""
    return f"{OUTCOMES[verdict.outcome]}{wrong}"


def counts(checked: Checked) -> str:
    """`12 claims: 5 supported, 2 contradicted, ...`, as of the article's own day."""
    counted = Counter(str(it.then.outcome) for it in checked.claims)
    told = ", ".join(f"{counted[name]} {words}" for name, words in OUTCOMES.items() if counted[name])
    n = len(checked.claims)
    return f"{n} {'claim' if n == 1 else 'claims'}{': ' + told if told else ''}"


def days(checked: Checked) -> str:
    """Which days the two verdicts are of."""
    later = date_words(checked.as_of)
    if checked.dateline is None:
        return f"The text gives no day; judged as of {later}."
    return f"Judged with what was known on the article's own day, {date_words(checked.dateline)}, and on {later}."


def title(checked: Checked) -> str:
    """The article's headline, or what stands for it."""
    from textwrap import shorten

    return one_line(checked.title) or shorten(checked.text, 80, placeholder=" …") or "Article"


def is_changed(claim: Claim) -> bool:
    """Whether later knowledge gives another verdict."""
    return (claim.then.outcome, claim.then.wrong) != (claim.now.outcome, claim.now.wrong)


def of_sentence(checked: Checked, n: int) -> tuple[Claim, ...]:
    """The claims of a sentence, in order of the text."""
    return tuple(it for it in checked.claims if it.sentence == n)


def strongest(claims: tuple[Claim, ...]) -> str:
    """The verdict that colours a sentence; empty where it makes no claim."""
    outcomes = {it.then.outcome for it in claims}
    return next((it for it in RANK if it in outcomes), "")
