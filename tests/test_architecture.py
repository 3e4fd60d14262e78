"""The shape of the code: imports go one way, everything public is told, nothing asks the clock or writes markup."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from geo.record.paths import ROOT

ROOMS = {
    "progress": (),
    "issues": ("codes", "errors", "hints"),
    "markdown": (),
    "messages": ("__init__",),
    "geodesy": ("datum", "measure"),
    "record": (
        "compact",
        "pack",
        "paths",
        "limits",
        "pictures",
        "locators",
        "rules",
        "rows",
        "vocabulary",
        "layers",
        "tables",
        "place",
        "forms",
        "geojson",
        "model",
        "log",
        "part",
        "files",
        "bundle",
        "folder",
        "read",
        "together",
        "table_schema",
        "schemas",
        "canonical",
        "boundaries",
        "shading",
    ),
    "atlas": (
        "wording",
        "claims",
        "kept",
        "atlas",
        "figures",
        "headline",
        "promises",
        "pulse",
        "identity",
        "characters",
        "pinyin",
        "engine",
        "ranges",
        "facets",
        "search",
        "selection",
        "tally",
    ),
    "checks": (
        "characters",
        "entry",
        "shapes",
        "frame",
        "rows",
        "prose",
        "forms",
        "place",
        "positions",
        "districts",
        "facts",
        "features",
        "names",
        "registers",
        "pictures",
        "sites",
        "sources",
        "resolutions",
        "changes",
        "__init__",
    ),
    "start": ("names", "registers", "record", "folder"),
    "texts": ("read", "numerals", "verify", "completeness"),
    "history": ("revisions", "unified", "difference", "log", "wording", "corrections"),
    "links": ("answer", "addresses"),
    "describe": ("citation", "linked", "picture", "card", "deposit"),
    "patch": ("model", "read", "apply", "rejections", "prepare"),
    "export": (
        *("choice", "feature", "head", "shift", "cells", "geojson", "geojsonl", "csv", "csv_wide", "kml", "jsonld"),
        *("tables", "xlsx", "arrow", "gdal", "placed", "qgis", "fgb", "gpkg", "parquet", "pmtiles"),
        *("promises", "sources", "difference", "__init__"),
    ),
    "mentions": (
        *(
            "text",
            "units",
            "figures",
            "dates",
            "aims",
            "words",
            "places",
            "names",
            "regions",
            "page",
            "indicators",
            "subjects",
            "stages",
            "scopes",
        ),
        *("candidate", "verdicts", "reader", "table", "expected", "measure"),
    ),
    "sheets": (
        *("things", "parts", "read", "values", "names", "columns", "lines", "told", "fields", "places", "draft"),
        *("entries", "mapping", "proposal"),
    ),
    "page": (
        "basemaps",
        "notices",
        "policy",
        "options",
        "payload.contract",
        "payload.binary",
        "payload.letters",
        "payload.frames",
        "payload.registers",
        "payload.columns",
        "payload.shapes",
        "payload.drawer",
        "payload.templates",
        "payload.places",
        "payload.groups",
        "payload.blocks",
        "payload.files",
        "payload.ledger",
        "payload.figures",
        "payload.narrowed",
        "payload.core",
        "folium_alone",
        "noscript",
        "overlays",
        "elements",
        "islands",
        "widgets",
        "build",
        "plain",
    ),
    "review": ("contract", "candidates", "payload", "page"),
    "publish": ("deposit", "server", "features", "files_page", "site"),
    "nation": ("tables", "city", "first_page", "build", "workers"),
    "api": (),
    "cli": (
        "report",
        "output",
        "progress",
        "options",
        "reasons",
        "writing",
        "apply",
        "validate",
        "format",
        "verify",
        "completeness",
        "export",
        "tally",
        "promises",
        "mentions",
        "sources",
        "diff",
        "atlas",
        "new",
        "schema",
        "citation",
        "asking",
        "drafting",
        "add",
        "import",
        "import_districts",
        "import_relief",
        "built",
        "map",
        "review",
        "publish",
        "describe",
        "build",
        "__init__",
    ),
}
"""The rooms from the ground up, and in each its modules: each may import only from those before it."""

ORDER = [f"{room}.{module}" if module else room for room, modules in ROOMS.items() for module in modules or ("",)]

PACKAGE = ROOT / "geo"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}
# These two stand above the order: the front door, and what runs the commands.
DOORS = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}

SCRIPTS = sorted((PACKAGE / "page/web/src").rglob("*.js"))
MESSAGES = sorted((PACKAGE / "messages").glob("*.json"))
PURE_LIBRARIES = {"fzstd"}
PURE = [path for path in SCRIPTS if "core" in path.parts]

CHANCE = {"time", "random", "secrets", "uuid"}
ALLOWED_CHANCE = {"geo/cli/progress.py": {"time"}}  # how long somebody has waited is in no file
CLOCKS = {"now", "utcnow", "today", "fromtimestamp", "environ", "getenv", "urandom"}
# Where a user keeps what programs may lose is the surroundings' to say; nothing of it enters a page. A record that is
# begun is of today, unless its keeper names another day.
ALLOWED = {"geo/cli/built.py": {"environ"}, "geo/cli/new.py": {"now"}}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module


def module_of(path: Path) -> str:
    """Return the name of a module below ``geo``: ``record.model``, ``validate.__init__``, ``cli``."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")


