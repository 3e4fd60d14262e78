"""Places side by side: who is chosen, what they have in common, the way to each fact, and what can be taken along."""

from __future__ import annotations

import csv
import io

import pytest

from geo.page.payload.files import files
from tests.browser.conftest import in_each_language
from tests.browser.test_takeaway import saved

THREE = "430203,430204,430281"
PAGE = f"&page=compare&compare={THREE}"
HEADS = ".comparison .pressed .link"


@in_each_language
def test_places_are_chosen_from_popup_and_drawer_and_seen_side_by_side(desktop, atlas, lang, say):
    desktop.open(f"#lang={lang}&place=qingshuitang")
    desktop.page.locator(".popup .to-compare").click()
    assert "compare=qingshuitang" in desktop.hash
    assert desktop.page.locator(".popup .to-compare").inner_text() == say(lang, "compareRemove")
    assert desktop.page.locator('[data-key="compare"]').is_disabled()
    desktop.go(f"#lang={lang}&compare=qingshuitang&place=beidou-park&facts=1")
    desktop.page.locator(".drawer .to-compare").click()
    desktop.press("compare")
    assert "page=compare" in desktop.hash
    names = [atlas.sites.loc[site, f"name_{lang}"] for site in ("qingshuitang", "beidou-park")]
    assert desktop.page.locator(HEADS).all_inner_texts() == names
    assert not desktop.page.locator(".basket").is_visible()


def test_four_at_most_are_chosen_and_any_can_be_taken_out(desktop):
    desktop.open(f"#compare={THREE}")
    assert desktop.page.locator(".basket li").count() == 3
    desktop.press("uncompare-430204")
    assert "compare=430203,430281" in desktop.hash
    desktop.go("#compare=430202,430203,430204,430281&place=qingshuitang")
    assert desktop.page.locator(".popup .to-compare").is_disabled()
    desktop.press("compare-none")
    assert "compare=" not in desktop.hash
    assert not desktop.page.locator(".basket").is_visible()


def test_lines_of_the_list_have_the_button_while_some_are_chosen_and_keys_pass_it(desktop):
    desktop.open()
    assert desktop.page.locator(".list .to-compare").count() == 0
    desktop.go("#compare=430203")
    first, second = (desktop.page.locator(".list .item").nth(at).get_attribute("data-key") for at in (0, 1))
    desktop.page.locator(f'.item[data-key="{first}"] ~ .to-compare').click()
    assert f"compare=430203,{first}" in desktop.hash
    desktop.page.locator(f'.item[data-key="{first}"]').focus()
    desktop.page.keyboard.press("ArrowDown")
    assert desktop.active["key"] == second


def test_a_link_with_too_many_or_unknown_places_says_that_it_was_not_read_whole(desktop, say):
    desktop.open("#page=compare&compare=430202,nowhere,430203")
    assert desktop.page.locator(HEADS).count() == 2
    assert desktop.page.locator(".toast").inner_text() == say("zh", "linkUnread")


def test_a_cell_opens_its_fact_beside_the_comparison_which_stays(desktop):
    desktop.open(f"#{PAGE}")
    link = desktop.page.locator(".comparison td a").first
    fact = link.get_attribute("href").partition("&fact=")[2]
    link.click()
    assert desktop.page.locator(".drawer .pointed").get_attribute("id") == fact
    assert desktop.page.locator(".comparison").is_visible()
    assert f"fact={fact}" in desktop.hash
    assert "page=compare" in desktop.hash
    desktop.press("close")
    assert desktop.page.locator(".comparison").is_visible()
    assert not desktop.page.locator(".drawer").is_visible()
    desktop.press("compare-close")
    assert not desktop.page.locator(".comparison").is_visible()
    assert f"compare={THREE}" in desktop.hash


ROWS = """probe.all('.comparison table:not(details *) tbody tr:not(.theme)').map((row) => ({
    uneven: row.querySelector('.uneven') !== null,
    bars: row.querySelectorAll('.extent').length,
    figures: row.querySelectorAll('.figure').length,
    cells: [...row.querySelectorAll('td')].map((cell) => ({
        aim: [...cell.children].some((part) => part.matches('.when') && part.querySelector('.aim')),
        link: cell.querySelector('a')?.getAttribute('href') ?? null,
    })),
}))"""


def test_no_bar_is_drawn_in_a_row_of_unlike_dates_or_aims(desktop, atlas):
    desktop.open(f"#{PAGE}")
    facts = atlas.facts
    seen = set()
    for row in desktop.page.evaluate(ROWS):
        ids = [cell["link"].partition("&fact=")[2] for cell in row["cells"] if cell["link"]]
        if not row["figures"] or len(ids) < 2:
            continue
        dates = {(facts.loc[each, "as_of"], facts.loc[each, "aim"]) for each in ids}
        assert row["uneven"] == (len(dates) > 1)
        assert not (row["uneven"] and row["bars"])
        assert [cell["aim"] for cell in row["cells"] if cell["link"]] == [
            facts.loc[each, "aim"] != "actual" for each in ids
        ]
        seen |= {row["uneven"], "bars" if row["bars"] else ""}
    assert {True, False, "bars"} <= seen, "some rows are even, some are not, and some have bars"


def test_what_one_alone_has_is_folded_below(desktop):
    desktop.open(f"#{PAGE}")
    fold = desktop.page.locator(".comparison details")
    assert fold.get_attribute("open") is None
    fold.locator("summary").click()
    cells = desktop.page.evaluate(
        "probe.all('.comparison details tbody tr:not(.theme)').map((row) => row.querySelectorAll('td a').length > 0)"
    )
    assert cells
    assert all(cells)


