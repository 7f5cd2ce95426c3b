"""Small assessments made by hand, on an alliance that never was: one full of odd and hostile text, and a bare one.

Every sentence is unique within an assessment, so that a test can look for it.
"""

from __future__ import annotations

from foedus.assessment import (
    Answer,
    Assessment,
    Call,
    Claim,
    Evidence,
    Finding,
    Meaning,
    Member,
    Odds,
    Source,
    TimelineItem,
)

SCRIPT = "<script>document.title='hacked'</script><img src=x onerror=alert(1)>"
MARKUP = "[bold red]not markup[/] | a cell, **stars** _under_ `code` [link](javascript:alert(1)) #1 @everyone"
LONG_WORD = "Verteidigungsbündnisfähigkeitsnachweispflichtverordnung" * 3
UNICODE = "Հայաստան said “Нет”; العربية and 日本語 are kept, Ærø too"
CONTROLS = "a bell \x07, an escape \x1b[31m red, an override \u202e desrever\nand a second line"
PLAIN_URL = "https://example.org/a?b=1&c=(2)|3"
N_ROWS = 60

QUESTIONS = (
    (1, "promises", "What did they promise?"),
    (2, "help", "Was help asked for, and given?"),
    (3, "deterrence", "Did it deter?"),
    (4, "attention", "Is the hub attending to its members?"),
    (6, "dissent", "Is dissent growing?"),
    (7, "friction", "Are members fighting each other?"),
    (8, "options", "Who can walk away?"),
)


def row_id(n: int) -> str:
    """The id of the n-th event row."""
    return f"ev-{n:012x}"


def sample() -> Assessment:
    """Three members, seven questions, findings of every shape, two calls, twenty entries, hostile text everywhere."""
    return Assessment(
        assessment_version=2,
        foedus_version="0.1.0",
        alliance="LOND",
        alliance_name="League of Northern Districts",
        hub="AAA",
        as_of="2022-11-28",
        only_member=None,
        headline=(
            Claim("Borland asked for help twice and was sent observers once.", (row_id(1), "ca-1", "an-1")),
            Claim("Dissent towards Arland was recorded in 18 of the last 24 months.", tuple(map(row_id, range(2, 44)))),
            Claim(f"A headline with {SCRIPT} in it.", (row_id(3),)),
        ),
        members=members(),
        meanings=meanings(),
        findings=findings(),
        calls=calls(),
        timeline=timeline(),
        odds=Odds(False, "No odds were computed: foedus 0.1.0 has no back-tested model yet."),
        gaps=(
            Claim("Votes in the assembly after 2020 are not in the record.", ()),
            Claim(f"What was said in the closed session is not known. {UNICODE}", (row_id(4),)),
        ),
        evidence=evidence(),
        sources=sources(),
        names={"AAA": "Arland", "BBB": "Borland", "CCC": "Côte-Dorée-et-Saint-Étienne", "LOND": "LOND"},
    )


def bare() -> Assessment:
    """An assessment in which there is nothing: no hub, members, findings, calls, timeline, evidence or sources."""
    odds = Odds(False, "No odds were computed.")
    nothing: tuple[()] = ()
    return Assessment(
        2,
        "0.1.0",
        "NONE",
        "Pact of None",
        None,
        "2000-01-01",
        None,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        odds,
        nothing,
        nothing,
        nothing,
    )


def members() -> tuple[Member, ...]:
    """A hub, a member, and one that left."""
    return (
        Member("AAA", "Arland", "1994-04-20", None, None, True, Claim("Arland is the hub.", (row_id(1),)), 41),
        Member(
            "BBB",
            "Borland",
            "1994",
            None,
            None,
            False,
            Claim("Borland froze its part in September 2022; it gave no notice.", tuple(map(row_id, range(5, 14)))),
            23,
        ),
        Member(
            "CCC",
            "Côte-Dorée-et-Saint-Étienne",
            "1999-04",
            "2012-12-19",
            "suspension-at-own-request",
            False,
            Claim(f"It left. {MARKUP}", (row_id(6),)),
            1,
        ),
    )


def meanings() -> tuple[Meaning, ...]:
    """Seven questions, one with hostile literature."""
    return tuple(
        Meaning(
            number,
            question,
            title,
            f"Asks, for question {number}, what the record tells of it.",
            "(answered + 1) / (calls + 2), Beta(1, 1)" if number != 8 else "",
            "0 means never, 1 means always." if number != 8 else "",
            ("Leeds (2003), International Organization 57(4)", SCRIPT) if number == 2 else (),
        )
        for number, question, title in QUESTIONS
    )


def finding(
    question: str, member: str | None, sentence: str, label: str, n: int, value: float | None = None
) -> Finding:
    """A finding on the whole period, resting on its first `n` rows."""
    return Finding(
        question,
        "acts_recorded",
        member,
        "1994-04-20",
        "2022-11-28",
        sentence,
        label,
        value,
        "acts",
        n,
        "count@1",
        tuple(map(row_id, range(1, n + 1))),
    )


