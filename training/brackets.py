"""Reads the short notation in which trees are written by hand, and turns it into sentences with heads.

`s:Police fired [o c:tear gas] [b k:at protesters] .` One word of each level stands bare: it is the head. `dep:word` hangs a
single word on it, `[dep ...]` a phrase. Bare punctuation hangs on the head of its level. Relations may be shortened (SHORT).
"""

from __future__ import annotations

import re
from pathlib import Path

from treebank import Tree, write

SHORT = {
    "s": "nsubj", "sp": "nsubj:pass", "o": "obj", "io": "iobj", "b": "obl", "ag": "obl:agent", "t": "obl:unmarked",
    "n": "nmod", "ps": "nmod:poss", "nd": "nmod:desc", "nu": "nmod:unmarked", "a": "amod", "d": "det", "c": "compound",
    "f": "flat", "k": "case", "m": "mark", "x": "aux", "xp": "aux:pass", "cj": "conj", "xc": "xcomp", "cx": "ccomp",
    "av": "advcl", "ac": "acl", "rc": "acl:relcl", "ad": "advmod", "p": "compound:prt", "nm": "nummod", "ap": "appos",
    "fx": "fixed", "par": "parataxis", "ex": "expl", "cop": "cop", "cc": "cc", "pre": "cc:preconj",
}  # fmt: skip
MARKS = frozenset('.,"?!;:()-') | {"--"}
_PIECE = re.compile(r"\[|\]|[^\s\[\]]+")


def tree(line: str, name: str) -> Tree:
    """The sentence of one line; raises ValueError where a level has no head, or two."""
    pieces = _PIECE.findall(re.sub(r"\[([^\s\[\]:]+:[^\s\[\]]+)\]", r"\1", line))
    made = Tree(name=name)
    at = _level(pieces, 0, made, line)[0]
    if at != len(pieces):
        raise ValueError(f"brackets do not close: {line}")
    root = next(i for i, dep in enumerate(made.deps) if dep == "")
    made.heads[root], made.deps[root] = root, "root"
    made.pos = made.tags = made.morphs = [""] * len(made)
    made.lemmas = ["_"] * len(made)
    made.spaces = [True] * len(made)
    for i in range(len(made) - 1):
        following = made.words[i + 1]
        opens = made.words[i] == '"' and made.words[:i].count('"') % 2 == 0
        closes = following == '"' and made.words[: i + 1].count('"') % 2 == 1
        made.spaces[i] = (
            not opens
            and not closes
            and following not in (".", ",", "?", "!", ";", ":", ")")
            and following not in ("'s", "n't")
        )
    return made


def _level(pieces: list[str], at: int, made: Tree, line: str) -> tuple[int, int]:
    """Reads one level; returns where it ends and the index of its head."""
    head, waiting = -1, []
    while at < len(pieces) and pieces[at] != "]":
        piece = pieces[at]
        if piece == "[":
            dep = pieces[at + 1]
            at, below = _level(pieces, at + 2, made, line)
            made.deps[below] = SHORT.get(dep, dep)
            waiting.append(below)
            if at >= len(pieces) or pieces[at] != "]":
                raise ValueError(f"brackets do not close: {line}")
            at += 1
            continue
        dep, _, word = piece.partition(":") if piece not in MARKS else ("punct", "", piece)
        bare = not word
        made.words.append(dep if bare else word)
        made.heads.append(-1)
        made.deps.append("" if bare else SHORT.get(dep, dep))
        if bare:
            if head >= 0:
                raise ValueError(f"two heads, {made.words[head]!r} and {piece!r}: {line}")
            head = len(made.words) - 1
        else:
            waiting.append(len(made.words) - 1)
        at += 1
    if head < 0:
        raise ValueError(f"no head before piece {at} of: {line}")
    for below in waiting:
        made.heads[below] = head
    return at, head


def read(path: Path) -> list[Tree]:
    """All sentences of a file; lines that begin with # and empty ones are left out."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    return [tree(line, f"{path.stem}-{n:03d}") for n, line in enumerate(kept, 1)]


def main() -> None:
    """Writes the test sets as CoNLL-U."""
    here = Path(__file__).parent
    for name in ("news_test", "news_blind"):
        write(read(here / f"{name}.txt"), here / f"{name}.conllu")


if __name__ == "__main__":
    main()
