"""The least that a map of the city can be: Leaflet with the districts alone."""

from __future__ import annotations

import json
from pathlib import Path

from geo.record.layers import DISTRICTS
from geo.record.model import Record

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>districts</title>
<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css">
<script src="https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"></script>
<style>html, body, #map {{ height: 100%; margin: 0 }}</style></head>
<body><div id="map"></div><script>
const map = L.map("map"), districts = L.geoJSON({districts}).addTo(map);
map.fitBounds(districts.getBounds(), {{ animate: false }});
</script></body></html>
"""


def write_ground(record: Record, page: Path) -> None:
    """Write a page that draws the districts of a record and nothing else."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": each["geometry"]} for each in record.features(DISTRICTS)
    ]
    collection = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    page.write_text(_PAGE.format(districts=collection), "utf-8")
