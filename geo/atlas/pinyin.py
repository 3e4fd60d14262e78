"""How Chinese is read: the syllables of a text, by the dictionaries of pypinyin.

The library itself makes lists of its 47,000 words, and a set of all their beginnings, which takes a twentieth of a
build: here a word is read when it occurs. A test compares the two.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_LONGEST = 10
"""Signs of the longest word."""


def syllables(text: str) -> list[str]:
    """Return a syllable for each Chinese sign of a text, and each other sign as it is.

    >>> syllables("重庆路5号"), syllables("重型")
    (['chong', 'qing', 'lu', '5', 'hao'], ['zhong', 'xing'])
    """
    found: list[str] = []
    for run in _RUNS.findall(text):
        if run.isascii():
            found += run
        else:
            for word in _words(run):
                found += _read(word)
    return found


def _words(text: str) -> Iterator[str]:
    """Yield the longest word that a text begins with, then that of the rest; a sign is one where no word begins."""
    words, beginnings = _dictionary(), _beginnings()
    while text:
        lengths = range(_LONGEST, 1, -1) if text[:2] in beginnings else ()
        word = next((text[:length] for length in lengths if text[:length] in words), text[0])
        yield word
        text = text[len(word) :]


@lru_cache(maxsize=2**16)
def _read(word: str) -> list[str]:
    """Return the syllables of a word, or of a sign, without their tones, and ``v`` for ``ü``."""
    if word in _dictionary():
        readings, _ = json.JSONDecoder().raw_decode(_dictionary()[word].lstrip())
        return [_plain(each[0]) for each in readings]
    reading = _signs().get(str(ord(word)))
    return [_plain(reading.partition(",")[0]) if reading else word]


def _plain(syllable: str) -> str:
    apart = _TONES.sub("", unicodedata.normalize("NFD", syllable))
    return unicodedata.normalize("NFC", apart.replace("u\u0308", "v"))


@cache
def _dictionary() -> dict[str, str]:
    """Return by word the JSON that begins with its readings; a colon stands in it after each word and nowhere else."""
    parts = _text("phrases_dict").split(":")
    return dict(zip((part.rsplit('"', 2)[1] for part in parts[:-1]), parts[1:], strict=True))


@cache
def _beginnings() -> set[str]:
    return {word[:2] for word in _dictionary()}


@cache
def _signs() -> dict[str, str]:
    """Return the readings of each sign, by the digits of its code point; the usual one comes first."""
    signs: dict[str, str] = json.loads(_text("pinyin_dict"))
    return signs


def _text(name: str) -> str:
    """Return a dictionary of pypinyin, without importing that: it would read all of them."""
    path = distribution("pypinyin").locate_file(f"pypinyin/{name}.json")
    return Path(str(path)).read_bytes().decode()
