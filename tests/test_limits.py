"""What validates can be built: sizes are lifted or refused, and chance finds no record that passes and then fails."""

from __future__ import annotations

import base64
import json
from array import array
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import event
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import geo
from geo.atlas.atlas import Atlas
from geo.atlas.facets import facets
from geo.atlas.selection import Selection
from geo.atlas.tally import count_tables
from geo.checks import validate
from geo.cli import main
from geo.export import FORMATS
from geo.export import WITHOUT_EXTRA
from geo.issues.errors import InvalidRecordError
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import errors_in
from geo.page.build import render_page
from geo.page.payload.core import core_payload
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.limits import BYTES
from geo.record.limits import COMMAS
from geo.record.limits import FACTS
from geo.record.limits import FEATURES
from geo.record.limits import MARKS
from geo.record.limits import OPTIONS
from geo.record.limits import PLACES
from geo.record.limits import TERMS
from geo.record.limits import Limit
from geo.record.limits import rows_of
from geo.record.model import PROPERTIES
from geo.record.model import Record
from geo.record.paths import CHANGES
from geo.record.paths import FACTS as FACTS_PATH
from geo.record.paths import OMISSIONS
from geo.record.paths import RESOLUTIONS
from geo.record.paths import ROOT
from geo.record.paths import SOURCES
from geo.record.paths import layer_path
from geo.record.read import read
from geo.record.read import read_layer
from geo.record.read import read_table
from tests.attack.corpus import STRANGE_CELLS
from tests.conftest import Tiny


def build(tiny: Tiny) -> Atlas:
    """Make everything that is made of a record."""
    atlas = Atlas(read(tiny.root))
    assert render_page(atlas)
    for write in (FORMATS[name].write for name in WITHOUT_EXTRA):
        assert write(atlas, Selection())
    assert count_tables(atlas)
    return atlas


