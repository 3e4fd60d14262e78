"""Ranges of figures: thumbs, boxes, chips and links say the same, and everything else follows."""

from __future__ import annotations

import pytest

from geo.atlas.figures import figures
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from tests.browser.conftest import in_each_language

INVESTORS = "#lang=zh&stage=started:2024&investment=1e9..&order=investment&grouped=0"
BY_SIZE = ["igbt-phase-3", "crrc-dual-carbon-park", "beidou-lake-park", "guozi-shule-base"]


def chips(reader) -> dict[str, int]:
    return {key: chip["count"] for key, chip in reader.tell("chips").items()}


def bins(reader) -> list[float]:
    """Return how high the bars are, of a hundred."""
    return reader.page.locator(".bins i").evaluate_all("(all) => all.map((each) => parseFloat(each.style.height))")


def chosen(reader) -> list[str]:
    return reader.page.locator(".chosen .chip").evaluate_all("(all) => all.map((each) => each.dataset.key)")


def test_the_investor_s_question_has_its_answer_by_size(desktop, atlas):
    desktop.open(INVESTORS)
    listed = [site for site in desktop.ids if site in BY_SIZE]
    assert listed == BY_SIZE
    known = figures(atlas)["investment"]
    sizes = [known[site].value for site in desktop.ids]
    assert sizes == sorted(sizes, reverse=True)
    assert set(desktop.ids) == set(select(atlas, Selection(stage="started:2024", investment="1e9..")))
    marked = desktop.page.locator(".list .item:has(.unequal)").evaluate_all(
        "(all) => all.map((each) => each.dataset.key)"
    )
    assert "crrc-dual-carbon-park" in marked
    assert "guozi-shule-base" not in marked
    assert chosen(desktop) == ["chosen-stage-started:2024", "chosen-investment"]


def test_the_same_question_is_asked_in_the_panel(desktop):
    desktop.open("#lang=zh")
    desktop.press("stage-started")
    desktop.press("stage-2024")
    desktop.press("facet-figures")
    desktop.page.locator('[data-key="from-investment"]').fill("10")
    desktop.page.locator('[data-key="from-investment"]').press("Enter")
    desktop.page.locator('[data-key="order"]').select_option("investment")
    desktop.press("grouped")
    desktop.still()
    assert [site for site in desktop.ids if site in BY_SIZE] == BY_SIZE
    assert "investment=1e9.." in desktop.hash
    assert "stage=started:2024" in desktop.hash


@pytest.mark.matrix
@in_each_language
def test_thumbs_are_moved_by_keys_and_say_where_they_are(desktop, lang):
    desktop.open(f"#lang={lang}")
    if desktop.page.locator('[data-facet="figures"]').get_attribute("open") is None:
        desktop.press("facet-figures")
    low, high = (desktop.page.locator(f'[data-key="{end}-investment"]') for end in ("low", "high"))
    low.focus()
    everything = len(desktop.ids)
    for _ in range(3):
        desktop.page.keyboard.press("ArrowRight")
    desktop.still()
    assert low.evaluate("(each) => each === document.activeElement")
    assert "investment=1e9.." in desktop.hash
    assert ("10" if lang == "zh" else "1") in low.get_attribute("aria-valuetext")
    assert len(desktop.ids) < everything
    high.focus()
    desktop.page.keyboard.press("Home")  # not below the other thumb
    desktop.still()
    assert "investment=1e9..1e9" in desktop.hash
    assert "guozi-shule-base" in desktop.ids
    desktop.page.keyboard.press("End")
    low.focus()
    desktop.page.keyboard.press("Home")
    desktop.still()
    assert "investment" not in desktop.hash
    assert len(desktop.ids) == everything


def test_all_that_a_thumb_is_drawn_along_is_one_step_back(desktop):
    desktop.open("#lang=zh&kind=park")
    desktop.press("facet-figures")
    before = desktop.page.evaluate("history.length")
    desktop.page.locator('[data-key="low-investment"]').focus()
    for _ in range(4):
        desktop.page.keyboard.press("ArrowRight")
    desktop.still()
    assert desktop.page.evaluate("history.length") == before + 1
    desktop.back()
    desktop.still()
    assert "investment" not in desktop.hash
    assert "kind=park" in desktop.hash


