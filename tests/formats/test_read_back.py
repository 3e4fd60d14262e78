"""What each file says, value by value: the records are the tiny one, the atlas's own, and one of hostile texts."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import flatgeobuf
import mapbox_vector_tile
import pyogrio
import pytest
import shapely
from fastkml import KML
from pmtiles.reader import MemorySource
from pmtiles.reader import Reader
from pmtiles.reader import all_tiles
from pyarrow import parquet
from shapely.geometry import shape

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.cli import main
from geo.export import FORMATS
from geo.export import arrow
from geo.export import pmtiles
from geo.export import save_all
from geo.export.pmtiles import NEAREST
from geo.export.tables import RELATED_FACTS
from geo.export.tables import Tables
from geo.export.tables import tables
from geo.issues.errors import AtlasError
from geo.progress import watched
from geo.record.paths import ROOT
from geo.record.read import read
from tests.attack.strings import ALL
from tests.fixtures.shared import RECORD

MADE_HERE = ("gpkg", "fgb", "parquet", "pmtiles")
MOST = 2_000
"""Characters of the longest text that is tried: a cell of a workbook holds no more than 32,767."""
THREE = Selection(district="三区")


def hostile() -> Atlas:
    """Return an atlas whose names and notes are texts that programs take for something else."""
    record = read(RECORD)
    texts = [text for text in ALL if text.strip() and len(text) < MOST]
    for number, fact in enumerate(record.facts):
        fact["note_zh"], fact["note_en"] = texts[2 * number], texts[2 * number + 1]
    for number, (_, site) in enumerate(record.sites):
        site["properties"]["name_zh"] = texts[-1 - number]
    return Atlas(record)


@pytest.fixture(scope="module", params=["tiny", "real", "hostile"])
def atlas(request: pytest.FixtureRequest) -> Atlas:
    return hostile() if request.param == "hostile" else Atlas(read(RECORD if request.param == "tiny" else ROOT))


@pytest.fixture(scope="module")
def files(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return save_all(tmp_path_factory.mktemp("files"), atlas, EVERYTHING, "all")


@pytest.fixture(scope="module")
def told(atlas: Atlas) -> Tables:
    return tables(atlas, EVERYTHING)


def places(told: Tables) -> dict[str, dict]:
    return {feature["id"]: next(told.places(feature)) for feature in told.features}


def facts(told: Tables) -> list[dict]:
    return [row for feature in told.features for row in told.facts(feature)]


def further(told: Tables) -> list[dict]:
    return [row for feature in told.features for row in list(told.places(feature))[1:]]


def drawn(told: Tables) -> dict[str, shapely.Geometry]:
    return {each["id"]: shape(each["geometry"]) for each in told.features if each["geometry"] is not None}


def full(row: dict) -> dict:
    """Return a row without its empty cells: not every format tells an empty text from none."""
    return {name: value for name, value in row.items() if value is not None and value != ""}


def with_code(row: dict) -> dict:
    """Return a fact whose value is a code as tables of columns with one type have it."""
    code = {"value": None, "value_code": row["value"]} if isinstance(row["value"], str) else {}
    return full(row | code)


def without_place(row: dict) -> dict:
    return {name: value for name, value in row.items() if not name.startswith("place")}


# GeoPackage: GDAL writes, SQLite and DuckDB's neighbour in the standard library reads.


def rows_of(file: sqlite3.Connection, table: str) -> list[dict]:
    answer = file.execute(f'SELECT * FROM "{table}" ORDER BY fid')  # noqa: S608 (our own names)
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer]
    return [{name: value for name, value in row.items() if name != "fid"} for row in rows]


def of_gpkg(content: bytes | None) -> shapely.Geometry | None:
    """Return the geometry of a cell: a head of eight bytes and an envelope, then WKB."""
    if content is None:
        return None
    envelope = (0, 32, 48, 48, 64)[content[3] >> 1 & 7]
    return shapely.from_wkb(content[8 + envelope :])


def test_geopackage_has_all_tables(files: dict[str, Path], told: Tables) -> None:
    with closing(sqlite3.connect(files["gpkg"])) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        read_places = {row["id"]: row for row in rows_of(file, "places")}
        read_facts, read_sources = (rows_of(file, table) for table in ("facts", "sources"))
        positions, about = rows_of(file, "positions"), rows_of(file, "about")
        flat = [*rows_of(file, "lines"), *rows_of(file, "areas")]
    shapes = {row["place"]: of_gpkg(row["geometry"]) for row in flat}
    for row in read_places.values():
        point = of_gpkg(row.pop("geometry"))
        assert (point and (point.x, point.y)) == (row["longitude"] and (row["longitude"], row["latitude"]))
    assert {place: full(row) for place, row in read_places.items()} == {
        place: full(row) for place, row in places(told).items()
    }
    related = {*RELATED_FACTS, "value_code"}
    expected = [{name: value for name, value in with_code(row).items() if name in related} for row in facts(told)]
    assert [full(row | {"differs": bool(row["differs"])}) for row in read_facts] == expected
    assert [full(row) for row in read_sources] == [full(row) for row in told.sources]
    assert about == told.about
    assert [row["position_note_zh"] for row in positions] == [row["position_note_zh"] for row in further(told)]
    expected = {place: each for place, each in drawn(told).items() if "Point" not in each.geom_type}
    assert shapes.keys() == expected.keys()
    assert all(shapes[place].equals(each) for place, each in expected.items())


def test_keys_of_a_geopackage_lead_somewhere(files: dict[str, Path]) -> None:
    with closing(sqlite3.connect(files["gpkg"])) as file:
        keys = {
            (table, *row[2:5])
            for table in ("positions", "lines", "areas", "facts")
            for row in file.execute(f"PRAGMA foreign_key_list({table})")
        }
        assert ("facts", "sources", "source", "id") in keys
        of_places = {key[0] for key in keys if key[1:] == ("places", "place", "id")}
        assert of_places == {"positions", "lines", "areas", "facts"}
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        file.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            file.execute("UPDATE facts SET source = 'nowhere'")


def test_styles_of_a_geopackage_are_where_qgis_looks(files: dict[str, Path], atlas: Atlas) -> None:
    with closing(sqlite3.connect(files["gpkg"])) as file:
        styles = rows_of(file, "layer_styles")
        columns = dict(file.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert [row["f_table_name"] for row in styles] == ["places", "lines", "areas"]
    for row in styles:
        assert columns[row["f_table_name"]] == row["f_geometry_column"]
        root = ET.fromstring(row["styleQML"])  # noqa: S314
        symbols = {each.get("name") for each in root.iter("symbol")}
        layers = {each.get("value"): each.get("symbol") for each in root.iter("category")}
        assert set(layers.values()) == symbols
        assert set(layers) >= {site["layer"] for site in atlas.site_rows.values()}


# FlatGeobuf: GDAL writes, the reader in plain Python and GDAL's for its metadata read.


def test_flatgeobuf_has_every_place_with_a_position(files: dict[str, Path], told: Tables) -> None:
    with files["fgb"].open("rb") as file:
        features = {each["properties"]["id"]: each for each in flatgeobuf.load(file)["features"]}
    assert features.keys() == drawn(told).keys()
    of_place: dict[str, list[dict]] = {}
    for row in facts(told):
        of_place.setdefault(row["place"], []).append(without_place(with_code(row)))
    for place, each in drawn(told).items():
        props = dict(features[place]["properties"])
        assert shape(features[place]["geometry"]).equals(each)
        assert json.loads(props.pop("facts")) == of_place.get(place, [])
        del props["further_positions"]
        assert full(props) == full(places(told)[place])


def test_flatgeobuf_has_an_index_and_says_what_it_is(files: dict[str, Path], told: Tables) -> None:
    info = pyogrio.read_info(files["fgb"])
    assert (info["crs"], info["features"]) == ("EPSG:4326", len(drawn(told)))
    assert info["capabilities"]["fast_spatial_filter"]
    said = {name.lower(): text for name, text in info["layer_metadata"].items()}
    assert said.items() >= told.metadata.items()


# GeoParquet: pyarrow writes, DuckDB reads.


def test_geoparquet_has_all_places_with_their_facts(files: dict[str, Path], told: Tables) -> None:
    question = "SELECT * REPLACE (ST_AsWKB(geometry) AS geometry) FROM read_parquet(?)"
    answer = duckdb.execute(question, [str(files["parquet"])])
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    assert [row["id"] for row in rows] == [feature["id"] for feature in told.features]
    own = iter(facts(told))
    others = iter(further(told))
    for row, feature in zip(rows, told.features, strict=True):
        for fact in row.pop("facts"):
            assert full(fact) == without_place(with_code(next(own)))
        for position in row.pop("further_positions"):
            assert full(position).items() <= full(next(others)).items()
        geometry, bounds = row.pop("geometry"), row.pop("bbox")
        assert (geometry is None) == (feature["geometry"] is None)
        if geometry is not None:
            read_shape = shapely.from_wkb(bytes(geometry))
            assert read_shape.equals(shape(feature["geometry"]))
            assert tuple(bounds.values()) == read_shape.bounds
        assert full(row) == full(next(told.places(feature)))
    assert (next(own, None), next(others, None)) == (None, None)


def test_geoparquet_says_what_it_is(files: dict[str, Path], told: Tables) -> None:
    metadata = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(files["parquet"])]).fetchall()
    said = {key.decode(): value.decode() for key, value in metadata}
    assert {name: said[name] for name in told.metadata} == told.metadata
    geometry = json.loads(said["geo"])
    assert geometry["version"] == "1.1.0"
    assert set(geometry["columns"]["geometry"]["covering"]) == {"bbox"}
    assert parquet.read_schema(files["parquet"]).names[0] == "id"


# PMTiles: GDAL writes, pmtiles and mapbox-vector-tile read.


def test_pmtiles_have_every_place_with_a_position(files: dict[str, Path], told: Tables) -> None:
    content = files["pmtiles"].read_bytes()
    found: dict[str, dict] = {}
    zooms = set()
    for (zoom, _, _), tile in all_tiles(MemorySource(content)):
        zooms.add(zoom)
        if zoom == NEAREST:
            layer = mapbox_vector_tile.decode(unpacked(tile))["places"]
            found |= {each["properties"]["id"]: each["properties"] for each in layer["features"]}
    assert zooms == set(range(NEAREST + 1))
    assert found.keys() == drawn(told).keys()
    for place, props in found.items():
        own = {row["fact"]: row for row in map(with_code, facts(told)) if row["place"] == place}
        assert {fact["fact"]: fact for fact in json.loads(props["facts"])} == {
            fact: without_place(row) for fact, row in own.items()
        }
        cells = {name: value for name, value in props.items() if name not in {"facts", "further_positions"}}
        assert full(cells) == full(places(told)[place])


def unpacked(tile: bytes) -> bytes:
    return gzip.decompress(tile)


def test_a_tile_holds_no_more_places_than_can_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pmtiles, "MOST", 2)
    content = pmtiles.to_pmtiles(Atlas(read()))
    tiles = {at: tile for at, tile in all_tiles(MemorySource(content)) if at[0] == 0}
    for tile in tiles.values():
        assert len(mapbox_vector_tile.decode(unpacked(tile))["places"]["features"]) == 2


def test_pmtiles_say_what_they_are(files: dict[str, Path], told: Tables) -> None:
    reader = Reader(MemorySource(files["pmtiles"].read_bytes()))
    lines = [f"{row['name']}: {row['value']}" for row in told.about]
    assert reader.metadata()["description"].split("\n") == lines
    bounds = (reader.header()[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
    around = shapely.box(*bounds).buffer(1e-6)
    for each in drawn(told).values():
        assert around.covers(each)


# KML: written by the atlas itself, fastkml reads.


def test_kml_has_every_place(files: dict[str, Path], told: Tables) -> None:
    document = KML.parse(files["kml"]).features[0]
    marks = [mark for folder in document.features for mark in folder.features]
    read_cells = {}
    for mark in marks:
        cells = {each.name: each.value for each in mark.extended_data.elements}
        read_cells[cells["id"]] = cells
        expected = drawn(told).get(cells["id"])
        assert (mark.geometry is None) == (expected is None)
        assert expected is None or shape(mark.geometry).equals(expected)
    assert read_cells.keys() == places(told).keys()
    for place, row in places(told).items():
        texts = {name: value for name, value in full(row).items() if isinstance(value, str)}
        assert {name: read_cells[place][name] for name in texts} == texts


# Lines of GeoJSON and the tables: written by the atlas itself, DuckDB reads.


def test_lines_and_tables_open_in_duckdb(files: dict[str, Path], told: Tables) -> None:
    ids = [feature["id"] for feature in told.features]
    as_text = "SELECT {} FROM read_csv(?, all_varchar = true)"
    for name, question, expected in (
        ("geojsonl", "SELECT id FROM read_json(?, format = 'newline_delimited')", ids),
        ("csv-wide", as_text.format("id"), ids),
        ("csv", as_text.format("fact") + " WHERE fact <> ''", [row["fact"] for row in facts(told)]),
    ):
        assert [value for (value,) in duckdb.execute(question, [str(files[name])]).fetchall()] == expected


# Excel: XlsxWriter writes, openpyxl reads, and LibreOffice turns each sheet into CSV.


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_workbook_says_the_same_in_libreoffice(files: dict[str, Path], told: Tables, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", every_sheet]
    command += ["--outdir", str(tmp_path), str(files["xlsx"])]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, rows in (("Facts", facts(told)), ("Sources", told.sources), ("About", told.about)):
        with (tmp_path / f"all-{name}.csv").open(encoding="utf-8", newline="") as file:
            read_rows = list(csv.DictReader(file))
        texts = [{key: value for key, value in row.items() if isinstance(value, str)} for row in rows]
        numbers = [{key: value for key, value in row.items() if isinstance(value, float | int)} for row in rows]
        for row, text, number in zip(read_rows, texts, numbers, strict=True):
            assert {key: spaced(row[key]) for key in text} == {key: spaced(value) for key, value in text.items()}
            for key, value in number.items():
                same = row[key] if isinstance(value, bool) else float(row[key])
                assert same == (str(value).upper() if isinstance(value, bool) else pytest.approx(value))


def spaced(text: str) -> str:
    """Return a text with the ends of lines that every program has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# All of them.


