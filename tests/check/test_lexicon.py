"""The lexicon of how alliance news is told: the file is sound, and texts are heard to say the same or the contrary."""

from __future__ import annotations

from collections import Counter

import pytest

from foedus.check.lexicon import acts, concepts, contraries, groups, heard, meant, opposed, spoken

GROUPS = tuple(groups().values())

SAME = (
    ("Armenia refused to sign the declaration.", "Pashinyan declined to put his name to it and left it unsigned.", "unsign"),
    ("Kazakhstan called the exercise off.", "The drills were scrapped by Kazakhstan.", "cancel"),
    ("The sanctions on Niger were lifted.", "Leaders agreed to ease the embargo.", "lift"),
    ("Russian soldiers left the country.", "Moscow pulled its troops out.", "pullback"),
    ("The alliance sent a brigade.", "Paratroopers were deployed to the border.", "deploy"),
    ("Riyadh recalled its ambassador.", "The kingdom called its envoys home.", "recall_envoy"),
    ("Albania stayed away from the meeting.", "The president skipped the summit.", "boycott"),
    ("Delegates took part in the drill.", "Its soldiers joined the exercise.", "attend"),
    ("Georgia quit the organisation.", "Its departure from the bloc was expected.", "leave"),
    ("Mali was suspended.", "The suspension of the junta came at once.", "suspend"),
    ("Parliament ratified the treaty.", "Hungary's ratification of the accession was the last.", "ratify"),
    ("It voted against the resolution.", "Mexico cast a no.", "vote_no"),
    ("Ten members abstained.", "There were three abstentions.", "abstain"),
    ("Doha broke off relations with Cairo.", "Diplomatic ties have been severed.", "cut_ties"),
    ("Niger's border was closed.", "They shut the airspace.", "close_way"),
    ("The treaty took effect in May.", "The pact has come into force.", "enter_force"),
    ("Bishkek asked the alliance for help.", "An appeal for assistance went to the secretariat.", "ask_help"),
    ("The army overthrew the president.", "Officers seized power in a coup.", "seize"),
    ("The dues for 2024 are unpaid.", "Armenia stopped paying.", "withhold_pay"),
    ("Troops flew in on Tuesday.", "The first soldiers landed in Almaty.", "arrive"),
    ("Leaders put their names to the accord.", "The charter was inked.", "sign"),
    ("Dairy goods were barred from the market.", "A ban on dairy goods followed.", "forbid"),
    ("The bloc held back troops.", "The council turned down a request for troops.", "deny_help"),
    ("The bloc stripped it of its vote.", "Its rights were frozen.", "suspend"),
    ("Yerevan raised the matter of the garrisons.", "A note opened the matter of the withdrawal.", "raise_matter"),
    ("The text needed more work.", "The document was not sufficiently finalised.", "unfinished"),
    ("Turkmenistan turned up at the summit.", "Its minister came to the summit.", "attend"),
    ("The prime minister chaired the session.", "The president opened the session.", "chair"),
)  # fmt: skip