def findings() -> tuple[Finding, ...]:
    """With and without value, interval and evidence; thin; on the alliance, a member, a question unknown."""
    share = Finding(
        "help",
        "share_answered",
        "BBB",
        "2021-05",
        "2022-11-28",
        "Borland called twice; one call was answered, by observers.",
        "1 of 2 calls answered",
        0.5,
        "share",
        2,
        "beta@1",
        (row_id(1), "ca-1", "ca-2", "an-1"),
        0.094,
        0.906,
        is_thin=True,
    )
    return (
        share,
        finding("help", None, "The members called three times in all.", "3 calls", 3, 3.0),
        finding("promises", "BBB", "Borland is bound to help and to consult.", "aid, consultation", 4),
        finding("promises", "AAA", f"Arland is bound by {LONG_WORD}.", "aid, consultation", 2),
        finding("deterrence", "BBB", f"Borland was attacked. {MARKUP}", "attacked 0.3 times a year", 9, 0.31428),
        finding("attention", "CCC", f"Visits to it: {UNICODE}", LONG_WORD, 1, 1.0),
        finding("dissent", "BBB", "Borland dissented in 40 acts.", "40 acts, rising", 40, 40.0),
        finding("dissent", "BBB", "It had dissented in 5 acts before.", "5 acts", 5, 5.0),
        finding("dissent", "AAA", f"Arland: {CONTROLS}.", "none", 0, 0.0),
        finding("friction", "ZZZ", f"A stranger fought. {SCRIPT}", SCRIPT, 1),
        finding("weather", None, "A question that nothing explains has a finding.", "odd", 1),
    )


def calls() -> tuple[Call, ...]:
    """One answered twice and disputed, one never answered."""
    return (
        Call(
            "ca-1",
            "lond-call-1",
            "2021-05",
            "BBB",
            "LOND",
            "Zedland",
            "troops crossed the border at the lake",
            "Article 2 of the Treaty",
            True,
            True,
            "mission",
            "2021-07-03",
            33,
            63,
            (
                Answer("an-1", "2021-07-03", "LOND", "mission", "The League sent observers to the lake.", True),
                Answer("an-2", "2021-07-09", "AAA", "political", f"Arland offered to mediate. {SCRIPT}", False),
            ),
            (
                Claim("Zedland said that no border was crossed.", (row_id(7),)),
                Claim("Borland said that 41 km² were taken.", (row_id(8), row_id(9))),
            ),
        ),
        Call(
            "ca-2",
            None,
            "2022-09-13",
            "BBB",
            "LOND",
            None,
            f"shelling of towns {MARKUP}",
            None,
            False,
            False,
            "none",
            None,
            None,
            None,
            (),
            (),
        ),
    )


def timeline() -> tuple[TimelineItem, ...]:
    """Twenty entries over eleven years, of every modality."""
    return tuple(
        TimelineItem(
            row_id(n),
            f"lond-{n}",
            f"{2003 + n}-{1 + n % 12:02d}-{1 + n:02d}" if n % 3 else str(2003 + n),
            "BBB" if n % 2 else "AAA",
            "LOND",
            ("call", "meet", "refuse_sign", "criticise", "freeze")[n % 5],
            "REJECT" if n % 2 else None,
            ("actual", "announced", "disputed")[n % 3],
            f"Entry {n} of the timeline tells what was done. {(SCRIPT, MARKUP, UNICODE, '', '')[n % 5]}",
            n % 4 != 0,
            n % 5 in {2, 3, 4},
            (Claim(f"Side {n} tells it otherwise.", (row_id(n + 1),)),) if n % 3 == 2 else (),
            f"Remark {n}" if n == 5 else None,
        )
        for n in range(1, 21)
    )


def evidence() -> tuple[Evidence, ...]:
    """Sixty event rows, most with a source, and the rows of the calls and answers."""
    events = (
        Evidence(
            row_id(n),
            f"lond-{n}" if n % 2 else None,
            "event",
            f"20{n % 23:02d}-{1 + n % 12:02d}" if n != 11 else None,
            f"Row {n} of the record. {(SCRIPT, MARKUP, UNICODE, LONG_WORD, CONTROLS, '')[min(n % 9, 5)]}",
            f"so-{n % 5}" if n % 4 else None,
            "chars 10-40" if n % 2 else None,
            "hand",
            "2022-11-01",
            ("published_day", "published_month", "published_year", "inferred")[n % 4],
            n % 4 != 0,
            f"Note on {n} {SCRIPT}" if n % 10 == 1 else None,
        )
        for n in range(1, N_ROWS + 1)
    )
    others = (
        Evidence(name, None, table, "2021-05", text, "so-1", None, "hand", "2021-06-01", "published_day", True, None)
        for name, table, text in (
            ("ca-1", "call", "Borland asked for help."),
            ("ca-2", "call", "Borland asked again."),
            ("an-1", "answer", "Observers were sent."),
            ("an-2", "answer", "Mediation was offered."),
        )
    )
    odd = Evidence(
        'ev "><b>x', None, "event", "2001", "A row with an odd id.", None, None, "hand", "2001-01-01", "x_y", True, None
    )
    return (*events, *others, odd)


def sources() -> tuple[Source, ...]:
    """A plain page, one with an address that must not become a link, and less and less known of the others."""
    return (
        Source("so-0", "page-0", "A plain page", "Gazette", PLAIN_URL, "2022-11-28", "CC-BY-4.0"),
        Source("so-1", None, f"A page {SCRIPT}", MARKUP, "javascript:alert(document.domain)", "2022-11", None),
        Source("so-2", None, f"Страница {LONG_WORD}", None, "https://example.org/" + "long/" * 60, "2022", None),
        Source("so-3", None, "No address", None, None, None, None),
        Source("so-4", None, "A quoted address", None, 'https://example.org/"onmouseover="alert(1)', None, None),
    )
