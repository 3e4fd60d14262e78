"""The record on disk: the one reader and the one writer of ``layers/`` and ``data/``.

Reading is strict: what is not plain UTF-8 JSON or CSV of the agreed shape is refused with its address. Writing has one
canonical form, so that a change to the record is a change of the lines it concerns:

- layers are sorted by id, one property per line in a fixed order, each list and each geometry on one line, coordinates
  of at most 6 decimals (0.1 m), rings by the right-hand rule;
- tables are quoted only where they must be; facts and sources are sorted by id, omissions by their place in the texts;
  registers keep the order of display.

Nothing is lost in writing but what map programs add (:data:`REMOVABLE`): an unknown property is kept, and it is for
:mod:`geo.validate` to object.
"""

from __future__ import annotations

import csv
import glob
import io
import json
import math
import os
import re
import shutil
import stat
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import NoReturn
from typing import TypeVar

from geo.codes import Code
from geo.errors import OutputError
from geo.errors import RecordError
from geo.errors import counted
from geo.errors import escaped
from geo.errors import shown
from geo.hints import labels
from geo.hints import likely
from geo.paths import FACTS
from geo.paths import FOLDERS
from geo.paths import OMISSIONS
from geo.paths import PACKAGE
from geo.paths import RESOLUTIONS
from geo.paths import ROOT
from geo.paths import SOURCES
from geo.paths import WITHDRAWN
from geo.paths import layer_path
from geo.paths import register_path

DISTRICTS = "districts"
CONTEXT = "context"
SITE_LAYERS = ("parks", "projects", "institutions", "infrastructure")
SUBJECT_LAYERS = (DISTRICTS, *SITE_LAYERS)
"""What facts can be about; the city counts to the layer of its districts."""
LAYERS = (*SUBJECT_LAYERS, CONTEXT)

SITE_PROPERTIES = (
    "name_zh",
    "name_en",
    "aliases",
    "kind",
    "sector",
    "districts",
    "parent",
    "inclusion_reason_zh",
    "inclusion_reason_en",
    "position_basis",
    "position_uncertainty_m",
    "position_datum",
    "position_found",
    "position_evidence",
    "position_note_zh",
    "position_note_en",
    "area_note_zh",
    "area_note_en",
)
DISTRICT_PROPERTIES = (
    "name_zh",
    "name_en",
    "adcode",
    "seat",
    "seat_datum",
    "seat_found",
    "seat_evidence",
    "population",
    "population_as_of",
    "population_source",
    "population_note_zh",
    "population_note_en",
    "area_km2",
    "area_source",
    "area_note_zh",
    "area_note_en",
    "boundary_source",
)
CONTEXT_PROPERTIES = ("name_zh", "name_en", "kind", "schematic", "evidence", "note_zh", "note_en")

PROPERTIES = {
    DISTRICTS: DISTRICT_PROPERTIES,
    **dict.fromkeys(SITE_LAYERS, SITE_PROPERTIES),
    CONTEXT: CONTEXT_PROPERTIES,
}
"""The properties of each layer, in the order they are written."""

LATER_PROPERTIES = {
    DISTRICTS: ("population_note_zh", "population_note_en", "area_note_zh", "area_note_en"),
    **dict.fromkeys(SITE_LAYERS, ("inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en")),
}
"""Properties that older layers lack: writing a layer adds them as null."""

BBOX = "bbox"
REMOVABLE = (BBOX, "name", "xy_coordinate_resolution", "z_coordinate_resolution")
"""What map programs (QGIS, GDAL) add to a collection and nobody misses; so is a ``crs`` that says WGS-84."""

FEATURE_KEYS = ("type", "id", "properties", "geometry")

_LABELS = ("name_zh", "name_en")
_GLOSSES = ("gloss_zh", "gloss_en")
REGISTERS = {
    "layers": ("code", *_LABELS),
    "kinds": ("code", "layer", *_LABELS, *_GLOSSES),
    "sectors": ("code", "group", *_LABELS),
    "statuses": ("code", *_LABELS, *_GLOSSES, "aliases"),
    "themes": ("code", *_LABELS),
    "indicators": ("code", "theme", "type", "dimension", "weight", *_LABELS, "aliases"),
    "scopes": ("code", *_LABELS),
    "qualifiers": ("code", *_LABELS),
    "aims": ("code", *_LABELS, *_GLOSSES),
    "bases": ("code", *_LABELS),
    "datums": ("code", *_LABELS),
    "honours": ("code", *_LABELS),
    "units": ("code", "dimension", "factor", "shift_en", *_LABELS, "also_en", *_GLOSSES),
    "standings": ("code", *_LABELS),
    "resolution_reasons": ("code", *_LABELS),
    "omission_reasons": ("code", *_LABELS),
}
"""The columns of each register."""

