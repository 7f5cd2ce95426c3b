"""Who speaks: from the words beside a verb of speech to a name, a code and a role.

A speaker is named in full once and by surname, office or pronoun after that. `Cast` keeps who has been named so far;
it is filled from the mentions of the gazetteer and from names in the text that no gazetteer knows. Nothing is guessed from
the world: a name gets a code only where the gazetteer or the words beside it (`Armenia's`, `of Kazakhstan`) give one.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from foedus.reading.lexicon import words
from foedus.reading.quotes import HOLE, masked, quotes
from foedus.reading.types import Mention, Span

TITLES = words(
    """prime minister president foreign defence defense secretary general secretary-general state chancellor king queen
    prince princess crown mr mrs ms miss dr gen col lt maj sen rep prof senator spokesman spokeswoman
    spokesperson leader rebel deputy vice vice-president chief ambassador envoy pope speaker premier pm fm
    governor mayor judge professor captain admiral marshal sheikh ayatollah rev sir lord lady dame taoiseach
    emir sultan interior finance economy director chairman chairwoman chair commissioner representative head
    acting former national security adviser advisor counterpart analyst expert fellow research editor council
    high supreme commander colonel major lieutenant brigadier general-secretary ministry official lawmaker mp
    economist historian lawyer activist justice opposition party special senior lead putschist warlord dictator
    strongman press military army air force navy trade energy oil health parliament parliamentary congressman
    congresswoman archbishop bishop cardinal imam rabbi patriarch deputy-minister ex-president"""
)
_ORG_WORDS = words(
    """ministry government office party council army parliament commission department agency service embassy kremlin
    administration cabinet union bank court house command staff group movement front committee assembly
    organization organisation police forces command union senate congress directorate bureau institute society
    association league federation alliance company corporation university newspaper agency television radio
    secretariat mission"""
)
_PARTICLES = words("""de da do dos del della di van von der den bin ibn ben al el la le du abu ter ten of""")
_PERSON_NOUNS = words(
    """minister president premier general spokesman spokeswoman spokesperson ambassador envoy chancellor leader chief
    secretary king queen prince official officials diplomat diplomats analyst analysts expert experts commander
    colonel mayor governor adviser advisers advisor aide aides lawmaker lawmakers speaker chairman chairwoman
    director head representative fellow historian economist professor judge senator deputy politician
    politicians critic critics source sources witness witnesses resident residents doctor doctors soldier
    soldiers officer officers man woman men women people observers scholar scholars author writer journalist
    counterpart colleague rival pm activist activists lawyer lawyers refugee refugees ministers leaders
    presidents boss insider insiders researchers researcher reporter commentator"""
)
_SPEAKING_THINGS = words(
    """side sides government governments state states country countries ministry ministries office army military forces
    alliance bloc union party opposition junta regime court commission council parliament agency newspaper
    report statement communique spokesperson delegation embassy mission command rebels militants group groups
    police authorities administration bank company paper magazine station channel network members organisation
    organization body coalition study survey investigation inquiry investigators prosecutors prosecutor media
    both neither each"""
)
_MUTE = words(
    """text article treaty law declaration document film book poem song sign clock rule rules which that what there who
    it contract constitution clause charter resolution word words story history experience tradition nobody
    everything nothing this these those"""
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you"])
_CAP = re.compile(r"[^\W\d_a-z][\w’'.-]*", re.UNICODE)
NAME_RUN = re.compile(
    r"\b[A-Z][\w’'-]+(?:(?: (?:de|da|del|van|von|der|bin|ibn|al|el|la|du|abu|of the))?[ -](?:al-|el-)?[A-Z](?:\.|[\w’'-]*)){1,4}(?<!['’]s)(?<![.’'])"  # noqa: E501
)
_BEHIND = re.compile(r",\s+(?:\d+,\s+)?(?:an?|the|who\s+is|its|his|her|their)?\s*(?:[a-z-]+\s+){0,3}$")
_FEMALE = words("""mrs ms miss she her woman queen princess spokeswoman chairwoman lady dame sandu congresswoman""")
_MALE = words("""mr he his him man king prince spokesman chairman lord sir congressman""")


_MOST_NAMES = 12
_MOST_WORDS = 60


class Person(NamedTuple):
    """Somebody whom the text has named."""

    at: int
    name: str
    code: str
    role: str
    words: frozenset[str]
    """Small words of the office beside the name."""
    sex: str


class Speaker(NamedTuple):
    """Who speaks, and which words say so."""

    name: str
    code: str
    role: str
    span: Span
    why: str
    sex: str = ""
    is_person: bool = False


NOBODY = Speaker("", "UNK", "", Span(0, 0), "no speaker named")


class Cast:
    """Whom a text names, in order, and what they are called."""

    def __init__(self, text: str, mask: str, mentions: Sequence[Mention]) -> None:
        self.text, self.mask, self.mentions = text, mask, mentions
        self.starts = [one.span.start for one in mentions]
        self.persons: list[Person] = []
        self._inner: Cast | None = None
        self._names()
        self.places = [one.at for one in self.persons]
        self.by_surname: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        for one in self.persons:
            self._remember(one)
        for rows in self.by_surname.values():
            for one in rows:
                if " " in one.name:
                    self.by_first.setdefault(one.name.split()[0].casefold(), []).append(one)

    def inside_quotes(self) -> Cast:
        """The same people over a text in which only quotations within quotations are masked."""
        if self._inner is None:
            self._inner = copy(self)
            deep = [one._replace(within=False) for one in quotes(self.text) if one.within]
            self._inner.mask = masked(self.text, deep)
        return self._inner

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions that touch a stretch of the text."""
        at = max(0, bisect_left(self.starts, start) - 1)
        found = []
        while at < len(self.mentions) and self.starts[at] < end:
            if self.mentions[at].span.end > start:
                found.append(self.mentions[at])
            at += 1
        return found

    # --- filling it ------------------------------------------------------------------------------------------------

    def _names(self) -> None:
        spans = {(one.span.start, one.span.end) for one in self.mentions if one.kind == "person"}
        taken = sorted(spans)
        starts = [start for start, _ in taken]
        for match in NAME_RUN.finditer(self.mask):
            spot = bisect_left(starts, match.end()) - 1
            if spot < 0 or taken[spot][1] <= match.start():
                spans.add((match.start(), match.end()))
        for start, end in sorted(spans):
            name = self.name_in(start, end)
            if not name or (" " not in name and not self._is_person(start, end)):
                continue
            code, role, around = self.code_of(start, end)
            words = frozenset(word.casefold() for word in re.findall(r"[\w-]+", around))
            self.persons.append(Person(start, name, code, role, words, _sex(words)))

    def _remember(self, one: Person) -> None:
        """One row for each name of a surname, with all the words that stood beside it; bounded, so that time stays linear."""
        known = self.by_surname.setdefault(one.name.split()[-1].casefold(), [])
        for n, other in enumerate(known):
            if other.name == one.name and "UNK" in (one.code, other.code, "UNK" if one.code == other.code else ""):
                code = other.code if other.code != "UNK" else one.code
                words = other.words | one.words if len(other.words) < _MOST_WORDS else other.words
                known[n] = Person(other.at, other.name, code, other.role or one.role, words, other.sex or one.sex)
                return
        if len(known) < _MOST_NAMES:
            known.append(one)

    def _is_person(self, start: int, end: int) -> bool:
        return any(one.kind == "person" for one in self.inside(start, end))

    def name_in(self, start: int, end: int) -> str:
        """The name of a person in a phrase, without titles and nationality; empty where there is none."""
        phrase = re.split(r"\s(?:of|for|in|from|at|who|with|and)\s|,", self.text[start:end])
        states = " ".join(
            one.text
            for one in self.inside(start, end)
            if one.kind in ("state", "body", "place", "group") or one.text.isupper()
        )
        for part in [*phrase[:1], *reversed(phrase[1:])]:
            name = _trailing_name(part, frozenset(re.findall(r"[\w.’'-]+", states)))
            if name:
                return name
        return ""

    def code_of(self, start: int, end: int) -> tuple[str, str, str]:
        """Code, role and the words of the office of who is named there, from the mention and those set beside it."""
        own = self.inside(start, end)
        near = [one for one in self.inside(end, min(len(self.text), end + 90)) if self._is_beside(end, one.span.start)]
        front = [
            one
            for one in self.inside(max(0, start - 4), start)
            if self.text[one.span.end : start] in (", ", " ", ", the ")
        ]
        found = [*own, *front, *near]
        text = self.text[min([start, *(one.span.start for one in front)]) : max([end, *(one.span.end for one in near)])]
        persons = [one for one in found if one.kind == "person"]
        known = [one for one in [*persons, *found] if one.code != "UNK"]
        role = next((one.role for one in [*persons, *found] if one.role and one.role != "MED"), "") or ""
        return (known[0].code if known else "UNK"), role, text

    def _before(self, start: int) -> list[Mention]:
        """Mentions of the office set before a name: `Moscow's ambassador to Yerevan, X`; the owner stands first."""
        if self.text[max(0, start - 2) : start] != ", ":
            return [one for one in self.inside(max(0, start - 2), start) if self.text[one.span.end : start] == " "]
        low = max(0, start - 90)
        segment = re.split(r"[.;:,\n\ue000]\s*", self.mask[low : start - 2])[-1]
        if not _PERSON_NOUNS & set(re.findall(r"[\w-]+", segment.casefold())):
            return []
        return [one for one in self.inside(start - 2 - len(segment), start - 2) if one.code != "UNK"][:1]

    def _is_beside(self, end: int, start: int) -> bool:
        """Whether a mention stands in apposition to the name that ends there: `X, a former Y of Z`."""
        between = self.text[end:start]
        return (
            len(between) < 60 and bool(_BEHIND.match(between + ""))
            if between.startswith(",")
            else between in (" of ", "")
        )

    # --- reading it ------------------------------------------------------------------------------------------------

    def fullest(self, name: str, at: int) -> Person | None:
        """The person of that surname with the longest name and a known code, those named before `at` first."""
        known = self.by_surname.get(name.split()[-1].casefold(), []) if name else []
        if name and " " not in name and all(" " not in one.name for one in known):
            known = [*self.by_first.get(name.casefold(), []), *known]
        if not known:
            return None
        fits = [one for one in known if set(name.casefold().split()) <= set(one.name.casefold().split())] or known
        fullest = max(fits, key=lambda one: (len(one.name), one.at <= at))
        coded = next((one for one in fits if one.code != "UNK"), fullest)
        words = frozenset().union(*(one.words for one in fits))
        roles = next((one.role for one in fits if one.role), "")
        return Person(fullest.at, fullest.name, coded.code, coded.role or roles, words, _sex(words))

    def by_office(self, noun: str, at: int) -> Person | None:
        """The last person named before `at` with that word in the office."""
        spot = bisect_left(self.places, at)
        for one in reversed(self.persons[max(0, spot - 40) : spot]):
            if noun in one.words and at - one.at < 4000:
                return one
        return None

    def last_person(self, at: int, sex: str, since: int) -> Person | None:
        """The first person named in the sentence before, who may be meant by `he` or `she` at `at`."""
        first, last = bisect_left(self.places, since), bisect_left(self.places, at)
        fits = [one for one in self.persons[first:last] if not sex or one.sex in ("", sex)]
        return fits[0] if fits else None

    def first_after(self, at: int) -> Person | None:
        """The person named right behind a place, for a pronoun that comes before its name."""
        spot = bisect_left(self.places, at)
        return self.persons[spot] if spot < len(self.persons) and self.places[spot] - at < 60 else None


