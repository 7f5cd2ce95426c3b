"""What a treaty binds its members to, held against its articles as the record paraphrases them."""

from __future__ import annotations

import re

from foedus.check.desk import Desk
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.numbers import quantities
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.rows import Row

KINDS = ("obligation",)

_FREE = re.compile(r"deem|consider(?:s|ed)? (?:it )?necessary|as it|judges|may |of its own|constitutional")
_NARROW = re.compile(r"\b(?:alone|only|automatic\w*|at once send)\b")


def judge(found: Found, desk: Desk) -> Ruling:
    """Kind and number of the article claimed against the articles; numbers of months; words that narrow or widen a duty."""
    query = found.query
    rows = [
        it for it in desk.obligations if it["alliance"] == query.alliance and it["signed_on"] <= desk.day.isoformat()
    ]
    rows += [it for it in desk.obligations if it["alliance"] in query.others]
    if not rows:
        return NOTHING
    of_kind = [it for it in rows if it["obligation_kind"] in query.acts]
    of_article = [it for it in rows if query.article and _number(it) == query.article]
    if query.number is not None:
        return _numbered(query, of_kind, rows)
    if query.article and of_article:
        return _by_article(query, of_article, of_kind)
    if not of_kind:
        return NOTHING
    best = max(of_kind, key=lambda it: desk.weights.alike(query.topic, topic(it["paraphrase"])))
    same = [it for it in of_kind if it["obligation_kind"] == best["obligation_kind"]]
    return _widened(query, [best, *same]) or Ruling("supported", f"{_told(best)}.", (best["id"],))


def _by_article(query: Query, of_article: list[Row], of_kind: list[Row]) -> Ruling:
    kinds = {it["obligation_kind"] for it in of_article}
    wanted = set(query.acts)
    # An article of help and one of defence say two halves of the same promise.
    if wanted & {"aid", "defence"} and kinds & {"aid", "defence"}:
        return _widened(query, of_article) or Ruling(
            "supported", f"{_told(of_article[0])}.", tuple(it["id"] for it in of_article[:3])
        )
    fits = [it for it in of_article if it["obligation_kind"] in wanted]
    if fits:
        return _widened(query, fits) or Ruling("supported", f"{_told(fits[0])}.", tuple(it["id"] for it in fits[:3]))
    elsewhere = [it for it in of_kind if it["alliance"] == of_article[0]["alliance"]]
    if elsewhere and query.family in ("defence", "aid", "consultation", "withdrawal-notice"):
        return Ruling(
            "contradicted", f"Another article says so: {_told(elsewhere[0])}; {_told(of_article[0])}.",
            (elsewhere[0]["id"], of_article[0]["id"]), ("article",),
        )  # fmt: skip
    return NOTHING


def _widened(query: Query, rows: list[Row]) -> Ruling | None:
    """`automatically` or `alone`, where the article leaves each state its own judgement or binds all of them."""
    text = " ".join(it["paraphrase"] for it in rows)
    narrow = _NARROW.search(query.detail)
    if narrow is None:
        return None
    if (
        narrow.group().startswith("automatic")
        and _FREE.search(text)
        and not re.search(r"\bnot\b.{0,15}automatic", query.detail)
    ):
        return Ruling(
            "contradicted", f"The article leaves it to each member: {_told(rows[0])}.", (rows[0]["id"],), ("act",)
        )
    if (
        narrow.group() in ("alone", "only")
        and re.search(r"\ball\b|\bothers\b|\bevery\b", text)
        and re.search(r"neighbour|\bhub\b|<[A-Z]{3}> alone", query.detail)
    ):
        return Ruling("contradicted", f"It binds all the others: {_told(rows[0])}.", (rows[0]["id"],), ("act",))
    return None


def _numbered(query: Query, of_kind: list[Row], rows: list[Row]) -> Ruling:
    """Months of notice, or of a term."""
    assert query.number is not None  # noqa: S101 (asked before)
    known = {it["id"]: months for it in of_kind for months in _months(it)}
    if not known:
        return NOTHING
    fits = [id_ for id_, months in known.items() if abs(months - query.number) < 0.6]
    by_id = {it["id"]: it for it in rows}
    if fits:
        return Ruling("supported", f"{_told(by_id[fits[0]])}.", tuple(fits[:2]))
    one = next(iter(known))
    return Ruling(
        "contradicted",
        f"It is {known[one]:g} months, not {query.number:g}: {_told(by_id[one])}.",
        tuple(known)[:2],
        ("number",),
    )


def _months(row: Row) -> list[float]:
    if row["notice_months"]:
        return [float(row["notice_months"])]
    scale = {"months": 1.0, "years": 12.0}
    text = row["paraphrase"].replace("a year", "one year")
    return [it.value * scale[it.unit] for it in quantities(text) if it.unit in scale]


def _number(row: Row) -> str:
    match = re.match(r"(\d+)", row["article"])
    return match.group(1) if match else row["article"].lower()


def _told(row: Row) -> str:
    return f"{row['instrument']}, Article {row['article']}: {row['paraphrase'].rstrip('.')}"
