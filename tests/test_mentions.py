"""From an article to candidates: one behaviour a test, in sentences that nobody printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import geo.mentions
from geo.atlas.atlas import Atlas
from geo.atlas.characters import variants
from geo.issues.errors import RecordError
from geo.mentions.candidate import Candidate
from geo.mentions.figures import figures
from geo.mentions.reader import Reader
from geo.mentions.table import COLUMNS
from geo.mentions.table import row_of
from geo.mentions.table import to_csv
from geo.mentions.text import text_of
from geo.mentions.units import Units
from geo.record.read import read
from tests.attack.articles import LONG
from tests.attack.articles import articles
from tests.attack.articles import faults


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


@pytest.fixture(scope="module")
def reader(atlas) -> Reader:
    return Reader(atlas)


@pytest.fixture
def told(atlas):
    """Give the figures of a text as value, unit and qualifier."""
    units = Units(atlas.words)
    return lambda text: [(each.value, each.unit, each.qualifier) for each in figures(text_of(text), units, [])]


def offered(reader: Reader, text: str, published: str = "2026-06-20") -> list[Candidate]:
    return reader.read(text, published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资12.5亿元", [("12.5", "yi-yuan", "")]),
        ("总投资１２．５億元", [("12.5", "yi-yuan", "")]),
        ("占地约300亩", [("300", "mu", "about")]),
        ("签约300亩", [("300", "mu", "")]),
        ("企业1700余家", [("1700", "jia", "over")]),
        ("投资3亿多元", [("3", "yi-yuan", "over")]),
        ("产值超230亿元", [("230", "yi-yuan", "over")]),
        ("产值近4亿元", [("4", "yi-yuan", "nearly")]),
        ("增长5.5%以上", [("5.5", "percent", "at-least")]),
        ("增长8%左右", [("8", "percent", "about")]),
        ("不到20家", [("20", "jia", "under")]),
        ("十五个项目", [("15", "ge", "")]),
        ("三百多个岗位", [("300", "ge", "over")]),
        ("两千亿元产值", [("2000", "yi-yuan", "")]),
        ("上万个零件", [("10000", "ge", "at-least")]),
        ("七八十支球队", [("70", "ge", "at-least")]),
        ("提高4.5和2.7个百分点", [("4.5", "percentage-point", ""), ("2.7", "percentage-point", "")]),
        ("3到5家", [("3", "jia", ""), ("5", "jia", "")]),
        ("10—15亿元", [("10", "yi-yuan", ""), ("15", "yi-yuan", "")]),
        ("居全省第28位", [("28", "rank", "")]),
        ("居全国第十、全省第一。", [("10", "rank", ""), ("1", "rank", "")]),
        ("增长超10倍", [("10", "times-added", "over")]),
        ("是去年的2.5倍", [("2.5", "times", "")]),
        ("晋升2位、23位", [("2", "wei", ""), ("23", "wei", "")]),
        ("3万职工", [("3", "wan-ren", "")]),
        ("1,234.5万元", [("1234.5", "wan-yuan", "")]),
        ("4.5亿美元", [("45000", "wan-usd", "")]),
        ("12345678901234567890亿元", []),
        ("占比达百分之三十", [("30", "percent", "")]),
        ("九成以上企业", [("90", "percent", "at-least")]),
        ("产能翻一番", [("2", "times", "")]),
        ("水质达到Ⅱ类", [("2", "water-class", "")]),
        ("连续九年增长", [("9", "nian", "")]),
        ("75年来、三年前", []),
        ("产值过10亿元企业3家,5亿元以上项目4个", [("3", "jia", ""), ("4", "ge", "")]),
        ("新增超20家企业、5个以上项目", [("20", "jia", "over"), ("5", "ge", "at-least")]),
        ("一家企业、一万吨", [("1", "wan-ton", "")]),
        ("分别提高4.1个、2个和0.7个百分点", [(each, "percentage-point", "") for each in ("4.1", "2", "0.7")]),
        ("GDP3亿元、建筑面积约12万㎡", [("3", "yi-yuan", ""), ("12", "wan-square-metre", "about")]),
        ("6大类项目", [("6", "lei", "")]),
        ("500千伏、12.5千米", [("500", "kilovolt", ""), ("12.5", "kilometre", "")]),
        ("万余亩、2个多月", [("1", "wan-mu", "over"), ("2", "month", "over")]),
        ("时速100公里/小时、16元/公斤、300MWh", []),
        ("药丸10亿粒", [("1000000000", "ge", "")]),
        ("增幅达两位数,五个方面发力,一站式、三段式服务,十一届五次全会", []),
        ("培育千亿产业、一批50亿规模的龙头企业、税收过亿元工业企业", []),
        ("20亿元以上项目4个,5—10亿元项目6个,年产值超10亿元重点企业", [("4", "ge", ""), ("6", "ge", "")]),
        ("实现时间过半、任务过半,“三微六位”工程", []),
        ("AES100发动机、5G、A4", []),
        ("“三大工程”", []),
        ("七届人大二次会议,千亿支柱产业", []),
        ("排名较上年前进2位", [("2", "wei", "")]),
        ("产值2.5个亿,签约29个亿元以上项目", [("2.5", "yi-yuan", ""), ("29", "ge", "")]),
        ("打造3个亿级产业园,8个亿吨级项目,引进5个亿美元项目", [("3", "ge", ""), ("8", "ge", ""), ("5", "ge", "")]),
        ("5至10亿元项目有3个,1至5亿元以上项目有4个", [("3", "ge", ""), ("4", "ge", "")]),
        (
            "纳税过500万元、利润过亿元,通过3项",
            [("500", "wan-yuan", "over"), ("1", "yi-yuan", "over"), ("3", "xiang", "")],
        ),
        ("总人口83.2万,纳税额突破2000万。招工5万", [("83.2", "wan-ren", ""), ("2000", "wan-yuan", "over")]),
        (
            "占比近一半、超半数,其中的一半,一半以上",
            [("50", "percent", each) for each in ("nearly", "over", "", "at-least")],
        ),
        ("1000亿元级物流枢纽,5亿元以上的“主力军”项目3个,5000万元以上的在建项目", [("3", "ge", "")]),
        ("车辆180节、3节能项目", [("180", "ge", "")]),
        ("二次资源、2次会议", [("2", "ge", "")]),
        ("增长近一倍", [("1", "times-added", "nearly")]),
        ("用电1.98亿度,高温5度", [("1.98", "yi-kwh", "")]),
        ("投资2个多亿,占地1 442亩", [("2", "yi-yuan", "over"), ("1442", "mu", "")]),
        ("超过人民币2亿元", [("2", "yi-yuan", "over")]),
        ("11万箱、20万m3", [("110000", "ge", ""), ("200000", "cubic-metre", "")]),
        ("三次产业齐头并进,第一、二、三产业各有所长,从三个维度看", []),
        ("浏览次数:35次,来源不详", []),
        ("形成4亿安时电池,奖金300余万", [("300", "wan-yuan", "over")]),
        ("40多家上下游企业", [("40", "jia", "over")]),
        ("经过30多年发展,计划工期为4年,", [("30", "nian", "over"), ("4", "nian", "")]),
        ("云雀千亿工业走廊、百亿特色产业园区", []),
        ("投资过20亿元基础设施项目,连续第二个年头", []),
        ("收入突破千亿大关。", [("1000", "yi-yuan", "over")]),
        ("产值过亿元42家,全省8家示范园之一", [("42", "jia", "")]),
        ("百亿项目17个,百亿扩能工程,浏览35次", [("17", "ge", "")]),
        ("3586次浏览,产值过亿的电子企业有10家,三种方式", [("10", "jia", "")]),
        ("不超5亿元,超八成企业", [("5", "yi-yuan", "under"), ("80", "percent", "over")]),
        ("建设周期为一年,耗时不到一个月。一年之计", [("1", "nian", ""), ("1", "month", "under")]),
    ],
)
def test_figures_are_read_with_unit_and_qualifier(text, expected, told):
    assert told(text) == expected


def test_candidates_say_where_they_are_printed(reader):
    (figure,) = [each for each in offered(reader, "\n第二行，株洲投資 **12.5** 億元。\n") if each.kind == "figure"]
    assert (figure.line, figure.column, figure.token) == (2, 12, "12.5** 億元")


def test_a_token_ends_before_what_no_eye_sees(reader):
    (figure,) = [each for each in offered(reader, "株洲投资12.5\u2029亿元") if each.kind == "figure"]
    assert (figure.token, figure.unit) == ("12.5", "yi-yuan")


def only(reader: Reader, text: str, kind: str = "figure", published: str = "2026-06-20") -> Candidate:
    (found,) = [each for each in offered(reader, text, published) if each.kind == kind]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年,株洲完成产值3亿元。", "2025"),
        ("去年,株洲完成产值3亿元。", "2025"),
        ("今年1—5月,株洲完成产值3亿元。", "2026-01/2026-05"),
        ("今年上半年,株洲完成产值3亿元。", "2026-01/2026-06"),
        ("2025年前三季度,株洲完成产值3亿元。", "2025-01/2025-09"),
        ("截至2026年4月,株洲有企业3家。", "2026-04"),
        ("“十三五”期间,株洲完成产值3亿元。", "2016/2020"),
        ("过去五年,株洲完成产值3亿元。", "2021/2025"),
        ("去年成绩不俗。目前,株洲有企业3家。", "2026-06-20"),
        ("6月18日,株洲有企业3家。", "2026-06-18"),
        ("株洲有企业3家。", "2026-06-20"),
        ("与去年相比,株洲产值增长3%。", "2026-06-20"),
        ("2025年工作回顾\n\n株洲完成产值3亿元。", "2025"),
        ("上半年株洲工业稳步回升\n\n株洲有企业3家。", "2026-01/2026-06"),
        ("自去年四季度以来,形势向好。1至5月,株洲完成产值3亿元。", "2026-01/2026-05"),
        ("1至5月,形势向好。\n\n株洲产值增长3%。", "2026-01/2026-05"),
        ("株洲投资增速达3%,较前4月有所提升。", "2026-06-20"),
        ("2026年二季度重点项目集中开工仪式在株洲举行,共有项目3个。", "2026-06-20"),
        ("株洲年底前建成厂房3万平方米。", "2026"),
        ("攸县2024年统计公报\n\n2025年3月\n\n全年产值3亿元。", "2024"),
        ("攸县2024年统计公报\n\n发布时间:2025-04-06 来源:网络\n\n年末有企业3家。", "2024"),
        ("攸县2024年统计公报\n\n二季度产值增长3%。", "2024-04/2024-06"),
        ("攸县产值1967.03亿元。", "2026-06-20"),
        ("“十五五”开局首季,攸县产值3亿元。", "2026-01/2026-03"),
        ("攸县列入“十四五”规划项目3个。", "2026-06-20"),
        ("北斗产业园2017年3月获批省级园区。园区有企业3家。", "2026-06-20"),
        ("攸县产值增幅低于去年同期3个百分点。", "2026-06-20"),
        ("攸县开工项目3个,今年计划投资更多。", "2026-06-20"),
        ("攸县有入园企业3家,首个项目2024年5月开工。", "2026-06-20"),
        ("云雀公司08年5月投资3亿元。", "2008-05"),
        ("北斗集团2009年落户攸县,拥有员工3人。", "2026-06-20"),
        ("首台机组计划2029年投产。截至5月底,累计完成投资3亿元。", "2026-05"),
    ],
)
def test_dates_are_told_from_the_day_of_the_text(text, expected, reader):
    found = only(reader, text)
    assert (found.as_of, found.stated) == (expected, "")


def test_what_is_estimated_of_a_time_keeps_its_date(reader):
    found = only(reader, "今年1—5月,株洲预计产值增长3%。")
    assert (found.aim, found.as_of, found.stated) == ("expected", "2026-01/2026-05", "2026-06-20")


@pytest.mark.parametrize("stage", ["达产", "达产达标"])
def test_the_year_after_something_is_no_date(stage, reader):
    assert only(reader, f"项目{stage}后年产值3亿元。").as_of == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株洲完成产值3亿元。", "actual"),
        ("株洲力争完成产值3亿元。", "target"),
        ("到2027年,株洲产值达3亿元。", "target"),
        ("预计株洲今年产值可达3亿元。", "expected"),
        ("北斗集团投产后,将实现产值3亿元。", "expected"),
        ("北斗集团项目总投资3亿元。", "expected"),
        ("北斗集团计划投资5亿元,目前已完成投资3亿元。", "actual"),
        ("2026年工作安排\n\n株洲产值3亿元。", "target"),
        ("北斗集团计划投资2亿元,实际完成投资3亿元。", "actual"),
        ("株洲项目计划投资完成率超3%。", "actual"),
        ("株洲1至5月完成投资2亿元,占年计划的3%。", "actual"),
        ("拟建设的北斗集团项目占地3亩。", "expected"),
        ("北斗集团项目总投资2亿元,拟新建厂房3万平方米。", "expected"),
        ("北斗产业园占地3亩,将于2027年建成。", "expected"),
        ("北斗产业园年度计划投资3亿元。", "target"),
        ("北斗产业园将于年底达产。届时,产值达3亿元。", "expected"),
        ("北斗集团规划建设厂房3万平方米。", "expected"),
        ("株洲全年目标完成投资3亿元。", "target"),
        ("主要产品占比将近3%,株洲的要素保障有力。", "actual"),
        ("株洲现有重点项目9个,总投资3亿元。", "expected"),
        ("飞鹰大桥全长900米,桥宽3米。", "expected"),
        ("飞鹰产业园力争早日开工,建设工期3年。", "expected"),
        ("飞鹰项目总投资分别为2亿元和3亿元。", "expected"),
        ("株洲签约项目总投资5亿元,外地企业占比达3%。", "actual"),
        ("株洲完成投资2亿元,占年度投资计划的3%。", "actual"),
        ("株洲预计产量2万吨,同比增长3%。", "expected"),
        ("株洲力争实施项目2个,完成投资3亿元。", "target"),
        ("株洲共有项目2个,比去年多1个,总投资3亿元。", "expected"),
        ("飞鹰项目占地2亩。其中,北斗集团占地1亩,2025年产值3亿元。", "actual"),
        ("飞鹰高速设置3处互通。", "expected"),
        ("飞鹰高速设有2处服务区、3处收费站。", "expected"),
        ("飞鹰项目计划总投资2亿元。其中,株洲3个项目集中开工。", "actual"),
        ("飞鹰产业园项目总投资2亿元,株洲3个项目参加。", "actual"),
        ("北斗集团拟投资3亿元。", "expected"),
        ("北斗集团拟投资人民币3亿元。", "expected"),
        ("项目实施后,北斗集团年销售收入3亿元。", "expected"),
        ("飞鹰产业园二期规划3个组团。", "expected"),
        ("北斗集团已投产,目前每天可生产3台设备。", "actual"),
        ("飞鹰项目建设周期3年。", "expected"),
        ("株洲全年争取各类资金3亿元。", "actual"),
        ("株洲完成投资2亿元,占年度计划的3%。", "actual"),
        ("株洲力争产值翻番,去年提升了3%。", "actual"),
        ("株洲有望早日完成任务,产值增加了3%。", "actual"),
        ("北斗集团生产电机,公司占地3亩。", "actual"),
        ("飞鹰产业园总投资2亿元,占全市项目投资总额的3%。", "actual"),
        ("株洲1至5月完成投资2亿元,占年度投资计划4亿元的3%。", "actual"),
        ("年度计划投资5亿元;社会投资类项目完成约3亿元。", "actual"),
        ("株洲重点工程计划项目2个、省重点项目3个。", "actual"),
        ("北斗集团去产能3万吨。", "actual"),
        ("北斗产业园项目用地共计约3亩。", "expected"),
        ("北斗集团去年销售额2亿元,预计今年可达4亿元,2023年出口额达3亿元。", "actual"),
        ("株洲今年工程全部完成后,年产量3万吨。", "expected"),
        ("株洲固定资产投资3亿元。", "actual"),
        ("株洲将3家企业整合。", "actual"),
        ("北斗产业园有厂房3栋,预计明年6月份竣工。", "actual"),
        ("株洲产值增长2%(预计数,下同),出口增长3%。", "actual"),
        ("株洲将通关时间从5天压缩到3天。", "actual"),
        ("飞鹰公司将农户融入产业链,收购稻谷3吨。", "actual"),
        ("飞鹰项目总投资2亿元,可安排劳动力就业3人。", "expected"),
        ("攸县产业项目2个、年度投资5亿元,其他项目3个。", "actual"),
        ("占地2亩的飞鹰产业园建设了厂房3万平方米。", "actual"),
        ("飞鹰专线全长2公里,设站3座。", "expected"),
        ("攸县项目总投资2亿元,居全省第3位。", "actual"),
        ("飞鹰项目计划投资2亿元,新增用地5亩,新建厂房3万平方米。", "expected"),
        ("飞鹰项目必须年内投产,税收3亿元。", "target"),
        ("飞鹰大桥下月动工,今年投资3亿元。", "actual"),
        ("株洲一季度签约项目总投资2亿元,实现出口3亿元。", "actual"),
        ("株洲共设2场主体活动、3场专题活动。", "actual"),
        ("攸县实现“冲刺百强”的目标,产值3亿元。", "actual"),
        ("飞鹰大道预计明年完工。该道路宽3米。", "expected"),
        ("飞鹰项目总投入资金不超过3亿元。", "expected"),
        ("飞鹰项目一、二期投资总计达3亿元。", "expected"),
        ("飞鹰大桥已开工,银河、星河两处的城市综合体和多处云雀装备基地正在征拆,投资3亿元的云雀大桥开建。", "expected"),
    ],
)
def test_aims_are_those_of_the_nearest_word(text, expected, reader):
    found = [each for each in offered(reader, text) if each.value == "3"]
    assert [(each.aim, bool(each.stated)) for each in found] == [(expected, expected != "actual")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北斗集团完成产值3亿元。", "beidou-group"),
        ("北鬥集團完成產值3億元。", "beidou-group"),
        ("北斗集团发展迅速。该公司完成产值3亿元。", "beidou-group"),
        ("总投资3亿元的北斗集团开工。", "beidou-group"),
        ("北斗集团在攸县签约。全县新签约项目3个。", "430223"),
        ("全市有企业3家。", "430200"),
        ("湖南飞鹰新材料有限公司完成产值3亿元。", "?湖南飞鹰新材料有限公司"),
        ("醴陵开发区众多。醴陵经开区完成产值3亿元。", "liling-edz"),
        ("在醴陵市,经开区完成产值3亿元。", "liling-edz"),
        ("今年,全省实施项目3个。", "?湖南省"),
        ("衡阳至永州高速全长3公里,经新宁县。", "?衡阳至永州高速"),
        ("全省重点工程进展顺利。\n\n产业项目完成投资3亿元。", "?湖南省"),
        ("株洲产值居全省第3位。", "430200"),
        ("株洲产值高于全国、全省平均增幅3个百分点。", "430200"),
        ("衡阳市有序推进项目。全市完成投资3亿元。", "?衡阳市"),
        ("湖南衡阳:企业开工忙\n\n全市完成投资3亿元。", "?衡阳市"),
        ("湘西州有序推进项目,完成投资3亿元。", "?湘西州"),
        ("株洲市高新区完成产值3亿元。", "zhuzhou-high-tech-zone"),
        ("飞鹰铸造完成产值3亿元。湖南飞鹰铸造有限公司负责人说。", "?湖南飞鹰铸造有限公司"),
        ("总投资3亿元的新马社区项目开工。", "?新马社区项目"),
        ("拟建设飞鹰展示中心,占地3亩。", "?飞鹰展示中心"),
        ("据介绍,飞鹰能源总投资3亿元。", "?飞鹰能源"),
        ("据介绍,飞鹰能源计划总投资3亿元。", "?飞鹰能源"),
        ("飞鹰能源项目计划总投资3亿元。", "?飞鹰能源项目"),
        ("株洲簽訂飛鷹大橋合同。該橋起於星河大道,止於銀河大道,全長3米。", "?飛鷹大橋"),
        ("株洲签订飞鹰大桥合同。该桥起于星河大道,止于银河大道,全长3米。", "?飞鹰大桥"),
        ("飞马产业园签约。竣工项目投资3亿元,项目为飞鹰产业园。", "?飞鹰产业园"),
        ("湘潭高新区二季度完成产值3亿元。", "?湘潭高新区"),
        ("湘乡经开区完成产值3亿元。", "?湘乡经开区"),
        ("高新区完成产值3亿元。", "zhuzhou-high-tech-zone"),
        ("炎陵县项目众多。总投资3亿元的抽水蓄能电站开工。", "yanling-pumped-storage"),
        ("总投资3亿元的醴陵市飞鹰产业园开工。", "?飞鹰产业园"),
        ("北斗集团位于攸县,占地3亩。", "beidou-group"),
        ("飞鹰铸造公司项目紧邻服饰大道,项目总投资3亿元。", "?飞鹰铸造公司项目"),
        ("中车株洲所与北斗集团共建的飞鹰产业园开工,该园占地3亩。", "?飞鹰产业园"),
        ("飞鹰产业园开工。\n\n2026年,株洲重点项目总投资3亿元。", "430200"),
        ("今年产量3万吨\n\n炎陵县举行黄桃节。炎陵县的黄桃品质好。", "430225"),
        ("醴陵市陶瓷产业兴旺。醴陵市有园区,中车株洲所在株洲。全市产值3亿元。", "430281"),
        ("云雀产业园位于株洲高新区银河片区,占地3亩。", "?云雀产业园"),
        ("北斗集团主要建设内容包括星河实验中心、银河数据中心,占地3亩。", "beidou-group"),
        ("北斗产业园面向未来,着力打造国内一流的星河示范园。截至目前,项目一期占地3亩。", "beidou-park"),
        ("云雀银河新能源用轻质高强复合材料制品产业化项目占地3亩。", "?云雀银河新能源用轻质高强复合材料"),
        ("湖南云雀新材料有限公司成立。云雀完成产值3亿元。", "?湖南云雀新材料有限公司"),
        ("总投资3亿元的云雀锂离子电池研发和生产项目开工。", "?云雀锂离子电池研发和生产项目"),
        ("总投资3亿元的云雀电池项目将建设银河基地。", "?云雀电池项目"),
        ("湖南交银株洲城市发展有限公司占地3亩。", "?湖南交银株洲城市发展有限公司"),
        ("攸县国有资本投资集团有限公司占地3亩。", "?攸县国有资本投资集团有限公司"),
        ("云雀激光:拟投资3亿元", "?云雀激光"),
        ("云雀产业园是江南最大的电机基地,占地3亩。", "?云雀产业园"),
        ("株洲发展生物医药业,完成产值3亿元。", "430200"),
        ("云雀创业园位于攸县。今年,创业园新签约项目3个。", "?云雀创业园"),
        ("北斗集团说,从大年初四开始,企业3%的工人到岗。", "beidou-group"),
        ("炎陵签约项目,分别是总投资3亿元的云雀产业综合开发项目。", "?云雀产业综合开发项目"),
        ("株洲日报讯\n\n株洲市荷塘区完成投资3亿元。", "430202"),
        ("炎陵工业集中区获批省级园区。近年来,该集中区完成产值3亿元。", "?炎陵工业集中区"),
        ("截至目前我省共有园区3家。", "?湖南省"),
        ("株洲县完成投资3亿元。", "?株洲县"),
        ("红网株洲站6月3日讯 北斗集团有员工3人。", "beidou-group"),
        ("北斗集团发布公告。项目拟在株洲高新区新建厂房3万平方米。", "beidou-group"),
        ("株洲举行签约活动,我县签约项目投资总额达3亿元。茶陵县是好地方。", "430224"),
        ("攸县将在北斗产业园建设一个占地3亩、可以观光的飞鹰机场。", "?飞鹰机场"),
        ("飞鹰光伏项目落户。产品用于太阳能光伏产业。项目投产后,年产值3亿元。", "?飞鹰光伏项目"),
        ("飞鹰项目选址攸县,占地3亩。", "?飞鹰项目"),
        ("飞鹰大桥在望。该桥止于云雀大道与银河大道交叉口,全长3米。", "?飞鹰大桥"),
        ("在北斗产业园飞鹰项目现场,工人有3人。", "?飞鹰项目"),
        ("攸县产业兴旺,形成了以北斗集团、飞鹰公司为龙头的产业链,产值3亿元。", "430223"),
        ("红网时刻株洲6月3日讯 攸县向好。共签约项目3个。", "430223"),
        ("“飞鹰严选”直播基地年销售额3亿元。", "?飞鹰严选"),
    ],
)
def test_subjects_are_ranked_by_what_stands_near(text, expected, reader):
    assert only(reader, text).subjects[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("攸县有山有水。全年实施飞鹰大桥、云雀新城等竣工项目5个,拆迁房屋3栋。", "430223"),
        ("攸县建成项目6个,其中株洲市重点项目开工3个。", "430223"),
        ("攸县飞鹰项目开工。现场集中签约11个项目,总投资额达3亿元。", "430223"),
    ],
)
def test_what_follows_a_count_is_of_the_unit_whose_count_it_is(text, expected, reader):
    assert [each.subjects[0] for each in offered(reader, text) if each.value == "3"] == [expected]


def test_each_place_of_a_list_has_its_own_figure(reader):
    told = [
        each.subjects[0] for each in offered(reader, "北斗集团和云雀重工产值分别增长3%和4%。") if each.kind == "figure"
    ]
    assert told == ["beidou-group", "?云雀重工"]


def test_the_city_is_no_other_city_where_a_paper_is_named_after_it(reader):
    figure = only(reader, "株洲日报讯\n\n株洲市荷塘区完成投资3亿元。")
    assert "?株洲市" not in figure.subjects


def test_words_that_belong_to_names_part_none(reader):
    text = "株洲引进比亚迪产业园、华为云雀基地、超硬云雀材料公司,云雀股份制改革和高速增长有目共睹。"
    places = [each.subjects[0] for each in offered(reader, text) if each.kind == "place"]
    assert places == ["430200", "?比亚迪产业园", "?华为云雀基地", "?超硬云雀材料公司"]


def test_a_place_is_offered_where_it_is_named_for_its_own_sake(reader):
    text = "株洲讯 这就是“攸县速度”。株洲向好,攸县也是。"
    places = [(each.column, each.token) for each in offered(reader, text) if each.kind == "place"]
    assert places == [(15, "株洲"), (20, "攸县")]


def test_new_names_are_marked_and_words_for_many_are_none(reader):
    text = "株洲推进飞鹰产业园、星河铸造等5个项目建设,重点项目、龙头企业和产业园区加快发展。"
    places = [each.subjects[0] for each in offered(reader, text) if each.kind == "place"]
    assert places == ["430200", "?飞鹰产业园", "?星河铸造"]


def test_kinds_that_are_counted_and_honours_are_no_places(reader):
    text = "株洲有6个航空机械项目、电子信息项目9个。株洲高新区获评为全国能源示范基地。飞鹰和谐产业园签约。"
    places = [each.subjects[0] for each in offered(reader, text) if each.kind == "place"]
    assert places == ["430200", "zhuzhou-high-tech-zone", "?飞鹰和谐产业园"]


def test_production_lines_and_what_is_counted_are_no_places(reader):
    text = "株洲举行2026年第一次重大项目开工活动,铸造生产线满负荷运行。两市四县项目加快,建设包含制造工厂。"
    assert [each.subjects[0] for each in offered(reader, text) if each.kind == "place"] == ["430200"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资17亿元的62个重大项目开工。", []),
        ("现场飞鹰工程机械轰鸣。", []),
        ("飞鹰高速直达云雀景区。", ["?飞鹰高速", "?云雀景区"]),
        ("那里是全国优质苎麻生产基地、苎麻交易中心。", []),
        ("那是湖南省首个真空炉装备项目。", []),
        ("获得“苎麻原料产业基地”称号。", []),
        ("土石方工程、主体工程和复工项目。", []),
        ("据飞鹰产业园消息,继飞鹰物流园之后。", ["?飞鹰产业园", "?飞鹰物流园"]),
        ("云雀有色循环产业园。", ["?云雀有色循环产业园"]),
        ("一期二期工程即将完工。", []),
        ("今年关停云雀水泥厂。", ["?云雀水泥厂"]),
        ("株洲西部山多。", []),
        ("醴陵市云雀镇、攸县黄鹂沟镇、炎陵县云雀瑶族乡。", "云雀镇 黄鹂沟镇 云雀瑶族乡"),
        ("云雀电瓷总经理介绍情况。", ["?云雀电瓷"]),
        ("云雀印章生产及体验推广项目由外商投资,总投资3亿元。", ["?云雀印章生产及体验推广项目"]),
        ("“云雀声学”项目去年签约。", ["?云雀声学"]),
        ("“云雀回归”项目3个、10大产业项目、根据项目进度。", []),
        ("攸县高新区工业向好,该县经开区也是。", ["?攸县高新区"]),
        ("云雀市重点项目3个,云雀县21项目开工。", ["?云雀市", "?云雀县"]),
        ("云雀园区北靠飞鹰铁路,产业保持较高速增长。", ["?飞鹰铁路"]),
        ("龙头企业飞鹰云雀星河科技有限公司上市。", ["?飞鹰云雀星河科技有限公司"]),
        ("湖南云雀高新技术产业开发区,云雀高新技术产业开发区规模扩大。", ["?湖南云雀高新技术产业开发区"]),
        ("投资3亿元的云雀芯视界等重点项目。", ["?云雀芯视界"]),
        ("攸县召开重点项目推进会。云雀高科园。", ["430223", "?云雀高科园"]),
        ("1.渌水风光带。全长3公里。\n2.云雀长廊:总投资5亿元。\n3.今年完成任务。", ["?渌水风光带", "?云雀长廊"]),
        ("320国道改造,创新大道通车。", ["?320国道", "?创新大道"]),
        ("投资3亿元的云雀智造正式投产。", ["?云雀智造"]),
        ("正邦云雀公司成立。", ["?正邦云雀公司"]),
        ("市重点项目飞鹰国际商贸城开工。", ["?飞鹰国际商贸城"]),
        ("企业26家其中飞鹰亿、云雀声学等6家规模企业。", ["?飞鹰亿", "?云雀声学"]),
        ("云雀种植及加工项目是由飞鹰药业公司投资。", ["?云雀种植及加工项目", "?飞鹰药业公司"]),
        ("云雀金属和飞鹰电子等一批新兴企业。", ["?云雀金属", "?飞鹰电子"]),
        ("项目为飞鹰集团攸县云雀园项目。", ["?飞鹰集团攸县云雀园项目"]),
        ("十大项目包括“云雀河综合治理”、“攸县飞鹰配置中心”等。", ["?云雀河综合治理", "?攸县飞鹰配置中心"]),
        ("“云雀河综合治理”等10个项目。", ["?云雀河综合治理"]),
        ("参加“招商促进季”招商引资项目签约,突出抓好工业集中区。", []),
        ("先进硬质材料产业园。", ["hard-materials-park"]),
    ],
)
def test_new_names_begin_and_end_where_they_do(text, expected, reader):
    places = [each.subjects[0] for each in offered(reader, text) if each.kind == "place"]
    if isinstance(expected, str):
        assert [place for place in places if place[0] == "?"] == [f"?{name}" for name in expected.split()]
    else:
        assert places == expected


def test_a_place_is_called_as_its_text_says(reader):
    text = "飞鹰防水材料股份有限公司(以下简称“金鹰”)成立。\n\n北斗产业园建成。\n\n金鹰去年产值3亿元。"
    assert only(reader, text).subjects[0] == "?飞鹰防水材料股份有限公司"


def test_a_project_has_the_capacity_that_it_is_called_by(reader):
    text = "由飞鹰电气公司实施的年产8000套高低压柜项目即将落户株洲经开区。"
    assert "?高低压柜项目" in only(reader, text).subjects[:3]


def test_what_is_done_now_is_so_whatever_is_ahead_of_others(reader):
    text = "飞鹰项目有望年底投产;云雀新城也正在加快建设。"
    assert [each.aim for each in offered(reader, text) if each.kind == "status"] == ["expected", "actual"]


def test_a_project_that_was_named_is_meant_when_it_is_built(reader):
    text = "飞鹰产业园在石峰区云雀镇奠基。项目建成后,可年产车辆320辆。"
    assert only(reader, text).subjects[0] == "?飞鹰产业园"


def test_of_three_likely_places_one_is_the_unit_around_them(reader):
    text = "攸县项目建设提速。飞鹰大桥、云雀大道、星河隧道、黄鹂水库接连开建。全年投入3亿元。"
    assert "430223" in only(reader, text).subjects[:3]


def test_the_city_is_likely_where_a_text_speaks_of_all_of_it(reader):
    places = "各地同心协力打造云雀新城、飞鹰大桥、星河大道和黄鹂隧道,成效良好。\n\n基建完成3亿元。"
    assert "430200" in only(reader, f"全市上下一心,我市工业向好,全市争先。\n\n{places}").subjects[:3]
    assert "430200" not in only(reader, f"上下一心,工业向好,你追我赶。\n\n{places}").subjects[:3]


def test_names_of_the_longest_match(reader):
    places = [each.subjects[0] for each in offered(reader, "株洲北斗产业园、清水塘大道") if each.kind == "place"]
    assert places == ["beidou-park", "qingshuitang-avenue"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北斗集团新厂竣工投产。", ["operating"]),
        ("北斗集团新厂开工建设。", ["started"]),
        ("加快北斗产业园建设。", ["under-construction"]),
        ("北斗集团投产后,前景广阔。", []),
        ("北斗集团出席签约仪式。", []),
        ("北斗产业园项目开工仪式举行。", ["started"]),
        ("北斗集团春节期间不停产。", []),
        ("北斗集团拟投资新的园区。", ["planned"]),
        ("北斗集团新厂主体施工有序。", ["under-construction"]),
        ("株洲竣工项目3个。", []),
        ("北斗集团与株洲签署了框架协议。", ["signed"]),
        ("北斗产业园实现并网发电。", ["operating"]),
        ("北斗产业园有5个已开工,力争早建成、早见效。", []),
        ("北斗产业园将建成制药车间。", []),
        ("北斗产业园进展顺利。\n\n该项目占地3亩,去年9月动工。", ["under-construction", "started"]),
        ("北斗产业园举行开工仪式。", ["started"]),
        ("北斗产业园参加集中开工仪式。", []),
        ("北斗产业园已复工复产,接拟建的道路,之所以落户。", []),
        ("北斗产业园将建成国内领先的基地。", []),
        ("北斗产业园、云雀开业科技有限公司投产项目6个。", []),
        ("云雀机场选址已定。\n\n机场一期今年9月开建,明年投入运营。", ["started", "operating"]),
        ("云雀大桥正在施工;北斗产业园稳步推进。", ["under-construction", "under-construction"]),
        ("北斗集团签订《云雀传感器与元件研发生产项目合同》。", ["signed"]),
        ("北斗产业园竣工面积3万平方米,投产企业4家。", []),
        ("北斗集团老厂去年关闭。", ["closed"]),
        ("北斗产业园厂房已交付使用。", ["operating"]),
        ("北斗产业园建设有力。目前项目主体已竣工。", ["completed"]),
        ("北斗产业园配套建设抓紧推进;云雀产业园环境优美。", []),
        ("北斗产业园正在进行桩基施工。", ["under-construction"]),
        ("北斗集团拟在株洲高新区建设新厂。", ["planned"]),
        ("北斗产业园正在进行前期准备。", ["planned"]),
        ("云雀大桥、飞鹰大道5个重点项目相继启动建设。", ["started"]),
        ("北斗产业园争取早日投产,两块牌子先后落户,拿地即开工。", []),
        ("北斗产业园签订合同。", ["signed"]),
        ("北斗产业园签约金额3亿元。", []),
        ("飞鹰大桥合龙。", ["completed"]),
    ],
)
def test_stages_are_told_of_places(text, expected, reader):
    assert [each.value for each in offered(reader, text) if each.kind == "status"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株洲地区生产总值3亿元", "gdp"),
        ("株洲规模工业增加值增长3%", "industrial-value-added-growth"),
        ("北斗产业园占地3亩", "land-area"),
        ("北斗产业园的苹果有3个", ""),
        ("飞鹰高速主线全长3公里", "length"),
        ("北斗产业园一标段3万平方米厂房封顶", "floor-area"),
        ("飞鹰产业园总规划面积3平方公里", "land-area"),
        ("飞鹰产业园在这片3平方公里的土地上", "land-area"),
        ("攸县开工重点项目3个", "projects-started"),
        ("攸县竣工投产重点项目3个", "projects-completed"),
        ("北斗产业园入园投产企业3家", "companies-settled"),
    ],
)
def test_indicators_are_found_by_their_words(text, expected, reader):
    assert only(reader, text).indicator == expected


def test_a_rise_by_points_is_of_no_share_by_itself(reader):
    assert only(reader, "攸县成绩较上季提升3个百分点。").indicator == ""


def test_figures_of_a_list_are_about_the_same(reader):
    told = [each.indicator for each in offered(reader, "北斗集团和云雀重工产值分别为3亿元和4亿元。") if each.value]
    assert told == ["output-value", "output-value"]


def test_growth_is_of_what_was_told_before_it(reader):
    level, growth = (each for each in offered(reader, "株洲完成产值3亿元,同比增长4%。") if each.kind == "figure")
    assert (level.indicator, growth.indicator, growth.value) == ("output-value", "output-growth", "4")


def test_a_rank_is_of_what_was_told_before_it(reader):
    text = "攸县地区生产总值增长5%;规模工业增加值增长8%,排名全市第二。"
    rank = next(each for each in offered(reader, text) if each.unit == "rank")
    assert rank.indicator == "industrial-value-added-growth-rank"


def test_a_fall_is_negative_and_what_it_fell_to_is_not(reader):
    text = "株洲固定资产投资下降3.2%。株洲社会物流费用占比下降至13.9%。"
    assert [each.value for each in offered(reader, text) if each.kind == "figure"] == ["-3.2", "13.9"]


def test_a_status_leads_the_list_of_its_places(reader):
    text = "其中,开工项目有飞鹰产业园等3个项目;竣工项目有星河铸造基地等5个项目。"
    told = [(each.value, each.subjects[0]) for each in offered(reader, text) if each.kind == "status"]
    assert told == [("started", "?飞鹰产业园"), ("completed", "?星河铸造基地")]


def test_a_cost_says_nothing_of_how_far_a_place_has_come(reader):
    stage = only(reader, "总投资3亿元的北斗产业园开工建设。", "status")
    assert (stage.value, stage.aim) == ("started", "actual")


def test_a_province_stays_likely_until_another_region_is_named(reader):
    told = "全省园区加快发展。其中,飞鹰产业园、星河科技园等园区复工率3%。"
    assert "?湖南省" in only(reader, told).subjects[:3]
    assert "?湖南省" not in only(reader, f"{told[:9]}在株洲,飞鹰产业园复工率3%。").subjects[:2]


def test_a_title_about_the_province_keeps_it_likely(reader):
    text = "湖南发布重点项目名单\n\n飞鹰产业园位于株洲,加快建设。\n\n特色产业项目有3个。"
    assert "?湖南省" in only(reader, text).subjects[:3]


def test_the_nation_and_the_province_are_no_places_to_record(reader):
    places = [
        each.subjects[0] for each in offered(reader, "全国有企业3家,湖南省有2家,衡阳市有1家。") if each.kind == "place"
    ]
    assert places == ["?衡阳市"]


def test_a_phase_is_a_scope_unless_it_belongs_to_a_name(reader):
    assert only(reader, "北斗产业园一期占地3亩").scope == "phase-1"
    assert only(reader, "IGBT三期项目占地3亩").scope == ""
    assert only(reader, "北斗产业园一、二期占地3亩").scope == ""


def verdicts(tiny, text: str, published: str = "2025-06") -> list[tuple[str, str]]:
    found = Reader(Atlas(read(tiny.write()))).read(text, published)
    return [(each.verdict, each.fact) for each in found if each.kind != "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年,全市地区生产总值3600亿元。", [("held", "f0001")]),
        ("2024年,全市地区生产总值36000000万元。", [("held", "f0001")]),
        ("2024年,全市地区生产总值3700亿元。", [("contradicts", "f0001")]),
        ("2025年前三季度,全市地区生产总值3700亿元。", [("newer", "f0001")]),
        ("2020年,全市地区生产总值2000亿元。", [("new", "")]),
        ("2025年,山丘工厂一期完成总投资13亿元。", [("answers", "f0003")]),
        ("2024年3月,山丘工厂开工。", [("held", "f0002")]),
        ("2025年2月,山丘工厂开工。", [("newer", "f0002")]),
        ("2025年2月,飞鹰公司开工。", [("new", "")]),
    ],
)
def test_verdicts_say_what_the_record_has(text, expected, tiny):
    for unit in tiny.register("units"):
        if unit["code"] == "yi-yuan":
            tiny.register("units").append(
                unit | {"code": "wan-yuan", "factor": "10000", "name_zh": "万元", "name_en": "w"}
            )
            break
    assert verdicts(tiny, text) == expected


def test_of_likely_subjects_the_one_is_first_of_which_the_record_says_the_same(tiny):
    text = "山丘工厂进展顺利。2024年,山丘工厂所在的城市地区生产总值3600亿元。"
    found = Reader(Atlas(read(tiny.write()))).read(text, "2025-06")
    (figure,) = [each for each in found if each.kind == "figure"]
    assert (figure.verdict, figure.fact) == ("held", "f0001")
    assert figure.subjects[0] == Atlas(read(tiny.write())).place.code


def test_the_same_text_gives_the_same_bytes(atlas):
    text = "株洲北斗产业园总投资12亿元,飞鹰产业园、星河铸造等5个项目开工。" * 3
    first, second = (to_csv(map(row_of, Reader(atlas).read(text, "2026"))) for _ in range(2))
    assert first == second


def test_a_table_of_candidates_holds_no_formula_and_no_control_character():
    hostile = Candidate(1, 1, '=HYPERLINK("x")', subjects=("?+cmd|' /C", "430200"), source="a")
    row = row_of(hostile)
    assert (row["token"], row["subjects"]) == ('\'=HYPERLINK("x")', "?+cmd' /C|430200")
    assert "a   b" in row_of(Candidate(1, 1, "a\r\n\tb")).values()
    assert to_csv([row]).splitlines()[0].split(",") == list(COLUMNS)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "***\n5家", "\ufeff", "\x00\x01", "\ud7ff\U0010ffff", "1" * 5000, "(" * 500, "等3个项目" * 50]
)
def test_strange_texts_are_only_texts(text, reader):
    assert all(len(each.token) <= 16 for each in offered(reader, text))


def test_a_text_that_offers_too_much_is_refused(reader):
    with pytest.raises(RecordError, match="more than 20000 candidates"):
        offered(reader, "5家,\n" * 20_001)


def test_words_of_the_reader_are_written_as_texts_are_read():
    folder = Path(geo.mentions.__path__[0])
    strange = {
        (path.name, sign)
        for path in folder.glob("*.py")
        for text in re.findall(r"re\.compile\((.+)", path.read_text("utf-8"))
        for sign in text
        if ord(sign) in variants() and "fold(" not in text
    }
    assert not strange


def test_hostile_articles_are_only_texts(reader):
    texts = [piece * (3_000 // len(piece)) for piece in LONG]
    assert [fault for text in (*texts, *articles(60)) for fault in faults(reader, text)] == []
