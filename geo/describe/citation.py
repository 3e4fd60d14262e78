"""``CITATION.cff``: how the record is cited, for programs (Citation File Format 1.2.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.identity import title
from geo.record.compact import to_json

# What YAML does not print, and JSON does.
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def citation(atlas: Atlas) -> str:
    """Return how an atlas is cited, as the text of a file in YAML.

    >>> from geo.record.read import read
    >>> 'type: "dataset"' in citation(Atlas(read()))
    True

    Parameters
    ----------
    atlas
        Its descriptor says title, description, contributors, version, date and licence.
    """
    return "".join(f"{line}\n" for line in _lines(_members(atlas)))


def _members(atlas: Atlas) -> dict[str, Any]:
    package = atlas.record.package
    licence = package["licenses"][0]
    described = " ".join(package[name] for name in ("description_zh", "description") if name in package)
    members = {
        "cff-version": "1.2.0",
        "message": "If you use the atlas or its data, please cite it as below; for a figure, cite its source as well.",
        "type": "dataset",
        "title": title(atlas),
        "abstract": described,
        "authors": [{"name": each["title"], "alias": each["title_zh"]} for each in package["contributors"][:1]],
        "version": atlas.version,
        "date-released": atlas.date,
        "license": licence["name"],
        "license-url": licence["path"],
        "keywords": list(dict.fromkeys(package.get("keywords", []))),
    }
    return {name: value for name, value in members.items() if value}


def _lines(members: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a mapping whose values are texts, lists of texts, or lists of such mappings."""
    for name, value in members.items():
        if isinstance(value, str):
            yield f"{name}: {_scalar(value)}"
            continue
        yield f"{name}:"
        for item in value:
            first, *others = [_scalar(item)] if isinstance(item, str) else _lines(item)
            yield f"  - {first}"
            yield from (f"    {line}" for line in others)


def _scalar(text: str) -> str:
    """Return a text in quotes: what JSON writes YAML reads as the same text, and never as a number, a date or code."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", to_json(text))
