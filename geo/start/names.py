"""English names of Chinese cities and districts: pinyin, and the word for what they are."""

from __future__ import annotations

from unicodedata import normalize

from geo.atlas.pinyin import syllables

_SUFFIXES = {
    "特别行政区": "",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "行政委员会": "Administrative Committee",
    "地区": "Prefecture",
    "林区": "Forestry District",
    "特区": "Special District",
    "新区": "New Area",
    "省": "Province",
    "市": "City",
    "区": "District",
    "县": "County",
    "旗": "Banner",
    "盟": "League",
}
"""What ends a name, the longer before the shorter, and what stands for it."""

# As GB/T 3304 writes them, but where English has a name of its own.
_PEOPLES = {
    "蒙古": "Mongol",
    "回": "Hui",
    "藏": "Tibetan",
    "维吾尔": "Uyghur",
    "苗": "Miao",
    "彝": "Yi",
    "壮": "Zhuang",
    "布依": "Buyei",
    "朝鲜": "Korean",
    "满": "Manchu",
    "侗": "Dong",
    "瑶": "Yao",
    "白": "Bai",
    "土家": "Tujia",
    "哈尼": "Hani",
    "哈萨克": "Kazakh",
    "傣": "Dai",
    "黎": "Li",
    "傈僳": "Lisu",
    "佤": "Va",
    "畲": "She",
    "拉祜": "Lahu",
    "水": "Sui",
    "东乡": "Dongxiang",
    "纳西": "Naxi",
    "景颇": "Jingpo",
    "柯尔克孜": "Kyrgyz",
    "土": "Tu",
    "达斡尔": "Daur",
    "仫佬": "Mulao",
    "羌": "Qiang",
    "布朗": "Blang",
    "撒拉": "Salar",
    "毛南": "Maonan",
    "仡佬": "Gelao",
    "锡伯": "Xibe",
    "普米": "Pumi",
    "塔吉克": "Tajik",
    "怒": "Nu",
    "鄂温克": "Evenki",
    "保安": "Bonan",
    "裕固": "Yugur",
    "独龙": "Derung",
    "鄂伦春": "Oroqen",
    "各": "Multi-ethnic",
}
_WITHOUT_ZU = ("蒙古", "哈萨克", "塔吉克", "锡伯", "柯尔克孜")
"""Peoples whose name may lack its 族 in that of a place."""

_OWN_NAMES = {"香港": "Hong Kong", "澳门": "Macao"}
_VOWELS = tuple("aoe")


def english_name(name: str) -> str:
    """Return the English name of a district, or of a city with the word for what it is.

    >>> english_name("平江县"), english_name("攸县"), english_name("西安市"), english_name("靖州苗族侗族自治县")
    ('Pingjiang County', 'You County', "Xi'an City", 'Jingzhou Miao and Dong Autonomous County')

    Parameters
    ----------
    name
        The whole Chinese name.
    """
    own, peoples, suffix = _parts(name)
    return " ".join(filter(None, (romanised(own), " and ".join(_PEOPLES[each] for each in peoples), _SUFFIXES[suffix])))


def english_city(name: str) -> str:
    """Return the English name of a city or a prefecture: without a word for it where it is a city.

    >>> english_city("岳阳市"), english_city("湘西土家族苗族自治州"), english_city("阿里地区")
    ('Yueyang', 'Xiangxi Tujia and Miao Autonomous Prefecture', 'Ali Prefecture')
    """
    return english_name(name).removesuffix(" City")


def short_english(name: str) -> str:
    """Return the name of a city, prefecture or province alone, as it stands within a sentence.

    >>> short_english("岳阳市"), short_english("湘西土家族苗族自治州")
    ('Yueyang', 'Xiangxi')
    """
    return romanised(_parts(name)[0])


def slug(english: str) -> str:
    """Return a romanised name as an id has it.

    >>> slug("Lüliang"), slug("Xi'an"), slug("Hong Kong")
    ('luliang', 'xian', 'hong-kong')
    """
    plain = normalize("NFKD", english).encode("ascii", "ignore").decode()
    return plain.lower().replace("'", "").replace(" ", "-")


def _parts(name: str) -> tuple[str, list[str], str]:
    """Return a name without the peoples and the suffix that it ends with, the peoples, and the suffix or ""."""
    suffix = next((each for each in _SUFFIXES if name.endswith(each) and name != each), "")
    own, peoples = name.removesuffix(suffix), list[str]()
    while "自治" in suffix and (people := _people_at_end(own)):
        peoples.insert(0, people)
        own = own.removesuffix("族").removesuffix(people)
    return own.removesuffix("族") if "自治" in suffix else own, peoples, suffix


def _people_at_end(own: str) -> str:
    """Return the people that a name ends with, unless that is all of it: the longest, as 土家族 is not 家族."""
    ends = (each for each in _PEOPLES if own.endswith(f"{each}族") or (each in _WITHOUT_ZU and own.endswith(each)))
    return max((each for each in ends if own.removesuffix("族") != each), key=len, default="")


def romanised(name: str) -> str:
    """Return a name in pinyin without tones, in one word; an apostrophe parts syllables that would be read as one.

    >>> romanised("西安"), romanised("清水塘")
    ("Xi'an", 'Qingshuitang')
    """
    if name in _OWN_NAMES:
        return _OWN_NAMES[name]
    first, *others = syllables(name)
    word = first + "".join(f"'{each}" if each.startswith(_VOWELS) else each for each in others)
    return word[0].upper() + word[1:]
