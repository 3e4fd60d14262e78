"""The dates of a text: years, months, quarters and plans, and those that are told from the day on which it appeared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

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
    r"|(?P<now>本月)"
    r"|(?P<this>今年|本年|全年|当年|年内|(?<!占)年度(?=[计投](?!资目标))|去年|上年|(?<![以此])前年|明年|(?<![每历])年[底末]|(?<![产投建工营成市后此标效])后年)(?P<its>上半年|下半年|前三季度|[一二三四]季度|底|末)?"
    r"(?:以来)?(?P<months>,?(?P<of>[0-9]{1,2}+)(?:月|月份)?[-—–~至到]{1,2}+(?P<till>[0-9]{1,2}+)月|前(?P<n>[0-9]{1,2}+)个月)?"
    rf"|(?P<half>上半年|下半年|前[三3]个?季度|[一二三四]季度|前(?:{_N})个?月(?![0-9]))"
    rf"|(?<![0-9])(?P<a>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<b>[0-9]{{1,2}}+)月(?:份)?"
    r"|(?<![0-9])(?P<m>[0-9]{1,2}+)月(?:(?P<d>[0-9]{1,2}+)[日号]|份|底|末|初)?"
    r"|(?<![0-9])(?P<only_day>[0-9]{1,2}+)日"
    r"|[“\"']?十(?P<plan>[一二三四五六])五[”\"']?(?P<plan_end>末|期末)?(?:时期|期间|规划|以来)?"
    rf"|(?:(?P<past>过去|近|最近|前)|(?P<next>未来|今后|下))(?P<years>{_N})年(?:来|间)?"
    r"|(?<![0-9])[0-9]{1,3}(?:多|余)?(?:周年|年[来前后]|年级|年(?=[,，]))|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
_QUARTERS = {"一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
_PARTS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "前三个季度": (1, 9),
    "前3季度": (1, 9),
    "前3个季度": (1, 9),
    **_QUARTERS,
}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2, "年底": 0, "年末": 0}
_NAMED_BEFORE = ("全年", "当年", "年内", "年度")
_OF_A_PLAN = "年度"
_EARLY = 3
"""The month until which a text tells of the last year as the whole one."""
_FIRST_PLAN = 2001
"""The year in which the tenth five-year plan began."""


_ANEW = re.compile("目前|现在|如今|现有|近日|日前|今天|眼下|当前|此前")
"""Words after which an earlier date does not hold any more."""

_COMPARED = re.compile(r"(?:相?比|较|对比|与|从|同比|超过)$")
_OF_AN_EVENT = re.compile("[^,，。;]{0,40}?(?:仪式|活动|大会|会议|论坛|博览会|推介会|工作报告)")
_DATELINE = re.compile("(?:上午|下午|晚)?[讯电]")
_YEAR, _DAY = 4, 10
"""Characters of a date that is a year, and of one that is a day."""

_YEARS_LONG = timedelta(days=400)
"""How long a time may not be that a title sets for what follows it."""

_NEWS = timedelta(days=45)
"""How long before a text appeared a day may be that it is about."""

_FAR = 300
"""How many signs back a sentence is read for a word after which a date does not hold any more."""


class Calendar:
    """When a text speaks of what it tells.

    Parameters
    ----------
    text
        The text.
    published
        When it appeared: ``2026``, ``2026-11`` or ``2026-11-28``.
    """

    def __init__(self, text: Text, published: str) -> None:
        self._text = text
        self.published = published
        self.dates = dates(text, published)
        self._told = [
            each
            for each in self.dates
            if each.as_of
            and not _COMPARED.search(text.signs, max(each.start - 2, 0), each.start)
            and not (_is_long(each.as_of) and _OF_AN_EVENT.match(text.signs, each.end))
        ]
        self._frames = self._framing()
        periods = [each for each in self._told if "/" in each.as_of and not self._is_ahead(each.as_of)]
        self._periods = sorted({*self._frames, *periods}, key=lambda each: each.start)
        days = sorted(self._told, key=lambda each: bool(_DATELINE.match(text.signs, each.end)))
        self.day = next(filter(self._is_news, (each.as_of for each in days)), published)
        """The day on which what is told was told: the first one that the text names shortly before it appeared."""

    def at(self, at: int, *, is_share: bool = False) -> str:
        """Return the date that the text tells of what is at a place of it; empty where it tells none.

        Parameters
        ----------
        at
            Where it begins.
        is_share
            Whether it is a growth or a share, which is of a period: of the last one where its paragraph names none.
        """
        start, end = self._text.period(at)
        before = self._last_before(at)
        near = max(start, at - _FAR)
        anew = max((match.start() for match in _ANEW.finditer(self._text.signs, near, at)), default=-1)
        if before is not None and before.start >= max(start, anew):
            return before.as_of
        if anew >= 0:
            return ""
        if (after := self._first_after(at, end)) is not None:
            return after.as_of
        if before is not None and before.start >= self._text.paragraph(at)[0]:
            return before.as_of
        frames = self._periods if is_share else self._frames
        framing = bisect_right(frames, at, key=lambda each: each.start)
        return frames[framing - 1].as_of if framing else ""

    def _last_before(self, at: int) -> Date | None:
        number = bisect_right(self._told, at, key=lambda each: each.start)
        return self._told[number - 1] if number else None

    def _first_after(self, at: int, end: int) -> Date | None:
        """Return the first date after a place of a sentence that is no day: a year, a month, a part of a year."""
        number = bisect_right(self._told, at, key=lambda each: each.start)
        later = self._told[number : number + 3]
        signs = self._text.signs
        return next(
            (
                each
                for each in later
                if each.start < end
                and len(each.as_of) < _DAY
                and not (self._is_ahead(each.as_of) and each.start > self._text.clause(at)[1])
                and not signs.startswith(_NAMED_BEFORE, each.start)
            ),
            None,
        )

    def _framing(self) -> list[Date]:
        """Return the years and parts of years in titles, which hold for what follows."""
        titles = dict(self._text.headings)
        return [
            each
            for each in self._told
            if self._text.paragraph(each.start)[0] in titles
            and len(each.as_of) != _DAY
            and period(each.as_of)[1] - period(each.as_of)[0] < _YEARS_LONG
        ]

    def _is_ahead(self, as_of: str) -> bool:
        return period(as_of)[0] > period(self.published)[1]

    def _is_news(self, as_of: str) -> bool:
        last = period(self.published)[1]
        return len(as_of) == _DAY and last - _NEWS <= period(as_of)[0] <= last


def _is_long(as_of: str) -> bool:
    """Return whether a date is a year, or from one day to another."""
    return len(as_of) == _YEAR or "/" in as_of


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
    reader, paragraph, found = _Reader(period(published)[1]), 0, []
    for match in _DATES.finditer(text.signs):
        if (start := text.paragraph(match.start())[0]) != paragraph:
            paragraph, reader.is_named = start, False
        reader.sentence = text.period(match.start())[0]
        found.append(Date(match.start(), match.end(), reader.read(match)))
    return found


class _Reader:
    """What reads dates one after the other: a month without a year is of the year named last, or of that before."""

    def __init__(self, published: date) -> None:
        self.published = published
        self.year = published.year
        self.is_named = False
        """Whether the year was named in this paragraph."""
        self.sentence = 0
        """Where the sentence begins."""
        self._past_in = -1
        """Where the sentence begins that told a year from now, as the last one."""

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
        self.year, self.is_named, self._past_in = int(match["year"]), True, -1
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
        if match["this"] == _OF_A_PLAN:
            self.year = max(self.year, self.published.year)
        elif match["this"] in _NAMED_BEFORE or match.string.startswith("截", max(match.start() - 2, 0)):
            self._whole_year()
        else:
            self.year = self.published.year + _YEARS[match["this"]]
            self.is_named = True
            self._past_in = self.sentence if _YEARS[match["this"]] < 0 else -1
        if match["its"] in _PARTS:
            return self._part(match["its"])
        if match["months"]:
            return self._months(match["of"] or "1", match["till"] or match["n"])
        return str(self.year)

    def _whole_year(self) -> None:
        """Take the whole year for the one that was named in the paragraph; else early in a year for the last one."""
        if not self.is_named and self.published.month <= _EARLY:
            self.year = self.published.year - 1

    def half(self, match: re.Match[str]) -> str:
        return self._part(match["half"], is_bare=True)

    def months(self, match: re.Match[str]) -> str:
        self._come_back(match["b"])
        return self._months(match["a"], match["b"])

    def month(self, match: re.Match[str]) -> str:
        self._come_back(match["m"])
        return self._day(match["m"], match["d"])

    def _come_back(self, last: str) -> None:
        """Leave a year that an earlier sentence told from now, as the last one, for months that are over by now."""
        if self._past_in not in {-1, self.sentence} and int(last) <= self.published.month:
            self.year, self._past_in = self.published.year, -1

    def day(self, match: re.Match[str]) -> str:
        return self._day(str(self.published.month), match["only_day"])

    def this_month(self, _match: re.Match[str]) -> str:
        return f"{self.published.year}-{self.published.month:02}"

    def plan(self, match: re.Match[str]) -> str:
        first = _FIRST_PLAN + 5 * int(number_of(match["plan"]))
        return str(first + 4) if match["plan_end"] else f"{first}/{first + 4}"

    def past(self, match: re.Match[str]) -> str:
        years = int(number_of(match["years"]))
        return f"{self.published.year - years}/{self.published.year - 1}" if years > 1 else ""

    def next(self, match: re.Match[str]) -> str:
        years = int(number_of(match["years"]))
        return f"{self.published.year + 1}/{self.published.year + years}" if years > 1 else ""

    def _part(self, part: str, *, is_bare: bool = False) -> str:
        first, last = _PARTS[part] if part in _PARTS else (1, int(number_of(part.strip("前个月"))))
        if is_bare:
            self._come_back(str(last))
        return self._months(str(first), str(last))

    def _months(self, first: str, last: str) -> str:
        return f"{self.year}-{int(first):02}/{self.year}-{int(last):02}"

    def _day(self, month: str, day: str | None) -> str:
        return f"{self.year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


_READERS: dict[str, Callable[[_Reader, re.Match[str]], str]] = {
    "year": _Reader.of_year,
    "first": _Reader.years,
    "this": _Reader.relative,
    "now": _Reader.this_month,
    "half": _Reader.half,
    "a": _Reader.months,
    "m": _Reader.month,
    "only_day": _Reader.day,
    "plan": _Reader.plan,
    "past": _Reader.past,
    "next": _Reader.next,
}
"""What reads a date, by the group of the pattern that every date of its form has."""
