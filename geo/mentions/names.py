"""New names of a text: what looks like the name of a place that the record lacks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from geo.atlas.characters import longest_first
from geo.mentions.places import NEW
from geo.mentions.places import Place
from geo.mentions.text import Text
from geo.mentions.words import BEFORE_A_NAME
from geo.mentions.words import COMPANY
from geo.mentions.words import ENDS_A_NAME
from geo.mentions.words import GENERAL
from geo.mentions.words import KINDS_OF_ZONES
from geo.mentions.words import SHORTEST_WITHOUT
from geo.mentions.words import TRADE
from geo.mentions.words import own

_REACH = 30
"""Signs of a new name as it is printed."""

_PAID_FOR = re.compile(
    "元(?:人民币)?的(?P<name>[^,，。;:、“”元等]{4,32}?(?:项目|专案|生产线|基地|产业园|工程)(?!群)"
    "|[^,，。;:、“”元等的个0-9]{4,16}?(?=等|正式|[开动]工|签约|落户|投产|竣工))"
)
"""What is told a cost of before it: its name is as long as it is, whatever words it holds."""

_AND_MORE = re.compile(
    r"等(?:[0-9]{1,4}|[一二三四五六七八九十两]{1,3}|一批|多)?(?:余|多)?(?:个|家|条)?"
    r"[一-龥]{0,8}?(?:项目|企业|公司|园区|基地)"
)
_NOT_IN_A_LIST = re.compile(r"[^一-龥a-z0-9·\-+()、]")
_AND = re.compile("、|(?<=[一-龥]{3})(?:和|与|以及)(?=[一-龥]{3})")
"""What parts the names of a list."""
_LONGEST_LIST = 120
"""Signs of a list of names."""
_LEADING = re.compile(
    "[拟型类式和]?(?:建设|新建|扩建|改造)(?:包含|一批|一个)?|[型类式](?=[一-龥]{4})|包含|新上"
    "|(?:龙头|骨干|重点|上市)企业(?=[一-龥]{6})|[省市区县]级?重点(?:项目|工程)(?=[一-龥]{4})"
)
"""Words before a name that are none of it, though they may be within one."""

_JOINED = re.compile(
    "(?<![^,，。;:\n])(?P<first>[一-龥a-z0-9]{2,12}?)[及和与](?P<name>[一-龥a-z0-9]{2,14}?(?:项目|专案|工程|基地))"
    "(?=是?由|位于|分[一二三两]期|(?:计划|预计|规划)?总?投资|占地|用地|[将已正]|开工|签约|建成|建设|投产|,)"
)
"""A name that joins two things, and begins what is told of it: 飞鹰研发及云雀推广项目由…."""

_QUOTED = re.compile(
    '[“"](?P<name>[^”"“]{2,12})[”"]'
    "(?P<kind>(?P<what>[一-龥]{0,4}?)(?:项目|专案|基地|产业园|园区|工程|公司|集团))(?!共?[0-9])"
)
"""A name in quotation marks before its kind, which is no name by itself: “飞鹰声学”直播基地."""

_IN_QUOTES = re.compile('[“"](?P<name>[^”"“,，。;]{4,24})[”"]')
_LIST_OF_QUOTES = f"(?:、?{_IN_QUOTES.pattern.replace('?P<name>', '?:')}){{1,12}}"
_QUOTED_LIST = re.compile(
    f"项目(?:包括|包含|有|为|是|:|分别[为是]){_LIST_OF_QUOTES}"
    f"|{_LIST_OF_QUOTES}等(?:[0-9]{{1,3}}|[一二三四五六七八九十两])?[余多]?个?[^,，。;“]{{0,8}}?项目"
)
"""A list of names in quotation marks that is said to be of projects."""

_COSTS = re.compile(r"(?<![^,，。;:\n])([一-龥a-z0-9()·]{4,16}?)(?=(?:计划|预计|规划|拟|共)?(?:总投资|占地|总用地))")
_NUMBERED = re.compile(
    r"(?<![^\n])(?:[0-9]{1,2}[.、)]|\([0-9一二三四五六七八九十]{1,3}\))(?P<name>[一-龥a-z0-9()·\-]{4,20})[。:,，]"
    "(?=[^。;\n]{0,24}(?:投资|占地|用地|全长|面积))"
)
"""A name that is an item of a numbered list, before what it costs or measures: 3.云雀风光带。全长…."""

_OF_A_NOTICE = re.compile(r"(?<![一-龥])[一-龥]{3,8}(?=\([0-9]{6}(?:\.[a-z]{2})?\)|:拟|(?:发布)?公告[,:称]|公告称)")
"""What a company is called in its notices: 飞鹰股份:拟投资…, 飞鹰股份(600000)公告称."""

_COUNTED = re.compile("[0-9一二三四五六七八九十两][余多]?[个家条座][^的]{0,12}(?<!其中)(?<!包括)$")
_COUNTS = re.compile("(?:有|共|达)?[0-9]+[余多]?[个家](?!项目)")
"""What makes a name after it, or before it, a kind of which there are so many."""

_WIDE = "全国|全省|国内|世界|湖南|亚洲"
"""Regions among which a place is the largest, or one of few."""
_HONOUR = re.compile(
    f"(?:成为|评为|认定为|确定为|列为|批准为).{{0,12}}?(?:{_WIDE}|国家|中国|省内|国际).{{0,16}}$"
    "|(?:评为|认定为|授予)[^,，。;]{0,24}$"
    f"|[是为](?:{_WIDE}|我国|全球|中部)[^,，。;]{{0,24}}$"
    "|[是为][^,，。;]{0,12}(?:最大|首个|首家|唯一)的?[^,，。;]{0,4}$"
)
_AS_AN_HONOUR = re.compile('[”"]?(?:称号|荣誉|之一)')
"""What makes a name after it something that a place is called."""

_TOWN = re.compile(
    "(?:(?<=[一-龥][区县市])[一-龥]?|(?<![城乡集小村全各建市]))(?P<name>[一-龥]{2})(?:镇|街道)(?![化区长])"
    "|(?<=[一-龥][区县市])[一-龥]{2}(?:[一-龥]族)?乡(?![镇村亲友土贤里愁])"
)
_TRADES = (
    "科技|新材料?|电气|智能|股份|药业|生物|精密|电子|重工|瓷业|陶瓷|电瓷|合金|集团|机械|机电|食品|服饰|光电|半导体|制药"
)
_OF_COMPANIES = (
    "董事长|总经理|负责人|生产车间|车间内|成立于|是一家|专注|主营|主要生产|[去今]年|实现(?:年?产值|营收|销售收入)"
)
_BY_TRADE = re.compile(
    f"(?:(?<![一-龥])|(?<=走进)|(?<=来到)|(?<=位于))[一-龥]{{2,4}}(?:{_TRADES})(?=的?(?:{_OF_COMPANIES}))"
)
"""A company that is called by its trade alone, told by what only companies have: 飞鹰电瓷总经理."""
_ROUTE = re.compile(
    "(?<![0-9a-z])[gsx]?[0-9]{3}(?:国道|省道|县道)|(?<![一-龥])[一-龥]{2,3}至[一-龥]{2,3}(?:高速|高铁|铁路|公路|专线)"
)
_NO_TOWN = re.compile("[城乡集小村该全各特古这个和在与的省市区县重点型强]")


def new_names(text: Text, known: list[Place], city: str) -> list[Place]:
    """Return what looks like the name of a place that the record lacks.

    It ends as names of places do (…产业园, …项目, …公司), or is one of a list of projects or companies.

    Parameters
    ----------
    text
        The text.
    known
        The places of the record in it, and the regions, cities and counties that the record lacks.
    city
        Code of the city, whose name may be the beginning of another.
    """
    sites = [place for place in known if place.subject != city and not place.is_new]
    found: dict[int, Place] = {}
    quoted = [
        match
        for match in _QUOTED.finditer(text.signs)
        if own(match["name"]) and (not match["what"] or own(match["what"]))
    ]
    spans = {
        *_ended(text.signs, known, sites),
        *_listed(text.signs, sites),
        *(match.span() for match in _OF_A_NOTICE.finditer(text.signs)),
        *(match.span() for match in _ROUTE.finditer(text.signs)),
        *_towns(text.signs),
        *(match.span() for match in _BY_TRADE.finditer(text.signs) if own(match[0])),
        *_costing(text.signs, known, sites),
        *_paid_for(text.signs, sites),
        *_joined(text.signs),
        *(match.span("name") for match in quoted),
        *_quoted_lists(text.signs),
        *(match.span("name") for match in _NUMBERED.finditer(text.signs) if _is_a_name(match["name"])),
    }
    kinds = {match.start("kind") for match in quoted}
    for start, end in _parted(text.signs, spans):
        if start in kinds:
            continue
        if not _is_in(text.signs, sites, start, end) and not _is_a_kind(text, start, end):
            found[start] = Place(start, end, NEW + text.token(start, end)[2])
    return _named_alike(list(found.values()))


def _is_a_kind(text: Text, start: int, end: int) -> bool:
    """Return whether a name is of a kind that is counted (6个机械项目、机械项目6个), or an honour (成为全国示范园)."""
    clause = max(text.clause(start)[0], start - _LONGEST_LIST)
    before = text.signs[clause:start].rpartition("、")[2]
    is_an_honour = _HONOUR.search(text.signs, clause, start) or _AS_AN_HONOUR.match(text.signs, end)
    is_counted_after = text.signs.endswith(_GENERAL_KINDS, start, end) and _COUNTS.match(text.signs, end)
    return bool(is_counted_after or _COUNTED.search(before) or is_an_honour)


def _parted(signs: str, spans: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield names that do not overlap: of two that begin together the longer, but a company is none of its park."""
    ends: dict[int, list[int]] = defaultdict(list)
    for start, end in sorted(spans):
        if (
            not ends[start]
            or not signs.endswith(KINDS_OF_ZONES, start, ends[start][-1])
            or own(signs[ends[start][-1] : end])
        ):
            ends[start].append(end)
    last = 0
    for start, (*inner, end) in ends.items():
        if inner and signs.endswith("公司", start, end):
            yield start, inner[-1]
            yield inner[-1], end
        elif start >= last or (end - last >= SHORTEST_WITHOUT and own(signs[last:end])):
            yield max(start, last), end
        last = max(last, end)


