"""The reader and the writer: what is refused and with which line, and the one form in which files are kept."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import validate
from geo.cli import main
from geo.issues.errors import OutputError
from geo.issues.errors import RecordError
from geo.record.canonical import format_layer
from geo.record.canonical import format_record
from geo.record.canonical import format_table
from geo.record.canonical import write_layer
from geo.record.files import write_text
from geo.record.limits import MARKS
from geo.record.limits import PLACES
from geo.record.limits import ROWS
from geo.record.model import ADDED_CODES
from geo.record.model import ADDED_COLUMNS
from geo.record.model import ADDED_REGISTERS
from geo.record.model import FACT_COLUMNS
from geo.record.model import FILES
from geo.record.model import LATER_PROPERTIES
from geo.record.model import MIDNIGHT
from geo.record.model import OMISSION_COLUMNS
from geo.record.model import RESOLUTION_COLUMNS
from geo.record.model import TABLES
from geo.record.model import WITHDRAWN_COLUMNS
from geo.record.model import nothing
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import register_path
from geo.record.read import read
from geo.record.read import read_json
from geo.record.read import read_layer
from geo.record.read import read_table
from geo.record.rows import addressed
from tests.fixtures.shared import RECORD

COLLECTION = '{"type": "FeatureCollection", "features": []}'


def refusal(read, path: Path, **options) -> str:
    with pytest.raises(RecordError) as caught:
        read(path, where="layers/parks.geojson", **options)
    return str(caught.value)


# Reading


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param('{\n"a": 1,\n}', ":3: invalid JSON: ", id="broken JSON"),
        pytest.param("", ":1: invalid JSON: expecting value at column 1", id="empty file"),
        pytest.param("[]", ": content must be a JSON object; found []", id="list"),
        pytest.param(
            '{"a": 1, "b": {"kind": "zone",\n"kind": "park"}}',
            ": duplicate key 'kind' (with 'zone' and 'park')",
            id="key twice",
        ),
        pytest.param(
            '{"a": "NaN",\n"b": [NaN]}',
            ":2: not a finite number of a size that JSON can carry: 'NaN'",
            id="NaN",
        ),
        pytest.param(
            '{"a":\n\n-Infinity}',
            ":3: not a finite number of a size that JSON can carry: '-Infinity'",
            id="infinity",
        ),
        pytest.param(
            '{"a":\n1e999}', ":2: not a finite number of a size that JSON can carry: '1e999'", id="huge decimal"
        ),
        pytest.param(
            '{"a": 123456789012345678901234567890}',
            ":1: not a finite number of a size that JSON can carry: '123456789012345678901234567890'",
            id="huge integer",
        ),
        pytest.param(
            '{"a": 9007199254740993}',
            ":1: not a finite number of a size that JSON can carry: '9007199254740993'",
            id="integer that others round",
        ),
        pytest.param(
            '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
            ": lists and objects nest more than 16 deep [nested-too-deep]",
            id="bottomless nesting",
        ),
        pytest.param(
            '{"a": ' + "[" * 30 + "]" * 30 + "}",
            ": lists and objects nest more than 16 deep [nested-too-deep]",
            id="deep",
        ),
        pytest.param(
            '{"a": [' + "[" * MARKS["["].most + "]}",
            f": more than {MARKS['['].most} opening square brackets",
            id="more than fits into memory",
        ),
        pytest.param("\ufeff{}", ":1: file begins with a byte order mark", id="BOM"),
        pytest.param(
            '{"a":\n"株洲"}'.encode("gb18030"),
            ":2: not UTF-8 (byte D6): save it as UTF-8 [invalid-encoding]",
            id="another encoding",
        ),
    ],
)
def test_json_that_is_not_strict_is_refused(tmp_path, content, line):
    path = tmp_path / "parks.geojson"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert refusal(read_json, path).startswith(f"layers/parks.geojson{line}")


def test_a_number_of_thousands_of_digits_is_refused_in_one_line(tmp_path):
    path = tmp_path / "parks.geojson"
    path.write_text(f'{{"a": {"9" * 5000}}}')
    message = refusal(read_json, path)
    assert len(message) < 200
    assert message.endswith("[invalid-json]")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(
            '{"type": "Feature"}', ": type must be 'FeatureCollection'; found 'Feature' [wrong-structure]", id="feature"
        ),
        pytest.param("{}", ": type must be 'FeatureCollection'; found null [wrong-structure]", id="no type"),
        pytest.param(
            '{"type": "FeatureCollection", "features": {}}',
            ": features must be a list; found {} [wrong-structure]",
            id="no list",
        ),
        pytest.param(
            '{"type": "FeatureCollection", "features": [{}, 7]}',
            "#features[1]: feature must be an object; found 7 [wrong-structure]",
            id="number among the features",
        ),
        pytest.param(
            f'{{"type": "FeatureCollection", "features": [{",".join(["{}"] * (PLACES.most + 1))}]}}',
            f": more than {PLACES.most} places",
            id="more features than a city has",
        ),
    ],
)
def test_a_layer_is_a_collection_of_features(tmp_path, content, line):
    path = tmp_path / "parks.geojson"
    path.write_text(content)
    assert refusal(read_layer, path).startswith(f"layers/parks.geojson{line}")


def test_a_missing_file_is_named(tmp_path):
    message = refusal(read_layer, tmp_path / "parks.geojson")
    assert message == "layers/parks.geojson: file must be there; found nothing [missing-file]"


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    assert refusal(read_layer, tmp_path) == "layers/parks.geojson: file must be there; found a folder [missing-file]"


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "parks.geojson"
    path.write_text(COLLECTION)

    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(read_layer, path) == "layers/parks.geojson: file cannot be read: permission denied [unreadable-file]"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("", ":1: header must be id,name; found ''", id="empty file"),
        pytest.param("id,title\n", ":1: header must be id,name; found 'id,title'", id="wrong header"),
        pytest.param("id,name\na,b\nc,d,e\n", ":3: row must have 2 cells; found 3", id="stray cell"),
        pytest.param("id,name\na\n", ":2: row must have 2 cells; found 1", id="missing cell"),
        pytest.param('id,name\na,"b\rb"\n', ":2: cell holds a carriage return [invalid-csv]", id="CR in a cell"),
        pytest.param("id,name\na,b\n\nc,d\n", ":3: row must have 2 cells; found 0", id="blank line"),
        pytest.param('id,name\na,"b\nc', ":3: invalid CSV (RFC 4180): unexpected", id="open quote"),
        pytest.param('id,name\na,"b"c\n', ":2: invalid CSV (RFC 4180): ", id="text after a quote"),
        pytest.param('id,name\na,"b\nc"\nd\n', ":4: row must have 2 cells; found 1", id="after a row of two lines"),
    ],
)
def test_a_table_that_is_not_of_its_shape_is_refused(tmp_path, content, line):
    path = tmp_path / "facts.csv"
    path.write_text(content)
    message = refusal(read_table, path, columns=("id", "name"))
    assert message.startswith(f"layers/parks.geojson{line}")


def test_a_table_without_end_is_refused(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text("id,name\n" + ",\n" * (ROWS.most + 1))
    assert refusal(read_table, path, columns=("id", "name")).startswith(
        f"layers/parks.geojson: more than {ROWS.most} lines"
    )


def test_the_address_of_a_row_is_the_line_on_which_it_starts(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text('id,name\na,"b\nb"\nc,d\n')
    rows = read_table(path, columns=("id", "name"))
    assert [(where, row["name"]) for where, row in addressed("a.csv", rows)] == [("a.csv:2", "b\nb"), ("a.csv:4", "d")]


def test_a_whole_record_is_read(record_dir):
    record = read(record_dir)
    assert record.problems == []
    assert [feature["id"] for layer, feature in record.sites] == [
        "hill-park",
        "valley-park",
        "hill-works",
        "old-institute",
        "ring-road",
    ]
    assert [fact["id"] for fact in record.facts] == ["f0001", "f0002", "f0003", "f0010", "f0011", "f0012", "f0013"]
    assert record.registers["units"][0]["code"] == "yi-yuan"
    assert record.date == "2024-12-31"


def test_a_descriptor_with_a_day_alone_is_lifted_to_a_time(record_dir):
    path = record_dir / PACKAGE
    sound = path.read_text("utf-8")
    path.write_text(sound.replace(MIDNIGHT, ""))
    record = read(record_dir)
    assert record.date == "2024-12-31"
    assert format_record(record)[PACKAGE] == sound


def test_every_broken_file_is_told_and_the_rest_is_read(record_dir):
    (record_dir / "layers/parks.geojson").write_text("{")
    (record_dir / FACTS).unlink()
    record = read(record_dir)
    assert [problem.where for problem in record.problems] == ["layers/parks.geojson:1", "data/facts.csv"]
    assert record.unread == {"layers/parks.geojson", "data/facts.csv"}
    assert record.layers["parks"]["features"] == []
    assert len(record.layers["projects"]["features"]) == 1


def test_a_missing_folder_is_told_once(tmp_path):
    messages = [str(problem) for problem in read(tmp_path).problems]
    assert messages == [
        "layers: folder must be there; found nothing [missing-folder]",
        "data: folder must be there; found nothing [missing-folder]",
        "datapackage.json: file must be there; found nothing [missing-file]",
    ]
    assert read(tmp_path).unread == set(FILES)


def test_a_file_that_would_be_ignored_is_told(record_dir):
    (record_dir / "layers/Parks.geojson").write_text(COLLECTION)
    (record_dir / "layers/README.md").write_text("Layers.")
    problems = read(record_dir).problems
    assert [(problem.where, problem.code) for problem in problems] == [("layers/Parks.geojson", "stray-file")]
    assert "(did you mean 'layers/parks.geojson'?)" in str(problems[0])


# The canonical form


def feature(identifier: str, geometry: object = None, **properties) -> dict:
    return {"geometry": geometry, "id": identifier, "properties": properties, "type": "Feature"}


def collection(*features: dict) -> dict:
    return {"features": list(features), "type": "FeatureCollection"}


def coordinates(geometry_type: str, coordinates: list) -> list:
    text = format_layer(collection(feature("a", {"type": geometry_type, "coordinates": coordinates})), layer="parks")
    return json.loads(text)["features"][0]["geometry"]["coordinates"]


def test_a_layer_has_one_form():
    point = {"coordinates": [113.1234567, 27], "type": "Point"}
    features = [
        feature("b-park", point, name_en="B", aliases=["乙", "B 园"], name_zh="乙园", stray={"x": 1}),
        feature("a-park", None, position_uncertainty_m=2500, parent=None),
    ]
    assert format_layer(collection(*features), layer="parks") == (
        "{\n"
        '  "type": "FeatureCollection",\n'
        '  "features": [\n'
        "    {\n"
        '      "type": "Feature",\n'
        '      "id": "a-park",\n'
        '      "properties": {\n'
        '        "parent": null,\n'
        '        "inclusion_reason_zh": null,\n'
        '        "inclusion_reason_en": null,\n'
        '        "position_uncertainty_m": 2500,\n'
        '        "position_name_zh": null,\n'
        '        "position_name_en": null,\n'
        '        "parts": [],\n'
        '        "position_reason_zh": null,\n'
        '        "position_reason_en": null,\n'
        '        "rival_positions": [],\n'
        '        "area_note_zh": null,\n'
        '        "area_note_en": null\n'
        "      },\n"
        '      "geometry": null\n'
        "    },\n"
        "    {\n"
        '      "type": "Feature",\n'
        '      "id": "b-park",\n'
        '      "properties": {\n'
        '        "name_zh": "乙园",\n'
        '        "name_en": "B",\n'
        '        "aliases": ["乙", "B 园"],\n'
        '        "inclusion_reason_zh": null,\n'
        '        "inclusion_reason_en": null,\n'
        '        "position_name_zh": null,\n'
        '        "position_name_en": null,\n'
        '        "parts": [],\n'
        '        "position_reason_zh": null,\n'
        '        "position_reason_en": null,\n'
        '        "rival_positions": [],\n'
        '        "area_note_zh": null,\n'
        '        "area_note_en": null,\n'
        '        "stray": {"x": 1}\n'
        "      },\n"
        '      "geometry": {"type":"Point","coordinates":[113.123457,27]}\n'
        "    }\n"
        "  ]\n"
        "}\n"
    )


def test_a_layer_without_features_has_one_form():
    text = '{\n  "type": "FeatureCollection",\n  "features": []\n}\n'
    assert format_layer(collection(), layer="parks") == text


def test_a_feature_of_nothing_is_kept():
    found = json.loads(format_layer(collection({}, feature("a")), layer="parks"))["features"]
    assert found[0] == {}


def test_what_is_unknown_is_kept_after_what_is_known():
    text = format_layer(collection(feature("a") | {"title": "A"}) | {"licence": "x"}, layer="parks")
    assert list(json.loads(text)) == ["type", "licence", "features"]
    assert list(json.loads(text)["features"][0]) == ["type", "id", "properties", "geometry", "title"]


CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"


def named_crs(name: object) -> dict:
    return {"crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    "name", [CRS84, "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
)
def test_what_a_map_program_adds_is_left_out(name):
    sound = collection(feature("a", {"type": "Point", "coordinates": [113.1, 27.8]}))
    added = {"name": "parks", "bbox": [1, 2, 3, 4], "xy_coordinate_resolution": 1e-6, "z_coordinate_resolution": 1}
    saved = sound | added | named_crs(name)
    saved["features"] = [sound["features"][0] | {"bbox": [1, 2, 3, 4]}]
    saved["features"][0]["geometry"] = sound["features"][0]["geometry"] | {"bbox": [1, 2, 3, 4]}
    assert format_layer(saved, layer="parks") == format_layer(sound, layer="parks")


@pytest.mark.parametrize(
    "crs", [named_crs("urn:ogc:def:crs:EPSG::4490"), named_crs(7), {"crs": "EPSG:32649"}, {"crs": []}]
)
def test_another_reference_system_is_kept_for_validation_to_name(crs):
    assert json.loads(format_layer(collection() | crs, layer="parks"))["crs"] == crs["crs"]


def test_a_site_of_an_older_layer_gets_the_properties_that_it_lacks():
    older = feature("a", name_en="A", area_note_en="Only the core.")
    told = json.loads(format_layer(collection(older), layer="parks"))["features"][0]["properties"]
    assert told == {"name_en": "A", **nothing("parks"), "area_note_en": "Only the core."}
    context = json.loads(format_layer(collection(older), layer="context"))["features"][0]["properties"]
    assert context == older["properties"]


STRAY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(stray=STRAY)
def test_format_keeps_what_it_does_not_know(tmp_path_factory, stray):
    known = feature("a", {"type": "Point", "coordinates": [113.1, 27.8], "stray": stray}, name_en="A", stray=stray)
    sound = collection(known | {"stray": stray}) | {"stray": stray}
    path = tmp_path_factory.mktemp("kept") / "parks.geojson"
    path.write_text(json.dumps(sound), "utf-8")
    text = format_layer(read_layer(path), layer="parks")
    kept = json.loads(text)
    kept["features"][0]["properties"] = {
        name: value
        for name, value in kept["features"][0]["properties"].items()
        if name not in LATER_PROPERTIES["parks"]
    }
    assert kept == sound
    assert format_layer(json.loads(text), layer="parks") == text


def test_the_command_keeps_unknown_members_and_refuses_unknown_columns(record_dir, capsys):
    path, facts = record_dir / "layers/parks.geojson", record_dir / FACTS
    sound = json.loads(path.read_text("utf-8")) | {"stray": {"deep": [1, None]}}
    sound["features"][0]["properties"]["stray"] = "kept"
    path.write_text(json.dumps(sound), "utf-8")
    package = json.loads((record_dir / PACKAGE).read_text("utf-8")) | {"stray": [0.1]}
    (record_dir / PACKAGE).write_text(json.dumps(package), "utf-8")
    assert main(["--root", str(record_dir), "format"]) == 0
    assert json.loads(path.read_text("utf-8")) == sound
    assert json.loads((record_dir / PACKAGE).read_text("utf-8")) == package
    kept = facts.read_text("utf-8").replace("\n", ",x\n")
    facts.write_text(kept, "utf-8")
    capsys.readouterr()
    assert main(["--root", str(record_dir), "format"]) == 1
    assert capsys.readouterr().err.startswith("error data/facts.csv:1: header must be id,subject,")
    assert facts.read_text("utf-8") == kept


@pytest.fixture
def older_dir(record_dir):
    """Return the tiny record as it was written before a figure could tell when it was stated."""
    path = record_dir / FACTS
    rows = [{key: text for key, text in row.items() if key != "stated"} for row in read_table(path, where=FACTS)]
    columns = tuple(column for column in FACT_COLUMNS if column != "stated")
    path.write_text(format_table(rows, columns=columns), "utf-8")
    return record_dir


def test_format_adds_the_column_that_an_older_record_lacks(older_dir):
    before = (older_dir / FACTS).read_text("utf-8").splitlines()
    assert main(["--root", str(older_dir), "format"]) == 0
    rows = read_table(older_dir / FACTS, where=FACTS)
    assert {row["stated"] for row in rows} == {""}
    assert [",".join(row[key] for key in ("id", "subject")) for row in rows] == [
        ",".join(line.split(",")[:2]) for line in before[1:]
    ]
    assert main(["--root", str(older_dir), "format", "--check"]) == 0


@pytest.mark.parametrize(
    "command", [["validate"], ["tally"], ["export"], ["verify", "--sources", "."]], ids=lambda c: c[0]
)
def test_others_name_the_column_that_an_older_record_lacks(older_dir, capsys, command):
    assert main(["--root", str(older_dir), *command]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error data/facts.csv:1: ")
    assert "stated" in line
    assert "geo format" in line


def test_format_refuses_a_table_that_lacks_another_column(older_dir, capsys):
    path = older_dir / FACTS
    path.write_text(path.read_text("utf-8").replace(",locator,", ",place,"), "utf-8")
    assert main(["--root", str(older_dir), "format"]) == 1
    assert "header" in capsys.readouterr().err


def test_rings_turn_by_the_right_hand_rule():
    outer = [[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    turned = [outer[::-1], hole[::-1]]
    assert coordinates("Polygon", [outer, hole]) == turned
    assert coordinates("MultiPolygon", [[outer, hole]]) == [turned]
    assert coordinates("Polygon", turned) == turned


def test_a_small_ring_far_from_the_origin_turns_too():
    west, south = 113.123456, 27.654321
    ring = [[west, south], [west, south + 1e-6], [west + 1e-6, south + 1e-6], [west, south]]
    assert coordinates("Polygon", [ring])[0][1][0] > west


def test_there_is_no_negative_zero():
    assert "-0" not in format_layer(
        collection(feature("a", {"type": "Point", "coordinates": [-0.0, -1e-9]}, area=-0.0)), layer="parks"
    )


def test_whole_numbers_stay_whole():
    assert coordinates("LineString", [[113, 27], [113.5, 27.0]]) == [[113, 27], [113.5, 27.0]]


@pytest.mark.parametrize(
    "geometry",
    [
        7,
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": 1},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[1, 2]]},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "MultiPolygon", "coordinates": {"a": 1}},
    ],
    ids=str,
)
def test_a_malformed_geometry_is_kept_for_validation_to_name(geometry):
    text = format_layer(collection(feature("a", geometry)), layer="parks")
    assert json.loads(text)["features"][0]["geometry"] == geometry


def test_nan_is_never_written():
    with pytest.raises(ValueError, match="JSON"):
        format_layer(collection(feature("a", {"type": "Point", "coordinates": [float("nan"), 1]})), layer="parks")


def test_a_table_quotes_only_what_it_must():
    rows = [{"id": "b", "name": 'a "b", c'}, {"id": "a", "name": "x y"}]
    assert format_table(rows, columns=("id", "name")) == 'id,name\nb,"a ""b"", c"\na,x y\n'


def test_facts_are_sorted_by_id_and_what_has_an_order_of_its_own_is_not(record_dir):
    record = read(record_dir)
    record.facts.reverse()
    record.sources.reverse()
    record.resolutions = [dict.fromkeys(RESOLUTION_COLUMNS, fact) for fact in ("f0003", "f0001")]
    record.omissions = [dict.fromkeys(OMISSION_COLUMNS, cell) for cell in "ba"]
    record.withdrawn = [dict.fromkeys(WITHDRAWN_COLUMNS, cell) for cell in "ba"]
    record.registers["statuses"].reverse()
    texts = format_record(record)
    assert [line[:5] for line in texts[FACTS].splitlines()[1:]] == [
        "f0001",
        "f0002",
        "f0003",
        "f0010",
        "f0011",
        "f0012",
        "f0013",
    ]
    assert [line.split(",")[0] for line in texts[SOURCES].splitlines()[1:]] == ["notice-2023", "review-2024"]
    assert [line[:5] for line in texts[RESOLUTIONS].splitlines()[1:]] == ["f0001", "f0003"]
    assert texts[OMISSIONS].splitlines()[1:] == ["a,a,a,a", "b,b,b,b"]
    assert texts[WITHDRAWN].splitlines()[1:] == ["a,a,a,a,a", "b,b,b,b,b"]
    assert texts["data/registers/statuses.csv"].splitlines()[1].startswith("started")


def test_the_form_of_what_was_written_is_the_form_it_has(record_dir):
    for path, text in format_record(read(record_dir)).items():
        assert (record_dir / path).read_text(encoding="utf-8") == text, path


def test_a_file_that_could_not_be_read_is_not_rewritten(record_dir):
    (record_dir / FACTS).write_text("not,a,table\n")
    assert FACTS not in format_record(read(record_dir))


# JSON text can spell what a file cannot hold: a lone surrogate. The reader meets it in a test of validation.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBER = st.integers(-180, 180) | st.floats(-180, 180)
POSITION = st.lists(NUMBER, min_size=2, max_size=2)
GEOMETRY = st.none() | st.one_of(
    st.builds(lambda c: {"type": "Point", "coordinates": c}, POSITION),
    st.builds(lambda c: {"type": "LineString", "coordinates": c}, st.lists(POSITION, max_size=4)),
    st.builds(lambda c: {"type": "Polygon", "coordinates": c}, st.lists(st.lists(POSITION, max_size=5), max_size=2)),
)
VALUE = st.none() | st.booleans() | NUMBER | TEXT | st.lists(TEXT | NUMBER, max_size=3)
PROPERTIES = st.dictionaries(st.sampled_from(["name_zh", "aliases", "kind", "stray"]), VALUE)
FEATURE = st.builds(lambda i, g, p: feature(i, g, **p), TEXT, GEOMETRY, PROPERTIES)


@given(st.lists(FEATURE, max_size=3))
def test_writing_what_was_read_from_what_was_written_changes_nothing(features):
    text = format_layer(collection(*features), layer="parks")
    assert format_layer(json.loads(text), layer="parks") == text


# A carriage return is a control character, which no cell may hold; Python's writers differ in quoting it.
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)


@given(st.lists(st.lists(CELL, min_size=len(FACT_COLUMNS), max_size=len(FACT_COLUMNS)), max_size=3))
def test_a_table_is_read_as_it_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "facts.csv"
    rows = [dict(zip(FACT_COLUMNS, row, strict=True)) for row in rows]
    write_text(path, format_table(rows, columns=FACT_COLUMNS))
    assert read_table(path, columns=FACT_COLUMNS) == rows


# Writing


def test_a_layer_is_written_and_read_back(tmp_path):
    path = tmp_path / "parks.geojson"
    written = collection(feature("a", **nothing("parks")))
    write_layer(path, written)
    assert read_layer(path) == written


def test_a_failed_write_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_text("old")

    def refuse(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError) as caught:
        write_text(path, "new", where="map.html")
    assert str(caught.value) == "map.html: file cannot be written: no space left on device"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "map.html").mkdir()
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "map.html", "new", where="map.html")
    assert str(caught.value) == "map.html: file cannot be written: a folder in its place"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/null")], ids=["pipe", "device"])
def test_a_file_does_not_take_the_place_of_a_pipe_or_a_device(tmp_path, make):
    path = tmp_path / "map.html"
    make(path)
    with pytest.raises(OutputError) as caught:
        write_text(path, "new", where="map.html")
    assert str(caught.value) == "map.html: file cannot be written: something else in its place"
    assert not path.is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    path = tmp_path / "map.html"
    path.symlink_to(path)
    with pytest.raises(OutputError) as caught:
        write_text(path, "new", where="map.html")
    assert str(caught.value).startswith("map.html: file cannot be written: too many levels of symbolic links")
    assert path.is_symlink()


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path):
    left, other = tmp_path / ".map.html.77.part", tmp_path / ".other.html.77.part"
    left.write_text("half")
    other.write_text("half")
    write_text(tmp_path / "map.html", "new")
    assert not left.exists()
    assert other.exists()


def test_of_two_writers_at_once_one_says_why_and_the_file_is_whole(tmp_path, monkeypatch):
    path, fsync = tmp_path / "map.html", os.fsync
    path.write_text("old")

    def meanwhile(file):
        fsync(file)
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(os, "getpid", lambda: 77)
        write_text(path, "other", where="map.html")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(OutputError) as caught:
        write_text(path, "new", where="map.html")
    assert str(caught.value) == "map.html: file cannot be written: another program that writes it now"
    assert path.read_text() == "other"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    done = []
    fsync, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: (done.append("to the disk"), fsync(file)))
    monkeypatch.setattr(Path, "replace", lambda path, target: (done.append("in place"), rename(path, target)))
    write_text(tmp_path / "map.html", "new")
    assert done == ["to the disk", "in place"]


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "none/map.html", "new", where="none/map.html")
    assert str(caught.value) == "none/map.html: file cannot be written: no such file or directory"


def test_a_file_without_leave_to_write_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError) as caught:
        write_text(path, "new", where="map.html")
    assert str(caught.value) == "map.html: file cannot be written: permission denied"
    assert path.read_text() == "old"


def test_a_lone_surrogate_is_not_written(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "map.html", "a\ud800", where="map.html")
    assert str(caught.value) == r"map.html: text holds half of a surrogate pair: '\ud800'"


def test_a_link_is_followed_and_the_mode_is_kept(tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ADDED_COLUMNS)
def test_format_lifts_a_table_of_an_older_record(tmp_path, path):
    root = tmp_path / "record"
    shutil.copytree(RECORD, root)
    table = root / path
    rows = read_table(table, where=path)
    kept = [column for column in TABLES[path] if column not in ADDED_COLUMNS[path]]
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([kept, *([row[column] for column in kept] for row in rows)])
    assert [problem.where for problem in read(root).problems] == [f"{path}:1"]
    assert main(["--root", str(root), "format"]) == 0
    assert read(root).problems == []
    lifted = [dict(row) for row in read_table(table, where=path)]
    assert lifted == [dict(row) | dict.fromkeys(ADDED_COLUMNS[path], "") for row in rows]


@pytest.mark.parametrize(("register", "code"), [(name, code) for name, codes in ADDED_CODES.items() for code in codes])
def test_format_adds_a_code_that_an_older_register_lacks(tmp_path, register, code):
    root = tmp_path / "record"
    shutil.copytree(RECORD, root)
    path = register_path(register)
    whole = (root / path).read_text(encoding="utf-8").splitlines()
    (root / path).write_text(
        "".join(f"{line}\n" for line in whole if not line.startswith(f"{code},")), encoding="utf-8"
    )
    [issue] = validate(read(root))
    assert (issue.where, issue.code) == (path, "fixed-codes")
    assert "geo format" in issue.message
    assert main(["--root", str(root), "format"]) == 0
    assert validate(read(root)) == []
    assert [row["code"] for row in read(root).registers[register]] == [line.partition(",")[0] for line in whole[1:]]


def test_format_lifts_a_record_of_before_sources_said_how_they_were_read(tmp_path):
    root = tmp_path / "record"
    shutil.copytree(RECORD, root)
    whole = {path: (root / path).read_text("utf-8") for path in FILES}
    package = json.loads(whole[PACKAGE])
    del package["access_since"]
    added = {register_path(name) for name in ADDED_REGISTERS}
    package["resources"] = [each for each in package["resources"] if each["path"] not in added]
    [schema] = (each["schema"] for each in package["resources"] if each["path"] == SOURCES)
    schema["fields"] = [each for each in schema["fields"] if each["name"] not in ADDED_COLUMNS[SOURCES]]
    (root / PACKAGE).write_text(json.dumps(package), "utf-8")
    for path in added:
        (root / path).unlink()
    assert {problem.where for problem in read(root).problems} == added
    assert main(["--root", str(root), "format"]) == 0
    assert validate(read(root)) == []
    lifted = json.loads((root / PACKAGE).read_text("utf-8"))
    assert (lifted["access_since"], json.loads(whole[PACKAGE])["access_since"]) == ("f0026", "f0026")
    assert [each["path"] for each in lifted["resources"]] == [
        each["path"] for each in json.loads(whole[PACKAGE])["resources"]
    ]
    assert main(["--root", str(root), "format", "--check"]) == 0


def test_format_asks_nothing_less_of_a_record_whose_sources_can_say_how_they_were_read(tmp_path):
    root = tmp_path / "record"
    shutil.copytree(RECORD, root)
    package = json.loads((root / PACKAGE).read_text("utf-8"))
    del package["access_since"]
    (root / PACKAGE).write_text(json.dumps(package), "utf-8")
    assert main(["--root", str(root), "format"]) == 0
    assert "access_since" not in json.loads((root / PACKAGE).read_text("utf-8"))
    assert {issue.code for issue in validate(read(root))} == {"missing-value"}