def test_boxes_take_what_a_reader_types_and_refuse_what_is_no_number(desktop):
    desktop.open("#lang=en")
    desktop.press("facet-figures")
    start, end = (desktop.page.locator(f'[data-key="{each}-investment"]') for each in ("from", "to"))
    start.fill("1.5")
    end.fill("0.5")
    end.press("Enter")
    desktop.still()
    assert "investment=5e8..1.5e9" in desktop.hash
    assert (start.input_value(), end.input_value()) == ("0.5", "1.5")
    start.fill("<b>1")
    start.press("Enter")
    assert start.get_attribute("aria-invalid") == "true"
    assert "investment=5e8..1.5e9" in desktop.hash
    start.fill("")
    start.press("Enter")
    desktop.still()
    assert "investment=..1.5e9" in desktop.hash


def test_no_figure_is_a_choice_of_its_own(desktop, atlas):
    desktop.open("#lang=zh")
    desktop.press("facet-figures")
    without = select(atlas, Selection(investment="none"))
    assert chips(desktop)["none-investment"] == len(without)
    desktop.press("none-investment")
    desktop.still()
    assert sorted(desktop.ids) == sorted(without)
    assert "investment=none" in desktop.hash
    desktop.press("any-investment")
    desktop.still()
    assert "investment=..,none" in desktop.hash
    desktop.page.locator('[data-key="chosen-investment"]').click()
    desktop.still()
    assert "investment" not in desktop.hash


def test_counts_follow_a_range_and_its_histogram_follows_the_other_filters_alone(desktop, atlas):
    desktop.open("#lang=zh")
    desktop.press("facet-figures")
    everything = bins(desktop)
    assert max(everything) == 100
    desktop.go("#lang=zh&investment=1e10..")
    assert bins(desktop) == everything
    assert chips(desktop)["layer-projects"] == len(select(atlas, Selection(investment="1e10..", layer="projects")))
    desktop.go("#lang=zh&investment=1e10..&kind=park")
    assert bins(desktop) != everything


def test_another_figure_is_taken_from_the_list(desktop, atlas):
    desktop.open("#lang=zh")
    desktop.press("facet-figures")
    desktop.page.locator('[data-key="figure"]').select_option("length")
    desktop.page.locator('[data-key="low-length"]').focus()
    desktop.page.keyboard.press("ArrowRight")
    desktop.still()
    [low] = {part.split("=")[1] for part in desktop.hash.lstrip("#").split("&") if part.startswith("length=")}
    assert sorted(desktop.ids) == sorted(select(atlas, Selection(length=low)))


def test_a_figure_that_few_places_have_is_chosen_by_a_link(desktop, atlas):
    desktop.open("#lang=zh&gdp=1e11..&jobs=..")
    assert desktop.ids == []
    desktop.go("#lang=zh&jobs=..")
    assert desktop.ids == select(atlas, Selection(jobs=".."))
    desktop.press("facet-figures")
    assert desktop.page.locator('[data-key="figure"]').input_value() == "jobs"


def test_a_phone_has_the_same_range(phone, atlas):
    phone.open("#lang=zh").pull_up()
    phone.press("facet-figures")
    phone.page.locator('[data-key="from-investment"]').fill("100")
    phone.page.locator('[data-key="from-investment"]').press("Enter")
    phone.still()
    assert sorted(phone.ids) == sorted(select(atlas, Selection(investment="1e10..")))
    boxes = phone.page.locator(".thumbs input").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect())")
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= phone.page.viewport_size["width"] for box in boxes)


def test_what_is_no_range_in_a_link_chooses_nothing_and_says_so(desktop, say):
    for part in (
        "investment=1e9",
        "investment=2..1",
        "honour=1..",
        "investment=<img src=x onerror=alert(1)>..",
        "__proto__=1..",
    ):
        desktop.open(f"#lang=zh&{part}")
        assert len(desktop.ids) == len(desktop.atlas.sites), part
        assert desktop.page.locator(".toast").text_content() == say("zh", "linkUnread")