def _sex(words: frozenset[str]) -> str:
    if words & _FEMALE:
        return "f"
    return "m" if words & _MALE else ""


def _trailing_name(part: str, names: frozenset[str]) -> str:
    """The capital words at the end of a phrase, from behind the last title or nationality."""
    words = part.strip(" ,.;:").split()
    run: list[str] = []
    for word in reversed(words):
        bare = word.strip("’'\"“”()")
        low = bare.casefold().rstrip(".")
        capital = bool(_CAP.fullmatch(bare)) and bare[:1].isupper()
        if (
            low in TITLES
            or low.removesuffix("'s").removesuffix("’s") in _ORG_WORDS
            or bare in names
            or bare.endswith(("'s", "’s"))
        ):
            break
        if not capital and not (low in _PARTICLES - {"of"} and run):
            break
        run.insert(0, bare)
    while run and run[0].casefold() in _PARTICLES | {"the", "a", "but", "and", "when", "as", "after"}:
        run.pop(0)
    if (
        not run
        or run[-1].casefold() in _ORG_WORDS
        or run[0].casefold() in _PRONOUNS | _PERSON_NOUNS | _SPEAKING_THINGS | _MUTE
    ):
        return ""
    if len(run) == 1 and run[0].casefold() in _DETERMINERS:
        return ""
    return " ".join(run)


