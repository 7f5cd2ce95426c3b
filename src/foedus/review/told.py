"""Which acts and statements that were read the record holds already: the same parties, the same kind of act, close dates.

An article retells. Without this, what csto-0159 holds would count again with each article that mentions it. A match is a link
of the read row to the record's; nothing is thrown away. Rows known after the day asked about are never matched to.

How far it can be trusted is measured by `bench/told.py` on retellings and on near misses that no rule here has seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from foedus.dates import PartialDate
from foedus.intake.rows import UNDATED
from foedus.rows import Row

NEAR_DAYS = 3
"""Days by which an article and the record may date one act apart."""
RETOLD_DAYS = 400
"""How far back an act may lie that a sentence without a date retells."""
ALIKE = 0.2
"""Shared words from which acts of a kind that happens every week, or that are loosely dated, are taken for one."""
LOOSE = 0.15
"""Shared words that are asked for where parties or dates fit loosely only."""

COMMON = frozenset({"other", "support", "criticise", "meet", "outside_tie", "pressure", "answer"})
"""Acts that a member may do twice within days: their words must be alike too."""
GENERIC = frozenset({"other", "support", "answer", "aid", "pressure", "meet", "outside_tie"})
"""Acts so wide that another name for them says little: with one PLOVER type they may be one act."""
AT_A_MEMBER = frozenset({"refuse_attend", "refuse_host"})
"""Acts towards the alliance that the record may hold as towards the member where the meeting was."""
MUTUAL = frozenset({"clash", "meet", "exercise", "outside_tie", "other"})
"""Acts of two sides, whichever the sentence names first."""
KIN = (
    frozenset({"refuse_sign", "refuse_align"}),
    frozenset({"refuse_attend", "refuse_align"}),
    frozenset({"refuse_host", "refuse_align"}),
    frozenset({"freeze", "threaten_leave", "give_notice", "leave"}),
    frozenset({"deploy_for", "answer", "aid", "outside_tie"}),
    frozenset({"call", "other"}),
)
"""Acts that one article calls so and another otherwise; they are one only where words and date agree well."""

_WORD = re.compile(r"[^\W_]{4,}")
_EMPTY = frozenset(
    ("that", "with", "were", "from", "have", "been", "this", "they", "which", "their", "also", "said", "would", "after",
     "than", "into", "over", "about")
)  # fmt: skip


class Told(NamedTuple):
    """A read row, the record's row that tells the same, and why they are taken for one."""

    read_id: str
    record_id: str
    why: str


class Parties(NamedTuple):
    """What stands for what: an act of the hub may be told as one of the alliance, and the other way round."""

    alliance: str
    hub: str | None

    def fit(self, read: str, held: str) -> float:
        """1 where the two are one, 0.5 where one is the alliance and the other its hub, or not known; else 0."""
        if read == held or code_of(read) == code_of(held):
            return 1.0
        if read == "UNK" or {read, held} == {self.alliance, self.hub}:
            return 0.5
        return 0.0


def code_of(party: str) -> str:
    """The code of a body that the record holds under its name, as `European Union`; any other party as it is."""
    return _bodies().get(party.casefold(), party)


@cache
def _bodies() -> dict[str, str]:
    from foedus.reading.actor_rows import rows

    found: dict[str, str] = {}
    for row in rows():
        if row.sort == "body":
            for name in (row.name, *row.other_names):
                found.setdefault(name.casefold(), row.code)
    return found


def words_of(text: str) -> frozenset[str]:
    """The words that tell two sentences apart, by their first five letters."""
    return frozenset(word.casefold()[:5] for word in _WORD.findall(text) if word.casefold() not in _EMPTY)


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The words of the shorter that the longer has too, 0 to 1: an article's sentence holds more than one of ours."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def match(read: Sequence[Row], held: Iterable[Row], parties: Parties) -> list[Told]:
    """For each read event the record's row that tells the same act, where there is one; each has at most one."""
    by_party: dict[str, list[Row]] = defaultdict(list)
    for row in held:
        for party in {code_of(row["actor"]), code_of(row["recipient"])}:
            by_party[party].append(row)
    found = []
    for row in read:
        near = {other["id"]: other for code in _codes(row, parties) for other in by_party[code]}
        scored = [(score, other["id"], why) for other in near.values() for score, why in _fits(row, other, parties)]
        if scored:
            _, id_, why = max(scored, key=lambda it: (it[0], it[1]))
            found.append(Told(row["id"], id_, why))
    return found


def match_said(read: Sequence[Row], held: Iterable[Row]) -> list[Told]:
    """For each read statement the record's that tells the same words: one speaker, close dates, words alike."""
    by_speaker: dict[str, list[tuple[Row, frozenset[str]]]] = defaultdict(list)
    for row in held:
        by_speaker[row["speaker"]].append((row, words_of(row["content"])))
    found = []
    for row in read:
        words = words_of(row["content"])
        near = [
            (alike, other["id"])
            for other, others in by_speaker[row["speaker"]]
            if (alike := shared(words, others)) >= 0.5
            and len(words & others) >= 3
            and _days(row, other, "said_on") <= NEAR_DAYS
        ]
        if near:
            alike, id_ = max(near)
            found.append(Told(row["id"], id_, f"same speaker, words alike ({alike:.2f})"))
    return found


