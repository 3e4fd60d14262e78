"""No text of the page is what a program says when it has nothing to say, whatever is opened and pressed."""

from __future__ import annotations

import pytest

from tests.browser.test_accessibility import STATES

pytestmark = pytest.mark.matrix  # presses all that can be pressed

ANY_HOST = ("",)  # the online basemaps are pressed too

# Every text that a reader sees or hears, and the pressing of what stands there, in the page itself: thousands of steps.
SWEEP = """
window.sweep = (() => {
  const NONSENSE = /\\bundefined\\b|\\bNaN\\b|\\bnull\\b|\\[object|\\{\\w*\\}/;
  const SPOKEN = ["aria-label", "title", "placeholder", "alt", "value", "href"];
  const found = new Set();
  const look = (where) => {
    const walker = document.createTreeWalker(document.querySelector(".atlas"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (NONSENSE.test(data)) found.add(`${where}: ${parentElement.tagName}.${parentElement.className}: ${data}`);
    }
    for (const name of SPOKEN) {
      for (const element of document.querySelectorAll(`.atlas [${name}]`)) {
        const text = element.getAttribute(name);
        if (NONSENSE.test(text)) found.add(`${where}: ${element.tagName}[${name}]: ${text}`);
      }
    }
    if (NONSENSE.test(document.title)) found.add(`${where}: ${document.title}`);
  };
  const pressed = new Set();
  // What one function makes by the hundred is pressed once: lines, citations, links to other places, explained terms.
  const MANY = "(cite|row|colour|found|head|group|fact|chosen)";
  const kindOf = ({ dataset: { key }, className }) => (key ? key.replace(new RegExp(`^${MANY}-.*$`), "$1") : className);
  const keyOf = (button) => (button.matches(".item") ? "item" : kindOf(button));
  const next = () => probe.shown(".atlas button").find((button) => !button.disabled && !pressed.has(keyOf(button)));
  return {
    found: () => [...found],
    pressed: () => pressed.size,
    async state(hash) {
      await probe.go(hash);
      probe.unfold();
      look(hash);
    },
    cites() {
      for (const button of probe.shown(".drawer .cite")) button.click();
      look(`${location.hash} cite`);
    },
    async pressAll(hash) {
      for (let button = next(); button; button = next()) {
        const key = keyOf(button);
        pressed.add(key);
        button.click();
        await probe.rested();
        look(`${hash} ${key}`);
        if (location.hash === hash) continue;
        await probe.go(hash);
        probe.unfold();
      }
    },
  };
})();
"""

# What would leave the page, or wait for someone's hand.
STUBS = """
window.print = () => {};
navigator.clipboard.writeText = async () => {};
HTMLAnchorElement.prototype.click = () => {};
for (const name of ["requestFullscreen", "webkitRequestFullscreen"]) Element.prototype[name] = async () => {};
"""


@pytest.mark.parametrize(
    ("device", "lang", "states"),
    [
        ("desktop", "zh", list(STATES.values())),
        ("phone", "en", list(STATES.values())),
    ],
    ids=["desktop", "phone"],
)
def test_no_text_is_nonsense_whatever_is_pressed(visit, device, lang, states):
    with visit(device, hosts=ANY_HOST) as reader:
        reader.page.add_init_script(STUBS)
        reader.open(f"#lang={lang}").pull_up()
        reader.page.evaluate(SWEEP)
        for address in states:
            reader.page.evaluate(
                "async (hash) => { await sweep.state(hash); await sweep.pressAll(hash); }", f"#lang={lang}{address}"
            )
        assert reader.page.evaluate("sweep.found()") == []
        assert reader.page.evaluate("sweep.pressed()") > 7 * len(states)


def test_no_text_of_any_place_is_nonsense(desktop, atlas, lang):
    desktop.open(f"#lang={lang}")
    desktop.page.evaluate(SWEEP)
    desktop.page.evaluate(
        "async (hashes) => { for (const hash of hashes) { await sweep.state(hash); sweep.cites(); } }",
        [f"#lang={lang}&place={subject}&facts=1" for subject in ("430200", *atlas.districts.index, *atlas.sites.index)],
    )
    assert desktop.page.evaluate("sweep.found()") == []
