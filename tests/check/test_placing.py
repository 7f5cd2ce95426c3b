"""Duties told with their article, by whatever words: the article whose words are markedly nearer decides."""

from __future__ import annotations

import pytest

from foedus.check.judge.placing import numbers
from foedus.record import Record
from tests import rows
from tests.check.world import checked, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")


def with_articles() -> Record:
    """The small record with five more articles of its treaty."""
    record = world()
    for kind, article, words, notice in (
        ("institution", "5", "A joint command is set up for forces assigned to it by agreement.", None),
        ("institution", "6", "A political consultative committee of all parties carries out the consultations.", None),
        ("consultation", "3", "The parties consult when the independence of one of them is threatened.", None),
        ("withdrawal-notice", "9", "A party may denounce the treaty by written notice and is out after two years.", 24),
        ("non-aggression", "8", "Parties do not shelter groups that set out to destabilise another party.", None),
    ):
        rows.add(record, "obligation", **rows.obligation(kind, article, paraphrase=words, notice_months=notice))
    return record


@pytest.fixture(scope="module", name="record")
def _record() -> Record:
    return with_articles()


@pytest.mark.parametrize(
    ("text", "outcome", "wrong"),
    [
        ("Article 5 provides for a joint command.", "supported", ""),
        ("Article 6 provides for a joint command.", "contradicted", "article"),
        ("Article 6 of the treaty set up a political consultative committee.", "supported", ""),
        (
            "Article 8 of the treaty forbids parties to shelter groups that want to destabilise another.",
            "supported",
            "",
        ),
        ("Collective defence, laid down in Article 6, is another matter.", "contradicted", "article"),
        ("Collective defence, laid down in Article 4, is another matter.", "supported", ""),
        ("Consultations are provided for in Article 4 of the treaty.", "contradicted", "article"),
        ("Consultations are provided for in Article 3 of the treaty.", "supported", ""),
        ("Article 9 provides that a party is released one year after denouncing it.", "contradicted", "number"),
        ("Article 9 provides that a party is released two years after denouncing it.", "supported", ""),
        ("Article 9 demands notice of at least three months.", "contradicted", "number"),
        ("An attack on one of them is deemed an attack on all under Article 4 of the treaty.", "supported", ""),
        ("Article 7 regulates the price of oil.", "not_in_record", ""),
    ],
)
def test_a_duty_told_with_its_article(record: Record, text: str, outcome: str, wrong: str) -> None:
    (claim,) = (it for it in checked(text, record).claims if it.kind == "obligation")
    assert (claim.now.outcome, "".join(claim.now.wrong)) == (outcome, wrong)


@pytest.mark.parametrize("text", ["Article 4 was invoked by Armenia.", "Article 4 has been amended twice."])
def test_what_was_done_with_an_article_is_no_duty(record: Record, text: str) -> None:
    assert not [it for it in checked(text, record).claims if it.kind == "obligation"]


@pytest.mark.parametrize(
    ("article", "held"), [("4(1)", {4}), ("IV(2)", {4}), ("22 to 26", {22, 23, 24, 25, 26}), ("5 and 6", {5, 6})]
)
def test_the_numbers_of_articles_that_a_row_names(article: str, held: set[int]) -> None:
    assert numbers(article) == held


def test_a_member_that_signed_later_dates_no_treaty(record: Record) -> None:
    found = checked("The treaty took effect in 1990, Belarus having signed on 31 December 1993.", record).claims
    assert not [it for it in found if it.kind == "date" and it.fields.get("date") == "1993-12-31"]
