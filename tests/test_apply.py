"""``apply``: patches shown, confirmed and written, all or nothing, and nothing outside the record's folder."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import main
from geo.issues.errors import OutputError
from geo.patch.apply import stand_of
from geo.record.canonical import canonical
from geo.record.paths import CHANGES
from geo.record.paths import CITATION
from geo.record.paths import FACTS
from geo.record.paths import PACKAGE
from geo.record.paths import REJECTIONS
from geo.record.paths import ROOT
from geo.record.read import read
from geo.record.together import undo_killed
from geo.record.together import write_together
from tests.attack.patches import attack
from tests.test_diff import git
from tests.test_patch import ADDED
from tests.test_patch import CHANGED
from tests.test_patch import FACT
from tests.test_patch import MOVED
from tests.test_patch import REFUSED
from tests.test_patch import patch

CORRECTED = CHANGED | {"to": {"value": "3600.5"}, "because": "misread"}
SECOND_HAND = {"source": "notice-2023", "locator": "", "token": ""}
SEEN = {**ADDED, "row": FACT | SECOND_HAND}
PLAIN = CHANGED | {"id": "f0003", "from": {"value": "12.5"}, "to": {"value": "13"}}


def tree(folder: Path) -> dict[str, str]:
    """Return what is in a folder: each file by its digest, each link by where it leads."""
    paths = sorted(folder.rglob("*"))
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "/"
        for path in paths
    }


@pytest.fixture
def run(record_dir, tmp_path, capsys):
    """Give the command on changes: its exit code, what it printed, what it said on standard error."""

    def apply(*changes: dict, options: str = "--yes", **members):
        content = patch(*changes) | {"record": stand_of(canonical(read(record_dir)))} | members
        (tmp_path / "p.json").write_text(json.dumps(content), "utf-8")
        code = main(["--root", str(record_dir), "apply", str(tmp_path / "p.json"), *options.split()])
        return code, *capsys.readouterr()

    return apply


def test_changes_are_shown_and_written_in_canonical_form(record_dir, run):
    code, shown, said = run(SEEN, PLAIN, MOVED)
    assert code == 0
    assert "f0014: Hill Park: Investment: 0.3 billion yuan (2024)" in shown
    assert "Value 12.5 → 13" in shown
    assert "3 applied" in said
    facts = (record_dir / FACTS).read_text("utf-8").splitlines()
    assert facts[-1].startswith("f0014,hill-park,investment,,3,yi-yuan,,2024,,actual,notice-2023,,")
    assert main(["--root", str(record_dir), "validate"]) == 0
    assert main(["--root", str(record_dir), "format", "--check"]) == 0
    written = tree(record_dir)
    code, shown, said = run(SEEN, PLAIN, MOVED)
    assert (code, "3 already so" in said, "nothing differs" in shown) == (0, True, True)
    assert tree(record_dir) == written, "again, it changes nothing"


def test_nothing_is_written_by_a_look_nor_without_a_yes(record_dir, run):
    before = tree(record_dir)
    for options, exit_code in (("--check", 0), ("--dry-run", 0), ("", 1), ("--diff --check", 0)):
        code, shown, _ = run(SEEN, options=options)
        assert (code, bool(shown), tree(record_dir)) == (exit_code, True, before), options


def test_the_page_of_a_patch_is_that_of_its_review(record_dir, run, tmp_path, capsys):
    page, reviewed = tmp_path / "page.html", tmp_path / "review.html"
    before = tree(record_dir)
    code, _, told = run(MOVED, CHANGED, options=f"--check --map {page}")
    assert (code, "token-mismatch" in told, tree(record_dir)) == (1, True, before)
    assert main(["--root", str(record_dir), "review", str(tmp_path / "p.json"), "-o", str(reviewed)]) == 0
    assert page.read_bytes() == reviewed.read_bytes()
    capsys.readouterr()
    other = (tmp_path / "p.json").rename(tmp_path / "other.json")
    (tmp_path / "p.json").write_bytes(other.read_bytes())
    both = [str(tmp_path / "p.json"), str(other)]
    assert main(["--root", str(record_dir), "apply", *both, "--map", str(page)]) == 1
    assert capsys.readouterr().err.startswith("error --map: ")


def test_somebody_at_a_terminal_is_asked(record_dir, run, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    before = tree(record_dir)
    for answer, exit_code in (("no\n", 1), ("\n", 1), ("y\n", 0)):
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        assert run(SEEN, options="")[0] == exit_code
        assert (tree(record_dir) == before) is bool(exit_code)


def test_what_would_make_the_record_wrong_is_told_with_its_change_and_not_written(record_dir, run):
    before = tree(record_dir)
    code, _, said = run(SEEN, {**SEEN, "row": FACT | SECOND_HAND | {"as_of": "2025", "value": "4"}})
    assert code == 1
    assert "p.json#changes[1] (data/facts.csv:10): as_of '2025'" in said
    assert "--dated DAY" in said
    assert tree(record_dir) == before


def test_only_new_warnings_are_told(run):
    long = {"note_zh": "长" * 401, "note_en": "Long."}
    again = {**SEEN, "row": FACT | SECOND_HAND | {"value": "4"} | long}
    code, _, said = run({**SEEN, "row": FACT | SECOND_HAND | long})
    assert (code, said.count("long-note")) == (0, 1)
    code, _, said = run(again)
    assert (code, said.count("long-note")) == (0, 1)
    code, _, said = run(PLAIN)
    assert (code, said.count("long-note")) == (0, 0)


def test_a_record_is_dated_anew_with_its_version_and_citation(record_dir, run):
    (record_dir / CITATION).write_text("old", "utf-8")
    for day in ("2024-12-30", "2025", "tomorrow"):
        assert run(SEEN, options=f"--yes --dated {day}")[0] == 1
    code, _, _ = run({**SEEN, "row": FACT | SECOND_HAND | {"as_of": "2025"}}, options="--yes --dated 2025-02-03")
    package = json.loads((record_dir / PACKAGE).read_text("utf-8"))
    assert (code, package["created"], package["version"]) == (0, "2025-02-03T00:00:00Z", "2025.02.03")
    assert 'version: "2025.02.03"' in (record_dir / CITATION).read_text("utf-8")


def test_a_patch_of_an_older_record_says_so_and_does_what_fits(record_dir, run):
    late = CORRECTED | {"from": {"value": "3500"}}
    code, _, said = run(SEEN, late, record=patch()["record"])
    assert code == 1
    assert "another state of the record" in said
    assert "p.json#changes[1]: f0001 does not fit: value is '3600', not '3500'" in said
    assert "1 applied, 1 not fitting" in said
    assert "f0014" in (record_dir / FACTS).read_text("utf-8")


def test_a_patch_of_another_record_is_refused(record_dir, run):
    before = tree(record_dir)
    code, _, said = run(SEEN, record=patch()["record"] | {"name": "elsewhere"})
    assert (code, "must be of the record" in said, tree(record_dir)) == (1, True, before)


def test_rejecting_all_leaves_the_record_byte_same_and_is_remembered(record_dir, run):
    before = tree(record_dir)
    code, _, _ = run(REFUSED, options="--yes --dated 2025-01-01")
    after = tree(record_dir)
    assert code == 0
    assert after.keys() - before.keys() == {REJECTIONS, "review"}
    assert {path: after[path] for path in before} == before
    assert run(REFUSED)[0] == 0
    assert tree(record_dir) == after


def test_a_change_of_what_an_edition_says_is_logged_with_its_reason(record_dir, run):
    git(record_dir, "init", "-q")
    git(record_dir, "add", ".")
    git(record_dir, "commit", "-qm", "edition")
    edition = f"v0.1,2024.11.30,2024-11-30,{git(record_dir, 'rev-parse', 'HEAD')},{'0' * 12},{'0' * 64}\n"
    with (record_dir / "data/editions.csv").open("a", encoding="utf-8") as file:
        file.write(edition)
    moved = MOVED | {"because": "misread"}
    code, _, said = run(PLAIN, moved)
    assert code == 1
    assert "p.json#changes[0] (data/changes.csv:2): because is missing" in said
    assert re.search(r"\(--because CODE gives a reason, one of .*misread", said)
    code, _, _ = run(PLAIN, moved, options="--yes --because misread")
    log = (record_dir / CHANGES).read_text("utf-8").splitlines()
    assert (code, log[1]) == (0, "v0.1,2024-12-31,f0003,value,12.5,13,misread,,")
    assert "v0.1,2024-12-31,valley-park,position,,113.05 27.851235,misread,," in log
    assert run(PLAIN, options="--check --because nonsense")[0] == 1


def test_the_diff_is_that_of_git(record_dir, run):
    git(record_dir, "init", "-q")
    git(record_dir, "add", ".")
    git(record_dir, "commit", "-qm", "before")
    _, shown, _ = run(SEEN, PLAIN, REFUSED, options="--diff --yes")
    git(record_dir, "add", "--intent-to-add", ".")
    seen = subprocess.run(["git", "-C", record_dir, "diff"], capture_output=True, check=True, text=True).stdout
    assert shown == seen
    assert seen.count("diff --git") == 2


def test_a_write_that_is_refused_midway_leaves_the_old_record(record_dir, run, monkeypatch):
    before, replace, done = tree(record_dir.parent), Path.replace, []

    def refuse(path, target):
        if "new" in path.parts and ".part" not in str(path):
            done.append(target)
            if len(done) == 2:
                raise PermissionError(13, "Permission denied")
        return replace(path, target)

    (record_dir.parent / "p.json").unlink(missing_ok=True)
    monkeypatch.setattr(Path, "replace", refuse)
    code, _, said = run(SEEN, MOVED, REFUSED)
    (record_dir.parent / "p.json").unlink()
    assert (code, "all files are as they were" in said) == (1, True)
    assert tree(record_dir.parent) == before


@pytest.mark.parametrize("steps", range(6))
def test_a_killed_write_is_undone_by_the_next(tmp_path, steps):
    """Kill a writer before each of its renames: the next finds all old files, or all new ones."""
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").write_text("old", "utf-8")
    code = f"""
