"""Damaged records: each a small sound record with one thing broken in it, the same ones every time.

A damage is made from a file of the record by a rule and a seed, so that its name alone makes it again.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from itertools import islice
from pathlib import Path

from geo.record.limits import COMMAS
from geo.record.limits import FACTS as MOST_FACTS
from geo.record.limits import MARKS
from geo.record.limits import PLACES as MOST_PLACES
from geo.record.model import FILES
from geo.record.model import TABLES

Rule = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Damage:
    """One way to break one file of a record.

    Parameters
    ----------
    name
        Which rule, on which file, with which seed.
    path
        The file, relative to the record's folder.
    content
        Makes the damaged bytes of the file from the sound ones.
    place
        Puts something else in place of the file; None where ``content`` is written into it.
    """

    name: str
    path: str
    content: Callable[[bytes], bytes] | None = None
    place: Callable[[Path], None] | None = None

    def apply(self, record: Path) -> None:
        """Break the file in a record's folder."""
        file = record / self.path
        if self.place is not None:
            self.place(file)
        else:
            file.write_bytes(self.content(file.read_bytes()))


def damages(number: int, first_seed: int = 0) -> Iterator[Damage]:
    """Yield that many damages: every one that is made once, then rules on files with one seed after the other."""
    yield from islice(_all(first_seed), number)


def _all(first_seed: int) -> Iterator[Damage]:
    yield from _single()
    for seed in count(first_seed):
        for path in FILES:
            for name, rule in _rules(path).items():
                yield _seeded(name, path, rule, seed)


def _single() -> Iterator[Damage]:
    for path in FILES:
        for name, place in PLACES.items():
            yield Damage(f"{name} {path}", path, place=place)
        for name, content in (TEXTS | (CSV_TEXTS if path in TABLES else JSON_TEXTS)).items():
            yield Damage(f"{name} {path}", path, content=content)


def _rules(path: str) -> dict[str, Rule]:
    return BYTES | (CELLS if path in TABLES else VALUES)


def _seeded(name: str, path: str, rule: Rule, seed: int) -> Damage:
    named = f"{name} {path} {seed}"
    return Damage(named, path, content=lambda sound: rule(sound, random.Random(named)))  # noqa: S311


