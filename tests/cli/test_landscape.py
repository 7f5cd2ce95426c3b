"""`foedus landscape`: what it prints, and what it refuses."""

from __future__ import annotations

import csv
import json

import pytest

from tests.cli.run import foedus, refused

CSTO = ("landscape", "csto", "--as-of", "2022-11-28")


def test_the_text_says_that_it_is_a_model_and_who_criticised_it() -> None:
    done = foedus(*CSTO)
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    assert "A model, not a forecast: landscape theory (Axelrod and Bennett 1993)" in text
    assert 'Galam (1998, British Journal of Political Science 28: 411-412) on the theory: "The model is shown' in text
    assert (
        "1 local minimum among 32 splits of 6 members. a) all on one side (energy 0, reached from 100% of splits)."
        in text
    )
    assert "Against the grain: KGZ and TJK together (-1.00)." in text
    assert "ev-" in text


def test_json_names_every_row_behind_every_pair() -> None:
    done = foedus(*CSTO, "--without", "russia", "--strength", "KAZ=3", "belarus=0.5", "--format", "json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["left_out"] == ["RUS"]
    assert told["strengths"] == {"ARM": 1, "BLR": 0.5, "KAZ": 3, "KGZ": 1, "TJK": 1}
    assert len(told["pairs"]) == 10
    assert all(it["evidence"] for it in told["pairs"])
    fought = next(it for it in told["pairs"] if (it["first"], it["second"]) == ("KGZ", "TJK"))
    assert (fought["propensity"], fought["n_clashes"]) == (-1, 3)
    shown = foedus("evidence", fought["evidence"][0], "--as-of", "2022-11-28")
    assert shown.code == 0, shown.err


def test_an_alliance_without_recorded_acts_says_so() -> None:
    done = foedus("landscape", "au", "--as-of", "2023-10-01")
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    assert "recorded, so no side: 55 of 55 members." in text
    assert "No pair has recorded acts in that time" in text


def test_csv_has_a_line_a_pair() -> None:
    done = foedus(*CSTO, "--format", "csv")
    assert done.code == 0, done.err
    assert len(list(csv.DictReader(done.out.splitlines()))) == 15


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (("--strength", "RUS"), '--strength "RUS" is not understood'),
        (("--strength", "RUS=-1"), "a number of at least 0"),
        (("--strength", "RUS=nan"), "a number of at least 0"),
        (("--strength", "ARM=1", "Armenia=2"), "--strength names ARM twice"),
        (("--strength", "ZZZ=1"), '"ZZZ" is no member of CSTO'),
        (("--strength", "GEO=1"), "GEO is no member of CSTO on 2022-11-28"),
        (("--without", "RUS", "--strength", "RUS=2"), "RUS is given a strength and left out"),
    ],
)
def test_bad_wishes_get_one_sentence(wish: tuple[str, ...], words: str) -> None:
    assert words in refused(*CSTO, *wish)
