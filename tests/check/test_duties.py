"""Duties under treaties, their dates, votes and values in other words than the record's: true, false, and known only later."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.check import Checked, check
from foedus.check.article import open_article
from foedus.check.claims import find
from foedus.check.run import _record
from foedus.check.types import Found
from foedus.record import Record
from tests import rows
from tests.check.world import checked, desk, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")

TOLD = {
    ("NATO", "2024-07-10"): [
        ("Under Article 5 an attack on one ally in Europe or North America is considered an attack on them all.", ""),
        ("The mutual defence clause obliges every ally to take part with troops automatically.", "act"),
        ("The collective defence guarantee covers attacks anywhere in the world.", "place"),
        ("A member can quit one year after notifying the US government.", ""),
        ("A member can quit six months after notifying the US government.", "number"),
        ("New members can be admitted by a two-thirds majority of the allies.", "number"),
        ("An attack on one is an attack on all, according to Article 4 of the treaty.", "article"),
        ("The North Atlantic Treaty was signed in Washington in April 1949.", ""),
        ("The North Atlantic Treaty was signed in Brussels in April 1949.", "place"),
        ("The alliance was founded in 1952.", "date"),
    ],
    ("CSTO", "2023-12-01"): [
        ("Members are obliged to provide help, including military help, to a victim of aggression.", ""),
        ("Military help is excluded under Article 4, which speaks only of political support.", "act"),
        ("A country wishing to withdraw has to inform the others six months in advance.", ""),
        ("A country wishing to withdraw has to inform the others three months in advance.", "number"),
        ("Decisions of the Council are taken by consensus, except on procedural matters.", ""),
        ("Decisions of the Council on matters of substance are taken by a simple majority.", "number"),
        ("A member needs the approval of only a majority of its allies to host a foreign base.", "number"),
        ("The founding treaty was signed in Tashkent on 15 May 1992 by nine states.", "number"),
        ("The charter came into force in September 2003.", ""),
        ("The charter came into force in September 2005.", "date"),
        ("On 2 March 2022 only Belarus and Russia voted against the General Assembly resolution.", ""),
        ("Kazakhstan voted in favour of the resolution of 2 March 2022 at the General Assembly.", "vote"),
        ("All five allies voted against the General Assembly resolution of 12 October 2022.", "number"),
        ("Trade with Russia came to 48.6 percent of Belarusian output in 2020.", ""),
        ("Trade with Russia was higher for Armenia than for Belarus.", "number"),
        ("The Russian base in Tajikistan may stay until 2052.", "date"),
        ("Some 7,000 Russian soldiers are stationed in Tajikistan.", ""),
    ],
    ("SCO", "2022-09-16"): [
        ("The charter of the organisation contains no mutual defence clause.", ""),
        ("The charter of the organisation obliges members to defend each other if one is attacked.", "act"),
    ],
    ("RIO", "2020-01-10"): [
        ("Under its rules a denunciation takes effect two years after notice.", ""),
        ("On 26 July 1964 Mexico and Chile voted against the sanctions on Cuba.", ""),
        ("On 26 July 1964 Mexico voted for the sanctions on Cuba.", "vote"),
    ],
}  # fmt: skip
"""Sentences about an alliance on a day, each with the part that is wrong; empty for what the record bears out."""


@pytest.fixture(scope="module")
def articles() -> dict[str, Checked]:
    """Every sentence in an article of its alliance, checked as of its own day."""
    record = _record(None)
    found = {}
    for (alliance, day), told in TOLD.items():
        text = f"DATELINE: {day} | The Example\n\n" + "\n\n".join(one for one, _ in told)
        found[alliance] = check(text, alliance=alliance, as_of=date.fromisoformat(day), record=record)
    return found


@pytest.mark.parametrize(
    ("alliance", "sentence", "wrong"), [(code, one, wrong) for (code, _), told in TOLD.items() for one, wrong in told]
)
def test_each_term_is_held_against_its_row(
    articles: dict[str, Checked], alliance: str, sentence: str, wrong: str
) -> None:
    found = articles[alliance]
    start = found.text.index(sentence)
    claims = [it for it in found.claims if start <= it.start < start + len(sentence)]
    verdicts = [it.then for it in claims if it.then.outcome in ("supported", "contradicted", "partly")]
    assert verdicts, [(it.kind, it.words, it.then.why) for it in claims]
    flagged = {part for it in verdicts if it.outcome == "contradicted" for part in it.wrong}
    assert all(it.evidence for it in verdicts), "a verdict names its rows"
    assert (wrong in flagged) if wrong else not flagged, [(it.outcome, it.wrong, it.why) for it in verdicts]


def test_no_row_no_verdict() -> None:
    found = checked("A member must give the Example Pact six months' notice before leaving. It was wound up in 1985.")
    assert found.claims
    assert not {it.then.outcome for it in found.claims} & {"supported", "contradicted", "partly"}


def _with_notice(months: int, known_on: str) -> Record:
    record = world()
    row = rows.obligation("withdrawal-notice", "9", paraphrase=f"A member leaves with {months} months' notice.")
    rows.add(record, "obligation", **row | {"notice_months": months, "known_on": known_on})
    return record


def test_an_article_known_later_touches_nothing_on_the_day() -> None:
    text = "A member may leave the Example Pact with six months' notice."
    (early,) = [it for it in checked(text, _with_notice(12, "1995-01-01")).claims if it.kind == "obligation"]
    (late,) = [it for it in checked(text, _with_notice(12, "2000-07-01")).claims if it.kind == "obligation"]
    assert (early.then.outcome, early.then.wrong) == ("contradicted", ("number",))
    assert (late.then.outcome, late.then.evidence) == ("not_in_record", ())
    assert late.now.outcome == "contradicted"
    assert late.now.later == late.now.evidence


def test_a_vote_known_later_touches_nothing_on_the_day() -> None:
    record = world()
    resolution = rows.add(record, "resolution", **rows.resolution("R/1", "2000-05-20", subject="a truce in Utopia"))
    rows.add(record, "vote", **rows.vote(resolution, "ARM", "no", "2000-05-20") | {"known_on": "2000-07-01"})
    (claim,) = [
        it
        for it in checked("Armenia voted in favour of resolution R/1 on 20 May 2000.", record).claims
        if it.kind == "vote"
    ]
    assert claim.then.outcome == "not_in_record"
    assert (claim.now.outcome, claim.now.wrong) == ("contradicted", ("vote",))


@pytest.mark.parametrize(
    "text",
    [
        "Belarus may leave the Example Pact six months after notifying Yerevan.",
        "Armenia gave notice to the Example Pact. It will be out twelve months after the note is received.",
    ],
)
def test_what_the_rules_of_leaving_come_to_for_one_member_is_told_of_the_rules(text: str) -> None:
    assert "withdrawal-notice" in {it.query.family for it in _duties(text)}


def test_an_article_before_a_semicolon_is_not_that_of_what_follows() -> None:
    apart = "Article 4 of the Example Pact covers an attack on one; either party may leave with one year's notice."
    listed = "Article 4 of the Example Pact says: an attack on one is an attack on all; parties consult at once."
    assert {it.query.article for it in _duties(apart) if it.query.family == "withdrawal-notice"} == {""}
    assert {it.query.article for it in _duties(listed)} == {"4"}


def _duties(text: str) -> list[Found]:
    article = open_article(text, date(2000, 6, 1), desk().alliances, "XYZ")
    return [it for it in find(article) if it.query.kind == "obligation"]
