"""The payload: columns, shapes and blocks give back what stands in the record, byte for byte the shared fixture."""

from __future__ import annotations

import base64
import copy
import json
import os
import re
import struct
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from itertools import pairwise

import jsonschema
import pytest
import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.claims import is_open
from geo.atlas.facets import facets
from geo.atlas.wording import date_text
from geo.atlas.wording import value_text
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.csv import cell
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.kml import escaped
from geo.export.kml import line
from geo.export.kml import to_kml
from geo.issues.errors import AtlasError
from geo.page.options import MapOptions
from geo.page.payload.blocks import Block
from geo.page.payload.blocks import Blocks
from geo.page.payload.blocks import firsts
from geo.page.payload.contract import ExportShown
from geo.page.payload.contract import FactShown
from geo.page.payload.contract import Lines
from geo.page.payload.core import core_payload
from geo.page.payload.frames import compressed
from geo.page.payload.groups import Patterns
from geo.page.payload.groups import Told
from geo.page.payload.groups import by_name
from geo.record.compact import to_json
from geo.record.pack import DIGITS
from geo.record.pack import NO_POSITION
from geo.record.pack import NONE
from geo.record.pack import SPANS
from geo.record.paths import ROOT
from geo.record.read import read
from geo.record.vocabulary import PRIMARY
from tests.fixtures.blocks import own_of
from tests.fixtures.blocks import read_exports
from tests.fixtures.blocks import read_facts
from tests.fixtures.islands import last_text
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import assert_is_fixture
from tools.contract import FILES

