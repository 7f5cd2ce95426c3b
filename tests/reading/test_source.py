"""Files to clean text: kinds, encodings, what is taken off, what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.errors import FoedusError
from foedus.reading.source import load, source

PAGE = """<!doctype html><html><head><title>Alliance in doubt | The Daily</title><meta charset="windows-1252">
<meta property="article:published_time" content="2022-11-28T10:00:00Z"><meta property="og:site_name" content="The Daily">
<script>var a = "<p>no</p>";</script></head><body><nav><ul><li><a href=/>Home</a></li></ul></nav><div id=main>
<h1>Alliance in doubt</h1><p>By John Smith</p><p>Armenia\u2019s leader said the pact &amp; its hub had failed.
<p>He left the hall on Wednesday.</p><figure><figcaption>A hall (Image: Getty)</figcaption></figure>
<div class="related-stories"><p>Ten recipes that you should cook tonight, by our food editor</p></div></div>
<footer><p>All rights reserved</p></footer></body></html>"""
MAIL = (
    b'From: "Press" <press@mfa.example>\nTo: a@b\nSubject: =?utf-8?b?U3VtbWl0?=\nDate: Mon, 28 Nov 2022 10:00:00 +0300\n'
    b"Content-Type: text/plain; charset=koi8-r\n"
    b"\nThe minister said \xf2\xcf\xd3\xd3\xc9\xd1 will act.\n\n> old words\n-- \nsigned"
)


def test_a_page_gives_its_article_alone() -> None:
    found = source(PAGE.encode("cp1252"), "page.html")
    assert found.text == (
        "Alliance in doubt\n\nArmenia’s leader said the pact & its hub had failed.\n\nHe left the hall on Wednesday."  # noqa: RUF001
    )
    assert (found.on, found.outlet, found.title) == (date(2022, 11, 28), "The Daily", "Alliance in doubt")
    assert found.encoding == "windows-1252"


def test_a_mail_gives_its_body_without_quotes_and_signature() -> None:
    found = source(MAIL, "one.eml")
    assert found.text == "The minister said Россия will act."
    assert (found.title, found.on, found.outlet, found.kind) == ("Summit", date(2022, 11, 28), "Press", "mail")


def test_plain_text_loses_captions_and_buttons() -> None:
    text = "DATELINE: 2022-11-28 | Paper\nThe group met.\n\nLeaders in the hall (Image: Getty)\n\nIt failed.\n\nNo comments:"
    found = source(text.encode(), "a.txt")
    assert found.text == "The group met.\n\nIt failed."
    assert (found.on, found.outlet) == (date(2022, 11, 28), "Paper")


def test_text_out_of_a_pdf_is_joined_again() -> None:
    page = (
        "Journal of Things\nThe foreign ministers of the six member states met in the capital on\n"
        "Wednesday and failed to agree on a declaration, a statement of the sec-\n"
        "retariat said. The meeting lasted for three hours and ended very late,\nand then they left.\n%d\n\f"
    )
    found = source("".join(page % n for n in (1, 2, 3)).encode(), "a.txt")
    assert found.kind == "pdf"
    assert "Journal" not in found.text
    assert "statement of the secretariat said" in found.text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Pact".encode("utf-16"), "utf-16"),
        ("\ufeffPact".encode(), "utf-8-sig"),
        ("Überfall – Pakt".encode(), "utf-8"),  # noqa: RUF001
        ("Россия заявила, что Армения выйдет из договора. ".encode("cp1251") * 9, "cp1251"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    if encoding == "cp1251":
        pytest.importorskip("charset_normalizer")
    assert source(data).encoding == encoding


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 50, b"\0" * 1000, b"%PDF-1.7\n", b"PK\x03\x04zip", b"\x89PNG\r\n"]
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(FoedusError, match=r"x\.txt: is"):
        source(data, "x.txt")


def test_a_missing_file_is_a_users_error(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="cannot be read"):
        load(tmp_path / "none.txt")


def test_empty_is_empty() -> None:
    assert source(b"").text == ""


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a ",
        "<div>",
        '<html><a "',
        "<html><p><!--",
        "<html><script>",
        "</p>",
        "a. ",
        "\n",
        "(",
        "A ",
        "“",
        "&",
        "<p>x",
    ],
)
def test_broken_pages_are_read_in_time(unit: str) -> None:
    data = (unit * (200_000 // len(unit))).encode()
    source(data, "x.html")
    source(data, "x.txt")
