"""`read` as a whole: spans, reasons, sameness, rows for JSON Lines, and texts that are no texts."""

from __future__ import annotations

import json
import time

import pytest

from foedus.errors import FoedusError
from foedus.reading import as_lines, read
from foedus.reading.explain import explain

TEXT = (
    "Armenia refused to sign the CSTO declaration in Yerevan on Wednesday. "
    "Azerbaijan's army shelled Armenian villages, Armenia said."
)


def test_events_and_spans() -> None:
    reading = read(TEXT, dateline="2022-11-28")
    refused, shelled = reading.events
    assert (refused.actor, refused.plover_type, refused.recipient) == ("ARM", "REJECT", "CSTO")
    assert refused.alliance_act == "refuse_sign"
    assert (refused.inner_type, refused.inner) == ("SUPPORT", "negated")
    assert (shelled.actor, shelled.recipient, shelled.plover_type) == ("AZE", "ARM", "ASSAULT")
    assert (shelled.modality, shelled.source) == ("reported", "ARM")
    for one in reading.events:
        sentence = reading.sentences[one.sentence]
        assert sentence.span.start <= one.span.start < one.span.end <= sentence.span.end
        assert {"frame", "actor", "date"} <= {why.kind for why in one.reasons}
        for why in one.reasons:
            if why.kind in ("actor", "recipient") and why.span is not None:
                assert why.span.of(TEXT) in why.text
    assert refused.span.of(TEXT).startswith("refused")


def test_same_text_same_ids() -> None:
    assert read(TEXT, dateline="2022-11-28") == read(TEXT, dateline="2022-11-28")


def test_lines_are_json() -> None:
    rows = as_lines(read(TEXT, dateline="2022-11-28"), "summit")
    first = json.loads(json.dumps(rows[0]))
    assert first["doc"] == "summit"
    assert first["sentence_text"].startswith("Armenia refused")
    assert {"actor", "recipient", "event_type", "act", "date", "modality", "confidence", "why"} <= set(first)


def test_explain() -> None:
    reading = read(TEXT, dateline="2022-11-28")
    told = explain(reading.events[0], reading)
    assert "[refused to sign" in told
    assert "outer verb" in told
    assert "for example" in told


def test_pronoun_points_back() -> None:
    found = read("Uzbekistan quarrelled with Russia. It left the CSTO in 2012.", dateline="2022-11-28").events
    assert ("UZB", "SANCTION", "CSTO") in {(one.actor, one.plover_type, one.recipient) for one in found}


def test_bad_day() -> None:
    with pytest.raises(FoedusError):
        read(TEXT, dateline="28 Nov")


STRANGE = {
    "empty": "",
    "spaces": " \n\t " * 100,
    "one long line": "Russia attacked Ukraine and " * 4000,
    "brackets": "(" * 100_000,
    "pairs": "[]()" * 25_000,
    "bytes": bytes(range(256)).decode("latin-1") * 40,
    "emoji": "😀" * 5000,
    "Cyrillic": "Россия напала на Украину. " * 50,
    "right to left": "هاجمت روسيا أوكرانيا. " * 50,
    "open quotes": '"Russia said “' * 500,
    "one word": "x" * 100_000,
    "zeros": "\0" * 1000,
    "lone surrogate": "Russia \ud800 attacked Ukraine.",
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_text(name: str) -> None:
    start = time.perf_counter()
    found = read(STRANGE[name], dateline="2022-11-28").events
    assert time.perf_counter() - start < 20
    if name not in ("one long line", "lone surrogate"):
        assert found == ()


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday the members of the Collective Security Treaty Organization opposed a motion. Armenia opposed it.",
        "On Monday the Southeast Asia Treaty Organization, far away, ceased to be. The treaty was denounced with it.",
        "In a long and winding sentence about the weather Uzbekistan quarrelled with Russia. It left the CSTO in 2012.",
    ],
)
def test_a_pronoun_points_at_no_word_of_its_own_sentence(text: str) -> None:
    found = read(text, dateline="2022-11-28")
    assert found.events
    for one in found.events:
        for why in one.reasons:
            if why.kind in ("actor", "recipient") and why.span is not None:
                assert why.span.of(found.text) in why.text
