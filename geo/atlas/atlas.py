"""The record as the rest of the world reads it: tables of sites, districts, facts and sources.

Everything that can be computed from the record is computed here and kept nowhere: areas and lengths, the districts that
a line or an area touches, the point that stands for a shape, the status that holds now.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from operator import itemgetter
from types import ModuleType
from typing import TYPE_CHECKING
from typing import TypeVar
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.atlas.claims import Claim
from geo.atlas.claims import claims_by_subject
from geo.atlas.claims import last_reported
from geo.atlas.kept import Memo
from geo.atlas.kept import kept
from geo.geodesy.measure import Plane
from geo.geodesy.measure import area_m2
from geo.geodesy.measure import length_m
from geo.geodesy.measure import plane
from geo.issues.errors import checked
from geo.progress import followed
from geo.record.canonical import canonical
from geo.record.canonical import digest
from geo.record.compact import to_json
from geo.record.geojson import Feature
from geo.record.geojson import Geometry
from geo.record.geojson import Properties
from geo.record.layers import DISTRICTS
from geo.record.layers import FURTHER
from geo.record.layers import PARTS
from geo.record.layers import SITE_LAYERS
from geo.record.model import DISTRICT_PROPERTIES
from geo.record.model import FACT_COLUMNS
from geo.record.model import LATER_PROPERTIES
from geo.record.model import SITE_PROPERTIES
from geo.record.model import SOURCE_COLUMNS
from geo.record.model import Record
from geo.record.place import Place
from geo.record.place import place_of
from geo.record.rows import Row
from geo.record.rows import sharing_names
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import base_value
from geo.record.vocabulary import vocabulary

if TYPE_CHECKING:
    import geopandas
    import pandas

CRS = "EPSG:4326"
_WORKED_OUT = ("point", "area_m2", "length_m", "status", "status_as_of", "all_districts")
TOUCH_M = 500
"""A line or area counts to a district where at least this much of it lies inside: metres of a line, or the square root
of an area. Less is the coarseness of the drawing."""

_Frame = TypeVar("_Frame", bound="pandas.DataFrame")

_SITE_TEXTS = (
    "name_zh",
    "name_en",
    "parent",
    "position_note_zh",
    "position_note_en",
    *(name for name in LATER_PROPERTIES[SITE_LAYERS[0]] if name not in FURTHER),
)
_DISTRICT_TEXTS = ("name_zh", "name_en", "adcode", "seat_datum", "population_as_of", *LATER_PROPERTIES[DISTRICTS])


@dataclass(frozen=True, eq=False)  # itself alone, so that what is worked out of it can be kept
class Atlas:
    """A record without errors, with what follows from it.

    Parameters
    ----------
    record
        The record as read; the atlas keeps its canonical form, so that a record in any order is one atlas.

    Raises
    ------
    AtlasError
        If this is no record.
    RecordError
        If a file of the record could not be read: the first of them. :func:`geo.checks.validate` lists all.

    Its tables are the caller's own: an atlas does not change with them.

    Examples
    --------
    >>> from geo.record.read import read
    >>> atlas = Atlas(read())
    >>> atlas.sites.loc["qingshuitang", "layer"]
    'parks'
    """

    record: Record

    def __post_init__(self) -> None:
        checked(self.record, Record, "record")
        if self.record.problems:
            raise self.record.problems[0]
        object.__setattr__(self, "record", canonical(self.record))

    def __getstate__(self) -> dict[str, object]:
        """Return what a copy needs; it works out the rest itself, and an engine for the search cannot be copied."""
        return {"record": self.record}

    def __repr__(self) -> str:
        return f"<Atlas {self.record.package.get('version')}: {self.record.counts}>"

    @cached_property
    def words(self) -> Vocabulary:
        """The registers."""
        return vocabulary(self.record)

    @cached_property
    def place(self) -> Place:
        """The city that the record is of."""
        return place_of(self.record.package)

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """Claims by subject, what matters most first; subjects without facts are absent."""
        return claims_by_subject(self.record, self.words)

    @property
    def date(self) -> str:
        """The record's own date."""
        return self.record.date

    @property
    def version(self) -> str:
        """The record's version."""
        return str(self.record.package["version"])

    @cached_property
    def digest(self) -> str:
        """First twelve hexadecimal digits of the SHA-256 over the record's files in canonical form."""
        return digest(self.record)[:12]

    @property
    def districts(self) -> geopandas.GeoDataFrame:
        """The county-level units, indexed by adcode; polygons in WGS-84 (EPSG:4326, lon, lat)."""
        return self._districts.copy()

    @cached_property
    def _districts(self) -> geopandas.GeoDataFrame:
        types = {**dict.fromkeys(_DISTRICT_TEXTS, "str"), "population": "Int64", "area_km2": "Float64"}
        return self.raw_districts.astype(types)

    @property
    def sites(self) -> geopandas.GeoDataFrame:
        """Every site, indexed by id, in the order of the layers.

        The record's properties, and beside them ``layer``, ``longitude`` and ``latitude`` of the point that represents
        the geometry (degrees, WGS-84), ``area_m2`` and ``length_m`` (geodesic; missing where the shape has none),
        ``status``, the one that was reported last, ``status_as_of``, the date of which that speaks, and
        ``all_districts``: the districts stated, the main one first, and those that a line or an area touches.
        Codes are categories in the order of their registers; what the record does not say is missing.
        Geometry in WGS-84 (EPSG:4326, lon, lat), None where only the district is known. A site with ``parts`` has a
        MultiPoint: first the point of its own position, then one a part. ``parts`` and ``rival_positions`` are JSON
        texts here, since no file of a table holds objects.

        Examples
        --------
        >>> from geo.record.read import read
        >>> sites = Atlas(read()).sites
        >>> bool(sites["area_m2"].median() > 10_000)
        True
        """
        return self._sites.copy()

    @cached_property
    def _sites(self) -> geopandas.GeoDataFrame:
        numbers = {"position_uncertainty_m": "Int64", "area_m2": "Float64", "length_m": "Float64"}
        sites = self.raw_sites.drop(columns="point").astype({**dict.fromkeys(_SITE_TEXTS, "str"), **numbers})
        for name in FURTHER:
            sites[name] = sites[name].map(to_json).astype("str")
        sites["longitude"] = self.points.x.astype("Float64")
        sites["latitude"] = self.points.y.astype("Float64")
        words = self.words
        codes = {
            "layer": SITE_LAYERS,
            "kind": [kind.code for kind in words.kinds.values() if kind.layer in SITE_LAYERS],
            "sector": words.sectors,
            "status": words.statuses,
            "position_basis": words.bases,
            "position_datum": words.datums,
        }
        return _with_categories(sites, codes)

    @cached_property
    def points(self) -> geopandas.GeoSeries:
        """The point that represents each site, by id (WGS-84, EPSG:4326, lon, lat); None where it has no geometry."""
        points: geopandas.GeoSeries = _geopandas().GeoSeries(self.raw_sites["point"], crs=CRS)
        return points

    def point_of(self, subject: str) -> shapely.Point | None:
        """Return the point that represents a site or a district (WGS-84, lon, lat), None where it has no geometry."""
        geometry = (self.site_rows.get(subject) or self.district_rows[subject])["geometry"]
        return geometry if geometry is None or isinstance(geometry, shapely.Point) else self._amid[subject]

    @cached_property
    def _amid(self) -> Memo[str, shapely.Point | None]:
        """The points that represent lines and areas: to find that of an area takes long, and several ask for it."""
        rows = self.district_rows | self.site_rows
        return Memo(lambda subject: representative_point(rows[subject]["geometry"]))

    def _of_its_shape(self, site: str) -> Properties:
        area, length = measures(self.site_rows[site]["geometry"])
        return {"point": self.point_of(site), "area_m2": area, "length_m": length}

    @cached_property
    def raw_sites(self) -> geopandas.GeoDataFrame:
        """The sites in the record's own values as a table: plain Python, None for nothing."""
        rows = {site: row | self._of_its_shape(site) for site, row in self.site_rows.items()}
        return _frame(rows, ("layer", *SITE_PROPERTIES, "geometry", *_WORKED_OUT))

    @cached_property
    def raw_districts(self) -> geopandas.GeoDataFrame:
        """The districts in the record's own values as a table."""
        return _frame(self.district_rows, ("layer", *DISTRICT_PROPERTIES, "geometry"))

    @cached_property
    def site_rows(self) -> dict[str, Properties]:
        """The sites as plain rows by id, in the order of the layers: the record's own values, and what follows.

        The page and the exports go through these; nothing of them needs a table. What follows from the shape is not in
        them, since nearly all are points: see :meth:`point_of` and :func:`measures`.
        """
        sites = [(layer, feature) for layer, feature in self.record.sites]
        extents = [
            _with_parts(geometry, feature["properties"][PARTS])
            for geometry, (_, feature) in zip(_geometries(feature for _, feature in sites), sites, strict=True)
        ]
        blank, rows = sharing_names(), dict[str, Properties]()
        for (layer, feature), extent in followed(zip(sites, extents, strict=True), "sites", len(sites)):
            site, row = feature["id"], _filled(blank(), layer, feature, SITE_PROPERTIES, extent)
            row["status"], row["status_as_of"] = last_reported(self.claims.get(site, ()), self.words)
            row["all_districts"] = _main_first(row["districts"])
            rows[site] = row
        for site, touched in _touched_districts(rows, self.district_rows, plane(self.place.projection)).items():
            rows[site]["all_districts"] = _main_first([*rows[site]["districts"], *touched])
        return rows

    @cached_property
    def district_rows(self) -> dict[str, Properties]:
        """The districts as plain rows by id, in the record's own values."""
        features = self.record.features(DISTRICTS)
        return {
            feature["id"]: _filled({}, DISTRICTS, feature, DISTRICT_PROPERTIES, geometry)
            for feature, geometry in zip(features, _geometries(features), strict=True)
        }

    @cached_property
    def source_rows(self) -> dict[str, Row]:
        """The sources as plain rows by id."""
        return {source["id"]: source for source in self.record.sources}

    @property
    def facts(self) -> pandas.DataFrame:
        """Every fact, indexed by id.

        ``value`` is the number as printed, ``value_base`` the same in the base unit of its dimension (yuan, square
        metres, persons); a status or an honour has neither, but a ``value_code``. Codes are categories in the order of
        their registers; empty cells are missing.

        Examples
        --------
        >>> from geo.record.read import read
        >>> facts = Atlas(read()).facts
        >>> bool(facts.loc[facts["indicator"] == "investment", "value_base"].max() > 1e9)
        True
        """
        return self._facts.copy()

    @cached_property
    def _facts(self) -> pandas.DataFrame:
        words = self.words
        facts = _table(self.record.facts, FACT_COLUMNS)
        numeric = facts["indicator"].map(lambda code: words.indicators[code].type == NUMBER).astype(bool)
        numbers = [fact for fact in self.record.facts if words.indicators[fact["indicator"]].type == NUMBER]
        bases = [float(base_value(fact["value"], words.units[fact["unit"]])) for fact in numbers]
        beside = FACT_COLUMNS.index("value")  # the first column is the index
        facts.insert(beside, "value_base", _pandas().Series(bases, facts.index[numeric], "Float64"))
        facts.insert(beside + 1, "value_code", facts["value"].mask(numeric))
        facts["value"] = facts["value"].where(numeric).astype("Float64")
        codes: dict[str, Iterable[str]] = {
            "indicator": words.indicators,
            "scope": words.scopes,
            "unit": words.units,
            "qualifier": words.qualifiers,
            "aim": words.aims,
            "source": self._sources.index,
        }
        return _with_categories(facts, codes)

    @property
    def sources(self) -> pandas.DataFrame:
        """Every source, indexed by id; empty cells are missing."""
        return self._sources.copy()

    @cached_property
    def _sources(self) -> pandas.DataFrame:
        return _with_categories(
            _table(self.record.sources, SOURCE_COLUMNS),
            {"type": self.words.source_types, "standing": self.words.standings, "form": self.words.source_forms},
        )


