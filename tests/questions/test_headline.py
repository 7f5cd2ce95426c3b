"""The first lines and the gaps: who is in, what the findings say, the latest call, refusal and step towards leaving."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.assessment import Claim, Finding, Member
from foedus.questions import QUESTIONS
from foedus.questions.headline import gaps, headline
from foedus.questions.ledger import ledger
from foedus.questions.panel import Panel
from foedus.questions.timeline import timeline
from foedus.record import Record
from foedus.rows import Row
from tests.questions.ask import (
    DAY,
    THIN_RECORDS,
    check_words,
    panel_of,
    quick,
    record_of,
    rejoined,
    rows_behind,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, add, answer, call


def findings(panel: Panel) -> list[Finding]:
    return [it for question in QUESTIONS for it in question.answer(panel)]


def member(code: str, n_rows: int, left_on: str | None = None) -> Member:
    return Member(code, code, "1990-01-01", left_on, None, False, Claim(f"{code}.", ()), n_rows)


def lines(panel: Panel, only: str | None = None) -> tuple[Claim, ...]:
    members = [member(code, 1) for code in panel.members if only in (None, code)]
    return headline(panel, members, findings(panel), ledger(panel, only), timeline(panel, only))


def told(record: Record, day: date = DAY, only: str | None = None) -> list[str]:
    return told_of(panel_of(record, day), only)


def told_of(panel: Panel, only: str | None = None) -> list[str]:
    made = lines(panel, only)
    for line in made:
        check_words(line.sentence)
        rows_behind(panel.view, set(line.evidence))
    assert 1 <= len(made) <= 8
    return [line.sentence for line in made]


def missing(record: Record, members: Sequence[Member] = (), found: Sequence[Finding] = ()) -> list[str]:
    made = [line.sentence for line in gaps(panel_of(record), found, members)]
    for sentence in made:
        check_words(sentence)
    return made


def test_who_is_in_and_whose_membership_ended() -> None:
    panel = panel_of(rejoined())
    (who, *_) = lines(panel)
    assert who.sentence == (
        "As of 31 December 2010 Example Pact has 3 members: AAA, BBB and HUB; 1 spell of membership ended before (AAA 30 June "
        "2005)."
    )
    assert len(who.evidence) == 4
    assert told(rejoined(), date(2007, 1, 1))[0].startswith(
        "As of 1 January 2007 Example Pact has 2 members: BBB and HUB; 1"
    )


def test_a_brief_kept_to_one_member_still_counts_all() -> None:
    assert told(record_of("AAA", "BBB"), only="AAA")[0] == (
        "As of 31 December 2010 Example Pact has 3 members: AAA, BBB and HUB."
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nobody a member", "As of 31 December 2010 Example Pact has no members in the record."),
        ("to be founded", "As of 31 December 2010 Example Pact has no members in the record."),
        ("one member alone", "As of 31 December 2010 Example Pact has 1 member: AAA."),
        ("founded last month", "As of 31 December 2010 Example Pact has 2 members: AAA and HUB."),
    ],
)
def test_few_members(name: str, sentence: str) -> None:
    assert told_of(thin_panel(name))[0] == sentence


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_with_little_in_it_has_a_headline(name: str) -> None:
    made = told_of(thin_panel(name))
    has_members = "no members" not in made[0]
    assert ("The record holds no formal notice of leaving by a present member." in made) == has_members
    assert made[1 + has_members].startswith("The record holds no call for help by members")
    assert len(made) == 3 + has_members


@pytest.mark.parametrize(
    ("answers", "came"),
    [
        ((), "no answer in the record"),
        (("political",), "political only"),
        (("political", "mission"), "a mission, no force"),
    ],
)
def test_calls_of_the_recent_window(answers: tuple[str, ...], came: str) -> None:
    record = record_of("AAA", "BBB")
    record.add("call", [call("BBB", "2005-01-01")])
    made = add(record, "call", **call("AAA", "2009-05-05", situation="The border was crossed."))
    record.add("answer", [answer(made, "2009-05-06", name) for name in answers])
    (line,) = [it for it in lines(panel_of(record)) if it.sentence.startswith("1 call for help")]
    assert line.sentence == (
        f"1 call for help in the 24 months to 31 December 2010, by what came of them: {came}: AAA, 5 May 2009."
    )
    assert len(line.evidence) == 1 + len(answers)


def test_where_no_call_is_recent_the_latest_is_named() -> None:
    record = record_of("AAA", "BBB")
    record.add("call", [call("BBB", "2005-01-01")])
    assert (
        "The latest call in the record is BBB's of 1 January 2005; what came of it: no answer in the record."
        in told(record)
    )


def test_formal_notice_is_told_apart_from_standing_aside() -> None:
    record = record_of("AAA")
    assert told(record)[1] == "The record holds no formal notice of leaving by a present member."
    record.add("event", [refusal("AAA", "2010-03-01", "AAA gave notice.", alliance_act="give_notice")])
    notice = "The latest formal notice by a present member, 1 March 2010: AAA gave notice."
    assert told(record)[1] == notice
    assert told(record, only="HUB")[1] == notice, "a brief kept to one member says it of all"


def test_a_disputed_notice_and_one_of_an_earlier_spell_are_no_notice() -> None:
    record = rejoined()
    record.add("event", [refusal("BBB", "2010-03-01", "Denied.", alliance_act="give_notice", modality="disputed")])
    record.add("event", [refusal("AAA", "2004-12-31", "AAA gave notice.", alliance_act="give_notice")])
    assert told(record)[1] == "The record holds no formal notice of leaving by a present member."


def test_a_young_alliance_has_no_24_months() -> None:
    record = THIN_RECORDS["founded last month"]()
    record.add("call", [call("AAA", "2010-12-20")])
    assert any(line.startswith("1 call for help in the 1 month to 31 December 2010") for line in told(record))


def refusal(actor: str, happened_on: str, sentence: str, **given: str) -> Row:
    own = {"sentence": sentence, "known_on": "2010-12-30", "alliance_act": "refuse_sign"} | given
    return act(actor, "XYZ", happened_on, **own)


def test_the_latest_dissenting_act_is_a_members_certain_and_recent() -> None:
    record = record_of("AAA", "BBB")
    record.add(
        "event",
        [
            refusal("AAA", "2008-12-31", "Before the window."),
            refusal("AAA", "2009-04", "AAA did not sign."),
            refusal("OUT", "2010-01-01", "An outsider did."),
            refusal("BBB", "2010-02-01", "Disputed.", modality="disputed"),
            refusal("BBB", "2011-03-01", "Still to come.", modality="announced"),
        ],
    )
    assert told(record)[4:] == ["The latest dissenting act, April 2009: AAA did not sign."]


def test_no_recent_refusal_is_no_line() -> None:
    record = record_of("AAA", acts=[refusal("AAA", "2008", "Long ago."), refusal("AAA", "2008-12", "Before.")])
    assert len(told(record)) == 4


def test_the_latest_step_towards_leaving_is_of_the_present_spell() -> None:
    record = rejoined()
    left = refusal("AAA", "2005-06-30", "AAA left.", alliance_act="leave")
    record.add("event", [left])
    assert not [line for line in told(record) if "AAA left." in line]
    record.add("event", [refusal("AAA", "2010-03-01", "AAA stopped taking part.", alliance_act="freeze")])
    record.add("event", [refusal("AAA", "2011-03-01", "AAA is to leave.", alliance_act="leave", modality="announced")])
    step = "The latest step of a member towards standing aside, 1 March 2010: AAA stopped taking part."
    assert told(record)[-1] == step
    record.add("event", [refusal("AAA", "2010-06-01", "AAA paid nothing.", alliance_act="stop_paying")])
    assert told(record)[-1] == step, "an unpaid contribution weighs less than a freeze"


def test_gaps_name_rows_without_a_page() -> None:
    record = record_of("AAA", acts=[act("AAA", "HUB", "2009-01-01", is_verified=False)])
    assert missing(record)[0] == "For 1 event row no page was opened; it is shown as not verified."
    record.add("event", [act("AAA", "HUB", "2009-01-02", is_verified=False)])
    assert missing(record)[0] == "For 2 event rows no page was opened; they are shown as not verified."


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ([member("AAA", 9), member("BBB", 1), member("OLD", 99, "2005")], "9 event rows on AAA and 1 on BBB"),
        ([member("AAA", 1), member("BBB", 0)], "1 event row on AAA and none on BBB"),
        ([member("AAA", 4), member("BBB", 4)], None),
        ([member("AAA", 4)], None),
        ([], None),
    ],
)
def test_gaps_say_how_uneven_the_record_is(members: list[Member], sentence: str | None) -> None:
    uneven = [line for line in missing(record_of("AAA"), members) if "uneven" in line]
    assert uneven == ([] if sentence is None else [
        f"The record is uneven: it holds {sentence}. Counts reflect coverage as well as behaviour."
    ])  # fmt: skip


def test_gaps_count_thin_findings() -> None:
    record = record_of("AAA")
    found = [it for it in findings(panel_of(record)) if it.is_thin]
    assert f"{len(found)} of {len(found)} findings rest on thin evidence and are marked so." in missing(
        record, (), found
    )
    assert "1 of 1 finding rests on thin evidence and is marked so." in missing(record, (), found[:1])


def test_gaps_say_where_the_record_ends() -> None:
    ended = "The record holds no event that became known after 2 March 2001; counts of the last 24 months end there."
    assert ended in missing(record_of("AAA", last_news="2001-03-01"))
    assert not [line for line in missing(record_of("AAA")) if "became known after" in line]


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(headline_and_gaps, data)


def headline_and_gaps(panel: Panel) -> list[Claim]:
    return [*lines(panel), *gaps(panel, findings(panel), [])]


def did(actor: str, recipient: str, on: str, alliance_act: str, sentence: str) -> Row:
    return act(actor, recipient, on, alliance_act, sentence=sentence)


def test_suspended_members_are_named_until_they_are_restored() -> None:
    record = record_of("AAA", "BBB", acts=[did("XYZ", "AAA", "2009-05-01", "suspend", "AAA was suspended.")])
    assert "Suspended, with no return in the record: AAA (1 May 2009, by XYZ)." in told(record)
    record.add("event", [did("XYZ", "AAA", "2010-05-01", "restore", "AAA may take its seat.")])
    assert not [line for line in told(record) if line.startswith("Suspended")]
    assert [line for line in told(record, date(2010, 4, 30)) if line.startswith("Suspended")]


def test_pressure_on_a_member_by_another_or_by_the_body_is_told() -> None:
    acts = [
        did("AAA", "BBB", "2009-06-05", "pressure", "AAA closed its border."),
        did("XYZ", "BBB", "2010-02-01", "pressure", "The council put sanctions on BBB."),
        did("AAA", "OUT", "2010-03-01", "pressure", "AAA warned OUT."),
    ]
    assert (
        "In the 24 months to 31 December 2010 the record holds 2 acts of pressure on a member by another or by the alliance "
        "(by AAA and XYZ; on BBB); the latest, 1 February 2010: The council put sanctions on BBB."
    ) in told(record_of("AAA", "BBB", acts=acts))


def test_who_spoke_of_leaving_is_named_and_not_once_it_came_back() -> None:
    acts = [did(code, "XYZ", "2010-06-05", "threaten_leave", f"{code} would leave.") for code in ("AAA", "BBB")]
    record = record_of("AAA", "BBB", acts=acts)
    assert "Spoke of leaving in the 24 months to 31 December 2010: AAA (5 June 2010), BBB (5 June 2010)." in told(
        record
    )
    record.add("event", [did("AAA", "XYZ", "2010-09-01", "restore", "AAA took it back.")])
    assert "Spoke of leaving in the 24 months to 31 December 2010: BBB (5 June 2010)." in told(record)


def test_a_notice_of_long_ago_by_a_state_that_is_still_a_member_came_to_nothing() -> None:
    record = record_of("AAA", acts=[did("AAA", "XYZ", "2001-03-01", "give_notice", "AAA gave notice.")])
    assert told(record)[1] == "The record holds no formal notice of leaving by a present member."
    assert "AAA gave notice." in told(record, date(2002, 1, 1))[1]


def test_a_step_aside_that_was_taken_back_is_not_the_latest() -> None:
    record = record_of("AAA", acts=[did("AAA", "XYZ", "2009-03-01", "freeze", "AAA froze its part.")])
    assert [line for line in told(record) if "standing aside" in line]
    record.add("event", [did("AAA", "XYZ", "2010-03-01", "restore", "AAA takes part again.")])
    assert not [line for line in told(record) if "standing aside" in line]
