"""Geometries."""

from __future__ import annotations

import pytest

from tests.validate.expected import assert_one
from tests.validate.expected import shape


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(geometry=[113.2, 27.7]),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "[113.2, 27.7]",
            id="geometry that is a list",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry={"type": "Point"}),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "['type']",
            id="geometry without coordinates",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("LineString", [[113.22, 27.72], [113.23, 27.73]])),
            "layers/parks.geojson#hill-park",
            "wrong-geometry-type",
            "'LineString'",
            id="type of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("GeometryCollection", [])),
            "layers/parks.geojson#hill-park",
            "wrong-geometry-type",
            "'GeometryCollection'",
            id="collection of geometries",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=None),
            "layers/context.geojson#xiang",
            "wrong-structure",
            "null",
            id="context without geometry",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", ["113.24", "27.74"])),
            "layers/projects.geojson#hill-works",
            "invalid-geometry",
            "['113.24', '27.74']",
            id="position of words",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [113.24, 27.74, 50])),
            "layers/projects.geojson#hill-works",
            "invalid-geometry",
            "[113.24, 27.74, 50]",
            id="position with a height",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [113.22, 27.72])),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "113.22",
            id="flat ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [])),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "[]",
            id="no ring",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [27.74, 113.24])),
            "layers/projects.geojson#hill-works",
            "swapped-coordinates",
            "[27.74, 113.24]",
            id="swapped",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=shape("LineString", [[113.1, 27.6], [113.1, 90.5]])),
            "layers/context.geojson#xiang",
            "out-of-range",
            "[113.1, 90.5]",
            id="out of range",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [116.4, 39.9]])
            ),
            "layers/infrastructure.geojson#ring-road",
            "far-away",
            "[116.4, 39.9]",
            id="far away",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(geometry=shape("LineString", [[113.05, 27.75]])),
            "layers/infrastructure.geojson#ring-road",
            "invalid-geometry",
            "1",
            id="line of one position",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [113.05, 27.75]])
            ),
            "layers/infrastructure.geojson#ring-road",
            "invalid-geometry",
            "113.050000",
            id="line without length",
        ),
        pytest.param(
            lambda tiny: tiny.site()["geometry"]["coordinates"][0].pop(),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "[113.22, 27.72]",
            id="open ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape("Polygon", [[[113.22, 27.72], [113.23, 27.73], [113.22, 27.72]]])
            ),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "3",
            id="short ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape(
                    "Polygon", [[[113.22, 27.72], [113.26, 27.76], [113.26, 27.72], [113.22, 27.76], [113.22, 27.72]]]
                )
            ),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "113.240000",
            id="ring that crosses itself",
        ),
    ],
)
def test_a_damaged_geometry_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)
