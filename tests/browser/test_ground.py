"""The ground that the map lies on: the relief, from afar and not from near, and what hides it."""

from __future__ import annotations

import pytest

from tests.browser.test_basemaps import AMAP
from tests.browser.test_basemaps import open_online

FAR = "map=9/26.6/113.6"


def relief_shown(reader) -> float:
    """Return how much of the relief is seen: the opacity of its pane, none where it is not displayed."""
    return reader.page.evaluate(
        """() => {
            const style = getComputedStyle(document.querySelector(".leaflet-relief-pane"));
            return style.display === "none" ? 0 : Number(style.opacity);
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_relief_is_seen_from_afar_and_gone_from_near(visit, scheme):
    with visit(color_scheme=scheme) as reader:
        seen = [relief_shown(reader.open(f"#map={zoom}/26.6/113.6")) for zoom in (8, 9, 10, 11, 13)]
    assert seen[0] == seen[1] > seen[2] > seen[3] == seen[4] == 0


def test_the_relief_lies_where_its_edges_say(visit, atlas):
    with visit() as reader:
        off = reader.open(f"#{FAR}").page.evaluate(
            """([west, south, east, north]) => {
                const map = probe.map();
                const box = document.querySelector("img.relief").getBoundingClientRect();
                const frame = map.getContainer().getBoundingClientRect();
                const from = map.latLngToContainerPoint([north, west]);
                const to = map.latLngToContainerPoint([south, east]);
                return [box.left - frame.left - from.x, box.top - frame.top - from.y,
                    box.right - frame.left - to.x, box.bottom - frame.top - to.y].map(Math.abs);
            }""",
            atlas.record.package["resources"][-1]["bbox"],
        )
    assert max(off) <= 1.5


def test_the_relief_shades_no_figure_and_no_tile(visit):
    with visit(hosts=AMAP) as reader:
        open_online(reader, f"#base=amap&{FAR}")
        assert relief_shown(reader) == 0
        reader.go(f"#{FAR}")
        assert relief_shown(reader) > 0
        reader.go(f"#colour=population&{FAR}")
        assert relief_shown(reader) == 0
