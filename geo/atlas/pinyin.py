"""How Chinese is read: the syllables of a text, by pypinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from geo.atlas.characters import COMMON

if TYPE_CHECKING:
    from pypinyin.core import Pinyin
    from pypinyin.seg.mmseg import Seg

_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def syllables(text: str) -> list[str]:
    """Return a syllable for each Chinese sign of a text, and each other sign as it is.

    >>> syllables("重庆路5号"), syllables("重型")
    (['chong', 'qing', 'lu', '5', 'hao'], ['zhong', 'xing'])
    """
    found: list[str] = []
    for word in _words(text):
        found += word if word.isascii() else _read(word)
    return found


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text and what lies between them, as the library does, which looks at each sign by itself."""
    if not COMMON.fullmatch(text):
        yield from _dictionaries().seg(text)
        return
    for run in _RUNS.findall(text):
        if run.isascii():
            yield run
        else:
            yield from _segmenter().cut(run)


@lru_cache(maxsize=2**16)
def _read(word: str) -> list[str]:
    """Return the syllables of a word, and what is none sign by sign; the library reads each word by itself."""
    return _dictionaries().lazy_pinyin(word, errors=list)  # type: ignore[arg-type]  # signs are given as a list too


@cache
def _dictionaries() -> Pinyin:
    """Return pypinyin: its dictionaries take longer to load than all else that an export without a search needs."""
    pinyin: Pinyin = import_module("pypinyin.core").Pinyin()
    return pinyin


@cache
def _segmenter() -> Seg:
    """Return what pypinyin cuts Chinese characters into words with."""
    segmenter: Seg = import_module("pypinyin.seg.mmseg").seg
    return segmenter
