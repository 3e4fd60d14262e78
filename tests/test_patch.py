"""Patches: what their reader refuses, what they make of a record, and what is remembered of them."""

from __future__ import annotations

import json

import pytest

from geo.checks import validate
from geo.issues.errors import RecordError
from geo.patch.apply import ALREADY
from geo.patch.apply import APPLIED
from geo.patch.apply import REJECTED
from geo.patch.apply import UNFIT
from geo.patch.apply import apply
from geo.patch.apply import located
from geo.patch.apply import stand_of
from geo.patch.read import patch_of
from geo.patch.read import patch_text
from geo.patch.read import read_patch
from geo.patch.rejections import Rejections
from geo.patch.rejections import read_rejections
from geo.record.canonical import canonical
from geo.record.canonical import format_record
from geo.record.layers import BESIDE
from geo.record.paths import REJECTIONS
from geo.record.read import read
from tests.fixtures.shared import FIXTURES
from tests.fixtures.shared import RECORD

STAND = {"name": "zhuzhou-industry-atlas", "version": "2024.12.31", "digest": "0123456789ab"}
FACT = {
    "subject": "hill-park",
    "indicator": "investment",
    "value": "3",
    "unit": "yi-yuan",
    "as_of": "2024",
    "aim": "actual",
    "source": "review-2024",
    "locator": "L2",
    "token": "3亿元",
}
PLACED = {"do": "add", "to": "parks"}
ADDED = {"do": "add", "to": "facts", "row": FACT}
CHANGED = {"do": "change", "in": "facts", "id": "f0001", "from": {"value": "3600"}, "to": {"value": "3700"}}
MOVED = {
    "do": "change",
    "in": "parks",
    "id": "valley-park",
    "from": {"geometry": None, "position_basis": "district", "position_uncertainty_m": None, "position_datum": None},
    "to": {
        "geometry": {"type": "Point", "coordinates": [113.05, 27.8512345678]},
        "position_basis": "poi",
        "position_uncertainty_m": 200,
        "position_datum": "WGS-84",
    },
}
CANDIDATE = {
    "source": "review-2024",
    "line": "2",
    "column": "9",
    "token": "12.5亿元",
    "indicator": "investment",
    "value": "12.5",
    "unit": "yi-yuan",
    "subjects": "hill-works|hill-park",
}
GONE = {"do": "withdraw", "id": "f0001", "reason": "dateline"}
OMITTED = {"source": "review-2024", "locator": "L2", "token": "12", "reason": "dateline"}
REFUSED = {"do": "reject", "candidate": CANDIDATE, "reason": "of another year"}


def patch(*changes: dict, **members):
    return {"atlas_patch": 1, "record": STAND, "changes": list(changes)} | members


def states(applied):
    return [outcome.state for outcome in applied.outcomes]


@pytest.fixture
def record(record_dir):
    return canonical(read(record_dir))


