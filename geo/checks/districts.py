"""Districts: those of the city, without overlap or gap, each with its seat inside."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import day
from geo.checks.positions import check_conversion
from geo.checks.shapes import require_position
from geo.geodesy.measure import area_m2
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.layers import DISTRICTS
from geo.record.paths import PACKAGE
from geo.record.paths import layer_path
from geo.record.tables import DATE_FORMS

AREA_TOLERANCE = 0.1
"""A district's polygon may differ from its official area by this share."""

_COMPANIONS = {
    "population": (("population_as_of",), ("population_source",)),
    "seat": (("seat_datum", "seat_evidence"), ("seat_found",)),
}
"""Of what may be unknown of a district: what must be there beside it, and what may."""


def check_districts(frame: Frame) -> Issues:
    """Check the districts, one by one and as a coverage."""
    if not frame.read(layer_path(DISTRICTS)):
        return
    yield from _check_listed(frame)
    for entry in frame.entries:
        if entry.layer == DISTRICTS:
            yield from _check_adcode(entry, frame)
            yield from _check_population_date(entry)
            yield from _check_known(entry)
            yield from _check_provenance(entry)
            yield from _check_area(entry, frame.shape(entry))
            yield from _check_seat(entry, frame)
    yield from _check_coverage(frame)


def _check_listed(frame: Frame) -> Issues:
    for adcode in frame.adcodes:
        if adcode not in frame.districts:
            message = f"district {adcode} is missing, one of those that {PACKAGE} lists"
            yield Issue(layer_path(DISTRICTS), Code.MISSING_DISTRICT, message)
    for entry in frame.entries:
        if entry.layer == DISTRICTS and isinstance(entry.id, str) and entry.id not in frame.adcodes:
            message = f"{shown(entry.id)} is none of the districts that {PACKAGE} lists ({', '.join(frame.adcodes)})"
            yield Issue(entry.where, Code.UNKNOWN_DISTRICT, message)


def _check_adcode(entry: Entry, frame: Frame) -> Issues:
    if entry.id in frame.adcodes and entry.get("adcode") is not None and entry.get("adcode") != entry.id:
        message = f"adcode {shown(entry.get('adcode'))} differs from the id {shown(entry.id)}"
        yield Issue(entry.where, Code.ADCODE_MISMATCH, message)


def _check_known(entry: Entry) -> Issues:
    """Check that what goes with a population or a seat is there where that is known, and only there."""
    for figure, (needed, further) in _COMPANIONS.items():
        if figure in entry.faults:
            continue
        known = entry.get(figure) is not None
        for name in needed:
            if known and name not in entry.faults and not entry.get(name):
                yield Issue(entry.where, Code.MISSING_VALUE, f"{name} is missing, though {figure} is known")
        for name in (*needed, *further):
            if not known and entry.get(name):
                message = f"{name} must be empty where {figure} is not known"
                yield Issue(entry.where, Code.UNEXPECTED_VALUE, message, shown(entry.get(name)))


def _check_provenance(entry: Entry) -> Issues:
    """Check that a figure has a source, or a note that says where it comes from."""
    for figure, value in (("population", "population"), ("area", "area_km2")):
        if entry.get(value) is not None and entry.get(f"{figure}_source") == [] and not entry.get(f"{figure}_note_zh"):
            message = f"{figure}_source is empty, and {figure}_note_zh and _en do not say where the figure comes from"
            yield Issue(entry.where, Code.MISSING_TEXT, message)


def _check_population_date(entry: Entry) -> Issues:
    text = entry.get("population_as_of")
    if text is not None and day(text) is None:
        yield Issue(entry.where, Code.INVALID_DATE, f"population_as_of must be {DATE_FORMS}", shown(text))


def _check_area(entry: Entry, shape: BaseGeometry | None) -> Issues:
    official = entry.get("area_km2")
    if shape is None or official is None:
        return
    drawn = area_m2(shape) / 1e6
    if abs(drawn - official) > AREA_TOLERANCE * official:
        message = f"polygon has {drawn:.1f} km², more than {AREA_TOLERANCE:.0%} off area_km2, {official:g} km²"
        yield Issue(entry.where, Code.DISTRICT_AREA, message)


def _check_seat(entry: Entry, frame: Frame) -> Issues:
    seat, shape = entry.get("seat"), frame.shape(entry)
    if seat is None:
        return
    try:
        require_position(seat, where=entry.where, name="seat", bounds=frame.bounds, city=frame.bounds)
    except RecordError as error:
        yield error.issue
        return
    point = shapely.Point(seat)
    if shape is not None and not shape.covers(point):
        message = f"seat lies {frame.plane.distance_m(point, shape):.0f} m outside its district"
        yield Issue(entry.where, Code.SEAT_OUTSIDE, message)
    found, datum = entry.get("seat_found"), entry.get("seat_datum")
    yield from check_conversion(entry.where, frame, name="seat_found", found=found, datum=datum, point=point)


def _check_coverage(frame: Frame) -> Issues:
    known = {adcode: frame.shape(entry) for adcode, entry in frame.districts.items()}
    shapes = {adcode: shape for adcode, shape in known.items() if shape is not None}
    if len(shapes) < len(frame.adcodes):
        return
    faults = shapely.coverage_invalid_edges(list(shapes.values()))
    for adcode, fault in zip(shapes, faults, strict=True):
        if not fault.is_empty:
            message = f"district overlaps a neighbour or does not share its edge, at {_place(fault)}"
            yield Issue(frame.districts[adcode].where, Code.DISTRICT_EDGES, message)
    if all(fault.is_empty for fault in faults):
        enclaves = list(map(shapely.Point, frame.place.enclaves)) if frame.place else []
        for hole in holes(list(shapes.values())):
            if not shapely.contains(hole, enclaves).any():
                message = (
                    f"there is a gap between the districts at {_place(hole)}, and place.enclaves has no point in it"
                )
                yield Issue(layer_path(DISTRICTS), Code.DISTRICT_GAP, message)


def holes(districts: Sequence[BaseGeometry]) -> list[shapely.Polygon]:
    """Return the holes that districts leave between them: gaps, or what belongs to other cities."""
    parts = shapely.get_parts(shapely.coverage_union_all(list(districts)))
    return [shapely.Polygon(ring) for part in parts for ring in part.interiors]


def _place(shape: BaseGeometry) -> str:
    lon, lat = shapely.get_coordinates(shape)[0]
    return f"{lon:.6f}, {lat:.6f}"
