"""The benchmark's own form: its records are sound, its ratios right. What it measures is in no test."""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from functools import reduce
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from bench import process
from bench import records
from bench import report
from bench import run
from bench.cases import OWN
from bench.collection import write_collection
from bench.density import DENSE
from bench.density import SPARSE
from bench.names import MOST_PLACES
from bench.names import brand
from bench.results import Cell
from bench.results import Results
from bench.served import served
from bench.stages import STAGES
from bench.subjects import ATLAS
from bench.subjects import DECK
from bench.subjects import FAST
from bench.subjects import IMPORTS
from bench.targets import TARGETS
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


def measured() -> Results:
    """Return a run as it might have been: three rounds of our record, one of them a warm-up, beside one other tool."""
    results = Results()
    rounds = [(9.0, 9.0, 1.0), (1.0, 2.0, 1.0), (2.0, 2.0, 1.0), (3.0, 2.0, 4.0)]
    for number, (ours, fast, imports) in enumerate(rounds):
        results.add(Cell("build", OWN, ATLAS), number, {"cpu_s": ours, "bytes": 400_000})
        results.add(Cell("build", OWN, FAST), number, {"cpu_s": fast})
        results.add(Cell("build", OWN, IMPORTS), number, {"cpu_s": imports})
    results.fail(Cell("build", OWN, DECK), "cut after 1 s, or out of memory")
    return results


def test_a_ratio_is_the_median_of_those_of_the_rounds_that_count():
    build = next(target for target in TARGETS if (target.at, target.what) == (OWN, "cold build, CPU"))
    assert build.peer.ratio(measured()) == pytest.approx(1.0)
    # 1/1, 2/1 and 3/4 of the imports; 1.3 of them are allowed.
    assert build.bound.ratio(measured()) == pytest.approx(1.0 / 1.3)
    assert build.verdict(measured()) == "reached"
    assert build.verdict(Results()) == "not measured"


def test_a_limit_is_reached_from_the_right_side():
    results = measured()
    results.add(Cell("graded", OWN, ATLAS), 1, {"performance": 89, "seo": 100})
    results.add(Cell("weight", OWN, ATLAS), 1, {"bytes": 799_999})
    results.add(Cell("weight", OWN, FAST), 1, {"inside": 1_599_999})
    verdicts = {(target.at, target.what): target.verdict(results) for target in TARGETS}
    assert verdicts[OWN, "Lighthouse, performance"] == "not reached"
    assert verdicts[OWN, "Lighthouse, seo"] == "reached"
    assert verdicts[OWN, "file, everything in it"] == "reached"


def test_the_report_names_what_was_measured_and_what_was_not():
    told = report.text(measured(), [OWN])
    limits = "1 × folium FastMarkerCluster (≤ 1) | 1 × import folium + geopandas (≤ 1.3)"
    assert f"| our record | cold build, CPU | {limits} | reached |" in told
    assert "- pydeck, our record, build: cut after 1 s, or out of memory" in told
    assert re.search(r"^\| folium FastMarkerCluster \| 2 \|.*\| 3 \|$", told, re.MULTILINE)
    assert told.splitlines()[-1].startswith(f"Reached 1 of 1, {len(TARGETS) - 1} not measured. our record: cold build")


def test_the_report_goes_between_its_marks_and_leaves_the_rest(tmp_path, monkeypatch):
    document = tmp_path / "performance.md"
    document.write_text(report.DOCUMENT.read_text("utf-8"), "utf-8")
    (tmp_path / "growth.svg").write_text("<svg/>", "utf-8")
    monkeypatch.setattr(report, "DOCUMENT", document)
    monkeypatch.setattr(report, "PICTURE", tmp_path / "shown.svg")
    monkeypatch.setattr(report, "WORK", tmp_path)
    before = document.read_text("utf-8").split("<!-- figures")[0]
    report.write(measured(), [OWN])
    once = document.read_text("utf-8")
    report.write(measured(), [OWN])
    assert document.read_text("utf-8") == once
    assert once.startswith(before)
    assert "| our record | cold build, CPU | 1 × folium FastMarkerCluster (≤ 1) |" in once


