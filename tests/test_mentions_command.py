"""``geo mentions``: what it writes, what it refuses in one line, what it leaves out, and how it measures itself."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.issues.errors import AtlasError
from geo.mentions.measure import measure
from geo.mentions.reader import Reader
from geo.mentions.table import COLUMNS
from geo.patch.rejections import Rejections
from geo.record.paths import REJECTIONS
from geo.record.read import read

TEXT = "山丘工厂开工,总投资13亿元。\n2025年,全市生产总值3700亿元。\n"

DATED = "must be a date such as 2026, 2026-11 or 2026-11-28, of the text or of its source"


@pytest.fixture
def mentions(tiny, tmp_path, capsys):
    """Give the command on the tiny record and a text: exit code, standard output and standard error."""

    def run(*options: str, text: str | bytes = TEXT) -> tuple[int, str, str]:
        path = tmp_path / "article.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = main(["--root", str(tiny.write()), "mentions", str(path), *options])
        return code, *capsys.readouterr()

    return run


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table)))


def test_candidates_are_a_table_in_the_order_of_the_text(mentions):
    code, told, _ = mentions("--source", "review-2024")
    assert (code, told.split("\n")[0]) == (0, ",".join(COLUMNS))
    found = [(row["line"], row["kind"], row["value"]) for row in rows(told)]
    assert found == [
        ("1", "place", ""),
        ("1", "status", "started"),
        ("1", "figure", "13"),
        ("2", "figure", "3700"),
    ]
    assert {row["source"] for row in rows(told)} == {"review-2024"}


def test_a_text_that_is_no_source_yet_is_told_its_date(mentions):
    _, told, _ = mentions("--published", "2025-12-01")
    assert [(row["as_of"], row["source"]) for row in rows(told) if row["value"] == "3700"] == [("2025", "")]


def test_candidates_go_to_a_file(mentions, tmp_path):
    file = tmp_path / "candidates.csv"
    code, told, _ = mentions("--published", "2025", "-o", str(file))
    assert (code, told) == (0, f"{file}: 4 candidates\n")
    assert len(rows(file.read_text("utf-8"))) == 4


def test_standard_input_is_read(tiny, capsys, monkeypatch):
    class Input:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Input())
    assert main(["--root", str(tiny.write()), "mentions", "-", "--published", "2025"]) == 0
    assert len(rows(capsys.readouterr().out)) == 4


@pytest.mark.parametrize(
    ("options", "text", "told"),
    [
        (["--source", "none"], TEXT, "source: must be an id of sources.csv, unless it is told when"),
        (
            ["--published", "June"],
            TEXT,
            "published: must be a date such as 2026, 2026-11 or 2026-11-28, of the text or of its source; found 'June'",
        ),
        ([], TEXT, f"published: {DATED}; found ''"),
        (["--published", "2025"], b"\xb2\xfa\xd6\xb5", "not UTF-8 (byte B2): save it as UTF-8"),
        (["--published", "2025"], "\ufeff产值", "byte order mark"),
        (["--published", "2025"], b"1" * (4 * 2**20 + 1), "more than 4194304 bytes"),
        (["--published", "2025", "--measure", "."], TEXT, "mentions: must be given a text to read, or a folder"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(options, text, told, mentions):
    code, out, err = mentions(*options, text=text)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert told in err


def test_a_missing_file_is_refused_in_one_line(tiny, capsys):
    assert main(["--root", str(tiny.write()), "mentions", "/no/such/file", "--published", "2025"]) == 1
    assert capsys.readouterr().err == "error /no/such/file: file must be there; found nothing [missing-file]\n"


def test_what_was_rejected_is_left_out_and_counted(mentions, tiny):
    _, told, _ = mentions("--source", "review-2024")
    refused = [row | {"reason": "of another year"} for row in rows(told) if row["value"] == "3700"]
    path = tiny.root / REJECTIONS
    path.parent.mkdir()
    columns = ("source", "line", "column", "token", "indicator", "value", "unit", "subjects", "reason")
    path.write_text(Rejections().with_rows({key: row[key] for key in columns} for row in refused).text(), "utf-8")
    code, told, err = mentions("--source", "review-2024")
    assert (code, len(rows(told)), err) == (
        0,
        3,
        "1 candidate left out that review/rejected.csv holds (--all offers them, too)\n",
    )
    assert len(rows(mentions("--source", "review-2024", "--all")[1])) == 4


@pytest.fixture
def example(tmp_path) -> tuple[Path, Path]:
    """Give a test set of one text, and the folder of its text."""
    texts, expected = tmp_path / "texts", tmp_path / "set"
    texts.mkdir()
    expected.mkdir()
    (texts / "one.txt").write_text(TEXT, "utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (expected / "texts.csv").write_text(f"slug,half,published,sha256\none,dev,2025-12,{digest}\n", "utf-8")
    (expected / "one.csv").write_text(
        "line,column,token,value,unit,qualifier,kind,aim,as_of,stated,indicator,scope,subjects,doubt\n"
        "1,1,山丘工厂,,,,place,,,,,,hill-works,\n"
        "1,5,开工,started,,,status,actual,2025-12,,,,hill-works,\n"
        "1,11,13亿元,13,yi-yuan,,figure,expected,,2025-12,investment,,hill-works,\n"
        "2,14,3700亿元,3600,yi-yuan,,figure,actual,2025,,gdp,,430200,1\n",
        "utf-8",
    )
    return expected, texts


def test_a_measure_counts_what_was_found_and_what_was_offered(tiny, example):
    reader = Reader(Atlas(read(tiny.write())))
    counts = {
        question: (count["right"], count["asked"]) for question, count in measure(reader, *example).counts.items()
    }
    assert counts["figures: number and unit right"] == (1, 2)
    assert counts["figures offered that are right"] == (1, 2)
    assert counts["known places found"] == (1, 1)
    assert counts["statuses found"] == (1, 1)
    assert counts["of figures read: place first"] == (1, 1)
    certain = measure(reader, *example, certain=True).counts
    assert certain["figures: number and unit right"] == {"right": 1, "asked": 1}


def test_a_measure_reads_one_half_and_names_what_is_missing_or_differs(tiny, example):
    reader = Reader(Atlas(read(tiny.write())))
    expected, texts = example
    assert measure(reader, expected, texts, "held").counts == {}
    (texts / "one.txt").write_text("another", "utf-8")
    assert "SHA-256 differs" in measure(reader, expected, texts).missing[0]
    (texts / "one.txt").unlink()
    assert "file must be there" in measure(reader, expected, texts).missing[0]
    with pytest.raises(AtlasError, match="folder must be there"):
        measure(reader, expected, texts / "none")
