"""Answers told in other words: pointing back, in the passive, in asides, as replies to an offer; true ones and false ones."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from foedus.check import Claim, check, run
from foedus.check.judge.replies import reply_in

pytest.importorskip("spacy", reason="checking needs the extra `text`")

KABILA = "In August 1998 Laurent Kabila asked SADC members for help."
MASERU = "In September 1998 Lesotho asked SADC members for troops."
THAI = "In May 1962 Thailand asked its SEATO allies for help."
CAIRO = "In August 1990 the Arab League summit agreed to send forces to Saudi Arabia."
YEREVAN = "In September 2022 Armenia turned to the CSTO for help."
ANKARA = "In October 2012 Turkey asked NATO for a meeting."
ROMANIA = "At Christmas 1989 Romania asked the Soviet Union for military help."
BURUNDI = "In December 2015 the African Union decided on a force of 5,000 for Burundi"
KAZAKHSTAN = "On 5 January 2022 Kazakhstan turned to the CSTO."
JAKARTA = "In February 2011 the ministers of ASEAN agreed on Indonesian observers for the border."
MANAMA = "In March 2011 Bahrain asked the GCC for help."


@pytest.fixture(autouse=True, scope="module")
def one_desk_a_day() -> Iterator[None]:
    """The rows of a day are read once for all texts of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_desk", cache(run._desk))
        patch.setattr(run, "_record", cache(run._record))
        yield


@cache
def answers(text: str, alliance: str) -> list[Claim]:
    day = "1990-06-01" if alliance == "WARSAW-PACT" else "2024-01-10"  # Moscow was then the Soviet Union's.
    found = check(text, dateline=day, alliance=alliance, as_of="2026-01-01").claims
    return [it for it in found if it.kind == "answer"]


def last(text: str, alliance: str) -> Claim:
    """The answer told last in the text."""
    found = answers(text, alliance)
    assert found, f"no answer found in {text!r}"
    return max(found, key=lambda it: it.start)


