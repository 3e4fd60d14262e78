"""Values, dates and lines as a reader of Chinese or of English writes them.

The page gets its values, dates and lines worded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from decimal import ROUND_HALF_UP
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from geo.messages import listed
from geo.messages import message
from geo.record.locators import line_span
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Term
from geo.record.vocabulary import Unit
from geo.record.vocabulary import Vocabulary

THIN = "\u2009"
"""Narrow blank that parts figures from Chinese characters."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Blanks, control, direction and invisible characters, and what no address holds.
_NEVER = r'\s\0-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff"<>\\^`{|}'
_HOST = f"[^/?#@:.{_NEVER}]+"
WEB_ADDRESS = re.compile(rf"https?://{_HOST}(?:\.{_HOST})+(?::[0-9]{{1,5}})?(?:[/?#][^{_NEVER}]*)?")
"""An address that a link may lead to: of the web, with a host and no name of a user before it, and as it looks.

The page's scripts get the very pattern, so it has nothing that Python and JavaScript read in two ways.
"""


class Value(NamedTuple):
    """A fact's value as a reader sees it.

    Parameters
    ----------
    figure
        What stands out: the number with its qualifier, or the name of a status or an honour.
    unit
        What stands beside it; empty where there is nothing, or where the number is in the middle of it.
    text
        Both as one text.
    """

    figure: str
    unit: str
    text: str


def value_words(fact: Mapping[str, str], words: Vocabulary, lang: str) -> Value:
    """Return a fact's value with its unit and qualifier.

    Parameters
    ----------
    fact
        A row of ``data/facts.csv``.
    words
        The registers.
    lang
        ``zh`` or ``en``.
    """
    name = f"name_{lang}"
    kind = words.indicators[fact["indicator"]].type
    if kind != NUMBER:
        register = words.statuses if kind == STATUS else words.honours
        label = getattr(register[fact["value"]], name)
        return Value(label, "", label)
    return number_words(fact, words, lang)


def number_words(fact: Mapping[str, str], words: Vocabulary, lang: str) -> Value:
    """Return a number with its unit and qualifier, whatever it is of; takes what :func:`value_words` takes."""
    name = f"name_{lang}"
    unit = words.units[fact["unit"]]
    number = grouped(shifted(fact["value"], unit.shift_en) if lang == "en" else fact["value"])
    also = words.units.get(unit.also_en)
    label = f"{unit.name_en} ({_in_unit(fact['value'], unit, also)})" if lang == "en" and also else getattr(unit, name)
    qualifier = words.qualifiers.get(fact["qualifier"])
    pattern = getattr(qualifier, name) if qualifier else LABEL_SLOT
    text = pattern.replace(LABEL_SLOT, _with_unit(number, label, lang), 1)
    if LABEL_SLOT in label:
        return Value(text, "", text)
    return Value(pattern.replace(LABEL_SLOT, number, 1), label, text)


def words_of_a_value(fact: Mapping[str, str], words: Vocabulary) -> tuple[Value, Value]:
    """Return the same in Chinese and in English."""
    return value_words(fact, words, "zh"), value_words(fact, words, "en")


def value_text(fact: Mapping[str, str], words: Vocabulary, lang: str) -> str:
    """Return a fact's value as one text; takes what :func:`value_words` takes."""
    return value_words(fact, words, lang).text


def _in_unit(value: str, unit: Unit, other: Unit) -> str:
    """Return a figure in another unit of its dimension, to three digits, as the page works it out."""
    number = Decimal(float(value) * float(unit.factor) / float(other.factor))
    step = Decimal(1).scaleb(number.adjusted() - 2) if number else Decimal(1)
    rounded = f"{number.quantize(step, rounding=ROUND_HALF_UP):f}"
    return f"{grouped(rounded.rstrip('0').rstrip('.') if '.' in rounded else rounded)} {other.name_en}"


def shifted(number: str, power: int) -> str:
    """Move a decimal text by powers of ten, exactly.

    >>> shifted("627", -1), shifted("3600", -1), shifted("12.50", -1), shifted("1.5", 1)
    ('62.7', '360', '1.250', '15')
    """
    text = f"{Decimal(number).scaleb(power):f}"
    return text.rstrip("0").rstrip(".") if power < 0 and "." not in number else text


def grouped(number: str) -> str:
    """Put a comma after every three digits of a whole part of more than four.

    >>> grouped("3600"), grouped("-12345.60")
    ('3600', '-12,345.60')
    """
    whole, point, part = number.partition(".")
    return (f"{int(whole):,}" if len(whole.lstrip("-")) > 4 else whole) + point + part


