"""A tiny record that is valid: nine square districts, five sites, seven facts; each test damages one thing in it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import settings

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.issues.errors import Issue
from geo.page.build import render_page
from geo.record.canonical import format_record
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.model import FACT_COLUMNS
from geo.record.model import FILES
from geo.record.model import OMISSION_COLUMNS
from geo.record.model import REGISTERS
from geo.record.model import RESOLUTION_COLUMNS
from geo.record.model import SOURCE_COLUMNS
from geo.record.model import TABLES
from geo.record.model import WITHDRAWN_COLUMNS
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import FOLDERS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.read import read
from geo.record.vocabulary import FORMS
from geo.record.vocabulary import STANDINGS
from tests.fixtures.datums import from_wgs84
from tests.fixtures.shared import ADCODES
from tests.fixtures.shared import RECORD

# The same examples every time, however slow the machine.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True, scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests, and the processes that they start, a folder of caches of their own: the user's is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the browser's tests first, since they take longest."""
    items.sort(key=lambda item: "browser" not in item.path.parts)


SOURCE_TEXT = "全年生产总值约3600亿元。\n山丘工厂开工,总投资12.5亿元。\n"

# The south-west corner of the grid of districts, and the side of each, in degrees.
WEST, SOUTH, SIDE = 113.0, 27.7, 0.1


class Tiny:
    """The tiny record as plain Python, to be damaged, written and read again.

    ``layers`` holds the features of each layer, ``tables`` the rows of each table by its path, ``package`` the
    descriptor. ``text`` replaces the text of whole files by their paths.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.layers = {
            "districts": [_district(index, adcode) for index, adcode in enumerate(ADCODES)],
            "parks": [_hill_park(), _valley_park()],
            "projects": [_hill_works()],
            "institutions": [_old_institute()],
            "infrastructure": [_ring_road()],
            "context": [_river()],
        }
        self.tables = {
            FACTS: _facts(),
            SOURCES: _sources(),
            RESOLUTIONS: [],
            OMISSIONS: [],
            WITHDRAWN: [],
            EDITIONS: [],
            CHANGES: [],
        } | _registers()
        self.package = _package()
        self.text: dict[str, str | bytes] = {}

    def site(self, layer: str = "parks", index: int = 0) -> dict:
        """Return a feature: in ``parks`` the hill park and the valley park, elsewhere the only one."""
        return self.layers[layer][index]

    def properties(self, layer: str = "parks", index: int = 0) -> dict:
        """Return the properties of a feature, counted as by :meth:`site`."""
        return self.site(layer, index)["properties"]

    def fact(self, index: int) -> dict:
        """Return a fact: 0 the city's product, 1 the status and 2 the investment of the hill works.

        Then come those of the hill park, the valley park, the old institute and the ring road: 3 to 6.
        """
        return self.facts[index]

    @property
    def facts(self) -> list[dict]:
        """The rows of the facts, counted as by :meth:`fact`."""
        return self.tables[FACTS]

    @property
    def sources(self) -> list[dict]:
        """The notice, which is second-hand, and the review, whose text is at hand."""
        return self.tables[SOURCES]

    def register(self, name: str) -> list[dict]:
        """Return the rows of a register."""
        return self.tables[register_path(name)]

    def resolve(self, fact: str, reason: str = "newer", note: str = "") -> None:
        """Add a resolution that prefers a fact."""
        row = (fact, reason, note, note)
        self.tables[RESOLUTIONS].append(dict(zip(RESOLUTION_COLUMNS, row, strict=True)))

    def omit(self, locator: str, token: str, *, source: str = "review-2024", reason: str = "dateline") -> None:
        """Add an omission."""
        row = (source, locator, token, reason)
        self.tables[OMISSIONS].append(dict(zip(OMISSION_COLUMNS, row, strict=True)))

    def withdraw(self, fact: str, *, replacement: str = "", reason: str = "dateline", note: str = "") -> None:
        """Add a row for a fact that was withdrawn."""
        row = (fact, reason, replacement, note, note)
        self.tables[WITHDRAWN].append(dict(zip(WITHDRAWN_COLUMNS, row, strict=True)))

    def edition(
        self, tag: str = "v0.1", version: str = "2024.11.30", commit: str = "", date: str = "2024-11-30"
    ) -> None:
        """Add an edition."""
        row = (tag, version, date, commit, "0" * 12, "0" * 64)
        self.tables[EDITIONS].append(dict(zip(TABLES[EDITIONS], row, strict=True)))

    def change(self, identifier: str, field: str, before: str, after: str, **told: str) -> None:
        """Add a row to the log of changes."""
        row = {
            "since": "v0.1",
            "date": "2024-12-20",
            "id": identifier,
            "field": field,
            "before": before,
            "after": after,
        }
        self.tables[CHANGES].append(row | {"because": "misread", "note_zh": "", "note_en": ""} | told)

    def write(self) -> Path:
        """Write the record as it stands now and return its folder."""
        for folder in FOLDERS:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        for name in LAYERS:
            collection = {"type": "FeatureCollection", "features": self.layers[name]}
            self._write(layer_path(name), json.dumps(collection, indent=2))
        for path, columns in TABLES.items():
            with (self.root / path).open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.tables[path])
        self._write(PACKAGE, json.dumps(self.package))
        for path, text in self.text.items():
            self._write(path, text)
        return self.root

    def issues(self) -> list[str]:
        """Return what validation says of the record as it stands now, line by line."""
        return [str(issue) for issue in self.found()]

    def found(self) -> list[Issue]:
        """Return what validation finds in the record as it stands now."""
        return validate(read(self.write()))

    def _write(self, path: str, text: str | bytes) -> None:
        (self.root / path).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """Return the small record, which Python and JavaScript both are tested with."""
    return Atlas(read(RECORD))


@pytest.fixture(scope="session")
def page(atlas: Atlas) -> str:
    """Return the small record's page."""
    return render_page(atlas)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path / "record")


