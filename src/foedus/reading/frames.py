"""The frames of `frames/*.toml` as plain data, indexed by the word that calls them.

A frame says which word, with which object or preposition, is which PLOVER type, and where actor and recipient stand.
Frames hold all knowledge of words; `acts` holds none. The linter (`foedus.reading.lint`) says what a frame may not be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "frames"
VERB_FILES = ("violence.toml", "coercion.toml", "cooperation.toml", "speech.toml")


class Words(NamedTuple):
    """Words of a list: single lemmas, and sets of lemmas that must stand together (`state+emergency`)."""

    single: frozenset[str]
    joint: tuple[frozenset[str], ...]

    def hit(self, lemmas: Iterable[str]) -> bool:
        """Whether one of the words, or all words of one set, are among the lemmas."""
        have = set(lemmas)
        return not self.single.isdisjoint(have) or any(one <= have for one in self.joint)

    def __bool__(self) -> bool:
        return bool(self.single or self.joint)


class Frame(NamedTuple):
    """One verb frame or noun frame."""

    id: str
    words: tuple[str, ...]
    """Lemmas that call it; `break_off` is a verb with its particle."""
    plover_type: str
    mode: str
    act: str
    """Alliance act, or a helper act of `alliance.toml`."""
    from_: tuple[str, ...]
    """Where the actor stands: `subj`, `poss`, or prepositions."""
    to: tuple[str, ...]
    """Where the recipient stands: `obj`, `iobj`, `subj`, or prepositions, in order."""
    object: Words
    not_object: Words
    subject: Words
    not_subject: Words
    near: Words
    not_with: Words
    with_noun: Words
    prep: frozenset[str]
    """One of these prepositions must follow."""
    prep_object: str
    """The object may also stand behind this preposition (`join for a rally`)."""
    after: Words
    """Noun frames: one of these must stand in front of the noun."""
    not_of: Words
    object_kind: str
    subject_kind: str
    to_kind: str
    under: str
    """Noun frames: only under this verb."""
    flags: frozenset[str]
    """reciprocal, reciprocal_to, patient, weak, leaders, single, only_inner, light; own_forces: in a passive without agent
    (`troops were sent`) the one whose forces they are is the actor; needs: no event without a recipient;
    strict: a recipient only where the frame says."""
    example: str
    expect: str
    place: str

    @property
    def rank(self) -> int:
        """How much a frame asks for: of two that fit, the one that asks more is meant."""
        asked = [self.object, self.near, self.subject, self.with_noun, self.after]
        score = (
            4 * bool(self.under) + 4 * sum(bool(one) for one in asked) + 3 * bool(self.prep) + 3 * bool(self.to_kind)
        )
        score += {"": 0, "people": 1}.get(self.object_kind, 2) + 2 * ("leaders" in self.flags)
        return score - 3 * ("weak" in self.flags) + 3 * ("single" in self.flags)


class Outer(NamedTuple):
    """One class of outer words: what becomes of the act that they govern."""

    id: str
    words: tuple[str, ...]
    who: str
    """Doer of the inner act: `same` as the outer subject, the outer `object`, or `speech` (its own)."""
    becomes: Mapping[str, str]
    """Inner PLOVER type to outer type; `*` is any other; empty where the inner type stays."""
    mode_by_inner: Mapping[str, str]
    modality: str
    inner: str
    """Standing of the inner act: threatened, demanded, future, denied ..."""
    only: frozenset[str]
    """Inner types that stay actual where the modality is another: an attempt at violence is violence."""
    flags: frozenset[str]
    example: str
    expect: str
    place: str

    def outcome(self, inner: str) -> str:
        """The outer type for an inner type; empty where the inner type stays."""
        return self.becomes.get(inner, self.becomes.get("*", ""))


_FLAGS = (
    "reciprocal",
    "reciprocal_to",
    "patient",
    "weak",
    "leaders",
    "single",
    "only_inner",
    "light",
    "own_forces",
    "needs",
    "strict",
)
_FIELDS = frozenset(
    {
        *[
            "id",
            "verbs",
            "nouns",
            "type",
            "mode",
            "act",
            "from",
            "to",
            "object",
            "not_object",
            "subject",
            "not_subject",
            "near",
            "not_with",
            "with_noun",
        ]
    }
    | {
        *[
            "prep",
            "prep_object",
            "after",
            "not_of",
            "object_kind",
            "subject_kind",
            "to_kind",
            "example",
            "expect",
            "under",
        ]
    }
    | set(_FLAGS)
)


@cache
def table(name: str) -> dict[str, Any]:
    """One file of frames as TOML gives it."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Noun classes by name."""
    return {name: tuple(text.split()) for name, text in table("classes.toml").items()}


