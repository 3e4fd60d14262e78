"""Exports: the bytes that the page writes too, RFC 7946, named by what was chosen, readable elsewhere."""

from __future__ import annotations

import copy
import csv
import gc
import io
import json
import re
import sys
import unicodedata
from decimal import Decimal
from xml.etree import ElementTree

import geopandas
import pyogrio
import pytest
import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.facets import DISPUTES
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.atlas.wording import when_text
from geo.export.cells import FORMULA
from geo.export.choice import export_name
from geo.export.csv import COLUMNS
from geo.export.csv import cell
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.kml import to_kml
from geo.export.xlsx import to_xlsx
from geo.issues.errors import AtlasError
from geo.record.layers import SITE_LAYERS
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import CELLS
from tests.fixtures.shared import CHOICES
from tests.fixtures.shared import CITY
from tests.fixtures.shared import PAGE_TEXTS
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import assert_is_fixture
from tests.fixtures.shared import geometry_with_parts


@pytest.fixture(scope="module")
def tiny() -> Atlas:
    return Atlas(read(RECORD))


@pytest.fixture(scope="module", params=[RECORD, ROOT], ids=["tiny", "real"])
def atlas(request) -> Atlas:
    return Atlas(read(request.param))


KML = "{http://www.opengis.net/kml/2.2}"
# The order in which KML 2.2 wants what stands in a feature.
KML_ORDER = ["name", "description", "styleUrl", "Style", "ExtendedData", "Folder", "Placemark", "geometry"]
GEOMETRIES = {"Point", "LineString", "Polygon", "MultiGeometry"}


