"""The same record gives the same bytes in whatever order it is written; no clock enters them. ``make reproduce``."""

from __future__ import annotations

import re
import shutil
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.export import WITHOUT_EXTRA
from geo.page.build import render_page
from geo.record.canonical import format_record
from geo.record.paths import FACTS
from geo.record.read import read
from tests.fixtures.islands import islands
from tests.fixtures.shared import RECORD
from tools import reproduce
from tools.reproduce import DifferenceError
from tools.reproduce import compare
from tools.reproduce import shuffle


@pytest.fixture
def shuffled(tmp_path) -> Path:
    record = shutil.copytree(RECORD, tmp_path / "record")
    shuffle(record)
    return record


def test_a_shuffled_record_differs_in_every_shuffled_file(shuffled):
    same = [
        path for path in format_record(read(RECORD)) if (shuffled / path).read_bytes() == (RECORD / path).read_bytes()
    ]
    assert all(path.startswith(("data/registers/", "datapackage")) for path in same)


def test_a_shuffled_record_is_the_same_atlas(shuffled):
    record = read(shuffled)
    assert [str(issue) for issue in validate(record)] == [str(issue) for issue in validate(read(RECORD))]
    assert format_record(record) == format_record(read(RECORD))
    assert render_page(Atlas(record)) == render_page(Atlas(read(RECORD)))


def test_a_record_is_the_same_atlas_whichever_way_its_rings_turn(shuffled):
    record = read(shuffled)
    for layer in record.layers.values():
        for feature in layer["features"]:
            geometry = feature["geometry"]
            if geometry and geometry["type"] == "Polygon":
                geometry["coordinates"] = [ring[::-1] for ring in geometry["coordinates"]]
    assert render_page(Atlas(record)) == render_page(Atlas(read(RECORD)))


def test_every_format_is_reproduced_and_printed(monkeypatch, capsys):
    def build(checkout, output, _surroundings):
        output.mkdir()
        for name in ("map.html", *(f"export.{name}" for name in WITHOUT_EXTRA)):
            (output / name).write_text("".join(sorted((checkout / FACTS).read_text("utf-8"))).replace('"', "").strip())

    monkeypatch.setattr(reproduce, "build", build)
    assert reproduce.main(RECORD) == 0
    *digests, last = capsys.readouterr().out.splitlines()
    assert last == f"reproduced: 4 builds of {1 + len(WITHOUT_EXTRA)} files, each the same byte for byte"
    assert all(re.fullmatch(r"[0-9a-f]{64}  (map\.html|export\.[\w-]+)", line) for line in digests)
    assert len(digests) == 1 + len(WITHOUT_EXTRA)


def test_a_difference_is_named_and_ends_with_1(monkeypatch, capsys):
    def build(_checkout, output, surroundings):
        output.mkdir()
        (output / "map.html").write_text(f"same {surroundings['TZ']}")

    monkeypatch.setattr(reproduce, "build", build)
    assert reproduce.main(RECORD) == 1
    assert capsys.readouterr().err == (
        "reproduce: map.html differs at byte 5 between 'record as it stands, surroundings 1' and "
        "'record as it stands, surroundings 2'\n"
    )


def test_files_that_are_missing_or_longer_are_a_difference(tmp_path):
    one, two = tmp_path / "1", tmp_path / "2"
    for folder in (one, two):
        folder.mkdir()
        (folder / "map.html").write_text("same")
    compare({"one": one, "two": two})
    (two / "map.html").write_text("same and more")
    with pytest.raises(DifferenceError, match=r"map\.html differs at byte 4"):
        compare({"one": one, "two": two})
    (two / "export.csv").touch()
    with pytest.raises(DifferenceError, match="have not the same files"):
        compare({"one": one, "two": two})


def test_no_clock_is_in_the_page_but_the_date_of_the_record():
    page = render_page(Atlas(read(RECORD)))
    own = "\n".join([page, *islands(page).values()])
    now = datetime.now(UTC)
    assert "2024-12-31" in own
    assert now.date().isoformat() not in own
    assert f"{now.timestamp():.0f}"[:6] not in own
    assert set(re.findall(r'"date":"([^"]*)"', own)) == {"2024-12-31"}
