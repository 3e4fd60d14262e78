"""Proposing corrections: pins, areas, figures and places become a patch that Python applies, and a text."""

from __future__ import annotations

import json

import pytest

from geo.cli import main
from geo.page.options import MapOptions
from geo.patch.apply import APPLIED
from geo.patch.apply import apply
from geo.patch.read import patch_text
from geo.patch.read import read_patch
from geo.record.canonical import canonical
from tests.browser.conftest import write_page
from tests.browser.test_accessibility import AXE
from tests.browser.test_accessibility import findings

AMAP = ("is.autonavi.com",)
PLACE = "crrc-dual-carbon-park"
SEVERAL = "hunan-automotive-university"  # with a part in another district
FACT = "f0331"
DRAG = (40, -60)


def fill(reader, **texts: str) -> None:
    for name, text in texts.items():
        reader.page.locator(f"#propose-{name}").fill(text)


def pick(reader, **codes: str) -> None:
    for name, code in codes.items():
        reader.page.locator(f"#propose-{name}").select_option(code)


def find(reader, name: str, text: str) -> None:
    """Choose what is found by a part of its name, with the keyboard alone."""
    box = reader.page.locator(f"#propose-{name}")
    box.focus()
    box.press_sequentially(text)
    box.press("Enter")


def finish(reader) -> None:
    reader.press("propose-done")
    reader.page.locator(".proposals").wait_for()


def faults(reader) -> dict[str, str]:
    """Return what is wrong with each field, as a screen reader is told of it."""
    return reader.page.locator("[aria-invalid=true]").evaluate_all(
        """(all) => Object.fromEntries(all.map((each) => [each.name, each.getAttribute("aria-describedby").split(" ")
            .map((id) => document.getElementById(id)).filter((told) => told.matches(".fault")).map(probe.text)[0]]))"""
    )


def drag(reader, by: tuple[int, int]) -> None:
    box = reader.page.locator(".proposed-pin").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = reader.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + by[0], y + by[1], steps=4)
    mouse.up()


# Whether the page asks before it is left.
ASKS = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def add_a_part(reader) -> None:
    """Propose another part of the place."""
    reader.go(f"#lang=en&place={PLACE}&facts=1&base=amap")
    reader.press("propose")
    reader.page.locator("[data-form=proposeNewPart]").click()
    assert reader.page.locator(".leaflet-places-pane[inert]").count() == 1, "what lies under is no target"
    fill(reader, name_zh="南厂", name_en="South works", at="113.11, 27.86", position_uncertainty_m="80")
    fill(reader, position_evidence="https://example.org/south", position_name_zh="北厂", position_name_en="North")
    pick(reader, position_basis="poi")
    finish(reader)
    assert reader.page.locator(".leaflet-places-pane[inert]").count() == 0


def take_out_a_part(reader, say) -> None:
    """Propose that a part is none, for a reason in words: where it was is shown, and nothing to drag."""
    reader.go(f"#lang=en&place={SEVERAL}&facts=1&base=amap")
    reader.press("propose-position-parts-0")
    pick(reader, wrong="yes")
    assert [reader.page.locator(f".proposed-{name}").count() for name in ("pin", "former")] == [0, 1]
    reader.press("propose-done")
    assert faults(reader) == {"why": say("en", "faultMissing")}
    fill(reader, why="It has moved away")
    finish(reader)


def applied(reader, atlas, tmp_path):
    """Save the corrections: return the patch as Python reads it, and the record that it leads to, which is sound."""
    with reader.page.expect_download() as download:
        reader.press("propose-save")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    patch = read_patch(path)
    assert patch_text(patch).encode() == path.read_bytes()
    assert main(["apply", str(path), "--check", "--because", "better-evidence"]) == 0
    done = apply(patch, canonical(atlas.record))
    assert {each.state for each in done.outcomes} == {APPLIED}
    return patch, done.record


def test_a_pin_moved_on_ground_in_gcj02_and_a_figure_become_a_patch_that_applies(visit, atlas, say, tmp_path):
    with visit(hosts=AMAP, accept_downloads=True) as reader:
        reader.open(f"#lang=en&place={PLACE}&facts=1&base=amap")
        reader.press("consent-load")
        reader.press("propose-position")
        assert say("en", "groundShifted", datum="GCJ-02") in reader.page.locator(".drawer").inner_text()
        drag(reader, DRAG)
        assert reader.page.locator("#propose-datum").input_value() == "GCJ-02"
        reader.press("propose-done")
        assert faults(reader) == {"position_evidence": say("en", "faultEvidence")}
        assert reader.page.evaluate("document.activeElement.id") == "propose-position_evidence"
        fill(
            reader, position_evidence="https://example.org/</script><b>", position_uncertainty_m="300", why="Ich war da"
        )
        finish(reader)

        add_a_part(reader)
        take_out_a_part(reader, say)

        subject = next(row["subject"] for row in atlas.record.facts if row["id"] == FACT)
        reader.go(f"#lang=en&place={subject}&facts=1&fact={FACT}&base=amap")
        reader.press(f"propose-{FACT}")
        fill(reader, value="7,5", as_of="2024-13")
        reader.press("propose-done")
        assert faults(reader).keys() == {"value", "as_of"}
        fill(reader, value="7.5", as_of="2024")
        find(reader, "source", "not listed")
        fill(reader, source_url="https://www.example.org/news", source_title_en="News", source_publisher_en="Paper")
        fill(reader, source_published="2024-12-05", source_accessed="2024-12-30")
        pick(reader, source_form="page")
        finish(reader)

        # Escape leaves the mode, and keeps what was typed.
        reader.press("propose-place")
        fill(reader, name_en="Half a")
        reader.page.keyboard.press("Escape")
        reader.until("!document.querySelector('.proposal')")
        reader.press("to-proposals")
        assert reader.page.locator(".proposals li").count() == 5
        reader.page.locator("[data-key^='undo-newPlace']").click()
        patch, record = applied(reader, atlas, tmp_path)

    moved, part, gone, source, figure = patch.changes
    assert (gone["to"], gone["why"]) == ({"districts": ["430202"], "parts": []}, "It has moved away")
    [several] = [each for each in record.features("institutions") if each["id"] == SEVERAL]
    assert several["properties"]["position_name_en"] is None
    assert part["to"]["parts"][0]["found"] == [113.11, 27.86]
    assert part["to"]["parts"][0]["datum"] == "GCJ-02"
    assert moved["to"]["position_datum"] == "GCJ-02"
    assert moved["why"] == "Ich war da"
    assert figure["from"]["value"] == "7.0"
    assert figure["to"]["source"] == source["row"]["id"] == "example-org-2024-12"
    assert next(row for row in record.facts if row["id"] == FACT)["value"] == "7.5"


