"""The places of a text: those of the record by any of their names, and what looks like the name of a new one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
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
_COMPANY = re.compile(r"(?<=....)(?:(?:股份)?有限(?:责任)?公司|项目)$")
_ZONES = ("经开区", "高新区")
"""Kinds of zones by which alone the city's own is called."""

_KINDS_OF_ZONES = (*_ZONES, "开发区")

_HAN = re.compile("[一-龥]*")
_SHORTEST_WITHOUT = 4
"""Characters of a name that is left when the city's is taken from its front: fewer may mean anything."""
_OF_THE_PAPER = re.compile("日报|晚报|新闻网|发布|融媒|电视|网讯")


class Names:
    """The names under which the subjects of an atlas are printed.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.city = atlas.place.code
        self._districts = frozenset(atlas.district_rows)
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
        self._shared = self._shared_names(atlas)
        self._found = {*self._subjects, *self._shared}

    def _shortened(self, known: dict[str, list[str]], fronts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the short forms of names, the longer ones first: those that two subjects share lead to the first."""
        for subject, names in known.items():
            for name in map(fold, names):
                bare = _IN_BRACKETS.sub("", name)
                forms = {bare, _UNIT.sub("", bare), _COMPANY.sub("", bare)}
                for front in fronts:
                    forms |= {form.removeprefix(front) for form in forms}
                if name.startswith(fronts[-1]) and not name.startswith(fronts[0]):
                    forms.add(fronts[0] + name.removeprefix(fronts[-1]))
                for form in sorted(forms - {name}):
                    is_a_unit = len(form) >= 2 and name.startswith(form) and _UNIT.search(name) is not None
                    if len(form) >= _SHORTEST_WITHOUT or is_a_unit or form in _ZONES:
                        yield form, subject

    def _shared_names(self, atlas: Atlas) -> dict[str, dict[str, str]]:
        """Return the names that other names end with after the name of their district, each with whose it is where."""
        units = [name for name, subject in self._subjects.items() if subject in atlas.district_rows]
        shared: dict[str, dict[str, str]] = {}
        for name, subject in self._subjects.items():
            for unit in units:
                rest = name.removeprefix(unit)
                is_known = self._subjects.get(rest, subject) != subject
                is_told = rest not in self._subjects and len(rest) >= _SHORTEST_WITHOUT and _own(rest)
                if rest != name and (is_known or is_told):
                    shared.setdefault(rest, {})[self._subjects[unit]] = subject
        return shared

    def _subject(self, name: str, unit: str) -> str:
        """Return the subject of a name, of one that several have or end with, that of the district named before."""
        return self._shared.get(name, {}).get(unit) or self._subjects.get(name, "")

    def found_in(self, text: Text) -> list[Place]:
        """Return the places of the record that a text names, of names that overlap the longest."""
        likely = likely_in(text.signs, self._found)
        found: list[Place] = []
        unit = ""
        for match in longest_first(likely).finditer(text.signs):
            subject = self._subject(match[0], unit)
            last = found[-1].end if found else 0
            if (
                subject
                and not _is_within_a_word(text.signs, match)
                and not _OF_THE_PAPER.match(text.signs, match.end())
                and not (match[0] in _ZONES and _has_a_name(text.signs, match.start(), last))
            ):
                found.append(Place(match.start(), match.end(), subject))
                unit = found[-1].subject if found[-1].subject in self._districts else unit
        return found


def _has_a_name(signs: str, at: int, last: int) -> bool:
    """Return whether a kind of zone has a name of its own before it, which makes another zone of it."""
    before = signs[max(at - 2, last) : at]
    return len(before) == 2 and _HAN.fullmatch(before) is not None and not _ENDS_BEFORE_A_NAME.search(before)


def _is_within_a_word(signs: str, match: re.Match[str]) -> bool:
    """Return whether a Latin name goes on before or after."""
    name = match[0]
    before, after = signs[max(match.start() - 1, 0) : match.start()], signs[match.end() : match.end() + 1]
    return (name[0].isascii() and before.isascii() and before.isalnum()) or (
        name[-1].isascii() and after.isascii() and after.isalnum()
    )