@pytest.mark.parametrize(
    ("content", "where", "code"),
    [
        ([], "p", "wrong-structure"),
        ({}, "p", "missing-member"),
        (patch(atlas_patch=2), "p", "wrong-type"),
        (patch(atlas_patch=True), "p", "wrong-type"),
        (patch(run="rm"), "p", "unknown-member"),
        (patch(made="2024-13-01"), "p", "invalid-date"),
        (patch(by=7), "p", "wrong-type"),
        (patch(by="x" * 1001), "p", "wrong-type"),
        (patch(by="a\u202eb"), "p", "hidden-character"),
        (patch(record={"name": "x"}), "p#record", "missing-member"),
        (patch(record=STAND | {"digest": "../../etc"}), "p#record", "invalid-digest"),
        (patch(changes={}), "p", "wrong-type"),
        (patch(changes=[1]), "p", "wrong-type"),
        (patch({}), "p#changes[0]", "unknown-code"),
        (patch(ADDED, {"do": "delete"}), "p#changes[1]", "unknown-code"),
        (patch({"do": ["add"]}), "p#changes[0]", "unknown-code"),
        (patch({"do": "add", "to": "registers", "row": {}}), "p#changes[0]", "unknown-code"),
        (patch({"do": "add", "to": ["facts"], "row": {}}), "p#changes[0]", "unknown-code"),
        (patch({"do": "add", "to": "facts"}), "p#changes[0]", "missing-member"),
        (patch({"do": "add", "to": "districts", "feature": {}}), "p#changes[0]", "unknown-code"),
        (patch({**ADDED, "row": {"value": 3}}), "p#changes[0]", "wrong-type"),
        (patch({**ADDED, "row": {"valeu": "3"}}), "p#changes[0]", "unknown-property"),
        (patch({**ADDED, "row": {"__proto__": "3"}}), "p#changes[0]", "unknown-property"),
        (patch({**ADDED, "row": FACT | {"id": "f0001"}}), "p#changes[0]", "invalid-id"),
        (patch({**ADDED, "row": FACT | {"id": "new-x"}}), "p#changes[0]", "invalid-id"),
        (patch({**ADDED, "why": "a\x00b"}), "p#changes[0]", "hidden-character"),
        (patch({**ADDED, "row": {"a\u200bb": ""}}), "p#changes[0]", "hidden-character"),
        (patch(PLACED | {"feature": {"id": "x"}}), "p#changes[0].feature", "missing-member"),
        (
            patch({"do": "add", "to": "parks", "feature": {"id": "x", "properties": {"q": 1}}}),
            "p#changes[0].feature",
            "",
        ),
        (patch({**CHANGED, "in": "changes"}), "p#changes[0]", "unknown-code"),
        (patch({**CHANGED, "from": {}}), "p#changes[0]", "wrong-structure"),
        (patch({**CHANGED, "from": {}, "to": {}}), "p#changes[0]", "wrong-structure"),
        (patch({**CHANGED, "from": {"id": "f0001"}, "to": {"id": "f0009"}}), "p#changes[0]", "unexpected-value"),
        (patch({**CHANGED, "to": {"value": None}}), "p#changes[0]", "wrong-type"),
        (patch(CHANGED, CHANGED), "p#changes[1]", "duplicate-change"),
        (patch(CHANGED, GONE), "p#changes[1]", "duplicate-change"),
        (patch(GONE, CHANGED), "p#changes[1]", "duplicate-change"),
        (patch(GONE | {"id": "../f0001"}), "p#changes[0]", "invalid-id"),
        (
            patch(GONE | {"replacement": "new-1"}),
            "p#changes[0]",
            "unknown-fact",
        ),
        (patch({"do": "add", "to": "resolutions", "row": {"fact": "new-2"}}), "p#changes[0]", "unknown-fact"),
        (patch({"do": "reject", "candidate": {}}), "p#changes[0].candidate", "missing-member"),
        (patch({"do": "reject", "candidate": CANDIDATE | {"line": "0"}}), "p#changes[0].candidate", "invalid-number"),
        (patch({"do": "reject", "candidate": CANDIDATE | {"line": 2}}), "p#changes[0].candidate", "invalid-number"),
        (patch({"do": "reject", "candidate": CANDIDATE | {"token": "x" * 17}}), "p#changes[0].candidate", "long-token"),
        (patch({"do": "reject", "candidate": CANDIDATE | {"source": "../x"}}), "p#changes[0].candidate", "invalid-id"),
    ],
)
def test_what_is_no_patch_is_refused_with_the_change_at_fault(content, where, code):
    with pytest.raises(RecordError) as caught:
        patch_of(content, where="p")
    assert caught.value.where.startswith(where)
    assert code in caught.value.code
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"atlas_patch": 1, "atlas_patch": 1}', "duplicate-key"),
        ('{"atlas_patch": NaN}', "invalid-json"),
        ('{"atlas_patch": 1e999}', "invalid-json"),
        ("[" * 100_000, "nested-too-deep"),
        ('{"a":' * 20 + "1" + "}" * 20, "nested-too-deep"),
        ("\ufeff{}", "invalid-encoding"),
        (json.dumps(patch(*[{}] * 100_001)), "too-large"),
        (json.dumps(patch(by="\ud800")), "hidden-character"),
    ],
)
def test_a_file_that_is_no_strict_json_of_a_size_is_refused(tmp_path, text, code):
    (tmp_path / "p.json").write_text(text, "utf-8")
    with pytest.raises(RecordError) as caught:
        read_patch(tmp_path / "p.json")
    assert caught.value.code == code


