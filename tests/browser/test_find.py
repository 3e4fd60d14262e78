"""Finding: what is typed is found and marked, lists keep their order, the keyboard goes through, the table tells."""

from __future__ import annotations

import csv
import io
import re
from itertools import product

import pytest

from geo.atlas.atlas import subjects
from geo.atlas.claims import is_open
from geo.atlas.search import find
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.page.payload.core import core_payload
from geo.record.vocabulary import UNLOCATED_BASES
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.fixtures.shared import CITY

TYPED = [
    *(
        "清",
        "qst",
        "qing shui tang",
        "QINGSHUITANG",
        "清水塘產業",
        "石峰 园",
        "sfq",
        "航空",
        "总投资",
        "50亿元",
        "投运",
    ),
    *(
        "石峰區",
        "光啟",
        "光啓",
        "華為",
        "工業軟體",
        "株洲北斗湖時空資訊科技園",
        "互联网 網際網路",
        "lǚyou",
        "lvyou",
        "石\u200b峰",
    ),
    *("aviaton", "petrolium", "zhuzou", "dual carbn", "crrc", "zzzz", "\\", "<b>", "'", "😀", "a b c"),
]


def items(reader) -> list[dict]:
    return [item for section in reader.tell("sections") for item in section["items"]]


def type_in(reader, text: str) -> None:
    reader.page.locator(".search input").fill(text)


def test_the_page_finds_what_the_command_finds(desktop, atlas):
    desktop.open()
    for typed in TYPED:
        type_in(desktop, typed)
        assert sorted(desktop.ids) == sorted(find(atlas, typed).intersection(desktop.atlas.sites.index)), typed


def test_what_was_typed_is_marked_in_the_name(desktop):
    desktop.open()
    for typed in ("清水塘", "qst", "qingshuitang", "QST"):
        type_in(desktop, typed)
        found = {item["id"]: item for item in items(desktop)}
        assert "".join(found["qingshuitang"]["marked"]) == "清水塘", typed
        assert found["qingshuitang"]["also"] == [], typed


def test_what_the_name_lacks_is_told_beside_it(desktop):
    desktop.open("#q=石峰 双碳")
    [item] = items(desktop)
    assert item["marked"] == ["双碳"]
    assert item["also"] == [{"text": "石峰区", "marked": ["石峰"]}]


def test_what_most_of_those_found_have_in_common_is_said_once(desktop):
    desktop.open()
    for lang, typed in (("zh", "天元区"), ("en", "tianyuan"), ("zh", "轨道交通")):
        desktop.go(f"#lang={lang}&q={typed}")
        [common] = desktop.page.locator(".common").all()
        name, count = common.text_content().rsplit(" · ", 1)
        assert 1 < int(re.search(r"\d+", count).group()) <= len(desktop.ids)
        assert all(also["text"] != name for item in items(desktop) for also in item["also"])
    # In the order of relevance, too; and not where every place has its own reason.
    desktop.go("#q=天元区&order=relevance&grouped=0")
    assert desktop.page.locator(".common").count() == 1
    type_in(desktop, "清水塘")
    assert desktop.page.locator(".common").count() == 0


def test_near_misses_are_said_to_be_such(desktop, say):
    desktop.open("#lang=en&q=petrolium")
    assert desktop.page.locator(".near").text_content() == say("en", "nearMatches", query="petrolium")
    assert [item["marked"] for item in items(desktop)] == [["Petroleum"]]
    type_in(desktop, "petroleum")
    assert desktop.page.locator(".near").count() == 0


def test_units_whose_figures_are_searched_stand_above_the_places(desktop, atlas):
    about = {code for code, indicator in atlas.words.indicators.items() if "地区生产总值" in indicator.name_zh}
    holders = {subject for subject, claims in atlas.claims.items() if about & {claim.indicator for claim in claims}}
    assert holders.isdisjoint(atlas.sites.index)
    desktop.open("#q=地区生产总值")
    heads = desktop.page.locator('[data-key^="head-"]')
    assert {key[5:] for key in heads.evaluate_all("all => all.map((each) => each.dataset.key)")} == holders
    heads.first.click()
    assert "地区生产总值" in desktop.page.locator(".drawer").text_content()


