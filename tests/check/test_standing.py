"""States said in passing to belong, to be waiting, suspended or back, with no alliance beside them: both ways, by the lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foedus.check import Claim
from tests.check.test_memberships import claims, one_desk_a_day
from tests.check.world import checked, world

pytest.importorskip("spacy", reason="checking needs the extra `text`")
__all__ = ["one_desk_a_day"]

CSTO, NATO, RIO, SADC = ("2022-11-28", "CSTO"), ("2020-06-01", "NATO"), ("2018-06-01", "RIO"), ("2016-06-01", "SADC")
LEFT = "Mexico withdrew from the treaty in 2004. "
TRUE = [
    (LEFT + "Argentina, Brazil and Chile still belong.", *RIO),
    (LEFT + "Brazil remains bound.", *RIO),
    (LEFT + "Peru is still bound by it.", *RIO),
    (LEFT + "What is left is a club in which Argentina, Brazil and Peru keep their seats.", *RIO),
    ("Armenia has belonged to the bloc without a break since 1994.", *CSTO),
    ("Kazakhstan has never left the bloc.", *CSTO),
    ("The alliance has thirty members. Sweden is still waiting to be let in.", *NATO),
    ("The alliance has thirty members. Finland has yet to be admitted.", *NATO),
    ("Turkey, an ally since 1952, has used the article often.", *NATO),
    ("Slovakia has since become a full ally.", *NATO),
    ("Madagascar, suspended in 2009, has since been readmitted to the Community.", *SADC),
    ("The alliance was founded in 1949. It was joined in 1952 by Greece and Turkey.", *NATO),
    ("The bloc's six states are Armenia, Belarus, Kazakhstan, Kyrgyzstan, Tajikistan and Russia.", *CSTO),
    ("The bloc continues with Armenia, Belarus, Kazakhstan, Kyrgyzstan, Tajikistan and Russia.", *CSTO),
    ("Three members have left the bloc since 2023.", "2025-06-01", "ECOWAS"),
    ("The pact was the work of Australia, New Zealand and the United States.", "1986-08-15", "ANZUS"),
    ("The CSTO ties Russia to Belarus, Armenia, Kyrgyzstan, Kazakhstan and Tajikistan.", *CSTO),
    ("The Community admitted Seychelles. Seychelles, gone since 2004, has never returned.", "2007-05-05", "SADC"),
    ("Sweden, which is no member of the alliance, took part.", *NATO),
    ("India became a full member in June 2017. Iran followed in July 2023 and Belarus last year.", "2025-07-18", "SCO"),
    ("India became a full member in June 2017. Iran followed in July 2023, and Belarus a year after that.", "2025-07-18", "SCO"),
    ("Bolivia gave notice to the treaty and was out by the end of 2014.", *RIO),
    ("The alliance, joined last by North Macedonia in March 2020, has thirty members.", *NATO),
    ("The treaty was signed in Manila. Pakistan, a full party to it, sent nobody.", "1962-11-25", "SEATO"),
]  # fmt: skip
FALSE = [
    ("The pact was the work of Australia, Britain, New Zealand and the United States.", "1986-08-15", "ANZUS", "GBR"),
    ("The CSTO unites Russia with Belarus, Armenia, Kyrgyzstan, Kazakhstan, Tajikistan and Uzbekistan.", *CSTO, "UZB"),
    ("Seychelles left the bloc in 2004 and has never come back to it.", "2025-05-05", "SADC", "SYC"),
    ("Norway, which is no member of the alliance, took part.", *NATO, "NOR"),
    ("India became a full member in June 2017. Iran followed in 2023 and Belarus the same year.", "2025-07-18", "SCO", "BLR"),
    ("Nicaragua was out by the end of 2014, but Bolivia remains a party to the treaty.", *RIO, "BOL"),
    ("Brazil gave notice to the treaty and was out by the end of 2014.", *RIO, "BRA"),
    ("The alliance, joined last by Croatia in March 2020, has thirty members.", *NATO, "HRV"),
    ("For Egypt, whose own membership is still suspended, it was a triumph.", "1990-08-13", "ARAB-LEAGUE", "EGY"),
    ("The treaty was signed in Manila. Laos, a full party to it, sent nobody.", "1962-11-25", "SEATO", "LAO"),
    (LEFT + "Argentina, Brazil and Bolivia still belong.", *RIO, "BOL"),
    (LEFT + "Bolivia remains bound.", *RIO, "BOL"),
    (LEFT + "Nicaragua is still bound by it.", *RIO, "NIC"),
    (LEFT + "What is left is a club in which Argentina, Ecuador and Peru keep their seats.", *RIO, "ECU"),
    ("Georgia, dormant for years, is a member of the bloc to this day.", *CSTO, "GEO"),
    ("Uzbekistan has belonged to the bloc without a break since 2006.", *CSTO, "UZB"),
    ("Uzbekistan, in the alliance without interruption since its return, sent its regards.", *CSTO, "UZB"),
    ("Georgia has never left the bloc.", *CSTO, "GEO"),
    ("The alliance has thirty members. Croatia is still waiting to be let in.", *NATO, "HRV"),
    ("The alliance has thirty members. Montenegro has yet to be admitted.", *NATO, "MNE"),
    ("Turkey has not been a party to the treaty since that year.", *NATO, "TUR"),
    ("Slovakia has meanwhile become a full ally.", "2003-02-01", "NATO", "SVK"),
    ("North Macedonia has meanwhile completed its accession to the alliance.", "2019-02-01", "NATO", "MKD"),
    ("The alliance grows. Sweden has taken its seat as the newest member.", *NATO, "SWE"),
    ("Madagascar, suspended in 2009, has not been readmitted to the Community.", *SADC, "MDG"),
    ("Armenia froze its part in the alliance, but its membership formally ended in March 2022.", *CSTO, "ARM"),
    ("The alliance was founded in 1949. It was joined in 1952 by Greece and Sweden.", *NATO, "SWE"),
    ("The bloc's six states are Armenia, Belarus, Kazakhstan, Kyrgyzstan, Uzbekistan and Russia.", *CSTO, "UZB"),
    ("The bloc continues with Armenia, Belarus, Kazakhstan, Kyrgyzstan, Azerbaijan and Russia.", *CSTO, "AZE"),
    ("The founders of May 1955 were the Soviet Union, Poland and Yugoslavia.", "1990-07-01", "WARSAW-PACT", "YUG"),
    ("The defence pact signed at Dar es Salaam in 2003 is in force; Angola was among the first signatories.", *SADC, "AGO"),
    ("Five members have left the bloc since 2023.", "2025-06-01", "ECOWAS", ""),
    ("Mexico's withdrawal from the treaty took effect in September 2002.", *RIO, "MEX"),
]  # fmt: skip


def _flagged(found: list[Claim]) -> list[Claim]:
    return [it for it in found if it.then.outcome == "contradicted"]


@pytest.fixture(autouse=True, scope="module")
def _rows(one_desk_a_day: None) -> Iterator[None]:
    yield


@pytest.mark.parametrize(("text", "day", "alliance"), TRUE)
def test_what_the_lists_bear_out_is_seen_and_not_denied(text: str, day: str, alliance: str) -> None:
    found = claims(text, day=day, alliance=alliance)
    assert not _flagged(found), [(it.says, it.then.why) for it in _flagged(found)]
    last = max((it.sentence for it in found), default=0)
    assert any(it.then.outcome == "supported" and it.sentence == last for it in found)


@pytest.mark.parametrize(("text", "day", "alliance", "state"), FALSE)
def test_of_several_states_only_the_wrong_one_is_denied(text: str, day: str, alliance: str, state: str) -> None:
    found = _flagged(claims(text, day=day, alliance=alliance))
    assert found, "the falsehood is found"
    assert {it.fields.get("actors", "") for it in found} == {state}
    assert all(it.then.evidence for it in found)


def test_what_is_known_later_only_is_not_known_on_the_day() -> None:
    text = "The alliance grows. Sweden is still waiting to be let in."
    assert not _flagged(claims(text, day="2024-02-01", alliance="NATO"))
    assert any(
        it.now.outcome == "contradicted" for it in claims(text, day="2024-02-01", alliance="NATO") if it.sentence == 2
    )


@pytest.mark.parametrize(
    ("text", "day", "alliance"),
    [
        ("The treaty lapsed. Crimea belongs to Ukraine, its minister said.", *CSTO),
        ("The alliance met. Serbia remains bound by the convention of 1949.", *NATO),
        ("India holds a seat on the UN Security Council; the alliance has none.", *NATO),
        ("The alliance met. Ukraine sat at the table with the members.", *NATO),
        ("The alliance met. Serbia took its place in the queue.", *NATO),
        ("The leaders met. It was joined by Japan's delegation.", *NATO),
        ("The alliance met. Sweden is waiting for the ammunition it bought.", "2025-01-01", "NATO"),
    ],
)
def test_ordinary_acts_are_no_memberships(text: str, day: str, alliance: str) -> None:
    found = _flagged(claims(text, day=day, alliance=alliance))
    assert not found, [(it.says, it.then.why) for it in found]


def test_who_joins_an_exercise_joins_no_alliance() -> None:
    text = "Armenian troops joined the autumn exercises in Kazakhstan."
    assert not [it for it in checked(f"The CSTO met in Moscow. {text}", world()).claims if it.kind == "membership"]