FORMATS = {
    **dict.fromkeys(("lon", "lat"), "i"),
    **dict.fromkeys(("kind", "sector", "status", "basis", "main"), "I"),
    **dict.fromkeys(("uncertainty", "parent", "facts", "disputes"), "I"),
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


def told_of(atlas: Atlas) -> tuple[list[Block], str]:
    """Return the blocks of an atlas and their patterns."""
    blocks = Blocks(atlas)
    return list(blocks.texts()), blocks.patterns.text()


def facts_of(atlas: Atlas) -> list[list[tuple[str, dict]]]:
    """Return of each block the text of each subject's feature, and what its drawer shows beside it."""
    (told, patterns), own = told_of(atlas), own_of(core_payload(atlas))
    ends = pairwise([*firsts(atlas), len(own)])
    return [read_facts(block.facts, patterns, own[first:end]) for block, (first, end) in zip(told, ends, strict=True)]


def exports_of(atlas: Atlas) -> list[list[list]]:
    """Return of each block what files say of each subject."""
    told, patterns = told_of(atlas)
    counts = [end - first for first, end in pairwise([*firsts(atlas), len(subjects(atlas))])]
    return [read_exports(block.exports, patterns, count) for block, count in zip(told, counts, strict=True)]


@cache
def known_of(atlas: Atlas) -> tuple[list[str], list[dict]]:
    """Return the text of each subject's feature, and what its drawer shows beside it."""
    read = [each for block in facts_of(atlas) for each in block]
    return [feature for feature, _ in read], [drawer for _, drawer in read]


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
    told, patterns = told_of(tiny.atlas)
    content = {
        "core": core_payload(tiny.atlas),
        "blocks": [block._asdict() for block in told],
        "patterns": patterns,
        "packed": [compressed(*block) for block in told],
    }
    text = json.dumps(json.loads(to_json(content)), ensure_ascii=False, allow_nan=False, indent=1)
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


def test_masks_of_a_facet_have_a_bit_for_each_option(decoded):
    declared = facets(decoded.atlas)
    assert [told["key"] for told in decoded.core["facets"]] == [facet.key for facet in declared]
    for facet, told in zip(declared, decoded.core["facets"], strict=True):
        codes = [option["code"] for option in told["options"]]
        width = -(-len(codes) // 32)
        words = struct.unpack(f"<{len(decoded.ids) * width}I", base64.b64decode(told["masks"]))
        for row, subject in enumerate(decoded.ids):
            bits = sum(word << 32 * at for at, word in enumerate(words[row * width : (row + 1) * width]))
            assert {code for bit, code in enumerate(codes) if bits >> bit & 1} == set(facet.codes.get(subject, ()))


def test_main_district_is_a_row(decoded):
    for identifier, listed in decoded.atlas.sites["all_districts"].items():
        row = decoded.rows[identifier]
        assert decoded.ids[decoded.columns["main"][row]] == (listed[0] if listed else "430200")
    for adcode in decoded.registers["districts"]:
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
    areas_and_lines = [
        (row, geometry) for row, geometry in geometries if geometry and not geometry["type"].endswith("Point")
    ]
    shapes = [
        (row, {"type": kind, "coordinates": _nested(kind, [_positions(steps) for steps in parts], rings)})
        for row, kind, parts, rings in decoded.core["shapes"]
    ]
    assert shapes == sorted(areas_and_lines)


@pytest.mark.parametrize(("among", "key"), [("parts", "parts"), ("rival_positions", "rivals")])
def test_further_positions_are_those_of_the_record(decoded, among, key):
    told = [
        (feature["id"], *each["point"], each["uncertainty_m"], each.get("name_en", each["evidence"][0]))
        for _, feature in decoded.atlas.record.sites
        for each in feature["properties"][among]
    ]
    ids = {row: subject for subject, row in decoded.rows.items()}
    shown = decoded.core[key]
    assert told == [(ids[row], lon / 10**6, lat / 10**6, *rest, en) for row, lon, lat, *rest, _, en in shown]
    assert told


def test_basemap_gives_back_the_very_lines_of_the_record(decoded):
    told = decoded.atlas.record.layers["context"]["features"]
    for basemap, feature in zip(decoded.core["context"], told, strict=True):
        assert (basemap["zh"], basemap["en"]) == (feature["properties"]["name_zh"], feature["properties"]["name_en"])
        assert basemap["schematic"] is feature["properties"]["schematic"]
        if feature["geometry"]["type"] == "Point":
            assert [micro / 10**6 for micro in basemap["at"]] == feature["geometry"]["coordinates"]
            assert basemap["parts"] == []
        elif basemap["kind"] != "neighbour":
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


def test_blocks_hold_the_very_features_of_a_file_by_row(decoded):
    features, _ = known_of(decoded.atlas)
    lines = to_geojson(decoded.atlas).split("\n")[1:-2]
    assert features == [line.removesuffix(",") for line in lines]
    assert [json.loads(feature)["id"] for feature in features] == decoded.ids


def test_each_fact_of_a_feature_belongs_to_a_claim(decoded):
    features, drawers = known_of(decoded.atlas)
    for row, (subject, feature, drawer) in enumerate(zip(decoded.ids, map(json.loads, features), drawers, strict=True)):
        claims = decoded.atlas.claims.get(subject, [])
        assert [claim["facts"] for claim in drawer["claims"]] == [len(claim.facts) for claim in claims]
        assert len(feature["properties"]["facts"]) == len(drawer["facts"]) == decoded.columns["facts"][row]
        assert decoded.columns["disputes"][row] == sum(map(is_open, claims))


def test_facts_that_read_the_same_are_one_value_of_their_claim(decoded):
    _, drawers = known_of(decoded.atlas)
    for subject, drawer in zip(decoded.ids, drawers, strict=True):
        for claim, shown in zip(decoded.atlas.claims.get(subject, []), drawer["claims"], strict=True):
            told = [value["facts"] for value in shown.get("values", [{"facts": [0]}])]
            texts = [{value_text(claim.facts[at], decoded.atlas.words, "zh") for at in places} for places in told]
            assert sorted(at for places in told for at in places) == list(range(len(claim.facts)))
            assert [len(each) for each in texts] == [1] * len(texts)
            assert len(set.union(*texts)) == len(texts)


def test_the_current_status_is_given_by_a_claim_and_a_value_of_it(decoded):
    _, drawers = known_of(decoded.atlas)
    for subject, drawer in zip(decoded.ids, drawers, strict=True):
        status = decoded.atlas.raw_sites["status"].get(subject)
        assert ("status" in drawer) == (status is not None)
        if status:
            at, value = drawer["status"]
            claim = decoded.atlas.claims[subject][at]
            places = drawer["claims"][at].get("values", [{"facts": [0]}])[value]["facts"]
            assert {claim.facts[place]["value"] for place in places} == {status}
            assert (claim.aim, claim.scope) == ("actual", "")


def filled(template: list[str], values: dict, written) -> str:
    """Return texts and slots in turn with the values in the slots."""
    told = [part if at % 2 == 0 else written(values[part]) for at, part in enumerate(template)]
    return "".join(told)


def values_of(atlas: Atlas, fact: dict) -> dict:
    source, words = atlas.source_rows[fact["source"]], atlas.words
    codes = {"scope": fact["scope"], "aim": fact["aim"], "resolution": fact["resolution"]}
    registers = {"scope": words.scopes, "aim": words.aims, "resolution": words.resolution_reasons}
    terms = {of: registers[of].get(code) for of, code in codes.items()}
    terms["standing"] = words.standings[source["standing"]] if source["standing"] != PRIMARY else None
    return {
        **{f"fact.{name}": value for name, value in fact.items()},
        **{f"source.{name}": source[name] for name in source},
        **{f"{of}.zh": term and term.name_zh for of, term in terms.items()},
        **{f"{of}.en": term and term.name_en for of, term in terms.items()},
    }


def test_a_block_of_exports_holds_what_a_file_says_of_each_subject(decoded):
    told = [ExportShown(*each) for block in exports_of(decoded.atlas) for each in block]
    features, _ = known_of(decoded.atlas)
    features = [json.loads(text) for text in features]
    facts = [[values_of(decoded.atlas, fact) for fact in each["properties"]["facts"]] for each in features]
    files, document = core_payload(decoded.atlas)["files"], to_kml(decoded.atlas)
    table, end = files["csv"], f',{files["csv"]["tail"]},"all"{files["csv"]["end"]}'

    def cells(values: dict) -> str:
        return filled(table["fact"], values, lambda value: cell(value).replace('"', '""'))

    def of_subject(cells: dict) -> dict:
        return {f"cell.{name}": value for name, value in cells.items()}

    def row(cells: dict) -> str:
        return filled(table["subject"], of_subject(cells), lambda value: cell(value).replace('"', '""'))

    known = [subject_cells(decoded.atlas, feature) for feature in features]
    rows = []
    for each, own_cells, said in zip(told, known, facts, strict=True):
        own = [f"{row(own_cells)},{cells(values)}" for values in said] or [f"{row(own_cells)},{table['none']}"]
        rows += [f"{one}{end}" for one in (*own, *(f"{row(further)},{table['none']}" for further in each.further))]
    assert to_csv(decoded.atlas) == "".join([table["mark"], table["head"], table["end"], *rows])
    for each, own_cells, said in zip(told, known, facts, strict=True):
        before, data, after = (filled(part, of_subject(own_cells), escaped) for part in files["kml"]["around"])
        point = filled(files["kml"]["point"], of_subject(own_cells), written)
        shape = point if each.shape is None else each.shape
        positions = [line(text) for text in each.positions]
        lines = [told_by(files["kml"]["facts"], values) for values in said]
        assert f"{chr(10).join([*positions, *lines])}{data}{shape}{after}" in document
        assert before in document


def told_by(lines: Lines, values: dict) -> str:
    """Return the line for what has a value, as the page finds it."""
    shape = "".join(str(int(bool(values.get(slot)))) for slot in lines["told"])
    return filled(lines["lines"][shape], values, lambda value: line(written(value)))


def test_what_files_say_around_values_is_no_text_of_the_record(decoded):
    """A text of the record in a template could be taken for a slot."""
    files = core_payload(decoded.atlas)["files"]
    texts = "".join(
        "".join(template[::2])
        for template in (
            *files["kml"]["around"],
            files["csv"]["subject"],
            files["csv"]["fact"],
            *(each for name in ("first", "facts") for each in files["kml"][name]["lines"].values()),
        )
    )
    assert set(re.findall(r"[\u4e00-\u9fff]+", texts)) <= {"来源不一致", "分歧已裁定", "已二次核对"}


def test_texts_of_a_frame_are_read_up_to_each_of_them():
    texts = ["株洲 " * 1000, "", "<株洲>" * 200_000]
    packed = compressed(*texts)
    assert [last_text(*packed[: number + 1]) for number in range(len(texts))] == texts


def test_a_text_that_says_the_same_as_one_before_it_costs_next_to_nothing():
    text = "".join(map(chr, range(0x4E00, 0x9000)))
    first, second = compressed(text, text)
    assert len(second) < 0.01 * len(first)


def test_each_fact_has_the_term_of_its_value(decoded):
    search = decoded.core["search"]
    texts = search["terms_zh"].split("\n")
    for name in ("indicators", "scopes", "statuses", "honours"):
        numbers = memoryview(base64.b64decode(search[name])).cast("I")
        for register, term in zip(decoded.registers[name], numbers, strict=True):
            if term != NONE:
                assert texts[term] in {"", register["zh"]}, "its text is in the register"
                texts[term] = register["zh"]
    assert all(texts)
    features, drawers = known_of(decoded.atlas)
    for feature, drawer in zip(map(json.loads, features), drawers, strict=True):
        for fact, shown in zip(feature["properties"]["facts"], drawer["facts"], strict=True):
            term = texts[FactShown(*shown).term]
            if fact["unit"]:
                assert re.sub("[^0-9.]", "", term) == re.sub("[^0-9.]", "", fact["value_zh"])
            else:
                assert term == fact["value_zh"]


def test_notes_of_resolutions_give_back_those_of_the_record(decoded):
    _, drawers = known_of(decoded.atlas)
    shown = [claim for drawer in drawers for claim in drawer["claims"] if "note_zh" in claim]
    told = [(row["note_zh"], row["note_en"]) for row in decoded.atlas.record.resolutions]
    assert sorted((claim["note_zh"], claim["note_en"]) for claim in shown) == sorted(told)


def test_standing_of_each_source_is_told(tiny):
    standings = {source["id"]: source["standing"] for source in tiny.core["sources"]}
    assert standings == {"copy-2024": "copy", "notice-2023": "second-hand", "review-2024": "primary"}
    assert [term["code"] for term in tiny.registers["standings"]] == ["primary", "second-hand", "copy"]


def test_the_drawer_of_a_site_tells_its_size_and_its_evidence(tiny):
    _, drawers = known_of(tiny.atlas)
    shown = dict(zip(tiny.ids, drawers, strict=True))
    sizes = {
        site: (shown[site]["area_m2"], shown[site]["length_m"]) for site in ("hill-works", "hill-park", "ring-road")
    }
    assert sizes["hill-works"] == (0, 0)
    assert sizes["hill-park"][0] > 34_000_000
    assert sizes["hill-park"][1] == sizes["ring-road"][0] == 0
    assert sizes["ring-road"][1] > 15_000
    for site, row in tiny.atlas.site_rows.items():
        for text, words in zip(row["position_evidence"] or [], shown[site]["evidence"], strict=True):
            source = tiny.atlas.source_rows.get(text.split(" ")[0])
            assert (words is None) == (source is None)
            if words:
                assert words["en"].startswith(source["title_en"])
                assert "line" in words["en"]


def test_the_drawer_of_a_district_tells_where_its_outline_comes_from(tiny):
    _, (_, district, *_) = known_of(tiny.atlas)
    assert district["boundary_source"] == tiny.features[0]["properties"]["boundary_source"]


def test_blocks_hold_so_many_subjects_and_facts_each(crowded, monkeypatch):
    monkeypatch.setattr("geo.page.payload.blocks.LARGEST", 100)
    rows = [*firsts(crowded), len(subjects(crowded))]
    sizes = [end - first for first, end in pairwise(rows)]
    assert [len(block) for block in exports_of(crowded)] == sizes
    features = [[json.loads(text)["properties"] for text, _ in block] for block in facts_of(crowded)]
    assert [len(each) for each in features] == sizes
    weights = [sum(1 + len(props["facts"]) for props in each) for each in features]
    assert len(weights) > 10
    assert all(90 < weight <= 100 for weight in weights[:-1])


def test_a_record_without_a_fact_has_features_all_the_same():
    record = read(RECORD)
    record.facts, record.resolutions = [], []
    features, drawers = known_of(Atlas(record))
    assert [json.loads(feature)["properties"]["facts"] for feature in features] == [[]] * len(drawers)


def test_every_date_that_is_shown_is_worded(decoded):
    dates = decoded.core["dates"]
    shown = {fact["as_of"] for fact in decoded.atlas.record.facts} | set(decoded.texts("latest").values())
    shown |= {source["published"] for source in decoded.core["sources"]}
    shown |= {date[:7] for date in decoded.texts("status_as_of").values()}
    assert shown - {""} <= set(dates)
    assert all(dates[date][lang] == date_text(date, lang) for date in dates for lang in ("zh", "en"))


def validator(part: str) -> jsonschema.Draft202012Validator:
    """Return what holds a part of the payload against the schema that is committed."""
    schema = json.loads((ROOT / "geo/page/payload/schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{part}"})


def faults(value: object, part: str) -> list[str]:
    """Return where a part of the payload is not as the schema has it, and what it does not keep."""
    return [f"{fault.json_path} {fault.validator}" for fault in validator(part).iter_errors(value)]


def test_the_schema_of_the_payload_is_valid_and_closed():
    schema = validator("Core").schema
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, part in schema["$defs"].items():
        assert part["description"], name
        assert part.get("additionalProperties") is False or part["minItems"] == part["maxItems"], name


def test_the_payload_is_valid_by_its_schema(decoded):
    assert faults(decoded.core, "Core") == []
    features, drawers = known_of(decoded.atlas)
    exports = [each for block in exports_of(decoded.atlas) for each in block]
    assert [fault for each in features for fault in faults(json.loads(each), "Feature")] == []
    assert [fault for drawer in drawers for fault in faults(drawer, "Drawer")] == []
    assert [fault for each in exports for fault in faults(each, "ExportShown")] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"exact_m": "500"}, "$.exact_m type"),
        ({"boundaries": 1}, "$.boundaries type"),
        ({"extra": 1}, "$ additionalProperties"),
        ({"shapes": [[1, "Polygon", [0.5], []]]}, "$.shapes[0][2][0] type"),
        ({"shapes": [[1, "Polygon", ["#%"]]]}, "$.shapes[0] minItems"),
        ({"shapes": [[1, "Polygon", ["#%"], [], 1]]}, "$.shapes[0] maxItems"),
        ({"dates": {"2024": {"zh": "2024年", "months": 22}}}, "$.dates['2024'] required"),
    ],
)
def test_another_payload_is_not_valid(tiny, change, fault):
    assert faults({**tiny.core, **change}, "Core") == [fault]


