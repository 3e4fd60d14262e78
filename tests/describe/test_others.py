"""The data package with all its tables, by frictionless; the citation by the schema of the Citation File Format."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from frictionless import Package
from frictionless import system

from geo.cli import main
from geo.record.model import TABLES
from geo.record.paths import CITATION
from geo.record.paths import FOLDERS
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in FOLDERS[:2]:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / PACKAGE, tmp_path)
    return tmp_path


def faults(root: Path) -> dict[str, set[str]]:
    """Return the kinds of fault that frictionless finds in each table, by its path."""
    with system.use_context(trusted=True):
        report = Package(str(root / PACKAGE)).validate()
    assert {task.place for task in report.tasks} >= set(TABLES)
    assert report.errors == []
    return {task.place: {error.type for error in task.errors} for task in report.tasks if task.errors}


def test_the_record_is_a_data_package_with_valid_tables():
    assert faults(ROOT) == {}


def test_so_is_what_goes_into_an_archive(tmp_path):
    assert main(["describe", str(tmp_path / "deposit")]) == 0
    assert faults(tmp_path / "deposit") == {}
    assert is_citation(tmp_path / "deposit" / CITATION)


@pytest.mark.parametrize(
    ("path", "pattern", "text", "fault"),
    [
        ("data/facts.csv", r"^f0001,430200,gdp-growth,", "f0001,430200,no-such,", "foreign-key"),
        ("data/facts.csv", r"^f0002,", "f0001,", "primary-key"),
        ("data/facts.csv", r",expected,", ",hoped,", "constraint-error"),
        ("data/sources.csv", r",2026-11-27,", ",2026-11-31,", "type-error"),
        ("data/registers/units.csv", r"^percent,ratio,1,0,%,%,,", "percent,ratio,1,0,%,%,no-such,", "foreign-key"),
    ],
)
def test_what_is_wrong_in_a_table_is_found(copy, path, pattern, text, fault):
    before = (copy / path).read_text("utf-8")
    after = re.sub(pattern, text, before, count=1, flags=re.MULTILINE)
    assert after != before
    (copy / path).write_text(after, "utf-8")
    assert fault in faults(copy)[path]


def is_citation(path: Path) -> bool:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(path))
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_citation_is_valid(tmp_path):
    assert is_citation(ROOT / CITATION)
    text = (ROOT / CITATION).read_text("utf-8")
    (tmp_path / "wrong.cff").write_text(text.replace("CC-BY-4.0", "CC BY 4.0", 1), "utf-8")
    assert not is_citation(tmp_path / "wrong.cff")
