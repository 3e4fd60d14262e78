"""A file that is damaged or ends too early says so, in both languages, and shows nothing of what is damaged."""

from __future__ import annotations

import base64
import hashlib

import pytest

from tests.fixtures.islands import code_of

NOTE = ".damaged"


def altered(page: str, island: str) -> str:
    """Return a page with another letter in the middle of an island."""
    start = page.index(f'id="{island}">')
    at = (start + page.index("</script>", start)) // 2
    return page[:at] + ("B" if page[at] == "A" else "A") + page[at + 1 :]


def cut(page: str, island: str) -> str:
    """Return a page that ends within an island."""
    return page[: page.index(f'id="{island}">') + 500]


def refused(page: str) -> str:
    """Return a page whose policy knows another script than the one that it puts in last."""
    return page.replace(
        base64.b64encode(hashlib.sha256(code_of(page)[-1][1].encode()).digest()).decode(), "A" * 43 + "="
    )


DAMAGES = {
    "altered code": lambda page: altered(page, "atlas-code"),
    "altered core": lambda page: altered(page, "atlas-core"),
    "altered start": lambda page: page.replace("AtlasPage.start(", "AtlasPage.stop("),
    "refused code": refused,
    "cut in the code": lambda page: cut(page, "atlas-code"),
    "cut in the core": lambda page: cut(page, "atlas-core"),
    "altered code for later": lambda page: altered(page, "atlas-beside"),
    "cut in the texts": lambda page: cut(page, "atlas-texts-0"),
    "cut in the facts": lambda page: cut(page, "atlas-facts-0"),
    "without its end": lambda page: page[: page.index('<i id="atlas-end"')],
}
LATER = ("altered code for later", "cut in the texts")
"""What is read once places are painted, which may be after the page has been loaded."""


@pytest.fixture
def damaged(visit, map_file, tmp_path):
    """Return a way to open a page that was changed, whose errors are expected."""

    def opened(change, **visited):
        file = tmp_path / "map.html"
        file.write_text(change(map_file.read_text("utf-8")), "utf-8")
        return visit(file=file, mishap="page error: |error: ", **visited)

    return opened


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_page_says_so_at_once(damaged, damage, messages):
    with damaged(DAMAGES[damage]) as reader:
        reader.page.goto(reader.file.as_uri())
        note = reader.page.locator(NOTE)
        if damage in LATER:
            note.wait_for()
        assert note.is_visible()
        reader.until("!document.querySelector('[aria-busy=true]')")
        assert [messages[lang]["damaged"] in note.inner_text() for lang in ("zh", "en")] == [True, True]
        top = "document.elementFromPoint(innerWidth / 2, 20).closest('.damaged') !== null"
        assert reader.page.evaluate(top)


def test_a_page_that_is_damaged_in_what_is_read_later_says_so_then(damaged):
    with damaged(lambda page: altered(page, "atlas-facts-0"), device="phone") as reader:
        reader.open()
        assert reader.page.locator(NOTE).count() == 0
        reader.page.evaluate(f"location.hash = '#place={reader.rows[20]}'")
        reader.page.locator(NOTE).wait_for()
        assert reader.page.locator(".drawer .claims").count() == 0


@pytest.mark.parametrize(
    "link", ["", "q=park", "table=1", "page=ranking&by=investment", "kind=park&place=qingshuitang"]
)
def test_a_whole_page_says_nothing_of_damage_whatever_its_link_asks(desktop, link):
    desktop.open(f"#lang=en&{link}")
    desktop.reload()
    assert desktop.page.locator(".damaged").count() == 0