FACT_COLUMNS = (
    "id",
    "subject",
    "indicator",
    "scope",
    "value",
    "unit",
    "qualifier",
    "as_of",
    "stated",
    "aim",
    "source",
    "locator",
    "token",
    "note_zh",
    "note_en",
)
SOURCE_COLUMNS = (
    "id",
    "title_zh",
    "title_en",
    "publisher_zh",
    "publisher_en",
    "authors",
    "published",
    "standing",
    "url",
    "sha256",
    "note_zh",
    "note_en",
)
RESOLUTION_COLUMNS = ("fact", "reason", "note_zh", "note_en")
OMISSION_COLUMNS = ("source", "locator", "token", "reason")
WITHDRAWN_COLUMNS = ("fact", "reason", "replacement", "note_zh", "note_en")

TABLES = {
    FACTS: FACT_COLUMNS,
    SOURCES: SOURCE_COLUMNS,
    RESOLUTIONS: RESOLUTION_COLUMNS,
    OMISSIONS: OMISSION_COLUMNS,
    WITHDRAWN: WITHDRAWN_COLUMNS,
    **{register_path(name): columns for name, columns in REGISTERS.items()},
}
"""The columns of each table, by its path."""

ADDED_COLUMNS = {
    FACTS: ("stated",),
    register_path("indicators"): ("aliases",),
    register_path("kinds"): _GLOSSES,
    register_path("statuses"): (*_GLOSSES, "aliases"),
    register_path("aims"): _GLOSSES,
    register_path("units"): ("also_en", *_GLOSSES),
}
"""Columns that records written before version 1.2 lack: ``python -m geo format`` adds them, empty."""

FILES = (*(layer_path(name) for name in LAYERS), *TABLES, PACKAGE)
"""Every file of the record, in the order in which it is read and reported."""

DECIMALS = 6

MIDNIGHT = "T00:00:00Z"
"""What follows the record's day in ``created``: a data package tells a time. Older descriptors hold the day alone."""

_Content = TypeVar("_Content", dict, list)

# What a record of a city never needs, and what a reader could choke on. Together they bound time and memory.
_DEEPEST = 16
_LARGEST_INTEGER = 2**53
_LARGEST_FILE = 16 * 2**20
_MOST_FEATURES = 16_000
_MARKS = "[{,:"
_MOST_MARKS = 1_000_000
_MOST_ROWS = 50_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE_NUMBERS = re.compile(r"[0-9]{1,9}")
_WGS84 = re.compile(r"(?:urn:ogc:def:crs:)?(?:OGC:[0-9.]*:?CRS84|EPSG:[0-9.]*:?4326)")
# Possessive: a string of megabytes would cost gigabytes of places to come back to.
_STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')


class Row(dict):
    """A row of a table: its cells by column, and the line on which it starts."""

    def __init__(self, cells: Mapping[str, str] | Iterable, *, line: int) -> None:
        super().__init__(cells)
        self.line = line


@dataclass
class Record:
    """The record as read: plain Python, nothing computed.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``.
    layers
        GeoJSON feature collection by layer; an empty one where the file could not be read.
    facts, sources, resolutions, omissions, withdrawn
        Rows of the tables.
    registers
        Rows by register.
    package
        The data package descriptor; the day of its ``created`` is the date of the record.
    problems
        One error for each folder or file that could not be read, or that has no business here.
    unread
        Paths of the files that could not be read.
    """

    root: Path
    layers: dict[str, dict] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    resolutions: list[Row] = field(default_factory=list)
    omissions: list[Row] = field(default_factory=list)
    withdrawn: list[Row] = field(default_factory=list)
    registers: dict[str, list[Row]] = field(default_factory=dict)
    package: dict = field(default_factory=dict)
    problems: list[RecordError] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"<Record {str(self.root)!r}: {self.counts}, {counted(len(self.problems), 'problem')}>"

    @property
    def counts(self) -> str:
        """What is in the record, in one line."""
        sites = sum(1 for _ in self.sites)
        districts = len(self.layers.get(DISTRICTS, {}).get("features", ()))
        numbers = {"site": sites, "district": districts, "fact": len(self.facts), "source": len(self.sources)}
        return ", ".join(counted(number, noun) for noun, number in numbers.items())

    @property
    def date(self) -> str:
        """The record's own date, ``YYYY-MM-DD``."""
        return self.package["created"].removesuffix(MIDNIGHT)

    @property
    def sites(self) -> Iterator[tuple[str, dict]]:
        """Layer and feature of every site, layer by layer."""
        return ((layer, feature) for layer in SITE_LAYERS for feature in self.layers.get(layer, {}).get("features", ()))