def found(reader) -> list[str]:
    """Ids of the facts listed."""
    return reader.page.evaluate("probe.all('.found .fact').map((each) => each.dataset.key.slice(4))")


@pytest.mark.matrix
@in_one_page("typed", ["5000亿", "5,000億", "500 billion"])
def test_a_figure_leads_to_its_fact(reader, atlas, typed):
    reader.open(f"#q={typed}").pull_up()
    assert reader.page.locator(".empty").count() == 0
    [fact] = [fact for fact in atlas.record.facts if fact["subject"] == CITY and fact["value"] == "5000"]
    assert fact["id"] in found(reader)
    line = reader.page.locator(f'[data-key="hit-{fact["id"]}"]')
    source = next(source for source in atlas.record.sources if source["id"] == fact["source"])
    for told in ("株洲市", "地区生产总值", "5000", "2026年", source["publisher_zh"]):
        assert told in line.text_content()
    line.click()
    reader.still()
    assert f"fact={fact['id']}" in reader.hash
    marked = reader.page.locator(".source.pointed")
    assert marked.get_attribute("id") == fact["id"]
    box, drawer = marked.bounding_box(), reader.page.locator(".drawer").bounding_box()
    assert drawer["y"] <= box["y"] <= reader.page.viewport_size["height"] - box["height"]


def test_a_common_name_leads_to_the_figure_that_has_it_first(desktop, atlas):
    about = {row["id"]: row["indicator"] for row in atlas.record.facts}
    desktop.open()
    for typed in ("GDP", "gdp", "ＧＤＰ"):
        type_in(desktop, typed)
        assert desktop.page.locator(".empty").count() == 0
        assert about[found(desktop)[0]] == "gdp", typed
        assert desktop.page.locator(".found .fact").first.locator(".label").text_content() == "地区生产总值"
        assert desktop.page.locator("button :is(a, button, input)").count() == 0


def test_facts_of_a_link_are_listed_and_arrow_keys_reach_them(desktop):
    desktop.open("#q=总投资&grouped=0")
    assert found(desktop)
    page = desktop.page
    page.locator(".search input").focus()
    while "fact" not in page.evaluate("document.activeElement.className"):
        page.keyboard.press("ArrowDown")
    assert page.locator(".mark.pointed:visible, .cluster.pointed:visible").count() <= 1
    page.keyboard.press("Enter")
    assert page.locator(".source.pointed").count() == 1


def test_a_status_finds_first_what_has_it_now(desktop, atlas, say):
    statuses = atlas.sites["status"]
    now = set(statuses.index[statuses == "under-construction"])
    for grouped in ("0", "1"):
        desktop.open(f"#q=在建&grouped={grouped}")
        listed = desktop.ids
        assert set(listed[: len(now)]) == now
        assert len(listed) > len(now)
    others = desktop.page.locator(".others")
    assert others.text_content() == say("zh", "otherStatus") + str(len(listed) - len(now))
    spur = desktop.page.locator('.found [data-place="sany-steel-city-rail-spur"]').first
    assert say("zh", "earlier") in spur.text_content()
    assert "2024年" in spur.text_content()


def test_what_has_the_status_comes_before_facts_of_the_city_that_have_its_words(desktop, atlas):
    lines = "probe.all('.list :is(.item, [data-key^=head-])').map((each) => each.dataset.key)"
    desktop.open()
    for typed, grouped in product(("under construction", "Started", "开工", "投产"), "01"):
        words = next(
            status.code
            for status in atlas.words.statuses.values()
            if typed.lower() in (status.name_zh, status.name_en.lower(), *status.aliases)
        )
        listed = desktop.go(f"#q={typed}&grouped={grouped}").page.evaluate(lines)
        assert atlas.sites["status"][listed[0]] == words, typed
        assert "head-430200" in listed, typed


