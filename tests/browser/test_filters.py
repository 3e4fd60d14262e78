"""List, bar, signs and counts agree with each other and with the record, whatever is chosen."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from geo.atlas.facets import facets
from geo.atlas.search import find
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.atlas.selection import selectable
from geo.atlas.wording import status_text
from geo.record.layers import SITE_LAYERS
from tests.browser.conftest import in_each_language
from tests.fixtures.shared import ADCODES
from tests.fixtures.shared import CITY

RANDOM_CHOICES = 30
SHIFENG, TIANYUAN = "430204", "430211"


def address(selection: Selection) -> str:
    """Return the hash of a choice."""
    parts = {**selection.choice, "q": [selection.q]}
    return "#" + "&".join(f"{key}={','.join(values)}" for key, values in parts.items() if any(values))


def but(selection: Selection, **change: tuple[str, ...]) -> Selection:
    """Return a choice with another one in its place by some names."""
    return Selection(**{**selection.choice, "q": selection.q, **change})


def counts(atlas, selection: Selection) -> dict[str, int]:
    """Count what each value alone would show, the other facets as they are."""
    told = {f"layer-{code}": len(select(atlas, but(selection, layer=(code,)))) for code in SITE_LAYERS}
    for facet in facets(atlas):
        others = select(atlas, but(selection, **{facet.key: ()}))
        others += units_beside(atlas, selection, facet.key) if facet.of_units else []
        shown = Counter(code for subject in others for code in facet.codes.get(subject, ()))
        told |= {
            f"{facet.key}-{option.code}": shown[option.code] for option in selectable(facet) if facet.key != "stage"
        }
    return told | stage_counts(atlas, selection)


def stage_counts(atlas, selection: Selection) -> dict[str, int]:
    """Count what each stage alone would show in the years chosen, and each year with the stages chosen."""
    facet = next(facet for facet in facets(atlas) if facet.key == "stage")
    codes = [option.code for option in facet.options]
    parts = {part for code in selection.chosen("stage") for part in code.split(":")} - {"none"}
    chosen_years = {part for part in parts if part.isdigit()}
    stages = [code for code in codes if code in atlas.words.statuses]
    years = [code for code in codes if code.isdigit()]
    others = select(atlas, but(selection, stage=()))

    def count(wanted: set[str], alone: str) -> int:
        meant = wanted & set(codes) or {alone}
        return sum(not meant.isdisjoint(facet.codes.get(site, ())) for site in others)

    chosen_stages = parts - chosen_years
    of_stages = {stage: {f"{stage}:{year}" for year in chosen_years} for stage in stages}
    of_years = {year: {f"{stage}:{year}" for stage in chosen_stages} for year in years}
    told = {
        f"stage-{code}": count(pairs, code)
        for code, pairs in (of_stages | of_years).items()
        if code in parts or not pairs or pairs & set(codes)
    }
    return told | {"stage-none": count(set(), "none")}


def units_beside(atlas, selection: Selection, free: str) -> list[str]:
    """Return the city and the districts that a choice leaves in but for what it says of one facet."""
    chosen = [facet for facet in facets(atlas) if selection.chosen(facet.key) and facet.key != free]
    figures = [key for key in selection.choice if key in atlas.words.indicators and key != "status"]
    ranged = [set(select_subjects(atlas, Selection(**{key: selection.chosen(key)}))) for key in figures]
    return [
        unit
        for unit in sorted(find(atlas, selection.q).difference(atlas.sites.index))
        if all(set(facet.codes.get(unit, ())).intersection(selection.chosen(facet.key)) for facet in chosen)
        and all(unit in each for each in ranged)
    ]


def check(reader, selection: Selection, say, lang: str = "zh") -> None:
    """Hold everything that tells the choice against the record. The map follows: it shows all that is left."""
    expected = select(reader.atlas, selection)
    sections = reader.tell("sections")
    listed = [item["id"] for section in sections for item in section["items"]]
    assert sorted(listed) == sorted(expected)
    assert all(section["count"] == len(section["items"]) > 0 for section in sections)
    assert reader.page.locator(".bar p").text_content().split(" · ")[0] == say(lang, "places", count=len(expected))
    sites = reader.atlas.sites.loc[expected]
    placed = sites.index[sites.geometry.notna()]
    # What was typed moves the map only after a while.
    reader.until(
        "new Set([...probe.marks().map(({ row }) => row), ...probe.clusters().flatMap(({ members }) => members)]).size"
        f" === {len(placed)}"
    )
    drawn = reader.drawn()
    assert sorted(drawn) == sorted(placed)
    unplaced = [item["id"] for section in sections for item in section["items"] if item["unplaced"]]
    assert len(drawn) + len(unplaced) == len(expected)
    areas = sites[sites.geometry.notna() & ~sites.geometry.geom_type.isin(["Point", "MultiPoint"])]
    assert reader.page.locator(".leaflet-map-pane :is(path.area, path.line)").count() == len(areas)
    told = {key: chip["count"] for key, chip in reader.tell("chips").items() if chip["count"] is not None}
    assert told == counts(reader.atlas, selection)
    for label in reader.tell("labels"):
        assert label["count"] == told[f"district-{reader.id_of(label['row'])}"]


@in_each_language
def test_everything_is_shown_at_the_start(reader, say, lang):
    reader.open(f"#lang={lang}")
    check(reader, Selection(), say, lang)
    chips = reader.tell("chips")
    assert all(chips[f"layer-{layer}"]["on"] for layer in (*SITE_LAYERS, "districts"))
    assert not any(chip["on"] for key, chip in chips.items() if not key.startswith("layer-"))
    assert reader.page.locator('[data-key="reset"]').count() == 0


@in_each_language
def test_list_tells_kind_and_status(desktop, lang):
    sites, words = desktop.atlas.raw_sites, desktop.atlas.words
    sections = desktop.open(f"#lang={lang}").tell("sections")
    assert sum(len(section["items"]) for section in sections) == len(sites)
    for section in sections:
        for item in section["items"]:
            site = sites.loc[item["id"]]
            assert item["name"] == site[f"name_{lang}"]
            assert item["layer"] == site["layer"]
            status = []
            if site["status"]:
                status.append(status_text(words.statuses[site["status"]], site["status_as_of"], lang))
            assert item["details"].split(" · ") == [getattr(words.kinds[site["kind"]], f"name_{lang}"), *status]


def test_each_layer_can_be_switched_off_and_on(reader, say):
    reader.open().pull_up()
    for layer in SITE_LAYERS:
        reader.press(f"layer-{layer}")
        assert reader.tell("chips")[f"layer-{layer}"]["on"] is False
        check(reader, Selection(layer=tuple(code for code in SITE_LAYERS if code != layer)), say)
        assert reader.page.locator(f".leaflet-places-pane .mark.layer-{layer}:visible").count() == 0
        reader.press(f"layer-{layer}")
        check(reader, Selection(), say)


def test_all_layers_off_shows_nothing_and_says_so(reader, say):
    reader.open().pull_up()
    for layer in SITE_LAYERS:
        reader.press(f"layer-{layer}")
    assert reader.ids == []
    assert reader.drawn() == []
    assert reader.page.locator(".bar p").text_content() == say("zh", "places", count=0)
    assert say("zh", "noResults") in reader.page.locator(".list").text_content()
    reader.press("reset")
    check(reader, Selection(), say)


def test_several_districts_can_be_chosen(reader, say):
    reader.open().pull_up()
    reader.press(f"district-{SHIFENG}")
    check(reader, Selection(district=(SHIFENG,)), say)
    one = set(reader.ids)
    reader.press(f"district-{TIANYUAN}")
    check(reader, Selection(district=(SHIFENG, TIANYUAN)), say)
    assert one < set(reader.ids)
    assert reader.page.locator(".folium-map path.basemap-district.chosen").count() == 2
    assert reader.page.locator(".folium-map path.basemap-district.dimmed").count() == 7
    reader.press(f"district-{SHIFENG}")
    check(reader, Selection(district=(TIANYUAN,)), say)
    reader.press("reset")
    check(reader, Selection(), say)


def test_each_district_shows_what_the_record_puts_there(desktop, say):
    desktop.open()
    for district in (*ADCODES, CITY):
        desktop.press(f"district-{district}")
        check(desktop, Selection(district=(district,)), say)
        assert desktop.ids
        desktop.press(f"district-{district}")


def test_district_drawer_filters_its_own(reader, say):
    reader.open(f"#place={SHIFENG}&facts=1")
    if reader.page.locator(".handle").is_visible():
        reader.pull_up()
    reader.press("filter")
    assert sorted(reader.ids) == sorted(select(reader.atlas, Selection(district=(SHIFENG,))))
    assert reader.page.locator('[data-key="filter"]').text_content() == say("zh", "unfilterHere")
    reader.press("filter")
    assert len(reader.ids) == len(reader.atlas.sites)


def test_kinds_can_be_chosen(reader, say):
    reader.open().pull_up()
    used = reader.atlas.sites["kind"].value_counts().index[:2]
    chosen = ()
    reader.page.locator('[data-key="facet-kind"]').click()
    for kind in used:
        reader.press(f"kind-{kind}")
        chosen = (*chosen, kind)
        check(reader, Selection(kind=chosen), say)
    reader.press(f"kind-{used[0]}")
    check(reader, Selection(kind=chosen[1:]), say)


def test_search_finds_names_and_aliases_whatever_their_case_and_width(desktop, say):
    desktop.open()
    for search in ("株洲", "PARK", "Ｐａｒｋ", "  中车 ", "905", "crrc"):
        desktop.page.locator(".search input").fill(search)
        check(desktop, Selection(q=search.strip()), say)
        assert desktop.ids, search


def test_search_finds_by_alias(desktop):
    sites = desktop.atlas.sites
    site = next(
        each
        for each in sites.itertuples()
        if each.aliases and each.aliases[0] not in each.name_zh and each.aliases[0] not in each.name_en
    )
    desktop.open()
    desktop.page.locator(".search input").fill(site.aliases[0])
    assert site.Index in desktop.ids


def test_filters_and_search_combine(reader, say):
    reader.open().pull_up()
    reader.page.locator(".search input").fill("园")
    reader.press("layer-projects")
    reader.press(f"district-{SHIFENG}")
    reader.press(f"district-{TIANYUAN}")
    layers = ("parks", "institutions", "infrastructure")
    check(reader, Selection(layer=layers, district=(SHIFENG, TIANYUAN), q="园"), say)
    assert reader.ids
    reader.page.locator(".search input").fill("")
    check(reader, Selection(layer=layers, district=(SHIFENG, TIANYUAN)), say)


PART = 0.3  # of the choices have a stage, or a range


def random_selections(atlas) -> list[Selection]:
    dice = random.Random(2026)  # noqa: S311  a seed, so that a failure comes back
    kinds = [kind.code for kind in atlas.words.kinds.values() if kind.layer in SITE_LAYERS]
    words = ["", "", "株洲", "园", "park", "中车", "项目", "A", "无此地"]

    def some(codes: list[str], most: int) -> tuple[str, ...]:
        chosen = dice.sample(codes, dice.randint(0, most))
        return tuple(code for code in codes if code in chosen)

    return [
        Selection(
            layer=tuple(code for code in SITE_LAYERS if code not in some(list(SITE_LAYERS), 3)) or SITE_LAYERS,
            district=some([CITY, *ADCODES], 3),
            position=some(["exact", "doubtful", "unplaced"], 2),
            year=some(["2025", "2024", "2023", "none"], 2),
            stage=some(["planned", "operating", "2023", "started:2024", "operating:2024"], 2)
            if dice.random() < PART
            else (),
            kind=some(kinds, 5) if dice.random() < 0.5 else (),
            q=dice.choice(words),
            **({"investment": some(["1e9..", "none"], 2) or ("..",)} if dice.random() < PART else {}),
        )
        for _ in range(RANDOM_CHOICES)
    ]


@pytest.mark.matrix
def test_any_choice_shows_what_the_record_answers(desktop, say, atlas):
    selections = random_selections(atlas)
    desktop.open()
    for selection in selections:
        desktop.go(address(selection))
        check(desktop, selection, say)
    assert sum(bool(select(atlas, selection)) for selection in selections) > RANDOM_CHOICES / 3


def test_hiding_the_chosen_place_closes_it(desktop):
    site = desktop.atlas.sites[desktop.atlas.sites.geometry.notna()].iloc[0]
    desktop.open(f"#place={site.name}")
    desktop.page.locator(".popup").wait_for()
    desktop.press(f"layer-{site['layer']}")
    desktop.page.locator(".popup").wait_for(state="detached")
    assert site.name not in desktop.drawn()


def test_what_a_choice_does_not_change_is_not_drawn_anew(desktop):
    desktop.open("#district=430204")
    keys = ["district-430204", "facet-kind", "kind-park", "legend", "order"]
    desktop.page.evaluate(
        """(keys) => {
            const controls = keys.map((key) => document.querySelector(`[data-key="${key}"]`));
            window.kept = [...controls, document.querySelector(".item")];
        }""",
        keys,
    )
    desktop.press("district-430202")
    desktop.press("lang")
    assert desktop.page.evaluate("kept.map((element) => element.isConnected)") == [True] * (len(keys) + 1)
