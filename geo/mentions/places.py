"""The places of a text: those of the record by any of their names, and what looks like the name of a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold
from geo.atlas.characters import likely_in
from geo.atlas.characters import longest_first
from geo.mentions.text import Text

NEW = "?"
"""What a name begins with that is of no place of the record."""

LONGEST_NAME = 16
"""Characters of a new name."""


@dataclass(frozen=True)
class Place:
    """A place that a text names.

    Parameters
    ----------
    start, end
        The signs of the name.
    subject
        Id of a site, code of a district or of the city; for a new name the name itself after :data:`NEW`.
    """

    start: int
    end: int
    subject: str

    @property
    def is_new(self) -> bool:
        """Whether the record has no such place."""
        return self.subject.startswith(NEW)


_IN_BRACKETS = re.compile(r"\(.{1,20}\)$")
_UNIT = re.compile(r"(?<=..)(?:市|区|县|旗)$")
_COMPANY = re.compile(r"(?<=....)(?:股份)?有限(?:责任)?公司$|(?<=....)项目$")
_SHORTEST_WITHOUT = 4
"""Characters of a name that is left when the city's is taken from its front: fewer may mean anything."""

_KINDS = (
    *(
        "产业园",
        "产业园区",
        "工业园",
        "工业园区",
        "科技园",
        "物流园",
        "创新园",
        "示范园",
        "孵化园",
        "产业城",
        "科技城",
        "新城",
        "园区",
    ),
    *(
        "项目",
        "基地",
        "公司",
        "集团",
        "工厂",
        "研究院",
        "研究所",
        "实验室",
        "创新中心",
        "数据中心",
        "研发中心",
        "总部",
        "电站",
        "电厂",
    ),
    *(
        "高速",
        "大桥",
        "机场",
        "港区",
        "水库",
        "大学",
        "学院",
        "医院",
        "开发区",
        "经开区",
        "高新区",
        "产业基金",
        "生产线",
    ),
)
"""What the name of a new place ends with."""
_NEW = re.compile(rf"(?:{longest_first(_KINDS).pattern})(?![一-龥]?(?:{'|'.join(_KINDS)}))")
_BEFORE_A_NAME = re.compile(
    r"[^一-龥a-z0-9·\-+]|"
    + "|".join(
        (
            *(
                "推进",
                "加快",
                "建设",
                "打造",
                "引进",
                "签约",
                "成功",
                "实施",
                "建成",
                "开工",
                "投产",
                "竣工",
                "落户",
                "入驻",
                "依托",
            ),
            *(
                "位于",
                "支持",
                "推动",
                "围绕",
                "聚焦",
                "组建",
                "成立",
                "启动",
                "完成",
                "参观",
                "走进",
                "来到",
                "包括",
                "其中",
                "以及",
            ),
            *(
                "通过",
                "作为",
                "成为",
                "达到",
                "投资",
                "占地",
                "新增",
                "全市",
                "全区",
                "全县",
                "全省",
                "全国",
                "我市",
                "该",
                "这",
                "该市",
            ),
            *(
                "的",
                "等",
                "在",
                "与",
                "和",
                "对",
                "为",
                "了",
                "以",
                "由",
                "到",
                "将",
                "从",
                "于",
                "是",
                "有",
                "及",
                "向",
                "把",
                "被",
                "让",
            ),
            *(
                "一批",
                "一个",
                "多个",
                "各",
                "个",
                "家",
                "座",
                "项",
                "年",
                "月",
                "日",
                "亿元",
                "万元",
                "条",
                "第",
                "超",
                "约",
            ),
        )
    )
)
_GENERAL = re.compile(
    r"^(?:(?:重点|重大|产业|工业|投资|建设|合作|招商|签约|开工|竣工|投产|在建|新建|续建|省|市|区|县|级|国家|科技|创新|基础设施|民生|"
    r"实事|龙头|上市|骨干|相关|本地|外资|国有|民营|高新技术|制造|生产|示范|研发|物流|农业|现代|大型|中小|特色|优质|储备|前期|新|"
    r"高校|十大|专项|转化|成果|技术|改造|试点|企业|高端|先进|智能|绿色|数字|央企|国企|上下游|配套|集团|有限|股份|大|小|老|旧|主|子|分|总)*)$"
)


class Names:
    """The names under which the subjects of an atlas are printed.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.city = atlas.place.code
        place = atlas.place
        self._subjects: dict[str, str] = {}
        known = {place.code: [place.name_zh, place.short_name_zh]}
        known |= {code: [row["name_zh"]] for code, row in atlas.district_rows.items()}
        known |= {site: [row["name_zh"], *row["aliases"]] for site, row in atlas.site_rows.items()}
        for subject in subjects(atlas):
            for name in known[subject]:
                self._subjects.setdefault(fold(name), subject)
        fronts = (fold(place.name_zh), fold(place.short_name_zh))
        for short, subject in list(self._shortened(known, fronts)):
            self._subjects.setdefault(short, subject)

    def _shortened(self, known: dict[str, list[str]], fronts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the short forms of names, the longer ones first: those that two subjects share lead to the first."""
        for subject, names in known.items():
            for name in map(fold, names):
                bare = _IN_BRACKETS.sub("", name)
                forms = {bare, _UNIT.sub("", bare), _COMPANY.sub("", bare)}
                for front in fronts:
                    forms |= {form.removeprefix(front) for form in forms}
                for form in sorted(forms - {name}):
                    if len(form) >= _SHORTEST_WITHOUT or (
                        len(form) >= 2 and name.startswith(form) and _UNIT.search(name)
                    ):
                        yield form, subject

    def found_in(self, text: Text) -> list[Place]:
        """Return the places of the record that a text names, of names that overlap the longest."""
        likely = likely_in(text.signs, self._subjects)
        pattern = longest_first(likely)
        return [
            Place(match.start(), match.end(), self._subjects[match[0]])
            for match in pattern.finditer(text.signs)
            if not _is_within_a_word(text.signs, match)
        ]


def _is_within_a_word(signs: str, match: re.Match[str]) -> bool:
    """Return whether a Latin name goes on before or after."""
    name = match[0]
    before, after = signs[max(match.start() - 1, 0) : match.start()], signs[match.end() : match.end() + 1]
    return (name[0].isascii() and before.isascii() and before.isalnum()) or (
        name[-1].isascii() and after.isascii() and after.isalnum()
    )


def new_names(text: Text, known: list[Place]) -> list[Place]:
    """Return what looks like the name of a place that the record lacks: what ends as names of places end."""
    taken = {at for place in known for at in range(place.start, place.end)}
    found = []
    for match in _NEW.finditer(text.signs):
        start = _start_of_name(text.signs, match.start())
        name = text.signs[start : match.end()]
        if match.end() - 1 in taken or start == match.start() or _GENERAL.match(text.signs[start : match.start()]):
            continue
        if len(name) <= LONGEST_NAME and not name[0].isdecimal():
            _, _, printed = text.token(start, match.end())
            found.append(Place(start, match.end(), NEW + printed))
    return found


def _start_of_name(signs: str, end: int) -> int:
    """Return where a name begins: after the last word that no name holds."""
    first = max(end - LONGEST_NAME, 0)
    return max((match.end() for match in _BEFORE_A_NAME.finditer(signs, first, end)), default=first)
