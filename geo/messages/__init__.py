"""What readers are told that is not in the record: one file a language, which the page's scripts read, too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

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


@cache
def _texts(lang: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((FOLDER / f"{lang}.json").read_text("utf-8"))
    return texts