# Reading


def load(root: Path | str = ROOT, *, older: bool = False) -> Record:
    """Read the whole record, collecting what cannot be read.

    Nothing is judged but the form of the files: that is :func:`geo.validate.validate`, which also reports the
    ``problems`` found here.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``.
    older
        Whether a table may lack the columns that were added since it was written; their cells are then empty.

    Raises
    ------
    RecordError
        If there is no such folder, so that nothing is mistaken for an empty record.

    Examples
    --------
    >>> load("/no/such/folder")
    Traceback (most recent call last):
    geo.errors.RecordError: /no/such/folder: folder of the record must be there; found nothing [missing-folder]
    """
    if not isinstance(root, str | Path):
        raise RecordError("load", Code.MISSING_FOLDER, "root must be the path of the record's folder", shown(root))
    record = Record(root=Path(root))
    if (found := _what_is_at(record.root)) != _FOLDER:
        raise RecordError(escaped(str(root)), Code.MISSING_FOLDER, "folder of the record must be there", found)
    readable = _readable_folders(record)

    def read(path: str, reader: Callable[..., _Content], nothing: _Content) -> _Content:
        if path.rpartition("/")[0] not in readable:
            record.unread.add(path)
            return nothing
        try:
            return reader(record.root / path, where=path)
        except RecordError as error:
            record.problems.append(error)
            record.unread.add(path)
            return nothing

    for name in LAYERS:
        record.layers[name] = read(layer_path(name), read_layer, {"type": "FeatureCollection", "features": []})
    table = partial(read_table, older=older)
    record.facts = read(FACTS, table, [])
    record.sources = read(SOURCES, table, [])
    record.resolutions = read(RESOLUTIONS, table, [])
    record.omissions = read(OMISSIONS, table, [])
    record.withdrawn = read(WITHDRAWN, table, [])
    for name in REGISTERS:
        record.registers[name] = read(register_path(name), table, [])
    record.package = read(PACKAGE, read_json, {})
    record.problems.extend(_strays(record, readable))
    return record


def read_layer(path: Path | str, *, where: str | None = None) -> dict:
    """Read a layer: a GeoJSON feature collection, lon, lat in WGS-84.

    Parameters
    ----------
    path
        File to read.
    where
        Address for messages; the path itself by default.

    Raises
    ------
    RecordError
        If the file is not strict JSON, or not a collection of features.
    """
    where = where or str(path)
    content = read_json(path, where=where)
    if content.get("type") != "FeatureCollection":
        raise RecordError(where, Code.WRONG_STRUCTURE, "type must be 'FeatureCollection'", shown(content.get("type")))
    if not isinstance(content.get("features"), list):
        raise RecordError(where, Code.WRONG_STRUCTURE, "features must be a list", shown(content.get("features")))
    if len(content["features"]) > _MOST_FEATURES:
        message = f"layer has {len(content['features'])} features: at most {_MOST_FEATURES} are possible"
        raise RecordError(where, Code.TOO_LARGE, message)
    for index, feature in enumerate(content["features"]):
        if not isinstance(feature, dict):
            raise RecordError(
                f"{where}#features[{index}]", Code.WRONG_STRUCTURE, "feature must be an object", shown(feature)
            )
    return content


