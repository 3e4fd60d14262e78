"""What changed between two states of the record: every change once, by folders and by revisions of git."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from pyproj import Geod

from geo.cli import main
from geo.history.difference import difference
from geo.history.revisions import revision
from geo.record.model import FACT_COLUMNS
from geo.record.paths import FACTS
from geo.record.paths import PACKAGE
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.read import read
from tests.conftest import Tiny


@pytest.fixture
def newer(tmp_path) -> Tiny:
    """Return the tiny record once more, to be changed: ``tiny`` stays the older one."""
    return Tiny(tmp_path / "newer")


@pytest.fixture
def changes(tiny, newer):
    """Give what differs between both as they are then."""

    def compare():
        tiny.write()
        newer.write()
        old, new = (revision(str(each.root), at=tiny.root).record for each in (tiny, newer))
        return {(change.part, change.id): change for change in difference(old, new)}

    return compare


@pytest.fixture
def diff(capsys):
    """Give the command, in this process: its exit code, what it printed, what it said on standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


def git(at: Path, *arguments: str) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=hooks")
    done = subprocess.run(["git", "-C", str(at), *name, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tiny, tmp_path):
    """Make a repository with the tiny record in a folder, and a second commit that changes one value."""
    top = tmp_path / "repository"
    tiny.root = top / "city"
    tiny.write()
    git(tmp_path, "init", "-q", str(top))
    git(top, "add", ".")
    git(top, "commit", "-qm", "one")
    git(top, "tag", "v1")
    tiny.fact(0)["value"] = "3700"
    tiny.write()
    git(top, "commit", "-qam", "two")
    return tiny.root


def test_nothing_differs_from_itself(changes, tiny, diff):
    assert changes() == {}
    code, told, said = diff("diff", tiny.root, tiny.root)
    assert (code, said) == (0, "")
    assert "nothing differs" in told


def test_each_fact_is_told_once_with_what_became_of_it(changes, tiny, newer):
    newer.fact(0)["value"] = "3700"
    newer.fact(0)["qualifier"] = ""
    newer.fact(1)["note_zh"], newer.fact(1)["note_en"] = "注。", "A note."
    removed, withdrawn = newer.facts.pop(3), newer.facts.pop(3)
    newer.withdraw(withdrawn["id"], replacement="f0001", reason="dateline")
    newer.facts.append({**newer.fact(0), "id": "f0099", "as_of": "2023"})
    found = changes()
    facts = {name: change for (part, name), change in found.items() if part == "facts"}
    assert {name: change.kind for name, change in facts.items()} == {
        "f0001": "changed",
        newer.fact(1)["id"]: "reworded",
        removed["id"]: "removed",
        withdrawn["id"]: "withdrawn",
        "f0099": "added",
    }
    assert [tuple(field) for field in facts["f0001"].fields] == [
        ("value", tiny.fact(0)["value"], "3700"),
        ("qualifier", tiny.fact(0)["qualifier"], ""),
    ]
    assert (facts[withdrawn["id"]].reason, facts[withdrawn["id"]].replacement) == ("dateline", "f0001")
    assert [part for part, _ in found if part != "facts"] == [], "the withdrawal is told with its fact"


def test_a_place_moved_by_so_many_metres_and_a_line_is_redrawn(changes, newer):
    newer.site("projects")["geometry"]["coordinates"] = [113.25, 27.745]
    newer.properties("projects")["name_en"] = "Hill Works Ltd."
    newer.site("infrastructure")["geometry"]["coordinates"].append([113.15, 27.76])
    newer.site("parks", 1)["geometry"] = {"type": "Point", "coordinates": [113.1, 27.9]}
    found = changes()
    works, road, park = (found["places", name] for name in ("hill-works", "ring-road", "valley-park"))
    _, _, metres = Geod(ellps="WGS84").inv(113.24, 27.74, 113.25, 27.745)
    assert (works.kind, [field.name for field in works.fields]) == ("moved", ["name_en", "geometry"])
    assert works.moved_m == pytest.approx(metres, abs=0.01)
    assert (road.kind, round(road.moved_m)) == ("changed", 1108)
    assert (park.kind, park.moved_m) == ("changed", 0), "what had no position cannot have moved"


def test_places_sources_terms_and_the_rest_are_compared_too(changes, newer):
    newer.layers["institutions"].clear()
    newer.sources[0]["title_en"] = "Another Title"
    newer.register("kinds")[0]["name_en"] = "Another kind"
    newer.properties("districts")["population"] += 1
    newer.properties("context")["note_en"] = "Another note."
    newer.omit("L1", "3600")
    newer.package["title"] = "Another atlas"
    kinds = {f"{part} {name}": change.kind for (part, name), change in changes().items()}
    code, source = newer.register("kinds")[0]["code"], newer.sources[0]["id"]
    assert kinds == {
        "places old-institute": "removed",
        f"sources {source}": "changed",
        f"terms kinds/{code}": "changed",
        "districts 430202": "changed",
        f"basemap {newer.site('context')['id']}": "reworded",
        "omissions review-2024 L1 3600": "added",
        "descriptor datapackage.json": "changed",
    }


def test_an_older_form_is_lifted_and_its_missing_column_is_no_change_of_each_row(changes, tiny, newer):
    for row in tiny.facts:
        row["stated"] = ""
    newer.fact(0)["stated"] = "2024-12"
    newer.fact(1)["stated"], newer.fact(1)["value"] = "2024-12", "planned"
    assert [name for part, name in changes() if part == "facts"] == [newer.fact(1)["id"]]
    # Nor is it where the column, and a table, are truly not there.
    columns = [column for column in FACT_COLUMNS if column != "stated"]
    with (tiny.root / FACTS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(tiny.facts)
    (tiny.root / WITHDRAWN).unlink()
    assert revision(str(tiny.root), at=tiny.root).record.facts[0]["stated"] == ""
    assert [problem.code for problem in read(tiny.root).problems] == ["wrong-header", "missing-file"]


def test_format_adds_the_tables_that_an_older_record_lacks(tiny, geo_format):
    tiny.write()
    (tiny.root / WITHDRAWN).unlink()
    package = json.loads((tiny.root / PACKAGE).read_text("utf-8"))
    package["resources"] = [each for each in package["resources"] if each["path"] != WITHDRAWN]
    (tiny.root / PACKAGE).write_text(json.dumps(package), "utf-8")
    assert geo_format(tiny.root) == 0
    assert (tiny.root / WITHDRAWN).read_text("utf-8") == "fact,reason,replacement,note_zh,note_en\n"
    assert geo_format(tiny.root, "--check") == 0
    assert main(["--root", str(tiny.root), "validate"]) == 0


@pytest.fixture
def geo_format():
    return lambda root, *options: main(["--root", str(root), "format", *options])


def test_formats_tell_the_same_changes(tiny, newer, diff):
    tiny.write()
    newer.fact(0)["value"] = "3700"
    newer.site("projects")["geometry"]["coordinates"] = [113.25, 27.745]
    newer.write()
    told = {name: diff("diff", tiny.root, newer.root, "--format", name)[1] for name in ("text", "json", "geojson")}
    content, features = json.loads(told["json"]), json.loads(told["geojson"])
    assert content["counts"] == features["counts"] == {"facts": {"changed": 1}, "places": {"moved": 1}}
    fact, place = content["changes"]
    assert fact["fields"] == [{"name": "value", "before": "3600", "after": "3700"}]
    assert (place["id"], place["moved_m"]) == ("hill-works", 1131.0)
    city, works = features["features"]
    assert (city["id"], city["geometry"]) == (newer.package["place"]["code"], None)
    assert city["properties"]["facts"] == [fact]
    assert works["geometry"]["coordinates"] == [113.25, 27.745]
    assert works["properties"]["former_geometry"]["coordinates"] == [113.24, 27.74]
    assert told["text"].count("f0001") == told["text"].count("hill-works") == 1
    assert "1131 m" in told["text"]
    zh = diff("diff", tiny.root, newer.root, "--format", "markdown", "--lang", "zh")[1]
    assert "移动 1131 米" in zh
    assert "数值 3600 → 3700" in zh


def test_markdown_and_text_hold_no_markup_and_no_control_character_of_a_record(tiny, newer, diff):
    tiny.write()
    newer.properties("projects")["name_en"] = "<img src=x> [a](b) *c*\x1b[31m\u202e"
    newer.write()
    for name in ("markdown", "text"):
        told = diff("diff", tiny.root, newer.root, "--format", name)[1]
        assert "\x1b" not in told
        assert "\u202e" not in told
    assert r"\<img src=x\> \[a\](b) \*c\*" in diff("diff", tiny.root, newer.root, "--format", "markdown")[1]


def test_output_is_a_file_and_the_same_each_time(tiny, newer, diff, tmp_path):
    tiny.write()
    newer.fact(0)["value"] = "3700"
    newer.write()
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        code, told, _ = diff("diff", tiny.root, newer.root, "--format", "json", "-o", file)
        assert (code, told) == (0, f"{file}: 1 change\n")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_states_are_revisions_of_the_repository_that_the_record_is_in(repository, diff):
    for old, new in (
        ("v1", "HEAD"),
        ("HEAD~1", "HEAD"),
        ("HEAD~1", repository),
        (git(repository, "rev-parse", "v1"), "HEAD"),
    ):
        code, told, said = diff("--root", repository, "diff", old, new, "--format", "json")
        content = json.loads(told)
        assert (code, said, content["counts"]) == (0, "", {"facts": {"changed": 1}})
        assert content["old"]["commit"] == git(repository, "rev-parse", "v1")


def test_a_folder_comes_before_a_revision_of_its_name(repository, diff, tmp_path, monkeypatch):
    git(repository, "branch", "twin", "v1")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(repository, tmp_path / "twin")
    assert "nothing differs" in diff("--root", repository, "diff", "twin", "HEAD")[1]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nothing",
        "HEAD~9",
        "HEAD:city",
        "v1;touch hit",
        "$(touch hit)",
        "`touch hit`",
        "a\nb",
        "v1..HEAD",
        "@{-1}",
        "\x1b[31m",
    ],
)
def test_what_is_no_revision_is_refused_in_one_line(repository, diff, name, monkeypatch):
    monkeypatch.chdir(repository)
    code, told, said = diff("--root", repository, "diff", name, "HEAD")
    assert (code, told) == (1, "")
    assert said.startswith("error ")
    assert said.count("\n") == 1
    assert said[:-1].isprintable()
    assert not list(repository.parent.rglob("hit"))


