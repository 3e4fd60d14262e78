"""The second reader: who compared a fact with its source once more, how that is checked, lost and told."""

from __future__ import annotations

import pytest

from geo.atlas.atlas import Atlas
from geo.export import FORMATS
from geo.export.tables import FACTS as FACTS_OF_FILES
from geo.export.tables import RELATED_FACTS
from geo.history.difference import difference
from geo.page.build import render_page
from geo.patch.apply import apply
from geo.patch.read import patch_of
from geo.record.canonical import canonical
from geo.record.model import TABLES
from geo.record.paths import FACTS
from geo.record.read import read
from geo.record.tables import CHECKED
from tests.test_patch import CHANGED
from tests.test_patch import patch
from tests.test_sheets import patch_from

READ = {"checked_by": "王二", "checked_on": "2024-12-31"}
UNREAD = dict.fromkeys(READ, "")
CONFIRMED = {"do": "change", "in": "facts", "id": "f0001", "from": UNREAD, "to": READ}


@pytest.fixture
def confirmed(tiny):
    tiny.fact(0).update(READ)
    return canonical(read(tiny.write()))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (READ, ""),
        (READ | {"checked_by": ""}, "missing-value"),
        (READ | {"checked_on": ""}, "missing-value"),
        (READ | {"checked_on": "2024-12"}, "invalid-date"),
        (READ | {"checked_on": "2025-01-01"}, "future-date"),
        (READ | {"checked_on": "2024-11-30"}, "date-order"),
        (READ | {"checked_by": "王\u202e二"}, "hidden-character"),
        (READ | {"checked_by": " 王二"}, "surrounding-blanks"),
    ],
)
def test_a_second_reading_has_a_name_and_a_day_between_source_and_record(tiny, cells, code):
    tiny.fact(0).update(cells)
    assert [issue.code for issue in tiny.found()] == [code][: bool(code)]


def test_an_older_record_has_no_second_readers(tiny):
    root = tiny.write()
    old = (root / FACTS).read_text("utf-8").replace(",checked_by,checked_on", "").replace(",,\n", "\n")
    (root / FACTS).write_text(old, "utf-8")
    assert [problem.code for problem in read(root).problems] == ["wrong-header"]
    assert [fact["checked_by"] for fact in read(root, older=True).facts] == [""] * len(tiny.facts)


def test_a_confirmation_is_a_change_of_two_cells_and_seen_as_one(tiny):
    record = canonical(read(tiny.write()))
    done = apply(patch_of(patch(CONFIRMED)), record)
    assert {column: done.record.facts[0][column] for column in CHECKED} == READ
    (change,) = difference(record, done.record)
    assert [field.name for field in change.fields] == list(CHECKED)


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        (CHANGED, UNREAD),
        (CHANGED | {"from": {"locator": "L1"}, "to": {"locator": "L2"}}, UNREAD),
        (CHANGED | {"from": {"as_of": "2024"}, "to": {"as_of": "2023"}}, UNREAD),
        (CHANGED | {"from": {"token": "约3600亿元"}, "to": {"token": "3600"}}, UNREAD),
        (CHANGED | {"from": {"note_zh": "", "note_en": ""}, "to": {"note_zh": "注", "note_en": "Note"}}, READ),
        (
            CHANGED | {"from": {"value": "3600"} | READ, "to": {"value": "37"} | READ | {"checked_by": "丁"}},
            READ | {"checked_by": "丁"},
        ),
    ],
)
def test_what_is_changed_was_not_read_a_second_time_unless_it_says_so(confirmed, changed, left):
    fact = apply(patch_of(patch(changed)), confirmed).record.facts[0]
    assert {column: fact[column] for column in left} == left


def test_a_fact_that_is_added_again_keeps_its_second_reader(confirmed):
    row = {column: cell for column, cell in confirmed.facts[0].items() if column not in {"id", *CHECKED}}
    done = apply(patch_of(patch({"do": "add", "to": "facts", "row": row})), confirmed)
    assert (done.outcomes[0].state, done.outcomes[0].id, done.record.facts) == ("already", "f0001", confirmed.facts)


@pytest.mark.parametrize("name", ["geojson", "geojsonl", "csv", "csv-wide", "kml", "jsonld"])
def test_files_say_who_read_a_fact_twice(confirmed, name):
    text = FORMATS[name].write(Atlas(confirmed))
    assert text.count("王二") == (2 if name == "kml" else 1), "KML says it in both languages"
    assert TABLES[FACTS][-2:] == CHECKED


def test_tables_for_maps_have_its_columns():
    assert set(CHECKED) <= set(RELATED_FACTS), "GeoPackage"
    assert set(CHECKED) <= set(FACTS_OF_FILES), "Parquet and the workbook"


@pytest.mark.parametrize("form", ["csv", "csv-wide", "xlsx"])
def test_a_list_of_ours_read_again_leaves_the_second_reader(confirmed, tiny, tmp_path, form):
    written = FORMATS[form].write(Atlas(confirmed))
    path = tmp_path / f"list{FORMATS[form].suffix}"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    assert patch_from(tiny.write(), path) == []


def test_a_list_can_tell_who_read_a_fact_twice(confirmed, tiny, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(FORMATS["csv"].write(Atlas(confirmed)), "utf-8")
    tiny.fact(0).update(UNREAD)
    [change] = patch_from(tiny.write(), path)
    assert (change["id"], change["to"]) == ("f0001", READ)


def test_the_page_without_scripts_says_it_and_of_others_nothing(confirmed):
    assert render_page(Atlas(confirmed)).count("已二次核对：王二，2024-12-31") == 1
