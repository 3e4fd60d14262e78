"""The places of the record in a text, by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold
from geo.atlas.characters import likely_in
from geo.atlas.characters import longest_first
from geo.mentions.text import Text
from geo.mentions.words import BARE_ZONES
from geo.mentions.words import BEGINS_A_NAME
from geo.mentions.words import COMPANY
from geo.mentions.words import SHORTEST_WITHOUT
from geo.mentions.words import ZONES
from geo.mentions.words import own

NEW = "?"
"""What a name begins with that is of no place of the record."""

_LONG_NAME = 6
"""Characters of a name that is known without its province: 工业大学 might be any."""

LONGEST_NAME = 16
"""Characters of a new name that are kept."""


@dataclass(frozen=True)
class Place:
    """A place that a text names.

    Parameters
    ----------
    start, end
        The signs of the name.
    subject
        Id of a site, code of a district or of the city; for a new name the name itself after :data:`NEW`.
    """

    start: int
    end: int
    subject: str

    @property
    def is_new(self) -> bool:
        """Whether the record has no such place."""
        return self.subject.startswith(NEW)


_IN_BRACKETS = re.compile(r"\(.{1,20}\)$")
_UNIT = re.compile(r"(?<=..)(?:市|区|县|旗)$")
_COUNTY = "县"
_HAN = re.compile("[一-龥]*")
_SIDES, _OF_A_SIDE = tuple("东南西北"), re.compile("[东南西北部侧]")
"""What makes of a direction at the end of a name a part of the land: 株洲西部 is not 株洲西."""
_OF_THE_PAPER = re.compile("日报|晚报|新闻网|发布(?!公告|会|了|《)|融媒|电视|网讯")


class Names:
    """The names under which the subjects of an atlas are printed.

    Parameters
    ----------
    atlas
        The record.
    regions
        Names of provinces, which long names that begin with one are printed without.
    """

    def __init__(self, atlas: Atlas, regions: tuple[str, ...] = ()) -> None:
        self.city = atlas.place.code
        self._districts = frozenset(atlas.district_rows)
        place = atlas.place
        self._subjects: dict[str, str] = {}
        known = {place.code: [place.name_zh, place.short_name_zh]}
        known |= {code: [row["name_zh"]] for code, row in atlas.district_rows.items()}
        known |= {site: [row["name_zh"], *row["aliases"]] for site, row in atlas.site_rows.items()}
        for subject in subjects(atlas):
            for name in known[subject]:
                self._subjects.setdefault(fold(name), subject)
        fronts = (fold(place.name_zh), fold(place.short_name_zh))
        for short, subject in [*self._shortened(known, fronts), *self._without(regions)]:
            self._subjects.setdefault(short, subject)
        self._shared = self._shared_names(atlas)
        self._found = {*self._subjects, *self._shared}

    def _shortened(self, known: dict[str, list[str]], fronts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the short forms of names, the longer ones first: those that two subjects share lead to the first."""
        for subject, names in known.items():
            for name in map(fold, names):
                bare = _IN_BRACKETS.sub("", name)
                forms = {bare, _UNIT.sub("", bare), COMPANY.sub("", bare)}
                for front in fronts:
                    forms |= {form.removeprefix(front) for form in forms}
                if name.startswith(fronts[-1]) and not name.startswith(fronts[0]):
                    forms.add(fronts[0] + name.removeprefix(fronts[-1]))
                for form in sorted(forms - {name}):
                    is_a_unit = len(form) >= 2 and name.startswith(form) and _UNIT.search(name) is not None
                    if len(form) >= SHORTEST_WITHOUT or is_a_unit or form in ZONES:
                        yield form, subject

    def _without(self, regions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield long names without the province that they begin with: 先进硬质材料产业园."""
        for name, subject in self._subjects.items():
            region = next(filter(name.startswith, regions), "")
            if region and len(name) - len(region) >= _LONG_NAME:
                yield name.removeprefix(region), subject

    def _shared_names(self, atlas: Atlas) -> dict[str, dict[str, str]]:
        """Return the names that other names end with after the name of their district, each with whose it is where."""
        units = [name for name, subject in self._subjects.items() if subject in atlas.district_rows]
        shared: dict[str, dict[str, str]] = {}
        for name, subject in self._subjects.items():
            for unit in units:
                rest = name.removeprefix(unit)
                is_known = self._subjects.get(rest, subject) != subject
                is_told = rest not in self._subjects and len(rest) >= SHORTEST_WITHOUT and own(rest)
                if rest != name and (is_known or is_told):
                    shared.setdefault(rest, {})[self._subjects[unit]] = subject
        return shared

    def _subject(self, name: str, unit: str) -> str:
        """Return the subject of a name, of one that several have or end with, that of the district named before."""
        return self._shared.get(name, {}).get(unit) or self._subjects.get(name, "")

    def found_in(self, text: Text) -> list[Place]:
        """Return the places of the record that a text names, of names that overlap the longest."""
        likely = likely_in(text.signs, self._found)
        found: list[Place] = []
        unit = ""
        for match in longest_first(likely).finditer(text.signs):
            subject = self._subject(match[0], unit)
            last = found[-1].end if found else 0
            if (
                subject
                and not _is_within_a_word(text.signs, match)
                and not _OF_THE_PAPER.match(text.signs, match.end())
                and not (subject == self.city and text.signs[match.end() : match.end() + 1] == _COUNTY)
                and not (match[0].endswith(_SIDES) and _OF_A_SIDE.match(text.signs, match.end()))
                and not (match[0] in BARE_ZONES and _has_a_name(text.signs, match.start(), last))
            ):
                found.append(Place(match.start(), match.end(), subject))
                unit = found[-1].subject if found[-1].subject in self._districts else unit
        return found


def _has_a_name(signs: str, at: int, last: int) -> bool:
    """Return whether a kind of zone has a name of its own or a county's before it, which makes another zone of it."""
    before = signs[max(at - 2, last) : at]
    if signs.startswith(_COUNTY, at - 1) or (last and at == last):
        return True
    return len(before) == 2 and _HAN.fullmatch(before) is not None and not BEGINS_A_NAME.search(before)


def _is_within_a_word(signs: str, match: re.Match[str]) -> bool:
    """Return whether a Latin name goes on before or after."""
    name = match[0]
    before, after = signs[max(match.start() - 1, 0) : match.start()], signs[match.end() : match.end() + 1]
    return (name[0].isascii() and before.isascii() and before.isalnum()) or (
        name[-1].isascii() and after.isascii() and after.isalnum()
    )