def read_table(
    path: Path | str, *, where: str | None = None, columns: tuple[str, ...] | None = None, older: bool = False
) -> list[Row]:
    """Read a table: CSV with a header, each row knowing its line.

    Parameters
    ----------
    path
        File to read.
    where
        Address for messages; the path itself by default.
    columns
        The header that the first line must have; by default that of the record's table at ``where``.
    older
        Whether the header may lack :data:`ADDED_COLUMNS`; their cells are then empty.

    Raises
    ------
    RecordError
        If the file is not UTF-8 CSV, its header differs, or a row has more or fewer cells than the header.
    """
    where = where or str(path)
    columns = columns or TABLES[where]
    return list(_rows(read_text(path, where=where), where=where, columns=columns, older=older))


def read_json(path: Path | str, *, where: str | None = None) -> dict:
    """Read a JSON object strictly: no NaN, no huge number, no key twice, no absurd depth or size.

    Raises
    ------
    RecordError
        With the line of the fault, where it is known.
    """
    where = where or str(path)
    text = read_text(path, where=where)
    _check_size(text, where=where)
    content = _parse(text, where=where)
    if not isinstance(content, dict):
        raise RecordError(where, Code.WRONG_STRUCTURE, "content must be a JSON object", shown(content))
    if _depth(content) > _DEEPEST:
        raise _too_deep(where)
    return content


def _readable_folders(record: Record) -> set[str]:
    """Return the folders that are there; of the others, report the outermost."""
    readable = {""}
    for folder in FOLDERS:
        found = _what_is_at(record.root / folder)
        if found == _FOLDER:
            readable.add(folder)
        elif folder.rpartition("/")[0] in readable:
            record.problems.append(RecordError(folder, Code.MISSING_FOLDER, "folder must be there", found))
    return readable


def _strays(record: Record, readable: set[str]) -> Iterator[RecordError]:
    """Report stray ``.csv`` and ``.geojson`` files, which would otherwise be ignored in silence."""
    for folder in FOLDERS:
        if folder not in readable:
            continue
        try:
            paths = sorted((record.root / folder).iterdir())
        except OSError as error:
            yield RecordError(folder, Code.UNREADABLE_FOLDER, f"folder cannot be read: {reason(error)}")
            continue
        for path in paths:
            address = f"{folder}/{path.name}"
            if path.suffix.lower() in {".geojson", ".csv"} and address not in FILES:
                meant = likely(address, labels([path] for path in FILES))
                message = f"not a file of the record, so that nothing in it counts{meant}"
                yield RecordError(escaped(address), Code.STRAY_FILE, message)


def read_bytes(path: Path | str, *, where: str | None = None) -> bytes:
    """Read an ordinary file of a size that a text can have; never a pipe or a device, which have no end.

    Parameters
    ----------
    path
        File to read.
    where
        Address for messages; the path itself by default.

    Raises
    ------
    RecordError
        If it is no such file, or may not be read.
    """
    path, where = Path(path), where or str(path)
    if (found := _what_is_at(path)) != _FILE:
        raise RecordError(where, Code.MISSING_FILE, "file must be there", found)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise RecordError(where, Code.UNREADABLE_FILE, f"file cannot be read: {reason(error)}") from None
    if len(content) > _LARGEST_FILE:
        raise RecordError(where, Code.TOO_LARGE, f"file is larger than {_LARGEST_FILE >> 20} MiB")
    return content


def read_text(path: Path | str, *, where: str | None = None) -> str:
    """Read a text in UTF-8 as :func:`read_bytes` reads a file, with the line ends it has.

    Raises
    ------
    RecordError
        If the file cannot be read or is another text.
    """
    where = where or str(path)
    content = read_bytes(path, where=where)
    if content.startswith(b"\xef\xbb\xbf"):
        message = "file begins with a byte order mark: save it as UTF-8 without one"
        raise RecordError(f"{where}:1", Code.INVALID_ENCODING, message)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {content[error.start]:02X}"
        raise RecordError(f"{where}:{line}", Code.INVALID_ENCODING, message) from None


_FILE, _FOLDER = "a file", "a folder"


