"""Terms are explained where they are met: by hover, by focus, by tap; and all of them in the legend."""

from __future__ import annotations

import pytest

from tests.browser.conftest import in_each_language

pytestmark = pytest.mark.matrix  # the same words in many places

DISPUTED = "#lang={}&dispute=open&place=430204&facts=1"


@pytest.fixture
def explained(desktop, lang, say):
    """Open the list of disagreements with a drawer beside it; return what is said of ≠ there."""
    desktop.open(DISPUTED.format(lang))
    return say(lang, "differGloss")


def gloss(reader) -> str | None:
    """Return the explanation that is seen, if one is."""
    return reader.page.evaluate("probe.shown('.gloss').map((each) => each.textContent)[0] || null")


def test_a_mark_in_the_list_is_explained_by_hover_and_no_longer_when_left(desktop, explained):
    desktop.page.locator(".list .unequal").first.hover()
    assert gloss(desktop) == explained
    desktop.page.locator(".list h2").first.hover()
    assert gloss(desktop) is None


@in_each_language
def test_a_tag_of_a_found_fact_is_explained_by_hover(desktop, atlas, lang):
    desktop.open(f"#lang={lang}&q=5000亿")
    desktop.page.locator(".found .aim.target").first.hover()
    assert gloss(desktop) == getattr(atlas.words.aims["target"], f"gloss_{lang}")


@in_each_language
def test_a_term_is_explained_by_focus_and_escape_takes_that_alone(desktop, atlas, lang):
    desktop.open(f"#lang={lang}&place=430200&facts=1")
    page = desktop.page
    page.locator(".drawer .find input").fill("")
    page.keyboard.type("GDP")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.aim')"):
            break
    told = {getattr(aim, f"gloss_{lang}") for aim in atlas.words.aims.values()}
    assert gloss(desktop) in told
    assert (
        page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).role")
        == "tooltip"
    )
    page.keyboard.press("Escape")
    assert gloss(desktop) is None
    assert page.locator(".drawer").is_visible()


@in_each_language
def test_a_tap_on_a_term_explains_it_and_a_tap_on_a_line_of_the_list_opens_it(phone, atlas, lang):
    phone.open(f"#lang={lang}&dispute=open").pull_up()
    phone.page.locator(".list .unequal").first.tap()
    assert gloss(phone) is None
    phone.open(f"#lang={lang}&place=430200&facts=1")
    term = phone.page.locator(".drawer .aim.target:visible").first
    term.scroll_into_view_if_needed()
    term.tap()
    assert gloss(phone) == getattr(atlas.words.aims["target"], f"gloss_{lang}")


@in_each_language
def test_the_legend_has_every_tag_status_and_kind_that_is_explained(desktop, atlas, lang, say):
    desktop.open(f"#lang={lang}")
    told = desktop.page.evaluate("probe.all('.keys .words dd').map((each) => each.textContent)")
    words = atlas.words
    terms = [*words.aims.values(), *words.statuses.values(), *words.kinds.values()]
    glosses = [getattr(term, f"gloss_{lang}") for term in terms]
    assert set(filter(None, glosses)) <= set(told)
    assert say(lang, "cityOnlyGloss") in told
    assert any(say(lang, "differGloss") in text for text in told)
    assert all(getattr(term, f"gloss_{lang}") for term in (*words.aims.values(), *words.statuses.values()))
