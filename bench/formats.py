"""How large each export is and how long it takes: ``python -m bench.formats 100000``, as a table of Markdown.

The atlas's own record is measured first, then one of as many made-up places. Each file is written in a process of its
own that has read the record already: the time is that of the export, the memory that of both.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.names import MOST_PLACES
from bench.process import spent_by
from bench.records import made_up
from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.export import FORMATS
from geo.export import Format
from geo.export import save
from geo.record.read import read

MEBI = 2**20


def measured(atlas: Atlas, form: Format, folder: Path) -> tuple[int, float, int]:
    """Return the bytes of a file, the seconds of a processor that it took, and the most memory held meanwhile."""
    path = folder / f"all{form.suffix}"
    child = os.fork()
    if child == 0:
        try:
            save(path, atlas, EVERYTHING, form)
            os._exit(0)
        finally:
            os._exit(1)
    spent = spent_by(child)
    size = path.stat().st_size
    path.unlink()
    return size, spent.cpu_s, spent.memory


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.formats", description=__doc__)
    parser.add_argument("count", type=int, help=f"made-up places, at most {MOST_PLACES}")
    parser.add_argument("--format", choices=FORMATS, action="append", help="one to measure, repeatable; by default all")
    options = parser.parse_args(arguments)
    count, forms = options.count, [FORMATS[name] for name in options.format or FORMATS]
    records = {"our record": read, f"{count:,} places": lambda: made_up(count)}
    print("| format | record | MiB | seconds | MiB of memory |\n|---|---|---|---|---|")
    for name, record in records.items():
        atlas = Atlas(record())
        FORMATS["geojson"].write(atlas)  # what every format works out of the record is worked out now
        with tempfile.TemporaryDirectory() as folder:
            for form in forms:
                size, seconds, memory = measured(atlas, form, Path(folder))
                print(f"| {form.name} | {name} | {size / MEBI:.1f} | {seconds:.1f} | {memory / MEBI:.0f} |")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
