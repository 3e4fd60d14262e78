"""schema.org as JSON-LD for programs that collect figures: each figure an observation, with where it is printed.

An observation says of which place, of which variable (an indicator of a scope, actual, expected or a target), how much
in the base unit, of which date, and cites the line of the source. A stage or an honour is no figure and is not in it.

References
----------
schema.org: Observation, StatisticalVariable, GeoCircle. Positions are in WGS-84, their uncertainty is the radius.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.claims import LOWER_BOUNDS
from geo.atlas.claims import UPPER_BOUNDS
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.describe.linked import CONTEXT
from geo.describe.linked import dataset
from geo.describe.linked import tagged
from geo.export.choice import chosen
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import used_sources
from geo.messages import both
from geo.progress import followed
from geo.record.compact import to_json
from geo.record.geojson import Feature
from geo.record.geojson import Properties
from geo.record.tables import CHECKED
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import NUMBER

_Node = dict[str, Any]

_OF_DISTRICTS = {"population": ("population", "unitPeople"), "area_km2": ("area", "unitArea")}
"""The figures that a district has beside its facts: messages for its label and its unit."""


class _Variable(NamedTuple):
    """What is observed: an indicator in a scope, empty for the whole, with an aim."""

    indicator: str
    scope: str
    aim: str

    @property
    def id(self) -> str:
        return f"#variable={'+'.join(filter(None, self))}"


def to_jsonld(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return each figure of what is chosen as an observation: one node a line, the data set first."""
    selection, ids = chosen(atlas, selection)
    features = [feature(atlas, subject) for subject in followed(ids, "features", len(ids))]
    part: _Node = {
        "@type": "Dataset",
        "@id": "#chosen",
        "isPartOf": {"@id": "#atlas"},
        "description": filter_text(named_filter(atlas, selection)),
    }
    facts = [(each["id"], fact) for each in features for fact in _figures(atlas, each)]
    variables = dict.fromkeys(_variable(fact) for _, fact in facts)
    nodes = (
        [dataset(atlas), part],
        (_described(atlas, variable) for variable in variables),
        (_place(atlas, each) for each in features),
        (_source(source) for source in used_sources(atlas, features)),
        (_observation(atlas, subject, fact) for subject, fact in facts),
        (node for each in features for node in _of_district(atlas, each)),
    )
    lines = ",".join(f"\n{to_json(node)}" for group in nodes for node in group)
    return f'{{"@context":{to_json(CONTEXT)},"@graph":[{lines}\n]}}\n'


def _figures(atlas: Atlas, feature: Feature) -> Iterator[Properties]:
    indicators = atlas.words.indicators
    return (fact for fact in feature["properties"]["facts"] if indicators[fact["indicator"]].type == NUMBER)


def _variable(fact: Properties) -> _Variable:
    return _Variable(fact["indicator"], fact["scope"] or "", fact["aim"])


def _described(atlas: Atlas, variable: _Variable) -> _Node:
    words = atlas.words
    indicator, scope, aim = (
        words.indicators[variable.indicator],
        words.scopes.get(variable.scope),
        words.aims[variable.aim],
    )
    narrowing = [*([scope] if scope else []), *([aim] if aim.code != ACTUAL else [])]
    labels = (
        indicator.name_zh + "".join(f"（{each.name_zh}）" for each in narrowing),
        indicator.name_en + "".join(f" ({each.name_en})" for each in narrowing),
    )
    return {
        "@type": "StatisticalVariable",
        "@id": variable.id,
        "name": tagged(*labels),
        "measuredProperty": {"@type": "Property", "name": tagged(indicator.name_zh, indicator.name_en)},
        "measurementQualifier": aim.code,
    }


def _place(atlas: Atlas, feature: Feature) -> _Node:
    subject, props = feature["id"], feature["properties"]
    site = atlas.site_rows.get(subject)
    point = site and atlas.point_of(subject)
    within = [each for each in props["districts"] if each != subject] or [atlas.place.code]
    circle = point and {
        "@type": "GeoCircle",
        "geoMidpoint": {"@type": "GeoCoordinates", "latitude": round(point.y, 6), "longitude": round(point.x, 6)},
        "geoRadius": props["position_uncertainty_m"],
    }
    return {
        "@type": "Place" if site else "AdministrativeArea",
        "@id": _id_of(subject),
        "name": tagged(*names_of(atlas, subject)),
        **({"alternateName": props["aliases"]} if props["aliases"] else {}),
        **({"containedInPlace": _references(within)} if subject != atlas.place.code else {}),
        **({"geo": circle} if circle else {}),
    }