import os, pathlib
from geo.record.together import write_together
rename, left = os.rename, [{steps}]
def counted(call):
    def renamed(*arguments, **named):
        if ".part/" not in str(arguments[0]):
            left[0] or os._exit(9)
            left[0] -= 1
        return call(*arguments, **named)
    return renamed
pathlib.os.rename, pathlib.os.replace = counted(os.rename), counted(os.replace)
write_together(pathlib.Path({str(tmp_path)!r}), {{"a": "new", "b": "new", "c/d": "new"}})
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == (9 if steps < 5 else 0), done.stderr
    undo_killed(tmp_path)
    found = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()
    }
    old, new = {"a": "old", "b": "old"}, {"a": "new", "b": "new", "c/d": "new"}
    assert found == (old if steps < 5 else new) or (steps == 4 and found == new)
    assert not list(tmp_path.glob(".writing*"))


def test_links_and_what_is_no_file_are_refused(record_dir, run, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "facts.csv").write_bytes((record_dir / FACTS).read_bytes())
    (record_dir / FACTS).unlink()
    (record_dir / FACTS).symlink_to(outside / "facts.csv")
    (record_dir / "review").symlink_to(outside)
    before = tree(tmp_path)
    for change in (SEEN, REFUSED):
        code, _, said = run(change)
        (tmp_path / "p.json").unlink()
        assert (code, "must be no link" in said) == (1, True)
        assert tree(tmp_path) == before
    (record_dir / "review").unlink()
    (record_dir / REJECTIONS).mkdir(parents=True)
    assert run(REFUSED)[0] == 1


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_a_path_out_of_the_folder_is_refused(tmp_path, path):
    (tmp_path / "record").mkdir()
    before = tree(tmp_path)
    with pytest.raises(OutputError):
        write_together(tmp_path / "record", {path: "x"})
    assert tree(tmp_path) == before


def test_a_record_with_problems_or_a_file_that_is_no_patch_is_refused(record_dir, capsys):
    assert main(["--root", str(record_dir), "apply", str(record_dir / PACKAGE), "--yes"]) == 1
    assert "atlas_patch must be 1" in capsys.readouterr().err
    (record_dir / FACTS).unlink()
    code = main(["--root", str(record_dir), "apply", str(record_dir / "none.json"), "--yes"])
    assert (code, "missing-file" in capsys.readouterr().err) == (1, True)


def test_damaged_patches_are_applied_or_end_in_lines():
    outcome = attack(number=24)
    assert outcome.faults == []
    assert (outcome.met, 0 < outcome.taken < outcome.met) == (24, True)
