"""From text to `Checked`: read, find claims, judge each as of the article's own day and as of the later one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from foedus._version import __version__
from foedus.check.types import CHECK_VERSION, Checked, Claim, Found, Query, SentenceSpan, Verdict
from foedus.dates import PartialDate, parse_day
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.assessment import Evidence
    from foedus.assessment import Source as Cited
    from foedus.check.article import Article
    from foedus.check.desk import Desk
    from foedus.check.proposals import Proposer
    from foedus.record import Record


def check(
    text: str | bytes,
    *,
    dateline: date | str | None = None,
    alliance: str | None = None,
    as_of: date | str | None = None,
    record: Record | Path | None = None,
    outlet: str = "",
    name: str = "text",
    proposer: Proposer | None = None,
) -> Checked:
    """Check an article: plain text, HTML or mail, with or without a first line `DATELINE: YYYY-MM-DD | outlet`.

    `dateline` is the article's own day where the text gives none or the caller knows better; `alliance` is the one it is
    about, by any of its names; `as_of` the later day of the second verdict (default: today). `proposer` may map sentences to
    queries (`foedus.check.proposals`); it decides nothing. Raises `FoedusError` for what is no text, `UnknownName` for an
    alliance that the record does not hold, `BadDate` for a bad day.
    """
    from foedus.check.article import open_article
    from foedus.check.claims import find

    later = parse_day(as_of) if isinstance(as_of, str) else as_of or date.today()
    source = _source(text, name, later)
    own = parse_day(dateline) if isinstance(dateline, str) else dateline or source.on
    day = own or later
    if not source.text.strip():
        raise FoedusError(f"{name}: the text is empty; give an article to check")
    opened = _record(record)
    now = _desk(opened, later)
    then = _desk(opened, min(day, later)) if day < later else now
    now.horizon = then.horizon
    main = _alliance(alliance, now)
    article = open_article(
        source.text, own, now.alliances, main, outlet or source.outlet, source.title, then.closeness, then.members_ever
    )
    found = find(article)
    notes = _notes(article, own, found, later)
    if proposer is not None:
        more, told = proposer.propose(article, found)
        found, notes = sorted([*found, *more], key=lambda it: (it.sentence, it.start)), [*notes, *told]
    claims = judged(found, article, then, now, own)
    evidence, sources = _evidence(now, claims)
    return Checked(
        check_version=CHECK_VERSION,
        foedus_version=__version__,
        title=source.title,
        outlet=outlet or source.outlet,
        dateline=own.isoformat() if own else None,
        as_of=later.isoformat(),
        alliances=tuple(dict.fromkeys([*([article.main] if article.main else []), *(it.code for it in article.named)])),
        text=source.text,
        sentences=tuple(SentenceSpan(it.n + 1, *it.span) for it in article.reading.sentences),
        claims=claims,
        evidence=evidence,
        sources=sources,
        notes=tuple(notes),
        names={code: now.names[code] for code in _codes(claims, now)},
    )


def _source(text: str | bytes, name: str, near: date):  # type: ignore[no-untyped-def]
    from foedus.reading.source import source

    return source(text.encode("utf-8", "replace") if isinstance(text, str) else text, name, near)


def _record(record: Record | Path | None) -> Record:
    from foedus.record import Record as Opened
    from foedus.record import embedded
    from foedus.shelf.place import folders

    if isinstance(record, Opened):
        return record
    return Opened.open(record) if record else Opened.open(*embedded.folders(folders()))


def _desk(record: Record, day: date) -> Desk:
    from foedus.check.desk import Desk as Made

    return Made(record.as_of(day), record)


def _alliance(name: str | None, desk: Desk) -> str | None:
    from foedus.build import find_alliance

    return str(find_alliance(desk.view, name)["code"]) if name else None


def _notes(article: Article, own: date | None, found: list[Found], later: date) -> list[str]:
    notes = []
    if own is None:
        notes.append(
            f"The text gives no day of its own: it is judged as of {later} only, and days such as `on Wednesday` stay open."
        )
    elif own > later:
        notes.append(f"The text is dated {own}, after {later}: it is judged as of {later} only.")
    if not article.main:
        notes.append("The text names no alliance of the record: name one with --alliance if it is about one.")
    if not found:
        notes.append("No claim that could be checked was found; foedus reads English.")
    return notes


def _claim(one: Found, article: Article, then: Desk, now: Desk, own: date | None) -> Claim:
    from foedus.check.judge import judge

    first = _dated(one, own, judge(one, then))
    last = _later(_dated(one, own, _judged_now(one, now, then)), now, own)
    query = one.query
    words = article.text[one.start : one.end]
    basis = f"{one.sentence}|{query.kind}|{one.start}|{one.end}|{query.family}|{query.actors}|{words}"
    return Claim(
        id=f"cl-{hashlib.sha256(basis.encode()).hexdigest()[:12]}",
        sentence=one.sentence,
        start=one.start,
        end=one.end,
        words=words,
        kind=query.kind,
        says=one.says,
        said_by=one.said_by,
        fields=_fields(query),
        by=one.by,
        then=first,
        now=last,
    )


def judged(found: list[Found], article: Article, then: Desk, now: Desk, own: date | None) -> tuple[Claim, ...]:
    """Every claim with its verdicts: by the rules, one reading of each clause, and in doubt where rows make one doubt it."""
    claims = [_claim(one, article, then, now, own) for one in found]
    kept = {it.id for it in settled(claims)}
    return tuple(
        _in_doubt(it, one.query, then, now, own) for one, it in zip(found, claims, strict=True) if it.id in kept
    )


def _in_doubt(claim: Claim, query: Query, then: Desk, now: Desk, own: date | None) -> Claim:
    from foedus.check.judge.doubt import doubted

    first = doubted(query, claim.then, then)
    if now is then:
        return claim if first is claim.then else replace(claim, then=first, now=_later(first, now, own))
    last = doubted(query, claim.now, now)
    return replace(claim, then=first, now=last if last is claim.now else _later(last, now, own))


def settled(claims: list[Claim]) -> tuple[Claim, ...]:
    """One clause, read exactly and as a plain act: the exact reading, unless no row decides it and rows decide the act.

    Both stay where the exact one is borne out and the plain one excluded: each may be of another half of the clause.
    """
    dropped = set()
    for one in claims:
        exact = [it for it in claims if one.kind == "act" and it.kind in EXACT and _shared(one, it)]
        if len(set().union(*(_shared(one, it) for it in exact))) <= 0.5 * (one.end - one.start):
            continue
        if any(_is_decided(it) for it in exact) or not _is_decided(one):
            if not (_tells_otherwise(one) and all(it.then.outcome == "supported" for it in exact)):
                dropped.add(one.id)
        else:
            dropped |= {it.id for it in exact}
    return tuple(it for it in claims if it.id not in dropped)


def _tells_otherwise(claim: Claim) -> bool:
    """Whether the plain reading is excluded or finds another number: the exact one may be of the other half of a clause."""
    return claim.then.outcome == "contradicted" or (claim.then.outcome == "partly" and "number" in claim.then.wrong)


EXACT = ("call", "answer", "vote", "membership", "obligation", "date")
"""Kinds whose finders read more exactly than that of acts."""


def _is_decided(claim: Claim) -> bool:
    return any(it.outcome != "not_in_record" for it in (claim.then, claim.now))


def _shared(one: Claim, other: Claim) -> range:
    """The places of the text that two claims of a sentence share."""
    is_beside = one.sentence == other.sentence
    return range(max(one.start, other.start), min(one.end, other.end)) if is_beside else range(0)


def _judged_now(one: Found, now: Desk, then: Desk) -> Verdict:
    """The verdict with all that is known now; a thing told as done that came about only after the article is told apart."""
    from foedus.check.judge import judge
    from foedus.check.judge.foretold import foretold
    from foedus.check.judge.ruling import told

    verdict = judge(one, now)
    if now is then or one.query.kind not in ("act", "call", "answer", "meeting", "membership", "clash"):
        return verdict
    row = foretold(one.query, now, is_borne=verdict.outcome in ("supported", "contradicted"))
    if row is None:
        return verdict
    why = f"It came about only after the article's own day, so that nobody could report it then. {told(row)}."
    return Verdict("contradicted", why, verdict.as_of, (row.id,), ("knowledge",))


def _dated(one: Found, own: date | None, verdict: Verdict) -> Verdict:
    """What is told as done cannot lie after the article's own day, by the date that its own words give."""
    query = one.query
    if (
        own is None
        or query.kind not in ("act", "call", "answer", "membership", "meeting", "clash", "date")
        or query.is_negated
        or not query.is_past
    ):
        return verdict
    is_single = query.is_dated and bool(query.on) and "|" not in query.on
    if is_single and PartialDate.parse(query.on).first > own and verdict.outcome in ("supported", "not_in_record"):
        why = f"The article is dated {own}; it tells as done what it dates {query.on}, which nobody could know then."
        return replace(verdict, outcome="contradicted", why=why, wrong=("knowledge",))
    return verdict