def table_of(text: str) -> list[dict[str, str]]:
    """Read an exported table as another program would."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def document_of(text: str) -> ElementTree.Element:
    """Read an exported document."""
    (document,) = ElementTree.fromstring(text.encode())  # noqa: S314
    return document


def placemarks(text: str) -> dict[str, ElementTree.Element]:
    """Read the placemarks of an exported document, by the id of their site."""
    return {told_of(mark)["id"]: mark for mark in document_of(text).iter(f"{KML}Placemark")}


def told_of(mark: ElementTree.Element) -> dict[str, str]:
    return {each.get("name"): each.findtext(f"{KML}value") for each in mark.iterfind(f"{KML}ExtendedData/{KML}Data")}


def positions_of(mark: ElementTree.Element) -> list[list[list[float]]]:
    """Return every run of coordinates in a placemark."""
    runs = [each.text.split(" ") for each in mark.iter(f"{KML}coordinates")]
    return [[[float(number) for number in position.split(",")] for position in run] for run in runs]


@pytest.fixture(scope="module")
def exports(atlas) -> dict[Selection, dict]:
    """Export everything, and what lies in each district and in the city alone."""
    choices = [[], *([adcode] for adcode in atlas.districts.index), ["430200"]]
    selections = [Selection.of(atlas, district=choice) for choice in choices]
    return {selection: json.loads(to_geojson(atlas, selection)) for selection in selections}


def selection_of(atlas: Atlas, choice: dict) -> Selection:
    named = {name: choice[name] for name in ("layers", "districts", "kinds", "places", "search")}
    return Selection.of(atlas, **named, stage=choice.get("stages"), **choice.get("ranges", {}))


@pytest.mark.parametrize("ending", PAGE_TEXTS)
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice["file"])
def test_export_is_the_expected_file(tiny, choice, ending):
    selection = selection_of(tiny, choice)
    assert_is_fixture(PAGE_TEXTS[ending](tiny, selection), f"{choice['file']}.{ending}")
    assert export_name(tiny, selection, ending) == f"{choice['name']}.{ending}"


def test_export_holds_the_districts_and_sites_chosen(atlas, exports):
    for selection, content in exports.items():
        ids = [feature["id"] for feature in content["features"]]
        assert ids == select_subjects(atlas, selection)
        assert [subject for subject in ids if subject in atlas.sites.index] == select(atlas, selection)
        units = [CITY, *atlas.districts.index]
        assert [unit for unit in ids if unit in units] == list(selection.chosen("district") or units)


@pytest.mark.parametrize("ending", PAGE_TEXTS)
def test_every_fact_of_the_record_is_in_the_export_of_everything(atlas, ending):
    text = PAGE_TEXTS[ending](atlas, Selection())
    if ending == "csv":
        known = [row["fact"] for row in table_of(text) if row["fact"]]
    elif ending == "geojson":
        features = json.loads(text)["features"]
        known = [fact["id"] for feature in features for fact in feature["properties"]["facts"]]
    else:
        marks = placemarks(text)
        lines = {subject: mark.findtext(f"{KML}description").split("\n") for subject, mark in marks.items()}
        known = [
            fact["id"] for fact in atlas.record.facts if any(fact["locator"] in line for line in lines[fact["subject"]])
        ]
    assert sorted(known) == sorted(fact["id"] for fact in atlas.record.facts)


def test_districts_and_city_have_no_geometry_and_no_position(atlas):
    content = json.loads(to_geojson(atlas, Selection.of(atlas, layer=["districts"])))
    assert [feature["id"] for feature in content["features"]] == [CITY, *atlas.districts.index]
    for feature in content["features"]:
        props = feature["properties"]
        assert feature["geometry"] is None
        assert [name for name, value in props.items() if name.startswith("position_") and value is not None] == []
        if feature["id"] != CITY:
            district = atlas.districts.loc[feature["id"]]
            assert (props["population"], props["area_km2"]) == (district["population"], district["area_km2"])
    for row in table_of(to_csv(atlas, Selection.of(atlas, layer=["districts"]))):
        assert (row["longitude"], row["latitude"], row["layer"]) == ("", "", "districts")


def test_what_only_a_site_has_chooses_no_district(atlas):
    kinds = sorted(set(atlas.sites["kind"]))
    assert select_subjects(atlas, Selection(kind=tuple(kinds))) == list(atlas.sites.index)
    assert select_subjects(atlas, Selection(layer=("parks",))) == select(atlas, Selection(layer=("parks",)))


def test_a_single_place_is_taken_by_its_id_or_name(tiny):
    for value in ("430204", "三区", "District 3"):
        assert select_subjects(tiny, Selection.of(tiny, place=[value])) == ["430204"]
    assert select_subjects(tiny, Selection.of(tiny, place=["hill-park", "430200"])) == [CITY, "hill-park"]
    with pytest.raises(AtlasError, match=r"place: .*found 'nowhere'"):
        Selection.of(tiny, place=["nowhere"])


def test_numbers_stand_in_the_base_unit_too(atlas):
    rows = [row for row in table_of(to_csv(atlas, Selection())) if row["unit"]]
    facts = atlas.facts
    bases = {}
    for row in rows:
        unit = atlas.words.units[row["unit"]]
        assert Decimal(row["value_base"]) == pytest.approx(Decimal(facts["value"][row["fact"]]) * unit.factor)
        assert atlas.words.units[row["unit_base"]].factor == 1
        assert bases.setdefault(unit.dimension, row["unit_base"]) == row["unit_base"]
    assert {row["value_base"] for row in table_of(to_csv(atlas, Selection())) if not row["unit"]} <= {""}


def test_export_holds_every_fact_of_its_subjects_and_every_source_of_its_facts(atlas, exports):
    for content in exports.values():
        ids = [feature["id"] for feature in content["features"]]
        facts = {fact["id"] for feature in content["features"] for fact in feature["properties"]["facts"]}
        assert facts == {row["id"] for row in atlas.record.facts if row["subject"] in ids}
        used = {row["source"] for row in atlas.record.facts if row["subject"] in ids}
        for unit in atlas.raw_districts.itertuples():
            used |= {*unit.population_source, *unit.area_source} if unit.Index in ids else set()
        known = [row["id"] for row in atlas.record.sources]
        assert [source["id"] for source in content["sources"]] == [source for source in known if source in used]


def test_geometry_is_that_of_the_record(atlas, exports):
    told = dict.fromkeys([CITY, *atlas.districts.index])
    told |= {feature["id"]: geometry_with_parts(feature) for _, feature in atlas.record.sites}
    everything = next(iter(exports.values()))
    assert {feature["id"]: feature["geometry"] for feature in everything["features"]} == told
    assert None in told.values()


def test_rings_follow_the_right_hand_rule(exports):
    everything = next(iter(exports.values()))
    shapes = [feature["geometry"] for feature in everything["features"] if feature["geometry"]]
    polygons = [shape["coordinates"] for shape in shapes if shape["type"] == "Polygon"]
    polygons += [polygon for shape in shapes if shape["type"] == "MultiPolygon" for polygon in shape["coordinates"]]
    rings = [ring for polygon in polygons for ring in enumerate(polygon)]
    assert rings
    assert all(shapely.is_ccw(shapely.linearrings(ring)) == (place == 0) for place, ring in rings)


def test_collection_has_no_crs_member(exports):
    for content in exports.values():
        assert content["type"] == "FeatureCollection"
        assert "crs" not in content
        assert all(set(feature) == {"type", "id", "properties", "geometry"} for feature in content["features"])


@pytest.mark.parametrize("choice", [{}, {"districts": ["430200"]}], ids=["all", "no position"])
def test_export_opens_in_geopandas_and_gdal(tiny, tmp_path, choice):
    selection = Selection.of(tiny, **choice)
    path = tmp_path / "export.geojson"
    path.write_text(to_geojson(tiny, selection), "utf-8")
    ids = select_subjects(tiny, selection)
    frame = geopandas.read_file(path)
    assert frame["id"].tolist() == ids
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.isna().tolist() == tiny.sites.geometry.reindex(ids).isna().tolist()
    assert pyogrio.read_info(path)["features"] == len(ids)


def test_export_of_the_real_record_opens_district_by_district(tmp_path):
    real = Atlas(read(ROOT))
    path = tmp_path / "export.geojson"
    for adcode in real.districts.index:
        selection = Selection.of(real, district=[adcode])
        path.write_text(to_geojson(real, selection), "utf-8")
        frame = geopandas.read_file(path)
        assert frame["id"].tolist() == select_subjects(real, selection)
        assert frame.crs == "EPSG:4326"


def test_choice_without_sites_is_a_collection_without_features(tiny):
    content = json.loads(to_geojson(tiny, Selection.of(tiny, q="nowhere")))
    assert (content["features"], content["sources"]) == ([], [])
    assert content["filter"]["search"] == "nowhere"


def test_numbers_of_facts_are_numbers_and_codes_are_codes(tiny):
    content = json.loads(to_geojson(tiny, Selection()))
    facts = {fact["id"]: fact for feature in content["features"] for fact in feature["properties"]["facts"]}
    assert (facts["f0006"]["value"], facts["f0012"]["value"]) == (12.5, -3.1)
    assert type(facts["f0010"]["value"]) is int
    assert (facts["f0002"]["value"], facts["f0014"]["value"]) == ("signed", "green-park")


def test_facts_tell_whether_they_are_disputed_and_why_one_is_preferred(tiny):
    content = json.loads(to_geojson(tiny, Selection()))
    facts = {fact["id"]: fact for feature in content["features"] for fact in feature["properties"]["facts"]}
    told = {name: (facts[name]["differs"], facts[name]["resolution"]) for name in ("f0010", "f0012", "f0013", "f0018")}
    assert told == {
        "f0010": (True, None),
        "f0012": (False, None),
        "f0013": (True, "official"),
        "f0018": (True, "official"),
    }


@pytest.mark.parametrize(
    ("choice", "named"),
    [
        ({}, "all"),
        ({"layers": ["districts", "parks", "projects", "institutions", "infrastructure"]}, "all"),
        ({"layers": list(SITE_LAYERS)}, "parks+projects+institutions+infrastructure"),
        ({"places": ["430204", "430200"]}, "株洲市+三区"),
        ({"districts": ["430203", "430202"]}, "一区+二区"),
        ({"districts": ["430200"], "layers": ["parks"], "kinds": ["park"], "search": "x"}, "株洲市+parks+park+x"),
        ({"search": "a/b: c.d\\e"}, "a-b-c-d-e"),
        ({"search": "../"}, "all"),
        ({"search": "a -- b"}, "a-b"),
        ({"search": "x" * 200}, "x" * 48),
    ],
)
def test_name_of_the_file_tells_what_was_chosen_and_the_date_of_the_record(tiny, choice, named):
    assert export_name(tiny, Selection.of(tiny, **choice), "geojson") == f"zhuzhou-atlas_{named}_2024-12-31.geojson"


def test_name_of_the_file_is_short_enough_to_be_one(tiny):
    assert len(export_name(tiny, Selection.of(tiny, q="山" * 200), "geojson").encode()) <= 255


def test_export_is_one_feature_a_line(tiny):
    text = to_geojson(tiny, Selection())
    assert text.endswith("\n]}\n")
    assert len(re.findall(r'^\{"type":"Feature",', text, re.MULTILINE)) == text.count("\n") - 2 == len(subjects(tiny))


@pytest.mark.parametrize("ending", PAGE_TEXTS)
def test_export_leaves_the_record_as_it_was(tiny, ending):
    before = copy.deepcopy(tiny.record)
    PAGE_TEXTS[ending](tiny, Selection())
    assert tiny.record == before


def test_table_is_rfc_4180_and_opens_as_utf_8_in_excel(atlas):
    text = to_csv(atlas, Selection())
    assert text.startswith('\ufeff"id","name_zh",')
    assert text.endswith('"\r\n')
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_table_has_a_row_for_each_fact_and_one_for_what_has_none(atlas):
    rows = table_of(to_csv(atlas, Selection()))
    counts = {each: sum(len(claim.facts) for claim in atlas.claims.get(each, ())) for each in subjects(atlas)}
    rows = [row for row in rows if row["position_role"] in {"main", ""}]
    assert [row["id"] for row in rows] == [each for each, count in counts.items() for _ in range(count or 1)]
    facts = [row for row in rows if row["fact"]]
    assert sorted(row["fact"] for row in facts) == sorted(fact["id"] for fact in atlas.record.facts)
    bare = set(counts) - set(atlas.claims)
    assert {row["id"] for row in rows if not row["fact"]} == bare
    facts_by_id, sources_by_id = (
        {row["id"]: row for row in rows} for rows in (atlas.record.facts, atlas.record.sources)
    )
    for row in facts:
        fact = facts_by_id[row["fact"]]
        source = sources_by_id[fact["source"]]
        same = ("indicator", "scope", "unit", "qualifier", "as_of", "stated", "aim", "source", "locator")
        assert [row[name] for name in same] == [fact[name] for name in same]
        assert [row[name] for name in ("title_zh", "publisher_en", "url")] == [
            source[name] for name in ("title_zh", "publisher_en", "url")
        ]


def test_every_row_of_the_table_tells_record_licence_and_filter(tiny):
    rows = table_of(to_csv(tiny, Selection.of(tiny, district=["430204"], q="园")))
    assert rows
    for row in rows:
        assert (row["record_version"], row["record_date"], row["record_digest"]) == (
            tiny.version,
            tiny.date,
            tiny.digest,
        )
        assert row["licence"].startswith("CC BY 4.0 · https://")
        assert row["filter"] == "district=三区; search=园"


def test_choice_without_sites_is_a_table_with_a_header_alone(tiny):
    assert to_csv(tiny, Selection.of(tiny, q="nowhere")).count("\r\n") == 1


def test_every_form_of_a_sign_that_begins_a_formula_is_known():
    """The pattern is shared with the page, so it lists what Unicode folds into such a sign."""
    signs = set("=+-@\t\r\n")
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [each for each in every if FORMULA.match(each)] == [
        each for each in every if unicodedata.normalize("NFKC", each) in signs
    ]


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_cells_are_written_so_that_no_spreadsheet_runs_them(value, text):
    assert cell(value) == text


def test_table_tells_where_a_site_lies(atlas):
    for row in table_of(to_csv(atlas, Selection(layer=SITE_LAYERS))):
        point = atlas.points[row["id"]]
        told = [float(row[name]) for name in ("longitude", "latitude") if row[name]]
        assert row["position_role"] in ({"main", "part", "rival"} if point else {""})
        if row["position_role"] in {"main", ""}:
            assert told == (pytest.approx([point.x, point.y], abs=1e-6) if point else [])


def test_table_has_a_row_for_each_further_position(atlas):
    rows = table_of(to_csv(atlas, Selection()))
    told = [tuple(row[name] for name in FURTHER_CELLS) for row in rows if row["position_role"] in {"part", "rival"}]
    assert told == [
        (
            *(site["id"], role, each.get("name_zh", ""), *map(str, each["point"]), str(each["uncertainty_m"])),
            *(each["datum"], ";".join(each["districts"]), cell("; ".join(each["evidence"])), ""),
        )
        for _, site in atlas.record.sites
        for role, among in (("part", "parts"), ("rival", "rival_positions"))
        for each in site["properties"][among]
    ]
    assert told
    reasons = {row["id"]: row["position_reason_en"] for row in rows if row["position_role"] == "main"}
    assert all(reasons[site] for site, role, *_ in told if role == "rival")


FURTHER_CELLS = (
    *("id", "position_role", "position_name_zh", "longitude", "latitude", "position_uncertainty_m"),
    *("position_datum", "districts", "position_evidence", "fact"),
)


def test_a_site_with_parts_is_one_feature_of_several_points(tiny):
    (mill,) = json.loads(to_geojson(tiny, Selection.of(tiny, place=["round-mill"])))["features"]
    assert mill["geometry"] == {"type": "MultiPoint", "coordinates": [[113.000001, 27.85], [113.05, 27.85]]}
    assert [part["name_en"] for part in mill["properties"]["parts"]] == ["Old works"]
    assert [rival["point"] for rival in mill["properties"]["rival_positions"]] == [[113.15, 27.85]]
    marks = placemarks(to_kml(tiny, Selection.of(tiny, place=["round-mill"])))
    assert positions_of(marks["round-mill"]) == [[[113.000001, 27.85]], [[113.05, 27.85]]]
    described = marks["round-mill"].findtext(f"{KML}description")
    assert all(each in described for each in ("Newer.", "Old works", "113.05, 27.85 ± 300 m", "113.15, 27.85 ± 1000 m"))


def test_document_has_the_elements_of_kml_in_their_order(atlas):
    document = document_of(to_kml(atlas, Selection()))
    for holder in (document, *document.iter(f"{KML}Folder"), *document.iter(f"{KML}Placemark")):
        names = [each.tag.removeprefix(KML) for each in holder]
        places = [KML_ORDER.index("geometry" if name in GEOMETRIES else name) for name in names]
        assert places == sorted(places)


def test_document_has_a_folder_for_each_layer_and_tells_what_it_is(tiny):
    document = document_of(to_kml(tiny, Selection.of(tiny, layer=["parks", "projects"])))
    names = [folder.findtext(f"{KML}name") for folder in document.iterfind(f"{KML}Folder")]
    layers = tiny.words.layers
    assert names == [f"{layers[code].name_zh} {layers[code].name_en}" for code in ("parks", "projects")]
    told = told_of(document)
    assert (told["record_digest"], told["filter"]) == (tiny.digest, "layer=parks,projects")
    assert all(f"{name}: {text}" in document.findtext(f"{KML}description") for name, text in told.items())


def test_placemarks_have_the_geometry_of_the_record(atlas, exports):
    everything = next(iter(exports.values()))
    marks = placemarks(to_kml(atlas, Selection()))
    assert sorted(marks) == sorted(subjects(atlas))
    for feature in everything["features"]:
        geometry = feature["geometry"]
        nested = [] if geometry is None else geometry["coordinates"]
        depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
        runs = [[nested]] if geometry and geometry["type"] == "Point" else [nested] if geometry else []
        for _ in range(depth[geometry["type"]] - 1 if geometry else 0):
            runs = [inner for run in runs for inner in run]
        if geometry and geometry["type"] == "MultiPoint":
            runs = [[point] for point in nested]
        assert positions_of(marks[feature["id"]]) == runs


def test_placemarks_tell_every_fact_with_its_source(atlas):
    marks = placemarks(to_kml(atlas, Selection()))
    for site, claims in atlas.claims.items():
        facts = [fact for claim in claims for fact in claim.facts]
        lines = marks[site].findtext(f"{KML}description").split("\n")[-len(facts) :]
        for line, fact in zip(lines, facts, strict=True):
            title = atlas.sources["title_zh"][fact["source"]]
            assert all(
                part in line
                for part in (when_text(fact["as_of"], fact["stated"], "zh"), title.replace("<", "＜"), fact["locator"])
            )
            assert all(fact[note].replace("<", "＜") in line for note in ("note_zh", "note_en"))


def test_placemarks_tell_doubts_disagreements_and_standing(tiny):
    record = read(RECORD)
    record.sources[0]["standing"] = "copy"
    atlas = Atlas(record)
    words = atlas.words
    lines = "\n".join(mark.findtext(f"{KML}description") for mark in placemarks(to_kml(atlas, Selection())).values())
    [reason] = {claim.resolution["reason"] for claims in tiny.claims.values() for claim in claims if claim.resolution}
    assert f"≠ {DISPUTES[1].name_zh} {DISPUTES[1].name_en}: {words.resolution_reasons[reason].name_zh}" in lines
    assert f"≠ {DISPUTES[0].name_zh} {DISPUTES[0].name_en} · " in lines
    assert f"{words.standings['copy'].name_zh} {words.standings['copy'].name_en}" in lines


def test_document_holds_nothing_that_xml_forbids_or_that_reads_as_markup():
    record = read(RECORD)
    park = record.layers["parks"]["features"][0]
    nasty = "a\0b\x1b\uffff\r\n<b>&amp;]]>"
    park["properties"]["name_zh"] = nasty
    record.sources[0]["title_zh"] = record.sources[1]["title_zh"] = record.sources[2]["title_zh"] = nasty
    mark = placemarks(to_kml(Atlas(record), Selection()))[park["id"]]
    written = nasty.translate(dict.fromkeys(map(ord, "\0\x1b\uffff"), "\ufffd"))
    assert told_of(mark)["name_zh"] == written
    assert mark.findtext(f"{KML}name").startswith(written)
    description = mark.findtext(f"{KML}description")
    assert "＜b>&amp;" in description
    assert "<" not in description


def test_document_opens_in_gdal(tiny, tmp_path):
    path = tmp_path / "export.kml"
    path.write_text(to_kml(tiny, Selection()), "utf-8")
    # GDAL's wheels differ: some have LIBKML, others a driver alone that leaves out places without a geometry.
    reads_all = "LIBKML" in pyogrio.list_drivers()
    drawn = set(tiny.sites.index[tiny.sites.geometry.notna()])
    read_by_gdal = [subject for subject in subjects(tiny) if reads_all or subject in drawn]
    frames = [geopandas.read_file(path, layer=layer) for layer, _ in pyogrio.list_layers(path)]
    names = [" ".join(names_of(tiny, subject)) for subject in read_by_gdal]
    assert sorted(name for frame in frames for name in frame["Name"]) == sorted(names)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # its writer leaves its files to Python to close
def test_an_interrupt_of_a_workbook_leaves_no_rows_where_temporary_files_go(tiny, tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("xlsxwriter.packager.Packager._create_package", interrupted)
    with pytest.raises(KeyboardInterrupt):
        to_xlsx(tiny)
    assert list(tmp_path.iterdir()) == []
    gc.collect()
