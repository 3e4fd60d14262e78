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
_YEAR_OF_FOUR = "(?:19|20)[0-9]{2}"
_QUARTER = "[一二三四]季度"
_HALF = "上半年|下半年"
_MORE_DIGITS = "[0-9]|[0-9]*[万亿元%千米公吨亩平家个人倍户]"
"""What makes of a year and a point the beginning of a number with decimals: 1967.03亿元."""

_FROM_NOW = (
    "今年|本年|全年|当年|(?<![0-9一二三四五六七八九十两几])年内|(?<!占)年度(?=[计投](?!资目标))|去年|上年|(?<![以此])前年|明年|(?<![每历])年[底末]"
    "|(?<![产投建工营成市后此标效])后年"
)
_MONTHS_OF_IT = rf",?(?P<of>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<till>[0-9]{{1,2}}+)月|前(?P<n>[0-9]{{1,2}}+)个月"
_PARTS_OF_A_YEAR = (
    rf"(?:度|的|全年)?(?P<part>{_HALF}|前三季度|前三个季度|{_QUARTER}|前[0-9]{{1,2}}个月)"
    rf"|(?P<from>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<to>[0-9]{{1,2}}+)月"
    r"|(?P<month>[0-9]{1,2}+)(?:月|[-./])(?:(?P<day>[0-9]{1,2}+)[日号]?)?|(?:底|末|全年|度)?"
)
_PLAN = (
    r"[“\"']?十(?P<plan>[一二三四五六])五(?![”\"']?(?:开局|规划(?:项目|纲要|重[大点])))[”\"']?(?P<plan_end>末|期末)?"
    "(?:时期|期间|规划|以来)?"
)
"""A plan of five years, but not its first year, nor what is called after the plan: “十三五”规划项目."""

_NO_DATES = "(?<![0-9])[0-9]{1,3}(?:多|余)?(?:周年|年[来前后]|年级)|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
"""Ages and times of day: their numbers are no figures either."""

_DATES = re.compile(
    "|".join(
        (
            rf"(?P<year>(?<![0-9]){_YEAR_OF_FOUR}(?![0-9]))"
            rf"(?:年|[-./](?=[0-9]{{1,2}}(?!{_MORE_DIGITS})))(?:{_PARTS_OF_A_YEAR})",
            "(?<![0-9])(?P<short>[09][0-9])年(?P<short_month>[0-9]{1,2}+)月",
            rf"(?<![0-9])(?P<first>{_YEAR_OF_FOUR})(?:年)?{_TO}(?P<last>{_YEAR_OF_FOUR})年",
            "(?P<now>[本下]月)(?!举[行办]|召开)",
            rf"(?P<this>{_FROM_NOW})(?P<its>{_HALF}|前三季度|{_QUARTER}|底|末)?(?:以来)?(?P<months>{_MONTHS_OF_IT})?",
            rf"(?P<half>{_HALF}|前[三3]个?季度|{_QUARTER}|首季(?!节)|前(?:{_N})个?月(?![0-9]))",
            rf"(?<![0-9])(?P<a>[0-9]{{1,2}}+)(?:月|月份)?{_TO}(?P<b>[0-9]{{1,2}}+)月(?:份)?",
            "(?<![0-9])(?P<m>[0-9]{1,2}+)月(?:(?P<d>[0-9]{1,2}+)[日号]|份|底|末|初)?",
            "(?<![0-9])(?P<only_day>[0-9]{1,2}+)日",
            _PLAN,
            rf"(?:(?P<past>过去|近|最近|前)|(?P<next>未来|今后|下))(?P<years>{_N})年(?:来|间)?",
            _NO_DATES,
        )
    )
)
_QUARTERS = {"首季": (1, 3), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
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
_OF_A_PLAN, _WITHIN, _END_OF_YEAR = "年度", "年内", ("年底", "年末")
_NEXT_MONTH = "下月"
_UNTIL = ("截至", "截止")
_EARLY = 3
"""The month until which a text tells of the last year as the whole one."""
_CENTURY = 2000
_FIRST_PLAN = 2001
"""The year in which the tenth five-year plan began."""


_ANEW = re.compile("目前|现在|如今|现有|近日|日前|今天|眼下|当前|此前")
"""Words after which an earlier date does not hold any more."""

_COMPARED = re.compile(r"(?:相?比|较|对比|与|从|同比|超过|[高低快慢多少好优]于|高出)$")
_OF_AN_EVENT = re.compile("[^,，。;]{0,40}?(?:仪式|活动|大会|会议|论坛|博览会|推介会|工作报告)")
_DATELINE = re.compile("(?:上午|下午|晚)?[讯电]")
_OF_THE_PAGE = re.compile("(?:来源|编辑|作者|责编|(?:发布|编稿|更新|发表)(?:时间|日期|于)|阅读|浏览|字号|日期):?")
"""What is printed around an article: its dates are of the page."""

_FOUNDED = re.compile(
    "[^,，。;]{0,24}?(?:成立|批准|获批|批复|创建|创立|创办|始建|组建|升级|晋升|更名|设立|认定|落户|改制|上市)"
)
"""What makes of a date that of an event: what the next sentences tell is not of it."""

_OF_ITS_OWN = re.compile(
    "(?:全年|度)?(?:计划|预计|拟|将|力争|确保|目标|有望)|(?:正式|全面|集中)?(?:开工|动工|签约|投产|竣工|建成|通车|注册|入驻)"
)
"""What is told after a date that holds for it alone: a plan, or what came to pass."""

_DAY_OF_THE_PAGE = re.compile(rf"{_YEAR_OF_FOUR}(?:年|[-./])[0-9]{{1,2}}(?:月|[-./]|$)")
_HAN = re.compile("[一-龥]")
_YEAR, _DAY = 4, 10
"""Characters of a date that is a year, and of one that is a day."""

_YEARS_LONG = timedelta(days=400)
"""How long a time may not be that a title sets for what follows it."""

_NEWS = timedelta(days=45)
"""How long before a text appeared a day may be that it is about."""

_FEW = 4
"""How many dates back one is sought that holds for more than its part of a sentence."""

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
        self._periods = self._frames or periods
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
            is_over = before.start < self._text.clause(at)[0] and self._is_founding(before)
            return "" if is_over else before.as_of
        if anew >= 0:
            return ""
        if (after := self._first_after(at, end)) is not None:
            return after.as_of
        if before is not None and before.start >= self._text.paragraph(at)[0] and not self._is_founding(before):
            return before.as_of
        frames = self._periods if is_share else self._frames
        framing = bisect_right(frames, at, key=lambda each: each.start)
        return frames[framing - 1].as_of if framing else ""

    def _last_before(self, at: int) -> Date | None:
        """Return the last date before a place; that of a plan of the year (年度) holds for its part of a sentence."""
        number, (clause, _) = bisect_right(self._told, at, key=lambda each: each.start), self._text.clause(at)
        signs = self._text.signs
        before = reversed(self._told[max(number - _FEW, 0) : number])
        return next(
            (each for each in before if each.start >= clause or not signs.startswith(_OF_A_PLAN, each.start)), None
        )

    def _is_founding(self, told: Date) -> bool:
        """Return whether a date is that of an event with which something began, which is over."""
        return _FOUNDED.match(self._text.signs, told.end) is not None and not self._is_ahead(told.as_of)

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
                and not (self._is_of_its_own(each) and each.start > self._text.clause(at)[1])
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
            and not _is_of_the_page(self._text, each.start)
            and len(each.as_of) != _DAY
            and period(each.as_of)[1] - period(each.as_of)[0] < _YEARS_LONG
        ]

    def _is_of_its_own(self, told: Date) -> bool:
        return self._is_ahead(told.as_of) or _OF_ITS_OWN.match(self._text.signs, told.end) is not None

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
    reader, paragraph, titles, found = _Reader(period(published)[1]), 0, dict(text.headings), []
    for match in _DATES.finditer(text.signs):
        if (start := text.paragraph(match.start())[0]) != paragraph:
            paragraph = start
            reader.begin_paragraph()
        reader.sentence = text.period(match.start())[0]
        found.append(Date(match.start(), match.end(), reader.read(match)))
        if start in titles and match["year"] and not _OF_AN_EVENT.match(text.signs, match.end()):
            reader.title(found[-1].as_of, is_of_the_page=_is_of_the_page(text, start))
    return found