# Something else in the place of a file


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def _dangling(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _endless(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def _closed(file: Path) -> None:
    file.chmod(0)


def _closed_folder(file: Path) -> None:
    file.parent.chmod(0)


def _sparse(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(2**40)


PLACES = {
    "missing": Path.unlink,
    "folder": _folder,
    "link to itself": _loop,
    "link to nothing": _dangling,
    "pipe": _pipe,
    "device without end": _endless,
    "unreadable": _closed,
    "unreadable folder": _closed_folder,
    "terabyte": _sparse,
}

# Whole texts

_BLANKS = 20 * 2**20

TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "blank": lambda _: b"\n \n",
    "byte order mark": lambda sound: b"\xef\xbb\xbf" + sound,
    "UTF-16": lambda sound: sound.decode().encode("utf-16"),
    "GB 18030": lambda sound: sound.decode().encode("gb18030"),
    "two encodings": lambda sound: sound + "株洲".encode("gb18030"),
    "overlong UTF-8": lambda sound: sound + b"\xc0\xaf",
    "surrogate in UTF-8": lambda sound: sound + b"\xed\xa0\x80",
    "line ends of Windows": lambda sound: sound.replace(b"\n", b"\r\n"),
    "line ends of old": lambda sound: sound.replace(b"\n", b"\r"),
    "NUL at the end": lambda sound: sound + b"\0",
    "NUL everywhere": lambda sound: sound.replace(b",", b"\0,"),
    "twice": lambda sound: sound + sound,
    "only NUL": lambda _: b"\0" * 4096,
    "twenty megabytes of blanks": lambda sound: sound + b" " * _BLANKS,
    "one line": lambda sound: sound.replace(b"\n", b""),
}


def _collection(features: str) -> bytes:
    return f'{{"type": "FeatureCollection", "features": [{features}]}}'.encode()


def _area(ring: str) -> bytes:
    geometry = f'{{"type": "Polygon", "coordinates": [[{ring}]]}}'
    return _collection(f'{{"type": "Feature", "id": "giant", "properties": {{}}, "geometry": {geometry}}}')


JSON_TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "nothing known": lambda _: b"{}",
    "list": lambda _: b"[]",
    "number": lambda _: b"7",
    "no features": lambda _: _collection(""),
    "deep lists": lambda _: b'{"type": "FeatureCollection", "features": ' + b"[" * 10**5 + b"]" * 10**5 + b"}",
    "deep objects": lambda _: b'{"a":' * 10**5 + b"1" + b"}" * 10**5,
    "deep and open": lambda _: b"[" * 10**6,
    "deep in a feature": lambda _: _collection('{"properties": {"name_zh": ' + "[" * 14 + "]" * 14 + "}}"),
    "a million empty features": lambda _: _collection(",".join(["{}"] * 10**6)),
    "as many features as there may be": lambda _: _collection(",".join(["{}"] * (MOST_PLACES.most - 100))),
    "five million lists": lambda _: b'{"type": "FeatureCollection", "features": [' + b"[]," * (5 * 10**6) + b"[]]}",
    "as many lists as there may be": lambda _: b'{"stray": [' + b"[[]]," * (MARKS["["].most // 2 - 4) + b"[]]}",
    "as many objects as there may be": lambda _: b'{"stray": [' + b'{"":0},' * (MARKS["{"].most - 4) + b"{}]}",
    "as many keys as there may be": lambda _: _keys(MARKS[":"].most - 1000),
    "as many positions as there may be": lambda _: _lines(33, 9999),
    "NaN after a giant string": lambda _: b'{"id": "' + b"x" * (16 * 2**20 - 40) + b'", "stray": NaN}',
    "key doubled a million times": lambda _: b"{" + b'"a":1,' * 10**6 + b'"a":1}',
    "a hundred thousand keys": lambda _: json.dumps({f"k{i}": i for i in range(10**5)}).encode(),
    "last key doubled": lambda _: b"{" + b"".join(b'"%d":1,' % i for i in range(10**5)) + b'"99999":1}',
    "id of a megabyte": lambda _: _collection(f'{{"id": "{"9" * 10**6}"}}'),
    "ids of line feeds": lambda _: _collection('{"id": "a\\nb\\u2028c\\u0000"}'),
    "lone surrogate": lambda _: _collection('{"id": "\\ud800", "properties": {"\\udfff": "\\ud800"}}'),
    "giant ring": lambda _: _area(",".join(f"[{113 + i / 10**6},{27 + i % 7}]" for i in range(10**5))),
    "ring of one point": lambda _: _area(",".join(["[113.1,27.8]"] * 9000)),
    "ring as fine as may be": lambda _: _area(_saw(9998)),
}


def _keys(number: int) -> bytes:
    """Return an object of that many members, in thousands, each with a name of its own."""
    thousand = b'"%07x":0,' * 1000
    return b"{" + b"".join(thousand % (*range(first, first + 1000),) for first in range(0, number, 1000)) + b'"":0}'


def _lines(number: int, positions: int) -> bytes:
    """Return a layer of that many lines of the basemap, each with that many positions."""
    properties = dict.fromkeys(("name_zh", "name_en", "note_zh", "note_en"), "x")
    properties |= {"kind": "river", "schematic": True, "evidence": ["x"]}
    along = ",".join(f"[113.{place % 7},27.{place:05}]" for place in range(positions))
    head = f'"type": "Feature", "properties": {json.dumps(properties)}'
    geometry = f'{{"type": "LineString", "coordinates": [{along}]}}'
    return _collection(",".join(f'{{{head}, "id": "line-{place}", "geometry": {geometry}}}' for place in range(number)))


def _saw(teeth: int) -> str:
    """Return a ring that does not cross itself, with that many positions beside its ends."""
    upper = [f"[{113 + i / 10**5:.5f},{27.8 + (i % 2) / 100:.2f}]" for i in range(teeth)]
    return ",".join(["[113,27.7]", *upper, "[113,27.7]"])


def _blank_row(sound: bytes) -> bytes:
    """Return a row of empty cells, as many as the header has."""
    return b"," * sound.partition(b"\n")[0].count(b",") + b"\n"


def _unlike_rows(sound: bytes, number: int) -> bytes:
    """Return rows of which no cell is like another, as many cells as the header has."""
    width = 1 + _blank_row(sound).count(b",")
    row = b",".join([b"%x"] * width) + b"\n"
    return b"".join(row % (*range(first * width, (first + 1) * width),) for first in range(number))


CSV_TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "header alone": lambda sound: sound.partition(b"\n")[0] + b"\n",
    "open quote": lambda sound: sound + b'"',
    "quotes everywhere": lambda sound: sound.replace(b",", b'","'),
    "giant cell": lambda sound: sound + b"x" * 200_000,
    "cell as large as may be": lambda sound: sound.replace(b"\n", b"\n" + b"x" * 131_000, 2),
    "a million commas": lambda sound: sound + b"," * 10**6,
    "a million rows": lambda sound: sound + _blank_row(sound) * 10**6,
    "a hundred thousand rows": lambda sound: sound + sound.splitlines(keepends=True)[-1] * 100_000,
    "almost a million rows": lambda sound: sound + _blank_row(sound) * (MOST_FACTS.most - 10_000),
    "a hundred thousand rows of unlike cells": lambda sound: sound + _unlike_rows(sound, 100_000),
    "as many commas as there may be": lambda sound: sound + b"ab," * COMMAS.most,
    "carriage return in a cell": lambda sound: sound + sound.splitlines()[-1].rpartition(b",")[0] + b',"a\rb"\n',
    "semicolons": lambda sound: sound.replace(b",", b";"),
    "tabs": lambda sound: sound.replace(b",", b"\t"),
}

# Bytes, by chance


def _cut(sound: bytes, chance: random.Random) -> bytes:
    return sound[: chance.randrange(len(sound))]


def _flip(sound: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(sound)
    for _ in range(chance.choice((1, 1, 2, 8))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _drop(sound: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(sound))
    return sound[:start] + sound[start + chance.randint(1, 40) :]


def _insert(sound: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(sound))
    return sound[:start] + chance.choice(SCRAPS).encode("utf-8", "surrogatepass") + sound[start:]


def _swap_lines(sound: bytes, chance: random.Random) -> bytes:
    lines = sound.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _double_line(sound: bytes, chance: random.Random) -> bytes:
    lines = sound.splitlines(keepends=True)
    place = chance.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


SCRAPS = (
    '"', ",", "\n", "\r", "\0", "{", "}", "[", "]", "\\", "\\u0000", "\ud800", "\u202e", "\ufeff", "</script>", "=1+1",
)  # fmt: skip

BYTES: dict[str, Rule] = {
    "cut": _cut,
    "flipped": _flip,
    "dropped": _drop,
    "inserted": _insert,
    "lines shuffled": _swap_lines,
    "line doubled": _double_line,
}

# Values, by chance: what stands in their place is text of JSON, so that it can be what Python would not write

STRANGE_VALUES = (
    "null", "true", "0", "-1", "-0.0", "1e308", "-1e308", "1e999", "NaN", "Infinity", "-Infinity", "9007199254740991",
    "9007199254740993", "9" * 1000, "9" * 5000, "0." + "1" * 1000, "1e-400", "1E+2", "01", "[]", "{}", "[[]]", "[null]",
    "[113.1]", "[27.8, 113.1]", "[113.1, 27.8, 5]", "[1e308, 1e308]", "[[113.1, 27.8]]", '""', '" "', '"\\u0000"',
    '"\\ud800"', '"\\n"', '"\\u202e"', '"<b>"', '"../../x"', '"' + "长" * 5000 + '"', '["a", "a"]', '[""]', "[[[]]]",
    '{"a": {"a": {"a": 1}}}', '"430200"', '"hill-park"', '"NaN"', "113.1", "1.5",
)  # fmt: skip

_VALUE = re.compile(r'(?<=: )(?:"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|null|true|false|\[[^\[\]{}]*\])(?=[,\s}])')
_NUMBER = re.compile(r"(?<![\w.\"])-?[0-9]+\.[0-9]+(?![\w.\"])")
_KEY = re.compile(r'"[a-z_]+"(?=:)')


def _replaced(pattern: re.Pattern, by: tuple[str, ...]) -> Rule:
    def rule(sound: bytes, chance: random.Random) -> bytes:
        text = sound.decode()
        matches = list(pattern.finditer(text))
        for match in sorted(chance.sample(matches, min(len(matches), chance.choice((1, 1, 2)))), key=re.Match.start)[
            ::-1
        ]:
            text = text[: match.start()] + chance.choice(by) + text[match.end() :]
        return text.encode("utf-8", "surrogatepass")

    return rule


def _reshape(sound: bytes, chance: random.Random) -> bytes:
    """Take something out of one object or list anywhere, or double it, or put something strange into it."""
    content = json.loads(sound)
    place = chance.choice([item for item in _containers(content) if item])
    if isinstance(place, dict):
        key = chance.choice(list(place))
        more = partial(place.update, {f"{key}_": place[key]})
        changes = (partial(place.pop, key), more, partial(place.update, {key: 1}))
    else:
        item = chance.randrange(len(place))
        changes = (partial(place.pop, item), partial(place.append, place[item]), partial(place.insert, item, []))
    chance.choice((*changes, place.clear))()
    return json.dumps(content, ensure_ascii=chance.random() < 0.5).encode()


def _containers(content: object) -> Iterator[dict | list]:
    if isinstance(content, dict | list):
        yield content
        for inner in content.values() if isinstance(content, dict) else content:
            yield from _containers(inner)


VALUES: dict[str, Rule] = {
    "value": _replaced(_VALUE, STRANGE_VALUES),
    "number": _replaced(_NUMBER, STRANGE_VALUES),
    "key": _replaced(
        _KEY, ('"type"', '"id"', '"properties"', '"geometry"', '"name_zh"', '"stray"', '""', '"\\u0000"', "7")
    ),
    "shape": _reshape,
}

# Cells, by chance

STRANGE_CELLS = (
    "", " ", "0", "-1", "NaN", "Infinity", "1e999", "9" * 400, "9" * 5000, "0." + "1" * 400, "-", "1,000",
    "１２", "²", "\0", "\ufeff", "\u202e", "\u2028", "=1+1", "<b>", "../../x", "长" * 5000, "a;b", "{}",
    "{}{}", "2024-13", "2024-02-30", "0000", "9999-12-31", "2024/2023", "2025/2024/2023", "f0001", "f9999",
    "430200", "430204", "hill-park", "status", "number", "L0", "L1", "L" + "9" * 5000, "L9-1", "target", "actual",
    "primary", "a" * 64, "0" * 64, "\n", '"', "\t", "http://", "javascript:alert(1)", "1" * 15, "0.00001", "-0",
    "00", "1_000", "٣",
)  # fmt: skip


def _cell(sound: bytes, chance: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(sound.decode(), newline="")))
    for _ in range(chance.choice((1, 1, 2))):
        row = chance.choice(rows[1:] or rows)
        row[chance.randrange(len(row))] = chance.choice(STRANGE_CELLS)
    return _written(rows)


def _columns(sound: bytes, chance: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(sound.decode(), newline="")))
    column = chance.randrange(len(rows[0]))
    change = chance.choice(
        (lambda row: row.pop(column), lambda row: row.insert(column, "x"), lambda row: row.reverse())
    )
    for row in rows if chance.random() < 0.5 else [chance.choice(rows)]:
        change(row)
    return _written(rows)


def _rows_shuffled(sound: bytes, chance: random.Random) -> bytes:
    head, *rows = csv.reader(io.StringIO(sound.decode(), newline=""))
    chance.shuffle(rows)
    return _written([head, *rows[: chance.randint(0, len(rows))]])


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


CELLS: dict[str, Rule] = {"cell": _cell, "columns": _columns, "rows": _rows_shuffled}
