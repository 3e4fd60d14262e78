"""Formats beyond those that the page has the bytes of: read by others, they say what the record says."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import import_module

import openpyxl
import pyogrio
import pytest

import geo
from geo.atlas.atlas import Atlas
from geo.atlas.figures import figures
from geo.atlas.selection import Selection
from geo.atlas.selection import select_subjects
from geo.cli import main
from geo.export import FORMATS
from geo.export import WITHOUT_EXTRA
from geo.export import format_of
from geo.export import save_all
from geo.export import xlsx
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.qgis import COLOURS
from geo.export.tables import SHEETS
from geo.geodesy.datum import to_wgs84
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import RECORD
from tests.fixtures.workbooks import formulas_and_links
from tests.fixtures.workbooks import hostile_atlas
from tests.fixtures.workbooks import marked_as_text
from tests.fixtures.workbooks import workbook_of

THREE = Selection(district="三区")


@pytest.fixture(scope="module")
def tiny() -> Atlas:
    return Atlas(read(RECORD))


@pytest.fixture(scope="module")
def hostile() -> Atlas:
    return hostile_atlas()


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def written(value: object) -> str:
    """Return the value of a cell as CSV has it, without the apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@pytest.mark.parametrize("selection", [Selection(), THREE], ids=["all", "district"])
@pytest.mark.parametrize("name", ["tiny", "hostile"])
def test_workbook_says_what_the_table_says(selection, name, request):
    atlas = request.getfixturevalue(name)
    sheets = workbook_of(FORMATS["xlsx"].write(atlas, selection))
    assert tuple(sheets) == SHEETS
    content = json.loads(to_geojson(atlas, selection))
    rows = [{key: text.removeprefix("'") for key, text in row.items()} for row in table_of(to_csv(atlas, selection))]
    facts = [row for row in rows if row["fact"]]
    for row, told in zip(facts, sheets["Facts"], strict=True):
        assert told["place"] == row["id"]
        same = [column for column in told if column in row]
        assert {column: written(told[column]) for column in same} == {column: row[column] for column in same}
    places = {(row["id"], row["position_role"], row["longitude"]): row for row in rows}
    assert len(places) == len(sheets["Places"])
    for told in sheets["Places"]:
        row = places[told["id"], written(told["position_role"]), written(told["longitude"])]
        assert {column: written(value) for column, value in told.items()} == {column: row[column] for column in told}
    assert [told["id"] for told in sheets["Sources"]] == [source["id"] for source in content["sources"]]
    for told, source in zip(sheets["Sources"], content["sources"], strict=True):
        assert {key: value or "" for key, value in told.items()} == source
    about = {row["name"]: row["value"] for row in sheets["About"]}
    assert {key: about[key] for key in ("record_version", "record_digest", "filter", "licence")} == {
        key: rows[0][key] for key in ("record_version", "record_digest", "filter", "licence")
    }


def test_numbers_of_a_workbook_are_numbers(tiny):
    sheets = workbook_of(FORMATS["xlsx"].write(tiny))
    values = {told["fact"]: told["value"] for told in sheets["Facts"]}
    assert (values["f0006"], values["f0012"], values["f0002"]) == (12.5, -3.1, "signed")
    assert {type(told["differs"]) for told in sheets["Facts"]} == {bool}


