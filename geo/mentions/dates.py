"""The dates of a text: years, months, quarters and plans, and those that are told from the day on which it appeared."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from geo.mentions.text import Text
from geo.record.vocabulary import period
from geo.texts.numerals import number_of


@dataclass(frozen=True)
class Date:
    """A date in a text.

    Parameters
    ----------
    start, end
        The signs that tell it.
    as_of
        The date or interval as facts hold it; empty where the signs tell none.
    """

    start: int
    end: int
    as_of: str


_N = "[0-9]{1,2}+|[一二三四五六七八九十]{1,3}+"
_TO = "(?:[-—–~至到]{1,2}+)"
_DATES = re.compile(
    r"(?P<year>(?<![0-9])(?:19|20)[0-9]{2}(?![0-9]))(?:年|[-./](?=[0-9]{1,2}(?![0-9])))"
    rf"(?:(?:度|的|全年)?(?P<part>上半年|下半年|前三季度|前三个季度|[一二三四]季度|前[0-9]{{1,2}}个月)"
    rf"|(?P<from>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<to>[0-9]{{1,2}}+)月"
    r"|(?P<month>[0-9]{1,2}+)(?:月|[-./])(?:(?P<day>[0-9]{1,2}+)[日号]?)?|(?:底|末|全年|度)?)"
    rf"|(?<![0-9])(?P<first>(?:19|20)[0-9]{{2}})(?:年)?{_TO}(?P<last>(?:19|20)[0-9]{{2}})年"
    r"|(?P<this>今年|本年|全年|当年|年内|去年|上年|前年|明年|后年)(?P<its>上半年|下半年|前三季度|[一二三四]季度|底|末)?"
    r"(?:以来)?(?P<months>,?(?P<of>[0-9]{1,2}+)(?:月|月份)?[-—–~至到]{1,2}+(?P<till>[0-9]{1,2}+)月|前(?P<n>[0-9]{1,2}+)个月)?"
    rf"|(?P<half>上半年|下半年|前三季度|[一二三四]季度|前(?:[0-9]{{1,2}}|{_N})个月)"
    rf"|(?<![0-9])(?P<a>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<b>[0-9]{{1,2}}+)月(?:份)?"
    r"|(?<![0-9])(?P<m>[0-9]{1,2}+)月(?:(?P<d>[0-9]{1,2}+)[日号]|份|底|末|初)?"
    r"|(?<![0-9])(?P<only_day>[0-9]{1,2}+)日"
    r"|[“\"']?十(?P<plan>[一二三四五六])五[”\"']?(?P<plan_end>末|期末)?(?:时期|期间|规划|以来)?"
    rf"|(?:(?P<past>过去|近|最近|前)|(?P<next>未来|今后|下))(?P<years>{_N})年(?:来|间)?"
    r"|(?<![0-9])[0-9]{1,3}(?:多|余)?(?:周年|年[来前后]|年级|年(?=[,，]))|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
_QUARTERS = {"一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前三个季度": (1, 9), **_QUARTERS}
_YEARS = {
    "今年": 0,
    "本年": 0,
    "全年": 0,
    "当年": 0,
    "年内": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "后年": 2,
}
_FIRST_PLAN = 2001
"""The year in which the tenth five-year plan began."""


def dates(text: Text, published: str) -> list[Date]:
    """Return the dates of a text in its order.

    Parameters
    ----------
    text
        The text.
    published
        When it appeared: ``2026``, ``2026-11`` or ``2026-11-28``.

    Examples
    --------
    >>> from geo.mentions.text import text_of
    >>> [found.as_of for found in dates(text_of("今年1—5月完成3亿元,去年为2亿元,到2027年达5亿元。"), "2026-06-20")]
    ['2026-01/2026-05', '2025', '2027']
    """
    reader = _Reader(period(published)[1])
    return [Date(match.start(), match.end(), reader.read(match)) for match in _DATES.finditer(text.signs)]


class _Reader:
    """What reads dates one after the other: a month without a year is of the year named last, or of that before."""

    def __init__(self, published: date) -> None:
        self.published = published
        self.year = published.year

    def read(self, match: re.Match[str]) -> str:
        """Return a date as facts hold it, or nothing where it tells none or is none."""
        found = next((read(self, match) for group, read in _READERS.items() if match[group]), "")
        try:
            if found:
                period(found)
        except ValueError:
            return ""
        return found

    def of_year(self, match: re.Match[str]) -> str:
        self.year = int(match["year"])
        if match["part"]:
            return self._part(match["part"])
        if match["from"]:
            return self._months(match["from"], match["to"])
        if match["month"]:
            return self._day(match["month"], match["day"])
        return str(self.year)

    def years(self, match: re.Match[str]) -> str:
        return f"{match['first']}/{match['last']}"

    def relative(self, match: re.Match[str]) -> str:
        # The year that is meant by "in the whole year" is the one that was named.
        if match["this"] not in {"全年", "当年", "年内"}:
            self.year = self.published.year + _YEARS[match["this"]]
        if match["its"] in _PARTS:
            return self._part(match["its"])
        if match["months"]:
            return self._months(match["of"] or "1", match["till"] or match["n"])
        return str(self.year)

    def half(self, match: re.Match[str]) -> str:
        return self._part(match["half"])

    def months(self, match: re.Match[str]) -> str:
        return self._months(match["a"], match["b"])

    def month(self, match: re.Match[str]) -> str:
        return self._day(match["m"], match["d"])

    def day(self, match: re.Match[str]) -> str:
        return self._day(str(self.published.month), match["only_day"])

    def plan(self, match: re.Match[str]) -> str:
        first = _FIRST_PLAN + 5 * int(number_of(match["plan"]))
        return str(first + 4) if match["plan_end"] else f"{first}/{first + 4}"

    def past(self, match: re.Match[str]) -> str:
        years = int(number_of(match["years"]))
        return f"{self.published.year - years}/{self.published.year - 1}" if years > 1 else ""

    def next(self, match: re.Match[str]) -> str:
        years = int(number_of(match["years"]))
        return f"{self.published.year + 1}/{self.published.year + years}" if years > 1 else ""

    def _part(self, part: str) -> str:
        first, last = _PARTS[part] if part in _PARTS else (1, int(number_of(part[1:-2])))
        return self._months(str(first), str(last))

    def _months(self, first: str, last: str) -> str:
        return f"{self.year}-{int(first):02}/{self.year}-{int(last):02}"

    def _day(self, month: str, day: str | None) -> str:
        return f"{self.year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


_READERS: dict[str, Callable[[_Reader, re.Match[str]], str]] = {
    "year": _Reader.of_year,
    "first": _Reader.years,
    "this": _Reader.relative,
    "half": _Reader.half,
    "a": _Reader.months,
    "m": _Reader.month,
    "only_day": _Reader.day,
    "plan": _Reader.plan,
    "past": _Reader.past,
    "next": _Reader.next,
}
"""What reads a date, by the group of the pattern that every date of its form has."""
