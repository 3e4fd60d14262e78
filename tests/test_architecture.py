"""The shape of the code: imports go one way, everything public is told, nothing asks the clock or writes markup."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from geo.paths import ROOT

LAYERS = (
    "codes",
    "errors",
    "hints",
    "paths",
    "datum",
    "measure",
    "record",
    "texts",
    "vocabulary",
    "wording",
    "facts",
    "atlas",
    "characters",
    "facets",
    "search",
    "selection",
    "tally",
    "validate",
    "verify",
    "coverage",
    "boundaries",
    "basemaps",
    "notices",
    "policy",
    "payload",
    "export",
    "table",
    "overlays",
    "elements",
    "map",
    "cli",
)
"""The modules from the basemap up: each may import only from those before it."""

PACKAGE = ROOT / "geo"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}
# These two stand above the order: the front door, and what runs the commands.
DOORS = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}

SCRIPTS = sorted((PACKAGE / "web/src").rglob("*.js"))
PURE = [path for path in SCRIPTS if path.parent.name != "ui" and path.name != "main.js"]

CHANCE = {"time", "random", "secrets", "uuid"}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp", "environ", "getenv", "urandom"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module


def unit_of(path: Path) -> str:
    """Return the module or package just below ``geo`` that holds a file."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def without_comments(script: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'`\\/])//[^\n]*", "", script, flags=re.DOTALL)


def test_every_module_has_its_place_in_the_order():
    assert {unit_of(path) for path in SOURCES if path not in DOORS} == set(LAYERS)


@pytest.mark.parametrize("path", [path for path in SOURCES if path not in DOORS], ids=relative)
def test_module_imports_only_from_earlier_ones(path):
    units = [name.split(".")[1:2] for name in imported_modules(TREES[path]) if name.split(".")[0] == "geo"]
    assert [] not in units, "import from the module, not from the package"
    own = unit_of(path)
    earlier = {*LAYERS[: LAYERS.index(own)], *([own] if path.parent != PACKAGE else [])}
    assert {unit for (unit,) in units} <= earlier


def test_package_exports_what_it_says():
    tree = TREES[PACKAGE / "__init__.py"]
    names = [
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert sorted(names) == sorted(geo.__all__)
    assert all(getattr(geo, name).__module__.startswith("geo.") for name in geo.__all__ if name != "__version__")


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
            mute += [inner.name for inner in public if not ast.get_docstring(inner)]
    assert not mute


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_asks_for_the_time_for_chance_or_for_the_environment(path):
    assert CHANCE.isdisjoint(imported_modules(TREES[path]))
    attributes = {node.attr for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(TREES[path]) if isinstance(node, ast.Name)}
    assert CLOCKS.isdisjoint(attributes | names)


@pytest.mark.parametrize("path", PURE, ids=relative)
def test_pure_script_touches_no_page(path):
    code = without_comments(path.read_text("utf-8"))
    assert re.findall(r"\b(?:document|window|globalThis|localStorage|navigator)\b\s*[.\[]|\bL\.", code) == []


@pytest.mark.parametrize("path", PURE, ids=relative)
def test_pure_script_imports_only_pure_scripts(path):
    imported = re.findall(r"\bfrom \"(.+?)\"|\bimport\(?\s*\"(.+?)\"", without_comments(path.read_text("utf-8")))
    targets = {(path.parent / (one or other)).resolve() for one, other in imported}
    assert targets <= set(PURE)


def test_there_are_pure_scripts_and_others():
    assert {
        "colour.js",
        "along.js",
        "datum.js",
        "collection.js",
        "facets.js",
        "facts.js",
        "format.js",
        "grid.js",
        "hash.js",
        "measure.js",
        "messages.js",
        "sites.js",
        "store.js",
        "words.js",
    } <= {path.name for path in PURE}
    assert len(PURE) < len(SCRIPTS)


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_no_script_turns_text_into_markup_or_code(path):
    code = without_comments(path.read_text("utf-8"))
    parsers = r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|DOMParser|eval)\b"
    assert re.findall(rf"{parsers}|document\.write|\bnew\s+Function\b|\bFunction\(|javascript:", code) == []
    # A tooltip or popup of Leaflet's takes its text as markup.
    assert (
        re.findall(r"\.(?:bindTooltip|bindPopup|setTooltipContent|setPopupContent|setContent)\(\s*[\"'`]", code) == []
    )


def test_comments_are_told_from_code():
    assert without_comments('a("https://b"); // document.c\n/* window.d */ e /* f */;') == 'a("https://b"); \n e ;'
