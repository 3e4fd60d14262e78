"""What shows while the file is still on its way, and what starts before all of it is there."""

from __future__ import annotations

import pytest

from bench.served import served
from tests.browser.conftest import wait_until

BEGINNING = 20_000  # bytes of the file: the code is yet to come
MIDDLE = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.opening').innerText"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_name_shows_on_its_ground_before_the_code_has_come(browser, map_file, say, scheme):
    with served(map_file, BEGINNING) as address:
        page = browser.new_page(color_scheme=scheme)
        page.goto(address, wait_until="commit")
        page.locator(".opening").wait_for(state="visible")
        told = page.evaluate(MIDDLE)
        assert all(say(lang, "title") in told for lang in ("zh", "en"))
        ground, outside = (
            page.locator(selector).evaluate("(each) => getComputedStyle(each).backgroundColor")
            for selector in (".opening", ".atlas")
        )
        assert ground == outside
        page.close()


@pytest.mark.parametrize("address", ["#", "#q=905", "#order=name", "#page=promises", "#place=zhuzhou-905-base&facts=1"])
def test_it_makes_way_for_the_map_whatever_the_address_asks_for(desktop, address):
    assert desktop.open(address).page.locator(".opening").count() == 0
    assert desktop.ids


def test_places_show_before_what_is_beside_them_has_come(browser, map_file):
    with served(map_file, map_file.read_bytes().index(b'id="atlas-texts-0"')) as address:
        shown = browser.new_page()
        shown.goto(address, wait_until="commit")
        shown.locator(".leaflet-places-pane .cluster:visible").first.wait_for()
        assert shown.locator(".list").count() == 0
        shown.close()


def before_what_is_looked_up(map_file) -> int:
    """How many bytes of the page come before what is only looked up, with what tells that these have come."""
    what_follows = b'id="atlas-later">'
    return map_file.read_bytes().index(what_follows) + len(what_follows)


def test_the_map_shows_before_what_is_only_looked_up_has_come(browser, map_file, atlas):
    with served(map_file, before_what_is_looked_up(map_file)) as address:
        shown = browser.new_page()
        shown.goto(address, wait_until="commit")
        shown.locator(".list .item").first.wait_for()
        assert shown.locator(".list .item").count() == len(atlas.sites)
        assert shown.locator(".leaflet-places-pane .cluster:visible").count() > 0
        shown.close()


def test_what_is_chosen_before_the_whole_file_has_come_gets_into_the_address(browser, map_file):
    shown = browser.new_page()
    with served(map_file, before_what_is_looked_up(map_file)) as address:
        shown.goto(address, wait_until="commit")
        shown.locator(".chip").first.click()
        shown.locator(".chip[aria-pressed=true]").first.wait_for()
        assert shown.locator(".atlas").get_attribute("aria-busy") == "true"
        assert "#" not in shown.url
    wait_until(shown, "location.hash.length > 1 && !document.querySelector('.atlas[aria-busy]')")
    shown.close()