def test_disagreements_about_the_city_are_counted_and_listed(desktop, atlas):
    differing = {subject: [claim for claim in claims if claim.differs] for subject, claims in atlas.claims.items()}
    assert differing[CITY]
    for option in ("open", "resolved"):
        asked = {
            subject: [claim for claim in claims if is_open(claim) == (option == "open")]
            for subject, claims in differing.items()
        }
        having = {subject for subject, claims in asked.items() if claims}
        units = having - set(atlas.sites.index)
        desktop.open(f"#dispute={option}")
        assert desktop.tell("chips")[f"dispute-{option}"]["count"] == len(having)
        heads = desktop.page.locator('[data-key^="head-"]')
        assert {key[5:] for key in heads.evaluate_all("all => all.map((each) => each.dataset.key)")} == units
        assert sorted(desktop.ids) == sorted(having - units)
        assert set(found(desktop)) == {claim.facts[0]["id"] for unit in units for claim in differing[unit]}
    desktop.open("#dispute=open,resolved&kind=park")
    assert desktop.page.locator('[data-key^="head-"]').count() == 0


def test_a_drawer_leads_to_the_open_question(desktop, atlas):
    site, claims = next(each for each in atlas.claims.items() if any(map(is_open, each[1])))
    desktop.open(f"#place={site}&facts=1").press("disputes")
    first = next(filter(is_open, claims))
    assert desktop.page.locator(".source.pointed").get_attribute("id") == first.facts[0]["id"]


def test_facts_of_a_drawer_can_be_searched(desktop, atlas, say):
    desktop.open(f"#place={CITY}&facts=1")
    count = len(desktop.tell("drawer")["facts"])
    box = desktop.page.locator(".find input")
    told = []
    for typed in ("dqscZZ zengsu", "zēngsù 生产总值", "生產總值 增速"):
        box.fill(typed)
        told.append(desktop.page.evaluate("probe.shown('.drawer .source[id]').map(({ id }) => id)"))
    shown = told[-1]
    assert told == [shown] * 3
    about = {row["id"]: row["indicator"] for row in atlas.record.facts}
    growth = {row for row in about if about[row] == "gdp-growth"} & {
        fact["id"] for claim in atlas.claims[CITY] for fact in claim.facts
    }
    assert growth <= set(shown)
    assert len(shown) < count
    assert desktop.page.locator(".find output").text_content() == say("zh", "findCount", count=len(shown))
    box.press("Enter")
    box.press("Enter")
    assert desktop.page.locator(".source.pointed").get_attribute("id") == shown[1]
    assert desktop.page.locator(".find output").text_content() == say("zh", "findAt", at=2, count=len(shown))
    box.press("Shift+Enter")
    assert desktop.page.locator(".source.pointed").get_attribute("id") == shown[0]
    box.press("ArrowDown")
    assert desktop.page.evaluate("document.activeElement.id") == shown[0]
    box.press("Escape")
    assert desktop.page.locator(".drawer").is_visible()
    assert desktop.page.evaluate("probe.all('.drawer .source[hidden], .drawer section[hidden]').length") == 0


@pytest.mark.matrix
def test_a_cross_empties_a_box_and_leaves_the_keyboard_in_it(desktop, say):
    desktop.open("#lang=en&place=430200&facts=1")
    for box in (desktop.page.locator(".search input"), desktop.page.locator(".find input")):
        cross = box.locator("xpath=following-sibling::button")
        assert cross.get_attribute("aria-label") == say("en", "clearSearch")
        assert not cross.is_visible()
        for press in (cross.click, lambda: (desktop.page.keyboard.press("Tab"), desktop.page.keyboard.press("Enter"))):
            box.press_sequentially("growth")
            press()
            assert box.input_value() == ""
            assert box.evaluate("(each) => each === document.activeElement")
            assert not cross.is_visible()
    assert desktop.page.locator(".drawer .source[hidden]").count() == 0
    assert len(desktop.ids) == len(desktop.atlas.sites)


