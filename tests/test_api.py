"""The package as others call it: what is there, and that a wrong call ends in an error that says what is right."""

from __future__ import annotations

import inspect

import pytest

import geo
from geo.atlas.selection import Selection
from geo.record.model import Record
from geo.record.paths import PACKAGE

EXPORTS = (geo.to_csv, geo.to_geojson, geo.to_kml)


def test_errors_can_be_caught_by_the_names_of_the_package():
    assert issubclass(geo.RecordError, geo.AtlasError)
    assert issubclass(geo.OutputError, geo.AtlasError)
    assert issubclass(geo.AtlasError, ValueError)


@pytest.mark.parametrize("name", sorted(set(geo.__all__) - {"__version__"}))
def test_every_public_name_has_a_docstring(name):
    assert len(inspect.getdoc(getattr(geo, name))) > 20


@pytest.mark.parametrize("write", [*EXPORTS, geo.select], ids=lambda write: write.__name__)
def test_whole_atlas_is_meant_where_nothing_is_chosen(atlas, write):
    assert write(atlas) == write(atlas, Selection())


def test_values_that_could_be_swapped_must_be_named():
    for kind in (geo.MapOptions, geo.Selection):
        with pytest.raises(TypeError):
            kind("one", "other")


@pytest.mark.parametrize("shown", [repr, str])
def test_everything_shows_itself_on_one_short_line(atlas, shown):
    things = (
        atlas,
        atlas.record,
        atlas.words,
        Selection(),
        geo.MapOptions(),
        geo.build_map(atlas),
        geo.validate(atlas.record),
    )
    for thing in things:
        assert len(shown(thing)) < 400
        assert shown(thing).isprintable()


def test_atlas_tells_how_much_it_holds(atlas):
    assert f"{len(atlas.sites)} sites" in repr(atlas)
    assert f"{len(atlas.facts)} facts" in repr(atlas)
    assert atlas.version in repr(atlas)


def test_record_that_is_empty_shows_itself_too(tmp_path):
    assert "0 sites" in repr(Record(root=tmp_path))


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_folder_that_is_none_is_refused_at_once(tmp_path, name):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(geo.RecordError) as caught:
        geo.read(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folder_without_a_record_is_read_so_that_all_its_faults_can_be_told(tmp_path):
    record = geo.read(tmp_path)
    assert len(geo.validate(record)) > 2
    with pytest.raises(geo.RecordError) as caught:
        geo.Atlas(record)
    assert caught.value.issue == record.problems[0].issue


def test_atlas_of_a_record_with_an_unreadable_file_names_the_file(tiny):
    tiny.text[PACKAGE] = "{"
    record = geo.read(tiny.write())
    with pytest.raises(geo.RecordError, match=f"^{PACKAGE}"):
        geo.Atlas(record)


WRONG_CALLS = {
    "load nothing": lambda _: geo.read(None),
    "load a record": lambda atlas: geo.read(atlas.record),
    "atlas of a path": lambda _: geo.Atlas("layers"),
    "atlas of an atlas": geo.Atlas,
    "validate an atlas": geo.validate,
    "map of a record": lambda atlas: geo.build_map(atlas.record),
    "page of a path": lambda _: geo.render_page("layers"),
    "options that are none": lambda atlas: geo.build_map(atlas, {"boundaries": False}),
    "select of a record": lambda atlas: geo.select(atlas.record),
    "selection of a record": lambda atlas: geo.Selection.of(atlas.record, kind="park"),
    "search for a number": lambda _: geo.Selection(q=905),
    "key that is no text": lambda _: geo.MapOptions(tianditu_key=None),
    "review number that is no text": lambda _: geo.MapOptions(review_number=1),
    "boundaries that are no choice": lambda _: geo.MapOptions(boundaries="no"),
    **{f"{write.__name__} of a record": lambda atlas, write=write: write(atlas.record) for write in EXPORTS},
    **{f"{write.__name__} of a list": lambda atlas, write=write: write(atlas, ["430204"]) for write in EXPORTS},
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_wrong_call_is_refused_in_one_line(atlas, call):
    with pytest.raises(geo.AtlasError) as caught:
        call(atlas)
    message = str(caught.value)
    assert len(message) < 300
    assert "\n" not in message
