"""Actors named in a text: what a name means on a day, what it never means, and that the data hold together."""

from __future__ import annotations

import csv
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from foedus.dates import PartialDate
from foedus.errors import BadRow
from foedus.reading.actor_lint import faults, of_rows, of_terms
from foedus.reading.actor_rows import Days, Row, Term, terms
from foedus.reading.actor_terms import by_office, holder, persons, plain
from foedus.reading.actors import add, mentions, search, user_rows
from foedus.reading.types import Mention


def read(text: str, day: str = "") -> list[Mention]:
    return mentions(text, date.fromisoformat(day) if day else None)


def coded(text: str, day: str = "") -> list[tuple[str, str]]:
    return [(mention.text, mention.code) for mention in read(text, day)]


def days(first: str, last: str = "") -> Days:
    return Days(PartialDate.parse(first), PartialDate.parse(last) if last else None)


AS_OF = [
    ("the Armenian prime minister", "2016-04-02", "Armenian prime minister", "ARM", "Hovik Abrahamyan"),
    ("the Armenian prime minister", "2022-11-23", "Armenian prime minister", "ARM", "Nikol Pashinyan"),
    ("Armenia's foreign minister", "2016-04-02", "Armenia's foreign minister", "ARM", "Edward Nalbandyan"),
    ("the foreign minister of Armenia", "2022-11-23", "foreign minister of Armenia", "ARM", "Ararat Mirzoyan"),
    ("the US president", "1999-05-01", "US president", "USA", "Bill Clinton"),
    ("the U.S. secretary of state", "2022-05-01", "U.S. secretary of state", "USA", "Antony Blinken"),
    ("Britain's defence secretary", "2022-05-01", "Britain's defence secretary", "GBR", "Ben Wallace"),
    ("the German chancellor", "1990-11-01", "German chancellor", "DEU", "Helmut Kohl"),
    ("the secretary general of NATO", "2003-01-01", "secretary general of NATO", "NATO", "George Robertson"),
    ("the NATO chief", "2024-12-01", "NATO chief", "NATO", "Mark Rutte"),
    ("the EU foreign policy chief", "2022-05-01", "EU foreign policy chief", "EU", "Josep Borrell"),
    ("the UN secretary-general", "2005-05-01", "UN secretary-general", "UN", "Kofi Annan"),
    ("the Soviet foreign minister", "1986-05-01", "Soviet foreign minister", "SUN", "Eduard Shevardnadze"),
    ("the Irish Taoiseach", "2012-01-01", "Irish Taoiseach", "IRL", "Enda Kenny"),
    ("Russia's defence minister", "2014-03-01", "Russia's defence minister", "RUS", "Sergei Shoigu"),
]


@pytest.mark.parametrize(("text", "day", "words", "code", "person"), AS_OF)
def test_an_office_is_its_holder_of_the_day(text: str, day: str, words: str, code: str, person: str) -> None:
    [mention] = read(f"Then {text} spoke.", day)
    assert (mention.text, mention.code, mention.kind) == (words, code, "person")
    assert person in mention.rule


STATES = [
    ("Russia", "1985-01-01", "SUN"),
    ("Russia", "2022-01-01", "RUS"),
    ("the USSR", "1985-01-01", "SUN"),
    ("the Soviet Union", "2022-01-01", "SUN"),
    ("Zaire", "1985-01-01", "COD"),
    ("Swaziland", "2022-01-01", "SWZ"),
    ("West Germany", "1985-01-01", "DEU"),
    ("East Germany", "1985-01-01", "DDR"),
    ("Yugoslavia", "1995-01-01", "YUG"),
    ("Britain", "2022-01-01", "GBR"),
    ("Kirgizstan", "2022-01-01", "KGZ"),
    ("Côte d\u2019Ivoire", "2022-01-01", "CIV"),
    ("BURKINA FASO", "2022-01-01", "BFA"),
    ("the U.S.", "2022-01-01", "USA"),
    ("the United Arab Emirates", "2022-01-01", "ARE"),
]


@pytest.mark.parametrize(("name", "day", "code"), STATES)
def test_states_have_the_code_of_the_day(name: str, day: str, code: str) -> None:
    [mention] = read(f"Then {name} withdrew.", day)
    assert (mention.code, mention.kind) == (code, "state")


