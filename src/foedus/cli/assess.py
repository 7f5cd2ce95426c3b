"""`foedus assess`: an alliance as of a day, in the terminal or as a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.options import alliance_argument, as_of_option, member_option, record_option
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.assessment import Assessment


class Form(StrEnum):
    """The forms a brief comes in."""

    terminal = "terminal"
    html = "html"
    md = "md"
    json = "json"


@click.command("assess")
@alliance_argument
@as_of_option
@member_option
@record_option
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE.html, FILE.md or FILE.json.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    help="The form.  [default: by FILE's ending, else terminal]",
)
def command(
    alliance: str, as_of: str | None, member: str | None, record: Path | None, output: Path | None, form: str | None
) -> None:
    """Say whether ALLIANCE is holding, member by member.

    ALLIANCE is a short name, full name or alias, such as csto.
    """
    chosen = _chosen(output, Form(form) if form else None)
    from foedus.build import assess

    assessment = assess(alliance, as_of, member=member, record=record)
    if chosen is Form.terminal:
        from foedus.brief import terminal
        from foedus.cli.output import console

        terminal.show(assessment, console())
        return
    text = _rendered(assessment, chosen)
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    from foedus.cli.output import write_whole

    write_whole(output, text)
    click.echo(f"{output}: {assessment.alliance} as of {assessment.as_of}", err=True)


def _chosen(output: Path | None, form: Form | None) -> Form:
    """The form asked for, by option or by the file's ending; raises `FoedusError` where neither tells."""
    if form is not None:
        if form is Form.terminal and output is not None:
            raise FoedusError("the terminal form cannot be written to a file: end its name in .html, .md or .json")
        return form
    if output is None:
        return Form.terminal
    ending = output.suffix.lower().removeprefix(".")
    ending = {"htm": "html", "markdown": "md"}.get(ending, ending)
    if ending not in (Form.html, Form.md, Form.json):
        raise FoedusError(
            f"{output}: the form cannot be told from the name: end it in .html, .md or .json, or add --format"
        )
    return Form(ending)


def _rendered(assessment: Assessment, form: Form) -> str:
    if form is Form.html:
        from foedus.brief import html

        return html.render(assessment)
    if form is Form.md:
        from foedus.brief import markdown

        return markdown.render(assessment)
    from foedus.brief import jsonform

    return jsonform.render(assessment)
