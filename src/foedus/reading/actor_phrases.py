"""Names and words of office joined to mentions: `Armenian foreign minister`, `Armenia's Prime Minister Nikol Pashinyan`.

In: what each name means (`actor_rules.Meant`). Out: `Mention`s that do not overlap, in order. A state, body or group is
joined with the office or role behind it, possessives and a few adjectives between them included; an office with the name
behind it, also a name that the gazetteer does not know, and with the state in `prime minister of Armenia`. An office
without a state is a mention with code UNK: whose it is, is for coreference.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from foedus.reading.actor_people import Named, accepted, of_name, unknown_name
from foedus.reading.actor_rows import Row, Term, Title, words
from foedus.reading.actor_rules import Context, Meant, words_with
from foedus.reading.actor_terms import described, holder
from foedus.reading.types import Mention, MentionKind, Span

_OWNERS = {"state", "demonym", "people", "body", "group", "institution", "place"}
_KINDS: dict[str, MentionKind] = {
    "state": "state", "demonym": "state", "people": "state", "institution": "state", "body": "body", "group": "group",
    "place": "place", "person": "person",
}  # fmt: skip

_KIND_OF_TITLE: dict[str, MentionKind] = {
    "person": "person", "owned": "person", "state": "state", "owned-state": "state", "group": "group",
    "owned-group": "group",
}  # fmt: skip
_ABOUT = {"EDU", "MED", "BUS"}
"""Roles that a state's bare name before them does not own: a `Russia analyst` is no Russian."""


class _Whose(NamedTuple):
    """The state or body that an office belongs to."""

    code: str
    kind: str
    role: str
    rule: str
    has_former: bool = False
    has_deputy: bool = False


_NOBODY = _Whose("UNK", "person", "", "")


def joined(text: str, meant: Sequence[Meant], context: Context) -> list[Mention]:
    """The mentions of a text, in order and without overlaps."""
    walk = _Walk(text, {one.first: one for one in meant}, context)
    mentions: list[Mention] = []
    reached = -1
    for one in meant:
        if one.first < reached:
            continue
        mention, last = walk.mention(one)
        if mention is not None:
            mentions.append(mention)
            reached = last
    return sorted([*mentions, *walk.later(mentions)])