def _named_alike(fresh: list[Place]) -> list[Place]:
    """Return new names, those that are a part of one that was there before as that one."""
    known: list[str] = []
    alike = []
    for place in fresh:
        name = place.subject.removeprefix(NEW)
        core = COMPANY.sub("", name)
        same = next(
            (other for other in reversed(known[-_FEW:]) if core in other or COMPANY.sub("", other) in name), None
        )
        if same is None:
            known.append(name)
        alike.append(Place(place.start, place.end, NEW + (same or name)))
    return alike


_FEW = 40
"""How many of the names before one may be the same by another form."""


_CALLED = re.compile(r"\((?:以下|下)?简称[:为]?[“\"]?([一-龥a-z0-9]{2,12})[”\"]?\)")
"""What a place is called from there on: 飞鹰新材料股份有限公司(以下简称“飞鹰新材”)."""

_SHORTEST_BRAND = 2
"""Signs of the name of a company by which alone it may be called."""


def named_shortly(text: Text, known: list[Place], fresh: list[Place], fronts: tuple[str, ...]) -> list[Place]:
    """Return where new names are printed again without what kind they are of: 飞鹰新材料 of 湖南飞鹰新材料有限公司.

    Parameters
    ----------
    text
        The text.
    known, fresh
        Its places of the record, and its new names.
    fronts
        Names of regions with which names of companies begin.
    """
    forms: dict[str, str] = {}
    for place in fresh:
        for form in _short_forms(text.signs[place.start : place.end], fronts):
            forms.setdefault(form, place.subject)
    for place in (*known, *fresh):
        if called := _CALLED.match(text.signs, place.end):
            forms.setdefault(called[1], place.subject)
    taken = {at for place in (*known, *fresh) for at in range(place.start, place.end)}
    matches = longest_first(forms).finditer(text.signs) if forms else ()
    return [
        Place(match.start(), match.end(), forms[match[0]])
        for match in matches
        if match.start() not in taken and match.end() - 1 not in taken
    ]