def test_the_same_patch_is_the_same_bytes():
    place = {"name_zh": "园", "aliases": [], "parent": None, "position_uncertainty_m": 200.0}
    drawn = {"coordinates": [113.1000000001, 27.0], "type": "Point"}
    added = {"do": "add", "to": "parks", "feature": {"geometry": drawn, "properties": place, "id": "new-park"}}
    turned = {"why": None, "row": dict(reversed(FACT.items())) | {"note_zh": ""}, "to": "facts", "do": "add"}
    one = patch_text(patch_of(patch(turned, MOVED, added, REFUSED)))
    content = json.loads(one)
    assert patch_text(patch_of(content)) == one
    assert list(content["changes"][0]["row"]) == list(FACT)
    assert content["changes"][2]["feature"]["properties"] == {"name_zh": "园", "position_uncertainty_m": 200}
    assert content["changes"][2]["feature"]["geometry"] == {"type": "Point", "coordinates": [113.1, 27]}
    assert one == patch_text(patch_of(patch(ADDED, MOVED, added, REFUSED)))


def test_the_page_writes_the_same_bytes():
    # tests/web/patch.test.js compares what the page writes with this file.
    path = FIXTURES / "patches" / "one-of-each.json"
    assert patch_text(read_patch(path)).encode() == path.read_bytes()


def test_a_patch_leads_to_a_sound_record_and_again_to_the_same(record):
    place = {"name_zh": "新园", "name_en": "New Park", "kind": "park", "districts": ["430202"]}
    place |= {"position_basis": "district", "position_evidence": ["notice-2023"], "inclusion_reason_zh": "名单。"}
    place |= {"inclusion_reason_en": "A list."}
    source = {"id": "daily", "title_zh": "报", "title_en": "Daily", "publisher_zh": "报", "publisher_en": "Daily"}
    source |= {"type": "web-page", "standing": "second-hand", "url": "https://example.org", "form": "page"}
    source |= {"published": "2024-12", "accessed": "2024-12-31"}
    seen = FACT | {"id": "new-1", "source": "daily", "locator": "", "token": "", "value": "12"}
    content = patch(
        {"do": "add", "to": "sources", "row": source},
        {"do": "add", "to": "facts", "row": seen},
        {"do": "add", "to": "parks", "feature": {"id": "new-park", "properties": place}},
        {
            "do": "add",
            "to": "omissions",
            "row": OMITTED,
        },
        {"do": "withdraw", "id": "f0010", "reason": "dateline", "replacement": "new-1"},
        CHANGED,
        MOVED,
        REFUSED,
    )
    before = format_record(record)
    done = apply(patch_of(content), record)
    assert states(done) == [APPLIED] * 7 + [REJECTED]
    assert done.outcomes[1].id == "f0014"
    assert done.record.withdrawn == [
        {"fact": "f0010", "reason": "dateline", "replacement": "f0014", "note_zh": "", "note_en": ""}
    ]
    assert done.record.features("parks")[2]["geometry"]["coordinates"] == [113.05, 27.851235]
    assert done.record.features("parks")[1]["properties"]["aliases"] == []
    assert [str(issue) for issue in validate(done.record) if issue.code != "token-mismatch"] == []
    assert format_record(record) == before, "the record stays as it was"

    again = apply(patch_of(content | {"record": stand_of(done.record)}), done.record)
    assert states(again) == [ALREADY] * 7 + [REJECTED]
    assert format_record(again.record) == format_record(done.record)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (CHANGED | {"from": {"value": "3500"}}, "value is '3600', not '3500'"),
        (CHANGED | {"id": "f0099"}, "none of this id"),
        (CHANGED | {"id": "../../etc/passwd"}, "none of this id"),
        (CHANGED | {"in": "projects", "id": "__proto__", "from": {"kind": 1}, "to": {"kind": 2}}, "none of this id"),
        (MOVED | {"from": MOVED["from"] | {"position_basis": "city"}}, "position_basis is 'district', not 'city'"),
        (GONE | {"id": "f0099"}, "none of this id"),
        (
            {"do": "add", "to": "sources", "row": {"id": "notice-2023", "title_zh": "别的"}},
            "title_zh is '公告', not '别的'",
        ),
        ({"do": "add", "to": "projects", "feature": {"id": "hill-park", "properties": {}}}, "layers/parks.geojson"),
        ({"do": "add", "to": "parks", "feature": {"id": "xiang", "properties": {}}}, "layers/context.geojson"),
        ({"do": "reject", "candidate": CANDIDATE | {"source": ""}}, "no source"),
    ],
)
def test_what_does_not_fit_changes_nothing_and_says_what_the_record_says(record, change, why):
    done = apply(patch_of(patch(change)), record)
    assert states(done) == [UNFIT]
    assert why in done.outcomes[0].why
    assert format_record(done.record) == format_record(record)