def _what_is_at(path: Path) -> str:
    """Say what is at a path: a file, a folder, something else, nothing, or why that is unknown."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    except OSError as error:
        return reason(error)
    except ValueError:
        return "a name that no file can have"
    return _FILE if stat.S_ISREG(mode) else _FOLDER if stat.S_ISDIR(mode) else "something else"


def reason(error: OSError) -> str:
    """Return what the system says of an error, in words that fit into a message."""
    return (error.strerror or type(error).__name__).lower()


def _check_size(text: str, *, where: str) -> None:
    """Refuse a text that would grow too large in memory: an empty list is three bytes here, and sixty as an object."""
    marks = sum(map(text.count, _MARKS))
    if marks > _MOST_MARKS:
        message = f"file has more than {_MOST_MARKS} brackets, commas and colons"
        raise RecordError(where, Code.TOO_LARGE, message, str(marks))


def _parse(text: str, *, where: str) -> object:
    def refuse(literal: str) -> NoReturn:
        line = _line_of(literal, text)
        message = f"not a finite number of a size that JSON can carry: {shown(literal)}"
        raise RecordError(f"{where}:{line}", Code.INVALID_JSON, message)

    def integer(literal: str) -> int:
        # The length first: Python refuses to read a number of thousands of digits, with an error of its own.
        if len(literal) > 20 or abs(int(literal)) > _LARGEST_INTEGER:
            refuse(literal)
        return int(literal)

    def decimal(literal: str) -> float:
        number = float(literal)
        if not math.isfinite(number):
            refuse(literal)
        return number

    def members(pairs: list[tuple[str, object]]) -> dict:
        members = dict(pairs)
        if len(members) < len(pairs):
            raise RecordError(where, Code.DUPLICATE_KEY, f"duplicate key {_doubled(pairs)}")
        return members

    try:
        return json.loads(
            text,
            parse_constant=refuse,
            parse_int=integer,
            parse_float=decimal,
            object_pairs_hook=members,
        )
    except json.JSONDecodeError as error:
        message = f"invalid JSON: {error.msg.lower()} at column {error.colno}"
        raise RecordError(f"{where}:{error.lineno}", Code.INVALID_JSON, message) from None
    except RecursionError:
        raise _too_deep(where) from None


def _line_of(literal: str, text: str) -> int:
    """Find the line of a number that the parser, which knows no lines, refused."""
    blanked = _STRINGS.sub(lambda string: " " * len(string.group()), text)
    return text.count("\n", 0, max(blanked.find(literal), 0)) + 1


def _doubled(pairs: list[tuple[str, object]]) -> str:
    first: dict[str, object] = {}
    for key, value in pairs:
        if key in first:
            return f"{shown(key)} (with {shown(first[key])} and {shown(value)})"
        first[key] = value
    return ""


def _too_deep(where: str) -> RecordError:
    return RecordError(where, Code.NESTED_TOO_DEEP, f"lists and objects nest more than {_DEEPEST} deep")


def _depth(content: object) -> int:
    """Return how deep lists and objects nest, without recursion."""
    depth, level = 0, [content]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


def _rows(text: str, *, where: str, columns: tuple[str, ...], older: bool) -> Iterator[Row]:
    # A line of nothing but commas would become millions of cells before any of them is counted.
    if text.count(",") > _MOST_MARKS:
        raise RecordError(where, Code.TOO_LARGE, f"table has more than {_MOST_MARKS} commas", str(text.count(",")))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(next(reader, []))
        missing = [column for column in columns if column not in header]
        kept = tuple(column for column in columns if column in header)
        if header != kept or not set(missing) <= set(ADDED_COLUMNS.get(where, ())):
            message = f"header must be {','.join(columns)}"
            raise RecordError(f"{where}:1", Code.WRONG_HEADER, message, shown(",".join(header)))
        if missing and not older:
            message = f"table of an older record lacks the column {', '.join(missing)} (python -m geo format adds it)"
            raise RecordError(f"{where}:1", Code.WRONG_HEADER, message)
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                message = f"row must have {len(header)} cells"
                raise RecordError(f"{where}:{line}", Code.INVALID_CSV, message, str(len(cells)))
            # Python's writer would leave it without quotes, and no reader could take it back.
            if any("\r" in cell for cell in cells):
                raise RecordError(f"{where}:{line}", Code.INVALID_CSV, "cell holds a carriage return")
            if line > _MOST_ROWS:
                raise RecordError(f"{where}:{line}", Code.TOO_LARGE, f"table has more than {_MOST_ROWS} lines")
            known = dict(zip(header, cells, strict=True))
            yield Row(((column, known.get(column, "")) for column in columns), line=line)
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"invalid CSV (RFC 4180): {error}"
        raise RecordError(f"{where}:{reader.line_num}", Code.INVALID_CSV, message) from None


# The canonical form


def canonical(record: Record) -> Record:
    """Return the same record as its canonical form holds it: in order, rounded, rings turned.

    Whatever is made from it is the same however the record's files were written. The registers alone keep the order
    they have, since it is that of display.
    """
    return replace(
        record,
        layers={name: _canonical_collection(collection, layer=name) for name, collection in record.layers.items()},
        facts=sorted(record.facts, key=lambda fact: id_order(fact["id"])),
        sources=sorted(record.sources, key=itemgetter("id")),
        resolutions=sorted(record.resolutions, key=lambda resolution: id_order(resolution["fact"])),
        omissions=sorted(record.omissions, key=_place_in_the_texts),
        withdrawn=sorted(record.withdrawn, key=lambda row: id_order(row["fact"])),
        package=_canonical_package(record.package),
    )


def id_order(fact: str) -> tuple[int, str]:
    """Return the sort key of a fact's id: f9999 before f10000."""
    return len(fact), fact


