"""The atlas of many cities: the same files whoever writes them, whole or not at all, readable by others."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from html import unescape
from pathlib import Path

import dask
import duckdb
import geopandas
import pytest
from pyarrow import parquet

from bench.nation import cities
from bench.nation import digest
from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli import main
from geo.issues.errors import AtlasError
from geo.issues.errors import errors_in
from geo.nation.build import FIRST_PAGE
from geo.nation.build import write_nation
from geo.nation.city import City
from geo.nation.city import map_path
from geo.nation.city import table_path
from geo.nation.first_page import CITIES
from geo.nation.first_page import TOTALS
from geo.nation.tables import TABLES
from geo.nation.workers import on_cluster
from geo.nation.workers import on_this_machine
from geo.nation.workers import shared_out
from geo.page.options import PLAIN
from geo.record.folder import FILES
from geo.record.limits import PLACES
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import CITY
from tests.fixtures.shared import RECORD

PREFIX = CITY[:4]


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the folders of thirty records, each of a city of its own."""
    folder = tmp_path_factory.mktemp("cities")
    return [_city(folder, f"{5000 + number}") for number in range(30)]


@pytest.fixture(scope="module")
def atlas(thirty: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of their atlas, as one process writes it."""
    output = tmp_path_factory.mktemp("atlas") / "whole"
    assert main(["atlas", *map(str, thirty), "-o", str(output), "--workers", "1"]) == 0
    return output


def _city(folder: Path, prefix: str, name: str = "") -> Path:
    """Make a record of another city of the tiny one: other codes of city and districts."""
    root = folder / (name or prefix)
    shutil.copytree(RECORD, root)
    for path in filter(Path.is_file, root.rglob("*")):
        path.write_bytes(path.read_bytes().replace(PREFIX.encode(), prefix.encode()))
    return root


def _broken(folder: Path) -> Path:
    """Make a record with an error: two facts of one id."""
    root = _city(folder, "9200")
    facts = root / "data/facts.csv"
    facts.write_text(facts.read_text("utf-8").replace("f0001", "f0002", 1), "utf-8")
    return root


def _say(root: Path, instead_of: str, text: str) -> None:
    """Have the descriptor of a record say something else."""
    before = (root / PACKAGE).read_text("utf-8")
    assert instead_of in before
    (root / PACKAGE).write_text(before.replace(instead_of, text, 1), "utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _here(work: Callable[[Path], City], roots: Sequence[Path], _folder: Path) -> list[City]:
    return [work(root) for root in roots]


def test_a_made_up_city_has_other_codes_and_the_same_digits_elsewhere(tmp_path: Path) -> None:
    (root,) = cities(1, 1000, tmp_path)  # as many have the digits of a code in a coordinate
    assert errors_in(validate(read(root))) == []


def test_a_worker_is_killed_midway_and_every_byte_is_the_same(thirty: list[Path], atlas: Path, tmp_path: Path) -> None:
    output = tmp_path / "atlas"
    begun = tmp_path / f".atlas.{os.getpid()}.part"
    with on_this_machine(2) as client:
        killed: list[int] = []

        def kill() -> None:
            while not (4 <= len(list(begun.glob("maps/*.html"))) < len(thirty) - 4):
                time.sleep(0.01)
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        write_nation(thirty, output, PLAIN, nullcontext(partial(shared_out, client)))
        killer.join(60)
    assert killed
    assert _files(output) == _files(atlas)
    assert not begun.exists()


def test_an_atlas_holds_a_map_and_tables_for_each_city_and_leads_to_them(thirty: list[Path], atlas: Path) -> None:
    codes = [f"{root.name}00" for root in thirty]
    expected = {FIRST_PAGE, FILES, CITIES, TOTALS, *map(map_path, codes)}
    expected |= {table_path(table, code) for table in TABLES for code in codes}
    assert set(_files(atlas)) == expected
    page = (atlas / FIRST_PAGE).read_text("utf-8")
    links = re.findall(r'href="([^"]*)"', page)
    assert {*map(map_path, codes)} <= {*links}
    assert [link for link in links if "://" not in link and not (atlas / link).is_file()] == []
    assert "<script" not in page
    assert "default-src 'none'" in unescape(page)


def test_counts_of_the_first_page_are_those_of_the_records(thirty: list[Path], atlas: Path) -> None:
    with (atlas / CITIES).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["adcode"]: row for row in csv.DictReader(file)}
    for root in thirty:
        one = Atlas(read(root))
        row = rows[one.place.code]
        assert (int(row["places"]), int(row["facts"]), int(row["sources"])) == (
            len(one.sites),
            len(one.facts),
            len(one.sources),
        )
        assert row["digest"] == one.digest


def test_tables_say_what_the_records_say(thirty: list[Path], atlas: Path) -> None:
    places = geopandas.read_parquet(atlas / "places")
    assert places.crs == "EPSG:4326"
    ours = Atlas(read(thirty[0])).sites
    theirs = places[places["adcode"].astype(str) == f"{thirty[0].name}00"].set_index("id")
    assert list(theirs.index) == list(ours.index)
    assert theirs.geometry.geom_equals(ours.geometry).where(ours.geometry.notna(), other=True).all()
    assert [list(each) for each in theirs["all_districts"]] == list(ours["all_districts"])


def test_a_column_has_one_type_in_every_city(thirty: list[Path], atlas: Path) -> None:
    # A city without any parent, or any part, would else have a column of nothing.
    whole = list(atlas.rglob("places.parquet"))
    schemas = {str(parquet.read_schema(path).remove_metadata()) for path in whole}
    assert len(schemas) == 1
    assert len(whole) == len(thirty)


def test_duckdb_counts_as_the_records_do(thirty: list[Path], atlas: Path) -> None:
    root = thirty[3]
    district = f"{root.name}02"
    question = """
        SELECT kind, coalesce(status, ''), count(*) FROM read_parquet(?, hive_partitioning = true)
        WHERE list_contains(all_districts, ?) GROUP BY ALL
    """
    answer = duckdb.execute(question, [str(atlas / "places/*/*.parquet"), district]).fetchall()
    rows = Atlas(read(root)).site_rows.values()
    expected = Counter((row["kind"], row["status"] or "") for row in rows if district in row["all_districts"])
    assert expected
    assert {(kind, status): count for kind, status, count in answer} == dict(expected)


def test_the_documented_questions_have_answers(atlas: Path) -> None:
    (sql,) = re.findall(r"^```sql\n(.*?)^```", (ROOT / "docs/nation.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    questions = sql.replace("OUT/", f"{atlas}/").replace("'430211'", f"'{5000}11'").split(";")
    answers = [duckdb.execute(question).fetchall() for question in questions if question.strip()]
    assert len(answers) == 3
    assert all(answers)


def test_without_boundaries_no_table_holds_one(thirty: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "atlas"
    assert main(["atlas", str(thirty[0]), "-o", str(output), "--workers", "1", "--no-boundaries"]) == 0
    assert geopandas.read_parquet(output / "districts").geometry.isna().all()


def test_a_cluster_that_runs_already_gives_the_same(thirty: list[Path], atlas: Path, tmp_path: Path) -> None:
    output = tmp_path / "atlas"
    with on_this_machine(1) as client:
        address = client.scheduler.address
        assert main(["atlas", *map(str, thirty), "-o", str(output), "--scheduler", address]) == 0
    assert _files(output) == _files(atlas)


def test_an_address_where_nothing_answers_is_one_line(
    thirty: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.nation.workers._WAITS", 1)
    arguments = ["atlas", str(thirty[0]), "-o", str(tmp_path / "atlas")]
    assert main([*arguments, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error --scheduler: ")


@pytest.mark.parametrize("number", ["-1", "0"])
def test_a_number_of_workers_that_cannot_be_is_one_line(
    number: str, thirty: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["atlas", str(thirty[0]), "-o", str(tmp_path / "atlas"), "--workers", number]) == 1
    assert capsys.readouterr().err.startswith("error --workers: ")


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    with (
        on_this_machine(0) as own,
        on_cluster(own.scheduler.address) as client,
        pytest.raises(AtlasError, match="workers"),
    ):
        shared_out(client, str, [tmp_path], tmp_path)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    """Return an atlas that is there already, and look that it is whole in the end."""
    output = tmp_path / "old"
    write_nation([_city(tmp_path, "9100")], output, PLAIN, nullcontext(_here))
    before = _files(output)
    yield output
    assert _files(output) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_record_with_errors_writes_nothing_and_says_whose_they_are(
    old: Path, thirty: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = _broken(tmp_path)
    assert main(["atlas", str(thirty[0]), str(broken), "-o", str(old), "--workers", "1"]) == 1
    assert any(line.startswith(f"{broken}: error data/facts.csv") for line in capsys.readouterr().err.splitlines())


def test_a_record_that_is_too_large_is_not_checked(
    old: Path, thirty: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.record.read.PLACES", PLACES._replace(most=4))
    monkeypatch.setattr("geo.checks._CHECKS", (lambda _: pytest.fail("checked"),))
    [city] = write_nation(thirty[:1], old, PLAIN, nullcontext(_here))
    assert city.fails
    assert [line.startswith(f"{thirty[0]}: error layers: more than 4 places") for line in city.issues] == [True]


def test_two_records_of_one_city_are_refused(old: Path, thirty: list[Path], tmp_path: Path) -> None:
    twin = _city(tmp_path, thirty[0].name, "twin")
    with pytest.raises(AtlasError, match="another city"):
        write_nation([thirty[0], twin], old, PLAIN, nullcontext(_here))


def test_an_interrupted_run_leaves_nothing_half(old: Path, thirty: list[Path]) -> None:
    def interrupted(work: Callable[[Path], City], roots: Sequence[Path], _folder: Path) -> list[City]:
        work(roots[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_nation(thirty, old, PLAIN, nullcontext(interrupted))


def test_two_runs_at_once_each_write_their_own(thirty: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "atlas"

    def with_another_meanwhile(work: Callable[[Path], City], roots: Sequence[Path], _folder: Path) -> list[City]:
        done = [work(roots[0])]
        command = [sys.executable, "-m", "geo", "atlas", str(thirty[5]), "-o", str(output), "--workers", "1"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return [*done, *(work(root) for root in roots[1:])]

    write_nation(thirty[:2], output, PLAIN, nullcontext(with_another_meanwhile))
    listed = json.loads((output / FILES).read_text("utf-8"))
    assert sorted([*listed, FILES]) == sorted(_files(output))
    assert len([name for name in listed if name.startswith("maps/")]) == 2


def test_processes_of_two_runs_at_once_start_without_a_word(recwarn: pytest.WarningsRecorder) -> None:
    with on_this_machine(1), on_this_machine(1):
        assert [str(each.message) for each in recwarn] == []


def test_a_run_killed_between_its_renames_is_put_right(thirty: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "atlas"
    write_nation(thirty[:1], output, PLAIN, nullcontext(_here))
    before = _files(output)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    output.rename(tmp_path / f".atlas.{ended.pid}.former")
    (tmp_path / f".atlas.{ended.pid}.part").mkdir()
    cities = write_nation([_broken(tmp_path)], output, PLAIN, nullcontext(_here))
    assert cities[0].fails
    assert _files(output) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("where", ["{root}", "{root}/data/out", "{root}/.."])
def test_records_are_never_in_the_way(thirty: list[Path], tmp_path: Path, where: str) -> None:
    (tmp_path / "home").mkdir()
    root = _city(tmp_path / "home", "9600")
    before = _files(tmp_path)
    with pytest.raises(AtlasError, match="apart from those that are read"):
        write_nation([thirty[0], root], Path(where.format(root=root)), PLAIN, nullcontext(_here))
    assert _files(tmp_path) == before


def test_what_somebody_put_into_an_atlas_is_not_lost(old: Path, thirty: list[Path]) -> None:
    note = old / "maps/note.txt"
    note.write_text("mine", "utf-8")
    with pytest.raises(AtlasError, match=r"note\.txt"):
        write_nation(thirty[:1], old, PLAIN, nullcontext(_here))
    note.unlink()


def test_links_that_go_round_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(AtlasError):
        write_nation([tmp_path / "loop"], tmp_path / "atlas", PLAIN, nullcontext(_here))


def test_a_folder_given_twice_is_refused(thirty: list[Path], tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="once"):
        write_nation([thirty[0], thirty[0]], tmp_path / "atlas", PLAIN, nullcontext(_here))


def test_an_interrupt_at_work_is_no_traceback_and_leaves_nothing(thirty: list[Path], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geo", "atlas", *map(str, thirty), "-o", str(tmp_path / "atlas"), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(tmp_path.glob(f".atlas.{process.pid}.part/maps/*.html")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["notes", "file", "pages"])
def test_what_is_no_atlas_is_not_replaced(thirty: list[Path], tmp_path: Path, name: str) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/plan.txt").write_text("keep", "utf-8")
    (tmp_path / "file").write_text("keep", "utf-8")
    (tmp_path / "pages").mkdir()
    for each in (FIRST_PAGE, CITIES):
        (tmp_path / "pages" / each).write_text("another's", "utf-8")
    with pytest.raises(AtlasError, match="folder"):
        write_nation(thirty[:1], tmp_path / name, PLAIN, nullcontext(_here))
    assert (tmp_path / "notes/plan.txt").read_text("utf-8") == "keep"


@pytest.mark.parametrize("package", [None, "{", "{}", '{"place": 3}'])
def test_a_folder_without_a_record_is_refused(tmp_path: Path, package: str | None) -> None:
    root = _city(tmp_path, "9300")
    (root / PACKAGE).unlink()
    if package is not None:
        (root / PACKAGE).write_text(package, "utf-8")
    with pytest.raises(AtlasError):
        write_nation([root], tmp_path / "atlas", PLAIN, nullcontext(_here))


@pytest.mark.parametrize("code", ["../../evil", "a/b", "x\\y"])
def test_a_code_that_is_a_path_writes_nowhere_else(tmp_path: Path, code: str) -> None:
    root = _city(tmp_path, "9400")
    _say(root, '"code": "940000"', f'"code": {json.dumps(code)}')
    before = sorted(tmp_path.iterdir())
    cities = write_nation([root], tmp_path / "atlas", PLAIN, nullcontext(_here))
    assert cities[0].fails
    assert sorted(tmp_path.iterdir()) == before


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    root = _city(tmp_path, "9500")
    hostile = "=1+1<script>alert(1)</script>"
    _say(root, '"name_en": "Zhuzhou"', f'"name_en": "{hostile}"')
    output = tmp_path / "atlas"
    cities = write_nation([root], output, PLAIN, nullcontext(_here))
    assert cities[0].name_en == hostile
    assert "<script" not in (output / FIRST_PAGE).read_text("utf-8")
    assert f'"\'{hostile}"' in (output / CITIES).read_text("utf-8")


def test_workers_of_another_version_or_elsewhere_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with on_this_machine(1) as client:
        with pytest.raises(AtlasError, match="folder"):
            shared_out(client, str, [tmp_path], tmp_path / "nowhere")
        monkeypatch.setattr("geo.nation.workers.__version__", "0.0.0")
        with pytest.raises(AtlasError, match=r"0\.0\.0"):
            shared_out(client, str, [tmp_path], tmp_path)


def test_a_worker_keeps_no_profile_that_grows_with_each_city() -> None:
    with on_this_machine(1) as client:
        assert list(client.run(dask.config.get, "distributed.worker.profile.enabled").values()) == [False]


def test_the_cities_that_are_measured_are_records(tmp_path: Path) -> None:
    roots = cities(2, 20, tmp_path / "cities")
    written = write_nation(roots, tmp_path / "atlas", PLAIN, nullcontext(_here))
    assert [(city.fails, city.counts["places"]) for city in written] == [(False, 20)] * 2
    assert digest(tmp_path / "atlas") != digest(tmp_path / "cities")
