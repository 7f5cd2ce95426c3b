"""Which way words point on matters where two rows can be opposites: came or stayed away, signed or not, approved or refused."""

from __future__ import annotations

import re
from typing import NamedTuple


class Sense(NamedTuple):
    """A matter with words for either way."""

    name: str
    for_it: re.Pattern[str]
    against: re.Pattern[str]


_NEGATED = re.compile(
    r"\b(?:not|n't|never|no|without|nobody|neither|nor|hardly|refused?|refuses|refusal|declined?|declines|failed|fails|unwilling|denied|renounced?|instead of|"
    r"rather than|no longer|withheld|stopped|would not|did not)\b(?:\W+[\w'’-]+){0,3}\W*$",  # noqa: RUF001
    re.IGNORECASE,
)


def _p(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


SENSES = (
    Sense("attendance",
          _p(r"attended|attends|attending|came in person|in person|took part|taking part|take part|participated|participates|sat through|was present|were present|marched (?:in|with)|came to the (?:summit|session|meeting)|showed up|joined the (?:exercise|summit|invasion|operation)"),
          _p(r"stayed away|staying away|stays away|kept away|absent|absence|boycott(?:ed|s)?|skipp?ed|skips|missed|missing from|was not among|were not among|no part|stayed at home|nowhere to be seen|away from|snubbed|did not come|out of the (?:exercise|operation)")),
    Sense("signature",
          _p(r"sign(?:ed|s)?|signing|put (?:his|her|its|their) names?|signature"),
          _p(r"unsigned|signature (?:was |is |still )?missing|withheld (?:his|her|its) signature|left .{0,40} unsigned")),
    Sense("approval",
          _p(r"approv(?:ed|es|al)|accept(?:ed|s)?|adopt(?:ed|s)?|ratif(?:ied|ies|ication)|endors(?:ed|es)|passed|went along|welcomed|praised|backed|supported|agreed|voted for|in favour|applied|recogni[sz]ed|lifted its objection|undertook"),
          _p(r"reject(?:ed|s)?|vot(?:ed|es) down|turned down|oppos(?:ed|es)|object(?:ed|s)?|condemn(?:ed|s)?|denounc(?:ed|es)|block(?:ed|s)?|vetoed|held up|criticised|criticized|deplored|withheld|failed to adopt|were not adopted|was not adopted|spoke against|voted against|not apply|wrong")),
    Sense("keeping",
          _p(r"kept|keeps|retain(?:ed|s)?|held on to|holds on to"),
          _p(r"renounc(?:ed|es)|gave up|given up|gives up|waived|ceded|relinquished")),
    Sense("lifting",
          _p(r"impos(?:ed|es)|introduced|tightened|renewed|extended the (?:sanctions|embargo|measures)"),
          _p(r"lifted|lifts|eased|removed|withdrew the (?:sanctions|embargo|measures)|restored (?:ties|relations)|reopened")),
    Sense("help",
          _p(r"agreed at once|sent (?:the )?(?:troops|soldiers|forces|a brigade|an army)|came to (?:its|his|their) (?:aid|help)"),
          _p(r"declin(?:ed|es)|refused (?:to )?(?:help|send|intervene)|would not send|no military help|not (?:be )?(?:sent|given)")),
    Sense("order", _p(r"the first|first to|first (?:state|member|country|ally)"), _p(r"the last|last to|the latest|last (?:state|member|country|ally)")),
    Sense("hosting", _p(r"hosted|would host|to be held in|held on"), _p(r"cancel(?:led|ed|s)|called off|refused to host|not (?:be )?host|no exercises|renounced hosting")),
)  # fmt: skip


def directions(text: str) -> dict[str, int]:
    """For each matter that a text speaks of, +1 or -1; a matter on which it points both ways is left out."""
    found: dict[str, int] = {}
    for sense in SENSES:
        signs = {_sign(text, match, 1) for match in sense.for_it.finditer(text)}
        signs |= {_sign(text, match, -1) for match in sense.against.finditer(text)}
        if len(signs) == 1:
            found[sense.name] = signs.pop()
    return found


def _sign(text: str, match: re.Match[str], sign: int) -> int:
    return -sign if _NEGATED.search(text[max(0, match.start() - 40) : match.start()]) else sign


ACTS = {
    "refuse_attend": ("attendance", -1),
    "refuse_sign": ("signature", -1),
    "refuse_host": ("hosting", -1),
    "refuse_align": ("approval", -1),
    "criticise": ("approval", -1),
    "refuse_help": ("help", -1),
    "deploy_for": ("help", 1),
}
"""Which way an alliance act of the record points on a matter, whatever else its sentence says."""


def of_row(text: str, act: str, plover: str) -> dict[str, int]:
    """Which way a row points on each matter: by its act first, then by its words."""
    found = directions(text)
    if act in ACTS:
        name, sign = ACTS[act]
        found[name] = sign
    if (
        plover in ("REJECT", "ACCUSE", "PROTEST")
        and "approval" not in found
        and any(it.search(text) for it in _APPROVAL)
    ):
        found["approval"] = -1
    return found


_APPROVAL = next((it.for_it, it.against) for it in SENSES if it.name == "approval")


def agreement(words: str, row: dict[str, int]) -> bool | None:
    """Whether words point the same way as a row on every matter that both speak of; None where they share none."""
    own = directions(words)
    shared = own.keys() & row.keys()
    if not shared:
        return None
    return all(own[name] == row[name] for name in shared)