class _Walk:
    """One pass over the names of one text."""

    def __init__(self, text: str, at: dict[int, Meant], context: Context) -> None:
        self.text = text
        self.at = at
        self.context = context
        self.named: dict[str, Named] = {}
        """Persons of this text that the gazetteer does not know, by full name and by surname."""

    def mention(self, one: Meant) -> tuple[Mention | None, int]:
        """The mention that begins with a name, and the token after it."""
        if one.sort in _OWNERS:
            return self._of_owner(one)
        if one.sort == "title":
            return self._of_title(one, one.first, _NOBODY)
        owner, behind = self._owner_behind(one) if self._is_titled(one) else (None, one.last)
        if owner is not None:
            whose = _Whose(owner.code, owner.sort, owner.role, owner.rule)
            mention, _ = self._of_person(one, one.first, None, whose)
            if mention is not None and mention.code == owner.code:
                return self._made(one.first, behind, mention.code, "person", mention.role or "", mention.rule), behind
        mention, last = self._of_person(one, one.first, None, _NOBODY)
        return self._persons_own(one, mention, last) if mention is not None else (None, last)

    def _persons_own(self, one: Meant, mention: Mention, last: int) -> tuple[Mention, int]:
        """A person's government or forces: `Assad's forces` are those of the person's state."""
        title = self.at.get(last + 2) if self.context.word(last) == "'" and self.context.word(last + 1) == "s" else None
        if title is None or title.sort != "title" or title.what.kind not in ("state", "owned-state"):
            return mention, last
        whose = _Whose(mention.code, "state", mention.role or "", mention.rule)
        return self._office(title.what, one.first, title.last, whose), title.last

    def _of_owner(self, one: Meant) -> tuple[Mention | None, int]:
        whose = _Whose(one.code, one.sort, one.role, one.rule)
        title, whose = self._title_behind(one, whose)
        if title is not None and _fits(title.what, one, self.context.word(one.last) == "'"):
            mention, last = self._of_title(title, one.first, whose)
            if mention is not None:
                return mention, last
        has_possessive = self.context.word(one.last) == "'" and self.context.word(one.last + 1) == "s"
        named = self.at.get(one.last + 2 if has_possessive else one.last)
        if (
            (one.sort == "demonym" or has_possessive)
            and named is not None
            and named.sort == "person"
            and (has_possessive or self._is_titled(named))
        ):
            mention, last = self._of_person(named, one.first, None, whose)
            if mention is not None and mention.code == one.code:
                return mention, last
        shared = self._shared_role(one) if one.sort == "demonym" else ""
        role = one.role or shared
        rule = one.rule + ("; role shared with the next name" if shared else "")
        return self._made(one.first, one.last, one.code, _KINDS[one.sort], role, rule), one.last

    def _title_behind(self, one: Meant, whose: _Whose) -> tuple[Meant | None, _Whose]:
        """The office or role that belongs to a name, past its possessive and a few adjectives."""
        at = one.last
        word = self.context.word
        if word(at) == "'":
            at += 2 if word(at + 1) == "s" else 1
        elif one.sort == "place" and not one.role:
            return None, whose
        for _ in range(4):
            found = self.at.get(at)
            if found is not None:
                return (found, whose) if found.sort == "title" else (None, whose)
            if word(at).casefold() not in _between() and word(at) != "-":
                return None, whose
            whose = _noting(whose, word(at))
            at += 1
        return None, whose

    def _is_titled(self, one: Meant) -> bool:
        """Whether a person's name in the gazetteer begins with a title, as those of monarchs do: `King Salman`."""
        return self.context.word(one.first).casefold() in words("titled")

    def _shared_role(self, one: Meant) -> str:
        """Role of the second name in `Armenian and Azerbaijani troops`, for the first."""
        if self.context.word(one.last) not in ("and", "or", ","):
            return ""
        other = self.at.get(one.last + 1)
        if other is None or other.sort != "demonym":
            return ""
        title, _ = self._title_behind(other, _NOBODY)
        return title.what.role if title is not None else ""

    def _of_title(self, title: Meant, first: int, whose: _Whose) -> tuple[Mention | None, int]:
        office: Title = title.what
        if whose is _NOBODY:
            whose = _noting(_NOBODY, self.context.word(title.first - 1))
        if office.takes_name and self.context.touches(title.last - 1):
            mention, last = self._with_name(title, first, whose)
            if mention is not None:
                return mention, last
        if office.kind == "honorific":
            return None, title.last
        last = title.last
        if whose.code == "UNK":
            owner, behind = self._owner_behind(title)
            if owner is not None:
                whose, last = _Whose(owner.code, owner.sort, owner.role, owner.rule), behind
            elif office.kind.startswith("owned") or self._is_adjective(title):
                return None, title.last
        return self._office(office, first, last, whose), last

    def _is_adjective(self, title: Meant) -> bool:
        """Whether the role only tells the kind of the noun behind it: `military aid`, `police station`."""
        return self.context.touches(title.last - 1) and self.context.word(title.last).casefold() in words(
            "no_role_before"
        )

    def _with_name(self, title: Meant, first: int, whose: _Whose) -> tuple[Mention | None, int]:
        """An office and the name behind it: of the gazetteer, behind a second title, or unknown."""
        office: Title = title.what
        behind = self.at.get(title.last)
        if behind is not None and behind.sort in ("person", "surname"):
            mention, last = self._of_person(behind, first, office, whose)
            if mention is not None:
                return mention, last
        is_ranked = behind is not None and behind.sort == "title" and behind.what.kind == "honorific"
        if behind is not None and is_ranked and title.first == first:
            mention, last = self._with_name(behind, first, whose)
            return (mention._replace(role=office.role or mention.role) if mention else None), last
        return self._of_stranger(title, first, whose)

    def _owner_behind(self, title: Meant) -> tuple[Meant | None, int]:
        """The state or body in `president of Armenia`, `minister for the armed forces of the Republic of X`."""
        at = title.last
        if self.context.word(at) not in ("of", "in"):
            return None, at
        at += 2 if self.context.word(at + 1) == "the" else 1
        owner = self.at.get(at)
        if owner is None or owner.sort not in ("state", "body"):
            return None, at
        if self.context.word(at - 1) == "in" or (
            self.context.word(at - 2) == "in" and self.context.word(at - 1) == "the"
        ):
            return None, at
        return owner, owner.last

    def _office(self, office: Title, first: int, last: int, whose: _Whose) -> Mention:
        """A mention of an office or role without a name; the holder as of the day goes into the rule."""
        rule = f"{office.where}: {office.words}"
        code = (
            whose.code
            if whose.code != "UNK"
            else office.only[0]
            if len(office.only) == 1 and office.office
            else office.code
        )
        term = self._holder(office, code, whose)
        if term is not None:
            rule += f"; {described(term, self.context.day)}"
        elif whose.rule:
            rule += f"; {whose.rule}"
        kind = _KIND_OF_TITLE[office.kind]
        if kind == "state" and whose.kind == "group":
            kind = "group"
        if kind == "state" and (whose.kind == "body" or (whose.code == "UNK" and code not in ("UNK", "NSA"))):
            kind = "body"
        role = "ELI" if whose.has_former and office.role == "GOV" and kind == "person" else office.role
        return self._made(first, last, code, kind, role, rule)

    def _holder(self, office: Title, code: str, whose: _Whose) -> Term | None:
        if not office.office or whose.has_former or whose.has_deputy or (office.only and code not in office.only):
            return None
        for held in office.office.split("|"):
            term = holder(code, held, self.context.day)
            if term is not None:
                return term
        return None

    def _of_person(self, one: Meant, first: int, office: Title | None, whose: _Whose) -> tuple[Mention | None, int]:
        if isinstance(one.what, Row):
            return self._made(first, one.last, one.code, "person", one.role, one.rule), one.last
        if one.sort == "surname" and not accepted(one, office, self.context):
            return None, one.last
        if self.context.word(one.last) in ("Jr", "Sr") and office is None:
            return None, one.last
        named = of_name(one, office, whose.code, self.context)
        if named is None:
            return None, one.last
        role = named.role
        if whose.has_former and role == "GOV" and named.is_past:
            role = "ELI"
        return self._made(first, one.last, named.code, "person", role, named.rule), one.last

    def _of_stranger(self, title: Meant, first: int, whose: _Whose) -> tuple[Mention | None, int]:
        """A name unknown to the gazetteer behind a title; the text's later mentions of it are the same person."""
        last = unknown_name(title.last, self.at, self.context)
        if last == title.last:
            return None, last
        office: Title = title.what
        name = self.text[self.context.tokens[title.last].start : self.context.tokens[last - 1].end]
        role = "ELI" if whose.has_former and office.role == "GOV" else office.role
        rule = f"{office.where}: {office.words} before a name that the gazetteer does not know"
        named = Named(whose.code, role, rule, False)
        self.named.setdefault(name, named)
        if self.context.word(last - 1) not in words_with("given"):
            self.named.setdefault(self.context.word(last - 1), named)
        return self._made(first, last, whose.code, "person", role, rule), last

    def later(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Bare names of strangers whom the text names with a title elsewhere."""
        if not self.named:
            return []
        taken = {at for mention in mentions for at in (mention.span.start, mention.span.end - 1)}
        spans = sorted(mention.span for mention in mentions)
        found, reached = [], 0
        for at, token in enumerate(self.context.tokens):
            while reached < len(spans) and spans[reached].end <= token.start:
                reached += 1
            inside = reached < len(spans) and spans[reached].start <= token.start
            named = None if inside or token.start in taken else self.named.get(token.text)
            if named is not None and token.text[0].isupper():
                first = at
                while self.context.touches(first - 1) and self.context.is_strange(first - 1) and at - first < 2:
                    first -= 1
                name = self.text[self.context.tokens[first].start : token.end]
                start = first if name in self.named else at
                rule = f"named with a title elsewhere in the text; {named.rule}"
                found.append(self._made(start, at + 1, named.code, "person", named.role, rule))
        return found

    def _made(self, first: int, last: int, code: str, kind: MentionKind, role: str, rule: str) -> Mention:
        span = Span(self.context.tokens[first].start, self.context.tokens[last - 1].end)
        return Mention(span, span.of(self.text), code, kind, role or None, rule)


@cache
def _between() -> frozenset[str]:
    return words("between_owner_and_role") | words("former") | words("not_the_holder")


def _noting(whose: _Whose, word: str) -> _Whose:
    folded = word.casefold()
    if folded in words("former"):
        return whose._replace(has_former=True)
    return whose._replace(has_deputy=True) if folded in words("not_the_holder") else whose


def _fits(office: Title, one: Meant, has_possessive: bool) -> bool:
    """Whether an office can belong to a name: `Taliban prime minister`, but no honorific behind a state's name."""
    if office.kind == "honorific":
        return one.sort == "demonym"
    if one.sort == "state" and not has_possessive and office.role in _ABOUT:
        return False
    return not (one.sort == "people" and office.kind == "person")
