"""Files that are missing, empty, damaged or in another encoding are told plainly, whatever they hold."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from foedus.sources.card import BadSource
from foedus.sources.tabular import Member, header_of, lines, members, number


def read(path: Path) -> list[list[str]]:
    found: list[list[str]] = []
    for member in members(path):
        with member.opened() as text:
            found.extend(line.cells for line in lines(member, text))
    return found


def test_plain_gzip_and_zip_give_the_same_rows(tmp_path: Path) -> None:
    raw = '\ufeffa,b\r\n\r\n1,"x, y"\r\n'.encode()
    plain, packed, zipped = (tmp_path / name for name in ("t.csv", "t.csv.gz", "t.zip"))
    plain.write_bytes(raw)
    packed.write_bytes(gzip.compress(raw))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("t.csv", raw)
    assert read(plain) == read(packed) == read(zipped) == [["a", "b"], ["1", "x, y"]]


def test_missing_empty_and_blank_files(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="there is no such file"):
        members(tmp_path / "none.csv")
    empty = tmp_path / "empty.csv"
    empty.touch()
    with pytest.raises(BadSource, match="the file is empty"):
        members(empty)
    blank = tmp_path / "blank.csv"
    blank.write_text("\n\n")
    member = members(blank)[0]
    with member.opened() as text, pytest.raises(BadSource, match="nothing but blank lines"):
        header_of(member, lines(member, text))


def test_damaged_archives(tmp_path: Path) -> None:
    packed = tmp_path / "t.csv.gz"
    packed.write_bytes(gzip.compress(b"a,b\n" * 1000)[:-12])
    with pytest.raises(BadSource, match="cut short or damaged"):
        read(packed)
    zipped = tmp_path / "t.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("t.csv", "a,b\n")
    with pytest.raises(BadSource, match="holds no file of this data set"):
        members(zipped, lambda name: name.endswith(".txt"))
    zipped.write_bytes(zipped.read_bytes()[:20])
    with pytest.raises(BadSource, match="the zip is cut short or damaged"):
        members(zipped)


def test_another_encoding_and_open_quotes(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("name\nCôte\n".encode("latin-1"))
    with pytest.raises(BadSource, match="is not utf-8-sig text"):
        read(path)
    path.write_text('a,b\n1,"x\n')
    with pytest.raises(BadSource, match="line 2"):
        read(path)


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1,5"])
def test_what_is_no_finite_number(tmp_path: Path, text: str) -> None:
    member = Member(tmp_path / "t.csv")
    line = next(lines(member, iter(["1,2\n"])))  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=r"t\.csv, line 1, column `v`"):
        number(member, line, "v", text)
