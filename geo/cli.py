"""The commands: ``python -m geo`` and ``make_map.py`` parse, delegate, and tell in one line what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path

from geo.atlas import Atlas
from geo.boundaries import import_districts
from geo.errors import ERROR
from geo.errors import AtlasError
from geo.errors import Issue
from geo.export import FORMATS
from geo.export import export_name
from geo.export import to_geojson
from geo.map import render_page
from geo.paths import ROOT
from geo.record import Record
from geo.record import format_record
from geo.record import load
from geo.record import write_text
from geo.selection import Selection
from geo.selection import select
from geo.validate import validate
from geo.verify import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of ``python -m geo`` and return its exit code: 0, or 1 where something is wrong."""
    options = _parser().parse_args(arguments)
    return _tell_errors(lambda: options.command(options))


def make_map(arguments: Sequence[str] | None = None) -> int:
    """Build the page from the record, unless the record has errors, and tell what is in it."""
    parser = argparse.ArgumentParser(prog="make_map.py", description="Build map.html from the record.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds layers/ and data/")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "map.html", help="file to write")
    options = parser.parse_args(arguments)
    return _tell_errors(lambda: _build(options))


def _build(options: argparse.Namespace) -> int:
    record = load(options.root)
    if _report(validate(record)):
        return 1
    atlas = Atlas(record)
    page = render_page(atlas)
    write_text(options.output, page)
    print(f"{options.output.resolve()}: {len(page.encode()) / 1000:.0f} kB")
    print(_summary(atlas))
    return 0


def _summary(atlas: Atlas) -> str:
    by_layer = atlas.sites["layer"].value_counts(sort=False)
    layers = ", ".join(f"{layer} {count}" for layer, count in by_layer.items())
    drawn = int(atlas.sites.geometry.notna().sum())
    disputes = sum(claim.differs for claims in atlas.claims.values() for claim in claims)
    return (
        f"{len(atlas.sites)} sites ({layers}), {drawn} with a position; {len(atlas.districts)} districts; "
        f"{len(atlas.facts)} facts from {len(atlas.sources)} sources, {disputes} disagreements; "
        f"record {atlas.version} ({atlas.digest})"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description="Keep and take away the record of the atlas.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds layers/ and data/")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable, text: str) -> argparse.ArgumentParser:
        each = commands.add_parser(name, help=text, description=text)
        each.set_defaults(command=run)
        return each

    command("validate", _validate, "Check the record; every issue with its address.")
    each = command("format", _format, "Write the record's files in canonical form.")
    each.add_argument("--check", action="store_true", help="only tell which files differ")
    each = command("verify", _verify, "Check each fact's token against its line of the source's text.")
    each.add_argument("--sources", type=Path, required=True, help="folder with the texts, named by source id")
    each = command("export", _export, "Write the sites chosen, with facts and sources.")
    each.add_argument("--layer", action="append", default=[], help="layer, by code or name; may be repeated")
    each.add_argument("--district", action="append", default=[], help="district, by adcode or name; may be repeated")
    each.add_argument("--kind", action="append", default=[], help="kind, by code or name; may be repeated")
    each.add_argument("--search", default="", help="text that names or aliases contain")
    each.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    each.add_argument("-o", "--output", type=Path, help="file to write; named by what was chosen unless told")
    command("import-districts", _import, "Take the districts' polygons from their package into the record.")
    return parser


def _validate(options: argparse.Namespace) -> int:
    record = load(options.root)
    failed = _report(validate(record))
    if not failed:
        sites = sum(1 for _ in record.sites)
        print(f"{sites} sites, {len(record.facts)} facts, {len(record.sources)} sources: no error")
    return failed


def _format(options: argparse.Namespace) -> int:
    record = load(options.root)
    if _report([problem.issue for problem in record.problems]):
        return 1
    differing = [path for path, text in format_record(record).items() if _text_of(record, path) != text]
    for path in differing:
        if options.check:
            print(f"{path}: must be in canonical form (run: python -m geo format)", file=sys.stderr)
        else:
            write_text(record.root / path, format_record(record)[path], where=path)
            print(f"{path}: written")
    return int(options.check and bool(differing))


def _text_of(record: Record, path: str) -> str:
    return (record.root / path).read_bytes().decode()


def _verify(options: argparse.Namespace) -> int:
    record = load(options.root)
    if _report([problem.issue for problem in record.problems]):
        return 1
    failed = _report(verify(record, options.sources))
    if not failed:
        print(f"{len(record.facts)} facts: every token stands on its line")
    return failed


def _export(options: argparse.Namespace) -> int:
    record = load(options.root)
    if _report(validate(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    selection = Selection.of(
        atlas, layers=options.layer, districts=options.district, kinds=options.kind, search=options.search
    )
    output = options.output or Path(export_name(atlas, selection))
    write_text(output, to_geojson(atlas, selection))
    print(f"{output}: {len(select(atlas, selection))} sites")
    return 0


def _import(options: argparse.Namespace) -> int:
    count = import_districts(options.root / "layers" / "districts.geojson")
    print(f"layers/districts.geojson: {count} polygons")
    return 0


def _report(issues: Sequence[Issue], *, only_errors: bool = False) -> int:
    """Print issues, a line each; return 1 where one of them is an error."""
    errors = [issue for issue in issues if issue.severity == ERROR]
    for issue in errors if only_errors else issues:
        print(issue, file=sys.stderr)
    return int(bool(errors))


def _tell_errors(run: Callable[[], int]) -> int:
    try:
        return run()
    except AtlasError as error:
        print(f"error {error}", file=sys.stderr)
        return 1
