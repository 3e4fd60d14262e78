"""Editions: a row for a new one, and an old one built again in a work tree and compared."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.record.model import TABLES
from geo.record.paths import EDITIONS
from geo.record.read import read
from tests.conftest import Tiny
from tests.fixtures.shared import RECORD
from tests.test_diff import git
from tools.editions import main

# What builds a map in these checkouts: the record's own text, and what a build says of it.
MAKEFILE = """map:
\t@test ! -e broken || { echo 'make: no packages' >&2; exit 1; }
\t@test -z "$$TAG$$VIRTUAL_ENV" || { echo 'make: not of its own' >&2; exit 1; }
\t@cat page > map.html
\t@echo "9 sites; record 1.0 ($$(cat digest))"
"""
DIGESTS = {"v0.1": "1" * 12, "v0.2": "2" * 12}


@pytest.fixture
def editions(tmp_path) -> Path:
    """Make a repository of two editions, the first without a tag; the list of them is that of the last commit."""
    root = tmp_path / "repository"
    (root / "data").mkdir(parents=True)
    git(tmp_path, "init", "-q", str(root))
    (root / "Makefile").write_text(MAKEFILE, "utf-8")
    rows = [",".join(TABLES[EDITIONS])]
    for number, (tag, digest) in enumerate(DIGESTS.items(), 1):
        (root / "page").write_text(f"page of {tag}", "utf-8")
        (root / "digest").write_text(digest, "utf-8")
        git(root, "add", ".")
        git(root, "commit", "-qm", tag)
        commit = git(root, "rev-parse", "HEAD")
        page = hashlib.sha256(f"page of {tag}".encode()).hexdigest()
        rows.append(f"{tag},{number}.0,2024-12-0{number},{commit if tag == 'v0.1' else ''},{digest},{page}")
    git(root, "tag", "v0.2")
    (root / EDITIONS).write_text("\n".join([*rows, ""]), "utf-8")
    (root / "page").write_text("what is being worked on", "utf-8")
    return root


def change_row(root: Path, old: str, new: str) -> None:
    path = root / EDITIONS
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("tag", DIGESTS)
def test_an_edition_is_built_again_in_a_work_tree_and_compared(editions, capsys, monkeypatch, tag):
    monkeypatch.setenv("TAG", tag)
    monkeypatch.setenv("VIRTUAL_ENV", "elsewhere")
    assert main(["reproduce", tag], editions) == 0
    told = capsys.readouterr().out
    assert DIGESTS[tag] in told
    assert hashlib.sha256(f"page of {tag}".encode()).hexdigest() in told
    assert (editions / "page").read_text("utf-8") == "what is being worked on"
    assert not (editions / "map.html").exists()
    assert git(editions, "worktree", "list").count("\n") == 0, "the work tree is gone"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1" * 12, "3" * 12, "v0.1: differs: digest must be 333333333333; found 111111111111"),
        (hashlib.sha256(b"page of v0.1").hexdigest(), "f" * 64, "v0.1: differs: map_sha256 must be ffff"),
    ],
)
def test_an_edition_that_is_another_now_is_told(editions, capsys, old, new, said):
    change_row(editions, old, new)
    assert main(["reproduce", "v0.1"], editions) == 1
    assert capsys.readouterr().err.startswith(f"editions: {said}")
    assert git(editions, "worktree", "list").count("\n") == 0


def test_an_edition_that_cannot_be_built_or_found_is_told_in_one_line(editions, capsys):
    (editions / "broken").touch()
    git(editions, "add", "broken")
    git(editions, "commit", "-qm", "broken")
    git(editions, "tag", "-f", "v0.2")
    assert main(["reproduce", "v0.2"], editions) == 1
    assert "v0.2: cannot be built again; found make" in capsys.readouterr().err
    git(editions, "tag", "-d", "v0.2")
    assert main(["reproduce", "v0.2"], editions) == 1
    assert "must be in the history here" in capsys.readouterr().err
    for tag in ("v9.9", "--help", "HEAD"):
        assert main(["reproduce", tag], editions) == 1
        assert capsys.readouterr().err == f"editions: {tag}: must be an edition: v0.1, v0.2\n"


def test_a_tag_that_was_moved_is_no_edition(editions, capsys):
    git(editions, "tag", "v0.1", "HEAD")
    assert main(["reproduce", "v0.1"], editions) == 1
    assert "v0.1: tag must be at the commit that data/editions.csv has" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["add"], ["build", "v0.1"], ["reproduce", "v0.1", "more"]])
def test_other_calls_are_refused(editions, capsys, arguments):
    assert main(arguments, editions) == 1
    assert capsys.readouterr().err.startswith("editions: must be called as")


def test_make_passes_the_tag_as_a_text(editions):
    command = "make -s -f Makefile edition TAG='v0.1; touch hit' VENV=echo SETUP=:"
    makefile = (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
    (editions / "Makefile").write_text(makefile, "utf-8")
    done = subprocess.run(command, shell=True, cwd=editions, env=os.environ, capture_output=True, text=True, check=True)  # noqa: S602
    assert done.stdout == "-m tools.editions add v0.1; touch hit\n"
    assert not (editions / "hit").exists()


def test_a_new_edition_has_the_digests_of_its_record_and_of_its_page(tmp_path, capsys):
    root = shutil.copytree(RECORD, tmp_path / "record")
    assert main(["add", "v1.0"], root) == 0
    (row,) = read(root).editions
    atlas = Atlas(read(root))
    assert (row["tag"], row["version"], row["date"], row["commit"]) == ("v1.0", atlas.version, atlas.date, "")
    assert row["digest"] == atlas.digest
    assert row["map_sha256"] == hashlib.sha256(render_page(atlas).encode()).hexdigest()
    assert "tag that commit v1.0" in capsys.readouterr().out


@pytest.mark.parametrize("tag", ["v1.0", "1.0", "--v1", "v1.0 x", ""])
def test_a_tag_that_is_taken_or_none_makes_no_edition(tmp_path, capsys, tag):
    root = shutil.copytree(RECORD, tmp_path / "record")
    (root / EDITIONS).write_text(f"{','.join(TABLES[EDITIONS])}\nv1.0,1,2024-01-01,,{'0' * 12},{'0' * 64}\n", "utf-8")
    before = (root / EDITIONS).read_bytes()
    assert main(["add", tag], root) == 1
    assert "must be a new tag" in capsys.readouterr().err
    assert (root / EDITIONS).read_bytes() == before


def test_a_record_with_errors_or_an_old_version_makes_no_edition(tiny: Tiny, capsys):
    tiny.edition(version="2024.12.31", date="2024-12-31")
    assert main(["add", "v1.0"], tiny.write()) == 1
    assert "version must be one that no edition has" in capsys.readouterr().err
    tiny.change("f0001", "value", "3500", "3600", because="")
    assert main(["add", "v1.0"], tiny.write()) == 1
    assert "record must have no error" in capsys.readouterr().err
