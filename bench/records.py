"""Records of any size, made up and the same each time: ``python -m bench.records 10000 DIR``.

A record has the districts, the basemap and the registers of the atlas's own, and made-up places, facts and sources.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.density import DENSE
from bench.density import SPARSE
from bench.density import Density
from bench.facts import FactMaker
from bench.facts import sources
from bench.names import MOST_PLACES
from bench.places import Ground
from bench.places import places
from geo.record.canonical import format_record
from geo.record.geojson import Collection
from geo.record.layers import SITE_LAYERS
from geo.record.model import Record
from geo.record.part import cited_sources
from geo.record.part import part_of
from geo.record.paths import FOLDERS
from geo.record.paths import RELIEF
from geo.record.paths import ROOT
from geo.record.read import read


def made_up(count: int, density: Density = SPARSE) -> Record:
    """Return a record of made-up places in the districts of the atlas's own.

    Parameters
    ----------
    count
        How many places; at most :data:`bench.names.MOST_PLACES`.
    density
        What there is of a place.
    """
    own = part_of(read(), ())
    ground = Ground(own, Random(count), density, [each["id"] for each in sources()])
    maker = FactMaker(ground, own)
    layers = {name: Collection(type="FeatureCollection", features=[]) for name in SITE_LAYERS}
    for number, (layer, feature) in enumerate(places(ground, count)):
        layers[layer]["features"].append(feature)
        maker.add_facts(feature, number)
    record = replace(
        own,
        layers=own.layers | layers,
        facts=maker.facts,
        resolutions=maker.resolutions,
        omissions=[],
        sources=own.sources + sources(),
        package=own.package | {"name": f"made-up-{count}", "floors": dict.fromkeys(SITE_LAYERS, 0)},
    )
    cited = cited_sources(record)
    record.sources = [row for row in record.sources if row["id"] in cited]
    return record


def write(record: Record, root: Path) -> None:
    """Write a record in its canonical form, with the relief of the atlas's own."""
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, text in format_record(record).items():
        (root / path).write_bytes(text.encode())
    shutil.copyfile(ROOT / RELIEF, root / RELIEF)


def main(arguments: list[str] | None = None) -> None:
    """Write a record as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.records", description=__doc__)
    parser.add_argument("count", type=int, help=f"places, at most {MOST_PLACES}")
    parser.add_argument("root", type=Path, metavar="DIR", help="folder of the record, made where there is none")
    parser.add_argument("--dense", action="store_true", help="seven facts a place, areas, lines and disagreements")
    options = parser.parse_args(arguments)
    if not 1 <= options.count <= MOST_PLACES:
        parser.error(f"count must be from 1 to {MOST_PLACES}")
    write(made_up(options.count, DENSE if options.dense else SPARSE), options.root)


if __name__ == "__main__":
    main()
