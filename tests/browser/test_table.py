"""The table's columns: chosen by name or pinyin, each in one unit, with sums, medians and ages, and saved as shown."""

from __future__ import annotations

import csv
import io

import pytest

from geo.atlas.figures import figures
from geo.page.payload.files import files
from tests.browser.conftest import in_each_language
from tests.browser.test_takeaway import saved

HEADS = "probe.all('.table thead [data-key^=sort-]').map((head) => head.dataset.key.slice(5))"
FIXED = ["name", "district", "kind", "sector", "status", "latest", "facts"]


def chosen(reader) -> list[str]:
    """Return the codes of the columns of figures."""
    return [key for key in reader.page.evaluate(HEADS) if key not in FIXED]


@in_each_language
def test_a_column_is_found_by_name_or_pinyin_and_chosen(desktop, lang):
    desktop.open(f"#lang={lang}&table=1").press("columns")
    before = chosen(desktop)
    desktop.page.locator('[data-key="find-column"]').fill("zongkurong" if lang == "zh" else "reservoir cap")
    assert desktop.page.locator(".column-chooser [data-key^=column-]").count() == 1
    desktop.press("column-reservoir-capacity")
    assert chosen(desktop) == [*before, "reservoir-capacity"]
    assert desktop.hash.split("columns=")[1].split("&")[0] == ",".join([*before, "reservoir-capacity"])
    desktop.press("usual-columns")
    assert chosen(desktop) == before
    assert "columns=" not in desktop.hash
    desktop.press("columns")


def test_the_choice_of_columns_is_closed_by_escape_which_gives_the_keyboard_back(desktop):
    desktop.open("#table=1").press("columns")
    desktop.page.locator('[data-key="find-column"]').focus()
    desktop.page.keyboard.press("Escape")
    assert desktop.page.locator(".column-chooser section").count() == 0
    assert desktop.active["key"] == "columns"
    assert desktop.page.locator(".table").is_visible()


def test_a_link_has_the_columns_in_their_order_and_those_that_nobody_has_are_left_out(desktop, say):
    desktop.open("#table=1&columns=floor-area,gdp,investment")
    assert chosen(desktop) == ["floor-area", "investment"]
    desktop.press("columns")
    assert desktop.page.locator(".column-chooser .left").inner_text() == say("zh", "columnsLeft", count=1)
    desktop.press("empty-columns")
    assert chosen(desktop) == ["floor-area", "gdp", "investment"]
    assert "empty=1" in desktop.hash
    desktop.go("#table=1&columns=none")
    assert chosen(desktop) == []


@pytest.mark.parametrize("columns", ["nonsense", "__proto__,investment", "<svg onload=alert(1)>", "," * 4000])
def test_unknown_columns_are_left_out_with_a_word(desktop, say, columns):
    desktop.open(f"#table=1&columns={columns}&units=investment.__proto__,x.y")
    assert "investment" in chosen(desktop)
    assert desktop.page.locator(".toast").inner_text() == say("zh", "linkUnread")


NUMBERS = "(key) => probe.all('.table tbody tr').map((row) => row.cells[key].querySelector('b')?.textContent ?? null)"


def test_a_column_is_in_one_unit_which_the_reader_chooses(desktop, atlas):
    desktop.open("#table=1&columns=investment&sort=-investment")
    held = figures(atlas)["investment"]
    expected = sorted((figure.value for site, figure in held.items() if site in atlas.sites.index), reverse=True)
    at = len(FIXED[:5])

    def shown() -> list[float]:
        texts = filter(None, desktop.page.evaluate(NUMBERS, at))
        return [float(text.strip("约超至少不到近 ").replace(",", "")) for text in texts]

    assert shown() == pytest.approx([value / 1e8 for value in expected])
    desktop.page.locator('[data-key="unit-investment"]').select_option(label="万元")
    assert shown() == pytest.approx([value / 1e4 for value in expected])
    assert "units=investment.wan-yuan" in desktop.hash
    desktop.page.locator('[data-key="unit-investment"]').select_option(label="亿元")
    assert "units=" not in desktop.hash


def test_sums_and_medians_are_of_what_is_shown(desktop, atlas, say):
    desktop.open("#lang=en&table=1&columns=investment&layer=projects")
    sites = atlas.sites[atlas.sites["layer"] == "projects"].index
    held = {site: figure for site, figure in figures(atlas)["investment"].items() if site in sites}
    whole = sorted(figure.value for figure in held.values() if not figure.scope)
    total, median, span = desktop.page.locator(".table tfoot td.number:has(b) > *").all()
    assert float(total.inner_text().split()[-1].replace(",", "")) == pytest.approx(sum(whole) / 1e9, rel=1e-5)
    middle = whole[len(whole) // 2] if len(whole) % 2 else sum(whole[len(whole) // 2 - 1 :][:2]) / 2
    assert float(median.inner_text().split()[-1].replace(",", "")) == pytest.approx(middle / 1e9, rel=1e-5)
    assert span.inner_text().startswith(say("en", "totalOf", count=len(whole)))
    assert say("en", "totalUndated", count=sum(not figure.as_of for figure in held.values())) in span.get_attribute(
        "data-gloss"
    )


def test_the_newest_date_of_a_row_has_its_age(desktop, say):
    desktop.open("#table=1&sort=-latest")
    ages = desktop.page.evaluate("probe.all('.table tbody tr').map((row) => row.cells[row.cells.length - 2].innerText)")
    assert (
        any(say("zh", "ageMonths", count=count) in ages[0] for count in range(1, 24)) or say("zh", "ageNew") in ages[0]
    )


@in_each_language
def test_the_table_is_saved_as_it_is_shown(desktop, atlas, lang, say):
    desktop.open(f"#lang={lang}&table=1&columns=investment&units=investment.wan-yuan&sort=-investment")
    name, text = saved(desktop, desktop.page.locator('[data-key="save-table"]').click)
    assert name.endswith(".table.csv")
    mark = files(atlas)["csv"]["mark"]
    lines = list(csv.DictReader(io.StringIO(text.removeprefix(mark), newline="")))
    shown = desktop.page.evaluate(
        "probe.all('.table [data-key^=row-]').map((each) => each.textContent)",
    )
    assert [line[say(lang, "orderName")] for line in lines] == shown
    held = figures(atlas)["investment"]
    investment = getattr(atlas.words.indicators["investment"], f"name_{lang}")
    units = {line[say(lang, "cellUnit", name=investment)] for line in lines}
    assert units == {"", getattr(atlas.words.units["wan-yuan"], f"name_{lang}")}
    largest = max(figure.value for site, figure in held.items() if site in atlas.sites.index)
    assert float(lines[0][investment]) == pytest.approx(largest / (1e4 if lang == "zh" else 1e6))


def test_an_empty_table_is_neither_saved_nor_copied(desktop):
    desktop.open("#table=1&q=zzzz")
    assert all(desktop.page.locator(f'[data-key="{key}"]').is_disabled() for key in ("copy-table", "save-table"))
    desktop.press("to-map")
    assert desktop.page.locator(".table").is_hidden()


def test_a_place_is_put_among_those_compared_from_its_row(desktop):
    desktop.open("#table=1&q=qst")
    desktop.page.locator(".table tbody tr .to-compare").first.focus()
    desktop.page.keyboard.press("Enter")
    assert "compare=" in desktop.hash
    assert desktop.page.locator(".basket li").count() == 1
