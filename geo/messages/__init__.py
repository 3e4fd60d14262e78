"""What readers are told that is not in the record: one file a language, which the page's scripts read, too.

What can be wrong with a record is said in English where it is found (:mod:`geo.issues.codes`), in Chinese here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geo.issues.codes import Code

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent


def message(lang: str, key: str, **values: str) -> str:
    """Return a text with its values put in, each as it is.

    >>> message("en", "whenStated", when="2025", stated="Dec 2024")
    '2025, stated Dec 2024'

    Parameters
    ----------
    lang
        ``zh`` or ``en``.
    key
        The name of a text without plural forms.
    values
        What stands in the places of the text, by name.
    """
    return _texts(lang)[key].format_map(values)


def both(key: str) -> tuple[str, str]:
    """Return a text in Chinese and in English.

    >>> both("differ")
    ('来源不一致', 'Sources disagree')
    """
    zh, en = (message(lang, key) for lang in LANGUAGES)
    return zh, en


def listed(texts: Iterable[str], lang: str) -> str:
    """Return texts one after the other, as a reader of a language parts them.

    >>> listed(["石峰区", "荷塘区"], "zh"), listed(["Shifeng District", "Hetang District"], "en")
    ('石峰区、荷塘区', 'Shifeng District, Hetang District')
    """
    return message(lang, "namesApart").join(texts)


def meaning_zh(code: Code) -> str:
    """Return in Chinese what is wrong.

    >>> meaning_zh(Code.DUPLICATE_ID)
    'id 用了两次。'
    """
    return _texts("issues")[code]


@cache
def _texts(name: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return texts
