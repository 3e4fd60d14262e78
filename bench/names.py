"""Names of made-up places: three characters that no other place has, and what it is."""

from __future__ import annotations

from typing import NamedTuple

# Each with a reading of its own that begins with a consonant, so that three readings joined are read in one way only.
_SYLLABLES = (
    "宏hong 达da 鑫xin 华hua 盛sheng 泰tai 丰feng 瑞rui 康kang 德de 利li 通tong 广guang 旺wang 福fu 润run "
    "金jin 天tian 海hai 明ming 志zhi 创chuang 正zheng 博bo 凯kai 诚cheng 隆long 恒heng 佳jia 美mei 科ke 百bai "
    "东dong 方fang 南nan 北bei 中zhong 国guo 高gao 兴xing 飞fei 腾teng 跃yue 捷jie 顺shun 驰chi 骏jun 辰chen "
    "阳yang 电dian 祥xiang 裕yu 和he 平ping 民min 建jian 业ye 林lin 森sen 水shui 江jiang 源yuan 泉quan 山shan"
)
_PARTS = tuple((part[0], part[1:]) for part in _SYLLABLES.split())

MOST_PLACES = len(_PARTS) ** 3
"""As many places can be named."""

# Odd, so that numbers in a row give names that differ in all three characters.
_STRIDE = 94_793


class Brand(NamedTuple):
    """Three characters and their reading, by which a place is known."""

    zh: str
    reading: str


def brand(number: int) -> Brand:
    """Return the brand of a place, another one for each number below :data:`MOST_PLACES`.

    >>> brand(0), brand(1).zh == brand(2).zh
    (Brand(zh='宏宏宏', reading='honghonghong'), False)
    """
    rest, picked = number * _STRIDE % MOST_PLACES, []
    for _ in range(3):
        rest, place = divmod(rest, len(_PARTS))
        picked.append(_PARTS[place])
    return Brand("".join(zh for zh, _ in picked), "".join(reading for _, reading in picked))