@pytest.mark.parametrize("name", ["--output=hit", "--help", "-x", "--upload-pack=touch hit"])
def test_no_revision_is_an_option_of_git(repository, diff, name, monkeypatch):
    monkeypatch.chdir(repository)
    code, _, said = diff("--root", repository, "diff", "--", name, "HEAD")
    assert (code, said.count("\n")) == (1, 1)
    assert not list(repository.parent.rglob("hit"))


def test_a_folder_in_no_repository_and_a_machine_without_git_are_told(tiny, diff, tmp_path, monkeypatch):
    tiny.write()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    code, _, said = diff("--root", tiny.root, "diff", "v1", "HEAD")
    assert (code, said[:9]) == (1, "error v1:")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, said = diff("--root", tiny.root, "diff", "v1", "HEAD")
    assert (code, said.partition(":")[0]) == (1, "error git")


def test_links_in_a_revision_lead_nowhere_and_its_filters_do_not_run(repository, diff, tmp_path):
    (tmp_path / "secret.csv").write_text((repository / SOURCES).read_text("utf-8"), "utf-8")
    (repository / SOURCES).unlink()
    (repository / SOURCES).symlink_to(tmp_path / "secret.csv")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "link")
    code, told, said = diff("--root", repository, "diff", "v1", "HEAD")
    assert (code, told) == (1, "")
    assert "data/sources.csv" in said
    (repository / ".gitattributes").write_text("*.csv filter=hostile\n", "utf-8")
    git(repository, "config", "filter.hostile.smudge", f"touch {tmp_path / 'hit'}")
    assert diff("--root", repository, "diff", "v1", "HEAD~1")[0] == 0
    assert not (tmp_path / "hit").exists()


