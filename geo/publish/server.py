"""How pygeoapi serves the same files to those who must query them: a configuration beside them.

It answers what plain files cannot: boxes, limits, single features at the addresses of the standard. Start it where the
files are: ``pygeoapi openapi generate pygeoapi.yml --output-file openapi.yml``, then ``pygeoapi serve``, with
``PYGEOAPI_CONFIG`` and ``PYGEOAPI_OPENAPI`` naming both.

References
----------
pygeoapi 0.21.0, its schema ``pygeoapi-config-0.x.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.messages import LANGUAGES
from geo.messages import message

CONFIG = "pygeoapi.yml"
"""Its name. It is JSON, which YAML holds, too."""

_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
_PORT, _MOST = 5000, 10_000
_ADDRESS = f"http://localhost:{_PORT}"


def server_config(atlas: Atlas, collections: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the configuration.

    Parameters
    ----------
    atlas
        What is served.
    collections
        What describes each collection, by its id, as the plain files have it.
    """
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": _PORT},
            "url": _ADDRESS,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": list(_LANGUAGES.values()),
            "limits": {"default_items": 1_000, "max_items": _MOST, "on_exceed": "throttle"},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": _metadata(atlas),
        "resources": {name: _resource(atlas, name, described) for name, described in collections.items()},
    }


def _metadata(atlas: Atlas) -> dict[str, Any]:
    terms, names = licence(atlas), place_names(atlas)
    who = {"name": terms["attribution"], "url": terms["address"]}
    return {
        "identification": {
            "title": {_LANGUAGES[lang]: names[lang]["title"] for lang in LANGUAGES},
            "description": {_LANGUAGES[lang]: message(lang, "featuresAbout") for lang in LANGUAGES},
            "keywords": [names[lang]["city"] for lang in LANGUAGES],
            "terms_of_service": terms["address"],
            "url": terms["address"],
        },
        "license": {"name": terms["data"], "url": terms["address"]},
        "provider": who,
        "contact": who,
    }


def _resource(atlas: Atlas, name: str, described: Mapping[str, Any]) -> dict[str, Any]:
    label = atlas.words.layers[name]
    titles = {"zh-CN": label.name_zh, "en-US": label.name_en}
    everywhere = {"bbox": [[-180, -90, 180, 90]], "crs": described["crs"][0]}
    (box,) = described.get("extent", {}).get("spatial", everywhere)["bbox"]
    return {
        "type": "collection",
        "title": titles,
        "description": titles,
        "keywords": [label.name_zh, label.name_en],
        "links": [],
        "extents": {"spatial": {"bbox": box, "crs": described["crs"][0]}},
        "providers": [
            {"type": "feature", "name": "GeoJSON", "data": f"collections/{name}/items.json", "id_field": "id"}
        ],
    }
