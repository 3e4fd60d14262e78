"""Which field of the record a column holds: by the names of our own exports, by what people call it, or as it is told.

A field goes by the name that it has in the long table (:mod:`geo.export.csv`): ``id`` is that of a place, ``fact`` that
of a fact. The name of an indicator stands for its figure, in the unit of the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.export.cells import OF_FACTS
from geo.export.cells import OF_RECORD
from geo.export.cells import OF_SUBJECTS
from geo.export.csv_wide import OF_FIGURES
from geo.export.shift import DATUMS
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.export.shift import columns_in
from geo.export.tables import ABOUT as ABOUT_SHEET
from geo.export.tables import PLACE
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.messages import LANGUAGES
from geo.messages import message
from geo.record.model import FACT_COLUMNS
from geo.record.model import SOURCE_COLUMNS
from geo.record.model import UNIT_FIGURES
from geo.record.vocabulary import NUMBER
from geo.sheets.names import Names
from geo.sheets.names import UnclearError
from geo.sheets.read import Sheet
from geo.sheets.things import DATUM_CODES
from geo.sheets.things import OF_SITES

MOST_ABOVE = 10
"""Rows that may stand above the heads: a title, a date, who made the list."""

LEFT_OUT = "-"
"""In place of a field: the column is not read."""

POSITIONS = tuple(f"{name}_{code}" for code in DATUM_CODES for name in (LONGITUDE, LATITUDE))
"""The fields of a position in a datum that is known."""

OF_PLACES = (*dict.fromkeys(("id", *OF_SITES, "layer", LONGITUDE, LATITUDE, *POSITIONS, *UNIT_FIGURES)),)
"""What can be changed of a place, by the names of the long table; of a district its population and its area."""
OF_CLAIMS = ("fact", *(name for name in FACT_COLUMNS if name != "id"))
"""What can be changed of a fact; ``subject`` where it is not the place of the row."""
STATUS = "status"
"""In a list that is none of ours: how far a place has come, which becomes a fact of the row's date and source."""
FIELDS = (*dict.fromkeys((*OF_PLACES, *OF_CLAIMS, STATUS)),)
"""What a column of a list can hold, beside the figure of an indicator."""

_CALLED: Mapping[str, str] = {
    "id": "编号 标识 ID",
    "name_zh": "名称 名字 中文名 中文名称 项目名称 企业名称 公司名称 园区名称 机构名称 地点 项目 企业 园区 name place",
    "name_en": "英文名 英文名称 English_name name_(English)",
    "aliases": "别名 简称 曾用名 又名 alias other_names short_name",
    "layer": "图层",
    "kind": "类型 类别 种类 性质 type category",
    "sector": "产业 行业 所属产业 所属行业 industry",
    "districts": "县市区 区县 所在区县 所在县市区 行政区 所属区县 区域 district county",
    "parent": "所在园区 所属园区 上级 located_in",
    LONGITUDE: "经度 东经 lon lng long x",
    LATITUDE: "纬度 北纬 lat y",
    "position_basis": "位置依据 定位依据 basis",
    "position_uncertainty_m": "误差 误差（米） 不确定度 精度 位置误差 uncertainty uncertainty_(m)",
    "position_datum": "坐标系 datum",
    "position_evidence": "位置来源 坐标来源 位置证据 evidence",
    "position_note_zh": "位置说明 位置备注",
    "inclusion_reason_zh": "列入原因 收录理由 入选理由",
    "inclusion_reason_en": "reason_for_inclusion",
    "fact": "事实编号 事实",
    "subject": "对象 主体",
    "indicator": "指标 指标名称",
    "scope": "范围 口径",
    "value": "数值 数据 值 数量 金额 figure number amount",
    "unit": "单位 计量单位",
    "qualifier": "限定 约数",
    "as_of": "年份 日期 时间 年度 截至 统计时间 year date as_of",
    "stated": "发布时间 提出时间 说于",
    "aim": "口径类型 实际或目标 目标或实际",
    "source": "来源 出处 数据来源 资料来源",
    "locator": "行号 行 出处行 line",
    "token": "原文 摘录 quote",
    "note_zh": "备注 说明 注",
    "note_en": "note remark remarks comment",
    STATUS: "状态 进展 进度 建设阶段 阶段 stage",
}
"""What else people call a field, in both languages."""
_ASKED: Mapping[str, str] = {
    "name_zh": "askNameZh",
    "name_en": "askNameEn",
    "aliases": "askAliases",
    "inclusion_reason_zh": "askWhyZh",
    "inclusion_reason_en": "askWhyEn",
    "position_uncertainty_m": "askRadius",
    "position_evidence": "askEvidence",
    "indicator": "askIndicator",
    "scope": "askScope",
    "value": "askValue",
    "unit": "askUnit",
    "qualifier": "askQualifier",
    "as_of": "askAsOf",
    "stated": "askStated",
    "aim": "askAim",
    "source": "askSource",
    "locator": "askLocator",
    "token": "askToken",
    "note_zh": "askNoteZh",
    "note_en": "askNoteEn",
    STATUS: "askStatus",
}
"""What the forms of the pages call a field, by its message: a list that was made after them has the same heads."""
_OF_DATUMS: Mapping[str, str] = {
    "wgs84": "wgs84 wgs-84 gps epsg:4326",
    "gcj02": "gcj02 gcj-02 火星坐标 高德 腾讯 amap",
    "bd09": "bd09 bd-09 bd09ll 百度 baidu",
}
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（\[](.+)[)）\]]")