def test_of_an_older_record_what_still_fits_is_applied(record):
    late = CHANGED | {"id": "f0003", "from": {"value": "11"}, "to": {"value": "13"}}
    done = apply(patch_of(patch(CHANGED, late)), record)
    assert states(done) == [APPLIED, UNFIT]
    assert [fact["value"] for fact in done.record.facts[::2][:2]] == ["3700", "12.5"]


def test_two_facts_that_say_the_same_are_one(record):
    named = {**ADDED, "row": FACT | {"id": "new-1"}}
    done = apply(patch_of(patch(named, ADDED, {"do": "add", "to": "resolutions", "row": {"fact": "new-1"}})), record)
    assert states(done) == [APPLIED, ALREADY, APPLIED]
    assert [row["fact"] for row in done.record.resolutions] == ["f0014"]


def test_the_id_of_a_withdrawn_fact_is_not_given_again(tiny):
    tiny.withdraw("f0091")
    done = apply(patch_of(patch(ADDED)), canonical(read(tiny.write())))
    assert done.outcomes[0].id == "f0092"


def test_a_withdrawn_fact_is_preferred_no_longer(tiny):
    tiny.facts.append(
        tiny.fact(0) | {"id": "f0098", "value": "3650", "source": "notice-2023", "locator": "", "token": ""}
    )
    tiny.resolve("f0098")
    record = canonical(read(tiny.write()))
    done = apply(patch_of(patch({"do": "withdraw", "id": "f0098", "reason": "dateline"})), record)
    assert done.record.resolutions == []
    assert validate(done.record) == []


@pytest.mark.parametrize(("list_", "beside"), BESIDE.items())
def test_with_the_last_further_position_goes_what_is_said_beside_it(list_, beside):
    record = canonical(read(RECORD))
    [mill] = [each for each in record.features("projects") if each["id"] == "round-mill"]
    gone = {
        "do": "change",
        "in": "projects",
        "id": "round-mill",
        "from": {list_: mill["properties"][list_]},
        "to": {list_: []},
    }
    done = apply(patch_of({"atlas_patch": 1, "record": STAND, "changes": [gone]}), record)
    [after] = [each for each in done.record.features("projects") if each["id"] == "round-mill"]
    assert mill["properties"][f"{beside}_en"]
    assert [after["properties"][f"{beside}_{lang}"] for lang in ("zh", "en")] == [None, None]
    assert validate(done.record) == []


