"""`foedus data`: the public data sets behind the questions: what there is, what is installed, fetch, add and remove."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.cli.options import add_row_form
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.shelf import Installed
    from foedus.sources import Card


def add(commands: Commands) -> None:
    """Say what the command and its parts take."""
    about = "list, fetch, add or remove the public data sets that briefs can use"
    parser = commands.add_parser(
        "data",
        help=about,
        description=f"{about.capitalize()}. They are kept by the platform's convention; FOEDUS_DATA moves them.",
    )
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = parts.add_parser("list", help="every data set: licence, size, and whether it is installed")
    add_row_form(listing)
    listing.set_defaults(run=show_list)
    info = parts.add_parser(
        "info", help="one data set: what it says and cannot say, licence, citation, files, coverage"
    )
    _name(info)
    add_row_form(info)
    info.set_defaults(run=show_info)
    get = parts.add_parser("get", help="download a data set and install it; a download that broke off is resumed")
    _name(get)
    get.add_argument("--day", metavar="DATE", help="for data sets published by day (gdelt): the day to fetch")
    _more(get)
    get.set_defaults(run=fetch)
    take = parts.add_parser("add", help="install a data set from your own download")
    _name(take)
    take.add_argument("files", metavar="FILE", nargs="+", type=Path, help="the publisher's files, as downloaded")
    _more(take)
    take.set_defaults(run=take_files)
    drop = parts.add_parser("remove", help="take a data set off the shelf")
    _name(drop)
    drop.set_defaults(run=drop_set)


def _name(parser: Any) -> None:
    parser.add_argument("name", metavar="NAME", help="a name that `foedus data list` shows")


def _more(parser: Any) -> None:
    parser.add_argument(
        "--more", action="store_true", help="join what is installed (other years or days) instead of replacing it"
    )


def show_list(arguments: Namespace) -> None:
    """Every data set on one line."""
    from foedus.cli.output import print_rows
    from foedus.record import embedded
    from foedus.shelf import installed, root
    from foedus.sources import SOURCES

    have = installed()
    shipped = {folder.name for folder in embedded.folders()}
    rows = []
    for name, module in SOURCES.items():
        card = module.CARD
        rows.append(
            {
                "name": name,
                "title": card.title,
                "version": card.version,
                "licence": card.licence
                if arguments.form != "table"
                else card.licence.partition(";")[0].partition(":")[0],
                "size_mb": None if card.size_mb is None else round(card.size_mb, 2),
                "how": "get" if card.is_fetched or hasattr(module, "files_of") else "add",
                "status": _status(have.get(name), name in shipped or (name == "un_votes" and "un_figures" in shipped)),
            }
        )
    print_rows(rows, ("name", "title", "licence", "size_mb", "how", "status"), arguments.form)
    if arguments.form == "table":
        sys.stderr.write(f"shelf: {root()}\n")


def _status(one: Installed | None, is_shipped: bool) -> str:
    if one is not None:
        return f"installed {one.added_at[:10]}, {sum(one.rows.values()):,} rows"
    return "part of it comes with foedus" if is_shipped else "not installed"


def show_info(arguments: Namespace) -> None:
    """One data set in full."""
    from foedus.cli.output import print_rows
    from foedus.shelf import installed
    from foedus.sources import source

    card = source(arguments.name).CARD
    fields = _card_fields(card)
    one = installed().get(card.name)
    fields["installed"] = _installed_words(one) if one else "no"
    if arguments.form == "table":
        print_rows([{"field": k, "value": v} for k, v in fields.items()], ("field", "value"), arguments.form)
        return
    print_rows([fields], (), arguments.form)


def _card_fields(card: Card) -> dict[str, Any]:
    return {
        "name": card.name,
        "title": card.title,
        "publisher": card.publisher,
        "version": card.version,
        "home": card.home,
        "files": "; ".join(
            f"{spec.name} ({spec.what}{f', about {spec.size_mb:g} MB' if spec.size_mb else ''}; "
            f"{'fetched' if spec.url else 'download by hand'})"
            for spec in card.files
        ),
        "licence": card.licence,
        "may be passed on": "yes" if card.may_redistribute else "no: never shipped with foedus, and do not pass it on",
        "citation": card.citation,
        "coverage": card.coverage,
        "units": card.units,
        "known from": card.lag,
        "says": card.says,
        "cannot say": card.cannot_say,
        "expected": "; ".join(card.expected),
        "tables": ", ".join(card.tables),
    }


def _installed_words(one: Installed) -> str:
    files = "; ".join(f"{it.name}, {it.n_bytes:,} bytes, sha256 {it.sha256[:12]}" for it in one.files)
    rows = ", ".join(f"{table} {n:,}" for table, n in one.rows.items())
    left = "; ".join(f"{n:,} {why}" for why, n in sorted(one.left_out.items(), key=lambda item: -item[1])[:8])
    more = f"; and {len(one.left_out) - 8} other reasons" if len(one.left_out) > 8 else ""
    return (
        f"{one.added_at} from {files}. Of {one.n_read:,} rows read {one.n_used:,} were used; left out: "
        f"{left or 'none'}{more}. Record: {rows}."
    )


def fetch(arguments: Namespace) -> None:
    """Download and install."""
    from foedus.dates import parse_day
    from foedus.shelf.install import get
    from foedus.sources import source

    module = source(arguments.name)
    by_day = getattr(module, "files_of", None)
    if by_day is None and arguments.day:
        raise FoedusError(f"{module.CARD.name} is not published by day: leave --day out")
    if by_day is not None and not arguments.day:
        raise FoedusError(f"{module.CARD.name} is published by day: say which, such as --day 2022-11-28")
    specs = by_day(parse_day(arguments.day)) if by_day else ()
    with _progress() as told:
        made = get(module.CARD.name, specs, is_more=arguments.more, told=told)
    _say(made)


def take_files(arguments: Namespace) -> None:
    """Install from files."""
    from foedus.shelf.install import add as put

    with _progress() as told:
        made = put(arguments.name, arguments.files, is_more=arguments.more, told=told)
    _say(made)


def drop_set(arguments: Namespace) -> None:
    """Remove."""
    from foedus.shelf.install import remove

    remove(arguments.name)
    sys.stderr.write(f"{arguments.name}: removed\n")


def _say(made: Installed) -> None:
    from foedus.sources import source

    card = source(made.name).CARD
    sys.stderr.write(f"{made.name}: {_installed_words(made)}\n")
    sys.stderr.write(f"Licence: {card.licence}. Cite: {card.citation}\n")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar on standard error where somebody watches, else nothing."""
    if not sys.stderr.isatty():
        yield lambda what, done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def told(what: str, done: int, whole: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=whole)
            bar.update(tasks[what], completed=done, total=whole)

        yield told
