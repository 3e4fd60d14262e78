"""The menu of what can be taken away: by mouse, by keyboard, by thumb, and where no file can be saved."""

from __future__ import annotations

import csv
import io

import pytest

from geo.atlas.selection import Selection
from geo.atlas.selection import select_subjects
from geo.export.choice import export_name
from geo.export.csv import to_csv
from geo.page.options import MapOptions
from geo.record.layers import SITE_LAYERS
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.conftest import write_page
from tests.fixtures.shared import CITY
from tests.fixtures.shared import PAGE_TEXTS

SHIFENG = "430204"
SITE = "zhuzhou-905-base"
ADDRESS = "https://atlas.example/map.html"

CLIPBOARD = """window.copied = [];
navigator.clipboard.writeText = (text) => { window.copied.push(text); return Promise.resolve(); }"""
ENTRIES = ["geojson", "csv", "xlsx", "kml", "png", "print", "copyTable", "embed", "withUnits"]
THUMB = 44

# As in the browsers inside chat applications.
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"


def is_open(reader) -> bool:
    told = reader.page.locator('[data-key="export"]').get_attribute("aria-expanded")
    assert reader.page.get_by_role("menu").is_visible() == (told == "true")
    return told == "true"


@in_each_language
def test_button_opens_and_closes_the_menu(reader, lang, say):
    reader.open(f"#lang={lang}").pull_up()
    assert not is_open(reader)
    reader.press("export")
    assert is_open(reader)
    names = reader.page.locator('.takeaway [role^="menuitem"]').all_text_contents()
    assert names == [say(lang, key) for key in ENTRIES]
    assert reader.page.get_by_role("menu").get_attribute("aria-label") == say(lang, "export")
    reader.press("export")
    assert not is_open(reader)


def test_menu_by_keyboard(desktop):
    keyboard = desktop.page.keyboard
    desktop.open(f"#place={desktop.atlas.districts.index[0]}&facts=1")
    desktop.page.locator('[data-key="export"]').focus()
    keyboard.press("Enter")
    walk = [desktop.active["key"]]
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        keyboard.press(key)
        walk.append(desktop.active["key"])
    assert walk == [ENTRIES[0], ENTRIES[1], ENTRIES[-1], ENTRIES[0], ENTRIES[-1], ENTRIES[0]]
    keyboard.press("Escape")
    assert not is_open(desktop)
    assert desktop.active["key"] == "export"
    # The key closed the menu and nothing else.
    assert desktop.tell("drawer") is not None
    keyboard.press("ArrowUp")
    assert desktop.active["key"] == ENTRIES[-1]
    keyboard.press("Tab")
    assert not is_open(desktop)


def test_menu_closes_where_something_else_is_pressed_or_nothing_is_left(desktop):
    desktop.open()
    desktop.press("export")
    desktop.page.locator(".panel .title").click()
    assert not is_open(desktop)
    desktop.page.locator(".search input").fill("zzzz")
    assert desktop.page.locator('[data-key="export"]').is_disabled()


def test_menu_stays_open_and_keeps_the_keyboard_while_the_page_is_drawn_anew(desktop):
    desktop.open()
    desktop.press("export")
    desktop.page.keyboard.press("ArrowDown")
    desktop.go(f"#district={SHIFENG}")
    assert is_open(desktop)
    assert desktop.active["key"] == ENTRIES[1]


def test_choosing_an_entry_closes_the_menu_and_gives_the_keyboard_back(desktop):
    desktop.open()
    desktop.press("export")
    with desktop.page.expect_download():
        desktop.press("csv")
    assert not is_open(desktop)
    assert desktop.active["key"] == "export"


@in_each_language
def test_entries_are_large_enough_for_a_thumb_and_wholly_seen(phone, lang):
    phone.open(f"#lang={lang}")
    while phone.sheet != "half":
        phone.page.locator(".handle").tap()
    phone.press("export")
    phone.still()
    for entry in ENTRIES:
        box = phone.page.locator(f'[data-key="{entry}"]').bounding_box()
        assert min(box["width"], box["height"]) >= THUMB
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
    assert phone.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_menu_below_open_facets_is_wholly_seen(desktop):
    desktop.open().page.locator('[data-facet="sector"] > summary').click()
    desktop.press("export")
    box = desktop.page.get_by_role("menu").bounding_box()
    assert box["y"] + box["height"] <= desktop.page.viewport_size["height"]


