"""The key of a word: what all its forms share, so that words of a text and of `lexicon.toml` meet."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from foedus.check.stems import stem
from foedus.check.topic import _STOP

STOP = _STOP
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
    return f"{bare}e" if len(bare) == 3 and bare in _STOP else bare  # `note` is not `not`


def keys_of(words: str) -> frozenset[str]:
    """The keys of several words, given with spaces between them."""
    return frozenset(map(key, words.split()))
