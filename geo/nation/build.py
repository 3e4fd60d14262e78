"""The atlas of many cities, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.nation.city import City
from geo.nation.city import write_city
from geo.nation.first_page import CITIES
from geo.nation.first_page import TOTALS
from geo.nation.first_page import to_cities
from geo.nation.first_page import to_first_page
from geo.nation.first_page import to_totals
from geo.page.options import MapOptions
from geo.record.files import write_text
from geo.record.folder import OutputFolder
from geo.record.paths import PACKAGE
from geo.record.place import place_of
from geo.record.read import read_json

FIRST_PAGE = "index.html"

Run = Callable[[Callable[[Path], City], Sequence[Path], Path], list[City]]
"""What does a piece of work for each record, which writes into a folder: here, or on the workers of a cluster."""


def write_nation(
    roots: Sequence[Path], output: Path, options: MapOptions, workers: AbstractContextManager[Run]
) -> list[City]:
    """Write the atlas of several records: tables, one map per city, counts, and the page that leads to them.

    Parameters
    ----------
    roots
        The folders of the records.
    output
        The folder to write: new, empty, or an atlas that is replaced.
    options
        What each map offers.
    workers
        Who do the work of each city: they begin when all is checked, and have ended before anything is removed.

    Returns
    -------
    list of City
        By their codes. Where one of them fails nothing is written.

    Raises
    ------
    AtlasError
        If two records are of one city, a folder holds no record, or the output is something else's or a record's.
    OutputError
        If it cannot be written.
    """
    # Not `Path.resolve`, which ends in a traceback where links go round in a circle.
    roots = [Path(os.path.realpath(root)) for root in roots]
    _check_codes(roots)
    folder = OutputFolder(output, apart_from=roots)
    with folder.grown_beside() as grown, workers as run:
        (grown / "maps").mkdir()
        work = partial(write_city, folder=grown, options=options)
        cities = sorted(run(work, roots, grown), key=lambda city: city.code)
        if not any(city.fails for city in cities):
            _write_what_is_of_all(grown, cities)
            folder.put_in_place(grown)
    return cities


def _write_what_is_of_all(folder: Path, cities: Sequence[City]) -> None:
    write_text(folder / CITIES, to_cities(cities))
    write_text(folder / TOTALS, to_totals(cities))
    write_text(folder / FIRST_PAGE, to_first_page(cities))


def _check_codes(roots: Sequence[Path]) -> None:
    """Check that each record is of a city of its own: their files are named after it."""
    first: dict[str, Path] = {}
    for root in roots:
        code = place_of(read_json(root / PACKAGE, where=escaped(str(root / PACKAGE)))).code
        if first.get(code) == root:
            raise AtlasError(escaped(str(root)), "folder must be given once", "it twice")
        if code in first:
            message = f"must be of another city than {escaped(str(first[code]))}"
            raise AtlasError(escaped(str(root)), message, f"both of {code}")
        first[code] = root
