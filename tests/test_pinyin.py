"""Pinyin is that of the library, which would look at each sign by itself first."""

from __future__ import annotations

import pypinyin
import pytest
from pypinyin.constants import PHRASES_DICT
from pypinyin.constants import PINYIN_DICT

from geo.atlas.atlas import Atlas
from geo.atlas.pinyin import syllables
from geo.atlas.search import written_names
from geo.record.read import read


def of_library(text: str) -> list[str]:
    return pypinyin.lazy_pinyin(text, errors=list)


def test_words_and_signs_are_read_as_the_library_reads_them():
    texts = [*PHRASES_DICT][::9] + [chr(number) for number in [*PINYIN_DICT][::9]]
    assert [text for text in texts if syllables(text) != of_library(text)] == []


def test_names_of_the_record_are_read_as_the_library_reads_them():
    names = [name for names in written_names(Atlas(read())) for name in names]
    assert [name for name in names if syllables(name) != of_library(name)] == []


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("", []),
        ("A 1·（", list("A 1·（")),
        ("𠀀龘\U0002ffff", ["he", "da", "\U0002ffff"]),
        ("银行A行", ["yin", "hang", "A", "xing"]),
    ],
)
def test_what_is_no_word_is_read_sign_by_sign(text, read_as):
    assert syllables(text) == read_as
