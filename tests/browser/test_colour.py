"""Districts coloured by a figure: the choice, the areas, the hatching and the legend, each value with its source."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.record.read import read
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.conftest import write_page
from tests.browser.test_picture import LIGHT
from tests.browser.test_picture import picture
from tests.fixtures.shared import ADCODES
from tools.reproduce import copy_record

ROOT = Path(__file__).resolve().parents[2]
SHADES = 5
DATE = "2023"
GDP = {
    "430202": ("260.5", "yi-yuan"),
    "430203": ("4105000", "wan-yuan"),
    "430204": ("300", "yi-yuan"),
    "430211": ("655", "yi-yuan"),
    "430223": ("480", "yi-yuan"),
    "430224": ("255", "yi-yuan"),
    "430281": ("810", "yi-yuan"),
}
"""A figure of seven districts, one of them printed in another unit."""
IN_YI = {adcode: float(value) / (10000 if unit == "wan-yuan" else 1) for adcode, (value, unit) in GDP.items()}
DISPUTED = "430223"
OTHER_VALUE = "490"
SOURCE = "zzdaily-2024-economy-review"

# Areas by row with how they are filled, as the browser draws them.
AREAS = """() => {
    const areas = new Map();
    probe.map().eachLayer((layer) => {
        if (!(layer instanceof L.Polygon)) return;
        const path = layer.getElement();
        if (!path.classList.contains("basemap-district")) return;
        areas.set(areas.size + 1, { classes: [...path.classList], fill: getComputedStyle(path).fill });
    });
    return [...areas];
}"""

# Contrast of the districts' names against what they stand on, by the formula of WCAG.
CONTRAST = """() => {
    const part = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((each) => part(each / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ink = light(getComputedStyle(document.querySelector(".leaflet-places-pane .district b")).color);
    return [...document.querySelectorAll(".classes rect")].map((swatch) => {
        const basemap = light(getComputedStyle(swatch).fill);
        return (Math.max(ink, basemap) + 0.05) / (Math.min(ink, basemap) + 0.05);
    });
}"""

LEGEND = """() => {
    const [root] = probe.shown(".colouring");
    if (!root) return null;
    const line = (each) => ({
        name: probe.text(each.querySelector("button, span")),
        value: probe.text(each.querySelector("b")),
        differs: each.querySelector(".unequal") !== null,
        source: probe.all("small", each).map(probe.text).join(" "),
    });
    return {
        label: root.getAttribute("aria-label"),
        head: probe.text(root.querySelector(".head small")),
        classes: probe.all(".classes li", root).map((each) => [
            each.querySelector("svg").classList[1],
            probe.text(each.querySelector("span")),
            Number(probe.text(each.querySelector("i")).slice(1)),
        ]),
        values: probe.all(".district-values li", root).map(line),
        from: probe.text(root.querySelector(".from")),
    };
}"""


@pytest.fixture(scope="module")
def coloured(tmp_path_factory) -> tuple[Atlas, Path]:
    """Build the page of a record with one figure more of seven districts, about which two sources disagree once."""
    root = tmp_path_factory.mktemp("coloured")
    copy_record(ROOT, root)
    facts = root / "data/facts.csv"
    others = [
        row for row in csv.reader(facts.read_text("utf-8").splitlines()) if row[1] not in ADCODES or row[2] != "gdp"
    ]
    with facts.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows(others)
        told = [*GDP.items(), (DISPUTED, (OTHER_VALUE, "yi-yuan"))]
        for number, (adcode, (value, unit)) in enumerate(told, 9001):
            writer.writerow(
                [f"f{number}", adcode, "gdp", "", value, unit, "", DATE, "", "actual", SOURCE, "L10", *[""] * 5]
            )
    atlas = Atlas(read(root))
    return atlas, write_page(tmp_path_factory.mktemp("map"), atlas)


@pytest.fixture
def reader_of(visit, coloured):
    atlas, file = coloured
    with visit(file=file, of=atlas) as reader:
        yield reader


def choose(reader, code: str) -> None:
    """Choose a figure as a reader does: open the fold, reach the control, then take one of its options."""
    if reader.page.locator('[data-facet="colour"]').get_attribute("open") is None:
        reader.press("facet-colour")
    reader.page.locator('[data-key="colour"]').focus()
    reader.page.locator('[data-key="colour"]').select_option(code)
    reader.still()


def areas(reader) -> dict[str, dict]:
    return {reader.id_of(row): area for row, area in reader.page.evaluate(AREAS)}


def figures_of_several(atlas: Atlas) -> list[str]:
    """List the indicators of which two districts or more have a number that is the case, in the register's order."""
    facts = atlas.facts[atlas.facts["subject"].isin(ADCODES) & (atlas.facts["aim"] == "actual")]
    whole = facts[facts["scope"].isna() & facts["as_of"].notna() & facts["value_base"].notna()]
    counts = whole.groupby("indicator")["subject"].nunique()
    return [code for code in atlas.words.indicators if counts.get(code, 0) >= 2]


def test_figures_offered_are_the_places_what_is_known_of_districts_and_what_two_of_them_have(reader_of, desktop):
    for reader in (desktop, reader_of):
        reader.open()
        reader.press("facet-colour")
        choice = reader.page.locator('[data-key="colour"]')
        assert choice.locator("option").count() == 1
        choice.focus()
        offered = choice.locator("option").evaluate_all("(all) => all.map(({ value }) => value)")
        assert offered == ["", "sites", "population", "area", *figures_of_several(reader.atlas)]
        assert "gdp" in offered


@in_each_language
def test_legend_dates_each_value_where_the_dates_differ(desktop, lang, say):
    desktop.open(f"#lang={lang}&colour=gdp").still()
    legend = desktop.page.evaluate(LEGEND)
    facts = desktop.atlas.facts[(desktop.atlas.facts["indicator"] == "gdp") & (desktop.atlas.facts["aim"] == "actual")]
    years = facts[facts["subject"].isin(ADCODES) & facts["scope"].isna()]["as_of"]
    assert legend["head"].startswith(say(lang, "shadeDates", years=f"{years.min()}–{years.max()}"))
    dated = [line["source"] for line in legend["values"] if line["value"] != say(lang, "noFigure")]
    assert sorted(re.search(r"\d{4}", text)[0] for text in dated) == sorted(years)


@in_each_language
def test_control_is_labelled_and_reached_by_keyboard(desktop, lang, say):
    desktop.open(f"#lang={lang}")
    choice = desktop.page.get_by_label(say(lang, "shadeBy"))
    more = desktop.page.locator('[data-facet="more"]')
    if more.get_attribute("open") is None:
        desktop.press("facet-more")
    desktop.page.locator('[data-key="facet-year"]').focus()
    desktop.page.keyboard.press("Tab")
    if not choice.is_visible():  # the fold stays open from one language to the other
        desktop.page.keyboard.press("Enter")
    desktop.page.keyboard.press("Tab")
    assert choice.evaluate("(each) => each === document.activeElement")
    desktop.page.keyboard.press("ArrowDown")
    desktop.still()
    assert "colour=sites" in desktop.hash
    assert choice.evaluate("(each) => each === document.activeElement")


def test_districts_are_coloured_by_their_figure_and_the_others_hatched(reader_of):
    reader_of.open("#colour=gdp").still()
    fills = areas(reader_of)
    for adcode in ADCODES:
        assert ("no-figure" in fills[adcode]["classes"]) == (adcode not in GDP), adcode
        assert ("url(" in fills[adcode]["fill"]) == (adcode not in GDP), adcode
    assert reader_of.page.locator("pattern#no-figure .hatch-line").count() == 1
    by_value = [fills[adcode] for adcode in sorted(GDP, key=lambda each: IN_YI[each])]
    shades = [int(re.search(r"shade-(\d)", " ".join(each["classes"]))[1]) for each in by_value]
    assert shades == sorted(shades)
    assert set(shades) == set(range(SHADES))
    assert len({each["fill"] for each in by_value}) == SHADES


@in_each_language
def test_legend_tells_title_date_unit_classes_and_each_value_with_its_source(reader_of, say, lang):
    reader_of.open(f"#lang={lang}&colour=gdp").still()
    legend = reader_of.page.evaluate(LEGEND)
    words = reader_of.atlas.words
    assert legend["label"] == getattr(words.indicators["gdp"], f"name_{lang}")
    assert legend["head"] == (f"{DATE}年 · 亿元" if lang == "zh" else f"{DATE} · billion yuan")
    *classes, last = legend["classes"]
    assert last == ["no-figure", say(lang, "noFigure"), len(ADCODES) - len(GDP)]
    assert sum(count for _, _, count in classes) == len(GDP)
    bounds = [float(number) for _, text, _ in classes for number in re.findall(r"[\d.]+", text)]
    factor = 1 if lang == "zh" else 0.1
    assert {round(value * factor, 6) for value in IN_YI.values()} >= set(bounds)
    assert {max(bounds), min(bounds)} == {round(pick(IN_YI.values()) * factor, 6) for pick in (max, min)}
    assert [text.endswith("≠") for _, text, _ in classes].count(True) == 1
    source = reader_of.atlas.sources.loc[SOURCE]
    names = reader_of.atlas.districts[f"name_{lang}"]
    told = {line["name"]: line for line in legend["values"]}
    assert list(told)[: len(GDP)] == [names[each] for each in sorted(GDP, key=lambda each: -IN_YI[each])]
    for adcode in ADCODES:
        line = told[names[adcode]]
        if adcode not in GDP:
            assert line["value"] == say(lang, "noFigure")
            continue
        assert source[f"publisher_{lang}"] in line["source"]
        assert source[f"title_{lang}"] in line["source"]
        assert "10" in line["source"]
        assert line["differs"] == (adcode == DISPUTED)
    # As printed, in its own unit.
    assert "万元" in told[names["430203"]]["value"] if lang == "zh" else "million" in told[names["430203"]]["value"]
    assert source[f"title_{lang}"] in legend["from"]


def test_legend_opens_the_facts_of_a_district(reader_of):
    reader_of.open("#colour=gdp").still()
    reader_of.press("colour-values")
    assert reader_of.page.locator('[data-key="colour-values"]').get_attribute("aria-expanded") == "true"
    reader_of.page.locator(".district-values button").first.click()
    assert reader_of.tell("drawer")["name"] == reader_of.atlas.districts["name_zh"]["430281"]


def test_number_of_places_follows_the_filter_and_agrees_with_the_labels(desktop):
    for rest in ("", "&hide=parks,projects", "&q=园"):
        desktop.go(f"#colour=sites{rest}") if rest else desktop.open("#colour=sites")
        desktop.still()
        legend = desktop.page.evaluate(LEGEND)
        told = {line["name"]: int(re.match(r"\d+", line["value"])[0]) for line in legend["values"]}
        chips = desktop.tell("chips")
        names = desktop.atlas.districts["name_zh"]
        assert told == {names[adcode]: chips[f"district-{adcode}"]["count"] for adcode in ADCODES}
        assert "no-figure" not in [name for name, _, _ in legend["classes"]]


def test_colours_stand_though_the_boundaries_are_hidden(desktop):
    desktop.open("#colour=population&hide=districts").still()
    told = areas(desktop)
    assert all("plain" in area["classes"] for area in told.values())
    assert len({area["fill"] for area in told.values()}) == SHADES


@pytest.mark.matrix
def test_picture_and_paper_hatch_the_districts_without_the_figure_too(reader_of):
    whole = picture(reader_of.open("#colour=population"))[1]["colours"]
    hatched = picture(reader_of.go("#colour=gdp"))[1]["colours"]
    assert hatched[LIGHT["hatching"]] > whole[LIGHT["hatching"]] + 5000


def test_unknown_figure_colours_nothing(desktop):
    desktop.open("#colour=no-such-figure").still()
    assert desktop.page.evaluate(LEGEND) is None
    assert len({area["fill"] for area in areas(desktop).values()}) == 1
    assert desktop.page.locator('[data-key="colour"]').input_value() == ""


def test_colours_are_taken_away_in_the_legend(desktop):
    desktop.open()
    choose(desktop, "population")
    assert "colour=population" in desktop.hash
    desktop.press("colour-off")
    desktop.still()
    assert desktop.page.evaluate(LEGEND) is None
    assert "colour=" not in desktop.hash
    assert len({area["fill"] for area in areas(desktop).values()}) == 1


@in_one_page("scheme", ["light", "dark"])
def test_names_of_districts_read_on_every_shade(desktop, scheme):
    desktop.page.emulate_media(color_scheme=scheme)
    desktop.open("#colour=population").still()
    contrasts = desktop.page.evaluate(CONTRAST)
    assert len(contrasts) == SHADES
    assert min(contrasts) >= 4.5


@pytest.mark.matrix
@in_each_language
def test_legend_on_a_phone_is_small_and_covers_no_control_and_no_name(phone, lang):
    phone.open(f"#lang={lang}&colour=population").still()
    names = [name.bounding_box() for name in phone.page.locator(".leaflet-places-pane .district b:visible").all()]
    legend = phone.page.locator(".colouring").bounding_box()
    controls = phone.page.locator(".controls").bounding_box()
    side = phone.page.locator(".side").bounding_box()
    assert legend["x"] + legend["width"] <= controls["x"]
    assert legend["y"] + legend["height"] <= side["y"]
    assert legend["height"] < 130
    assert names
    assert all(
        name["x"] >= legend["x"] + legend["width"] or name["y"] + name["height"] <= legend["y"] for name in names
    )
    assert phone.page.locator(".ramp").is_visible()
    phone.page.locator('[data-key="colour-values"]').tap()
    assert phone.page.locator(".colouring .classes").is_visible()
    assert phone.page.locator(".tray").is_hidden()
    opened = phone.page.locator(".colouring").bounding_box()
    assert opened["x"] + opened["width"] <= controls["x"]
    assert opened["y"] > 0
    small = phone.page.locator(".colouring button").evaluate_all(
        "(all) => all.filter((each) => each.offsetHeight > 0 && each.offsetHeight < 44).length"
    )
    assert small == 0
    phone.page.locator('[data-key="colour-values"]').tap()
    assert phone.page.locator(".colouring .classes").is_hidden()
    assert phone.page.locator(".tray").is_visible()
