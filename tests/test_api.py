"""The package as others call it: what is there, and that a wrong call ends in an error that says what is right."""

from __future__ import annotations

import base64
import inspect
import json
import pickle
import re
import shutil
import subprocess
from collections.abc import Iterable

import pytest

import geo
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.export import FORMATS
from geo.export import WITHOUT_EXTRA
from geo.export.choice import export_name
from geo.page.options import MapOptions
from geo.page.payload.blocks import Blocks
from geo.page.payload.core import core_payload
from geo.record.model import Record
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT
from tests.fixtures.islands import payload_of
from tests.fixtures.shared import PAGE_TEXTS
from tests.fixtures.shared import RECORD
from tests.fixtures.workbooks import formulas_and_links
from tests.fixtures.workbooks import hostile_atlas
from tests.fixtures.workbooks import marked_as_text
from tests.fixtures.workbooks import workbook_of


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.open(RECORD)


@pytest.fixture(scope="module")
def part(atlas) -> geo.Atlas:
    return atlas.select(district="三区", kind=["park"])


def test_errors_can_be_caught_by_the_names_of_the_package():
    assert issubclass(geo.InvalidRecordError, geo.RecordError)
    assert issubclass(geo.RecordError, geo.AtlasError)
    assert issubclass(geo.OutputError, geo.AtlasError)
    assert issubclass(geo.AtlasError, ValueError)


WRITERS = {name: FORMATS[name].write for name in WITHOUT_EXTRA}
PUBLIC = sorted(set(geo.__all__) - {"__version__"})
CALLS = {
    **{name: getattr(geo, name) for name in ("open", "read", "validate", "build_map")},
    "Atlas.select": geo.Atlas.select,
    "Atlas.to_file": geo.Atlas.to_file,
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_a_docstring(name):
    assert len(inspect.getdoc(getattr(geo, name))) > 20


@pytest.mark.parametrize("name", CALLS)
def test_help_says_what_goes_in_comes_out_and_fails(name):
    text = inspect.getdoc(CALLS[name])
    sections = {"Parameters", "Raises", "See Also", "Examples"}
    if inspect.signature(CALLS[name]).return_annotation != "None":
        sections.add("Returns")
    assert [section for section in sections if f"\n{section}\n---" not in text] == []


@pytest.mark.parametrize("name", CALLS)
def test_at_most_one_value_is_given_by_position(name):
    kinds = [each.kind for each in inspect.signature(CALLS[name]).parameters.values() if each.name != "self"]
    assert kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) <= 1


def test_part_holds_its_sites_and_what_is_said_of_them(atlas, part):
    assert 0 < len(part.sites) < len(atlas.sites)
    assert set(part.sites["kind"]) == {"park"}
    assert all("430204" in districts for districts in part.sites["all_districts"])
    assert set(part.facts["subject"]) <= set(part.sites.index)
    assert set(part.facts["source"]) <= set(part.sources.index)
    assert len(part.facts) == atlas.facts["subject"].isin(part.sites.index).sum()


def test_part_keeps_the_districts_and_the_whole(atlas, part):
    assert list(part.districts.index) == list(atlas.districts.index)
    assert part.whole is atlas
    assert part.words == atlas.words


def test_part_has_only_sources_that_something_in_it_cites(atlas):
    part = atlas.select(place="twin-line")
    assert 0 < len(part.sources) < len(atlas.sources)
    uncited = set(part.sources.index) - set(part.facts["source"])
    elsewhere = json.dumps([part.record.layers[layer] for layer in part.record.layers], ensure_ascii=False)
    assert [source for source in uncited if source not in elsewhere] == []


def test_names_and_codes_choose_the_same(atlas):
    by_code, by_name = atlas.select(district="430204"), atlas.select(district=["District 3"])
    assert list(by_code.sites.index) == list(by_name.sites.index)
    assert by_code.selection == by_name.selection


def test_districts_and_the_city_can_be_chosen_for_their_facts(atlas):
    part = atlas.select(layer="districts")
    assert len(part.sites) == 0
    assert set(part.facts["subject"]) <= {atlas.place.code, *atlas.districts.index}
    assert len(part.facts) > 0


