"""Registers."""

from __future__ import annotations

import pytest

from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.register("scopes").append({"code": "Phase 2", "name_zh": "二期", "name_en": "phase 2"}),
            "data/registers/scopes.csv:3",
            "invalid-code",
            "'Phase 2'",
            id="malformed code",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes").append(
                {"code": "phase-1", "name_zh": "首期", "name_en": "first phase"}
            ),
            "data/registers/scopes.csv:3",
            "duplicate-code",
            "'phase-1'",
            id="code twice",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes")[0].update(name_zh=""),
            "data/registers/scopes.csv:2",
            "missing-text",
            "",
            id="no Chinese label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds")[0].update(name_en=""),
            "data/registers/kinds.csv:2",
            "missing-text",
            "",
            id="no English label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").append(
                {"code": "x", "layer": "places", "name_zh": "某", "name_en": "X"}
            ),
            "data/registers/kinds.csv:9",
            "wrong-layer",
            "'places'",
            id="kind of no layer",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").pop(5),
            "data/registers/kinds.csv",
            "fixed-codes",
            "null",
            id="kind that the map needs",
        ),
        pytest.param(
            lambda tiny: tiny.register("sectors")[0].update(group=""),
            "data/registers/sectors.csv:2",
            "invalid-code",
            "''",
            id="sector without group",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_en="about"),
            "data/registers/qualifiers.csv:2",
            "label-slot",
            "'about'",
            id="qualifier without a slot",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_zh="约 {} {}"),
            "data/registers/qualifiers.csv:2",
            "label-slot",
            "'约 {} {}'",
            id="qualifier with two slots",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(theme="money"),
            "data/registers/indicators.csv:3",
            "unknown-code",
            "'money'",
            id="unknown theme",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(type="text"),
            "data/registers/indicators.csv:3",
            "unknown-code",
            "'text'",
            id="unknown type",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[0].update(dimension="money"),
            "data/registers/indicators.csv:2",
            "unexpected-value",
            "'money'",
            id="dimension of a status",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators").append(
                tiny.register("indicators")[2] | {"code": "area", "dimension": "area"}
            ),
            "data/registers/indicators.csv:6",
            "unknown-code",
            "'area'",
            id="unknown dimension",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="101"),
            "data/registers/indicators.csv:4",
            "invalid-number",
            "'101'",
            id="weight over a hundred",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="high"),
            "data/registers/indicators.csv:4",
            "invalid-number",
            "'high'",
            id="weight in words",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;"),
            "data/registers/indicators.csv:4",
            "missing-text",
            "'GDP;'",
            id="empty alias",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP; 产值"),
            "data/registers/indicators.csv:4",
            "missing-text",
            "'GDP; 产值'",
            id="alias behind a blank",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;生产总值"),
            "data/registers/indicators.csv:4",
            "duplicate-alias",
            "'生产总值'",
            id="alias that is the name",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;GDP"),
            "data/registers/indicators.csv:4",
            "duplicate-alias",
            "'GDP'",
            id="alias twice",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(factor="0"),
            "data/registers/units.csv:2",
            "invalid-number",
            "'0'",
            id="factor of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[1].update(factor="10"),
            "data/registers/units.csv",
            "missing-value",
            "'count'",
            id="dimension without a base unit",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(shift_en="0.5"),
            "data/registers/units.csv:2",
            "invalid-number",
            "'0.5'",
            id="shift in parts",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[1].update(dimension=""),
            "data/registers/units.csv:3",
            "invalid-code",
            "''",
            id="dimension of a unit",
        ),
        pytest.param(
            lambda tiny: tiny.register("aims").pop(1),
            "data/registers/aims.csv",
            "fixed-codes",
            "",
            id="missing aim",
        ),
        pytest.param(
            lambda tiny: tiny.register("datums").append({"code": "NAD27", "name_zh": "n", "name_en": "n"}),
            "data/registers/datums.csv",
            "fixed-codes",
            "84",
            id="datum the program does not know",
        ),
        pytest.param(
            lambda tiny: tiny.register("standings").pop(),
            "data/registers/standings.csv",
            "fixed-codes",
            "",
            id="missing standing",
        ),
    ],
)
def test_a_damaged_register_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)