def _alternatives(words: str) -> str:
    return longest_first(fold(words).split()).pattern


_KINDS = _alternatives(
    "合作社 家庭农场 茶厂 电厂 水厂 分厂 新厂 陶瓷厂 展览馆 博物馆 体育馆 图书馆 文化馆 会展中心 展示中心 指挥中心 "
    "产业带 度假区 生态园 农业园 博览城 商贸城 智造园 智能工厂 超级工厂 大道 隧道 铁路 码头 货场 公园 广场 小镇 "
    "健康谷 "
    "古镇 职业学院 研究中心 技术中心 运营中心 结算中心 交易中心 培训中心 检验中心 安置区 安置房 管网 水电站 风电 "
    "储能站 充电站 众创城 服饰城 物流城 汽车城 市场群 药业 制药 酒业 茶业 瓷业 实业 置业 "
    "产业集群基地 重工 产业园 产业园区 工业园 工业园区 科技园 物流园 创新园 示范园 孵化园 创业园 "
    "文创园 物流港 信息港 产业城 科技城 "
    "新城 生态城 示范区 "
    "项目 专案 工程 基地 公司 有限公司 有限责任公司 股份有限公司 集团 集团公司 工厂 研究院 研究所 实验室 创新中心 "
    "数据中心 研发中心 检测中心 "
    "总部 电站 电厂 变电站 高速 大桥 机场 港区 水库 大学 学院 医院 开发区 经开区 高新区 基金 片区 北站 南站 "
    "东站 西站 辅道 专线 "
    "光伏 风电场 商圈 综合体 体育中心 会展中心 物流中心 配送中心 集散中心 服务中心 街区 景区 水厂"
)
"""What the name of a new place ends with."""
_NEW = re.compile(rf"(?:{_KINDS})(?!{_KINDS}|建设|总部|[一-龥]{{0,2}}(?:有限)?公司)")
_GENERAL = re.compile(
    "[两一二三四五六七八九十](?=[大个批期类项级型园区年条家次市县])|"
    + _alternatives(
        "重点 重大 产业 工业 投资 建设 合作 招商 引资 签约 开工 竣工 投产 在建 新建 续建 省 市 区 县 级 国家 科技 "
        "创新 基础 设施 民生 实事 "
        "龙头 上市 骨干 相关 本地 外资 国有 民营 高新技术 制造 生产 示范 研发 物流 农业 现代 大型 中小 中小微 特色 "
        "优质 储备 前期 新 高校 "
        "十大 专项 转化 成果 技术 改造 试点 企业 高端 先进 智能 绿色 数字 央企 国企 上下游 配套 有限 股份 大 小 老 "
        "旧 主 子 分 总 母 副 类 "
        "发展 社会 生态 环保 一季度 二季度 三季度 四季度 季度 首批 二批 三批 批 第一 第二 第三 以上 上 下 内 外 "
        "亿元 狠抓 抓 好 多 更多 强化 "
        "服务 保障 推动 攻坚 主导 优势 支柱 新兴 战略 传统 未来 链上 链 集群 百强 千亿 百亿 十亿 规模 增量 标志性 "
        "引领性 关键 核心 技改 "
        "补短板 城市 更新 园区 工程 项目 集团 总 综合 配建 公共 文化 旅游 文旅 商贸 能源 交通 水利 电力 环境 治理 "
        "安置 保供 物资 储备 "
        "制造业 服务业 装备 材料 加工 仓储 电商 金融 担保 专精特新 小巨人 单项 冠军 隐形 独角兽 瞪羚 高成长 引进 "
        "落地 入库 入统 四上 "
        "改进 领域 所属 类型 销售 扩容 车道 双向 静态 动态 概算 估算 固定 资产 预计 "
        "这 该 本 各 全 其 某 乡镇 乡村 农村 开发 公益 工作 校企 政企 银企 政府 民间 社区 老旧 小区 "
        "棚户 标准 厂房 孵化 "
        "双 双百 世界 国际 全国 全省 全球 国内 湖南 湖南省 中国 省级 市级 县级 区级 国家级 世界级 重要 主要 骨干 "
        "头部 品牌 知名 著名 "
        "税源 财源 亮点 示范性 特大 超大 成熟 完工 规划 专业化 生态型 主城区 年度 全年 今年 去年 当年 同期 平台 "
        "中心 基地 体系"
    )
)
_NO_NAME = _alternatives(
    "旗下 观看 评为 投身 签订 "
    "推进 加快 打造 引进 签约 成功 实施 建成 开工 投产 竣工 落户 入驻 依托 位于 支持 推动 围绕 聚焦 组建 成立 启动 "
    "完成 参观 走进 来到 "
    "包括 其中 以及 通过 作为 成为 达到 占地 新增 全市 全区 全县 全省 全国 我市 该市 获得 荣获 获批 入选 加强 提升 "
    "提高 坚决 打好 狠抓 "
    "争取 创造 深化 持续 融入 作出 构建 形成 培育 发展 扩大 促进 鼓励 组织 举办 开展 拥有 聚集 集聚 吸引 招引 承接 "
    "服务于 用于 发往 "
    "赴 的 等 在 与 对 为 了 以 由 到 将 从 于 是 及 向 把 被 让 给 暨 至 比 各 个 家 座 年 "
    "月 日 亿元 万元 条 第 超 约 "
    "该县 该市 该区 该镇 该 这 那 一批 一个 多个 总投资 投资 随着 因为 使 "
    "并 也 还 又 更 最 已 正 来自 如 即 而 或 但 均 共 近 距 "
    "离 南起 北至 参加 出席 "
    "完善 缓解 我省 紧邻 毗邻 邻近 地处 坐落 确保 力争 谋划 汇报 铺排 宣布 举行 仪式 活动 列入 涉及 "
    "记者 通讯员 董事长 总经理 党工委 书记 主任 区长 县长 市长 介绍 表示 说 见证 座 家 前往 落地 获悉 了解 据悉 "
    "同时 目前 现场"
)
_BEFORE_A_NAME = re.compile(
    rf"[^一-龥a-z0-9·\-+()]|有(?!限)|项(?!目)|和(?!谐)|再(?!生)|发布(?!中心|会)|[0-9][余多]?名|{_NO_NAME}"
)
_ENDS_BEFORE_A_NAME = re.compile(rf"(?:{_BEFORE_A_NAME.pattern})$")
_AND_MORE = re.compile(
    r"等(?:[0-9]{1,4}|[一二三四五六七八九十两]{1,3}|一批|多)?(?:余|多)?(?:个|家|条)?"
    r"[一-龥]{0,8}?(?:项目|企业|公司|园区|基地)"
)
_NOT_IN_A_LIST = re.compile(r"[^一-龥a-z0-9·\-+()、]")
_LONGEST_LIST = 120
"""Signs of a list of names."""
_LEADING = re.compile("[拟型类式和]?(?:建设|新建|扩建|改造)(?:包含|一批|一个)?|[型类式](?=[一-龥]{4})|包含|新上")
"""Words before a name that are none of it, though they may be within one."""