def listed(text: str) -> Words:
    """A list of words with its classes (`@aid`) put in."""
    words: list[str] = []
    for word in text.split():
        words.extend(classes()[word[1:]] if word.startswith("@") else [word])
    joint = tuple(frozenset(word.split("+")) for word in words if "+" in word)
    return Words(frozenset(word for word in words if "+" not in word), joint)


def frame(row: Mapping[str, Any], place: str) -> Frame:
    """One table of a file as a frame."""

    def text(key: str) -> str:
        return str(row.get(key, ""))

    words = text("verbs") or text("nouns")
    return Frame(
        id=text("id"),
        words=tuple(words.split()),
        plover_type=text("type"),
        mode=text("mode"),
        act=text("act"),
        from_=tuple(row.get("from", ("subj",) if "verbs" in row else ("poss", "by"))),
        to=tuple(row.get("to", ())),
        object=listed(text("object")),
        not_object=listed(text("not_object")),
        subject=listed(text("subject")),
        not_subject=listed(text("not_subject")),
        near=listed(text("near")),
        not_with=listed(text("not_with")),
        with_noun=listed(text("with_noun")),
        prep=frozenset(text("prep").split()),
        prep_object=text("prep_object"),
        after=listed(text("after")),
        not_of=listed(text("not_of")),
        object_kind=text("object_kind"),
        subject_kind=text("subject_kind"),
        to_kind=text("to_kind"),
        under=text("under"),
        flags=frozenset(flag for flag in _FLAGS if row.get(flag)),
        example=text("example"),
        expect=text("expect"),
        place=place,
    )


@cache
def verb_frames() -> tuple[Frame, ...]:
    """All verb frames in the order of the files."""
    return tuple(frame(row, f"{name}: {row['id']}") for name in VERB_FILES for row in table(name)["verb"])


@cache
def noun_frames() -> tuple[Frame, ...]:
    """All noun frames."""
    return tuple(frame(row, f"nouns.toml: {row['id']}") for row in table("nouns.toml")["noun"])


@cache
def outers() -> tuple[Outer, ...]:
    """All classes of outer words."""
    rows = table("outer.toml")
    groups = {f"@{name}": types.split() for name, types in rows["groups"].items()}
    return tuple(_outer(row, groups) for row in rows["outer"])