ABOUT = (*OF_RECORD, "coordinates")
"""The columns of ours that speak of the file."""

RECORD_DIGEST = "record_digest"
"""What a list that is ours has among its columns, and no other."""
_MARKS_OF_SHEETS = {
    "Places": ("id", "position_role"),
    "Facts": (*PLACE, "fact"),
    "Sources": ("publisher_zh", "standing"),
}


@dataclass(frozen=True)
class Column:
    """What a column holds.

    Parameters
    ----------
    field
        One of :data:`FIELDS`, the code of an indicator, a column of ours that follows from others, or
        :data:`LEFT_OUT`.
    unit
        The code of the unit that the head of the column gives its figures.
    """

    field: str
    unit: str = ""


@dataclass(frozen=True)
class Heads:
    """How the columns of a list are read.

    Parameters
    ----------
    row
        The row of their heads.
    names, columns
        The text of each head, and what it holds; by number from 0.
    form
        ``long``, ``wide``, ``About``, ``Places``, ``Facts`` or ``Sources`` of ours; empty for any other list.
    datum
        That of its positions: ``wgs84``, ``gcj02`` or ``bd09``; empty where its columns do not say.
    """

    row: int
    names: Mapping[int, str]
    columns: Mapping[int, Column]
    form: str
    datum: str = ""

    @property
    def unknown(self) -> list[int]:
        """The columns of which nobody has said what they hold."""
        return [column for column in self.names if column not in self.columns]

    @property
    def lacks_datum(self) -> bool:
        """Whether there are positions of which nothing says in which datum they are."""
        return not self.datum and any(each.field in {LONGITUDE, LATITUDE} for each in self.columns.values())


def _form_of(names: Sequence[str]) -> str:
    """Return which of our own tables has these columns; nothing where none has."""
    known = {*names}
    if [*names] == [*ABOUT_SHEET]:
        return "About"
    if RECORD_DIGEST in known:
        return "long" if "indicator" in known else "wide"
    return next((name for name, marks in _MARKS_OF_SHEETS.items() if known.issuperset(marks)), "")


def _own_columns(form: str, names: Iterable[str], atlas: Atlas) -> set[str]:
    """Return the columns that a table of ours may have."""
    subjects = {*OF_SUBJECTS, *(name for code in DATUMS for name in columns_in(code, (LONGITUDE, LATITUDE)))}
    match form:
        case "About":
            return {*ABOUT_SHEET}
        case "Sources":
            return {*SOURCE_COLUMNS}
        case "Facts":
            return {*PLACE, *OF_FACTS}
        case "Places":
            return subjects
        case "long":
            return subjects | {*OF_FACTS, *ABOUT}
    codes = {code for code in names if is_figure(code, atlas)}
    return subjects | codes | {f"{code}_{name}" for code in codes for name in OF_FIGURES} | {*ABOUT}


def is_figure(name: str, atlas: Atlas) -> bool:
    """Return whether a column is named after an indicator whose values are numbers."""
    indicator = atlas.words.indicators.get(name)
    return indicator is not None and indicator.type == NUMBER