def path_of(module: str) -> Path:
    return PACKAGE / f"{module.replace('.', '/')}.py"


def without_comments(script: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'`\\/])//[^\n]*", "", script, flags=re.DOTALL)


def test_every_module_has_its_place_in_the_order():
    inner = {module_of(path) for path in SOURCES if path not in DOORS}
    only_a_docstring = {module for module in inner if module.endswith("__init__")} - set(ORDER)
    assert inner - only_a_docstring == set(ORDER)
    assert [module for module in only_a_docstring if len(TREES[path_of(module)].body) > 1] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path not in DOORS], ids=relative)
def test_module_imports_only_from_earlier_ones(path):
    imported = {name.removeprefix("geo.") for name in imported_modules(TREES[path]) if name.split(".")[0] == "geo"}
    assert "geo" not in imported, "import from the module, not from the package"
    own = module_of(path)
    earlier = set(ORDER[: ORDER.index(own)] if own in ORDER else [])
    assert {name if name in ORDER else f"{name}.__init__" for name in imported} <= earlier


def test_the_house_is_told_as_it_stands():
    told = re.findall(r"^    geo/(\w+)/ +(.+)$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    rooms = [room for room in ROOMS if (PACKAGE / room).is_dir()]
    assert told == [
        (room, ast.get_docstring(TREES[PACKAGE / room / "__init__.py"]).split("\n")[0].replace("``", "`"))
        for room in reversed(rooms)
    ]


def test_package_offers_to_type_checkers_what_it_offers_at_run_time():
    names = {
        alias.asname: node.module
        for node in ast.walk(TREES[PACKAGE / "__init__.py"])
        if isinstance(node, ast.ImportFrom) and node.module.startswith("geo.")
        for alias in node.names
    }
    assert names == geo._HOMES
    assert list(names) == sorted(names, key=lambda name: (names[name], name)), "in the order of the imports"
    assert all(getattr(geo, name).__module__.startswith("geo.") for name in geo.__all__ if name != "__version__")


def is_overload(node: ast.AST) -> bool:
    return any(getattr(each, "id", "") == "overload" for each in node.decorator_list)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_everything_public_has_a_docstring(path):
    mute = [] if ast.get_docstring(TREES[path]) else ["the module"]
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Module | ast.ClassDef) and not getattr(node, "name", "").startswith("_"):
            public = [
                inner
                for inner in node.body
                if isinstance(inner, ast.FunctionDef | ast.ClassDef) and not inner.name.startswith("_")
            ]
            mute += [inner.name for inner in public if not (ast.get_docstring(inner) or is_overload(inner))]
    assert not mute


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_asks_for_the_time_for_chance_or_for_the_environment(path):
    assert CHANCE & set(imported_modules(TREES[path])) == ALLOWED_CHANCE.get(relative(path), set())
    attributes = {node.attr for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(TREES[path]) if isinstance(node, ast.Name)}
    assert CLOCKS & (attributes | names) == ALLOWED.get(relative(path), set())


def test_one_module_alone_can_open_a_connection():
    ways = {"socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib"}
    openers = {relative(path) for path in SOURCES if not ways.isdisjoint(imported_modules(TREES[path]))}
    assert openers == {"geo/links/answer.py"}


@pytest.mark.parametrize("path", PURE, ids=relative)
def test_pure_script_touches_no_page(path):
    code = without_comments(path.read_text("utf-8"))
    assert re.findall(r"\b(?:document|window|globalThis|localStorage|navigator)\b\s*[.\[]|\bL\.", code) == []


@pytest.mark.parametrize("path", PURE, ids=relative)
def test_pure_script_imports_only_pure_scripts(path):
    imported = re.findall(r"\bfrom \"(.+?)\"|\bimport\(?\s*\"(.+?)\"", without_comments(path.read_text("utf-8")))
    targets = {one or other for one, other in imported} - PURE_LIBRARIES
    assert {(path.parent / target).resolve() for target in targets} <= {*PURE, *MESSAGES}


def test_there_are_pure_scripts_and_others():
    assert {
        "colour.js",
        "along.js",
        "datum.js",
        "facets.js",
        "facts.js",
        "format.js",
        "grid.js",
        "hash.js",
        "measure.js",
        "messages.js",
        "sites.js",
        "fields.js",
        "words.js",
    } <= {path.name for path in PURE}
    assert len(PURE) < len(SCRIPTS)


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_no_script_turns_text_into_markup_or_code(path):
    code = without_comments(path.read_text("utf-8"))
    parsers = (
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|DOMParser|eval"
        r"|dangerouslySetInnerHTML)\b"
    )
    # The templates of further layers are the markup of whoever added them, never of the record.
    expected = ["innerHTML"] if path.name == "overlays.js" else []
    assert re.findall(rf"{parsers}|document\.write|\bnew\s+Function\b|\bFunction\(|javascript:", code) == expected
    # A tooltip or popup of Leaflet's takes its text as markup.
    assert (
        re.findall(r"\.(?:bindTooltip|bindPopup|setTooltipContent|setPopupContent|setContent)\(\s*[\"'`]", code) == []
    )


def test_comments_are_told_from_code():
    assert without_comments('a("https://b"); // document.c\n/* window.d */ e /* f */;') == 'a("https://b"); \n e ;'
