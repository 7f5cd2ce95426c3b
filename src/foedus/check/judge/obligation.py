"""What a treaty binds its members to, held term by term against its articles as the record paraphrases them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from foedus.check.desk import Desk
from foedus.check.judge.placing import candidates, of_article, placed, told
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.judge.ruling import told as by_event
from foedus.check.terms import PARTS, Terms, differences, durations, terms
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.rows import Row

KINDS = ("obligation",)

KIN = {
    "defence": ("defence", "aid"),
    "aid": ("aid", "defence"),
    "withdrawal-notice": ("withdrawal-notice", "term"),
    "term": ("term", "withdrawal-notice"),
    "decisions": ("decisions", "binding-force", "institution", "consultation"),
    "binding-force": ("binding-force", "decisions", "institution"),
    "suspension": ("suspension", "financing"),
    "financing": ("financing", "suspension"),
    "exclusivity": ("exclusivity", "compatibility"),
    "compatibility": ("compatibility", "non-aggression", "exclusivity"),
    "non-aggression": ("non-aggression", "dispute-settlement", "use-of-force"),
    "dispute-settlement": ("dispute-settlement", "non-aggression"),
    "aims": ("aims", "non-aggression"),
}
"""Kinds of rows that may hold a claim of a kind, the nearest first."""

_NO_PROMISE = re.compile(
    r"\b(?:holds? no promise|no promise|promises? (?:no|consultation only)|promises? consultation on threats, not help|no alliance of defence)\b",
    re.IGNORECASE,
)
_ATTACK = re.compile(r"attack|aggress|threat|victim|sovereignty|breach|encroach", re.IGNORECASE)
_MEANT = re.compile(
    r"attack|aggress|threat|victim|danger|defen[cs]e|sovereignty|armed|military|assail|invad", re.IGNORECASE
)
_ALONE = re.compile(r"\b(?:alone|only)\b")
_FEW = re.compile(r"\bneighbours?\b|\bneighbors?\b|\bhub\b|\b(?:moscow|russia|washington) alone\b")
_INSTRUMENT = re.compile(
    r"\b(charter|treaty|protocol|constitutive act|pact|communiqu[eé]|agreement|declaration|doctrine)\b(?: of)?(?: (1[89]\d\d|20\d\d))?"
)
_OF_UN = re.compile(r"\b(?:un|united nations) charter\b|\bcharter of the united nations\b")
_ONE_BODY = re.compile(
    r"\b(?:council|commission|committee) of \w+ members\b|\bdecides? on \w+|\blifting\b", re.IGNORECASE
)
ALIKE = 0.12
"""From which likeness on a claim without any term is told by a row of its kind."""


class _Held(NamedTuple):
    """A row with the terms that agree, differ or are wanting, and how alike its words are."""

    row: Row
    agree: frozenset[str]
    differ: frozenset[str]
    silent: frozenset[str]
    alike: float


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold kind, article and terms of a claim against the articles of the alliance; of others that it may mean where it has none."""
    kinds = KIN.get(found.query.family, (found.query.family,))
    told_of = [it for one in candidates(found.query, kinds, desk) if (it := _judged(one, desk)) is not NOTHING]
    if found.query.family == "article":  # Told by its words alone: the treaty whose article says so is meant.
        told_of.sort(key=lambda it: it.outcome != "supported")
    return told_of[0] if told_of else NOTHING


def _judged(query: Query, desk: Desk) -> Ruling:
    rows = _rows(query, desk)
    if not rows:
        return NOTHING
    kinds = KIN.get(query.family, (query.family,))
    of_kind = [it for it in rows if it["obligation_kind"] in kinds]
    narrow = _narrowed(query, rows)
    if narrow is not None:
        return narrow
    if query.family in ("defence", "aid") and _MEANT.search(query.around or query.detail):
        of_kind = [it for it in of_kind if _ATTACK.search(it["paraphrase"])]
        if query.is_negated or not of_kind:
            return _promises(query, of_kind, desk)
    named = of_article(query, rows)
    if query.family == "article":
        return placed(query, named, rows, desk, is_whole=True)
    if any(it in of_kind for it in named):
        held = _told_by(query, [it for it in named if it in of_kind], desk)
        wider = _told_by(query, of_kind, desk) if held.outcome != "supported" else held
        held = held if wider.outcome != "supported" or query.family not in ("defence", "aid") else wider
    elif query.article and of_kind:
        held = _elsewhere(query, named, of_kind, desk)
    else:
        return _told_by(query, of_kind, desk) if of_kind else NOTHING
    return placed(query, named, rows, desk, is_whole=False) if held is NOTHING else held


