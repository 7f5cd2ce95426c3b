"""How an object of any layer shows itself in a notebook, while none of them needs to know how.

A class names the module of its form as text. The form is imported when a notebook asks for it and never before, so that layers
below stand without those above: it is an entry point, not an import. Jupyter and marimo call these methods; nothing is
registered with either, and `import foedus` loads neither. Not here: any form (`foedus.brief.notebook`).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeVar

FORM = "foedus.brief.notebook"

Kind = TypeVar("Kind", bound=type[Any])


def shown(kind: Kind) -> Kind:
    """Give a class (a dataclass, a NamedTuple) the methods by which notebooks show it, as HTML and as Markdown."""
    kind._repr_html_ = _html
    kind._repr_markdown_ = _markdown
    kind._repr_mimebundle_ = _bundle
    return kind


def _html(self: object) -> str:
    """One fragment of HTML: escaped, without network and script, readable on light and on dark."""
    return str(import_module(FORM).html(self))


def _markdown(self: object) -> str:
    """The same as GitHub Markdown, for what shows no HTML."""
    return str(import_module(FORM).markdown(self))


def _bundle(self: object, include: object = None, exclude: object = None) -> dict[str, str]:
    """All forms at once; with the short text that Jupyter would else take from `repr`, which may be half a million characters."""
    form = import_module(FORM)
    return {"text/plain": form.plain(self), "text/html": form.html(self), "text/markdown": form.markdown(self)}
