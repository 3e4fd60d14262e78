"""Positions of sites: what they rest on, and whether they lie where they are said to lie."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.prose import check_evidence
from geo.checks.shapes import require_position
from geo.geodesy.datum import DATUMS
from geo.geodesy.datum import WGS84
from geo.geodesy.datum import to_wgs84
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import likely
from geo.record.canonical import DECIMALS
from geo.record.layers import AREAS
from geo.record.layers import BESIDE
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.paths import PACKAGE
from geo.record.vocabulary import BASES
from geo.record.vocabulary import CITY_BASIS
from geo.record.vocabulary import UNLOCATED_BASES

CONVERSION_M = 1
"""A position as found, converted, must meet the geometry this closely."""

# What tells where a site is; a position may be known without the numbers in which it was found.
_GEOMETRY = "geometry"
_REQUIRED = (_GEOMETRY, "position_uncertainty_m", "position_datum")
_LOCATING = (*_REQUIRED, "position_found")
_ABSENT = object()
_TEXTS_BESIDE = {among: f"{text}_zh" for among, text in BESIDE.items()}


def check_positions(frame: Frame) -> Issues:
    """Check how each position of a site is known, and whether it agrees with the districts stated."""
    for entry in frame.sites:
        yield from _check_basis(entry)
        yield from _check_count_of_districts(entry)
        yield from _check_lists(entry, frame)
        if frame.further[entry.place]:
            yield from _check_parts(entry, frame)
            yield from _check_rivals(entry, frame)
    outside, converted, doubtful = _outside(frame), _converted(frame), _doubtful_evidence(frame)
    for entry in frame.positions:
        yield from _check_basis_of_further(entry)
        yield from _check_adcodes(entry, frame)
        if entry.place not in converted:
            yield from _check_found(entry, frame)
        if not doubtful.isdisjoint(evidence := entry.position("evidence") or ()):
            yield from check_evidence(frame, entry.where, name=entry.named("evidence"), texts=evidence)
        if entry.place in outside or not isinstance(frame.shape(entry), shapely.Point):
            yield from _check_placement(entry, frame, outside.get(entry.place, 0))


def _check_basis(entry: Entry) -> Issues:
    """Check that a site known too roughly has no geometry, and that any other tells all about it."""
    basis = entry.get("position_basis")
    if basis not in BASES:
        return
    located = basis not in UNLOCATED_BASES
    for name in _REQUIRED if located else _LOCATING:
        value = (entry.feature if name == _GEOMETRY else entry.properties).get(name, _ABSENT)
        if value is _ABSENT or (value is not None) == located:
            continue
        message = f"{name} must be {'given' if located else 'null'} where position_basis is {shown(basis)}"
        yield Issue(entry.where, Code.POSITION_BASIS, message, shown(value))


def _check_basis_of_further(entry: Entry) -> Issues:
    if entry.among and entry.get("basis") in UNLOCATED_BASES:
        message = f"basis must be another than {' and '.join(UNLOCATED_BASES)}, since a further position is a point"
        yield Issue(entry.where, Code.POSITION_BASIS, message, shown(entry.get("basis")))


def _check_count_of_districts(entry: Entry) -> Issues:
    basis, districts = entry.get("position_basis"), entry.get("districts")
    if districts is None:
        return
    if basis == CITY_BASIS and districts:
        message = f"districts must be empty where position_basis is {shown(basis)}"
        yield Issue(entry.where, Code.POSITION_BASIS, message, shown(districts))
    if basis in UNLOCATED_BASES and basis != CITY_BASIS and not districts:
        message = f"districts must be given where position_basis is {shown(basis)}"
        yield Issue(entry.where, Code.POSITION_BASIS, message, "none")


def _check_lists(entry: Entry, frame: Frame) -> Issues:
    """Check that further positions go with the one drawn, and that this has then its name, or its reason."""
    basis = entry.get("position_basis")
    for among, text in _TEXTS_BESIDE.items():
        held, given = entry.get(among), entry.get(text)
        if held is None or text in entry.faults or not (held or given):
            continue
        if held and basis in UNLOCATED_BASES:
            message = f"{among} must be empty where position_basis is {shown(basis)}"
            yield Issue(entry.where, Code.POSITION_BASIS, message, counted(len(held), "entry"))
        elif held and not given:
            message = f"{text} and _en must be given where {among} is not empty"
            yield Issue(entry.where, Code.MISSING_TEXT, message)
        elif given and not held:
            message = f"{text} and _en must be null where {among} is empty"
            yield Issue(entry.where, Code.UNEXPECTED_VALUE, message, shown(given))
    shape = frame.shape(entry) if entry.get(PARTS) else None
    if shape is not None and not isinstance(shape, shapely.Point):
        message = f"{PARTS} must be empty where the geometry is a {shape.geom_type}, not a Point"
        yield Issue(entry.where, Code.UNEXPECTED_VALUE, message, counted(len(entry.get(PARTS)), "entry"))


def _check_parts(entry: Entry, frame: Frame) -> Issues:
    """Check that the places of a site have different names, and lie in districts that the site names."""
    stated = entry.get("districts")
    places = frame.places(entry)
    taken = {name: {entry.position(name)} for name in ("name_zh", "name_en")}
    for part in places[1:]:
        for name, others in taken.items():
            told = part.get(name)
            if told is not None and told in others:
                yield Issue(part.where, Code.DUPLICATE_VALUE, f"{name} must differ in each part", shown(told))
            others.add(told)
        further = [adcode for adcode in part.get("districts") or () if adcode not in (stated or ())]
        if stated is not None and further:
            message = f"districts of a part must be among those of its site, {shown(stated)}"
            yield Issue(part.where, Code.UNEXPECTED_VALUE, message, shown(further))


def _check_rivals(entry: Entry, frame: Frame) -> Issues:
    """Check that no rival is there twice; warn of one that lies where the position drawn does, on the same evidence."""
    shape, uncertainty = frame.shape(entry), entry.get("position_uncertainty_m")
    known, told = set(entry.get("position_evidence") or ()), set()
    for rival in (each for each in frame.further[entry.place] if each.among == RIVALS):
        if (same := repr(rival.properties)) in told:
            message = "rival must differ from those before it"
            yield Issue(rival.where, Code.DUPLICATE_VALUE, message, shown(rival.get("point")))
        told.add(same)
        point, doubt, evidence = frame.shape(rival), rival.get("uncertainty_m"), rival.get("evidence")
        if shape is None or point is None or None in (uncertainty, doubt, evidence) or set(evidence) - known:
            continue
        apart = frame.plane.distance_m(shape, point)
        if apart <= min(uncertainty, doubt):
            message = (
                f"rival lies {apart:.0f} m from the position drawn, within the radius of either, and cites no more"
            )
            yield Issue(rival.where, Code.RIVAL_AGREES, message)


def _check_adcodes(entry: Entry, frame: Frame) -> Issues:
    districts = entry.get("districts")
    if districts is None:
        return
    if len(set(districts)) < len(districts):
        yield Issue(entry.where, Code.DUPLICATE_VALUE, "districts hold an adcode twice", shown(districts))
    for adcode in districts:
        if adcode not in frame.adcodes:
            message = f"districts must be ids of districts that {PACKAGE} lists"
            found = shown(adcode) + likely(adcode, frame.districts_by_label)
            yield Issue(entry.where, Code.UNKNOWN_DISTRICT, message, found)


def _check_found(entry: Entry, frame: Frame) -> Issues:
    shape = frame.shape(entry)
    found = entry.position("found")
    if found is None or shape is None:
        return
    name = entry.named("found")
    if not isinstance(shape, shapely.Point):
        message = f"{name} must be null where the geometry is a {shape.geom_type}, not a Point"
        yield Issue(entry.where, Code.UNEXPECTED_VALUE, message, shown(found))
        return
    yield from check_conversion(entry.where, frame, name=name, found=found, datum=entry.position("datum"), point=shape)


def _converted(frame: Frame) -> set[tuple[str, int, str, int]]:
    """Return the places of the entries whose position as found plainly meets the point drawn.

    All are converted at once, which a position by itself takes a hundred times as long for; any doubt is left to
    :func:`check_conversion`.
    """
    by_datum: dict[str, list[Entry]] = {}
    for entry in frame.positions:
        found, datum = entry.position("found"), entry.position("datum")
        if datum in DATUMS and _is_position(found) and isinstance(frame.shape(entry), shapely.Point):
            by_datum.setdefault(datum, []).append(entry)
    meet: set[tuple[str, int, str, int]] = set()
    for datum, entries in by_datum.items():
        lon, lat = np.array([entry.position("found") for entry in entries], dtype=float).T
        moved = shapely.points(*to_wgs84(lon, lat, datum))
        drawn = np.array([frame.shape(entry) for entry in entries])
        apart = shapely.distance(frame.plane.projected(moved), frame.plane.projected(drawn))
        meet.update(entry.place for entry, far in zip(entries, apart.tolist(), strict=True) if far < CONVERSION_M / 2)
    return meet


def _doubtful_evidence(frame: Frame) -> set[str]:
    """Return the texts of evidence with which something is wrong: many positions rest on the same."""
    texts = set(chain.from_iterable(entry.position("evidence") or () for entry in frame.positions))
    return {text for text in texts if any(True for _ in check_evidence(frame, "", name="", texts=[text]))}


def _is_position(found: list[float] | None) -> bool:
    """Return whether numbers are a longitude and a latitude that a position can have."""
    return found is not None and len(found) == 2 and abs(found[0]) <= 180 and abs(found[1]) <= 90


def _outside(frame: Frame) -> dict[tuple[str, int, str, int], float]:
    """Return how many metres each point lies outside the districts stated, by the place of its entry; not of others."""
    by_districts: dict[tuple[str, ...], list[Entry]] = {}
    for entry in frame.positions:
        if _is_placed(entry, frame) and isinstance(frame.shape(entry), shapely.Point):
            by_districts.setdefault(tuple(entry.get("districts")), []).append(entry)
    outside: dict[tuple[str, int, str, int], float] = {}
    for stated, entries in by_districts.items():
        home = _home(frame, stated)
        shapely.prepare(home)
        points = frame.plane.projected(np.array([frame.shape(entry) for entry in entries]))
        away = ~shapely.intersects(home, points)
        places = (entry.place for entry, is_away in zip(entries, away, strict=True) if is_away)
        outside.update(zip(places, shapely.distance(points[away], home).tolist(), strict=True))
    return outside


def _home(frame: Frame, stated: Iterable[str]) -> BaseGeometry:
    """Return the districts stated as one shape in metres on the plane, or the city where none is stated."""
    return shapely.union_all([frame.plane_districts[adcode] for adcode in stated or frame.adcodes])


def _is_placed(entry: Entry, frame: Frame) -> bool:
    """Return whether all is known that it takes to compare a position with its districts."""
    stated, known = entry.get("districts"), frame.plane_districts
    if frame.shape(entry) is None or stated is None or entry.position("uncertainty_m") is None:
        return False
    return len(known) == len(frame.adcodes) and known.keys() >= set(stated)


def _check_placement(entry: Entry, frame: Frame, outside: float) -> Issues:
    """Compare where a site is drawn with the districts it is said to lie in."""
    shape, stated, uncertainty = frame.shape(entry), entry.get("districts"), entry.position("uncertainty_m")
    if shape is None or not _is_placed(entry, frame):
        return
    if isinstance(shape, shapely.Point):
        if outside > 0:
            yield from _check_point(entry, frame, point=shape, uncertainty=uncertainty, outside=outside)
    elif stated:
        yield from _check_reach(entry, frame, plane=frame.plane.projected(shape), uncertainty=uncertainty)


def _check_point(entry: Entry, frame: Frame, *, point: shapely.Point, uncertainty: int, outside: float) -> Issues:
    stated = entry.get("districts")
    home = _home(frame, stated)
    name = " or ".join(frame.district_name(adcode) for adcode in stated) or "the city"
    if outside > uncertainty:
        message = f"position lies {outside:.0f} m outside {name}, beyond its uncertainty of {uncertainty} m"
        yield Issue(entry.where, Code.OUTSIDE_DISTRICT, message)
    yield from _suspect_datum(entry, frame, point=point, home=home, name=name, outside=outside)


def _suspect_datum(
    entry: Entry, frame: Frame, *, point: shapely.Point, home: BaseGeometry, name: str, outside: float
) -> Issues:
    """Warn where a position misses its district, and reading it in another datum would explain the miss."""
    found, uncertainty = entry.position("found"), entry.position("uncertainty_m")
    lon, lat = found or (point.x, point.y)
    declared = entry.position("datum") if found else WGS84
    explained = uncertainty if outside > uncertainty else 0
    for datum in DATUMS:
        moved = shapely.Point(to_wgs84(lon, lat, datum))
        still_outside = frame.plane.projected(moved).distance(home)
        if frame.plane.distance_m(moved, point) > CONVERSION_M and still_outside <= explained:
            message = (
                f"read as {declared}, the position lies {outside:.0f} m outside {name}; read as {datum} it would be "
                f"{still_outside:.0f} m: was it found in {datum}?"
            )
            yield Issue(entry.where, Code.SUSPECTED_DATUM, message)
            return


def _check_reach(entry: Entry, frame: Frame, *, plane: BaseGeometry, uncertainty: int) -> Issues:
    """Check a line or an area, in metres on the plane, against every district it touches or should touch."""
    stated = entry.get("districts")
    for adcode in stated:
        outside = plane.distance(frame.plane_districts[adcode])
        if outside > uncertainty:
            message = (
                f"geometry ends {outside:.0f} m from {frame.district_name(adcode)}, which districts names, "
                f"beyond its uncertainty of {uncertainty} m"
            )
            yield Issue(entry.where, Code.MISSED_DISTRICT, message)
    home = shapely.union_all([frame.plane_districts[adcode] for adcode in stated])
    for adcode, district in frame.plane_districts.items():
        if adcode in stated:
            continue
        part = plane.intersection(district)
        beyond = shapely.distance(shapely.points(shapely.get_coordinates(part)), home).max(initial=0)
        if beyond > uncertainty:
            message = (
                f"geometry reaches {beyond:.0f} m into {frame.district_name(adcode)}, which districts does not name"
            )
            yield Issue(entry.where, Code.UNNAMED_DISTRICT, message)


def check_conversion(
    where: str, frame: Frame, *, name: str, found: list[float] | None, datum: str | None, point: shapely.Point
) -> Issues:
    """Check that a position as found, converted from its datum, meets the point kept."""
    if found is None or datum not in DATUMS:
        return
    try:
        require_position(found, where=where, name=name)
    except RecordError as error:
        yield error.issue
        return
    converted = [round(number, DECIMALS) for number in to_wgs84(found[0], found[1], datum)]
    apart = frame.plane.distance_m(shapely.Point(converted), point)
    if apart > CONVERSION_M:
        message = f"{name} {shown(found)} ({datum}) converts to {converted}, {apart:.1f} m from the position drawn"
        yield Issue(where, Code.CONVERSION_MISMATCH, message)


def check_parents(frame: Frame) -> Issues:
    """Check that each parent is a park, around the site, and not its own descendant."""
    for entry in frame.sites:
        name = entry.get("parent")
        if name is None:
            continue
        parent = frame.site_by_id.get(name)
        if parent is None and not frame.site_ids_are_sound:
            continue
        if parent is None or parent.layer != "parks":
            found = shown(name) + (f" of {parent.layer}" if parent else likely(name, frame.subjects_by_label))
            message = "parent must be the id of a park, zone or area"
            yield Issue(entry.where, Code.INVALID_PARENT, message, found)
        elif entry.place in frame.cyclic:
            yield Issue(entry.where, Code.CIRCULAR_PARENT, f"parent {shown(name)} leads back to the site itself")
        else:
            for each in frame.places(entry):
                yield from _check_in_parent(each, parent, frame)


def _check_in_parent(entry: Entry, parent: Entry, frame: Frame) -> Issues:
    shape, around = frame.shape(entry), frame.shape(parent)
    doubt = (entry.position("uncertainty_m"), parent.get("position_uncertainty_m"))
    if shape is None or around is None or around.geom_type not in AREAS or None in doubt:
        return
    outside = frame.plane.distance_m(shape, around)
    if outside > sum(doubt):
        message = (
            f"position lies {outside:.0f} m outside its parent {escaped(str(parent.id))}, "
            f"beyond both uncertainties of {sum(doubt)} m"
        )
        yield Issue(entry.where, Code.OUTSIDE_PARENT, message)