def test_a_record_that_cannot_be_read_or_told_apart_is_refused_in_one_line(tiny, newer, diff):
    tiny.write()
    newer.text[FACTS] = "id,subject\n"
    newer.text[SOURCES] = "id\n"
    code, told, said = diff("diff", tiny.root, newer.write())
    assert (code, told, said.count("\n")) == (1, "", 1)
    assert "and 1 further problem" in said
    newer.text.clear()
    newer.facts.append(newer.fact(0))
    assert "[duplicate-id]" in diff("diff", tiny.root, newer.write())[2]
    newer.facts.pop()
    newer.layers["parks"].append({**newer.site("projects"), "id": "hill-works"})
    assert "[duplicate-id]" in diff("diff", tiny.root, newer.write())[2]
    del newer.layers["parks"][-1]["id"]
    assert "[missing-member]" in diff("diff", tiny.root, newer.write())[2]
    newer.layers["parks"].pop()
    newer.package["place"] = {**newer.package["place"], "projection": "EPSG:4326"}
    assert "[unknown-projection]" in diff("diff", tiny.root, newer.write())[2]


def test_a_figure_that_is_an_aim_is_told_as_one(tiny, newer, diff):
    tiny.write()
    newer.facts.append(
        {**newer.fact(0), "id": "f0099", "value": "4000", "aim": "target", "as_of": "2026", "stated": "2025"}
    )
    newer.write()
    assert "(target, 2026, stated 2025)" in diff("diff", tiny.root, newer.root)[1]
    assert "（目标，2026年，2025年公布）" in diff("diff", tiny.root, newer.root, "--lang", "zh")[1]


