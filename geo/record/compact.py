"""Compact JSON, as the page's own ``JSON.stringify`` writes it, and positions in whole millionths of a degree."""

from __future__ import annotations

import json

MICRO = 10**6


def to_json(content: object) -> str:
    """Write JSON as the page's own ``JSON.stringify`` would: no blanks, Chinese as it is, numbers in shortest form."""
    return json.dumps(shortest(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def shortest(content: object) -> object:
    """Return content with whole numbers as integers, since JavaScript knows no other way to print them."""
    if isinstance(content, float) and content.is_integer():
        return int(content)
    if isinstance(content, dict):
        return {key: shortest(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [shortest(value) for value in content]
    return content


def micro(degrees: float) -> int:
    """Return degrees as the whole number of 1e-6 degree that represents them in the page."""
    return round(degrees * MICRO)
