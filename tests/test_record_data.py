"""The record itself: a case for each rule that validation holds it to, and what only the whole of it can show."""

from __future__ import annotations

import re
from datetime import UTC
from datetime import datetime
from difflib import unified_diff

import pytest

from geo.checks import validate
from geo.issues.codes import ERROR
from geo.issues.codes import Code
from geo.issues.errors import errors_in
from geo.record.canonical import format_record
from geo.record.layers import SITE_LAYERS
from geo.record.model import TABLES
from geo.record.paths import ROOT
from geo.record.read import read
from geo.record.vocabulary import ACTUAL
from tests.fixtures.shared import ADCODES

RECORD = read()
ERRORS = errors_in(validate(RECORD))

# Floors: fewer means that something was lost on the way.
FEWEST_SITES = 140
FEWEST_FACTS = 1000
FEWEST_SOURCES = 5


@pytest.mark.parametrize("code", [code for code in Code if code.severity == ERROR])
def test_the_record_breaks_no_rule(code):
    assert [str(issue) for issue in ERRORS if issue.code == code] == []


def test_every_file_is_in_canonical_form():
    diff = []
    for path, text in format_record(RECORD).items():
        kept = (ROOT / path).read_bytes().decode()
        diff += unified_diff(kept.splitlines(keepends=True), text.splitlines(keepends=True), path, f"{path}, canonical")
    if diff:
        pytest.fail("python -m geo format mends this:\n" + "".join(diff[:200]), pytrace=False)


def test_the_descriptor_is_a_data_package():
    """Hold what a data package asks of its descriptor; `make describe` has it validated whole."""
    package = RECORD.package
    resources = package["resources"]
    identifier, media_type = re.compile(r"[-a-z0-9._/]+"), re.compile(r"[^/]+/[^/]+")
    assert datetime.fromisoformat(package["created"]).tzinfo == UTC
    assert [name for item in (package, *resources) if not identifier.fullmatch(name := item["name"])] == []
    assert len({item["name"] for item in resources}) == len(resources)
    assert [item["path"] for item in resources if not (ROOT / item["path"]).is_file()] == []
    assert [item["mediatype"] for item in resources if not media_type.fullmatch(item["mediatype"])] == []
    schemas = {item["path"]: item["schema"]["fields"] for item in resources if "schema" in item}
    assert {path: tuple(field["name"] for field in fields) for path, fields in schemas.items()} == TABLES
    assert {field["type"] for fields in schemas.values() for field in fields} <= {"string", "integer", "number", "date"}
    assert all("name" in licence or "path" in licence for licence in package["licenses"])


def test_the_record_has_not_shrunk():
    assert len(list(RECORD.sites)) >= FEWEST_SITES
    assert len(RECORD.facts) >= FEWEST_FACTS
    assert len(RECORD.sources) >= FEWEST_SOURCES


def test_no_fact_is_gone_without_a_word():
    kept = {row["id"] for row in RECORD.facts} | {row["fact"] for row in RECORD.withdrawn}
    assert kept == {f"f{number:04d}" for number in range(1, len(kept) + 1)}


@pytest.mark.parametrize("layer", SITE_LAYERS)
def test_no_layer_is_empty(layer):
    assert RECORD.layers[layer]["features"]


@pytest.mark.parametrize("adcode", ADCODES)
def test_every_district_has_a_site(adcode):
    assert any(adcode in feature["properties"]["districts"] for _, feature in RECORD.sites)


def test_no_year_stands_where_the_text_sets_none():
    ahead = [fact for fact in RECORD.facts if fact["aim"] != ACTUAL]
    assert [fact["id"] for fact in ahead if fact["as_of"] and re.search("未写(达到)?年份", fact["note_zh"])] == []
    undated = {fact["id"] for fact in RECORD.facts if not fact["as_of"]}
    named = (75, 76, 77, 78, 143, 416, 619, 620, 621, 723, 724)
    assert [number for number in named if f"f{number:04d}" not in undated] == []


def test_years_that_the_record_counted_out_say_so():
    notes = {fact["id"]: (fact["note_zh"], fact["note_en"]) for fact in RECORD.facts}
    for number in (216, 310, 311, *range(331, 337), *range(342, 346), 558, 683, 684):
        zh, en = notes[f"f{number:04d}"]
        assert re.search("推定|推算", zh), number
        assert "inferred" in en, number


def test_growth_by_n_times_never_has_the_unit_of_n_times_as_much():
    units = {row["code"]: row["dimension"] for row in RECORD.registers["units"]}
    grown = [fact for fact in RECORD.facts if re.search(r"增长[^，。]*倍", fact["token"])]
    doubled = [fact for fact in RECORD.facts if re.search(r"翻(一?)番", fact["token"])]
    assert grown
    assert {units[fact["unit"]] for fact in grown} == {"added-multiple"}
    assert {(fact["value"], units[fact["unit"]]) for fact in doubled} == {("2", "multiple")}


@pytest.mark.parametrize("source", [source["id"] for source in RECORD.sources if source["sha256"]])
def test_every_text_at_hand_has_facts(source):
    assert any(fact["source"] == source for fact in RECORD.facts)
