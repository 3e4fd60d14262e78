"""The registers with which a record begins: those of the program's own record, less its city's."""

from __future__ import annotations

from geo.record.model import REGISTERS
from geo.record.place import Place
from geo.record.read import own_register
from geo.record.rows import Row
from geo.record.vocabulary import CITY_BASIS

COUNT_OF_DISTRICTS = "county-units"
"""The indicator of the first fact."""

_SCOPES = """
phase-1 phase-2 phase-3 national provincial city urban newly-added cumulative annual-average two-year-average
private-firms parks whole-line renovation expansion against-nation against-province
"""
_HONOURS = """
national-advanced-manufacturing-cluster national-sme-cluster provincial-high-tech-zone provincial-green-park
class-3a-hospital gigabit-city geographical-indication
"""
_SECTORS = """
electronics new-energy automotive equipment new-materials food logistics energy finance culture-tourism public-services
commerce
"""
_INDICATORS = """
status honour gdp gdp-growth industrial-value-added-growth industrial-value-added fixed-investment-growth
industrial-investment-growth retail-sales-growth public-revenue-growth foreign-trade-growth foreign-trade investment
land-area projects-completed projects-started national-platforms rd-intensity little-giants provincial-little-giants
innovative-smes patents-per-10000 tech-contract-value high-tech-firms cluster-scale clean-energy-share
key-project-investment key-projects voltage industry-chains firms-above-scale urban-jobs-added business-entities
good-water-share blue-sky-days gdp-per-capita manufacturing-value-added-growth manufacturing-share-of-gdp output-value
output-growth revenue designated-industrial-companies industrial-profit industrial-profit-growth tax-per-mu
capacity-processing annual-throughput floor-area length runway-length dam-height reservoir-capacity irrigated-area
people-served capacity-power annual-generation beds jobs cold-storage annual-investment companies-settled event
achievement-innovation achievement-industry achievement-trade achievement-logistics programme
"""
CHOSEN = {
    "scopes": _SCOPES.split(),
    "honours": _HONOURS.split(),
    "sectors": _SECTORS.split(),
    "indicators": _INDICATORS.split(),
}
"""Of registers that grow with a city the codes that any may need; all others are taken whole."""

_OTHER_GROUP = "other"


def first_registers(place: Place) -> dict[str, list[Row]]:
    """Return the registers of a new record.

    Parameters
    ----------
    place
        The city that it is of: the basis of positions that names the city names this one.
    """
    registers = {name: _chosen(name, own_register(name)) for name in REGISTERS}
    registers["bases"] = [_of_city(row, place) if row["code"] == CITY_BASIS else row for row in registers["bases"]]
    # Which sectors lead is the plan of a city.
    registers["sectors"] = [_changed(row, group=_OTHER_GROUP) for row in registers["sectors"]]
    registers["indicators"].append(_count_of_districts(registers["indicators"][0]))
    return registers


def _chosen(name: str, rows: list[Row]) -> list[Row]:
    """Return the rows of a register that any city may need, in their order."""
    return [row for row in rows if row["code"] in CHOSEN[name]] if name in CHOSEN else rows


def _of_city(row: Row, place: Place) -> Row:
    return _changed(row, name_zh=f"仅知在{place.short_name_zh}", name_en=f"Known only to be in {place.short_name_en}")


def _count_of_districts(like: Row) -> Row:
    """Return the indicator of the first fact, which no other record needs."""
    return _changed(
        dict.fromkeys(like, ""),
        code=COUNT_OF_DISTRICTS,
        theme="space",
        type="number",
        dimension="count",
        direction="none",
        weight="40",
        name_zh="县级行政区",
        name_en="County-level units",
    )


def _changed(row: Row, **cells: str) -> Row:
    return row | cells