class Guesser:
    """What the heads of columns mean.

    Parameters
    ----------
    atlas
        The record, whose indicators have names, too.
    names
        What its names mean.
    told
        What is known of a head already: the field, with ``:`` and the unit behind it where there is one.
    """

    def __init__(self, atlas: Atlas, names: Names, told: Mapping[str, str]) -> None:
        self._atlas = atlas
        self._names = names
        self._told = told
        self._known = {_folded(field): field for field in FIELDS}
        for field, called in _CALLED.items():
            self._known |= {_folded(name): field for name in called.split()}
        for field, asked in _ASKED.items():
            self._known |= {_folded(message(lang, asked)): field for lang in LANGUAGES}
        self._datums = {_folded(name): code for code, names_ in _OF_DATUMS.items() for name in names_.split()}

    def column(self, head: str) -> Column | None:
        """Return what a column holds by its head; None where nobody has told and nothing is like it.

        Raises
        ------
        RecordError
            If what was told is no field.
        """
        if head in self._told:
            return self.told(head, self._told[head])
        if field := self._known.get(_folded(head)):
            return Column(field)
        if (indicator := self._indicator(head)) is not None:
            return Column(indicator)
        if match := _IN_BRACKETS.fullmatch(head):
            return self._in_brackets(*match.groups())
        return None

    def told(self, head: str, field: str) -> Column:
        """Return what a column holds as somebody said it: ``kind``, ``investment:yi-yuan``, ``-``.

        Raises
        ------
        RecordError
            If there is no such field or indicator, or the unit does not measure it.
        """
        name, _, unit = field.partition(":")
        words = self._atlas.words
        indicator = words.indicators.get(name)
        is_number = name == "value" or is_figure(name, self._atlas)
        if not is_number and name not in {*FIELDS, LEFT_OUT}:
            known = labels([each] for each in (*FIELDS, *words.indicators))
            message = f"must be {LEFT_OUT}, an indicator that is a number, or one of {', '.join(FIELDS)}"
            raise RecordError(f"--map {head}", Code.UNKNOWN_PROPERTY, message, shown(name) + likely(name, known))
        units = [each.code for each in words.units.values() if not indicator or each.dimension == indicator.dimension]
        if unit and (not is_number or unit not in units):
            must = f"unit of {name} must be one of {', '.join(units if is_number else ())}"
            raise RecordError(f"--map {head}", Code.UNKNOWN_CODE, must, shown(unit))
        return Column(name, unit)

    def _indicator(self, head: str) -> str | None:
        try:
            code = self._names.code("indicators", head)
        except UnclearError:
            return None
        return code if is_figure(code, self._atlas) else None

    def _in_brackets(self, base: str, within: str) -> Column | None:
        """Return what a head means that has a datum, a unit or a remark in brackets behind it."""
        column = self.column(base)
        if column is None:
            return None
        if column.field in {LONGITUDE, LATITUDE}:
            datum = next((code for name, code in self._datums.items() if name in _folded(within)), None)
            return Column(f"{column.field}_{datum}" if datum else column.field)
        indicator = self._atlas.words.indicators.get(column.field)
        if column.field != "value" and indicator is None:
            return column
        try:
            unit = self._names.unit(within, indicator.dimension if indicator else "")
        except UnclearError:
            return column
        return Column(column.field, unit if unit in self._atlas.words.units else "")


def _folded(text: str) -> str:
    return re.sub(r"[\s_]+", " ", fold(text)).strip()


def heads_of(sheet: Sheet, guesser: Guesser, atlas: Atlas) -> Heads:
    """Return how the columns of a sheet are read; a column of which nothing is known is not in it.

    The heads stand in the first of the first rows in which two at least are known, or else in the first row.

    Raises
    ------
    RecordError
        If two columns hold the same, or a table of ours has a column that is none of its own.
    """
    numbers = list(sheet.rows)[:MOST_ABOVE]
    row = next((number for number in numbers if _known_in(sheet.rows[number], guesser) >= 2), numbers[0])
    names = dict(sheet.rows[row])
    form = _form_of([*names.values()])
    if not form:
        found = {column: guesser.column(name) for column, name in names.items()}
        return _checked(sheet, Heads(row, names, {column: each for column, each in found.items() if each}, form))
    own = _own_columns(form, names.values(), atlas)
    for column, name in names.items():
        if name not in own:
            message = f"column is none of this export's{likely(name, labels([each] for each in own))}"
            raise RecordError(sheet.address(row, column, name), Code.WRONG_HEADER, message, shown(name))
    return _checked(sheet, Heads(row, names, {column: Column(name) for column, name in names.items()}, form))


def _known_in(row: Mapping[int, str], guesser: Guesser) -> int:
    return sum(guesser.column(name) is not None for name in row.values())


def _checked(sheet: Sheet, heads: Heads) -> Heads:
    """Return the heads with their datum, if no two columns hold the same."""
    first: dict[str, str] = {}
    datums = {name: code for code in DATUM_CODES for name in columns_in(code, (LONGITUDE, LATITUDE))}
    columns, datum = dict(heads.columns), "wgs84" if heads.form else ""
    for column, each in heads.columns.items():
        if each.field == LEFT_OUT:
            continue
        name, field = heads.names[column], each.field
        if field in datums:
            datum = datums[field]
            field = field.removesuffix(f"_{datum}")
            columns[column] = Column(field)
        if field in first:
            message = f"holds {field}, as {first[field]!r} does: --map COLUMN={LEFT_OUT} leaves one out"
            raise RecordError(sheet.address(heads.row, column, name), Code.WRONG_HEADER, message)
        first[field] = name
    return replace(heads, columns=columns, datum=datum)
