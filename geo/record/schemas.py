"""The JSON Schemas of what no table holds, as the models say: of the layers, and of the place in the descriptor."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from typing import NotRequired
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from pydantic import ConfigDict
from pydantic import create_model

from geo.record.layers import GEOMETRIES
from geo.record.layers import LAYERS
from geo.record.layers import PROPERTY_MODELS
from geo.record.layers import SITE_LAYERS
from geo.record.model import Record
from geo.record.paths import LAYER_SCHEMA
from geo.record.paths import PACKAGE_SCHEMA
from geo.record.place import PLACE
from geo.record.place import PlaceMember
from geo.record.rules import POSITION_SCHEMA
from geo.record.rules import SLUG
from geo.record.rules import is_optional
from geo.record.rules import rule_of

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NESTING = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def layer_schema(record: Record) -> dict[str, Any]:
    """Return the JSON Schema of a record's layers: a file must be one of them; each is under ``$defs``, by its name.

    Parameters
    ----------
    record
        Its registers say which codes there are.
    """
    return {
        "$schema": _DIALECT,
        "title": "Layers of the record",
        "description": "GeoJSON (RFC 7946), longitude and latitude in WGS-84, at most 6 decimals.",
        "anyOf": [{"$ref": f"#/$defs/{layer}"} for layer in LAYERS],
        "$defs": {layer: _collection(layer, record) for layer in LAYERS} | _geometries(),
    }


def package_schema() -> dict[str, Any]:
    """Return the JSON Schema of what a record's descriptor holds beside what every data package does: its place."""
    return {
        "$schema": _DIALECT,
        "title": "Descriptor of a record",
        "description": "What a record's datapackage.json says of its place; the rest keeps to Data Package 2.",
        "type": "object",
        "properties": {PLACE: _of_model(PlaceMember)},
        "required": [PLACE],
    }


def schema_texts(record: Record) -> dict[str, str]:
    """Return the text of each schema by the path of its file in the record."""
    schemas = {LAYER_SCHEMA: layer_schema(record), PACKAGE_SCHEMA: package_schema()}
    return {path: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for path, schema in schemas.items()}


def _collection(layer: str, record: Record) -> dict[str, Any]:
    feature = _object(
        {
            "type": {"const": "Feature"},
            "id": {"type": "string", "pattern": f"^(?:{SLUG})$"},
            "properties": _properties(layer, record),
            "geometry": _geometry(layer),
        }
    )
    return _object({"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}})


def _properties(layer: str, record: Record) -> dict[str, Any]:
    def codes(register: str) -> list[str]:
        return [row["code"] for row in record.registers[register] if row.get("layer", layer) == layer]

    return _of_model(PROPERTY_MODELS[layer], codes)


def _of_model(model: type, codes: Callable[[str], list[str]] | None = None) -> dict[str, Any]:
    """Return what pydantic and the rules say of the members, and which `codes` each register has."""
    hints = get_type_hints(model, include_extras=True)
    fields: dict[str, Any] = {name: _field(hint) for name, hint in hints.items()}
    form = create_model(model.__name__, __config__=ConfigDict(extra="forbid"), **fields)
    schema: dict[str, Any] = form.model_json_schema()
    for name, hint in hints.items():
        rule = rule_of(hint)
        member = schema["properties"][name]
        member.pop("title")
        member.pop("default", None)  # a member that may be left out has none
        member.update(rule.schema)
        member["description"] = f"{rule.must}, or null" if is_optional(hint) else rule.must
        if rule.refers and codes:
            text = {"type": "string", "enum": codes(rule.refers[0])}
            schema["properties"][name] = {
                "description": member["description"],
                **({"anyOf": [text, {"type": "null"}]} if is_optional(hint) else text),
            }
        if rule.items:
            member["items"] = _of_model(rule.items, codes)
    return schema


def _field(hint: Any) -> tuple[Any, Any]:  # noqa: ANN401 (a type, which has no type that all checkers know)
    """Return the type of a member, and its value where it is left out: none unless it may be."""
    return (get_args(hint)[0], None) if get_origin(hint) is NotRequired else (hint, ...)


def _geometry(layer: str) -> dict[str, Any]:
    kinds = [{"$ref": f"#/$defs/{kind}"} for kind in GEOMETRIES[layer]]
    # A site that is known too roughly has none.
    return {"anyOf": [*kinds, *([{"type": "null"}] if layer in SITE_LAYERS else [])]}


def _geometries() -> dict[str, Any]:
    shapes = {}
    for kind, depth in _NESTING.items():
        coordinates: dict[str, Any] = POSITION_SCHEMA
        for level in range(depth):
            least = (4 if "Polygon" in kind else 2) if level == 0 else 1
            coordinates = {"type": "array", "items": coordinates, "minItems": least}
        shapes[kind] = _object({"type": {"const": kind}, "coordinates": coordinates})
    return shapes


def _object(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}
