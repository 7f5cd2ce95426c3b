"""An assessment as one HTML file: no script, no network, nothing outside the file but links to sources.

The page is `templates/brief.html.j2`, its looks `templates/brief.css`. Everything that comes from a record is escaped.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from foedus.brief import oddsform, outline, pointer, textsform, words
from foedus.brief.trace import trace

if TYPE_CHECKING:
    from jinja2 import Environment

    from foedus.assessment import Assessment

VISIBLE_LINKS = 6
"""How many evidence links stand beside a sentence before the rest is folded away."""


def render(assessment: Assessment) -> str:
    """The brief as one self-contained page in HTML 5."""
    years = outline.years(assessment)
    rows = outline.member_rows(assessment)
    quiet = outline.quiet_members(assessment, rows)
    return page(
        "brief.html.j2",
        a=assessment,
        t=trace(assessment),
        columns=outline.table_columns(assessment),
        member_rows=[row for row in rows if row not in quiet],
        quiet_members=quiet,
        former=outline.former_members(assessment),
        sections=outline.sections(assessment),
        odds_rows=[*oddsform.rows(assessment), *filter(None, [oddsform.base_row(assessment)])],
        years=years,
        strip=strip(years),
    )


def page(template: str, *, sheets: tuple[str, ...] = ("brief.css",), **values: Any) -> str:
    """A self-contained page from one of the templates, with style sheets beside it and the policy under which it works."""
    made = _environment().get_template(template)
    return made.render(css=_css(sheets), policy=policy(sheets), **values)


def policy(sheets: tuple[str, ...] = ("brief.css",)) -> str:
    """The Content-Security-Policy under which a page works: its own style sheet by hash, and nothing else."""
    digest = b64encode(hashlib.sha256(_css(sheets).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def strip(years: tuple[outline.Year, ...]) -> dict[str, Any] | None:
    """Bars of the chart of entries per year, oldest first, years without entries included; None without a timeline."""
    if not years:
        return None
    by_year = {year.year: (len(year.items), year.n_dissent) for year in years}
    first, last, top = min(by_year), max(by_year), max(n for n, _ in by_year.values())
    bars = [
        {
            "x": position,
            "year": year,
            "n": n,
            "n_dissent": n_dissent,
            "high": 100 * n / top,
            "low": 100 * n_dissent / top,
        }
        for position, year in enumerate(range(first, last + 1))
        for n, n_dissent in (by_year.get(year, (0, 0)),)
    ]
    return {"bars": bars, "first": first, "last": last, "top": top}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("foedus.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=words,
        outline=outline,
        oddsform=oddsform,
        pointer=pointer,
        textsform=textsform,
        visible=VISIBLE_LINKS,
    )
    environment.filters.update(line=words.one_line, day=words.date_words)
    return environment


@cache
def _css(sheets: tuple[str, ...]) -> str:
    from markupsafe import Markup

    folder = files("foedus.brief") / "templates"
    return Markup("\n".join((folder / name).read_text(encoding="utf-8").strip() for name in sheets))  # noqa: S704
