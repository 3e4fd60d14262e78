"""What a case expects: issues, each by its address, its code and a value that the message must hold."""

from __future__ import annotations

from tests.conftest import Tiny

PARK = "layers/parks.geojson#hill-park"
WORKS = "layers/projects.geojson#hill-works"


def assert_one(tiny: Tiny, where: str, code: str, value: str = "") -> None:
    """Expect one issue, at that address and with that code, whose message holds a value."""
    assert_issues(tiny, (where, code, value))


def assert_issues(tiny: Tiny, *expected: tuple[str, ...]) -> None:
    """Expect these issues in this order: address, code and values that the message must hold."""
    issues = tiny.found()
    assert [(issue.where, issue.code) for issue in issues] == [(where, code) for where, code, *_ in expected]
    for issue, (_, _, *values) in zip(issues, expected, strict=True):
        assert all(value in str(issue) for value in values), str(issue)


def shape(geometry_type: str, coordinates: list) -> dict:
    return {"type": geometry_type, "coordinates": coordinates}
