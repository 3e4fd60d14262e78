"""What each verb is asked with; nothing here needs a library, so that help answers at once."""

from __future__ import annotations

from argparse import SUPPRESS
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from geo.issues.errors import RecordError
from geo.mentions.expected import HALVES
from geo.messages import LANGUAGES
from geo.record.paths import CITATION
from geo.record.paths import IN_CHECKOUT
from geo.record.paths import LAYER_SCHEMA
from geo.record.paths import PACKAGE_SCHEMA
from geo.record.paths import ROOT
from geo.record.paths import register_path

MOST_SECONDS = 600
"""The longest that a request may be asked to take."""


def _atlas(parser: ArgumentParser) -> None:
    """Add the records, the folder to write, and who does the work."""
    parser.add_argument("roots", nargs="+", type=Path, metavar="DIR", help="folder of a city's record")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="folder to write")
    parser.add_argument("--no-boundaries", action="store_true", help="leave out all administrative boundaries")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--workers", type=int, metavar="N", help="processes here; by default one a processor")
    who.add_argument("--scheduler", metavar="ADDRESS", help="a running Dask scheduler, whose workers see all folders")


def _apply(parser: ArgumentParser) -> None:
    """Add the patches."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a patch: see the guides")
    page = "page to write before anything is asked: each change of a patch on the map, as `review` shows it"
    parser.add_argument("--map", type=Path, metavar="PAGE", help=page)
    writing(parser)


def writing(parser: ArgumentParser) -> None:
    """Add how patches are shown and confirmed, and what the record is to say of them."""
    parser.add_argument("--check", "--dry-run", action="store_true", help="only show what would be written")
    parser.add_argument("--yes", action="store_true", help="write it without a question")
    parser.add_argument("--diff", action="store_true", help="show the lines of the files, as git does")
    because = "code of change_reasons.csv, for changes of what is in the last edition that give no reason"
    parser.add_argument("--because", metavar="CODE", help=because)
    parser.add_argument("--dated", metavar="DAY", help="the record's new date, YYYY-MM-DD; by default it keeps its own")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of what is shown; by default en")


def drafting(parser: ArgumentParser) -> None:
    """Add the same for what makes a patch itself, and where the patch goes that is not applied at once."""
    output = "patch to write, for `apply`; by default the record is written"
    parser.add_argument("-o", "--output", type=Path, metavar="PATCH", help=output)
    writing(parser)


def _add(parser: ArgumentParser) -> None:
    """Add the things that can be added, each with its fields."""
    from geo.sheets.things import FIELDS_OF  # noqa: PLC0415 (no other verb waits for the fields)
    from geo.sheets.things import must_be  # noqa: PLC0415
    from geo.sheets.things import option  # noqa: PLC0415

    things = parser.add_subparsers(required=True, metavar="THING", dest="what")
    for what, fields in FIELDS_OF.items():
        text = f"Add a {what} to the record; what no option tells is asked where there is a terminal."
        each = things.add_parser(what, help=text, description=text, allow_abbrev=False)
        for field in fields:
            each.add_argument(option(field), dest=field, metavar=field.upper(), help=must_be(what, field))
        drafting(each)


def _build(parser: ArgumentParser) -> None:
    """Add the file and whether it is written anew, and what the page offers."""
    default = ROOT / "map.html" if IN_CHECKOUT else Path("map.html")
    parser.add_argument("-o", "--output", type=Path, default=default, help="file to write; by default map.html")
    parser.add_argument("--force", action="store_true", help="build again what has not changed, too")
    _page(parser)


def _page(parser: ArgumentParser) -> None:
    """Add what the page offers."""
    _keys(parser)
    parser.add_argument(
        "--review-number", default="", metavar="TEXT", help="approval number (审图号) to show on the map"
    )
    parser.add_argument("--public-url", default="", metavar="URL", help="address for links copied from a file on disk")
    report = "https address for corrections, with {id} in the place of the id: https://example.org/new?title={id}"
    parser.add_argument("--report-url", default="", metavar="URL", help=report)
    whose = "let pages of this site talk to the map where they embed it: https://example.org; can be repeated"
    parser.add_argument("--embed-origin", action="append", default=[], metavar="ORIGIN", help=whose)
    parser.add_argument("--no-boundaries", action="store_true", help="leave out all administrative boundaries")


def _keys(parser: ArgumentParser) -> None:
    """Add the keys of online basemaps."""
    parser.add_argument("--tianditu-key", default="", metavar="KEY", help="offer Tianditu's basemap, with this key")
    parser.add_argument("--carto-key", default="", metavar="KEY", help="offer CARTO's basemap, with this key")


def _citation(parser: ArgumentParser) -> None:
    """Add the file to write."""
    parser.add_argument("-o", "--output", type=Path, help=f"file to write; by default {CITATION} beside the record")


def _describe(parser: ArgumentParser) -> None:
    """Add the folder to write."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write: new, empty, or written so before")


