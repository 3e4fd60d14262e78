"""CSV for spreadsheets: RFC 4180, a row for each fact, and one for each subject that has none.

It begins with a byte order mark: without one, Excel on a Chinese Windows takes the file for GBK and shows nonsense.
Every cell is quoted, and a text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP
advises against CSV injection; numbers are numbers.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.cells import labelled
from geo.export.cells import record_cells
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.collection import collection

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = frozenset("=+-@\t\r\n")
"""What a formula may begin with; their full-width forms are folded into them before they are looked up."""

COLUMNS = (
    *("id", "name_zh", "name_en", "aliases", "layer", "layer_zh", "kind", "kind_zh", "sector", "sector_zh"),
    *("districts", "districts_zh", "parent", "status", "status_zh", "position_basis", "position_basis_zh"),
    *("position_uncertainty_m", "position_datum", "position_note_zh", "position_note_en", "longitude", "latitude"),
    *("inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en"),
    *("population", "population_as_of", "population_source", "population_note_zh", "population_note_en"),
    *("area_km2", "area_source"),
    *("fact", "indicator", "indicator_zh", "indicator_en", "scope", "scope_zh", "value", "value_zh", "value_en"),
    *("unit", "unit_zh", "value_base", "unit_base", "qualifier"),
    *("as_of", "stated", "when_zh", "when_en", "aim", "aim_zh"),
    *("source", "standing", "publisher_zh", "publisher_en", "title_zh", "title_en", "url", "locator", "token"),
    *("note_zh", "note_en", "differs", "resolution"),
    *("record_version", "record_date", "record_digest", "licence", "filter"),
)
"""The header: the site, district or city, the fact with its source, the record."""


def to_csv(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return the facts of what is chosen as a table, each with its subject, its source and the state of the record."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(atlas, collection(atlas, selection)):
        writer.writerow(cell(row.get(column)) for column in COLUMNS)
    return BYTE_ORDER_MARK + text.getvalue()


def cell(value: object) -> str:
    """Return a plain value as the text of a cell, an apostrophe before what would be run as a formula."""
    text = written(value)
    runs = isinstance(value, str) and unicodedata.normalize("NFKC", text[:1]) in _FORMULA
    return f"'{text}" if runs else text


def _rows(atlas: Atlas, content: dict) -> Iterator[dict[str, object]]:
    sources = {source["id"]: source for source in content["sources"]}
    record = record_cells(content)
    for feature in content["features"]:
        subject = subject_cells(atlas, feature)
        facts = [_fact_cells(atlas, fact, sources[fact["source"]]) for fact in feature["properties"]["facts"]]
        yield from ({**subject, **fact, **record} for fact in facts or [{}])


def _fact_cells(atlas: Atlas, fact: dict, source: dict) -> dict[str, object]:
    words = atlas.words
    cited = ("standing", "publisher_zh", "publisher_en", "title_zh", "title_en", "url")
    return {
        "fact": fact["id"],
        **{name: value for name, value in fact.items() if name != "id"},
        **labelled("scope", words.scopes.get(fact["scope"])),
        **labelled("aim", words.aims.get(fact["aim"])),
        **{column: source[column] for column in cited},
    }
