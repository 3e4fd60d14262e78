"""What is published holds together: every link leads to a file, every place is in it once, other programs read it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pyogrio
import pytest
import shapely

from geo import export
from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import select_subjects
from geo.cli import main
from geo.describe.card import card_picture
from geo.describe.citation import citation
from geo.describe.deposit import readme
from geo.export import FORMATS
from geo.export import WITHOUT_EXTRA
from geo.export.feature import feature
from geo.issues.errors import AtlasError
from geo.issues.errors import OutputError
from geo.page.build import render_page
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.publish import features
from geo.publish.deposit import deposit
from geo.publish.features import write_features
from geo.publish.files_page import _OPENS
from geo.publish.site import LIST
from geo.publish.site import publish
from geo.record.compact import to_json
from geo.record.folder import OutputFolder
from geo.record.read import read
from tests.fixtures.shared import RECORD

SMALL = [FORMATS[name] for name in WITHOUT_EXTRA]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read(RECORD))


@pytest.fixture(scope="module")
def guides(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("guides")
    (folder / "_static").mkdir()
    (folder / "index.html").write_text("<!DOCTYPE html>", "utf-8")
    (folder / "_static" / "a.css").write_text("", "utf-8")
    (folder / ".doctrees").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(atlas, guides, tmp_path_factory) -> Path:
    return publish(atlas, tmp_path_factory.mktemp("out") / "site", PLAIN, docs=guides, formats=SMALL)


class Links(HTMLParser):
    """Gathers the addresses of a page's links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Gather the address of a link."""
        self.found += [value for name, value in attrs if tag == "a" and name == "href"]


def documents(site: Path) -> dict[str, dict]:
    """Return the documents of the features by their paths."""
    folder = site / "features"
    return {path.relative_to(folder).as_posix(): json.loads(path.read_text("utf-8")) for path in folder.rglob("*.json")}


def all_links(documents: dict[str, dict]) -> Iterator[tuple[str, dict]]:
    for path, document in documents.items():
        for part in (document, *document.get("collections", ())):
            for link in part.get("links", ()):
                yield path, link


def test_the_map_and_the_files_have_the_bytes_that_other_verbs_write(atlas, site):
    assert (site / "index.html").read_text("utf-8") == render_page(atlas, MapOptions(files_page="files/index.html"))
    for form in SMALL:
        content = form.write(atlas)
        expected = content if isinstance(content, bytes) else content.encode()
        assert (site / "files" / f"{atlas.place.export_name}{form.suffix}").read_bytes() == expected, form.name


def test_the_record_in_it_is_the_record(atlas, site):
    assert read(site / "record").problems == []
    assert Atlas(read(site / "record")).digest == atlas.digest


def test_digests_are_those_of_the_files(site):
    lines = (site / "files" / "SHA256SUMS").read_text("utf-8").splitlines()
    assert len(lines) == len(SMALL)
    for digest, name in (line.split("  ") for line in lines):
        assert hashlib.sha256((site / "files" / name).read_bytes()).hexdigest() == digest


def test_the_page_of_files_leads_to_all_of_them_and_asks_no_other_server(site):
    addresses = Links((site / "files" / "index.html").read_text("utf-8")).found
    assert all((site / "files" / address).is_file() for address in addresses)
    names = {path.name for path in (site / "files").iterdir()}
    assert names - {"index.html"} == {address for address in addresses if "/" not in address}
    assert {"../index.html", "../docs/index.html"} <= set(addresses)


def test_every_format_has_the_name_of_a_program_that_opens_it():
    assert set(_OPENS) == set(FORMATS)


def test_guides_go_along_and_what_is_hidden_stays(site):
    assert (site / "docs" / "_static" / "a.css").is_file()
    assert not (site / "docs" / ".doctrees").exists()
    assert (site / ".nojekyll").is_file()


def test_without_guides_no_link_leads_to_them(atlas, tmp_path):
    folder = publish(atlas, tmp_path / "site", PLAIN, formats=SMALL[:1])
    assert not [each for each in Links((folder / "files" / "index.html").read_text("utf-8")).found if "docs" in each]


