"""The benchmark's own form: its records are sound and the same each time. What it measures is in no test."""

from __future__ import annotations

import pytest

from bench import records
from bench.density import DENSE
from bench.density import SPARSE
from bench.names import MOST_PLACES
from bench.names import brand
from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.record.canonical import format_record
from geo.record.read import read


@pytest.mark.parametrize("density", [SPARSE, DENSE], ids=["sparse", "dense"])
def test_a_made_up_record_is_sound_canonical_and_the_same_each_time(density, tmp_path):
    made = records.made_up(300, density)
    records.write(made, tmp_path)
    record = read(tmp_path)
    assert [str(issue) for issue in validate(record)] == []
    assert len(list(record.sites)) == 300
    assert len(record.facts) >= 300 * density.facts
    again = format_record(records.made_up(300, density))
    assert {path: (tmp_path / path).read_text("utf-8") for path in again} == again


def test_a_dense_record_has_what_ours_has(tmp_path):
    records.write(records.made_up(300, DENSE), tmp_path)
    atlas = Atlas(read(tmp_path))
    shapes = {feature["geometry"]["type"] for _, feature in atlas.record.sites if feature["geometry"]}
    assert shapes == {"Point", "LineString", "Polygon"}
    claims = [claim for claims in atlas.claims.values() for claim in claims]
    assert {claim.resolution is None for claim in claims if claim.differs} == {True, False}
    properties = [feature["properties"] for _, feature in atlas.record.sites]
    for name in ("parent", "parts", "rival_positions", "position_found", "aliases"):
        assert any(each[name] for each in properties), name


def test_no_two_places_have_one_name():
    assert len({brand(number) for number in range(MOST_PLACES)}) == MOST_PLACES


def test_the_command_writes_a_record(tmp_path):
    records.main(["20", str(tmp_path)])
    assert validate(read(tmp_path)) == []
    with pytest.raises(SystemExit):
        records.main(["0", str(tmp_path)])