def _later(verdict: Verdict, desk: Desk, own: date | None) -> Verdict:
    """The verdict with the rows marked that became known after the article's own day."""
    if own is None:
        return verdict
    known = _known(verdict.evidence, desk)
    return replace(verdict, later=tuple(id_ for id_ in verdict.evidence if known.get(id_, own) > own))


def _known(ids: Iterable[str], desk: Desk) -> dict[str, date]:
    from foedus.record.checks import table_of

    by_table: dict[str, list[str]] = {}
    for id_ in ids:
        by_table.setdefault(table_of(id_).name, []).append(id_)
    return {row["id"]: row["known_on"] for name, some in by_table.items() for row in desk.view.rows_by_id(name, some)}


def _fields(query: Query) -> dict[str, str]:
    told = {
        "alliance": query.alliance,
        "actors": ", ".join(query.actors),
        "recipients": ", ".join(query.recipients),
        "act": query.family.replace("_", " "),
        "date": query.on.replace("|", " or "),
        "place": ", ".join(query.places),
        "number": ""
        if query.number is None
        else f"{query.bound} {query.number:g} {query.unit}".removeprefix("exactly "),
        "article": query.article,
        "negated": "yes" if query.is_negated else "",
    }
    return {name: value for name, value in told.items() if value}


def _evidence(desk: Desk, claims: tuple[Claim, ...]) -> tuple[tuple[Evidence, ...], tuple[Cited, ...]]:
    from foedus.record.trace import evidence

    return evidence(desk.view, (id_ for it in claims for id_ in (*it.then.evidence, *it.now.evidence)))


def _codes(claims: tuple[Claim, ...], desk: Desk) -> list[str]:
    named = {
        code.strip()
        for it in claims
        for name in ("actors", "recipients", "alliance")
        for code in it.fields.get(name, "").split(",")
    }
    return sorted(code for code in named if code in desk.names)
