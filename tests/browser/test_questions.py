"""Questions to begin with: where they are found, and that each leads to the answer that the record's files give."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import questions_by_hand as by_hand
from tests.browser.conftest import in_each_language

YEAR = by_hand.YEAR

PLACES = {
    "askDisputed": by_hand.disputed,
    "askSilent": by_hand.silent,
    "askVague": by_hand.vague,
    "askBuilding": by_hand.building,
}
PROMISES = {
    "askPromised": lambda: by_hand.promises(due=YEAR - 1),
    "askOverdue": lambda: by_hand.promises("unconfirmed"),
    "askMet": lambda: by_hand.promises("met", "missed"),
}
OTHERS = ("askLargest", "askStarted", "askCompare")


def links(reader):
    return {link.get_attribute("data-key"): link for link in reader.page.locator(".questions a").all()}


def ask(reader, key, lang="zh"):
    reader.open(f"#lang={lang}").press("ask")
    follow(reader, links(reader)[key])


def follow(reader, link):
    """Press a link and wait until the page, which is told of its address after the press, has followed it."""
    followed = "new Promise((done) => window.addEventListener('hashchange', () => setTimeout(done), { once: true }))"
    reader.page.evaluate(f"() => {{ window.followed = {followed}; }}")
    link.click()
    reader.page.evaluate("window.followed")
    reader.still()


def listed(reader):
    ids = reader.page.locator(".list .item[data-place]").evaluate_all("(all) => all.map((each) => each.dataset.place)")
    return set(ids) & set(by_hand.SITES)


@in_each_language
def test_the_questions_are_a_menu_in_the_empty_search_box(desktop, lang):
    desktop.open(f"#lang={lang}").press("ask")
    found = links(desktop)
    assert set(found) == {*PLACES, *PROMISES, *OTHERS}
    assert str(YEAR - 1) in found["askPromised"].inner_text()
    box = desktop.page.locator(".search input").bounding_box()
    button = desktop.page.locator('[data-key="ask"]').bounding_box()
    assert box["x"] < button["x"]
    assert button["x"] + button["width"] <= box["x"] + box["width"]
    desktop.page.locator(".search input").fill("园")
    assert desktop.page.locator('[data-key="ask"]').count() == 0
    desktop.page.locator(".search .clear").click()
    assert desktop.page.locator('[data-key="ask"]').is_visible()


@pytest.mark.parametrize("key", PLACES)
def test_a_question_about_places_lists_just_those(desktop, key):
    ask(desktop, key)
    answer = PLACES[key]()
    assert answer
    assert listed(desktop) == answer


@pytest.mark.parametrize("key", PROMISES)
def test_a_question_about_promises_lists_as_many(desktop, key, say):
    ask(desktop, key)
    count = PROMISES[key]()
    assert count > 0
    assert desktop.page.locator(".ledger h3").inner_text() == say("zh", "ledgerCount", count=count)


def test_the_largest_park_comes_first(desktop, atlas):
    ask(desktop, "askLargest", "en")
    first = desktop.page.locator(".table tbody tr").first
    assert first.locator("th button").first.get_attribute("data-key") == f"row-{by_hand.largest_park()}"
    kinds = {atlas.site_rows[site]["kind"] for site in listed(desktop)}
    assert kinds == {"park"}


def test_what_started_two_years_ago_is_listed_by_size(desktop):
    ask(desktop, "askStarted", "en")
    rows = desktop.page.locator('.table tbody [data-key^="row-"]').evaluate_all(
        "(all) => all.map((each) => each.dataset.key)"
    )
    answer = by_hand.started()
    assert len(answer) >= 3
    assert rows == [f"row-{site}" for site in answer]


def test_the_two_districts_with_most_places_are_compared(desktop, atlas):
    ask(desktop, "askCompare", "en")
    counts = Counter(unit for row in atlas.site_rows.values() for unit in row["all_districts"])
    names = [atlas.district_rows[unit]["name_en"] for unit, _ in counts.most_common(2)]
    heads = " ".join(desktop.page.locator(".comparison thead").all_inner_texts())
    assert all(name in heads for name in names)


def test_the_questions_are_asked_by_keyboard(desktop):
    desktop.open("#lang=en")
    button = desktop.page.locator('[data-key="ask"]')
    button.focus()
    button.press("ArrowDown")
    keys = list(links(desktop))
    focused = "document.activeElement.dataset.key"
    assert desktop.page.evaluate(focused) == keys[0]
    desktop.page.keyboard.press("Escape")
    assert desktop.page.evaluate(focused) == "ask"
    desktop.page.keyboard.press("ArrowDown")
    for _ in range(keys.index("askVague")):
        desktop.page.keyboard.press("ArrowDown")
    desktop.page.keyboard.press("Enter")
    desktop.until("probe.settled()")
    assert "position=district" in desktop.hash
    assert "lang=en" in desktop.hash
    desktop.back()
    desktop.until("probe.settled()")
    assert "position=district" not in desktop.hash


def test_on_a_phone_the_menu_is_within_reach_and_in_sight(phone):
    phone.open("#lang=zh").press("ask")
    phone.still()
    height = phone.page.evaluate("innerHeight")
    for link in links(phone).values():
        box = link.bounding_box()
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= height
    follow(phone, links(phone)["askVague"])
    assert listed(phone) == by_hand.vague()


def test_about_lists_the_questions_too(desktop):
    desktop.open("#page=about&lang=en")
    keys = desktop.page.locator(".about-atlas a[data-key]").evaluate_all("(all) => all.map((each) => each.dataset.key)")
    assert set(keys) == {*PLACES, *PROMISES, *OTHERS}
    follow(desktop, desktop.page.locator('.about-atlas a[data-key="askMet"]'))
    assert desktop.page.locator(".ledger").is_visible()


def test_the_year_in_which_promises_are_due_is_chosen_in_the_ledger(desktop, say):
    desktop.open("#page=promises&lang=en")
    desktop.page.locator('[data-key="ledger-due"]').select_option(str(YEAR))
    assert f"due={YEAR}" in desktop.hash
    count = by_hand.promises(due=YEAR)
    assert desktop.page.locator(".ledger h3").inner_text() == say("en", "ledgerCount", count=count)
