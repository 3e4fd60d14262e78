"""``schema``: write the JSON Schemas of the layers and of the place."""

from __future__ import annotations

import argparse

from geo.cli.report import report
from geo.record.files import write_text
from geo.record.paths import LAYER_SCHEMA
from geo.record.paths import PACKAGE_SCHEMA
from geo.record.read import read
from geo.record.schemas import schema_texts


def run(options: argparse.Namespace) -> int:
    """Write the schemas, with the codes of the record's registers, into the record, or one of them into a file."""
    record = read(options.root)
    if report([problem.issue for problem in record.problems]):
        return 1
    texts = schema_texts(record)
    if options.output:
        files = {options.output: texts[PACKAGE_SCHEMA if options.of == "place" else LAYER_SCHEMA]}
    else:
        files = {record.root / path: text for path, text in texts.items()}
    for path, text in files.items():
        write_text(path, text)
        print(f"{path}: written")
    return 0
