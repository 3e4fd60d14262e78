"""Validators of the record's own types, by the core of pydantic.

The core is what pydantic's own models validate with. It is imported and told of a type in a fifth of the time that
these take, for which each command would wait; :mod:`geo.record.schemas` alone has models.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import Any
from typing import NotRequired
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from pydantic_core import CoreConfig
from pydantic_core import SchemaValidator
from pydantic_core import ValidationError

from geo.record.rules import is_optional

# What the validator names "missing" and "extra_forbidden".
MISSING, UNKNOWN = "missing", "extra_forbidden"

# A value that is right is right as it is: nothing is made a text but a text.
_STRICT = CoreConfig(strict=True)
_CORE_TYPES: dict[Any, str] = {str: "str", int: "int", float: "float", bool: "bool", list: "list", dict: "dict"}


@cache
def _form(kind: type) -> SchemaValidator:
    """Return the validator of a type: each member of its type and within its limits, none missing, no other."""
    fields = {name: _member(hint) for name, hint in _hints(kind).items()}
    return SchemaValidator(
        {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid", "strict": True, "config": _STRICT}
    )


def _member(hint: Any) -> dict[str, Any]:  # noqa: ANN401 (a type, which has no type that all checkers know; so below)
    """Return the core schema of a member, which is there unless its type says that it may be left out."""
    is_required = get_origin(hint) is not NotRequired
    schema = _schema(hint if is_required else get_args(hint)[0])
    return {"type": "typed-dict-field", "schema": schema, "required": is_required}


def _schema(hint: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the core schema of a type, within the limits of its rules."""
    if hint is Any:
        return {"type": "any"}
    if is_optional(hint):
        [known] = (part for part in get_args(hint) if part is not NoneType)
        return {"type": "nullable", "schema": _schema(known)}
    if hasattr(hint, "__metadata__"):
        schema = _schema(hint.__origin__)
        for rule in hint.__metadata__:
            schema = rule.limited(schema)
        return schema
    items = [_schema(each) for each in get_args(hint)]
    names = ("keys_schema", "values_schema") if get_origin(hint) is dict else ("items_schema",)
    return {"type": _CORE_TYPES[get_origin(hint) or hint], **dict(zip(names, items, strict=False))}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _value(hint: Any) -> SchemaValidator:  # noqa: ANN401
    schema: Any = _schema(hint)
    return SchemaValidator(schema, _STRICT)


def soundness(kind: type, name: str) -> Callable[[object], bool]:
    """Return what says whether a value has the form of a member of a type; some that do not are sound all the same."""
    return _value(_hints(kind)[name]).isinstance_python


def is_sound(kind: type, name: str, value: object) -> bool:
    """Return whether a value can be that of a member of a type."""
    return soundness(kind, name)(value) or name not in faulty(kind, {name: value})


def faulty(kind: type, value: object) -> dict[str, str]:
    """Return the members of a value that are at fault, each with what is wrong first; none if all is well.

    A value that has no members at all is at fault as a whole, under the name of ``""``.
    """
    validator = _form(kind)
    if validator.isinstance_python(value):  # without a fault it is four times as fast
        return {}
    try:
        validator.validate_python(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        first: dict[str, str] = {}
        # A text with half of a surrogate pair is a text: that it holds what nobody can print is told of every text.
        for fault in (each for each in found if each["type"] != "string_unicode"):
            first.setdefault(str(fault["loc"][0]) if fault["loc"] else "", fault["type"])
        return first
    return {}
