"""Words of speech in a text whose quotations are masked: verbs that report, where they stand, and what cannot be one.

Only the surface is looked at, because a parse of a sentence with quotations in it is the parser's weakest work.
Who speaks is for `speakers`, which words are the speech is for `statements`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from foedus.reading.lexicon import words

CueKind = Literal["say", "tell", "quote", "call", "ground", "source"]

_SAY = """say says said | add adds added adding | claim claims claimed claiming | insist insists insisted insisting
stress stresses stressed stressing | warn warns warned warning | admit admits admitted admitting | concede concedes conceded
conceding | acknowledge acknowledges acknowledged acknowledging | argue argues argued arguing | announce announces announced
announcing | declare declares declared declaring | deny denies denied denying | explain explains explained explaining
complain complains complained complaining | confirm confirms confirmed confirming | estimate estimates estimated | maintain
maintains maintained maintaining | noted noting | promise promised promising | replied replying replies |
report reported reporting
recall recalls recalled recalling | reiterate reiterates reiterated reiterating | responded responding | suggest suggests
suggested suggesting | vow vows vowed vowing | wrote writes writing | stated stating | emphasised emphasized emphasising
emphasizing | underlined underlining underscored | pledge pledges pledged pledging | predict predicts predicted predicting
allege alleges alleged alleging | assert asserts asserted asserting | contend contends contended contending | caution cautions
cautioned cautioning | testify testifies testified | tweeted | concluded concludes concluding | saying | reckon reckons reckoned
remarked remarking | affirm affirms affirmed affirming | swore | signalled signaled | revealed | proclaimed | boasted | lamented
hinted | commented commenting | disclosed discloses disclosing | reveals revealing | underscores underscoring | underlines
emphasises emphasizes | laments lamenting | remarks remarking | affirms affirming | proclaims proclaiming | tweets tweeting
clarified clarifies clarifying | elaborated elaborates | hints hinting | boasts boasting bragged brags | averred avers
opined opines | speculated speculates | professed professes | attested attests | swears | estimating | predicting | reasoned
reaffirmed reaffirms reaffirming | reasserted | recounted recounts recounting | surmised | posited | vouched | forecast
intimated | counselled counseled | volunteered volunteers | confided confides confiding | confessed confesses confessing
testifying | notes states | signalling signaling | ventured | enthused"""
_TELL = """tell tells told telling | inform informs informed informing | remind reminds reminded reminding
assure assures assured assuring | notified notifies notifying | advised advises advising | briefed"""
_QUOTE = """asked asks asking | agreed agrees | disagreed disagrees | continued | observed | joked jokes | quipped | shrugs
shrugged | snapped grumbled grumbles | thundered | shouted shouts | muttered | whispered | sighed sighs | posted | cried
exclaimed | laughed | went | retorted | countered counters | quoted | read reads | mused muses | fumed fumes
posting posts | observes | quips | rejoined | objected objects objecting | protested protests protesting
repeated repeats repeating
countering retorting | pleaded pleads pleading | begged | screamed | yelled | growled | roared | raged | rued | gushed
interjected | intoned | deadpanned | scoffed scoffs | sneered | jeered | taunted | hissed | moaned | groaned
bemoaned | implored | agreeing | vented | bellowed | wondered wonders"""
_CALL = """called calls calling | described describes describing | condemned condemns condemning | denounced denounces
denouncing
dismissed dismisses dismissing | hailed hails hailing | branded brands | labelled labeled | praised praises praising
criticised criticized criticises criticizes | accused accuses | blamed blames | slammed slams | blasted blasts | urged urges
urging | likened | lambasted | welcomed welcomes | rejected rejects | demanded demands demanding | spoke | refused | threatened
decried decries decrying | deplored deplores deploring | mocked mocks
mocking | ridiculed ridicules | thanked | hailing hails | praising | criticising criticizing | accusing | blaming | slamming
blasting | welcoming | rejecting | threatening threatens | branding | labelling labeling labels | lauded lauds lauding | touted
touts touting | extolled | derided derides deriding | chided | rebuked rebukes | castigated castigates | assailed assails
pilloried | scolded | characterised characterized characterises characterizes | termed terms terming | dubbed dubs | deemed
expressed expresses expressing | voiced voices voicing | proposed proposes proposing | recommended recommends recommending
ordered orders ordering | decreed"""


class Cue(NamedTuple):
    """A word of speech: where it stands in the text, and how it takes its content."""

    start: int
    end: int
    word: str
    kind: CueKind


def _table() -> dict[str, CueKind]:
    known: dict[str, CueKind] = {}
    for kind, listed in (("call", _CALL), ("quote", _QUOTE), ("tell", _TELL), ("say", _SAY)):
        for word in listed.replace("|", " ").split():
            known[word] = kind  # type: ignore[assignment]
    return known


VERBS = _table()
NOUNS = words("""claim claims report estimate promise warning read reads writing reading calls demands promise
pledge notes states posts objects protests labels terms orders remarks hints forecast repeats""")
"""Forms that are more often nouns: taken as verbs only behind a speaker and before `that` or a clause."""

_CUE = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the words of)(?=\s)"
    r"|\b(?:was|were|is|are|has been|have been) (?:quoted|cited|reported)(?: [^,.;:\ue000]{1,70}?)? "
    r"as (?:saying|stating|declaring)\b"
    r"|\bas (?:saying|stating|declaring|telling)\b"
    r"|\bputs? it(?=,| \w+,|:)|(?<![-\w'’.@/])(?:"
    + "|".join(sorted(VERBS, key=len, reverse=True))
    + r")(?![-\w'’]|\.\w)"
)
_NOT_SAID = re.compile(
    r"(?:\b(?:not|never|n['’]t|to|declined|refuses?d?|would|will|could|can|may|might|should|must|cannot|without|if|nor)"
    r"|\b(?:is|are|was|were|be|been|being|gets?|widely|so|the|a|an|this|that|no|any|of|for|their|its|his|her|self|as))"
    r"(?:\s+(?:also|publicly|immediately|widely|often|now|then))?\s*$",
    re.IGNORECASE,
)
AUXILIARY = re.compile(
    r"(?:^|\s)(?:has|have|had|also|later|then|long|already|earlier|again|once|still|never|however|meanwhile|immediately|just|"
    r"now|often|[a-z]+ly|(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|himself|herself|itself)\s*$"
)
_NAMING = re.compile(r"^\s*[\ue000(]|^\s+(?:off|for|on|up|itself|himself|herself|out|to)\b")
CLAUSE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|shall|should|did|does|do|cannot|'s|’s|"
    r"(?:won|don|didn|doesn|isn|wasn|can|couldn|wouldn|hasn|haven|hadn|aren|weren)['’]t|"
    r"\w{2,}(?:ed|s)|went|came|took|gave|made|began|lost|won|left|met|held|broke|fell|rose|told|got|saw|knew|stood|spoke|"
    r"fought|led|ran|set|cut|hit|put|need|remain|want|know|believe|think|blames?)\b"
)
"""Signs of a finite verb, for telling a clause (`said troops had left`) from a noun (`said no word`)."""
PAST = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|shall|should|did|does|cannot|n['’]t|"
    r"\w{2,}ed|went|came|took|gave|made|began|lost|won|left|met|held|broke|fell|rose|told|got|saw|knew|stood|shows?|means?|"
    r"needs?|remains?|wants?|seems?)\b"
)
"""Signs of a finite verb that is no plural noun: for `claimed`, `added` and the like, which take objects too."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|shall|should|did|does|cannot|"
    r"(?:won|don|didn|doesn|isn|wasn|can|couldn|wouldn|hasn|haven|hadn|aren|weren)['’]t)\b"
)