def _source(source: dict[str, str]) -> _Node:
    node = {
        "@type": "CreativeWork",
        "@id": f"#source={source['id']}",
        "name": tagged(source["title_zh"], source["title_en"]),
        "publisher": {"@type": "Organization", "name": tagged(source["publisher_zh"], source["publisher_en"])},
        "datePublished": source["published"],
        "url": source["url"],
        "archivedAt": source["archive"],
    }
    return {name: value for name, value in node.items() if value}


def _observation(atlas: Atlas, subject: str, fact: Properties) -> _Node:
    value, unit = fact["value_base"], atlas.words.units[fact["unit_base"]]
    further = {name: fact[name] for name in ("qualifier", "stated", "resolution", *CHECKED) if fact[name]}
    further |= {"differs": True} if fact["differs"] else {}
    labels = [label for label in (unit.name_zh, unit.name_en) if label and LABEL_SLOT not in label]
    notes = [fact[name] for name in ("note_zh", "note_en") if fact[name]]
    return {
        "@type": "Observation",
        "@id": f"#{fact['id']}",
        "observationAbout": {"@id": _id_of(subject)},
        "variableMeasured": {"@id": _variable(fact).id},
        "value": value,
        **({"minValue": value} if fact["qualifier"] in LOWER_BOUNDS else {}),
        **({"maxValue": value} if fact["qualifier"] in UPPER_BOUNDS else {}),
        "unitCode": f"{atlas.place.export_name}:{unit.code}",
        **({"unitText": labels} if labels else {}),
        "description": tagged(fact["value_zh"], fact["value_en"]),
        **({"observationDate": fact["as_of"]} if fact["as_of"] else {}),
        **({"disambiguatingDescription": notes} if notes else {}),
        **({"additionalProperty": [_property(*each) for each in further.items()]} if further else {}),
        "citation": _citation(fact),
    }


def _property(name: str, value: object) -> _Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _citation(fact: Properties) -> _Node:
    """Return where a figure is printed: the source, the line of its text, and the figure as it stands there."""
    told = {"position": fact["locator"], "text": fact["token"]}
    return {
        "@type": "CreativeWork",
        "isPartOf": _id_of_source(fact["source"]),
        **{name: text for name, text in told.items() if text},
    }


def _of_district(atlas: Atlas, feature: Feature) -> Iterator[_Node]:
    """Yield how many live in a district and how large it is, which the record has beside its facts."""
    district = atlas.district_rows.get(feature["id"])
    if district is None:
        return
    for name, (label, unit) in _OF_DISTRICTS.items():
        said = {each: district.get(f"{label}_{each}") for each in ("as_of", "source", "note_zh", "note_en")}
        notes = [said[each] for each in ("note_zh", "note_en") if said[each]]
        if district[name] is None:
            continue
        yield {
            "@type": "Observation",
            "@id": f"#{name}={feature['id']}",
            "observationAbout": {"@id": _id_of(feature["id"])},
            "variableMeasured": {
                "@type": "StatisticalVariable",
                "@id": f"#variable={name}",
                "name": tagged(*both(label)),
            },
            "value": district[name],
            "unitText": list(both(unit)),
            **({"observationDate": said["as_of"]} if said["as_of"] else {}),
            **({"disambiguatingDescription": notes} if notes else {}),
            "citation": [_id_of_source(text) if text in atlas.source_rows else text for text in said["source"] or ()],
        }


def _id_of_source(source: str) -> _Node:
    return {"@id": f"#source={source}"}


def _references(subjects: Iterable[str]) -> list[_Node]:
    return [{"@id": _id_of(subject)} for subject in subjects]


def _id_of(subject: str) -> str:
    return f"#place={subject}"
