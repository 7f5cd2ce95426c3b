"""Scenario files: longer stories in TOML, a step for each month in which something changes.

    name = "Help comes late"
    about = "Armenia's call of September 2022 is answered, and a year later Russia fights elsewhere."

    [[step]]
    month = 1
    answer = "ARM=force"

    [[step]]
    month = 12
    load = "=2"
    attention = ["ARM=0.5", "KGZ=0.5"]

Keys of a step are the levers of the command line. Not here: what they mean (`levers`, `change`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus.errors import FoedusError
from foedus.whatif.levers import EXAMPLES, MOST_MONTHS, parse

HEAD = ("name", "about", "step")


@dataclass(frozen=True)
class Story:
    """A name, a sentence or two about it, and its levers as text."""

    name: str
    about: str
    levers: tuple[str, ...]
    where: str = ""
    """The file it was read from, for errors."""


def read(path: Path) -> Story:
    """Read a scenario; raises `FoedusError` that names the file and the line or key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as bad:
        raise FoedusError(f"{path} cannot be read: {bad.strerror}") from None
    except UnicodeDecodeError:
        raise FoedusError(f"{path} is not text in UTF-8: a scenario is a TOML file") from None
    except tomllib.TOMLDecodeError as bad:
        raise FoedusError(f"{path}: not TOML: {str(bad)[:1].lower()}{str(bad)[1:]}") from None
    unknown = next((key for key in data if key not in HEAD), None)
    if unknown is not None:
        raise FoedusError(f"{path}: there is no key `{unknown}` in a scenario; it has {', '.join(HEAD)}")
    name = _text(path, data, "name") or path.stem
    steps = data.get("step")
    if not isinstance(steps, list) or not steps or not all(isinstance(it, dict) for it in steps):
        raise FoedusError(f"{path}: a scenario needs at least one [[step]] with a month and levers")
    levers = [lever for number, step in enumerate(steps, start=1) for lever in _step(path, number, step)]
    return Story(name, _text(path, data, "about"), tuple(levers), str(path))


def _text(path: Path, data: dict[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise FoedusError(f"{path}: `{key}` is text in quotes")
    return " ".join(value.split())


def _step(path: Path, number: int, step: dict[str, Any]) -> list[str]:
    """The levers of one step, each with its month."""
    month = step.get("month", 1)
    if not isinstance(month, int) or isinstance(month, bool) or not 1 <= month <= MOST_MONTHS:
        raise FoedusError(f"{path}, step {number}: `month` is a whole number from 1 to {MOST_MONTHS}")
    found = []
    for key, value in step.items():
        name = key.replace("_", "-")
        if name == "month":
            continue
        if name not in EXAMPLES:
            raise FoedusError(f"{path}, step {number}: there is no lever `{key}`; there are {', '.join(EXAMPLES)}")
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str):
                raise FoedusError(
                    f'{path}, step {number}, `{key}`: write each lever as text, such as "{_example(name)}"'
                )
            found.append(_dated(path, number, name, one, month))
    if not found:
        raise FoedusError(f'{path}, step {number}: it changes nothing; give it a lever, such as answer = "ARM=force"')
    return found


def _dated(path: Path, number: int, name: str, one: str, month: int) -> str:
    """One lever as on the command line, from the month of its step on."""
    where = f"{path}, step {number}, `{name}`"
    if name == "answer":
        if month != 1:
            raise FoedusError(
                f"{where}: an answer is to a call already made and stands in a step of month 1; use `call`"
            )
    elif "@" in one:
        raise FoedusError(f'{where}: "{one}" has a month of its own; the step has it already')
    elif name == "call":
        member, equals, answer = one.partition("=")
        one = f"{member}@{month}{equals}{answer}"
    elif month > 1:
        one = f"{one}@{month}"
    text = f"{name} {one}"
    try:
        parse(text)
    except FoedusError as bad:
        raise FoedusError(f"{where}: {bad}") from None
    return text


def _example(name: str) -> str:
    return EXAMPLES[name].partition(" ")[2].replace("@6", "")
