"""`foedus read`: texts to events and statements, printed or put into a record."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.intake.inputs import Input
    from foedus.intake.rows import Document

FORMS = ("table", "jsonl", "csv", "parquet")
ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
BATCH = 50
"""Texts after which a record is saved, so that a crash loses no more than these."""


class SomeFailed(FoedusError):
    """Some texts could not be read; the others were."""


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "read texts: who did what to whom, and who said what, each with its reason"
    parser = commands.add_parser(
        "read",
        help=about,
        description=f"{about.capitalize()}. A first line `DATELINE: YYYY-MM-DD | outlet` gives the day of a text, as do the "
        "datelines of agencies; --date gives it for all. Texts that cannot be read are named, and the rest goes on.",
    )
    parser.add_argument(
        "texts",
        metavar="TEXT",
        nargs="*",
        help="files (plain text, HTML, mail, text taken out of a PDF), folders, addresses, feeds, or - for standard input",
    )
    parser.add_argument("--date", metavar="DATE", help="day of the texts (YYYY-MM-DD), whatever they say themselves")
    parser.add_argument("--outlet", metavar="NAME", default="", help="who published the texts")
    parser.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        help="put what is read into this record; texts that are there are passed over",
    )
    parser.add_argument("--alliance", metavar="CODE", help="with --into: the alliance that every row concerns")
    parser.add_argument(
        "--score", metavar="GOLD", type=Path, help="read the sentences of a gold file instead, and say how well"
    )
    parser.add_argument("--explain", action="store_true", help="print the reasons of every event")
    parser.add_argument("--format", dest="form", choices=FORMS, help="default: by FILE's ending, else table")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write to FILE.jsonl, FILE.csv or FILE.parquet"
    )
    parser.add_argument("--llm", action="store_true", help="read with a language model (FOEDUS_LLM_URL, _KEY, _MODEL)")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Read, print or store, and say at the end what could not be read."""
    if arguments.score:
        from foedus.cli.scoring import show_score

        show_score(arguments)
        return
    if not arguments.texts:
        raise FoedusError("nothing to read: name files, folders, addresses or feeds, or - for standard input")
    form = _form(arguments.output, arguments.form)
    from foedus.intake.inputs import inputs

    texts = list(inputs(arguments.texts))
    documents, failed = _read(arguments, texts)
    if arguments.explain:
        _explain(documents)
    elif documents and (not arguments.into or arguments.output or arguments.form):
        _print(documents, form, arguments.output)
    if failed == len(texts):
        raise SomeFailed("no text could be read, as told above")
    if failed:
        raise SomeFailed(f"{failed} of {len(texts)} texts could not be read, as told above; the others were")


def _read(arguments: Namespace, texts: Sequence[Input]) -> tuple[list[Document], int]:
    """The readings in the order of the texts, and how many failed; with `--into` they are stored as they come."""
    from foedus.dates import parse_day
    from foedus.intake.job import Failed, Options, Passed, hashes, read_all
    from foedus.shelf import root

    store = _Store(arguments.into, arguments.alliance)
    options = Options(
        on=parse_day(arguments.date) if arguments.date else None,
        outlet=arguments.outlet,
        actors=root() / "actors",
        is_llm=arguments.llm,
        known=hashes(arguments.into) if arguments.into else frozenset(),
    )
    found: dict[int, Document] = {}
    n_failed = 0
    with progress(len(texts)) as told:
        for place, outcome in read_all(texts, options, told):
            if isinstance(outcome, Failed):
                n_failed += 1
                sys.stderr.write(f"foedus: {outcome.why}\n")
            elif isinstance(outcome, Passed):
                store.n_passed += 1
            else:
                found[place] = outcome
                sys.stderr.writelines(f"{outcome.doc}: {note}\n" for note in outcome.notes)
                store.add(outcome)
    store.close()
    return [found[place] for place in sorted(found)], n_failed


class _Store:
    """A record that fills as texts are read; does nothing where the user named none."""

    def __init__(self, folder: Path | None, alliance: str | None) -> None:
        self.folder, self.alliance = folder, alliance
        self.waiting: list[Document] = []
        self.new: dict[str, int] = {}
        self.n_read = self.n_passed = 0

    def add(self, document: Document) -> None:
        """Keep a reading, and save where a batch is full."""
        if self.folder is None:
            return
        self.waiting.append(document)
        self.n_read += 1
        if len(self.waiting) == BATCH:
            self._save()

    def close(self) -> None:
        """Save the rest, and say what is new."""
        if self.folder is None:
            return
        if self.waiting:
            self._save()
        told = ", ".join(f"{n} new in {table}" for table, n in self.new.items()) or "nothing new"
        passed = f"; {self.n_passed} texts were there already" if self.n_passed else ""
        sys.stderr.write(f"{self.folder}: {self.n_read} texts read, {told}{passed}\n")

    def _save(self) -> None:
        from foedus.intake.job import put

        assert self.folder is not None  # noqa: S101 (asked before)
        for table, n in put(self.waiting, self.folder, self.alliance).items():
            self.new[table] = self.new.get(table, 0) + n
        self.waiting = []


