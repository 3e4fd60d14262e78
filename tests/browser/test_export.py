"""What the button gives is what the command gives, byte for byte, and others can read it."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest

from geo.atlas.atlas import subjects
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.cli import main
from geo.export import FORMATS
from geo.export.choice import export_name
from tests.fixtures.shared import PAGE_TEXTS
from tests.fixtures.workbooks import workbook_of

SHIFENG = "430204"
WITHOUT_PROJECTS = ("districts", "parks", "institutions", "infrastructure")


def export(reader, ending: str = "geojson") -> tuple[str, Path]:
    """Take a format from the menu; return the name that the file is offered under, and the file."""
    with reader.page.expect_download() as download:
        reader.take(ending)
    return download.value.suggested_filename, download.value.path()


def choose(reader, *, districts=(), kinds=(), hidden=(), search="") -> None:
    reader.pull_up()
    for layer in hidden:
        reader.press(f"layer-{layer}")
    for district in districts:
        reader.press(f"district-{district}")
    if kinds:
        reader.page.locator('[data-key="facet-kind"]').click()
    for kind in kinds:
        reader.press(f"kind-{kind}")
    reader.page.locator(".search input").fill(search)


CHOICES = {
    "all": ({}, Selection()),
    "district": ({"districts": [SHIFENG]}, Selection(district=(SHIFENG,))),
    "kind, search and hidden layer": (
        {"kinds": ["park"], "search": "园", "hidden": ["projects"]},
        Selection(layer=WITHOUT_PROJECTS, kind=("park",), q="园"),
    ),
}


# What is pressed differs by device, what is written does not: one choice is enough for a phone.
@pytest.mark.parametrize(("device", "choice"), [*(("desktop", each) for each in CHOICES), ("phone", [*CHOICES][-1])])
def test_export_has_the_bytes_and_the_name_that_python_gives(visit, say, device, choice):
    pressed, selection = CHOICES[choice]
    with visit(device) as reader:
        choose(reader.open(), **pressed)
        sites = select(reader.atlas, selection)
        units = len(select_subjects(reader.atlas, selection)) - len(sites)
        assert len(sites) > 0
        what = say("zh", "places", count=len(sites)) + (f"、{say('zh', 'units', count=units)}" if units else "")
        for ending, write in PAGE_TEXTS.items():
            name, path = export(reader, ending)
            assert path.read_bytes() == write(reader.atlas, selection).encode(), ending
            assert name == export_name(reader.atlas, selection, ending)
            assert reader.page.locator(".toast").text_content() == say("zh", "exported", what=what, file=name)


def test_workbook_says_what_the_command_writes(desktop):
    choose(desktop.open(), districts=[SHIFENG])
    name, path = export(desktop, "xlsx")
    selection = Selection(district=(SHIFENG,))
    assert name == export_name(desktop.atlas, selection, "xlsx")
    saved, written = (
        workbook_of(each) for each in (path.read_bytes(), FORMATS["xlsx"].write(desktop.atlas, selection))
    )
    assert {sheet: len(rows) for sheet, rows in saved.items()} == {sheet: len(rows) for sheet, rows in written.items()}
    assert saved["About"] == written["About"]
    assert saved["Facts"][-1] == written["Facts"][-1]


def test_export_opens_elsewhere(desktop, tmp_path):
    name, path = export(desktop.open())
    file = tmp_path / name
    file.write_bytes(path.read_bytes())
    frame = geopandas.read_file(file)
    sites = desktop.atlas.sites
    assert list(frame["id"]) == subjects(desktop.atlas)
    assert frame.crs == "EPSG:4326"
    assert int(frame.geometry.notna().sum()) == int(sites.geometry.notna().sum())


def test_export_of_a_district_is_what_the_command_writes(desktop, tmp_path, capsys):
    choose(desktop.open(), districts=[SHIFENG])
    name, path = export(desktop)
    assert "石峰区" in name
    output = tmp_path / "district.geojson"
    assert main(["export", "--district", "石峰区", "--format", "geojson", "-o", str(output)]) == 0
    assert output.read_bytes() == path.read_bytes()
    assert str(len(select(desktop.atlas, Selection(district=(SHIFENG,))))) in capsys.readouterr().out


def test_export_does_not_depend_on_language_place_or_view(desktop):
    site = desktop.atlas.sites.index[0]
    _, plain = export(desktop.open(f"#district={SHIFENG}"))
    before = plain.read_bytes()
    _, other = export(desktop.open(f"#lang=en&district={SHIFENG}&place={site}&map=12/27.8/113.1"))
    assert other.read_bytes() == before
