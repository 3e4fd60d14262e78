"""The page is one file: offline, silent, the same bytes each time, and nothing in the record runs in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.page.build import render_page
from geo.record.canonical import format_record
from geo.record.files import write_text
from geo.record.read import read
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.conftest import write_page
from tests.fixtures.shared import PAGE_TEXTS
from tools.reproduce import copy_record

ROOT = Path(__file__).resolve().parents[2]
LANG_CODES = {"zh": "zh-Hans", "en": "en"}

HOSTILE = {
    "image": "<img src=x onerror=window.hacked=1>",
    "script": "</script><script>window.hacked=2</script>",
    "comment": "<!--<script>window.hacked=3",
    "jinja": "{{7*7}}{% raw %}{# #}",
    "literal": "${window.hacked=4}`'\"\\",
    "pattern": "{} $& $1 $` &lt;b&gt; &amp;",
}


class References(HTMLParser):
    """Collect what a browser would fetch by itself, and the ids; a link waits for its reader."""

    FETCHING = frozenset({"src", "href", "srcset", "data", "poster", "action"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note the attributes of a tag as it opens."""
        self.found += [value for name, value in attrs if name in self.FETCHING and tag != "a"]
        self.ids += [value for name, value in attrs if name == "id"]


def test_opens_offline_without_request_or_complaint(reader):
    # The fixture's end holds the log against the file's own address.
    reader.open()
    assert reader.page.evaluate("navigator.onLine") is False
    assert reader.page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)") == []
    assert len(reader.ids) == len(reader.atlas.sites)
    assert reader.drawn()


def test_is_one_file_without_reference_to_another(map_file):
    page = map_file.read_text("utf-8")
    references = References()
    references.feed(page)
    assert references.found == []
    assert len(references.ids) == len(set(references.ids))
    css = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert "@import" not in css
    fetched = re.findall(r"url\(['\"]?(.{0,40})", css)
    # A fragment is a drawing of the page itself (Leaflet's rule for an old Internet Explorer).
    assert [url for url in fetched if not url.startswith(("data:", "#"))] == []


def test_title_and_language_of_the_document(reader, lang, say):
    reader.open("" if lang == "zh" else "#lang=en")
    assert reader.page.title() == say(lang, "title")
    assert reader.page.evaluate("document.documentElement.lang") == LANG_CODES[lang]


def test_map_is_folium_and_leaflet(desktop):
    desktop.open()
    assert desktop.page.evaluate(
        "probe.map() instanceof L.Map && probe.map() === window[probe.map().getContainer().id]"
    )
    assert desktop.page.evaluate("probe.map().getContainer().classList.contains('folium-map')")


@pytest.mark.matrix  # of the small record, `make test` builds it so
def test_another_process_builds_the_same_bytes(map_file, tmp_path):
    build = "import sys; from geo import *; from geo.page.build import render_page; " + (
        "sys.stdout.buffer.write(render_page(Atlas(read(sys.argv[1]))).encode())"
    )
    told = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai"}
    again = subprocess.run([sys.executable, "-c", build, ROOT], env=told, cwd=tmp_path, capture_output=True, check=True)
    assert again.stdout == map_file.read_bytes()


def test_a_second_map_in_one_process_has_the_same_bytes(atlas, map_file):
    render_page(atlas)
    assert render_page(atlas).encode() == map_file.read_bytes()


@pytest.fixture(scope="module")
def hostile_record(tmp_path_factory) -> Path:
    """Copy the record and put what a page could mistake for markup, script or template into its texts."""
    root = tmp_path_factory.mktemp("hostile")
    copy_record(ROOT, root)
    record = read(root)
    parks = [feature for feature in record.layers["parks"]["features"] if feature["geometry"]]
    for (name, text), park in zip(HOSTILE.items(), parks, strict=False):
        properties = park["properties"]
        properties |= {"name_zh": f"{text} {name}", "name_en": f"{name} {text}", "aliases": [text]}
        properties |= {"position_note_zh": text, "position_note_en": text, "position_evidence": [text]}
        properties |= {
            "inclusion_reason_zh": text,
            "inclusion_reason_en": text,
            "area_note_zh": text,
            "area_note_en": text,
        }
    for district, text in zip(record.layers["districts"]["features"], HOSTILE.values(), strict=False):
        district["properties"] |= {"name_zh": text, "name_en": text}
    for context in record.layers["context"]["features"]:
        context["properties"]["name_zh"] = HOSTILE["script"]
    for source in record.sources:
        source |= {"title_zh": HOSTILE["script"], "publisher_zh": HOSTILE["image"], "title_en": HOSTILE["comment"]}
    for fact in record.facts:
        fact |= {"note_zh": HOSTILE["pattern"], "token": HOSTILE["image"]}
    for register in ("kinds", "statuses", "indicators", "themes", "aims", "scopes", "layers", "bases"):
        for row in record.registers[register]:
            row |= {
                "name_zh": f"{row['name_zh']} {HOSTILE['image']}",
                "name_en": f"{row['name_en']} {HOSTILE['script']}",
            }
    for path, text in format_record(record).items():
        write_text(root / path, text)
    return root


