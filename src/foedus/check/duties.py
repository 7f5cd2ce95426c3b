"""How duties under a treaty are spoken of, kind by kind: what an attack on one means, who helps, consults, leaves, decides.

Patterns run over a sentence in lower case in which names of states stand as `§` and of alliances as `¤`, one sign a letter.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re

_MEMBERS = r"(?:members?|member[- ](?:states?|countr(?:y|ies)|nations?|governments?)|part(?:y|ies)|signator(?:y|ies)|allies|ally|partners?|(?:contracting |signatory |participating )?states?|countr(?:y|ies)|governments?|nations?|sides?|republics?)"
_ONE = rf"(?:(?:any |only |just )?one(?: or more)?|any|an?|another|either|a single|each|every|the other|its|their|fellow|these|those|them|§+|two)(?: (?:of (?:the |its |their )?))?(?: ?\w+[ -]){{0,2}}?(?:{_MEMBERS}|of them|of its number|§+|one|sovereignty|territory|forces)?"
_ATTACK = r"(?:attacks?|aggression|assaults?|strikes?|threats?|violations?|breach|invasion|encroachments?|use of (?:military )?force|blow)"
_EQUALS = r"(?:treat\w*|regard\w*|consider\w*|seen|sees?|view\w*|deem\w*|count\w*|taken|construed|amounts?|constitut\w+|means?|equals?|is|are|as|be|being|will|would|shall|met|directed|\ban?)"
_ALL = r"(?:all|others?|every|rest|whole|each|both|everyone|everybody|entire|common|danger|threat|either|allies|community|bloc|alliance|union state|them)"
_OWES = r"(?:oblig\w+|commit(?:s|ted|ting|ments?)?|bound|binds?|requires?|required|pledg\w+|promis\w+|undert\w+|guarantee\w*|owes?|owed|must|shall|should|ha(?:ve|s) to|duty|duties|provid\w+ for|calls? on|calls? for|enjoins?|is to|are to|to be|entitle\w*|would|will|may|lets?|allows?|permits?|forbids?|bars?|prohibit\w*|bans?)"
TREATY = r"(?:treat(?:y|ies)|pact|charter|agreement|clause|protocol|article|text|accord|constitutive act|¤+|statute|rules?|founding document|provision|doctrine|communiqu[eé])"
"""A treaty, and what stands for it."""
_LEAVE = r"(?:leav\w+|left|withdraw\w*|withdrew|quit\w*|exit\w*|depart\w*|go(?:es|ing)?|walk(?:s|ing)? (?:away|out)|pull(?:s|ing)? out|get(?:s|ting)? out|denounc\w+|denunciations?|terminat\w+|ends?|ended|secede\w*|drop out|farewell|part(?:s|ing)? (?:ways|with)|out(?= (?:in|after|within|of|at)\b)|wants? out|resign\w*|abandon\w*|renounc\w+|cancel\w*|divorce)"
_LENGTH = r"(?:\w+[- ])?(?:\w+|\d+)[- ](?:full |whole |more )?(?:days?|weeks?|months?|years?)['’]?s?"
_SAYS = r"(?:notice|notif\w+|announce\w*|in advance|ahead|beforehand|before|in writing|inform\w*|warn\w*|declar\w+|say so|says so|tell\w*|write|written|letter|prior|denounce\w*)"
_DECISION = r"(?:decisions?|resolutions?|measures|decid\w+|votes?|voting|council|summit|authority|matters|questions|everything|anything|amend\w*|nothing|organ\w*|community|alliance|bloc|they|it|members|documents|business)"
_RULE = r"(?:unanim\w+|consensus|\w+[- ]?majority|majority|two[- ]thirds|three[- ]quarters|object\w*|veto\w*|(?:consent|assent|approval|agreement|backing|support|accord) of (?:all|every|each|the|any|two|three|a|both)|\bno\b.{0,20}\bobject\w*|all agree|all parties agree|every (?:other )?(?:\w+ )?agrees?|members? (?:must )?agrees?|without a vote|agreed to by all)"
_OUTSIDE = r"(?:foreign|third[- ]\w+|outsid\w+|from outside|non-members?|extra-regional|another state|outside powers?|states? outside|powers? outside|other states)"
_BASE = r"(?:bases?|(?:military )?(?:facilit\w+|sites|installations?|infrastructure|presence|contingents?|objects)|troops|garrisons?|forces)"

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("defence", rf"\b{_ATTACK} (?:(?:in|within|from|by)\b[^.;]{{0,40}}? )?(?:on|against|upon|of|directed (?:at|against)|suffered by|to) (?:the )?(?:(?:sovereignty|territory|soil|borders|forces) of (?:any )?)?{_ONE}[^.;]{{0,80}}?\b{_EQUALS}\b[^.;]{{0,70}}?\b{_ALL}\b"),
        ("defence", rf"\b(?:treat|regard|consider|see|view|deem|count|construe|look on|hold)\w* (?:an? |any )?(?:act of )?(?:armed )?{_ATTACK} (?:on|against|upon|in)\b[^.;]{{0,80}}?\bas\b[^.;]{{0,60}}?\b{_ALL}\b"),
        ("defence", rf"\b{_ATTACK} on (?:any )?one\b[^.;]{{0,25}}? (?:an? )?(?:{_ATTACK}|one) (?:on|against) (?:them )?all\b|\bone for all\b"),
        ("defence", r"\bact\w* (?:together )?(?:to meet|against|to counter) (?:the|a) (?:common )?dangers?\b|\bdangers? to (?:its|their|one['’]s|his) own (?:peace|safety|security)\b|\bmet as each constitution\b"),
        ("defence", r"\b(?:mutual|collective|common)[- ]?(?:defen[cs]e|assistance|security)? (?:clause|guarantee|pledge|commitment|obligation|provision|promise)\b"),
        ("defence", r"\b(?:commitments?|promises?|guarantees?|obligations?|duty|pledge) (?:to|of) (?:mutual|collective|common|joint) (?:defen[cs]e|assistance)\b|\bto defend (?:one another|each other)\b"),
        ("defence", r"\b(?:promise|pledge|duty|guarantee|obligation|commitment|cover\w*|protection)\b[^.;]{0,40}?\b(?:covers?|extend\w*|appl\w+|held?|holds|limited|only)\b[^.;]{0,70}"),
        ("aid", rf"\b{_OWES}\b[^.;]{{0,110}}?\b(?:help|assist\w*|aid|come to (?:each other|one another|its|the|their)|defend|defen[cs]e of|send (?:\w+ )?(?:troops|forces|soldiers)|supply)\b"),
        ("aid", r"\b(?:each|others?|all|allies|parties|members|rest|partners)\b[^.;]{0,40}?\b(?:gives?|give|goes?|go|come|comes|lends?|render\w*|provides?|help|helps|assist|owe)\b[^.;]{0,60}?\b(?:help|assist\w*|aid|support)\b"),
        ("aid", rf"\b{_OWES}\b[^.;]{{0,60}}?\b(?:respond|act|react|rally|stand by)\b[^.;]{{0,50}}?\b{_ATTACK}"),
        ("aid", r"\b(?:leaves?|left|leaving|up)\b[^.;]{0,40}?\b(?:to|for) (?:each|every|the)\b[^.;]{0,70}?\b(?:help|assist\w*|aid|support|action)\b"),
        ("aid", r"\b(?:military|armed) (?:help|assistance|aid|support|means)\b[^.;]{0,30}?\b(?:is|are|was|were)\b (?:\w+ )?(?:excluded|included|ruled out|foreseen|meant|covered|forbidden|allowed)\b"),
        ("aid", r"\bowed? (?:\w+ ){0,3}(?:help|assistance|aid|support)\b|\b(?:help|assistance|aid)\b[^.;]{0,30}\b(?:is owed|is due|must be given|has to be given|is to be given)\b"),
        ("consultation", r"\b(?:consult\w*|confer|hold(?:s|ing)? talks|joint talks|(?:for|to|into) talks|discuss|convene|call the council|council (?:\w+ )?(?:called|convened|meets?))\b"),
        ("withdrawal-notice", rf"\b{_LEAVE}\b[^.;]{{0,110}}?\b{_SAYS}\b[^.;]{{0,60}}"),
        ("withdrawal-notice", rf"\b{_SAYS}\b[^.;]{{0,70}}?\b{_LEAVE}\b[^.;]{{0,60}}"),
        ("withdrawal-notice", rf"\b{_LENGTH} (?:of )?(?:written |prior |advance |formal )*notice\b|\bnotice (?:period )?(?:of|is|was|runs to|runs) (?:(?:at least|not less than|no less than|a|a full|some|only) )*{_LENGTH}"),
        ("withdrawal-notice", rf"\b(?:an?|any|each|every|that|the|no) (?:\w+ )?{_MEMBERS}\b[^.;]{{0,60}}?\b(?:releas\w+|free[ds]?|out|off|leaves?|bound|ceases?|goes|gone|loose|rid|cease to be|lose\w*)\b[^.;]{{0,40}}?\b{_LENGTH} (?:after|from|following|upon)\b[^.;]{{0,30}}"),
        ("withdrawal-notice", rf"\b{_LEAVE}\b[^.;]{{0,50}}?\b(?:takes?|taking|lasts?|effect\w*|complete\w*|final|until|in|within)\b[^.;]{{0,30}}?{_LENGTH}|\b{_LENGTH} (?:after|from|later|on)\b[^.;]{{0,40}}?\b(?:denunciation|notice|notif\w+|(?:the|its|a) (?:note|letter))"),
        ("withdrawal-notice", r"\b(?:free to|may|can|could|lets?|allows?)\b[^.;]{0,40}?\b(?:leave|withdraw|quit|walk (?:out|away)|pull out|denounce|terminate)\b[^.;]{0,40}?\b(?:at any time|whenever|without|overnight|immediate)"),
        ("term", rf"\b(?:terms? of|for (?:a|an)(?: \w+)? (?:term|period) of|runs? for|ran for|(?<!the )(?<!over )lasts?|valid for|made for|concluded for|signed for|duration of|every|prolonged (?:for|by)|renewed (?:for|every)|extended (?:for|by)|in force for|holds for|for another|another|term is|term was) (?:(?:an? |the )?(?:\w+ ){{0,3}}?)?{_LENGTH}"),
        ("term", r"\b(?:\w+[- ])?\w+[- ](?:year|month)s? (?:\w+ )?(?:term|treaty|pact|duration|extension|renewal|validity)s?\b"),
        ("term", r"\b(?:no|any|without an?|fixed|unlimited|indefinite\w*|open-ended|automatic\w*|itself)\b(?: \w+){0,3} ?\b(?:term|time limit|expiry|duration|renew\w*|prolong\w*|roll\w*|extend\w*|period)\b|\b(?:renew\w*|prolong\w*|roll\w*|extend\w*)\b[^.;]{0,30}\b(?:automatic\w*|by itself|indefinite\w*)|\bindefinite\w*\b|\bopen-ended\b"),
        ("binding-force", r"\b(?:no|any|every|each|an?) (?:state|member|party|ally|government)\b[^.;]{0,30}?\b(?:made|forced|obliged|compelled|bound|has|have|required) to (?:fight|use|send|go|take part|contribute)\b[^.;]{0,50}"),
        ("hosting", rf"\b{_OUTSIDE}\b[^.;]{{0,70}}?\b{_BASE}\b[^.;]{{0,110}}|\b{_BASE}\b[^.;]{{0,50}}?\b(?:of|by|from|for) (?:an? |any )?{_OUTSIDE}\b[^.;]{{0,110}}"),
        ("hosting", rf"\b(?:right to|may|lets?|allows?|grants?|permits?|entitle\w*)\b[^.;]{{0,60}}?\b(?:station|place|base|use|keep|set up|deploy)\b[^.;]{{0,40}}?\b(?:{_BASE}|areas)\b"),
        ("accession", rf"\b(?:new members?|newcomers?|admission|accession|admit\w*|invit\w+|enlarg\w+|applicants?|candidates?|(?:may|can|to|must|wants? to) join|open to|accede|{_OUTSIDE} states?)\b[^.;]{{0,100}}"),
        ("decisions", rf"\b{_DECISION}\b[^.;]{{0,90}}?\b{_RULE}"),
        ("decisions", rf"\b{_RULE}\b[^.;]{{0,50}}?\b(?:rule|principle|needed|required|decid\w+|decision|applies|to act|for)\b"),
        ("decisions", r"\b(?:every|each|any|one) (?:member|state|ally|party|of them)[^.;]{0,20}\b(?:veto|can block|may block)\b"),
        ("binding-force", r"\b(?:decisions?|rulings?|resolutions?)\b[^.;]{0,50}?\b(?:binds?|binding|bound)\b[^.;]{0,60}"),
        ("suspension", r"\b(?:suspend\w*|expel\w*|expulsion|exclu\w+|sanctions?|shut out|barred?|bars|penalt\w+|lose|loses|forfeit\w*|held to be outside)\b[^.;]{0,90}"),
        ("financing", r"\b(?:contributions?|dues|arrears|owes?|unpaid|payments?|pay)\b[^.;]{0,90}?\b(?:vote|voting|lose|loses|right|candidat\w+|suspend\w*)\b|\b(?:vote|voting rights?)\b[^.;]{0,60}?\b(?:arrears|dues|contributions?)"),
        ("non-aggression", r"\b(?:renounc\w+|refrain\w*|forsw\w+|abstain\w*|not to|never|nor|no|do not|does not|may not|must not|without|shun\w*|rul\w+ out|gave up|give up|forbid\w*|bars?|prohibit\w*)\b[^.;]{0,45}?\b(?:(?:us\w+|threat\w*|resort\w*|renounc\w+|recourse|refrain\w*|forsw\w+|shun)\b[^.;]{0,25}?\bforce|aggression|subversion)\b(?! for)|\b(?:renounc\w+|forsw\w+|shun\w*|refrain\w* from|rul\w+ out) (?:the (?:threat|use)[^.;]{0,20}? )?force\b|\bnon-aggression\b"),
        ("dispute-settlement", r"\b(?:settl\w+|resolv\w+|solv\w+)\b[^.;]{0,60}?\b(?:disputes?|differences|disagreements?|quarrels?|conflicts?)\b|\b(?:disputes?|differences|disagreements?|quarrels?)\b[^.;]{0,60}?\b(?:settled?|resolved|solved|peaceful\w*|mediat\w+|court|arbitrat\w+)"),
        ("exclusivity", r"\b(?:not|never|no|neither|nor|stays? out|keeps? out|forbid\w*|forbade|bars?|prohibit\w*|refrain|bans?)\b[^.;]{0,60}?\b(?:alliances?|blocs?|coalitions?|groupings?|agreements?|treaties)\b[^.;]{0,70}?\b(?:against|directed|aimed|hostile|rival|counter|conflict\w*|other|target\w*|with others)\b|\b(?:join\w*|enter\w*|conclud\w+)\b[^.;]{0,20}\b(?:alliances?|blocs?|coalitions?)\b[^.;]{0,50}\b(?:against|directed|aimed|hostile)"),
        ("compatibility", r"\b(?:interfer\w+|meddl\w+|non-interference)\b"),
        ("notice-to-UN", r"\b(?:report\w*|inform\w*|notif\w+|told|tell)\b[^.;]{0,60}?\b(?:security council|united nations|un|[oc]sce)\b"),
        ("self-defence", r"\b(?:capacity|means|ability|power) to resist\b|\bright (?:to|of) (?:individual|collective|self)[- ]\w+"),
        ("use-of-force", r"\b(?:intervene\w*|use (?:of )?(?:force|troops|the force|nuclear)|enforcement action|send the (?:\w+ )?force|nuclear (?:arms|weapons))\b"),
        ("defence", r"\bextend\w* (?:their|its|the|that|this) (?:cover\w*|protection|promise|guarantee|umbrella)\b[^.;]{0,60}"),
        ("aims", r"\b(?:its|their|the|whose|treaty['’]s|charter['’]s|main|stated|declared) (?:\w+ )?(?:aims?|goals?|purposes?|objectives?)\b|\brespect\w*\b[^.;]{0,40}?\b(?:sovereignty|territor\w+|independence|border\w*)\b"),
        ("institution", r"\b(?:sets? up|establish\w*|creates?|provides for|seat|council of)\b[^.;]{0,60}?\b(?:council|committee|commission|secretariat|headquarters|command)\b"),
    )
)  # fmt: skip
"""Kinds of duty in the order in which a sentence is read, each with a way to say it."""

NOUNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("defence", r"(?:collective|mutual|common|joint) (?:self-)?defen[cs]e|(?:mutual|collective) (?:assistance|aid|help)|one for all"),
        ("consultation", r"consultations?|right to consult"),
        ("withdrawal-notice", r"withdrawal|exit|departure|denunciation|leaving|right to leave"),
        ("accession", r"accession|admission|enlargement|entry of new members|new members"),
        ("suspension", r"suspension|expulsion|exclusion"),
        ("decisions", r"unanimity|consensus|decision-making|voting rules?"),
        ("dispute-settlement", r"(?:peaceful )?settlement of disputes|dispute settlement"),
        ("non-aggression", r"non-aggression|renunciation of force"),
        ("financing", r"contributions|dues"),
        ("hosting", r"foreign bases|right to station"),
    )
)  # fmt: skip
"""The name of each kind of duty, for words that only say in which article it is laid down."""

STATED = re.compile(
    rf"\b{TREATY}\b[^.;]{{0,60}}?\b(?:says?|said|states?|provid\w+|oblig\w+|requir\w+|commit\w*|binds?|bound|treats?|regards?|bars?|forbids?|forbade|allow\w*|lets?|permits?|contain\w*|guarante\w+|stipulat\w+|means?|promis\w+|pledg\w+|hold\w*|has|have|had|entitle\w*|demand\w*|prescrib\w+|calls?|lays? down|sets?|can be|may be|could be|runs?|ran|lasts?|was (?:made|concluded|signed) for|offers?|covers?|extend\w*|names?|knows|speaks?|is clear|is plain|makes?|made|does|did|counts?|considers?|deems?|sees?|goes|stop\w*|was valid|is valid|appl\w+|rolls?|renews?|is prolonged)\b"
    rf"|\b(?:under|by|according to|in|per|pursuant to|within|of) (?:the |its |their |this |that |a |an |terms of |rules of |revised |founding |same |first |very |joint |mutual |collective |security |defen[cs]e |\d+ |\w+['’]s )*{TREATY}\b"
    rf"|\b{TREATY} (?:\w+ )?under which\b|\b{TREATY}['’]s (?:language|terms|words|rules)\b"
)
"""Words that say that a treaty provides something."""

GENERAL = re.compile(
    rf"\b(?:an?|any|every|each|the|no|its|all|other|remaining|both|either|its \w+|one|neither|departing|new|fellow|which|that|these) (?:\w+[- ])?{_MEMBERS}\b|\b(?:members|parties|signatories|allies|decisions|whoever|the others|all others|the rest|nobody|outsiders|newcomers|everyone|each other|one another|member states|foreign|third[- ]|substantive)\b"
)
"""Members or parties in general, and no state by name."""

DUE = re.compile(
    rf"\b{_OWES}\b|\b(?:binding|clause|unless|only (?:if|with|when|by)|right to|free to|need\w*|if|should|whenever|whoever|can|could|cannot|may|under which|rule|rules|by consensus|by unanim\w+|unanimous\w*|owes?|says|treats?|counts?|regards?|takes|gives?|renounc\w+|consult|sworn|runs?|lasts?|aims?|goals?)\b"
)
"""Words of duty, right or condition."""


def masked(text: str, states: list[tuple[int, int]], alliances: list[tuple[int, int]]) -> str:
    """A sentence in lower case with names of states as `§` and of alliances as `¤`, as long as it was."""
    low = list("".join(one.lower() if len(one.lower()) == 1 else one for one in text.replace("\n", " ")))
    for spans, sign in ((states, "§"), (alliances, "¤")):
        for start, end in spans:
            for i in range(max(start, 0), min(end, len(low))):
                low[i] = sign
    return "".join(low)