def test_all_facts_found_are_shown_in_the_drawer(desktop):
    desktop.open("#q=增速")
    more = desktop.page.locator(".more-found").first
    count = "".join(filter(str.isdigit, more.text_content()))
    more.click()
    assert desktop.page.locator(".find input").input_value() == "增速"
    # The box looks through notes and sources, too.
    assert desktop.page.evaluate("probe.shown('.drawer .source[id]').length") >= int(count) > 0


def test_the_list_stands_in_the_order_asked_for(reader, atlas):
    reader.open().pull_up()
    reader.page.locator('[data-key="grouped"]').click()
    sites = atlas.sites
    reader.page.locator('[data-key="order"]').select_option("latest")
    assert "order=latest" in reader.hash
    latest = dict(zip(subjects(atlas), core_payload(atlas)["columns"]["latest"].split("\n"), strict=True))
    ends = [latest[site].rpartition("/")[2] for site in reader.ids]
    assert ends == sorted(ends, reverse=True)
    assert ends[0].startswith("202")
    reader.go("#lang=en&order=name&grouped=0")
    names = [item["name"] for item in items(reader)]
    assert names == sorted(sites["name_en"], key=str.lower)


def test_relevance_puts_the_name_before_the_place_it_lies_in(desktop):
    desktop.open("#q=清水塘&grouped=0")
    found = items(desktop)
    assert found[0]["name"].startswith("清水塘")
    marked = ["".join(item["marked"]) == "清水塘" for item in found]
    assert marked == sorted(marked, reverse=True)


def test_grouping_is_by_the_main_district_and_can_be_left(desktop, atlas, say):
    desktop.open("#q=园")
    groups = {section["name"]: [item["id"] for item in section["items"]] for section in desktop.tell("sections")}
    for name, members in groups.items():
        units = {(atlas.sites["all_districts"][each] or [CITY])[0] for each in members}
        assert {atlas.districts["name_zh"].get(unit, say("zh", "cityOnly")) for unit in units} == {name}
    desktop.press("grouped")
    assert len(desktop.tell("sections")) == 1
    assert sorted(desktop.ids) == sorted(select(atlas, Selection(q="园")))


def test_arrow_down_leads_from_the_box_to_the_first_place_of_a_grouped_list(desktop):
    desktop.open("#q=清水塘产业&grouped=1")
    page = desktop.page
    page.locator(".search input").focus()
    page.keyboard.press("ArrowDown")
    assert desktop.active["key"] == desktop.ids[0]
    page.keyboard.press("ArrowUp")
    assert desktop.active["key"].startswith("group-"), "its heading is above it"


