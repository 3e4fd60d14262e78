"""The words by which a site is found: its names as they are, in traditional characters, in pinyin and by initials.

They are worked out when the map is built, so that the page needs no dictionary. Search is by containment: one Chinese
character is enough, and ``qst`` finds 清水塘.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import opencc
import pypinyin

READINGS = {
    "长株": [["chang"], ["zhu"]],
    "长株潭": [["chang"], ["zhu"], ["tan"]],
    "长输": [["chang"], ["shu"]],
    "瓷都": [["ci"], ["du"]],
    "窑都": [["yao"], ["du"]],
}
"""Readings that the library does not know: checked by hand against every name of the record."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")
_BLANKS = re.compile(r"[\s'’]+")


def search_words(names: Iterable[str]) -> str:
    """Return everything by which a site of these names is found, a form after the other with tabs between."""
    forms = [form for name in names for form in (fold(name), fold(_traditional().convert(name)), *_spelled(name))]
    return "\t".join(dict.fromkeys(forms))


def is_found(words: str, text: str) -> bool:
    """Tell whether a text that was typed is contained in a site's words, blanks within it or not."""
    wanted = fold(clean(text))
    return wanted in words or _BLANKS.sub("", wanted) in words


def clean(text: str) -> str:
    """Return what was typed without control characters and blanks around it."""
    return _CONTROLS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Make text comparable: full width as half width, upper case as lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def _spelled(name: str) -> tuple[str, str]:
    """Return a name's pinyin without tones, and the initials of its syllables; other letters stay as they are."""
    _load_readings()
    syllables = [part for part in pypinyin.lazy_pinyin(name) if part.strip()]
    initials = [part[0] if part.isalpha() and part.islower() else part for part in syllables]
    return fold(_BLANKS.sub("", "".join(syllables))), fold(_BLANKS.sub("", "".join(initials)))


@cache
def _load_readings() -> None:
    pypinyin.load_phrases_dict(READINGS)


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
