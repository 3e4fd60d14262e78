"""The record as the rest of the world reads it: tables of sites, districts, facts and sources.

Everything that can be computed from the record is computed here and kept nowhere: areas and lengths, the districts that
a line or an area touches, the point that stands for a shape, the status that holds now.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import geopandas
import pandas
import shapely
from shapely.geometry import shape

from geo.facts import Claim
from geo.facts import claims_by_subject
from geo.facts import current_status
from geo.measure import area_m2
from geo.measure import length_m
from geo.measure import projected
from geo.record import DISTRICTS
from geo.record import FACT_COLUMNS
from geo.record import SITE_PROPERTIES
from geo.record import SOURCE_COLUMNS
from geo.record import Record
from geo.record import canonical
from geo.record import format_record
from geo.vocabulary import Vocabulary
from geo.vocabulary import vocabulary

CRS = "EPSG:4326"
TOUCH_M = 500
"""A line or area counts to a district where at least this much of it lies inside: metres of a line, or the square root
of an area. Less is the coarseness of the drawing."""


@dataclass(frozen=True, eq=False)  # itself alone, so that what is worked out of it can be kept
class Atlas:
    """A record without errors, with what follows from it.

    Parameters
    ----------
    record
        The record as read; the atlas keeps its canonical form, so that a record in any order is one atlas.
    """

    record: Record

    def __post_init__(self) -> None:
        object.__setattr__(self, "record", canonical(self.record))

    @cached_property
    def words(self) -> Vocabulary:
        """The registers."""
        return vocabulary(self.record)

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """Claims by subject, what matters most first; subjects without facts are absent."""
        return claims_by_subject(self.record, self.words)

    @property
    def date(self) -> str:
        """The record's own date."""
        return self.record.package["created"]

    @property
    def version(self) -> str:
        """The record's version."""
        return self.record.package["version"]

    @cached_property
    def digest(self) -> str:
        """First twelve hexadecimal digits of the SHA-256 over the record's files in canonical form."""
        files = format_record(self.record)
        text = "".join(f"{path}\0{files[path]}\0" for path in sorted(files))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @cached_property
    def districts(self) -> geopandas.GeoDataFrame:
        """The county-level units, indexed by adcode; polygons in WGS-84 (EPSG:4326, lon, lat)."""
        features = self.record.layers[DISTRICTS]["features"]
        return _frame([(DISTRICTS, feature) for feature in features])

    @cached_property
    def sites(self) -> geopandas.GeoDataFrame:
        """Every site, indexed by id, in the order of the layers.

        The record's properties, and beside them ``layer``, ``point`` (the point that stands for the geometry, WGS-84),
        ``area_m2`` and ``length_m`` (geodesic), ``status`` (or None) and
        ``all_districts``: the districts stated, the main one first, and those that a line or an area touches. Geometry
        in WGS-84 (EPSG:4326, lon, lat), None where only the district is known.
        """
        sites = _frame(list(self.record.sites))
        sites["point"] = sites.geometry.map(representative_point)
        sites["area_m2"] = sites.geometry.map(lambda geometry: area_m2(geometry) if geometry else 0.0)
        sites["length_m"] = sites.geometry.map(_line_length)
        statuses = [current_status(self.claims.get(site, ()), self.words) for site in sites.index]
        sites["status"] = pandas.Series(statuses, index=sites.index, dtype=object)
        touched = touched_districts(sites, self.districts)
        sites["all_districts"] = [
            _main_first([*stated, *touched.get(site, ())]) for site, stated in sites["districts"].items()
        ]
        return sites

    @cached_property
    def facts(self) -> pandas.DataFrame:
        """Every fact, indexed by id; cells as they stand in the record."""
        return pandas.DataFrame(self.record.facts, columns=list(FACT_COLUMNS), dtype="str").set_index("id")

    @cached_property
    def sources(self) -> pandas.DataFrame:
        """Every source, indexed by id."""
        return pandas.DataFrame(self.record.sources, columns=list(SOURCE_COLUMNS), dtype="str").set_index("id")


def representative_point(geometry: shapely.Geometry | None) -> shapely.Point | None:
    """Return the point where a shape's sign stands: itself, midway on a line, amid the widest part of an area.

    Of several lines, it is midway on the longest.
    """
    if geometry is None or geometry.geom_type == "Point":
        return geometry
    if geometry.geom_type == "MultiLineString":
        return representative_point(max(geometry.geoms, key=length_m))
    if geometry.geom_type == "LineString":
        return shapely.line_interpolate_point(geometry, 0.5, normalized=True)
    return shapely.get_point(shapely.maximum_inscribed_circle(geometry, tolerance=1e-4), 0)


def touched_districts(sites: geopandas.GeoDataFrame, districts: geopandas.GeoDataFrame) -> dict[str, list[str]]:
    """Return the adcodes of the districts in which a good part of each line or area lies, by site.

    Parameters
    ----------
    sites, districts
        Frames in WGS-84 (EPSG:4326, lon, lat), indexed by id and by adcode.
    """
    shapes = sites[sites.geometry.notna() & (sites.geometry.geom_type != "Point")]
    pairs = shapes[["geometry"]].sjoin(districts[["geometry"]], predicate="intersects")
    touched: dict[str, list[str]] = {}
    for site, adcode in zip(pairs.index, pairs.iloc[:, -1], strict=True):
        part = projected(shapely.intersection(sites.geometry[site], districts.geometry[adcode]))
        if max(part.length if part.area == 0 else 0, part.area**0.5) >= TOUCH_M:
            touched.setdefault(site, []).append(adcode)
    return touched


def _frame(features: list[tuple[str, dict]]) -> geopandas.GeoDataFrame:
    """Return features as a frame indexed by id, with their layer.

    GeoPandas does not read the files itself: it would change the types of ids, lists and integers with gaps.
    """
    rows = [{"layer": layer, **feature["properties"]} for layer, feature in features]
    geometry = [shape(feature["geometry"]) if feature["geometry"] else None for _, feature in features]
    index = pandas.Index([feature["id"] for _, feature in features], name="id", dtype="str")
    columns = None if rows else ["layer", *SITE_PROPERTIES]
    return geopandas.GeoDataFrame(
        pandas.DataFrame(rows, index=index, columns=columns, dtype=object), geometry=geometry, crs=CRS
    )


def _line_length(geometry: shapely.Geometry | None) -> float:
    return length_m(geometry) if geometry is not None and geometry.geom_type.endswith("LineString") else 0.0


def _main_first(districts: list[str]) -> list[str]:
    """Return districts once each: the first one stated, then the others by code."""
    return [*districts[:1], *sorted(set(districts[1:]) - set(districts[:1]))]