ROLES = [
    ("Armenian troops", "ARM", "state", "MIL"),
    ("Russian peacekeeping troops", "RUS", "state", "MIL"),
    ("Malian rebels", "MLI", "group", "REB"),
    ("rebels", "NSA", "group", "REB"),
    ("Egyptian police", "EGY", "state", "COP"),
    ("the Turkish government", "TUR", "state", "GOV"),
    ("Ukraine's parliament", "UKR", "state", "LEG"),
    ("the armed forces of Ukraine", "UKR", "state", "MIL"),
    ("UN peacekeepers", "UN", "body", "MIL"),
    ("ECOWAS leaders", "ECOWAS", "body", "GOV"),
    ("the Security Council", "UN", "body", "GOV"),
    ("Russia's Security Council", "RUS", "state", "GOV"),
    ("the prime minister", "UNK", "person", "GOV"),
    ("protesters", "UNK", "group", "CVL"),
    ("Russians", "RUS", "state", None),
    ("Moscow", "RUS", "place", None),
    ("the Kremlin", "RUS", "place", "GOV"),
    ("Downing Street", "GBR", "place", "GOV"),
    ("Russian Foreign Ministry", "RUS", "state", "GOV"),
    ("Boko Haram", "NSA", "group", "REB"),
    ("Vietnamese-led forces", "VNM", "state", "MIL"),
]


@pytest.mark.parametrize(("text", "code", "kind", "role"), ROLES)
def test_roles(text: str, code: str, kind: str, role: str | None) -> None:
    [mention] = read(f"Then {text} moved.", "2022-11-23")
    assert (mention.code, mention.kind, mention.role) == (code, kind, role)


BODIES = [
    ("NATO", "1999-01-01", "NATO"),
    ("the Warsaw Pact", "1985-01-01", "Warsaw Pact"),
    ("SEATO", "1965-01-01", "SEATO"),
    ("the Organisation of African Unity", "1985-01-01", "OAU"),
    ("the Collective Security Treaty Organisation", "2022-01-01", "CSTO"),
    ("the Alliance of Sahel States", "2024-01-01", "AES"),
    ("the European Commission", "2022-01-01", "EU"),
    ("the International Criminal Court", "2022-01-01", "ICC"),
    ("AUKUS", "2022-01-01", "AUKUS"),
    ("the Gulf Cooperation Council", "2022-01-01", "GCC"),
    ("the Arab League", "2022-01-01", "Arab League"),
]


@pytest.mark.parametrize(("name", "day", "code"), BODIES)
def test_bodies(name: str, day: str, code: str) -> None:
    [mention] = read(f"Then {name} met.", day)
    assert (mention.code, mention.kind) == (code, "body")


AMBIGUOUS = [
    ("Voters in Atlanta, Georgia, went home.", [("Voters", "UNK"), ("Atlanta", "USA"), ("Georgia", "USA")]),
    ("Georgia accused Abkhazia in Tbilisi.", [("Georgia", "GEO"), ("Abkhazia", "NSA"), ("Tbilisi", "GEO")]),
    ("He loved Georgian London and Georgian townhouses.", [("London", "GBR")]),
    ("Michael Jordan met Jordan Peterson in Jordan.", [("Jordan", "JOR")]),
    ("Chad Smith plays. Chad left the Lake Chad basin.", [("Chad", "TCD")]),
    ("Roast Turkey is served with gravy.", []),
    ("Turkey summoned him.", [("Turkey", "TUR")]),
    ("Niger thanked Nigeria.", [("Niger", "NER"), ("Nigeria", "NGA")]),
    ("Congo accused Rwanda.", [("Congo", "COD"), ("Rwanda", "RWA")]),
    ("Congo spoke in Brazzaville.", [("Congo", "COG"), ("Brazzaville", "COG")]),
    ("Guinea pigs slept. A guinea pig ate.", []),
    (
        "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea met.",
        [("Guinea", "GIN"), ("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG")],
    ),
    ("Korea objected.", [("Korea", "KOR")]),
    ("The Korean War ended.", []),
    ("Polish the table. Polish ships left.", [("Polish", "POL")]),
    ("Swiss cheese and French fries and Brazil nuts.", []),
    ("The Paris Agreement and the Minsk agreements.", []),
    ("Paris Hilton sang in Paris.", [("Paris", "FRA")]),
    ("Denzel Washington left Washington.", [("Washington", "USA")]),
    ("He spoke in Russian.", []),
    ("Latin American music and South America.", []),
    ("Pro-Russian marchers left the ex-Soviet port.", [("marchers", "UNK")]),
    ("Ivanka Trump opened Trump Tower.", []),
    ("Macedonia voted.", [("Macedonia", "MKD")]),
    ("It began at 5:17 PM Sara Jones.", []),
    ("LET US PRAY. ASK THE GIRL WHO BROUGHT IT.", []),
    ("A two year old Male German Shepherd.", []),
    ("The general said that a major storm was near.", []),
    ("General Valery Gerasimov spoke.", [("General Valery Gerasimov", "RUS")]),
    ("EU leaders met; Brussels objected.", [("EU leaders", "EU"), ("Brussels", "EU")]),
    ("Brussels is in Belgium.", [("Brussels", "BEL"), ("Belgium", "BEL")]),
    ("Cook the Brussels sprouts and French beans in Danish butter.", []),
    ("They asked for military aid at a police station.", []),
    ("Vice Foreign Minister Ma spoke.", [("Vice Foreign Minister Ma", "UNK")]),
    ("A Russia analyst warned.", [("Russia", "RUS"), ("analyst", "UNK")]),
    ("The party was loud and the company paid.", []),
]


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS)
def test_names_with_a_second_meaning(text: str, expected: list[tuple[str, str]]) -> None:
    assert coded(text, "2021-06-01") == expected


