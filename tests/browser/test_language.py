"""Chinese and English are both complete, and neither leaks into the other."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from geo.page.basemaps import basemaps
from geo.record.layers import SITE_LAYERS

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
# What Chinese writes in Latin letters: formats, licences, datums, units.
LATIN = (
    "PNG",
    "http://",
    "https://",
    "Delete",
    "GPS",
    "PDF",
    "A4",
    "Enter",
    "Backspace",
    "Esc",
    "GeoJSON",
    "CSV",
    "Excel",
    "Data Package",
    "OGC API - Features",
    "KML",
    "CC BY",
    "WGS-84",
    "GCJ-02",
    "BD-09",
    "CGCS2000",
    "km²",
    "km",
    "POI",
    "GB/T",
    "APA",
    "BibTeX",
)

# Every text and every attribute that is read out or shown, once, with the language that its element states.
TEXTS = """() => {
    const found = [];
    const language = (element) => element.closest("[lang]").lang;
    const walker = document.createTreeWalker(document.querySelector(".atlas"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim();
        if (text) found.push([text, language(walker.currentNode.parentElement)]);
    }
    for (const element of document.querySelectorAll(".atlas, .atlas *")) {
        if (element.hidden) continue;
        for (const name of ["title", "aria-label", "placeholder", "alt", "aria-description"]) {
            if (element.getAttribute(name)) found.push([element.getAttribute(name), language(element)]);
        }
    }
    return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}"""


def states(atlas, lang: str) -> list[str]:
    placed = atlas.sites.geometry.notna()
    most = max(atlas.sites.index[placed], key=lambda site: len(atlas.claims.get(site, ())))
    disputed = next(subject for subject, claims in atlas.claims.items() if any(claim.differs for claim in claims))
    kind = atlas.sites["kind"].iloc[0]
    return [
        f"#lang={lang}{rest}"
        for rest in (
            f"&kind={kind}",
            f"&place={most}",
            f"&place={most}&facts=1",
            f"&place={disputed}&facts=1",
            f"&place={atlas.sites.index[~placed][0]}&facts=1",
            "&place=430204",
            "&place=430204&facts=1",
            "&place=430200&facts=1",
            "&page=sources",
            "&q=zzzz",
            "&map=13/27.83/113.13",
        )
    ]


def seen(reader, lang: str) -> set[tuple[str, str]]:
    """Return all texts of all states, each with the language that its element states."""
    return {tuple(each) for told in reader.tour(states(reader.atlas, lang), f"({TEXTS})()") for each in told}


def recorded(atlas) -> set[str]:
    """Texts of the record that stand as they are, whatever the language: aliases, evidence, citations."""
    sites, districts = atlas.sites, atlas.districts
    lists = chain(
        sites["aliases"],
        sites["position_evidence"],
        *(districts[column] for column in ("population_source", "area_source", "boundary_source")),
    )
    return {text for texts in lists for text in texts}


def test_both_languages_have_the_same_texts(messages):
    assert set(messages["zh"]) == set(messages["en"])
    assert len(messages["zh"]) > 40
    switch = {"switchLanguage"}
    assert [key for key, text in messages["en"].items() if HAN.search(str(text))] == list(switch)
    placeholder = re.compile(r"\{\w+\}")
    latin = {key for key, text in messages["zh"].items() if WORD.search(without(placeholder.sub("", text), LATIN))}
    assert latin == switch


def without(text: str, parts) -> str:
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, " ")
    return text


COMPOSED = ("diff", "every", "report")
"""What begins the names of texts that are put together where they are shown."""


def test_every_text_of_the_page_is_used(messages):
    # A text that no screen shows would be translated for nothing.
    package = Path(__file__).resolve().parents[2] / "geo"
    sources = [*(package / "page" / "web" / "src").rglob("*.js"), *package.rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in sources if path.name != "messages.js")
    unused = [key for key in messages["zh"] if not re.search(f"[\"']{key}[\"']", code)]
    assert [key for key in unused if not key.startswith(COMPOSED)] == []
    assert all(re.search(rf"`{name}\$\{{|f\"{name}\{{", code) for name in COMPOSED)


def test_english_shows_no_chinese_but_what_is_marked_as_such(reader, atlas):
    reader.open("#lang=en")
    kept = recorded(atlas)
    chinese = [text for text, lang in seen(reader, "en") if not lang.startswith("zh") and HAN.search(text)]
    assert [text for text in chinese if HAN.search(without(text, kept))] == []


def test_chinese_shows_no_english_but_what_is_marked_as_such(reader, atlas):
    reader.open()
    words = atlas.words
    names = {*atlas.sites["name_zh"], *(source["title_zh"] for source in atlas.record.sources)}
    names |= {source[column] for source in atlas.record.sources for column in ("publisher_zh", "note_zh")}
    names |= {fact["token"].replace("**", "") for fact in atlas.record.facts}
    names |= {fact["note_zh"] for fact in atlas.record.facts} | {
        note or "" for note in atlas.raw_sites["position_note_zh"]
    }
    for register in ("kinds", "sectors", "statuses", "indicators", "scopes", "honours", "units", "bases", "datums"):
        names |= {term.name_zh for term in getattr(words, register).values()}
    for basemap in basemaps({}):
        names |= {basemap.name_zh, basemap.host, *(text for text, _ in basemap.attribution)}
    kept = {text for text in recorded(atlas) | names if text} | set(LATIN) | {atlas.digest}
    english = {text for text, lang in seen(reader, "zh") if lang.startswith("zh") and WORD.search(text)} - kept
    assert [text for text in english if WORD.search(without(text, kept))] == []


def test_aliases_and_citations_in_the_other_language_are_marked(desktop, atlas):
    """A reading voice must know which language it reads."""
    placed = [site for site in atlas.sites.index if any(HAN.search(alias) for alias in atlas.sites["aliases"][site])]
    desktop.open(f"#lang=en&place={placed[0]}&facts=1")
    told = desktop.page.evaluate(TEXTS)
    assert [text for text, lang in told if not lang.startswith("zh") and HAN.search(text)] == []


def test_the_switch_changes_the_language_and_the_address_keeps_it(reader, atlas, say):
    reader.open().pull_up()
    assert reader.page.locator('[data-key="lang"]').text_content() == say("zh", "switchLanguage")
    reader.press("lang")
    reader.until("document.documentElement.lang === 'en'")
    assert "lang=en" in reader.hash
    assert reader.page.title() == say("en", "title")
    assert reader.page.locator("h1").text_content() == say("en", "title")
    english = {item["name"] for section in reader.tell("sections") for item in section["items"]}
    assert english == set(atlas.sites["name_en"])
    chips = reader.tell("chips")
    assert all(chips[f"layer-{layer}"]["label"] == atlas.words.layers[layer].name_en for layer in SITE_LAYERS)
    reader.reload()
    assert reader.page.title() == say("en", "title")
    reader.pull_up().press("lang")
    assert "lang=zh" in reader.hash
    assert reader.page.evaluate("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hans"), ("en-GB", "en"), ("fr-FR", "en")]
)
def test_a_reader_is_met_in_the_language_of_the_browser(visit, locale, lang):
    with visit(locale=locale) as reader:
        assert reader.open().page.evaluate("document.documentElement.lang") == lang


def test_the_language_chosen_is_remembered_and_a_link_changes_nothing_of_it(desktop):
    desktop.open().press("lang")
    assert desktop.another().page.evaluate("document.documentElement.lang") == "en"
    assert desktop.another("#lang=zh").page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert desktop.another().page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("facts", ["", "&facts=1"])
def test_the_switch_changes_what_is_open(desktop, atlas, facts):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    desktop.open(f"#place={site}{facts}")
    desktop.press("lang")
    what = "drawer" if facts else "popup"
    assert desktop.tell(what)["name"] == atlas.sites["name_en"][site]
