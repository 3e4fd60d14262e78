"""The atlas of many cities, written whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.nation.city import City
from geo.nation.city import write_city
from geo.nation.first_page import CITIES
from geo.nation.first_page import TOTALS
from geo.nation.first_page import to_cities
from geo.nation.first_page import to_first_page
from geo.nation.first_page import to_totals
from geo.page.options import MapOptions
from geo.record.files import FOLDER
from geo.record.files import read_text
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.files import write_text
from geo.record.paths import PACKAGE
from geo.record.place import place_of

FIRST_PAGE = "index.html"

Run = Callable[[Callable[[Path], City], Sequence[Path], Path], list[City]]
"""What does a piece of work for each record, which writes into a folder: here, or on the workers of a cluster."""


def write_nation(roots: Sequence[Path], output: Path, options: MapOptions, run: Run) -> list[City]:
    """Write the atlas of several records: tables, a map a city, counts, and the page that leads to them.

    Parameters
    ----------
    roots
        The folders of the records.
    output
        The folder to write: new, empty, or an atlas that is replaced.
    options
        What each map offers.
    run
        Does the work of each city.

    Returns
    -------
    list of City
        By their codes. Where one of them fails nothing is written.

    Raises
    ------
    AtlasError
        If two records are of one city, a folder holds no record, or the output is something else's.
    OutputError
        If it cannot be written.
    """
    roots = [root.resolve() for root in roots]
    _check_codes(roots)
    _check_output(output)
    with _beside(output) as folder:
        work = partial(write_city, folder=folder, options=options)
        cities = sorted(run(work, roots, folder), key=lambda city: city.code)
        if not any(city.fails for city in cities):
            write_text(folder / CITIES, to_cities(cities))
            write_text(folder / TOTALS, to_totals(cities))
            write_text(folder / FIRST_PAGE, to_first_page(cities))
            _put_in_place(folder, output)
    return cities


def _check_codes(roots: Sequence[Path]) -> None:
    """Check that each record is of a city of its own: their files are named after it."""
    first: dict[str, Path] = {}
    for root in roots:
        code = _code_of(root)
        if code in first:
            message = f"must be of another city than {escaped(str(first[code]))}"
            raise AtlasError(escaped(str(root)), message, f"both of {code}")
        first[code] = root


def _code_of(root: Path) -> str:
    try:
        package = json.loads(read_text(root / PACKAGE))
    except ValueError as error:
        if isinstance(error, AtlasError):
            raise
        raise AtlasError(escaped(str(root / PACKAGE)), "must be JSON") from None
    return place_of(package).code


def _check_output(output: Path) -> None:
    """Check that nothing but an earlier atlas would be replaced."""
    found = what_is_at(output)
    if (
        found == FOLDER
        and any(output.iterdir())
        and not all((output / name).is_file() for name in (FIRST_PAGE, CITIES))
    ):
        raise OutputError(escaped(str(output)), "folder must be new, empty, or an atlas that is written anew")
    if found not in {FOLDER, "nothing"}:
        raise OutputError(escaped(str(output)), "output must be a folder", found)


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """Make the folder in which the atlas grows, beside its place; whatever of it was not put there is removed."""
    folder = output.resolve().with_name(f".{output.resolve().name}.part")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # what a killed run has left
        (folder / "maps").mkdir(parents=True)
        yield folder
    except OSError as error:
        raise OutputError(escaped(str(output)), f"folder cannot be written: {reason(error)}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, output: Path) -> None:
    """Put the new atlas in the place of the old one, which goes when the new one is there."""
    output = output.resolve()
    former = output.with_name(f".{output.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if output.exists():
        output.replace(former)
    folder.replace(output)
    shutil.rmtree(former, ignore_errors=True)
