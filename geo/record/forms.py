"""Pydantic's validators of the record's own types; this module alone imports pydantic."""

from __future__ import annotations

from functools import cache
from typing import Any
from typing import get_type_hints

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import ValidationError
from pydantic import create_model

# What the validator names "missing" and "extra_forbidden".
MISSING, UNKNOWN = "missing", "extra_forbidden"


@cache
def form(kind: type) -> type[BaseModel]:
    """Return the model of a type: each member of its type and within its limits, none missing, and no other."""
    members = get_type_hints(kind, include_extras=True)
    # A type that is right is right as it is: nothing is made of a text but a text.
    strict = ConfigDict(extra="forbid", strict=True)
    return create_model(kind.__name__, __config__=strict, **{name: (hint, ...) for name, hint in members.items()})


def faults(kind: type, value: object) -> list[dict[str, Any]]:
    """Return the faults of a value, each with its ``type`` and its ``loc``, the way to it; none if all is well."""
    try:
        form(kind).model_validate(value)
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False)
    return []
