"""How foedus' objects show themselves in notebooks: short, escaped, without network, script or anything computed anew.

Each file makes a `Show` of some kinds of object; `frame` draws it as HTML, Markdown or text. Objects come here by the name of
their class (`foedus.shown`), also from layers above: those are read by their published fields and never imported.
"""

from __future__ import annotations

from importlib import import_module

from foedus.brief.notebook import frame

KINDS = {
    "Assessment": "assessed",
    "Claim": "assessed",
    "Finding": "assessed",
    "Call": "assessed",
    "Odds": "chances",
    "Analogues": "chances",
    "Outlook": "outlook",
    "Record": "records",
    "AsOf": "records",
    "Rows": "records",
    "Reading": "texts",
    "Checked": "texts",
}
"""The file that shows each kind of object, by the name of its class."""


def show(thing: object) -> frame.Show:
    """What is shown of an object; raises `KeyError` for a kind that has no form."""
    kind = next((it.__name__ for it in type(thing).__mro__ if it.__name__ in KINDS), type(thing).__name__)
    module = import_module(f"foedus.brief.notebook.{KINDS[kind]}")
    made = getattr(module, kind.lower())(thing)
    assert isinstance(made, frame.Show)  # noqa: S101 (for the type checker)
    return made


def html(thing: object) -> str:
    """An object as a fragment of HTML."""
    return frame.html(show(thing))


def markdown(thing: object) -> str:
    """An object as GitHub Markdown."""
    return frame.markdown(show(thing))


def plain(thing: object) -> str:
    """An object as a few lines of text, in place of a `repr` of thousands."""
    return frame.plain(show(thing))
