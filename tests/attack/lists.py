"""Hostile lists, the same ones every time: workbooks that are bombs, damaged ones, and whatever chance thinks of.

``python -m tests.attack.lists`` sends two thousand of them through `import`, each bomb in a process of its own; 1 if a
promise broke.
An import ends in a patch or in errors of one line each, within :data:`LONGEST_S` and :data:`MOST_MEMORY`, opens no
connection, runs nothing, and leaves the record byte for byte as it was.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import zipfile
from collections.abc import Callable
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import openpyxl

from geo.atlas.atlas import Atlas
from geo.export import FORMATS
from geo.record.read import read
from tests.attack.meeting import LONGEST_S
from tests.attack.meeting import Outcome
from tests.attack.meeting import meet
from tests.attack.strings import ALL
from tests.fixtures.shared import RECORD

NUMBER = 2000
MOST_MEMORY = 3 * 2**29
"""Bytes that one may need, the program among them."""

_LIMIT = 4 * 2**30
_UNIT = 1 if sys.platform == "darwin" else 1024
_HEAD = ("名称", "类型", "经度", "纬度", "指标", "数值", "单位", "年份", "来源", "状态")
_FIRST, _TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_CELLS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>类型</t></is></c></row>'
)
_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


def bombs() -> dict[str, Callable[[Path], None]]:
    """Return what writes each bomb to a path, by its name."""
    named = _CELLS.replace("名称", "{}")
    parts: dict[str, Callable[[], dict[str, bytes]]] = {
        "a gigabyte of blanks": lambda: {_FIRST: b" " * 2**30},
        "laughs in the sheet": lambda: _sheet(named.format("&j;"), before=_LAUGHS),
        "laughs in texts": lambda: {_TEXTS: f"{_LAUGHS}<sst><si><t>&j;</t></si></sst>".encode()},
        "laughs in the workbook": lambda: {"xl/workbook.xml": f"{_LAUGHS}<workbook>&j;</workbook>".encode()},
        "laughs in UTF-16": lambda: {_TEXTS: f"{_LAUGHS}<sst><si><t>&j;</t></si></sst>".encode("utf-16")},
        "an entity of a file": lambda: _sheet(
            named.format("&x;"), before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "an entity of an address": lambda: _sheet(before='<!DOCTYPE a SYSTEM "https://attacked.test/a.dtd">'),
        "a size of all cells": lambda: _sheet(_CELLS, beside='<dimension ref="A1:XFD1048576"/>'),
        "the last cell": lambda: _sheet(_CELLS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a row beyond": lambda: _sheet(_CELLS + '<row r="99999999999999"><c><v>1</v></c></row>'),
        "a row before": lambda: _sheet(_CELLS + '<row r="-5"><c r="A-5"><v>1</v></c></row>'),
        "a column beyond": lambda: _sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
        "wide rows": lambda: _sheet('<row><c r="XFD1"><v>1</v></c></row>' * 5000),
        "rows without end": lambda: _sheet("<row/>" * 9_000_000),
        "a million cells": lambda: _sheet(_CELLS + f"<row>{'<c><v>1</v></c>' * 50}</row>" * 20_000),
        "merged without end": lambda: _sheet(_CELLS * 100, after='<mergeCell ref="A1:XFD1048576"/>' * 150_000),
        "links without end": lambda: _sheet(_CELLS, after=f"<hyperlinks>{'<hyperlink/>' * 900_000}</hyperlinks>"),
        "formats without end": lambda: {
            "xl/styles.xml": _part("styleSheet", f"<cellXfs>{'<xf/>' * 900_000}</cellXfs>")
        },
        "texts without end": lambda: {_TEXTS: _part("sst", "<si/>" * 9_000_000)},
        "nested without end": lambda: _sheet("<a>" * 500_000 + "</a>" * 500_000),
        "a text that is not there": lambda: _sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
        "a number that is none": lambda: _sheet('<row r="1"><c r="A1"><v>1e999999</v></c></row>'),
        "a date that is none": lambda: _sheet('<row r="1"><c r="A1" t="d"><v>soon</v></c></row>'),
        "macros and links": lambda: {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 1000,
            "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>',
        },
    }
    found = {name: partial(_rewrite, changed) for name, changed in parts.items()}
    texts: dict[str, Callable[[], bytes]] = {
        "commas without end": lambda: b"," * 2**26,
        "a quote without end": lambda: '名称,类型\n"'.encode() + b"a\n" * 2**24,
        "lines without end": lambda: b"a\n" * 2**24,
        "columns without end": lambda: b"a," * 2**20 + b"\n" + b"b," * 2**20,
    }
    found |= {name: partial(_write, content) for name, content in texts.items()}
    return found | {"entries without end": _write_entries}


def _sheet(cells: str = "", *, before: str = "", beside: str = "", after: str = "") -> dict[str, bytes]:
    return {_FIRST: before.encode() + _part("worksheet", f"{beside}<sheetData>{cells}</sheetData>{after}")}


def _part(name: str, content: str) -> bytes:
    return f'<{name} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</{name}>'.encode()


def _write(content: Callable[[], bytes], path: Path) -> None:
    path.with_suffix(".csv").write_bytes(content())


def _rewrite(change: Callable[[], dict[str, bytes]], path: Path) -> None:
    """Write a small workbook with other parts in the place of some, or beside its own."""
    changed, book = change(), openpyxl.Workbook()
    book.active.append(_HEAD)
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))


def _write_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.xml", b"<a/>")


def damaged(number: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of lists that are damaged, full of hostile texts, or anything at all."""
    chance = random.Random(20261128)  # noqa: S311 (the same each time)
    atlas = Atlas(read(RECORD))
    whole = {
        ".xlsx": FORMATS["xlsx"].write(atlas),
        ".csv": FORMATS["csv"].write(atlas).encode(),
        ".wide.csv": FORMATS["csv-wide"].write(atlas).encode(),
    }
    for each in range(number):
        suffix = chance.choice([*whole])
        kind = chance.randrange(4)
        if kind == 0:
            yield f"bytes{suffix}", _with_other_bytes(whole[suffix], chance)
        elif kind == 1:
            yield "parts.xlsx", _with_other_parts(whole[".xlsx"], chance)
        elif kind == 2:
            yield "texts.csv", _with_other_cells(whole[".csv"], chance)
        else:
            yield "any.csv", _of_hostile_texts(chance, each)