def test_without_boundaries_no_file_draws_a_district_and_no_link_leads_to_the_record(atlas, tmp_path):
    folder = publish(atlas, tmp_path / "site", MapOptions(boundaries=False), formats=SMALL)
    assert not (folder / "record").exists()
    assert not [each for each in Links((folder / "files" / "index.html").read_text("utf-8")).found if "record" in each]
    drawn = {
        ",".join(f"{number:.4f}".rstrip("0") for number in corner[:2])
        for row in atlas.district_rows.values()
        for corner in shapely.get_coordinates(row["geometry"])[1:40]
    } - {
        ",".join(f"{number:.4f}".rstrip("0") for number in corner)
        for row in atlas.site_rows.values()
        for corner in shapely.get_coordinates(row["geometry"])
    }
    assert len(drawn) > 10
    for path in folder.rglob("*"):
        if path.suffix in {".json", ".geojson", ".geojsonl", ".csv", ".kml", ".jsonld"}:
            text = path.read_text("utf-8")
            assert not [each for each in drawn if each in text], path


def test_the_card_is_where_the_map_says_though_the_address_lacks_its_last_slash(atlas, tmp_path):
    options = MapOptions(public_url="https://example.org/zhuzhou")
    folder = publish(atlas, tmp_path / "site", options, formats=SMALL[:1])
    assert 'content="https://example.org/zhuzhou/card.png"' in (folder / "index.html").read_text("utf-8")


def test_a_format_whose_library_is_missing_is_refused_before_any_work(atlas, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "geo.export.parquet", raising=False)
    monkeypatch.setattr("geo.publish.site.AtlasMap", None)
    with pytest.raises(AtlasError, match=r"parquet: needs pyarrow: .*\[formats\]"):
        publish(atlas, tmp_path / "site", PLAIN, formats=[FORMATS["parquet"]])


def test_what_another_verb_wrote_stays(atlas, site, tmp_path):
    with pytest.raises(OutputError, match="same command"):
        deposit(atlas, site)
    assert (site / "index.html").is_file()
    with pytest.raises(OutputError, match="same command"):
        publish(atlas, deposit(atlas, tmp_path / "deposit"), PLAIN, formats=SMALL[:1])


def test_what_is_put_into_the_folder_meanwhile_stays(tmp_path):
    folder = OutputFolder(tmp_path / "site")
    with folder.grown_beside() as grown:
        folder.path.mkdir()
        (folder.path / "thesis.txt").write_text("", "utf-8")
        with pytest.raises(OutputError, match=r"thesis\.txt"):
            folder.put_in_place(grown)
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "thesis.txt"]


def test_where_the_system_refuses_to_put_the_old_folder_back_the_next_run_does(tmp_path, monkeypatch):
    for text in ("old", "new"):
        folder = OutputFolder(tmp_path / "site")
        with folder.grown_beside() as grown:
            (grown / "index.html").write_text(text, "utf-8")
            if text == "new":
                _refuse_renames_to(folder.path, monkeypatch)
                with pytest.raises(OutputError, match="permission denied"):
                    folder.put_in_place(grown)
            else:
                folder.put_in_place(grown)
    monkeypatch.undo()
    assert not (tmp_path / "site").exists()
    with OutputFolder(tmp_path / "site").grown_beside():
        assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"


def _refuse_renames_to(place: Path, monkeypatch) -> None:
    """Refuse them as Windows does while another program has a file of the folder open."""
    replace = Path.replace

    def refused(path, target):
        if Path(target) == place:
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused)


def test_each_link_of_the_features_leads_to_a_file_and_says_its_address(site):
    found = documents(site)
    for path, link in all_links(found):
        if link["rel"] != "license":
            assert (site / "features" / urljoin(path, link["href"])).is_file(), (path, link)
        if link["rel"] == "self" and urljoin(path, link["href"]) == path:
            continue
        assert link["rel"] != "self" or path == "collections/index.json", (path, link)


