"""A small record about an alliance of two states, and an article about it, for tests of checks."""

from __future__ import annotations

from datetime import date

from foedus.check import Checked, Claim, check
from foedus.check.article import open_article
from foedus.check.claims import find
from foedus.check.desk import Desk
from foedus.check.types import Query
from foedus.record import Record
from tests import rows

DAY = "2000-06-01"


def world() -> Record:
    """`Example Pact` with Armenia and Belarus; Armenia called on 5 May 2000 and got observers; Belarus would not sign."""
    record = rows.small_record("ARM", "BLR")
    call = rows.add(
        record,
        "call",
        **rows.call("ARM", "2000-05-05", legal_basis="Article 4 of the Treaty", situation="an attack on its border"),
    )
    rows.add(record, "answer", **rows.answer(call, "2000-05-07", "mission", content="Observers were sent to Armenia."))
    rows.add(
        record,
        "event",
        **rows.act(
            "BLR", "XYZ", "2000-05-10", "refuse_sign",
            sentence="Belarus refused to sign the declaration on common defence at the summit.", plover_type="REJECT",
        ),
    )  # fmt: skip
    rows.add(
        record,
        "obligation",
        **rows.obligation("defence", "4", paraphrase="An attack on one member is an attack on all."),
    )
    return record


def checked(text: str, record: Record | None = None, as_of: str = "2026-01-01", dateline: str | None = DAY) -> Checked:
    """An article about the pact, checked."""
    return check(text, dateline=dateline, as_of=as_of, record=record or world(), alliance="Example Pact")


def only(found: Checked, kind: str) -> Claim:
    """The one claim of a kind."""
    claims = [it for it in found.claims if it.kind == kind]
    assert len(claims) == 1, [(it.kind, it.words) for it in found.claims]
    return claims[0]


def desk(record: Record | None = None, as_of: str = "2026-01-01", horizon: str = "") -> Desk:
    """The rows known on a day; what lies after `horizon` is not taken for what a claim means."""
    made = Desk((record or world()).as_of(date.fromisoformat(as_of)), record or world())
    made.horizon = date.fromisoformat(horizon or as_of)
    return made


def queries(text: str, at: Desk) -> list[Query]:
    """What the claims of acts, meetings and fighting in an article of 1 June 2000 ask of the record."""
    article = open_article(text, date.fromisoformat(DAY), at.alliances, "XYZ")
    return [it.query for it in find(article) if it.query.kind in ("act", "meeting", "clash")]