_COSTS = re.compile(r"(?<![^,，。;:\n])([一-龥a-z0-9()·]{4,16}?)(?=(?:计划|预计|规划|拟|共)?(?:总投资|占地|总用地))")
_COUNTED = re.compile("[0-9一二三四五六七八九十两][余多]?[个家条座][^的]{0,12}$")
_COUNTS = re.compile("(?:有|共|达)?[0-9]+[余多]?[个家](?!项目)")
"""What makes a name after it, or before it, a kind of which there are so many."""

_HONOUR = re.compile(
    "(?:成为|评为|认定为|确定为|列为|批准为).{0,12}?(?:全国|全省|国内|国家|世界|湖南|中国|省内|亚洲|国际).{0,16}$"
)
"""What makes a name after it something that a place is called."""

_TOWN = re.compile("(?<![城乡集小村全各建市])[一-龥]{2}(?:镇|街道)(?![化区长])")
_ROUTE = re.compile("(?<![一-龥])[一-龥]{2,3}至[一-龥]{2,3}(?:高速|高铁|铁路|公路|专线)")
_NO_TOWN = re.compile("[城乡集小村该全各特古这个和在与的省市区县重点型强]")


def new_names(text: Text, known: list[Place], city: str) -> list[Place]:
    """Return what looks like the name of a place that the record lacks.

    It ends as names of places do (…产业园, …项目, …公司), or is one of a list of projects or companies.

    Parameters
    ----------
    text
        The text.
    known
        The places of the record in it.
    city
        Code of the city, whose name may be the beginning of another.
    """
    sites = [place for place in known if place.subject != city]
    found: dict[int, Place] = {}
    spans = {
        *_ended(text.signs, known, sites),
        *_listed(text.signs, sites),
        *(match.span() for match in _ROUTE.finditer(text.signs)),
        *_towns(text.signs),
        *_costing(text.signs, known, sites),
    }
    for start, end in _parted(text.signs, spans):
        if not _is_in(sites, start, end) and not _is_a_kind(text, start, end):
            found[start] = Place(start, end, NEW + text.token(start, end)[2])
    return _named_alike(list(found.values()))