def test_codes_without_a_word_are_told_as_they_are(tiny, newer, diff):
    tiny.write()
    newer.fact(0)["indicator"], newer.fact(0)["as_of"], newer.fact(0)["subject"] = "no-such", "2024-99", "nowhere"
    newer.facts.append({**newer.fact(2), "id": "f0098", "unit": "no-such", "as_of": "soon"})
    newer.write()
    code, told, said = diff("diff", tiny.root, newer.root)
    assert (code, said) == (0, "")
    assert "no-such" in told
    assert "nowhere" in told
    assert "soon" in told


def test_of_parts_and_rivals_those_are_told_that_differ(tiny, newer, diff):
    rival = {"districts": [], "point": [113.05, 27.85], "basis": "poi", "uncertainty_m": 300, "datum": "WGS-84"}
    rival |= {"found": None, "evidence": ["a page"], "note_zh": None, "note_en": None}
    part = rival | {"name_zh": "老厂", "name_en": "Old works"}
    new = rival | {"name_zh": "三厂", "name_en": "Third works", "point": [113.06, 27.85]}
    tiny.properties("projects").update(parts=[part], rival_positions=[rival])
    newer.properties("projects").update(parts=[part, new], rival_positions=[rival | {"evidence": ["another"]}])
    _, told, _ = diff("diff", tiny.write(), newer.write())
    assert "Another location none → Third works 113.06, 27.85 ± 300 m; other fields: Rival claim" in told


def test_fields_that_are_named_alone_are_joined_as_the_language_joins_them(tiny, newer, diff):
    newer.properties("projects").update(name_en="Works", position_reason_zh="较新。", position_reason_en="Newer.")
    _, told, _ = diff("diff", tiny.write(), newer.write(), "--lang", "zh")
    assert "其他字段：仍采用原位置的理由（中文）、仍采用原位置的理由（英文）" in told


@pytest.mark.parametrize("parts", [5, "x", {"a": 1}, [5], [None]])
def test_parts_that_are_none_are_told_without_a_traceback(tiny, newer, diff, parts):
    newer.properties("projects").update(parts=parts)
    code, told, _ = diff("diff", tiny.write(), newer.write())
    assert (code, "other fields: Another location" in told) == (0, True)
