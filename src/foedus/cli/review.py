"""`foedus review`: decide of rows that a machine read, one by one in the terminal, by command, or in a browser."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.review.queue import Item

WORDS = ("accept", "reject", "correct", "undo")
COLUMNS = ("id", "table", "state", "by", "known_on", "confidence", "what")


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "accept, correct or reject what a machine read into a record"
    parser = commands.add_parser(
        "review",
        help=about,
        description=f"{about.capitalize()}. Without ACTION it goes through the queue in the terminal, the weightiest row first. "
        "Every decision is kept with who and when, and can be undone.",
        epilog="Examples: foedus review accept ev-0123456789ab --record my-record --by Ana; foedus review correct "
        "ev-0123456789ab recipient=CSTO alliance_act=refuse_sign --record my-record --by Ana",
    )
    parser.add_argument("action", metavar="ACTION", nargs="?", choices=WORDS, help=", ".join(WORDS))
    parser.add_argument("row", metavar="ID", nargs="?", help="the row to decide on")
    parser.add_argument("values", metavar="FIELD=VALUE", nargs="*", help="with correct: what the row should say")
    parser.add_argument("--record", metavar="DIR", type=Path, required=True, help="the record folder to review")
    parser.add_argument("--by", metavar="NAME", help="who decides; default: the user's name on this machine")
    parser.add_argument("--reason", metavar="TEXT", help="why, kept with the decision")
    parser.add_argument("--again", action="store_true", help="decide although something is decided already")
    show = parser.add_mutually_exclusive_group()
    show.add_argument("--list", action="store_true", help="list the queue and stop")
    show.add_argument(
        "--export", metavar="FILE", type=Path, help="write every decision ever made to FILE.csv or FILE.jsonl"
    )
    show.add_argument(
        "--gold", metavar="FILE", type=Path, help="write what was decided as gold for `foedus read --score`"
    )
    show.add_argument("--web", action="store_true", help="review in a browser on this machine; needs the extra `web`")
    parser.add_argument(
        "--filter",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="keep to state, table, actor, act, source, since ...",
    )
    parser.add_argument("--format", dest="form", choices=("table", "json", "csv"), default="table", help="with --list")
    parser.add_argument("--port", metavar="N", type=int, default=8642, help="with --web; default: 8642")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Do what is asked: one decision, a listing, a file, the browser, or the queue in the terminal."""
    if arguments.action:
        _decide(arguments)
    elif arguments.list:
        _list(arguments)
    elif arguments.export:
        _export(arguments)
    elif arguments.gold:
        _gold(arguments)
    elif arguments.web:
        _web(arguments)
    else:
        from foedus.cli.reviewing import go_through

        go_through(arguments.record, _name(arguments), _pairs(arguments.filter, "--filter"))


def _name(arguments: Namespace) -> str:
    """Who decides: as given, or the user's name on this machine."""
    if arguments.by:
        return str(arguments.by)
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise FoedusError("who decides is not known here: add --by NAME") from None


def _pairs(given: list[str], where: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise FoedusError(f'{where} "{one}": write it as name=value')
        pairs[name.strip()] = value.strip()
    return pairs


def _decide(arguments: Namespace) -> None:
    from foedus.review.decisions import Decision, decide, kept, standing, undo

    if not arguments.row:
        raise FoedusError(f"foedus review {arguments.action} needs the ID of a row; --list shows them")
    if arguments.values and arguments.action != "correct":
        raise FoedusError(f"{arguments.action} takes no FIELD=VALUE; did you mean `correct`?")
    who = _name(arguments)
    values: dict[str, Any] = _pairs(arguments.values, "correct")

    def change(record: Any) -> Decision:
        if arguments.action == "undo":
            return undo(record, arguments.row, who)
        before = standing(record, [arguments.row]).get(arguments.row)
        if before is not None and not arguments.again:
            raise FoedusError(
                f"{arguments.row}: {before.by} decided already ({before.verdict}, {before.at:%Y-%m-%d %H:%M} UTC); --again "
                "decides anew, `undo` takes it back"
            )
        return decide(record, arguments.row, arguments.action, who, values=values, reason=arguments.reason)

    made = kept(arguments.record, change)
    now = f", now {made.corrected_id}" if made.corrected_id else ""
    sys.stdout.write(f"{made.verdict} {made.row_id} by {made.by}{now}\n")


def _items(arguments: Namespace) -> list[Item]:
    from foedus.record import Record
    from foedus.review.queue import items

    return items(Record.open(arguments.record), _pairs(arguments.filter, "--filter"))


def _list(arguments: Namespace) -> None:
    from foedus.cli.output import print_rows

    rows = [
        {
            "id": it.id,
            "table": it.table,
            "state": it.state,
            "by": it.decision.by if it.decision else None,
            "known_on": it.row["known_on"].isoformat(),
            "confidence": it.confidence,
            "what": it.text,
            "sentence": it.sentence,
            "publisher": (it.source or {}).get("publisher"),
        }
        for it in _items(arguments)
    ]
    if not rows and arguments.form == "table":
        sys.stdout.write("Nothing to review.\n")
        return
    print_rows(rows, COLUMNS, arguments.form)


def _export(arguments: Namespace) -> None:
    import csv
    import io
    import json

    from foedus.cli.output import write_whole
    from foedus.record import Record
    from foedus.review.decisions import history

    kept_in = ("id", "row_id", "verdict", "decided_by", "decided_at", "corrected_id", "undoes", "reason")
    rows = [{name: row[name] for name in kept_in} for row in history(Record.open(arguments.record))]
    for row in rows:
        row["decided_at"] = f"{row['decided_at'].isoformat()}Z"
    if arguments.export.suffix.lower() == ".csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, kept_in, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        text = out.getvalue()
    elif arguments.export.suffix.lower() in (".jsonl", ".ndjson"):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        raise FoedusError(f"{arguments.export}: end its name in .csv or .jsonl")
    write_whole(arguments.export, text)
    sys.stderr.write(f"{arguments.export}: {len(rows)} decisions\n")


def _gold(arguments: Namespace) -> None:
    import json

    from foedus.cli.output import write_whole
    from foedus.record import Record
    from foedus.review.gold import gold

    rows = gold(Record.open(arguments.record))
    if not rows:
        raise FoedusError(f"{arguments.record}: no sentence is wholly decided yet, so that there is no gold to write")
    write_whole(arguments.gold, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    sys.stderr.write(f"{arguments.gold}: {len(rows)} sentences\n")


def _web(arguments: Namespace) -> None:
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise FoedusError("reviewing in a browser needs the extra `web`: pip install 'foedus[web]'") from None
    from foedus.web.serve import serve

    serve(arguments.record, _name(arguments), arguments.port)