def _codes(row: Row, parties: Parties) -> set[str]:
    codes = {code_of(row["actor"]), code_of(row["recipient"])}
    return codes | {one for one in (parties.alliance, parties.hub) if one and codes & {parties.alliance, parties.hub}}


def _fits(read: Row, held: Row, parties: Parties) -> list[tuple[float, str]]:
    """How well a read act fits one of the record, and why; empty where they are two.

    An act that concerns the alliance must not be linked to a row of another: it would be missing where it counts.
    """
    is_own = held["alliance"] == parties.alliance
    if read["alliance"] == parties.alliance and not is_own:
        return []
    act, kin = _act(read, held)
    who = _who(read, held, parties)
    if not act or not who or (read["modality"] == "disputed") != (held["modality"] == "disputed"):
        return []
    if (read["modality"] == "announced") != (held["modality"] == "announced"):
        return []
    words = shared(
        words_of(read["original_text"] or read["sentence"]) - _names(read, held),
        words_of(held["sentence"]) - _names(read, held),
    )
    gap, is_loose = _gap(read, held)
    if gap is None:
        return []
    needed = 0.0
    if is_loose or who < 2 or kin:
        needed = LOOSE
    if read["alliance_act"] in COMMON and gap > 0:
        needed = ALIKE
    if (is_loose or who < 2) and (kin or read["alliance_act"] in COMMON):
        needed = 2 * ALIKE
    if words < needed:
        return []
    dated = f"{gap} days apart" if gap else "dates that may be one"
    score = act + who + 2 * words + (0 if is_loose else 1) + (1 if is_own else 0) - gap / 10
    return [(score, f"the record holds this act: {_kind(read, held)}, {dated}, words shared {words:.2f}")]


def _act(read: Row, held: Row) -> tuple[float, bool]:
    """How well the kinds of act agree, 0 to 2, and whether they are only kin."""
    mine, its = read["alliance_act"], held["alliance_act"]
    if mine == its != "other":
        return 2.0, False
    if any({mine, its} <= some for some in KIN):
        return 1.0, True
    if {mine, its} & GENERIC and read["plover_type"] and read["plover_type"] == held["plover_type"]:
        return 1.0, True
    return 0.0, False


def _who(read: Row, held: Row, parties: Parties) -> float:
    """How well the parties agree: 2 where both are the same, 0 where one differs."""
    pairs = [(held["actor"], held["recipient"])]
    if read["alliance_act"] in MUTUAL and held["alliance_act"] in MUTUAL:
        pairs.append((held["recipient"], held["actor"]))
    best = 0.0
    for actor, recipient in pairs:
        fit_actor = parties.fit(read["actor"], actor)
        fit_recipient = parties.fit(read["recipient"], recipient)
        # A reader that finds no recipient gives the actor again.
        if read["recipient"] == read["actor"] or (
            read["alliance_act"] in AT_A_MEMBER and parties.alliance in (read["recipient"], recipient)
        ):
            fit_recipient = max(fit_recipient, 0.5)
        best = max(best, fit_actor + fit_recipient if fit_actor and fit_recipient else 0.0)
    return best


def _gap(read: Row, held: Row) -> tuple[int | None, bool]:
    """The fewest days between the two, and whether a date is loose; None where they are too far apart.

    A sentence without a date was given that of its text: it may tell of something that is long past, never of the future.
    """
    days = _days(read, held, "happened_on")
    is_vague = len(read["happened_on"]) < 10 or len(held["happened_on"]) < 10
    if days <= NEAR_DAYS:
        return days, is_vague
    text = PartialDate.parse(read["happened_on"]).last
    act = PartialDate.parse(held["happened_on"]).last
    if UNDATED in (read["note"] or "") and timedelta(0) <= text - act <= timedelta(days=RETOLD_DAYS):
        # The nearest of several past acts is the likeliest; the score takes the gap, in months, from it.
        return min((text - act).days // 30, NEAR_DAYS), True
    return None, True


def _days(a: Row, b: Row, column: str) -> int:
    """The fewest days between the dates of two rows, 0 where they may be the same."""
    one, other = PartialDate.parse(a[column]), PartialDate.parse(b[column])
    return max((other.first - one.last).days, (one.first - other.last).days, 0)


def _names(*rows: Row) -> frozenset[str]:
    """Words of the parties' codes, which say nothing of the act."""
    return frozenset(str(row[side]).casefold()[:5] for row in rows for side in ("actor", "recipient"))


def _kind(read: Row, held: Row) -> str:
    act = held["alliance_act"] if held["alliance_act"] != "other" else str(held["plover_type"] or "act").lower()
    same = "same kind" if read["alliance_act"] == held["alliance_act"] else "kind told otherwise"
    return f"same parties, {same} ({act.replace('_', ' ')})"
