"""The shipped pipeline: what it must parse, how large it may be, and that it stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.reading import parser

pytest.importorskip("spacy")

ROOTS = [
    ("Police fired tear gas at protesters.", "fired", "Police", "gas"),
    ("Germany halted arms sales to Riyadh.", "halted", "Germany", "sales"),
    ("Britain cut ties with Uganda.", "cut", "Britain", "ties"),
    ("Israeli tanks shelled the village on Sunday.", "shelled", "tanks", "village"),
    ("Armenia refused to sign the declaration.", "refused", "Armenia", ""),
    ("Yerevan has frozen its membership.", "frozen", "Yerevan", "membership"),
]


@pytest.mark.parametrize(("text", "root", "subject", "thing"), ROOTS)
def test_finds_the_verb_of_a_short_news_sentence(text: str, root: str, subject: str, thing: str) -> None:
    doc = parser.pipeline()(text)
    top = next(token for token in doc if token.dep_ == "ROOT")
    assert top.text == root
    found = {child.dep_: child.text for child in top.children}
    assert found["nsubj"] == subject
    assert not thing or found["obj"] == thing


def test_ties_are_no_ty() -> None:
    doc = parser.pipeline()("Armenian allies restored ties with Turkish forces.")
    assert [token.lemma_ for token in doc][1:6] == ["ally", "restore", "tie", "with", "turkish"]
    assert [doc[0].tag_, doc[5].tag_] == ["JJ", "JJ"]


def test_is_small_and_has_its_licence() -> None:
    files = [file for file in Path(parser.MODEL).rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 12_000_000
    assert "CC BY-SA 4.0" in (parser.MODEL / "LICENCE.txt").read_text(encoding="utf-8")
    assert (parser.MODEL / "WORDNET_LICENCE.txt").exists()
    assert (parser.MODEL / "MODEL.md").exists()
