"""The one form in which the record is written, so that a change to it is a change of the lines it concerns.

- Layers are sorted by id, one property per line in a fixed order, each list and each geometry on one line, but each
  further position of a site on a line of its own; coordinates of at most 6 decimals (0.1 m), rings by the right-hand
  rule.
- Tables are quoted only where they must be; facts and sources are sorted by id, omissions by their place in the texts;
  registers keep the order of display.

Nothing is lost in writing but what map programs add (:data:`geo.record.model.REMOVABLE`): an unknown property is kept,
and it is for :mod:`geo.checks` to object.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from functools import lru_cache
from functools import partial
from itertools import chain
from itertools import pairwise
from itertools import repeat
from json.encoder import encode_basestring
from math import isfinite
from operator import itemgetter
from pathlib import Path
from typing import Any
from typing import cast

from geo.progress import followed
from geo.record.compact import PLAIN
from geo.record.files import write_text
from geo.record.geojson import Collection
from geo.record.layers import DISTRICTS
from geo.record.layers import FURTHER
from geo.record.layers import LAYERS
from geo.record.log import in_order
from geo.record.model import ACCESS_SINCE
from geo.record.model import ADDED_CODES
from geo.record.model import ADDED_REGISTERS
from geo.record.model import ADDED_TABLES
from geo.record.model import BBOX
from geo.record.model import FEATURE_KEYS
from geo.record.model import FILES
from geo.record.model import GEOMETRY_KEYS
from geo.record.model import LATER_PROPERTIES
from geo.record.model import MIDNIGHT
from geo.record.model import PROPERTIES
from geo.record.model import REMOVABLE
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.model import fact_id
from geo.record.model import id_order
from geo.record.model import nothing
from geo.record.paths import EDITIONS
from geo.record.paths import LOGO
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT
from geo.record.paths import SOURCES
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.pictures import described
from geo.record.pictures import picture_entry
from geo.record.place import PLACE
from geo.record.read import own_register
from geo.record.read import read_json
from geo.record.rows import Row
from geo.record.rows import csv_lines
from geo.record.table_schema import PROFILE
from geo.record.table_schema import table_resource

DECIMALS = 6
_ROWS_AT_ONCE = 5000
_FEATURES_AT_ONCE = 500
_SPACED = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_IDENTITY = ("title", "title_zh", "licenses", "contributors")
_PACKAGE_MEMBERS = (
    *("$schema", "name", "title", "title_zh", "description", "description_zh", "keywords", "version", "created"),
    *("licenses", "contributors", "sources", "place", "floors", ACCESS_SINCE, "resources"),
)
_LOGO = {"name": "logo", "path": LOGO, "format": "png", "mediatype": "image/png"}
_NOTHING: tuple[object, ...] = (None, [])
_TEXT = frozenset((str,))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FACT_NUMBER = re.compile(r"f[0-9]{4,7}")
_LINE_NUMBERS = re.compile(r"[0-9]{1,9}")
_WGS84 = re.compile(r"(?:urn:ogc:def:crs:)?(?:OGC:[0-9.]*:?CRS84|EPSG:[0-9.]*:?4326)")


# The canonical form


def canonical(record: Record) -> Record:
    """Return the same record as its canonical form holds it: in order, rounded, rings turned.

    Whatever is made from it is the same however the record's files were written. The registers alone keep the order
    they have, since it is that of display; codes that an older one lacks are added.
    """
    return replace(
        record,
        layers={
            name: cast("Collection", _canonical_collection(layer, layer=name)) for name, layer in record.layers.items()
        },
        facts=sorted(record.facts, key=lambda fact: id_order(fact["id"])),
        sources=sorted(record.sources, key=itemgetter("id")),
        resolutions=sorted(record.resolutions, key=lambda resolution: id_order(resolution["fact"])),
        omissions=sorted(record.omissions, key=_place_in_the_texts),
        withdrawn=sorted(record.withdrawn, key=lambda row: id_order(row["fact"])),
        editions=sorted(record.editions, key=itemgetter("date", "tag")),
        changes=in_order(record.changes, record.editions),
        registers={name: _with_added_codes(name, rows) for name, rows in record.registers.items()},
        package=_canonical_package(_with_logo(_with_access_since(_with_place(record), record.facts), record)),
    )


def format_record(record: Record) -> dict[str, str]:
    """Return the canonical text of every file that was read, by its path."""
    record = canonical(record)
    forms = _forms(record)
    paths = [path for path in forms if path not in record.unread]
    return {path: "".join(forms[path]()) for path in followed(paths, "canonical form", len(paths))}


def digest(record: Record) -> str:
    """Return the SHA-256 over the files of a canonical record, by path: as many hexadecimal digits as it has.

    The list of editions is left out: it holds the digest of each, that of the record's own among them.
    """
    forms, told = _forms(record), hashlib.sha256()
    paths = sorted(forms.keys() - record.unread - {EDITIONS})
    for path in followed(paths, "digest", len(paths)):
        # In pieces, none of which is kept: a large file takes three times its size as a text.
        for piece in chain([f"{path}\0"], forms[path](), ["\0"]):
            told.update(piece.encode())
    return told.hexdigest()


def _forms(record: Record) -> dict[str, Callable[[], Iterable[str]]]:
    """Return for each file of a canonical record what makes its text, in pieces."""
    return {
        **{layer_path(name): partial(_layer_pieces, record.layers[name], layer=name) for name in LAYERS},
        **{path: partial(_table_pieces, rows, columns=TABLES[path]) for path, rows in record.tables.items()},
        PACKAGE: lambda: [json.dumps(record.package, indent=2, ensure_ascii=False, allow_nan=False), "\n"],
    }


def format_layer(collection: Mapping[str, Any], *, layer: str) -> str:
    """Return a layer's canonical text.

    Parameters
    ----------
    collection
        GeoJSON feature collection, lon, lat in WGS-84; left as it is.
    layer
        Name of the layer, which tells the order of the properties.

    Raises
    ------
    ValueError
        If a number is NaN or infinite: JSON has none.
    """
    return "".join(_layer_pieces(_canonical_collection(collection, layer=layer), layer=layer))


def _layer_pieces(collection: Mapping[str, Any], *, layer: str) -> Iterator[str]:
    """Yield the text of a layer whose features are in canonical form, a feature at a time."""
    features, order = collection["features"], PROPERTIES[layer]
    others = {key: value for key, value in collection.items() if key not in {"type", "features"}}
    yield '{\n  "type": "FeatureCollection",\n'
    if others:
        yield f"{_members(others, (), indent=2)},\n"
    yield '  "features": ['
    for first in range(0, len(features), _FEATURES_AT_ONCE):
        part = features[first : first + _FEATURES_AT_ONCE]
        yield (",\n" if first else "\n") + ",\n".join(_feature_texts(part, order))
    yield "\n  ]\n}\n" if features else "]\n}\n"


def format_table(rows: Iterable[Mapping[str, str]], *, columns: tuple[str, ...]) -> str:
    """Return a table's text: in the order of its rows, with quotes only where they must be.

    Parameters
    ----------
    rows
        Cells by column.
    columns
        The header; cells of other columns are refused.

    Raises
    ------
    ValueError
        If a row holds a column that is not in the header.
    """
    return "".join(_table_pieces(list(rows), columns=columns))


def _table_pieces(rows: Sequence[Mapping[str, str]], *, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of a table, some thousand rows at a time."""
    yield csv_lines([columns])
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[first : first + _ROWS_AT_ONCE]
        for row in part:
            if unknown := row.keys() - columns if len(row) > len(columns) else ():
                raise ValueError(f"row holds columns that the header lacks: {', '.join(sorted(unknown))}")
        yield csv_lines(map(itemgetter(*columns), part))


