"""Compact JSON, as the page's own ``JSON.stringify`` writes it, and positions in whole millionths of a degree."""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

MICRO = 10**6
_LISTS = (list, tuple)


def to_json(content: object) -> str:
    """Write JSON as the page's own ``JSON.stringify`` would: no blanks, Chinese as it is, numbers in shortest form.

    >>> to_json({"株洲": [1.0, None, True, "市"]})
    '{"株洲":[1,null,true,"市"]}'
    """
    # Nearly all that is written are texts, numbers, None and lists one by one; json is slow to begin with each.
    plain = PLAIN.get(type(content))
    if plain is not None:
        return plain(content)
    if isinstance(content, _LISTS):
        return f"[{','.join(map(to_json, content))}]" if content else "[]"
    if isinstance(content, float) and isfinite(content):
        # JavaScript knows no other way to print a whole number.
        return str(int(content)) if content.is_integer() else float.__repr__(content)
    if isinstance(content, dict):
        return f"{{{','.join(f'{encode_basestring(name)}:{to_json(value)}' for name, value in content.items())}}}"
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


PLAIN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    bool: ("false", "true").__getitem__,
    type(None): lambda _: "null",
}
"""What writes a value of a type as JSON without a look at what is in it."""


def micro(degrees: float) -> int:
    """Return degrees as the whole number of 1e-6 degree that represents them in the page."""
    return round(degrees * MICRO)
