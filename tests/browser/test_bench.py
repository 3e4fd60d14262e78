"""The benchmark still knows the page: what it presses is there, and a page that shows something else is wrong."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bench import records
from bench.expected import expected
from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.record.read import read

pytestmark = pytest.mark.matrix

PLACES = 60


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory):
    """Write a made-up record, its page and what the page must show."""
    folder = tmp_path_factory.mktemp("bench")
    records.write(records.made_up(PLACES), folder / "record")
    (folder / "page.html").write_bytes(render_page(Atlas(read(folder / "record"))).encode())
    return folder, expected(folder / "record")


def use(folder, known: dict) -> subprocess.CompletedProcess:
    """Use the page in a process of its own, as the benchmark does."""
    (folder / "expected.json").write_text(json.dumps(known), "utf-8")
    files = (folder / name for name in ("page.html", "expected.json", "figures.json"))
    command = [sys.executable, "-m", "bench.browser", "atlas", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_all_that_is_measured_in_our_page_can_be_done_in_it(large):
    folder, known = large
    assert known["places"] == PLACES
    answer = use(folder, known)
    assert answer.returncode == 0, answer.stderr
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    done = ("facet on", "facet off", "facets combined", "first key", "key", "pan", "zoom", "popup")
    assert {f"{each} {what}" for each in done for what in ("painted ms", "script ms", "CPU ms")} <= figures.keys()
    assert {"first places ms", "answers ms", "heap", "nodes", "export ms", "export longest pause ms"} <= figures.keys()


def test_a_page_that_shows_something_else_is_wrong(large):
    folder, known = large
    answer = use(folder, known | {"export": {"sha256": "0" * 64, "bytes": 1}})
    assert answer.returncode == 1
    assert answer.stderr.startswith("wrong: export:")


def test_a_page_whose_columns_are_repeated_counts_each_place_as_often(large):
    folder, known = large
    (folder / "expected.json").write_text(json.dumps(known), "utf-8")
    files = (folder / name for name in ("record", "repeated.html", "expected.json", "facet.json"))
    command = [sys.executable, "-m", "bench.repeated", *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    told = json.loads((folder / "facet.json").read_text("utf-8"))
    assert set(told) == {
        f"{press} {what} ms" for press in ("first facet", "later facets") for what in ("script", "painted", "CPU")
    }
