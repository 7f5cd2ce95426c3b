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
          _p(r"attended|attends|attending|came in person|in person|took part|taking part|take part|participated|participates|sat through|was present|were present|marched (?:in|with)|came to the (?:summit|session|meeting)|showed up|turned up|came along|sat in|travelled to|joined (?:in )?the (?:exercise|summit|invasion|operation|march|talks)|sent (?:a|its|their) delegat(?:ion|es?)"),
          _p(r"stayed away|staying away|stays away|kept away|absent|absence|boycott(?:ed|s)?|skipp?ed|skips|missed|missing from|was not among|were not among|no part|stayed at home|nowhere to be seen|away from|snubbed|did not come|out of the (?:exercise|operation)|walked out|shunned|sent no (?:delegation|delegates?|one|body)|took no part|takes no part|not represented|unrepresented|stood aside|stands aside|pulled out of the (?:exercise|summit|talks)")),
    Sense("signature",
          _p(r"sign(?:ed|s)?|signing|put (?:his|her|its|their) names?|signature"),
          _p(r"unsigned|signature (?:was |is |still )?missing|withheld (?:his|her|its) signature|left .{0,40} unsigned")),
    Sense("approval",
          _p(r"approv(?:ed|es|al)|accept(?:ed|s)?|adopt(?:ed|s)?|ratif(?:ied|ies|ication)|endors(?:ed|es)|passed|went along|welcomed|praised|backed|supported|agreed|voted for|in favour|in favor|voted with|voted yes|consented|gave (?:its|his|their) (?:blessing|assent|consent)|ratify|approve|accept|endorse|back|support|welcome|praise|hailed|sided with|applied|recogni[sz]ed|lifted its objection|undertook"),
          _p(r"reject(?:ed|s)?|vot(?:ed|es) down|turned down|oppos(?:ed|es)|object(?:ed|s)?|condemn(?:ed|s)?|denounc(?:ed|es)|block(?:ed|s)?|vetoed|held up|criticised|criticized|deplored|withheld|failed to adopt|were not adopted|was not adopted|spoke against|vot(?:ed|es|ing) against|voted no|abstain(?:ed|s)?|dissented|reservations|refused|declin(?:ed|es)|rebuffed|spurned|dismissed|protest(?:ed|s)|regret(?:s|ted)|reject|oppose|condemn|denounce|not apply|wrong")),
    Sense("keeping",
          _p(r"kept|keeps|retain(?:ed|s)?|held on to|holds on to"),
          _p(r"renounc(?:ed|es)|gave up|given up|gives up|waived|ceded|relinquished")),
    Sense("lifting",
          _p(r"impos(?:ed|es)|introduced|tightened|renewed|extended the (?:sanctions|embargo|measures)"),
          _p(r"lifted|lifts|eased|removed|withdrew the (?:sanctions|embargo|measures)|restored (?:ties|relations)|reopened")),
    Sense("help",
          _p(r"agreed at once|sent (?:\w+ ){0,2}(?:troops|soldiers|forces|brigade|army|battalion|aircraft|ships)|(?:offered|promised|gave|ready to|willing to) (?:\w+ )?help|dispatched|contributed|lent a hand|came to (?:its|his|their) (?:aid|help)"),
          _p(r"declin(?:ed|es)|refus(?:ed|es) (?:to )?(?:help|send|intervene)|not agree to send|kept out|stayed out|would not (?:help|send|intervene)|no military help|not (?:be )?(?:sent|given)")),
    Sense("belonging",
          _p(r"stayed (?:in|on|a member)|stays (?:in|a member)|remain(?:ed|s) (?:in|a member|a party)|still a member|reaffirmed (?:its|his) membership"),
          _p(r"left the (?:alliance|pact|treaty|organi[sz]ation|community|league|bloc)|walked out of the (?:alliance|pact|treaty|organi[sz]ation|community|league|bloc)|ceased to be a member|withdrew from the (?:alliance|pact|treaty|organi[sz]ation|community|league|bloc)|quit|gave up (?:its|his) membership")),
    Sense("opening", _p(r"opened|reopened|unsealed"), _p(r"closed|shut|sealed")),
    Sense("amount", _p(r"raised|increased|doubled|stepped up|reinforced|enlarged"), _p(r"cut|reduced|halved|lowered|scaled back|shrank")),
    Sense("guilt", _p(r"admitted|confessed|acknowledged|confirmed"), _p(r"denied|denies|disputed|disputes|rejected the (?:charge|claim|accusation)")),
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
        if found.get(name, sign) != sign or (name == "approval" and name not in found and _both(text)):
            # Its words say one thing and its act another: such a row excludes nothing on that matter.
            found.pop(name, None)
            return found
        found[name] = sign
    if (
        plover in ("REJECT", "ACCUSE", "PROTEST")
        and "approval" not in found
        and any(it.search(text) for it in _APPROVAL)
    ):
        found["approval"] = -1
    return found


def _both(text: str) -> bool:
    """Whether a text speaks of approval and of its opposite: a government approves that a treaty is denounced."""
    return all(it.search(text) for it in _APPROVAL)


_APPROVAL = next((it.for_it, it.against) for it in SENSES if it.name == "approval")


def agreement(words: str, row: dict[str, int]) -> bool | None:
    """Whether words point the same way as a row on every matter that both speak of; None where they share none."""
    own = directions(words)
    shared = own.keys() & row.keys()
    if not shared:
        return None
    return all(own[name] == row[name] for name in shared)