OPPOSITE = (
    ("Armenia signed the declaration.", "The prime minister refused to sign the declaration."),
    ("Parliament approved the treaty.", "Deputies rejected the treaty."),
    ("The alliance sent troops.", "The alliance withdrew its troops."),
    ("A second summit activated the force.", "The force was disbanded."),
    ("The Kremlin confirmed the report.", "The Kremlin denied the report."),
    ("Niger reopened its borders.", "Niger closed its borders."),
    ("Syria accepted the plan.", "Syria turned down the plan."),
    ("Egypt was readmitted.", "Egypt was suspended."),
    ("Moscow praised the decision.", "Moscow condemned the decision."),
    ("The president attended the summit.", "The president stayed away from the summit."),
    ("Kyrgyzstan held the exercise.", "Kyrgyzstan called off the exercise."),
    ("Jordan voted in favour.", "Jordan voted against the resolution."),
    ("Sanctions were imposed on Mali.", "Sanctions on Mali were lifted."),
    ("Armenia kept its post.", "Armenia renounced its post."),
    ("The country joined the alliance.", "The country left the alliance."),
    ("Kazakhstan recognised the two regions.", "Kazakhstan withheld recognition of the two regions."),
    ("Armenia paid its contribution.", "Armenia has withheld its contribution."),
    ("Qatar recalled its ambassadors.", "Qatar did not recall its ambassadors."),
    ("Turkey invoked Article 4.", "Turkey did not invoke Article 4."),
    ("The bloc answered the call.", "The bloc left the call unanswered."),
    ("The two leaders met in Sochi.", "The meeting of the two leaders was called off."),
    ("The summit went ahead as planned.", "The summit was postponed."),
    ("Hungary backed the accession.", "Hungary blocked the accession."),
    ("China voted yes.", "China abstained."),
    ("The duma ratified the protocol.", "The duma has yet to ratify the protocol."),
    ("Uzbekistan rejoined the pact.", "Uzbekistan quit the pact."),
    ("Armenia froze its participation.", "Armenia resumed its participation."),
    ("Mali gave notice of withdrawal.", "Mali withdrew its notice."),
    ("Doha severed ties with Cairo.", "Doha restored ties with Cairo."),
    ("Riyadh recalled its envoy.", "Riyadh sent its envoy back."),
    ("Japan raised its defence spending.", "Japan cut its defence spending."),
    ("The mandate was extended.", "The mandate was allowed to lapse."),
    ("The junta seized power.", "The junta handed power back to civilians."),
    ("Both sides agreed a ceasefire.", "The ceasefire was broken."),
    ("The headquarters moved to Tunis.", "The headquarters stayed in Cairo."),
    ("Turkey allowed overflight.", "Turkey forbade overflight."),
    ("The talks succeeded.", "The talks failed."),
    ("The vote was unanimous.", "The vote was divided."),
    ("The pact binds all members.", "The pact does not bind members."),
    ("The treaty was made public.", "The treaty was kept secret."),
    ("Baku offered to host the summit.", "Baku would not host the summit."),
    ("The prime minister chaired the session.", "The prime minister stayed away from the session."),
    ("The council endorsed the plan.", "The council only asked for a study of the plan."),
    ("The crossing has been closed.", "The crossing stays open."),
    ("The country has belonged without a break.", "The country left the organisation in 2012."),
    ("Leaders turned down the request.", "Leaders prolonged the mission, as the president had asked."),
    ("It would stay without conditions.", "It would stay only on condition that the treaty was revised."),
    ("Membership was inviolable, he said.", "Membership was negotiable, he said."),
    ("The leaders called the change of power lawful.", "They called it a change outside the constitution."),
    ("Hungary was the first to ratify.", "Hungary was the last to ratify."),
    ("It was suspended against its will.", "It was suspended at its own request."),
    ("Ankara got neither aircraft nor missiles.", "Ankara received missiles."),
    ("Angola abstained.", "Angola joined the majority."),
    ("The exercise went ahead.", "The exercise was called off."),
)  # fmt: skip

NEGATED = (
    ("Ukraine did not sign the Charter.", "sign", -1),
    ("Guinea does not apply the sanctions.", "impose", -1),
    ("No troops were sent to Armenia.", "deploy", -1),
    ("The union sent no soldiers.", "deploy", -1),
    ("Armenia took no part in the exercise.", "attend", -1),
    ("It left without paying.", "pay", -1),
    ("None of its partners recognised the region.", "recognise", -1),
    ("The government failed to ratify the treaty.", "ratify", -1),
    ("Minsk declined to attend.", "attend", -1),
    ("He denied that the country had joined.", "join", -1),
    ("Leaders ruled out expelling Armenia.", "expel", -1),
    ("They turned down a request to extend the mission.", "prolong", -1),
    ("The admission of Ukraine was refused.", "join", -1),
    ("Nobody refused to withdraw the troops.", "pullback", 1),
    ("Hungary never failed to attend.", "attend", 1),
    ("Ankara did not ratify the treaty until January.", "ratify", 1),
    ("Not only Armenia signed.", "sign", 1),
    ("Nobody gave as much help as Russia.", "help", 1),
    ("The alliance stopped short of sending troops.", "deploy", -1),
    ("Neither Mali nor Niger attended the summit.", "attend", -1),
    ("Belarus neither signed nor ratified it.", "ratify", -1),
    ("He said no decision had been taken.", "say", 1),
    ("Parliament did not, however, approve the treaty.", "approve", -1),
    ("Minsk has no intention of leaving the union.", "leave", -1),
    ("Leaders dropped plans to expel Syria.", "expel", -1),
    ("The Secretariat rejected the request.", "ask", 1),
    ("Its request was rejected.", "ask", 1),
    ("The alliance had received no request for help.", "ask_help", -1),
    ("No air strikes were agreed on.", "agree", -1),
    ("No withdrawal had been announced.", "announce", -1),
    ("Its veto blocked the text.", "block", 1),
    ("Minsk did not intend to leave the union.", "leave", -1),
    ("Ankara got neither aircraft nor missiles.", "deploy", -1),
)

UNRELATED = (
    ("Armenia asked Russia to send troops.", "Russia sent no troops."),
    ("Armenia threatened to leave the alliance.", "Armenia stays in the alliance, and has not left it."),
    ("If Baku attacks, the alliance will defend its member.", "Baku did not attack."),
    ("Armenia did not open the border.", "Armenia did not close the border."),
    ("Russian dairy products were banned.", "The summit opened in Minsk."),
    ("The United States sent a letter.", "Units of both armies trained."),
    ("The exercise began on Monday.", "The exercise ended on Friday."),
    ("One minister came, another stayed away.", "One minister stayed away."),
    ("In March, the parties met.", "The parties did not march."),
)


@pytest.mark.parametrize(("one", "other", "name"), SAME)
def test_the_same_said_in_other_words(one: str, other: str, name: str) -> None:
    assert spoken(one).get(name) == spoken(other).get(name) == 1
    assert name in concepts(one) & concepts(other)
    assert not opposed(one, other)