@pytest.mark.parametrize("device", ["desktop", pytest.param("phone", marks=pytest.mark.matrix)])
def test_an_area_is_drawn_by_presses_and_by_keys_and_a_place_is_added(visit, atlas, tmp_path, device):
    with visit(device, accept_downloads=True) as reader:
        reader.open(f"#lang=zh&place={PLACE}&facts=1")
        reader.press("propose-position")
        pick(reader, shape="area")
        box = reader.page.locator(".folium-map").bounding_box()
        middle = (box["x"] + box["width"] / 2 - 20, box["y"] + box["height"] * 0.25)
        for dx, dy in ((0, 0), (90, 0), (90, 90)):
            reader.page.mouse.click(middle[0] + dx, middle[1] + dy)
        corners = reader.page.locator("#propose-corners").input_value().split("\n")
        assert len(corners) == reader.page.locator(".proposed-corner").count() == 3
        corner = reader.page.locator(".proposed-corner").nth(2)
        corner.focus()
        corner.press("Shift+ArrowDown")
        assert reader.page.locator("#propose-corners").input_value().split("\n")[:2] == corners[:2]
        assert reader.page.locator("#propose-corners").input_value().split("\n")[2] != corners[2]
        # A dot between two corners puts one in, a press on a corner offers to take it out, Ctrl+Z takes a step back.
        reader.page.locator(".proposed-dot").first.click()
        assert reader.page.locator(".proposed-corner").count() == 4
        reader.page.locator(".proposed-corner").nth(1).press("Enter")
        reader.page.locator(".offers button").first.click()
        reader.page.locator(".proposed-corner").nth(0).press("Insert")
        assert reader.page.locator(".proposed-corner").count() == 4
        reader.page.locator(".proposed-corner").nth(1).press("Control+z")
        assert reader.page.locator(".proposed-corner").count() == 3
        fill(reader, position_evidence="现场", position_uncertainty_m="200")
        finish(reader)
        assert reader.page.locator(".proposed-corner").count() == 0

        reader.press("propose-place")
        fill(reader, name_zh="新园区", name_en="New Works", at="27.85, 113.12", position_uncertainty_m="100")
        fill(reader, inclusion_reason_zh="正在建设", inclusion_reason_en="Under construction", position_evidence="现场")
        find(reader, "kind", "产业园区")
        pick(reader, position_basis="poi")
        finish(reader)
        reader.page.evaluate(AXE.read_text("utf-8"))
        assert findings(reader) == []
        patch, record = applied(reader, atlas, tmp_path)
    area, place = patch.changes
    assert area["to"]["geometry"]["type"] == "Polygon"
    assert place["feature"]["geometry"]["coordinates"] == [113.12, 27.85]
    assert "new-works" in {feature["id"] for feature in record.features("parks")}


def test_the_form_is_read_by_all_and_the_text_can_be_pasted(visit, atlas, say, tmp_path):
    report = "https://example.org/new?title={id}"
    file = write_page(tmp_path, atlas, MapOptions(report_url=report))
    with visit(file=file, permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(f"#lang=en&place={PLACE}&facts=1")
        reader.press("propose")
        reader.page.locator("[data-form=proposeNames]").click()
        reader.page.evaluate(AXE.read_text("utf-8"))
        fill(reader, name_en="</script><img src=x onerror=alert(1)>", name_zh="")
        reader.press("propose-done")
        assert faults(reader) == {"name_zh": say("en", "faultMissing")}
        assert findings(reader) == []
        fill(reader, name_zh="双碳园")
        finish(reader)
        link = reader.page.locator(".proposals a")
        assert link.get_attribute("href") == report.replace("{id}", PLACE)
        assert link.get_attribute("rel") == "noopener noreferrer"
        reader.press("propose-copy")
        reader.until(f"document.querySelector('.toast').textContent === {json.dumps(say('en', 'proposeCopied'))}")
        text = reader.page.evaluate("navigator.clipboard.readText()")
        assert "→ </script><img src=x onerror=alert(1)>" in text
        assert json.loads(text.rstrip().splitlines()[-1])["changes"][0]["id"] == PLACE
        assert not reader.page.evaluate(ASKS), "what was copied is not lost with the page"
        reader.press("propose-place")
        fill(reader, name_en="Half a")
        reader.page.keyboard.press("Escape")
        reader.press("to-proposals")
        reader.press("propose-copy")
        assert reader.page.evaluate(ASKS), "what is not finished is in no copy"
        # In a page that is only looked at nothing is proposed.
        reader.go(f"#lang=en&embed=1&place={PLACE}&facts=1")
        assert reader.page.locator("[data-key^=propose]").count() == 0
        assert not reader.page.locator("[data-key=to-proposals]").is_visible()