@pytest.mark.parametrize("old", [False, True], ids=["clipboard", "old way"])
def test_table_is_copied_where_no_file_can_be_saved(visit, say, old):
    with visit(permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(f"#district={SHIFENG}")
        if old:
            reader.page.evaluate(f"() => {{ {REFUSE} }}")
        reader.take("copyTable")
        selection = Selection(district=(SHIFENG,))
        expected = list(csv.reader(io.StringIO(to_csv(reader.atlas, selection).removeprefix("\ufeff"), newline="")))
        reader.page.locator(".toast").wait_for()
        sites = len({row[0] for row in expected[1:]}) - 1
        what = f"{say('zh', 'places', count=sites)}、{say('zh', 'units', count=1)}"
        assert reader.page.locator(".toast").text_content() == say("zh", "copiedTable", what=what)
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert list(csv.reader(io.StringIO(copied, newline=""), delimiter="\t")) == expected
        assert reader.active["key"] == "export"


def test_browser_that_refuses_to_copy_is_told_of(desktop, say):
    desktop.open()
    desktop.page.evaluate(f"() => {{ {REFUSE}; document.execCommand = () => false; }}")
    desktop.take("copyTable")
    desktop.page.locator(".toast").wait_for()
    assert desktop.page.locator(".toast").text_content() == say("zh", "copyRefused")


def saved(reader, press) -> tuple[str, str]:
    """Return the name and the text of the file that a press saves."""
    with reader.page.expect_download() as download:
        press()
    return download.value.suggested_filename, download.value.path().read_bytes().decode()


def test_facts_of_city_and_districts_can_be_left_out(desktop, say, lang):
    desktop.open(f"#lang={lang}").press("export")
    box = desktop.page.locator('[data-key="withUnits"]')
    assert (box.text_content(), box.get_attribute("aria-checked")) == (say(lang, "withUnits"), "true")
    box.click()
    assert box.get_attribute("aria-checked") == "false"
    assert is_open(desktop)
    _, text = saved(desktop, lambda: desktop.press("csv"))
    assert text == to_csv(desktop.atlas, Selection(layer=SITE_LAYERS))


def test_layers_hidden_by_a_link_are_in_no_file_as_on_the_command_line(desktop):
    desktop.open("#layer=parks")
    _, text = saved(desktop, lambda: desktop.take("csv"))
    assert text == to_csv(desktop.atlas, Selection.from_link(desktop.atlas, "#layer=parks"))
    desktop.press("export")
    box = desktop.page.locator('[data-key="withUnits"]')
    assert box.get_attribute("aria-checked") == "false"
    box.click()
    assert box.get_attribute("aria-checked") == "true"
    assert "layer=districts,parks" in desktop.hash


def test_export_is_there_where_nothing_but_the_city_is_found(desktop):
    search = next(
        name
        for name in desktop.atlas.words.indicators
        if (found := select_subjects(desktop.atlas, Selection(q=desktop.atlas.words.indicators[name].name_zh)))
        and not set(found).intersection(desktop.atlas.sites.index)
    )
    words = desktop.atlas.words.indicators[search].name_zh
    desktop.open()
    desktop.page.locator(".search input").fill(words)
    _, text = saved(desktop, lambda: desktop.take("csv"))
    assert text == to_csv(desktop.atlas, Selection(q=words))
    assert CITY in {row["id"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}


@pytest.mark.matrix
@in_one_page("subject", [CITY, SHIFENG, SITE])
def test_what_a_drawer_tells_is_saved_by_itself(reader, subject):
    reader.open(f"#place={subject}&facts=1&district=430211").pull_up()
    selection = Selection(place=subject)
    for ending, write in PAGE_TEXTS.items():
        reader.press("save")
        name, text = saved(reader, reader.page.locator(f'.drawer [data-form="{ending}"]').click)
        assert text == write(reader.atlas, selection), ending
        assert name == export_name(reader.atlas, selection, ending)


def links_and_references(reader, subject: str) -> list[str]:
    """Copy the link of a subject, that of its first fact, and its reference; return what was copied."""
    reader.page.add_init_script(CLIPBOARD)
    fact = reader.atlas.claims[subject][0].facts[0]["id"]
    reader.open(f"#place={subject}&facts=1")
    reader.tell("unfold")
    reader.press("link")
    reader.press(f"link-{fact}")
    for form in ("gbt", "bibtex"):
        reader.press("cite")
        reader.page.locator(f'.tools [data-form="{form}"]').click()
    return reader.page.evaluate("window.copied")


def test_nothing_that_is_copied_from_a_file_names_it(desktop):
    copied = links_and_references(desktop, SITE)
    fact = desktop.atlas.claims[SITE][0].facts[0]["id"]
    assert copied[:2] == [f"#lang=zh&place={SITE}&facts=1", f"#lang=zh&place={SITE}&facts=1&fact={fact}"]
    assert "file:" not in "".join(copied)
    assert "[DS]" in copied[2]


def test_links_from_a_file_are_those_of_the_published_page(visit, atlas, tmp_path):
    page = write_page(tmp_path, atlas, MapOptions(public_url=ADDRESS))
    with visit(file=page, locale="zh-CN") as reader:
        link, fact, gbt, bibtex = links_and_references(reader, SITE)
        place = f"{ADDRESS}#lang=zh&place={SITE}&facts=1"
        assert link == place
        assert fact.startswith(f"{place}&fact=f")
        assert "[DS/OL]" in gbt
        assert gbt.endswith(f"{place}.")
        assert f"url = {{{place}}}" in bibtex


def test_links_from_the_web_are_those_of_the_page_itself(visit):
    with visit(site="https://mirror.example/m.html") as reader:
        link, *_ = links_and_references(reader, SITE)
        assert link == f"https://mirror.example/m.html#lang=zh&place={SITE}&facts=1"
        reader.press("link")
        assert "链接已复制" in reader.page.locator(".toast").text_content()