def test_no_text_of_a_workbook_is_a_formula_or_a_link(hostile):
    content = FORMATS["xlsx"].write(hostile)
    assert formulas_and_links(content) == []
    assert {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"} <= marked_as_text(content)
    assert "http://a.example" not in marked_as_text(content)


def test_dates_in_a_workbook_are_those_of_the_record(tiny):
    content = FORMATS["xlsx"].write(tiny)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert f"{book.properties.created:%F} {book.properties.modified:%F}" == f"{tiny.date} {tiny.date}"
    assert content == FORMATS["xlsx"].write(Atlas(read(RECORD)))


def test_what_a_sheet_cannot_hold_is_refused(tiny, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    with pytest.raises(geo.AtlasError, match="choose less"):
        FORMATS["xlsx"].write(tiny)


def test_text_that_is_too_long_for_a_cell_is_cut_where_all_see_it():
    record = read(RECORD)
    record.facts[0]["note_zh"] = "山" * xlsx.LONGEST
    record.facts[1]["note_zh"] = f"{'山' * (xlsx.LONGEST - 2)}🏭🏭"
    notes = {row["fact"]: row["note_zh"] for row in workbook_of(FORMATS["xlsx"].write(Atlas(record)))["Facts"]}
    assert notes[record.facts[0]["id"]] == "山" * xlsx.LONGEST
    assert notes[record.facts[1]["id"]] == f"{'山' * (xlsx.LONGEST - 2)}…"


def test_lines_are_the_features_of_the_collection_each_with_its_sources(tiny):
    content = json.loads(to_geojson(tiny, THREE))
    text = FORMATS["geojsonl"].write(tiny, THREE)
    assert text.endswith("}\n")
    features = [json.loads(line) for line in text.splitlines()]
    sources = {source["id"]: source for source in content["sources"]}
    for feature, expected in zip(features, content["features"], strict=True):
        props = feature["properties"]
        assert {**feature, "properties": {name: props[name] for name in expected["properties"]}} == expected
        assert {fact["source"] for fact in props["facts"]} <= {source["id"] for source in props["sources"]}
        assert [source for source in props["sources"] if source != sources[source["id"]]] == []
        assert (props["record_digest"], props["filter"]) == (tiny.digest, "district=三区")


def test_lines_open_in_gdal(tiny, tmp_path):
    path = tmp_path / "places.geojsonl"
    path.write_text(FORMATS["geojsonl"].write(tiny), "utf-8")
    info = pyogrio.read_info(path)
    places = len(select_subjects(tiny, Selection()))
    assert (info["driver"], info["features"], info["crs"]) == ("GeoJSONSeq", places, "EPSG:4326")


def test_wide_table_has_a_row_a_place_and_the_figures_of_the_atlas(tiny):
    rows = table_of(FORMATS["csv-wide"].write(tiny))
    assert [row["id"] for row in rows] == select_subjects(tiny, Selection())
    facts = {fact["id"]: fact for fact in tiny.record.facts}
    found = {(code, row["id"]): float(row[code]) for row in rows for code in figures(tiny) if row[code]}
    assert found == {(code, place): each.value for code, own in figures(tiny).items() for place, each in own.items()}
    for row in rows:
        for code in figures(tiny):
            told = facts.get(row[f"{code}_fact"])
            assert (told is None) == (row[code] == "")
            assert told is None or (told["indicator"], told["subject"]) == (code, row["id"])
            assert told is None or tiny.source_rows[told["source"]]["title_zh"] in row[f"{code}_source"]


def test_wide_table_has_columns_for_what_its_rows_have(tiny):
    chosen = Selection(place="hill-park")
    columns = set(table_of(FORMATS["csv-wide"].write(tiny, chosen))[0])
    has = {code for code, own in figures(tiny).items() if "hill-park" in own}
    assert columns & set(figures(tiny)) == has


@pytest.mark.parametrize(("datum", "told"), [("gcj02", "GCJ-02"), ("bd09", "BD-09")])
@pytest.mark.parametrize("name", ["csv", "csv-wide", "xlsx"])
def test_positions_of_a_table_can_be_in_another_datum_which_it_names(tiny, name, datum, told):
    plain, moved = (FORMATS[name].write(tiny, THREE, each) for each in (None, datum))
    if name == "xlsx":
        before, after = (workbook_of(each)["Places"] for each in (plain, moved))
        about = {row["name"]: row["value"] for row in workbook_of(moved)["About"]}
        assert about["coordinates"] == told
    else:
        before, after = table_of(plain), table_of(moved)
        assert {row["coordinates"] for row in after} == {told}
    positions = 0
    for old, new in zip(before, after, strict=True):
        assert {"longitude", "latitude"}.isdisjoint(new)
        lon, lat = new[f"longitude_{datum}"], new[f"latitude_{datum}"]
        assert bool(lon) == bool(old["longitude"])
        if lon:
            positions += 1
            back = to_wgs84(float(lon), float(lat), told)
            assert back == pytest.approx((float(old["longitude"]), float(old["latitude"])), abs=2e-6)
            assert abs(float(lon) - float(old["longitude"])) > 0.003
    assert positions > 1


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.reference])
def test_format_that_states_where_positions_are_has_no_other_datum(tiny, name):
    with pytest.raises(geo.AtlasError, match="WGS-84"):
        FORMATS[name].write(tiny, THREE, "gcj02")


def test_file_in_another_datum_says_so_in_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    command = ["--root", str(RECORD), "export", "--place", "hill-park", "--datum", "bd09"]
    assert main([*command, "--format", "xlsx"]) == 0
    assert [path.name.rpartition("_")[2] for path in tmp_path.iterdir()] == ["bd09.xlsx"]
    assert main([*command, "-o", "park.csv"]) == 1
    assert "park_bd09.csv" in capsys.readouterr().err
    assert main([*command, "-o", "park_BD09.csv"]) == 0
    assert main([*command, "-o", "park_bd09.kml"]) == 1
    assert not (tmp_path / "park_bd09.kml").exists()


@pytest.mark.parametrize(
    ("file", "name"), [("a.wide.csv", "csv-wide"), ("a.csv", "csv"), ("A.XLSX", "xlsx"), ("a.b.geojsonl", "geojsonl")]
)
def test_ending_says_the_format(tmp_path, file, name):
    assert format_of(tmp_path / file).name == name


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--format", "csv-wide", "-o", "a.csv"], 0),
        (["--format", "csv", "-o", "a.wide.csv"], 1),
        (["--format", "geojson", "-o", "a.xlsx"], 1),
    ],
)
def test_name_and_format_agree(tmp_path, monkeypatch, options, code):
    monkeypatch.chdir(tmp_path)
    assert main(["--root", str(RECORD), "export", *options]) == code
    assert len(list(tmp_path.iterdir())) == 1 - code


def test_all_formats_are_written_at_once(tiny, tmp_path):
    paths = save_all(tmp_path, tiny, THREE, "three", [FORMATS[name] for name in WITHOUT_EXTRA])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths.values())
    for name, path in paths.items():
        content = FORMATS[name].write(tiny, THREE)
        assert path.read_bytes() == (content if isinstance(content, bytes) else content.encode()), name


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.needs])
def test_library_that_is_missing_is_named_with_what_brings_it(tiny, name, monkeypatch):
    def without(_module: str) -> object:
        raise ModuleNotFoundError("No module", name=FORMATS[name].needs[0])

    monkeypatch.setattr("geo.export.import_module", without)
    with pytest.raises(geo.AtlasError, match=r"\[formats\]"):
        FORMATS[name].write(tiny)


def test_qgis_draws_in_the_colours_of_the_page():
    sheet = (ROOT / "geo/page/web/src/styles/base.css").read_text("utf-8").partition("}")[0]
    assert {layer: re.search(rf"--{layer}: (#\w+);", sheet)[1] for layer in COLOURS} == COLOURS


@pytest.mark.parametrize("name", FORMATS)
def test_format_has_a_module_and_a_type(name):
    form = FORMATS[name]
    assert "/" in form.media_type
    assert form.suffix.startswith(".")
    if not form.needs:
        assert import_module(f"geo.export.{name.replace('-', '_')}")
