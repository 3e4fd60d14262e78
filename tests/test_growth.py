"""What CONTRIBUTING.md says of growing the atlas: an indicator is a row of its register, and no line of code."""

from __future__ import annotations

import csv
import re

import pytest

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.kml import to_kml
from geo.page.build import render_page
from geo.record.paths import ROOT
from geo.record.read import read


@pytest.fixture
def grown(tiny):
    """Return the tiny record with the example's indicator, and a fact of the hill park that uses it."""
    columns = list(tiny.register("indicators")[0])
    (row,) = csv.reader(
        re.findall(r"^`(average-wage,.*?)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    )
    tiny.register("indicators").append(dict(zip(columns, row, strict=True)))
    fact = next(fact for fact in tiny.facts if fact["subject"] == "hill-works" and fact["indicator"] == "investment")
    tiny.facts.append(fact | {"id": "f0999", "subject": "hill-park", "indicator": "average-wage"})
    return tiny


def test_no_register_has_the_indicator_of_the_example_yet():
    assert "average-wage" not in [row["code"] for row in read().registers["indicators"]]


def test_an_indicator_is_a_row_and_reaches_every_way_out(grown):
    record = read(grown.write())
    assert [str(issue) for issue in validate(record)] == []
    atlas = Atlas(record)
    for text in (render_page(atlas), to_geojson(atlas), to_csv(atlas), to_kml(atlas)):
        assert "平均工资" in text


def test_an_indicator_of_money_takes_no_other_unit(grown):
    grown.facts[-1]["unit"] = next(row["code"] for row in grown.register("units") if row["dimension"] != "money")
    assert [issue.code for issue in validate(read(grown.write()))] == ["unit-mismatch"]
