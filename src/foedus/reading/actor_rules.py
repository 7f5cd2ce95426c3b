"""Which of its meanings a name has at one place of a text, on a day; None where it names no actor at all.

The rules by name are rows of `gazetteer/ambiguous.csv`:
`stop`       a longer phrase that names nobody (`Lake Chad`, `guinea pig`): it is matched and thrown away
`never`      a name of the gazetteer that texts mean too seldom to be read (`Kiwi`, `Salvador`)
`unless`     not meant when one of the words follows (`Swiss cheese`, `Georgian townhouse`, `Polish the silver`)
`near`       not meant when one of the words stands within eight words (`Turkey` beside `roast`)
`us_state`   the state of the USA when `words` tell so and `but` words do not (`Georgia`)
`stands_for` a capital that also stands for a body, in texts with `words` and without `!words` (`Brussels`: `EU`)
`firstname`  also a person's name: not meant before an unknown word in capitals or after a first name (`Jordan`, `Chad`)
`prefer`     which of several states is meant first, with words that tell for another (`Congo`: `COD;COG=Brazzaville`)
`common`     a surname too common to stand alone for an office holder
`given`      first names of persons
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from foedus.reading.actor_names import Entry, Found, Token, plural_of, states_of
from foedus.reading.actor_rows import Row, rules, words
from foedus.reading.actor_terms import covers, plain
from foedus.states.gazetteer import State, folded, gazetteer

_NO_CODE = {"south_vietnam": "VNM", "abkhazia": "NSA", "south_ossetia": "NSA", "tibet": "CHN", "zanzibar": "TZA"}


class Context(NamedTuple):
    """What rules may look at: the words of the text, the day, and where names begin and end."""

    tokens: Sequence[Token]
    day: date | None
    words: frozenset[str]
    """All words of the text as written."""
    known: set[int]
    """Tokens that belong to a name or a role."""
    full: frozenset[str]
    """Names of the persons of the gazetteer whom the text names in full."""

    def word(self, at: int) -> str:
        """The word at a token, empty beyond the ends of the text."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def touches(self, at: int) -> bool:
        """Whether at most one blank stands between token `at` and the next."""
        return 0 <= at < len(self.tokens) - 1 and self.tokens[at + 1].start - self.tokens[at].end <= 1

    def is_strange(self, at: int) -> bool:
        """Whether the token is a word with a capital that no name or role explains, as names of persons are."""
        word = self.word(at)
        return len(word) > 1 and word[0].isupper() and not word.isupper() and at not in self.known


class Meant(NamedTuple):
    """One meaning of one name in the text."""

    first: int
    last: int
    sort: str
    code: str
    role: str
    rule: str
    what: Any
    """The `Row`, `Title` or tuple of `Person` behind it."""


@cache
def _rules() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for rule in rules():
        if rule.rule not in ("stop", "never", "common", "given"):
            found.setdefault(plain(rule.name), []).append((rule.rule, rule.words))
    return found


@cache
def words_with(rule: str) -> frozenset[str]:
    """All words of the rows of a rule that is a list: `common` surnames, `given` names."""
    return frozenset(plain(word) for row in rules() if row.rule == rule for word in row.words)


def meaning(found: Found, context: Context) -> Meant | None:
    """What a found name means; None for phrases that name nobody. Titles and persons are left to `actor_phrases`."""
    sorts = {entry.sort for entry in found.entries}
    if "stop" in sorts or _in_compound(found, context) or _is_clock(found, context) or _is_shouted(found, context):
        return None
    for sort in ("person", "surname", "title"):
        of_sort = tuple(entry.what for entry in found.entries if entry.sort == sort and not isinstance(entry.what, Row))
        if of_sort and not (sort == "surname" and len(sorts) > 1):
            return Meant(found.first, found.last, sort, "", "", "", of_sort if sort != "title" else of_sort[0])
    verdict = _by_name(found, context)
    if verdict == "no" or (
        "demonym" in sorts and "state" not in sorts and (_is_language(found, context) or _is_food(found, context))
    ):
        return None
    if verdict.startswith("="):
        body = verdict[1:]
        return Meant(found.first, found.last, "place", body, "", f"ambiguous.csv: stands for {body} in this text", None)
    if verdict == "us_state":
        return Meant(
            found.first, found.last, "place", "USA", "", "ambiguous.csv: the state of the USA, by its context", None
        )
    row = _row_on(found.entries, context.day)
    if row is not None:
        role = row.role
        return Meant(found.first, found.last, row.sort, row.code, role, f"{row.where}: {row.name}{_home(row)}", row)
    return _state(found, context, verdict)


def _home(row: Row) -> str:
    return f" (home {row.home})" if row.home else ""


def _row_on(entries: Sequence[Entry], day: date | None) -> Row | None:
    """The row that holds on the day; where none does, the one that names no state (a body that is gone keeps its name)."""
    found = [entry.what for entry in entries if isinstance(entry.what, Row)]
    held = [row for row in found if covers(row.days, day)]
    if held:
        return held[0]
    if any(entry.sort in ("state", "demonym", "people", "capital") for entry in entries):
        return None
    return found[-1] if found else None


def _in_compound(found: Found, context: Context) -> bool:
    """Whether the name is part of a word like `pro-Russian`, `U.S.-backed`, `ex-Soviet`; whoever leads is meant."""
    before = context.word(found.first - 1)
    if before == "-" and context.word(found.first - 2).casefold() in words("compound_before"):
        return True
    if before.casefold() == "former" and context.word(found.first) == "Soviet":
        return True
    if context.word(found.last) != "-" or context.word(found.last + 1) not in words("compound_after"):
        return False
    return context.word(found.last + 1) != "led" or any(entry.sort == "capital" for entry in found.entries)