TRUE = [
    (f"{KABILA} Zimbabwe sent soldiers, and so did Angola.", "SADC"),
    (f"{KABILA} Zimbabwe sent soldiers. Namibia followed suit.", "SADC"),
    (f"{KABILA} Zimbabwe sent soldiers. South Africa did not.", "SADC"),
    (f"{MASERU} Some 600 South Africans went in, followed by about 200 soldiers from Botswana.", "SADC"),
    ("In December 2023 a SADC mission deployed in the east of the Congo, drawn from South Africa, Malawi and Tanzania.", "SADC"),
    (f"{THAI} The United States and Australia sent forces, as did New Zealand.", "SEATO"),
    (f"{THAI} Britain sent ten fighters; France kept its soldiers at home.", "SEATO"),
    (f"{CAIRO} Egypt and Morocco sent troops, and Syria followed suit.", "ARAB-LEAGUE"),
    (f"{MANAMA} Saudi Arabia sent security forces; the Emirates did so too.", "GCC"),
    (f"{MANAMA} Kuwait provided ships and no ground troops.", "GCC"),
    (f"{YEREVAN} The military assistance that Yerevan had sought was refused.", "CSTO"),
    (f"{ANKARA} Its request for Patriot missiles was approved in December 2012.", "NATO"),
    (f"{ROMANIA} Moscow refused.", "WARSAW-PACT"),
    (f"{BURUNDI}. Burundi rejected it.", "AU"),
    (f"{BURUNDI}, a plan that Burundi refused.", "AU"),
    (f"{KAZAKHSTAN} The organisation agreed to a mission of limited duration.", "CSTO"),
    ("In 2017 Lesotho asked SADC for about 1,200 troops. It received a force of 258.", "SADC"),
    ("In October 1962 the United States asked the Council of the OAS to act under the Rio Treaty. The resolution allowed the use of force.", "RIO"),
]  # fmt: skip
FALSE = [
    (f"{KABILA} Zimbabwe and Angola sent soldiers, joined by South Africa.", "SADC", "answer"),
    (f"{KABILA} Zimbabwe sent soldiers. South Africa, then in the chair, did likewise.", "SADC", "answer"),
    (f"{KABILA} Angola sent soldiers; South Africa supplied weapons to Kinshasa.", "SADC", "answer"),
    (f"{KABILA} Angola, Namibia and Zambia sent soldiers.", "SADC", "actor"),
    (f"{MASERU} South Africa sent 600 soldiers; Zimbabwe did the same.", "SADC", "actor"),
    (f"{MASERU} Some 600 South Africans went in, followed by about 500 soldiers from Botswana.", "SADC", "number"),
    ("In December 2023 a SADC mission deployed in the east of the Congo, drawn from South Africa, Malawi and Zambia.", "SADC", "actor"),
    (f"{THAI} The United States and Australia sent forces, as did France.", "SEATO", "answer"),
    (f"{THAI} The United States sent troops. New Zealand stayed at home.", "SEATO", "answer"),
    (f"{CAIRO} Egypt and Morocco sent troops, as did Jordan.", "ARAB-LEAGUE", "answer"),
    (f"{CAIRO} King Hussein offered Riyadh a Jordanian brigade.", "ARAB-LEAGUE", "answer"),
    (f"{YEREVAN} Yerevan's request for troops was granted.", "CSTO", "answer"),
    (f"{YEREVAN} The military aid Yerevan wanted was granted.", "CSTO", "answer"),
    (f"{YEREVAN} As for soldiers, 800 paratroopers are already on the ground.", "CSTO", "answer"),
    (f"{ANKARA} The Patriots that Ankara wanted were denied.", "NATO", "answer"),
    (f"{ANKARA} Its wish for Patriot batteries was turned down in December 2012.", "NATO", "answer"),
    (f"{ROMANIA} Moscow said yes at once.", "WARSAW-PACT", "answer"),
    (f"{BURUNDI}, an offer that Burundi accepted.", "AU", "answer"),
    (f"{KAZAKHSTAN} The organisation approved a mission with no limit set on its duration.", "CSTO", "answer"),
    (f"{JAKARTA} The observers arrived in March 2011.", "ASEAN", "answer"),
    ("In February 2011 the ministers of ASEAN agreed on up to forty Indonesian observers, who took up their posts within weeks.", "ASEAN", "answer"),
    ("In July 2021 Tajikistan asked its CSTO allies for help. Units of the collective force were moved to the border.", "CSTO", "answer"),
    ("In 2017 Lesotho asked SADC for about 1,200 troops. A contingent of 1,200 came in December.", "SADC", "number"),
    ("In January 1996 the leaders of the CIS refused Georgia's wish for an embargo on Abkhazia.", "CIS", "answer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "alliance"), TRUE, ids=[it[0][-60:] for it in TRUE])
def test_what_the_answers_bear_out_is_supported(text: str, alliance: str) -> None:
    assert last(text, alliance).then.outcome == "supported"


@pytest.mark.parametrize(("text", "alliance", "part"), FALSE, ids=[it[0][-60:] for it in FALSE])
def test_what_they_exclude_is_called_so_with_the_part_that_is_wrong(text: str, alliance: str, part: str) -> None:
    claim = last(text, alliance)
    assert claim.then.outcome in ("contradicted", "partly")
    assert part in claim.then.wrong


def test_the_same_words_are_no_answer_where_none_was_told_before() -> None:
    assert not answers("In May 1999 the summit met in Moscow. So did the ministers. France did likewise.", "NATO")


def test_a_call_that_others_join_stays_a_call() -> None:
    text = "In February 2022 Poland asked NATO for consultations under Article 4. Lithuania did likewise."
    assert not answers(text, "NATO")


@pytest.mark.parametrize(
    ("row", "reply"),
    [
        ("The heads of state banned trade, as the ally had wished.", "granted"),
        ("The ally rejects the force and says that it would treat it as an invasion.", "refused"),
        ("They agreed on a plan; the ally turned it down.", ""),
        ("The council met in Tunis.", ""),
    ],
)
def test_a_row_says_what_became_of_a_wish_only_where_its_pieces_agree(row: str, reply: str) -> None:
    assert reply_in(row) == reply