def _is_a_kind(text: Text, start: int, end: int) -> bool:
    """Return whether a name is of a kind that is counted (6个机械项目、机械项目6个), or an honour (成为全国示范园)."""
    before = text.signs[text.clause(start)[0] : start].rpartition("、")[2]
    is_counted_after = text.signs.endswith(_GENERAL_KINDS, start, end) and _COUNTS.match(text.signs, end)
    return bool(is_counted_after or _COUNTED.search(before) or _HONOUR.search(before))


def _parted(signs: str, spans: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield names that do not overlap: of two that begin together the longer, but a company is none of its park."""
    ends: dict[int, list[int]] = defaultdict(list)
    for start, end in sorted(spans):
        if (
            not ends[start]
            or not signs.endswith(_KINDS_OF_ZONES, start, ends[start][-1])
            or _own(signs[ends[start][-1] : end])
        ):
            ends[start].append(end)
    last = 0
    for start, (*inner, end) in ends.items():
        if inner and signs.endswith("公司", start, end):
            yield start, inner[-1]
            yield inner[-1], end
        elif start >= last or (end - last >= _SHORTEST_WITHOUT and _own(signs[last:end])):
            yield max(start, last), end
        last = max(last, end)


def _named_alike(fresh: list[Place]) -> list[Place]:
    """Return new names, those that are a part of one that was there before as that one."""
    known: list[str] = []
    alike = []
    for place in fresh:
        name = place.subject.removeprefix(NEW)
        core = _COMPANY.sub("", name)
        same = next(
            (other for other in reversed(known[-_FEW:]) if core in other or _COMPANY.sub("", other) in name), None
        )
        if same is None:
            known.append(name)
        alike.append(Place(place.start, place.end, NEW + (same or name)))
    return alike


_FEW = 40
"""How many of the names before one may be the same by another form."""


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
        bare = _COMPANY.sub("", text.signs[place.start : place.end])
        front = next((front for front in fronts if bare.startswith(front)), "")
        for form in (bare, bare.removeprefix(front)):
            if len(form) >= _SHORTEST_WITHOUT and _own(form):
                forms.setdefault(form, place.subject)
    taken = {at for place in (*known, *fresh) for at in range(place.start, place.end)}
    matches = longest_first(forms).finditer(text.signs) if forms else ()
    return [
        Place(match.start(), match.end(), forms[match[0]])
        for match in matches
        if match.start() not in taken and match.end() - 1 not in taken
    ]


def without_parts(known: list[Place], fresh: list[Place]) -> list[Place]:
    """Return the known places that are not a part of a new name, as a city is of a company that is called after it."""
    starts = [place.start for place in fresh]
    kept = []
    for place in known:
        at = bisect_right(starts, place.start) - 1
        if at < 0 or fresh[at].end <= place.start:
            kept.append(place)
    return kept


def _own(part: str) -> bool:
    """Return whether a part of a name is not only made of words that many places have."""
    return len(_GENERAL.sub("", part)) >= 2


def _ended(signs: str, known: list[Place], sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield what ends as names of places do and has a part that is its own."""
    for match in _NEW.finditer(signs):
        start = _start_of_name(signs, match.start(), match.end(), sites)
        near = bisect_right(known, match.start(), key=lambda place: place.start) - 1
        own = _after(known, start, match.start()) if match[0] in _GENERAL_KINDS else start
        if _own(signs[own : match.start()]) or _is_paid_for(signs, own, match.start()):
            yield start, match.end()
        elif match[0] not in _GENERAL_KINDS and near >= 0 and known[near].end == start < match.start():
            yield known[near].start, match.end()


def _after(known: list[Place], start: int, at: int) -> int:
    """Return where a name goes on after the last known place that is named before a place of it."""
    near = bisect_right(known, at, key=lambda place: place.start) - 1
    return max(start, known[near].end) if near >= 0 else start


def _is_paid_for(signs: str, start: int, end: int) -> bool:
    """Return whether a sum is told of a name, of which then less need be its own: 投资3亿元的新马社区项目."""
    return (
        signs.endswith("元的", 0, start)
        and end - start >= _SHORTEST_WITHOUT
        and _GENERAL.sub("", signs[start:end]) != ""
    )


_GENERAL_KINDS = ("项目", "专案", "工程", "企业", "基地", "园区")
"""What the city has many of: 株洲重点项目 is no name."""


def _listed(signs: str, sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield the names of a list of projects or companies: …、…等26个项目."""
    for match in _AND_MORE.finditer(signs):
        first = max(match.start() - _LONGEST_LIST, 0)
        first = max((mark.end() for mark in _NOT_IN_A_LIST.finditer(signs, first, match.start())), default=first)
        at = first
        for item in signs[first : match.start()].split("、"):
            end = at + len(item)
            start = _start_of_name(signs, end, end, sites, at)
            if end - start >= 3 and _own(signs[start:end]):
                yield start, end
            at = end + 1


def _costing(signs: str, known: list[Place], sites: list[Place]) -> Iterator[tuple[int, int]]:
    """Yield what begins a part of a sentence and is told a cost or a size of: 飞鹰能源总投资3亿元."""
    for match in _COSTS.finditer(signs):
        start = _start_of_name(signs, match.end(1), match.end(1), sites, match.start(1))
        if match.end(1) - start >= _SHORTEST_WITHOUT and _own(signs[_after(known, start, match.end(1)) : match.end(1)]):
            yield start, match.end(1)


def _towns(signs: str) -> Iterator[tuple[int, int]]:
    for match in _TOWN.finditer(signs):
        if not _NO_TOWN.search(match[0][:2]):
            yield match.span()


def _start_of_name(signs: str, at: int, end: int, sites: list[Place], least: int = 0) -> int:
    """Return where a name begins: after the last word that no name holds, or the last place that is known."""
    first = max(end - LONGEST_NAME, least)
    start = max((match.end() for match in _BEFORE_A_NAME.finditer(signs, first, at)), default=first)
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


def _is_in(sites: list[Place], start: int, end: int) -> bool:
    """Return whether a name is of a known place, perhaps with what kind of place it is after it."""
    near = bisect_right(sites, end - 1, key=lambda place: place.start) - 1
    if near < 0:
        return False
    site = sites[near]
    return site.end >= end or (site.start == start and end - site.end <= 4)
