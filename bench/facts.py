"""Made-up facts: how far each place has come, its figures and honours, each with its source, and who contradicts."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import shapely

from bench.places import Ground
from geo.geodesy.measure import area_m2
from geo.record.geojson import Feature
from geo.record.layers import AREAS
from geo.record.model import FACT_COLUMNS
from geo.record.model import RESOLUTION_COLUMNS
from geo.record.model import SOURCE_COLUMNS
from geo.record.model import Record
from geo.record.tables import LONGEST_TOKEN
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import FILE
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import SECOND_HAND
from geo.record.vocabulary import TARGET

Cells = dict[str, str]

FIRST_YEAR, LAST_YEAR = 2016, 2025
"""The years that the made-up sources report on."""

_SQUARE_METRES_PER_MU = 2000 / 3


class Figure(NamedTuple):
    """An indicator, the unit in which it is given, and between which numbers; some with a decimal."""

    indicator: str
    unit: str
    least: int
    most: int
    decimals: int


LAND = Figure("land-area", "mu", 10, 3000, 0)
FIGURES = (
    Figure("investment", "yi-yuan", 1, 200, 1),
    LAND,
    Figure("output-value", "yi-yuan", 1, 300, 1),
    Figure("floor-area", "wan-square-metre", 1, 90, 1),
    Figure("jobs", "ren", 50, 9000, 0),
    Figure("companies-settled", "jia", 5, 400, 0),
    Figure("capacity-processing", "wan-ton", 1, 90, 1),
    Figure("length", "kilometre", 1, 60, 1),
    Figure("key-project-investment", "wan-yuan", 100, 9000, 0),
)
_SCOPES = ("phase-1", "phase-2", "newly-added")
_QUALIFIERS = ("about", "over", "at-least", "nearly")
_NOTES = (
    ("原文与{}月的通报合并报出，第{}标段另计。", "Reported with the bulletin of month {}; lot {} is counted apart."),
    ("原文未写明口径，按{}月的表格、第{}行理解。", "The basis is not stated; read by the table of month {}, row {}."),
    ("数字由{}月的累计数减去前{}日所得。", "The total to month {} less that of the first {} days."),
)


def sources() -> list[Cells]:
    """Return the made-up sources: of each year a bulletin that is at hand, and a page and a yearbook that are not."""
    rows = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        digest = hashlib.sha256(str(year).encode()).hexdigest()
        bulletin = (f"{year}年项目通报", f"Project Bulletin {year}", "发展简报", "Development Brief")
        page = (f"{year}年企业名录", f"Directory of Firms {year}", "名录网", "Directory Online")
        yearbook = (f"{year}年年鉴", f"Yearbook {year}", "统计资料社", "Statistics Press")
        address, day = f"https://example.org/{year}", f"{year}-12-31"
        held = {"form": FILE, "accessed": day, "standing": PRIMARY, "sha256": digest}
        read = {"form": "page", "accessed": day, "standing": SECOND_HAND}
        rows += [
            _source(f"bulletin-{year}", bulletin, f"{year}-12", type="newspaper", **held),
            _source(f"directory-{year}", page, f"{year}-11", type="web-page", url=address, **read),
            _source(f"yearbook-{year}", yearbook, f"{year}-12", type="document", **read),
        ]
    return rows


def _source(name: str, told: tuple[str, ...], published: str, **cells: str) -> Cells:
    """Return a source by its id, its title and publisher in both languages, its date, and whatever else is known."""
    named = dict(zip(("title_zh", "title_en", "publisher_zh", "publisher_en"), told, strict=True))
    return dict.fromkeys(SOURCE_COLUMNS, "") | {"id": name, **named, "published": published, **cells}


class FactMaker:
    """Makes up the facts of places, one after the other, and which of them contradict each other.

    Parameters
    ----------
    ground
        Where chance comes from, and how many facts there are.
    record
        Its registers hold the words.
    """

    def __init__(self, ground: Ground, record: Record) -> None:
        self.ground = ground
        self.facts: list[Cells] = []
        self.resolutions: list[Cells] = []
        self._statuses = {row["code"]: row["name_zh"] for row in record.registers["statuses"]}
        self._honours = record.registers["honours"]
        self._units = {row["code"]: row["name_zh"] for row in record.registers["units"]}
        self._indicators = {row["code"]: row["name_zh"] for row in record.registers["indicators"]}

    def add_facts(self, feature: Feature, number: int) -> None:
        """Add those of a place: its status, then figures with an honour among them."""
        chance = self.ground.chance
        honours = iter(chance.sample(self._honours, self.ground.density.facts))
        self._add(feature, self._status())
        for place in range(self.ground.density.facts - 1):
            if place % 3 == 1:
                self._add(feature, _honour(next(honours)))
            else:
                self._add(feature, self._figure(FIGURES[(number + place) % len(FIGURES)], feature))
        if self.ground.happens(self.ground.density.disputed):
            own = self.facts[-self.ground.density.facts :]
            self._contradict(chance.choice([fact for fact in own if fact["unit"]]))

    def _add(self, feature: Feature, cells: Cells) -> None:
        """Add a fact about a place, from a source of the year that it is about."""
        chance = self.ground.chance
        year = chance.randint(FIRST_YEAR, LAST_YEAR)
        at_hand = self.ground.happens(0.7)
        row = dict.fromkeys(FACT_COLUMNS, "") | {
            "id": f"f{len(self.facts) + 1:04d}",
            "subject": str(feature["id"]),
            "as_of": str(year) if self.ground.happens(0.5) else f"{year}-{chance.randint(1, 10):02d}",
            "aim": ACTUAL,
            "source": f"{'bulletin' if at_hand else 'directory'}-{year}",
        }
        if cells["unit"] and self.ground.happens(0.3):
            row |= {"aim": TARGET, "stated": f"{year}-{chance.randint(1, 10):02d}", "as_of": str(year + 2)}
        if at_hand:
            row["locator"] = f"L{chance.randint(1, 400)}"
        else:
            cells = cells | {"token": ""}
        if self.ground.happens(0.3):
            zh, en = chance.choice(_NOTES)
            told = (chance.randint(1, 12), chance.randint(2, 28))
            row |= {"note_zh": zh.format(*told), "note_en": en.format(*told)}
        self.facts.append(row | cells)

    def _status(self) -> Cells:
        code = self.ground.chance.choice(list(self._statuses))
        return {"indicator": "status", "value": code, "unit": "", "token": self._statuses[code]}

    def _figure(self, figure: Figure, feature: Feature) -> Cells:
        chance, scope = self.ground.chance, ""
        size = chance.randint(figure.least * 10, figure.most * 10)
        value = f"{size / 10:g}" if figure.decimals else str(size // 10)
        geometry = feature["geometry"]
        if figure is LAND and geometry and geometry["type"] in AREAS:
            value = str(round(area_m2(shapely.geometry.shape(geometry)) / _SQUARE_METRES_PER_MU))
        elif self.ground.happens(0.15):
            scope = chance.choice(_SCOPES)
        return {
            "indicator": figure.indicator,
            "scope": scope,
            "value": value,
            "unit": figure.unit,
            "qualifier": chance.choice(_QUALIFIERS) if self.ground.happens(0.15) else "",
            "token": self._token(figure, value),
        }

    def _token(self, figure: Figure, value: str) -> str:
        printed = f"{value}{self._units[figure.unit]}"
        return self._indicators[figure.indicator][: LONGEST_TOKEN - len(printed)] + printed

    def _contradict(self, fact: Cells) -> None:
        """Have another source give another figure; every second time one of both is preferred."""
        year = int(fact["source"][-4:])
        value = str(int(float(fact["value"])) + 7)
        other = fact | {"id": f"f{len(self.facts) + 1:04d}", "value": value, "qualifier": "", "token": ""}
        fact["qualifier"] = ""
        self.facts.append(other | {"source": f"yearbook-{year}", "locator": ""})
        if len(self.facts) % 2:
            note = (f"年鉴更正为{value}。", f"Corrected to {value} by the yearbook.")
            row = (other["id"], "newer", *note)
            self.resolutions.append(dict(zip(RESOLUTION_COLUMNS, row, strict=True)))


def _honour(row: Cells) -> Cells:
    return {"indicator": "honour", "value": row["code"], "unit": "", "token": row["name_zh"][:LONGEST_TOKEN]}
