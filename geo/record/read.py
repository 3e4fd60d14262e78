"""The strict reader of ``layers/`` and ``data/``: what is not of the agreed shape is refused with its address."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable
from collections.abc import Iterator
from functools import lru_cache
from functools import partial
from pathlib import Path
from typing import Any
from typing import NoReturn
from typing import TypeVar
from typing import cast

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.progress import followed
from geo.record.files import FILE
from geo.record.files import FOLDER
from geo.record.files import NOTHING
from geo.record.files import read_bytes
from geo.record.files import read_text
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.geojson import Collection
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.limits import COMMAS
from geo.record.limits import DEPTH
from geo.record.limits import FEATURES
from geo.record.limits import MARKS
from geo.record.limits import PLACES
from geo.record.limits import rows_of
from geo.record.model import ADDED_COLUMNS
from geo.record.model import ADDED_REGISTERS
from geo.record.model import ADDED_TABLES
from geo.record.model import FEATURE_KEYS
from geo.record.model import FILES
from geo.record.model import GEOMETRY_KEYS
from geo.record.model import REGISTERS
from geo.record.model import SITE_PROPERTIES
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import FOLDERS
from geo.record.paths import LAYERS_FOLDER
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.paths import RESOLUTIONS
from geo.record.paths import ROOT
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.pictures import PICTURES
from geo.record.pictures import picture_entry
from geo.record.rows import Row
from geo.record.rows import sharing_names

_Content = TypeVar("_Content")

_LARGEST_INTEGER = 2**53
# What features say in words that many have, each of which is kept once; two of these are lists.
_COMMON = ("type", "kind", "sector", "districts", "position_basis", "position_datum", "position_evidence")
_NESTS = frozenset((dict, list))
_SITE_PATHS = {layer_path(name) for name in SITE_LAYERS}
# Possessive: a string of megabytes would cost gigabytes of places to come back to.
_STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
# What makes most objects of a layer, by their number of members, and what of these is common.
_ALIKE = {
    len(names): (sharing_names(), tuple(name for name in _COMMON if name in names))
    for names in (GEOMETRY_KEYS, FEATURE_KEYS, SITE_PROPERTIES)
}
_UNLIKE: tuple[Callable[[], dict[str, Any]], tuple[str, ...]] = (dict, ())


def read(root: Path | str = ROOT, *, older: bool = False) -> Record:
    """Read the whole record, collecting what cannot be read.

    Nothing is judged but the form of the files: that is :func:`geo.checks.validate`, which also reports the
    ``problems`` found here.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``.
    older
        Whether the tables, registers and columns may be lacking that were added since the record was written: such a
        table and such a cell are then empty, such a register is the program's own.

    Returns
    -------
    Record
        Its ``problems`` are the files that could not be read.

    Raises
    ------
    RecordError
        If there is no such folder, so that nothing is mistaken for an empty record.

    See Also
    --------
    geo.open : Read and validate a record, and get its tables.

    Examples
    --------
    >>> read("/no/such/folder")
    Traceback (most recent call last):
    geo.issues.errors.RecordError: /no/such/folder: folder of the record must be there; found nothing [missing-folder]
    """
    if not isinstance(root, str | Path):
        raise RecordError("read", Code.MISSING_FOLDER, "root must be the path of the record's folder", shown(root))
    record = Record(root=Path(root))
    if (found := what_is_at(record.root)) != FOLDER:
        raise RecordError(escaped(str(root)), Code.MISSING_FOLDER, "folder of the record must be there", found)
    readable = _readable_folders(record)

    def part(path: str, reader: Callable[..., _Content], nothing: _Content) -> _Content:
        if path.rpartition("/")[0] not in readable:
            record.unread.add(path)
            return nothing
        try:
            return reader(record.root / path, where=path)
        except RecordError as error:
            record.problems.append(error)
            record.unread.add(path)
            return nothing

    for name in followed(LAYERS, "reading layers", len(LAYERS)):
        record.layers[name] = part(layer_path(name), read_layer, Collection(type="FeatureCollection", features=[]))
    record.problems.extend(too_many(record))
    table: Callable[..., list[Row]] = partial(read_table, older=older)
    record.facts = part(FACTS, table, [])
    record.sources = part(SOURCES, table, [])
    record.resolutions = part(RESOLUTIONS, table, [])
    record.omissions = part(OMISSIONS, table, [])
    record.withdrawn = part(WITHDRAWN, table, [])
    record.editions = part(EDITIONS, table, [])
    record.changes = part(CHANGES, table, [])
    for name in REGISTERS:
        lacking = older and name in ADDED_REGISTERS and what_is_at(record.root / register_path(name)) == NOTHING
        record.registers[name] = own_register(name) if lacking else part(register_path(name), table, [])
    record.package = part(PACKAGE, read_json, {})
    for path in PICTURES:
        if picture_entry(record.package, path) or what_is_at(record.root / path) == FILE:
            picture = part(path, read_bytes, None)
            record.pictures |= {} if picture is None else {path: picture}
    record.problems.extend(_strays(record, readable))
    return record


def too_many(record: Record) -> Iterator[RecordError]:
    """Yield what a record has more of than it may: places, of which each layer by itself may hold fewer, and lines.

    >>> [*too_many(read())]
    []
    """
    counts = [(PLACES, sum(1 for _ in record.sites), LAYERS_FOLDER)]
    counts += [(rows_of(path), len(rows), path) for path, rows in record.tables.items()]
    for limit, count, where in counts:
        try:
            limit.require(count, where)
        except RecordError as error:
            yield error


def read_layer(path: Path | str, *, where: str | None = None) -> Collection:
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
    limit = PLACES if where in _SITE_PATHS else FEATURES
    limit.require(len(content["features"]), where)
    for index, feature in enumerate(content["features"]):
        if not isinstance(feature, dict):
            raise RecordError(
                f"{where}#features[{index}]", Code.WRONG_STRUCTURE, "feature must be an object", shown(feature)
            )
    return cast("Collection", content)


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
        Whether the header may lack :data:`ADDED_COLUMNS`, whose cells are then empty, and the whole file be missing if
        it is one of :data:`ADDED_TABLES`.

    Raises
    ------
    RecordError
        If the file is not UTF-8 CSV, its header differs, or a row has more or fewer cells than the header.
    """
    where = where or str(path)
    columns = columns or TABLES[where]
    if where in ADDED_TABLES and what_is_at(Path(path)) == NOTHING:
        if older:
            return []
        message = f"table, which older records lack, must be there ({PROGRAM} format adds it)"
        raise RecordError(where, Code.MISSING_FILE, message, NOTHING)
    return list(_rows(read_text(path, where=where), where=where, columns=columns, older=older))


