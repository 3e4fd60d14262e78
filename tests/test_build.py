"""The map: a real folium map, the same bytes every time, and a page that asks for nothing."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import folium
import pytest

from geo.atlas.atlas import Atlas
from geo.page.build import build_map
from geo.page.build import render_page
from geo.page.payload.blocks import Blocks
from geo.page.payload.contract import LOOKED_UP
from geo.page.payload.core import core_payload
from geo.record.compact import to_json
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.islands import islands
from tests.fixtures.islands import last_text
from tests.fixtures.islands import payload_of
from tests.fixtures.islands import tagged
from tests.fixtures.shared import RECORD

REFERENCES = {"src", "href", "srcset", "data", "poster", "action"}


class Reader(HTMLParser):
    """The page as a browser parses it: references that it loads, style sheets, scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.loaded: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._code = ""
        self._inside: tuple[str, dict] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Keep what the element would load, and its own style."""
        told = dict(attrs)
        if tag != "a":
            self.loaded += [told[name] for name in REFERENCES & told.keys() if told[name]]
        self.styles.append(told.get("style") or "")
        self._inside = (tag, told) if tag in {"script", "style"} else None

    def handle_endtag(self, _tag):
        """Leave the element."""
        self._inside = None

    def handle_data(self, text):
        """Keep the text of style sheets and scripts, those that the page puts in among them."""
        match self._inside:
            case ("style", _):
                self.styles.append(text)
            case ("script", {"id": "atlas-code"}):
                self._code = text
                for tag, code in tagged(last_text(text)):
                    (self.styles if tag == "style" else self.scripts).append(code)
            case ("script", {"id": "atlas-beside"}):
                self.scripts.insert(0, last_text(self._code, text))  # with the code, before what starts the map
            case ("script", {"type": "text/plain"}):
                pass
            case ("script", _):
                self.scripts.append(text)


def test_map_is_folium_s_own(atlas):
    assert isinstance(build_map(atlas), folium.Map)


def test_building_the_map_leaves_folium_as_it_was(atlas):
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    build_map(atlas).get_root().render()
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert "leaflet" in folium.Map().get_root().render()


def test_rendering_twice_gives_the_same_page(atlas, page):
    root = build_map(atlas).get_root()
    assert root.render() == root.render() == page


def test_building_in_another_process_gives_the_same_page(page):
    code = (
        "import hashlib, sys; from geo import Atlas, read; from geo.page.build import render_page;"
        "print(hashlib.sha256(render_page(Atlas(read(sys.argv[1]))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, RECORD],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(page.encode()).hexdigest()}


def test_page_loads_nothing_from_anywhere(page):
    read = Reader(page)
    assert read.loaded == []
    for style in read.styles:
        assert "@import" not in style
        assert re.findall(r"url\(\s*['\"]?(?!data:|#)[^)]*", style) == []


def test_reader_of_the_page_sees_what_a_page_would_load():
    read = Reader('<link href="a.css"><img src="b.png"><a href="c">c</a><style>@import "d";</style><p style="x: y">')
    assert sorted(read.loaded) == ["a.css", "b.png"]
    assert '@import "d";' in read.styles


def test_islands_of_the_page_give_back_the_payload(atlas, page):
    texts = islands(page)
    blocks = Blocks(atlas)
    (block,) = blocks.texts()
    names = ("code", "core", "beside", "texts-0", *LOOKED_UP, "patterns", "facts-0", "exports-0")
    assert list(texts) == [f"atlas-{name}" for name in names]
    assert texts["atlas-patterns"] == blocks.patterns.text()
    assert payload_of(page) == json.loads(to_json(core_payload(atlas)))
    assert (texts["atlas-facts-0"], texts["atlas-exports-0"]) == block


def test_text_of_the_record_stays_text(page):
    """The tiny record holds ends of scripts, beginnings of comments and templates; none of them takes effect."""
    read = Reader(page)
    payload = payload_of(page)
    names = payload["columns"]["name_zh"] + payload["columns"]["name_en"] + payload["columns"]["aliases"]
    for nasty in ("</script><!--", "{{ 7*7 }}", "${1}", "$&", "</SCRIPT><script>alert(1)</script>"):
        assert nasty in names
    assert "{{ 7*7 }}" in page, "in the table"
    assert not any("alert(1)" in script for script in read.scripts)
    assert page.count("<!--") == 0


def test_facts_stand_behind_the_script_that_draws_the_map(page):
    order = (
        'id="atlas-core"',
        "AtlasPage.start(",
        *(f'id="atlas-{name}"' for name in ("texts-0", "counted", "facts-0")),
    )
    assert [*order] == sorted(order, key=page.index)


def test_application_is_started_once_on_the_map_that_the_page_makes(page):
    (name,) = re.findall(r"AtlasPage\.start\((\w+), AtlasIslands\)", page)
    assert re.findall(rf"var {name} = L\.map\(\s*AtlasPage\.emptied\(\"{name}\"\)", page)
    assert f'id="{name}"' in page


def script_of(drawing: folium.Map) -> str:
    """Return the scripts of the map: the page's own, then one for each part of a further layer."""
    scripts = Reader(drawing.get_root().render()).scripts
    first = next(number for number, script in enumerate(scripts) if "AtlasPage.start(" in script)
    return "\n".join(scripts[first:])


@pytest.mark.parametrize(
    ("layer", "drawn"),
    [
        (lambda: folium.Circle([27.8, 113.1], radius=500, tooltip="Here"), "L.circle("),
        (lambda: folium.GeoJson({"type": "Point", "coordinates": [113.1, 27.8]}), "L.geoJson("),
    ],
    ids=["circle", "geojson"],
)
def test_further_layers_of_folium_are_drawn_on_the_same_map(atlas, layer, drawn):
    drawing = build_map(atlas)
    layer().add_to(drawing)
    script = script_of(drawing)
    assert len(re.findall(rf"var \w+ = {re.escape(drawn)}", script)) == 1
    assert re.search(r"\.addTo\(map_\d+\)", script)
    assert len(set(re.findall(r"\bmap_\w+", script))) == 1
    assert script.count("AtlasPage.start(") == 1


def test_further_layers_can_be_added_to_a_map_that_was_shown(atlas):
    drawing = build_map(atlas)
    drawing.get_root().render()
    first, _ = (folium.Circle([27.8, 113.1], radius=radius).add_to(drawing) for radius in (500, 600))
    assert script_of(drawing).count("L.circle(") == 2
    folium.Tooltip("Here").add_to(first)
    assert script_of(drawing).count("L.circle(") == 2


def test_rendering_twice_gives_the_same_page_with_further_layers_too(atlas):
    drawing = build_map(atlas)
    folium.GeoJson({"type": "Point", "coordinates": [113.1, 27.8]}).add_to(drawing)
    assert script_of(drawing) == script_of(drawing)


def test_map_shows_itself_in_a_notebook(atlas, page):
    shown = build_map(atlas)._repr_html_()
    assert html.escape(page) in shown
    assert "<iframe" in shown


def test_map_can_be_saved_as_any_folium_map(atlas, page, tmp_path):
    build_map(atlas).save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text("utf-8") == page


def test_page_of_the_real_record_loads_nothing_either():
    assert Reader(render_page(Atlas(read(ROOT)))).loaded == []
