"""Ten journeys through the page, in Firefox and in WebKit."""

from __future__ import annotations

import pytest

from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.export.choice import export_name
from tests.engines.conftest import ESCAPE
from tests.engines.conftest import Page
from tests.engines.driver import firefox
from tests.fixtures.shared import PAGE_TEXTS

SHIFENG = "430204"
LETTERS = "qst"  # 清水塘


@pytest.fixture
def placed(atlas) -> str:
    """Return a place with a position and facts, among those that the letters find."""
    return next(
        site
        for site in select(atlas, Selection(q=LETTERS))
        if atlas.sites.geometry.notna()[site] and atlas.claims.get(site)
    )


def test_the_page_starts_whole_and_asks_for_nothing(page, atlas):
    page.open("lang=zh")
    assert sorted(page.ids) == sorted(atlas.sites.index)
    assert page.read('document.querySelectorAll("path.leaflet-interactive.basemap-district").length') == len(
        atlas.districts
    )
    assert page.read('document.querySelectorAll("button.mark:not([hidden]), button.cluster:not([hidden])").length') > 10
    assert page.complaints == []


def test_search_finds_what_python_finds(page, atlas):
    page.open("lang=zh").click(".search input")
    page.type(LETTERS)
    found = select(atlas, Selection(q=LETTERS))
    assert 0 < len(found) < len(atlas.sites)
    page.until_listed(found)
    page.until("location.hash.includes(given[0])", f"q={LETTERS}")


def test_a_filter_narrows_the_list_and_is_taken_back(page, atlas):
    page.open("lang=zh").click('[data-key="facet-district"]')
    page.click(f'[data-key="district-{SHIFENG}"]')
    page.until_listed(select(atlas, Selection(district=SHIFENG)))
    page.click('[data-key="reset"]')
    page.until_listed(atlas.sites.index)


def test_a_line_of_the_list_opens_its_popup_and_all_facts(page, atlas, placed):
    page.open(f"lang=zh&q={atlas.sites['name_zh'][placed]}").click(f'.list [data-key="{placed}"]')
    page.until('document.querySelector(".popup")')
    assert page.text(".popup h2") == atlas.sites["name_zh"][placed]
    page.click(".popup .all")
    page.until('document.querySelector(".drawer .source[id]")')
    assert page.text(".drawer h2") == atlas.sites["name_zh"][placed]


def test_a_link_opens_what_it_names_and_back_leaves_it(page, atlas, placed):
    page.open(f"lang=en&place={placed}&facts=1")
    facts = {fact["id"] for claim in atlas.claims[placed] for fact in claim.facts}
    assert page.text(".drawer h2") == atlas.sites["name_en"][placed]
    assert set(page.read('[...document.querySelectorAll(".drawer .source[id]")].map(({ id }) => id)')) == facts
    page.click(".drawer .close")
    page.until('!location.hash.includes("facts=") && !document.querySelector(".reading")')
    page.read("history.back()")
    page.until('document.querySelector(".reading .drawer .source[id]")')


def test_the_table_has_a_row_for_each_place(page, atlas):
    page.open(f"lang=en&district={SHIFENG}").click('[data-key="table"]')
    page.until('document.querySelector(".table tbody tr")')
    assert page.read('document.querySelectorAll(".table tbody tr").length') == len(
        select(atlas, Selection(district=SHIFENG))
    )


# What would be saved, by name, in place of saving it.
CATCH = """(() => {
    window.caught = {};
    const made = new Map();
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
        const address = createObjectURL.call(URL, blob);
        made.set(address, blob);
        return address;
    };
    HTMLAnchorElement.prototype.click = function () { window.caught[this.download] = made.get(this.href); };
})()"""
BYTES = "new Response(window.caught[given[0]]).arrayBuffer().then((all) => [...new Uint8Array(all)])"


@pytest.mark.parametrize("ending", PAGE_TEXTS)
def test_exports_have_the_bytes_of_the_command_line(page, atlas, ending):
    selection = Selection(district=SHIFENG)
    page.open(f"lang=en&district={SHIFENG}").read(CATCH)
    page.click('[data-key="export"]')
    page.click(f'[data-key="{ending}"]')
    name = export_name(atlas, selection, ending)
    page.until("Object.keys(window.caught).length === 1")
    assert page.read("Object.keys(window.caught)") == [name]
    assert bytes(page.read(BYTES, name)) == PAGE_TEXTS[ending](atlas, selection).encode()


def test_the_language_changes_everywhere_and_stays(page, atlas, placed):
    page.open(f"lang=zh&place={placed}")
    page.click('[data-key="lang"]')
    page.until('document.documentElement.lang === "en"')
    assert page.text(".popup h2") == atlas.sites["name_en"][placed]
    page.until('location.hash.includes("lang=en")')
    page.driver.command("open", {"url": f"{page.address}?again"})
    page.until('location.search === "?again" && document.documentElement.lang === "en"')


def test_one_escape_empties_the_box_the_next_closes_what_is_open(page, atlas, placed):
    page.open(f"lang=zh&place={placed}&facts=1").click(".search input")
    page.type(LETTERS)
    page.until_listed(select(atlas, Selection(q=LETTERS)))
    page.type(ESCAPE)
    page.until_listed(atlas.sites.index)
    assert page.read('document.querySelector(".search input").value') == ""
    assert page.read('document.querySelector(".reading .drawer") !== null')
    page.type(ESCAPE)
    page.until('!document.querySelector(".reading") && !document.querySelector(".popup")')


def test_a_line_is_measured(page):
    page.open("lang=en").click('[data-key="map-measure"]')
    page.click(".folium-map", right=-60)
    page.click(".folium-map", right=60, down=40)
    page.until('document.querySelector(".measure-line").getAttribute("d").includes("L")')
    page.until('document.querySelector(".measure [role=status]").textContent.includes("km")')


def test_no_picture_is_saved_where_firefox_hands_out_noise(address, tmp_path):
    with firefox(tmp_path, **{"privacy.resistFingerprinting": True}) as driver:
        page = Page(driver, address).open("lang=en")
        page.read(CATCH)
        page.click('[data-key="export"]')
        page.click('[data-key="png"]')
        page.until('!document.querySelector(".toast").hidden')
        assert "Print" in page.text(".toast")
        assert page.read("Object.keys(window.caught)") == []