def _narrowed(query: Query, rows: list[Row]) -> Ruling | None:
    """`for them it held for any aggression`: a state that has said what its duty is limited to."""
    said = terms(query.detail)
    if "any attack" not in said.trigger:
        return None
    for row in rows:
        if "one kind of attack" in terms(row["paraphrase"], of_row=True).trigger:
            return Ruling("contradicted", f"The record has it limited. {told(row)}.", (row["id"],), ("act",))
    return None


def _rows(query: Query, desk: Desk) -> list[Row]:
    """Articles of the alliance meant, of the instrument that is named where one fits."""
    known = [it for it in desk.obligations if it["signed_on"] <= desk.day.isoformat()]
    rows = [it for it in known if it["alliance"] == query.alliance]
    text = _OF_UN.sub("", (query.around or query.detail).lower())
    for noun, year in _INSTRUMENT.findall(text):
        named = [
            it
            for it in rows
            if _is_instrument(noun, it["instrument"].lower()) and (not year or year in it["signed_on"])
        ]
        if named and (year or noun in ("charter", "constitutive act", "protocol", "doctrine")):
            return named
    return rows


def _is_instrument(noun: str, name: str) -> bool:
    return noun in name or (
        noun in ("treaty", "pact", "agreement") and re.search(r"treaty|pact|agreement", name) is not None
    )


def _told_by(query: Query, rows: list[Row], desk: Desk) -> Ruling:
    """The verdict of rows of the kind: one without any difference bears a claim out, all with one exclude it."""
    said = _said(query)
    held = [_held(said, it, query, desk) for it in rows]
    order = KIN.get(query.family, (query.family,))
    held.sort(key=lambda it: (len(it.differ), -len(it.agree), order.index(it.row["obligation_kind"]), -it.alike))
    best = held[0]
    if not best.differ and not (best.silent - best.agree):
        return _supported(query, said, best, held)
    telling = [it for it in held if it.agree or it.differ]
    if telling and all(it.differ for it in telling):
        worst = min(telling, key=lambda it: (order.index(it.row["obligation_kind"]), -it.alike))
        if (
            query.family == "decisions"
            and not query.article
            and _ONE_BODY.search(worst.row["paraphrase"])
            and worst.alike < 0.4
        ):
            return NOTHING  # One body's rule is not that of the whole.
        return _denied(said, worst)
    if best.differ:
        return _denied(said, best)
    event = _by_event(query, said, desk)
    if event is not None:
        return event
    if best.row["obligation_kind"] != query.family and query.family not in ("defence", "aid"):
        return NOTHING
    part = PARTS[min(best.silent)]
    return Ruling("partly", f"The row does not tell one part. {told(best.row)}.", (best.row["id"],), (part,))


def _by_event(query: Query, said: Terms, desk: Desk) -> Ruling | None:
    """A term that no article known by the day tells, told by what was done when the treaty came into force."""
    if not said.term:
        return None
    for fact in desk.events:
        if fact.alliance == query.alliance and fact.act == "found":
            known = {months / 12 for months, _, _ in durations(fact.text)}
            if known >= set(said.term):
                return Ruling("supported", f"{by_event(fact)}.", (fact.id,))
    return None


def _supported(query: Query, said: Terms, best: _Held, held: list[_Held]) -> Ruling:
    near = max(held, key=lambda it: it.alike if not it.differ else -1.0)
    if not best.agree:
        exact = [it for it in held if it.row["obligation_kind"] == query.family and not it.differ] or [near]
        near = max(exact, key=lambda it: it.alike)
        is_plain = query.family in ("defence", "aid", "consultation", "withdrawal-notice", "non-aggression")
        if near.alike < ALIKE and not (is_plain and near.row["obligation_kind"] == query.family):
            return NOTHING
        best = near
    alone = _alone(query, best.row)
    return alone or Ruling("supported", f"{told(best.row)}.", (best.row["id"],))


def _denied(said: Terms, held: _Held) -> Ruling:
    name = min(held.differ, key=lambda it: list(PARTS).index(it))
    why = {
        "notice": "The record has another notice.",
        "term": "The record has another term.",
        "after": "The record has another number of years.",
        "rules": "The record has others who must agree.",
        "duty": "The record has it otherwise how far each member is bound.",
        "armed": "The record has it otherwise by what means help is given.",
        "trigger": "The record has another case in which it holds.",
        "regions": "The record has another region.",
        "bound": "The record has it otherwise how long a member stays bound.",
        "recipient": "The record has another to be told.",
    }[name]
    is_law = name == "duty" and "strict" not in (terms(held.row["paraphrase"], of_row=True).duty, said.duty)
    return Ruling("partly" if is_law else "contradicted", f"{why} {told(held.row)}.", (held.row["id"],), (PARTS[name],))


