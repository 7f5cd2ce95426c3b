"""What notebooks show: every kind of object, escaped, self-contained, short, on light and on dark pages."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

import foedus
from foedus.brief.notebook import KINDS, frame, html, markdown, plain
from foedus.build import assess, open_view
from tests.mcp.standins import has_check, has_whatif

DAY = "2022-11-28"
VOID = {"br", "hr", "img", "input", "link", "meta"}


@pytest.fixture(scope="module")
def brief() -> foedus.Assessment:
    """The CSTO as of the day."""
    return assess("csto", DAY)


@pytest.fixture(scope="module")
def things(brief: foedus.Assessment) -> dict[str, Any]:
    """One object of each kind that this layer and those below make, by the name of its class."""
    from foedus.odds.analogues import After, Analogues, Case, Near
    from foedus.reading.types import Dating, Event, Reading, Sentence, Span

    here = Case("CSTO", "ARM", "ARM", open_view(DAY).day, {})
    when = Dating("", "2022-11-23", "day", "")
    event = Event("e1", 0, Span(0, 7), "ARM", "CSTO", "REJECT", "", "refuse_sign", "actual", when, "", 0.9, ())
    sentence = Sentence(Span(0, 16), "Armenia refused.", 0)
    reading = Reading(sentence.text, DAY, "", "A text", (sentence,), (), (event,), (), "reader@0")
    near = Near(here, 0.4, 10, (), (), After(None, None, None, None, None))
    made = [
        brief,
        brief.headline[0],
        brief.findings[0],
        brief.calls[0],
        brief.odds,
        Analogues(here, (near,), 10, 1, 5, False),
        foedus.Record.in_memory(),
        open_view(DAY),
        brief.table("findings"),
        reading,
    ]
    return {type(it).__name__: it for it in made}


def test_every_kind_has_an_example_here_or_comes_from_above(things: dict[str, Any]) -> None:
    assert things.keys() | {"Checked", "Outlook"} == KINDS.keys()


class Page(HTMLParser):
    """Checks that tags nest, and keeps tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def page(text: str) -> Page:
    """A fragment, parsed."""
    made = Page()
    made.feed(text)
    made.close()
    assert made.open == []
    return made


def test_each_kind_shows_itself_in_every_form(things: dict[str, Any]) -> None:
    for name, thing in things.items():
        bundle = thing._repr_mimebundle_()
        assert bundle == {"text/plain": plain(thing), "text/html": html(thing), "text/markdown": markdown(thing)}, name
        assert thing._repr_html_() == bundle["text/html"]
        assert thing._repr_markdown_() == bundle["text/markdown"]
        assert len(bundle["text/plain"].splitlines()) <= frame.LINES_SHOWN + 1
        assert len(bundle["text/html"]) < 40_000, name


def test_the_html_stands_alone_and_fetches_nothing(things: dict[str, Any]) -> None:
    for name, thing in things.items():
        made = page(html(thing))
        assert not {tag for tag, _ in made.tags} & {"script", "img", "link", "iframe", "a", "object", "svg"}, name
        assert not {key for _, attrs in made.tags for key in attrs if key in ("src", "href") or key.startswith("on")}
        assert "url(" not in frame.STYLE
        assert "@import" not in frame.STYLE


def test_colours_come_from_the_page(things: dict[str, Any]) -> None:
    told = re.findall(r"(?<![-\w])(color|background)\s*:\s*([^;}!]+)", frame.STYLE)
    assert told
    assert {value for _, value in told} <= {"inherit", "none"}


def test_tables_have_heads_with_scope(brief: foedus.Assessment) -> None:
    heads = [attrs for tag, attrs in page(html(brief)).tags if tag == "th"]
    assert heads
    assert all(it.get("scope") in ("col", "row") for it in heads)


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></div>", "a|b\n# c `d`"]
)
def test_what_comes_from_a_record_is_text(brief: foedus.Assessment, nasty: str) -> None:
    claim = replace(brief.headline[0], sentence=nasty, evidence=(nasty,))
    bad = replace(
        brief,
        alliance_name=nasty,
        headline=(claim,),
        gaps=(claim,),
        calls=(replace(brief.calls[0], situation=nasty, overall_class=nasty),),
        findings=tuple(replace(it, label=nasty, sentence=nasty) for it in brief.findings),
    )
    rows = foedus.Rows([{nasty: nasty}])
    for thing in (bad, claim, bad.calls[0], bad.findings[0], rows):
        made = page(html(thing))
        clean = page(html(brief))
        assert {tag for tag, _ in made.tags} <= {tag for tag, _ in clean.tags} | {"b", "caption"}
        assert " ".join(nasty.split()) in " ".join("".join(made.words).split())
        assert not re.search(r"(?<!\\)<", markdown(thing))
        assert "\n# c" not in markdown(thing)


def test_sentences_name_their_rows(brief: foedus.Assessment) -> None:
    words = "".join(page(html(brief)).words)
    for claim in brief.headline:
        assert claim.sentence in words
        assert claim.evidence[0] in words
    assert f"and {len(brief.headline[0].evidence) - 3} more" in words


def test_unknown_is_shown_as_unknown(brief: foedus.Assessment) -> None:
    russia = next(row for row in page_rows(html(brief)) if row[0].startswith("Russia"))
    assert russia.count("\N{EN DASH}") == 2
    none = replace(brief, odds=foedus.assessment.Odds(False, "No odds: too few members."))
    assert "No odds: too few members." in html(none)
    assert "No odds: too few members." in html(none.odds)


def page_rows(text: str) -> list[list[str]]:
    """Cells of the rows of all tables."""
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_a_large_alliance_stays_short() -> None:
    assert len(html(assess("eu", "2024-01-01"))) < 40_000
    assert len(html(assess("au", "2024-01-01"))) < 40_000


def test_nothing_is_loaded_before_a_notebook_asks() -> None:
    code = (
        "import sys, foedus; a = foedus.assess('csto', '2022-11-28'); print('foedus.brief.notebook' in sys.modules); "
    )
    code += "a._repr_html_(); print('IPython' in sys.modules or 'marimo' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_showing_computes_nothing_anew(brief: foedus.Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.record import AsOf

    def asked(*given: object) -> None:
        raise AssertionError("a query was run")

    monkeypatch.setattr(AsOf, "query", asked)
    for thing in (brief, brief.odds, brief.findings[0], brief.calls[0]):
        html(thing)


@pytest.mark.skipif(not has_check(), reason="needs foedus.check")
def test_a_check_shows_each_claim_with_its_verdict() -> None:
    from foedus.check import check
    from tests.mcp.conftest import ARTICLE

    made = check(ARTICLE, dateline="2022-11-24", as_of=DAY)
    assert hasattr(made, "_repr_html_"), "mark `Checked` with `foedus.shown.shown`"
    words = "".join(page(html(made)).words)
    for claim in made.claims:
        assert claim.now.why in words
        assert claim.now.outcome.replace("_", " ") in words


@pytest.mark.skipif(not has_whatif(), reason="needs foedus.whatif")
def test_a_what_if_says_that_it_is_a_model() -> None:
    from foedus.build import whatif

    made = whatif("csto", DAY, levers=["answer ARM=force"], runs=1000)
    assert hasattr(made, "_repr_html_"), "mark `Outlook` with `foedus.shown.shown`"
    assert "model" in "".join(page(html(made)).words).lower()