def test_the_comparison_is_saved_with_each_fact_that_it_shows(desktop, atlas):
    desktop.open(f"#lang=en{PAGE}")
    name, text = saved(desktop, desktop.page.locator('[data-key="compare-csv"]').click)
    assert name.endswith(".compare.csv")
    mark = files(atlas)["csv"]["mark"]
    assert text.startswith(mark)
    lines = list(csv.DictReader(io.StringIO(text.removeprefix(mark), newline="")))
    facts = atlas.facts
    people = [(line["subject"], line["value"]) for line in lines if line["indicator"] == "population"]
    assert people == [(code, str(atlas.district_rows[code]["population"])) for code in THREE.split(",")]
    for line in lines:
        if not line["fact"]:
            continue
        fact = facts.loc[line["fact"]]
        told = {key: line[key] for key in ("subject", "indicator", "scope", "as_of", "aim", "source")}
        assert told == fact[[*told]].fillna("").to_dict()
        assert float(line["value_base"]) == float(fact["value_base"]) if line["value_base"] else True
    shown = desktop.page.evaluate(
        "probe.all('.comparison td a').map((link) => link.getAttribute('href').split('fact=')[1])"
    )
    assert set(shown) <= {line["fact"] for line in lines}


PAINTED = """() => {
  const write = CanvasRenderingContext2D.prototype.fillText;
  window.painted = "";
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.painted += text.replace(/\\s/g, "");
    return write.call(this, text, ...rest);
  };
}"""
LINES = """() => probe.all(":is(th, td)", document.querySelector(".comparison tbody"))
    .map((cell) => probe.text(cell).replace(/\\s/g, ""))"""


@in_each_language
def test_the_picture_says_what_the_places_are_as_the_page_does(desktop, lang, say):
    desktop.open(f"#lang={lang}&page=compare&compare=430203,qingshuitang,beidou-park")
    lines = desktop.page.evaluate(LINES)
    names = {"kind", "district", "sector", "status", "population", "area", "newest", "facts"}
    assert {"".join(say(lang, name).split()) for name in names} <= set(lines)
    desktop.page.evaluate(PAINTED)
    with desktop.page.expect_download():
        desktop.page.locator('[data-key="compare-png"]').click()
    painted = desktop.page.evaluate("window.painted")
    assert [text for text in lines if text not in painted] == []


def test_while_some_are_compared_each_line_of_the_list_keeps_its_button(desktop):
    desktop.open(f"#page=compare&compare={THREE}")
    line = desktop.page.locator(".list li").filter(has=desktop.page.locator(".to-compare")).first
    button = line.locator(".to-compare").bounding_box()
    assert button["height"] <= line.bounding_box()["height"]


def test_with_fewer_than_two_it_says_what_to_do_and_a_menu_adds(desktop, say):
    desktop.open("#page=compare")
    assert say("zh", "compareFew", count=4) in desktop.page.locator(".comparison .empty").inner_text()
    assert desktop.page.locator('[data-key="compare-csv"]').is_disabled()
    for code in ("430202", "430203"):
        desktop.page.locator('[data-key="compare-add"]').select_option(code)
    assert "compare=430202,430203" in desktop.hash
    assert desktop.page.locator(HEADS).count() == 2


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "__proto__", "430203%00", "," * 5000])
def test_no_hostile_list_of_places_is_taken(desktop, hostile):
    desktop.open(f"#page=compare&compare={hostile}")
    assert desktop.page.locator(HEADS).count() == 0
    desktop.press("lang")
    assert "&compare=" not in desktop.hash


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_a_popup_keeps_below_the_chips_of_what_is_compared(visit, atlas, size):
    width, height = size
    device = "phone" if width < height else "desktop"
    four = ",".join(atlas.sites["name_en"].str.len().sort_values().index[-4:])
    with visit(device, viewport={"width": width, "height": height}) as reader:
        reader.open("#lang=en&place=zhuzhou-905-base")
        # The popup is there before the chips are, and makes way for them.
        reader.go(f"#lang=en&place=zhuzhou-905-base&compare={four}")
        bottom, top = (
            "document.querySelector('.basket')?.getBoundingClientRect().bottom",
            "document.querySelector('.popup').getBoundingClientRect().top",
        )
        reader.until(f"{bottom} <= {top}")
        reader.page.locator(".popup .close").click(timeout=3000)
        reader.page.locator(".popup").wait_for(state="detached")
        assert f"compare={four}" in reader.hash
        assert reader.page.locator(".basket").is_visible()


@pytest.mark.parametrize("page", [f"compare&compare={THREE}", "ranking&by=investment"])
def test_the_head_on_a_phone_has_the_order_of_the_keyboard_and_begins_with_the_way_back(phone, page):
    phone.open(f"#lang=en&page={page}")
    seen = phone.page.evaluate("""() => probe.shown(".wide-page header :is(select, button)").map((each) => {
        const { top, left } = each.getBoundingClientRect();
        return [each.dataset.key, Math.round(top / 20), left];
    })""")
    assert seen == sorted(seen, key=lambda each: each[1:])
    keys = [key for key, *_ in seen]
    assert next(at for at, key in enumerate(keys) if key.endswith("-close")) < keys.index(
        next(key for key in keys if key.endswith("-csv"))
    )


def test_a_popup_on_a_phone_held_across_is_closed_beside_the_tools(visit):
    with visit("phone", viewport={"width": 844, "height": 390}) as phone:
        phone.open("#lang=en&place=hunan-automotive-university")
        phone.page.locator(".popup .close").tap(timeout=3000)
        phone.page.locator(".popup").wait_for(state="detached")
