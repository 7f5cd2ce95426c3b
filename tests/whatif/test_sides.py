"""The sides of an alliance's members: small records, three real days, and bad wishes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.build import open_panel
from foedus.whatif.landscape import landscape
from foedus.whatif.sides import BadSides, Sides, against_the_grain, sides, split
from tests.questions.ask import joined, panel_of, quick, record_of
from tests.rows import conflict
from tests.whatif.test_propensities import towards


def deepest(found: Sides) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (part,) = found.by_all.parts
    return part.minima[0].sides


def test_who_fought_three_others_stands_alone() -> None:
    record = record_of("AAA", "BBB", "CCC", "DDD")
    record.add("conflict", [conflict("AAA", one, "2010-03-01", known_on="2010-03-02") for one in ("BBB", "CCC", "HUB")])
    found = sides(panel_of(record))
    assert deepest(found) == (("AAA",), ("BBB", "CCC", "DDD", "HUB"))
    # Apart from three at -1 each and from DDD at 1 / 2, each pair counted twice.
    (part,) = found.by_all.parts
    assert part.minima[0].energy == -5
    assert against_the_grain(part.minima[0], found.by_all_values) == [(("AAA", "DDD"), 0.5)]
    # By acts alone nothing is known of DDD.
    assert found.by_acts.loose == ("DDD",)
    (by_acts,) = found.by_acts.parts
    assert (by_acts.members, by_acts.minima[0].energy) == (("AAA", "BBB", "CCC", "HUB"), -6)


def test_strength_and_leaving_out() -> None:
    record = record_of("AAA", "BBB")
    record.add("conflict", [conflict("AAA", "HUB", "2010-03-01", known_on="2010-03-02")])
    # BBB likes both, 1 / 2 each; AAA and HUB dislike each other: BBB takes either side.
    assert len(sides(panel_of(record)).by_all.parts[0].minima) == 2
    heavy = sides(panel_of(record), strengths={"HUB": 10})
    assert deepest(heavy) == (("AAA",), ("BBB", "HUB"))
    alone = sides(panel_of(record), without=["HUB"])
    assert (alone.members, alone.left_out, deepest(alone)) == (("AAA", "BBB"), ("HUB",), (("AAA", "BBB"), ()))
    assert sides(panel_of(record), strengths={"BBB": 0}).by_all.loose == ("BBB",)


def test_members_that_do_not_hang_together_are_told_apart() -> None:
    values = {("A", "B"): 1.0, ("C", "D"): -1.0, ("A", "E"): 0.0}
    found = split("ABCDE", values, dict.fromkeys("ABCDE", 1.0))
    assert [part.members for part in found.parts] == [("A", "B"), ("C", "D")]
    assert [part.minima[0].sides for part in found.parts] == [(("A", "B"), ()), (("C",), ("D",))]
    assert found.loose == ("E",)


@quick
@given(st.dictionaries(st.sampled_from(list(combinations("ABCDEF", 2))), st.integers(-2, 2)))
def test_parts_together_are_the_landscape_of_all(values: dict[tuple[str, str], int]) -> None:
    found = split("ABCDEF", values, dict.fromkeys("ABCDEF", 1.0))
    whole = landscape("ABCDEF", values).minima()
    assert sum(part.minima[0].energy for part in found.parts) == whole[0].energy
    number = 1
    for part in found.parts:
        number *= len(part.minima)
    # Parts and loose actors may be turned over against each other.
    assert len(whole) == number * 2 ** (len(found.parts) + len(found.loose) - 1)


def test_a_row_known_later_changes_no_side() -> None:
    record = record_of("AAA", "BBB")
    before = sides(panel_of(record))
    record.add("conflict", [conflict("AAA", "HUB", "2010-03-01", known_on="2011-01-01")])
    record.add("event", [towards("BBB", "HUB", "SANCTION", known_on="2011-01-01")])
    record.add("membership", [joined("CCC", "2010-01-01", known_on="2011-01-01")])
    assert sides(panel_of(record)) == before


def test_bad_wishes_are_refused() -> None:
    panel = panel_of(record_of("AAA"))
    with pytest.raises(BadSides, match="ZZZ is no member of XYZ on 2010-12-31; members then: AAA, HUB"):
        sides(panel, strengths={"ZZZ": 1})
    with pytest.raises(BadSides, match="AAA is given a strength and left out"):
        sides(panel, strengths={"AAA": 1}, without=["AAA"])
    with pytest.raises(BadSides, match="has 1 member to take sides"):
        sides(panel, without=["AAA"])
    with pytest.raises(BadSides, match="has no members to take sides"):
        sides(panel, without=["AAA", "HUB"])


def test_qatar_stands_alone_in_the_gulf_of_july_2017() -> None:
    found = sides(open_panel("gcc", "2017-07-01"))
    assert deepest(found) == (("ARE", "BHR", "KWT", "OMN", "SAU"), ("QAT",))
    # By acts alone Kuwait, the mediator, is free to stand on either side; of Oman the record holds no act.
    assert found.by_acts.loose == ("OMN",)
    (part,) = found.by_acts.parts
    assert {it.barrier["KWT"] for it in part.minima} == {0}


@pytest.mark.parametrize(("alliance", "day", "nearest"), [("csto", "2022-11-28", "KGZ"), ("nato", "2019-11-10", "USA")])
def test_quarrels_do_not_split_the_others(alliance: str, day: str, nearest: str) -> None:
    found = sides(open_panel(alliance, day))
    (part,) = found.by_all.parts
    (only,) = part.minima
    assert (only.sides[1], only.energy) == ((), 0)
    assert min(only.barrier, key=lambda code: only.barrier[code]) == nearest
    assert all(it.evidence for it in found.pairs)
