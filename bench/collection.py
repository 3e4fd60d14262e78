"""The places of a record as one GeoJSON file: what the other tools are given, and what the bounds read and write."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from geo.record.layers import DISTRICTS
from geo.record.model import Record
from geo.record.rows import Row
from geo.record.vocabulary import HONOUR
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import vocabulary


def write_collection(record: Record, path: Path) -> None:
    """Write the places that have a position as points, each with its names, codes, facts and their sources.

    Facts are lines of one text, since not every tool reads lists.
    """
    features = list(features_of(record))
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), "utf-8")


def features_of(record: Record) -> Iterator[dict[str, Any]]:
    """Yield the places that have a position."""
    words = vocabulary(record)
    districts = {each["id"]: each["properties"]["name_zh"] for each in record.features(DISTRICTS)}
    told = _told(record, words)
    status = {row["subject"]: row["value"] for row in record.facts if words.indicators[row["indicator"]].type == STATUS}
    for layer, feature in record.sites:
        if feature["geometry"] is None:
            continue
        properties = feature["properties"]
        point = shapely.geometry.shape(feature["geometry"]).representative_point()
        within = properties["districts"]
        yield {
            "type": "Feature",
            "properties": {
                "id": feature["id"],
                "name": properties["name_zh"],
                "name_en": properties["name_en"],
                "layer": layer,
                "kind": properties["kind"],
                "sector": properties["sector"],
                "district": districts[within[0]] if within else "",
                "status": status.get(feature["id"], ""),
                "facts": "\n".join(told[feature["id"]]),
            },
            "geometry": {"type": "Point", "coordinates": [round(point.x, 6), round(point.y, 6)]},
        }


def _told(record: Record, words: Vocabulary) -> dict[str, list[str]]:
    """Return what is said of each subject: one line per fact, with its date and its source."""
    titles = {source["id"]: source["title_zh"] for source in record.sources}
    told = defaultdict(list)
    for row in record.facts:
        source = f"{titles[row['source']]} {row['locator']}".strip()
        told[row["subject"]].append(f"{_said(row, words)}（{row['as_of'] or row['stated']}）——{source}")
    return told


def _said(row: Row, words: Vocabulary) -> str:
    indicator = words.indicators[row["indicator"]]
    if indicator.type in {STATUS, HONOUR}:
        terms = words.statuses if indicator.type == STATUS else words.honours
        value = terms[row["value"]].name_zh if row["value"] in terms else row["value"]
    else:
        value = row["value"] + words.units[row["unit"]].name_zh
    return f"{indicator.name_zh}：{value}"
