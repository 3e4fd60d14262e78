"""``schema``: write the JSON Schema of the layers."""

from __future__ import annotations

import argparse

from geo.cli.report import report
from geo.record.files import write_text
from geo.record.layer_schema import layer_schema_text
from geo.record.paths import LAYER_SCHEMA
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the schema with the codes of the record's registers."""
    record = read(options.root)
    if report([problem.issue for problem in record.problems]):
        return 1
    path = options.output or record.root / LAYER_SCHEMA
    write_text(path, layer_schema_text(record))
    print(f"{path}: written")
    return 0
