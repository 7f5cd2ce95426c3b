"""Words that every form of a brief shares: dates, quantities, answers, acts and marks in plain English.

No markup of any form belongs here, and no grouping: see `outline`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from foedus.dates import PartialDate
from foedus.errors import BadDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assessment import Assessment, Call, Evidence, Finding, Member, Moved

SHARES = frozenset({"share", "probability"})
"""Units of values in 0..1 that are shown as per cent."""

NOT_IN_RECORD = "not in the record"
THIN = "thin evidence"

ANSWERS = {
    "force": "force sent",
    "mission": "mission sent, no force",
    "material": "material help",
    "declined": "declined",
    "political": "political answer",
    "humanitarian": "humanitarian relief",
    "none": "no answer in the record",
}
"""Each class of answer in a few words, strongest first."""

ACTS = {
    "found": "treaty and bodies",
    "join": "joining",
    "call": "call for help",
    "answer": "answer",
    "deploy_for": "deployment",
    "withdraw_from": "withdrawal of forces",
    "meet": "meeting",
    "exercise": "exercise",
    "support": "support",
    "aid": "aid",
    "pressure": "pressure",
    "refuse_help": "help refused",
    "refuse_sign": "signature refused",
    "refuse_attend": "attendance refused",
    "refuse_host": "hosting refused",
    "refuse_align": "alignment refused",
    "criticise": "criticism",
    "freeze": "freeze",
    "stop_paying": "dues refused",
    "threaten_leave": "talk of leaving",
    "give_notice": "notice of leaving",
    "leave": "leaving",
    "suspend": "suspension",
    "restore": "restoring",
    "base": "base",
    "outside_tie": "outside tie",
    "clash": "clash",
    "other": "other act",
}
"""Each alliance act as a noun phrase that is true of a plan as well as of a deed."""

KNOWN_BASES = {
    "published_day": "published that day",
    "published_month": "published that month; its last day is taken",
    "published_year": "published that year; its last day is taken",
    "inferred": "no date of publication; the day after the act is taken",
}

END_MODES = {
    "lapse": "membership lapsed",
    "suspension-at-own-request": "suspended at its own request",
    "withdrawal": "withdrew",
    "expulsion": "expelled",
    "dissolution": "alliance dissolved",
    "succession": "succeeded by another state",
    "state-ended": "the state ended",
}

MODALITIES = {"announced": "announced only", "disputed": "disputed"}
"""Marks for acts that are not plainly actual; an actual act has none."""

_BIDI_CONTROLS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text on one line, without control characters or marks that reorder what a reader sees."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    kept = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text if c not in _BIDI_CONTROLS)
    return " ".join(kept.split())


def date_words(text: str) -> str:
    """A partial date in words, as exact as it was given; text that is no date stays as it is."""
    try:
        known = PartialDate.parse(text)
    except BadDate:
        return text
    if known.basis == "year":
        return text
    month = f"{known.first:%B} {known.first.year}"
    return month if known.basis == "month" else f"{known.first.day} {month}"


def period_words(finding: Finding) -> str:
    """The period a finding covers, in words; one date where it begins and ends on the same."""
    first, last = date_words(finding.period_from), date_words(finding.period_to)
    if not first or not last or first == last:
        return first or last
    return f"{first} to {last}"


def number(value: float) -> str:
    """A whole number as it is; any other with two significant digits, or three from 100 on."""
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    if abs(value) >= 9.95:
        return f"{value:.0f}"
    if abs(value) >= 0.95:
        return f"{value:.1f}"
    return f"{value:.2g}" if abs(value) >= 0.0001 else f"{value:.1e}"


def percent(share: float) -> str:
    """A share in 0..1 as whole per cent; never 0% or 100% unless it is exactly that."""
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def quantity(value: float, unit: str) -> str:
    """A value with its unit; shares and probabilities as per cent."""
    if unit in SHARES:
        return percent(value)
    shown, words = number(value), one_line(unit.replace("_", " "))
    if shown == "1":
        words = re.sub(r"^(\w+[^\Ws])s\b", r"\1", words)
    return f"{shown} {words}".strip()


def finding_numbers(finding: Finding) -> str:
    """The measure, value, interval, count and period of a finding, on one line of small print."""
    parts = []
    if finding.value is not None:
        measure, unit = (one_line(name.replace("_", " ")) for name in (finding.measure, finding.unit))
        shown = quantity(finding.value, "" if measure == unit and unit not in SHARES else finding.unit)
        parts.append(f"{measure}: {shown}")
    if finding.low is not None and finding.high is not None:
        level = f"{finding.interval_level * 100:g}%"
        unit = finding.unit if finding.unit in SHARES else ""
        low, high = (quantity(bound, unit) for bound in (finding.low, finding.high))
        parts.append(f"{level} interval {low} to {high}")
    parts.append(f"n = {finding.n:,}")
    if finding.n_machine_read:
        parts.append(f"{finding.n_machine_read} of {rows(len(finding.evidence))} machine-read")
    if period := period_words(finding):
        parts.append(period)
    return "; ".join(parts)


def first_up(text: str) -> str:
    """The text with a capital at its head."""
    return f"{text[:1].upper()}{text[1:]}"


def rows(n: int) -> str:
    """A count of rows of the record in words."""
    return f"{n:,} row" if n == 1 else f"{n:,} rows"


def days(n: int) -> str:
    """A count of days in words."""
    return f"{n:,} day" if n == 1 else f"{n:,} days"


def waited(call: Call, as_of: str) -> str:
    """How long a call waited for its first answer, in words; a range where a date is vague."""
    low, high = call.wait_days_low, call.wait_days_high
    if call.answered_on is None and low is None and high is None:
        return f"no answer in the record by {date_words(as_of)}"
    if low is None and high is None:
        return "not known"
    if high is None:
        return f"at least {days(low or 0)}"
    if low is None or (low <= 0 < high):
        return f"at most {days(high)}"
    if low == high:
        return "same day" if high == 0 else days(high)
    return f"{low:,} to {days(high)}"


def name_of(assessment: Assessment, code: str | None) -> str:
    """The name of a state or body by its code; the code itself for the alliance and where none is given."""
    if code == assessment.alliance:
        return one_line(code)
    return one_line(assessment.names.get(code, code)) if code else ""


def member_words(member: Member) -> str:
    """Since when a state is a member and, where it left, when and how."""
    since = f"since {date_words(member.since)}"
    if member.left_on is None:
        return since
    how = END_MODES.get(member.end_mode or "", member.end_mode or "")
    until = f"{date_words(member.since)} to {date_words(member.left_on)}"
    return f"{until}, {one_line(how)}" if how else until


def answer_words(answer_class: str) -> str:
    """A class of answer in a few words."""
    return ANSWERS.get(answer_class, one_line(answer_class.replace("_", " ")))


def act_words(act: str) -> str:
    """An alliance act as a noun phrase."""
    return ACTS.get(act, one_line(act.replace("_", " ")))


def known_words(row: Evidence) -> str:
    """When the public could first have known a row, and how that day was found."""
    basis = KNOWN_BASES.get(row.known_basis, one_line(row.known_basis.replace("_", " ")))
    return f"known on {date_words(row.known_on)} ({basis})"


def verified_words(row: Evidence) -> str:
    """Whether the page behind a row was read."""
    if row.is_verified:
        return "verified"
    return "not verified: no page was opened" if row.source_id is None else "not verified"


def machine_words(row: Evidence) -> str:
    """How far a row can be trusted by how it was made: `machine-read, 2 independent sources`; empty for what a person wrote.

    A row by hand that texts tell too says so.
    """
    n = row.n_sources_read
    sources = "one source" if n == 1 else f"{n} independent sources"
    if row.made == "machine":
        return f"machine-read, {sources}" + (f", {one_line(row.review)}" if row.review else "")
    return f"also machine-read from {sources}" if n else ""


def made_words(row: Evidence) -> str:
    """How a row was made, in words: by hand, from a data set, or by machine and from how many sources."""
    if row.made == "machine":
        return machine_words(row)
    made = "by hand" if row.made == "hand" else "from a data set"
    return f"{made}, {machine_words(row)}" if row.n_sources_read else made


def machine_share(rows: Iterable[Evidence]) -> str:
    """How many of the rows behind a sentence were read by machine: `2 of 5 rows machine-read`; empty for none."""
    listed = list(rows)
    read = [row for row in listed if row.made == "machine"]
    if not read:
        return ""
    if len(listed) == 1:
        return machine_words(read[0])
    if len(read) == len(listed):
        return f"all {len(listed)} rows machine-read"
    return f"{len(read)} of {len(listed)} rows machine-read"


BECAME = {
    "new": "new",
    "already in the record": "already in the record",
    "told twice": "told twice by these texts",
}


def moved_words(assessment: Assessment, moved: Moved) -> str:
    """What moved, in a few words: the member and the measure."""
    if moved.kind == "headline":
        return "Headline"
    who = name_of(assessment, moved.member) or assessment.alliance
    what = one_line(moved.what.partition(": ")[2] or moved.what).replace("_", " ")
    if moved.kind == "call":
        return f"{who}: a call"
    return f"{who}: odds of {what}" if moved.kind == "odds" else f"{who}: {what}"


def shift_words(moved: Moved) -> str:
    """From what to what in a few words; empty where only whole sentences can tell."""
    if moved.label_before is None and moved.label_after is None:
        return ""
    before, after = (one_line(label or "not there") for label in (moved.label_before, moved.label_after))
    if before != after:
        return f"{before} → {after}"
    if moved.value_before is not None and moved.value_after is not None and moved.value_before != moved.value_after:
        return " → ".join(_finer(value, moved.unit) for value in (moved.value_before, moved.value_after))
    return f"{after}, as before; its small print moved"


def _finer(value: float, unit: str) -> str:
    """A value with one digit more than a brief has elsewhere, so that a small move shows."""
    return f"{value * 100:.1f}%" if unit in SHARES else f"{value:.3g} {one_line(unit.replace('_', ' '))}".strip()


def title_words(assessment: Assessment) -> str:
    """The alliance with its short name; the member where the assessment is limited to one."""
    name, code = one_line(assessment.alliance_name), one_line(assessment.alliance)
    title = name if code in name else f"{name} ({code})"
    return f"{title}: {name_of(assessment, assessment.only_member)}" if assessment.only_member else title


def hub_words(assessment: Assessment) -> str:
    """Which member the alliance is built around, if any."""
    return f"Hub: {name_of(assessment, assessment.hub)}" if assessment.hub else "No hub"


def safe_url(url: str | None) -> str | None:
    """The address where it may become a link: http or https with a host and no blanks; otherwise None."""
    if not url or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