def own_register(name: str) -> list[Row]:
    """Return a register of the record that the program comes with."""
    return read_table(ROOT / register_path(name), where=register_path(name))


def read_json(path: Path | str, *, where: str | None = None) -> dict[str, Any]:
    """Read a JSON object strictly: no NaN, no huge number, no key twice, no absurd depth or size.

    Raises
    ------
    RecordError
        With the line of the fault, where it is known.
    """
    where = where or str(path)
    text = read_text(path, where=where)
    for mark, limit in MARKS.items():
        limit.require(text.count(mark), where)
    content = _parse(text, where=where)
    if not isinstance(content, dict):
        raise RecordError(where, Code.WRONG_STRUCTURE, "content must be a JSON object", shown(content))
    if _depth(content) > DEPTH.most:
        raise _too_deep(where)
    return content


def _readable_folders(record: Record) -> set[str]:
    """Return the folders that are there; of the others, report the outermost."""
    readable = {""}
    for folder in FOLDERS:
        found = what_is_at(record.root / folder)
        if found == FOLDER:
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


def _parse(text: str, *, where: str) -> object:
    def refuse(literal: str) -> NoReturn:
        line = _line_of(literal, text)
        message = f"not a finite number of a size that JSON can carry: {shown(literal)}"
        raise RecordError(f"{where}:{line}", Code.INVALID_JSON, message)

    @lru_cache(maxsize=2**12)  # of a large record, most are among few
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

    once: dict[str, str] = {}

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        members = _members(pairs, once)
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
        message = f"invalid JSON: {error.msg.lower().removesuffix(' at')} at column {error.colno}"
        raise RecordError(f"{where}:{error.lineno}", Code.INVALID_JSON, message) from None
    except RecursionError:
        raise _too_deep(where) from None


def _members(pairs: list[tuple[str, object]], once: dict[str, str]) -> dict[str, object]:
    """Return an object of JSON, of whose names and words those are kept once that many objects have."""
    alike, common = _ALIKE.get(len(pairs), _UNLIKE)
    members = alike()
    members.update(pairs)
    for name in common:
        said = members.get(name)
        if type(said) is str:
            members[name] = once.setdefault(said, said)
        elif type(said) is list:
            members[name] = [once.setdefault(word, word) if type(word) is str else word for word in said]
    return members


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
    return RecordError(where, Code.NESTED_TOO_DEEP, f"lists and objects nest more than {DEPTH.most} deep")


def _depth(content: object) -> int:
    """Return how deep lists and objects nest, without recursion."""
    depth = 0
    level: list[Any] = [content] if type(content) in _NESTS else []
    while level:
        depth += 1
        held = (item.values() if type(item) is dict else item for item in level)
        level = [inner for items in held for inner in items if type(inner) in _NESTS]
    return depth


def _rows(text: str, *, where: str, columns: tuple[str, ...], older: bool) -> Iterator[Row]:
    returns, count = "\r" in text, text.count("\n") - 1
    rows_of(where).require(count, where)
    # Counted before any row is made: a line of nothing but commas would become millions of cells.
    COMMAS.require(text.count(",") - (count + 2) * (len(columns) - 1), where)
    # A file in memory as text would take four bytes a letter.
    file = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    del text
    reader = csv.reader(file, strict=True)
    try:
        header = tuple(next(reader, []))
        missing = [column for column in columns if column not in header]
        kept = tuple(column for column in columns if column in header)
        if header != kept or not set(missing) <= set(ADDED_COLUMNS.get(where, ())):
            message = f"header must be {','.join(columns)}"
            raise RecordError(f"{where}:1", Code.WRONG_HEADER, message, shown(",".join(header)))
        if missing and not older:
            message = f"table of an older record lacks the column {', '.join(missing)} ({PROGRAM} format adds it)"
            raise RecordError(f"{where}:1", Code.WRONG_HEADER, message)
        line = reader.line_num + 1
        added, alike = dict.fromkeys(columns, ""), sharing_names()
        once: dict[str, str] = {}  # a table says few things many times: each is kept once
        for cells in followed(reader, f"reading {where}", count):
            if len(cells) != len(header):
                message = f"row must have {len(header)} cells"
                raise RecordError(f"{where}:{line}", Code.INVALID_CSV, message, str(len(cells)))
            # Python's writer would leave it without quotes, and no reader could take it back.
            if returns and any("\r" in cell for cell in cells):
                raise RecordError(f"{where}:{line}", Code.INVALID_CSV, "cell holds a carriage return")
            row: Row = alike()
            row.update(zip(header, map(once.setdefault, cells, cells), strict=True))
            yield added | row if missing else row
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"invalid CSV (RFC 4180): {error}"
        raise RecordError(f"{where}:{reader.line_num}", Code.INVALID_CSV, message) from None