def _held(said: Terms, row: Row, query: Query, desk: Desk) -> _Held:
    agree, differ, silent = differences(said, row_terms(row["paraphrase"], row["notice_months"]))
    if query.recipients and row["obligation_kind"] in ("withdrawal-notice", "term"):
        named = desk.state_names.in_text(row["paraphrase"])
        if named and not named & set(query.recipients):
            differ.add("recipient")
    alike = desk.weights.alike(query.topic, topic(row["paraphrase"]))
    return _Held(row, frozenset(agree), frozenset(differ), frozenset(silent), alike)


PARTS_OF = {
    "defence": {"duty", "armed", "trigger", "regions"},
    "aid": {"duty", "armed", "trigger", "regions"},
    "consultation": {"trigger", "rules"},
    "withdrawal-notice": {"notice", "after", "bound"},
    "term": {"term"},
    "financing": {"term", "rules"},
    "suspension": {"rules", "term"},
}
"""Which terms count in a claim of a kind; in all others who must agree."""


def _said(query: Query) -> Terms:
    """The terms of a claim that belong to its kind."""
    said = terms(query.detail)
    wanted = PARTS_OF.get(query.family, {"rules"})
    if query.family in ("financing", "suspension"):
        lengths = tuple(months / 12 for months, _, _ in durations(query.detail) if months >= 1)
        said = said._replace(term=lengths, notice=())
    if query.is_negated and said.duty == "strict":
        said = said._replace(duty="free", armed=None)
    plain = Terms()
    kept = {name: getattr(said, name) for name in wanted}
    return plain._replace(**kept, binds=said.binds if "rules" in wanted else frozenset())


@cache
def row_terms(paraphrase: str, notice_months: int | None) -> Terms:
    """The terms of a row: those of its words, with its own column of notice."""
    found = terms(paraphrase, of_row=True)
    if not found.term:
        found = found._replace(
            term=tuple(months / 12 for months, _, _ in durations(paraphrase) if "contribution" in paraphrase)
        )
    return found._replace(notice=(float(notice_months),)) if notice_months else found


def _alone(query: Query, row: Row) -> Ruling | None:
    """`alone` of those who must help, where the article binds all of them."""
    if (
        _ALONE.search(query.detail)
        and _FEW.search(query.detail.lower())
        and re.search(r"\ball\b|\bothers\b|\bevery\b", row["paraphrase"])
    ):
        return Ruling("contradicted", f"It binds all the others: {told(row)}.", (row["id"],), ("act",))
    return None


def _elsewhere(query: Query, named: list[Row], of_kind: list[Row], desk: Desk) -> Ruling:
    """The article named says something else, and another one says it."""
    held = _told_by(query, of_kind, desk)
    if held.outcome == "contradicted":
        return held
    own = ("defence", "aid") if query.family in ("defence", "aid") else (query.family,)
    exact = [it for it in of_kind if it["obligation_kind"] in own]
    if not exact or held.outcome == "not_in_record" or query.family not in FIRM:
        return NOTHING
    other = next((it for it in of_kind if it["id"] in held.rows), exact[0])
    if named and named[0]["instrument"] == other["instrument"]:
        return Ruling(
            "contradicted", f"Another article says so: {told(other)}; {told(named[0])}.",
            (other["id"], named[0]["id"]), ("article",),
        )  # fmt: skip
    why = f"The record has it in another article: {told(other)}."
    return Ruling("partly", why, (other["id"],), ("article",))


FIRM = (
    "defence",
    "aid",
    "consultation",
    "withdrawal-notice",
    "term",
    "decisions",
    "hosting",
    "accession",
    "non-aggression",
)
"""Kinds that stand in one article of a treaty, so that another one does not hold them."""


def _promises(query: Query, of_kind: list[Row], desk: Desk) -> Ruling:
    """That there is, or is no promise of help at all."""
    if query.family not in ("defence", "aid"):
        return NOTHING
    alliance = desk.alliances.rows.get(query.alliance)
    rows = [it for it in desk.obligations if it["alliance"] == query.alliance and _NO_PROMISE.search(it["paraphrase"])]
    told_so = [(it["id"], it["paraphrase"]) for it in rows]
    if alliance and _NO_PROMISE.search(alliance["note"] or ""):
        told_so.append((alliance["id"], alliance["note"]))
    if query.is_negated:
        said = terms(query.detail)
        if of_kind and said.armed and not any(row_terms(it["paraphrase"], None).armed for it in of_kind):
            return NOTHING
        if of_kind and not said.duty:
            why = f"The record has such a duty: {told(of_kind[0])}."
            return Ruling("contradicted", why, (of_kind[0]["id"],), ("act",))
        if of_kind:
            return _told_by(query, of_kind, desk)
        return Ruling("supported", told_so[0][1], (told_so[0][0],)) if told_so else NOTHING
    if told_so and not of_kind:
        return Ruling("contradicted", f"There is no such duty: {told_so[0][1]}", (told_so[0][0],), ("act",))
    return NOTHING
