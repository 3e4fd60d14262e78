"""The page about the atlas: what it is, its state, its terms, what others made; and a link that is not read whole."""

from __future__ import annotations

import pytest

from geo.atlas.identity import CODE_LICENCE
from geo.atlas.identity import credited
from geo.atlas.identity import licence
from geo.atlas.wording import grouped
from geo.page.notices import carried
from tests.browser.conftest import in_each_language

PRESSED = "navigator.clipboard.writeText = async (text) => { window.copied = text; }"


@pytest.mark.matrix
@in_each_language
def test_about_tells_the_state_of_the_record_and_its_terms(reader, atlas, say, lang):
    reader.open(f"#lang={lang}").pull_up().press("about")
    drawer = reader.page.locator(".drawer")
    text = drawer.inner_text()
    assert drawer.locator("h2").inner_text() == say(lang, "aboutTitle")
    assert drawer.get_attribute("aria-label") == say(lang, "aboutTitle")
    assert "page=about" in reader.hash
    counts = say(
        lang,
        "aboutCounts",
        places=say(lang, "places", count=len(atlas.sites)),
        facts=say(lang, "factsOf", count=grouped(str(len(atlas.facts)))),
        sources=say(lang, "sourcesLink", count=len(atlas.sources)),
    )
    for told in (atlas.version, atlas.date, atlas.digest, CODE_LICENCE, counts):
        assert told in text
    for key in ("aboutIntro", "aboutQuietText", "aboutBoundariesText"):
        assert say(lang, key) in text
    for notice in carried():
        assert notice.version in text
        assert notice.licence in text
        assert (notice.what_zh if lang == "zh" else notice.what_en) in text
        link = drawer.get_by_role("link", name=notice.name, exact=True)
        assert (link.get_attribute("href"), link.get_attribute("rel")) == (notice.url, "noopener noreferrer")
    terms = drawer.get_by_role("link", name=licence(atlas)["data"], exact=True)
    assert terms.get_attribute("href") == licence(atlas)["address"]
    for credit in credited(atlas):
        link = drawer.get_by_role("link", name=credit["title"], exact=True)
        assert link.get_attribute("href") == credit["address"]
    assert drawer.evaluate("(each) => each.scrollWidth <= each.clientWidth")


def test_about_has_the_reference_of_the_atlas(visit, atlas):
    with visit() as reader:
        reader.page.add_init_script(PRESSED)
        reader.open("#page=about").press("cite-atlas")
        reader.page.locator("[data-form=gbt]").click()
        copied = reader.page.evaluate("window.copied")
        assert "[DS]" in copied
        assert atlas.digest in copied


def test_about_closes_to_what_was_read_before(desktop, atlas):
    place = atlas.sites.index[0]
    desktop.open(f"#place={place}&facts=1")
    desktop.press("about")
    desktop.press("sources")
    desktop.press("about")
    desktop.press("close")
    assert desktop.tell("state")["open"] == atlas.sites["name_zh"][place]


@in_each_language
def test_a_link_that_is_not_read_whole_says_so(desktop, say, lang):
    told = "[...document.querySelectorAll('.toast:not([hidden])')].map((each) => each.textContent)"
    # What is not read of a link is settled in tests/web/hash.test.js.
    address = f"#kind=park,nonsense&lang={lang}"
    desktop.open(address)
    assert desktop.page.evaluate(told) == [say(lang, "linkUnread")]
    again = desktop.another(f"#lang={lang}")
    assert again.page.evaluate(told) == []
    again.go(address)
    assert again.page.evaluate(told) == [say(lang, "linkUnread")]
