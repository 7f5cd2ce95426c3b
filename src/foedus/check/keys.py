"""The key of a word: what all its forms share, so that words of a text and of `lexicon.toml` meet."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from foedus.check.stems import stem

STOP = frozenset(
    """a an the of to in on at for by with from and or but that this these those it its his her their our they he she
    who which whom whose as is are was were be been being has have had do does did not no nor so than then
    there here also into onto over under between among against after before during since until while when
    where why how what if unless up out off down about more most some any all each every other another such
    own same will would could should may might must can shall one two three four five six seven eight nine ten
    first second third said say says told tell according year month day week time later earlier ago still
    already just only even both either neither very much many few new old state states country countries
    government alliance organization organisation bloc member members treaty president prime minister foreign
    official officials leader leaders spokesman spokeswoman ministry mr mrs dr january february march april
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    although though because them him too however instead rather whether upon within without again once ever never
    far get got put let made make makes went""".split()  # noqa: SIM905
)
"""Words that say nothing of what a text is about."""
FILE = Path(__file__).with_name("lexicon.toml")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")


@cache
def lexicon() -> dict[str, Any]:
    """The file as TOML gives it, read once."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _forms() -> dict[str, str]:
    return {form: lemma for lemma, forms in lexicon()["forms"].items() for form in forms}


@cache
def key(word: str) -> str:
    """What all forms of a word in lower case share; words of up to three letters lose nothing, `@group` neither."""
    word = _forms().get(word, word)
    if word.startswith("@"):
        return word
    bare = stem(word)
    if len(word) <= 3:
        return bare
    bare = _DOUBLED.sub(r"\1", bare.removesuffix("e") if len(bare) > 3 else bare)
    return f"{bare}e" if len(bare) == 3 and bare in STOP else bare  # `note` is not `not`


def keys_of(words: str) -> frozenset[str]:
    """The keys of several words, given with spaces between them."""
    return frozenset(map(key, words.split()))