def test_arrow_keys_go_through_the_list_and_the_map_follows(desktop):
    desktop.open("#q=园&grouped=0&map=13/26.5/113.6")
    page = desktop.page
    page.locator(".search input").focus()
    page.keyboard.press("ArrowDown")
    while "item" not in page.evaluate("document.activeElement.className"):
        page.keyboard.press("ArrowDown")
    first = desktop.active["key"]
    page.keyboard.press("ArrowDown")
    second = desktop.active["key"]
    assert first != second
    assert desktop.page.locator(".mark.pointed:visible, .cluster.pointed:visible").count() == 1
    page.keyboard.press("ArrowUp")
    assert desktop.active["key"] == first
    page.keyboard.press("End")
    assert desktop.active["place"] == desktop.ids[-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.search input')")
    page.keyboard.press("ArrowDown")
    while desktop.active.get("key") != first:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened = desktop.tell("popup") or desktop.tell("drawer")
    assert opened["name"] == desktop.atlas.sites["name_zh"][first]


def test_hovering_a_line_tells_its_sign_apart_without_moving_the_map(desktop, atlas):
    desktop.open()
    before = desktop.tell("view")
    placed = atlas.sites.index[atlas.sites.geometry.notna()][0]
    desktop.page.locator(f'.item[data-key="{placed}"]').hover()
    assert desktop.page.locator(".mark.pointed:visible, .cluster.pointed:visible").count() == 1
    assert desktop.tell("view") == before


ROWS = """probe.all('.table tbody tr').map((row) => [...row.cells].map((cell) =>
    (cell.querySelector('[data-key]') || cell).textContent.trim()))"""

HEADS = """probe.all('.table thead th').map((head) => ({
    name: probe.text(head.querySelector('button')),
    unit: probe.text(head.querySelector('option:checked, small')),
}))"""


def rows(reader) -> list[list[str]]:
    return reader.page.evaluate(ROWS)


@in_each_language
def test_the_table_holds_the_rows_of_the_list(reader, atlas, lang):
    reader.open(f"#lang={lang}&q=园&table=1&grouped=0")
    assert reader.page.locator(".table").is_visible()
    told = reader.page.evaluate("probe.all('.table [data-key^=row-]').map((each) => each.dataset.key.slice(4))")
    assert told == reader.ids
    assert len(told) == len(select(atlas, Selection(q="园")))
    heads = [head["name"] for head in reader.page.evaluate(HEADS)]
    assert atlas.words.indicators["investment"].name_zh in heads or lang == "en"
    assert all(len(row) == len(heads) for row in rows(reader))


def test_a_figure_of_the_table_is_the_latest_and_tells_its_date(desktop, atlas):
    desktop.open("#table=1&sort=-investment")
    assert (
        desktop.page.locator('th[aria-sort="descending"] [data-key^="sort-"]').text_content()
        == atlas.words.indicators["investment"].name_zh
    )
    column = desktop.page.evaluate("probe.all('.table thead th').findIndex((each) => each.ariaSort === 'descending')")
    figures = [row[column] for row in rows(desktop)]
    filled = [figure for figure in figures if figure]
    assert len(filled) >= 5
    assert figures[: len(filled)] == filled
    assert all("年" in figure for figure in filled)


def test_numbers_sort_the_largest_first_then_the_smallest_then_not(desktop):
    desktop.open("#table=1")
    before = rows(desktop)
    desktop.press("sort-facts")
    counts = [int(row[-1]) for row in rows(desktop)]
    assert counts == sorted(counts, reverse=True)
    assert "sort=-facts" in desktop.hash
    desktop.press("sort-facts")
    assert [int(row[-1]) for row in rows(desktop)] == sorted(counts)
    desktop.press("sort-facts")
    assert rows(desktop) == before
    assert desktop.active["key"] == "sort-facts"


def copied(reader) -> list[dict[str, str]]:
    """Copy the table; return what is pasted, a row for each place, by the heads of the columns."""
    reader.press("copy-table")
    reader.page.locator(".toast").wait_for()
    text = reader.page.evaluate("navigator.clipboard.readText()")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))


SHOWN_CELLS = """probe.all('.table tbody tr').map((row) => [...row.cells].map((cell) => ({
    text: probe.text(cell.querySelector('[data-key]') || cell),
    number: probe.text(cell.querySelector('b')),
    unit: probe.text(cell.querySelector('b + small:not(.when)')),
    differs: cell.querySelector('.unequal') !== null,
    when: probe.text(cell.querySelector('.when')),
    aim: probe.text(cell.querySelector('.aim')),
})))"""


def without_basis(text: str, atlas, lang: str) -> str:
    """Return the text of a name's cell without what follows the name of a place that has no position."""
    for basis in UNLOCATED_BASES:
        text = text.removesuffix(getattr(atlas.words.bases[basis], f"name_{lang}"))
    return text


