"""Damaged records end in one-line errors, never in a traceback: a part of the corpus, and whatever chance thinks of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from geo.checks import validate
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.record.limits import BYTES
from geo.record.limits import ISSUES
from geo.record.limits import POSITIONS
from geo.record.model import FILES
from geo.record.model import PROPERTIES
from geo.record.paths import FACTS
from geo.record.paths import ROOT
from geo.record.read import read
from tests.attack import trial
from tests.attack.all import counts
from tests.attack.corpus import damages
from tests.attack.trial import LONGEST_LINE
from tests.attack.trial import NUMBER
from tests.attack.trial import Outcome
from tests.attack.trial import alone
from tests.attack.trial import attack
from tests.attack.trial import told as tell
from tests.fixtures.shared import RECORD

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)

several = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def assert_lines(issues: list[Issue]) -> None:
    """Expect that every issue is one line, and not a long one."""
    lines = [str(issue) for issue in issues]
    assert all(line.isprintable() and len(line) <= LONGEST_LINE for line in lines), lines


@pytest.mark.parametrize("step", [397, pytest.param(29, marks=pytest.mark.matrix)])
def test_a_part_of_the_corpus_breaks_nothing(step):
    outcome = attack(step=step)
    assert outcome.faults == []
    assert outcome.damaged == -(-NUMBER // step)
    assert outcome.commands > outcome.damaged > outcome.built > outcome.damaged // 8
    assert outcome.memory[0] > 0


# The files that need most. Two of them needed up to 2 GiB before the size of a text was looked at first.
HEAVY = (
    "NaN after a giant string layers/parks.geojson",
    "a hundred thousand rows data/facts.csv",
    "five million lists datapackage.json",
    "as many commas as there may be data/facts.csv",
)
# Those that need most time, too.
LONG = (
    "as many keys as there may be layers/parks.geojson",
    "as many features as there may be layers/parks.geojson",
    "almost a million rows data/facts.csv",
    "a hundred thousand rows of unlike cells data/facts.csv",
    "five million lists layers/parks.geojson",
)
PLACES = {damage.name: place for place, damage in enumerate(damages(NUMBER))}
FORMAT = 3
"""The turn in which a damage meets ``format`` too, which reads and writes what validation would refuse."""


@pytest.mark.parametrize("name", [*HEAVY, *(pytest.param(each, marks=pytest.mark.matrix) for each in LONG)])
def test_the_heaviest_file_needs_no_more_than_is_promised(name):
    outcome = alone(RECORD, PLACES[name], FORMAT)
    assert outcome.faults == []
    assert outcome.commands == 2
    assert outcome.memory[0] > 0


def _die(*_arguments: object) -> None:
    os._exit(3)


def test_a_process_that_dies_is_a_fault(monkeypatch):
    monkeypatch.setattr(trial, "_run", _die)
    assert alone(RECORD, 0, 0).faults == ["damage 0: the process ended with 3"]


def test_the_corpus_is_the_same_every_time_and_large():
    names = [damage.name for damage in damages(NUMBER)]
    assert len(set(names)) == len(names) >= 5000
    assert names == [damage.name for damage in damages(NUMBER)]
    sound = (ROOT / "tests/fixtures/record" / FACTS).read_bytes()
    chosen = [damage for damage in damages(NUMBER) if damage.path == FACTS and damage.content][::7]
    assert [damage.content(sound) for damage in chosen] == [damage.content(sound) for damage in chosen]
    assert sum(damage.content(sound) != sound for damage in chosen) > 0.9 * len(chosen)


@several
@given(path=st.sampled_from(FILES), content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(record_dir, path, content):
    kept = (record_dir / path).read_bytes()
    (record_dir / path).write_bytes(content)
    assert_lines(validate(read(record_dir)))
    (record_dir / path).write_bytes(kept)


@several
@given(data=st.data())
def test_any_value_of_any_property_is_judged(tiny, data):
    layer = data.draw(st.sampled_from(list(PROPERTIES)))
    feature = tiny.layers[layer][0]
    holder = data.draw(st.sampled_from([feature, feature["properties"]]))
    key = data.draw(st.sampled_from(list(holder)))
    kept = holder[key]
    holder[key] = data.draw(ANY_JSON)
    try:
        assert_lines(validate(read(tiny.write())))
    finally:
        holder[key] = kept


@several
@given(data=st.data())
def test_any_text_in_any_cell_is_judged(tiny, data):
    table = data.draw(st.sampled_from([path for path in tiny.tables if tiny.tables[path]]))
    row = tiny.tables[table][0]
    column = data.draw(st.sampled_from(list(row)))
    kept = row[column]
    row[column] = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.from_regex(r"\d{1,30}"))
    try:
        assert_lines(validate(read(tiny.write())))
    finally:
        row[column] = kept


@pytest.mark.parametrize(
    "name", ["deep lists layers/parks.geojson", "pipe data/facts.csv", "giant cell data/sources.csv"]
)
def test_a_command_of_its_own_ends_in_one_line(record_dir, tmp_path, name):
    next(damage for damage in damages(NUMBER) if damage.name == name).apply(record_dir)
    page = tmp_path / "map.html"
    done = subprocess.run(
        [sys.executable, ROOT / "make_map.py", "--root", record_dir, "-o", page],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith(f"error {name.rpartition(' ')[2]}")
    assert not page.exists()


ENDLESS = "9" * 5000


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda tiny: tiny.fact(0).update(locator=f"L{ENDLESS}"), id="locator"),
        pytest.param(lambda tiny: tiny.fact(0).update(value=ENDLESS), id="value"),
        pytest.param(lambda tiny: tiny.fact(0).update(as_of=ENDLESS), id="date"),
        pytest.param(lambda tiny: tiny.register("indicators")[2].update(weight=ENDLESS), id="weight"),
        pytest.param(lambda tiny: tiny.register("units")[0].update(factor=ENDLESS), id="factor"),
        pytest.param(lambda tiny: tiny.register("units")[0].update(shift_en=ENDLESS), id="shift"),
        pytest.param(lambda tiny: tiny.site().update(id=ENDLESS, type=None), id="id"),
        pytest.param(lambda tiny: tiny.properties().update(name_zh=ENDLESS, kind=ENDLESS), id="kind"),
    ],
)
def test_numbers_of_thousands_of_digits_are_refused_in_lines(tiny, damage):
    damage(tiny)
    issues = validate(read(tiny.write()))
    assert issues
    assert_lines(issues)


def test_more_issues_than_anybody_reads_are_not_told(tiny):
    tiny.facts.extend({**tiny.fact(0), "id": "nonsense"} for _ in range(ISSUES.most))
    issues = tiny.issues()
    assert len(issues) == ISSUES.most + 1
    assert issues[-1].endswith("[more-issues]")


def test_a_geometry_finer_than_may_be_is_refused(tiny):
    ring = tiny.site()["geometry"]["coordinates"][0]
    ring[1:1] = [ring[0]] * POSITIONS.most
    assert tiny.issues()[0].endswith("positions; found 10005 [too-large]")


def test_a_file_that_nobody_may_read_is_named(record_dir):
    path = record_dir / FACTS
    path.unlink()
    os.mkfifo(path)
    assert [str(problem) for problem in read(record_dir).problems] == [
        "data/facts.csv: file must be there; found something else [missing-file]"
    ]


def test_a_file_without_end_is_refused(record_dir):
    with (record_dir / FACTS).open("r+b") as file:
        file.truncate(2**40)
    [problem] = read(record_dir).problems
    assert (problem.where, problem.code, problem.found) == (FACTS, "too-large", str(2**40))
    assert str(BYTES.most) in problem.message


def test_a_folder_whose_name_is_too_long_is_refused(tmp_path):
    with pytest.raises(RecordError) as caught:
        read(tmp_path / ("x" * 5000))
    assert caught.value.found == "file name too long"


def test_a_message_is_one_line_whatever_it_names():
    issue = Issue("a\nb", Code.INVALID_ID, "c\u2028", "d" * 5000)
    assert str(issue).isprintable()
    assert len(str(issue)) <= LONGEST_LINE
    assert str(Issue("层", Code.INVALID_ID, "须", "无")) == "error 层: 须; found 无 [invalid-id]"


def test_every_command_survives_a_pipe_that_nobody_reads(record_dir):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "geo", "--root", str(record_dir), "validate"]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_output_that_cannot_be_written_is_told_in_one_line(record_dir):
    command = [sys.executable, "-m", "geo", "--root", str(record_dir), "validate"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "error output: file cannot be used: no space left on device\n"


def test_the_table_of_all_attacks_adds_what_the_parts_count_and_takes_nothing_uncounted_for_none():
    lines = [
        *tell(Outcome()),
        "executed: 0, requests: 1, other faults: 2",
        "hashes: 9, executed: 3, requests: 0, faults: 1",
        "half files and litter: 4",
    ]
    assert counts("\n".join(lines)) == {
        "executed": 3,
        "requests": 1,
        "tracebacks": 0,
        "half files": 4,
        "other faults": 3,
    }
    with pytest.raises(ValueError, match="executed, requests"):
        counts("\n".join(tell(Outcome())))
