"""Pydantic's validators of the record's own types; this module alone imports pydantic."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from typing import NotRequired
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import TypeAdapter
from pydantic import ValidationError
from pydantic import create_model

# What the validator names "missing" and "extra_forbidden".
MISSING, UNKNOWN = "missing", "extra_forbidden"


@cache
def form(kind: type) -> type[BaseModel]:
    """Return the model of a type: each member of its type and within its limits, none missing, no other."""
    members = get_type_hints(kind, include_extras=True)
    # A type that is right is right as it is: nothing is made of a text but a text.
    strict = ConfigDict(extra="forbid", strict=True)
    fields: dict[str, Any] = {name: _member(hint) for name, hint in members.items()}
    model: type[BaseModel] = create_model(kind.__name__, __config__=strict, **fields)
    return model


def _member(hint: Any) -> tuple[Any, Any]:  # noqa: ANN401 (a type, as below)
    """Return the type of a member, and its value where it is left out: none unless it may be."""
    return (get_args(hint)[0], None) if get_origin(hint) is NotRequired else (hint, ...)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:  # noqa: ANN401 (a type, which has no type that all checkers know)
    return TypeAdapter(hint, config=ConfigDict(strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def soundness(kind: type, name: str) -> Callable[[object], bool]:
    """Return what says whether a value has the form of a member of a type; some that do not are sound all the same."""
    return _adapter(_hints(kind)[name]).validator.isinstance_python


def is_sound(kind: type, name: str, value: object) -> bool:
    """Return whether a value can be that of a member of a type."""
    return soundness(kind, name)(value) or name not in faulty(kind, {name: value})


def faulty(kind: type, value: object) -> dict[str, str]:
    """Return the members of a value that are at fault, each with what is wrong first; none if all is well.

    A value that has no members at all is at fault as a whole, under the name of ``""``.
    """
    validator = form(kind).__pydantic_validator__
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
