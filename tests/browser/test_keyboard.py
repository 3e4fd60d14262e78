"""From the search to the file without a mouse."""

from __future__ import annotations

import pytest

MOST_STEPS = 150


def tab_to(reader, *, key: str, backwards: bool = False) -> None:
    """Press Tab until the control with this key has the keyboard."""
    for _ in range(MOST_STEPS):
        if reader.active.get("key") == key:
            return
        reader.page.keyboard.press("Shift+Tab" if backwards else "Tab")
    pytest.fail(f"Tab does not reach {key}")


def test_a_journey_by_keyboard(desktop, atlas):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    site = max(placed, key=lambda each: len(atlas.claims.get(each, ())))
    number = sum(len(claim.facts) for claim in atlas.claims[site])
    keyboard = desktop.page.keyboard
    desktop.open()
    for _ in range(MOST_STEPS):
        if desktop.active["tag"] == "input":
            break
        keyboard.press("Tab")
    keyboard.type(atlas.sites["name_zh"][site])
    assert site in desktop.ids
    tab_to(desktop, key=site)
    assert desktop.page.evaluate("document.activeElement.matches(':focus-visible')")
    keyboard.press("Enter")
    desktop.page.locator(".popup").wait_for()
    assert desktop.tell("popup")["focused"]
    assert desktop.page.evaluate("document.activeElement.matches('.popup .all')")
    keyboard.press("Enter")
    drawer = desktop.tell("drawer")
    assert drawer["focused"]
    assert len(drawer["facts"]) == number
    keyboard.press("Escape")
    assert desktop.tell("drawer") is None
    assert site in (desktop.active.get("key"), desktop.id_of(int(desktop.active.get("row", 0))))
    tab_to(desktop, key="export")
    keyboard.press("Enter")
    with desktop.page.expect_download() as download:
        keyboard.press("Enter")
    assert site in download.value.path().read_text("utf-8")


def test_filters_keep_the_keyboard_where_it_was(desktop):
    desktop.open()
    for key in ("layer-projects", "district-430204"):
        tab_to(desktop, key=key)
        desktop.page.keyboard.press("Space")
        assert desktop.active["key"] == key
        assert desktop.page.locator(f'[data-key="{key}"]').get_attribute("aria-pressed") == (
            "false" if key.startswith("layer") else "true"
        )


def test_every_control_has_a_name(reader, atlas, lang):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    reader.open()
    for rest in ("", f"&place={site}", f"&place={site}&facts=1", "&place=430204&facts=1"):
        reader.go(f"#lang={lang}{rest}")
        nameless = reader.page.evaluate(
            """() => probe.shown("button, a, input, summary, [role=dialog], [role=img]")
                .filter((each) => !each.textContent.trim() && !each.getAttribute("aria-label"))
                .map((each) => each.outerHTML.slice(0, 100))"""
        )
        assert nameless == []