def _diff(parser: ArgumentParser) -> None:
    """Add both states, the format and the file."""
    state = "folder of a record, or a git revision: a tag, a branch, HEAD~3"
    parser.add_argument("old", metavar="OLD", help=state)
    parser.add_argument("new", metavar="NEW", help="the same, of the newer one")
    formats = ("text", "markdown", "json", "geojson")
    parser.add_argument("--format", choices=formats, default="text", help="by default text")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of text and Markdown; by default en")
    parser.add_argument("-o", "--output", type=Path, help="file to write; by default it is printed")


def _export(parser: ArgumentParser) -> None:
    """Add what can be chosen, the format and the file."""
    from geo.atlas.facets import keys  # noqa: PLC0415 (no other verb waits for the facets)
    from geo.export import DATUM_CODES  # noqa: PLC0415 (nor for the formats)
    from geo.export import FORMATS  # noqa: PLC0415

    parser.add_argument("link", nargs="?", help="a link of the page, or '#district=430204&kind=park' of it, in quotes")
    for key in keys():
        parser.add_argument(
            f"--{key}", action="append", default=[], help=f"{key}, by code or name; several with commas or repeated"
        )
    parser.add_argument("--q", "--search", default="", help="words by which something is found, as in the page")
    parser.add_argument("--format", choices=FORMATS, help="by default that of the file's name, or geojson")
    able = ", ".join(each.name for each in FORMATS.values() if not each.reference)
    parser.add_argument(
        "--datum", choices=DATUM_CODES, help=f"of positions, for Amap or Baidu: {able} alone; by default WGS-84"
    )
    parser.add_argument("-o", "--output", type=Path, help="file to write; by default named after the filters")


def _figures(parser: ArgumentParser, root: Path) -> None:
    """Add the indicators of a record, each with a range; none where their register cannot be read."""
    from geo.atlas.facets import TAKEN  # noqa: PLC0415 (no other verb waits for the facets)
    from geo.atlas.facets import keys  # noqa: PLC0415
    from geo.record.read import read_table  # noqa: PLC0415 (nor for the reader, which needs libraries)
    from geo.record.rules import is_slug  # noqa: PLC0415
    from geo.record.vocabulary import NUMBER  # noqa: PLC0415

    path = register_path("indicators")
    try:
        rows = read_table(root / path, where=path, older=True)
    except RecordError:
        rows = []
    numbers = [row["code"] for row in rows if row["type"] == NUMBER and is_slug(row["code"])]
    codes = [code for code in dict.fromkeys(numbers) if code not in {*keys(), *TAKEN}]
    for code in codes:
        parser.add_argument(f"--{code}", dest=code, action="append", default=[], metavar="RANGE", help=SUPPRESS)
    parser.set_defaults(figures=codes)
    parser.epilog = (
        "Each indicator of the record whose values are numbers is an option, too, with a range in its base unit: "
        "--investment 1e9.. (yuan), --land-area ..5e6 (square metres), --length 1e4..5e4 (metres); "
        "'..' is any figure, 'none' a place without one, '1e9..,none' both."
    )


def _format(parser: ArgumentParser) -> None:
    """Add the option to change nothing."""
    parser.add_argument("--check", action="store_true", help="only tell which files differ")
    because = "code of change_reasons.csv, for the changes since the last edition that have no reason yet"
    parser.add_argument("--because", metavar="CODE", help=because)


def _import(parser: ArgumentParser) -> None:
    """Add the list, what its columns hold, and what is done with its changes."""
    from geo.export import DATUM_CODES  # noqa: PLC0415 (no other verb waits for the formats)

    parser.add_argument("file", type=Path, metavar="FILE", help="list of places or facts: .csv, .xlsx")
    parser.add_argument("--sheet", metavar="NAME", help="the one sheet to read; by default all that are not hidden")
    told = "field that a column holds, such as 县区=districts or 投资额=investment:yi-yuan; '-' leaves it out; repeated"
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help=told)
    holds = "what holds of each row that does not say it, such as source=ID; repeated"
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help=holds)
    datum = "of positions whose columns do not say it: web maps of China give gcj02 or bd09"
    parser.add_argument("--datum", choices=("wgs84", *DATUM_CODES), help=datum)
    drafting(parser)


def _import_relief(parser: ArgumentParser) -> None:
    """Add the option to change nothing."""
    parser.add_argument("--check", action="store_true", help="only compare; exit with 1 if the record has another one")


