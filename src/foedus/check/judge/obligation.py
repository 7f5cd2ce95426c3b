"""What a treaty binds its members to, held term by term against its articles as the record paraphrases them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from foedus.check.claims.obligations import roman
from foedus.check.desk import Desk
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.terms import PARTS, Terms, differences, terms
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
_ATTACK = re.compile(
    r"attack|aggress|threat|victim|danger|defen[cs]e|sovereignty|breach|encroach|armed|military", re.IGNORECASE
)
_ALONE = re.compile(r"\b(?:alone|only)\b")
_FEW = re.compile(r"\bneighbours?\b|\bneighbors?\b|\bhub\b|\b(?:moscow|russia|washington) alone\b")
_INSTRUMENT = re.compile(
    r"\b(charter|treaty|protocol|constitutive act|pact|communiqu[eé]|agreement|declaration|doctrine)\b(?: of)?(?: (1[89]\d\d|20\d\d))?"
)
_OF_UN = re.compile(r"\b(?:un|united nations) charter\b|\bcharter of the united nations\b")
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
    """Hold kind, article and terms of a claim against the articles of the alliance."""
    query = found.query
    rows = _rows(query, desk)
    if not rows:
        return _promises(query, [], desk)
    kinds = KIN.get(query.family, (query.family,))
    of_kind = [it for it in rows if it["obligation_kind"] in kinds]
    if query.family in ("defence", "aid") and _ATTACK.search(query.around or query.detail):
        of_kind = [it for it in of_kind if _ATTACK.search(it["paraphrase"])]
        if query.is_negated or not of_kind:
            return _promises(query, of_kind, desk)
    of_article = [it for it in rows if query.article and int(query.article or 0) in numbers(it["article"])]
    if of_article and any(it in of_kind for it in of_article):
        held = _told_by(query, [it for it in of_article if it in of_kind], desk)
        wider = _told_by(query, of_kind, desk) if held.outcome != "supported" else held
        return held if wider.outcome != "supported" or query.family not in ("defence", "aid") else wider
    if query.article and of_kind:
        return _elsewhere(query, of_article, of_kind, desk)
    return _told_by(query, of_kind, desk) if of_kind else NOTHING


def _rows(query: Query, desk: Desk) -> list[Row]:
    """Articles of the alliance meant, of the instrument that is named where one fits."""
    known = [it for it in desk.obligations if it["signed_on"] <= desk.day.isoformat()]
    rows = [it for it in known if it["alliance"] == query.alliance]
    rows = rows or [it for it in known if it["alliance"] in (*query.others, query.main)]
    text = _OF_UN.sub("", (query.around or query.detail).lower())
    for noun, year in _INSTRUMENT.findall(text):
        named = [
            it for it in rows if _is_instrument(noun, it["instrument"].lower()) and (not year or year in it["signed_on"])
        ]
        if named and (year or noun in ("charter", "constitutive act", "protocol", "doctrine")):
            return named
    return rows


def _is_instrument(noun: str, name: str) -> bool:
    return noun in name or (noun in ("treaty", "pact", "agreement") and re.search(r"treaty|pact|agreement", name) is not None)


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
        return _denied(said, worst)
    if best.differ:
        return _denied(said, best)
    part = PARTS[min(best.silent)]
    return Ruling("partly", f"The row does not tell one part. {told(best.row)}.", (best.row["id"],), (part,))


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
    return Ruling(
        "partly" if is_law else "contradicted", f"{why} {told(held.row)}.", (held.row["id"],), (PARTS[name],)
    )


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
    "financing": {"term", "notice"},
    "suspension": {"rules"},
}
"""Which terms count in a claim of a kind; in all others who must agree."""


def _said(query: Query) -> Terms:
    """The terms of a claim that belong to its kind."""
    said = terms(query.detail)
    wanted = PARTS_OF.get(query.family, {"rules"})
    if query.family == "financing":
        said = said._replace(term=(*said.term, *(it / 12 for it in said.notice)), notice=())
    if query.is_negated and said.duty == "strict":
        said = said._replace(duty="free")
    plain = Terms()
    kept = {name: getattr(said, name) for name in wanted}
    return plain._replace(**kept, binds=said.binds if "rules" in wanted else frozenset())


@cache
def row_terms(paraphrase: str, notice_months: int | None) -> Terms:
    """The terms of a row: those of its words, with its own column of notice."""
    found = terms(paraphrase, of_row=True)
    return found._replace(notice=(float(notice_months),)) if notice_months else found


def _alone(query: Query, row: Row) -> Ruling | None:
    """`alone` of those who must help, where the article binds all of them."""
    if _ALONE.search(query.detail) and _FEW.search(query.detail.lower()) and re.search(r"\ball\b|\bothers\b|\bevery\b", row["paraphrase"]):
        return Ruling("contradicted", f"It binds all the others: {told(row)}.", (row["id"],), ("act",))
    return None


def _elsewhere(query: Query, of_article: list[Row], of_kind: list[Row], desk: Desk) -> Ruling:
    """The article named says something else, and another one says it."""
    held = _told_by(query, of_kind, desk)
    if held.outcome == "contradicted":
        return held
    exact = [it for it in of_kind if it["obligation_kind"] == query.family]
    if not exact or held.outcome == "not_in_record":
        return NOTHING
    other = next((it for it in of_kind if it["id"] in held.rows), exact[0])
    if of_article and of_article[0]["instrument"] == other["instrument"]:
        return Ruling(
            "contradicted", f"Another article says so: {told(other)}; {told(of_article[0])}.",
            (other["id"], of_article[0]["id"]), ("article",),
        )  # fmt: skip
    why = f"The record has it in another article: {told(other)}."
    return Ruling("partly", why, (other["id"],), ("article",))


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
        if of_kind and not terms(query.detail).duty:
            why = f"The record has such a duty: {told(of_kind[0])}."
            return Ruling("contradicted", why, (of_kind[0]["id"],), ("act",))
        if of_kind:
            return _told_by(query, of_kind, desk)
        return Ruling("supported", told_so[0][1], (told_so[0][0],)) if told_so else NOTHING
    if told_so and not of_kind:
        return Ruling("contradicted", f"There is no such duty: {told_so[0][1]}", (told_so[0][0],), ("act",))
    return NOTHING


@cache
def numbers(article: str) -> frozenset[int]:
    """The numbers of articles that a row names: `4(1)`, `IV(2)`, `22 to 26`, `5 and 6`."""
    bare = re.sub(r"\([^)]*\)", "", article)
    spans = re.findall(r"(\d+) ?(?:-|to) ?(\d+)", bare)
    found = {n for one, other in spans for n in range(int(one), int(other) + 1)}
    found |= {int(it) for it in re.findall(r"\d+", bare)}
    return frozenset(found | {roman(it.lower()) for it in re.findall(r"\b[IVX]+\b", bare)})


def told(row: Row) -> str:
    """A row in words: instrument, article, content."""
    return f"{row['instrument']}, Article {row['article']}: {row['paraphrase'].rstrip('.')}"
