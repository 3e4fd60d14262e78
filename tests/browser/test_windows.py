"""A record of a thousand places: what is in sight is drawn, all of it is there for the keyboard and screen readers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.atlas.figures import figures
from geo.atlas.search import find
from tests.browser.conftest import PLACES

MOST_DRAWN = 150
"""Lines that are drawn at once, by far fewer than there are."""

STATE = """() => {
  const frame = document.querySelector(".panel");
  const line = document.activeElement;
  const item = line.closest("li");
  const { top, bottom } = line.getBoundingClientRect();
  const edges = frame.getBoundingClientRect();
  return {
    place: line.dataset.place || null,
    at: item ? [item.ariaPosInSet, item.ariaSetSize].map(Number) : null,
    inSight: top >= edges.top && bottom <= edges.bottom,
    drawn: document.querySelectorAll(".list li").length,
    height: frame.scrollHeight,
  };
}"""
IN_SIGHT = """() => {
  const { top, bottom } = document.querySelector(".panel").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".list li")].map((line) => [line, line.getBoundingClientRect()]);
  const seen = boxes.filter(([, box]) => box.bottom > top && box.top < bottom);
  return seen.map(([, box]) => [box.top, box.bottom]);
}"""
FIRST = ".list section:first-of-type .item"


@pytest.fixture
def page(visit, crowded):
    """Someone with the keyboard on the first place of the list."""
    with visit(file=crowded) as reader:
        reader.open("#lang=en")
        reader.page.focus(FIRST)
        yield reader.page


def press(page, key: str) -> dict:
    page.keyboard.press(key)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    return page.evaluate(STATE)


def test_the_keyboard_reaches_every_place_and_each_says_where_it_is(page, crowd):
    first = page.evaluate(STATE)
    assert first["at"][0] == 1
    assert first["drawn"] < MOST_DRAWN
    assert [press(page, "ArrowDown")["at"][0] for _ in range(60)] == list(range(2, 62))
    down = press(page, "PageDown")
    assert down["inSight"]
    assert 61 < down["at"][0] < 100
    assert press(page, "PageUp")["at"][0] in {60, 61}  # a line that shows in part counts on one way alone
    last = press(page, "End")
    assert last["inSight"]
    assert last["at"][0] == last["at"][1]
    assert press(page, "ArrowUp")["at"][0] == last["at"][0] - 1
    assert press(page, "Home")["inSight"]
    assert page.evaluate("document.querySelector('.panel').scrollTop") == 0
    sizes = page.eval_on_selector_all(
        ".list ul", "all => all.map((list) => Number(list.querySelector('li').ariaSetSize))"
    )
    assert sum(sizes) == len(crowd.sites) == PLACES


def test_of_what_is_typed_before_the_search_is_ready_the_last_is_searched_alone(visit, crowded, crowd):
    typed = crowd.sites["name_zh"].iloc[0]
    with visit(file=crowded) as reader:
        reader.open("#lang=en")
        seen = reader.page.evaluate(
            """async (typed) => {
              const box = document.querySelector(".search input");
              const counts = [];
              const look = () => counts.push(Number(document.querySelector(".bar p").textContent.match(/\\d+/)[0]));
              for (const text of ["zzzz", typed]) {
                box.value = text;
                box.dispatchEvent(new Event("input", { bubbles: true }));
                look();
              }
              do await new Promise(requestAnimationFrame);
              while (look() && counts.at(-1) === counts[0]);
              return [...new Set(counts)];
            }""",
            typed,
        )
        assert seen == [PLACES, len(find(crowd, typed).intersection(crowd.sites.index))]


def test_lines_follow_each_other_wherever_the_list_is_scrolled(page):
    height = page.evaluate(STATE)["height"]
    assert height > PLACES * 40
    for part in (0.5, 0.51, 0.25, 0.9):
        page.evaluate("(to) => { document.querySelector('.panel').scrollTop = to; }", height * part)
        page.wait_for_function("() => document.querySelectorAll('.list li').length > 20")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        lines = page.evaluate(IN_SIGHT)
        assert len(lines) > 10
        for (_, bottom), (top, _) in pairwise(lines):
            assert top - bottom < 40, part
    state = page.evaluate(STATE)
    assert state["place"], "the focus stays on a line that is out of sight"
    assert state["drawn"] < MOST_DRAWN


def test_a_chosen_place_is_brought_into_sight(visit, crowded, crowd):
    site = list(crowd.sites.index)[-1]
    with visit(file=crowded) as reader:
        reader.open(f"#lang=en&place={site}")
        chosen = reader.page.locator(".item[aria-current]")
        assert chosen.get_attribute("data-place") == site
        box, frame = chosen.bounding_box(), reader.page.locator(".panel").bounding_box()
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]


def test_no_key_of_the_search_scrolls_its_box_out_of_sight(visit, crowded):
    with visit(file=crowded) as reader:
        reader.open("#lang=en")
        for text in ("a", "1", ""):
            reader.page.locator(".search input").fill(text)
            reader.still()
            assert reader.page.evaluate("document.querySelector('.panel').scrollTop") == 0, text


def test_clusters_have_all_places_that_are_on_the_map(visit, crowded, crowd):
    with visit(file=crowded, of=crowd) as reader:
        reader.open("#lang=en")
        clusters = reader.tell("clusters")
        assert all(int(cluster["text"]) == len(set(cluster["members"])) for cluster in clusters)
        drawn = {row for cluster in clusters for row in cluster["members"]} | {
            mark["row"] for mark in reader.tell("marks")
        }
        assert len(drawn) == crowd.raw_sites["point"].notna().sum()


DRAWINGS = """() => {
  const observer = new MutationObserver(() => {});
  const pane = document.querySelector(".leaflet-places-pane");
  observer.observe(pane, { attributes: true, attributeFilter: ["class"], subtree: true });
  window.drawings = (act) => {
    observer.takeRecords();
    act();
    const marks = observer.takeRecords().map(({ target }) => target).filter((each) => each.matches(".mark, .cluster"));
    return Math.max(0, ...marks.map((mark) => marks.filter((each) => each === mark).length));
  };
}"""
"""Counts how often the markers are given their looks."""


def test_a_move_draws_the_map_once(visit, crowded):
    with visit(file=crowded) as reader:
        reader.open("#lang=en&map=12/27.83/113.13").still()
        reader.page.evaluate(DRAWINGS)
        map_of = "window[document.querySelector('.folium-map').id]"
        for move in ("panBy([120, 60], {animate: false})", "setZoom(13, {animate: false})"):
            assert reader.page.evaluate(f"() => drawings(() => {map_of}.{move})") == 1, move
        press = "drawings(() => document.querySelector('.leaflet-places-pane .mark').click())"
        assert reader.page.evaluate(press) <= 2


ROW = """() => {
  const button = document.activeElement;
  const row = button.closest("tr");
  const [frame, heads] = [".table .scroll", ".table thead"].map((each) => document.querySelector(each));
  const { top, bottom } = button.getBoundingClientRect();
  return {
    at: Number(row.getAttribute("aria-rowindex")),
    of: Number(row.closest("table").getAttribute("aria-rowcount")),
    inSight: top >= heads.getBoundingClientRect().bottom && bottom <= frame.getBoundingClientRect().bottom,
    drawn: frame.querySelectorAll("tbody tr:not(.gap)").length,
    height: frame.scrollHeight,
  };
}"""


def test_the_keyboard_reaches_every_row_of_the_table(visit, crowded):
    with visit(file=crowded) as reader:
        reader.open("#lang=en&table=1")
        page = reader.page
        page.focus(".table tbody button")

        def press(key: str) -> dict:
            page.keyboard.press(key)
            reader.still()
            return page.evaluate(ROW)

        first = page.evaluate(ROW)
        assert (first["at"], first["of"]) == (2, PLACES + 1)
        assert first["drawn"] < MOST_DRAWN
        assert first["height"] > PLACES * 20
        assert [press("ArrowDown")["at"] for _ in range(30)] == list(range(3, 33))
        assert press("PageDown")["at"] > 35
        last = press("End")
        assert last["at"] == PLACES + 1
        assert last["inSight"]
        assert press("ArrowUp") | {"height": 0, "drawn": 0} == last | {"at": PLACES, "height": 0, "drawn": 0}
        assert press("Home")["inSight"]


def test_a_sorted_table_shows_its_first_rows(visit, crowded):
    with visit(file=crowded) as reader:
        reader.open("#lang=en&table=1").press("sort-facts")
        reader.still()
        cells = (
            "probe.all('.table tbody tr:not(.gap)').map((row) => Number(row.cells[row.cells.length - 1].textContent))"
        )
        counts = reader.page.evaluate(cells)
        assert counts == sorted(counts, reverse=True)
        assert reader.page.evaluate("document.querySelector('.table .scroll').scrollTop") == 0


def test_table_and_ranking_of_many_places_read_no_facts(visit, crowd, crowded):
    held = figures(crowd)
    code = max(held, key=lambda each: sum(site in crowd.site_rows for site in held[each]))
    sites = [site for site in held[code] if site in crowd.site_rows]
    with visit(file=crowded) as reader:
        reader.open("#lang=en")
        # Whoever reads a block of facts now finds that the file is incomplete.
        reader.page.evaluate(
            "() => document.querySelectorAll('[id^=atlas-facts-]').forEach((island) => island.remove())"
        )
        reader.go(f"#lang=en&table=1&columns={code}&sort=-{code}").still()
        assert reader.page.locator(".table tbody tr:not(.gap)").count() < MOST_DRAWN
        assert reader.page.locator(".table tfoot b").count() > 0
        reader.go(f"#lang=en&page=ranking&by={code}").still()
        entries = reader.page.locator(".ranking li")
        assert entries.count() == len(sites) if len(sites) <= 400 else 0 < entries.count() < MOST_DRAWN
        assert reader.page.locator(".damaged").count() == 0


@pytest.mark.matrix
def test_paper_lists_so_many_and_says_how_many_are_left(visit, crowded, say):
    most = 1000
    with visit(file=crowded) as reader:
        for lang in ("zh", "en"):
            reader.open(f"#lang={lang}")
            reader.page.evaluate("() => { window.dispatchEvent(new Event('beforeprint')); }")
            assert reader.page.locator(".printed .places tbody tr").count() == most
            left = reader.page.locator(".printed .left").text_content()
            assert left == say(lang, "printedFirst", shown=most, count=PLACES - most)
