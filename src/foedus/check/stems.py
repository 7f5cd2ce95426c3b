"""Words as stems: endings taken off, irregular forms put back to the verb or noun they belong to."""

from __future__ import annotations

from functools import cache

_ENDINGS = (
    ("isation", "ise"),
    ("ization", "ize"),
    ("ies", "y"),
    ("ing", ""),
    ("ied", "y"),
    ("edly", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "begin began begun",
        "go went gone",
        "leave left",
        "fight fought",
        "draw drew drawn",
        "meet met",
        "ring rang rung",
        "send sent",
        "fly flew flown",
        "hold held",
        "give gave given",
        "take took taken",
        "come came",
        "break broke broken",
        "choose chose chosen",
        "drive drove driven",
        "fall fell fallen",
        "forbid forbade forbidden",
        "freeze froze frozen",
        "hide hid hidden",
        "keep kept",
        "lead led",
        "lose lost",
        "pay paid",
        "quit quitted",
        "rise rose risen",
        "seek sought",
        "sell sold",
        "shoot shot",
        "speak spoke spoken",
        "stand stood",
        "steal stole stolen",
        "strike struck",
        "swear swore sworn",
        "throw threw thrown",
        "win won",
        "wind wound",
        "withdraw withdrew withdrawn",
        "write wrote written",
        "bring brought",
        "build built",
        "buy bought",
        "catch caught",
        "overthrow overthrew overthrown",
        "withhold withheld",
        "undertake undertook undertaken",
        "die died dying",
        "deny denied",
        "body bodies",
        "army armies",
        "policy policies",
        "soldier servicemen serviceman",
    )
    for form in forms.split()[1:]
}


@cache
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    word = _IRREGULAR.get(word, word)
    for ending, new in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = _undoubled(word[: len(word) - len(ending)] + new, ending)
            return word.removesuffix("e") if ending in ("es", "s") and len(word) > 4 else word
    return word.removesuffix("e") if len(word) > 4 else word


def _undoubled(word: str, ending: str) -> str:
    """`cancelled`, `stopped`: the consonant that an ending doubled."""
    if ending in ("ed", "ing") and len(word) > 4 and word[-1] == word[-2] and word[-1] in "lpbdgmntr":
        return word[:-1]
    return word
