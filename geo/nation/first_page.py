"""The page that leads to the cities, and the same counts as tables for others to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from html import escape

from geo.atlas.wording import WEB_ADDRESS
from geo.atlas.wording import date_text
from geo.export.csv import BYTE_ORDER_MARK
from geo.export.csv import END
from geo.export.csv import quoted
from geo.messages import both
from geo.messages import message
from geo.nation.city import City
from geo.nation.city import map_path
from geo.nation.city import table_path
from geo.nation.tables import TABLES
from geo.page.plain import heading
from geo.page.plain import named
from geo.page.plain import plain_page

CITIES, TOTALS = "cities.csv", "totals.csv"

_NUMBERS = {
    "places": "nationPlaces",
    "placed": "nationPlaced",
    "facts": "nationFacts",
    "sources": "nationSources",
    "disagreements": "nationDisagreements",
}
"""The counts of a city, and the headings of their columns."""
_STATE = ("version", "date", "digest", "licence", "attribution")


def to_cities(cities: Sequence[City]) -> str:
    """Return the cities as CSV, a row each: names, counts, the state of the record, its terms, its map."""
    rows = [
        (
            *(city.code, city.name_zh, city.name_en),
            *(city.counts[name] for name in _NUMBERS),
            *(getattr(city, name) for name in _STATE),
            map_path(city.code),
        )
        for city in cities
    ]
    return _csv(("adcode", "name_zh", "name_en", *_NUMBERS, *_STATE, "map"), rows)


def to_totals(cities: Sequence[City]) -> str:
    """Return as CSV how many places there are in all cities, by kind and last reported status."""
    totals: Counter[tuple[str, str]] = Counter()
    for city in cities:
        totals.update(city.by_kind)
    return _csv(("kind", "status", "places"), [(*key, totals[key]) for key in sorted(totals)])


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return BYTE_ORDER_MARK + "".join(f"{quoted(row)}{END}" for row in (columns, *rows))


def to_first_page(cities: Sequence[City]) -> str:
    """Return the page as safe HTML without a script: it opens from a disk and asks no network."""
    body = (
        f"<h1>{named(*both('nationTitle'))}</h1><p>{named(*both('nationIntro'))}</p>"
        f"<div><table>{_head()}<tbody>{''.join(map(_row, cities))}</tbody>{_foot(cities)}</table></div>"
        f"<p>{named(*both('nationCounts'))} {_links((CITIES, TOTALS))}</p>"
        f"<p>{named(*both('nationTables'))} {_tables()}</p>"
    )
    return plain_page(" ".join(both("nationTitle")), body)


def _tables() -> str:
    """Return where the tables lie, as readers of Parquet are told it: a server need not list a folder."""
    return " · ".join(f"<code>{table_path(table, '*')}</code>" for table in TABLES)


def _links(paths: Iterable[str]) -> str:
    return " · ".join(f'<a href="{path}">{path}</a>' for path in paths)


def _head() -> str:
    city = f'<th scope="col">{heading(*both("nationCity"))}</th>'
    numbers = "".join(f'<th scope="col" class="number">{heading(*both(key))}</th>' for key in _NUMBERS.values())
    state = "".join(f'<th scope="col">{heading(*both(key))}</th>' for key in ("nationDate", "nationLicence"))
    return f"<thead><tr>{city}{numbers}{state}</tr></thead>"


def _row(city: City) -> str:
    terms = escape(city.licence)
    if WEB_ADDRESS.fullmatch(city.licence_address):
        terms = f'<a href="{escape(city.licence_address)}" rel="license noopener noreferrer">{terms}</a>'
    return (
        f'<tr><th scope="row"><a href="{escape(map_path(city.code))}">{named(city.name_zh, city.name_en)}</a>'
        f"<br><small>{escape(city.code)}</small></th>{_numbers(city.counts)}"
        f"<td>{escape(date_text(city.date, 'zh'))}</td>"
        f"<td>{terms}<br><small>{escape(city.attribution)}</small></td></tr>"
    )


def _foot(cities: Sequence[City]) -> str:
    totals = {name: sum(city.counts[name] for city in cities) for name in _NUMBERS}
    all_of_them = named(
        message("zh", "nationTotal", count=str(len(cities))), message("en", "nationTotal", count=str(len(cities)))
    )
    return f'<tfoot><tr><th scope="row">{all_of_them}</th>{_numbers(totals)}<td></td><td></td></tr></tfoot>'


def _numbers(counts: dict[str, int]) -> str:
    return "".join(f'<td class="number">{counts[name]:,}</td>' for name in _NUMBERS)
