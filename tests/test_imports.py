"""What is imported when: each use of the package pays for what it uses, and no more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import ClassVar

import jinja2
import pytest
from jinja2.ext import Extension

import geo
from geo.cli import VERBS
from geo.page.folium_alone import compiled_later
from geo.page.folium_alone import put_off
from geo.record.paths import ROOT
from tests.fixtures.shared import RECORD

TABLES = {"pandas", "geopandas"}
SHAPES = {"shapely", "pyproj"}
PAGE = {"folium", "branca", "jinja2", "requests"}
WORDS = {"pypinyin", "opencc"}
HEAVY = TABLES | SHAPES | PAGE | WORDS


def imported_by(code: str) -> set[str]:
    """Run code in a Python of its own and return the names of the modules that it has imported in the end."""
    code += "\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.split())


def imported_by_command(*arguments: str) -> set[str]:
    return imported_by(
        f"""
from geo.cli import main
try:
    code = main({list(arguments)})
except SystemExit as end:
    code = end.code
assert code == 0, code
"""
    )


def test_package_alone_imports_none_of_its_modules():
    imported = imported_by("import geo")
    assert {name for name in imported if name.startswith("geo.")} == set()
    assert HEAVY.isdisjoint(imported)


def test_public_name_brings_its_own_module():
    imported = imported_by("import geo; geo.read")
    assert "geo.record.read" in imported
    assert HEAVY.isdisjoint(imported)


@pytest.mark.parametrize("verb", [(), *((verb,) for verb in VERBS)], ids=" ".join)
def test_help_imports_no_library(verb):
    assert HEAVY.isdisjoint(imported_by_command(*verb, "--help"))


def test_canonical_form_needs_no_library():
    assert HEAVY.isdisjoint(imported_by_command("--root", str(RECORD), "format", "--check"))


def test_checks_need_shapes_alone():
    imported = imported_by_command("--root", str(RECORD), "validate")
    assert imported >= SHAPES
    assert (TABLES | PAGE | WORDS | {"pydantic"}).isdisjoint(imported)


def test_page_needs_no_tables(tmp_path):
    imported = imported_by_command("--root", str(RECORD), "build", "--force", "-o", str(tmp_path / "map.html"))
    assert "folium" in imported
    assert {"pandas", "geopandas", "requests", "pydantic"}.isdisjoint(imported)


def test_folium_knows_tables_all_the_same():
    imported_by(
        """
import geo.page.build, folium, pandas, requests
points = pandas.DataFrame({"lat": [27.8, 27.9], "lon": [113.1, 113.2]})
assert folium.utilities.if_pandas_df_convert_to_numpy(points).shape == (2, 2)
assert folium.PolyLine(points).locations == [[27.8, 113.1], [27.9, 113.2]]
assert folium.features.requests.get is requests.get
"""
    )


def test_library_that_is_needed_at_once_is_imported_as_ever(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with put_off("colorsys"):
        needed = import_module("colorsys").rgb_to_hls
    assert import_module("colorsys").rgb_to_hls is needed
    assert sys.modules["colorsys"].__file__


def test_names_not_used_yet_are_listed():
    assert set(geo.__all__) <= set(dir(geo))


def test_name_that_is_none_is_no_attribute():
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = geo.nothing_of_this_name
    assert not hasattr(geo, "load")


@pytest.mark.parametrize("name", geo.__all__)
def test_no_module_hides_a_public_name(name):
    assert not (ROOT / "geo" / name).exists()
    assert not (ROOT / "geo" / f"{name}.py").exists()


def test_templates_are_compiled_when_they_are_first_used():
    at_once = jinja2.Template
    with compiled_later():
        template = jinja2.Template("{% macro html(this) %}{{ this }}{% endmacro %}{{ a }}", trim_blocks=True)
    assert jinja2.Template is at_once
    assert isinstance(template, at_once)
    assert "environment" not in vars(template)
    assert template.render(a=1) == "1"
    assert template.module.html("x") == "x"
    assert template.environment.trim_blocks
    assert not hasattr(template, "no_such_thing")


class Meanwhile(Extension):
    """Has another thread render a template while that is compiled."""

    asked: ClassVar[list[Callable[[], str]]] = []
    rendered: ClassVar[list[str]] = []

    def preprocess(self, source, *_names, **_options):
        """Wait for the other thread; leave the source as it is."""
        if self.asked:
            other = Thread(target=self._render, args=(self.asked.pop(),))
            other.start()
            other.join()
        return source

    def _render(self, render):
        self.rendered.append(render())


def test_template_that_is_compiled_serves_another_thread_meanwhile():
    with compiled_later():
        template = jinja2.Template("{{ 6 * 7 }}", extensions=[Meanwhile])
    Meanwhile.asked.append(template.render)
    assert template.render() == "42"
    assert Meanwhile.rendered == ["42"]


def test_template_with_a_fault_says_so_each_time():
    with compiled_later():
        template = jinja2.Template("{% no such tag %}")
    for _ in range(2):
        with pytest.raises(jinja2.TemplateSyntaxError):
            template.render()