def test_each_place_is_in_one_collection_as_the_export_tells_it_and_has_its_sources(atlas, site):
    found = documents(site)
    pages = [document for path, document in found.items() if path.endswith("items.json")]
    inside = {each["id"]: each for page in pages for each in page["features"]}
    assert sum(len(page["features"]) for page in pages) == len(inside)
    assert set(inside) == set(select_subjects(atlas, EVERYTHING))
    for subject, each in inside.items():
        assert each == json.loads(to_json(feature(atlas, subject)))
        item = found[f"collections/{each['properties']['layer']}/items/{subject}.json"]
        assert {name: item[name] for name in each} == each
        assert {fact["source"] for fact in each["properties"]["facts"]} <= {source["id"] for source in item["sources"]}


def test_a_long_collection_is_read_page_by_page_and_pygeoapi_is_not_told_half_of_it(atlas, tmp_path, monkeypatch):
    monkeypatch.setattr(features, "PAGE", 2)
    write_features(tmp_path, atlas)
    layers = Counter(feature(atlas, subject)["properties"]["layer"] for subject in select_subjects(atlas, EVERYTHING))
    layer, count = layers.most_common(1)[0]
    assert count > 2
    name, seen, before = "items.json", [], None
    while name:
        page = json.loads((tmp_path / "collections" / layer / name).read_text("utf-8"))
        links = {link["rel"]: link["href"].removeprefix("./") for link in page["links"]}
        assert (page["numberMatched"], page["numberReturned"]) == (count, len(page["features"]))
        assert links.get("prev") == before
        seen += [each["id"] for each in page["features"]]
        before, name = name, links.get("next")
    assert len(set(seen)) == len(seen) == count
    assert not (tmp_path / "pygeoapi.yml").exists()


def test_no_class_is_claimed_that_plain_files_cannot_keep(site):
    assert documents(site)["conformance.json"]["conformsTo"] == []


