"""Families of acts: what verbs and nouns of a clause make of it, and by which alliance acts a record may hold it."""

from __future__ import annotations

import re

_NOT = r"(?:not|never|refuse|decline|reject|unwilling|reluctan\w+|refusal|without|no|fail|would not|avoid)"
FAMILIES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (name, acts, re.compile(pattern))
    for name, acts, pattern in (
        ("refuse_sign", ("refuse_sign",), rf"\b{_NOT}\b.{{0,25}}\b(?:sign|put (?:his|her|its|their) name)\b|\bunsigned\b|\bsignature\b.{{0,15}}\bmiss|\bwithhold\b.{{0,15}}\b(?:signature|assent)|\bdecision not to sign\b"),
        ("refuse_host", ("refuse_host",), rf"\b(?:cancel|call off|scrap|postpone|put off)\b.{{0,50}}\b(?:exercise|drill|man\w+uvres?|maneuver|war game|summit|meeting|brotherhood)|\b{_NOT}\b.{{0,20}}\b(?:host|hold)\b.{{0,30}}\b(?:exercise|drill|man\w+uvres?|maneuver|summit)|\b(?:exercise|drill|brotherhood)\b.{{0,70}}\b(?:cancel|call off|scrap)"),
        ("refuse_attend", ("refuse_attend", "refuse_host"), rf"\b(?:skip|boycott|snub|shun|absent|absence|nowhere to be see)\b|\b(?:stay|keep|kept) away\b|\bmiss from\b|\b(?:{_NOT}|take no part)\b.{{0,20}}\b(?:attend|participate|take part|travel|show up|part in|go to|come to)\b|\bstay (?:at )?home\b|\btake no part\b|\bhave no part\b"),
        ("stop_paying", ("stop_paying",), r"\b(?:pay|contribute|contribution|due|fund|finance)\b.{0,60}\b(?:budget|contribution|due|fee|nothing|no money|not)\b|\b(?:not|no|nothing|stop|refuse|withhold)\b.{0,20}\b(?:pay|contribution|contribute|due)\b"),
        ("freeze", ("freeze", "suspend", "stop_paying"), r"\b(?:freeze|frozen|suspend|pause)\b.{0,50}\b(?:participation|membership|involvement|activity|role|part|cooperation|practice)|\b(?:participation|membership|involvement|part in)\b.{0,70}\b(?:freeze|frozen|suspend|pause)"),
        ("give_notice", ("give_notice", "leave", "suspend"), r"\b(?:formal |written )?notice(?:s)? (?:of withdrawal|to leave|to withdraw)?\b|\bnotify\b|\bdenounce the (?:treaty|pact)\b|\bletter of withdrawal\b"),
        ("threaten_leave", ("threaten_leave", "give_notice"), r"\b(?:threaten|warn|vow|intend|plan|announce|would|say|declare|tell)\b.{0,50}\b(?:leave|quit|withdraw|exit|pull out)\b|\bno intention of\b|\bpoint of no return\b"),
        ("suspend", ("suspend", "freeze"), r"\b(?:suspend|expel|exclude|oust)\b"),
        ("leave", ("leave", "give_notice", "freeze"), r"\b(?:leave|quit|withdraw from|walk out|exit|secede)\b.{0,25}(?:<@|alliance|bloc|organi|treaty|pact)|\brenounce the (?:treaty|pact)\b"),
        ("withdraw_from", ("withdraw_from", "base"), r"\b(?:withdraw|withdrawal|pull out|pull - out|pullout|leave|go home|return home|depart|lift off|take home|go from)\b"),
        ("base", ("base", "withdraw_from"), r"\b(?:base|border guard|facilit\w+)\b"),
        ("exercise", ("exercise", "outside_tie"), r"\b(?:exercise|drill|man\w+uvres?|maneuver|war game)\b"),
        ("join", ("join", "restore", "found"), r"\b(?:join(?! by)|accede|accession|admit|ratif\w+|become a (?:full )?member)\b"),
        ("found", ("found", "join"), r"\b(?:found|establish|create|set up|sign\w*|put (?:his|her|its|their) name|come into force|take effect|enter into force|come into effect|charter|prolong)\b"),
        ("meet", ("meet", "other"), r"\b(?:summit|session|meet|meeting|gather\w*|convene|conference)\b"),
        ("clash", ("clash",), r"\b(?:clash|fight|fighting|war|attack|hostilit\w+|offensive|invade|invasion|shell|shelling|skirmish|assault|battle|bombard|exchange (?:of )?fire|trade fire|aggression|conflict|shoot|march in|operation)\b"),
        ("deploy_for", ("deploy_for", "answer", "aid"), r"\b(?:send|deploy|dispatch)\b.{0,40}\b(?:troop|soldier|force|peacekeeper|contingent|mission|observer|brigade)"),
        ("pressure", ("pressure", "criticise", "other"), r"\b(?:sanction|embargo|ban|demand|ultimatum|cut (?:off )?(?:\w+ ){0,2}(?:relation|tie)|blockade|recall|downgrade|charge)\b"),
        ("criticise", ("criticise", "refuse_align", "pressure", "refuse_help"), r"\b(?:criticis\w+|blame|accuse|reproach|condemn|denounce|rebuke|complain|lash|slam|lament|clash with|deplore|decry|unhappy)\b"),
        ("recognise", ("refuse_align", "other"), r"\brecogni[sz]\w+\b"),
        ("support", ("support", "answer", "meet"), r"\b(?:support|praise|welcome|back|endorse)\b"),
        ("outside_tie", ("outside_tie",), r"\b(?:agreement|deal|accord|partnership|invite|monitor)\b"),
    )
)  # fmt: skip
ONCE = frozenset(
    {"refuse_sign", "refuse_host", "freeze", "give_notice", "leave", "suspend", "join", "found", "stop_paying"}
)
"""Acts that a member does once or seldom: another date of one is another claim about the same act."""


def family_of(clause: str, line: str) -> tuple[str, tuple[str, ...]]:
    """The first family whose words a clause holds, and the alliance acts of the record that may be it; empty for none."""
    for name, acts, pattern in FAMILIES:
        if pattern.search(clause):
            return name, acts
    if line != clause:
        for name, acts, pattern in FAMILIES[:6]:
            if pattern.search(line):
                return name, acts
    return "", ()
