"""How old things are: no status without its date, and the age of what is known of each place, theme and source."""

from __future__ import annotations

import pytest

from geo.atlas.pulse import expected
from geo.atlas.pulse import newest_date
from geo.atlas.pulse import pulse
from geo.atlas.wording import date_text
from geo.atlas.wording import status_text
from tests.browser.conftest import in_each_language
from tests.pulse_by_hand import age as age_by_hand

TEXTS = "(all) => Object.fromEntries(all.map((each) => [each.dataset.place, each.innerText]))"


@pytest.fixture(scope="module")
def statuses(atlas):
    """Return what must stand where the status of a place is shown, by language."""
    rows = {site: row for site, row in atlas.site_rows.items() if row["status"]}
    return {
        lang: {
            site: status_text(atlas.words.statuses[row["status"]], row["status_as_of"], lang)
            for site, row in rows.items()
        }
        for lang in ("zh", "en")
    }


def aged(date: str, lang: str, say) -> str:
    months = age_by_hand(date)
    if months == 0:
        return say(lang, "ageNew")
    return say(lang, "ageMonths", count=months) if months < 24 else say(lang, "ageYears", count=months // 12)


@in_each_language
def test_a_status_has_its_date_in_list_popup_and_drawer(desktop, statuses, lang):
    desktop.open(f"#lang={lang}")
    lines = desktop.page.locator(".list .item").evaluate_all(TEXTS)
    assert [site for site, text in statuses[lang].items() if text not in lines[site]] == []
    site, text = next(iter(statuses[lang].items()))
    for address, part in (
        (f"#lang={lang}&place={site}", ".popup .status"),
        (f"#place={site}&facts=1&lang={lang}", ".drawer .status"),
    ):
        desktop.open(address)
        assert desktop.page.locator(part).inner_text() == text


PRINT = """() => {
    window.dispatchEvent(new Event("beforeprint"));
    return [...document.querySelectorAll(".printed tr")].map((each) => each.textContent);
}"""


@in_each_language
def test_a_status_has_its_date_in_table_and_print(desktop, atlas, statuses, lang):
    desktop.open(f"#lang={lang}&table=1")
    rows = desktop.page.locator(".table tbody tr").evaluate_all("(all) => all.map((each) => each.textContent)")
    printed = desktop.page.evaluate(PRINT)
    for site, text in statuses[lang].items():
        name, when = atlas.site_rows[site][f"name_{lang}"], text[text.rindex("（" if lang == "zh" else "(") + 1 : -1]
        assert any(name in row and when in row for row in rows), (site, when)
        assert any(name in row and when in row for row in printed), (site, when)
    desktop.open(f"#lang={lang}")
    printed = desktop.page.evaluate(PRINT)
    for site, text in statuses[lang].items():
        name = atlas.site_rows[site][f"name_{lang}"]
        assert any(name in row and text in row for row in printed), (site, text)


@in_each_language
def test_a_drawer_says_how_old_the_newest_fact_is_and_each_theme(desktop, atlas, lang, say):
    code = next(iter(atlas.district_rows))
    desktop.open(f"#place={code}&facts=1&lang={lang}")
    newest = newest_date(atlas.claims[code])
    head = desktop.page.locator(".drawer .of-newest").inner_text()
    assert head == f"{date_text(newest, lang)} · {aged(newest, lang, say)}"
    words = atlas.words
    for fold in desktop.page.locator('.drawer [data-fold^="theme-"]').all():
        theme = fold.get_attribute("data-fold").removeprefix("theme-")
        date = newest_date(claim for claim in atlas.claims[code] if words.indicators[claim.indicator].theme == theme)
        shown = fold.locator("summary .newest").all_inner_texts()
        assert shown == ([f"{date_text(date, lang)} · {aged(date, lang, say)}"] if date else [])


@pytest.mark.matrix
@in_each_language
def test_about_sources_and_the_city_say_of_what_time_the_figures_are(desktop, atlas, lang, say):
    half, newest = pulse(atlas).half, pulse(atlas).newest
    dates = {"half": half, "newest": newest, "date": atlas.date}
    told = {name: date_text(date, lang) for name, date in dates.items()}
    text = say(lang, "pulse", age=aged(newest, lang, say), **told)
    for address in ("#page=about", "#page=sources", f"#place={atlas.place.code}&facts=1"):
        desktop.open(f"{address}&lang={lang}")
        assert desktop.page.locator(".drawer .pulse").inner_text() == text


def test_a_source_says_how_old_it_is(desktop, atlas, say):
    desktop.open("#page=sources&lang=en")
    shown = desktop.page.locator(".sources .age").all_inner_texts()
    dates = [source["published"] for source in atlas.record.sources if source["published"]]
    assert sorted(text.strip(" ·") for text in shown) == sorted(aged(date, "en", say) for date in dates)


@in_each_language
def test_a_source_that_appears_regularly_says_when_it_may_appear_next(desktop, atlas, lang):
    desktop.open(f"#page=sources&lang={lang}")
    shown = desktop.page.locator(".sources .expected").all_inner_texts()
    assert len(shown) == len(expected(atlas)) > 0
    for each in expected(atlas).values():
        date = date_text(each.when, lang)
        assert any(date in text and (str(each.missing) in text) == (each.missing > 0) for text in shown), each


def test_counts_by_status_name_the_years_of_the_reports(desktop, atlas):
    desktop.open(f"#place={atlas.place.code}&facts=1")
    for status in atlas.words.statuses.values():
        rows = [row for row in atlas.site_rows.values() if row["status"] == status.code]
        years = sorted({row["status_as_of"][:4] for row in rows if row["status_as_of"]})
        shown = desktop.page.locator(f'[data-key="count-status-{status.code}"] small').all_inner_texts()
        span = years[:1] if len(years) < 2 else [f"{years[0]}–{years[-1]}"]
        assert [text.strip() for text in shown] == span