@pytest.fixture(scope="module")
def served(site) -> Iterator[str]:
    # In a process of its own: GDAL waits for an answer while it keeps other threads of this one from working.
    code = "import functools, http.server as h, sys; f = functools.partial(h.SimpleHTTPRequestHandler, directory=sys.argv[1]); s = h.ThreadingHTTPServer(('127.0.0.1', 0), f); print(s.server_port, flush=True); s.serve_forever()"  # noqa: E501
    with subprocess.Popen(
        [sys.executable, "-c", code, str(site)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/features"
        server.kill()


def test_gdal_reads_every_collection_over_the_web(atlas, site, served):
    for collection in documents(site)["collections/index.json"]["collections"]:
        layer = collection["id"]
        read_there = pyogrio.read_dataframe(f"OAPIF_COLLECTION:{served}/collections/{layer}/index.json")
        subjects = [
            each for each in select_subjects(atlas, EVERYTHING) if feature(atlas, each)["properties"]["layer"] == layer
        ]
        assert list(read_there["id"]) == subjects
        assert read_there.crs == "EPSG:4326"
        for (_, row), subject in zip(read_there.iterrows(), subjects, strict=True):
            assert row["name_zh"] == feature(atlas, subject)["properties"]["name_zh"]
            expected = atlas.site_rows[subject]["geometry"] if subject in atlas.site_rows else None
            assert (row.geometry is None) == (expected is None)
            assert expected is None or row.geometry.equals_exact(expected, 1e-9)


def test_published_again_it_has_the_same_bytes_and_what_is_gone_is_gone(atlas, tmp_path):
    first = publish(atlas, tmp_path / "site", PLAIN, formats=SMALL[:2])
    once = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    publish(atlas, first, MapOptions(public_url="https://example.org/"), formats=SMALL[:3])
    assert (first / "files" / f"{atlas.place.export_name}{SMALL[2].suffix}").exists()
    publish(atlas, first, PLAIN, formats=SMALL[:2])
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == once
    listed = json.loads((first / LIST).read_text("utf-8"))
    assert sorted([*listed, LIST]) == sorted(path.relative_to(first).as_posix() for path in once)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("path", ["javascript:alert(1)", "//example.org/a.html", "../a.html", "files/", 1])
def test_the_page_leads_to_files_beside_it_alone(path):
    with pytest.raises(AtlasError, match=r"^files_page: "):
        MapOptions(files_page=path)


def test_a_folder_that_holds_anything_else_is_left_as_it_is(atlas, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("", "utf-8")
    with pytest.raises(OutputError, match=r"thesis\.txt"):
        publish(atlas, tmp_path / "mine", PLAIN)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    with pytest.raises(OutputError, match="apart"):
        publish(atlas, RECORD / "data" / "site", PLAIN)
    with pytest.raises(AtlasError, match=r"index\.html"):
        publish(atlas, tmp_path / "site", PLAIN, docs=tmp_path / "mine")


def test_the_command_says_what_it_wrote_and_refuses_a_wrong_record(record_dir, tmp_path, capsys):
    command = ["--root", str(record_dir), "publish", str(tmp_path / "site"), "--format", "csv"]
    assert main(command) == 0
    assert str(tmp_path / "site") in capsys.readouterr().out
    (record_dir / "data" / "facts.csv").write_text("id\n", "utf-8")
    assert main(command) == 1
    assert (tmp_path / "site" / "index.html").is_file()


def test_formats_whose_libraries_are_not_there_are_left_out_unless_asked_for(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(export, "find_spec", lambda _name: None)
    command = ["--root", str(RECORD), "publish", str(tmp_path / "site")]
    assert main(command) == 0
    told = capsys.readouterr().err
    assert [name for name in FORMATS if name in told.partition(":")[0].split(", ")] == [
        name for name in FORMATS if name not in WITHOUT_EXTRA
    ]
    endings = {
        path.name.removeprefix("zhuzhou-atlas") for path in (tmp_path / "site" / "files").glob("zhuzhou-atlas.*")
    }
    assert endings == {form.suffix for form in SMALL}


def test_the_picture_that_the_head_names_is_beside_the_map(atlas, tmp_path):
    site = publish(atlas, tmp_path / "site", MapOptions(public_url="https://example.org/a/"), formats=SMALL[:1])
    page = (site / "index.html").read_text("utf-8")
    name = re.search(r'<meta property="og:image" content="https://example\.org/a/([^"]+)">', page)[1]
    assert (site / name).read_bytes() == card_picture(atlas).png()
    plain = publish(atlas, tmp_path / "plain", MapOptions(boundaries=False), formats=SMALL[:1])
    assert (plain / name).read_bytes() == card_picture(atlas, boundaries=False).png()


def test_what_describes_the_record_is_beside_it(atlas, site):
    for name, text in {"README.md": readme(atlas), "CITATION.cff": citation(atlas)}.items():
        assert (site / "record" / name).read_text("utf-8") == text


def test_names_that_look_like_markup_stay_text_and_ids_are_the_names_of_files(tiny, tmp_path):
    root = tiny.write()
    package = json.loads((root / "datapackage.json").read_text("utf-8"))
    package["title_zh"] = package["title"] = "<img src=x onerror=alert(1)>"
    (root / "datapackage.json").write_text(json.dumps(package), "utf-8")
    folder = publish(Atlas(read(root)), tmp_path / "site", PLAIN, formats=SMALL[:1])
    assert "<img" not in (folder / "files" / "index.html").read_text("utf-8")
    assert "<script" not in (folder / "files" / "index.html").read_text("utf-8")
    names = {path.stem for path in (folder / "features").rglob("items/*.json")}
    assert names == set(select_subjects(Atlas(read(root)), EVERYTHING))


def test_a_link_in_the_guides_that_leads_out_of_them_is_refused(atlas, tmp_path):
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "index.html").write_text("", "utf-8")
    (guides / "secret.txt").symlink_to("/etc/hostname")
    with pytest.raises(AtlasError, match=r"secret\.txt"):
        publish(atlas, tmp_path / "site", PLAIN, docs=guides, formats=SMALL[:1])
    assert not (tmp_path / "site").exists()
