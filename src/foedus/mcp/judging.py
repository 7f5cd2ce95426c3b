"""What the tools answer about a text and about changed conditions: checks of articles, and what-ifs.

Both go by the published fields of what the stages below made. A text is data from first to last: it is read by rules, only the
words of its claims come back, cut and marked as quoted, and nothing in it can name a file, a tool or a record.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from foedus._version import __version__
from foedus.assessment import Evidence, Source
from foedus.errors import FoedusError
from foedus.mcp.answers import Judged, Simulated
from foedus.mcp.cites import LONGEST_QUOTE, Sources, line, listed
from foedus.mcp.lines import ChangeLine, ClaimLine, LeverLine, Part, Said, Spread, VerdictLine
from foedus.mcp.pages import cut, paged, plain
from foedus.mcp.records import Desk, day, opened, state

LONGEST_TEXT = 60_000
"""Characters of an article: about 10,000 words."""

CLAIMS_BUDGET = 16_000
ROWS_BUDGET = 12_000
INPUTS_BUDGET = 6_000
"""Characters of a page's claims with their sources, and of the rows beside them; rows that do not fit are asked for by id."""

MOST_RUNS = 200_000
MOST_LEVERS = 20

KEPT = 4
"""Checks and what-ifs kept for further pages."""

READING = threading.Lock()
"""One text is read at a time: the parser keeps state."""


def check(
    desk: Desk,
    text: str,
    dateline: str | None,
    alliance: str | None,
    as_of: str | None,
    offset: int,
    file: str | None = None,
) -> Judged:
    """The claims of a text with their verdicts, then and now; `file` names one in the folder that the server was given."""
    whole = opened_text(desk, text, file)
    with READING:
        told = _checked(desk, whole, dateline or None, alliance or None, day(as_of), state(desk))
    rows = {it["id"]: Evidence(**it) for it in told["evidence"]}
    sources = Sources(rows.values(), (Source(**it) for it in told["sources"]))
    claims = [_claim(it) for it in told["claims"]]
    shown, page, cited = paged(claims, offset, lambda it: sources.of(_ids(it)), CLAIMS_BUDGET)
    named = dict.fromkeys(id_ for it in shown for id_ in _ids(it) if id_ in rows)
    return Judged(
        as_of=told["as_of"],
        foedus_version=__version__,
        dateline=told["dateline"],
        alliances=told["alliances"],
        n_by_outcome=dict(Counter(it.now.outcome for it in claims)),
        claims=shown,
        evidence=_fitting(line(rows[id_]) for id_ in named),
        notes=[plain(note) for note in told["notes"]],
        page=page,
        sources=cited,
    )


@lru_cache(maxsize=KEPT)
def _checked(
    desk: Desk, text: str, dateline: str | None, alliance: str | None, as_of: str, _: Hashable
) -> dict[str, Any]:
    """A check, kept for the pages that follow until the record changes."""
    from foedus.check import check as checked_by_rules

    return asdict(checked_by_rules(text, dateline=dateline, alliance=alliance, as_of=as_of, record=opened(desk)))


def opened_text(desk: Desk, text: str, file: str | None) -> str:
    """The text given, or that of a file inside the folder named at the start; raises `FoedusError`."""
    if file:
        if text.strip():
            raise FoedusError("text and file: give one of the two")
        text = _of_file(desk, file)
    if not text.strip():
        raise FoedusError("text: it is empty; give the article's own words")
    if len(text) > LONGEST_TEXT:
        raise FoedusError(
            f"text: {len(text):,} characters are more than an article has; give at most {LONGEST_TEXT:,} at a time"
        )
    return text


def _of_file(desk: Desk, file: str) -> str:
    from foedus.intake.inputs import Input
    from foedus.intake.inputs import opened as opened_input
    from foedus.reading.source import source

    if desk.texts is None:
        raise FoedusError("file: this server opens no files; give the article as text")
    folder = desk.texts.resolve()
    path = (folder / file).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise FoedusError(f'file: "{plain(file)[:80]}" is no file of the folder that this server may open')
    return source(opened_input(Input(path.name, path.stem, path=path)), path.name, date.today()).text


