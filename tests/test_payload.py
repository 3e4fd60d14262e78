"""The payload: columns, shapes and blocks give back what stands in the record, byte for byte the shared fixture."""

from __future__ import annotations

import base64
import copy
import json
import struct
from itertools import accumulate

import pytest
import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.issues.errors import AtlasError
from geo.page.options import MapOptions
from geo.page.payload.blocks import BLOCK
from geo.page.payload.blocks import fact_blocks
from geo.page.payload.core import core_payload
from geo.page.payload.pack import NO_POSITION
from geo.page.payload.pack import NONE
from geo.record.compact import shortest
from geo.record.compact import to_json
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import assert_is_fixture

FORMATS = {
    **dict.fromkeys(("lon", "lat"), "i"),
    **dict.fromkeys(("kind", "sector", "status", "basis", "main"), "I"),
    **dict.fromkeys(("uncertainty", "districts", "parent", "facts", "disputes"), "I"),
}


class Decoded:
    """A payload read as the page reads it: columns of bytes, little-endian."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.core = json.loads(to_json(core_payload(atlas)))
        self.registers = self.core["registers"]
        packed = self.core["columns"]
        self.ids = packed["id"].split("\n")
        self.rows = {subject: row for row, subject in enumerate(self.ids)}
        self.columns = {name: self._unpack(kind, packed[name]) for name, kind in FORMATS.items()}
        self.first = 1 + len(self.registers["districts"])
        # The districts and the sites as they stand in the record.
        self.features = [*atlas.record.layers["districts"]["features"], *(feature for _, feature in atlas.record.sites)]

    def texts(self, name: str) -> dict[str, str]:
        """Return a column of texts by subject."""
        return dict(zip(self.ids, self.core["columns"][name].split("\n"), strict=True))

    def code(self, column: str, register: str, row: int) -> str | None:
        """Return the code that a column tells of a subject."""
        position = self.columns[column][row]
        return None if position == NONE else self.registers[register][position]["code"]

    def _unpack(self, kind: str, text: str) -> tuple[int, ...]:
        content = base64.b64decode(text, validate=True)
        return struct.unpack(f"<{len(self.ids)}{kind}", content)


@pytest.fixture(scope="module", params=[RECORD, ROOT], ids=["tiny", "real"])
def decoded(request) -> Decoded:
    return Decoded(Atlas(read(request.param)))


@pytest.fixture(scope="module")
def tiny() -> Decoded:
    return Decoded(Atlas(read(RECORD)))


@pytest.fixture(scope="module")
def crowded() -> Atlas:
    """Add 600 sites to the tiny record, each with a number of firms that is its own."""
    record = read(RECORD)
    park, firms = record.layers["parks"]["features"][1], record.facts[9]
    for number in range(600):
        each = copy.deepcopy(park)
        each["id"] = f"crowd-{number}"
        record.layers["parks"]["features"].append(each)
        record.facts.append(firms | {"id": f"f{1000 + number}", "subject": each["id"], "value": str(number)})
    return Atlas(record)


def test_payload_of_the_tiny_record_is_the_fixture(tiny):
    content = {"core": core_payload(tiny.atlas), "blocks": fact_blocks(tiny.atlas)}
    text = json.dumps(shortest(content), ensure_ascii=False, allow_nan=False, indent=1)
    assert_is_fixture(f"{text}\n", "payload.json")


def test_subjects_are_the_city_the_districts_by_code_and_the_sites_by_layer(decoded):
    record = decoded.atlas.record
    districts = [feature["id"] for feature in record.layers["districts"]["features"]]
    assert decoded.ids == ["430200", *sorted(districts), *(feature["id"] for _, feature in record.sites)]
    assert decoded.core["columns"]["count"] == len(decoded.ids)
    assert decoded.registers["districts"] == sorted(districts)


def test_names_and_aliases_give_back_those_of_the_record(decoded):
    zh, en, aliases = (decoded.texts(name) for name in ("name_zh", "name_en", "aliases"))
    assert (zh["430200"], en["430200"], aliases["430200"]) == ("株洲市", "Zhuzhou", "")
    for feature in decoded.features:
        told, identifier = feature["properties"], feature["id"]
        assert (zh[identifier], en[identifier]) == (told["name_zh"], told["name_en"])
        assert [alias for alias in aliases[identifier].split("\t") if alias] == told.get("aliases", [])


def test_positions_give_back_the_very_numbers_of_the_record(decoded):
    points = 0
    for _, feature in decoded.atlas.record.sites:
        row = decoded.rows[feature["id"]]
        position = decoded.columns["lon"][row], decoded.columns["lat"][row]
        if feature["geometry"] is None:
            assert position == (NO_POSITION, NO_POSITION)
        elif feature["geometry"]["type"] == "Point":
            assert [number / 10**6 for number in position] == feature["geometry"]["coordinates"]
            points += 1
        else:
            assert NO_POSITION not in position
    assert points


def test_codes_give_back_those_of_the_record(decoded):
    for layer, feature in decoded.atlas.record.sites:
        row, told = decoded.rows[feature["id"]], feature["properties"]
        kind = decoded.registers["kinds"][decoded.columns["kind"][row]]
        assert kind["code"] == told["kind"]
        assert decoded.registers["layers"][kind["layer"]]["code"] == layer
        assert decoded.code("sector", "sectors", row) == told["sector"]
        assert decoded.code("basis", "bases", row) == told["position_basis"]
        assert (decoded.columns["uncertainty"][row] or None) == told["position_uncertainty_m"]
        parent = decoded.columns["parent"][row]
        assert (None if parent == NONE else decoded.ids[parent]) == told["parent"]


def test_districts_are_a_bit_each_and_the_main_one_a_row(decoded):
    adcodes = decoded.registers["districts"]
    for identifier, listed in decoded.atlas.sites["all_districts"].items():
        row = decoded.rows[identifier]
        mask = decoded.columns["districts"][row]
        assert {adcode for bit, adcode in enumerate(adcodes) if mask >> bit & 1} == set(listed)
        assert decoded.ids[decoded.columns["main"][row]] == (listed[0] if listed else "430200")
    for bit, adcode in enumerate(adcodes):
        assert decoded.columns["districts"][decoded.rows[adcode]] == 1 << bit
        assert decoded.columns["main"][decoded.rows[adcode]] == decoded.rows[adcode]


def test_status_is_that_of_the_atlas(decoded):
    for identifier, status in decoded.atlas.raw_sites["status"].items():
        assert decoded.code("status", "statuses", decoded.rows[identifier]) == status


def test_city_and_districts_have_no_codes_of_sites(decoded):
    rows = range(decoded.first)
    kinds = {decoded.registers["kinds"][decoded.columns["kind"][row]]["code"] for row in rows}
    assert kinds == {"district"}
    assert {decoded.columns[name][row] for name in ("sector", "status", "basis") for row in rows} == {NONE}
    assert {decoded.columns["parent"][row] for row in rows} == {NONE}


def test_shapes_give_back_the_very_coordinates_of_the_record(decoded):
    geometries = [(decoded.rows[feature["id"]], feature["geometry"]) for feature in decoded.features]
    areas_and_lines = [(row, geometry) for row, geometry in geometries if geometry and geometry["type"] != "Point"]
    shapes = [
        (row, {"type": kind, "coordinates": _nested(kind, [_positions(steps) for steps in parts], rings)})
        for row, kind, parts, rings in decoded.core["shapes"]
    ]
    assert shapes == sorted(areas_and_lines)


def test_basemap_gives_back_the_very_lines_of_the_record(decoded):
    told = decoded.atlas.record.layers["context"]["features"]
    for basemap, feature in zip(decoded.core["context"], told, strict=True):
        assert (basemap["zh"], basemap["en"]) == (feature["properties"]["name_zh"], feature["properties"]["name_en"])
        assert basemap["schematic"] is feature["properties"]["schematic"]
        if basemap["kind"] != "neighbour":
            assert [_positions(steps) for steps in basemap["parts"]] == _lines(feature["geometry"])


def test_of_neighbours_only_their_borders_with_each_other_are_drawn(tiny):
    drawn = {basemap["en"]: [_positions(steps) for steps in basemap["parts"]] for basemap in tiny.core["context"]}
    assert [sorted(line) for line in drawn["West"]] == [[[112.9, 27.8], [113.0, 27.8]]]
    assert [sorted(line) for line in drawn["North-west"]] == [[[112.9, 27.8], [113.0, 27.8]]]


def test_without_boundaries_no_outline_is_in_the_payload_and_all_else_is(decoded):
    plain, without = decoded.core, json.loads(to_json(core_payload(decoded.atlas, MapOptions(boundaries=False))))
    assert plain["boundaries"]
    assert not without["boundaries"]
    assert [shape for shape in plain["shapes"] if shape[0] >= decoded.first] == without["shapes"]
    assert [basemap for basemap in plain["context"] if basemap["kind"] != "neighbour"] == without["context"]
    changed = {name for name in plain if plain[name] != without[name]}
    assert changed <= {"boundaries", "shapes", "context"}


def test_what_the_builder_gives_is_in_the_payload(tiny):
    told = core_payload(tiny.atlas, MapOptions(tianditu_key="abc", review_number="GS(2026)1号"))
    assert told["review"] == "GS(2026)1号"
    added = [basemap["code"] for basemap in told["basemaps"] if basemap not in core_payload(tiny.atlas)["basemaps"]]
    assert added == ["tianditu"]


def test_names_of_neighbours_stand_in_their_land(tiny):
    lands = {
        feature["properties"]["name_en"]: shapely.geometry.shape(feature["geometry"])
        for feature in tiny.atlas.record.layers["context"]["features"]
    }
    for basemap in tiny.core["context"]:
        assert (basemap["at"] is not None) == (basemap["kind"] == "neighbour")
        if basemap["at"]:
            assert lands[basemap["en"]].contains(shapely.Point(*(micro / 10**6 for micro in basemap["at"])))


def test_blocks_hold_the_subjects_by_row(decoded):
    blocks = json.loads(to_json(fact_blocks(decoded.atlas)))
    known = [subject for block in blocks for subject in block]
    assert len(known) == len(decoded.ids)
    for subject, (detail, claims) in zip(decoded.ids, known, strict=True):
        row = decoded.rows[subject]
        facts = [fact for claim in claims for fact in claim[6]]
        told = [fact for claim in decoded.atlas.claims.get(subject, ()) for fact in claim.facts]
        assert [fact[0] for fact in facts] == [fact["id"] for fact in told]
        assert decoded.columns["facts"][row] == len(facts)
        assert decoded.columns["disputes"][row] == sum(claim[4] and claim[5] is None for claim in claims)
        assert (detail is None) == (subject == "430200")


def test_claims_and_facts_give_back_the_cells_of_the_record(decoded):
    registers, sources = decoded.registers, [source["id"] for source in decoded.core["sources"]]
    cells = {row["id"]: dict(row) for row in decoded.atlas.record.facts}
    known = json.loads(to_json([subject for block in fact_blocks(decoded.atlas) for subject in block]))

    def code(register: str, position: int) -> str:
        return "" if position == -1 else registers[register][position]["code"]

    seen = {}
    for subject, (_, claims) in zip(decoded.ids, known, strict=True):
        for position, scope, as_of, aim, _, _, facts in claims:
            indicator = registers["indicators"][position]
            for identifier, value, unit, qualifier, stated, source, locator, token, note_zh, note_en, _, base in facts:
                assert (base is None) == (unit == -1)
                register = {"status": "statuses", "honour": "honours"}.get(indicator["type"])
                seen[identifier] = {
                    "id": identifier,
                    "subject": subject,
                    "indicator": indicator["code"],
                    "scope": code("scopes", scope),
                    "value": registers[register][value]["code"] if register else value,
                    "unit": code("units", unit),
                    "qualifier": code("qualifiers", qualifier),
                    "as_of": as_of,
                    "stated": stated,
                    "aim": code("aims", aim),
                    "source": sources[source],
                    "locator": locator,
                    "token": token,
                    "note_zh": note_zh,
                    "note_en": note_en,
                }
    assert seen == cells


def test_each_fact_of_a_claim_has_the_terms_of_its_indicator_scope_and_value(decoded):
    search, registers = decoded.core["search"], decoded.registers
    texts = search["terms_zh"].split("\n")
    indicators, scopes = (memoryview(base64.b64decode(search[name])).cast("I") for name in ("indicators", "scopes"))
    units = registers["units"]
    for claim in (claim for block in fact_blocks(decoded.atlas) for _, claims in block for claim in claims):
        position, scope, *_, facts = claim
        indicator = registers["indicators"][position]
        assert texts[indicators[position]] == indicator["zh"]
        assert scope == -1 or texts[scopes[scope]] == registers["scopes"][scope]["zh"]
        for fact in facts:
            value, unit, term = fact[1], fact[2], fact[-2]
            if indicator["type"] == "number":
                assert value in texts[term]
                assert units[unit]["zh"].replace("{}", "") in texts[term] or "{}" in units[unit]["zh"]
            else:
                register = {"status": "statuses", "honour": "honours"}[indicator["type"]]
                assert texts[term] == registers[register][value]["zh"]


def test_resolutions_give_back_those_of_the_record(decoded):
    reasons = [reason["code"] for reason in decoded.registers["resolution_reasons"]]
    known = json.loads(to_json([claim for block in fact_blocks(decoded.atlas) for _, told in block for claim in told]))
    seen = [
        {"fact": facts[0][0], "reason": reasons[resolution[0]], "note_zh": resolution[1], "note_en": resolution[2]}
        for *_, resolution, facts in known
        if resolution is not None
    ]
    assert sorted(seen, key=lambda row: row["fact"]) == [dict(row) for row in decoded.atlas.record.resolutions]


def test_standing_of_each_source_is_told(tiny):
    standings = {source["id"]: source["standing"] for source in tiny.core["sources"]}
    assert standings == {"copy-2024": "copy", "notice-2023": "second-hand", "review-2024": "primary"}
    assert [term["code"] for term in tiny.registers["standings"]] == ["primary", "second-hand", "copy"]


def test_detail_of_a_site_is_its_position_and_its_size(tiny):
    known = dict(zip(tiny.ids, fact_blocks(tiny.atlas)[0], strict=True))
    detail, _ = known["hill-works"]
    told = tiny.atlas.record.layers["projects"]["features"][0]["properties"]
    assert {name: detail[name] for name in ("datum", "found", "evidence", "note_zh", "note_en")} == {
        name.removeprefix("position_"): told[name]
        for name in ("position_datum", "position_found", "position_evidence", "position_note_zh", "position_note_en")
    }
    assert (detail["area_m2"], detail["length_m"]) == (0, 0)
    area, _ = known["hill-park"]
    assert (area["reason_zh"], area["area_note_en"]) == ("有旧址。", "The core alone is drawn.")
    line, _ = known["ring-road"]
    assert area["area_m2"] > 34_000_000
    assert area["length_m"] == line["area_m2"] == 0
    assert line["length_m"] > 15_000


def test_detail_of_a_district_is_its_population_and_its_area(tiny):
    (_, (detail, _), *_), *_ = fact_blocks(tiny.atlas)
    unit = tiny.features[0]["properties"]
    assert detail == {name: unit[name] for name in detail}
    assert {"population", "population_as_of", "area_km2"} <= set(detail)


def test_blocks_hold_256_subjects_each(crowded):
    blocks = fact_blocks(crowded)
    assert BLOCK == 256
    assert [len(block) for block in blocks] == [256, 256, len(subjects(crowded)) - 512]
    for row, subject in enumerate(subjects(crowded)):
        if subject.startswith("crowd-"):
            _, ((*_, facts),) = blocks[row // 256][row % 256]
            assert facts[0][1] == subject.removeprefix("crowd-")


def test_columns_hold_rows_beyond_a_byte(crowded):
    record = copy.deepcopy(crowded.record)
    (works, _) = record.layers["projects"]["features"]
    works["properties"]["parent"] = "crowd-599"
    packed = Decoded(Atlas(record))
    parent = packed.columns["parent"][packed.rows["hill-works"]]
    assert parent > 256
    assert packed.ids[parent] == "crowd-599"


def test_units_tell_what_turns_them_into_their_base_unit(decoded):
    told = {unit["code"]: unit["factor"] for unit in decoded.registers["units"]}
    assert told == {unit.code: float(unit.factor) for unit in decoded.atlas.words.units.values()}


def test_kinds_and_layers_of_the_basemap_are_left_out(tiny):
    assert [layer["code"] for layer in tiny.registers["layers"]] == [
        "districts",
        "parks",
        "projects",
        "institutions",
        "infrastructure",
    ]
    assert "river" not in [kind["code"] for kind in tiny.registers["kinds"]]


def test_json_is_what_the_page_would_write():
    content = {"株洲": [1.0, 113.0, 27.830001, -0.0, -3.1, True, None, '</\u2028\\"\n'], "空": {}}
    assert to_json(content) == '{"株洲":[1,113,27.830001,0,-3.1,true,null,"</\u2028\\\\\\"\\n"],"空":{}}'


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0.0001, "0.0001"), (2487.1, "2487.1"), (1e15, "1000000000000000")],
)
def test_numbers_are_printed_as_javascript_prints_them(number, expected):
    assert to_json(number) == expected


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_number_that_json_does_not_have_is_refused(number):
    with pytest.raises(ValueError, match="JSON"):
        to_json([number])


def _positions(steps: list[int]) -> list[list[float]]:
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return [[lon / 10**6, lat / 10**6] for lon, lat in zip(lons, lats, strict=True)]


def _nested(kind: str, lines: list, rings: list[int]) -> list:
    """Nest the lines of a shape as GeoJSON has it."""
    if kind == "LineString":
        (line,) = lines
        return line
    if kind == "MultiPolygon":
        rest = iter(lines)
        return [[next(rest) for _ in range(count)] for count in rings]
    return lines


def _lines(geometry: dict) -> list[list[list[float]]]:
    nesting = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[geometry["type"]]
    lines = [geometry["coordinates"]]
    for _ in range(nesting):
        lines = [line for part in lines for line in part]
    return lines


@pytest.mark.parametrize(
    "address", ["map.html", "file:///map.html", "javascript:alert(1)", "https://example.org/#x", 1]
)
def test_a_published_address_is_one_of_the_web(address):
    with pytest.raises(AtlasError, match="public_url"):
        MapOptions(public_url=address)