@pytest.mark.parametrize("path", FILES)
def test_what_is_written_from_the_contract_is_fresh(path):
    """Else run: UPDATE=1 pytest tests/test_payload.py."""
    if os.environ.get("UPDATE") == "1":
        (ROOT / path).write_text(FILES[path](), "utf-8")
    assert (ROOT / path).read_text("utf-8") == FILES[path]()


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


def _positions(line: str) -> list[list[float]]:
    unit, *steps = _numbers(line)
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return [[unit * lon / 10**6, unit * lat / 10**6] for lon, lat in zip(lons, lats, strict=True)]


def _numbers(digits: str) -> Iterator[int]:
    """Yield the numbers that digits are."""
    values = iter([ord(digit.replace("!", "\\")) - ord("#") for digit in digits])
    for first in values:
        start, length = next(span for span in SPANS if first >= span[0])
        value = first - start
        for _ in range(length - 1):
            value = value * DIGITS + next(values)
        yield -(value + 1) // 2 if value % 2 else value // 2


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


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://example.org/{id}",
            "https://example.org/a",
            "https://example.org/{id}{id}",
            "javascript:alert({id})",
            1,
        ),
        *("https://{id}.org/", "https://example.org?{id}", "https://example.org@other.org/{id}", "//example.org/{id}"),
    ],
)
def test_an_address_for_reports_takes_one_id_behind_its_host(address):
    assert MapOptions(report_url="https://example.org/new?title={id}").report_url
    with pytest.raises(AtlasError, match="report_url"):
        MapOptions(report_url=address)


