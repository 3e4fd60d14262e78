"""The site as it was built: nothing from elsewhere, links, pictures, both languages, and a search for both."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

import geo
from geo.cli import VERBS
from geo.record.model import TABLES
from geo.record.paths import ROOT
from tests.browser.conftest import DEVICES
from tests.browser.conftest import started_browser

SITE = ROOT / "docs/_build"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))

LOADING = {"src", "srcset", "poster", "data", "action", "background"}
"""Attributes from which a browser loads something by itself, or sends something to."""
LOADING_LINKS = {"stylesheet", "icon", "shortcut", "preload", "prefetch", "modulepreload", "manifest", "preconnect"}


class Addresses(HTMLParser):
    """The addresses of a page: those that it loads, those that a reader may follow, and the anchors that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: set[str] = set()
        self.linked: set[str] = set()
        self.anchors: set[str] = set()
        self.lang = ""
        self.feed((SITE / page).read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of a tag."""
        told = {name: value or "" for name, value in attrs}
        self.lang = told.get("lang", "") if tag == "html" else self.lang
        self.anchors |= {told["id"]} if "id" in told else set()
        self.loaded |= {value for name, value in told.items() if name in LOADING}
        if "href" in told:
            loads = tag == "link" and not LOADING_LINKS.isdisjoint(told.get("rel", "").split())
            (self.loaded if loads else self.linked).add(told["href"])


@pytest.fixture(scope="module")
def addresses() -> dict[str, Addresses]:
    return {page: Addresses(page) for page in PAGES}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as browser:
        yield browser


@contextmanager
def opened(browser: Browser, page: str, *, device: str = "desktop", scheme: str = "light") -> Iterator[Page]:
    """Open a page of the site from disk, without a network."""
    context = browser.new_context(offline=True, color_scheme=scheme, **DEVICES[device])
    tab = context.new_page()
    tab.goto((SITE / page.partition("?")[0]).as_uri() + page[page.find("?") :] * ("?" in page))
    yield tab
    context.close()


def is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc or parts.scheme not in {"", "data"})


def test_what_is_foreign_is_known():
    foreign = ("https://a.example/b.js", "//a.example/b.js", "http://a.example", "ws://a")
    assert all(map(is_foreign, foreign))
    assert not any(map(is_foreign, ("_static/a.css", "../b.html#c", "data:image/png;base64,AA", "#")))


def test_nothing_is_loaded_from_elsewhere(addresses):
    assert {page: each.loaded for page, each in addresses.items() if any(map(is_foreign, each.loaded))} == {}


def test_no_style_sheet_loads_anything_from_elsewhere():
    loads = re.compile(r"url\(\s*[\"']?([^)\"']+)|@import\s+[\"']([^\"']+)")
    sheets = sorted(SITE.rglob("*.css"))
    assert sheets
    found = {match for sheet in sheets for pair in loads.findall(sheet.read_text("utf-8")) for match in pair if match}
    assert [address for address in found if is_foreign(address)] == []


def test_links_within_the_site_lead_somewhere(addresses):
    broken = []
    for page, each in addresses.items():
        for link in each.linked | each.loaded:
            if is_foreign(link):
                continue
            path, anchor = (unquote(part) for part in (urlsplit(link).path, urlsplit(link).fragment))
            target = (SITE / page).parent / path if path else SITE / page
            known = addresses.get(target.resolve().relative_to(SITE.resolve()).as_posix())
            if not target.exists() or (anchor and known and anchor not in known.anchors):
                broken.append((page, link))
    assert broken == []


def test_links_out_of_the_site_have_the_form_of_an_address(addresses):
    links = {link for each in addresses.values() for link in each.linked if is_foreign(link)}
    assert links
    assert [link for link in links if not re.fullmatch(r"https?://[\w.-]+\.[a-z]+(:\d+)?(/[^\s<>\"]*)?", link)] == []


def test_pages_say_in_which_language_they_are(addresses):
    for page, each in addresses.items():
        assert each.lang == ("zh-CN" if page.startswith("zh/") else "en"), page


def test_no_line_of_chinese_ends_with_a_space():
    pages = [page for page in PAGES if page.startswith("zh/")]
    assert pages
    for page in pages:
        text = (SITE / page).read_text("utf-8")
        assert re.findall(r"[\u3001-\u9fff\uff00-\uffef]\n[\u3400-\u9fff]|[\uff0c\u3002]\n[A-Z]", text) == [], page


def test_pages_lead_to_the_same_page_in_the_other_language(addresses):
    guides = [page for page in PAGES if page.startswith("en/guides/")]
    assert guides
    for page in guides:
        other = page.replace("en/", "zh/")
        assert f"../../{other}" in addresses[page].linked
        assert f"../../{page}" in addresses[other].linked


def test_pictures_are_small():
    pictures = sorted((SITE / "_images").glob("*.webp"))
    assert len(pictures) >= 8
    assert [picture.name for picture in pictures if picture.stat().st_size >= 120_000] == []


def test_the_reference_has_every_name_command_and_table(addresses):
    python = addresses["reference/python.html"].anchors
    assert {f"geo.{name}" for name in geo.__all__ if name != "__version__"} <= python
    commands = (SITE / "reference/commands.html").read_text("utf-8")
    assert [verb for verb in VERBS if f"zhuzhou-atlas {verb}" not in commands] == []
    record = "".join((SITE / f"reference/{page}.html").read_text("utf-8") for page in ("schema", "registers"))
    assert [path for path in TABLES if f">{path}<" not in record] == []


def results(browser: Browser, page: str) -> list[str]:
    """Return the addresses that a search finds, the best first."""
    with opened(browser, page) as tab:
        tab.wait_for_function("document.querySelector('.search-summary')?.textContent.trim()")
        return tab.eval_on_selector_all("ul.search a", "(links) => links.map((link) => link.getAttribute('href'))")


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("到期未见证实", "zh/guides/promises.html"),
        ("审图号", "zh/guides/publish.html"),
        ("偏", "zh/guides/take-away.html"),
        ("kepler 底图", "zh/guides/take-away.html"),
    ],
)
def test_a_search_finds_chinese(browser, query, page):
    found = results(browser, f"zh/search.html?q={query}")
    assert any(address.partition("#")[0].partition("?")[0].endswith(page) for address in found), found


def test_a_search_finds_no_chinese_that_is_nowhere(browser):
    assert results(browser, "zh/search.html?q=驻政府") == []


def test_a_search_finds_english_by_its_stem(browser):
    assert any("en/guides/promises.html" in address for address in results(browser, "search.html?q=promised"))


def test_the_page_of_results_speaks_chinese_and_the_box_leads_to_it(browser):
    with opened(browser, "zh/guides/read.html") as tab:
        tab.locator("input.sidebar-search").fill("搜索框")
        tab.locator("input.sidebar-search").press("Enter")
        tab.wait_for_url("**/zh/search.html?*")
        # The heading says that it searches until all has been looked through.
        tab.locator("#search-results", has_text="搜索结果").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["zh/guides/read.html", "en/guides/take-away.html", "reference/schema.html"])
def test_pages_fit_a_phone_by_day_and_by_night(browser, page, scheme):
    with opened(browser, page, device="phone", scheme=scheme) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        bright = sum(map(int, re.findall(r"\d+", background)[:3])) > 3 * 128
        assert bright == (scheme == "light")
