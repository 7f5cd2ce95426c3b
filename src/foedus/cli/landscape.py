"""`foedus landscape`: the two sides that an alliance's members would take by landscape theory."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from foedus.cli.options import add_alliance, add_as_of, add_record, add_row_form
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.questions.friction import Pair
    from foedus.questions.panel import Panel
    from foedus.whatif.landscape import Minimum
    from foedus.whatif.propensities import Propensity
    from foedus.whatif.sides import Part, Sides, Split

SHOWN_MINIMA = 3
SHOWN_PAIRS = 12
SHOWN_NEAREST = 3
COLUMNS = ("pair", "propensity", "acts", "votes", "treaties", "rows")


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "the two sides that an alliance's members would take: a model"
    parser: ArgumentParser = commands.add_parser(
        "landscape",
        help=about,
        description="The two sides that an alliance's members would take by landscape theory (Axelrod and Bennett 1993), from "
        "what they did to each other of late and what they have in common. A model, not a forecast.",
    )
    add_alliance(parser)
    add_as_of(parser)
    add_record(parser)
    parser.add_argument(
        "--strength",
        metavar="MEMBER=N",
        nargs="+",
        action="extend",
        default=[],
        help="how much members weigh, such as RUS=10; default: 1 each",
    )
    parser.add_argument(
        "--without", metavar="MEMBER", action="append", default=[], help="leave a member out; may be repeated"
    )
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Find the sides and print them."""
    from foedus.build import find_member, open_panel
    from foedus.whatif.sides import sides

    panel = open_panel(arguments.alliance, arguments.as_of, arguments.record)
    strengths: dict[str, float] = {}
    for text in arguments.strength:
        name, weight = _strength(text)
        code = find_member(panel, name)
        if code in strengths:
            raise FoedusError(f"--strength names {code} twice; give one strength for each member")
        strengths[code] = weight
    without = [find_member(panel, it) for it in arguments.without]
    try:
        found = sides(panel, strengths=strengths, without=without)
    except ModuleNotFoundError as missing:
        raise FoedusError(f"a landscape needs {missing.name}: install foedus with its extra `stats`") from None
    if arguments.form == "json":
        import json

        sys.stdout.write(json.dumps(as_json(found), indent=2, ensure_ascii=False) + "\n")
    elif arguments.form == "csv":
        from foedus.cli.output import print_rows

        print_rows([_pair_row(it) for it in found.pairs], (), "csv")
    else:
        _tell(panel, found)


def _strength(text: str) -> tuple[str, float]:
    name, sign, number = text.partition("=")
    try:
        weight = float(number)
    except ValueError:
        weight = -1.0
    if not sign or not name or not 0 <= weight < float("inf"):
        raise FoedusError(
            f'--strength "{text}" is not understood; write a member and a number of at least 0, as RUS=10'
        )
    return name, weight


def as_json(found: Sides) -> dict[str, Any]:
    """Everything, with the ids of the rows behind each propensity."""
    return {
        "model": found.mark,
        "critique": found.critique,
        "alliance": found.alliance,
        "as_of": found.as_of.isoformat(),
        "members": list(found.members),
        "left_out": list(found.left_out),
        "strengths": found.strengths,
        "acts_from": found.window[0].isoformat(),
        "acts_to": found.window[1].isoformat(),
        "by_acts": _split_json(found.by_acts, found.by_acts_values),
        "by_all": _split_json(found.by_all, found.by_all_values),
        "pairs": [_pair_row(it) for it in found.pairs],
    }


def _split_json(split: Split, values: dict[Pair, float]) -> dict[str, Any]:
    from foedus.whatif.sides import against_the_grain

    return {
        "loose": list(split.loose),
        "parts": [
            {
                "members": list(part.members),
                "n_splits": part.n_splits,
                "minima": [
                    it._asdict()
                    | {"against_the_grain": [[*pair, value] for pair, value in against_the_grain(it, values)]}
                    for it in part.minima
                ],
            }
            for part in split.parts
        ],
    }


def _pair_row(it: Propensity) -> dict[str, Any]:
    first, second = it.pair
    own = it._asdict()
    del own["pair"], own["value"]
    return {"first": first, "second": second, "propensity": it.value, **own, "evidence": list(it.evidence)}


def _tell(panel: Panel, found: Sides) -> None:
    from foedus.questions.wording import day_words

    out = sys.stdout.write
    _say(
        f"The sides that members of {found.alliance} would take, as of {day_words(found.as_of.isoformat())}. {found.mark}"
    )
    if found.left_out:
        _say(f"Left out: {panel.names_of(found.left_out)}.")
    heavy = [f"{panel.name(one)} {it:g}" for one, it in found.strengths.items() if it != 1]
    _say(f"Strengths: {'; '.join(heavy) + '; all others 1' if heavy else 'all equal'}.")
    first, last = (day_words(day.isoformat()) for day in found.window)
    out("\n")
    _say(f"1. By acts towards each other alone, reproaches included, from {first} to {last}:")
    _tell_split(panel, found.by_acts, found.by_acts_values, "act between them and another member recorded")
    out("\n")
    _say("2. By acts, votes in the General Assembly and treaties together:")
    _tell_split(panel, found.by_all, found.by_all_values, "tie")
    out("\n")
    _tell_pairs(found)
    out("\n")
    _say(found.critique)


