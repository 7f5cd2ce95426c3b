"""What training does to a sentence before the parser sees it, so that it learns the input that it will get in use.

In use, known names are merged into one token and shown in the shape of a familiar name; unknown names are not. Headlines
come in title case, and some texts in small or large letters only. All of it is done here at random, anew in each epoch.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from treebank import Tree

INSIDE = frozenset({"compound", "flat", "amod", "nmod:desc", "nummod"})
"""Relations that may hold inside a merged name."""
PEOPLE_ENDINGS = ("an", "ese", "ish", "ic", "li")


def shape_of(text: str) -> tuple[str, str]:
    """The word whose features a merged token of several words is shown with, and the shape: as `reading/parser.py` does.

    The head noun where it is a common noun ("Russian troops": "troops"), else a familiar name.
    """
    words = text.split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    if head.islower():
        return head, "xxxx"
    if text.endswith(PEOPLE_ENDINGS) and not text.isupper() and all(word[:1].isupper() for word in words):
        return "russian", "Xxxxx"
    return "russia", "Xxxxx"


def augmented(tree: Tree, rng: Random, names: list[str]) -> Tree:
    """A copy of the sentence with names merged, exchanged, and letters changed, each with some probability."""
    tree = _renamed(tree, rng, names)
    merged = _merged(tree, rng)
    return _recased(merged, rng)


def _renamed(tree: Tree, rng: Random, names: list[str]) -> Tree:
    """Single names exchanged for others, so that a verb is not learned by its famous subject."""
    if rng.random() > 0.25:
        return tree
    words = list(tree.words)
    inside = {tree.heads[i] for i in range(len(tree)) if tree.deps[i] in INSIDE}
    for i, tag in enumerate(tree.tags):
        plain = tag == "NNP" and tree.deps[i] not in INSIDE and i not in inside and words[i][:1].isupper()
        if plain and words[i].isalpha() and rng.random() < 0.5:
            words[i] = rng.choice(names)
    return replace(tree, words=words)


def name_spans(tree: Tree) -> list[tuple[int, int, bool]]:
    """Runs of words that our pipeline might merge: first, last, and whether the head is a proper noun."""
    found = []
    n = len(tree)
    for head in range(n):
        if not tree.tags[head].startswith("NN"):
            continue
        proper = tree.tags[head].startswith("NNP")
        first = head
        while first > 0 and tree.deps[first - 1] in INSIDE and _within(tree, first - 1, first, head):
            if not tree.words[first - 1][:1].isupper() and proper:
                break
            first -= 1
        last = head
        while proper and last + 1 < n and tree.deps[last + 1] == "flat" and tree.heads[last + 1] == head:
            last += 1
        if proper and last == head and rest_of_title(tree, head):
            last = head + 2
        if last > first and tree.deps[head] not in INSIDE and (proper or tree.words[first][:1].isupper()):
            found.append((first, last, proper))
    return found


def rest_of_title(tree: Tree, head: int) -> bool:
    """Whether `of Name` follows and belongs to the head ("Secretary of State")."""
    if head + 2 >= len(tree) or tree.words[head + 1] not in ("of", "for"):
        return False
    noun = head + 2
    return tree.heads[noun] == head and tree.heads[head + 1] == noun and tree.tags[noun].startswith("NNP")


def _within(tree: Tree, i: int, first: int, head: int) -> bool:
    """Whether word i hangs on something between it and the head, and nothing from outside hangs in between."""
    return first <= tree.heads[i] <= head


def _merged(tree: Tree, rng: Random) -> Tree:
    keep_role = rng.random() < 0.35
    keep_name = rng.random() < 0.75
    spans, free = [], 0
    for first, last, proper in sorted(name_spans(tree)):
        wanted = keep_name if proper else keep_role
        if first >= free and wanted and rng.random() < 0.8:
            spans.append((first, last))
            free = last + 1
    return merge(tree, spans) if spans else tree


def merge(tree: Tree, spans: list[tuple[int, int]]) -> Tree:
    """The tree with each run of words made one word with the head's tag; spans that have two heads are left alone."""
    new_of, groups = {}, []
    at = 0
    todo = dict(spans)
    while at < len(tree):
        last = todo.get(at, at)
        outside = [i for i in range(at, last + 1) if not at <= tree.heads[i] <= last or tree.heads[i] == i]
        if len(outside) != 1:
            last, outside = at, [at]
        for i in range(at, last + 1):
            new_of[i] = len(groups)
        groups.append((at, last, outside[0]))
        at = last + 1
    made = Tree(name=tree.name)
    for first, last, head in groups:
        text = replace(tree, words=tree.words[first : last + 1], spaces=tree.spaces[first : last + 1]).text
        made.words.append(text)
        made.spaces.append(tree.spaces[last])
        made.lemmas.append(tree.lemmas[head] if first == last else text)
        made.pos.append(tree.pos[head])
        made.tags.append(tree.tags[head])
        made.morphs.append(tree.morphs[head])
        made.heads.append(new_of[tree.heads[head]])
        made.deps.append(tree.deps[head])
    return made


def _recased(tree: Tree, rng: Random) -> Tree:
    draw = rng.random()
    if draw > 0.06 or len(tree) < 4:
        return tree
    if draw < 0.025:
        words = [word.lower() for word in tree.words]
    elif draw < 0.045:
        words = [
            word if len(word) < 4 and i and word.islower() else word[:1].upper() + word[1:]
            for i, word in enumerate(tree.words)
        ]
    else:
        words = [word.upper() for word in tree.words]
    return replace(tree, words=words)
