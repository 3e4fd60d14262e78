"""An article as it is read: one string in simplified characters, and where each sign of it is printed."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from functools import cached_property

from geo.atlas.characters import variants
from geo.record.limits import Limit
from geo.record.tables import LONGEST_TOKEN
from geo.texts.read import split_lines

ARTICLE = Limit(4 * 2**20, "bytes", "a text that is read for candidates")
"""How long a text may be: that of some ten books."""

PARAGRAPH = "\n"
SENTENCE_ENDS = "。!?;" + PARAGRAPH
CLAUSE_ENDS = "，,:" + SENTENCE_ENDS

_ENDS = re.compile(f"[{SENTENCE_ENDS}]")
_CLAUSES = re.compile(f"[{CLAUSE_ENDS}]")
_BEGINS_ANEW = re.compile(r"\s*(?:[-#*>•·▲▶●■◆|—(]|[0-9]+[.、)]|[一二三四五六七八九十]+、)")
_ENDS_A_LINE = '。！？!?；;：:”"』」）)…|》*'
_RUNS_ON = 16
"""A line of prose that is shorter than this ends its paragraph, whatever it ends with: it is a title or a name."""

_TITLE = 32
"""A title has at most this many signs."""

_LATIN = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True)
class Text:
    """A text and its plain reading.

    Parameters
    ----------
    printed
        Its lines as they are.
    signs
        The text in simplified characters, ASCII digits and lower-case letters, without blanks between Chinese
        characters and without asterisks. A line feed parts paragraphs; a sentence that runs over a line end is whole.
    lines, columns
        For each sign where it is printed, from 0.
    """

    printed: list[str]
    signs: str
    lines: array[int]
    columns: array[int]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a sign begins and ends."""
        return _around(self._sentence_ends, at, len(self.signs))

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the part of a sentence around a sign begins and ends."""
        return _around(self._clause_ends, at, len(self.signs))

    def period(self, at: int) -> tuple[int, int]:
        """Return where the text between full stops around a sign begins and ends."""
        return _around(self._period_ends, at, len(self.signs))

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return where the paragraph around a sign begins and ends."""
        return _around(self._paragraph_ends, at, len(self.signs))

    def token(self, start: int, end: int) -> tuple[int, int, str]:
        """Return the line and column, from 1, of signs, and how they are printed: up to what no eye sees, not long."""
        line, column = self.lines[start], self.columns[start]
        while self.lines[end - 1] != line:
            end -= 1
        token = self.printed[line][column : self.columns[end - 1] + 1][:LONGEST_TOKEN]
        seen = next((at for at, sign in enumerate(token) if not sign.isprintable()), len(token))
        return line + 1, column + 1, token[:seen]

    @cached_property
    def headings(self) -> list[tuple[int, int]]:
        """Where each title begins and ends: a short paragraph that is no sentence."""
        starts = [0, *(end + 1 for end in self._paragraph_ends)]
        spans = zip(starts, [*self._paragraph_ends, len(self.signs)], strict=True)
        return [
            (start, end) for start, end in spans if end - start <= _TITLE and not _ENDS.search(self.signs, start, end)
        ]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.start() for match in _ENDS.finditer(self.signs)]

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [match.start() for match in _CLAUSES.finditer(self.signs)]

    @cached_property
    def _period_ends(self) -> list[int]:
        return [end for end in self._sentence_ends if self.signs[end] != ";"]

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [end for end in self._sentence_ends if self.signs[end] == PARAGRAPH]


def text_of(content: str) -> Text:
    """Return the reading of a text.

    >>> text = text_of("總投資 １２.５ 億元。")
    >>> text.signs, text.columns[3]
    ('总投资12.5亿元。', 4)
    """
    printed = split_lines(content)
    signs: list[str] = []
    lines, columns = array("I"), array("I")
    before = ""
    for number, line in enumerate(printed):
        kept = _kept(line)
        if not kept:
            continue
        if before and (_BEGINS_ANEW.match(line) or not _is_unfinished(before)):
            signs.append(PARAGRAPH)
            lines.append(lines[-1])
            columns.append(columns[-1])
        signs += [line[column] for column in kept]
        lines.extend([number] * len(kept))
        columns.extend(kept)
        before = line
    return Text(printed, "".join(signs).translate(_plain_signs()), lines, columns)


def _is_unfinished(line: str) -> bool:
    """Return whether prose goes on in the next line: text that was cut into columns does."""
    prose = line.strip()
    return len(prose) >= _RUNS_ON and prose[-1] not in _ENDS_A_LINE and any(mark in prose for mark in "，,。、")


def _kept(line: str) -> list[int]:
    """Return the columns of the signs that are read: no marks of emphasis, no blanks but between Latin words."""
    seen = [column for column, sign in enumerate(line) if sign.isspace() or not _is_unseen(sign)]
    words = [_LATIN.match(line[column]) is not None for column in seen]
    between = [False, *(one and other for one, other in zip(words, words[2:], strict=False)), False]
    return [
        column for column, is_between in zip(seen, between, strict=False) if is_between or not line[column].isspace()
    ]


def _is_unseen(sign: str) -> bool:
    return sign == "*" or unicodedata.category(sign) in {"Cc", "Cf", "Cs"}


@cache
def _plain_signs() -> dict[int, str]:
    """Return one sign for each that has another form: of width, of case, of writing."""
    wide = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
    del wide[ord("，")]  # in a number a comma parts thousands; this one never does
    upper = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    lowered = {code: sign.lower() for code, sign in wide.items()}
    return variants() | upper | lowered | {0x3000: " ", ord("〇"): "零", ord("－"): "-", ord("～"): "~"}


def _around(ends: list[int], at: int, length: int) -> tuple[int, int]:
    index = bisect_right(ends, at - 1)
    start = ends[index - 1] + 1 if index else 0
    return start, ends[index] if index < len(ends) else length
