"""The commands of ``python -m geo``: each parses, delegates, and tells in one line what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.selection import CHOICES
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.atlas.tally import count_tables
from geo.atlas.tally import refresh
from geo.checks import validate
from geo.export import FORMATS
from geo.export import export_name
from geo.issues.codes import ERROR
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import counted
from geo.record.boundaries import import_districts
from geo.record.canonical import format_record
from geo.record.files import reason
from geo.record.files import write_text
from geo.record.model import Record
from geo.record.paths import ROOT
from geo.record.read import read
from geo.texts.completeness import OPEN
from geo.texts.completeness import STATES
from geo.texts.completeness import completeness
from geo.texts.verify import tally
from geo.texts.verify import verify

# What a shell gives a command that was interrupted.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of ``python -m geo`` and return its exit code: 0, or 1 where something is wrong."""
    options = _parser().parse_args(arguments)
    return tell_errors(lambda: options.command(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description="Keep and take away the record of the atlas.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds layers/ and data/")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable, text: str, aliases: Sequence[str] = ()) -> argparse.ArgumentParser:
        each = commands.add_parser(name, aliases=aliases, help=text, description=text)
        each.set_defaults(command=run)
        return each

    command(
        "validate",
        _validate,
        "Check the record; a line for each issue: where, what is wrong, [code]. data/README.md explains the codes.",
    )
    each = command("format", _format, "Write the record's files in canonical form.")
    each.add_argument("--check", action="store_true", help="only tell which files differ")
    each = command("verify", _verify, "Check each fact's token against its line of the source's text.")
    each.add_argument("--sources", type=Path, required=True, help="folder with the texts, named by source id")
    each = command(
        "completeness",
        _completeness,
        "List the figures of the sources' texts that the record does not hold.",
        aliases=["coverage"],
    )
    each.add_argument("--sources", type=Path, required=True, help="folder with the texts, named by source id")
    each = command("export", _export, "Write what is chosen of sites, districts and city, with facts and sources.")
    each.add_argument("--layer", action="append", default=[], help="layer, by code or name; may be repeated")
    each.add_argument("--place", action="append", default=[], help="nothing but this, by id or name; may be repeated")
    for facet in CHOICES:
        each.add_argument(f"--{facet}", action="append", default=[], help=f"{facet}, by code or name; may be repeated")
    each.add_argument("--search", default="", help="words by which something is found, as in the page")
    each.add_argument("--format", choices=FORMATS, default="geojson", help="default: geojson")
    each.add_argument("-o", "--output", type=Path, help="file to write; by default named after the filters")
    each = command("tally", _tally, "Count sites, facts and disagreements, as Markdown tables.")
    each.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of this document")
    command("import-districts", _import, "Take the districts' polygons from their package into the record.")
    return parser


def _validate(options: argparse.Namespace) -> int:
    record = read(options.root)
    failed = report(validate(record))
    if not failed:
        print(f"{record.counts}: no error")
    return failed


def _format(options: argparse.Namespace) -> int:
    record = read(options.root, older=True)
    if report([problem.issue for problem in record.problems]):
        return 1
    differing = [path for path, text in format_record(record).items() if _text_of(record, path) != text]
    for path in differing:
        if options.check:
            print(f"{path}: not in canonical form (run: python -m geo format)", file=sys.stderr)
        else:
            write_text(record.root / path, format_record(record)[path], where=path)
            print(f"{path}: written")
    return int(options.check and bool(differing))


def _text_of(record: Record, path: str) -> str:
    return (record.root / path).read_bytes().decode()


def _verify(options: argparse.Namespace) -> int:
    record = read(options.root)
    if report([problem.issue for problem in record.problems]):
        return 1
    failed = report(verify(record, options.sources))
    if not failed:
        compared, second_hand = tally(record)
        print(
            f"{counted(compared, 'fact')}: every token is on its line; "
            f"{counted(second_hand, 'second-hand fact')} without a text to compare"
        )
    return failed


def _completeness(options: argparse.Namespace) -> int:
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    by_source = completeness(record, options.sources)
    for source, figures in by_source.items():
        lines = len({figure.line for figure in figures})
        counts = ", ".join(f"{sum(figure.state == state for figure in figures)} {state}" for state in STATES)
        print(f"{source}: {counted(len(figures), 'figure')} on {counted(lines, 'line')}: {counts}")
    missing = [(source, figure) for source, figures in by_source.items() for figure in figures if figure.state == OPEN]
    for source, figure in missing:
        print(f"{source} L{figure.line}:{figure.column + 1}: {figure.text}", file=sys.stderr)
    return int(bool(missing))


def _export(options: argparse.Namespace) -> int:
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    choice = {name: getattr(options, facet) for facet, name in CHOICES.items()}
    selection = Selection.of(atlas, layers=options.layer, places=options.place, search=options.search, **choice)
    output = options.output or Path(export_name(atlas, selection, options.format))
    write_text(output, FORMATS[options.format](atlas, selection))
    sites, chosen = select(atlas, selection), select_subjects(atlas, selection)
    facts = sum(len(claim.facts) for subject in chosen for claim in atlas.claims.get(subject, ()))
    units = len(chosen) - len(sites)
    parts = (counted(len(sites), "site"), counted(units, "administrative unit"), counted(facts, "fact"))
    print(f"{output}: {', '.join(parts)}")
    return 0


def _tally(options: argparse.Namespace) -> int:
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    text = count_tables(Atlas(record))
    if options.write is None:
        print(text, end="")
    else:
        write_text(options.write, refresh(options.write, text))
        print(f"{options.write}: counts written")
    return 0


def _import(options: argparse.Namespace) -> int:
    count = import_districts(options.root / "layers" / "districts.geojson")
    print(f"layers/districts.geojson: {counted(count, 'polygon')}")
    return 0


def report(issues: Sequence[Issue], *, only_errors: bool = False) -> int:
    """Print issues on standard error, a line each; return 1 where one of them is an error, else 0."""
    errors = [issue for issue in issues if issue.severity == ERROR]
    for issue in errors if only_errors else issues:
        print(issue, file=sys.stderr)
    return int(bool(errors))


def tell_errors(run: Callable[[], int]) -> int:
    """Run a command; turn what the atlas refuses into one line on standard error and exit code 1."""
    if sys.stdout is None:  # closed by whoever started the command
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    try:
        sys.stdout.reconfigure(errors="backslashreplace")
        code = run()
        sys.stdout.flush()
    except AtlasError as error:
        print(f"error {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        # Whoever read the output has gone, or its disk is full. Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(
                f"error {AtlasError(error.filename or 'output', f'file cannot be used: {reason(error)}')}",
                file=sys.stderr,
            )
        return 1
    return code