def _form(output: Path | None, form: str | None) -> str:
    if form is None and output is not None:
        form = ENDINGS.get(output.suffix.lower())
        if form is None:
            raise FoedusError(f"{output}: end its name in .jsonl, .csv or .parquet, or add --format")
    if form == "table" and output is not None:
        raise FoedusError("a table cannot be written to a file: end its name in .jsonl, .csv or .parquet")
    if form == "parquet" and output is None:
        raise FoedusError("Parquet needs a file: add -o FILE.parquet")
    return form or "table"


def _explain(documents: Sequence[Document]) -> None:
    from foedus.reading.explain import explain

    for one in documents:
        for event in one.reading.events:
            sys.stdout.write(f"{one.doc}  {event.id}\n{explain(event, one.reading)}\n\n")


def _print(documents: Sequence[Document], form: str, output: Path | None) -> None:
    from foedus.reading import as_lines

    lines = [line for one in documents for line in as_lines(one.reading, one.doc)]
    if form == "table":
        _table(lines)
    elif form == "parquet":
        _parquet(lines, output)
    else:
        text = _jsonl(lines) if form == "jsonl" else _csv(lines)
        if output is None:
            sys.stdout.write(text)
        else:
            from foedus.cli.output import write_whole

            write_whole(output, text)


def _jsonl(lines: Sequence[dict[str, Any]]) -> str:
    import json

    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _csv(lines: Sequence[dict[str, Any]]) -> str:
    import csv
    import io

    names = list(dict.fromkeys(name for line in lines for name in line))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _flat(value) for name, value in line.items()} for line in lines)
    return out.getvalue()


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return value


def _parquet(lines: Sequence[dict[str, Any]], output: Path | None) -> None:
    import tempfile

    import duckdb

    assert output is not None  # noqa: S101 (said in _form)
    part = output.with_name(f".{output.name}.part")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        path.write_text(_jsonl(lines), encoding="utf-8")
        if not lines:
            raise FoedusError("nothing was read, so there is nothing to write")
        quoted = str(part).replace("'", "''")
        try:
            lines_sql = "SELECT * FROM read_json($path, format = 'newline_delimited', sample_size = -1)"
            copy = f"COPY ({lines_sql}) TO '{quoted}' (FORMAT parquet)"
            duckdb.connect().execute(copy, {"path": str(path)})
            part.replace(output)
        except (duckdb.IOException, OSError) as bad:
            raise FoedusError(f"{output} cannot be written: {str(bad).splitlines()[0]}") from None


def _table(lines: Sequence[dict[str, Any]]) -> None:
    """Each sentence once, under it its events, then what was said."""
    from itertools import groupby

    if not lines:
        sys.stdout.write("Nothing to code: no act between states, bodies or groups, and no statement, was found.\n")
    for doc, of_doc in groupby(lines, key=lambda line: line["doc"]):
        sys.stdout.write(f"{doc}\n")
        listed = sorted(of_doc, key=lambda line: (line["sentence"], bool(line.get("statement"))))
        for _, of_sentence in groupby(listed, key=lambda line: line["sentence"]):
            some = list(of_sentence)
            wrapped(some[0]["sentence_text"], 2)
            for line in some:
                wrapped(_said(line) if line.get("statement") else _did(line), 6)


def _did(line: dict[str, Any]) -> str:
    who = f"{line['actor']} {line['event_type']} {line['recipient'] or '(no recipient)'}"
    more = [line["act"].replace("_", " "), line["modality"], line["date"] or "no date", line["place"]]
    more += [f"by the account of {line['source']}" if line["source"] else "", f"confidence {line['confidence']:.2f}"]
    return f"{who}: {', '.join(one for one in more if one)}  [{line['id']}]"


def _said(line: dict[str, Any]) -> str:
    who = line["speaker_name"] or line["speaker_role"]
    speaker = f"{line['speaker']} ({who})" if who else line["speaker"]
    about = f", {line['stance']} {line['about']}" if line["about"] else ""
    return f"{speaker} said, {line['kind']}{about}: {line['quote']}"


def wrapped(text: str, indent: int) -> None:
    from textwrap import fill

    from foedus.cli.output import width

    space = " " * indent
    line = fill(" ".join(text.split()), width(), initial_indent=space, subsequent_indent=space + "  ")
    sys.stdout.write(f"{line}\n")


@contextmanager
def progress(n_texts: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error where somebody watches several texts, else nothing."""
    if n_texts < 2 or not sys.stderr.isatty():
        yield lambda done, whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=n_texts)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