_DETERMINERS = words(
    """the a an each every both some many most all two three four five several other others another no his her its
    their our my people analysts officials few more in on at from this that these those one"""
)


def is_speaker(phrase: str, has_mention: bool) -> bool:
    """Whether a noun phrase can be somebody who speaks."""
    words = re.findall(r"[\w’'.-]+", phrase)
    if not words or len(words) > 22:
        return False
    low = [word.casefold().rstrip(".") for word in words]
    head = re.split(r"\s(?:of|for|in|from|at|who|which|on|with|to|close)\s", " ".join(low))[0].split()
    if low[0] in _PRONOUNS:
        return len(words) == 1
    if (
        not head
        or head[-1] in _MUTE
        or low[0] in ("in", "on", "at", "by", "for", "with", "from", "of", "to", "than", "about")
    ):
        return False
    nouns = {word.removesuffix("'s").removesuffix("’s") for word in low}
    if nouns & (_PERSON_NOUNS | _SPEAKING_THINGS | _ORG_WORDS) or has_mention or low[0] == "one":
        return True
    return any(word[0].isupper() for word in words) and (
        words[-1][0].isupper() or head[-1] in TITLES or words[len(head) - 1][0].isupper()
    )


def identify(cast: Cast, start: int, end: int, last: Speaker, since: int) -> Speaker:
    """Who the phrase at `start:end` is. `last` spoke last; `since` is where the sentence before begins."""
    text = cast.text
    phrase = text[start:end]
    low = phrase.casefold().strip()
    span = Span(start, end)
    if low in _PRONOUNS:
        return _pronoun(cast, low, span, last, since)
    name = cast.name_in(start, end)
    if name:
        return _named(cast, name, span)
    found = cast.inside(start, end)
    known = [one for one in found if one.code != "UNK"]
    nouns = [word for word in re.findall(r"[\w-]+", low) if word in _PERSON_NOUNS]
    if nouns and low.startswith(("the ", "mr ", "ms ")) and not known and " of " not in low and " for " not in low:
        return _office(cast, nouns[-1], span, last)
    bare = re.sub(r"^(?:the|a|an)\s+", "", phrase.strip(), flags=re.IGNORECASE)
    if known:
        best = next((one for one in known if one.kind == "person"), known[0])
        role = best.role or next((one.role for one in found if one.role), "") or ""
        return Speaker(bare, best.code, role, span, f"named: {best.rule}", is_person=bool(nouns))
    role = next((one.role for one in found if one.role), "") or ""
    owner = _owner(cast, low, start, last)
    return Speaker(bare, owner or "UNK", role, span, "named by role only", is_person=bool(nouns))


