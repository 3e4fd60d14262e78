"""Made-up places: where each lies in its district, and what the record says of that."""

from __future__ import annotations

import math
from collections.abc import Callable
from collections.abc import Iterator
from random import Random
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from bench.density import Density
from bench.names import brand
from geo.geodesy.datum import GCJ02
from geo.geodesy.datum import WGS84
from geo.geodesy.datum import to_wgs84
from geo.record.canonical import DECIMALS
from geo.record.geojson import Feature
from geo.record.layers import DISTRICTS
from geo.record.layers import SITE_LAYERS
from geo.record.model import SITE_PROPERTIES
from geo.record.model import Record
from geo.record.model import nothing

# Of twenty places in a row: a tenth parks, four tenths projects, and so on.
_PARKS, _PROJECTS, _INSTITUTIONS, _INFRASTRUCTURE = SITE_LAYERS
_LAYER_OF = (_PARKS,) * 2 + (_PROJECTS,) * 8 + (_INSTITUTIONS,) * 7 + (_INFRASTRUCTURE,) * 3

_NOUNS = {
    "zone": ("开发区", "Development Zone"),
    "park": ("产业园", "Industrial Park"),
    "area": ("片区", "Area"),
    "origin": ("种植基地", "Growing Area"),
    "industry-project": ("生产基地项目", "Production Base"),
    "infrastructure-project": ("配套工程", "Supporting Works"),
    "urban-project": ("改造项目", "Renewal Project"),
    "company": ("有限公司", "Co., Ltd."),
    "institute": ("研究院", "Research Institute"),
    "public": ("展览中心", "Exhibition Centre"),
    "transport": ("大道", "Avenue"),
    "logistics": ("物流中心", "Logistics Centre"),
    "power": ("变电站", "Substation"),
    "water": ("水厂", "Waterworks"),
}
_POINT_BASES = ("published", "poi", "address", "relative", "knowledge")
_UNCERTAINTIES_M = (50, 100, 150, 200, 300, 500, 800, 1000, 1500, 2000, 3000)
_DETAILS = (
    ("路口的位置", "the junction"),
    ("大门的位置", "the gate"),
    ("规划图上的红线", "the outline on a plan"),
    ("门牌号码", "the street number"),
    ("相邻厂区", "the works next to it"),
)

# Half of the places lie around the seat of their district, within about this many degrees.
_TOWN_DEGREES = 0.02


class Ground:
    """The districts of a record, and chance, which is the same each time.

    Parameters
    ----------
    record
        Its districts are where places are put, its registers name their kinds and sectors.
    chance
        What decides.
    density
        What there is of a place.
    sources
        Ids of the sources that places cite.
    """

    def __init__(self, record: Record, chance: Random, density: Density, sources: list[str]) -> None:
        self.districts = {each["id"]: each["properties"] for each in record.features(DISTRICTS)}
        self.shapes: dict[str, BaseGeometry] = {
            each["id"]: shapely.geometry.shape(each["geometry"]) for each in record.features(DISTRICTS)
        }
        shapely.prepare(list(self.shapes.values()))
        self.kinds = {
            layer: [row["code"] for row in record.registers["kinds"] if row["layer"] == layer] for layer in SITE_LAYERS
        }
        self.sectors = record.registers["sectors"]
        self.chance = chance
        self.density = density
        self.sources = sources
        self.parks: dict[str, str] = {}

    def happens(self, share: float) -> bool:
        """Decide on something that happens to a share of places."""
        return self.chance.random() < share

    def position(self, adcode: str) -> list[float]:
        """Return lon, lat in WGS-84 of somewhere in a district."""
        shape, (lon, lat) = self.shapes[adcode], self.districts[adcode]["seat"]
        west, south, east, north = shape.bounds
        in_town = self.happens(0.5)
        while True:
            if in_town:
                x, y = self.chance.gauss(lon, _TOWN_DEGREES), self.chance.gauss(lat, _TOWN_DEGREES)
            else:
                x, y = self.chance.uniform(west, east), self.chance.uniform(south, north)
            x, y = round(x, DECIMALS), round(y, DECIMALS)
            if shapely.contains_xy(shape, x, y):
                return [x, y]

    def shaped(self, adcode: str, draw: Callable[[list[float]], dict[str, Any]]) -> dict[str, Any]:
        """Return a line or an area that lies whole in a district, drawn around a position."""
        while True:
            geometry = draw(self.position(adcode))
            if self.shapes[adcode].covers(shapely.geometry.shape(geometry)):
                return geometry


def places(ground: Ground, count: int) -> Iterator[tuple[str, Feature]]:
    """Yield layer and feature of each place."""
    for number in range(count):
        yield _place(ground, number)


