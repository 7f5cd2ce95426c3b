"""The HTML brief as text: complete, traceable, escaped, and without anything from outside."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from foedus.assessment import Claim
from foedus.brief import html, words
from foedus.errors import FoedusError

from .sample import PLAIN_URL, bare, row_id, sample


class Page(HTMLParser):
    """The text, anchors, links and tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[dict[str, str]] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes |= set(found)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html.render(sample()))


def test_holds_every_sentence(page: Page) -> None:
    made = sample()
    claims = [*made.headline, *made.gaps, *(member.status for member in made.members if member.left_on)]
    claims += [claim for call in made.calls for claim in call.versions]
    claims += [claim for item in made.timeline for claim in item.versions]
    said = [claim.sentence for claim in claims] + [finding.sentence for finding in made.findings]
    said += [item.sentence for item in made.timeline]
    said += [answer.sentence for call in made.calls for answer in call.answers]
    said += [row.text for row in made.evidence] + [source.title for source in made.sources] + [made.odds.sentence]
    assert [one for one in said if words.one_line(one) not in page.text] == []


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    targets = [link["href"][1:] for link in page.links if link["href"].startswith("#")]
    assert set(targets) - set(page.ids) == set()
    assert len(page.ids) == len(set(page.ids))


def test_every_evidence_row_has_its_anchor(page: Page) -> None:
    assert {f"row-{row_id(n)}" for n in range(1, 61)} <= set(page.ids)
    assert "row-65" in page.ids, "a row whose id is no anchor goes by its number"


def test_every_claim_links_all_its_rows() -> None:
    claim = Claim("All rows.", tuple(row_id(n) for n in range(1, 31)))
    only = Page(html.render(replace(bare(), headline=(claim,), evidence=sample().evidence, sources=sample().sources)))
    linked = [link["href"] for link in only.links if link.get("aria-label", "").startswith("evidence ")]
    assert set(linked) >= {f"#row-{one}" for one in claim.evidence}
    assert "+ 24 more" in only.text


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    assert not {"script", "iframe", "object", "img", "form", "base"} & set(page.tags)
    assert [name for name in page.attributes if name.startswith("on") or name in {"style", "src"}] == []


def test_only_web_addresses_become_links(page: Page) -> None:
    outside = [link for link in page.links if not link["href"].startswith("#")]
    assert {link["href"] for link in outside} == {
        PLAIN_URL,
        "https://example.org/" + "long/" * 60,
        'https://example.org/"onmouseover="alert(1)',
    }
    assert {link["rel"] for link in outside} == {"noreferrer noopener"}
    assert "javascript:alert(document.domain) (not linked" in page.text


def test_empty_cells_say_so() -> None:
    assert html.render(sample()).count('<span class="hidden">not in the record</span>') == 7


def test_tables_are_readable_by_machines(page: Page) -> None:
    text = html.render(sample())
    assert text.count("<th ") == text.count("<th scope=")
    assert '<html lang="en">' in text
    assert page.tags.count("main") == page.tags.count("h1") == 1


def test_bare_assessment() -> None:
    page = Page(html.render(bare()))
    assert "No hub" in page.text
    assert "The record names no member on this day." in page.text
    assert "svg" not in page.tags


def test_limited_to_one_member() -> None:
    assert "(LOND): Borland" in Page(html.render(replace(sample(), only_member="BBB"))).text


def test_broken_trace_is_refused() -> None:
    broken = replace(sample(), gaps=(Claim("Rests on air.", ("ev-air",)),))
    with pytest.raises(FoedusError, match=r'the gap "Rests on air\." rests on row "ev-air"'):
        html.render(broken)
    with pytest.raises(FoedusError, match='cites source "so-1"'):
        html.render(replace(sample(), sources=tuple(one for one in sample().sources if one.id != "so-1")))
    with pytest.raises(FoedusError, match="twice among its evidence"):
        html.render(replace(sample(), evidence=(*sample().evidence, sample().evidence[0])))


def long_list() -> Page:
    """An alliance of fourteen, of eleven of which nothing is recorded but that they are members."""
    made = sample()
    quiet = [
        replace(made.members[0], code=f"Q{n:02}", name=f"Quietland {n}", is_hub=False, left_on=None) for n in range(11)
    ]
    nothing = next(it for it in made.findings if it.member)
    findings = [
        replace(
            nothing, member=member.code, sentence=f"{member.name}: none.", label="no acts", n=0, value=None, evidence=()
        )
        for member in quiet
    ]
    members, names = (*made.members, *quiet), made.names | {it.code: it.name for it in quiet}
    return Page(html.render(replace(made, members=members, findings=(*made.findings, *findings), names=names)))


def test_a_long_list_of_members_folds_what_is_empty() -> None:
    page = long_list()
    assert "Nothing counted on these questions" in page.text
    assert page.text.count("Quietland 3: none.") == 1, "still there to be opened"
    assert ", ".join(f"Quietland {n}" for n in range(11)) in page.text


def test_every_link_inside_the_page_leads_somewhere_in_a_long_list_too() -> None:
    page = long_list()
    inside = [link["href"][1:] for link in page.links if link["href"].startswith("#")]
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