def format_record(record: Record) -> dict[str, str]:
    """Return the canonical text of every file that was read, by its path."""
    record = canonical(record)
    layers = {layer_path(name): format_layer(record.layers[name], layer=name) for name in LAYERS}
    tables = {
        FACTS: format_table(record.facts, columns=FACT_COLUMNS),
        SOURCES: format_table(record.sources, columns=SOURCE_COLUMNS),
        RESOLUTIONS: format_table(record.resolutions, columns=RESOLUTION_COLUMNS),
        OMISSIONS: format_table(record.omissions, columns=OMISSION_COLUMNS),
        WITHDRAWN: format_table(record.withdrawn, columns=WITHDRAWN_COLUMNS),
    }
    registers = {
        register_path(name): format_table(record.registers[name], columns=columns)
        for name, columns in REGISTERS.items()
    }
    package = {PACKAGE: json.dumps(record.package, indent=2, ensure_ascii=False, allow_nan=False) + "\n"}
    texts = layers | tables | registers | package
    return {path: text for path, text in texts.items() if path not in record.unread}


def format_layer(collection: Mapping, *, layer: str) -> str:
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
    collection = _canonical_collection(collection, layer=layer)
    features = collection["features"]
    order = PROPERTIES[layer]
    head = ['  "type": "FeatureCollection"']
    head += [_member(key, value, indent=2) for key, value in collection.items() if key not in {"type", "features"}]
    body = ",\n".join(_feature_text(feature, order=order) for feature in features)
    head += ['  "features": [\n' + body + "\n  ]" if features else '  "features": []']
    return "{\n" + ",\n".join(head) + "\n}\n"


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
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_layer(path: Path | str, collection: Mapping, *, layer: str | None = None) -> None:
    """Write a layer in canonical form; the layer is named by the file unless given."""
    write_text(path, format_layer(collection, layer=layer or Path(path).stem))


