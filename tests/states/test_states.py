"""The gazetteer: golden cases where codes and names change hands, and properties over every state and day."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import AmbiguousName, BadRow, FoedusError, UnknownName
from foedus.states import State, System, convert, existing, find, held_by, name_of
from foedus.states.gazetteer import folded, gazetteer, read

LATEST = date(2030, 1, 1)
"""A day after every dated change of the gazetteer, for properties over spells that are still open."""

UN_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT
ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""


def on(text: str) -> date:
    return date.fromisoformat(text)


@st.composite
def states_on_a_day(draw: st.DrawFn) -> tuple[State, date]:
    """A state in one of its spells, and a day of that spell."""
    state = draw(st.sampled_from(gazetteer().spells))
    return state, draw(st.dates(state.from_on, state.to_on or LATEST))


# code, system, day, (iso3, cow, gw) of the state that holds it
HELD: list[tuple[str | int, System, str, tuple[str | None, int | None, int | None]]] = [
    # Germany: COW numbers the Federal Republic apart, GW keeps its number for today's Germany.
    (255, "cow", "1938-01-01", ("DEU", 255, 255)),
    (255, "cow", "1945-05-08", ("DEU", 255, None)),
    ("DEU", "iso3", "1950-06-25", ("DEU", None, 260)),
    ("DEU", "iso3", "1965-01-01", ("DEU", 260, 260)),
    (265, "cow", "1965-01-01", ("DDR", 265, 265)),
    (260, "cow", "1990-10-02", ("DEU", 260, 260)),
    (255, "cow", "1990-10-03", ("DEU", 255, 260)),
    (260, "gw", "2020-01-01", ("DEU", 255, 260)),
    # Yugoslavia and Serbia: one COW number for all of them; GW and ISO tell them apart.
    (345, "cow", "1914-07-28", ("SRB", 345, 340)),
    (345, "cow", "1918-11-30", ("SRB", 345, None)),
    (345, "cow", "1918-12-01", ("YUG", 345, 345)),
    (345, "gw", "1942-01-01", ("YUG", None, 345)),
    (345, "cow", "1999-03-24", ("YUG", 345, 345)),
    (345, "cow", "2003-02-04", ("SCG", 345, 345)),
    (345, "cow", "2006-06-04", ("SCG", 345, 345)),
    (345, "cow", "2006-06-05", ("SRB", 345, 340)),
    (340, "gw", "2006-06-05", ("SRB", 345, 340)),
    (341, "gw", "2006-06-03", ("MNE", None, 341)),
    (341, "cow", "2006-06-12", ("MNE", 341, 341)),
    # Yemen: ISO and GW kept the north's code for the united state, COW gave a new one.
    (678, "cow", "1990-05-21", ("YEM", 678, 678)),
    (680, "cow", "1990-05-21", ("YMD", 680, 680)),
    (679, "cow", "1990-05-22", ("YEM", 679, 678)),
    (678, "gw", "2015-01-01", ("YEM", 679, 678)),
    # Vietnam: COW and GW number the united state as the north.
    (816, "cow", "1965-01-01", ("VDR", 816, 816)),
    (817, "cow", "1965-01-01", (None, 817, 817)),
    (816, "cow", "1976-07-01", ("VDR", 816, 816)),
    (816, "cow", "1976-07-02", ("VNM", 816, 816)),
    (815, "gw", "1850-01-01", (None, None, 815)),
    # Russia and the Soviet Union: one number, two ISO codes.
    (365, "cow", "1914-08-01", ("RUS", 365, 365)),
    (365, "cow", "1922-12-30", ("SUN", 365, 365)),
    (365, "gw", "1991-12-25", ("SUN", 365, 365)),
    (365, "gw", "1991-12-26", ("RUS", 365, 365)),
    # Czechoslovakia; GW has no gap for the occupation.
    (315, "cow", "1992-12-31", ("CSK", 315, 315)),
    (315, "gw", "1940-01-01", ("CSK", None, 315)),
    (316, "cow", "1993-01-01", ("CZE", 316, 316)),
    (317, "cow", "1993-01-01", ("SVK", 317, 317)),
    # Ethiopia: COW has a gap for the occupation of 1936-1941.
    (530, "cow", "1936-05-05", ("ETH", 530, 530)),
    (530, "gw", "1938-01-01", ("ETH", None, 530)),
    (530, "cow", "1941-05-05", ("ETH", 530, 530)),
    (531, "cow", "1993-05-24", ("ERI", 531, 531)),
    (770, "cow", "1971-12-15", ("PAK", 770, 770)),
    (771, "cow", "1971-12-16", ("BGD", 771, 771)),
    # The Pacific: COW 970 is Nauru, GW 970 is Kiribati.
    (970, "cow", "2010-01-01", ("NRU", 970, 971)),
    (970, "gw", "2010-01-01", ("KIR", 946, 970)),
    (955, "cow", "2010-01-01", ("TON", 955, 972)),
    (947, "cow", "2010-01-01", ("TUV", 947, 973)),
    # Withdrawn alpha-3 codes of a state that only changed its name are read, today's code is written.
    ("BUR", "iso3", "1980-01-01", ("MMR", 775, 775)),
    ("ZAR", "iso3", "1980-01-01", ("COD", 490, 490)),
]


@pytest.mark.parametrize(("code", "system", "day", "expected"), HELD)
def test_who_holds_a_code_on_a_day(
    code: str | int, system: System, day: str, expected: tuple[str | None, int | None, int | None]
) -> None:
    state = held_by(code, system, on(day))
    assert (state.iso3, state.cow, state.gw) == expected


# code, from, to, day, error, words of the sentence
REFUSED: list[tuple[str | int, System, System, str, type[FoedusError], str]] = [
    (
        255, "cow", "iso3", "1965-01-01", AmbiguousName,
        "COW 255 on 1965-01-01: 255 is Germany to 1945-05-08 and from 1990-10-03; on that day use "
        "260 (Federal Republic of Germany) or 265 (German Democratic Republic)",
    ),
    (255, "gw", "cow", "1995-01-01", UnknownName, "use 260 (Germany)"),
    (260, "cow", "gw", "1995-01-01", UnknownName, "use 255 (Germany)"),
    ("DEU", "iso3", "cow", "1952-01-01", UnknownName, "has no COW code on 1952-01-01; it has one to 1945-05-08 and from 1955"),
    ("DEU", "iso3", "cow", "1947-01-01", UnknownName, "foedus knows no state to use on that day"),
    (345, "gw", "cow", "2006-06-05", UnknownName, "use 340 (Serbia)"),
    (340, "gw", "cow", "1999-03-24", UnknownName, "use 345 (Federal Republic of Yugoslavia)"),
    ("SRB", "iso3", "cow", "2006-06-04", UnknownName, "use SCG (Serbia and Montenegro)"),
    ("YUG", "iso3", "cow", "2010-01-01", UnknownName, "use SRB (Serbia)"),
    (
        679, "cow", "iso3", "1990-05-21", AmbiguousName,
        "use 678 (Yemen Arab Republic) or 680 (People's Democratic Republic of Yemen)",
    ),
    ("YMD", "iso3", "cow", "1990-05-22", UnknownName, "use YEM (Yemen)"),
    ("VNM", "iso3", "cow", "1965-01-01", AmbiguousName, "use VDR (Democratic Republic of Vietnam) or Republic of Vietnam (COW"),
    (817, "cow", "iso3", "1965-01-01", UnknownName, "ISO of 1974 wrote VNM for it"),
    (817, "cow", "gw", "1975-05-01", UnknownName, "use 816 (Democratic Republic of Vietnam)"),
    ("RUS", "iso3", "cow", "1970-01-01", UnknownName, "RUS is Russia to 1922-12-29 and from 1991-12-26; on that day use SUN"),
    ("SUN", "iso3", "cow", "2000-01-01", UnknownName, "use RUS (Russia)"),
    ("CSK", "iso3", "cow", "1993-01-01", AmbiguousName, "use CZE (Czech Republic) or SVK (Slovakia)"),
    (530, "cow", "iso3", "1938-01-01", UnknownName, "use Ethiopia (ISO ETH, GW 530; no COW code)"),
    ("BGD", "iso3", "cow", "1971-12-15", UnknownName, "use PAK (Pakistan)"),
    ("VAT", "iso3", "gw", "2000-01-01", UnknownName, "counted neither by COW nor by GW"),
    (999, "cow", "iso3", "2000-01-01", UnknownName, '"999" is no COW code of a state'),
    ("GFR", "iso3", "cow", "1965-01-01", UnknownName, '"GFR" is no ISO code of a state'),
]  # fmt: skip


@pytest.mark.parametrize(("code", "from_system", "to_system", "day", "error", "words"), REFUSED)
def test_a_code_that_is_another_states_on_the_day_is_refused_in_one_sentence(
    code: str | int, from_system: System, to_system: System, day: str, error: type[FoedusError], words: str
) -> None:
    with pytest.raises(FoedusError) as raised:
        convert(code, from_system, to_system, on(day))
    assert type(raised.value) is error
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_system_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownName, match="the systems are iso3, cow, gw"):
        convert("USA", "iso2", "cow", on("2000-01-01"))  # type: ignore[call-overload]


# name or code, day, key
FOUND = [
    ("Germany", None, "DEU"),
    ("West Germany", "1965-01-01", "DEU"),
    ("East German", "1965-01-01", "DDR"),
    ("Yemen", "1995-01-01", "YEM"),
    ("South Yemen", "1980-01-01", "YMD"),
    ("South Vietnam", "1965-01-01", "south_vietnam"),
    ("Vietnam", None, "VNM"),
    ("Yugoslavia", None, "YUG"),
    ("USSR", "1970-01-01", "SUN"),
    ("Russian Federation", "2020-01-01", "RUS"),
    ("Macedonia", "2019-02-11", "MKD"),
    ("Macedonia", "2019-02-12", "MKD"),
    ("North Macedonia", "2010-01-01", "MKD"),
    ("Swaziland", "2020-01-01", "SWZ"),
    ("Zaire", "2005-01-01", "COD"),
    ("Burma", "2020-01-01", "MMR"),
    ("Myanmar", "1970-01-01", "MMR"),
    ("Republic of China", "1930-01-01", "CHN"),
    ("Republic of China", "1960-01-01", "TWN"),
    ("China", "1960-01-01", "CHN"),
    ("Cote d\u2019Ivoire", "1970-01-01", "CIV"),
    ("the gambia", None, "GMB"),
    ("St. Vincent & the Grenadines", None, "VCT"),
    ("turkiye", "2000-01-01", "TUR"),
    ("Kyrgyz", "2022-09-16", "KGZ"),
    ("Nigerien", None, "NER"),
    ("Nigerian", None, "NGA"),
    ("AUS", "2000-01-01", "AUS"),
    ("COW 305", "2000-01-01", "AUT"),
    ("gw 971", "2000-01-01", "NRU"),
    (365, "1970-01-01", "SUN"),
    ("345", "2010-01-01", "SRB"),
    ("ROM", None, "ROU"),
]


@pytest.mark.parametrize(("asked", "day", "key"), FOUND)
def test_a_name_or_code_finds_its_state(asked: str | int, day: str | None, key: str) -> None:
    assert find(asked, on(day) if day else None).key == key


AMBIGUOUS = [
    ("Germany", "1965-01-01", ("DDR", "DEU")),
    ("German", "1950-01-01", ("DDR", "DEU")),
    ("Yemen", "1980-01-01", ("YEM", "YMD")),
    ("Vietnam", "1965-01-01", ("VDR", "Republic of Vietnam")),
    ("Korea", "1960-01-01", ("KOR", "PRK")),
    ("Korea", None, ("KOR", "PRK")),
    ("Republic of the Congo", "1962-01-01", ("COD", "COG")),
    ("Dominican", "2000-01-01", ("DMA", "DOM")),
    ("970", "2010-01-01", ("NRU", "KIR")),
    ("Czechoslovakia", "1995-01-01", ("CZE", "SVK")),
]


@pytest.mark.parametrize(("asked", "day", "named"), AMBIGUOUS)
def test_a_name_of_two_states_is_refused_and_both_are_named(
    asked: str, day: str | None, named: tuple[str, str]
) -> None:
    with pytest.raises(AmbiguousName) as raised:
        find(asked, on(day) if day else None)
    assert all(name in str(raised.value) for name in named)


def test_a_name_of_no_state_on_the_day_says_when_it_is_one() -> None:
    with pytest.raises(
        UnknownName, match=r"Serbia exists 1878-07-13 to 1918-11-30 and from 2006-06-05; .*ISO YUG, COW 345"
    ):
        find("Serbia", on("1995-01-01"))
    with pytest.raises(UnknownName, match="Soviet Union"):
        find("Russia", on("1970-01-01"))


@pytest.mark.parametrize("asked", ["", "Atlantis", "Germny", "2024", "XYZ", "COW 1"])
def test_what_is_no_state_is_refused_with_its_text(asked: str) -> None:
    with pytest.raises(UnknownName, match=f'^"{asked}" is no state that foedus knows'):
        find(asked)


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match='did you mean "Kyrgyzstan"'):
        find("Kyrgystan", on("2020-01-01"))


NAMED = [
    ("MKD", "2019-02-11", "Macedonia"),
    ("MKD", "2019-02-12", "North Macedonia"),
    ("SWZ", "2018-04-18", "Swaziland"),
    ("SWZ", "2018-04-19", "Eswatini"),
    ("COD", "1971-10-26", "Democratic Republic of the Congo"),
    ("COD", "1971-10-27", "Zaire"),
    ("COD", "1997-05-17", "Democratic Republic of the Congo"),
    ("MMR", "1989-06-17", "Burma"),
    ("MMR", "1989-06-18", "Myanmar"),
    ("LKA", "1972-05-21", "Ceylon"),
    ("BFA", "1984-08-04", "Burkina Faso"),
    ("ZWE", "1980-04-17", "Rhodesia"),
    ("IRN", "1935-03-20", "Persia"),
    ("TUR", "1923-10-28", "Ottoman Empire"),
    ("TUR", "2022-06-01", "Türkiye"),
    ("DEU", "1870-07-19", "Prussia"),
    ("DEU", "1990-10-02", "Federal Republic of Germany"),
    ("YEM", "1990-05-21", "Yemen Arab Republic"),
]


@pytest.mark.parametrize(("iso3", "day", "name"), NAMED)
def test_the_name_of_the_day(iso3: str, day: str, name: str) -> None:
    assert name_of(iso3, on(day)) == name


CAPITALS = [
    ("KAZ", "1997-12-09", "Almaty"),
    ("KAZ", "1997-12-10", "Akmola"),
    ("KAZ", "1998-05-06", "Astana"),
    ("KAZ", "2019-03-22", "Astana"),
    ("KAZ", "2019-03-23", "Nur-Sultan"),
    ("KAZ", "2022-09-16", "Nur-Sultan"),
    ("KAZ", "2022-09-17", "Astana"),
    ("DEU", "1965-01-01", "Bonn"),
    ("DEU", "1990-10-03", "Berlin"),
    ("BRA", "1960-04-20", "Rio de Janeiro"),
    ("BRA", "1960-04-21", "Brasília"),
    ("MMR", "2005-11-05", "Yangon"),
    ("MMR", "2005-11-06", "Naypyidaw"),
    ("NGA", "1991-12-11", "Lagos"),
    ("NGA", "1991-12-12", "Abuja"),
    ("PAK", "1967-08-13", "Rawalpindi"),
    ("PAK", "1967-08-14", "Islamabad"),
    ("RUS", "1914-08-01", "Saint Petersburg"),
    # Known to the month only: the old capital stands until the month is over.
    ("PAK", "1959-10-31", "Karachi"),
    ("PAK", "1959-11-01", "Rawalpindi"),
]


@pytest.mark.parametrize(("iso3", "day", "capital"), CAPITALS)
def test_the_capital_of_the_day(iso3: str, day: str, capital: str) -> None:
    assert held_by(iso3, "iso3", on(day)).capital == capital


def test_states_of_a_day_by_system() -> None:
    day = on("1950-01-01")
    assert {state.key for state in existing(day, "gw")} >= {"DEU", "DDR", "IDN"}
    assert not {"DEU", "DDR"} & {state.key for state in existing(day, "cow")}
    assert existing(on("1815-12-31")) == []
    assert [state.key for state in existing(day)] == sorted(state.key for state in existing(day))


@given(states_on_a_day(), st.sampled_from(("iso3", "cow", "gw")), st.sampled_from(("iso3", "cow", "gw")))
def test_there_and_back_on_every_day_gives_the_same_code(some: tuple[State, date], one: System, other: System) -> None:
    state, day = some
    code = state.code(one)
    if code is None:
        return
    if state.code(other) is None:
        with pytest.raises(UnknownName, match=r"has no .* code on"):
            convert(code, one, other, day)
        return
    there = convert(code, one, other, day)
    assert there == state.code(other)
    assert convert(there, other, one, day) == code
    assert convert(str(code), one, one, day) == code


@given(states_on_a_day())
def test_the_name_and_key_of_the_day_find_the_state(some: tuple[State, date]) -> None:
    state, day = some
    assert find(state.name, day) == state
    assert find(state.key, day) == state
    assert find(state.name.upper(), day) == state
    assert state in existing(day)


@given(states_on_a_day(), st.data())
def test_a_word_of_the_day_finds_the_state_or_is_ambiguous(some: tuple[State, date], data: st.DataObject) -> None:
    state, day = some
    word = data.draw(st.sampled_from(list(state.words())))
    try:
        assert find(word, day) == state
    except AmbiguousName as refused:
        assert state.name in str(refused)


@given(st.text(max_size=12), st.none() | st.dates(date(1700, 1, 1), LATEST))
def test_any_text_finds_a_state_or_is_refused_with_a_sentence(text: str, day: date | None) -> None:
    try:
        find(text, day)
    except FoedusError as refused:
        assert text in str(refused)


@given(st.integers(0, 999), st.sampled_from(("cow", "gw")), st.dates(date(1816, 1, 1), LATEST))
def test_a_number_is_one_state_on_the_day_or_refused(number: int, system: System, day: date) -> None:
    holders = [state for state in existing(day, system) if state.code(system) == number]
    if holders:
        assert [held_by(number, system, day)] == holders
    else:
        with pytest.raises(FoedusError):
            held_by(number, system, day)


def test_no_two_states_share_a_code_and_no_state_has_two_spells_on_a_day() -> None:
    edges = {spell.from_on for spell in gazetteer().spells}
    for day in sorted(edges):
        states = existing(day)
        for system in ("iso3", "cow", "gw"):
            codes = Counter(state.code(system) for state in states if state.code(system) is not None)
            assert codes.most_common(1)[0][1] == 1, (day, system, codes.most_common(1))
        assert len({state.key for state in states}) == len(states), day


def test_every_state_is_whole() -> None:
    keys, others = gazetteer().by_key, gazetteer().by_other_iso3
    for spell in gazetteer().spells:
        assert spell.name and spell.demonyms and spell.capital, spell
        assert spell.to_on is None or spell.from_on <= spell.to_on, spell
        assert spell.iso3 == (spell.key if spell.key.isupper() else None), spell
        assert spell.iso3 is None or len(spell.iso3) == 3, spell
        assert all(see in keys and see != spell.key for see in spell.see), spell
    assert not others.keys() & keys.keys()
    for of_state in keys.values():
        assert all(one.to_on is not None and one.to_on < two.from_on for one, two in pairwise(of_state))


def test_every_member_of_the_un_has_code_demonym_and_capital() -> None:
    members = UN_MEMBERS.split()
    assert len(members) == 193
    today = {state.iso3: state for state in existing(LATEST)}
    for iso3 in members:
        state = today[iso3]
        assert state.demonym and state.capital and state.cow and state.gw and not state.is_former, state
    assert set(today) - set(members) - {None} == {"COK", "NIU", "PSE", "TWN", "VAT", "XKX"}


def test_names_are_compared_without_case_accents_and_marks() -> None:
    assert folded("The  Gambia") == folded("GAMBIA")
    assert folded("Saint Kitts & Nevis") == folded("St. Kitts and Nevis")
    assert folded("São Tomé") == "sao tome"


STATES_HEADER = "key,iso3,cow,gw,name,other_names,demonyms,from_on,to_on,other_iso3,see,note\n"


@pytest.mark.parametrize(
    ("row", "capitals", "words"),
    [
        ("AAA,AAA,x,,A,,Aan,1900-01-01,,,,", "AAA,A,,", "states.csv, line 2"),
        ("AAA,AAA,1,,A,,Aan,1900,,,,", "AAA,A,,", 'states.csv, line 2: "1900"'),
        ("AAA,AAA,1,,A", "AAA,A,,", "states.csv, line 2: this row has not as many columns"),
        ("AAA,AAA,1,,A,,Aan,1900-01-01,,,,", "BBB,B,,", 'no capital for "AAA"'),
        ("AAA,AAA,1,,A,,Aan,1900-01-01,,,,", "AAA,A,1900,", "capitals.csv, line 2, column `from_on`"),
        ("AAA,AAA,1,,A,,Aan,1900-01-01,,,,", "AAA,A,,\nAAA,B,,", "capitals.csv, line 3, column `from_on`"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, capitals: str, words: str) -> None:
    (tmp_path / "states.csv").write_text(STATES_HEADER + row + "\n", encoding="utf-8")
    (tmp_path / "capitals.csv").write_text("key,capital,from_on,note\n" + capitals + "\n", encoding="utf-8")
    with pytest.raises(BadRow) as raised:
        read(tmp_path)
    assert words in str(raised.value)


def test_a_spell_is_cut_where_the_capital_changes(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text(STATES_HEADER + "AAA,AAA,1,,A,,Aan,1900-01-01,,,,\n", encoding="utf-8")
    (tmp_path / "capitals.csv").write_text("key,capital,from_on,note\nAAA,X,,\nAAA,Y,1950-03,\n", encoding="utf-8")
    spells = read(tmp_path).spells
    assert [(one.capital, one.from_on, one.to_on) for one in spells] == [
        ("X", on("1900-01-01"), on("1950-03-31")),
        ("Y", on("1950-04-01"), None),
    ]


def test_importing_the_gazetteer_loads_no_table_library() -> None:
    code = "import sys, foedus.states; print({'numpy', 'pandas', 'duckdb', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_spell_of_the_published_lists_is_found_with_its_number(shared: Path) -> None:
    path = shared / "data" / "states.csv"
    if not path.is_file():
        pytest.skip("needs data/states.csv of the shared data folder")
    with path.open(newline="", encoding="utf-8") as handle:
        spells = list(csv.DictReader(handle))
    assert len(spells) == 482
    systems: dict[str, System] = {"COW": "cow", "GW": "gw"}
    for spell in spells:
        system, number = systems[spell["system"]], int(spell["code"])
        first, last = on(spell["start"]), on(spell["end"] or LATEST.isoformat())
        for day in (first, first + (last - first) // 2, last):
            assert held_by(number, system, day).code(system) == number, (spell, day)
        for outside in (first - timedelta(days=1), last + timedelta(days=1)):
            same = [one for one in spells if (one["system"], one["code"]) == (spell["system"], spell["code"])]
            if not any(one["start"] <= outside.isoformat() <= (one["end"] or "9999-12-31") for one in same):
                with pytest.raises(FoedusError):
                    held_by(number, system, outside)