def _new(parser: ArgumentParser) -> None:
    """Add the folder, the city and the day."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write: not there yet, or empty")
    parser.add_argument("--adcode", required=True, metavar="CODE", help="six-digit code of a city, such as 430600")
    parser.add_argument("--date", metavar="DAY", help="the record's own date, YYYY-MM-DD; by default today")


def _mentions(parser: ArgumentParser) -> None:
    """Add the text, its source or its date, and the file."""
    parser.add_argument(
        "text", nargs="?", type=Path, metavar="TEXT", help="file with the text, or - for standard input"
    )
    parser.add_argument("--source", default="", metavar="ID", help="its source: an id of sources.csv")
    parser.add_argument("--published", default="", metavar="DATE", help="when it appeared, where it is no source yet")
    parser.add_argument("-o", "--output", type=Path, help="file to write; by default it is printed")
    parser.add_argument("--all", action="store_true", help="offer what was rejected before, too")
    measure = "instead: read the texts of the test set that are in this folder, and tell how well"
    parser.add_argument("--measure", type=Path, metavar="DIR", help=measure)
    parser.add_argument("--half", choices=HALVES, default=HALVES[-1], help="of the test set; by default all")


def _promises(parser: ArgumentParser) -> None:
    """Add the format and the file."""
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text", help="by default text")
    parser.add_argument("-o", "--output", type=Path, help="file to write; by default it is printed")


def _publish(parser: ArgumentParser) -> None:
    """Add the folder to write, that of the guides, and what the page offers."""
    from geo.export import FORMATS  # noqa: PLC0415 (no other verb waits for the formats)

    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write: new, empty, or published before")
    parser.add_argument("--docs", type=Path, metavar="DIR", help="folder of built guides to publish, too")
    parser.add_argument(
        "--format",
        action="append",
        choices=FORMATS,
        help="of the files; repeated; by default all whose libraries are there",
    )
    _page(parser)


def _review(parser: ArgumentParser) -> None:
    """Add what is reviewed, the text that it is from, and the page to write."""
    parser.add_argument("file", type=Path, metavar="FILE", help="candidates as `mentions` writes them, or a patch")
    parser.add_argument("--text", type=Path, help="text in which the candidates were found; the page holds it")
    parser.add_argument("--source", default="", metavar="ID", help="id of its source, where the candidates have none")
    parser.add_argument("--published", default="", metavar="DATE", help="when it appeared, where it is no source yet")
    parser.add_argument("-o", "--output", type=Path, default=Path("review.html"), help="by default review.html")
    _keys(parser)


def _schema(parser: ArgumentParser) -> None:
    """Add the file to write, and which of the schemas it is."""
    files = f"{LAYER_SCHEMA} and {PACKAGE_SCHEMA}"
    parser.add_argument("-o", "--output", type=Path, help=f"file to write; by default {files} of the record")
    of = "what the schema in the file of --output is of"
    parser.add_argument("--of", choices=("layers", "place"), default="layers", help=f"{of}; by default the layers")


def _tally(parser: ArgumentParser) -> None:
    """Add the document to write into."""
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of this document")


def _sources(parser: ArgumentParser) -> None:
    """Add the question whether addresses answer, and the format and the file."""
    parser.add_argument("--check", action="store_true", help="ask each address; exit with 1 if one leads nowhere")
    parser.add_argument(
        "--timeout", type=seconds, default=20, metavar="SECONDS", help="how long one request may take; by default 20"
    )
    parser.add_argument("--allow-private", action="store_true", help="ask machines of private networks, too")
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text", help="by default text")
    parser.add_argument("-o", "--output", type=Path, help="file to write; by default it is printed")


def seconds(text: str) -> float:
    """Read the time that a request may take."""
    number = float(text)
    if not 0 < number <= MOST_SECONDS:
        raise ValueError(text)
    return number


def _texts(parser: ArgumentParser) -> None:
    """Add the folder of the sources' texts."""
    parser.add_argument("--sources", type=Path, required=True, help="folder with the texts, named by source id")


OPTIONS: dict[str, Callable[[ArgumentParser], None]] = {
    "add": _add,
    "apply": _apply,
    "atlas": _atlas,
    "build": _build,
    "citation": _citation,
    "completeness": _texts,
    "describe": _describe,
    "diff": _diff,
    "export": _export,
    "format": _format,
    "import": _import,
    "import-relief": _import_relief,
    "mentions": _mentions,
    "new": _new,
    "promises": _promises,
    "publish": _publish,
    "review": _review,
    "schema": _schema,
    "sources": _sources,
    "tally": _tally,
    "verify": _texts,
}
"""What adds the options of a verb; the others have none."""

RECORD_OPTIONS: dict[str, Callable[[ArgumentParser, Path], None]] = {"export": _figures}
"""What adds the options of a verb that a record gives."""
