"""Popup and facts: how they are opened and closed, what a disagreement says, where figures come from."""

from __future__ import annotations

import shutil

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.wording import date_text
from geo.page.build import render_page
from geo.record.layers import SITE_LAYERS
from geo.record.paths import FACTS
from geo.record.read import read
from geo.record.vocabulary import STATUS
from tests.fixtures.shared import RECORD


def test_statuses_that_differ_are_all_kept_and_said_to_differ(visit, atlas, lang, say):
    disputed = [
        (subject, claim)
        for subject, claims in atlas.claims.items()
        for claim in claims
        if claim.differs and atlas.words.indicators[claim.indicator].type == STATUS
    ]
    assert disputed
    with visit() as reader:
        for subject, claim in disputed:
            reader.open(f"#lang={lang}&place={subject}&facts=1")
            steps = reader.page.locator(".progress li.disputed > b").all_text_contents()
            told = {getattr(atlas.words.statuses[fact["value"]], f"name_{lang}") for fact in claim.facts}
            assert told <= set(steps)
            reason = reader.page.locator(".progress .reason").text_content()
            assert "≠" in reason
            assert say(lang, "differ") in reason


def test_a_resolved_disagreement_tells_its_reason(visit, atlas, lang):
    resolved = [
        (subject, claim) for subject, claims in atlas.claims.items() for claim in claims if claim.resolution is not None
    ]
    assert resolved
    with visit() as reader:
        for subject, claim in resolved:
            reader.open(f"#lang={lang}&place={subject}&facts=1")
            told = " ".join(reader.page.locator(".drawer .reason").all_text_contents())
            reason = atlas.words.resolution_reasons[claim.resolution["reason"]]
            assert getattr(reason, f"name_{lang}") in told
            assert claim.resolution[f"note_{lang}"] in told


def test_a_click_on_a_sign_opens_its_popup_and_the_link_its_facts(reader, atlas):
    reader.open()
    mark = reader.tell("marks")[0]
    site = reader.id_of(mark["row"])
    reader.page.locator(f'.mark[data-row="{mark["row"]}"]').click()
    reader.page.locator(".popup").wait_for()
    reader.still()
    assert reader.tell("popup")["name"] == atlas.sites["name_zh"][site]
    reader.page.locator(".popup .all").click()
    assert reader.tell("drawer")["name"] == atlas.sites["name_zh"][site]
    reader.page.locator(".popup").wait_for(state="detached")


@pytest.mark.parametrize("layer", SITE_LAYERS)
def test_enter_on_a_sign_opens_its_popup_with_the_keyboard_in_it(desktop, atlas, layer):
    site = next(each for each in atlas.raw_sites[atlas.raw_sites.geometry.notna()].itertuples() if each.layer == layer)
    row = subjects(atlas).index(site.Index)
    lon, lat = site.point.coords[0]
    # Every other layer is switched off, so that the sign stands alone or among its like.
    hide = ",".join(code for code in SITE_LAYERS if code != layer)
    desktop.open(f"#hide={hide}&q={site.name_zh}&map=13/{lat}/{lon}")
    sign = desktop.page.locator(f'.mark[data-row="{row}"]:visible')
    sign.focus()
    sign.press("Enter")
    desktop.page.locator(".popup").wait_for()
    desktop.still()
    popup = desktop.tell("popup")
    assert popup["name"] == site.name_zh
    assert popup["focused"]
    desktop.page.keyboard.press("Escape")
    desktop.page.locator(".popup").wait_for(state="detached")
    assert desktop.active["row"] == str(row)
    assert desktop.tell("popup") is None


def test_escape_in_the_facts_closes_them_and_gives_the_keyboard_back(desktop, atlas):
    unplaced = atlas.sites.index[atlas.sites.geometry.isna()][0]
    desktop.open()
    line = desktop.page.locator(f'.item[data-key="{unplaced}"]')
    line.focus()
    line.press("Enter")
    assert desktop.tell("drawer")["focused"]
    desktop.page.keyboard.press("Escape")
    assert desktop.tell("drawer") is None
    assert desktop.active["key"] == unplaced


def test_the_close_buttons_close(reader, atlas):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    reader.open(f"#place={site}")
    reader.page.locator(".popup .close").click()
    reader.page.locator(".popup").wait_for(state="detached")
    reader.open(f"#place={site}&facts=1")
    reader.page.locator(".drawer .close").click()
    assert reader.tell("drawer") is None
    assert reader.tell("popup") is None


def test_the_facts_link_shows_the_same_in_a_new_page(reader, lang, atlas):
    most = max(atlas.sites.index, key=lambda site: sum(len(claim.facts) for claim in atlas.claims.get(site, ())))
    for subject in (most, "430204"):
        reader.open(f"#lang={lang}&place={subject}")
        number = sum(len(claim.facts) for claim in atlas.claims[subject])
        if reader.tell("popup"):
            again = reader.another(reader.tell("popup")["href"])
            reader.page.locator(".popup .all").click()
        else:
            again = reader.another(reader.tell("drawer")["link"])
        one, other = reader.tell("drawer"), again.tell("drawer")
        assert len(other["facts"]) == number > 0
        assert one["facts"] == other["facts"]
        assert one["name"] == other["name"]
        again.page.close()


def test_what_has_no_year_says_so_and_the_filter_by_year_does_not_count_it(visit, tmp_path, lang, say):
    copy = shutil.copytree(RECORD, tmp_path / "record")
    facts = copy / FACTS
    undated = [
        "f0030,ring-road,firms,,7,ge,,,2023-05,actual,notice-2023,,,,",
        "f0031,ring-road,status,,planned,,,,2023-05,target,notice-2023,,,,",
    ]
    lines = [line for line in facts.read_text("utf-8").splitlines() if ",ring-road," not in line]
    facts.write_text("\n".join([*lines, *undated]) + "\n", "utf-8")
    atlas = Atlas(read(copy))
    file = tmp_path / "map.html"
    file.write_bytes(render_page(atlas).encode())
    with visit(file=file, of=atlas) as reader:
        reader.open(f"#lang={lang}&place=ring-road&facts=1")
        stated = date_text("2023-05", lang)
        times = reader.page.locator(".drawer time").all_text_contents()
        assert len(times) == len(undated)
        assert all(time.startswith(say(lang, "noYear")) and stated in time for time in times)
        assert reader.page.locator(".line-of-time").count() == 0
        reader.go(f"#lang={lang}&year=2023")
        assert "ring-road" not in reader.ids
        reader.go(f"#lang={lang}&year=none")
        assert "ring-road" in reader.ids


def test_a_district_tells_where_its_figures_come_from_in_the_readers_language(visit, atlas, lang):
    sources = {row["id"]: row for row in atlas.record.sources}
    with visit() as reader:
        for unit in atlas.raw_districts.itertuples():
            reader.open(f"#lang={lang}&place={unit.Index}&facts=1")
            reader.page.evaluate("probe.unfold()")
            lines = reader.page.locator(".provenance dd").all_inner_texts()
            text = "\n".join(lines)
            for identifier in {*unit.population_source, *unit.area_source, *unit.boundary_source}:
                source = sources[identifier]
                assert source[f"title_{lang}"] in text
                if source["url"]:
                    link = reader.page.locator(f'.provenance a[href="{source["url"]}"]').first
                    assert link.inner_text() == source[f"title_{lang}"]
            for note in (getattr(unit, f"population_note_{lang}"), getattr(unit, f"area_note_{lang}")):
                assert note is None or note in text
            assert "http" not in text
