"""`foedus check`: an article's claims, each held against the record, in the terminal or as a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_as_of, add_record
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.check import Checked
    from foedus.cli.options import Commands
    from foedus.intake.inputs import Input

FORMS = ("terminal", "html", "json")
ENDINGS = {".html": "html", ".htm": "html", ".json": "json"}


class SomeFailed(FoedusError):
    """Some articles could not be checked; the others were."""


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = (
        "check an article: each claim supported, contradicted, partly, or not in the record, with the rows that decide"
    )
    parser = commands.add_parser(
        "check",
        help=about,
        description=f"{about.capitalize()}. Each claim is judged twice: with what was known on the article's own day, and on a "
        "later one. A first line `DATELINE: YYYY-MM-DD | outlet` gives the day of a text; --date gives it for all.",
    )
    parser.add_argument(
        "articles",
        metavar="ARTICLE",
        nargs="+",
        help="files (plain text, HTML, mail), folders, addresses, feeds, or - for standard input",
    )
    add_record(parser)
    add_as_of(parser)
    parser.add_argument("--date", metavar="DATE", help="day of the articles (YYYY-MM-DD), whatever they say themselves")
    parser.add_argument(
        "--alliance", metavar="NAME", help="the alliance that they are about; default: told from the text"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write to FILE.html or FILE.json; with several articles a folder",
    )
    parser.add_argument(
        "--format", dest="form", choices=FORMS, help="the form; default: by FILE's ending, else terminal"
    )
    about = "let a language model propose further claims (FOEDUS_LLM_URL, _KEY, _MODEL)"
    parser.add_argument("--llm", action="store_true", help=about)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Check each article and show it; one that cannot be read is named, and the rest goes on."""
    from foedus.intake.inputs import inputs

    texts = list(inputs(arguments.articles))
    form = _form(arguments.output, arguments.form, len(texts))
    done = _checked(arguments, texts)
    _show([it for it in done if it is not None], [it.doc for it in texts], form, arguments.output)
    failed = sum(it is None for it in done)
    if failed == len(texts):
        raise SomeFailed("no article could be checked, as told above")
    if failed:
        raise SomeFailed(f"{failed} of {len(texts)} articles could not be checked, as told above; the others were")


def _checked(arguments: Namespace, texts: Sequence[Input]) -> list[Checked | None]:
    from foedus.check import check
    from foedus.intake.inputs import opened

    proposer = None
    if arguments.llm:
        from foedus.check.proposals import Proposer

        proposer = Proposer.from_settings()
    found: list[Checked | None] = []
    for one in texts:
        try:
            found.append(
                check(
                    opened(one), dateline=arguments.date, alliance=arguments.alliance, as_of=arguments.as_of,
                    record=arguments.record, name=one.name, proposer=proposer,
                )
            )  # fmt: skip
        except FoedusError as bad:
            if len(texts) == 1:
                raise
            sys.stderr.write(f"foedus: {bad}\n")
            found.append(None)
    return found


def _show(done: list[Checked], names: list[str], form: str, output: Path | None) -> None:
    if form == "terminal":
        for checked in done:
            _print(checked)
        return
    if output is None:
        for checked in done:
            sys.stdout.write(_rendered(checked, form))
        return
    from foedus.cli.output import write_whole

    if len(names) == 1:
        write_whole(output, _rendered(done[0], form))
        sys.stderr.write(f"{output}: {_told(done[0])}\n")
        return
    output.mkdir(parents=True, exist_ok=True)
    for n, checked in enumerate(done, start=1):
        path = output / f"{n:03}.{form}"
        write_whole(path, _rendered(checked, form))
        sys.stderr.write(f"{path}: {_told(checked)}\n")


def _told(checked: Checked) -> str:
    from foedus.check import words

    return words.counts(checked)


def _print(checked: Checked) -> None:
    from foedus.check import terminal
    from foedus.cli.output import console, is_coloured, width

    if is_coloured():
        terminal.show(checked, console())
    else:
        sys.stdout.write(terminal.render(checked, width()))


def _form(output: Path | None, form: str | None, n_texts: int) -> str:
    """The form asked for, by option or by the file's ending; raises `FoedusError` where neither tells."""
    if form == "terminal" and output is not None:
        raise FoedusError("the terminal form cannot be written to a file: end its name in .html or .json")
    if form is not None:
        return form
    if output is None:
        return "terminal"
    if n_texts > 1:
        return "html"
    if output.suffix.lower() not in ENDINGS:
        raise FoedusError(f"{output}: the form cannot be told from the name: end it in .html or .json, or add --format")
    return ENDINGS[output.suffix.lower()]


def _rendered(checked: Checked, form: str) -> str:
    if form == "html":
        from foedus.check import html

        return html.render(checked)
    from foedus.check import jsonform

    return jsonform.render(checked)