def test_a_surname_follows_its_fuller_mention() -> None:
    text = "Armenia's Prime Minister Nikol Pashinyan left. Pashinyan's plane landed. Mr Pashinyan waved."
    assert coded(text, "2022-11-23") == [
        ("Armenia's Prime Minister Nikol Pashinyan", "ARM"),
        ("Pashinyan", "ARM"),
        ("Mr Pashinyan", "ARM"),
    ]


def test_a_common_surname_alone_is_nobody() -> None:
    assert coded("Johnson scored twice.", "2021-01-01") == []
    assert coded("Prime Minister Boris Johnson ran. Johnson fell.", "2021-01-01")[1] == ("Johnson", "GBR")


def test_a_famous_holder_is_known_by_surname_only_in_office() -> None:
    assert coded("Putin refused.", "2022-01-01") == [("Putin", "RUS")]
    assert coded("Putin refused.", "1990-01-01") == []


def test_an_unknown_name_behind_an_office_is_remembered() -> None:
    text = "Armenian Deputy Defence Minister Foo Barsoyan spoke. Barsoyan denied it."
    assert coded(text, "2022-01-01") == [
        ("Armenian Deputy Defence Minister Foo Barsoyan", "ARM"),
        ("Barsoyan", "ARM"),
    ]


@pytest.mark.parametrize(
    ("text", "day", "code", "role"),
    [
        ("Assad's forces", "2015-01-01", "SYR", "MIL"),
        ("Boris Johnson's government", "2022-01-01", "GBR", "GOV"),
        ("Xi", "2022-01-01", "CHN", "GOV"),
        ("Von der Leyen", "2022-01-01", "EU", None),
        ("Nouri Maliki", "2010-01-01", "IRQ", "GOV"),
        ("Saudi King Salman", "2020-01-01", "SAU", "GOV"),
        ("Jordan's King Abdullah", "2010-01-01", "JOR", "GOV"),
        ("King Abdullah of Saudi Arabia", "2010-01-01", "SAU", "GOV"),
        ("Army chief Asim Munir", "2023-06-01", "PAK", "MIL"),
        ("Houthi leader Abdul-Malik al-Houthi", "2023-06-01", "NSA", "REB"),
        ("Sviatlana Tsikhanouskaya", "2023-06-01", "BLR", "OPP"),
        ("President Bush", "", "USA", "GOV"),
        ("U.S. negotiator Paul Nitze", "", "USA", "GOV"),
    ],
)
def test_persons(text: str, day: str, code: str, role: str | None) -> None:
    [mention] = read(f"Then {text} moved." if not text.startswith("Von") else f"{text} moved.", day)
    assert (mention.text, mention.code, mention.role) == (text, code, role)


def test_a_former_president_is_no_government() -> None:
    [mention] = read("Serzh Sargsyan spoke.", "2022-01-01")
    assert (mention.code, mention.role) == ("ARM", "ELI")


def test_two_peoples_share_a_role() -> None:
    first, second = read("Armenian and Azerbaijani troops clashed.", "2022-09-13")
    assert (first.code, first.role, second.code, second.role) == ("ARM", "MIL", "AZE", "MIL")


def test_a_group_in_power_is_a_government() -> None:
    assert [read("The Taliban spoke.", day)[0].code for day in ("2021-08-01", "2022-08-01")] == ["NSA", "AFG"]


def test_the_shares_of_nobody() -> None:
    assert coded("Preheat the oven, add the butter and stir. The striker scored in the second half.") == []
    assert coded("") == []


def test_spans_are_verbatim_sorted_and_apart() -> None:
    text = (
        "“Côte d\u2019Ivoire\u2019s President Alassane Ouattara,” said ECOWAS — U.S. troops… Россия 🇦🇲 العربية (Mali)"
    )
    found = read(text, "2022-01-01")
    assert [text[m.span.start : m.span.end] for m in found] == [m.text for m in found]
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert {m.code for m in found} == {"CIV", "ECOWAS", "USA", "MLI"}


