"""`foedus watch`: feeds, folders and day files read as they grow, and alerts when a finding crosses a line."""

from __future__ import annotations

import logging
import re
import signal
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.watch.loop import Settings, Watch

INTO = Path("foedus-watch")
FORMS = ("text", "jsonl")
SHORTEST_SECONDS = 60.0
LOG_BYTES, LOG_FILES = 2_000_000, 5


class NotWatched(FoedusError):
    """A feed that cannot be had; the others were."""


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "watch feeds and folders, read what is new, and tell when a finding crosses a line"
    parser = commands.add_parser(
        "watch",
        help=about,
        description=f"{about.capitalize()}. RSS, Atom and JSON feeds, pages, folders of texts, day files of GDELT and POLECAT. "
        "It may be stopped and killed at any time: nothing is lost and nothing is put in twice.",
        epilog='Example: foedus watch https://example.org/rss --alliance csto --alert "dissent ARM rises"',
    )
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="addresses of feeds or pages, folders, files")
    parser.add_argument("--into", metavar="DIR", type=Path, default=INTO, help=f"the record to fill; default: {INTO}")
    parser.add_argument(
        "--alliance", metavar="NAME", help="the alliance that alerts are about, and whose members' acts day files give"
    )
    parser.add_argument(
        "--alert",
        metavar="RULE",
        dest="alerts",
        action="append",
        default=[],
        help='what to tell: "dissent ARM rises", "exit ARM within 5 years above 10%%", "any freeze"; may be given often',
    )
    parser.add_argument("--webhook", metavar="URL", help="post alerts there, signed; needs --secret-file")
    parser.add_argument("--secret-file", metavar="FILE", type=Path, help="the secret with which posts are signed")
    parser.add_argument("--every", metavar="TIME", default="15m", help="how often to look (90s, 15m, 2h); default: 15m")
    parser.add_argument("--once", action="store_true", help="look once, read what is new, and end: for cron")
    parser.add_argument("--pause", metavar="TIME", default="1s", help="between two requests to one host; default: 1s")
    parser.add_argument("--timeout", metavar="TIME", default="60s", help="for one whole answer; default: 60s")
    parser.add_argument(
        "--allow-private", action="store_true", help="let feeds lead into private networks and to this computer"
    )
    parser.add_argument("--format", dest="form", choices=FORMS, default="text", help="how to print; default: text")
    parser.add_argument("--log", metavar="FILE", type=Path, help="keep a log there, of ten megabytes at most")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Watch, and say at the end which feeds could not be had."""
    settings = _settings(arguments)
    _start_log(arguments.log)
    from foedus.watch.loop import Watch
    from foedus.watch.state import opened

    with opened(arguments.into) as state:
        watch = Watch(state, settings, _printer(arguments.form))
        _stop_on_signals(watch)
        sys.stderr.write(f"foedus: watching {len(settings.names)}, into {arguments.into}\n")
        watch.run()
    if watch.failed and arguments.once:
        told = "; ".join(watch.failed.values())
        raise NotWatched(f"{len(watch.failed)} of {len(settings.names)} could not be had: {told}")


def _settings(arguments: Namespace) -> Settings:
    """The settings that the arguments mean; raises `FoedusError` for what does not go together."""
    from foedus.shelf import root
    from foedus.watch import outbox, sources
    from foedus.watch.fetch import Limits
    from foedus.watch.loop import Settings

    if arguments.alerts and not arguments.alliance:
        raise FoedusError("--alert needs --alliance: say whose findings to watch, for example --alliance csto")
    if bool(arguments.webhook) != bool(arguments.secret_file):
        raise FoedusError("--webhook and --secret-file go together: the posts are signed")
    if arguments.webhook and not arguments.webhook.startswith(("http://", "https://")):
        raise FoedusError(f"--webhook {arguments.webhook}: write an address that begins with https:// or http://")
    if arguments.webhook and not arguments.alerts:
        raise FoedusError("--webhook posts alerts, but no --alert says which")
    every = seconds_of("--every", arguments.every)
    if every < SHORTEST_SECONDS and not arguments.once:
        raise FoedusError(f"--every {arguments.every}: look at most once a minute (1m)")
    limits = Limits(seconds_of("--timeout", arguments.timeout), is_private_allowed=arguments.allow_private)
    return Settings(
        names=sources.check(arguments.feeds, limits),
        alliance=_code(arguments.alliance),
        alerts=arguments.alerts,
        every_seconds=every,
        is_once=arguments.once,
        webhook=arguments.webhook or "",
        key=outbox.secret_of(arguments.secret_file) if arguments.secret_file else b"",
        pause_seconds=seconds_of("--pause", arguments.pause),
        limits=limits,
        actors=root() / "actors",
    )


def _code(alliance: str | None) -> str | None:
    """The code of an alliance from any of its names."""
    if alliance is None:
        return None
    from foedus.build import find_alliance, open_view

    return str(find_alliance(open_view(), alliance)["code"])


_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}


def seconds_of(option: str, text: str) -> float:
    """Seconds of a time such as `90s`, `15m`, `2h`, `1d`; raises `FoedusError`."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", text.strip().lower())
    if found is None:
        raise FoedusError(f'{option} "{text}" is no time: write a number and s, m, h or d, such as 15m')
    return float(found.group(1)) * _UNITS[found.group(2)]


def _start_log(path: Path | None) -> None:
    """Warnings to standard error, everything to the log file, which turns over when it is full."""
    log = logging.getLogger("foedus.watch")
    log.setLevel(logging.INFO)
    log.propagate = False
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.WARNING)
    shown.setFormatter(_OneLine("foedus: %(message)s"))
    handlers: list[logging.Handler] = [shown]
    if path is not None:
        from logging.handlers import RotatingFileHandler

        try:
            kept = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8")
        except OSError as bad:
            raise FoedusError(f"{path} cannot be written: {bad.strerror}; choose another file for --log") from None
        kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        handlers.append(kept)
    log.handlers = handlers


class _OneLine(logging.Formatter):
    """Messages without the tracebacks, which are for the log file."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name of the standard library)
        return ""

    def format(self, record: logging.LogRecord) -> str:
        kept, record.exc_text = record.exc_text, None
        told = super().format(record).rstrip()
        record.exc_text = kept
        return told


def _stop_on_signals(watch: Watch) -> None:
    """SIGTERM and Ctrl-C end the watch after the text being read; a second Ctrl-C at once."""

    def stop(number: int, _: object) -> None:
        if watch.stopped.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        watch.stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _printer(form: str) -> Any:
    def as_json(told: dict[str, Any]) -> None:
        import json

        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def as_text(told: dict[str, Any]) -> None:
        from foedus.watch.wording import line

        sys.stdout.write(line(told) + "\n")
        sys.stdout.flush()

    return as_json if form == "jsonl" else as_text
