"""JSON-LD as an export: each figure an observation, read back as RDF and compared with the record."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from rdflib import RDF
from rdflib import Graph
from rdflib import Literal
from rdflib import Namespace

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.export import FORMATS
from geo.export import format_of
from geo.export.jsonld import to_jsonld
from geo.record.read import read
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import base_value
from tests.attack.strings import STRINGS
from tests.fixtures.shared import RECORD

# Its reader of JSON-LD still goes by a class of its own that it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://example.org/observations.jsonld"
SCHEMA = Namespace("https://schema.org/")
IN_FILE = Namespace(f"{BASE}#")


def graph_of(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld", base=BASE)


def one(graph: Graph, subject, word: str):
    """Return the one value of a property, as a plain one or a node; None where there is none."""
    values = [*graph.objects(subject, SCHEMA[word])]
    assert len(values) <= 1
    return next((each.toPython() if isinstance(each, Literal) else each for each in values), None)


def texts(graph: Graph, subject, word: str) -> dict[str, str]:
    return {text.language: str(text) for text in graph.objects(subject, SCHEMA[word])}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


@pytest.fixture(scope="module")
def graph(atlas) -> Graph:
    return graph_of(to_jsonld(atlas))


def figures_of(atlas: Atlas) -> dict[str, dict]:
    indicators = atlas.words.indicators
    return {fact["id"]: fact for fact in atlas.record.facts if indicators[fact["indicator"]].type == NUMBER}


def test_each_figure_of_the_record_is_an_observation_with_its_value_date_variable_and_line(atlas, graph):
    units = atlas.words.units
    for identifier, fact in figures_of(atlas).items():
        node = IN_FILE[identifier]
        assert (node, RDF.type, SCHEMA.Observation) in graph
        assert one(graph, node, "observationAbout") == IN_FILE[f"place={fact['subject']}"]
        assert float(one(graph, node, "value")) == float(base_value(fact["value"], units[fact["unit"]]))
        assert one(graph, node, "unitCode").startswith(f"{atlas.place.export_name}:")
        assert one(graph, node, "observationDate") == (fact["as_of"] or None)
        cited = one(graph, node, "citation")
        assert one(graph, cited, "isPartOf") == IN_FILE[f"source={fact['source']}"]
        assert one(graph, cited, "position") == (fact["locator"] or None)
        variable = one(graph, node, "variableMeasured")
        assert one(graph, variable, "measurementQualifier") == fact["aim"]
        scope = atlas.words.scopes.get(fact["scope"])
        assert not scope or scope.name_en in texts(graph, variable, "name")["en"]
    districts = len(atlas.district_rows)
    found = Counter(graph.objects(predicate=RDF.type))
    assert found[SCHEMA.Observation] == len(figures_of(atlas)) + 2 * districts
    assert found[SCHEMA.AdministrativeArea] == 1 + districts
    assert found[SCHEMA.Place] >= len(atlas.site_rows)


def test_a_target_and_what_happened_are_two_variables_with_two_names(graph):
    variables = set(graph.subjects(RDF.type, SCHEMA.StatisticalVariable))
    names = [frozenset(texts(graph, each, "name").items()) for each in variables]
    assert len(set(names)) == len(names) > 100


def test_how_far_a_position_is_known_goes_along(atlas, graph):
    for subject, row in atlas.site_rows.items():
        circle = one(graph, IN_FILE[f"place={subject}"], "geo")
        drawn = atlas.point_of(subject)
        assert (circle is None) == (drawn is None)
        if circle is not None:
            assert one(graph, circle, "geoRadius") == row["position_uncertainty_m"]
            point = one(graph, circle, "geoMidpoint")
            found = [float(one(graph, point, each)) for each in ("longitude", "latitude")]
            assert found == pytest.approx([drawn.x, drawn.y], abs=1e-6)


def test_a_bound_is_told_as_one(atlas, graph):
    facts = figures_of(atlas)
    least = {name for name, fact in facts.items() if fact["qualifier"] in {"over", "at-least"}}
    most = {name for name, fact in facts.items() if fact["qualifier"] in {"under", "nearly"}}
    for word, wanted in {"minValue": least, "maxValue": most}.items():
        assert wanted
        assert {str(node).rpartition("#")[2] for node in graph.subjects(SCHEMA[word])} == wanted


def test_every_source_that_is_cited_is_described(graph):
    cited = {*graph.objects(predicate=SCHEMA.isPartOf)} - {IN_FILE["atlas"]}
    assert len(cited) > 50
    assert [each for each in cited if not texts(graph, each, "name")] == []


def test_what_is_not_chosen_is_not_in_it():
    small = Atlas(read(RECORD))
    some, whole = (json.loads(to_jsonld(small, each))["@graph"] for each in (Selection(district="三区"), Selection()))
    observed, all_observed = (
        {node["observationAbout"]["@id"] for node in each if "value" in node} for each in (some, whole)
    )
    assert observed < all_observed
    assert next(node for node in some if node["@id"] == "#chosen")["description"] == "district=三区"


def test_it_is_a_format_like_the_others(tmp_path):
    assert format_of(tmp_path / "figures.jsonld") is FORMATS["jsonld"]


@pytest.mark.parametrize("kind", STRINGS)
def test_a_hostile_text_stays_one(kind):
    text = STRINGS[kind][0].encode("utf-8", "replace").decode()
    record = read(RECORD)
    record.layers["parks"]["features"][0]["properties"] |= {"name_zh": text, "name_en": text, "aliases": [text]}
    record.sources[0].update(title_zh=text, url=text)
    content = json.loads(to_jsonld(Atlas(record)))
    assert set(content) == {"@context", "@graph"}
    names = [node["name"] for node in content["@graph"] if node["@type"] == "Place"]
    assert [{"@language": "zh-Hans", "@value": text}, {"@language": "en", "@value": text}] in names
