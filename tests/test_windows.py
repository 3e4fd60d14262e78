"""What Windows does otherwise than others, tried without one: open files, backslashes, code pages, reserved names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from pathlib import PureWindowsPath

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.cli import main
from geo.export import FORMATS
from geo.export.choice import export_name
from geo.issues.errors import OutputError
from geo.record.files import write_text
from geo.record.model import FILES
from geo.record.read import read
from geo.record.rules import is_device
from tests.fixtures.shared import RECORD


def test_a_file_that_another_program_has_open_is_named_and_stays(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_text("old", "utf-8")

    def refuse(*_arguments):
        raise PermissionError(13, "Access is denied")  # what os.replace does there to a file that is being read

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"map\.html: file cannot be written: access is denied"):
        write_text(path, "new")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("map.html", "old")]


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_a_code_page_changes_no_byte_of_what_is_written_and_breaks_no_message(tmp_path, encoding):
    # A message with Chinese, which cp1252 lacks; a file opened without naming its encoding is an error here.
    environment = os.environ | {
        "PYTHONIOENCODING": encoding,
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
    }
    command = (sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-m", "geo")
    output = tmp_path / "out.csv"
    arguments = ("--root", str(RECORD), "export", "--format", "csv", "-o", str(output), "--district", "无此区")
    refused = subprocess.run([*command, *arguments], env=environment, capture_output=True, check=False)
    assert refused.returncode != 0
    assert b"Traceback" not in refused.stderr
    done = subprocess.run([*command, *arguments[:-2]], env=environment, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert output.read_bytes().decode() == FORMATS["csv"].write(Atlas(read(RECORD)))


def test_no_file_of_ours_has_a_name_that_windows_keeps_for_itself_or_a_backslash():
    atlas = Atlas(read())
    names = {*FILES, *(f"{each}.json" for each in (*atlas.site_rows, *atlas.district_rows))}
    names |= {export_name(atlas, EVERYTHING, form.suffix) for form in FORMATS.values()}
    for name in names:
        assert not any(is_device(part.partition(".")[0]) for part in PureWindowsPath(name).parts), name
        assert not set(name) & set('\\:*?"<>|'), name


def test_a_backslash_in_a_path_of_the_data_is_no_way_into_a_folder(tiny, capsys):
    root = tiny.write()
    package = json.loads((root / "datapackage.json").read_text("utf-8"))
    package["resources"][0]["path"] = package["resources"][0]["path"].replace("/", "\\")
    (root / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert main(["--root", str(root), "validate"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("identifier", ["con", "nul", "com1"])
def test_a_place_has_no_id_that_windows_keeps_for_a_device(tiny, identifier):
    tiny.site()["id"] = identifier
    assert [each for each in tiny.issues() if "[reserved-id]" in each and identifier in each]
