"""What the atlas is in the words of schema.org, as JSON-LD, for search engines and for programs that collect data.

The context is in the text itself: to read it nobody has to ask a server what its words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.messages import LANGUAGES
from geo.messages import both
from geo.record.compact import to_json
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import Term
from geo.record.vocabulary import period

CONTEXT = {"@vocab": "https://schema.org/"}
"""What the words mean."""
TAGS = dict(zip(LANGUAGES, ("zh-Hans", "en"), strict=True))
"""How a language is called."""

MOST_BYTES = 16_000
"""What the names of places may take of a page; there is room for those of a city."""

_Node = dict[str, Any]
# What ends a script or begins a comment in markup, and what an older JavaScript takes for the end of a line.
_MARKUP = re.compile("[<>&\u2028\u2029]")


def dataset(atlas: Atlas, *, address: str = "") -> _Node:
    """Return what the atlas is as a data set: titles, descriptions, licence, version, extent in space and in time.

    Parameters
    ----------
    atlas
        The atlas.
    address
        Where its map is published; left out where nobody knows.

    Returns
    -------
    dict
        A node of JSON-LD, without its context. Corners of the extent are lat, lon in WGS-84, as schema.org has them.
    """
    package, names, terms = atlas.record.package, place_names(atlas), licence(atlas)
    published: _Node = {
        "url": address,
        "distribution": {"@type": "DataDownload", "encodingFormat": "text/html", "contentUrl": address},
    }
    return {
        "@type": "Dataset",
        "@id": f"{address}#atlas",
        "name": tagged(*(names[lang]["title"] for lang in LANGUAGES)),
        "description": tagged(*descriptions(atlas).values()),
        "identifier": f"{package['name']} {atlas.version} {atlas.digest}",
        "version": atlas.version,
        "dateModified": atlas.date,
        "license": terms["address"],
        "creator": {"@type": "Organization", "name": tagged(*(names[lang]["contributors"] for lang in LANGUAGES))},
        "isAccessibleForFree": True,
        "inLanguage": list(TAGS.values()),
        **({"keywords": package["keywords"]} if package.get("keywords") else {}),
        "variableMeasured": [name_of(theme) for theme in _themes(atlas)],
        **_of_time(atlas),
        "spatialCoverage": {
            "@type": "Place",
            "@id": f"{address}#place={atlas.place.code}",
            "name": tagged(*names_of(atlas, atlas.place.code)),
            "geo": {"@type": "GeoShape", "box": _box(atlas)},
        },
        **(published if address else {}),
    }


def descriptions(atlas: Atlas) -> dict[str, str]:
    """Return by language what the atlas is, in a sentence: its own, or that of every atlas where it has none."""
    package = atlas.record.package
    told = (package.get("description_zh"), package.get("description"))
    return {lang: own or usual for lang, own, usual in zip(LANGUAGES, told, both("subtitle"), strict=True)}


def page_data(atlas: Atlas, *, address: str = "") -> str:
    """Return what a page says of itself to programs: the data set, and the names of its districts and places.

    Of a record with more names than a page has room for (:data:`MOST_BYTES`) the first are there.

    Parameters
    ----------
    atlas, address
        As for :func:`dataset`.

    Returns
    -------
    str
        JSON-LD that is safe inside a ``script`` of a page.
    """
    node = dataset(atlas, address=address)
    node["spatialCoverage"]["containsPlace"] = list(_within(MOST_BYTES, _places(atlas)))
    return in_markup(to_json({"@context": CONTEXT, **node}))


def in_markup(text: str) -> str:
    r"""Return JSON in which no reader of markup finds any: the same values, written otherwise.

    >>> print(in_markup('"</script>"'))
    "\u003c/script\u003e"
    """
    return _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def tagged(zh: str, en: str) -> list[_Node]:
    """Return a text in both languages, each with its tag."""
    return [{"@language": tag, "@value": text} for tag, text in zip(TAGS.values(), (zh, en), strict=True)]


def name_of(term: Term) -> str:
    """Return both labels of a term in one text."""
    return f"{term.name_zh} {term.name_en}"


def _places(atlas: Atlas) -> Iterable[_Node]:
    subjects = (*atlas.district_rows, *atlas.site_rows)
    return ({"@type": "Place", "name": list(names_of(atlas, subject))} for subject in subjects)


def _within(most: int, nodes: Iterable[_Node]) -> Iterable[_Node]:
    """Yield nodes as long as there is room for them."""
    for node in nodes:
        most -= len(in_markup(to_json(node)).encode()) + 1
        if most < 0:
            return
        yield node


def _themes(atlas: Atlas) -> list[Term]:
    """Return the themes of which the atlas holds a fact, in the order of their register."""
    indicators = {fact["indicator"] for fact in atlas.record.facts}
    held = {atlas.words.indicators[code].theme for code in indicators}
    return [theme for code, theme in atlas.words.themes.items() if code in held]


def _of_time(atlas: Atlas) -> dict[str, str]:
    """Return from which day to which something was reported; nothing where no fact has a date."""
    facts = [fact for fact in atlas.record.facts if fact["as_of"] and fact["aim"] == ACTUAL]
    days = [day for as_of in {fact["as_of"] for fact in facts} for day in period(as_of)]
    return {"temporalCoverage": f"{min(days)}/{max(days)}"} if days else {}


def _box(atlas: Atlas) -> str:
    """Return the south-western and the north-eastern corner of the districts."""
    shapes = [row["geometry"] for row in atlas.district_rows.values()]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return f"{south:.4f} {west:.4f} {north:.4f} {east:.4f}"