def test_what_a_patch_says_itself_is_not_emptied_by_another_of_its_changes():
    record = canonical(read(RECORD))
    [mill] = [each for each in record.features("projects") if each["id"] == "round-mill"]
    of_mill = {"do": "change", "in": "projects", "id": "round-mill"}
    named = of_mill | {"from": {"position_name_en": "New works"}, "to": {"position_name_en": "Works"}}
    gone = of_mill | {"from": {"parts": mill["properties"]["parts"]}, "to": {"parts": []}}
    done = apply(patch_of({"atlas_patch": 1, "record": STAND, "changes": [named, gone]}), record)
    [after] = [each for each in done.record.features("projects") if each["id"] == "round-mill"]
    assert states(done) == [APPLIED, APPLIED]
    assert (after["properties"]["position_name_zh"], after["properties"]["position_name_en"]) == (None, "Works")
    assert validate(done.record) != []


def test_an_issue_is_told_with_the_change_that_made_it(record):
    wrong = {**ADDED, "row": FACT | {"unit": "ge"}}
    far = MOVED | {"to": MOVED["to"] | {"geometry": {"type": "Point", "coordinates": [116.4, 39.9]}}}
    done = apply(patch_of(patch(wrong, far, CHANGED)), record)
    made = {thing: f"p#changes[{number}]" for thing, number in done.made.items()}
    told = {str(issue.code): issue.where for issue in located(validate(done.record), done.record, made)}
    assert told["unit-mismatch"] == "p#changes[0] (data/facts.csv:9)"
    assert told["far-away"] == "p#changes[1] (layers/parks.geojson#valley-park)"
    assert told["token-mismatch"] == "p#changes[2] (data/facts.csv:2)"


def test_hostile_values_are_for_validation_to_refuse(record):
    hostile = {"name_zh": {"a": []}, "aliases": "=1+1", "parts": [1], "position_uncertainty_m": "∞", "parent": [[[]]]}
    shape = {"type": "Polygon", "coordinates": [[["x"], 1, None]]}
    added = {"do": "add", "to": "parks", "feature": {"id": "../../x", "properties": hostile, "geometry": shape}}
    done = apply(patch_of(patch(added)), record)
    assert states(done) == [APPLIED]
    assert {issue.code for issue in validate(done.record)} >= {"wrong-type", "invalid-id"}


def test_what_was_refused_is_remembered_once_in_the_order_of_the_texts(tmp_path):
    later = REFUSED | {"candidate": CANDIDATE | {"line": "10"}}
    known = Rejections().with_rejections_of(patch_of(patch(later, REFUSED)))
    assert [row["line"] for row in known.rows] == ["2", "10"]
    (tmp_path / "review").mkdir()
    (tmp_path / REJECTIONS).write_text(known.text(), "utf-8")
    again = read_rejections(tmp_path)
    assert again.text() == known.text()
    assert again.with_rejections_of(patch_of(patch(REFUSED | {"reason": "else"}))).text() == known.text()
    assert again.holds(CANDIDATE | {"subjects": "", "verdict": "new"})
    assert not again.holds(CANDIDATE | {"value": "1.25"})
    assert not read_rejections(tmp_path / "elsewhere").rows


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("review-2024,0,9,x,,,,,", "invalid-number"),
        ("review-2024,1,9,,,,,,", "long-token"),
        ("../x,1,9,x,,,,,", "invalid-id"),
        (",1,9,x,,,,,", "missing-value"),
        ("a,1,9,x\u202ey,,,,,", "hidden-character"),
        ("a,1,9,x,,,,", "invalid-csv"),
        (f"a,1,9,x,,,,,{'y' * 2000}", "wrong-type"),
    ],
)
def test_a_damaged_memory_is_refused_with_its_line(tmp_path, row, code):
    (tmp_path / "review").mkdir()
    (tmp_path / REJECTIONS).write_text(
        f"source,line,column,token,indicator,value,unit,subjects,reason\n{row}\n", "utf-8"
    )
    with pytest.raises(RecordError) as caught:
        read_rejections(tmp_path)
    assert (caught.value.where, caught.value.code) == (f"{REJECTIONS}:2", code)
