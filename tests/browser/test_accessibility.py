"""WCAG 2.2 AA: axe finds nothing in any state, and journeys without a mouse reach a figure, its source and a file."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from tests.browser.conftest import DEVICES
from tests.browser.conftest import LANGS
from tests.browser.conftest import in_each_language

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

STATES = {
    "start": "",
    "filtered": "&district=430204&status=operating&q=园",
    "near misses": "&q=aviaton",
    "none found": "&q=zzzzzz",
    "nearer": "&map=13/27.84/113.13",
    "popup": "&place=qingshuitang",
    "drawer": "&place=crrc-dual-carbon-park&facts=1",
    "district": "&place=430204&facts=1",
    "sources": "&page=sources",
    "about": "&page=about",
    "embedded": "&embed=1",
    "how to embed": "&page=embed",
    "corrections": "&page=propose",
    "promises": "&page=promises&promise=unconfirmed&sort=-months",
    "compared": "&page=compare&compare=430203,430204,430281",
    "ranking": "&page=ranking&by=investment",
    "ranking of districts": "&page=ranking&by=population&among=districts",
    "chosen for comparison": "&compare=430203,qingshuitang&place=qingshuitang",
    "coloured": "&colour=population",
    "asked for a basemap": "&base=amap",
}
# What axe takes longest to go through.
LARGE = {
    "table": "&table=1&sort=-investment",
    "city": "&place=430200&facts=1",
}
# `make test` tries each other state in one setting; `make matrix` all states on each device, in each language, scheme.
FIRST = ("desktop", "zh", "light")
ALL = STATES | LARGE
TRIED = [
    pytest.param(*FIRST, [*list(STATES)[::2], "table"], id="-".join(FIRST)),
    *(
        pytest.param(*each, [*ALL], id="-".join((*each, "all")), marks=pytest.mark.matrix)
        for each in product(DEVICES, LANGS, ("light", "dark"))
    ),
]


# What axe found wrong, a line for each element; what it found right is not worked out.
FINDINGS = """async (tags) => {
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""


def findings(reader) -> list[str]:
    """Return what axe has to say of the page as it stands."""
    reader.still()
    return reader.page.evaluate(FINDINGS, RULES)


@pytest.mark.parametrize(("device", "lang", "scheme", "states"), TRIED)
def test_axe_finds_nothing_in_any_state(visit, device, lang, scheme, states):
    with visit(device, color_scheme=scheme) as reader:
        reader.open(f"#lang={lang}")
        reader.page.evaluate(AXE.read_text("utf-8"))
        told = {}
        for state in states:
            reader.go(f"#lang={lang}{ALL[state]}")
            told[state] = findings(reader)
        for fold, hash_ in (("figures", "&investment=1e9..,none"), ("stage", "&stage=started:2024")):
            reader.go(f"#lang={lang}{hash_}").pull_up().press(f"facet-{fold}")
            told[fold] = findings(reader)
        reader.go(f"#lang={lang}").pull_up().press("export")
        told["menu"] = findings(reader)
        reader.go(f"#lang={lang}").press("ask")
        told["questions"] = findings(reader)
        assert {state: found for state, found in told.items() if found} == {}


def test_axe_would_find_something(desktop):
    desktop.open()
    desktop.page.evaluate(AXE.read_text("utf-8"))
    desktop.page.evaluate("document.querySelector('.search input').removeAttribute('aria-label')")
    desktop.page.evaluate("document.querySelector('.search input').removeAttribute('placeholder')")
    assert any(line.startswith("label:") for line in findings(desktop))


def tab_to(reader, what: str, most: int = 80) -> None:
    """Press Tab until an expression about the focused element holds, as someone without a mouse would."""
    for _ in range(most):
        if reader.page.evaluate(f"((it) => {what})(document.activeElement)"):
            return
        reader.page.keyboard.press("Tab")
    pytest.fail(f"no way by keyboard to {what}")


def test_a_reader_with_a_keyboard_finds_a_place_reads_its_figures_and_takes_them_away(desktop, atlas):
    keyboard = desktop.page.keyboard
    desktop.open()
    tab_to(desktop, "it.matches('.search input')")
    keyboard.type("qst")
    keyboard.press("ArrowDown")
    while desktop.active.get("key") != "qingshuitang":
        keyboard.press("ArrowDown")
    keyboard.press("Enter")
    assert desktop.tell("popup")["name"] == atlas.sites["name_zh"]["qingshuitang"]
    tab_to(desktop, "it.matches('.popup .all')")
    keyboard.press("Enter")
    facts = desktop.tell("drawer")["facts"]
    assert desktop.tell("drawer")["focused"]
    assert any(fact["figure"] == "15.15" and fact["publisher"] and "27" in fact["line"] for fact in facts)
    keyboard.press("Escape")
    assert desktop.tell("drawer") is None
    tab_to(desktop, "it.dataset.key === 'export'", most=200)
    keyboard.press("Enter")
    with desktop.page.expect_download() as download:
        keyboard.press("Enter")
    ids = [feature["id"] for feature in json.loads(download.value.path().read_text("utf-8"))["features"]]
    assert ids == ["qingshuitang", "qingshuitang-heritage", "qingshuitang-city-park", "qingshuitang-avenue"]


@pytest.mark.matrix
@in_each_language
def test_a_reader_of_roles_and_names_finds_a_place_reads_its_figures_and_takes_them_away(reader, lang, say, atlas):
    page = reader.open(f"#lang={lang}").page
    name = atlas.sites[f"name_{lang}"]["qingshuitang"]
    assert page.get_by_role("heading", level=1, name=say(lang, "title")).count() == 1
    described = page.get_by_role("region", name=say(lang, "mapLabel")).get_attribute("aria-describedby")
    reader.still()
    assert str(len(atlas.sites)) in page.locator(f"#{described}").text_content()
    reader.pull_up()
    page.get_by_role("searchbox", name=say(lang, "search")).fill("15.15平方公里")
    assert page.get_by_role("status").filter(has_text=say(lang, "places", count=1)).count() == 1
    page.get_by_role("region", name=say(lang, "panelLabel")).get_by_role("button", name=name).first.click()
    dialog = page.get_by_role("dialog", name=name)
    dialog.get_by_role("link", name=say(lang, "allFacts", count=20)).click()
    facts = page.get_by_role("complementary").or_(page.get_by_role("region", name=say(lang, "drawerLabel")))
    facts.get_by_text("15.15").first.wait_for()
    assert facts.get_by_text(atlas.sources["publisher_" + lang]["manufacturing-highland-2021"]).count() >= 1
    page.get_by_role("button", name=say(lang, "close")).and_(page.locator(":visible")).first.click()
    reader.pull_up()
    page.get_by_role("button", name=say(lang, "export"), exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=say(lang, "csv")).click()
    assert download.value.suggested_filename.endswith(".csv")
    assert "15.15" in download.value.path().read_text("utf-8-sig")
