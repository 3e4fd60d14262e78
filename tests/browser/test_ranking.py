"""A ranking by one figure: of places or districts, as filtered, with dates and aims; as file, picture and on paper."""

from __future__ import annotations

import csv
import io

import pytest

from geo.atlas.figures import figures
from geo.page.payload.files import files
from tests.browser.conftest import in_each_language
from tests.browser.test_picture import LIGHT
from tests.browser.test_picture import picture
from tests.browser.test_takeaway import saved

RANKED = "probe.all('.ranking [data-key^=ranked-]').map((each) => each.dataset.key.slice(7))"
ENTRIES = """probe.all('.ranking li').map((entry) => ({
    rank: Number(entry.querySelector('i').textContent),
    promised: entry.querySelector('.bar-of.promised') !== null,
    aim: entry.querySelector('.aim') !== null,
    open: entry.querySelector('.open') !== null,
    unequal: entry.querySelector('.unequal') !== null,
    text: entry.querySelector('.figure b').textContent,
    when: entry.querySelector('.when').textContent,
}))"""


def held(atlas, sites) -> dict:
    """Return the investment of each of some sites that has one, the largest first."""
    known = {site: figure for site, figure in figures(atlas)["investment"].items() if site in sites}
    return dict(sorted(known.items(), key=lambda each: -each[1].value))


@in_each_language
def test_places_are_ranked_with_the_date_and_the_aim_of_each(desktop, atlas, lang):
    desktop.open(f"#lang={lang}&page=ranking&by=investment")
    expected = held(atlas, atlas.sites.index)
    assert desktop.page.evaluate(RANKED) == [*expected]
    entries = desktop.page.evaluate(ENTRIES)
    for entry, figure in zip(entries, expected.values(), strict=True):
        assert entry["promised"] == entry["aim"] == (figure.aim != "actual")
        assert entry["open"] == entry["unequal"] == figure.differs == ("–" in entry["text"])
        assert entry["when"]
    assert any(entry["open"] for entry in entries)
    ranks = [entry["rank"] for entry in entries]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_the_ranking_follows_the_filter(desktop, atlas):
    desktop.open("#page=ranking&by=investment&layer=projects")
    projects = atlas.sites[atlas.sites["layer"] == "projects"].index
    assert desktop.page.evaluate(RANKED) == [*held(atlas, projects)]
    desktop.go("#page=ranking&by=investment&layer=projects&q=zzzzzz")
    assert desktop.page.locator(".ranking .empty").is_visible()
    assert desktop.page.locator('[data-key="rank-csv"]').is_disabled()


@pytest.mark.parametrize("by", ["", "&by=nope"])
def test_who_names_no_figure_is_asked_for_one(desktop, say, by):
    desktop.open(f"#lang=en&page=ranking{by}")
    assert desktop.page.locator(".ranking .empty").inner_text() == say("en", "rankFigure")


def test_a_column_head_a_fact_and_the_legend_lead_to_a_ranking(desktop):
    desktop.open("#table=1").press("rank-investment")
    assert "by=investment" in desktop.hash
    assert "page=ranking" in desktop.hash
    desktop.press("ranking-close")
    assert desktop.page.locator(".table").is_visible()
    desktop.go("#place=beidou-lake-park&facts=1")
    source = desktop.page.locator(".drawer .theme .source:has([data-key=rank-investment])").first
    source.locator("summary").click()
    source.locator("[data-key=rank-investment]").click()
    assert "page=ranking" in desktop.hash
    desktop.go("#colour=population")
    desktop.press("rank-population")
    assert "by=population" in desktop.hash
    assert "among=districts" in desktop.hash


def test_districts_are_ranked_and_coloured_by_the_same_figure(desktop, atlas):
    desktop.open("#page=ranking&by=population&among=districts")
    people = atlas.districts["population"].sort_values(ascending=False)
    assert desktop.page.evaluate(RANKED) == [*people.index]
    desktop.press("rank-colour")
    assert "colour=population" in desktop.hash
    assert desktop.page.locator(".colouring").is_visible()
    assert not desktop.page.locator(".ranking").is_visible()