def _is_of_the_page(text: Text, at: int) -> bool:
    """Return whether the paragraph around a sign is no part of the article: when the page appeared, and in what."""
    start, end = text.paragraph(at)
    line = text.signs[start : min(end, start + _FAR)]
    is_a_day = _DAY_OF_THE_PAGE.search(line) is not None and not _HAN.search(_DATES.sub("", line))
    return is_a_day or _OF_THE_PAGE.search(line) is not None


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
        self._titled = 0
        """The year that a title named last, for all that follows; 0 where none did."""

    def begin_paragraph(self) -> None:
        """Forget the year that the last paragraph named: it is that of the title again."""
        self.is_named, self.year = False, self._titled or self.year

    def title(self, as_of: str, *, is_of_the_page: bool) -> None:
        """Take the year of a title for all that follows; when the page appeared is no year of it."""
        if is_of_the_page:
            self.year = self._titled or self.published.year
        elif len(as_of) == _YEAR:
            self._titled = int(as_of)

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

    def of_short_year(self, match: re.Match[str]) -> str:
        """Return a month of a year that is told by its last two digits: 08年5月."""
        self.year, self.is_named, self._past_in = (
            int(match["short"]) + (_CENTURY if match["short"] < "9" else 1900),
            True,
            -1,
        )
        return self._day(match["short_month"], None)

    def years(self, match: re.Match[str]) -> str:
        return f"{match['first']}/{match['last']}"

    def relative(self, match: re.Match[str]) -> str:
        if match["this"] == _OF_A_PLAN:
            self.year = max(self.year, self.published.year)
        elif match["this"] == _WITHIN or (self._titled and match["this"] in _END_OF_YEAR):
            self.year = self.year if self.is_named else self._titled or self.published.year
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
        if not self.is_named and not self._titled and self.published.month <= _EARLY:
            self.year = self.published.year - 1

    def half(self, match: re.Match[str]) -> str:
        return self._part(match["half"], is_bare=True)

    def months(self, match: re.Match[str]) -> str:
        self._come_back(match["b"])
        return self._months(match["a"], match["b"])

    def month(self, match: re.Match[str]) -> str:
        self._come_back(match["m"])
        if match.string.startswith(_UNTIL, max(match.start() - 2, 0)):
            self.year = min(self.year, self.published.year)
        return self._day(match["m"], match["d"])

    def _come_back(self, last: str) -> None:
        """Leave a year that an earlier sentence told from now, as the last one, for months that are over by now."""
        if self._past_in not in {-1, self.sentence} and int(last) <= self.published.month:
            self.year, self._past_in = self.published.year, -1

    def day(self, match: re.Match[str]) -> str:
        return self._day(str(self.published.month), match["only_day"])

    def this_month(self, match: re.Match[str]) -> str:
        months = self.published.year * 12 + self.published.month - 1 + (match["now"] == _NEXT_MONTH)
        return f"{months // 12}-{months % 12 + 1:02}"

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
    "short": _Reader.of_short_year,
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
