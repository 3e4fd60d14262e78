"""One entry at a time: what is asked, what follows by itself, and what is refused."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.geodesy.datum import to_wgs84
from geo.record.paths import ROOT
from geo.record.read import read
from geo.sheets.draft import Draft
from geo.sheets.entries import next_question
from geo.sheets.things import FIELDS_OF
from geo.sheets.things import must_be
from tests.fixtures.shared import RECORD

LISTED = ("--position-evidence", "某地图", "--inclusion-reason-zh", "清单所列", "--inclusion-reason-en", "Listed")
AT = ("--longitude", "113.05", "--latitude", "27.93", "--datum", "gcj02", "--position-basis", "poi")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    shutil.copytree(RECORD, folder)
    return folder


def add(root: Path, *options: str) -> int:
    return main(["--root", str(root), "add", *options])


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


def test_a_fact_by_options_gets_the_next_id(root):
    facts = len(read(root).facts)
    told = ("--subject", "twin-park", "--indicator", "firms", "--value", "１,008", "--unit", "家")
    assert add(root, "fact", *told, "--source", "公告", "--as-of", "2024年10月", "--yes") == 1, "no such unit here"
    assert add(root, "fact", *told[:-1], "个", "--source", "公告", "--as-of", "2024年10月", "--yes") == 0
    rows = read(root).facts
    assert len(rows) == facts + 1
    assert dict(rows[-1]) | {"id": ""} == {
        **dict.fromkeys(rows[-1], ""),
        "subject": "twin-park",
        "indicator": "firms",
        "value": "1008",
        "unit": "ge",
        "as_of": "2024-10",
        "aim": "actual",
        "source": "notice-2023",
    }


def test_a_promise_was_stated_when_its_source_was_published(root):
    told = ("--subject", "twin-park", "--indicator", "firms", "--value", "50", "--unit", "ge", "--as-of", "2026")
    assert add(root, "fact", *told, "--source", "notice-2023", "--aim", "target", "--yes") == 0
    assert read(root).facts[-1]["stated"] == "2023-05"


def test_a_place_gets_its_id_its_district_and_its_position_in_wgs84(root):
    told = ("--name-zh", "新园", "--name-en", "New Park", "--kind", "产业园区", "--position-uncertainty-m", "100")
    assert add(root, "place", *told, *AT, *LISTED, "--yes") == 0
    (place,) = (each for each in read(root).features("parks") if each["id"] == "new-park")
    assert place["geometry"]["coordinates"] == pytest.approx(to_wgs84(113.05, 27.93, "GCJ-02"), abs=1e-6)
    assert place["properties"]["position_found"] == [113.05, 27.93]
    assert place["properties"]["position_datum"] == "GCJ-02"
    assert len(place["properties"]["districts"]) == 1


def test_a_source_comes_with_its_first_fact_and_the_digest_of_its_text(root, tmp_path):
    text = tmp_path / "text.txt"
    text.write_bytes("某项目签约\n".encode())
    told = ("--title-zh", "题", "--title-en", "Title", "--publisher-zh", "某报", "--publisher-en", "Some Daily")
    fact = ("--subject", "hill-works", "--indicator", "status", "--value", "签约", "--as-of", "2024-12")
    options = (*told, "--published", "2024-12", "--type", "newspaper", "--accessed", "2024-12-30", "--text", str(text))
    assert add(root, "source", *options, *fact, "--locator", "1", "--token", "签约", "--yes") == 0
    record = read(root)
    (source,) = (row for row in record.sources if row["id"] == "some-daily-2024-12")
    assert (source["sha256"], source["length"]) == (hashlib.sha256(text.read_bytes()).hexdigest(), "16")
    assert (source["standing"], source["form"]) == ("primary", "file")
    assert [record.facts[-1][name] for name in ("source", "locator", "value")] == [source["id"], "L1", "signed"]


def test_on_a_terminal_what_is_not_told_is_asked_and_a_slip_is_asked_again(root, monkeypatch, capsys):
    answers(monkeypatch, "hill-works", "竣工了", "竣工", "notice-2023", "2024-11", "", "y")
    assert add(root, "status") == 0
    assert [read(root).facts[-1][name] for name in ("value", "as_of", "aim")] == ["completed", "2024-11", "actual"]
    asked = capsys.readouterr().err
    assert "--status (planned, signed, started, completed): " in asked
    assert "cannot be taken: '竣工了'" in asked
    assert "--aim (actual, expected, target) [actual]: " in asked


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals of this kind")
def test_somebody_at_a_real_terminal_is_asked_until_all_is_known(root):
    near, far = os.openpty()
    command = [sys.executable, "-m", "geo", "--root", str(root), "add", "status"]
    with subprocess.Popen(command, stdin=far, stdout=far, stderr=far, cwd=ROOT) as process:
        os.close(far)
        os.write(near, "hill-works\n竣工\nnotice-2023\n2024-11\n\ny\n".encode())
        shown = bytearray()
        with contextlib.suppress(OSError):  # the end of a terminal that nobody holds open any more
            while more := os.read(near, 4096):
                shown += more
    os.close(near)
    assert process.returncode == 0, shown.decode()
    assert b"--aim (actual, expected, target) [actual]: " in shown
    assert [read(root).facts[-1][name] for name in ("value", "as_of", "aim")] == ["completed", "2024-11", "actual"]


def test_answers_that_end_early_write_nothing(root, monkeypatch, capsys):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    answers(monkeypatch, "hill-works")
    assert add(root, "status") == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert capsys.readouterr().err.splitlines()[-1].endswith("must be answered; found the end of the input")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("fact",), "error --subject: must be given"),
        (("status", "--subject", "hill-works"), "error --status: must be given: one of planned, signed, started"),
        (
            ("fact", "--subject", "hill-park", "--indicator", "investment", "--value", "1"),
            "error --unit: must be given",
        ),
        (
            ("place", "--name-zh", "园", "--kind", "prk", *LISTED),
            "error --kind: kind must be a code of kinds.csv; found 'prk' (did you mean 'park'?) [unknown-code]",
        ),
        (
            ("place", "--name-zh", "园", "--kind", "park", *AT, "--position-uncertainty-m", "far", *LISTED),
            "error --position-uncertainty-m: position_uncertainty_m must be a whole number",
        ),
        (("place", "--id", "hill-park", "--name-zh", "园", "--kind", "park", *LISTED), "[duplicate-id]"),
    ],
)
def test_without_a_terminal_what_lacks_or_is_wrong_is_named_by_its_option(root, capsys, options, says):
    assert add(root, *options, "--yes") == 1
    assert says in capsys.readouterr().err


def test_what_the_record_says_already_is_not_added(root, capsys):
    told = ("--subject", "twin-park", "--indicator", "firms", "--value", "7", "--unit", "ge", "--as-of", "2024")
    assert add(root, "fact", *told, "--source", "notice-2023", "--yes") == 0
    assert "nothing that the record does not say already" in capsys.readouterr().out


def test_every_question_is_of_a_field_that_an_option_tells():
    draft = Draft(Atlas(read(RECORD)))
    given = {
        "kind": "industry-project",
        "longitude": "1",
        "indicator": "firms",
        "source": "review-2024",
        "aim": "target",
    }
    for what, fields in FIELDS_OF.items():
        told, asked = {}, []
        while question := next_question(what, draft, told):
            asked.append(question.field)
            told[question.field] = given.get(question.field, "1")
        assert {*asked} <= {*fields}
        assert all(must_be(what, field) for field in fields)
    assert json.loads(json.dumps(FIELDS_OF)).keys() == {"place", "fact", "source", "status"}