def _outer(row: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Outer:
    becomes: dict[str, str] = {}
    for inner, outer in row.get("becomes", {}).items():
        for one in groups.get(inner, [inner]):
            becomes.setdefault(one, outer)
    return Outer(
        row["id"],
        tuple(row["words"].split()),
        row["who"],
        becomes,
        row.get("mode_by_inner", {}),
        row.get("modality", ""),
        row["inner"],
        frozenset(row.get("actual_for", "").split()),
        frozenset(flag for flag in ("gerund", "nominal_only", "keep") if row.get(flag)),
        row["example"],
        row["expect"],
        f"outer.toml: {row['id']}",
    )


def _by_word(frames: Iterable[Frame]) -> dict[str, list[Frame]]:
    index: dict[str, list[Frame]] = {}
    for one in frames:
        for word in one.words:
            index.setdefault(word.split("_")[0], []).append(one)
    return {word: sorted(found, key=lambda one: -one.rank) for word, found in index.items()}


@cache
def verbs_by_word() -> dict[str, list[Frame]]:
    """Verb frames by the lemma of the verb, the most demanding first."""
    return _by_word(verb_frames())


@cache
def nouns_by_word() -> dict[str, list[Frame]]:
    """Noun frames by lemma, the most demanding first."""
    return _by_word(noun_frames())


@cache
def outer_by_word() -> dict[str, list[Outer]]:
    """Outer classes by lemma, in the order of the file."""
    index: dict[str, list[Outer]] = {}
    for one in outers():
        for word in one.words:
            index.setdefault(word.split("_")[0], []).append(one)
    return index


@cache
def light_verbs() -> frozenset[str]:
    """Verbs (with particle as `carry_out`) that only carry the noun after them."""
    return frozenset(table("light.toml")["light"]["verbs"].split())


@cache
def undergoing_verbs() -> frozenset[str]:
    """Light verbs whose subject undergoes the act (suffer an attack)."""
    return frozenset(table("light.toml")["light"]["undergo"].split())


@cache
def role_words() -> dict[str, str]:
    """Lemma of a noun for people or organs to its sector in PLOVER."""
    return {word: sector for sector, words in table("roles.toml").items() for word in words.split()}


@cache
def verb_forms() -> dict[str, str]:
    """Every form of every verb of the frames to its lemma: attacked, attacks, attacking, shot."""
    irregular = table("irregular.toml")["forms"]
    verbs = {word for one in verb_frames() for word in one.words} | {word for one in outers() for word in one.words}
    verbs |= set(light_verbs())
    forms: dict[str, str] = {}
    for verb in sorted({word.split("_")[0] for word in verbs}):
        stem = verb[:-1] if verb.endswith("e") else verb
        past = [f"{stem}ed", f"{stem}{stem[-1]}ed"]
        if verb.endswith("y") and verb[-2:-1] not in "aeiou":
            past = [f"{verb[:-1]}ied"]
            forms.setdefault(f"{verb[:-1]}ies", verb)
        past = str(irregular[verb]).split() if verb in irregular else past
        for form in (verb, f"{verb}s", f"{verb}es", f"{stem}ing", f"{stem}{stem[-1]}ing", *past):
            forms.setdefault(form, verb)
    return forms


@cache
def past_forms() -> frozenset[str]:
    """The past forms among them."""
    forms = verb_forms()
    return frozenset(form for form, verb in forms.items() if form.endswith("ed") or form in _irregular(verb))


@cache
def finite_forms() -> frozenset[str]:
    """Past forms, and the forms in -s that are no act nouns (`denies`, not `attacks`)."""
    forms = verb_forms()
    present = {
        form
        for form, verb in forms.items()
        if form.endswith("s") and verb != form and verb not in nouns_by_word() and len(verb) > 4
    }
    return past_forms() | frozenset(present)


@cache
def without_object() -> frozenset[str]:
    """Verbs that no frame gives a direct object first: `clash`, `call`, `appeal`."""
    return frozenset(verb for verb, found in verbs_by_word().items() if all(one.to[:1] != ("obj",) for one in found))


@cache
def _irregular(verb: str) -> frozenset[str]:
    return frozenset(str(table("irregular.toml")["forms"].get(verb, "")).split())


@cache
def state_words() -> frozenset[str]:
    """Participles that say in what state their subject is (`is prepared to`), not what is done to it."""
    return frozenset(table("outer.toml")["groups_of_words"]["states"].split())


@cache
def collective_words() -> frozenset[str]:
    """Nouns that act for those they are part of: side, wing, delegation."""
    return frozenset(classes()["collective"])


def known_fields() -> frozenset[str]:
    """Keys that a frame may have."""
    return _FIELDS
