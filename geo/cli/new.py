"""``new``: begin the record of another city."""

from __future__ import annotations

import argparse
import os
from datetime import UTC
from datetime import datetime
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.place import place_of
from geo.record.vocabulary import is_day
from geo.start.folder import demand_room
from geo.start.folder import write_record
from geo.start.record import first_record

_NEXT = """\
{root}: {name_zh} {name_en}: {counts}
next: look at the names in {package} and in layers/districts.geojson (English ones are pinyin),
      {program} --root {root} build -o map.html
      docs/en/guides/another-city.md leads through the first hour"""


def run(options: argparse.Namespace) -> int:
    """Write the record and say what comes next."""
    folder = Path(os.path.realpath(options.folder))
    demand_room(folder)  # before the work, which takes a second
    record = first_record(options.adcode, _date(options.date))
    write_record(record, folder)
    place = place_of(record.package)
    told = {"root": escaped(str(folder)), "program": PROGRAM, "package": PACKAGE, "counts": record.counts}
    print(_NEXT.format(**told, name_zh=place.name_zh, name_en=place.name_en))
    return 0


def _date(given: str | None) -> str:
    """Return the day of the record: today, unless another is given."""
    if given is None:
        return datetime.now(UTC).date().isoformat()
    if len(given) != len("2024-12-31") or not is_day(given):
        raise AtlasError("--date", "must be a day in the form YYYY-MM-DD", shown(given))
    return given
