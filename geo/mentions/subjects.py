"""Of which place a figure is: those that are named near it, the likeliest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections import defaultdict
from collections.abc import Container
from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.mentions.page import ASIDE
from geo.mentions.page import EARLIER
from geo.mentions.page import FEW
from geo.mentions.page import NEAR
from geo.mentions.page import SENTENCE
from geo.mentions.page import Page
from geo.mentions.places import NEW
from geo.mentions.places import Place
from geo.mentions.regions import is_whole
from geo.mentions.text import Text
from geo.mentions.units import PERCENT
from geo.mentions.units import PERCENTAGE_POINT

MOST = 5
"""How many subjects are offered."""

_LIKELY, _AS_LIKELY = 3, 0.65
"""Among how many subjects a unit is to be, and how much it counts at least, as a share of the last one of them."""

WHOLE, CITY, DISTRICT, ZONE = "whole", "city", "district", "zone"
_UNITS = (WHOLE, CITY, DISTRICT, ZONE)
"""Kinds of subjects that have places in them, whose figures are sums."""

_PARK, _PROJECT, _COMPANY, _WORKS = "parks", "projects", "institutions", "infrastructure"
_KINDS_OF_NEW = (
    (re.compile("[市县]$"), CITY),
    (re.compile("(?:镇|街道)$"), DISTRICT),
    (re.compile("(?:公司|集团|业|重工|股份|制药|研究院|研究所|学院|大学|医院|工厂|实验室)$"), _COMPANY),
    (re.compile("(?:开发区|经开区|高新区|集中区)$"), ZONE),
    (re.compile("(?:园|园区|城|片区)$"), _PARK),
    (re.compile("(?:高速|大桥|机场|电站|电厂|水库|站|辅道|专线|港|港区|大道|铁路|隧道|国道|省道|县道)$"), _WORKS),
)

_POINTING = (
    (re.compile("(?<![居列占位比较于])全市|我市|该市"), (CITY,)),
    (
        re.compile("(?<![居列占位比较于])(?:全区|全县)|该区|我区|该县|我县|区域内|区内|县内|该镇|全镇|区级|县级"),
        (DISTRICT, ZONE),
    ),
    (re.compile("全园|该园|该集中区|园内|园区(?!建设|发展|改革)|该区|区域内"), (ZONE, _PARK)),
    (re.compile("(?:[该此]|(?<![一-龥]))项目(?![0-9攻]|建(?!成))|该工程"), (_PROJECT, _PARK, _WORKS)),
    (re.compile("(?:该|(?<![一-龥]))(?:公司|企业|集团)"), (_COMPANY, _PROJECT)),
    (re.compile("该(?:桥|路|线|站|港|机场|高速)"), (_WORKS,)),
)
"""Words that point to a place that was named before, and to which kinds."""

_THIS = re.compile(
    "(?:[该此]|目前|(?<![一-龥]))(?:项目|公司|工程)(?!攻|建设年|[0-9])|该(?:厂|园|基地|院)"
    "|(?<![一-龥])(?:[一二三四五]期|首期|主体工程)"
)
"""Words that stand for a place that a sentence before named, or for a part of it."""

_THIS_FAR = 200
"""How many signs before a stage such a word may be."""

_COUNTED = re.compile(
    "(?!(?:以上|左右)?的)[^,，。;、]{0,10}?(?:项目|企业|主体(?!建设|工程|施工|结构|全部|已)|平台|园区|产业)"
)
_COUNTS = re.compile("(?:项目|企业|主体|平台|产业|公司)(?:有|共|达|数)?[0-9一二三四五六七八九十超约近]{0,2}$")
_WEIGHT_OF_FIT = 0.5
"""How much it counts of which kind a subject is: less than where it is named."""

_LAST = 5.0
"""What it counts of whom the figure before it is, where nothing else was named since."""

_SUMS = 0.12
"""What counts of a single place where things are counted that only a city, a district or a zone has."""

_CITY_COUNTS = (0.8, 1.2, 1.6, 2.0)
"""What the city counts everywhere, by how often a text speaks of the whole of it (全市)."""

_OF_A_PARK = 0.6
"""What counts of a park there, which has companies and projects, but fewer figures of them than the unit around it."""

_NO_SUMS = ("", PERCENT, PERCENTAGE_POINT)
"""Units in which nothing is counted; a stage has none."""

_IN_ALL, _ALL = 0.3, re.compile("全年|累计|新增|储备|征地|批回")
"""What counts of a single place where a figure is of a whole year or of all that came together, and what says so."""


_COST_OF_ALL = re.compile(
    "(?:(?:[0-9]{1,4}|[二三四五六七八九十两])[余多]?[个大][^,，。;、0-9]{0,10}项目|项目[有共达计]{0,2}[0-9]{1,4}[余多]?个)"
    "[^,，。;0-9]{0,12}[,，]?[^,，。;0-9]{0,8}(?:总投资|投资总额|投资额|总额)[^,，。;0-9]{0,6}$"
)
"""What is before the cost of several projects together: 11个项目集中签约,总投资额达…."""


class Subjects:
    """Of which kind the subject of each indicator is, as the facts of the record have it.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._city = atlas.place.code
        self._kinds: dict[str, str] = {self._city: CITY, **dict.fromkeys(atlas.district_rows, DISTRICT)}
        for site, row in atlas.site_rows.items():
            self._kinds[site] = ZONE if row["kind"] == ZONE else str(row["layer"])
        below = (code for code, row in atlas.district_rows.items() if row["name_zh"].endswith("市"))
        self._cities = (self._city, *below)
        self._all: Counter[str] = Counter()
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in atlas.record.facts:
            kind = self._sort_of(fact["subject"])
            self._all[kind] += 1
            self._of[fact["indicator"]][kind] += 1
            self._of[fact["unit"]][kind] += 1

    def _sort_of(self, subject: str) -> str:
        """Return the kind of a subject, where city, district and zone are one: what one has, the others have."""
        kind = self.kind_of(subject)
        return CITY if kind in _UNITS else kind

    def kind_of(self, subject: str) -> str:
        """Return the kind of a subject: city, district, zone, or the layer of a site; of a new one by its name."""
        if is_whole(subject):
            return WHOLE
        if subject.startswith(NEW):
            name = fold(subject)
            return next((kind for pattern, kind in _KINDS_OF_NEW if pattern.search(name)), _PROJECT)
        return self._kinds.get(subject, _PROJECT)

    def fit(self, indicator: str, unit: str, subject: str) -> float:
        """Return how well a subject suits an indicator, or else a unit: about 0.4 to 1.4, by what the record has."""
        kind = self._sort_of(subject)
        usual = (self._all[kind] + 1) / (self._all.total() + 5)
        of_unit = (self._of[unit][kind] + 8 * usual) / (self._of[unit].total() + 8)
        counts = self._of[indicator] if indicator else Counter[str]()
        told = (counts[kind] + 4 * of_unit) / (counts.total() + 4)
        return float(min(max(told / usual, 0.15), 2.0) ** _WEIGHT_OF_FIT)

    def ranked(
        self, page: Page, start: int, end: int, indicator: str, unit: str, last: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Return the subjects of what is told at a place of a text, the likeliest first.

        Parameters
        ----------
        page
            The text with its places.
        start, end
            The signs that tell it.
        indicator, unit
            What it is about, and its unit; each may be empty.
        last
            Of whom the figure before it is, where nothing else was named since.
        """
        scores: dict[str, float] = defaultdict(float)
        scores[self._city] = _CITY_COUNTS[min(page.of_the_city, len(_CITY_COUNTS) - 1)]
        for subject, counts in (
            *page.before(start),
            *page.after(end),
            *page.respective(start),
            *page.called(start),
            *page.topics(start),
            *page.main,
            *self._pointed(page, start),
        ):
            scores[subject] = max(scores[subject], counts)
        if region := self._region(page, start):
            is_near = region.start >= page.text.paragraph(start)[0]
            scores[region.subject] = max(scores[region.subject], ASIDE if is_near else EARLIER)
        for rank, subject in enumerate(last):
            scores[subject] += _LAST * 0.5**rank
        shares = (
            _SUMS
            if unit not in _NO_SUMS and _is_a_sum(page.text, start, end)
            else _IN_ALL
            if _is_in_all(page.text, start)
            else 1
        )
        fitting = {
            subject: score * self.fit(indicator, unit, subject) * self._share(subject, shares)
            for subject, score in scores.items()
        }
        order = sorted(fitting, key=lambda subject: (-fitting[subject], subject))
        return tuple((self._with_a_unit(order, fitting) if unit else order)[:MOST])

    def _with_a_unit(self, order: list[str], counts: dict[str, float]) -> list[str]:
        """Return subjects with the likeliest unit third, where three single places are before it and none by far.

        A figure is of a place near it or of the unit around it: of three places, the third is the least likely.
        """
        at = next((at for at, subject in enumerate(order) if self.kind_of(subject) in _UNITS), 0)
        if at < _LIKELY or counts[order[at]] < _AS_LIKELY * counts[order[_LIKELY - 1]]:
            return order
        return [*order[: _LIKELY - 1], order[at], *order[_LIKELY - 1 : at], *order[at + 1 :]]

    def _share(self, subject: str, single: float) -> float:
        """Return what is left of a subject's count where what is told is more of a place that has others in it."""
        kind = self.kind_of(subject)
        return 1 if kind in _UNITS else max(single, _OF_A_PARK) if kind == _PARK else single

    def _region(self, page: Page, start: int) -> Place | None:
        """Return the nation or the province where no city or district was named since."""
        number = bisect_right(page.places, start, key=lambda place: place.start)
        before = reversed(page.places[max(number - FEW, 0) : number])
        last = next((place for place in before if self.kind_of(place.subject) in {WHOLE, CITY, DISTRICT}), None)
        return last if last is not None and is_whole(last.subject) else None

    def _pointed(self, page: Page, start: int) -> list[tuple[str, float]]:
        """Return what words point to (the whole city, this project): the last place of that kind."""
        clause, (sentence, _) = page.text.clause(start)[0], page.text.period(start)
        found = []
        for pattern, kinds in _POINTING:
            words = [match.start() for match in pattern.finditer(page.text.signs, max(sentence, start - 80), start)]
            if not words:
                continue
            number = bisect_right(page.places, words[-1], key=lambda place: place.start)
            before = reversed(page.places[max(number - FEW, 0) : number])
            near = sorted(
                (place for place in before if self._is_pointed_to(page, place.subject, kinds)),
                key=lambda place: page.aside[place] < 1 and CITY not in kinds and DISTRICT not in kinds,
            )
            subject = near[0].subject if near else self._city if CITY in kinds else self._told_of(page, kinds)
            if subject:
                found.append((subject, NEAR if words[-1] >= clause else SENTENCE))
        return found

    def _told_of(self, page: Page, kinds: Container[str]) -> str:
        """Return the district that a text names most, for a word (我县) that stands before its name; empty if none."""
        named = (subject for subject in page.named if DISTRICT in kinds and self.kind_of(subject) == DISTRICT)
        return max(named, key=page.named.__getitem__, default="")

    def _is_pointed_to(self, page: Page, subject: str, kinds: Container[str]) -> bool:
        """Return whether a word for some kinds may mean a subject: of cities (全市) the one that is named most."""
        if CITY in kinds and subject in self._cities:
            return subject == max(self._cities, key=page.named.__getitem__)
        return self.kind_of(subject) in kinds

    def has_site_near(self, page: Page, at: int) -> bool:
        """Return whether a sentence names a single place, no city or district, before a place of it or soon after."""
        sentence, clause = page.text.period(at)[0], page.text.clause(at)[1]
        if page.called(at):
            return True
        if _THIS.search(page.text.signs, max(page.text.paragraph(at)[0], at - _THIS_FAR), at):
            sentence = 0
        number = bisect_right(page.places, at, key=lambda place: place.start)
        near = page.places[max(number - 12, 0) : number + 2]
        return any(
            sentence <= place.start < clause and self.kind_of(place.subject) not in {WHOLE, CITY, DISTRICT}
            for place in near
        )


def _is_in_all(text: Text, start: int) -> bool:
    clause, sentence = text.clause(start)[0], text.sentence(start)[0]
    return bool(
        _ALL.search(text.signs, max(clause, start - 16), start)
        or _COST_OF_ALL.search(text.signs, max(sentence, start - 60), start)
    )


def _is_a_sum(text: Text, start: int, end: int) -> bool:
    """Return whether projects, companies or the like are counted."""
    clause, _ = text.clause(start)
    return bool(
        _COUNTED.match(text.signs, end, text.clause(end)[1])
        or _COUNTS.search(text.signs, max(clause, start - 12), start)
    )