@kept
def subjects(atlas: Atlas) -> list[str]:
    """Return the ids of all that facts can be about: the city, the districts, the sites."""
    return [atlas.place.code, *atlas.district_rows, *atlas.site_rows]


def names_of(atlas: Atlas, subject: str) -> tuple[str, str]:
    """Return the Chinese and the English name of a subject."""
    if subject == atlas.place.code:
        return atlas.place.name_zh, atlas.place.name_en
    row = atlas.site_rows.get(subject) or atlas.district_rows[subject]
    return row["name_zh"], row["name_en"]


def representative_point(geometry: BaseGeometry | None) -> shapely.Point | None:
    """Return the point that represents a shape: itself, midway on a line, amid the widest part of an area.

    Of several points it is the first, and of several lines midway on the longest.
    """
    if geometry is None or isinstance(geometry, shapely.Point):
        return geometry
    if isinstance(geometry, shapely.MultiPoint):
        return geometry.geoms[0]
    if isinstance(geometry, shapely.MultiLineString):
        return representative_point(max(geometry.geoms, key=length_m))
    if isinstance(geometry, shapely.LineString):
        return geometry.interpolate(0.5, normalized=True)
    radius = shapely.maximum_inscribed_circle(cast("shapely.Polygon", geometry), tolerance=1e-4)
    return shapely.Point(radius.coords[0])


