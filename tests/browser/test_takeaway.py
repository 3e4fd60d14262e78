"""The menu of what can be taken away: by mouse, by keyboard, by thumb, and where no file can be saved."""

from __future__ import annotations

import csv
import io

import pytest

from geo.export import FORMATS
from geo.export import to_csv
from geo.selection import Selection

SHIFENG = "430204"
ENTRIES = [*FORMATS, "png", "print", "copyTable"]
THUMB = 44

# As in the browsers inside chat applications.
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"


def is_open(reader) -> bool:
    told = reader.page.locator('[data-key="export"]').get_attribute("aria-expanded")
    assert reader.page.get_by_role("menu").is_visible() == (told == "true")
    return told == "true"


def test_button_opens_and_closes_the_menu(reader, lang, say):
    reader.open(f"#lang={lang}").pull_up()
    assert not is_open(reader)
    reader.press("export")
    assert is_open(reader)
    names = reader.page.get_by_role("menuitem").all_text_contents()
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


def test_entries_are_large_enough_for_a_thumb_and_wholly_seen(phone, lang):
    phone.open(f"#lang={lang}")
    phone.page.locator(".handle").tap()
    assert phone.sheet == "half"
    phone.press("export")
    phone.still()
    for entry in ENTRIES:
        box = phone.page.locator(f'[data-key="{entry}"]').bounding_box()
        assert min(box["width"], box["height"]) >= THUMB
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
    assert phone.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("old", [False, True], ids=["clipboard", "old way"])
def test_table_is_copied_where_no_file_can_be_saved(visit, say, old):
    with visit(permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(f"#district={SHIFENG}")
        if old:
            reader.page.evaluate(f"() => {{ {REFUSE} }}")
        reader.take("copyTable")
        selection = Selection(districts=(SHIFENG,))
        expected = list(csv.reader(io.StringIO(to_csv(reader.atlas, selection).removeprefix("\ufeff"), newline="")))
        reader.page.locator(".toast").wait_for()
        sites = len({row[0] for row in expected[1:]})
        assert reader.page.locator(".toast").text_content() == say("zh", "copiedTable", count=sites)
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert list(csv.reader(io.StringIO(copied, newline=""), delimiter="\t")) == expected
        assert reader.active["key"] == "export"


def test_browser_that_refuses_to_copy_is_told_of(desktop, say):
    desktop.open()
    desktop.page.evaluate(f"() => {{ {REFUSE}; document.execCommand = () => false; }}")
    desktop.take("copyTable")
    desktop.page.locator(".toast").wait_for()
    assert desktop.page.locator(".toast").text_content() == say("zh", "copyRefused")
