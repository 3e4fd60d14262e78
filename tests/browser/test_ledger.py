"""The ledger of promises: all of them, what a filter leaves, in order, as a table, and the way to each fact."""

from __future__ import annotations

from collections import Counter

import pytest

from geo.atlas.promises import VERDICTS
from geo.atlas.promises import promises
from geo.export.promises import to_csv
from tests.browser.conftest import in_each_language
from tests.browser.test_takeaway import saved

ENTRIES = ".ledger li"


@pytest.fixture(scope="module")
def ledger(atlas):
    return [promise for made in promises(atlas).values() for promise in made]


@in_each_language
def test_ledger_has_the_promises_of_each_verdict(desktop, ledger, lang, say):
    desktop.open(f"#lang={lang}&page=promises")
    assert desktop.page.locator(".ledger h3").inner_text() == say(lang, "ledgerCount", count=len(ledger))
    while (more := desktop.page.locator('[data-key="ledger-more"]')).count():
        more.click()
    told = Counter(
        desktop.page.locator(f"{ENTRIES} .became").evaluate_all("(all) => all.map((each) => each.classList[1])")
    )
    assert told == Counter(promise.verdict for promise in ledger)
    for verdict in VERDICTS:
        desktop.open(f"#lang={lang}&page=promises&promise={verdict}")
        count = sum(promise.verdict == verdict for promise in ledger)
        assert desktop.page.locator(".ledger h3").inner_text() == say(lang, "ledgerCount", count=count)
    assert desktop.page.locator(".drawer h2").inner_text() == say(lang, "promise")


def test_ledger_is_saved_as_the_command_line_writes_it(desktop, ledger):
    desktop.open("#page=promises")
    name, text = saved(desktop, desktop.page.locator('[data-key="save-ledger"]').click)
    assert name.endswith(".promises.csv")
    assert text == to_csv(ledger)


def test_ledger_is_in_the_order_of_its_dates_or_of_what_is_longest_overdue(desktop, ledger):
    desktop.open("#page=promises&promise=unconfirmed")
    select = desktop.page.locator('[data-key="ledger-order"]')
    months = sorted((promise.months for promise in ledger if promise.verdict == "unconfirmed"), reverse=True)
    due = sorted(promise.due for promise in ledger if promise.verdict == "unconfirmed")
    for order, key, expected in (("-months", -1, [str(each) for each in months]), ("due", 3, due)):
        select.select_option(order)
        assert f"sort={order}" in desktop.hash
        _, text = saved(desktop, desktop.page.locator('[data-key="save-ledger"]').click)
        assert [line.split(",")[key] for line in text.splitlines()[1:]] == expected


@pytest.mark.matrix
@in_each_language
def test_an_entry_leads_to_the_fact_that_promises_and_to_the_one_that_answers(desktop, ledger, lang):
    met = next(promise for promise in ledger if promise.verdict == "met")
    for link, facts in (("h4 a", met.facts), (".became a", met.outcome)):
        desktop.open(f"#lang={lang}&page=promises&promise=met")
        desktop.page.locator(ENTRIES).first.locator(link).click()
        assert desktop.page.locator(".pointed").get_attribute("id") in {fact["id"] for fact in facts}
        assert f"place={met.subject}" in desktop.hash


def test_ledger_is_opened_from_the_panel_and_says_where_nothing_matches(desktop, say):
    desktop.open("#lang=en").press("promises")
    assert "page=promises" in desktop.hash
    desktop.open("#lang=en&page=promises&promise=missed&district=430202")
    assert desktop.page.locator(".ledger .empty").inner_text() == say("en", "ledgerNone")
    assert desktop.page.locator('[data-key="save-ledger"]').is_disabled()
    assert "Hetang" in desktop.page.locator(".ledger .filters").inner_text(), "what leaves none is in sight"


def test_each_year_of_the_ledger_says_how_many_of_the_filtered_are_due_in_it(desktop, ledger, say):
    desktop.open("#lang=en&page=promises&promise=unconfirmed&due=2025")
    due = Counter(promise.due.rpartition("/")[2][:4] for promise in ledger if promise.verdict == "unconfirmed")
    years = {promise.due.rpartition("/")[2][:4] for promise in ledger} - {""}
    told = desktop.page.locator('[data-key="ledger-due"] option').all_inner_texts()
    assert told[1:] == [say("en", "ledgerDueCount", year=year, count=due[year]) for year in sorted(years, reverse=True)]


ADDED = """() => {
  window.added = [];
  new MutationObserver((changes) => {
    const lines = changes.flatMap(({ addedNodes }) => [...addedNodes])
      .flatMap((node) => (node.matches?.(".ledger li") ? [node] : [...(node.querySelectorAll?.(".ledger li") ?? [])]));
    if (lines.length > 0) window.added.push(new Set(lines).size);
  }).observe(document.body, { childList: true, subtree: true });
}"""


def test_ledger_of_many_places_is_drawn_in_turns_and_whole(visit, crowd, crowded):
    count = sum(map(len, promises(crowd).values()))
    assert count > 200
    with visit(file=crowded) as reader:
        reader.open("#lang=en")
        reader.page.evaluate(ADDED)
        reader.go("#lang=en&page=promises")
        reader.until("document.querySelectorAll('.ledger li').length === 200")
        reader.page.locator('[data-key="ledger-more"]').click()
        reader.until(f"document.querySelectorAll('.ledger li').length === {count}")
        assert max(reader.page.evaluate("window.added")) <= 25
