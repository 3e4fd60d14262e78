"""Characters that a text must not hold: those that nobody sees, and those that look like others and are not found.

Such characters come along when text is copied from a PDF, a web page or a word processor. A reader who types what they
see then finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown

# Controls, what shapes or turns text without being seen, halves of pairs, private use, ends of lines and paragraphs.
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

# Seen as nothing, or as the mark of a fault, though their categories say otherwise.
_HIDDEN = [
    (0x034F, 0x034F),  # grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer vowels inherent
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x2800, 0x2800),  # Braille blank
    (0x3164, 0x3164),  # Hangul filler
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),  # Hangul filler of half width
    (0xFFF0, 0xFFFD),  # object and other replacement characters
    (0xE0000, 0xE0FFF),  # tags and variation selectors
]

# What Unicode gives no name: some controls by themselves, others by their category.
_UNNAMED = {
    "\t": "TAB",
    "\n": "LINE FEED",
    "\r": "CARRIAGE RETURN",
    "Cc": "CONTROL CHARACTER",
    "Co": "PRIVATE CHARACTER",
    "Cs": "HALF OF A SURROGATE PAIR",
}

# Kangxi and other radicals, which look like the characters that they are radicals of.
_RADICALS = (0x2E80, 0x2FDF)

# What makes a text read otherwise than it is stored, or cannot be printed: not even a quotation may hold these.
_DECEIVING = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


# Letters, figures, signs and Chinese characters, of which none is hidden or composes with another.
_PLAIN = re.compile(
    "(?! )[ -~\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3015\u4e00-\u9fff\uff01-\uff5e]*(?<! )"
)


def is_plain(text: str) -> bool:
    """Return whether a text has nothing but common characters, and no blanks around it: most have."""
    return _PLAIN.fullmatch(text) is not None


def check_characters(where: str, *, name: str, text: str, quoted: bool = False) -> Iterator[Issue]:
    """Check that a text is what it looks like, and name the first character that is not.

    Parameters
    ----------
    where, name
        Address and name of the text.
    text
        What is checked.
    quoted
        Whether it is quoted from a source to the character. Then blanks and radicals stay as the source has them; what
        deceives is refused all the same.
    """
    for char in text:
        if quoted and not (unicodedata.category(char) in {"Cc", "Cs"} or char in _DECEIVING):
            continue
        if _is_hidden(char):
            message = f"{name} {shown(text)} holds {_named(char)}: {_remedy(char)}"
            yield Issue(where, Code.HIDDEN_CHARACTER, message)
            return
        if _is_lookalike(char):
            yield _lookalike(where, name=name, text=text, held=char, meant=unicodedata.normalize("NFKC", char))
            return
    if not quoted and (composed := unicodedata.normalize("NFC", text)) != text:
        held, meant = _first_difference(text, composed)
        yield _lookalike(where, name=name, text=text, held=held, meant=meant)


# A record has few characters, and each many times.
@lru_cache(maxsize=16384)
def _is_hidden(char: str) -> bool:
    code, category = ord(char), unicodedata.category(char)
    return (
        category in _HIDDEN_CATEGORIES
        or (category == "Zs" and char != " ")
        or code & 0xFFFE == 0xFFFE
        or any(first <= code <= last for first, last in _HIDDEN)
    )


@lru_cache(maxsize=16384)
def _is_lookalike(char: str) -> bool:
    """Return whether a character is a radical, or a second code of another: a compatibility ideograph, the Kelvin."""
    first, last = _RADICALS
    # What decomposes into a <form> of something (², a full-width letter) is meant to look otherwise, and does.
    return first <= ord(char) <= last or len(unicodedata.decomposition(char).split()) == 1


def _remedy(char: str) -> str:
    return "use a space" if unicodedata.category(char) in {"Zs", "Zl", "Zp"} else "remove it"


def _lookalike(where: str, *, name: str, text: str, held: str, meant: str) -> Issue:
    remedy = f"{' '.join(map(_numbered, meant))} {meant}" if meant != held else "the character that it looks like"
    message = f"{name} {shown(text)} holds {' + '.join(map(_named, held))}: use {remedy}"
    return Issue(where, Code.LOOKALIKE_CHARACTER, message)


def _first_difference(text: str, composed: str) -> tuple[str, str]:
    """Return the first letter with its marks that is composed otherwise, and how."""
    start = next((i for i, (one, other) in enumerate(zip(text, composed, strict=False)) if one != other), len(composed))
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[start:end], unicodedata.normalize("NFC", text[start:end])


def _named(char: str) -> str:
    unnamed = _UNNAMED.get(char, _UNNAMED.get(unicodedata.category(char), "NO CHARACTER"))
    return f"{_numbered(char)} {unicodedata.name(char, unnamed)}"


def _numbered(char: str) -> str:
    return f"U+{ord(char):04X}"