def test_part_of_a_part_is_chosen_by_both(atlas, part):
    again = atlas.select(kind="park").select(district="三区")
    assert again.selection == part.selection
    assert list(again.sites.index) == list(part.sites.index)
    assert again.whole is atlas


def test_what_was_left_out_before_cannot_be_chosen(part):
    with pytest.raises(geo.AtlasError, match="kind"):
        part.select(kind="institute")


@pytest.mark.parametrize("ending", PAGE_TEXTS)
def test_file_has_the_bytes_of_the_export_of_the_same_choice(atlas, part, tmp_path, ending):
    file = tmp_path / f"file.{ending}"
    part.to_file(file)
    assert file.read_bytes().decode() == PAGE_TEXTS[ending](atlas, Selection(district="430204", kind="park"))
    atlas.to_file(str(file))
    assert file.read_bytes().decode() == PAGE_TEXTS[ending](atlas)


def test_format_follows_the_ending_in_any_case(atlas, tmp_path):
    atlas.to_file(tmp_path / "FILE.KML")
    assert (tmp_path / "FILE.KML").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("name", ["file.xls", "file", "geojson"])
def test_other_ending_is_refused_with_those_that_are_right(atlas, tmp_path, name):
    with pytest.raises(geo.AtlasError, match=r"\.geojson, \.csv, \.kml"):
        atlas.to_file(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_map_of_a_part_shows_its_sites_alone(atlas, part):
    page = geo.build_map(part).get_root().render()
    others = set(atlas.sites["name_zh"]) - set(part.sites["name_zh"])
    assert all(name in page for name in part.sites["name_zh"])
    assert [name for name in others if f">{name}<" in page] == []


PAGE_OF_A_PART = """
import { readFileSync } from "node:fs";
import { exportName } from "./geo/page/web/src/core/export/choice.js";
import { FORMATS } from "./geo/page/web/src/core/export/formats.js";
import { parted, wholeText } from "./geo/page/web/src/core/export/pieces.js";
import { applyFacets } from "./geo/page/web/src/core/facets.js";
import { factReader } from "./geo/page/web/src/core/facts.js";
import { parseHash } from "./geo/page/web/src/core/hash.js";
import { atOnce } from "./geo/page/web/src/core/later.js";
import { readSites } from "./geo/page/web/src/core/sites.js";
const { payload, blocks, patterns, links } = JSON.parse(readFileSync(0, "utf8"));
const texts = {
  facts: (block) => blocks[block].facts,
  exports: (block) => blocks[block].exports,
  patterns: () => patterns,
};
const sites = readSites(payload);
const atlas = { payload, sites, ...factReader(payload, sites, texts) };
const packed = async (pieces, pack, type) => {
  const file = await pack(atOnce(parted(pieces, (texts) => new Blob(texts))), atlas, type);
  return Buffer.from(await file.arrayBuffer()).toString("base64");
};
const saved = links.map((link) => {
  const choice = { ...parseHash(link, atlas.sites), units: true, only: [] };
  const { rows, units } = applyFacets(atlas.sites, choice);
  const all = [...units, ...rows];
  return FORMATS.map(async ({ ending, type, write, pack }) => {
    const pieces = write(atlas, all, choice);
    return [exportName(atlas, choice, ending), pack ? await packed(pieces, pack, type) : wholeText(pieces)];
  });
});
process.stdout.write(JSON.stringify(await Promise.all(saved.map((files) => Promise.all(files)))));
"""


@pytest.mark.parametrize(
    ("first", "links"),
    [
        ({"kind": "park"}, {"#": {}, "#district=430204": {"district": "430204"}, "#kind=park": {"kind": "park"}}),
        # Choices by one name: a part of what was chosen, and another part.
        (
            {"district": ["430202", "430211"], "q": "o"},
            {"#district=430204,430211&q=r": {"district": ["430204", "430211"], "q": "r"}},
        ),
        (
            {"district": "430204"},
            {"#district=430202,430204&kind=transport": {"district": ["430204", "430202"], "kind": "transport"}},
        ),
        (
            {"investment": "1e8.."},
            {
                "#": {},
                "#investment=..3e8": {"investment": "..3e8"},
                "#firms=none&gdp=none&stage=started:2024": {"gdp": "none", "firms": "none", "stage": "started:2024"},
            },
        ),
    ],
)
def test_page_of_a_part_saves_the_files_of_both_choices(atlas, first, links):
    part = atlas.select(**first)
    for saved, choice in zip(saved_by_page(part, links), links.values(), strict=True):
        both = part.select(**choice).selection
        names = [*PAGE_TEXTS, "xlsx"]
        assert sorted(saved) == sorted(export_name(atlas, both, ending) for ending in names)
        files = {ending: saved[export_name(atlas, both, ending)] for ending in names}
        assert_same_workbook(base64.b64decode(files.pop("xlsx")), FORMATS["xlsx"].write(atlas, both))
        assert files == {ending: write(atlas, both) for ending, write in PAGE_TEXTS.items()}


def test_page_writes_hostile_texts_as_texts():
    atlas = hostile_atlas()
    (saved,) = saved_by_page(atlas, {"#": {}})
    page, ours = base64.b64decode(saved[export_name(atlas, Selection(), "xlsx")]), FORMATS["xlsx"].write(atlas)
    assert_same_workbook(page, ours)
    assert formulas_and_links(page) == []
    assert marked_as_text(page) == marked_as_text(ours)


def saved_by_page(atlas: Atlas, links: Iterable[str]) -> list[dict[str, str]]:
    """Return the files that the page's scripts write for each link, by name; a workbook in letters of base64."""
    blocks = Blocks(atlas)
    packed = [block._asdict() for block in blocks.texts()]
    told = {"payload": core_payload(atlas), "blocks": packed, "patterns": blocks.patterns.text(), "links": [*links]}
    given = json.dumps(told)
    run = [shutil.which("node"), "--input-type=module", "-e", PAGE_OF_A_PART]
    done = subprocess.run(run, cwd=ROOT, input=given, capture_output=True, text=True, check=True, encoding="utf-8")
    return [dict(files) for files in json.loads(done.stdout)]


def assert_same_workbook(page: bytes, ours: bytes) -> None:
    """Compare cell by cell; of numbers the 15 digits that a spreadsheet keeps."""
    read_page, read_ours = workbook_of(page), workbook_of(ours)
    assert list(read_page) == list(read_ours)
    for sheet, rows in read_ours.items():
        plain = [
            [{name: digits(cell) for name, cell in row.items()} for row in each] for each in (read_page[sheet], rows)
        ]
        assert plain[0] == plain[1], sheet


def digits(cell: object) -> object:
    return float(f"{cell:.15g}") if isinstance(cell, float) else cell


def test_map_of_a_part_says_so_and_names_the_whole_record(atlas):
    held = core_payload(atlas.select(kind="park", q="山"))
    assert held["record"]["digest"] == atlas.digest
    assert held["narrowed"]["words"]["zh"] == "类别：产业园区；搜索：山"
    assert core_payload(atlas)["narrowed"] is None


def test_map_of_a_part_says_its_range_in_the_unit_of_each_language(atlas):
    words = core_payload(atlas.select(investment="1.25e9.."))["narrowed"]["words"]
    assert re.fullmatch(r"总投资：≥ 12\.5\s亿元", words["zh"])
    assert words["en"] == "Investment: ≥ 1.25 billion yuan"
    assert core_payload(atlas.select(growth="none"))["narrowed"]["words"]["en"] == "Growth: No data"


@pytest.mark.parametrize("name", ["sites", "districts", "facts", "sources"])
def test_tables_are_the_callers_own_and_alike_where_nothing_is_in_them(atlas, name):
    nothing = atlas.select(kind="park", district="九区")
    assert len(nothing.sites) == len(nothing.facts) == 0
    table = getattr(atlas, name)
    types = [
        [(column, kind.name, getattr(kind, "categories", table.index).dtype) for column, kind in each.dtypes.items()]
        for each in (getattr(nothing, name), table)
    ]
    assert types[0] == types[1]
    table.iloc[:, 0] = None
    assert getattr(atlas, name).iloc[:, 0].notna().all()


def test_part_can_be_copied(part):
    again = pickle.loads(pickle.dumps(part))  # noqa: S301 (its own bytes)
    assert again.selection == part.selection
    assert list(again.sites.index) == list(part.sites.index)


def test_figures_are_numbers_and_in_base_units_too(atlas):
    assert str(atlas.facts["value"].dtype) == str(atlas.facts["value_base"].dtype) == "Float64"


def test_options_of_the_map_are_named_and_need_no_other_class(atlas):
    page = geo.build_map(atlas, boundaries=False).get_root().render()
    assert payload_of(page)["boundaries"] is False
    with pytest.raises(TypeError):
        geo.build_map(atlas, False)


@pytest.mark.parametrize("shown", [repr, str])
def test_everything_shows_itself_on_one_short_line(atlas, part, shown):
    things = (
        atlas,
        part,
        atlas.select(q="园" * 200),
        atlas.record,
        atlas.words,
        Selection(),
        MapOptions(),
        geo.build_map(atlas),
        geo.validate(atlas.record),
    )
    for thing in things:
        assert len(shown(thing)) < 400
        assert shown(thing).isprintable()


def test_atlas_tells_how_much_it_holds(atlas, part):
    assert f"{len(atlas.sites)} sites" in repr(atlas)
    assert f"{len(atlas.facts)} facts" in repr(atlas)
    assert atlas.version in repr(atlas)
    assert f"{len(part.sites)} site" in repr(part)
    assert "三区" in repr(part)


def test_record_with_errors_is_refused_with_all_of_them(tiny):
    for fact in tiny.facts[:25]:
        fact["value"] = "1,000"
    root = tiny.write()
    with pytest.raises(geo.InvalidRecordError) as caught:
        geo.open(root)
    issues = geo.validate(geo.read(root))
    assert caught.value.issues == issues
    first, *lines = str(caught.value).splitlines()
    assert str(root) in first
    assert lines[0] == str(next(issue for issue in issues if issue.severity == "error"))
    assert len(lines) <= 21


def test_warning_stops_no_atlas(tiny):
    tiny.properties()["name_en"] = "Park 园"
    root = tiny.write()
    assert [issue.severity for issue in geo.validate(geo.read(root))] == ["warning"]
    assert len(geo.open(root).sites) > 0


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


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_opening_a_folder_that_is_none_is_refused(tmp_path, name):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(geo.RecordError):
        geo.open(tmp_path / name)


def test_atlas_of_a_record_with_an_unreadable_file_names_the_file(tiny):
    tiny.text[PACKAGE] = "{"
    record = geo.read(tiny.write())
    with pytest.raises(geo.RecordError, match=f"^{PACKAGE}"):
        geo.Atlas(record)


WRONG_CALLS = {
    "open nothing": lambda _: geo.open(None),
    "read nothing": lambda _: geo.read(None),
    "read a record": lambda atlas: geo.read(atlas.record),
    "atlas of a path": lambda _: geo.Atlas("layers"),
    "atlas of an atlas": geo.Atlas,
    "validate an atlas": geo.validate,
    "map of a record": lambda atlas: geo.build_map(atlas.record),
    "choice that is none": lambda atlas: atlas.select(colour="red"),
    "option that is none": lambda atlas: atlas.select(district="朝阳区"),
    "option that is no text": lambda atlas: atlas.select(district=4.3),
    "search for a number": lambda atlas: atlas.select(q=905),
    "file that is no path": lambda atlas: atlas.to_file(None),
    "file of no format": lambda atlas: atlas.to_file("atlas.xls"),
    "key that is no text": lambda atlas: geo.build_map(atlas, tianditu_key=None),
    "review number that is no text": lambda atlas: geo.build_map(atlas, review_number=1),
    "boundaries that are no choice": lambda atlas: geo.build_map(atlas, boundaries="no"),
    **{f"{ending} of a record": lambda atlas, write=write: write(atlas.record) for ending, write in WRITERS.items()},
    **{
        f"{ending} of a list": lambda atlas, write=write: write(atlas, ["430204"])
        for ending, write in PAGE_TEXTS.items()
    },
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_wrong_call_is_refused_in_one_line(atlas, call):
    with pytest.raises(geo.AtlasError) as caught:
        call(atlas)
    message = str(caught.value)
    assert len(message) < 300
    assert "\n" not in message