@pytest.fixture(scope="module")
def hostile(hostile_record, tmp_path_factory) -> tuple[Atlas, Path]:
    atlas = Atlas(read(hostile_record))
    return atlas, write_page(tmp_path_factory.mktemp("map"), atlas)


@pytest.fixture
def misled(visit, hostile):
    """Someone who reads what a page could mistake for markup."""
    atlas, file = hostile
    with visit(file=file, of=atlas) as reader:
        yield reader


@in_each_language
def test_texts_of_the_record_are_shown_as_typed_and_run_nothing(misled, lang):
    atlas = misled.atlas
    named = atlas.sites[atlas.sites["aliases"].map(lambda aliases: any(text in aliases for text in HOSTILE.values()))]
    assert len(named) == len(HOSTILE)
    misled.open(f"#lang={lang}")
    listed = {item["id"]: item["name"] for section in misled.tell("sections") for item in section["items"]}
    for site in named.itertuples():
        name = getattr(site, f"name_{lang}")
        assert listed[site.Index] == name
        misled.go(f"#lang={lang}&place={site.Index}")
        assert misled.tell("popup")["name"] == name
        misled.go(f"#lang={lang}&place={site.Index}&facts=1")
        drawer = misled.tell("drawer")
        assert drawer["name"] == name
        assert drawer["evidence"] == site.position_evidence
    misled.go(f"#lang={lang}&place=430200&facts=1")
    facts = misled.tell("drawer")["facts"]
    assert {fact["token"] for fact in facts} == {HOSTILE["image"]}
    assert {fact["publisher"] for fact in facts} == (
        {HOSTILE["image"]}
        if lang == "zh"
        else {atlas.sources["publisher_en"][fact["source"]] for claim in atlas.claims["430200"] for fact in claim.facts}
    )
    assert misled.page.evaluate("window.hacked") is None
    assert misled.page.locator(".atlas img:not(.relief), .atlas script, .atlas b b").count() == 0


@in_one_page("ending", PAGE_TEXTS)
def test_hostile_texts_are_exported_as_typed(misled, ending):
    misled.open("#")
    with misled.page.expect_download() as download:
        misled.take(ending)
    assert download.value.path().read_bytes() == PAGE_TEXTS[ending](misled.atlas, Selection()).encode()


def test_texts_of_the_record_stay_text_where_no_script_runs(visit, hostile):
    atlas, file = hostile
    with visit(file=file, of=atlas, java_script_enabled=False) as reader:
        reader.page.goto(file.as_uri())
        shown = reader.page.locator(".no-script").text_content()
        for name, text in HOSTILE.items():
            assert f"{text} {name}" in shown
        assert atlas.words.kinds["park"].name_zh in shown
        assert reader.page.locator(".no-script :is(img, script, b)").count() == 0


def test_hostile_search_and_hash_run_nothing(desktop):
    again = desktop.open().another()
    for text in HOSTILE.values():
        desktop.page.locator(".search input").fill(text)
        assert desktop.page.locator(".search input").input_value() == text
        for reader in (again.go(desktop.hash), again.open(desktop.hash) if text == HOSTILE["script"] else again):
            assert reader.page.locator(".search input").input_value() == text
            assert reader.page.evaluate("window.hacked") is None


# Every element of the page but for what differs with what is read: the shape of its tree.
TREE = """() => {
    const parts = (element) => [...element.children].filter((each) => !each.matches(".printed"));
    const shape = (element) => [element.tagName, element.getAttribute("class"), parts(element).map(shape)];
    return JSON.stringify(shape(document.body));
}"""


@pytest.mark.parametrize(
    "left",
    [
        "",
        "&place=430204&facts=1&colour=population&table=1",
        *(pytest.param(each, marks=pytest.mark.matrix) for each in ("&place=430204", "&page=about")),
    ],
)
def test_a_copy_saved_while_the_page_was_open_opens_as_one_page(visit, atlas, tmp_path, left):
    with visit() as reader:
        fresh = reader.open("#lang=en").page.evaluate(TREE)
        reader.go(f"#lang=en{left}")
        if not left:
            reader.press("map-measure")
            reader.press("map-base")
            reader.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        saved = tmp_path / "saved.html"
        saved.write_text("<!DOCTYPE html>\n" + reader.page.evaluate("document.documentElement.outerHTML"), "utf-8")
    # Styles that the script had set stand in the copy as attributes, which the policy refuses.
    with visit(file=saved, refuses=True) as reader:
        reader.open("#lang=en")
        assert reader.page.evaluate(TREE) == fresh
        assert len(reader.ids) == len(atlas.sites)
        reader.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert reader.page.locator(".printed").count() == 1
        reader.go("#lang=en&place=430204&facts=1")
        assert reader.tell("drawer")["name"] == atlas.districts["name_en"]["430204"]