def cues(mask: str, start: int, end: int) -> Iterator[Cue]:
    """The words of speech between two places of a masked text, without those that cannot report anything said."""
    for match in _CUE.finditer(mask, start, end):
        word = match.group()
        low = word.lower()
        if low.startswith(("according", "in the")):
            yield Cue(match.start(), match.end(), low, "source" if low.startswith("acc") else "quote")
            continue
        before = mask[max(start, match.start() - 40) : match.start()]
        if " " not in low and _NOT_SAID.search(before):
            continue
        if low.startswith("as "):
            if _QUOTING.search(mask, max(start, match.start() - 200), match.start()):
                yield Cue(match.start(), match.end(), "said", "say")
            continue
        if low == "quoted" and _AS_SAYING.match(mask, match.end(), end):
            continue
        if " " in low:
            word, phrase_kind = _PHRASES["as" in low.split()]
            yield Cue(match.start(), match.end(), word, phrase_kind)
            continue
        after = mask[match.end() : min(end, match.end() + 12)]
        is_name = low in _NAMERS and _NAMING.match(after) and after.lstrip()[:1] != "\ue000"
        if is_name or (low in NOUNS and not _NAMED_BEFORE.search(before)):
            continue
        yield Cue(match.start(), match.end(), low, VERBS[low])