def _tell_pairs(found: Sides) -> None:
    from foedus.cli.output import print_rows

    shown = sorted((it for it in found.pairs if it.acts is not None), key=lambda it: (it.value, it.pair))
    if not shown:
        _say("No pair has recorded acts in that time; --format json has every pair, with every row behind it.")
        return
    _say(
        f"Pairs with recorded acts, those that pull apart first ({len(shown)} of {len(found.pairs)} pairs; --format json has "
        "all, with every row behind them):"
    )
    sys.stdout.write("\n")
    print_rows([_shown(it) for it in shown[:SHOWN_PAIRS]], COLUMNS, "table")
    if len(shown) > SHOWN_PAIRS:
        _say(f"and {len(shown) - SHOWN_PAIRS} more.")


def _tell_split(panel: Panel, split: Split, values: dict[Pair, float], what: str) -> None:
    for part in split.parts:
        n = len(part.minima)
        lasting = "1 local minimum" if n == 1 else f"{n} local minima"
        _say(f"{lasting} among {part.n_splits:,} splits of {len(part.members)} members.", "   ")
        for place, minimum in enumerate(part.minima[:SHOWN_MINIMA], 1):
            _tell_minimum(panel, part, place, minimum, values)
        if n > SHOWN_MINIMA:
            _say(f"and {n - SHOWN_MINIMA} more of higher energy.", "   ")
    if split.loose:
        number = len(split.loose)
        listed = panel.names_of(split.loose) if number <= 8 else f"{number} of {len(panel.members)} members"
        _say(f"No {what}, so no side: {listed}.", "   ")


def _tell_minimum(panel: Panel, part: Part, place: int, minimum: Minimum, values: dict[Pair, float]) -> None:
    from foedus.whatif.sides import against_the_grain

    one, other = minimum.sides
    told = f"{_named(panel, one, len(other))} | {_named(panel, other, len(one))}" if other else "all on one side"
    share = "" if minimum.basin is None else f", reached from {minimum.basin:.0%} of splits"
    _say(f"{chr(96 + place)}) {told} (energy {_number(minimum.energy)}{share}).", "   ")
    ranked = sorted(minimum.barrier.items(), key=lambda it: (it[1], it[0]))
    near = "; ".join(f"{panel.bare_name(code)} {_number(it)}" for code, it in ranked[:SHOWN_NEAREST])
    free = "" if minimum.is_strict else " (0: free to change)"
    _say(f"Nearest to changing sides, by the energy it would cost: {near}{free}.", "      ")
    wrong = against_the_grain(minimum, values)
    if wrong:
        listed = "; ".join(
            f"{a} and {b} {'apart' if value > 0 else 'together'} ({value:+.2f})"
            for (a, b), value in wrong[:SHOWN_NEAREST]
        )
        more = f"; {len(wrong) - SHOWN_NEAREST} more" if len(wrong) > SHOWN_NEAREST else ""
        _say(f"Against the grain: {listed}{more}.", "      ")


def _named(panel: Panel, side: tuple[str, ...], n_others: int) -> str:
    """Names, or `the other N` for the larger side of many."""
    if len(side) > 8 and len(side) > n_others:
        return f"the other {len(side)}"
    return ", ".join(sorted(panel.bare_name(code) for code in side))


def _shown(it: Propensity) -> dict[str, Any]:
    counts = [f"+{it.n_cooperative}" * bool(it.n_cooperative), f"-{it.n_hostile}" * bool(it.n_hostile)]
    counts.append(f"fought {it.n_clashes}x" * bool(it.n_clashes))
    n_acts = it.n_acts
    return {
        "pair": " ".join(it.pair),
        "propensity": f"{it.value:+.2f}",
        "acts": " ".join(filter(None, counts)),
        "votes": "" if it.votes is None else f"{it.votes:.2f}",
        "treaties": " ".join(it.shared),
        "rows": " ".join(it.evidence[: min(2, n_acts)]) + (f" and {n_acts - 2} more" if n_acts > 2 else ""),
    }


def _number(value: float) -> str:
    return "0" if abs(value) < 0.005 else f"{value:.2f}"


def _say(text: str, indent: str = "") -> None:
    import textwrap

    from foedus.cli.output import width

    sys.stdout.write(textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent) + "\n")
