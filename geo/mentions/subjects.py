"""Of which place a figure is: those that are named near it, the likeliest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.atlas.kept import Memo
from geo.mentions.places import NEW
from geo.mentions.places import Place
from geo.mentions.regions import is_whole
from geo.mentions.text import Text

MOST = 5
"""How many subjects are offered."""

WHOLE, CITY, DISTRICT, ZONE = "whole", "city", "district", "zone"
_UNITS = (WHOLE, CITY, DISTRICT, ZONE)
"""Kinds of subjects that have places in them, whose figures are sums."""

_PARK, _PROJECT, _COMPANY, _WORKS = "parks", "projects", "institutions", "infrastructure"
_KINDS_OF_NEW = (
    (re.compile("[市县]$"), CITY),
    (re.compile("(?:镇|街道)$"), DISTRICT),
    (re.compile("(?:公司|集团|业|制药|研究院|研究所|学院|大学|医院|工厂|实验室)$"), _COMPANY),
    (re.compile("(?:开发区|经开区|高新区)$"), ZONE),
    (re.compile("(?:园|园区|城|片区)$"), _PARK),
    (re.compile("(?:高速|大桥|机场|电站|电厂|水库|站|辅道|专线|港|港区|大道|铁路|隧道)$"), _WORKS),
)

_POINTING = (
    (re.compile("(?<![居列占位比较于])全市|我市|该市"), (CITY,)),
    (
        re.compile("(?<![居列占位比较于])(?:全区|全县)|该区|我区|该县|我县|区域内|区内|县内|该镇|全镇|区级|县级"),
        (DISTRICT, ZONE),
    ),
    (re.compile("全园|该园|园内|园区(?!建设|发展|改革)|该区|区域内"), (ZONE, _PARK)),
    (re.compile("(?:[该此]|(?<![一-龥]))项目(?![0-9建攻])|该工程"), (_PROJECT, _PARK, _WORKS)),
    (re.compile("(?:该|(?<![一-龥]))(?:公司|企业|集团)"), (_COMPANY, _PROJECT)),
    (re.compile("该(?:桥|路|线|站|港|机场|高速)"), (_WORKS,)),
)
"""Words that point to a place that was named before, and to which kinds."""

_THIS = re.compile("(?:[该此]|(?<![一-龥]))(?:项目|公司|工程)(?!攻|建设年|[0-9])|该(?:厂|园|基地|院)")
"""Words that stand for a place that a sentence before named."""

_THIS_FAR = 200
"""How many signs before a stage such a word may be."""

_LISTS = re.compile("[,，]?(?:项目|企业)(?:有|为|包括|分别[为是]|:)")
"""What says that a list follows of what is told before it: 竣工项目有…."""

_COUNTED = re.compile("[^,，。;、]{0,10}?(?:项目|企业|主体|平台|园区|产业)")
_COUNTS = re.compile("(?:项目|企业|主体|平台|产业|公司)(?:有|共|达|数)?[0-9一二三四五六七八九十超约近]{0,2}$")
_WHOSE = re.compile("(?:以上|左右)?的[^,，。;、]{0,14}")
_OF_IT = re.compile("(?!与|和|及)[^,，。;、]{0,12}")

_WEIGHT_OF_FIT = 0.5
"""How much it counts of which kind a subject is: less than where it is named."""

_NEAR = 10.0
"""What the last place counts that is named before a figure in the same part of its sentence; others count less."""
_SENTENCE, _PARAGRAPH, _EARLIER, _AFTER, _TOPIC, _TITLE, _LAST = 7.5, 5.0, 1.5, 4.0, 3.5, 2.5, 5.0
_OWNER = 14.0
"""What the place counts that a figure before it is said to be of: 投资12亿元的…."""

_ASIDE = 3.0
"""What a place counts that does not begin its earlier sentence."""

_OFFICE = "市?委(?!员)|[区县]委|党工委|管委会|人大|政协|人民政府|市长|[区县]长|日报"
_SET_ASIDE = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after), share)
    for before, after, share in (
        ("[居列占比较]|排名?|领跑|跻身|入选|高于|快于|高出|领先", "", 0.2),
        (
            "位于|地处|坐落[于在]|毗邻|紧邻|邻近|靠近|距离?|[东西南北][起至临接靠]|起于|止于|途经|连接|发往|赴|前往|来自|来到|走进"
            "|落户(?:于|在)?|入驻|(?<!财)经|穿越",
            "",
            0.3,
        ),
        ("在", "[^,，。;]{0,6}(?:举行|召开|举办|[开动]工|奠基|签约|启动|揭牌|成立|竣工|投产)", 0.4),
        ("", "以[东西南北]|交汇|附近|旁边?|沿线|周边|[东西南北]侧", 0.2),
        ("", "(?:[与和][^,，。;]{1,16})?(?:旗下|控股|(?:共建|投资建设|投资|研发|研制|打造|承建|引进)的)", 0.4),
        ("", _OFFICE, 0.4),
    )
)
"""Words before and after a place that set it aside, and what is left of what it counts: it is where something is, with
what it is compared, whose it is, or in the title of a person."""

_FADES = 0.88
_SUMS = 0.12
"""What counts of a single place where things are counted that only a city, a district or a zone has."""

_IN_ALL, _ALL = 0.3, re.compile("全年|累计|新增|储备|征地|批回")
"""What counts of a single place where a figure is of a whole year or of all that came together, and what says so."""


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
        scores[self._city] = 0.8
        for subject, counts in (
            *page.before(start),
            *page.after(end),
            *page.topics(start),
            *self._pointed(page, start),
        ):
            scores[subject] = max(scores[subject], counts)
        if region := self._region(page, start):
            is_near = region.start >= page.text.paragraph(start)[0]
            scores[region.subject] = max(scores[region.subject], _ASIDE if is_near else _EARLIER)
        for rank, subject in enumerate(last):
            scores[subject] += _LAST * 0.5**rank
        shares = _SUMS if unit and _is_a_sum(page.text, start, end) else _IN_ALL if _is_in_all(page.text, start) else 1
        fitting = {
            subject: score * self.fit(indicator, unit, subject) * (1 if self.kind_of(subject) in _UNITS else shares)
            for subject, score in scores.items()
        }
        return tuple(sorted(fitting, key=lambda subject: (-fitting[subject], subject))[:MOST])

    def _region(self, page: Page, start: int) -> Place | None:
        """Return the nation or the province where no city or district was named since."""
        number = bisect_right(page.places, start, key=lambda place: place.start)
        before = reversed(page.places[max(number - _FEW, 0) : number])
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
            before = reversed(page.places[max(number - _FEW, 0) : number])
            near = sorted(
                (place for place in before if self.kind_of(place.subject) in kinds),
                key=lambda place: page.aside[place] < 1 and CITY not in kinds and DISTRICT not in kinds,
            )
            subject = near[0].subject if near else self._city if CITY in kinds else ""
            if subject:
                found.append((subject, _NEAR if words[-1] >= clause else _SENTENCE))
        return found


class Page:
    """A text with the places that it names, each where it can be found from a figure.

    Parameters
    ----------
    text
        The text.
    places
        The places that it names, in its order.
    """

    def __init__(self, text: Text, places: list[Place]) -> None:
        self.text = text
        self.places = places
        self.aside = Memo(self._aside)
        """What is left of what a place counts that only says where, whose or in which office: of each place."""
        titles = dict(text.headings)
        self._titles = [place for place in places if text.paragraph(place.start)[0] in titles]
        self._topics = [place for place in places if self._is_a_topic(place)]
        self._are_topics = set(self._topics)

    def before(self, at: int) -> list[tuple[str, float]]:
        """Return the places named before, and what each counts: the farther away, the less."""
        clause, sentence, paragraph = self.text.clause(at)[0], self.text.period(at)[0], self.text.paragraph(at)[0]
        number = bisect_right(self.places, at, key=lambda place: place.start)
        found = []
        for rank, place in enumerate(reversed(self.places[max(number - 12, 0) : number])):
            if place.start < sentence and is_whole(place.subject):
                continue
            counts = self._counts(place, clause, sentence, paragraph)
            found.append((place.subject, counts * _FADES**rank))
        return found

    def _counts(self, place: Place, clause: int, sentence: int, paragraph: int) -> float:
        """Return what a place counts for what is told after it."""
        if place.start >= sentence:
            counts = _NEAR if place.start >= clause else _SENTENCE
        elif place.start >= paragraph:
            counts = _PARAGRAPH if place in self._are_topics else _ASIDE
        else:
            counts = _EARLIER
        return counts * self.aside[place]

    def _aside(self, place: Place) -> float:
        signs, start = self.text.signs, place.start
        shares = (
            share
            for before, after, share in _SET_ASIDE
            if before.search(signs, max(start - 4, 0), start) and after.match(signs, place.end)
        )
        return min(shares, default=1)

    def after(self, at: int) -> list[tuple[str, float]]:
        """Return the places named after in the same sentence; most counts the one whose figure it is (12亿元的…)."""
        clause, sentence = self.text.clause(at)[1], self.text.period(at)[1]
        number = bisect_right(self.places, at - 1, key=lambda place: place.start)
        found = []
        for rank, place in enumerate(self.places[number : number + 3]):
            if place.start >= sentence:
                break
            counts = _AFTER * (0.7 if place.start >= clause else 1) * _FADES**rank
            found.append((place.subject, counts * self.aside[place]))
        if _LISTS.match(self.text.signs, at):
            listed = bisect_right(self.places, self.text.sentence(at)[1], key=lambda place: place.start)
            return [*found, *((place.subject, _OWNER) for place in self.places[number : min(listed, number + 3)])]
        owner = self._owner(at, clause, number)
        return [*found, (owner.subject, _OWNER)] if owner else found

    def _owner(self, at: int, clause: int, number: int) -> Place | None:
        """Return the place whose figure is told before it: the last one of those that together are its name."""
        owner, end = None, at
        for place in self.places[number : number + 3]:
            goes_on = (_WHOSE if owner is None else _OF_IT).fullmatch(self.text.signs, end, place.start)
            if place.start >= clause or not goes_on:
                break
            owner, end = place, place.end
        return owner

    def topics(self, at: int) -> list[tuple[str, float]]:
        """Return what the text was last about, and its title."""
        number = bisect_right(self._topics, at, key=lambda place: place.start)
        last = [
            (place.subject, _TOPIC * 0.8**rank)
            for rank, place in enumerate(reversed(self._topics[max(number - 3, 0) : number]))
        ]
        return [*last, *((place.subject, _TITLE) for place in self._titles[:3])]

    def near(self, at: int) -> list[Place]:
        """Return the places that are named around a place of the text."""
        number = bisect_right(self.places, at, key=lambda place: place.start)
        return self.places[max(number - 12, 0) : number + 2]

    def has_place_between(self, start: int, end: int) -> bool:
        """Return whether a place is named between two places of the text."""
        first = bisect_right(self.places, start - 1, key=lambda place: place.start)
        return first < len(self.places) and self.places[first].start < end

    def has_site_near(self, at: int, subjects: Subjects) -> bool:
        """Return whether a sentence names a single place, no city or district, before a place of it or soon after."""
        sentence, clause = self.text.period(at)[0], self.text.clause(at)[1]
        if _THIS.search(self.text.signs, max(self.text.paragraph(at)[0], at - _THIS_FAR), at):
            sentence = 0
        number = bisect_right(self.places, at, key=lambda place: place.start)
        near = self.places[max(number - 12, 0) : number + 2]
        return any(
            sentence <= place.start < clause and subjects.kind_of(place.subject) not in {WHOLE, CITY, DISTRICT}
            for place in near
        )

    def _is_a_topic(self, place: Place) -> bool:
        """Return whether a place begins a sentence, perhaps after a date or a short word."""
        start, _ = self.text.period(place.start)
        is_first = place.start - start <= _FIRST_WORDS
        return is_first and self.aside[place] == 1 and not is_whole(place.subject)


_FIRST_WORDS = 9
"""Signs of a sentence before its topic."""

_FEW = 40
"""How many places back a word may point."""


def _is_in_all(text: Text, start: int) -> bool:
    clause, _ = text.clause(start)
    return _ALL.search(text.signs, max(clause, start - 16), start) is not None


def _is_a_sum(text: Text, start: int, end: int) -> bool:
    """Return whether projects, companies or the like are counted."""
    clause, _ = text.clause(start)
    return bool(
        _COUNTED.match(text.signs, end, text.clause(end)[1])
        or _COUNTS.search(text.signs, max(clause, start - 12), start)
    )
