"""What the values of the record must be: each rule in words for a message, and as a limit for pydantic and the schemas.

A rule is metadata of a type, ``Annotated[str, Rule(...)]``. Pydantic reads it where a record is validated, and nobody
who only reads a record pays for importing pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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


@dataclass(frozen=True)
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
    """

    must: str
    code: Code = Code.WRONG_TYPE
    limits: Mapping[str, Any] = field(default_factory=dict)
    holds: Callable[[Any], bool] | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[Any], dict]) -> dict:
        """Give pydantic the limits; it calls this when it makes a validator."""
        schema = {**handler(source), **self.limits}
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


def rule_of(hint: object) -> Rule:
    """Return the rule of a type, or of what it is where it is not None; all of the record's types have one."""
    found = (item for item in getattr(hint, "__metadata__", ()) if isinstance(item, Rule))
    return next(found, None) or next(rule_of(part) for part in get_args(hint) if part is not type(None))


def is_optional(hint: object) -> bool:
    """Return whether a value of a type may be None."""
    return type(None) in get_args(hint)


def is_slug(text: str) -> bool:
    """Return whether a text is lower-case words joined by hyphens, as ids and codes are.

    >>> is_slug("rail-city-centre"), is_slug("Rail_City")
    (True, False)
    """
    return _SLUG.fullmatch(text) is not None


Text = Annotated[str, Rule("a text that is not empty", limits={"min_length": 1})]
Texts = Annotated[list[Text], Rule("a list of texts that are not empty")]
Evidence = Annotated[list[Text], Rule("a list of at least one text", limits={"min_length": 1})]
Position = Annotated[list[float], Rule("[lon, lat]", limits={"min_length": 2, "max_length": 2})]
YesNo = Annotated[bool, Rule("true or false")]
Id = Annotated[str, Rule("lower-case words joined by hyphens", Code.INVALID_ID, matching(SLUG))]
