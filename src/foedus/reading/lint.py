"""Faults in the files of frames, each as one sentence with its place; `python -m foedus.reading.lint` prints them.

Looked for: unknown types, modes, acts, slots, classes and keys; a missing or unreadable example; two frames with one id;
a word listed twice; a frame that no sentence can reach because one before it fits wherever it does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from foedus.reading import frames
from foedus.reading.alliance import ALLIANCE_ACTS, HELPERS
from foedus.reading.frames import Frame
from foedus.reading.types import MODALITIES

TYPES = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SANCTION",
        "PROTEST",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
)
MODES: dict[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "CONSULT": "meet visit phone mediate third-party",
        "SUPPORT": "recognise sign join",
        "COOPERATE": "exercise",
        "AID": "peacekeeping asylum",
        "CONCEDE": "ceasefire",
        "RETREAT": "access release withdraw disarm resign ceasefire",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove allege investigate",
        "REJECT": "assist change yield meet",
        "THREATEN": "violence restrict relations territory expel",
        "SANCTION": "discontinue withdraw expel convict",
        "PROTEST": "demo hunger strike obstruct riot boycott",
        "MOBILIZE": "troops police weapons militia",
        "COERCE": "seize restrict curfew martial-law arrest deport censor cyber",
        "ASSAULT": """abduct beat sexual torture explosives suicide-attack targeted firearms heavy-weapons aerial drone
            primitive destroy unconventional""",
    }.items()
}
"""Modes in use here, by type: those of PLOVER (2024), and for what alliances do `recognise`, `sign`, `join`, `exercise`."""

_SLOTS = frozenset(
    [
        "obj",
        "iobj",
        "subj",
        "subj.by",
        "poss",
        "on",
        "upon",
        "at",
        "in",
        "into",
        "to",
        "towards",
        "toward",
        "with",
        "between",
        "among",
        "for",
        "from",
        "of",
        "by",
        "against",
        "over",
        "near",
        "along",
        "around",
        "outside",
        "about",
        "as",
        "across",
        "alongside",
        "off",
    ]
)
_KINDS = frozenset({"", "crowd", "actor", "people", "state", "body"})


def faults() -> list[str]:
    """All faults of all files, in order."""
    found: list[str] = []
    every = (*frames.verb_frames(), *frames.noun_frames())
    for one in every:
        found.extend(f"{one.place}: {fault}" for fault in _of_frame(one))
    ids = Counter([one.id for one in every])
    found.extend(f"{name}: {n} frames have this id; give each its own" for name, n in ids.items() if n > 1)
    found.extend(_keys())
    found.extend(_of_outers())
    found.extend(_twice())
    found.extend(_hidden(frames.verbs_by_word()))
    found.extend(_hidden(frames.nouns_by_word()))
    return found


def _of_frame(one: Frame) -> Iterator[str]:
    if one.plover_type not in TYPES:
        yield f'type "{one.plover_type}" is no type of PLOVER'
    elif one.mode and one.mode not in MODES.get(one.plover_type, ()):
        yield f'mode "{one.mode}" is no mode of {one.plover_type}; add it to MODES in lint.py if PLOVER has it'
    if one.act and one.act not in ALLIANCE_ACTS | HELPERS:
        yield f'act "{one.act}" is no alliance act'
    for slot in (*one.from_, *one.to):
        if slot not in _SLOTS | {"disperse", "that"}:
            yield f'slot "{slot}" is none that the reader looks in'
    for kind in (one.object_kind, one.subject_kind, one.to_kind):
        if kind not in _KINDS:
            yield f'kind "{kind}" is none of {", ".join(sorted(_KINDS - {""}))}'
    if not one.words:
        yield "no words call it"
    yield from _example(one.example, one.expect)


def _example(example: str, expect: str) -> Iterator[str]:
    words = expect.split()
    if not example:
        yield "no example; write a sentence and what is expected of it"
    elif len(words) not in (3, 4) or words[1] not in TYPES or (words[3:] and words[3] not in MODALITIES):
        yield f'`expect` is "{expect}"; write ACTOR TYPE RECIPIENT, a dash for no recipient, and a modality if not actual'


def _keys() -> Iterator[str]:
    rows: list[tuple[str, dict[str, Any]]] = [
        (name, row) for name in frames.VERB_FILES for row in frames.table(name)["verb"]
    ]
    rows += [("nouns.toml", row) for row in frames.table("nouns.toml")["noun"]]
    for name, row in rows:
        for key in sorted(set(row) - frames.known_fields()):
            yield f'{name}: {row.get("id", "?")}: key "{key}" is not known'
        for value in row.values():
            for word in str(value).split() if isinstance(value, str) else ():
                if word.startswith("@") and word[1:] not in frames.classes():
                    yield f'{name}: {row["id"]}: class "{word}" is not in classes.toml'


def _of_outers() -> Iterator[str]:
    for one in frames.outers():
        if one.who not in ("same", "object", "speech"):
            yield f'{one.place}: `who` is "{one.who}"'
        for kind in (*one.becomes.values(), *(set(one.becomes) - {"*"})):
            if kind not in TYPES:
                yield f'{one.place}: "{kind}" is no type of PLOVER'
        if one.modality and one.modality not in MODALITIES:
            yield f'{one.place}: modality "{one.modality}" is not known'
        for fault in _example(one.example, one.expect):
            yield f"{one.place}: {fault}"


def _twice() -> Iterator[str]:
    for one in (*frames.verb_frames(), *frames.noun_frames()):
        for word, n in Counter(one.words).items():
            if n > 1:
                yield f'{one.place}: "{word}" is listed {n} times'
    for outer in frames.outers():
        for word, n in Counter(outer.words).items():
            if n > 1:
                yield f'{outer.place}: "{word}" is listed {n} times'


def _hidden(index: dict[str, list[Frame]]) -> Iterator[str]:
    """Frames of one word in the order in which they are tried: one that asks nothing hides those behind it."""
    for word, found in index.items():
        for i, first in enumerate(found):
            if _asks_nothing(first) and word in first.words:
                for later in found[i + 1 :]:
                    if word in later.words:
                        yield f'{later.place}: never reached for "{word}", because {first.place} fits before it'
                break


def _asks_nothing(one: Frame) -> bool:
    limits = (
        one.object,
        one.subject,
        one.near,
        one.prep,
        one.after,
        one.under,
        one.object_kind,
        one.subject_kind,
        one.to_kind,
    )
    more = (one.not_object, one.not_subject, one.not_with, one.not_of, one.with_noun)
    return not any(bool(limit) for limit in (*limits, *more)) and not one.flags & {
        "patient",
        "needs",
        "leaders",
        "single",
    }


if __name__ == "__main__":
    found_ = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found_))
    sys.exit(1 if found_ else 0)