def _is_clock(found: Found, context: Context) -> bool:
    """Whether `PM` or `FM` is an hour or a radio station, or is not written in capitals."""
    word = context.word(found.first)
    if found.last - found.first > 1 or word.casefold() not in ("pm", "fm"):
        return False
    return not word.isupper() or context.word(found.first - 1).isdigit()


def _is_shouted(found: Found, context: Context) -> bool:
    """Whether `US` or `WHO` is the pronoun, between other words in capitals."""
    if context.word(found.first) not in ("US", "WHO") or found.last - found.first > 1:
        return False
    around = (context.word(found.first - 1), context.word(found.last))
    return all(len(word) > 1 and word.isupper() for word in around)


def _is_language(found: Found, context: Context) -> bool:
    """Whether a demonym is a language: after `in`, `speak` and the like, with no noun behind it."""
    if context.word(found.first - 1).casefold() not in words("spoken_after"):
        return False
    after = context.word(found.last)
    return not after or not after[0].isalpha() or after.casefold() in words("not_a_noun")


def _is_food(found: Found, context: Context) -> bool:
    """Whether a demonym tells the kind of a dish: `French beans`, `Danish butter`."""
    return context.word(found.last).casefold() in words("food") and context.touches(found.last - 1)


def _by_name(found: Found, context: Context) -> str:
    """`no` where a rule of the name says that it is not meant, `us_state`, a preferred state's key, or nothing."""
    name = " ".join(token.text for token in context.tokens[found.first : found.last])
    verdict = ""
    for rule, cues in _rules().get(name, _rules().get(name.title(), ())):
        verdict = verdict or _verdict(rule, cues, found, context)
    return verdict


def _verdict(rule: str, cues_of: tuple[str, ...], found: Found, context: Context) -> str:
    if rule == "unless":
        return "no" if context.word(found.last).casefold() in cues_of and context.touches(found.last - 1) else ""
    if rule == "near":
        around = context.tokens[max(found.first - 8, 0) : found.last + 8]
        return "no" if any(token.text.casefold() in cues_of for token in around) else ""
    if rule == "stands_for":
        with_words, without = (
            {one.removeprefix("!") for one in cues_of[1:] if one.startswith("!") == is_bar} for is_bar in (False, True)
        )
        return f"={cues_of[0]}" if context.words & with_words and not context.words & without else ""
    if rule == "us_state":
        return _us_state(cues_of, found, context)
    if rule == "firstname":
        return "no" if _is_persons(found, context) else ""
    for word in cues_of:
        key, _, cues = word.partition("=")
        if cues and context.words & set(cues.split("|")):
            return key
    return cues_of[0].partition("=")[0]


def _us_state(cues: tuple[str, ...], found: Found, context: Context) -> str:
    ours = {word for word in cues if not word.startswith("!")}
    theirs = {word[1:] for word in cues if word.startswith("!")}
    behind = context.word(found.last)
    if context.word(found.first - 1) == "," and context.word(found.first - 2) in ours:
        return "us_state"
    if behind.casefold() in (
        "voters",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "senator",
        "tech",
        "state",
        "gov",
    ):
        return "us_state"
    return "us_state" if context.words & ours and not context.words & theirs else ""


def _is_persons(found: Found, context: Context) -> bool:
    if context.touches(found.last - 1) and context.is_strange(found.last):
        return True
    return context.touches(found.first - 1) and context.word(found.first - 1) in words_with("given")


def _state(found: Found, context: Context, prefer: str) -> Meant | None:
    by_sort = states_of(found.entries)
    if not by_sort:
        return None
    sort = next(one for one in ("state", "demonym", "people", "capital") if one in by_sort)
    name = " ".join(token.text for token in context.tokens[found.first : found.last])
    state = state_on(name, tuple(by_sort[sort]), context.day, prefer)
    rule = f"states.csv: {sort} of {state.name}" + (f", as of {context.day}" if context.day else "")
    return Meant(found.first, found.last, "place" if sort == "capital" else sort, code_of(state), "", rule, state)


@lru_cache(maxsize=4096)
def state_on(name: str, keys: tuple[str, ...], day: date | None, prefer: str = "") -> State:
    """The state among `keys` that a name means on a day: one that bears it then, else one that exists then, else a heir.

    A state that is gone keeps its own code (`the Soviet Union` in 2022 is SUN); one that does not yet exist gives the
    state that stood in its place (`Russia` in 1985 is SUN), where the gazetteer names just one.
    """
    known = gazetteer()
    bearing = [spell for spell in known.by_word.get(folded(_singular(name)), ()) if spell.key in keys]
    for spells in (bearing, [spell for key in keys for spell in known.by_key[key]]):
        held = [spell for spell in spells if (spell.to_on is None if day is None else spell.covers(day))]
        if held:
            return next((spell for spell in held if spell.key == prefer), held[0])
    last = known.by_key[prefer if prefer in keys else keys[0]][-1]
    if day is not None and last.from_on > day:
        others = [spell for key in last.see for spell in known.by_key[key] if spell.covers(day)]
        if len(others) == 1:
            return others[0]
    return last


def _singular(name: str) -> str:
    """`Armenian` for `Armenians`; the name itself where no demonym stands behind it."""
    words = gazetteer().by_word
    if folded(name) in words:
        return name
    return next((word for word in (name[:-1],) if folded(word) in words and plural_of(word) == name), name)


def code_of(state: State) -> str:
    """The code written for a state: ISO alpha-3, or what stands for it where ISO gave none."""
    return state.iso3 or _NO_CODE.get(state.key, "UNK")
