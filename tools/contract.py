"""The contract of the payload as the page's scripts and other programs read it.

``UPDATE=1 pytest tests/test_payload.py`` writes the files of :data:`FILES` anew.
"""

from __future__ import annotations

import inspect
import json
import types
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import partial
from typing import Annotated
from typing import Any
from typing import Literal
from typing import NotRequired
from typing import Union
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import is_typeddict

from geo.atlas import wording
from geo.checks import prose
from geo.checks import shapes
from geo.export import cells
from geo.geodesy import datum
from geo.mentions import places
from geo.mentions import table
from geo.page.payload import contract
from geo.page.payload import groups
from geo.patch import model as patch
from geo.record import compact
from geo.record import layers
from geo.record import model
from geo.record import pack
from geo.record import tables
from geo.record import vocabulary
from geo.record.rules import Position
from geo.record.rules import Rule
from geo.record.rules import is_optional
from geo.record.rules import rule_of
from geo.review import contract as review

PARTS = (contract.Core, contract.Feature, contract.Drawer, contract.ExportShown)
"""What is JSON in the page: what it reads at once, and what the blocks hold of a subject beside its feature."""

_READ_AS = {
    **{rule_of(hint): "day" for hint in (tables.Day, tables.WholeDay)},
    rule_of(tables.Period): "period",
    rule_of(tables.Locator): "lines",
    **{rule_of(hint): "address" for hint in (tables.Address, tables.Archive)},
}
"""What a script must read a cell as to tell whether it is right, where no limit says so."""

_LIMITS = {"pattern": "pattern", "max_length": "longest", "ge": "least", "le": "most"}
_KINDS = {int: "whole", list: "list", float: "number", bool: "yes"}


def _fields(kind: type) -> dict[str, dict[str, Any]]:
    """Return what each column or property of a model may hold, as a form asks for it."""
    return {name: _field(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}


def _field(hint: Any) -> dict[str, Any]:  # noqa: ANN401 (a type)
    rule = rule_of(hint)
    held = next(part for part in get_args(hint) if part is not types.NoneType) if is_optional(hint) else hint
    kind = _KINDS.get(get_origin(get_args(held)[0]) or get_args(held)[0])
    told = {
        "needed": not is_optional(hint) and (kind != "list" or "min_length" in rule.limits),
        "kind": "position" if rule is rule_of(Position) else kind,
        "register": rule.refers and rule.refers[0],
        "among": rule.refers is None and rule.column.get("constraints", {}).get("enum"),
        "reads": _READ_AS.get(rule),
        **{_LIMITS[limit]: value for limit, value in rule.limits.items() if limit in _LIMITS and kind != "list"},
    }
    return {name: value for name, value in told.items() if value}


CONSTANTS = {
    "BD09_ANGLE": datum.BD09_ANGLE,
    "BD09_SHIFT": datum.BD09_SHIFT,
    "BD09_WAVES": datum.BD09_WAVES,
    "BETWEEN": cells.BETWEEN,
    "BETWEEN_CODES": cells.BETWEEN_CODES,
    "BETWEEN_NAMES": cells.BETWEEN_NAMES,
    "CLOSE_ENOUGH": datum.CLOSE_ENOUGH,
    "COUNTED": contract.COUNTED,
    "DIGITS": pack.DIGITS,
    "FAR_DEGREES": shapes.FAR_DEGREES,
    "FEW_BLOCKS": contract.FEW_BLOCKS,
    "FIELDS_OF_FACTS": _fields(tables.Fact),
    "FIELDS_OF_OMISSIONS": _fields(tables.Omission),
    "FIELDS_OF_RESOLUTIONS": _fields(tables.Resolution),
    "FIELDS_OF_SITES": _fields(layers.Site),
    "FIELDS_OF_SOURCES": _fields(tables.Source),
    "FORMULA": cells.FORMULA.pattern,
    "GROUP": groups.GROUP,
    "JOINED": cells.JOINED,
    "KRASOVSKY": datum.KRASOVSKY,
    "LABELLED": cells.LABELLED,
    "LINE_LAYERS": tuple(name for name in layers.SITE_LAYERS if layers.LINES[0] in layers.GEOMETRIES[name]),
    "LONGEST_NOTE": prose.LONGEST_NOTE,
    "LONGEST_SAID": patch.LONGEST_SAID,
    "LOOKED_UP": contract.LOOKED_UP,
    "MAIN": cells.MAIN,
    "METRES_EAST": datum.METRES_EAST,
    "METRES_NORTH": datum.METRES_NORTH,
    "MICRO": compact.MICRO,
    "MOST_STEPS": datum.MOST_STEPS,
    "NEW_NAME": places.NEW,
    "NO_POSITION": pack.NO_POSITION,
    "ORIGIN": datum.ORIGIN,
    "PARTED": table.BETWEEN,
    "PATCH_FORMAT": patch.FORMAT,
    "PIECE": contract.PIECE,
    "PRIMARY": vocabulary.PRIMARY,
    "SLOT": groups.SLOT,
    "SPANS": pack.SPANS,
    "TABLE": groups.TABLE,
    "TEXT_COLUMNS": contract.TEXT_COLUMNS,
    "UNIT_SOURCES": model.UNIT_SOURCES,
    "UNLOCATED_BASES": vocabulary.UNLOCATED_BASES,
    "UNWRITABLE": cells.UNWRITABLE.pattern,
    "WAVES": datum.WAVES,
    "WEB_ADDRESS": wording.WEB_ADDRESS.pattern,
    "WORD": pack.WORD,
}
"""What both sides know that no type says."""

_HEAD = "// Written by `UPDATE=1 pytest tests/test_payload.py` from {}.\n"
_PLAIN = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
    object: "unknown",
    Any: "unknown",
}