def write_layer(path: Path | str, collection: Mapping[str, Any], *, layer: str | None = None) -> None:
    """Write a layer in canonical form; the layer is named by the file unless given."""
    write_text(path, format_layer(collection, layer=layer or Path(path).stem))


def _feature_texts(features: Sequence[Mapping[str, Any]], order: tuple[str, ...]) -> list[str]:
    """Return the texts of features: those with members and properties of the same names column by column."""
    texts = [""] * len(features)
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for place, feature in enumerate(features):
        properties = feature.get("properties")
        names = tuple(properties) if isinstance(properties, dict) else ()
        alike.setdefault((tuple(feature), names), []).append(place)
    for (members, names), places in alike.items():
        known, inner = _ordered_names(members, FEATURE_KEYS), _ordered_names(names, order)
        written = map(_feature_slots(known, inner).__mod__, _cells([features[place] for place in places], known, inner))
        for place, text in zip(places, written, strict=True):
            texts[place] = text
    return texts


def _cells(
    features: Sequence[Mapping[str, Any]], members: tuple[str, ...], properties: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Yield the texts of all that features hold which have the same members and properties."""
    columns: list[Iterable[str]] = []
    for name in members:
        values = list(map(itemgetter(name), features))
        if name == "properties" and properties:
            columns += _columns(values, properties, indent=8)
        else:
            columns.append(map(_compact, values) if name == "geometry" else _texts_of(name, values, indent=6))
    return zip(*columns, strict=True) if columns else repeat((), len(features))


def _feature_slots(members: tuple[str, ...], properties: tuple[str, ...]) -> str:
    """Return a feature as a pattern with a slot for each member, and in the place of its properties one for each."""
    inner = f"{{\n{_slots(properties, 8)}\n      }}" if properties else "%s"
    return f"    {{\n{_slots(members, 6, inner)}\n    }}"


def _ordered(members: Mapping[str, Any], order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the known keys in their order, then the unknown ones as they come."""
    return _ordered_names(tuple(members), order)


@lru_cache(maxsize=256)  # nearly all features have the same members
def _ordered_names(names: tuple[str, ...], order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([key for key in order if key in names] + [key for key in names if key not in order])


def _members(members: Mapping[str, Any], order: tuple[str, ...], *, indent: int) -> str:
    """Return members on a line each."""
    return next(_members_of_each([members], _ordered(members, order), indent=indent))


def _members_of_each(rows: Sequence[Mapping[str, Any]], names: tuple[str, ...], *, indent: int) -> Iterator[str]:
    """Yield the members of rows that have the same names, on a line each."""
    return map(_slots(names, indent).__mod__, zip(*_columns(rows, names, indent=indent), strict=True))


def _columns(rows: Sequence[Mapping[str, Any]], names: tuple[str, ...], *, indent: int) -> Iterator[Iterable[str]]:
    """Yield the texts of each member of rows that have the same names."""
    return (_texts_of(name, list(map(itemgetter(name), rows)), indent=indent) for name in names)


def _texts_of(name: str, values: list[object], *, indent: int) -> Iterable[str]:
    kinds = set(map(type, values))
    # Half of the members of a large layer are nothing, in every feature.
    if len(kinds) == 1 and values[0] in _NOTHING and values.count(values[0]) == len(values):
        return repeat(_spaced(values[0]), len(values))
    write = _spaced if kinds == {list} and name not in FURTHER else PLAIN.get(kinds.pop()) if len(kinds) == 1 else None
    if write:
        return map(write, values)
    return [
        PLAIN[type(value)](value) if type(value) in PLAIN else _value(name, value, indent=indent) for value in values
    ]


@lru_cache(maxsize=256)
def _slots(names: tuple[str, ...], indent: int, properties: str = "%s") -> str:
    """Return members on a line each, as a pattern with a slot for each value; ``properties`` is what theirs is."""
    slots = {"properties": properties}
    start = " " * indent
    return ",\n".join(
        f"{start}{encode_basestring(name)}: ".replace("%", "%%") + slots.get(name, "%s") for name in names
    )


def _value(name: str, value: object, *, indent: int) -> str:
    """Return the value of a member; a list of further positions has a line for each of them."""
    if name in FURTHER and value and isinstance(value, list):
        items = ",\n".join(" " * (indent + 2) + _spaced(item) for item in value)
        return f"[\n{items}\n{' ' * indent}]"
    return _spaced(value)


def _spaced(value: object) -> str:
    # Nearly all values are texts, nothing, or lists of texts; json is slow to begin with each.
    if type(value) is list and _TEXT.issuperset(map(type, value)):
        return f"[{', '.join(map(encode_basestring, value))}]"
    return PLAIN[type(value)](value) if type(value) in PLAIN else _SPACED.encode(_without_negative_zero(value))


def _compact(value: object) -> str:
    # Nearly all geometries are points; json is slow to begin with each.
    if isinstance(value, dict) and tuple(value) == GEOMETRY_KEYS and value["type"] == "Point":
        position = value["coordinates"]
        if isinstance(position, list) and tuple(map(type, position)) == (float, float) and all(map(isfinite, position)):
            return f'{{"type":"Point","coordinates":[{position[0]!r},{position[1]!r}]}}'
    return _COMPACT.encode(value)


def _without_negative_zero(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_without_negative_zero(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_negative_zero(item) for key, item in value.items()}
    # -0.0 equals 0.0 and is written differently: two spellings of one number.
    return 0.0 if isinstance(value, float) and value == 0 else value


def is_liftable(record: Record) -> bool:
    """Return whether a record that names no place must be of the same one as the record that the program comes with.

    Before version 0.1 a record did not say of which city it is: the program knew one.
    """
    features = record.features(DISTRICTS)
    ids = {feature.get("id") for feature in features if isinstance(feature.get("id"), str)}
    return PLACE not in record.package and ids == set(_own_package()[PLACE]["districts"])


def _with_place(record: Record) -> dict[str, Any]:
    """Return the descriptor, with the place of an older record and with the names that it lacks."""
    if not is_liftable(record):
        return record.package
    own = _own_package()
    return {name: own[name] for name in (*_IDENTITY, PLACE) if name in own} | record.package


def _with_added_codes(name: str, rows: list[Row]) -> list[Row]:
    """Return a register with the rows that an older one lacks: those of the record that the program comes with."""
    lacking = set(ADDED_CODES.get(name, ())) - {row["code"] for row in rows}
    if not lacking:
        return rows
    own = own_register(name)
    order = {row["code"]: place for place, row in enumerate(own)}
    lifted = rows.copy()
    for row in own:
        if row["code"] in lacking:
            later = (place for place, other in enumerate(lifted) if order.get(other["code"], -1) > order[row["code"]])
            lifted.insert(next(later, len(lifted)), row)
    return lifted


@cache
def _own_package() -> dict[str, Any]:
    return read_json(ROOT / PACKAGE, where=PACKAGE)


def _canonical_package(package: dict[str, Any]) -> dict[str, Any]:
    """Return the descriptor with a time where ``created`` is a day alone, its standard, and what each table is."""
    created, resources = package.get("created"), package.get("resources")
    lifted: dict[str, Any] = {"$schema": PROFILE.format("datapackage")}
    if isinstance(created, str) and _DAY.fullmatch(created):
        lifted["created"] = created + MIDNIGHT
    if isinstance(resources, list):
        lifted["resources"] = [_with_description(resource) for resource in _with_added_files(resources)]
    package = package | lifted
    return {name: package[name] for name in _ordered(package, _PACKAGE_MEMBERS)}


def _with_access_since(package: dict[str, Any], facts: list[Row]) -> dict[str, Any]:
    """Return the descriptor; an older one, whose sources could not say how they were read, asks it of later facts."""
    resources = package.get("resources")
    tables = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    if ACCESS_SINCE in package or not any(each.get("path") == SOURCES and _lacks_access(each) for each in tables):
        return package
    numbers = [int(row["id"][1:]) for row in facts if _FACT_NUMBER.fullmatch(row["id"])]
    return package | {ACCESS_SINCE: fact_id(max(numbers, default=0) + 1)}


def _with_logo(package: dict[str, Any], record: Record) -> dict[str, Any]:
    """Return the descriptor with an entry that describes the logo, where there is one."""
    logo, resources = record.pictures.get(LOGO), package.get("resources")
    if logo is None or not isinstance(resources, list):
        return package
    entry = _LOGO | (picture_entry(package, LOGO) or {}) | described(logo)
    others = [each for each in resources if not isinstance(each, dict) or each.get("path") != LOGO]
    return package | {"resources": [*others, entry]}


def _lacks_access(sources: dict[str, Any]) -> bool:
    """Return whether the descriptor's schema of the sources is of before they said when they were read."""
    schema = sources.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    names = [each.get("name") for each in fields if isinstance(each, dict)] if isinstance(fields, list) else []
    return "accessed" not in names


def _with_added_files(resources: list[object]) -> list[object]:
    """Return the list of the record's files with those that an older one lacks, each in its place."""
    lifted, added = resources.copy(), {*ADDED_TABLES, *map(register_path, ADDED_REGISTERS)}
    for own in _own_package()["resources"]:
        paths = [each.get("path") if isinstance(each, dict) else None for each in lifted]
        if own["path"] in added and own["path"] not in paths:
            later = FILES[FILES.index(own["path"]) :]
            lifted.insert(next((i for i, path in enumerate(paths) if path in later), len(lifted)), own)
    return lifted


def _with_description(resource: object) -> object:
    """Return a resource of the descriptor; of a table what follows from its model is in it, and what it says beside."""
    if not isinstance(resource, dict) or resource.get("path") not in TABLES:
        return resource
    described = table_resource(resource["path"])
    return {**described, **resource, **{name: described[name] for name in ("type", "title", "title_zh", "schema")}}


def _place_in_the_texts(omission: Mapping[str, str]) -> tuple[str, list[int], str]:
    lines = [int(number) for number in _LINE_NUMBERS.findall(omission["locator"])]
    return omission["source"], lines, omission["token"]


def _canonical_collection(collection: Mapping[str, Any], *, layer: str) -> dict[str, Any]:
    features = sorted(collection["features"], key=lambda feature: str(feature.get("id")))
    members = {key: value for key, value in collection.items() if not _is_removable(key, value)}
    return {**members, "features": [canonical_feature(feature, layer=layer) for feature in features]}


def canonical_feature(feature: Mapping[str, Any], *, layer: str) -> dict[str, Any]:
    """Return a feature with the properties that older layers lack, and its positions in canonical form.

    What has this form is returned as it is, not copied: nearly all features of a large record.
    """
    if _is_canonical_point(feature, layer):
        return cast("dict[str, Any]", feature)
    members = {key: value for key, value in feature.items() if key != BBOX}
    if isinstance(feature.get("properties"), dict):
        members["properties"] = nothing(layer) | feature["properties"]
        for name in FURTHER.keys() & members["properties"].keys():
            members["properties"][name] = _canonical_positions(members["properties"][name], FURTHER[name])
    if "geometry" in members:
        members["geometry"] = canonical_geometry(members["geometry"])
    return members


def _is_canonical_point(feature: Mapping[str, Any], layer: str) -> bool:
    """Return whether a feature is a rounded point with all properties and no further positions."""
    geometry, properties = feature.get("geometry"), feature.get("properties")
    if BBOX in feature or not isinstance(geometry, dict) or not isinstance(properties, dict):
        return False
    position = geometry.get("coordinates")
    return (
        tuple(geometry) == GEOMETRY_KEYS
        and geometry["type"] == "Point"
        and isinstance(position, list)
        and all(map(_is_canonical_number, position))
        and not any(map(properties.get, FURTHER))
        and all(name in properties for name in LATER_PROPERTIES.get(layer, ()))
    )


def _is_canonical_number(number: object) -> bool:
    return type(number) is float and number != 0 and round(number, DECIMALS) == number


def _canonical_positions(positions: object, model: type) -> object:
    """Put the members of further positions in order, and round their points."""
    if not isinstance(positions, list):
        return positions
    order = tuple(model.__annotations__)
    return [
        {key: _rounded(item[key]) if key == "point" else item[key] for key in _ordered(item, order)}
        if isinstance(item, dict)
        else item
        for item in positions
    ]


def _is_removable(key: str, value: object) -> bool:
    return key in REMOVABLE or (key == "crs" and is_wgs84(value))


def is_wgs84(crs: object) -> bool:
    """Return whether the ``crs`` member of an old GeoJSON file names what GeoJSON means without one.

    >>> is_wgs84({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})
    True
    """
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return crs is None or (isinstance(name, str) and _WGS84.fullmatch(name) is not None)


def canonical_geometry(geometry: object) -> object:
    """Round a geometry's coordinates and turn its rings; what is malformed is left for validation to name."""
    if not isinstance(geometry, dict) or "coordinates" not in geometry:
        return geometry
    coordinates = _rounded(geometry["coordinates"])
    if geometry.get("type") == "Polygon":
        coordinates = _wound(coordinates)
    elif geometry.get("type") == "MultiPolygon" and isinstance(coordinates, list):
        coordinates = [_wound(polygon) for polygon in coordinates]
    members = {key: geometry[key] for key in _ordered(geometry, GEOMETRY_KEYS) if key != BBOX}
    return members | {"coordinates": coordinates}


def _rounded(coordinates: object) -> object:
    if isinstance(coordinates, list) and _is_rounded(coordinates):
        return coordinates
    if isinstance(coordinates, list | tuple):
        return [_rounded_number(item) if isinstance(item, float) else _rounded(item) for item in coordinates]
    return _rounded_number(coordinates) if isinstance(coordinates, float) else coordinates


def _is_rounded(positions: list[object]) -> bool:
    """Return whether these are positions of numbers which rounding leaves as they are, as in nearly all outlines."""
    if set(map(type, positions)) != {list}:
        return False
    numbers: list[object] = [*chain.from_iterable(cast("list[list[object]]", positions))]
    if set(map(type, numbers)) != {float} or 0.0 in numbers:  # which is equal to -0.0
        return False
    return [*map(_rounded_number, cast("list[float]", numbers))] == numbers


@lru_cache(maxsize=2**16)
def _rounded_number(number: float) -> float:
    """Round a number, which takes longer than to look it up: a build has it in canonical form three times."""
    return round(number, DECIMALS) + 0.0  # adding nothing turns -0.0 into 0.0


def _wound(rings: object) -> object:
    """Turn a polygon's rings by the right-hand rule: the outer one anticlockwise, holes clockwise."""
    if not isinstance(rings, list) or not rings or not all(_is_ring(ring) for ring in rings):
        return rings
    turns = [1] + [-1] * (len(rings) - 1)
    return [ring[::-1] if _signed_area(ring) * turn < 0 else ring for ring, turn in zip(rings, turns, strict=True)]


def _is_ring(ring: object) -> bool:
    if not isinstance(ring, list) or not ring:
        return False
    if not all(issubclass(kind, list) for kind in set(map(type, ring))) or min(map(len, ring)) < 2:
        return False
    return all(issubclass(kind, int | float) for kind in set(map(type, chain.from_iterable(ring))))


def _signed_area(ring: list[list[float]]) -> float:
    """Return the shoelace area in square degrees, positive where the ring turns anticlockwise."""
    # From the first position, as differences: the products of whole degrees would drown a small ring.
    x0, y0 = ring[0][:2]
    shifted = [(position[0] - x0, position[1] - y0) for position in ring]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(shifted)) / 2