def _claim(it: Mapping[str, Any]) -> ClaimLine:
    return ClaimLine(
        id=it["id"],
        sentence=it["sentence"],
        start=it["start"],
        end=it["end"],
        words=cut(it["words"], LONGEST_QUOTE) or "",
        kind=it["kind"],
        says=cut(it["says"], LONGEST_QUOTE) or "",
        said_by=plain(it["said_by"]),
        then=_verdict(it["then"]),
        now=_verdict(it["now"]),
    )


def _verdict(it: Mapping[str, Any]) -> VerdictLine:
    return VerdictLine(
        outcome=it["outcome"],
        why=plain(it["why"]),
        as_of=it["as_of"],
        evidence=listed(it["evidence"]),
        n_evidence=len(it["evidence"]),
        wrong=it["wrong"],
        later=listed(it["later"]),
    )


def _ids(it: ClaimLine) -> list[str]:
    return [*it.then.evidence, *it.now.evidence]


Item = TypeVar("Item", bound=Part)


def _fitting(items: Iterable[Item], budget: int = ROWS_BUDGET) -> list[Item]:
    """As many of the first as the budget bears."""
    every = list(items)
    return paged(every, 0, lambda _: (), budget)[0] if every else []


def whatif(
    desk: Desk, alliance: str, levers: Sequence[str], as_of: str | None, runs: int, seed: int, offset: int
) -> Simulated:
    """What the model says under levers beside without; raises `FoedusError` for a lever that cannot be."""
    if not 1_000 <= runs <= MOST_RUNS:
        raise FoedusError(f"runs: ask for 1,000 to {MOST_RUNS:,} runs, not {runs:,}")
    if len(levers) > MOST_LEVERS:
        raise FoedusError(f"levers: at most {MOST_LEVERS} at a time, not {len(levers)}")
    told = _simulated(desk, alliance, tuple(levers), day(as_of), runs, seed, state(desk))
    scenario = told["scenarios"][0]
    said = [_lever(it) for it in scenario["levers"]]
    shown, page, _ = paged([_change(it) for it in scenario["changes"]], offset, lambda _: (), CLAIMS_BUDGET)
    named = {it.member for it in shown}
    inputs = [_said(it) for state in told["members"] if state["code"] in named for it in state["inputs"]]
    sources = Sources((Evidence(**it) for it in told["evidence"]), (Source(**it) for it in told["sources"]))
    return Simulated(
        as_of=told["as_of"],
        foedus_version=__version__,
        alliance=told["alliance"],
        mark=told["mark"],
        levers=said,
        months=told["months"],
        n_runs=told["runs"],
        n_draws=told["n_draws"],
        seed=told["seed"],
        headline=list(scenario["headline"]),
        changes=shown,
        carried_by=[it["sentence"] for it in scenario["carriers"]],
        inputs=_fitting(inputs, INPUTS_BUDGET),
        told_apart=list(told["told_apart"]),
        notes=list(told["notes"]),
        page=page,
        sources=_fitting(sources.of(id_ for it in (*said, *inputs) for id_ in it.evidence), INPUTS_BUDGET),
    )


@lru_cache(maxsize=KEPT)
def _simulated(
    desk: Desk, alliance: str, levers: tuple[str, ...], as_of: str, runs: int, seed: int, _: Hashable
) -> dict[str, Any]:
    """A what-if, kept for the pages that follow until the record changes."""
    from foedus import build

    return asdict(build.whatif(alliance, as_of, levers=levers, runs=runs, seed=seed, record=opened(desk)))


def _lever(it: Mapping[str, Any]) -> LeverLine:
    return LeverLine(
        text=it["text"],
        from_month=it["from_month"],
        sentence=it["sentence"],
        evidence=listed(it["evidence"]),
        n_evidence=len(it["evidence"]),
    )


def _said(it: Mapping[str, Any]) -> Said:
    return Said(sentence=it["sentence"], evidence=listed(it["evidence"]), n_evidence=len(it["evidence"]))


def _change(it: Mapping[str, Any]) -> ChangeLine:
    return ChangeLine(
        member=it["member"],
        outcome=it["outcome"],
        months=it["months"],
        before=Spread(**it["before"]),
        after=Spread(**it["after"]),
        difference=Spread(**{name: it["difference"][name] for name in ("value", "low", "high")}),
        size=it["difference"]["size"],
        base_rate=it["base_rate"],
        sentence=it["sentence"],
    )
