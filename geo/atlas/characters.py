"""Which characters and words count as one where text is compared: the forms of Chinese writing, accents, widths.

Simplified characters, the traditional ones of every region, and any mixture of them fold to the same text; so do the
words that Taiwan uses in the place of others (資訊 for 信息). The tables are OpenCC's. The page gets those parts of
them that concern the record (``geo/page/web/src/core/characters.js``) and folds in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from itertools import combinations
from itertools import pairwise

import numpy as np

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DROPPED = re.compile(r"['’]")
COMMON = re.compile(r"[\x00-\x7f\u4e00-\u9fff]*")
"""ASCII and the Chinese characters of every day, none of which has another form or a mark."""
_FIRST_HAN = "\u2e80"
"""No character before it has a variant."""
_SIGNS_AT_ONCE = 2**18
"""Of a text, whose pairs are found at once: those of all names together would fill the memory."""


def clean(text: str) -> str:
    r"""Return what was typed without what no name holds, and without blanks around it.

    Control characters become blanks; format characters, which cannot be seen (zero width, soft hyphen, direction), are
    left out.

    >>> clean(" 石\u200b峰\t区")
    '石峰 区'
    """
    return _CONTROLS.sub(" ", "".join(sign for sign in text if unicodedata.category(sign) != "Cf")).strip()


def fold(text: str) -> str:
    """Make text comparable: compatible forms, accents, case, apostrophes and the variants of a character count as one.

    >>> fold("ＩＧＢＴ"), fold("lǚyóu"), fold("石峰區"), fold("光啟") == fold("光啓") == fold("光启")
    ('igbt', 'luyou', '石峰区', True)
    """
    if COMMON.fullmatch(text):
        plain = _DROPPED.sub("", text.lower())
        return plain if plain.isascii() else plain.translate(variants())
    # Combining marks are category Mn; once they are gone, it does not matter how they were attached.
    signs = (sign for sign in unicodedata.normalize("NFKD", text).lower() if unicodedata.category(sign) != "Mn")
    plain = _DROPPED.sub("", "".join(signs))
    return plain.translate(variants()) if max(plain, default="") >= _FIRST_HAN else plain


def fold_lines(texts: Iterable[str]) -> str:
    r"""Return folded texts as lines, in any order: those of common characters, nearly all, are folded at once.

    >>> fold_lines(["石峰區", "IGBT"])
    '石峰区\nigbt'
    """
    common: list[str] = []
    others: list[str] = []
    for text in texts:
        (common if COMMON.fullmatch(text) else others).append(text)
    return "\n".join([fold("\n".join(common)), *map(fold, others)])


def fold_words(folded: str) -> str:
    """Return folded text with the words of one region for those of another.

    >>> fold_words(fold("資訊科技")) == fold_words(fold("信息技术"))
    True
    """
    # A pattern of all words takes long, at each character: few of them are likely to be there.
    likely = longest_first(likely_in(folded, regional_words()))
    return likely.sub(lambda word: regional_words()[word[0]], folded)


def likely_in(text: str, words: Iterable[str]) -> list[str]:
    """Return the words of which all pairs of signs are in a text: hardly more than are in it, and soon found.

    >>> likely_in("石峰区的公园", ["公园", "公区", "区"])
    ['公园', '区']
    """
    known = {*text[:1]}
    for first in range(0, len(text), _SIGNS_AT_ONCE):
        # As numbers: a text of all names has a million pairs, of which few are different.
        part = text[first : first + _SIGNS_AT_ONCE + 1].encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(part, "<u4").astype("<u8")
        known.update(np.unique(codes[:-1] | codes[1:] << 32).view("<U2").tolist())
    known.update(chain.from_iterable(list(known)))
    return [word for word in words if known.issuperset(_pairs(word))]


@lru_cache(maxsize=2**15)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(map("".join, pairwise(word))) or tuple(word)


@cache
def variants() -> dict[int, str]:
    """Return the character that each variant is folded to, by code point, as ``str.translate`` takes it.

    Characters that OpenCC turns into each other, one way or the other, belong together, directly or by way of a third.
    """
    groups: dict[str, list[str]] = {}
    for sign, others in _rows("STCharacters", "TSCharacters", "TWVariants", "HKVariants"):
        for other in others:
            if groups.setdefault(sign, [sign]) is not groups.setdefault(other, [other]):
                groups[sign].extend(groups[other])
                for member in groups[other]:
                    groups[member] = groups[sign]
    traditional = {sign for sign, _ in _rows("TSCharacters")}
    chosen = {
        id(group): min(group, key=lambda each: (each in traditional, each < "一", each))
        for group in {id(group): group for group in groups.values()}.values()  # which several signs share
    }
    return {ord(sign): chosen[id(group)] for sign, group in groups.items() if sign != chosen[id(group)]}


@cache
def regional_words() -> dict[str, str]:
    """Return the word that each word of Taiwan is folded to, all of folded characters; that word goes with itself.

    A second word with the same name in Taiwan goes with the first, and so does what a long name becomes by the names
    within it: 资讯科技 is 信息技术, and with 资讯 for 信息 it is 信息科技.
    """
    chosen: dict[str, str] = {}
    rows = [*_rows("TWPhrases")]
    words = [text for word, others in rows for text in (word, *others)]
    folded = dict(zip(words, fold("\n".join(words)).split("\n"), strict=True))  # all in one go, which is sooner done
    for word, others in rows:
        for other in others:
            chosen.setdefault(folded[word], chosen.setdefault(folded[other], folded[word]))
    for word, other in list(chosen.items()):
        within = longest_first(chosen.keys() & _parts(word))
        chosen.setdefault(within.sub(lambda part: chosen[part[0]], word), other)
    return chosen


def _parts(word: str) -> set[str]:
    """Return all that stands within a word, but for the whole."""
    return {word[start:end] for start, end in combinations(range(len(word) + 1), 2)} - {word}


def longest_first(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, of two that begin together the longer one."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")


def _rows(*names: str) -> Iterator[tuple[str, list[str]]]:
    """Read dictionaries of OpenCC: a line has a word, a tab, and one or more words parted by blanks."""
    for name in names:
        text = (files("opencc") / "dictionary" / f"{name}.txt").read_text("utf-8")
        for line in text.splitlines():
            word, tab, others = line.partition("\t")
            if tab:
                yield word, others.split()
