"""What people type into cells, as the record writes it: numbers, figures with their unit, dates, lists.

Nothing is guessed: what can be read in two ways is read in both, and what is none of these stays as it is, so that
validation says what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from unicodedata import normalize

from geo.record.vocabulary import chinese_number
from geo.record.vocabulary import is_number
from geo.record.vocabulary import is_period

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?")
_BEGINS_WITH_NUMBER = re.compile(r"(-?[0-9][0-9, ]*(?:\.[0-9]+)?)(.*)")
_PARTED = re.compile(r"[;；\n]")
_FIRST_SERIAL, _LAST_SERIAL = 25569, 73050
_EXCEL_EPOCH = date(1899, 12, 30)

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_YEAR = r"([0-9]{4})"
_MONTH_AND_DAY = r" ?[-./年] ?([0-9]{1,2}) ?[-./月] ?([0-9]{1,2}) ?日?(?:[T ]00?:00(?::00)?)?"
_PARTS_OF_YEARS = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}


def plain(text: str) -> str:
    """Return a text in ordinary width, without blanks around it.

    >>> plain(" １２３．５ ")
    '123.5'
    """
    return normalize("NFKC", text).replace("\u2212", "-").strip()


def number(text: str) -> str:
    """Return a number as the record writes it, without separators; any other text as it is.

    >>> number("１,２３４.50"), number("1 234"), number("1,2"), number("many")
    ('1234.50', '1234', '1,2', 'many')
    """
    typed = plain(text)
    digits = re.sub("[, ]", "", typed) if _GROUPED.fullmatch(typed) else typed
    return digits if is_number(digits) else text


def split_figure(text: str) -> tuple[str, str]:
    """Return the number with which a text begins, as the record writes it, and what follows; no number where none does.

    >>> split_figure("3,600亿元"), split_figure("5.7%"), split_figure("many")
    (('3600', '亿元'), ('5.7', '%'), ('', 'many'))
    """
    found = _BEGINS_WITH_NUMBER.fullmatch(plain(text))
    digits = number(found[1].strip()) if found else ""
    return (digits, found[2].strip()) if found and is_number(digits) else ("", text)


def items(text: str) -> list[str]:
    """Return the items of a cell that holds several, each on a line or parted by semicolons.

    >>> items("株洲高新区; 天元工业园；河西")
    ['株洲高新区', '天元工业园', '河西']
    """
    return [each for part in _PARTED.split(text) if (each := part.strip())]


def dates(text: str) -> list[str]:
    """Return every way to read a date or an interval; none where it is no date.

    >>> dates("2025年3月"), dates("2025/3/1"), dates("２０２５年"), dates("2024年1-9月"), dates("45717")
    (['2025-03'], ['2025-03-01'], ['2025'], ['2024-01/2024-09'], ['2025-03-01'])
    >>> dates("3/4/2025"), dates("30/4/2025"), dates("Dec-24"), dates("soon")
    (['2025-03-04', '2025-04-03'], ['2025-04-30'], ['2024-12', '12-24 of a year that is not written'], [])
    """
    typed = re.sub(r"\s+", " ", plain(text))
    if is_period(typed):
        return [typed]
    found = [each for each in (*_days(typed), *_intervals(typed)) if is_period(each) or " " in each]
    return list(dict.fromkeys(found))


def _days(typed: str) -> Iterator[str]:
    if match := re.fullmatch(_YEAR + "年(?:度)?", typed):
        yield match[1]
    if match := re.fullmatch(_YEAR + r" ?[-./年] ?([0-9]{1,2}) ?月?(?:份)?", typed):
        yield _day(match[1], match[2])
        if match[0].endswith(".1"):  # what a spreadsheet makes of 2025.10
            yield _day(match[1], "10")
    if match := re.fullmatch(_YEAR + _MONTH_AND_DAY, typed):
        yield _day(*match.groups())
    if match := re.fullmatch(_YEAR + r"([0-9]{2})([0-9]{2})?", typed):
        yield _day(*(each for each in match.groups() if each))
    if match := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]" + _YEAR, typed):
        yield _day(match[3], match[1], match[2])
        yield _day(match[3], match[2], match[1])
    if re.fullmatch(r"[0-9]{5}", typed) and _FIRST_SERIAL <= int(typed) <= _LAST_SERIAL:
        yield str(_EXCEL_EPOCH + timedelta(days=int(typed)))
    yield from _named_months(typed)


def _named_months(typed: str) -> Iterator[str]:
    if match := re.fullmatch(r"([A-Za-z]{3,9})[-. ]([0-9]{4}|[0-9]{2})", typed):
        month = _MONTHS.get(match[1][:3].lower(), 0)
        yield _day(match[2] if len(match[2]) == 4 else f"20{match[2]}", str(month))
        if len(match[2]) == 2:
            yield f"{month:02d}-{match[2]} of a year that is not written"
    if match := re.fullmatch(r"([0-9]{1,2})[-. ]([A-Za-z]{3,9})[-., ] ?" + _YEAR, typed):
        yield _day(match[3], str(_MONTHS.get(match[2][:3].lower(), 0)), match[1])
    if match := re.fullmatch(r"([A-Za-z]{3,9})[. ] ?([0-9]{1,2}), ?" + _YEAR, typed):
        yield _day(match[3], str(_MONTHS.get(match[1][:3].lower(), 0)), match[2])


def _intervals(typed: str) -> Iterator[str]:
    if match := re.fullmatch(_YEAR + r"年 ?([0-9]{1,2})月? ?(?:-|~|—|–|至|到) ?([0-9]{1,2})月", typed):
        yield f"{_day(match[1], match[2])}/{_day(match[1], match[3])}"
    if match := re.fullmatch(r"(.+?) ?(?:/|~|—|–|至|到) ?(.+)", typed):
        first, last = ([*_days(each)] or [each] for each in match.groups())
        if len(first) == len(last) == 1:
            yield f"{first[0]}/{last[0]}"
    if match := re.fullmatch(_YEAR + r"年?(上半年|下半年|前三季度)", typed):
        begins, ends = _PARTS_OF_YEARS[match[2]]
        yield f"{_day(match[1], str(begins))}/{_day(match[1], str(ends))}"
    if match := re.fullmatch(_YEAR + r"年? ?(?:第?([一二三四])季度|Q([1-4]))", typed):
        quarter = int(match[3] or chinese_number(match[2]))
        yield f"{_day(match[1], str(3 * quarter - 2))}/{_day(match[1], str(3 * quarter))}"


def _day(year: str, *numbers: str) -> str:
    return "-".join((year, *(f"{int(each):02d}" for each in numbers)))
