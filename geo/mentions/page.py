"""A text with its places: how near each stands to a figure, and what the text is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import islice
from itertools import pairwise

from geo.atlas.kept import Memo
from geo.mentions.places import Place
from geo.mentions.regions import is_whole
from geo.mentions.text import Text

FEW = 40
"""How many places back a word may point."""

_LISTS = re.compile("[,，]?(?:项目|企业)(?:有|为|包括|分别[为是]|:)")
"""What says that a list follows of what is told before it: 竣工项目有…."""

_WHOSE = re.compile("(?:以上|左右)?(?:、[^,，。;的]{1,24})?的[^,，。;、]{0,14}")
_OF_IT = re.compile("(?!与|和|及)(?:(?![将拟已由]|建设|投资)[^,，。;、]){0,12}")

_OF_A_CAPACITY = re.compile(
    "(?:[年日](?:产|处理|加工)[约近达超]{0,2}[0-9.]{1,8}[万亿余多]{0,3}[一-龥]{1,3}|[0-9]万吨)$"
)
"""A capacity by which a project is called that is named right after it: 年产8000套高低压柜项目."""

_EACH = re.compile("分别(?P<before>[^,，。;]{0,60})$")
_AND = re.compile("[、和与及]|以及")
_LONGEST_LIST = 80
"""Signs of a list of places and of the figures that each of them has."""

_BY_KIND = re.compile(
    "(?<![一-龥])(?:创业园|产业园|科技园|工业园|物流园|创新园|示范园|园区|基地|大桥|电站|电厂|水库|医院|学院|研究院|机场|港口|小镇|"
    "新城|生产线)(?![一-龥]{0,2}(?:建设年|发展))"
)
"""A kind by which alone a place is called that was named before."""

NEAR = 10.0
"""What the last place counts that is named before a figure in the same part of its sentence; others count less."""
SENTENCE, _PARAGRAPH, EARLIER, _AFTER, _TOPIC, _TITLE, _MAIN = 7.5, 5.0, 1.5, 4.0, 3.5, 2.5, 2.0
_EACH_OWN = 24.0
"""What the place of a list counts that a figure of another list belongs to."""

_OWNER = 14.0
"""What the place counts that a figure before it is said to be of: 投资12亿元的…."""

ASIDE = 3.0
"""What a place counts that does not begin its earlier sentence."""

_OFFICE = "市?委(?!员)|[区县]委|党工委|管委会|人大|政协|人民政府|市长|[区县]长|日报"
_DATELINE = "讯|[0-9]{1,2}月[0-9]{1,2}日[讯电]|站[0-9]{1,2}月|网[0-9讯]"
_NOT_FOR_ITS_SAKE = re.compile(f'{_DATELINE}|(?:速度|精神|奇迹)[”"]')
_SET_ASIDE = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after), share)
    for before, after, share in (
        ("[居列占比较]|排名?|领跑|跻身|入选|高于|快于|高出|领先", "", 0.2),
        (
            "位于|选址(?:于|在)?|地处|坐落[于在]|毗邻|紧邻|邻近|靠近|距离?|[东西南北][起至临接靠]|起于|止于|途经|连接|发往|赴|前往|来自|来到|走进"
            "|落户(?:于|在)?|入驻|(?<!财)经|穿越",
            "",
            0.3,
        ),
        ("在", "[^,，。;]{0,14}(?:新建|建设(?!现场|工地|者)|投资|兴建|建成|打造|[建创]办)", 0.4),
        ("在", "[^,，。;]{0,6}(?:举行|召开|举办|[开动]工|奠基|签约|启动|揭牌|成立|竣工|投产)", 0.4),
        ("", "以[东西南北]|交汇|交会|交叉|路口|附近|旁边?|沿线|周边|[东西南北]侧", 0.2),
        ("", "(?:[与和][^,，。;]{1,16})?(?:旗下|控股|(?:共建|投资建设|投资|研发|研制|打造|承建|引进)的)", 0.4),
        ("", _OFFICE, 0.4),
        ("其中|列[入为]|申报", "级?重点", 0.2),
        ("", "(?:[、和与及][^,，。;]{0,60}?)?等[^,，。;0-9]{0,12}[0-9]{1,4}[余多]?[个家项条]", 0.5),
        ("", _DATELINE, 0.3),
        ("", "(?:[、和与及][^,，。;]{0,60}?)?为(?:龙头|代表|核心|引领)", 0.4),
    )
)
"""Words before and after a place that set it aside, and what is left of what it counts: it is where something is, with
what it is compared, whose it is, or in the title of a person."""

_TO_BUILD = "(?:主要|(?:将|拟|计划|规划)[^,，。;]{0,12}?)(?:(?:新|改|扩)?建设?|创办|打造)(?!的)"
_TO_BECOME = "(?:打造|建设成|建成|成为|形成|[为是])(?!的|了)"
_BOAST = "(?:一流|领先|最大|首个|标杆|综合性|一体的?)"
_OF_ITS_OWN = re.compile(
    f"{_TO_BUILD}[^,，。;]{{0,40}}$|建设内容[^。;]{{0,60}}$|{_TO_BECOME}[^。;]{{0,30}}{_BOAST}[^,，。;]{{0,12}}$"
)
"""What makes of a new name after it a part of what is being built, or what that is to become."""

_WITH_ANOTHER = 0.5
"""What is left of what a known place counts that another follows without a sign between: it says where that is."""

_ASIDE_OF_OWN = 0.3
_FAR_OWN = 64
"""How many signs before a name such words are."""

_OF_THE_CITY = re.compile("(?<![居列占位比较于])全市|我市")

_FADES = 0.88

_FIRST = 3
"""Places with which a text begins to say what it is about."""

_FIRST_WORDS = 9
"""Signs of a sentence before its topic."""


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
        self._begins = _begins(places)
        self._starts = frozenset(place.start for place in places)
        titles = dict(text.headings)
        self._titles = [place for place in places if text.paragraph(place.start)[0] in titles]
        self._topics = [place for place in places if self._is_a_topic(place)]
        self._are_topics = set(self._topics)
        self.named = Counter(place.subject for place in places)
        """How often each place is named."""
        self.of_the_city = len(_OF_THE_CITY.findall(text.signs))
        """How often it speaks of the whole city."""
        self.main = self._main()
        """What the whole text is about, and what it counts: what it names most."""

    def before(self, at: int) -> list[tuple[str, float]]:
        """Return the places named before, and what each counts: the farther away, the less."""
        clause, sentence, paragraph = self.text.clause(at)[0], self.text.period(at)[0], self.text.paragraph(at)[0]
        number = bisect_right(self.places, at, key=_start)
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
            counts = NEAR if place.start >= clause else SENTENCE
        elif place.start >= paragraph:
            counts = _PARAGRAPH if place in self._are_topics else ASIDE
        else:
            counts = EARLIER
        return counts * self.aside[place]

    def is_for_its_sake(self, place: Place) -> bool:
        """Return whether a place is named for its own sake: not in a dateline or a saying (炎陵速度)."""
        return _NOT_FOR_ITS_SAKE.match(self.text.signs, place.end) is None

    def _aside(self, place: Place) -> float:
        signs, start = self.text.signs, self._begins[place]
        shares = [
            share
            for before, after, share in _SET_ASIDE
            if before.search(signs, max(start - 4, 0), start) and after.match(signs, place.end)
        ]
        if not place.is_new and place.end in self._starts:
            shares.append(_WITH_ANOTHER)
        return min(shares, default=_ASIDE_OF_OWN if self._is_of_another(place) else 1)

    def _is_of_another(self, place: Place) -> bool:
        """Return whether a new name is of a part of what its sentence is about, or of what that is to become."""
        first = max(self.text.period(place.start)[0], place.start - _FAR_OWN)
        return place.is_new and _OF_ITS_OWN.search(self.text.signs, first, place.start) is not None

    def after(self, at: int) -> list[tuple[str, float]]:
        """Return the places named after in the same sentence; most counts the one whose figure it is (12亿元的…)."""
        clause, sentence = self.text.clause(at)[1], self.text.period(at)[1]
        number = bisect_right(self.places, at - 1, key=_start)
        found = []
        for rank, place in enumerate(self.places[number : number + 3]):
            if place.start >= sentence:
                break
            counts = _AFTER * (0.7 if place.start >= clause else 1) * _FADES**rank
            found.append((place.subject, counts * self.aside[place]))
        if _LISTS.match(self.text.signs, at):
            listed = bisect_right(self.places, self.text.sentence(at)[1], key=_start)
            return [*found, *((place.subject, _OWNER) for place in self.places[number : min(listed, number + 3)])]
        owner = self._owner(at, clause, number)
        return [*found, (owner.subject, _OWNER)] if owner else found

    def _owner(self, at: int, clause: int, number: int) -> Place | None:
        """Return the place whose figure is told before it: the last one of those that together are its name."""
        owner, end = None, at
        for place in self.places[number : number + 3]:
            goes_on = (_WHOSE if owner is None else _OF_IT).fullmatch(self.text.signs, end, place.start)
            if place.start >= clause or not (goes_on or (owner is None and self._is_called_by(at, place))):
                break
            owner, end = place, place.end
        return owner

    def _is_called_by(self, at: int, place: Place) -> bool:
        """Return whether a new name follows the capacity that ends before it."""
        return place.start == at and place.is_new and bool(_OF_A_CAPACITY.search(self.text.signs, max(at - 20, 0), at))

    def respective(self, at: int) -> list[tuple[str, float]]:
        """Return the place of a list whose figure it is: A和B投资分别为2亿元和3亿元."""
        told = _EACH.search(self.text.signs, max(self.text.period(at)[0], at - _LONGEST_LIST), at)
        if told is None:
            return []
        listed = self._listed_before(told.start())
        rank = len(_AND.findall(told["before"]))
        return [(listed[rank].subject, _EACH_OWN)] if len(listed) > 1 and rank < len(listed) else []

    def _listed_before(self, at: int) -> list[Place]:
        """Return the last places of a sentence that are named one after the other before a place of it."""
        first, number = max(self.text.period(at)[0], at - _LONGEST_LIST), bisect_right(self.places, at, key=_start)
        listed: list[Place] = []
        for place in reversed(self.places[max(number - FEW, 0) : number]):
            if place.start < first or (listed and not _AND.fullmatch(self.text.signs, place.end, listed[0].start)):
                break
            listed.insert(0, place)
        return listed

    def called(self, at: int) -> list[tuple[str, float]]:
        """Return the last place whose name ends with the kind that a sentence calls it by: 创业园 of 飞鹰创业园."""
        first = max(self.text.period(at)[0], at - _LONGEST_LIST)
        kind = next(reversed(list(_BY_KIND.finditer(self.text.signs, first, at))), None)
        if kind is None:
            return []
        number = bisect_right(self.places, kind.start(), key=_start)
        named = (
            place
            for place in reversed(self.places[max(number - FEW, 0) : number])
            if place.end < kind.start() and self.text.signs.endswith(kind[0], place.start, place.end)
        )
        return [
            (place.subject, NEAR if kind.start() >= self.text.clause(at)[0] else SENTENCE) for place in islice(named, 1)
        ]

    def topics(self, at: int) -> list[tuple[str, float]]:
        """Return what the text was last about, and its title."""
        number = bisect_right(self._topics, at, key=_start)
        last = [
            (place.subject, _TOPIC * 0.8**rank)
            for rank, place in enumerate(reversed(self._topics[max(number - 3, 0) : number]))
        ]
        return [*last, *((place.subject, _TITLE) for place in self._titles[:3])]

    def _main(self) -> list[tuple[str, float]]:
        """Return what is named most, what begins the text or is in a title above what is named as often."""
        named = {subject: count for subject, count in self.named.items() if not is_whole(subject)}
        first = {place.subject for place in (*self.places[:_FIRST], *self._titles)}
        often = sorted(named, key=lambda subject: -(named[subject] + 2 * (subject in first)))
        return [(subject, _MAIN * _FADES**rank) for rank, subject in enumerate(often[:2])]

    def near(self, at: int) -> list[Place]:
        """Return the places that are named around a place of the text."""
        number = bisect_right(self.places, at, key=_start)
        return self.places[max(number - 12, 0) : number + 2]

    def has_place_between(self, start: int, end: int) -> bool:
        """Return whether a place is named between two places of the text."""
        first = bisect_right(self.places, start - 1, key=_start)
        return first < len(self.places) and self.places[first].start < end

    def _is_a_topic(self, place: Place) -> bool:
        """Return whether a place begins a sentence, perhaps after a date or a short word."""
        start, _ = self.text.period(place.start)
        is_first = place.start - start <= _FIRST_WORDS
        return is_first and self.aside[place] == 1 and not is_whole(place.subject)


def _start(place: Place) -> int:
    return place.start


def _begins(places: list[Place]) -> dict[Place, int]:
    """Return where the first of the places begins that stand before each place without a sign between."""
    begins = {place: place.start for place in places}
    for last, place in pairwise(places):
        if last.end == place.start:
            begins[place] = begins[last]
    return begins
