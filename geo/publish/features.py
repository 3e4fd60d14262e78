"""The layers in the shape of OGC API - Features, as plain files that link to each other.

A program that knows that standard finds the collections from ``index.json`` and reads them page by page. Nothing
answers a query here: a box, a date or a limit in an address changes nothing, and so no conformance class is claimed.
All addresses are relative: the folder works wherever it is put.

References
----------
OGC 17-069r4, OGC API - Features - Part 1: Core corrigendum, version 1.0.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.identity import licence
from geo.atlas.identity import record_head
from geo.atlas.identity import title
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import select_subjects
from geo.export.feature import feature
from geo.export.head import collection
from geo.export.head import used_sources
from geo.messages import both
from geo.progress import followed
from geo.publish.server import CONFIG
from geo.publish.server import server_config
from geo.record.compact import to_json
from geo.record.files import write_text
from geo.record.geojson import Feature
from geo.record.layers import SUBJECT_LAYERS

PAGE = 10_000
"""Features in a file of items."""

INDEX = "index.json"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude and latitude in degrees, in this order, in WGS-84."""

_JSON, _GEOJSON = "application/json", "application/geo+json"

Link = dict[str, str]
Document = dict[str, Any]


def write_features(folder: Path, atlas: Atlas) -> list[str]:
    """Write landing page, conformance, collections, and each feature of each collection.

    Parameters
    ----------
    folder
        Where the files go; it is made.
    atlas
        What is written. Positions are lon, lat in WGS-84.

    Returns
    -------
    list of str
        The ids of the collections: the layers that hold something.
    """
    collections = _collections(atlas)
    described = {each[0]: _collection(atlas, *each, base=f"./{each[0]}/") for each in collections.items()}
    _write(folder / INDEX, _landing(atlas))
    _write(folder / "conformance.json", _conformance())
    _write(folder / "collections" / INDEX, {**_linked(_self(INDEX)), "collections": [*described.values()]})
    if max(map(len, collections.values()), default=0) <= PAGE:  # pygeoapi reads one file a collection
        _write(folder / CONFIG, server_config(atlas, described))
    steps = sum(map(len, collections.values()))
    features = followed(chain.from_iterable(collections.values()), "features", steps)
    for layer, members in collections.items():
        _write(folder / "collections" / layer / INDEX, _collection(atlas, layer, members, base="./"))
        _write_items(folder / "collections" / layer, atlas, members)
    for each in features:
        _write_item(folder / "collections", atlas, each)
    return list(collections)


def _collections(atlas: Atlas) -> dict[str, list[Feature]]:
    """Return the features of each layer, in the order of the layers; layers without any are left out."""
    collections: dict[str, list[Feature]] = {layer: [] for layer in SUBJECT_LAYERS}
    for subject in select_subjects(atlas, EVERYTHING):
        each = feature(atlas, subject)
        collections[each["properties"]["layer"]].append(each)
    return {layer: features for layer, features in collections.items() if features}


def _landing(atlas: Atlas) -> Document:
    return {
        "title": title(atlas),
        "description": " ".join(both("featuresAbout")),
        **_linked(
            _self(INDEX),
            _link("conformance", "./conformance.json", _JSON),
            _link("data", f"./collections/{INDEX}", _JSON),
            _license(atlas),
        ),
    }


def _conformance() -> Document:
    """Return the classes that the files conform to: those of the standard want a server that answers queries."""
    return {"conformsTo": [], "description": " ".join(both("featuresConformance"))}


def _collection(atlas: Atlas, layer: str, features: Sequence[Feature], *, base: str) -> Document:
    """Return what describes a collection; `base` is the way to its folder from that of the file that says it."""
    label = atlas.words.layers[layer]
    return {
        "id": layer,
        "title": f"{label.name_zh} {label.name_en}",
        "itemType": "feature",
        "crs": [CRS84],
        **_extent(features),
        **_linked(
            _link("self", f"{base}{INDEX}", _JSON),
            _link("items", f"{base}items.json", _GEOJSON),
            _license(atlas),
        ),
    }


def _extent(features: Sequence[Feature]) -> Document:
    """Return the box around all positions, west, south, east, north in degrees; nothing where there are none."""
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features if each["geometry"] is not None]
    if not shapes:
        return {}
    box = [round(float(degrees), 6) for degrees in shapely.total_bounds(shapes)]
    return {"extent": {"spatial": {"bbox": [box], "crs": CRS84}}}


def _write_items(folder: Path, atlas: Atlas, features: Sequence[Feature]) -> None:
    """Write the pages of a collection, each linked to the next."""
    names = ["items.json", *(f"items-{number}.json" for number in range(2, -(-len(features) // PAGE) + 1))]
    for number, name in enumerate(names):
        page = features[number * PAGE : (number + 1) * PAGE]
        links = [_self(name, _GEOJSON), _link("collection", f"./{INDEX}", _JSON)]
        links += [_link("next", f"./{after}", _GEOJSON) for after in names[number + 1 : number + 2]]
        links += [_link("prev", f"./{before}", _GEOJSON) for before in names[max(number - 1, 0) : number]]
        head = {
            **collection(atlas),
            "numberMatched": len(features),
            "numberReturned": len(page),
            **_linked(*links),
            "sources": used_sources(atlas, page),
        }
        lines = ",".join(f"\n{to_json(each)}" for each in page)
        _write_text(folder / name, f'{to_json(head)[:-1]},"features":[{lines}\n]}}\n')


def _write_item(collections: Path, atlas: Atlas, each: Feature) -> None:
    layer, name = each["properties"]["layer"], f"{each['id']}.json"
    links = _linked(_self(name, _GEOJSON), _link("collection", f"../{INDEX}", _JSON))
    _write(
        collections / layer / "items" / name,
        {**each, "record": record_head(atlas), **links, "sources": used_sources(atlas, [each])},
    )


def _linked(*links: Link) -> Document:
    return {"links": list(links)}


def _link(rel: str, href: str, media_type: str) -> Link:
    return {"rel": rel, "href": href, "type": media_type}


def _self(name: str, media_type: str = _JSON) -> Link:
    return _link("self", f"./{name}", media_type)


def _license(atlas: Atlas) -> Link:
    return _link("license", licence(atlas)["address"], "text/html")


def _write(path: Path, document: Document) -> None:
    _write_text(path, f"{to_json(document)}\n")


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)
