"""The nation, provinces and other cities of a text: what is told of them is not of the record's city."""

from __future__ import annotations

import re
from collections.abc import Container
from collections.abc import Iterator

from geo.atlas.characters import longest_first
from geo.mentions.places import NEW
from geo.mentions.places import Place
from geo.mentions.text import Text

NATION = f"{NEW}全国"
"""The subject of the nation's figures."""


def _by_code(names: str) -> dict[str, str]:
    return {name[:2]: name[2:] for name in names.split()}


_PROVINCES = _by_code(
    "11北京市 12天津市 13河北省 14山西省 15内蒙古自治区 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省 33浙江省 "
    "34安徽省 35福建省 36江西省 37山东省 41河南省 42湖北省 43湖南省 44广东省 45广西壮族自治区 46海南省 50重庆市 "
    "51四川省 52贵州省 53云南省 54西藏自治区 61陕西省 62甘肃省 63青海省 64宁夏回族自治区 65新疆维吾尔自治区"
)
"""Names of the provinces by the first two digits of the codes of what is in them (GB/T 2260)."""

_SHORT = {name[: 3 if name[:1] in "内黑" else 2]: name for name in _PROVINCES.values()}
FRONTS = (*(f"{name}省" for name in _SHORT), *_SHORT)
"""Names of provinces with which names of companies begin."""

_WHOLE = frozenset({NATION, *(f"{NEW}{name}" for name in _PROVINCES.values())})
_OF_ALL = {"全国": NATION, "我国": NATION}
_OF_THE_PROVINCE = ("全省", "我省")
_BEGINS = re.compile(r"(?:^|[,，。;:!?\s(])(?:[0-9年月日初底末]{0,10}|(?:今|去|全)年|年内|其中|(?:截[至止])?目前)$")
"""What is before the nation or a province that something is told of: it begins a part of a sentence."""

_NO_OWNER = re.compile(
    "[首唯最前各平先排领居列]|第(?!.批)|[一二三四五六七八九十][大强个]|示范|试点|知名|人大|政协|人民|政府|委|领导|"
    "工业和|统计|日报|市场|范围|县域|高新|百强|级|[至到]"
)
"""What makes of the nation or a province after it a rank, an office or a part of a name."""

_CITY = re.compile(
    rf"(?<![一-龥])(?:{'|'.join(_SHORT)})?省?(?P<name>[一-龥]{{2}}(?:[市县]|州(?!市)))(?![场民值容况面售价占级直内]|委员)"
    rf"|(?:{'|'.join(_SHORT)})省?(?P<after>[一-龥]{{2}}[市县])"
    rf"|(?<![一-龥])(?:{'|'.join(_SHORT)})(?P<dateline>[一-龥]{{2,3}})(?=:)"
)
_MOST = 30
"""Other cities of a text: one that names more is about none of them."""

_NO_CITY = re.compile("[全我该本各城上超门夜集股债都入地级直省楼房在的和与为是个年月日区县市]")


def regions(text: Text, known: list[Place], city: str) -> list[Place]:
    """Return where a text speaks of the nation, of a province, or of cities and counties that the record lacks.

    Parameters
    ----------
    text
        What is read.
    known
        What was found in it already, which is nothing of these.
    city
        Code of the record's city: its province is 全省.
    """
    own = f"{NEW}{_PROVINCES[city[:2]]}" if city[:2] in _PROVINCES else ""
    taken = {at for place in known for at in range(place.start, place.end)}
    cities = list(_cities(text.signs, taken))
    taken |= {place.start for place in cities}
    return [*_whole(text.signs, own, taken), *cities]


def is_whole(subject: str) -> bool:
    """Return whether a subject is the nation or a province."""
    return subject in _WHOLE


def _whole(signs: str, own: str, taken: Container[int]) -> Iterator[Place]:
    """Yield the nation and provinces where they begin what is told, and no name of another place."""
    subjects = _OF_ALL | {name: f"{NEW}{full}" for name, full in _SHORT.items()}
    subjects |= dict.fromkeys(_OF_THE_PROVINCE, own) if own else {}
    for match in re.finditer("|".join(subjects), signs):
        end = match.end() + signs.startswith("省", match.end())
        begins = _BEGINS.search(signs, max(match.start() - 12, 0), match.start())
        if begins and match.start() not in taken and end not in taken and not _NO_OWNER.match(signs, end):
            yield Place(match.start(), end, subjects[match[0]])


def _cities(signs: str, taken: Container[int]) -> Iterator[Place]:
    """Yield other cities and counties: by their whole names, and by short ones once a text has the whole one."""
    matches = (match for match in _CITY.finditer(signs) if match.end() - 1 not in taken)
    told = (match["name"] or match["after"] or f"{match['dateline']}市" for match in matches)
    names = list(dict.fromkeys(name for name in told if not _NO_CITY.search(name[:-1])))[:_MOST]
    forms = {name[:-1]: name for name in names} | {name: name for name in names}
    for match in longest_first(forms).finditer(signs) if forms else ():
        if match.start() not in taken and match.end() - 1 not in taken:
            yield Place(match.start(), match.end(), f"{NEW}{forms[match[0]]}")
