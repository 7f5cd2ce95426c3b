"""Sentences with their trees, read from and written to CoNLL-U. Knows the file format only, nothing of training."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tree:
    """One sentence: parallel lists, one entry a word; `heads` counts from 0, and a root is its own head."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    name: str = ""

    def __len__(self) -> int:
        return len(self.words)

    @property
    def text(self) -> str:
        """The sentence as written."""
        return "".join(
            word + (" " if space else "") for word, space in zip(self.words, self.spaces, strict=True)
        ).strip()


def read(path: Path) -> list[Tree]:
    """All sentences of a file, `.conllu` or `.conllu.gz`."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return list(_trees(lines))


def _trees(lines: Iterable[str]) -> Iterator[Tree]:
    tree = Tree()
    joined_until, joined_space = 0, True
    for raw in lines:
        line = raw.rstrip("\n")
        if not line:
            if tree.words:
                yield tree
            tree, joined_until = Tree(), 0
            continue
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                tree.name = line[12:]
            continue
        number, form, lemma, pos, tag, morph, head, dep, _, misc = line.split("\t")
        if "-" in number:
            joined_until, joined_space = int(number.split("-")[1]), "SpaceAfter=No" not in misc
        if not number.isdigit():
            continue
        at = int(number)
        space = "SpaceAfter=No" not in misc
        if at <= joined_until:
            space = joined_space and at == joined_until
        tree.words.append(form)
        tree.spaces.append(space)
        tree.lemmas.append(lemma)
        tree.pos.append(pos)
        tree.tags.append(tag)
        tree.morphs.append("" if morph == "_" else morph)
        tree.heads.append(int(head) - 1 if head != "0" else at - 1)
        tree.deps.append(dep)
    if tree.words:
        yield tree


def write(trees: Iterable[Tree], path: Path, head_lines: Iterable[str] = ()) -> int:
    """Writes sentences to a file and returns how many; `head_lines` become comments of the first."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for count, tree in enumerate(trees, 1):
            if count == 1:
                out.writelines(f"# {line}\n" for line in head_lines)
            out.write(f"# sent_id = {tree.name}\n# text = {tree.text}\n")
            for i, word in enumerate(tree.words):
                head = 0 if tree.heads[i] == i else tree.heads[i] + 1
                misc = "_" if tree.spaces[i] or i == len(tree) - 1 else "SpaceAfter=No"
                row = (i + 1, word, tree.lemmas[i], tree.pos[i], tree.tags[i], tree.morphs[i] or "_", head)
                out.write("\t".join(map(str, row)) + f"\t{tree.deps[i]}\t_\t{misc}\n")
            out.write("\n")
    return count


def faults(tree: Tree) -> list[str]:
    """What is wrong with the shape of a tree: no or several roots, a cycle, a head out of range, crossing arcs."""
    found = []
    roots = [i for i, head in enumerate(tree.heads) if head == i]
    if len(roots) != 1 or tree.deps[roots[0]] != "root":
        found.append(f"roots: {[tree.words[i] for i in roots]}")
    for i in range(len(tree)):
        at, steps = i, 0
        while tree.heads[at] != at and steps <= len(tree):
            at, steps = tree.heads[at], steps + 1
            if not 0 <= at < len(tree):
                return [*found, f"head of {tree.words[i]!r} out of range"]
        if steps > len(tree):
            return [*found, f"cycle at {tree.words[i]!r}"]
    arcs = [(min(i, h), max(i, h)) for i, h in enumerate(tree.heads) if h != i]
    for a, b in arcs:
        found.extend(f"arcs cross at {tree.words[c]!r}" for c, d in arcs if a < c < b < d)
    return found