@pytest.mark.matrix
@in_each_language
def test_every_cell_of_the_table_is_pasted_with_all_that_it_shows(visit, atlas, lang, say):
    with visit(permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(f"#lang={lang}&table=1")
        heads = reader.page.evaluate(HEADS)
        shown = reader.page.evaluate(SHOWN_CELLS)
        lines = copied(reader)
        assert len(lines) == len(shown) == len(atlas.sites)
        actual = getattr(atlas.words.aims["actual"], f"name_{lang}")
        keys = ("cellUnit", "cellQualifier", "cellScope", "cellAim", "cellDate", "cellStated", "cellDiffers")
        seen = set()
        for line, cells in zip(lines, shown, strict=True):
            for (name, own_unit), cell in zip((head.values() for head in heads), cells, strict=True):
                date = line.get(say(lang, "cellDate", name=name))
                if cell["number"] is None and date:  # of a status
                    assert cell["text"].startswith(line[name])
                    assert re.search(r"\d{4}", cell["text"])[0] == date[:4]
                    continue
                if cell["number"] is None:
                    told = without_basis(cell["text"], atlas, lang)
                    assert told.startswith(line[name]) if name == say(lang, "newest") else told == line[name]
                    continue
                unit, qualifier, scope, aim, date, stated, differs = (line[say(lang, key, name=name)] for key in keys)
                digits = re.search(r"[\d,.]*\d", cell["number"])[0]
                assert float(digits.replace(",", "")) == float(line[name])
                assert unit == (cell["unit"] if cell["unit"] is not None else own_unit or "")
                assert cell["number"].replace(digits, "").strip() == qualifier
                assert (differs != "") == cell["differs"]
                assert date == say(lang, "noYear") or re.search(r"\d{4}", date)
                assert cell["when"].startswith(date) or re.search(r"\d{4}", cell["when"])[0] in date
                assert "".join(re.findall(r"\d{4}", stated)) in cell["when"]
                assert aim == (cell["aim"] or actual)
                assert cell["when"].endswith(f"{f' · {scope}' if scope else ''}{cell['aim'] or ''}")
                seen |= {place for place, text in enumerate((qualifier, scope, differs)) if text}
        assert seen == {0, 1, 2}, "a qualifier, a scope and a disagreement are among the cells"


def test_the_table_is_copied_by_rows_that_are_shown(visit, atlas, say):
    with visit(permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open("#table=1&q=qst")
        lines = copied(reader)
        assert reader.page.locator(".toast").text_content() == say(
            "zh", "copiedTable", what=say("zh", "places", count=4)
        )
        names = {without_basis(row[0], atlas, "zh") for row in rows(reader)}
        assert {line[say("zh", "orderName")] for line in lines} == names


def test_a_row_opens_its_place_beside_the_table_and_back_returns_to_the_map(desktop, atlas):
    desktop.open().press("table")
    assert desktop.page.locator(".table").is_visible()
    assert not desktop.page.locator(".controls").is_visible()
    desktop.press("row-qingshuitang")
    assert desktop.tell("drawer")["name"] == atlas.sites["name_zh"]["qingshuitang"]
    assert desktop.page.locator(".table").is_visible()
    desktop.back()
    desktop.page.locator(".drawer").wait_for(state="hidden")
    desktop.back()
    desktop.page.locator(".table").wait_for(state="hidden")
    assert desktop.page.locator(".controls").is_visible()


@in_each_language
def test_the_line_of_a_district_is_told_from_the_heading_of_its_places(desktop, lang, say):
    desktop.open(f"#q=tianyuan&lang={lang}")
    line, group = (desktop.page.locator(f".list h2 [data-key^={kind}-]") for kind in ("head", "group"))
    name = line.locator("span").first.text_content()
    assert group.locator("span").first.text_content() == name
    assert (line.locator(".symbol").count(), group.locator(".symbol").count()) == (1, 0)
    assert line.locator(".open").text_content() == say(lang, "open")
    line.click()
    assert desktop.tell("drawer")["name"] == name