@pytest.fixture
def record_dir(tiny: Tiny) -> Path:
    """Write the tiny record, valid and in canonical form."""
    root = tiny.write()
    for path, text in format_record(read(root)).items():
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def sources_dir(tmp_path: Path) -> Path:
    """Write the tiny record's one source text."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "review-2024.txt").write_text(SOURCE_TEXT, encoding="utf-8")
    return folder


def square(west: float, south: float, side: float = SIDE) -> dict:
    east, north = round(west + side, 6), round(south + side, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _feature(identifier: str, properties: dict, geometry: dict | None) -> dict:
    return {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry}


def _district(index: int, adcode: str) -> dict:
    west, south = round(WEST + SIDE * (index % 3), 6), round(SOUTH + SIDE * (index // 3), 6)
    properties = {
        "name_zh": f"{'一二三四五六七八九'[index]}区",
        "name_en": f"District {index + 1}",
        "adcode": adcode,
        "seat": [round(west + 0.05, 6), round(south + 0.05, 6)],
        "seat_datum": "WGS-84",
        "seat_found": None,
        "seat_evidence": ["https://example.org/seat"],
        "population": 100000 + index,
        "population_as_of": "2020-11-01",
        "population_source": ["Census of 2020"],
        "population_note_zh": None,
        "population_note_en": None,
        "area_km2": 109.2,
        "area_source": ["Yearbook"],
        "area_note_zh": None,
        "area_note_en": None,
        "boundary_source": ["A grid"],
    }
    return _feature(adcode, properties, square(west, south))


def _site(identifier: str, geometry: dict | None, **told) -> dict:
    properties = {
        "name_zh": identifier,
        "name_en": identifier,
        "aliases": [],
        "kind": "park",
        "sector": None,
        "districts": [],
        "parent": None,
        "inclusion_reason_zh": None,
        "inclusion_reason_en": None,
        "position_basis": "city",
        "position_uncertainty_m": None,
        "position_datum": None,
        "position_found": None,
        "position_evidence": ["review-2024 L2"],
        "position_note_zh": None,
        "position_note_en": None,
        "position_name_zh": None,
        "position_name_en": None,
        "parts": [],
        "position_reason_zh": None,
        "position_reason_en": None,
        "rival_positions": [],
        "area_note_zh": None,
        "area_note_en": None,
    }
    return _feature(identifier, properties | told, geometry)


def _hill_park() -> dict:
    return _site(
        "hill-park",
        square(113.22, 27.72, 0.04),
        name_zh="山丘园",
        name_en="Hill Park",
        aliases=["Hill Industrial Park"],
        sector="rail",
        districts=["430204"],
        position_basis="poi",
        position_uncertainty_m=200,
        position_datum="WGS-84",
        position_note_zh="据地图。",
        position_note_en="From a map.",
    )


def _valley_park() -> dict:
    told = {"name_zh": "河谷园", "name_en": "Valley Park", "districts": ["430211"], "position_basis": "district"}
    return _site("valley-park", None, **told)


def _hill_works() -> dict:
    lon, lat = 113.24, 27.74
    return _site(
        "hill-works",
        {"type": "Point", "coordinates": [lon, lat]},
        name_zh="山丘工厂",
        name_en="Hill Works",
        kind="industry-project",
        districts=["430204"],
        parent="hill-park",
        position_basis="poi",
        position_uncertainty_m=150,
        position_datum="GCJ-02",
        position_found=[round(number, 6) for number in from_wgs84(lon, lat, "GCJ-02")],
        position_evidence=["https://example.org/map?q=1"],
    )


def _old_institute() -> dict:
    return _site("old-institute", None, name_zh="老研究所", name_en="Old Institute", kind="institute")


def _ring_road() -> dict:
    return _site(
        "ring-road",
        {"type": "LineString", "coordinates": [[113.05, 27.75], [113.15, 27.75]]},
        name_zh="环路",
        name_en="Ring Road",
        kind="transport",
        districts=["430202", "430203"],
        position_basis="knowledge",
        position_uncertainty_m=1000,
        position_datum="WGS-84",
    )


def _river() -> dict:
    properties = {
        "name_zh": "湘江",
        "name_en": "Xiang River",
        "kind": "river",
        "schematic": True,
        "evidence": ["General knowledge"],
        "note_zh": None,
        "note_en": None,
    }
    return _feature("xiang", properties, {"type": "LineString", "coordinates": [[113.1, 27.6], [113.1, 28.9]]})


def _facts() -> list[dict]:
    product = ("f0001", "430200", "gdp", "", "3600", "yi-yuan", "about", "2024", "", "actual")
    status = ("f0002", "hill-works", "status", "", "started", "", "", "2024-03", "", "actual")
    investment = ("f0003", "hill-works", "investment", "phase-1", "12.5", "yi-yuan", "", "2025", "2023-05", "target")
    honour = ("honour", "", "gigabit-city", "", "", "2023", "", "actual")
    others = ("hill-park", "valley-park", "old-institute", "ring-road")
    rows = [
        (*product, "review-2024", "L1", "约3600亿元"),
        (*status, "review-2024", "L2", "开工"),
        (*investment, "notice-2023"),
        *((f"f001{i}", site, *honour, "notice-2023") for i, site in enumerate(others)),
    ]
    # What is left out at the end of a row is empty.
    return [dict(zip_longest(FACT_COLUMNS, row, fillvalue="")) for row in rows]


def _sources() -> list[dict]:
    digest = hashlib.sha256(SOURCE_TEXT.encode()).hexdigest()
    notice = ("notice-2023", "公告", "Notice", "某公司", "A company", "", "2023-05", "", "document", "second-hand")
    review = ("review-2024", "综述", "Review", "日报", "Daily", "甲;乙", "2024-12", "", "newspaper", "primary")
    rows = [
        (*notice, "https://example.org/n", "", "page", "2024-12-30", "", "", "", ""),
        (*review, "", "", "", "", digest, "", "无日期。", "Undated."),
    ]
    return [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in rows]


def _registers() -> dict[str, list[dict]]:
    rows = {
        "layers": [(layer, layer, layer) for layer in LAYERS],
        "kinds": [
            ("park", "parks", "园区", "Park"),
            ("industry-project", "projects", "产业项目", "Industrial project"),
            ("institute", "institutions", "研究所", "Institute"),
            ("transport", "infrastructure", "交通", "Transport"),
            ("river", "context", "河流", "River"),
            ("district", "districts", "县市区", "District"),
            ("neighbour", "context", "邻市", "Neighbour"),
        ],
        "sectors": [("rail", "advantage", "轨道交通", "Rail")],
        "statuses": [("planned", "规划", "Planned"), ("started", "开工", "Started")],
        "themes": [("economy", "经济", "Economy"), ("status", "进展", "Progress")],
        "indicators": [
            ("status", "status", "status", "", "", "", "0", "进展", "Status"),
            ("honour", "economy", "honour", "", "", "", "20", "获评", "Recognition"),
            ("gdp", "economy", "number", "money", "more", "", "95", "生产总值", "Gross product"),
            ("investment", "economy", "number", "money", "more", "", "90", "总投资", "Investment"),
        ],
        "scopes": [("phase-1", "一期", "phase 1")],
        "qualifiers": [("about", "约 {}", "about {}")],
        "aims": [("actual", "实际", "Actual"), ("expected", "预计", "Expected"), ("target", "目标", "Target")],
        "bases": [(basis, basis, basis) for basis in _BASES],
        "datums": [(datum, datum, datum) for datum in ("WGS-84", "CGCS2000", "GCJ-02", "BD-09")],
        "honours": [("gigabit-city", "千兆城市", "Gigabit city")],
        "units": [
            ("yi-yuan", "money", "100000000", "-1", "亿元", "billion yuan"),
            ("ge", "count", "1", "0", "个", ""),
            ("yuan", "money", "1", "0", "元", "yuan"),
        ],
        "standings": [(code, code, code) for code in STANDINGS],
        "source_types": [
            ("newspaper", "报纸", "Newspaper", "N"),
            ("web-page", "网页", "Web page", "EB"),
            ("document", "文献", "Document", "Z"),
        ],
        "source_forms": [(code, code, code) for code in FORMS],
        "resolution_reasons": [("misprint", "误印", "Misprint"), ("newer", "较新", "Newer")],
        "omission_reasons": [("dateline", "日期", "Dateline")],
        "change_reasons": [("misread", "重读原文", "the text was read again")],
    }
    return {
        # What is left out at the end of a row is empty.
        register_path(name): [dict(zip_longest(REGISTERS[name], row, fillvalue="")) for row in rows[name]]
        for name in REGISTERS
    }


_BASES = ("published", "poi", "address", "relative", "knowledge", "unit", "district", "city")


# What the small record says of its place and of its names, and the atlas too.
_IDENTITY = {
    member: value
    for member, value in json.loads((RECORD / PACKAGE).read_text("utf-8")).items()
    if member in {"name", "title", "title_zh", "licenses", "contributors", "place"}
}


def _package() -> dict:
    resources = [{"path": path} for path in FILES if path != PACKAGE]
    floors = dict.fromkeys(SITE_LAYERS, 1)
    return {
        **_IDENTITY,
        "version": "2024.12.31",
        "created": "2024-12-31T00:00:00Z",
        "floors": floors,
        "access_since": "f0010",
        "resources": resources,
    }
