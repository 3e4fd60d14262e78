"""What the values of the record must be: each rule in words for a message, and as a limit for pydantic and the schemas.

A rule is metadata of a type, ``Annotated[str, Rule(...)]``. It becomes a core schema of pydantic where a record is
validated, and nobody who only reads a record pays for importing that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Annotated
from typing import Any
from typing import get_args

from geo.issues.codes import Code

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
"""Lower-case words joined by hyphens, as ids and codes are."""
_SLUG = re.compile(SLUG)
_DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True, eq=False)  # itself alone, since what it holds has no hash
class Rule:
    """What a value must be.

    Parameters
    ----------
    must
        In words that follow "must be".
    code
        Of the issue where it is not.
    limits
        In the words of a core schema of pydantic: ``pattern``, ``min_length``, ``max_length``, ``gt``, ``ge``, ``le``.
    holds
        What no limit can say: returns whether a value that keeps the limits is right.
    when_empty
        The code where nothing is given, if that is another one.
    refers
        The register or table, and its column, in which a value must be found. :mod:`geo.checks` looks there.
    column
        What a Table Schema says of a column that the limits do not: its ``type``, its ``constraints``.
    schema
        What a JSON Schema says that the limits do not.
    items
        Of a list of objects, or of one, the model of each.
    """

    must: str
    code: Code = Code.WRONG_TYPE
    limits: Mapping[str, Any] = field(default_factory=dict)
    holds: Callable[[Any], bool] | None = None
    when_empty: Code | None = None
    refers: tuple[str, str] | None = None
    column: Mapping[str, Any] = field(default_factory=dict)
    schema: Mapping[str, Any] = field(default_factory=dict)
    items: type | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Give pydantic the limits; it calls this when it makes a model."""
        return self.limited(handler(source))

    def limited(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return the core schema of a type with what the rule demands beside."""
        schema = {**schema, **self.limits}
        if self.holds is None:
            return schema
        return {"type": "function-after", "function": {"type": "no-info", "function": self._demand}, "schema": schema}

    def _demand(self, value: object) -> object:
        if self.holds is None or self.holds(value):
            return value
        raise ValueError(self.must)


def matching(pattern: str) -> dict[str, str]:
    """Return the limit of a text to a pattern, which the whole of it must match."""
    return {"pattern": f"^(?:{pattern})$"}


def code_of(register: str, known: Iterable[str] = ()) -> Rule:
    """Return the rule of a cell that holds a code of a register; of a fixed register it says which there are."""
    column = {"constraints": {"enum": list(known)}} if known else {}
    return Rule(f"a code of {register}.csv", Code.UNKNOWN_CODE, refers=(register, "code"), column=column)


def text_code_of(register: str) -> Rule:
    """Return the rule of a property that holds a code of a register."""
    return Rule("a text that is not empty", limits={"min_length": 1}, refers=(register, "code"))


def one_of(known: Iterable[str], code: Code = Code.UNKNOWN_CODE) -> Rule:
    """Return the rule of a cell that holds one of few words."""
    words = tuple(known)
    column = {"constraints": {"enum": list(words)}}
    must = f"one of {', '.join(words)}"
    return Rule(must, code, holds=words.__contains__, when_empty=Code.MISSING_VALUE, column=column)


def whole(least: int, most: int) -> Rule:
    """Return the rule of a cell that holds a whole number within bounds."""
    return Rule(
        f"a whole number from {least} to {most}",
        Code.INVALID_NUMBER,
        matching("-?(0|[1-9][0-9]{0,8})"),
        holds=lambda text: least <= int(text) <= most,
        column={"type": "integer", "constraints": {"minimum": least, "maximum": most}},
    )


def rule_of(hint: object) -> Rule:
    """Return the rule of a type, or of what it is where it is not None; all of the record's types have one."""
    found = [item for item in getattr(hint, "__metadata__", ()) if isinstance(item, Rule)]
    return found[-1] if found else next(rule_of(part) for part in get_args(hint) if part is not type(None))


def is_optional(hint: object) -> bool:
    """Return whether a value of a type may be None."""
    return type(None) in get_args(hint)


def is_slug(text: str) -> bool:
    """Return whether a text is lower-case words joined by hyphens, as ids and codes are.

    >>> is_slug("rail-city-centre"), is_slug("Rail_City")
    (True, False)
    """
    return _SLUG.fullmatch(text) is not None


def is_device(text: str) -> bool:
    """Return whether Windows keeps a name for a device, so that no file there can be called so, with any ending.

    >>> is_device("con"), is_device("com1"), is_device("concrete-works")
    (True, True, False)
    """
    return _DEVICE.fullmatch(text) is not None


POSITION_SCHEMA = {
    "type": "array",
    "prefixItems": [{"type": "number", "minimum": -bound, "maximum": bound} for bound in (180, 90)],
    "minItems": 2,
    "maxItems": 2,
}
"""The JSON Schema of a position on the globe: lon, lat in degrees."""

Text = Annotated[str, Rule("a text that is not empty", limits={"min_length": 1})]
Texts = Annotated[list[Text], Rule("a list of texts that are not empty")]
Evidence = Annotated[list[Text], Rule("a list of at least one text", limits={"min_length": 1})]
Position = Annotated[list[float], Rule("[lon, lat]", limits={"min_length": 2, "max_length": 2})]
YesNo = Annotated[bool, Rule("true or false")]
Id = Annotated[str, Rule("lower-case words joined by hyphens", Code.INVALID_ID, matching(SLUG))]
