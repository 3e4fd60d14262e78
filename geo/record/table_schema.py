"""The record's tables as ``datapackage.json`` describes them: titles, fields, limits, keys and references.

They follow from the models alone, so that the descriptor stays as it is when rows are added.
"""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import Any
from typing import get_type_hints

from geo.record.rules import Rule
from geo.record.rules import is_optional
from geo.record.rules import rule_of
from geo.record.tables import KEYS
from geo.record.tables import REGISTER_MODELS
from geo.record.tables import TABLE_MODELS
from geo.record.tables import TITLES

PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
"""Which version of the standard a descriptor, or a part of it, keeps to."""

# What a Table Schema calls the limits of a core schema.
_CONSTRAINTS = {"pattern": "pattern", "min_length": "minLength", "max_length": "maxLength"}


def table_resource(path: str) -> dict[str, Any]:
    """Return what the descriptor says of a table, whatever its rows are.

    >>> table_resource("data/registers/kinds.csv")["title"]
    'Kinds'

    Parameters
    ----------
    path
        The table's file in the record.
    """
    title_zh, title = TITLES[path]
    return {
        "name": resource_name(PurePosixPath(path).stem),
        "type": "table",
        "title": title,
        "title_zh": title_zh,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(path),
    }


@cache
def table_schema(path: str) -> dict[str, Any]:
    """Return the Table Schema of a table.

    >>> table_schema("data/resolutions.csv")["primaryKey"]
    ['fact']

    Parameters
    ----------
    path
        The table's file in the record.
    """
    hints = get_type_hints(TABLE_MODELS[path], include_extras=True)
    rules = {name: rule_of(hint) for name, hint in hints.items()}
    schema: dict[str, Any] = {
        "$schema": PROFILE.format("tableschema"),
        "fields": [_field(name, rules[name], required=not is_optional(hint)) for name, hint in hints.items()],
        "primaryKey": list(KEYS[path]),
    }
    references = [_reference(path, name, *rule.refers) for name, rule in rules.items() if rule.refers]
    return schema | ({"foreignKeys": references} if references else {})


def resource_name(register_or_table: str) -> str:
    """Return the name that a table has in the descriptor.

    >>> resource_name("resolution_reasons"), resource_name("facts")
    ('register-resolution-reasons', 'facts')
    """
    name = register_or_table.replace("_", "-")
    return f"register-{name}" if register_or_table in REGISTER_MODELS else name


def _field(name: str, rule: Rule, *, required: bool) -> dict[str, Any]:
    kind = rule.column.get("type", "string")
    # A number has no pattern: which text is one, Table Schema says itself.
    limits = {_CONSTRAINTS[limit]: value for limit, value in rule.limits.items()} if kind == "string" else {}
    constraints = {**({"required": True} if required else {}), **limits, **rule.column.get("constraints", {})}
    field = {"name": name, "type": kind, "description": rule.must}
    return field | ({"constraints": constraints} if constraints else {})


def _reference(path: str, name: str, table: str, column: str) -> dict[str, Any]:
    """Return a foreign key; one that refers to its own table names none, as version 2 of the standard says."""
    of = resource_name(table)
    elsewhere = {} if of == resource_name(PurePosixPath(path).stem) else {"resource": of}
    return {"fields": [name], "reference": {**elsewhere, "fields": [column]}}