def _place(ground: Ground, number: int) -> tuple[str, Feature]:
    chance, layer = ground.chance, _LAYER_OF[number % len(_LAYER_OF)]
    kind, sector = chance.choice(ground.kinds[layer]), chance.choice(ground.sectors)
    adcode = chance.choice(list(ground.districts))
    noun_zh, noun_en = _NOUNS[kind]
    known, district = brand(number), ground.districts[adcode]
    properties: dict[str, Any] = dict.fromkeys(SITE_PROPERTIES) | nothing(layer)
    properties |= {
        "name_zh": f"{district['name_zh'][:2]}{known.zh}{sector['name_zh']}{noun_zh}",
        "name_en": f"{district['name_en'].split()[0]} {known.reading.title()} {sector['name_en']} {noun_en}",
        "aliases": [f"{known.zh}{noun_zh}"] if ground.happens(0.3) else [],
        "kind": kind,
        "sector": sector["code"],
        "districts": [adcode],
        "parent": ground.parks.get(adcode) if layer != _PARKS and ground.happens(ground.density.nested) else None,
        "position_evidence": _evidence(ground),
    }
    geometry = None
    if ground.happens(ground.density.unlocated):
        properties["position_basis"] = "district"
    else:
        geometry = _located(ground, layer, adcode, properties)
    identifier = f"{known.reading}-{kind}"
    if geometry is None and layer == _PARKS:
        # Others may lie in it wherever they are, since nobody knows where it is.
        ground.parks[adcode] = identifier
    feature = {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry}
    return layer, feature


def _evidence(ground: Ground) -> list[str]:
    return [f"{ground.chance.choice(ground.sources)} L{ground.chance.randint(1, 400)}"]


def _located(ground: Ground, layer: str, adcode: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Give a place a position, and tell how it is known."""
    chance, density = ground.chance, ground.density
    properties |= {
        "position_basis": chance.choice(_POINT_BASES),
        "position_uncertainty_m": chance.choice(_UNCERTAINTIES_M),
        "position_datum": WGS84,
    }
    if ground.happens(0.3):
        zh, en = chance.choice(_DETAILS)
        metres = chance.randint(4, 80) * 25
        properties["position_note_zh"] = f"按{zh}推得，误差约{metres}米。"
        properties["position_note_en"] = f"Placed by {en}; good to about {metres} m."
    if layer == _PARKS and ground.happens(density.areas):
        return ground.shaped(adcode, lambda position: _area(chance, position))
    if layer == _INFRASTRUCTURE and ground.happens(density.lines):
        return ground.shaped(adcode, lambda position: _line(chance, position))
    found = ground.position(adcode)
    lon, lat = found
    if ground.happens(0.2):
        moved = [round(number, DECIMALS) for number in to_wgs84(*found, GCJ02)]
        if shapely.contains_xy(ground.shapes[adcode], *moved):
            properties |= {"position_datum": GCJ02, "position_found": found}
            lon, lat = moved
    if ground.happens(density.several):
        properties |= {"position_name_zh": "本部", "position_name_en": "Main site"}
        properties["parts"] = [{"name_zh": "二厂", "name_en": "Second plant", **_further(ground, adcode)}]
    if ground.happens(density.several):
        properties |= {"position_reason_zh": "较新。", "position_reason_en": "Newer."}
        properties["rival_positions"] = [_further(ground, adcode)]
    return {"type": "Point", "coordinates": [lon, lat]}


def _further(ground: Ground, adcode: str) -> dict[str, Any]:
    """Return a further position of a place: of a part of it, or one that another source claims."""
    return {
        "districts": [adcode],
        "point": ground.position(adcode),
        "basis": ground.chance.choice(_POINT_BASES),
        "uncertainty_m": ground.chance.choice(_UNCERTAINTIES_M),
        "datum": WGS84,
        "found": None,
        "evidence": _evidence(ground),
        "note_zh": None,
        "note_en": None,
    }


def _area(chance: Random, position: list[float]) -> dict[str, Any]:
    """Return a polygon of eight corners around a position, up to two kilometres across."""
    lon, lat = position
    radius = chance.uniform(0.002, 0.01)
    ring = [
        [
            round(lon + radius * math.cos(step * math.tau / 8), DECIMALS),
            round(lat + radius * math.sin(step * math.tau / 8), DECIMALS),
        ]
        for step in range(8)
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _line(chance: Random, position: list[float]) -> dict[str, Any]:
    """Return a line of twelve points from a position on, each a few hundred metres further."""
    lon, lat = position
    line, heading = [[lon, lat]], chance.uniform(0, math.tau)
    for _ in range(11):
        heading += chance.uniform(-0.5, 0.5)
        lon, lat = lon + 0.004 * math.cos(heading), lat + 0.004 * math.sin(heading)
        line.append([round(lon, DECIMALS), round(lat, DECIMALS)])
    return {"type": "LineString", "coordinates": line}
