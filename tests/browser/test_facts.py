"""Popup and facts: how they are opened and closed, what a disagreement says, where figures come from."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.promises import promises
from geo.atlas.wording import date_text
from geo.record.layers import SITE_LAYERS
from geo.record.paths import FACTS
from geo.record.read import read
from geo.record.vocabulary import STATUS
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.conftest import write_page
from tests.fixtures.shared import RECORD


@in_each_language
def test_statuses_that_differ_are_all_kept_and_said_to_differ(desktop, atlas, lang, say):
    disputed = [
        (subject, claim)
        for subject, claims in atlas.claims.items()
        for claim in claims
        if claim.differs and atlas.words.indicators[claim.indicator].type == STATUS
    ]
    assert disputed
    for subject, claim in disputed:
        desktop.open(f"#lang={lang}&place={subject}&facts=1")
        steps = desktop.page.locator(".progress li.disputed > b").all_text_contents()
        told = {getattr(atlas.words.statuses[fact["value"]], f"name_{lang}") for fact in claim.facts}
        assert told <= set(steps)
        reason = desktop.page.locator(".progress .reason").text_content()
        assert "≠" in reason
        assert say(lang, "differ") in reason


@pytest.mark.matrix
@in_each_language
def test_a_resolved_disagreement_tells_its_reason(desktop, atlas, lang):
    resolved = [
        (subject, claim) for subject, claims in atlas.claims.items() for claim in claims if claim.resolution is not None
    ]
    assert resolved
    for subject, claim in resolved:
        desktop.open(f"#lang={lang}&place={subject}&facts=1")
        told = " ".join(desktop.page.locator(".drawer .reason").all_text_contents())
        reason = atlas.words.resolution_reasons[claim.resolution["reason"]]
        assert getattr(reason, f"name_{lang}") in told
        assert claim.resolution[f"note_{lang}"] in told


@in_each_language
def test_what_became_of_a_promise_stands_with_it(desktop, atlas, lang):
    for subject in ("igbt-phase-3", "zhuzhou-905-base"):
        desktop.open(f"#lang={lang}&place={subject}&facts=1")
        dated = [promise for promise in promises(atlas)[subject] if promise.due]
        lines = desktop.page.locator(".drawer .became")
        told = Counter(lines.evaluate_all("(all) => all.map((each) => each.classList[1])"))
        assert told == Counter(promise.verdict for promise in dated)
        # None of them is folded away.
        assert desktop.page.locator(".progress li.overdue:visible").count() == sum(
            promise.verdict == "unconfirmed" and promise.indicator == STATUS for promise in dated
        )
    desktop.open(f"#lang={lang}&place=igbt-phase-3&facts=1")
    desktop.page.locator(".became.met a").first.click()
    assert desktop.page.locator(".pointed").get_attribute("id") in {
        fact["id"] for promise in promises(atlas)["igbt-phase-3"] for fact in promise.outcome
    }


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


@pytest.mark.matrix
@in_one_page("layer", SITE_LAYERS)
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


@pytest.mark.matrix
def test_the_facts_link_shows_the_same_in_a_new_page(reader, atlas):
    most = max(atlas.sites.index, key=lambda site: sum(len(claim.facts) for claim in atlas.claims.get(site, ())))
    for lang, subject in (("en", most), ("zh", "430204")):
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


UNDATED = [
    "f0030,ring-road,firms,,7,ge,,,2023-05,actual,notice-2023,,,,,,",
    "f0031,ring-road,status,,planned,,,,2023-05,target,notice-2023,,,,,,",
]


@pytest.fixture
def undated(visit, tmp_path):
    """Someone who reads a record in which no fact of a place has a year."""
    copy = shutil.copytree(RECORD, tmp_path / "record")
    facts = copy / FACTS
    lines = [line for line in facts.read_text("utf-8").splitlines() if ",ring-road," not in line]
    facts.write_text("\n".join([*lines, *UNDATED]) + "\n", "utf-8")
    atlas = Atlas(read(copy))
    with visit(file=write_page(tmp_path, atlas), of=atlas) as reader:
        yield reader


@in_each_language
def test_what_has_no_year_says_so_and_the_filter_by_year_does_not_count_it(undated, lang, say):
    undated.open(f"#lang={lang}&place=ring-road&facts=1")
    stated = date_text("2023-05", lang)
    times = undated.page.locator(".drawer time").all_text_contents()
    assert len(times) == len(UNDATED)
    assert all(time.startswith(say(lang, "noYear")) and stated in time for time in times)
    assert undated.page.locator(".line-of-time").count() == 0
    undated.go(f"#lang={lang}&year=2023")
    assert "ring-road" not in undated.ids
    undated.go(f"#lang={lang}&year=none")
    assert "ring-road" in undated.ids


@pytest.mark.matrix
@in_each_language
def test_a_district_tells_where_its_figures_come_from_in_the_readers_language(desktop, atlas, lang):
    sources = {row["id"]: row for row in atlas.record.sources}
    for unit in atlas.raw_districts.itertuples():
        desktop.open(f"#lang={lang}&place={unit.Index}&facts=1")
        desktop.page.evaluate("probe.unfold()")
        lines = desktop.page.locator(".provenance dd").all_inner_texts()
        text = "\n".join(lines)
        for identifier in {*unit.population_source, *unit.area_source, *unit.boundary_source}:
            source = sources[identifier]
            assert source[f"title_{lang}"] in text
            if source["url"]:
                link = desktop.page.locator(f'.provenance a[href="{source["url"]}"]').first
                assert link.inner_text() == source[f"title_{lang}"]
        for note in (getattr(unit, f"population_note_{lang}"), getattr(unit, f"area_note_{lang}")):
            assert note is None or note in text
        assert "http" not in text
