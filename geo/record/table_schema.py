"""The Table Schemas of the record's tables, as ``datapackage.json`` has them: fields, limits, keys and references.

They follow from the models alone, so that the descriptor stays as it is when rows are added.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from typing import get_type_hints

from geo.record.rules import Rule
from geo.record.rules import is_optional
from geo.record.rules import rule_of
from geo.record.tables import KEYS
from geo.record.tables import REGISTER_MODELS
from geo.record.tables import TABLE_MODELS

# What a Table Schema calls the limits of a core schema.
_CONSTRAINTS = {"pattern": "pattern", "min_length": "minLength", "max_length": "maxLength"}


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
        "fields": [_field(name, rules[name], required=not is_optional(hint)) for name, hint in hints.items()],
        "primaryKey": list(KEYS[path]),
    }
    references = [_reference(name, *rule.refers) for name, rule in rules.items() if rule.refers]
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


def _reference(name: str, table: str, column: str) -> dict[str, Any]:
    return {"fields": name, "reference": {"resource": resource_name(table), "fields": column}}
