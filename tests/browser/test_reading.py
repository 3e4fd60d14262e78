"""Reading beside the map: folds, courses, the line of time, links and references of facts, units, and the sources."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from itertools import product

import pytest

from geo.atlas.headline import OF_A_SITE
from geo.atlas.headline import key_figures
from geo.atlas.wording import date_text
from geo.history.corrections import corrections
from geo.messages import message
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import STORED_COPY
from tests.browser.conftest import LANGS
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.fixtures.shared import CITY

SHIFENG = "430204"
FEW_THEMES = 3

# What is copied is kept where a test can read it; the second way is the one that a page without a clipboard has.
CLIPBOARD = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied.push(text); } } });
"""
NO_CLIPBOARD = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = (command) => window.copied.push(document.activeElement.value) > 0;
"""
REFUSED = """
Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
document.execCommand = () => false;
"""


def most_facts(atlas) -> str:
    return max(atlas.sites.index, key=lambda site: sum(len(claim.facts) for claim in atlas.claims.get(site, ())))


def folded_fact(atlas, subject: str) -> str:
    """Return a fact that a newer one of the same figure folds away."""
    newest = set()
    for claim in atlas.claims[subject]:
        figure = claim.indicator, claim.scope, claim.aim
        if figure in newest and atlas.words.indicators[claim.indicator].type != STATUS:
            return claim.facts[0]["id"]
        newest.add(figure)
    raise AssertionError(subject)


def pointed(reader) -> list[str]:
    return reader.page.evaluate("probe.shown('.pointed').map((fact) => fact.id)")


def test_older_values_fold_behind_the_newest(desktop, atlas):
    desktop.open(f"#place={CITY}&facts=1")
    told = desktop.page.evaluate(
        """() => probe.all(".series").map((series) => ({
            name: probe.text(series.querySelector("h4")),
            newest: probe.all(":scope > .claim time", series).map(probe.text),
            older: probe.all(".older", series).map((fold) => [fold.open, probe.all(".claim", fold).length]),
        }))"""
    )
    figures = defaultdict(list)
    for claim in atlas.claims[CITY]:
        if atlas.words.indicators[claim.indicator].type != STATUS:
            figures[claim.indicator, claim.scope, claim.aim, claim.as_of == ""].append(claim)
    assert len(told) == len({(indicator, scope) for indicator, scope, *_ in figures})
    folded = [claims for series in told for _, claims in series["older"]]
    assert sorted(folded) == sorted(len(claims) - 1 for claims in figures.values() if len(claims) > 1)
    assert not any(opened for series in told for opened, _ in series["older"])


def test_a_long_drawer_folds_its_themes_and_the_jump_list_opens_one(reader):
    reader.open(f"#place={CITY}&facts=1").pull_up()
    folds = reader.page.locator(".theme > details")
    assert folds.evaluate_all("(all) => all.map((fold) => fold.open)") == [True] + [False] * (folds.count() - 1)
    assert folds.count() > FEW_THEMES
    reader.page.locator('[data-key="jump"]').click()
    reader.page.locator(".jump .menu button").last.click()
    assert folds.last.get_attribute("open") is not None
    assert reader.active["key"] == folds.last.get_attribute("data-fold")
    head, last = reader.page.locator(".drawer .head").bounding_box(), folds.last.bounding_box()
    assert last["y"] >= head["y"] + head["height"] - 1
    # The head has not moved: closing is within reach wherever one reads.
    reader.page.locator(".drawer .close").click()
    assert reader.tell("drawer") is None


def test_few_themes_need_no_jump_list(desktop, atlas):
    words = atlas.words
    few = next(
        subject
        for subject, claims in atlas.claims.items()
        if 0 < len({words.indicators[claim.indicator].theme for claim in claims} - {"status"}) <= FEW_THEMES
    )
    desktop.open(f"#place={few}&facts=1")
    assert desktop.page.locator(".jump").count() == 0
    assert desktop.page.locator(".theme > details:not([open])").count() == 0


@pytest.mark.matrix
@in_each_language
def test_a_figure_of_three_dates_draws_its_course_and_tells_it(desktop, atlas, lang):
    dates = defaultdict(set)
    for subject, claims in atlas.claims.items():
        for claim in claims:
            indicator = atlas.words.indicators[claim.indicator]
            dated = claim.as_of and "/" not in claim.as_of
            plain = indicator.type == NUMBER and indicator.dimension != "rank" and dated
            if plain and claim.aim == ACTUAL:
                dates[subject, claim.indicator, claim.scope].add(claim.as_of)
    drawn = defaultdict(list)
    for (subject, *_), each in dates.items():
        if len(each) > 2:
            drawn[subject].append(each)
    assert drawn
    desktop.open()
    for subject, courses in drawn.items():
        desktop.go(f"#lang={lang}&place={subject}&facts=1")
        labels = desktop.page.locator(".chart svg").evaluate_all("(all) => all.map((each) => each.ariaLabel)")
        assert len(labels) == len(courses)
        for course in courses:
            years = {date[:4] for date in course}
            assert any(years <= set(re.findall(r"\d{4}", label)) for label in labels)
    points = desktop.page.locator(".chart .point title").all_text_contents()
    assert points
    assert all(re.search(r"\d", point) for point in points)


def test_the_line_of_time_is_true_to_time(desktop):
    desktop.open("#place=sany-smart-steel-city&facts=1")
    steps = desktop.page.locator(".progress li").count()
    at = desktop.page.locator(".line-of-time .point").evaluate_all("(all) => all.map((each) => each.cx.baseVal.value)")
    assert len(at) == steps
    assert at == sorted(at)
    gaps = {round(b - a) for a, b in pairwise(at)}
    assert len(gaps) > 2


def test_a_link_to_a_fact_unfolds_it_marks_it_and_gives_it_the_keyboard(reader, atlas):
    fact = folded_fact(atlas, CITY)
    reader.open(f"#place={CITY}&facts=1&fact={fact}").still()
    assert pointed(reader) == [fact]
    assert reader.page.evaluate("document.activeElement.id") == fact
    drawer = reader.page.locator(".drawer").bounding_box()
    head = reader.page.locator(".drawer .head").bounding_box()
    box = reader.page.locator(".pointed").bounding_box()
    assert head["y"] + head["height"] <= box["y"] < drawer["y"] + drawer["height"]
    frame = reader.page.locator(".pointed").evaluate("(each) => getComputedStyle(each).borderTopWidth")
    assert frame == "2px"
    # The page around the drawer has not moved.
    assert reader.page.evaluate("document.querySelector('.atlas').scrollTop + document.scrollingElement.scrollTop") == 0


@pytest.mark.matrix
@in_each_language
def test_a_link_to_a_withdrawn_fact_says_why_and_leads_to_what_replaces_it(reader, atlas, lang):
    row = next(row for row in atlas.record.withdrawn if row["replacement"])
    reader.open(f"#lang={lang}&place={SHIFENG}&facts=1&fact={row['fact']}").pull_up()
    told = reader.page.locator(".drawer .missing")
    for part in (
        row["fact"],
        getattr(atlas.words.omission_reasons[row["reason"]], f"name_{lang}"),
        row[f"note_{lang}"],
    ):
        assert part in told.inner_text()
    told.locator("a").click()
    reader.until(f"document.activeElement.id === '{row['replacement']}'")
    assert pointed(reader) == [row["replacement"]]
    assert told.inner_text() == ""


@in_each_language
def test_a_fact_tells_folded_what_was_corrected_when_and_why(reader, atlas, lang, say):
    correction = next(each for each in corrections(atlas) if each.id in atlas.facts.index)
    fact, subject = correction.id, atlas.facts.at[correction.id, "subject"]
    reader.open(f"#lang={lang}&place={subject}&facts=1&fact={fact}").pull_up()
    told = reader.page.locator(f".drawer [id='{fact}'] details .corrected")
    reason = getattr(atlas.words.change_reasons[correction.reason], f"name_{lang}")
    text = say(lang, "corrected", date=date_text(correction.date, lang), said=correction.said[lang], reason=reason)
    assert told.first.inner_text() == text


@in_each_language
def test_a_place_tells_folded_what_was_corrected_of_it(reader, atlas, lang):
    site = next(each.id for each in corrections(atlas) if each.id in atlas.sites.index)
    expected = [each.said[lang] for each in corrections(atlas) if each.id == site]
    reader.open(f"#lang={lang}&place={site}&facts=1").pull_up()
    fold = reader.page.locator(".drawer .corrections details")
    if not fold.evaluate("(each) => each.open"):
        fold.locator("summary").click()
    texts = fold.locator(".corrected").all_inner_texts()
    assert [said in text for said, text in zip(expected, texts, strict=True)] == [True] * len(expected)
    untouched = next(site for site in atlas.sites.index if site not in {each.id for each in corrections(atlas)})
    reader.open(f"#lang={lang}&place={untouched}&facts=1")
    assert reader.page.locator(".drawer .corrections").count() == 0


def test_a_link_to_a_fact_of_another_place_leads_there(desktop, atlas, say):
    elsewhere = atlas.claims[CITY][0].facts[0]["id"]
    desktop.open(f"#place={SHIFENG}&facts=1&fact={elsewhere}")
    assert desktop.tell("drawer")["name"] == atlas.districts["name_zh"][SHIFENG]
    told = desktop.page.locator(".drawer .missing")
    assert told.get_attribute("role") == "status"
    assert say("zh", "factMoved", fact=elsewhere) in told.inner_text()
    told.locator("a").click()
    assert pointed(desktop) == [elsewhere]


def test_a_link_to_a_fact_that_never_was_says_so_and_opens_the_place(desktop, atlas, say):
    for fact in ("f9999", "-x"):
        desktop.open(f"#place={SHIFENG}&facts=1&fact={fact}")
        assert pointed(desktop) == []
        assert desktop.tell("drawer")["name"] == atlas.districts["name_zh"][SHIFENG]
        assert desktop.page.locator(".drawer .missing").inner_text() == say("zh", "factUnknown", fact=fact)
    desktop.open(f"#place={SHIFENG}&facts=1")
    assert desktop.page.locator(".drawer .missing").inner_text() == ""


@in_one_page(("name", "lang"), product(["inclusion_reason", "area_note"], LANGS))
def test_why_a_place_is_here_and_why_its_area_differs_is_read_beside_the_map(desktop, atlas, lang, name):
    texts = atlas.sites[f"{name}_{lang}"].dropna()
    assert len(texts) > 0
    desktop.open(f"#lang={lang}&place={texts.index[0]}&facts=1")
    assert texts.iloc[0] in desktop.page.locator(".drawer").inner_text()


@pytest.mark.parametrize("clipboard", [CLIPBOARD, NO_CLIPBOARD], ids=["clipboard", "none"])
def test_a_fact_s_link_is_copied_marked_and_undone_by_back(desktop, atlas, say, clipboard):
    desktop.page.add_init_script(clipboard)
    fact = atlas.claims[SHIFENG][0].facts[0]["id"]
    desktop.open(f"#place={SHIFENG}&facts=1")
    desktop.press(f"fact-{fact}")
    link = desktop.page.locator(f'[data-key="link-{fact}"]')
    link.click()
    # The page is a file: what is copied works with any copy of it.
    assert desktop.page.locator(".toast").text_content() == say("zh", "copiedPart")
    [copied] = desktop.page.evaluate("window.copied")
    assert copied == (f"#lang=zh&place={SHIFENG}&facts=1&fact={fact}")
    assert pointed(desktop) == [fact]
    assert f"fact={fact}" in desktop.hash
    # The keyboard stays with what was pressed.
    assert desktop.active["key"] == f"link-{fact}"
    again = desktop.another(copied)
    assert pointed(again) == [fact]
    again.page.close()
    desktop.back()
    desktop.until("!document.querySelector('.pointed')")
    assert desktop.tell("drawer") is not None


def test_choosing_another_place_leaves_the_fact_behind(desktop, atlas):
    fact = atlas.claims[SHIFENG][0].facts[0]["id"]
    desktop.open(f"#place={SHIFENG}&facts=1&fact={fact}")
    desktop.page.locator(".contains .members .link").first.click()
    assert "fact=" not in desktop.hash


def test_where_nothing_can_be_copied_the_text_is_shown(desktop):
    desktop.page.add_init_script(REFUSED)
    desktop.open(f"#place={SHIFENG}&facts=1")
    desktop.press("link")
    desktop.until("!document.querySelector('.toast').hidden")
    assert f"place={SHIFENG}" in desktop.page.locator(".toast").text_content()


def test_a_fact_and_its_place_are_cited_with_one_press_each(reader, atlas):
    reader.page.add_init_script(CLIPBOARD)
    site = most_facts(atlas)
    fact = next(
        fact
        for claim in atlas.claims[site]
        for fact in claim.facts
        if fact["locator"] and atlas.words.indicators[claim.indicator].type != STATUS
    )
    source = atlas.sources.loc[fact["source"]]
    reader.open(f"#place={site}&facts=1&fact={fact['id']}").pull_up()
    for form in ("gbt", "bibtex", "apa", "plain"):
        reader.press(f"cite-{fact['id']}")
        reader.page.get_by_role("menu").locator(f'[data-form="{form}"]').click()
        assert reader.page.get_by_role("menu").count() == 0
    gbt, bibtex, apa, plain = reader.page.evaluate("window.copied")
    assert f"[{source['title_en']}]" in apa
    assert f"《{source['title_zh']}》" in plain
    assert source["title_zh"] in gbt
    assert gbt.endswith(f"第{fact['locator'].removeprefix('L')}行.")
    assert source["title_zh"] in bibtex
    assert fact["id"] in bibtex
    assert atlas.version in bibtex
    reader.press("cite")
    reader.page.locator('.tools [data-form="gbt"]').click()
    cited = reader.page.evaluate("window.copied")[-1]
    count = sum(len(claim.facts) for claim in atlas.claims[site])
    for part in (atlas.sites["name_zh"][site], atlas.version, atlas.date, atlas.digest, f", {count} 条事实."):
        assert part in cited


@pytest.mark.matrix
def test_a_district_s_counts_filter_to_just_these(desktop, atlas):
    desktop.open(f"#place={SHIFENG}&facts=1&district=430281&q=x")
    buttons = desktop.page.locator(".counts button")
    assert buttons.count() > 0
    within = atlas.sites[atlas.sites["all_districts"].map(lambda listed: SHIFENG in listed)]
    for at in range(buttons.count()):
        column, code = buttons.nth(at).get_attribute("data-key").removeprefix("count-").split("-", 1)
        number = int(buttons.nth(at).locator("b").text_content())
        buttons.nth(at).click()
        assert number == len(desktop.ids) == sum(within[column] == code)
        assert set(desktop.ids) == set(within.index[within[column] == code])
        assert buttons.nth(at).get_attribute("aria-pressed") == "true"
        assert desktop.tell("drawer")["focused"]
    assert within["kind"].nunique() + within["status"].dropna().nunique() == buttons.count()


def test_the_city_compares_its_districts_and_leads_to_each(desktop, atlas):
    desktop.open(f"#place={CITY}&facts=1")
    rows = desktop.page.locator(".compare tbody tr")
    assert rows.count() == len(atlas.districts)
    for unit, row in zip(atlas.districts.itertuples(), rows.all(), strict=True):
        name, population, area, sites = row.locator("th, td").all_text_contents()
        assert name == unit.name_zh
        assert int(population.replace(",", "")) == unit.population
        assert float(area.replace(",", "")) == unit.area_km2
        assert int(sites) == sum(unit.Index in listed for listed in atlas.sites["all_districts"])
    total = desktop.page.locator(".compare tfoot td").all_text_contents()
    assert int(total[0].replace(",", "")) == atlas.districts["population"].sum()
    assert int(total[2]) == len(atlas.sites)
    rows.nth(2).locator("button").click()
    assert desktop.tell("drawer")["name"] == atlas.districts["name_zh"].iloc[2]


@pytest.mark.matrix
def test_a_share_of_the_city_leads_to_both_of_its_facts(desktop, atlas):
    seen = 0
    desktop.open()
    for unit in atlas.districts.index:
        desktop.go(f"#place={unit}&facts=1&district={unit}")
        lines = desktop.page.locator(".shares tbody tr")
        for at in range(lines.count()):
            part, whole = lines.nth(at).locator("td a").evaluate_all("(all) => all.map((each) => each.hash)")
            assert f"place={unit}&facts=1&fact=" in part
            assert f"place={CITY}&facts=1&fact=" in whole
            values = [
                next(fact for fact in atlas.record.facts if link.endswith(f"fact={fact['id']}"))
                for link in (part, whole)
            ]
            assert len({(fact["indicator"], fact["scope"], fact["as_of"], fact["aim"]) for fact in values}) == 1
            own, city = (float(fact["value"]) * float(atlas.words.units[fact["unit"]].factor) for fact in values)
            assert f"{own / city * 100:.1f}%" in lines.nth(at).locator("strong").text_content()
            seen += 1
        if lines.count():
            lines.first.locator("td a").last.click()
            assert desktop.tell("drawer")["name"] == "株洲市"
            assert len(pointed(desktop)) == 1
            # The filters are left as they are.
            assert f"district={unit}" in desktop.hash
    assert seen > 0


@in_each_language
def test_the_sources_page_lists_every_source_the_texts_first(desktop, atlas, lang):
    desktop.open(f"#lang={lang}&page=sources")
    first, second = (
        section.locator("h4").all_text_contents() for section in desktop.page.locator(".drawer .sources").all()
    )
    standing = atlas.sources["standing"]
    title = atlas.sources[f"title_{lang}"]
    assert sorted(first) == sorted(title[standing == PRIMARY])
    assert sorted(second) == sorted(title[standing != PRIMARY])


@pytest.mark.matrix
@in_each_language
def test_a_source_and_its_reference_say_in_what_form_and_when_it_was_read(desktop, atlas, lang):
    fact = next(fact for fact in atlas.record.facts if atlas.source_rows[fact["source"]]["form"] == STORED_COPY)
    source = atlas.source_rows[fact["source"]]
    form = atlas.words.source_forms[STORED_COPY]
    named = form.name_en.lower() if lang == "en" else form.name_zh
    read = message(lang, "readOn", form=named, date=date_text(source["accessed"], lang))
    desktop.page.add_init_script(CLIPBOARD)
    desktop.open(f"#lang={lang}&page=sources")
    heading = desktop.page.locator(".drawer .sources h4").get_by_text(source[f"title_{lang}"], exact=True)
    kind = getattr(atlas.words.source_types[source["type"]], f"name_{lang}")
    assert heading.locator("xpath=ancestor::li").locator(".read").text_content() == f"{kind} · {read}"
    desktop.open(f"#lang={lang}&place={fact['subject']}&facts=1&fact={fact['id']}")
    for reference in ("gbt", "plain"):
        desktop.press(f"cite-{fact['id']}")
        desktop.page.locator(f'.cite-menu:not([hidden]) [data-form="{reference}"]').click()
    gbt, plain = desktop.page.evaluate("window.copied.slice(-2)")
    assert (f"[{source['accessed']}]" in gbt) == bool(source["url"])
    assert read in plain


def test_a_source_lists_its_facts_when_unfolded_and_each_opens(reader, atlas):
    reader.open("#page=sources").pull_up()
    assert reader.page.locator(".facts-of-source").count() == 0
    source = next(source for source in atlas.record.sources if source["standing"] == PRIMARY)["id"]
    reader.press(f"source-{source}")
    links = reader.page.locator(".facts-of-source a")
    links.first.wait_for()
    hashes = links.evaluate_all("(all) => all.map((each) => each.hash)")
    told = sorted(link.rpartition("=")[2] for link in hashes)
    assert told == sorted(fact["id"] for fact in atlas.record.facts if fact["source"] == source)
    links.last.click()
    assert pointed(reader) == [hashes[-1].rpartition("=")[2]]
    reader.back()
    reader.page.locator(".drawer .sources").first.wait_for()


def test_the_panel_and_a_fact_open_the_sources_and_closing_goes_back(reader, atlas):
    fact = atlas.claims[SHIFENG][0].facts[0]
    reader.open(f"#place={SHIFENG}&facts=1&fact={fact['id']}").pull_up()
    reader.press(f"cite-{fact['id']}")
    reader.page.locator(".source .cite-menu:not([hidden]) button").last.click()
    reader.page.locator(".facts-of-source a").first.wait_for()
    assert "page=sources" in reader.hash
    assert "place=" not in reader.hash
    assert reader.active["key"] == f"source-{fact['source']}"
    reader.page.locator(".drawer .close").click()
    assert pointed(reader) == [fact["id"]]
    assert "page=" not in reader.hash
    reader.page.locator(".drawer .close").click()
    reader.pull_up().press("sources")
    assert reader.page.locator(".drawer .sources").count() > 0
    reader.page.keyboard.press("Escape")
    assert reader.page.locator(".drawer").is_hidden()


def test_changing_the_language_keeps_the_reader_s_place(desktop):
    desktop.open(f"#place={CITY}&facts=1")
    theme = desktop.page.locator(".theme > details").nth(4)
    theme.locator("summary").first.click()
    # What is read stays where it is, though what is above it may be taller in the other language.
    row = desktop.page.locator(".compare tbody tr").nth(4)
    row.evaluate("(row) => { row.closest('.drawer').scrollTop += row.getBoundingClientRect().top - 300; }")
    before = row.bounding_box()["y"]
    desktop.press("lang")
    desktop.until("document.documentElement.lang === 'en'")
    assert theme.get_attribute("open") is not None
    assert abs(row.bounding_box()["y"] - before) < 24


def test_a_place_begins_with_status_position_key_figures_and_disagreements(desktop, atlas):
    site = next(
        site
        for site in atlas.sites.index
        if len(key_figures(atlas, site)) == OF_A_SITE and any(claim.differs for claim in atlas.claims[site])
    )
    desktop.open(f"#place={site}&facts=1")
    parts = [".glance dd:first-of-type", ".glance", ".key", ".disputes", ".tools", ".progress", ".theme"]
    tops = [desktop.page.locator(f".drawer {part}").first.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)
    assert tops[parts.index(".disputes")] < 900
    steps = desktop.page.locator(".progress li:visible")
    total = desktop.page.locator(".progress li").count()
    assert steps.count() == min(total, 3)
    desktop.page.locator(".key .link").first.click()
    fact = atlas.claims[site][key_figures(atlas, site)[0].claim].facts[0]["id"]
    assert desktop.page.locator(".source.pointed").get_attribute("id") == fact


def test_a_long_history_is_folded_around_what_holds_and_unfolds_for_a_fact(desktop, atlas):
    site = max(
        atlas.sites.index, key=lambda site: sum(claim.indicator == STATUS for claim in atlas.claims.get(site, ()))
    )
    desktop.open(f"#place={site}&facts=1")
    shown = desktop.page.locator(".progress li:visible")
    assert 3 <= shown.count() < desktop.page.locator(".progress li").count()
    assert desktop.page.locator(".progress li.latest:visible").count() == 1
    hidden = desktop.page.evaluate("document.querySelector('.progress li.beyond .source').id")
    desktop.press("history")
    assert shown.count() == desktop.page.locator(".progress li").count()
    assert not desktop.page.locator('[data-key="history"]').is_visible()
    desktop.open("#lang=zh").go(f"#place={site}&facts=1&fact={hidden}")
    assert desktop.page.locator(".source.pointed").is_visible()


def test_the_city_begins_with_product_industry_investment_and_trade_and_ends_with_programmes(desktop, atlas):
    desktop.open(f"#place={CITY}&facts=1")
    labels = desktop.page.locator(".drawer .key .label").all_text_contents()
    figures = [atlas.claims[CITY][figure.claim].indicator for figure in key_figures(atlas, CITY)]
    assert labels == [atlas.words.indicators[code].name_zh for code in figures]
    themes = desktop.page.locator(".drawer .theme h3").all_text_contents()
    assert themes[-1] == atlas.words.themes["programmes"].name_zh
    assert desktop.page.locator(".drawer .theme > details").last.get_attribute("open") is None


# Facts whose line is in sight below the head, at most, wherever the drawer is scrolled to, and all that are unfolded.
DENSEST = """() => {
    const drawer = document.querySelector(".drawer");
    const head = drawer.querySelector(".head").offsetHeight;
    const facts = probe.shown(".source[id]", drawer).filter((source) => source.checkVisibility());
    let most = 0;
    for (drawer.scrollTop = 0; ; ) {
        const boxes = facts.map((source) => source.getBoundingClientRect());
        most = Math.max(most, boxes.filter(({ top, bottom }) => top > head && bottom < window.innerHeight).length);
        const before = drawer.scrollTop;
        drawer.scrollTop += 20;
        if (drawer.scrollTop === before) return [most, facts.length];
    }
}"""
DENSE = [
    CITY,
    "430202",
    "430203",
    "430204",
    "430211",
    "zhuzhou-905-base",
    "crrc-dual-carbon-park",
    "qingshuitang",
    "zhuzhou-edz",
]


@pytest.mark.matrix
@in_one_page(("lang", "subject"), [(lang, subject) for lang in ("zh", "en") for subject in DENSE])
def test_ten_facts_are_on_a_screen(desktop, lang, subject):
    desktop.open(f"#lang={lang}&place={subject}&facts=1")
    most, shown = desktop.page.evaluate(DENSEST)
    assert most >= min(10, shown)
    assert shown > 7


@pytest.mark.matrix
@in_each_language
def test_nothing_of_a_fact_leaves_its_line(desktop, lang):
    reaching = """probe.shown(".source summary > span").filter((line) => line.scrollWidth > line.clientWidth)
        .map((line) => [document.querySelector(".drawer h2").textContent, line.textContent])"""
    sites = [
        "datang-expansion",
        "qingshuitang-heritage",
        "crrc-dual-carbon-park",
        "zhuzhou-circuit",
        "taoshui-reservoir",
    ]
    assert desktop.open().tour([f"#lang={lang}&place={site}&facts=1" for site in sites], reaching) == [[]] * len(sites)


@pytest.mark.matrix
@in_each_language
def test_the_note_of_a_fact_is_told_by_a_mark_and_read_when_it_is_unfolded(desktop, lang):
    desktop.open("#").go(f"#lang={lang}&place=qingshuitang&facts=1")
    source = desktop.page.locator(".theme .source", has=desktop.page.locator(".noted")).first
    mark, note = source.locator(".noted"), source.locator(".note")
    assert not note.is_visible()
    mark.hover()
    assert desktop.page.locator(".gloss").text_content() == note.text_content()
    source.locator("summary").click()
    assert note.is_visible()
    assert not mark.is_visible()


def test_a_fact_takes_two_lines_and_unfolds_its_source(desktop):
    desktop.open("#place=qingshuitang&facts=1")
    single = """() => probe.all(".series").filter((series) => series.querySelectorAll(".source").length === 1
        && !series.querySelector(".words, .differs")).map((series) => series.clientHeight)"""
    heights = desktop.page.evaluate(single)
    assert heights
    assert max(heights) <= 70
    source = desktop.page.locator(".drawer .source").last
    assert not source.locator(".title").is_visible()
    source.locator("summary").focus()
    desktop.page.keyboard.press("Enter")
    assert source.locator(".title").is_visible()
    assert source.locator(".fact-link").is_visible()


@pytest.mark.parametrize("site", ["crrc-dual-carbon-park", "qingshuitang"])
def test_who_says_a_key_figure_takes_one_line_of_a_drawer(desktop, site):
    desktop.open(f"#lang=en&place={site}&facts=1")
    lines = desktop.page.locator(".drawer .key .when")
    assert lines.count() == 3
    for line in lines.all():
        whole, *rest = [
            box["height"]
            for box in line.evaluate(
                "(each) => [each, ...each.children].map((one) => one.getBoundingClientRect().toJSON())"
            )
        ]
        assert whole < 1.5 * min(rest)