def _with_parts(geometry: BaseGeometry | None, parts: list[Properties]) -> BaseGeometry | None:
    """Return the geometry of a site: where it has parts, a point for each of its places, that of the record first."""
    if geometry is None or not parts:
        return geometry
    return shapely.MultiPoint([*shapely.get_coordinates(geometry).tolist(), *(part["point"] for part in parts)])


def _touched_districts(
    sites: Mapping[str, Properties], districts: Mapping[str, Properties], on: Plane
) -> dict[str, list[str]]:
    """Return the adcodes of the districts in which a good part of each line or area lies, by site.

    Parameters
    ----------
    sites, districts
        Rows by id and by adcode; their ``geometry`` is in WGS-84 (lon, lat).
    on
        The plane on which the parts are measured.
    """
    dimensions = shapely.get_dimensions([row["geometry"] for row in sites.values()]).tolist()
    shapes = {site: sites[site]["geometry"] for site, most in zip(sites, dimensions, strict=True) if most > 0}
    units = {adcode: row["geometry"] for adcode, row in districts.items()}
    ids, adcodes = list(shapes), list(units)
    pairs = shapely.STRtree(list(units.values())).query(
        np.array(list(shapes.values()), dtype=object), predicate="intersects"
    )
    touched: dict[str, list[str]] = {}
    for site, adcode in ((ids[one], adcodes[other]) for one, other in pairs.T.tolist()):
        part = on.projected(shapely.intersection(shapes[site], units[adcode]))
        if max(part.length if part.area == 0 else 0, part.area**0.5) >= TOUCH_M:
            touched.setdefault(site, []).append(adcode)
    return touched