def _short_forms(name: str, fronts: tuple[str, ...]) -> Iterator[str]:
    """Yield what a name may be called once it was there: without its kind, the region before it, or its trade."""
    bare = COMPANY.sub("", name)
    front = next((front for front in fronts if bare.startswith(front)), "")
    for form in (bare, bare.removeprefix(front)):
        if len(form) >= SHORTEST_WITHOUT and own(form):
            yield form
    brand = TRADE.sub("", bare.removeprefix(front))
    if name.endswith(("公司", "集团")) and len(brand) >= _SHORTEST_BRAND and own(brand) and not TRADE.search(brand):
        yield brand


def without_parts(known: list[Place], fresh: list[Place]) -> list[Place]:
    """Return the known places that are not a part of a new name, as a city is of a company that is called after it."""
    starts = [place.start for place in fresh]
    kept = []
    for place in known:
        at = bisect_right(starts, place.start) - 1
        if at < 0 or fresh[at].end <= place.start:
            kept.append(place)
    return kept


def _ended(signs: str, known: list[Place], sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield what ends as names of places do and has a part that is its own."""
    for match in ENDS_A_NAME.finditer(signs):
        start = _with_its_company(signs, _start_of_name(signs, match.start(), match.end(), sites), sites)
        near = bisect_right(known, match.start(), key=lambda place: place.start) - 1
        first = _after(known, start, match.start()) if match[0] in _GENERAL_KINDS else start
        if own(signs[first : match.start()]) or (match[0] in _ROADS and match.start() - first >= _SHORTEST_BRAND):
            yield start, match.end()
        elif (
            match[0] not in _GENERAL_KINDS
            and near >= 0
            and (
                known[near].end == start < match.start()
                or (known[near].end == match.start() and match[0] in KINDS_OF_ZONES)
            )
        ):
            yield known[near].start, match.end()


def _with_its_company(signs: str, start: int, sites: list[Place]) -> int:
    """Return where a name begins that has a company and a district before what it is: 飞鹰集团攸县生态园."""
    near = bisect_right(sites, start, key=lambda place: place.start) - 1
    if near < 0 or sites[near].end != start or not signs.endswith(_COMPANIES, 0, sites[near].start):
        return start
    return _start_of_name(signs, sites[near].start, sites[near].start, sites[:near])


_COMPANIES = ("集团", "公司")


def _after(known: list[Place], start: int, at: int) -> int:
    """Return where a name goes on after the last known place that is named before a place of it."""
    near = bisect_right(known, at, key=lambda place: place.start) - 1
    return max(start, known[near].end) if near >= 0 else start


_ROADS = ("大道", "大桥")
"""What is called by words that many names have: 千亿大道, 创新大道."""

_GENERAL_KINDS = ("项目", "专案", "工程", "企业", "基地", "园区")
"""What the city has many of: 株洲重点项目 is no name."""


def _listed(signs: str, sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield the names of a list of projects or companies: …、…等26个项目."""
    for match in _AND_MORE.finditer(signs):
        first = max(match.start() - _LONGEST_LIST, 0)
        first = max((mark.end() for mark in _NOT_IN_A_LIST.finditer(signs, first, match.start())), default=first)
        at = first
        for mark in (*_AND.finditer(signs, first, match.start()), match):
            start = _start_of_name(signs, mark.start(), mark.start(), sites, at)
            if mark.start() - start >= 3 and own(signs[start : mark.start()]):
                yield start, mark.start()
            at = mark.end()


def _costing(signs: str, known: list[Place], sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield what begins a part of a sentence and is told a cost or a size of: 飞鹰能源总投资3亿元."""
    for match in _COSTS.finditer(signs):
        start = _start_of_name(signs, match.end(1), match.end(1), sites, match.start(1))
        if match.end(1) - start >= SHORTEST_WITHOUT and own(signs[_after(known, start, match.end(1)) : match.end(1)]):
            yield start, match.end(1)


def _paid_for(signs: str, sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield what costs a sum that is told before it: 总投资12亿元的云雀传感器研发和生产项目."""
    for match in _PAID_FOR.finditer(signs):
        start, end = match.span("name")
        near = bisect_right(sites, start, key=lambda place: place.start) - 1
        start = sites[near].end if near >= 0 and sites[near].end > start else start
        if (
            end - start >= SHORTEST_WITHOUT
            and GENERAL.sub("", signs[start:end])
            and not _HAS_A_VERB.search(signs, start, end)
        ):
            yield start, end


def _is_a_name(item: str) -> bool:
    """Return whether an item of a list tells nothing but a name."""
    return own(item) and not (_HAS_A_VERB.search(item) or BEFORE_A_NAME.search(item))


def _quoted_lists(signs: str) -> Iterator[tuple[int, int]]:
    """Yield the names of a list of projects, each in quotation marks: 项目包括“飞鹰治理”、“云雀提升”."""
    for listed in _QUOTED_LIST.finditer(signs):
        yield from (match.span("name") for match in _IN_QUOTES.finditer(signs, *listed.span()) if own(match["name"]))


def _joined(signs: str) -> Iterator[tuple[int, int]]:
    """Yield names that join two things, where the first of them is no name by itself and tells nothing."""
    for match in _JOINED.finditer(signs):
        first = match["first"]
        if own(first) and not (BEFORE_A_NAME.search(first) or ENDS_A_NAME.search(first) or _HAS_A_VERB.search(first)):
            yield match.start(), match.end()


_HAS_A_VERB = re.compile("[将拟已在是由为与]|开工|签约|落户|竣工|投产")
"""What is in a sentence and in no name."""


def _towns(signs: str) -> Iterator[tuple[int, int]]:
    for match in _TOWN.finditer(signs):
        if not _NO_TOWN.search(match["name"] or ""):
            yield match.span()


def _start_of_name(signs: str, at: int, end: int, sites: list[Place], least: int = 0) -> int:
    """Return where a name begins: after the last word that no name holds, or the last place that is known."""
    first = max(end - _REACH, least)
    start = max((match.end() for match in BEFORE_A_NAME.finditer(signs, first, at)), default=first)
    near = bisect_right(sites, at, key=lambda place: place.start) - 1
    if near >= 0 and start <= sites[near].end:
        start = min(sites[near].end, at)
    if leading := _LEADING.match(signs, start, at):
        start = leading.end()
    while start < at and signs[start] in ")(·-+" and signs.find(")", start, at) != start:
        start += 1
    return _after_a_bracket(signs, start, at)


def _after_a_bracket(signs: str, start: int, at: int) -> int:
    """Return where a name begins that has no half of a pair of brackets."""
    opened, closed = signs.find("(", start, at), signs.find(")", start, at)
    if closed >= 0 and (opened < 0 or closed < opened):
        return closed + 1
    return opened + 1 if opened >= 0 and closed < 0 else start


def _is_in(signs: str, sites: list[Place], start: int, end: int) -> bool:
    """Return whether a name is of a known place, perhaps with what kind of place, but no zone of it, after it."""
    near = bisect_right(sites, end - 1, key=lambda place: place.start) - 1
    if near < 0:
        return False
    site = sites[near]
    is_with_kind = end - site.end <= _LONGEST_KIND and not signs.endswith(KINDS_OF_ZONES, start, end)
    return site.end >= end or (site.start == start and is_with_kind)


_LONGEST_KIND = 4
"""Signs of a kind of place after a name."""