def declarations(module: types.ModuleType) -> str:
    """Return the types of a module as TypeScript declares them."""
    path = module.__name__.replace(".", "/") + ".py"
    named = [each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__]
    classes = [each for each in named if isinstance(each, type) and not is_dataclass(each)]
    return _HEAD.format(path) + "".join(map(_declaration, classes))


def constants() -> str:
    """Return the constants of the contract as a module of the page's scripts."""
    lines = (f"export const {name} = {_constant(value)};\n" for name, value in CONSTANTS.items())
    return "".join((_HEAD.format("tools/contract.py, for both sides of the payload to know"), *lines))


def schema() -> dict[str, Any]:
    """Return the types of the contract as JSON Schema: that of a ``Core``, with the other parts in ``$defs``."""
    kinds: list[tuple[str, Literal["validation"], TypeAdapter]] = [
        (kind.__name__, "validation", TypeAdapter(kind)) for kind in PARTS
    ]
    _, described = TypeAdapter.json_schemas(kinds, schema_generator=_Closed)
    return {"$schema": _Closed.schema_dialect, "title": "Payload of the map", "$ref": "#/$defs/Core", **described}


class _Closed(GenerateJsonSchema):
    """The schemas that pydantic makes: objects have no further members, and tuples say what they are, too."""

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        described = super().typed_dict_schema(schema)
        for member in described["properties"].values():
            member.pop("title", None)
        return described | {"additionalProperties": False}

    def named_tuple_schema(self, schema: core_schema.NamedTupleSchema) -> JsonSchemaValue:
        return super().named_tuple_schema(schema) | {"description": inspect.getdoc(schema["cls"])}

    def get_title_from_name(self, name: str) -> str:
        return name


def _constant(value: object) -> str:
    text = json.dumps(json.loads(compact.to_json(value)))
    return f"/** @type {{const}} */ ({text})" if isinstance(value, tuple) else text


def _declaration(kind: type) -> str:
    comment = f"\n/** {inspect.getdoc(kind).splitlines()[0]} */\n"
    hints = get_type_hints(kind, include_extras=True)
    if not is_typeddict(kind):
        members = ", ".join(f"{name}: {_written(hint)}" for name, hint in hints.items())
        return f"{comment}export type {kind.__name__} = [{members}];\n"
    members = "".join(
        f"  {name}{'?' if get_origin(hint) is NotRequired else ''}: {_written(hint)};\n" for name, hint in hints.items()
    )
    return f"{comment}export interface {kind.__name__} {{\n{members}}}\n"


def _written(hint: Any) -> str:  # noqa: ANN401
    origin = get_origin(hint)
    if origin is Annotated:
        return _ruled(get_args(hint)[0], rule_of(hint))
    inner = [_written(each) for each in get_args(hint)]
    if origin is list:
        return f"{inner[0]}[]" if "|" not in inner[0] else f"({inner[0]})[]"
    if origin is dict:
        return f"Record<{', '.join(inner)}>"
    if origin is tuple:
        return f"[{', '.join(inner)}]"
    if origin in {types.UnionType, Union, NotRequired}:
        return " | ".join(inner)
    return "unknown" if hint is Any else _PLAIN.get(hint) or hint.__name__


def _ruled(hint: Any, rule: Rule) -> str:  # noqa: ANN401
    """Return a type with a rule: the words that it knows, or the model of what it holds."""
    words = rule.column.get("constraints", {}).get("enum")
    if words:
        return " | ".join(map(json.dumps, words))
    return rule.items.__name__ if rule.items else _written(hint)


FILES: dict[str, Callable[[], str]] = {
    "geo/page/payload/schema.json": lambda: json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
    "geo/page/web/src/core/constants.js": constants,
    "geo/page/web/src/core/patch.types.d.ts": partial(declarations, patch),
    "geo/page/web/src/core/payload.d.ts": partial(declarations, contract),
    "geo/page/web/src/core/review/payload.d.ts": partial(declarations, review),
}
"""The files that are written from the contract, and what each holds."""