def write_text(path: Path | str, text: str, *, where: str | None = None) -> None:
    """Write a text file as a whole or not at all: beside the old one, to the disk, then in its place.

    Parameters
    ----------
    path
        File to write; a link is followed.
    text
        Its content, written as UTF-8 with the line ends it has.
    where
        Address for messages; the path itself by default.

    Raises
    ------
    OutputError
        If the file cannot be written; the old one is whole, and nothing is left beside it.
    """
    where = where or str(path)
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"text holds half of a surrogate pair: {shown(text[error.start])}"
        raise OutputError(where, message) from None
    try:
        _put(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OutputError(where, f"file cannot be written: {reason(error)}") from None


def _feature_text(feature: Mapping, *, order: tuple[str, ...]) -> str:
    members = {key: feature[key] for key in _ordered(feature, FEATURE_KEYS)}
    lines = []
    for key, value in members.items():
        if key == "properties" and isinstance(value, dict) and value:
            properties = ",\n".join(_member(name, value[name], indent=8) for name in _ordered(value, order))
            lines.append('      "properties": {\n' + properties + "\n      }")
        elif key == "geometry":
            lines.append('      "geometry": ' + _compact(value))
        else:
            lines.append(_member(key, value, indent=6))
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _ordered(members: Mapping, order: tuple[str, ...]) -> list[str]:
    """Return the known keys in their order, then the unknown ones as they come."""
    return [key for key in order if key in members] + [key for key in members if key not in order]


def _member(key: str, value: object, *, indent: int) -> str:
    return " " * indent + f"{_spaced(key)}: {_spaced(_without_negative_zero(value))}"


def _spaced(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _without_negative_zero(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_without_negative_zero(item) for item in value]
    # -0.0 equals 0.0 and is written differently: two spellings of one number.
    return 0.0 if isinstance(value, float) and value == 0 else value


def _canonical_package(package: dict) -> dict:
    """Return the descriptor with a time where ``created`` is a day alone, and with the columns of each table."""
    created, resources = package.get("created"), package.get("resources")
    lifted = {}
    if isinstance(created, str) and _DAY.fullmatch(created):
        lifted["created"] = created + MIDNIGHT
    if isinstance(resources, list):
        lifted["resources"] = [_with_schema(resource) for resource in resources]
    return package | lifted


def _with_schema(resource: object) -> object:
    """Return a resource of the descriptor; a table says that its cells are texts, so that no reader guesses types."""
    path = resource.get("path") if isinstance(resource, dict) else None
    if not isinstance(path, str) or path not in TABLES:
        return resource
    return resource | {"schema": {"fields": [{"name": column, "type": "string"} for column in TABLES[path]]}}


def _place_in_the_texts(omission: Mapping[str, str]) -> tuple:
    lines = [int(number) for number in _LINE_NUMBERS.findall(omission["locator"])]
    return omission["source"], lines, omission["token"]


def _canonical_collection(collection: Mapping, *, layer: str) -> dict:
    features = sorted(collection["features"], key=lambda feature: str(feature.get("id")))
    members = {key: value for key, value in collection.items() if not _is_removable(key, value)}
    return {**members, "features": [_canonical_feature(feature, layer=layer) for feature in features]}


def _canonical_feature(feature: Mapping, *, layer: str) -> dict:
    """Give a feature the properties that older layers lack, and its geometry in canonical form."""
    members = {key: value for key, value in feature.items() if key != BBOX}
    if layer in LATER_PROPERTIES and isinstance(feature.get("properties"), dict):
        members["properties"] = dict.fromkeys(LATER_PROPERTIES[layer]) | feature["properties"]
    if "geometry" in members:
        members["geometry"] = canonical_geometry(members["geometry"])
    return members


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
    known = ("type", "coordinates")
    members = {key: geometry[key] for key in _ordered(geometry, known) if key != BBOX}
    return members | {"coordinates": coordinates}


def _rounded(coordinates: object) -> object:
    if isinstance(coordinates, list | tuple):
        return [_rounded(item) for item in coordinates]
    # Adding nothing turns -0.0 into 0.0.
    return round(coordinates, DECIMALS) + 0.0 if isinstance(coordinates, float) else coordinates


def _wound(rings: object) -> object:
    """Turn a polygon's rings by the right-hand rule: the outer one anticlockwise, holes clockwise."""
    if not isinstance(rings, list) or not rings or not all(_is_ring(ring) for ring in rings):
        return rings
    turns = [1] + [-1] * (len(rings) - 1)
    return [ring[::-1] if _signed_area(ring) * turn < 0 else ring for ring, turn in zip(rings, turns, strict=True)]


def _is_ring(ring: object) -> bool:
    return isinstance(ring, list) and bool(ring) and all(_is_position(position) for position in ring)


def _is_position(position: object) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(number, int | float) for number in position)
    )


def _signed_area(ring: list) -> float:
    """Return the shoelace area in square degrees, positive where the ring turns anticlockwise."""
    # From the first position, as differences: the products of whole degrees would drown a small ring.
    x0, y0 = ring[0][:2]
    shifted = [(position[0] - x0, position[1] - y0) for position in ring]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(shifted)) / 2


def _put(path: Path, content: bytes) -> None:
    """Write beside the file and rename: a kill leaves the old file, and at most a part that the next write sweeps."""
    if (found := _what_is_at(path)) not in {_FILE, "nothing"}:
        # A rename would put a file in the place of a folder, a pipe or a device.
        raise OSError(0, f"{found} in its place")
    if found == _FILE and not os.access(path, os.W_OK):
        raise PermissionError(13, "permission denied")
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        left.unlink(missing_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except FileNotFoundError:
        raise OSError(0, "another program that writes it now") from None
