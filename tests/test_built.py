"""A build that would change nothing ends before any work; whatever could change the page makes it build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import built
from geo.cli import main
from geo.record.paths import ROOT
from tests.conftest import Tiny


@pytest.fixture
def at_home(monkeypatch, tmp_path) -> Path:
    """Give the program caches of its own; return the file in which it keeps what it built."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches/zhuzhou-atlas/builds.json"


def build(tiny: Tiny, *options: str) -> None:
    assert main(["--root", str(tiny.root), "build", "-o", str(page_of(tiny)), *options]) == 0


def page_of(tiny: Tiny) -> Path:
    return tiny.root.parent / "map.html"


def was_built(tiny: Tiny, *options: str) -> bool:
    """Build, and return whether the file was written anew."""
    before = page_of(tiny).stat().st_ino if page_of(tiny).exists() else None
    build(tiny, *options)
    return page_of(tiny).stat().st_ino != before


@pytest.fixture
def once(tiny, at_home) -> Tiny:  # noqa: ARG001 (its home is empty)
    """Return the tiny record, of which a page was built."""
    tiny.write()
    assert was_built(tiny)
    return tiny


def test_nothing_changed_writes_nothing_and_says_the_same(once, capsys):
    (once.root.parent / "map.html").touch()
    capsys.readouterr()
    assert was_built(once, "--force")
    first = capsys.readouterr()
    assert not was_built(once)
    again = capsys.readouterr()
    assert again.out.startswith(first.out)
    assert "--force" in again.out.removeprefix(first.out)
    assert again.err == first.err


@pytest.mark.usefixtures("at_home")
def test_warnings_are_said_again(tiny, capsys):
    tiny.properties()["name_en"] = "Hill 山"
    tiny.write()
    build(tiny)
    said = capsys.readouterr().err
    assert "warning" in said
    assert not was_built(tiny)
    assert capsys.readouterr().err == said


def change_record(tiny, _monkeypatch):
    tiny.properties()["name_en"] = "Hill Park of Old"
    tiny.write()


def edit_page(tiny, _monkeypatch):
    page_of(tiny).write_text(page_of(tiny).read_text("utf-8") + " ", "utf-8")


def remove_page(tiny, _monkeypatch):
    page_of(tiny).unlink()


def other_libraries(_tiny, monkeypatch):
    monkeypatch.setattr(built, "_libraries", lambda: ["folium-99.0.dist-info"])


def other_code(tiny, monkeypatch):
    files = built._files
    extra = tiny.root.parent / "new.py"
    extra.write_text("")
    monkeypatch.setattr(built, "_files", lambda root: [*files(root), ("new.py", extra)])


def spoil_what_is_kept(_tiny, _monkeypatch):
    built._place().write_text('{"x": ')


def forge_what_is_kept(tiny, _monkeypatch):
    built._place().write_text(f'{{"{page_of(tiny)}": ["a"]}}')


@pytest.mark.parametrize(
    "change",
    [change_record, edit_page, remove_page, other_libraries, other_code, spoil_what_is_kept, forge_what_is_kept],
)
def test_what_changed_is_built(once, monkeypatch, change):
    sound = page_of(once).read_bytes()
    change(once, monkeypatch)
    assert was_built(once)
    assert (page_of(once).read_bytes() == sound) == (change is not change_record)


def test_other_options_are_built(once):
    assert was_built(once, "--no-boundaries")
    assert not was_built(once, "--no-boundaries")
    assert was_built(once)


def test_a_record_that_became_faulty_is_refused(once, capsys):
    once.fact(0)["value"] = "none"
    once.write()
    assert main(["--root", str(once.root), "build", "-o", str(page_of(once))]) == 1
    assert "[invalid-number]" in capsys.readouterr().err


def test_nowhere_to_keep_it_builds_all_the_same(tiny, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    tiny.write()
    assert was_built(tiny)
    assert was_built(tiny)


def test_the_last_builds_are_kept(once, monkeypatch, at_home):
    monkeypatch.setattr(built, "_MOST_KEPT", 2)
    for name in ("one", "two", "three"):
        (once.root.parent / name).mkdir()
        main(["--root", str(once.root), "build", "-o", str(once.root.parent / name / "map.html")])
    kept = at_home.read_text("utf-8")
    assert "three" in kept
    assert "two" in kept
    assert "one" not in kept


@pytest.mark.parametrize("caches", ["", "relative"])
def test_builds_are_kept_in_the_home_where_no_folder_of_caches_is_named(once, monkeypatch, tmp_path, caches):
    monkeypatch.setenv("XDG_CACHE_HOME", caches)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert was_built(once, "--force")
    assert (tmp_path / ".cache/zhuzhou-atlas/builds.json").is_file()


def test_it_is_told_before_any_library_is_imported(tmp_path):
    command = [sys.executable, "-X", "importtime", "-m", "geo", "build", "-o", str(tmp_path / "map.html")]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}

    def imported() -> set[str]:
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}

    heavy = {"folium", "shapely", "numpy", "pydantic_core", "geo.record.read", "geo.export", "geo.record.vocabulary"}
    assert heavy <= imported()
    assert heavy.isdisjoint(imported())
