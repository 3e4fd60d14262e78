"""The atlas of many cities, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil

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
from geo.record.compact import to_json
from geo.record.files import FOLDER
from geo.record.files import read_text
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.files import write_text
from geo.record.paths import PACKAGE
from geo.record.place import place_of
from geo.record.read import read_json

FIRST_PAGE = "index.html"
FILES = "files.json"
"""The list of an atlas's files, by which a later run knows what it may replace."""

Run = Callable[[Callable[[Path], City], Sequence[Path], Path], list[City]]
"""What does a piece of work for each record, which writes into a folder: here, or on the workers of a cluster."""


def write_nation(
    roots: Sequence[Path], output: Path, options: MapOptions, workers: AbstractContextManager[Run]
) -> list[City]:
    """Write the atlas of several records: tables, a map a city, counts, and the page that leads to them.

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
    output = Path(os.path.realpath(output))
    _check_codes(roots)
    _check_output(output, roots)
    with _beside(output) as folder, workers as run:
        work = partial(write_city, folder=folder, options=options)
        cities = sorted(run(work, roots, folder), key=lambda city: city.code)
        if not any(city.fails for city in cities):
            _complete(folder, cities)
            _put_in_place(folder, output)
    return cities


def _complete(folder: Path, cities: Sequence[City]) -> None:
    """Write what is of all cities, and last the list of all files."""
    write_text(folder / CITIES, to_cities(cities))
    write_text(folder / TOTALS, to_totals(cities))
    write_text(folder / FIRST_PAGE, to_first_page(cities))
    write_text(folder / FILES, to_json(sorted(_files(folder))) + "\n")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


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


def _check_output(output: Path, roots: Sequence[Path]) -> None:
    """Check that nothing but an earlier atlas would be replaced."""
    for root in roots:
        if output == root or output in root.parents or root in output.parents:
            message = f"folder must be apart from the records, such as {escaped(str(root))}"
            raise OutputError(escaped(str(output)), message)
    if (found := what_is_at(output)) not in {FOLDER, "nothing"}:
        raise OutputError(escaped(str(output)), "output must be a folder", found)
    if found == FOLDER:
        foreign = sorted(_files(output) - _listed(output))
        if foreign:
            message = "folder must be new, empty, or an atlas that is written anew"
            raise OutputError(escaped(str(output)), message, escaped(foreign[0]))


def _listed(output: Path) -> set[str]:
    """Return the files of the atlas in a folder, as it lists them; none where it is no atlas."""
    try:
        listed = json.loads(read_text(output / FILES))
    except ValueError:
        return set()
    return {FILES, *filter(lambda each: isinstance(each, str), listed)} if isinstance(listed, list) else set()


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """Make the folder in which the atlas grows, beside its place; it is removed unless it was put there."""
    folder = output.with_name(f".{output.name}.{os.getpid()}.part")
    with _in_one_line(output):
        _clear(output)
        (folder / "maps").mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(output: Path) -> None:
    """Remove what killed runs have left, and put back the old atlas where one was killed between its two renames."""
    left = re.compile(rf"\.{re.escape(output.name)}\.([0-9]+)\.(part|former)")
    for path in output.parent.iterdir() if output.parent.is_dir() else ():
        name = left.fullmatch(path.name)
        if name is None or (int(name[1]) != os.getpid() and psutil.pid_exists(int(name[1]))):
            continue
        if name[2] == "former" and not output.exists():
            path.replace(output)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _put_in_place(folder: Path, output: Path) -> None:
    """Put the new atlas in the place of the old one, which goes when the new one is there."""
    former = output.with_name(f".{output.name}.{os.getpid()}.former")
    with _in_one_line(output):
        if output.exists():
            output.replace(former)
        try:
            folder.replace(output)
        except OSError:
            if former.exists() and not output.exists():
                former.replace(output)
            raise
        finally:
            shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _in_one_line(output: Path) -> Iterator[None]:
    """Say what the system refuses in one line."""
    try:
        yield
    except OSError as error:
        raise OutputError(escaped(str(output)), f"folder cannot be written: {reason(error)}") from None
