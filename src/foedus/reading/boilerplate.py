"""Lines that stand in an article's text and are no part of it: captions, buttons, notices of the site."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"[(\[]\s*(?:Image|Images|Photo|Photos|Picture|Pic|Credit|Source|Photograph|File photo|Video|Getty|AP Photo|Reuters/)\b"
    r"[^()\[\]]{0,90}[)\]]\.?\s*$"
)
_LINE = re.compile(
    r"(?:(?:no|\d+|view|leave a|post a|add a|all|show|hide|read|join the)\s+(?:comments?|replies|responses|conversation)\b.*"
    r"|comments?(?:\s*\(\d+\))?|share(?: (?:this|on|via|article|story).*)?|tweet|print|e-?mail|save|copy link|reply"
    r"|(?:read|see|watch|learn|find out) (?:more|also|next)\b.*|more (?:on|from|about) this.*"
    r"|related(?: (?:articles?|stories|topics|content|news).*)?"
    r"|(?:advertisement|sponsored|promoted|advertising)\b.*|(?:continue|keep) reading.*|skip (?:to|past)\b.*"
    r"|(?:sign up|subscribe|log ?in|register|follow us|like us|join us|support us|donate|download (?:the|our) app)\b.*"
    r"|(?:we use|this site uses|accept( all)?|manage) cookies.*"
    r"|.*\bcookie (?:policy|settings|preferences)\b.*"
    r"|©.*|\(c\) \d{4}.*|copyright\b.*|all rights reserved.*"
    r"|(?:terms|privacy|terms of (?:use|service)|privacy policy)\b[\w &|·]*"
    r"|(?:image|photo|picture|video|photograph)(?: (?:source|credit|caption|by))?\s*[:/,©].*"
    r"|(?:getty images|ap photo|epa|afp via getty).*"
    r"|(?:reporting|writing|editing|additional reporting) by\b.*|our standards:.*|last (?:updated|modified)\b.*|\d+ min(?:ute)? read"  # noqa: E501
    r"|(?:back to|go to) top|(?:next|previous)(?: article| story| page)?|trending.*"
    r"|most (?:read|popular|viewed).*|tags?:.*|topics?:.*"
    r"|by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:,? (?:and|in|for) .{0,60})?|click here\b.*|watch live\b.*|[|·•\-_=*#~ ]{1,200})",
    re.IGNORECASE,
)
_LONGEST = 240


def is_boilerplate(line: str) -> bool:
    """Whether a line is none of the article's words; blank lines are not."""
    words = line.strip()
    if not words or len(words) > _LONGEST:
        return False
    if _CREDIT.search(words):
        return True
    is_sentence = len(words) > 90 and words[-1] in '.!?"”'
    return not is_sentence and len(words) < 120 and bool(_LINE.fullmatch(words))