def _named(cast: Cast, name: str, span: Span) -> Speaker:
    person = cast.fullest(name, span.start)
    code, role, around = cast.code_of(span.start, span.end)
    sex = _sex(frozenset(re.findall(r"[\w-]+", around.casefold())))
    if person is None:
        is_org = not any(one.kind == "person" for one in cast.inside(span.start, span.end)) and name.isupper()
        return Speaker(name, code, role, span, "named", sex, not is_org)
    if code == "UNK" and person.code == "UNK":
        code = _home(cast, role or person.role, span.start)
    full = person.name if set(name.casefold().split()) <= set(person.name.casefold().split()) else name
    why = "named" if full == name else f"named in full elsewhere: {full}"
    return Speaker(
        full, code if code != "UNK" else person.code, role or person.role, span, why, sex or person.sex, True
    )


def _home(cast: Cast, role: str, at: int) -> str:
    """Code for an office whose state is not beside it: the state that the sentence before begins with."""
    if role == "REB":
        return "NSA"
    if role not in ("GOV", "MIL", "LEG", "JUD", "COP"):
        return "UNK"
    around = cast.inside(max(0, at - 200), at)
    before = [one for one in around if one.kind == "state" and one.code != "UNK" and cast.mask[one.span.start] != HOLE]
    return before[0].code if before and len({one.code for one in before}) == 1 else "UNK"


