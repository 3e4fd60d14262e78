"""The record in numbers: what each table counts, and that the guide to the record holds the counts of today."""

from __future__ import annotations

import re

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.tally import count_tables
from geo.atlas.tally import refresh
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import RECORD

GUIDE = ROOT / "data/README.md"


def tables_of(text: str) -> dict[str, dict[str, list[str]]]:
    """Return the cells of each Markdown table by the head of its first column, then by its first cell."""
    tables = {}
    for table in text.strip().split("\n\n"):
        (head, *_), _, *rows = [re.split(r" ?\| ?", line)[1:-1] for line in table.splitlines()]
        tables[head] = {first.strip("*`"): [cell.strip("*") for cell in cells] for first, *cells in rows}
    return tables


@pytest.fixture(scope="module")
def tables():
    return tables_of(count_tables(Atlas(read(RECORD))))


def test_sites_are_counted_by_layer_and_kind(tables):
    counts = tables["Layer, kind"]
    assert counts["Parks"] == counts["Industrial park"] == ["3"]
    assert counts["Infrastructure"] == counts["Transport"] == ["2"]
    assert counts["All"] == ["9"]


def test_sites_are_counted_by_basis_also_where_there_are_none(tables):
    assert tables["Basis"]["poi"] == ["2"]
    assert tables["Basis"]["address"] == ["0"]
    assert sum(int(count) for (count,) in tables["Basis"].values()) == 9


def test_sites_are_counted_in_each_of_their_districts_or_in_the_city(tables):
    counts = tables["District (a site of several counts in each)"]
    listed = list(Atlas(read(RECORD)).sites["all_districts"])
    assert list(counts) == [*(f"District {number}" for number in range(1, 10)), "Zhuzhou, district not known"]
    assert sum(int(count) for (count,) in counts.values()) == sum(len(districts) or 1 for districts in listed)
    assert counts["Zhuzhou, district not known"] == [str(listed.count([]))]


def test_facts_are_counted_by_source_and_aim(tables):
    assert tables["Source"] == {
        "Primary source** (1)": ["10", "0", "0", "10"],
        "review-2024": ["10", "0", "0", "10"],
        "Second-hand source** (1)": ["8", "2", "4", "14"],
        "notice-2023": ["8", "2", "4", "14"],
        "Copy of another page** (1)": ["1", "0", "0", "1"],
        "copy-2024": ["1", "0", "0", "1"],
        "All": ["19", "2", "4", "25"],
    }


def test_disagreements_are_counted_open_and_by_the_reason_of_their_resolution(tables):
    counts = {name: count for name, (count,) in tables["Disagreements"].items() if count != "0"}
    assert counts == {"Open": "2", "Resolved: official": "1", "All": "3"}


def test_record_of_nothing_is_counted():
    record = read(RECORD)
    for layer in ("parks", "projects", "institutions", "infrastructure"):
        record.layers[layer]["features"] = []
    record.facts, record.resolutions = [], []
    counts = tables_of(count_tables(Atlas(record)))
    assert counts["Layer, kind"] == {"All": ["0"]}
    assert counts["Source"]["All"] == ["0", "0", "0", "0"]
    assert counts["Disagreements"]["All"] == ["0"]


def test_the_guide_holds_the_counts_of_the_record():
    text = count_tables(Atlas(read()))
    assert GUIDE.read_text("utf-8") == refresh(GUIDE, text), "make format mends this"
