"""`foedus assess`: an alliance as of a day, in the terminal or as a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_alliance, add_as_of, add_member, add_record
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.assessment import Assessment
    from foedus.cli.options import Commands

FORMS = ("terminal", "html", "md", "json")
ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "say whether an alliance is holding, member by member"
    parser = commands.add_parser("assess", help=about, description=f"{about.capitalize()}, with evidence.")
    add_alliance(parser)
    add_as_of(parser)
    add_member(parser)
    add_record(parser)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write to FILE.html, FILE.md or FILE.json")
    parser.add_argument(
        "--format", dest="form", choices=FORMS, help="the form; default: by FILE's ending, else terminal"
    )
    texts = parser.add_argument_group(
        "texts of your own, read by machine and compared with the assessment without them"
    )
    texts.add_argument(
        "--with",
        dest="texts",
        metavar="TEXT",
        nargs="+",
        help="files, folders, addresses, feeds, or - for standard input; needs the extra `text`",
    )
    texts.add_argument("--date", metavar="DATE", help="day of the texts (YYYY-MM-DD), whatever they say themselves")
    texts.add_argument("--outlet", metavar="NAME", default="", help="who published the texts")
    kept = texts.add_mutually_exclusive_group()
    kept.add_argument(
        "--keep",
        metavar="DIR",
        type=Path,
        help="put what was read into this record; a new DIR becomes a copy of the record with it",
    )
    kept.add_argument("--drop", action="store_true", help="forget what was read, and do not ask")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Make the assessment and show it."""
    form = form_of(arguments.output, arguments.form)
    if arguments.texts:
        from foedus.cli.withtexts import assess_with_texts

        assess_with_texts(arguments, lambda assessment: _show(assessment, form, arguments.output))
        return
    if arguments.keep or arguments.drop or arguments.date or arguments.outlet:
        raise FoedusError("--keep, --drop, --date and --outlet say what to do with texts: add --with TEXT")
    from foedus.build import assess

    assessment = assess(arguments.alliance, arguments.as_of, member=arguments.member, record=arguments.record)
    _show(assessment, form, arguments.output)


def _show(assessment: Assessment, form: str, output: Path | None) -> None:
    if form == "terminal":
        _print(assessment)
        return
    text = _rendered(assessment, form)
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    from foedus.cli.output import write_whole

    write_whole(output, text)
    sys.stderr.write(f"{output}: {assessment.alliance} as of {assessment.as_of}\n")


def _print(assessment: Assessment) -> None:
    """The terminal form: with Rich where colours can be shown and are wanted, else as plain text."""
    from foedus.brief import terminal
    from foedus.cli.output import console, is_coloured, width

    if is_coloured():
        terminal.show(assessment, console())
    else:
        sys.stdout.write(terminal.render(assessment, width()))


def form_of(output: Path | None, form: str | None) -> str:
    """The form asked for, by option or by the file's ending; raises `FoedusError` where neither tells."""
    if form == "terminal" and output is not None:
        raise FoedusError("the terminal form cannot be written to a file: end its name in .html, .md or .json")
    if form is not None:
        return form
    if output is None:
        return "terminal"
    if output.suffix.lower() not in ENDINGS:
        raise FoedusError(
            f"{output}: the form cannot be told from the name: end it in .html, .md or .json, or add --format"
        )
    return ENDINGS[output.suffix.lower()]


def _rendered(assessment: Assessment, form: str) -> str:
    if form == "html":
        from foedus.brief import html

        return html.render(assessment)
    if form == "md":
        from foedus.brief import markdown

        return markdown.render(assessment)
    from foedus.brief import jsonform

    return jsonform.render(assessment)