@pytest.mark.parametrize("name", MADE_HERE)
def test_same_record_gives_the_same_bytes(name: str) -> None:
    first, again = (FORMATS[name].write(Atlas(read(RECORD)), THREE) for _ in range(2))
    assert first == again
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


@pytest.mark.parametrize("name", MADE_HERE)
def test_command_writes_what_is_chosen(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"three{FORMATS[name].suffix}"
    assert main(["--root", str(RECORD), "export", "--district", "三区", "-o", str(path)]) == 0
    assert path.read_bytes() == FORMATS[name].write(Atlas(read(RECORD)), THREE)
    said = capsys.readouterr()
    assert said.out == f"{path}: 3 sites, 1 administrative unit, 16 facts\n"
    assert said.err.startswith(f"{name}: 1 subject without a position") != FORMATS[name].has_all


@pytest.mark.parametrize("name", ["fgb", "pmtiles"])
def test_who_watches_is_told_that_gdal_finishes_what_it_has_all_rows_of(
    name: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def watch(work: Iterable[object], what: str, _: int | None) -> Iterable[object]:
        begun.append(what)
        return work

    monkeypatch.setattr(arrow, "AT_ONCE", 2)
    with watched(watch):
        FORMATS[name].write(atlas, EVERYTHING)
    assert "GDAL finishes" in begun[-1]


@pytest.mark.parametrize("stopped_by", [KeyboardInterrupt(), AtlasError("row", "must be one")], ids=["key", "error"])
@pytest.mark.parametrize("name", ["gpkg", "fgb"])
def test_what_stops_rows_is_raised_as_it_was(name: str, stopped_by: BaseException, atlas: Atlas) -> None:
    def watch(work: Iterable[object], what: str, _: int | None) -> Iterable[object]:
        yield from work
        if what == "places":
            raise stopped_by

    with watched(watch), pytest.raises(type(stopped_by)) as raised:
        FORMATS[name].write(atlas, EVERYTHING)
    assert raised.value is stopped_by


@pytest.mark.parametrize("name", MADE_HERE)
def test_choice_without_a_position_is_a_file_or_refused(name: str) -> None:
    city = Selection(place="430200")
    if FORMATS[name].has_all:
        assert FORMATS[name].write(Atlas(read(RECORD)), city)
    else:
        with pytest.raises(AtlasError, match="position"):
            FORMATS[name].write(Atlas(read(RECORD)), city)