_QUOTING = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s[^;:\ue000]*$")
_AS_SAYING = re.compile(r"\s[^;:\ue000]{1,150}?\bas (?:saying|stating|declaring|telling)\b")
_PHRASES: dict[bool, tuple[str, CueKind]] = {True: ("said", "say"), False: ("put it", "quote")}
_NAMERS = frozenset(("called", "spoke", "read", "went"))
_NAMED_BEFORE = re.compile(
    r"(?:\b[A-Z][\w’'.-]*|\b(?:he|she|it|they|who|and|also|officials|minister|president|spokesman|spokeswoman|spokesperson|"
    r"ministry|government|army|military|office|sources?|leaders?|statement|letter|message|tweet|communique|notice|envoy|diplomats?|"
    r"general|analysts?|experts|police|authorities|court|commander|governor|report|ambassador|chief|agency),?)\s+$"
)
"""What stands before a form that may be a noun where it is a verb."""
_WHEN = (
    r"(?:(?:late |early |later )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight)"
    r"(?: (?:morning|afternoon|evening|night))?|(?:earlier |later )?(?:this|last) (?:week|month|year)|(?:earlier|later)|"
    r"(?:on|in) (?:[A-Z][a-z]+\.? )?\d{1,4})"
)
_WHERE = (
    r"(?:in|on|at|during|via|through) (?:(?:an?|the|his|her|its|their) )?(?:[\w'’-]+ ){0,4}?"
    r"(?:statement|interview|tweet|letter|speech|report|post|message|briefing|conference|address|video|media|Twitter|X|Telegram|Facebook|television|TV|radio)"
    r"(?: (?:issued|released|published|posted|aired|carried)(?: (?:on|by|late|early|after) [\w ]{2,25}?)?)?"
)
LEAD = re.compile(rf"(?:\s*,?\s*(?:{_WHEN}|{_WHERE}),?(?=\s)){{1,3}}")
"""Phrases of time and of the means right behind the verb."""
THAT = re.compile(r"\bthat\s(?!(?:year|day|week|month|time|night|point|way|moment|kind|sort)\b)")
_STOPS = re.compile(r"[;:\ue000]")


def that_after(mask: str, at: int, end: int) -> int:
    """Where the clause behind a `that` begins, if one follows the verb within a dozen words; else -1."""
    window = mask[at : min(end, at + 110)]
    stop = _STOPS.search(window)
    window = window[: stop.start()] if stop else window
    match = THAT.search(window)
    if match is None or len(window[: match.start()].split()) > 12:
        return -1
    before = window[: match.start()]
    if FINITE.search(before) or re.search(
        r"\b(?:of|and|until)\s*$|\bto (?!the|a|his|her|its|their|reporters|journalists|lawmakers|parliament)[a-z]",
        before,
    ):
        return -1
    return at + match.end()


_MOOD = re.compile(
    r"\s+(?:(?:the|its|his|her|their|a|great|deep|full|grave|serious|strong|[a-z]+) ){0,3}(?:concern|concerns|confidence|hope|"
    r"hopes|fear|fears|doubt|doubts|regret|view|belief|worry|worries|alarm|optimism|conviction|disappointment|certainty|opinion)\s+that\s"
)
_RIGHT_THAT = re.compile(r"\s+that\s(?!(?:year|day|week|month|time|night|point|way|moment|kind|sort|he|it)?[,.])")
_MOODS = words("""expressed expresses expressing voiced voices voicing""")


def takes_that(mask: str, cue: Cue, end: int) -> bool:
    """Whether a verb that is no plain verb of saying has its `that` right behind: `countered that`, `voiced fear that`."""
    if cue.kind in ("say", "tell"):
        return True
    if cue.kind == "source":
        return False
    return (_MOOD if cue.word in _MOODS else _RIGHT_THAT).match(mask, cue.end, end) is not None
