"""Lists of places and facts: what their cells mean, what they change, and where each fault is."""

from __future__ import annotations

import base64
import csv
import io
import json
import shutil
import sys
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path

import openpyxl
import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.cli import main
from geo.export import FORMATS
from geo.export.choice import export_name
from geo.geodesy.datum import to_wgs84
from geo.messages import message
from geo.patch.read import read_patch
from geo.record.paths import ROOT
from geo.record.read import read
from geo.sheets.fields import date_of
from geo.sheets.mapping import FILE
from geo.sheets.mapping import read_mapping
from geo.sheets.names import UnclearError
from geo.sheets.parts import corners
from geo.sheets.read import read_sheets
from geo.sheets.values import dates
from geo.sheets.values import number
from tests.attack.lists import attack
from tests.attack.lists import bombs
from tests.fixtures.shared import RECORD
from tests.test_api import saved_by_page

PLACES = ("名称", "类型", "经度", "纬度", "位置依据", "误差（米）", "位置来源", "收录理由", "reason_for_inclusion")
AT = ("113.15", "27.85", "poi", "100", "某地图", "清单所列", "Listed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    shutil.copytree(RECORD, folder)
    return folder


@pytest.fixture(scope="module")
def tiny() -> Atlas:
    return Atlas(read(RECORD))


def list_of(path: Path, *rows: tuple[str, ...], encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook_of(path: Path, *rows: tuple, sheet: str = "清单") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return the files of a record, and those beside it; of a checkout neither libraries nor caches."""
    folders = (root / name for name in ("layers", "data", "review"))
    paths = (*root.iterdir(), *(path for folder in folders for path in folder.rglob("*")))
    return {str(path.relative_to(root)): path.read_bytes() for path in paths if path.is_file() and path.name != FILE}


def patch_from(root: Path, path: Path, *options: str) -> list[dict]:
    """Import a list that is right, and return the changes of the patch that it makes."""
    patch = path.with_suffix(".json")
    before = bytes_of(root)
    assert main(["--root", str(root), "import", str(path), "-o", str(patch), *options]) == 0
    assert bytes_of(root) == before
    return list(read_patch(patch).changes) if patch.exists() else []


def faults_of(capsys: pytest.CaptureFixture, root: Path, path: Path, *options: str) -> list[str]:
    """Import a list that is wrong, and return what is said of its cells."""
    before, patch = bytes_of(root), path.with_suffix(".json")
    assert main(["--root", str(root), "import", str(path), "-o", str(patch), *options]) == 1
    assert bytes_of(root) == before
    assert not patch.exists()
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("error ")]


# What our own exports hold changes nothing.


MANY = (("csv-wide", None), ("xlsx", None), ("csv", "gcj02"), ("xlsx", "bd09"))


@pytest.mark.parametrize(
    ("form", "datum"),
    [
        ("csv", None),
        *(
            pytest.param(*each, marks=pytest.mark.matrix)
            for each in (("xlsx", None), ("csv", "gcj02"), ("xlsx", "bd09"))
        ),
    ],
)
def test_an_export_read_again_changes_nothing(form, datum, tmp_path):
    for folder in (RECORD, ROOT):
        path = tmp_path / f"{folder.name}{FORMATS[form].suffix}"
        written = FORMATS[form].write(Atlas(read(folder)), datum=datum)
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
        assert patch_from(folder, path) == []


def exported(tiny: Atlas, form: str = "csv") -> list[list[str]]:
    return list(csv.reader(io.StringIO(FORMATS[form].write(tiny).removeprefix("\ufeff"), newline="")))


def test_an_export_that_a_chinese_spreadsheet_saved_changes_nothing(tiny, root, tmp_path):
    head, *rows = exported(tiny)
    dated = {head.index(name) for name in ("accessed", "population_as_of", "record_date")}
    base, differs = head.index("value_base"), head.index("differs")
    for row in rows:
        for column in dated:
            row[column] = row[column].replace("-0", "-").replace("-", "/")
        row[differs] = row[differs].upper()
        row[base] = f"{float(row[base]):.1E}" if len(row[base]) > 11 else row[base]
    # GB18030 without quotes, and separators of another country.
    path = list_of(tmp_path / "saved.csv", tuple(head), *map(tuple, rows), encoding="gb18030", separator=";")
    assert patch_from(root, path) == []


@pytest.mark.parametrize(
    ("column", "value", "change"),
    [
        ("name_en", "Hill Park of Old", ("parks", "hill-park", "name_en", "Hill Park of Old")),
        ("sector", "", ("parks", "hill-park", "sector", None)),
        ("value", "27", ("facts", "f0010", "value", "27")),
        ("as_of", "2024年12月", ("facts", "f0010", "as_of", "2024-12")),
        ("qualifier", "约", ("facts", "f0010", "qualifier", "about")),
        ("note_zh", "'=1", ("facts", "f0010", "note_zh", "=1")),
    ],
)
def test_a_cell_that_says_something_else_is_one_change(tiny, tmp_path, column, value, change):
    from geo.sheets.columns import Guesser  # noqa: PLC0415
    from geo.sheets.columns import heads_of  # noqa: PLC0415
    from geo.sheets.draft import Draft  # noqa: PLC0415
    from geo.sheets.lines import lines  # noqa: PLC0415

    head, *rows = exported(tiny)
    row = next(row for row in rows if row[head.index("fact")] == "f0010")
    assert row[head.index(column)] != value
    row[head.index(column)] = value
    (sheet,) = read_sheets(list_of(tmp_path / "list.csv", tuple(head), *map(tuple, rows)))
    draft = Draft(tiny)
    for line in lines(sheet, heads_of(sheet, Guesser(tiny, draft.names, {}), tiny), {}):
        draft.take(line)
    assert draft.faults == []
    (made,) = draft.changes
    within, identifier, field, wanted = change
    assert (made.said["in"], made.said["id"], made.said["to"]) == (within, identifier, {field: wanted})
    assert made.addresses[field].endswith(f"column {column}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_heads_are_known_as_the_forms_of_the_pages_say_them(tiny, lang):
    from geo.sheets.columns import Guesser  # noqa: PLC0415
    from geo.sheets.draft import Draft  # noqa: PLC0415

    guesser = Guesser(tiny, Draft(tiny).names, {})
    labels = (
        "askNameZh",
        "askEvidence",
        "askRadius",
        "askIndicator",
        "askLocator",
        "askToken",
        "askStated",
    )
    assert [guesser.column(message(lang, label)).field for label in labels] == [
        *("name_zh", "position_evidence", "position_uncertainty_m", "indicator"),
        *("locator", "token", "stated"),
    ]


def test_a_figure_of_the_wide_table_changes_the_fact_in_its_printed_unit(tiny, root, tmp_path):
    head, *rows = exported(tiny, "csv-wide")
    row = next(row for row in rows if row[0] == "ring-road")
    assert row[head.index("investment")] == "200000000"
    row[head.index("investment")] = "350,000,000"
    (change,) = patch_from(root, list_of(tmp_path / "wide.csv", tuple(head), *map(tuple, rows)))
    assert (change["id"], change["from"], change["to"]) == ("f0021", {"value": "2"}, {"value": "3.5"})


def test_what_follows_from_the_record_cannot_be_changed_in_a_list(capsys, tiny, root, tmp_path):
    head, *rows = exported(tiny)
    row = next(row for row in rows if row[head.index("fact")] == "f0010")
    row[head.index("value_zh")], row[head.index("publisher_zh")] = "九个", "别人"
    part = next(row for row in rows if row[head.index("position_role")] == "part")
    part[head.index("longitude")] = "113.2"
    area = next(row for row in rows if row[head.index("id")] == "ring-road")
    area[head.index("longitude")] = "113.2"
    found = faults_of(capsys, root, list_of(tmp_path / "list.csv", tuple(head), *map(tuple, rows)))
    assert {each.split(" column ")[1].split(":")[0] for each in found} == {
        "value_zh", "publisher_zh", "position_role", "longitude",
    }  # fmt: skip


def test_a_workbook_adds_a_source_with_its_fact_and_changes_another(root, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(Atlas(read(root)))))
    sources, facts = book["Sources"], book["Facts"]
    heads = {sheet: {cell.value: cell.column for cell in sheet[1]} for sheet in (sources, facts)}
    sources.cell(2, heads[sources]["title_en"], "Copied")
    new = {
        "id": "paper-2024",
        "title_zh": "题",
        "title_en": "Title",
        "publisher_zh": "报",
        "publisher_en": "Paper",
        "published": "2024年11月",
        "type": "newspaper",
        "standing": "second-hand",
        "form": "page",
        "accessed": date(2024, 12, 30),
    }
    sources.append({heads[sources][name]: value for name, value in new.items()})
    fact = {
        "place": "twin-park",
        "indicator": "firms",
        "value": 9,
        "unit": "ge",
        "as_of": "2024-11",
        "source": "paper-2024",
    }
    facts.append({heads[facts][name]: value for name, value in fact.items()})
    book.save(tmp_path / "list.xlsx")
    change, source, added = patch_from(root, tmp_path / "list.xlsx")
    assert (source["row"]["published"], source["row"]["accessed"]) == ("2024-11", "2024-12-30")
    assert (change["id"], change["to"]) == ("copy-2024", {"title_en": "Copied"})
    assert (added["row"]["source"], added["row"]["value"]) == ("paper-2024", "9")


def test_a_position_of_an_export_in_another_datum_is_changed_in_that(tiny, root, tmp_path):
    text = FORMATS["csv"].write(tiny, datum="bd09").removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    lon, lat = head.index("longitude_bd09"), head.index("latitude_bd09")
    for row in rows:
        if row[0] == "hill-works":
            row[lon] = f"{float(row[lon]) + 0.001:.6f}"
            moved = float(row[lon]), float(row[lat])
    (change,) = patch_from(root, list_of(tmp_path / "list.csv", tuple(head), *map(tuple, rows)))
    assert change["to"]["geometry"]["coordinates"] == pytest.approx(to_wgs84(*moved, "BD-09"), abs=1e-6)
    assert (change["to"]["position_datum"], change["to"]["position_found"]) == ("BD-09", [*moved])


def test_an_export_of_an_older_state_says_so(tiny, root, tmp_path, capsys):
    head, *rows = exported(tiny)
    for row in rows:
        row[head.index("record_digest")] = "0" * 12
        if row[0] == "hill-park":
            row[head.index("name_en")] = "Hill Park of Old"
    patch_from(root, list_of(tmp_path / "list.csv", tuple(head), *map(tuple, rows)))
    assert "note is of another state of the record (000000000000)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "cells", "at"),
    [
        ("csv", {"fact": "f9999"}, "fact"),
        ("csv", {"id": "no-place"}, ""),
        ("csv", {"population": "5"}, "population"),
        ("csv", {"layer": "projects"}, "layer"),
        ("csv", {"sector": "无此产业"}, "sector"),
        ("csv-wide", {"jobs": "5"}, ""),
        ("csv-wide", {"firms": "5.00001"}, "firms"),
        ("csv-wide", {"growth": "5"}, "growth"),
        ("csv-wide", {"firms_source": "别人"}, "firms_source"),
    ],
)
def test_what_an_export_cannot_say_is_refused_at_its_cell(capsys, tiny, root, tmp_path, form, cells, at):
    head, *rows = exported(tiny, form)
    row = next(row for row in rows if row[0] == ("twin-park" if "growth" in cells else "hill-park"))
    for name, cell in cells.items():
        if name in head:
            row[head.index(name)] = cell
        else:
            head.append(name)
    found = faults_of(capsys, root, list_of(tmp_path / "list.csv", tuple(head), *map(tuple, rows)))
    assert any(f" column {at}: " in each if at else each.startswith("error list.csv:") for each in found)


# A list of others.


def test_what_the_pages_own_writer_saves_changes_nothing(tiny, root, tmp_path):
    (saved,) = saved_by_page(tiny, {"#": {}})
    path = tmp_path / "page.xlsx"
    path.write_bytes(base64.b64decode(saved[export_name(tiny, Selection(), "xlsx")]))
    assert patch_from(root, path) == []


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([("甲园", "park", "东", "27.93", *AT[2:])], "经度"),
        ([("甲园", "park", "213.05", "27.93", *AT[2:])], "经度"),
        ([("甲园", "park", "113.05", "", *AT[2:])], "纬度"),
        ([("甲园", "", "113.05", "27.93", *AT[2:])], "名称"),
        ([("甲园", "prk", "113.05", "27.93", *AT[2:])], "类型"),
        ([("", "park", "113.05", "27.93", *AT[2:])], ""),
        ([("甲园", "park", "113.05", "27.93", *AT[2:]), ("甲园", "zone", "113.05", "27.93", *AT[2:])], "类型"),
        ([("乙园", "park", "0", "0", *AT[2:])], "经度"),
        ([("甲园", "park", *AT), ("甲园", "park", "113.06", *AT[1:])], "经度"),
        ([("甲园", "park", *AT[:2], "poy", *AT[3:])], "位置依据"),
    ],
)
def test_what_is_wrong_with_a_new_place_is_told_at_its_cell(capsys, root, tmp_path, rows, at):
    path = list_of(tmp_path / "list.csv", PLACES, *rows)
    found = faults_of(capsys, root, path, "--datum", "wgs84")
    row = len(rows) + 1
    assert any(each.startswith(f"error list.csv:{row}{f' column {at}' if at else ''}: ") for each in found)


@pytest.mark.parametrize(
    ("head", "row", "at"),
    [
        (("对象", "来源", "年份"), ("hill-park", "公告", "2024"), "年份"),
        (("对象", "来源", "年份", "备注外"), ("hill-park", "", "", "x"), "备注外"),
        (("名称", "误差", "备注"), ("双园", "150", ""), ""),
    ],
)
def test_a_row_says_nothing_of_a_figure_that_it_does_not_have(capsys, root, tmp_path, head, row, at):
    path = list_of(tmp_path / "list.csv", head, row)
    if not at:
        assert len(patch_from(root, path, "--map", "备注=-")) == 1
        return
    assert f"column {at}: " in faults_of(capsys, root, path)[0]


@pytest.mark.parametrize(
    ("head", "cell", "told"),
    [
        ("investment（亿元）", "3", ("3", "yi-yuan")),
        ("investment（万元）", "300", ("300", "wan-yuan")),
        ("investment（2024年）", "3亿元", ("3", "yi-yuan")),
    ],
)
def test_a_head_may_have_its_unit_in_brackets(root, tmp_path, head, cell, told):
    path = list_of(tmp_path / "list.csv", ("对象", head, "年份", "来源"), ("hill-works", cell, "2023", "公告"))
    (change,) = patch_from(root, path)
    assert (change["row"]["value"], change["row"]["unit"]) == told


def test_a_list_that_gives_two_values_of_one_field_is_refused_at_the_second(capsys, root, tmp_path):
    path = list_of(tmp_path / "list.csv", ("id", "误差"), ("hill-park", "150"), ("hill-park", "160"))
    (found,) = faults_of(capsys, root, path)
    assert found.startswith("error list.csv:3 column 误差: position_uncertainty_m of hill-park was given another value")


def test_a_cell_beside_the_columns_is_named(capsys, root, tmp_path):
    found = faults_of(capsys, root, list_of(tmp_path / "list.csv", ("id", "误差"), ("hill-park", "150", "more")))
    assert "column C" in found[0] or ":2" in found[0]
    assert "stands beside the columns" in found[0]


def test_a_list_may_say_by_what_its_cells_are_parted(root, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("sep=;\nid;误差\nhill-park;150\n", "utf-8")
    (change,) = patch_from(root, path)
    assert change["to"] == {"position_uncertainty_m": 150}


def test_only_the_sheet_that_is_named_is_read(capsys, root, tmp_path):
    path = workbook_of(tmp_path / "list.xlsx", ("id", "误差"), ("hill-park", "150"), sheet="甲")
    (change,) = patch_from(root, path, "--sheet", "甲")
    assert change["id"] == "hill-park"
    (found,) = faults_of(capsys, root, path.rename(tmp_path / "other.xlsx"), "--sheet", "乙")
    assert "--sheet must be one of '甲'" in found


@pytest.mark.parametrize("name", ["list.xls", "list.geojson", "list"])
def test_a_list_of_another_kind_is_refused_by_its_name(capsys, root, tmp_path, name):
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (found,) = faults_of(capsys, root, tmp_path / name)
    assert found.startswith(f"error {name}: ")
    assert found.endswith("[unreadable-file]")


def test_times_of_a_workbook_stay_what_they_are(tmp_path):
    book = openpyxl.Workbook()
    book.active.append((time(8, 30), datetime(2024, 12, 1, 8, 30), 0.1 + 0.2, True))  # noqa: DTZ001
    book.save(tmp_path / "list.xlsx")
    (sheet,) = read_sheets(tmp_path / "list.xlsx")
    assert [*sheet.rows[1].values()] == ["08:30:00", "2024-12-01 08:30:00", "0.3", "true"]


@pytest.mark.parametrize("told", ["数=value:parsec", "数=investment:ge", "数=kind:ge"])
def test_a_unit_that_is_none_of_its_field_is_refused(capsys, root, tmp_path, told):
    (found,) = faults_of(capsys, root, list_of(tmp_path / "list.csv", ("名称", "数"), ("甲", "1")), "--map", told)
    assert found.startswith("error --map 数: unit of ")


def test_a_token_cannot_be_of_two_figures_of_a_row(capsys, root, tmp_path):
    head = ("对象", "状态", "investment", "年份", "来源", "token")
    row = ("hill-works", "开工", "3亿元", "2024", "公告", "开工")
    (found,) = faults_of(capsys, root, list_of(tmp_path / "list.csv", head, row))
    assert found.startswith("error list.csv:2 column token: row has several figures")


@pytest.mark.parametrize("typed", ["under-construction", "Under construction", "在建"])
def test_a_status_that_begins_like_a_qualifier_is_a_status(tmp_path, typed):
    head = ("id", "状态", "年份", "来源")
    row = ("zhuzhou-905-base", typed, "2020", "beijing-news-beidou-2026-01")
    (change,) = patch_from(ROOT, list_of(tmp_path / "list.csv", head, row))
    assert (change["row"]["value"], change["row"].get("qualifier", "")) == ("under-construction", "")


def test_a_project_without_a_status_is_told_how_to_say_it(capsys, root, tmp_path):
    head = ("名称", "类别", "经度（高德）", "纬度（高德）", "定位依据", "误差", "坐标来源")
    path = list_of(tmp_path / "list.csv", head, ("新工程", "产业项目", "113.02", "27.91", "poi", "100", "某地图"))
    assert main(["--root", str(root), "import", str(path), "--check"]) == 1
    assert "--set status=VALUE" in capsys.readouterr().err


def test_twenty_places_of_a_messy_workbook(root, tmp_path):
    at = [(113.02 + 0.005 * (each % 5), 27.91 + 0.005 * (each // 5)) for each in range(20)]
    head = (
        *("序号", "项目名称", "类别", "经度（高德）", "纬度（高德）", "定位依据", "误差", "坐标来源"),
        *("状态", "年份", "来源", "总投资（亿元）"),
    )
    years, sums = (date(2024, 5, 1), "2024年", "２０２４", 2024), (1200, "约1,200", "１２．５亿元", "3.10")
    rows = [
        (
            *(str(each + 1), f"第{each + 1}号工程", "产业项目", lon, f"{lat:.4f} ", "poi", 100.0, "某地图"),
            *("开工", years[each % 4], "公告", sums[each % 4]),
        )
        for each, (lon, lat) in enumerate(at)
    ]
    path = workbook_of(tmp_path / "list.xlsx", ("重点项目清单",), (), head, *rows)
    changes = patch_from(root, path, "--map", "序号=-", "--map", "总投资（亿元）=investment:yi-yuan")
    places = [change["feature"] for change in changes if change["to"] == "projects"]
    facts = [change["row"] for change in changes if change["to"] == "facts"]
    assert (len(places), len(facts)) == (20, 40)
    assert len({place["id"] for place in places}) == 20
    assert places[0]["properties"]["position_found"] == [at[0][0], round(at[0][1], 4)]
    lon, lat = to_wgs84(*at[7], "GCJ-02")
    assert places[7]["geometry"]["coordinates"] == pytest.approx([lon, lat], abs=1e-6)
    assert {place["properties"]["position_datum"] for place in places} == {"GCJ-02"}
    assert all(place["properties"]["districts"] for place in places)
    told = [(row["value"], row["unit"], row.get("qualifier", "")) for row in facts if row["indicator"] == "investment"]
    assert told[:4] == [
        ("1200", "yi-yuan", ""), ("1200", "yi-yuan", "about"), ("12.5", "yi-yuan", ""), ("3.10", "yi-yuan", ""),
    ]  # fmt: skip
    assert {row["as_of"] for row in facts} == {"2024-05-01", "2024"}
    assert {row["value"] for row in facts if row["indicator"] == "status"} == {"started"}
    # What was told of columns is remembered.
    assert read_mapping(root) == {"序号": "-", "总投资（亿元）": "investment:yi-yuan"}
    assert patch_from(root, path) == changes


def test_a_hundred_wrong_cells_have_a_hundred_addresses(capsys, root, tmp_path):
    head = ("对象", "指标", "数值", "单位", "年份", "来源", "限定")
    wrong = ("无此地", "无此指标", "许多", "亿人", "某{}年", "无此来源", "大约莫")
    right = ("hill-park", "investment", "5", "亿元", "2024", "公告", "")
    rows, addresses = [], []
    for row in range(98):
        column = row % len(head)
        rows.append(
            tuple(
                wrong[at].format(row) if at == column else f"{1900 + row}" if at == 4 else cell
                for at, cell in enumerate(right)
            )
        )
        addresses.append(f"error list.xlsx!清单!{'ABCDEFG'[column]}{row + 2}")
    rows += [("hill-park", "investment", "5", "亿元", "3/4/2024", "公告", ""), (*right[:6], "约", "多余")]
    addresses += ["error list.xlsx!清单!E100", "error list.xlsx!清单!H101"]
    found = faults_of(capsys, root, workbook_of(tmp_path / "list.xlsx", head, *rows))
    assert [each.split(": ")[0] for each in found] == addresses


def test_a_place_by_its_name_is_that_place_and_an_empty_cell_says_nothing(root, tmp_path):
    names = {site[1]["id"]: site[1]["properties"]["name_zh"] for site in read(root).sites}
    path = list_of(
        tmp_path / "list.csv", ("名称", "误差", "产业"), (names["valley-park"], "", ""), (names["hill-park"], "150", "")
    )
    (change,) = patch_from(root, path)
    assert (change["id"], change["to"]) == ("hill-park", {"position_uncertainty_m": 150})


def test_a_list_that_is_confirmed_is_in_the_record(root, tmp_path, capsys):
    before = bytes_of(root)
    head = ("对象", "指标", "数值", "单位", "年份", "来源")
    path = list_of(tmp_path / "list.csv", head, ("twin-park", "firms", "11", "个", "2024-11", "公告"), encoding="gbk")
    assert main(["--root", str(root), "import", str(path), "--check"]) == 0
    assert "read as GB18030" in capsys.readouterr().err
    assert main(["--root", str(root), "import", str(path)]) == 1, "nobody confirms it"
    assert bytes_of(root) == before
    assert main(["--root", str(root), "import", str(path), "--yes"]) == 0
    assert [read(root).facts[-1][name] for name in ("value", "as_of")] == ["11", "2024-11"]
    assert main(["--root", str(root), "import", str(path)]) == 0, "nothing is left to confirm"


def test_a_figure_newer_than_the_record_is_in_it_once_that_is_dated_anew(capsys, root, tmp_path):
    head = ("对象", "指标", "数值", "单位", "年份", "来源")
    path = list_of(tmp_path / "list.csv", head, ("twin-park", "firms", "11", "个", "2025-03", "公告"))
    assert faults_of(capsys, root, path)[0].startswith("error list.csv:2 column 年份: ")
    assert main(["--root", str(root), "import", str(path), "--dated", "2025-04-01", "--yes"]) == 0
    assert read(root).date == "2025-04-01"


def test_a_column_is_asked_for_on_a_terminal(root, tmp_path, monkeypatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("knd\nkind\ngcj02\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    path = list_of(
        tmp_path / "list.csv", ("名称", "属于", *PLACES[2:]), ("甲园", "产业园区", "113.05", "27.93", *AT[2:])
    )
    (change,) = patch_from(root, path)
    assert change["feature"]["properties"]["position_datum"] == "GCJ-02"
    assert "did you mean 'kind'?" in capsys.readouterr().err
    assert read_mapping(root) == {"属于": "kind", "经度": "longitude_gcj02", "纬度": "latitude_gcj02"}


def test_an_import_done_twice_adds_nothing_the_second_time(root, tmp_path):
    head = ("subject", "indicator", "value", "unit", "as_of", "source")
    path = list_of(tmp_path / "list.csv", head, ("twin-park", "firms", "7", "个", "2024", "notice-2023"))
    assert patch_from(root, path) == []


def test_a_place_without_a_position_is_known_to_its_district(root, tmp_path):
    head = ("名称", "类型", "县市区", "位置来源", "收录理由", "reason for inclusion")
    rows = [("甲园", "产业园区", "二区", "清单", "列入", "Listed"), ("乙园", "park", "", "清单", "列入", "Listed")]
    first, second = (each["feature"] for each in patch_from(root, list_of(tmp_path / "list.csv", head, *rows)))
    assert (first["properties"]["position_basis"], first["properties"]["districts"]) == ("district", ["430203"])
    assert (second["properties"]["position_basis"], second["geometry"]) == ("city", None)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "--datum must say"),
        (("--datum", "wgs84", "--map", "类型=kin"), "did you mean"),
        (("--datum", "wgs84", "--map", "类型"), "NAME=VALUE"),
        (("--datum", "wgs84", "--set", "kin=park"), "did you mean 'kind'"),
        (("--datum", "wgs84", "--map", "收录理由=name_zh"), "holds name_zh"),
        (("--datum", "wgs84", "--sheet", "one"), "no sheets"),
    ],
)
def test_what_is_told_wrongly_or_not_at_all_is_asked_for_in_one_line(capsys, root, tmp_path, options, says):
    (found,) = faults_of(capsys, root, list_of(tmp_path / "list.csv", PLACES, ("甲", "park", *AT)), *options)
    assert says in found


@pytest.mark.parametrize(
    "content", [b"", b",,\n;", "名称\n".encode(), b"\xff\xff\xff", b"a,b\n" + b"1," * 20_000, b'a,b\n"c']
)
def test_a_file_that_is_no_list_is_refused_in_one_line(capsys, root, tmp_path, content):
    for name in ("list.csv", "list.xlsx"):
        (tmp_path / name).write_bytes(content)
        code = main(["--root", str(root), "import", str(tmp_path / name)])
        told = capsys.readouterr()
        assert (code, len(told.err.splitlines())) == (
            1,
            1,
        ) or told.out == f"{name}: nothing that the record does not say already\n"


def test_more_faults_than_anybody_reads_are_not_all_told(capsys, root, tmp_path):
    rows = [("对象", "指标", "数值"), *((f"无此地{row}", "firms", "1") for row in range(3000))]
    found = faults_of(capsys, root, list_of(tmp_path / "list.csv", *rows))
    assert len(found) == 1001
    assert found[-1].endswith("[more-issues]")


def test_a_column_of_which_nothing_is_known_is_named(capsys, root, tmp_path):
    (found,) = faults_of(capsys, root, list_of(tmp_path / "list.csv", ("名称", "类型", "法人"), ("甲", "park", "某人")))
    assert found.startswith("error list.csv:1 column 法人: ")


def test_a_merged_cell_counts_for_each_of_its_rows_and_errors_of_the_sheet_are_named(capsys, root, tmp_path):
    head = ("名称", "类型", "县市区", "位置来源", "收录理由", "reason for inclusion")
    book = openpyxl.Workbook()
    for row in (
        head,
        ("甲园", "park", "二区", "清单", "列入", "Listed"),
        ("乙园", "park", None, "清单", "列入", "Listed"),
    ):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "list.xlsx")
    changes = patch_from(root, tmp_path / "list.xlsx")
    assert [each["feature"]["properties"]["districts"] for each in changes] == [["430203"], ["430203"]]
    book.active["D2"], book.active["E3"] = "#N/A", "=1+1"
    book.save(tmp_path / "wrong.xlsx")
    found = faults_of(capsys, root, tmp_path / "wrong.xlsx")
    assert [each.split(": ")[0] for each in found] == ["error wrong.xlsx!Sheet!D2", "error wrong.xlsx!Sheet!E3"]


def test_dates_of_a_workbook_are_as_precise_as_they_are_shown(tmp_path):
    book = openpyxl.Workbook()
    for column, form in enumerate(("yyyy-mm-dd", 'yyyy"年"m"月"', "yyyy", "mmm-yy", "d-mmm"), start=1):
        cell = book.active.cell(1, column, date(2024, 12, 1))
        cell.number_format = form
    book.save(tmp_path / "list.xlsx")
    (sheet,) = read_sheets(tmp_path / "list.xlsx")
    assert [*sheet.rows[1].values()] == [
        "2024-12-01",
        "2024-12",
        "2024",
        "2024-12",
        "2024-12-01 (shown without its year)",
    ]


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("2025年3月1日", ["2025-03-01"]),
        ("2025.3.1", ["2025-03-01"]),
        ("2025-03-01 00:00:00", ["2025-03-01"]),
        ("202503", ["2025-03"]),
        ("20250301", ["2025-03-01"]),
        ("2025.1", ["2025-01", "2025-10"]),
        ("2024年上半年", ["2024-01/2024-06"]),
        ("2024年前三季度", ["2024-01/2024-09"]),
        ("2024Q4", ["2024-10/2024-12"]),
        ("2024年3月至2025年2月", ["2024-03/2025-02"]),
        ("5 Mar 2025", ["2025-03-05"]),
        ("March 5, 2025", ["2025-03-05"]),
        ("Mar 2025", ["2025-03"]),
        ("5-Mar-2025", ["2025-03-05"]),
        ("45000", ["2023-03-15"]),
        ("2024年3月至9月", ["2024-03/2024-09"]),
        ("2024-03~2024-09", ["2024-03/2024-09"]),
        ("2025-13-01", []),
        ("2025/2/30", []),
        ("25/3/1", []),
    ],
)
def test_dates_are_read_as_people_type_them(typed, readings):
    assert dates(typed) == readings


def test_a_date_of_two_readings_is_the_one_that_the_record_holds_or_none():
    assert date_of("Dec-24", "2024-12", "as_of") == "2024-12"
    with pytest.raises(UnclearError, match="2025-03-04, 2025-04-03"):
        date_of("3/4/2025", None, "as_of")


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("1,234,567", "1234567"), ("１２．５０", "12.50"), ("−3", "-3"), ("12,34", "12,34"), ("1e5", "1e5"), ("7%", "7%")],
)
def test_numbers_are_read_as_people_type_them(typed, read_as):
    assert number(typed) == read_as


def test_a_mapping_that_somebody_damaged_is_refused(root):
    for content in ({"columns": {"名称": 1}}, {"columns": {}, "more": 1}, {"column": {}}):
        (root / FILE).write_text(json.dumps(content), "utf-8")
        with pytest.raises(ValueError, match=FILE):
            read_mapping(root)


def test_references_of_ranges():
    assert [corners(each) for each in ("A1:XFD1048576", "A1:B2:C3", "1A", "")] == [
        (0, 1048575, 0, 16383),
        None,
        None,
        None,
    ]


def test_damaged_lists_end_in_lines():
    outcome = attack(number=60)
    assert outcome.faults == []
    assert outcome.met == 60


@pytest.mark.parametrize("name", ["laughs in the sheet", "laughs in UTF-16", "an entity of a file", "the last cell"])
def test_bombs_are_refused_in_one_line(capsys, root, tmp_path, name):
    bombs()[name](tmp_path / "list.xlsx")
    (found,) = faults_of(capsys, root, tmp_path / "list.xlsx")
    assert found.startswith("error list.xlsx: ")