@pytest.mark.parametrize(("one", "other"), OPPOSITE)
def test_the_contrary(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)
    assert not opposed(one, one)


@pytest.mark.parametrize(("text", "name", "sign"), NEGATED)
def test_denied_acts(text: str, name: str, sign: int) -> None:
    assert spoken(text).get(name) == sign


@pytest.mark.parametrize(("one", "other"), UNRELATED)
def test_nothing_contrary(one: str, other: str) -> None:
    assert not contraries(one, other)


def test_moods() -> None:
    def mood(text: str, group: str) -> set[str]:
        return {it.mood for it in heard(text) if it.group == group}

    assert mood("Armenia signed the treaty.", "sign") == {"told"}
    assert mood("Members urged Armenia to sign the treaty.", "sign") == {"asked"}
    assert mood("Armenia may sign the treaty.", "sign") == {"maybe"}
    assert mood("At the request of Armenia the guards went home.", "go_away") == {"told"}
    assert mood("They called the union a failure and left the union.", "leave") == {"told"}
    assert mood("Minsk did not want to leave the union.", "leave") == {"told"}


def test_broader_acts_are_told_along() -> None:
    assert meant("Leaders signed the treaty.")["agree"] == 1
    assert meant("The peacekeepers were withdrawn.")["go_away"] == 1
    assert meant("Armenia asked for help.")["ask"] == 1
    assert not contraries("Leaders signed the treaty.", "Leaders disagreed over the price.")


def test_broader_acts_are_acts_and_no_opposites() -> None:
    for group in GROUPS:
        for other in group.broader:
            assert groups()[other].part == "act", (group.name, other)
            assert other not in group.opposite, (group.name, other)
            assert group.name not in groups()[other].broader, (group.name, other)


def test_a_text_that_says_both_has_no_direction() -> None:
    assert spoken("Belarus signed, but Armenia did not sign.")["sign"] == 0


def test_words_stand_within_a_phrase() -> None:
    assert spoken("Kyrgyzstan called the joint exercise off.").get("cancel") == 1
    assert "cancel" not in spoken("Kyrgyzstan called its three closest old allies and went off.")


def test_names_of_states_say_nothing() -> None:
    assert "unite" not in spoken("The United States and the United Kingdom met.")
    assert concepts("The treaty of Armenia", frozenset(["armenia"])) == concepts("The treaty")


def test_weak_opposites_count_only_when_asked_for() -> None:
    one, other = "It came before the summit.", "It came after the summit."
    assert not opposed(one, other)
    assert "before" in contraries(one, other, weak=True)


def test_names_are_unlike() -> None:
    names = Counter(it["name"] for it in _tables())
    assert [name for name, n in names.items() if n > 1] == []


def test_no_group_is_empty_or_says_a_word_twice() -> None:
    for group in GROUPS:
        assert group.words, group.name
        assert len(set(group.words)) == len(group.words), group.name
        assert group.part in ("act", "thing"), group.name


def test_no_two_groups_of_a_part_hold_the_same_words() -> None:
    held = Counter((group.part, frozenset(group.words)) for group in GROUPS)
    assert max(held.values()) == 1


def test_every_opposite_is_named_both_ways() -> None:
    for group in GROUPS:
        assert group.name not in group.opposite
        for other in group.opposite:
            assert group.name in groups()[other].opposite, (group.name, other)
            assert groups()[other].part == group.part, (group.name, other)


def test_opposites_share_no_word() -> None:
    for group in GROUPS:
        for other in group.opposite:
            shared = set(group.words) & set(groups()[other].words)
            assert not shared, (group.name, other, shared)


def test_every_word_is_lower_case_and_plain() -> None:
    for group in GROUPS:
        for words in group.words:
            assert words == words.lower().strip(), (group.name, words)
            assert "-" not in words, (group.name, words)
            for run in words.split("+"):
                for word in run.split():
                    assert not word.startswith("@") or groups()[word[1:]].part == "thing", (group.name, words)


def test_there_are_enough_of_both_parts() -> None:
    assert len(acts()) >= 150
    assert len(GROUPS) - len(acts()) >= 150


def _tables() -> list[dict[str, object]]:
    from foedus.check.keys import lexicon

    found: list[dict[str, object]] = lexicon()["group"]
    return found


@pytest.mark.parametrize(
    ("text", "group", "sign"),
    [
        ("A rising overthrew the leader.", "increase", None),
        ("Tension was rising.", "increase", 1),
        ("It never put its signature to the protocol.", "sign", -1),
        ("It put its signature to the protocol.", "sign", 1),
        ("The government cancelled the exit.", "leave", -1),
        ("The government stopped the withdrawal.", "go_away", -1),
    ],
)
def test_what_words_beside_an_act_make_of_it(text: str, group: str, sign: int | None) -> None:
    assert meant(text).get(group) == sign