@pytest.mark.parametrize(
    "piece", ["(", "Mr ", "Mr General ", "Armenian ", "Prime Minister of ", "'s", "President Foo Bar ", "Vladimir "]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    read(piece * 100, "2022-01-01")
    started = time.process_time()
    read(piece * 2_000, "2022-01-01")
    small = time.process_time() - started
    started = time.process_time()
    read(piece * 16_000, "2022-01-01")
    assert time.process_time() - started < 8 * 4 * small + 0.5


def test_the_gazetteer_has_no_faults() -> None:
    assert faults() == []


def test_the_linter_finds_faults() -> None:
    bad = Row("body", "Nobody", (), "XXX", "ABC", "", days("2001", "1999"), "here")
    assert len(list(of_rows([bad, bad]))) >= 3
    one = Term("ARM", "president", "A B", days("2001-01-01", "2003"), (), "B", "general knowledge", False, "here")
    other = one._replace(person="C D", days=days("2002-06-01", "2004"))
    assert any("before A B ends" in fault for fault in of_terms([one, other]))
    assert any("code of no state" in fault for fault in of_terms([one._replace(code="QQQ")]))


def test_there_are_enough_terms_of_office() -> None:
    assert len(terms()) > 3500
    assert len({term.code for term in terms()}) > 190


def test_terms_begin_when_wikidata_says_so() -> None:
    """Facts of Wikidata (CC0), read from the repositories of every-politician-scrapers; a part of a name is enough.

    Left out by hand are eight claims that we hold to be a reappointment, a vague date or a day off: our knowledge, no source.
    """
    contradicted = {
        ("BEN", "Agbénonci"), ("CHN", "Wang"), ("DNK", "Kofod"), ("FIN", "Haavisto"), ("ITA", "Di Maio"),
        ("KAZ", "Tleuberdi"), ("MRT", "Cheikh Ahmed"), ("SVK", "Korčok"),
    }  # fmt: skip
    missing = []
    with (Path(__file__).parent / "wikidata_terms.csv").open(newline="", encoding="utf-8") as handle:
        for claim in csv.DictReader(handle):
            held = [
                term
                for term in by_office().get((claim["code"], claim["office"]), ())
                if plain(claim["name"]) in plain(" ".join((term.person, *term.other_names)))
            ]
            starts = [str(term.days.first) for term in held]
            agrees = any(one.startswith(claim["from_on"]) or claim["from_on"].startswith(one) for one in starts)
            if not agrees and (claim["code"], claim["name"]) not in contradicted:
                missing.append(claim)
    assert missing == []


def test_a_vague_date_makes_no_certain_holder() -> None:
    assert holder("PER", "president", date(2026, 6, 1)) is None
    known = holder("PER", "president", date(2022, 6, 1))
    assert known is not None and known.person == "Pedro Castillo"


def test_on_the_day_of_a_handover_the_new_holder_counts() -> None:
    known = holder("USA", "president", date(2021, 1, 20))
    assert known is not None and known.person == "Joe Biden"


def test_one_person_has_one_entry_for_all_terms() -> None:
    [one] = [person for person in persons() if person.name == "Nikol Pashinyan"]
    assert one.code == "ARM"
    [other] = [person for person in persons() if person.name == "Kassym-Jomart Tokayev"]
    assert len(other.terms) == 4


def test_search() -> None:
    assert [hit.name for hit in search("pashinyan", date(2022, 1, 1))] == ["Nikol Pashinyan"]
    assert search("CSTO")[0].code == "CSTO"
    assert any(hit.name == "Hovik Abrahamyan" for hit in search("ARM prime minister", date(2016, 4, 2)))
    assert search("  ") == []


def test_a_users_own_rows(tmp_path: Path) -> None:
    row = Row("group", "Foo Brigade", ("Foos",), "NSA", "REB", "MLI", days("2020"), "user")
    path = add(row, tmp_path)
    assert add(row, tmp_path) == path
    assert len(path.read_text().splitlines()) == 2
    [known] = user_rows(tmp_path)
    assert (known.name, known.other_names, str(known.days.first)) == ("Foo Brigade", ("Foos",), "2020")
    [mention] = mentions("The Foos attacked.", date(2022, 1, 1), user_rows(tmp_path))
    assert (mention.code, mention.role, mention.kind) == ("NSA", "REB", "group")
    person = Row("person", "Ann Example", (), "FRA", "GOV", "", Days(None, None), "user")
    [mention] = mentions("Minister Ann Example left.", None, [person])
    assert (mention.code, mention.kind) == ("FRA", "person")


@pytest.mark.parametrize("row", [("group", "", "NSA"), ("group", "Foo", ""), ("planet", "Foo", "NSA")])
def test_a_bad_row_is_not_added(tmp_path: Path, row: tuple[str, str, str]) -> None:
    with pytest.raises(BadRow):
        add(Row(row[0], row[1], (), row[2], "", "", Days(None, None), "user"), tmp_path)
    assert not list(tmp_path.iterdir())
