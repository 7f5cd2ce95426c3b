"""Words that make a name, a title, an office or a thing that can speak, and what follows from them for one phrase.

Nothing here knows the text around a phrase; who is who in a text is for `cast`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re

from foedus.reading.lexicon import words

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
PERSON_NOUNS = words(
    """minister president premier general spokesman spokeswoman spokesperson ambassador envoy chancellor leader chief
    secretary king queen prince official officials diplomat diplomats analyst analysts expert experts commander
    colonel mayor governor adviser advisers advisor aide aides lawmaker lawmakers speaker chairman chairwoman
    director head representative fellow historian economist professor judge senator deputy politician
    politicians critic critics source sources witness witnesses resident residents doctor doctors soldier
    soldiers officer officers man woman men women people observers scholar scholars author writer journalist
    counterpart colleague rival pm activist activists lawyer lawyers refugee refugees ministers leaders
    presidents boss insider insiders researchers researcher reporter commentator"""
)
SPEAKING_THINGS = words(
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
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you"])
_CAP = re.compile(r"[^\W\d_a-z][\w’'.-]*", re.UNICODE)
NAME_RUN = re.compile(
    r"\b[A-Z][\w’'-]+(?:(?: (?:de|da|del|van|von|der|bin|ibn|al|el|la|du|abu|of the))?[ -](?:al-|el-)?[A-Z](?:\.|[\w’'-]*)){1,4}(?<!['’]s)(?<![.’'])"  # noqa: E501
)
_FEMALE = words("""mrs ms miss she her woman queen princess spokeswoman chairwoman lady dame congresswoman""")
_MALE = words("""mr he his him man king prince spokesman chairman lord sir congressman""")


_DETERMINERS = words(
    """the a an each every both some many most all two three four five several other others another no his her its
    their our my people analysts officials few more in on at from this that these those one"""
)


def sex_of(words: frozenset[str]) -> str:
    if words & _FEMALE:
        return "f"
    return "m" if words & _MALE else ""


def trailing_name(part: str, names: frozenset[str]) -> str:
    """The capital words at the end of a phrase, from behind the last title or nationality."""
    words = part.strip(" ,.;:").split()
    run: list[str] = []
    for word in reversed(words):
        bare = word.strip("’'\"“”()")
        low = bare.casefold().rstrip(".")
        own = _ARTICLE.sub("", bare)
        capital = bool(_CAP.fullmatch(own)) and own[:1].isupper()
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
        or run[0].casefold() in PRONOUNS | PERSON_NOUNS | SPEAKING_THINGS | _MUTE
    ):
        return ""
    if run[-1].casefold() in _CALENDAR:
        return ""
    if len(run) == 1 and run[0].casefold() in _DETERMINERS:
        return ""
    return " ".join(run)


_CALENDAR = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december"""
)
_OPENERS = words("the a an his her their its one another two three four several many some both most")


_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|at|az|ash|ul|d|o)[-’'](?=[A-Z])")
"""The article of a name such as `al-Ansari`, `d’Alema`."""


def is_speaker(phrase: str, has_mention: bool) -> bool:
    """Whether a noun phrase can be somebody who speaks."""
    words = [_ARTICLE.sub("", word) for word in re.findall(r"[\w’'.-]+", phrase)]
    if not words or len(words) > 22:
        return False
    low = [word.casefold().rstrip(".") for word in words]
    head = re.split(r"\s(?:of|for|in|from|at|who|which|on|with|to|close)\s", " ".join(low))[0].split()
    if low[0] in PRONOUNS:
        return len(words) == 1
    if (
        not head
        or head[-1] in _MUTE
        or low[0] in ("in", "on", "at", "by", "for", "with", "from", "of", "to", "than", "about")
    ):
        return False
    if low[0] in _OPENERS and 2 <= len(head) <= 8 and head[-1].replace("-", "").isalpha():
        return True
    if len(words) <= 4 and words[-1].islower() and len(words[-1]) > 4 and words[-1].endswith("s"):
        return True
    nouns = {word.removesuffix("'s").removesuffix("’s") for word in low}
    if nouns & (PERSON_NOUNS | SPEAKING_THINGS | _ORG_WORDS) or has_mention or low[0] == "one":
        return True
    return any(word[0].isupper() for word in words) and (
        words[-1][0].isupper() or head[-1] in TITLES or words[len(head) - 1][0].isupper()
    )