def test_an_entry_opens_its_fact_beside_the_ranking(desktop, atlas):
    first, figure = next(iter(held(atlas, atlas.sites.index).items()))
    desktop.open("#page=ranking&by=investment").press(f"ranked-{first}")
    fact = atlas.claims[first][figure.claim].facts[0]["id"]
    assert desktop.page.locator(".drawer .pointed").get_attribute("id") == fact
    assert desktop.page.locator(".ranking").is_visible()
    desktop.page.keyboard.press("Escape")
    assert desktop.page.locator(".ranking").is_visible()
    assert desktop.active["key"] == f"ranked-{first}"
    desktop.page.keyboard.press("Escape")
    assert not desktop.page.locator(".ranking").is_visible()


def test_arrows_lead_from_entry_to_entry(desktop):
    desktop.open("#page=ranking&by=investment")
    entries = desktop.page.evaluate(RANKED)
    desktop.page.locator(f'[data-key="ranked-{entries[0]}"]').focus()
    desktop.page.keyboard.press("ArrowDown")
    assert desktop.active["key"] == f"ranked-{entries[1]}"
    desktop.page.keyboard.press("End")
    assert desktop.active["key"] == f"ranked-{entries[-1]}"


def test_the_ranking_is_saved_with_each_fact_and_its_place(desktop, atlas):
    desktop.open("#page=ranking&by=investment")
    name, text = saved(desktop, desktop.page.locator('[data-key="rank-csv"]').click)
    assert name.endswith(".investment.csv")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix(files(atlas)["csv"]["mark"]), newline="")))
    expected = [
        (site, fact["id"])
        for site, figure in held(atlas, atlas.sites.index).items()
        for fact in atlas.claims[site][figure.claim].facts
    ]
    assert [(line["subject"], line["fact"]) for line in lines] == expected
    assert [int(line["rank"]) for line in lines] == sorted(int(line["rank"]) for line in lines)


@pytest.mark.parametrize("state", ["page=ranking&by=investment", "page=compare&compare=430203,430204,430281"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_light_and_has_something_on_it(visit, state, scheme):
    with visit(color_scheme=scheme) as reader:
        reader.open(f"#{state}")
        _, told = picture(reader, press=reader.page.locator("[data-key$=-png]:visible").click)
    width, height = told["size"]
    paper = told["colours"][LIGHT["paper"]]
    assert 0.7 * width * height < paper < width * height - 1000


@pytest.mark.parametrize(
    ("state", "part"),
    [
        ("page=ranking&by=investment", ".printed .ranking li"),
        ("page=promises&promise=met", ".printed .ledger li"),
        ("page=compare&compare=430203,430204,430281", ".printed .side-by-side tbody tr"),
        ("table=1&columns=investment", ".printed .rows tbody tr"),
    ],
)
def test_what_is_in_the_place_of_the_map_is_on_paper(desktop, say, state, part):
    desktop.open(f"#lang=en&{state}")
    desktop.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert desktop.page.locator(part).count() > 5
    assert desktop.page.locator(".printed button:not(.term, .aim, .unequal)").count() == 0
    assert desktop.page.locator(".printed canvas").count() == 0
    words = desktop.page.locator(".printed").inner_text()
    assert say("en", "credit") in words
    # What is said of a map is not said where there is none.
    assert say("en", "builtInBasemap") not in words
    assert say("en", "countCity", count=16) not in words
    desktop.page.evaluate("window.dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("rank", ["nonsense", "__proto__", "<img src=x onerror=alert(1)>", "status"])
def test_a_figure_that_is_none_gives_no_ranking(desktop, rank):
    desktop.open(f"#page=ranking&by={rank}&among=nobody")
    assert desktop.page.locator(".ranking .empty").is_visible()
    assert desktop.page.evaluate(RANKED) == []