def _geometries(features: Iterable[Feature]) -> list[BaseGeometry | None]:
    """Return the shapes of features, None for those without; points, nearly all of many, are made at once."""
    geometries = [feature["geometry"] for feature in features]
    positions = [each["coordinates"] for each in geometries if each and each["type"] == "Point"]
    made = cast("NDArray[np.object_]", shapely.points(np.array(positions, dtype=float).reshape(-1, 2)))
    points = iter(made)
    return [_geometry(each, points) for each in geometries]


def _geometry(geometry: Geometry | None, points: Iterator[BaseGeometry]) -> BaseGeometry | None:
    if geometry is None:
        return None
    return next(points) if geometry["type"] == "Point" else shape(geometry)


def _filled(
    row: Properties, layer: str, feature: Feature, properties: tuple[str, ...], geometry: BaseGeometry | None
) -> Properties:
    row["layer"] = layer
    row.update(zip(properties, itemgetter(*properties)(feature["properties"]), strict=True))
    row["geometry"] = geometry
    return row


def _frame(rows: Mapping[str, Properties], columns: tuple[str, ...]) -> geopandas.GeoDataFrame:
    """Return rows as a frame indexed by id.

    GeoPandas does not read the files itself: it would change the types of ids, lists and integers with gaps.
    """
    index = _pandas().Index(list(rows), name="id", dtype="str")
    plain = {name: [row[name] for row in rows.values()] for name in columns if name != "geometry"}
    frame = _pandas().DataFrame(plain, index=index, columns=list(columns), dtype=object)
    shapes = [row["geometry"] for row in rows.values()]
    table: geopandas.GeoDataFrame = _geopandas().GeoDataFrame(frame, geometry=shapes, crs=CRS)
    return table


# A build and an export need no table: only who asks for one waits for these libraries.
def _pandas() -> ModuleType:
    return import_module("pandas")


def _geopandas() -> ModuleType:
    return import_module("geopandas")


def _table(rows: list[Row], columns: tuple[str, ...]) -> pandas.DataFrame:
    """Return rows as texts indexed by id, empty cells as missing ones."""
    table: pandas.DataFrame = (
        _pandas().DataFrame(rows, columns=list(columns), dtype="str").set_index("id").replace("", _pandas().NA)
    )
    return table


def _with_categories(frame: _Frame, codes: Mapping[str, Iterable[str]]) -> _Frame:
    """Make categories of the columns that hold codes, each in the order of its register."""
    columns = {
        name: _pandas().Categorical(frame[name], categories=_pandas().Index(list(known), dtype="str"))
        for name, known in codes.items()
    }
    return frame.assign(**columns)


def measures(geometry: BaseGeometry | None) -> tuple[float | None, float | None]:
    """Return the area of a shape that has one, in square metres, and the length of one that is a line, in metres."""
    if isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
        return area_m2(geometry), None
    if isinstance(geometry, shapely.LineString | shapely.MultiLineString):
        return None, length_m(geometry)
    return None, None


def _main_first(districts: list[str]) -> list[str]:
    """Return districts once each: the first one stated, then the others by code."""
    return [*districts[:1], *sorted(set(districts[1:]) - set(districts[:1]))] if len(districts) > 1 else districts
