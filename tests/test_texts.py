"""Texts of sources: lines as sed counts them, spans that locators name, and where a token stands."""

from __future__ import annotations

import pytest

from geo.issues.errors import AtlasError
from geo.record.locators import line_span
from geo.record.read import read
from geo.texts.read import lines_of
from geo.texts.read import places_of
from geo.texts.read import read_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\n二\n", ["一", "二"]),
        ("一\n二", ["一", "二"]),
        ("一\n\n二\n\n", ["一", "", "二", ""]),
        ("一\r\n二\u2028三\x0b四\n", ["一\r", "二\u2028三\x0b四"]),
        ("", [""]),
    ],
    ids=["closed", "last line open", "empty lines", "other line ends", "nothing"],
)
def test_lines_end_at_line_feeds_alone(text, expected):
    assert lines_of(text.encode()) == expected


def test_bytes_that_are_not_utf8_are_lines_too():
    assert lines_of(b"\xff1\n2\n") == ["\ufffd1", "2"]


@pytest.mark.parametrize(("locator", "span"), [("L1", (1, 1)), ("L12", (12, 12)), ("L12-14", (12, 14))])
def test_locator_names_lines(locator, span):
    assert line_span(locator) == span


@pytest.mark.parametrize(
    "locator", ["", "12", "L", "L0", "L01", "l1", "L1-", "L1-1", "L3-2", "L1,2", "L1 ", " L1", "L1\n", "L１", "L-1"]
)
def test_what_is_no_locator_names_none(locator):
    assert line_span(locator) is None


LINES = ["1 1", "no", "111"]


@pytest.mark.parametrize(
    ("token", "span", "places"),
    [
        ("1", (1, 1), [(1, 0), (1, 2)]),
        ("1", (2, 2), []),
        ("1", (1, 3), [(1, 0), (1, 2), (3, 0), (3, 1), (3, 2)]),
        ("11", (3, 3), [(3, 0), (3, 1)]),
        ("1", (3, 9), [(3, 0), (3, 1), (3, 2)]),
        ("1", (4, 9), []),
        ("1no", (1, 2), []),
    ],
    ids=["twice on a line", "on no line", "on several lines", "overlapping", "past the end", "beyond", "over a line"],
)
def test_token_stands_at_every_line_and_column(token, span, places):
    assert list(places_of(token, LINES, span)) == places


def test_texts_are_those_of_the_sources_that_have_a_digest(tiny, sources_dir):
    (sources_dir / "notice-2023.txt").write_text("not asked for", encoding="utf-8")
    texts = read_texts(read(tiny.write()), sources_dir)
    assert list(texts) == ["review-2024"]
    assert texts["review-2024"].decode().startswith("全年")


def test_text_that_cannot_be_read_says_why(tiny, sources_dir):
    (sources_dir / "review-2024.txt").unlink()
    texts = read_texts(read(tiny.write()), str(sources_dir))
    assert texts["review-2024"].found == "nothing"


def test_folder_that_is_missing_is_refused(tiny, tmp_path):
    with pytest.raises(AtlasError, match="folder of source texts must be there; found none"):
        read_texts(read(tiny.write()), tmp_path / "none")