def options_of(payload: dict, key: str) -> list[set[str]]:
    """Return the codes that each subject has in a facet, read as the page reads its masks."""
    facet = next(each for each in payload["facets"] if each["key"] == key)
    words = array("I", base64.b64decode(facet["masks"]))
    codes = [option["code"] for option in facet["options"]]
    width = -(-len(codes) // 32)
    masks = [words[start : start + width] for start in range(0, len(words), width)]
    return [{code for i, code in enumerate(codes) if mask[i // 32] >> i % 32 & 1} for mask in masks]


def assert_masks(atlas: Atlas, key: str) -> None:
    """Expect that the page gets the options of every site."""
    facet = next(each for each in facets(atlas) if each.key == key)
    options = options_of(core_payload(atlas), key)[1 + len(atlas.districts) :]
    assert options == [set(facet.codes.get(site, ())) for site in atlas.sites.index]


def test_a_record_of_many_years_is_built(tiny):
    for year in range(1960, 2020):
        site = {**tiny.site("institutions"), "id": f"institute-{year}"}
        site["properties"] = {**site["properties"], "name_zh": f"所{year}", "name_en": f"Institute {year}"}
        tiny.layers["institutions"].append(site)
        tiny.facts.append(tiny.fact(5) | {"id": f"f{year}", "subject": site["id"], "as_of": str(year)})
    assert tiny.issues() == []
    atlas = build(tiny)
    assert len(next(facet for facet in facets(atlas) if facet.key == "year").options) > 60
    assert_masks(atlas, "year")


@pytest.mark.parametrize("register", ["kinds", "sectors", "statuses"])
def test_more_codes_than_a_byte_holds_are_built(tiny, register):
    rows = tiny.register(register)
    rows.extend({**rows[0], "code": f"code-{number}"} for number in range(300))
    last = rows[-1]["code"]
    if register == "statuses":
        tiny.fact(1)["value"] = last
    else:
        tiny.properties()[register[:-1]] = last
    assert tiny.issues() == []
    assert_masks(build(tiny), {"kinds": "kind", "sectors": "sector", "statuses": "status"}[register])


def test_facts_beyond_ten_thousand_have_ids_in_order(tiny):
    tiny.facts.append(tiny.fact(5) | {"id": "f10000", "as_of": "2022"})
    tiny.facts.append(tiny.fact(5) | {"id": "f9999", "as_of": "2021"})
    tiny.facts.append(tiny.fact(5) | {"id": "f1000000", "as_of": "2020"})
    assert tiny.issues() == []
    assert [fact["id"] for fact in build(tiny).record.facts][-3:] == ["f9999", "f10000", "f1000000"]


def test_what_the_documents_promise_is_allowed():
    assert PLACES.most >= 200_000
    assert FACTS.most >= 1_000_000
    assert OPTIONS.most >= 64


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_at_its_limit_meets_no_other(layer):
    path = ROOT / layer_path(layer)
    features = read_layer(path, where=layer_path(layer))["features"]
    most = (PLACES if layer in SITE_LAYERS else FEATURES).most
    assert most * path.stat().st_size / len(features) < BYTES.most
    written = [json.dumps(feature) for feature in features]
    for mark, limit in MARKS.items():
        assert most * max(text.count(mark) for text in written) < limit.most, mark


@pytest.mark.parametrize("path", [FACTS_PATH, SOURCES, RESOLUTIONS, OMISSIONS, CHANGES])
def test_a_table_at_its_limit_meets_no_other(path):
    rows = read_table(ROOT / path, where=path)
    most = rows_of(path).most
    assert most * (ROOT / path).stat().st_size / len(rows) < BYTES.most
    assert most * sum(cell.count(",") for row in rows for cell in row.values()) / len(rows) < COMMAS.most


def test_commas_between_cells_do_not_count(tiny, monkeypatch):
    with_limit(monkeypatch, COMMAS, 0)
    path = tiny.write() / FACTS_PATH
    assert read_table(path, where=FACTS_PATH)
    path.write_bytes(path.read_bytes() + b"," * 2 * len(tiny.fact(0)))
    with pytest.raises(RecordError, match="commas beyond") as caught:
        read_table(path, where=FACTS_PATH)
    assert caught.value.code == "too-large"


def with_limit(monkeypatch, limit: Limit, most: int) -> None:
    """Lower a limit, so that a small record shows what a large one meets."""
    require = Limit.require

    def lowered(each: Limit, number: int, where: str) -> None:
        require(each._replace(most=most) if each is limit else each, number, where)

    monkeypatch.setattr(Limit, "require", lowered)


def test_places_are_counted_over_all_layers(tiny, monkeypatch):
    with_limit(monkeypatch, PLACES, 4)
    assert [(issue.where, issue.code, issue.found) for issue in tiny.found()] == [("layers", "too-large", "5")]


@pytest.mark.parametrize(("limit", "path"), [(FACTS, "data/facts.csv"), (TERMS, "data/registers/kinds.csv")])
def test_the_lines_of_a_table_are_counted(tiny, monkeypatch, limit, path):
    with_limit(monkeypatch, limit, len(tiny.tables[path]))
    tiny.tables[path].append(tiny.tables[path][-1])
    assert (path, "too-large") in [(issue.where, issue.code) for issue in tiny.found()]


@pytest.mark.parametrize("path", ["layers/districts.geojson", "data/registers/kinds.csv", "data/facts.csv"])
def test_a_facet_has_so_many_options(tiny, monkeypatch, path):
    with_limit(monkeypatch, OPTIONS, 1)
    assert (path, "too-large") in [(issue.where, issue.code) for issue in tiny.found()]


@pytest.fixture
def beyond(tiny, monkeypatch) -> Path:
    """Return a record with too many places and another error, which no check is to find."""
    with_limit(monkeypatch, PLACES, 4)
    tiny.fact(0)["value"] = "none"
    monkeypatch.setattr("geo.checks._CHECKS", (lambda _: pytest.fail("checked"),))
    return tiny.write()


def assert_said(line: str) -> None:
    assert "error layers: more than 4 places" in line
    assert "geo atlas, docs/nation.md" in line


@pytest.mark.parametrize(
    "command",
    [
        "add source",
        "apply kept --map made",
        "build -o made",
        "citation -o made",
        "completeness --sources kept",
        "describe made",
        "export -o made.csv",
        "import kept",
        "mentions kept",
        "promises -o made",
        "publish made",
        "review kept -o made",
        "sources -o made",
        "tally",
    ],
)
def test_nothing_is_made_of_a_record_that_is_too_large_and_no_check_is_run(beyond, monkeypatch, capsys, command):
    monkeypatch.chdir(beyond)
    stand = {"name": "tiny", "version": "1", "digest": "b86d199b183e"}
    Path("kept").write_text(json.dumps({"atlas_patch": 1, "record": stand, "changes": []}))
    held = set(beyond.iterdir())
    assert main(["--root", str(beyond), *command.split()]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert_said(line)
    assert set(beyond.iterdir()) == held


def test_a_record_that_is_too_large_is_not_opened(beyond):
    with pytest.raises(InvalidRecordError) as caught:
        geo.open(beyond)
    [issue] = caught.value.issues
    assert_said(f"error {issue}")


def test_a_change_that_would_make_the_record_too_large_is_refused(tiny, monkeypatch, capsys):
    before = tiny.write() / FACTS_PATH
    held = before.read_bytes()
    with_limit(monkeypatch, FACTS, len(tiny.facts))
    row = tiny.fact(5) | {"as_of": "2021"}
    row = {name: cell for name, cell in row.items() if name != "id"}
    stand = {"name": read(tiny.root).package["name"], "version": "1", "digest": "b86d199b183e"}
    patch = {"atlas_patch": 1, "record": stand, "changes": [{"do": "add", "to": "facts", "row": row}]}
    (tiny.root / "patch.json").write_text(json.dumps(patch))
    assert main(["--root", str(tiny.root), "apply", str(tiny.root / "patch.json"), "--yes"]) == 1
    assert f"more than {len(tiny.facts)} lines below the header" in capsys.readouterr().err
    assert before.read_bytes() == held


def test_validate_says_first_what_is_too_large(tiny, monkeypatch, capsys):
    with_limit(monkeypatch, PLACES, 4)
    tiny.layers["parks"][0]["properties"]["name_zh"] = ""

    def after(record: Record) -> list[Issue]:
        assert_said(capsys.readouterr().err)
        return validate(record)

    monkeypatch.setattr("geo.cli.validate.validate", after)
    assert main(["--root", str(tiny.write()), "validate"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert not any("places" in line for line in lines)


@pytest.mark.parametrize("identifier", ["f00001", "f10000000", "f999"])
def test_an_id_of_another_length_is_refused(tiny, identifier):
    tiny.fact(0)["id"] = identifier
    assert [issue.code for issue in tiny.found()] == ["invalid-id"]


def test_the_city_s_own_code_is_no_id_of_a_site(tiny):
    tiny.site("institutions")["id"] = "430200"
    tiny.fact(5)["subject"] = "430200"
    assert [(issue.where, issue.code) for issue in tiny.found()] == [
        ("layers/institutions.geojson#430200", "reserved-id")
    ]


@pytest.mark.parametrize("register", ["sectors", "statuses"])
def test_what_means_not_stated_is_no_code(tiny, register):
    tiny.register(register).append({**tiny.register(register)[0], "code": "none"})
    assert [issue.code for issue in tiny.found()] == ["reserved-id"]


@pytest.mark.parametrize("code", ["district", "stage", "place", "lang", "format"])
def test_no_figure_is_called_what_links_and_commands_call_something_else(tiny, code):
    number = next(row for row in tiny.register("indicators") if row["type"] == "number")
    tiny.register("indicators").append({**number, "code": code})
    assert [issue.code for issue in tiny.found()] == ["reserved-id"]


@pytest.mark.parametrize("shift", ["-16", "16", "100000000000000"])
def test_a_shift_that_no_reader_could_read_is_refused(tiny, shift):
    tiny.register("units")[0]["shift_en"] = shift
    assert [issue.code for issue in tiny.found()] == ["invalid-number"]


def test_a_shape_that_rounding_collapses_is_refused(tiny):
    ring = [[113.2200001, 27.72], [113.2200002, 27.72], [113.2200002, 27.7200001], [113.2200001, 27.72]]
    tiny.site()["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    assert [issue.code for issue in tiny.found()] == ["invalid-geometry"]


# By chance

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["none", "430200", "430204", "hill-park", "GCJ-02", "city", "district", "poi", "{}", "0001", "2024-01/2024-09"]
    ),
    st.lists(st.sampled_from(["430202", "430204", "a", "https://example.org/{}"]), max_size=3),
)
ODD_CELLS = ["", "0", "-1", "999999999999999", "0.0001", "0001", "2024-01/2024-09", "1959"]
CELLS = st.sampled_from([*STRANGE_CELLS, *ODD_CELLS]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=12
)
NEAR = st.floats(113.2, 113.3).map(lambda lon: round(lon, 7)), st.floats(27.7, 27.8).map(lambda lat: round(lat, 7))
POINTS = st.tuples(*NEAR).map(list)
SHAPES = st.one_of(
    st.none(),
    POINTS.map(lambda point: {"type": "Point", "coordinates": point}),
    st.lists(POINTS, min_size=2, max_size=4).map(lambda line: {"type": "LineString", "coordinates": line}),
    st.lists(POINTS, min_size=3, max_size=5).map(lambda ring: {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}),
    st.tuples(POINTS, st.sampled_from([1e-7, 1e-6, 1e-3])).map(
        lambda drawn: {
            "type": "Polygon",
            "coordinates": [
                [
                    drawn[0],
                    [drawn[0][0] + drawn[1], drawn[0][1]],
                    [drawn[0][0], drawn[0][1] + drawn[1]],
                    drawn[0],
                ]
            ],
        }
    ),
)


def change(tiny: Tiny, data: st.DataObject) -> None:
    """Change one thing of the small record: a property, a shape, a cell, or how often a row stands."""
    what = data.draw(st.sampled_from(["property", "shape", "cell", "row"]))
    if what in {"property", "shape"}:
        feature = data.draw(st.sampled_from([feature for layer in PROPERTIES for feature in tiny.layers[layer]]))
        if what == "shape":
            feature["geometry"] = data.draw(SHAPES)
        else:
            feature["properties"][data.draw(st.sampled_from(list(feature["properties"])))] = data.draw(VALUES)
        return
    rows = tiny.tables[data.draw(st.sampled_from([path for path in tiny.tables if tiny.tables[path]]))]
    row = data.draw(st.sampled_from(rows))
    if what == "row":
        rows.append(row := dict(row))
        key = next(iter(row))
        row[key] = data.draw(st.sampled_from(["f2000", "f10000", "code-1", "none"]))
    row[data.draw(st.sampled_from(list(row)))] = data.draw(CELLS)


def is_valid(tiny: Tiny) -> bool:
    return not errors_in(tiny.found())


@pytest.mark.parametrize("examples", [2, pytest.param(40, marks=pytest.mark.matrix)])
def test_whatever_validates_can_be_built(tmp_path_factory, examples):
    folder = tmp_path_factory.getbasetemp() / "changed"
    settings(max_examples=examples, suppress_health_check=list(HealthCheck))(given(st.data())(build_changed))(folder)


def build_changed(folder: Path, data: st.DataObject) -> None:
    """Change a record a few times, where it stays valid, and build it."""
    tiny = Tiny(folder)
    kept = 0
    for _ in range(12):
        before = deepcopy((tiny.layers, tiny.tables))
        change(tiny, data)
        if is_valid(tiny):
            kept += 1
        else:
            tiny.layers, tiny.tables = before
    assert is_valid(tiny)
    event(f"{min(kept, 4)} changes kept or more")
    build(tiny)
