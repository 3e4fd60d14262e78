"""The descriptor."""

from __future__ import annotations

import pytest

from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.package.pop("created"),
            "datapackage.json",
            "invalid-date",
            "null",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024"),
            "datapackage.json",
            "invalid-date",
            "'2024'",
            id="year alone",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024-12-31"),
            "datapackage.json",
            "invalid-date",
            "YYYY-MM-DDT00:00:00Z; found '2024-12-31'",
            id="day without a time",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024-12-31T08:00:00Z"),
            "datapackage.json",
            "invalid-date",
            "'2024-12-31T08:00:00Z'",
            id="another time of the day",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(version=""),
            "datapackage.json",
            "missing-text",
            "''",
            id="no version",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(sources=[{"title": "GeoNames", "path": "javascript:alert(1)"}]),
            "datapackage.json",
            "invalid-address",
            "javascript:alert(1)",
            id="credit without an address of the web",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(sources=[{"path": "https://example.org"}]),
            "datapackage.json",
            "invalid-address",
            "https://example.org",
            id="credit without a title",
        ),
        pytest.param(
            lambda tiny: tiny.package["resources"].pop(0),
            "datapackage.json",
            "wrong-resources",
            "'layers/parks.geojson' in place of 'layers/districts.geojson'",
            id="missing resource",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(resources=None),
            "datapackage.json",
            "wrong-resources",
            "null in place of 'layers/districts.geojson'",
            id="no resources",
        ),
        pytest.param(
            lambda tiny: tiny.package.pop("floors"),
            "datapackage.json",
            "wrong-floors",
            "null",
            id="no floors",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors={"parks": 1}),
            "datapackage.json",
            "wrong-floors",
            "{'parks': 1}",
            id="floor of one layer only",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors=dict.fromkeys(tiny.package["floors"], "1")),
            "datapackage.json",
            "wrong-floors",
            "{'parks': '1', 'projects': '1', 'institutions': '1', 'infrastructure': '1'}",
            id="floor that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.package["floors"].update(parks=3),
            "layers/parks.geojson",
            "below-floor",
            "2",
            id="fewer sites than the floor",
        ),
    ],
)
def test_a_damaged_descriptor_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)
