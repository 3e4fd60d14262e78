"""CITATION.cff says what the record says of itself, and any text in it stays a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli import main
from geo.describe.citation import citation
from geo.record.paths import CITATION
from geo.record.paths import ROOT
from geo.record.read import read
from tests.attack.strings import STRINGS
from tests.fixtures.shared import RECORD

SMALL = read(RECORD)


def test_the_citation_is_the_one_that_the_verb_writes(tmp_path):
    """Else run: make format."""
    assert (ROOT / CITATION).read_text("utf-8") == citation(Atlas(read()))
    assert main(["citation", "-o", str(tmp_path / "own.cff")]) == 0
    assert (tmp_path / "own.cff").read_bytes() == (ROOT / CITATION).read_bytes()


def test_the_citation_says_what_the_descriptor_says():
    record = read()
    told, package = yaml.safe_load((ROOT / CITATION).read_text("utf-8")), record.package
    assert (told["version"], told["date-released"]) == (package["version"], record.date)
    assert (told["license"], told["license-url"]) == tuple(package["licenses"][0][name] for name in ("name", "path"))
    assert told["authors"] == [{"name": each["title"], "alias": each["title_zh"]} for each in package["contributors"]]
    assert told["keywords"] == package["keywords"]
    for name in ("title", "title_zh"):
        assert package[name] in told["title"]
    for name in ("description", "description_zh"):
        assert package[name] in told["abstract"]


def test_a_record_that_says_less_of_itself_is_cited_without_it():
    told = yaml.safe_load(citation(Atlas(SMALL)))
    assert {"abstract", "keywords"}.isdisjoint(told)
    assert all(told.values())


@pytest.mark.parametrize("text", [text for texts in STRINGS.values() for text in texts[:3]])
def test_a_hostile_name_is_a_text(text):
    assert_is_read_back(text)


@given(st.text(min_size=1))
def test_any_name_is_read_back_as_it_is(text):
    assert_is_read_back(text.encode("utf-8", "ignore").decode() or "x")


def assert_is_read_back(text):
    contributors = [{"title": text, "title_zh": text}]
    package = SMALL.package | {"contributors": contributors, "keywords": [text, "2024", "no", "~"]}
    told = yaml.safe_load(citation(Atlas(replace(SMALL, package=package))))
    assert told["authors"] == [{"name": text, "alias": text}]
    assert told["keywords"] == [*dict.fromkeys([text, "2024", "no", "~"])]


@pytest.mark.parametrize(
    "told", [{"keywords": "maps"}, {"keywords": ["maps", ""]}, {"description": ""}, {"description_zh": 1}]
)
def test_a_description_that_is_none_is_refused(told):
    [issue] = validate(replace(SMALL, package=SMALL.package | told))
    assert (issue.where, issue.code) == ("datapackage.json", "missing-text")
