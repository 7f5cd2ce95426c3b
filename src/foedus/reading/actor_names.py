"""Every name of the gazetteer in a trie of words, and the longest names in a text, in time linear in the text.

Names are matched with their case (`Turkey` is not `turkey`), without accents; a word in capitals also matches the name
written with one capital (`YEREVAN`). Words for offices and roles are matched in any case. What a name means where it
means several things is for `actor_rules`; how names and roles make one mention is for `actor_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from foedus.reading.actor_rows import Row, Title, rows, rules, spellings, titles
from foedus.reading.actor_terms import Person, persons, plain
from foedus.states.gazetteer import gazetteer

_WORD = re.compile(r"[^\W\d_]+|\d+|([^\w\s])\1{3,}|[^\w\s]|_")
_HYPHENS = str.maketrans(dict.fromkeys((0x2010, 0x2011, 0x2013, 0x2014), "-"))
_LONGEST = 14
_ARTICLE = re.compile(r"\b(?:al|el|Al|El)-")
"""The Arabic article in a name; a surname is also written without it (`Assad`)."""
_END = ""
"""Key of a node under which the entries of a name that ends there stand; no word is empty."""

PLURALS = {
    "Dane": "Danes", "Finn": "Finns", "Pole": "Poles", "Swede": "Swedes", "Turk": "Turks", "Spaniard": "Spaniards",
    "Briton": "Britons", "Serb": "Serbs", "Croat": "Croats", "Czech": "Czechs",
}  # fmt: skip


class Token(NamedTuple):
    """A word, number or mark of the text."""

    start: int
    end: int
    text: str
    """As written, without accents."""


class Entry(NamedTuple):
    """What a name may stand for."""

    sort: str
    """`state`, `demonym`, `people`, `capital`, `person`, `surname`, `title`, `stop`, or a sort of `actor_rows.Row`."""
    key: str
    """Key of the state in `foedus.states`, or the name of the row."""
    what: Any
    """The `Row`, `Person` or `Title`; None for states and stops."""


class Found(NamedTuple):
    """A name in the text: tokens `first` up to, not including, `last`, and all that it may stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...]


Node = dict[str, Any]


def tokens_of(text: str) -> list[Token]:
    """The words, numbers and marks of a text with their offsets."""
    return [Token(match.start(), match.end(), _plain(match.group())) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return word if word.isascii() else plain(word).translate(_HYPHENS)


def words_of(name: str) -> list[str]:
    """A name cut as texts are cut."""
    return [_plain(match.group()) for match in _WORD.finditer(name)]


def insert(trie: Node, name: str, entry: Entry) -> None:
    """Put a name into a trie; the same entry twice is one."""
    node = trie
    for word in words_of(name):
        node = node.setdefault(word, {})
    entries = node.setdefault(_END, [])
    if entry not in entries:
        entries.append(entry)


def longest(trie: Node, tokens: Sequence[Token], first: int, folded: bool = False) -> Found | None:
    """The longest name that begins at a token; None where none does."""
    node, best = trie, None
    for at in range(first, min(first + _LONGEST, len(tokens))):
        word = tokens[at].text
        below = node.get(word.casefold()) if folded else _below(node, word)
        if below is None:
            break
        node = below
        if _END in node:
            best = Found(first, at + 1, tuple(node[_END]))
    return best


def _below(node: Node, word: str) -> Node | None:
    below: Node | None = node.get(word)
    if below is None and len(word) > 1 and word.isupper():
        below = node.get(word.capitalize()) or node.get(word.lower())
    return below


@cache
def names() -> Node:
    """The trie of all names that the gazetteer ships."""
    trie: Node = {}
    for name, entry in _entries():
        insert(trie, name, entry)
    return trie


@cache
def roles() -> Node:
    """The trie of words for offices and roles, in lower case; plain plurals are added."""
    trie: Node = {}
    for title in titles():
        insert(trie, title.words, Entry("title", title.words, title))
    return trie


def user_names(extra: Iterable[Row]) -> Node:
    """A trie of the rows of a user's own gazetteer."""
    trie: Node = {}
    for row in extra:
        for name in (row.name, *row.other_names):
            insert(trie, name, Entry(row.sort, row.name, row))
    return trie


def _entries() -> Iterator[tuple[str, Entry]]:
    never = {plain(rule.name) for rule in rules() if rule.rule == "never"}
    for name, entry in _all_entries():
        if name and plain(name) not in never:
            yield name, entry


def _all_entries() -> Iterator[tuple[str, Entry]]:
    yield from _of_states()
    for row in rows():
        for name in (row.name, *row.other_names):
            yield name, Entry(row.sort, row.name, row)
    for person in persons():
        yield from _of_person(person)
    for rule in rules():
        if rule.rule == "stop":
            for name in (rule.name, *rule.words):
                yield name, Entry("stop", rule.name, None)


def _of_states() -> Iterator[tuple[str, Entry]]:
    places = {"Tunis", "Santo Domingo"}
    for spell in gazetteer().spells:
        for name in (spell.name, *spell.other_names):
            if "," not in name and "(" not in name:
                yield name, Entry("capital" if name in places else "state", spell.key, None)
        for word in spell.demonyms:
            yield word, Entry("demonym", spell.key, None)
            yield plural_of(word), Entry("people", spell.key, None)
        yield spell.capital, Entry("capital", spell.key, None)
    for name, key, sort in spellings():
        yield name, Entry(sort, key, None)
        if sort == "demonym":
            yield plural_of(name), Entry("people", key, None)


def plural_of(demonym: str) -> str:
    """The noun for the people: `Armenians`; empty where it would not differ (`Swiss`, `British`, `Chinese`)."""
    if demonym in PLURALS:
        return PLURALS[demonym]
    return "" if demonym.endswith(("ese", "ish", "ch", "ss", "land", "men", "s", "nne")) else f"{demonym}s"


def _of_person(person: Person) -> Iterator[tuple[str, Entry]]:
    for name in person.words():
        sort = "person" if " " in name or "-" in name else "surname"
        for written in _written(name):
            yield written, Entry(sort, person.name, person)
    for written in (*_written(person.surname), _ARTICLE.sub("", person.surname)):
        yield written, Entry("surname", person.name, person)


def _written(name: str) -> Iterator[str]:
    """A name as texts write it: particles with a capital at the start, `al-` as `Al-`, `el-` or a word of its own."""
    yield name
    yield name[0].upper() + name[1:]
    if _ARTICLE.search(name):
        for article in ("al ", "Al-", "Al ", "el-", "al-"):
            yield _ARTICLE.sub(article, name)


def titles_only(entries: Iterable[Entry]) -> list[Title]:
    """The titles among entries."""
    return [entry.what for entry in entries if entry.sort == "title"]


def states_of(entries: Iterable[Entry]) -> Mapping[str, list[str]]:
    """Keys of states among entries by sort, without repeats."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.sort in ("state", "demonym", "people", "capital") and entry.key not in found.get(entry.sort, []):
            found.setdefault(entry.sort, []).append(entry.key)
    return found
