"""The schemas that follow from the models: of the tables in the descriptor, of the layers in a file of its own."""

from __future__ import annotations

import copy
import csv
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from geo.checks import validate
from geo.cli import main
from geo.record.layers import LAYERS
from geo.record.model import PROPERTIES
from geo.record.model import TABLES
from geo.record.paths import LAYER_SCHEMA
from geo.record.paths import PACKAGE_SCHEMA
from geo.record.paths import ROOT
from geo.record.paths import layer_path
from geo.record.place import PlaceMember
from geo.record.read import read
from geo.record.schemas import layer_schema
from geo.record.schemas import package_schema
from geo.record.schemas import schema_texts
from tests.fixtures.shared import RECORD as FIXTURE

RECORD = read()
PACKAGE = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
TABLE_SCHEMAS = {each["path"]: each["schema"] for each in PACKAGE["resources"] if "schema" in each}
PATH_OF = {each["name"]: each["path"] for each in PACKAGE["resources"]}
ROWS = {path: list(csv.DictReader((ROOT / path).read_text("utf-8").splitlines(keepends=True))) for path in TABLES}
READERS = {"string": str, "integer": int, "number": float, "date": date.fromisoformat}


def of_layer(schema: dict, layer: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": f"#/$defs/{layer}"}]})


def refers_to(reference: dict) -> str | None:
    """Return the table that a foreign key leads to, or None where that is its own."""
    return PATH_OF[reference["reference"]["resource"]] if "resource" in reference["reference"] else None


def table_faults(path: str, rows: list[dict]) -> list[str]:
    """Return what a reader of Table Schema finds wrong with the rows of a table: the columns, or ``key``."""
    schema, found = TABLE_SCHEMAS[path], []
    for field in schema["fields"]:
        limits, name = field.get("constraints", {}), field["name"]
        for text in (row[name] for row in rows):
            if text == "":
                found += [name] if limits.get("required") else []
                continue
            try:
                value = READERS[field["type"]](text)
            except ValueError:
                found.append(name)
                continue
            is_right = (
                re.search(limits.get("pattern", ""), text)
                and limits.get("minLength", 0) <= len(text) <= limits.get("maxLength", len(text))
                and text in limits.get("enum", [text])
                and ("minimum" not in limits or limits["minimum"] <= value <= limits["maximum"])
            )
            found += [] if is_right else [name]
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
    found += ["key"] if len(set(keys)) < len(keys) else []
    for reference in schema.get("foreignKeys", []):
        ([name], [column]), other = (
            (each["fields"] for each in (reference, reference["reference"])),
            refers_to(reference),
        )
        known = {row[column] for row in (ROWS[other] if other else rows)} | {""}
        found += [name for row in rows if row[name] not in known]
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_every_feature_is_valid_by_the_schema_of_its_layer_and_of_layers(layer):
    schema = json.loads((ROOT / LAYER_SCHEMA).read_text("utf-8"))
    assert list(of_layer(schema, layer).iter_errors(RECORD.layers[layer])) == []
    assert jsonschema.Draft202012Validator(schema).is_valid(read(FIXTURE).layers[layer])


@pytest.mark.parametrize(("path", "options"), [(LAYER_SCHEMA, ()), (PACKAGE_SCHEMA, ("--of", "place"))])
def test_the_schemas_in_the_record_are_those_that_the_verb_writes(tmp_path, path, options):
    """Else run: make format."""
    text = schema_texts(RECORD)[path]
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert (ROOT / path).read_text("utf-8") == text
    assert main(["schema", "-o", str(tmp_path / "schema.json"), *options]) == 0
    assert (tmp_path / "schema.json").read_text("utf-8") == text


@pytest.mark.parametrize("root", [ROOT, FIXTURE])
def test_the_place_is_valid_by_its_schema(root):
    place = package_schema()["properties"]["place"]
    assert tuple(place["properties"]) == tuple(PlaceMember.__annotations__)
    package = read(root).package
    assert jsonschema.Draft202012Validator(package_schema()).is_valid(package)
    assert validate(read(root)) == []


WRONG_PLACES = {
    "no centre": lambda place: place.pop("centre"),
    "a member of its own": lambda place: place.update(center=[113, 27]),
    "a code with capitals": lambda place: place.update(code="Hill"),
    "a name that is empty": lambda place: place.update(name_en=""),
    "no district": lambda place: place.update(districts=[]),
    "a district twice": lambda place: place["districts"].append(place["districts"][0]),
    "a centre off the globe": lambda place: place.update(centre=[27, 113]),
    "three numbers as a centre": lambda place: place.update(centre=[113, 27, 50]),
    "a projection without its authority": lambda place: place.update(projection="4547"),
    "readings of nothing": lambda place: place.update(readings={"": ""}),
    "an enclave off the globe": lambda place: place.update(enclaves=[[113, 91]]),
    "no place": lambda place: place.clear(),
}


@pytest.mark.parametrize("what", WRONG_PLACES)
def test_what_the_schema_of_the_place_refuses_validation_refuses_too(what):
    record = read(FIXTURE)
    record.package = copy.deepcopy(record.package)
    WRONG_PLACES[what](record.package["place"])
    assert not jsonschema.Draft202012Validator(package_schema()).is_valid(record.package)
    assert any(issue.where == "datapackage.json" for issue in validate(record))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_schema_of_a_layer_has_its_properties(layer):
    feature = layer_schema(RECORD)["$defs"][layer]["properties"]["features"]["items"]
    properties = feature["properties"]["properties"]
    assert tuple(properties["properties"]) == tuple(properties["required"]) == PROPERTIES[layer]


DAMAGES = {
    "a property is missing": lambda feature: feature["properties"].pop("name_en"),
    "a property is unknown": lambda feature: feature["properties"].update(nmae="x"),
    "a text is empty": lambda feature: feature["properties"].update(name_zh=""),
    "a kind of another layer": lambda feature: feature["properties"].update(kind="company"),
    "an uncertainty that is none": lambda feature: feature["properties"].update(position_uncertainty_m=0),
    "an uncertainty in parts of a metre": lambda feature: feature["properties"].update(position_uncertainty_m=1.5),
    "a text in place of a list": lambda feature: feature["properties"].update(aliases="x"),
    "no evidence": lambda feature: feature["properties"].update(position_evidence=[]),
    "one number as a position": lambda feature: feature["properties"].update(position_found=[113.1]),
    "an id with capitals": lambda feature: feature.update(id="Hill"),
    "a member of its own": lambda feature: feature.update(bbox=[1, 2, 3, 4]),
    "a geometry of another type": lambda feature: feature.update(geometry={"type": "MultiPoint", "coordinates": []}),
    "a position off the globe": lambda feature: feature.update(geometry={"type": "Point", "coordinates": [1, 91]}),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_what_the_schema_of_the_layers_refuses_validation_refuses_too(what):
    record = read(FIXTURE)
    validator = of_layer(layer_schema(record), "parks")
    assert validator.is_valid(record.layers["parks"])
    record.layers["parks"] = copy.deepcopy(record.layers["parks"])
    DAMAGES[what](record.layers["parks"]["features"][0])
    assert not validator.is_valid(record.layers["parks"])
    assert any(issue.where.startswith(layer_path("parks")) for issue in validate(record))


def test_each_table_has_a_schema_with_its_columns_a_key_and_resources_that_are_there():
    assert {path: tuple(field["name"] for field in each["fields"]) for path, each in TABLE_SCHEMAS.items()} == TABLES
    for path, schema in TABLE_SCHEMAS.items():
        names = [field["name"] for field in schema["fields"]]
        assert set(schema["primaryKey"]) <= set(names)
        for reference in schema.get("foreignKeys", []):
            assert set(reference["fields"]) <= set(names)
            assert set(reference["reference"]["fields"]) <= set(TABLES[refers_to(reference) or path])
    assert len(PATH_OF) == len(PACKAGE["resources"])


def test_the_descriptor_says_which_standard_it_keeps_and_names_each_table_in_both_languages():
    assert PACKAGE["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    tables = [each for each in PACKAGE["resources"] if each["path"] in TABLES]
    assert {each["type"] for each in tables} == {"table"}
    assert len({each[name] for each in tables for name in ("title", "title_zh")}) == 2 * len(TABLES)
    assert all(re.search("[\u4e00-\u9fff]", each["title_zh"]) for each in tables)


@pytest.mark.parametrize("path", TABLES)
def test_every_row_is_valid_by_the_schema_of_its_table(path):
    assert table_faults(path, ROWS[path]) == []


@pytest.mark.parametrize(
    ("path", "cells", "column"),
    [
        ("data/facts.csv", {"id": "1"}, "id"),
        ("data/facts.csv", {"indicator": "no-such"}, "indicator"),
        ("data/facts.csv", {"source": "no-such"}, "source"),
        ("data/facts.csv", {"as_of": "last year"}, "as_of"),
        ("data/facts.csv", {"token": "a" * 17}, "token"),
        ("data/facts.csv", {"value": ""}, "value"),
        ("data/facts.csv", {"locator": "12"}, "locator"),
        ("data/sources.csv", {"type": "gossip"}, "type"),
        ("data/sources.csv", {"sha256": "abc"}, "sha256"),
        ("data/sources.csv", {"accessed": "2024-02-30"}, "accessed"),
        ("data/registers/units.csv", {"also_en": "no-such"}, "also_en"),
        ("data/sources.csv", {"title_zh": ""}, "title_zh"),
        ("data/withdrawn.csv", {"fact": "x"}, "fact"),
        ("data/registers/indicators.csv", {"weight": "101"}, "weight"),
        ("data/registers/indicators.csv", {"type": "word"}, "type"),
        ("data/registers/kinds.csv", {"layer": "moon"}, "layer"),
        ("data/registers/units.csv", {"factor": "many"}, "factor"),
        ("data/registers/aims.csv", {"code": ""}, "code"),
    ],
)
def test_what_the_schema_of_a_table_refuses_validation_refuses_too(path, cells, column):
    first, *others = ROWS[path]
    assert column in table_faults(path, [first | cells, *others])
    record = read()
    rows = {"facts.csv": record.facts, "sources.csv": record.sources, "withdrawn.csv": record.withdrawn}
    table = rows.get(Path(path).name) or record.registers[Path(path).stem]
    table[0].update(cells)
    assert any(issue.where in {f"{path}:2", path} for issue in validate(record))


def test_a_row_twice_is_a_fault_of_its_key():
    assert table_faults("data/facts.csv", ROWS["data/facts.csv"][:1] * 2) == ["key"]