def _pronoun(cast: Cast, low: str, span: Span, last: Speaker, since: int) -> Speaker:
    sex = {"he": "m", "she": "f"}.get(low, "")
    if low in ("he", "she"):
        if last.is_person and last.name and last.sex in ("", sex) and last.span.start >= since - 1500:
            newer = cast.last_person(span.start, sex, max(since, last.span.end))
            if newer is None or last.span.start >= since:
                return last._replace(span=span, why=f"`{low}`: who spoke last, {last.name}")
        person = cast.last_person(span.start, sex, since) or cast.last_person(span.start, sex, max(0, since - 600))
        if person is not None:
            return Speaker(
                person.name, person.code, person.role, span, f"`{low}`: {person.name}, named before", sex, True
            )
        if last.name:
            return last._replace(span=span, why=f"`{low}`: who spoke last, {last.name}")
        after = cast.first_after(span.end)
        if after is not None:
            return Speaker(
                after.name, after.code, after.role, span, f"`{low}`: {after.name}, named right behind", sex, True
            )
    if low in ("it", "they"):
        near = [one for one in cast.inside(since, span.start) if one.code != "UNK" and one.kind != "person"]
        if last.name and not last.is_person and last.span.start >= since:
            return last._replace(span=span, why=f"`{low}`: who spoke last, {last.name}")
        if near:
            return Speaker(
                near[0].text, near[0].code, near[0].role or "", span, f"`{low}`: {near[0].text}, named before"
            )
        if last.name:
            return last._replace(span=span, why=f"`{low}`: who spoke last, {last.name}")
    return Speaker("", "UNK", "", span, f"`{low}`: nobody named before")


def _office(cast: Cast, noun: str, span: Span, last: Speaker) -> Speaker:
    """`the minister`: the last person with that office, else who spoke last where that was a person of no other office."""
    person = cast.by_office(noun, span.start)
    if person is not None:
        return Speaker(person.name, person.code, person.role, span, f"`the {noun}`: {person.name}", person.sex, True)
    if (
        last.is_person
        and last.name
        and noun in ("minister", "president", "premier", "official", "leader", "diplomat", "analyst")
    ):
        known = cast.fullest(last.name, span.start)
        if known is None or not known.words & _PERSON_NOUNS:
            return last._replace(span=span, why=f"`the {noun}`: who spoke last, {last.name}")
    return Speaker(noun, "UNK", "", span, f"`the {noun}`: nobody of that office named before", is_person=True)


def _owner(cast: Cast, low: str, start: int, last: Speaker) -> str:
    """Code of the owner in `its president`, `his adviser`, `one of them`: the state or speaker named last."""
    if "them" in low.split():
        return last.code
    if low.split()[0] in ("its", "their") or " its " in low:
        before = [
            one
            for one in cast.inside(max(0, start - 250), start)
            if one.kind in ("state", "body") and one.code != "UNK"
        ]
        return before[0].code if before else last.code
    if re.search(r"\b(?:his|her)\b", low):
        person = cast.last_person(start, "", max(0, start - 300))
        return person.code if person is not None else last.code
    return ""
