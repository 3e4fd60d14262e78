"""How Chinese is read: the syllables of a text, by the dictionaries of pypinyin.

Its own code is not imported: before it reads a word, it takes down all beginnings of its 47,000 words, for as long as
its dictionaries take to load. Here as there, the longest word that stands at a place is read as a word, a sign that
begins none by its usual reading, and syllables lose their tones.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_CHINESE = "\u3007\u3400-\u9fff\ue000-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_CHINESE}]+|[^{_CHINESE}]+")
_TWO_DOTS = "\u0308"


def syllables(text: str) -> list[str]:
    """Return a syllable for each Chinese sign of a text, and each other sign as it is.

    >>> syllables("重庆路5号"), syllables("重型")
    (['chong', 'qing', 'lu', '5', 'hao'], ['zhong', 'xing'])
    """
    found: list[str] = []
    for run in _RUNS.findall(text):
        for word in run if run.isascii() else _words(run):
            found += _read(word)
    return found


def _words(run: str) -> Iterator[str]:
    """Yield the words of a text without blanks or signs between: at each place the longest that is known."""
    words, longest, start = _dictionary("phrases_dict"), _longest(), 0
    while start < len(run):
        most = min(longest.get(run[start : start + 2], 1), len(run) - start)
        ends = range(start + most, start + 1, -1)
        end = next((end for end in ends if run[start:end] in words), start + 1)
        yield run[start:end]
        start = end


@lru_cache(maxsize=2**16)
def _read(word: str) -> list[str]:
    """Return the syllables of a word, or of one sign, which stands for itself where it has none."""
    if len(word) > 1:
        return [_without_tone(readings[0]) for readings in _dictionary("phrases_dict")[word]]
    readings = _dictionary("pinyin_dict").get(str(ord(word)))
    return [_without_tone(readings.partition(",")[0])] if readings else [word]


def _without_tone(syllable: str) -> str:
    """Return a syllable as it is typed, ü as v.

    >>> _without_tone("lǜ"), _without_tone("shí")
    ('lv', 'shi')
    """
    signs = unicodedata.normalize("NFD", syllable)
    letters = (sign for sign in signs if sign == _TWO_DOTS or not unicodedata.combining(sign))
    return "".join(letters).replace(f"u{_TWO_DOTS}", "v")


@cache
def _longest() -> dict[str, int]:
    """Return how long the longest word is, by the two signs that it begins with."""
    longest: dict[str, int] = {}
    for word in _dictionary("phrases_dict"):
        beginning = word[:2]
        longest[beginning] = max(longest.get(beginning, 0), len(word))
    return longest


@cache
def _dictionary(name: str) -> dict[str, Any]:
    """Return one of the library's dictionaries: ``phrases_dict`` by words, ``pinyin_dict`` by numbers of signs."""
    library = find_spec("pypinyin")
    if library is None or library.origin is None:
        raise ModuleNotFoundError(name="pypinyin")
    readings: dict[str, Any] = json.loads(Path(library.origin).with_name(f"{name}.json").read_bytes())
    return readings