def test_what_rows_say_but_for_their_figures_is_written_once():
    patterns = Patterns()
    told = Told(lambda key: {"fact.base": key[0] * 1000, "fact.zh": f"{key[0]}{key[1]}"}, patterns.row)
    keys = [(5, "吨"), (12, "吨"), (7, "人"), (5, "吨")]
    assert told.group(keys) == "fact.base\tfact.zh\n0 0 1 0\n5000 12000 7000 5000\n5 12 7 5"
    assert told.group(keys[:2]) == "fact.base\tfact.zh\n0\n5000 12000\n5 12"
    assert patterns.text() == '\x1f0\x1f\t"\x1f1\x1f吨"\n\x1f0\x1f\t"\x1f1\x1f人"'


def test_a_figure_that_a_row_has_twice_is_written_once():
    patterns = Patterns()
    _, figures = patterns.row('"5,000.5人 of 5,000.5 and 5,000"')
    assert figures == ["5,000.5", "5,000"]
    assert patterns.text() == '"\x1f0\x1f人 of \x1f0\x1f and \x1f1\x1f"'


def test_rows_with_little_in_common_are_texts():
    patterns = Patterns()
    assert [*patterns.columns("fact", by_name([{"note": "甲"}, {"note": "乙", "id": "f1"}]))] == [
        'fact.note\n\n"甲"\n"乙"',
        'fact.id\n\n\n"f1"',
    ]
    assert [*patterns.columns("fact", by_name([{"note": None, "id": f"f{number}"} for number in range(9)]))] == [
        "fact.note\n0",
        "fact.id\n1\n0 1 2 3 4 5 6 7 8",
    ]