def _with_other_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.2 else changed)


def _with_other_parts(content: bytes, chance: random.Random) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name == hit:
                part = _with_other_bytes(part, chance) if chance.random() < 0.8 else b""
            new.writestr(name, part)
    return written.getvalue()


def _with_other_cells(content: bytes, chance: random.Random) -> bytes:
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    for _ in range(chance.choice((1, 5, 50))):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice((*ALL, "", "1e999", "9" * 5000, "\0", "2025-99-99", "🏭" * 99))
    return _csv(rows)


def _of_hostile_texts(chance: random.Random, turn: int) -> bytes:
    head = [*_HEAD]
    chance.shuffle(head)
    rows = [head, *([chance.choice(ALL) for _ in head[: chance.randrange(len(head) + 2)]] for _ in range(turn % 9))]
    return _csv(rows)


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(errors="surrogatepass")


def attack(number: int = NUMBER) -> Outcome:
    """Send bombs and damaged lists through `import`."""
    outcome = Outcome()
    before = {path: path.read_bytes() for path in RECORD.rglob("*") if path.is_file()}
    with tempfile.TemporaryDirectory(prefix="lists-") as folder:
        for name, write in bombs().items() if number >= NUMBER else ():
            _alone(name, write, Path(folder), outcome)
        for name, content in damaged(number):
            path = Path(folder, name)
            path.write_bytes(content)
            _note(name, path, outcome)
    if {path: path.read_bytes() for path in RECORD.rglob("*") if path.is_file()} != before:
        outcome.faults.append("the record is another one")
    return outcome


def _alone(name: str, write: Callable[[Path], None], folder: Path, outcome: Outcome) -> None:
    """Meet a bomb in a process of its own, whose memory is that of the bomb."""
    for left in folder.iterdir():
        left.unlink()
    write(folder / "list.xlsx")
    (path,) = folder.iterdir()
    receiver, sender = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_limited, args=(name, path, sender))
    process.start()
    sender.close()
    try:
        met, taken, faults, slowest, memory = receiver.recv()
        outcome.met += met
        outcome.taken += taken
        outcome.faults += faults
        outcome.slowest, outcome.memory = max(outcome.slowest, slowest), max(outcome.memory, memory)
    except EOFError:
        process.join()
        outcome.faults.append(f"{name}: the process ended with {process.exitcode}")
    finally:
        process.join()


def _limited(name: str, path: Path, sender: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (4 * LONGEST_S, 4 * LONGEST_S))
    outcome = Outcome()
    _note(name, path, outcome)
    needed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
    if needed > MOST_MEMORY:
        outcome.faults.append(f"{name}: needed {needed >> 20} MiB")
    sender.send((outcome.met, outcome.taken, outcome.faults, outcome.slowest, (needed, name)))


def _note(name: str, path: Path, outcome: Outcome) -> None:
    meet(name, ["--root", str(RECORD), "import", str(path), "--datum", "wgs84", "--check"], outcome)


if __name__ == "__main__":
    outcome = attack(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)
    seconds, slow = outcome.slowest
    memory, large = outcome.memory
    print(f"lists: {outcome.met}, read: {outcome.taken}, tracebacks: {len(outcome.faults)}")
    print(f"slowest: {seconds:.1f} s ({slow}), most memory of a bomb: {memory >> 20} MiB ({large})")
    print(*outcome.faults, sep="\n", end="\n" if outcome.faults else "")
    sys.exit(bool(outcome.faults))