def test_growth_is_drawn_through_the_sizes_that_were_measured():
    results = measured()
    for size, seconds in ((150, 1.0), (1_000, 2.0)):
        results.add(Cell("build", str(size), ATLAS), 1, {"cpu_s": seconds})
    assert report.growth(results)["build, CPU s"] == {"atlas": [[150, 1.0], [1_000, 2.0]]}


def test_a_run_goes_on_where_it_was_and_forgets_what_other_code_measured(tmp_path):
    path, cell = tmp_path / "results.jsonl", Cell("page", "150", ATLAS)
    Results(path, "code").add(cell, 1, {"heap": 5.0})
    Results(path, "code").fail(Cell("page", "150", FAST), "wrong: places drawn: 149 in place of 150")
    again = Results(path, "code")
    assert again.median(cell, "heap") == 5.0
    assert again.wrong == ["fast_cluster at 150: wrong: places drawn: 149 in place of 150"]
    assert Results(path, "other code").rounds == {}


@pytest.mark.parametrize(("minutes", "rested_on", "other"), [(60, [0, 1, 2, 3, 4, 5], [0, 1, 2, 3]), (0, [], [])])
def test_what_no_target_rests_on_has_fewer_rounds_where_they_are_dear(minutes, rested_on, other):
    plan = run.Plan((OWN,), rounds=5, fewer=3, dear_s=-1, minutes=minutes, once_s=1)
    results = Results()
    cells = [Cell("build", OWN, ATLAS), Cell("build", "150", ATLAS), Cell("stages", OWN, ATLAS)]
    bench = run.Bench(plan, results)
    bench.in_turns("builds", [(cell, dict) for cell in cells])
    assert [sorted(results.rounds.get(cell, {})) for cell in cells] == [rested_on, other, other[1:]]


def test_a_round_without_a_target_is_left_out_once_its_stage_has_had_its_share():
    plan = run.Plan((OWN,), rounds=1, fewer=1, dear_s=60, minutes=1, once_s=1)
    results = Results()
    cells = [Cell("build", OWN, ATLAS), Cell("build", "150", ATLAS)]
    bench = run.Bench(plan, results, begun=time.monotonic() - 45)
    bench.in_turns("builds", [(cell, dict) for cell in cells])
    assert [sorted(results.rounds.get(cell, {})) for cell in cells] == [[0, 1], []]


def test_a_process_is_timed_and_one_that_takes_too_long_is_cut(tmp_path):
    output = tmp_path / "output.txt"
    held = bytearray(100_000_000)  # which is no part of what a process holds that is started meanwhile
    spent = process.run([sys.executable, "-c", "print('done')"], output=output, limit_s=60)
    assert output.read_text("utf-8") == "done\n"
    assert 1_000_000 < spent.memory < len(held)
    with pytest.raises(process.CutError, match="cut"):
        process.run([sys.executable, "-c", "import time; time.sleep(60)"], output=output, limit_s=0.1)
    with pytest.raises(process.CutError, match=r"^wrong: places"):
        process.run([sys.executable, "-c", "raise SystemExit('wrong: places')"], output=output, limit_s=60)
    with pytest.raises(process.CutError, match="failed: no"):
        process.run([sys.executable, "-c", "raise SystemExit('no')"], output=output, limit_s=60)


def test_every_stage_of_a_build_is_there_to_be_timed():
    for names in STAGES.values():
        for name in names:
            module, _, path = name.partition(":")
            assert callable(reduce(getattr, path.split("."), importlib.import_module(module))), name


def test_other_tools_get_the_places_with_their_facts_and_sources(tmp_path):
    record = records.made_up(20)
    write_collection(record, tmp_path / "places.geojson")
    places = json.loads((tmp_path / "places.geojson").read_text("utf-8"))["features"]
    assert len(places) == 20
    titles = {source["title_zh"] for source in record.sources}
    for place in places:
        lines = place["properties"]["facts"].split("\n")
        assert len(lines) == 3
        assert all(any(title in line for title in titles) for line in lines)


def test_a_server_can_send_the_beginning_of_a_page_alone(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(b"<p>beginning</p><p>end</p>")
    for beginning in (None, 16):
        with served(page, beginning) as address:
            connection = HTTPConnection(urlsplit(address).netloc)
            connection.request("GET", "/")
            assert connection.getresponse().read(beginning) == page.read_bytes()[:beginning]
            connection.close()