def when_text(as_of: str, stated: str, lang: str) -> str:
    """Return what date a figure is about, and when it was stated where that says more.

    >>> when_text("2025", "2024-12", "en"), when_text("", "2024-12", "en"), when_text("2024", "", "en")
    ('2025, stated Dec 2024', 'no year given, stated Dec 2024', '2024')
    >>> when_text("", "2024-12", "zh")
    '未注明年份，2024年12月公布'

    Parameters
    ----------
    as_of, stated
        Cells of a row of ``data/facts.csv``.
    lang
        ``zh`` or ``en``.
    """
    return when_of(as_of, [stated], lang)


def when_of(as_of: str, stated: Iterable[str], lang: str) -> str:
    """Return the same for several facts of one date: of a day and its month the month covers both.

    >>> when_of("2025", ["2024-12-03", "2024-12", "2023", ""], "en")
    '2025, stated 2023, Dec 2024'

    Parameters
    ----------
    as_of
        The date that the facts have in common.
    stated
        When each was stated.
    lang
        ``zh`` or ``en``.
    """
    about = date_text(as_of, lang) if as_of else message(lang, "noYear")
    dates = sorted(set(stated) - {"", as_of})
    widest = [date for date in dates if not any(date != other and date.startswith(other) for other in dates)]
    if not widest:
        return about
    said = listed((date_text(date, lang) for date in widest), lang)
    return message(lang, "whenStated", when=about, stated=said)


def to_month(date: str) -> str:
    """Return a date without its day, which nobody needs of a status that may have changed since.

    >>> to_month("2021-11-09"), to_month("2021")
    ('2021-11', '2021')
    """
    return date[:7]


def status_text(status: Term, as_of: str | None, lang: str) -> str:
    """Return a status with the date as of which it was reported, since it may have changed.

    >>> from geo.record.vocabulary import Term
    >>> building = Term("under-construction", "在建", "Under construction")
    >>> status_text(building, "2021-11", "en"), status_text(building, None, "zh")
    ('Under construction (as of Nov 2021)', '在建（未注明年份）')

    Parameters
    ----------
    status
        The status that was reported last.
    as_of
        The date of the report.
    lang
        ``zh`` or ``en``.
    """
    when = message(lang, "asOf", date=date_text(to_month(as_of), lang)) if as_of else message(lang, "noYear")
    return message(lang, "statusAsOf", status=getattr(status, f"name_{lang}"), when=when)


@lru_cache(maxsize=2**14)  # facts by the thousand are of the same few dates
def date_text(date: str, lang: str) -> str:
    """Return a reduced date, or an interval of two.

    >>> date_text("2024-03", "zh"), date_text("2024-01/2024-09", "zh"), date_text("2023/2024-06-30", "zh")
    ('2024年3月', '2024年1–9月', '2023年–2024年6月30日')
    >>> date_text("2024-03", "en"), date_text("2024-01/2024-09", "en"), date_text("2023/2024-06-30", "en")
    ('Mar 2024', 'Jan–Sep 2024', '2023–30 Jun 2024')
    """
    start, _, end = date.partition("/")
    day_text = _day_zh if lang == "zh" else _day_en
    if len(start) == len(end) == 7 and start[:4] == end[:4]:
        if lang == "zh":
            return f"{start[:4]}年{int(start[5:])}–{int(end[5:])}月"
        return f"{_month_en(start)}–{_month_en(end)} {start[:4]}"
    return "–".join(day_text(day) for day in (start, end) if day)


def locator_text(locator: str, lang: str) -> str:
    """Return the locator of a fact in words; unchanged where it names no lines, empty where no text is at hand.

    >>> locator_text("L12", "zh"), locator_text("L12-14", "zh"), locator_text("L12-14", "en"), locator_text("", "zh")
    ('第12行', '第12–14行', 'lines 12–14', '')
    """
    span = line_span(locator)
    if span is None:
        return locator
    first, last = span
    if lang == "zh":
        return f"第{first}行" if first == last else f"第{first}–{last}行"
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _with_unit(number: str, unit: str, lang: str) -> str:
    """Put the number in the middle of a unit that has a place for it (第 28 位), before any other."""
    if LABEL_SLOT in unit:
        return unit.replace(LABEL_SLOT, f"{THIN}{number}{THIN}" if lang == "zh" else number, 1)
    gap = "" if unit in {"", "%"} else THIN if lang == "zh" else " "
    return number + gap + unit


def _day_zh(date: str) -> str:
    year, *rest = date.split("-")
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))


def _day_en(date: str) -> str:
    year, *rest = date.split("-")
    return " ".join([*(str(int(day)) for day in rest[1:]), *([_month_en(date)] if rest else []), year])


def _month_en(date: str) -> str:
    return _MONTHS[int(date[5:7]) - 1]
