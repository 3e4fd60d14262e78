"""The commands as a reader runs them: what they print, how they end, and what they leave alone."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.tally import BEGIN
from geo.atlas.tally import END
from geo.atlas.tally import count_tables
from geo.cli import main
from geo.cli.options import OPTIONS
from geo.issues.errors import INTERRUPTED
from geo.issues.errors import counted
from geo.record.compact import to_json
from geo.record.paths import DISTRIBUTION
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.islands import payload_of
from tests.fixtures.shared import CHOICES
from tests.fixtures.shared import FIXTURES
from tests.fixtures.shared import PAGE_TEXTS
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import TEXTS

KEPT = "what stood here before"


@pytest.fixture
def record(tmp_path) -> Path:
    return shutil.copytree(RECORD, tmp_path / "record")


@pytest.fixture
def page(tmp_path) -> Path:
    """Return the path of a map.html that stands there already."""
    path = tmp_path / "map.html"
    path.write_text(KEPT, "utf-8")
    return path


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run_process(*arguments: str | Path, cwd: Path = ROOT, path: Path = ROOT, **surroundings: str) -> Done:
    """Run Python in a process of its own, where every warning is an error."""
    environment = os.environ | {"PYTHONPATH": str(path), "PYTHONWARNINGS": "error"} | surroundings
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def geo(capsys):
    """Give the commands of ``python -m geo``, in this process."""

    def run(record: Path, *arguments: str | Path) -> Done:
        returncode = main([str(argument) for argument in ("--root", record, *arguments)])
        return Done(returncode, *capsys.readouterr())

    return run


@pytest.fixture
def build(capsys):
    """Give what ``make_map.py`` runs, in this process."""

    def run(record: Path, page: Path) -> Done:
        returncode = main(["build", "--root", str(record), "-o", str(page)])
        return Done(returncode, *capsys.readouterr())

    return run


def assert_refused(done: Done, *starts: str) -> None:
    """Expect exit code 1 and on stderr these lines and no others."""
    lines = done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert (done.returncode, len(lines)) == (1, len(starts)), done.stderr
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(start)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_process_ends_without_a_last_look_through_its_objects(record):
    code = f"""
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 0 and not gc.isenabled()))  # runs after what is registered later
from geo.cli import main
sys.argv[1:] = ["tally", "--root", {str(record)!r}]
main()
"""
    assert run_process("-c", code).stdout.splitlines()[-1] == "True"


def test_a_command_within_a_process_leaves_the_collector_as_it_was(record):
    assert gc.isenabled()
    assert main(["tally", "--root", str(record)]) == 0
    assert gc.isenabled()


def test_make_map_prints_path_and_counts(record, page):
    done = run_process(ROOT / "make_map.py", "--root", record, "-o", page)
    assert (done.returncode, done.stderr) == (0, "")
    size = len(page.read_bytes())
    first, second = done.stdout.splitlines()
    assert first == f"{page}: {size / 1000:.0f} kB"
    assert second.startswith(
        "9 sites (parks 3, projects 2, institutions 2, infrastructure 2), 6 with a position; 9 districts; "
        "25 facts from 3 sources, 3 disagreements (1 resolved); record 2024.12.31 ("
    )


def test_make_map_puts_what_it_is_told_into_the_page(record, page):
    told = ("--no-boundaries", "--review-number", "GS(2026)1", "--tianditu-key", "T1", "--carto-key", "C1")
    told += ("--embed-origin", "https://example.org", "--embed-origin", "http://localhost:8000")
    done = run_process(ROOT / "make_map.py", "--root", record, "-o", page, *told)
    assert (done.returncode, done.stderr) == (0, "")
    text = to_json(payload_of(page.read_text("utf-8")))
    for part in (
        '"boundaries":false',
        '"review":"GS(2026)1"',
        "&tk=T1",
        "?key=C1",
        '["https://example.org","http://localhost:8000"]',
    ):
        assert part in text


def test_an_origin_that_is_none_is_refused_in_one_line(record, page):
    done = run_process(ROOT / "make_map.py", "--root", record, "-o", page, "--embed-origin", "https://*.example.org")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "found 'https://*.example.org'" in done.stderr


def test_make_map_twice_gives_the_same_bytes(record, page, build):
    build(record, page)
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    build(record, page)
    assert hashlib.sha256(page.read_bytes()).hexdigest() == digest


def test_make_map_builds_from_another_folder(record, tmp_path):
    done = run_process(ROOT / "make_map.py", "--root", record.name, "-o", "here.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here.html").is_file()


def test_a_text_without_an_end_is_named_by_its_column(record, geo):
    (record / "datapackage.json").write_text('{"name', "utf-8")
    assert_refused(
        geo(record, "validate"), "error datapackage.json:1: invalid JSON: unterminated string starting at column 2 ["
    )


def _break_json(record):
    replace(record / "layers/parks.geojson", '"features": [', '"features": [,')


def _break_type(record):
    replace(record / "layers/parks.geojson", '"FeatureCollection"', '"Feature"')


def _remove_file(record):
    (record / "layers/projects.geojson").unlink()


def _remove_folder(record):
    shutil.rmtree(record / "data/registers")


def _remove_everything(record):
    shutil.rmtree(record)


def _break_letters(record):
    (record / "data/sources.csv").write_bytes("id,标题\n".encode("gb18030"))


@pytest.mark.parametrize(
    ("damage", "starts"),
    [
        (_break_json, ["error layers/parks.geojson:3: invalid JSON: "]),
        (
            _break_type,
            ["error layers/parks.geojson: type must be 'FeatureCollection'; found 'Feature' [wrong-structure]"],
        ),
        (_remove_file, ["error layers/projects.geojson: file must be there; found nothing [missing-file]"]),
        (_remove_folder, ["error data/registers: folder must be there; found nothing [missing-folder]"]),
        (
            _remove_everything,
            ["error {root}: folder of the record must be there; found nothing [missing-folder]"],
        ),
        (_break_letters, ["error data/sources.csv:1: not UTF-8 (byte B1): save it as UTF-8 [invalid-encoding]"]),
    ],
    ids=["broken JSON", "wrong type", "missing file", "missing folder", "missing root", "not UTF-8"],
)
@pytest.mark.parametrize("command", ["make_map", "export"])
def test_damaged_record_is_refused_and_leaves_the_old_file(record, page, build, geo, damage, starts, command):
    damage(record)
    done = build(record, page) if command == "make_map" else geo(record, "export", "-o", page)
    assert_refused(done, *(start.format(root=record) for start in starts))
    assert done.stdout == ""
    assert page.read_text("utf-8") == KEPT


def test_processes_end_with_code_1_and_one_line_and_leave_the_old_file(record, page):
    _break_json(record)
    start = "error layers/parks.geojson:3: invalid JSON: "
    assert_refused(run_process(ROOT / "make_map.py", "--root", record, "-o", page), start)
    assert_refused(run_process("-m", "geo", "--root", record, "export", "-o", page), start)
    assert page.read_text("utf-8") == KEPT


def test_each_issue_has_its_line(record, page, build):
    replace(record / "data/facts.csv", "f0001,430200,gdp", "f0001,nowhere,gdp")
    replace(record / "layers/parks.geojson", '"kind": "park"', '"kind": "garden"')
    assert_refused(
        build(record, page),
        "error layers/parks.geojson#hill-park: kind must be ",
        "error layers/parks.geojson#twin-park: kind must be ",
        "error layers/parks.geojson#valley-park: kind must be ",
        "error data/facts.csv:2: subject must be ",
    )
    assert page.read_text("utf-8") == KEPT


def test_map_cannot_take_the_place_of_a_folder(record, tmp_path, build):
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "file").write_text(KEPT, "utf-8")
    assert_refused(build(record, folder), f"error {folder}: file cannot be written: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record", "taken"]
    assert (folder / "file").read_text("utf-8") == KEPT


def test_map_cannot_be_written_into_a_folder_that_is_not_there(record, tmp_path, build):
    path = tmp_path / "none" / "map.html"
    assert_refused(build(record, path), f"error {path}: file cannot be written: no such file or directory")
    assert not path.parent.exists()


def test_map_cannot_be_written_below_a_file(record, page, build):
    assert_refused(build(record, page / "map.html"), f"error {page / 'map.html'}: file cannot be written: ")
    assert page.read_text("utf-8") == KEPT


@pytest.mark.parametrize("path", ["data/facts.csv", "layers/parks.geojson", "datapackage.json"])
def test_a_file_of_the_record_is_never_written_over(record, geo, path):
    before = (record / path).read_bytes()
    again = record / "data" / ".." / path
    for verb in (["build"], ["export", "--format", "csv"], ["promises"], ["mentions", record / "article.txt"]):
        assert_refused(
            geo(record, *verb, "-o", again), f"error {again}: must be none of the files that the command reads"
        )
    assert (record / path).read_bytes() == before


def test_a_file_that_is_read_is_never_written_over_by_whatever_name(record, geo, tmp_path):
    read = [record / name for name in ("article.txt", "review/rejected.csv", "sent.json", "data/facts.csv")]
    article, rejected, patch, facts = read
    rejected.parent.mkdir(exist_ok=True)
    for path in (article, rejected, patch):
        path.write_text(KEPT, "utf-8")
    link = tmp_path / "link"
    link.symlink_to(article)
    far = tmp_path / "far.csv"
    far.symlink_to(facts)
    before = [path.read_bytes() for path in read]
    mentions = ("mentions", article, "--published", "2026", "-o")
    commands = [
        *((*mentions, output) for output in (article, link, rejected)),
        ("promises", "-o", far),
        ("add", "source", "--text", str(article), "-o", article),
        ("apply", patch, "--map", patch),
        ("diff", str(record), str(record), "-o", facts),
    ]
    for command in commands:
        done = geo(record, *command)
        assert_refused(done, f"error {command[-1]}: must be none of the files that the command reads")
    assert [path.read_bytes() for path in read] == before
    done = geo(record, "schema", "-o", record / "data/layers.schema.json")
    assert done.returncode == 0, "what follows is written anew"


def test_map_without_permission_to_write_stays_as_it_was(record, page, build):
    page.chmod(0o444)
    # Root may write any file but the kernel's own.
    output = Path("/sys/map.html") if os.geteuid() == 0 else page
    assert_refused(build(record, output), f"error {output}: file cannot be written: permission denied")
    assert page.read_text("utf-8") == KEPT


@pytest.mark.parametrize("ending", PAGE_TEXTS)
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice["file"])
def test_export_writes_the_bytes_of_the_page_under_its_name(record, tmp_path, monkeypatch, choice, ending, geo):
    monkeypatch.chdir(tmp_path)
    options = [
        f"--{option}={value}"
        for option, name in (("layer", "layers"), ("district", "districts"), ("kind", "kinds"), ("place", "places"))
        for value in choice[name]
    ]
    options += [f"--stage={stage}" for stage in choice.get("stages", ())]
    options += [part for code, ranges in choice.get("ranges", {}).items() for part in (f"--{code}", ",".join(ranges))]
    done = geo(record, "export", *options, f"--search={choice['search']}", f"--format={ending}")
    assert (done.returncode, done.stderr) == (0, "")
    name = f"{choice['name']}.{ending}"
    assert (tmp_path / name).read_bytes() == (FIXTURES / f"{choice['file']}.{ending}").read_bytes()
    features = json.loads((FIXTURES / f"{choice['file']}.geojson").read_text("utf-8"))["features"]
    units = sum(feature["properties"]["layer"] == "districts" for feature in features)
    facts = sum(len(feature["properties"]["facts"]) for feature in features)
    numbers = {"site": len(features) - units, "administrative unit": units, "fact": facts}
    held = ", ".join(counted(number, noun) for noun, number in numbers.items())
    assert done.stdout == f"{name}: {held}\n"


def test_export_is_geojson_unless_told(record, tmp_path, geo):
    geo(record, "export", "-o", tmp_path / "sites")
    assert (tmp_path / "sites").read_bytes() == (FIXTURES / "export-all.geojson").read_bytes()


def test_export_takes_names_and_a_path(record, tmp_path, geo):
    path = tmp_path / "three.geojson"
    done = geo(record, "export", "--district", "三区", "--format", "geojson", "-o", path)
    assert (done.returncode, done.stdout) == (0, f"{path}: 3 sites, 1 administrative unit, 16 facts\n")
    assert path.read_bytes() == (FIXTURES / "export-district.geojson").read_bytes()


def test_export_of_an_unknown_district_is_refused_in_one_line(record, page, geo):
    done = geo(record, "export", "--district", "长沙", "--format", "csv", "-o", page)
    assert_refused(done, "error district: value must be one of 430200 株洲市, ")
    assert page.read_text("utf-8") == KEPT


@pytest.mark.parametrize("ending", PAGE_TEXTS)
def test_export_has_the_format_of_the_file_that_it_is_to_write(record, tmp_path, geo, ending):
    geo(record, "export", "-o", tmp_path / f"sites.{ending.upper()}")
    assert (tmp_path / f"sites.{ending.upper()}").read_bytes() == (FIXTURES / f"export-all.{ending}").read_bytes()


@pytest.mark.parametrize(
    ("options", "start"),
    [
        (["-o", "{page}"], "error {page}: name must end in one of "),
        (["-o", "{page}.kml", "--format", "csv"], "error --format: "),
        # Nothing is chosen by both.
        (["--kind", "transport", "--layer", "parks", "-o", "{page}.csv"], "error choice: "),
        (["#kind=park", "--kind", "transport", "-o", "{page}.csv"], "error choice: "),
    ],
)
def test_export_of_another_format_or_of_nothing_is_refused(record, page, geo, options, start):
    done = geo(record, "export", *(option.format(page=page) for option in options))
    assert_refused(done, start.format(page=page))
    assert [path.name for path in page.parent.glob("map.html*")] == ["map.html"]


def test_export_says_that_a_link_chooses_nothing(record, tmp_path, geo):
    assert geo(record, "export", "#lang=en&colour=gdp", "-o", tmp_path / "a.csv").stderr.startswith("link: ")
    assert geo(record, "export", "#lang=en&kind=park", "-o", tmp_path / "a.csv").stderr == ""


def test_validate_tells_what_is_in_a_record_without_errors(record, geo):
    done = geo(record, "validate")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "9 sites, 9 districts, 25 facts, 3 sources: no error\n",
        "",
    )


def test_validate_prints_every_issue(record, geo):
    replace(record / "data/facts.csv", ",430200,gdp,", ",nowhere,gdp,")
    done = geo(record, "validate")
    assert_refused(done, "error data/facts.csv:2: subject must be ")
    assert done.stdout == ""


def test_warning_is_printed_and_stops_nothing(record, page, build):
    replace(record / "layers/infrastructure.geojson", "113.207", "113.25")
    done = build(record, page)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith("warning layers/infrastructure.geojson#ring-road: ")
    assert page.read_text("utf-8") != KEPT


def test_format_check_names_the_files_that_differ_and_writes_none(record, geo):
    parks, facts = record / "layers/parks.geojson", record / "data/facts.csv"
    before = parks.read_bytes(), facts.read_bytes()
    assert geo(record, "format", "--check").returncode == 0
    replace(parks, '  "features"', ' "features"')
    replace(facts, "hill-park", '"hill-park"')
    damaged = parks.read_bytes(), facts.read_bytes()
    assert_refused(
        geo(record, "format", "--check"),
        "layers/parks.geojson: not in canonical form (run: python -m geo format)",
        "data/facts.csv: not in canonical form (run: python -m geo format)",
    )
    assert (parks.read_bytes(), facts.read_bytes()) == damaged
    done = geo(record, "format")
    assert (done.returncode, done.stdout) == (0, f"{parks}: written\n{facts}: written\n")
    assert (parks.read_bytes(), facts.read_bytes()) == before


def test_format_of_a_file_that_cannot_be_read_is_refused(record, geo):
    _break_json(record)
    before = (record / "layers/parks.geojson").read_bytes()
    assert_refused(geo(record, "format"), "error layers/parks.geojson:3: invalid JSON: ")
    assert (record / "layers/parks.geojson").read_bytes() == before


def test_verify_finds_every_token_on_its_line(record, geo):
    done = geo(record, "verify", "--sources", TEXTS)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("10 facts: every token is on its line; 15 second-hand facts ")


def test_verify_names_the_fact_whose_token_is_not_there(record, geo):
    replace(record / "data/facts.csv", "L1,约3600亿元", "L2,约3600亿元")
    done = geo(record, "verify", "--sources", TEXTS)
    assert_refused(done, "error data/facts.csv:2: '")


def test_verify_names_the_source_whose_text_is_another(record, tmp_path, geo):
    texts = shutil.copytree(TEXTS, tmp_path / "texts")
    replace(texts / "review-2024.txt", "\n", "\n\n")
    done = geo(record, "verify", "--sources", texts)
    assert done.returncode == 1
    assert done.stderr.startswith("error data/sources.csv:4: sha256 does not match review-2024.txt (")


def test_verify_without_the_texts_is_refused_in_one_line(record, tmp_path, geo):
    missing = tmp_path / "none"
    done = geo(record, "verify", "--sources", missing)
    assert_refused(done, f"error {missing}: folder of source texts must be there; ")


@pytest.mark.parametrize("locator", ["", "1", "Lx", "L0", "L2-"])
def test_verify_of_a_fact_without_a_line_is_refused_in_one_line(record, locator, geo):
    replace(record / "data/facts.csv", "review-2024,L1,", f"review-2024,{locator},")
    assert_refused(geo(record, "verify", "--sources", TEXTS), "error data/facts.csv:2: locator must ")


def test_verify_names_the_omission_whose_token_is_not_there(record, geo):
    replace(record / "data/omissions.csv", "L8,12月", "L7,12月")
    done = geo(record, "verify", "--sources", TEXTS)
    assert_refused(done, "error data/omissions.csv:2: '")


@pytest.mark.parametrize("verb", ["completeness", "coverage"])
def test_completeness_counts_the_figures_of_each_text(record, geo, verb):
    done = geo(record, verb, "--sources", TEXTS)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "review-2024: 8 figures on 6 lines: 6 held, 2 omitted, 0 open\n"


def test_completeness_names_each_figure_that_is_open(record, geo):
    replace(record / "data/omissions.csv", "12月29日", "12月")
    replace(record / "data/facts.csv", "L5,第28位", "L5,增速-3.10%")
    replace(record / "data/facts.csv", ",28,rank,,2024,,actual,review-2024,", ",3.10,rank,,2024,,actual,review-2024,")
    done = geo(record, "completeness", "--sources", TEXTS)
    assert_refused(done, "review-2024 L5:12: 28", "review-2024 L8:6: 29")
    assert done.stdout == "review-2024: 8 figures on 6 lines: 5 held, 1 omitted, 2 open\n"


def test_completeness_of_a_record_with_errors_is_refused(record, geo):
    replace(record / "data/facts.csv", ",430200,gdp,", ",nowhere,gdp,")
    assert_refused(geo(record, "completeness", "--sources", TEXTS), "error data/facts.csv:2: subject must be ")


def test_completeness_without_the_texts_is_refused_in_one_line(record, tmp_path, geo):
    missing = tmp_path / "none"
    done = geo(record, "completeness", "--sources", missing)
    assert_refused(done, f"error {missing}: folder of source texts must be there; ")


def test_tally_prints_the_counts(record, geo):
    done = geo(record, "tally")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == count_tables(Atlas(read(record)))


def test_tally_writes_the_counts_between_their_marks(record, tmp_path, geo):
    path = tmp_path / "guide.md"
    path.write_text(f"# Guide\n\n{BEGIN}\nold\n{END}\n\nEnd.\n", "utf-8")
    done = geo(record, "tally", "--write", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}: counts written\n", "")
    first = path.read_text("utf-8")
    assert first == f"# Guide\n\n{BEGIN}\n\n{count_tables(Atlas(read(record)))}\n{END}\n\nEnd.\n"
    geo(record, "tally", "--write", path)
    assert path.read_text("utf-8") == first


@pytest.mark.parametrize("text", [KEPT, BEGIN, f"{END}\n{BEGIN}", f"{BEGIN}\n{BEGIN}\n{END}"])
def test_tally_leaves_a_document_without_its_marks_as_it_was(record, page, geo, text):
    page.write_text(text, "utf-8")
    assert_refused(geo(record, "tally", "--write", page), f"error {page}: document must hold {BEGIN} and {END} once")
    assert page.read_text("utf-8") == text


def test_tally_into_nothing_is_refused_in_one_line(record, tmp_path, geo):
    path = tmp_path / "none.md"
    assert_refused(geo(record, "tally", "--write", path), f"error {path}: file must be there; found nothing")


def test_tally_of_a_record_with_errors_is_refused(record, page, geo):
    replace(record / "data/facts.csv", ",430200,gdp,", ",nowhere,gdp,")
    assert_refused(geo(record, "tally", "--write", page), "error data/facts.csv:2: subject must be ")
    assert page.read_text("utf-8") == KEPT


def test_an_interrupt_is_no_traceback_even_while_options_are_read(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setitem(OPTIONS, "export", interrupted)
    assert main(["export"]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_an_interrupt_while_the_program_is_imported_is_no_traceback():
    interrupted = (
        "import runpy, sys\n"
        "class Interrupted:\n"
        "    def find_spec(name, *_):\n"
        "        if name == 'geo.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted)\n"
        "runpy.run_module('geo', run_name='__main__')\n"
    )
    assert run_process("-c", interrupted) == Done(INTERRUPTED, "", "")


def test_command_that_is_not_there_is_refused_by_usage(record, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(record), "publish"])
    assert ended.value.code == 2
    assert "publish" in capsys.readouterr().err.splitlines()[-1]


@pytest.fixture
def installed(tmp_path) -> Path:
    """Return a folder of packages as pip fills it, with the small record; a descriptor of another lies in it."""
    site = tmp_path / "site"
    without = shutil.ignore_patterns("__pycache__", "src", "*.mjs")
    shutil.copytree(ROOT / "geo", site / "geo", ignore=without)
    shutil.copytree(RECORD, site / "geo/zhuzhou")
    shutil.copy(RECORD / "datapackage.json", site)
    (site / "pyproject.toml").write_text("[project]\nname = 'another'\n", "utf-8")
    about = site / f"{DISTRIBUTION.replace('-', '_')}-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {DISTRIBUTION}\nVersion: 0.1.0\n", "utf-8")
    return site


def test_an_installed_copy_reads_its_own_record_and_writes_none_into_itself(installed, tmp_path):
    def run(*arguments: str) -> Done:
        return run_process("-m", "geo", *arguments, cwd=tmp_path, path=installed)

    assert run("validate").stdout.startswith("9 sites, ")
    assert run("export", "--q", "hill", "-o", "x.csv").returncode == 0  # without the sources of the page
    parks = installed / "geo/zhuzhou/layers/parks.geojson"
    parks.write_text(parks.read_text("utf-8").replace('  "features"', ' "features"'), "utf-8")
    before = {path: path.read_bytes() for path in installed.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    for verb in ("format", "schema", "citation", "import-districts", "import-relief"):
        assert_refused(run(verb), "error --root: must name a record of your own")
    assert {path: path.read_bytes() for path in before} == before
    assert_refused(run("format", "--check"), "layers/parks.geojson: not in canonical form (run: zhuzhou-atlas format)")
    assert run("schema", "-o", "schema.json").stdout == "schema.json: written\n"
    own = shutil.copytree(installed / "geo/zhuzhou", tmp_path / "own")
    assert run("format", "--root", str(own)).stdout == f"{own / 'layers/parks.geojson'}: written\n"


def test_a_package_in_an_archive_says_that_it_cannot_run(installed, tmp_path):
    archive = Path(shutil.make_archive(tmp_path / "package", "zip", installed))
    assert_refused(
        run_process("-m", "geo", "validate", cwd=tmp_path, path=archive), "error geo: cannot run from an archive"
    )


def test_names_are_written_as_utf_8_whatever_the_locale(record, tmp_path):
    surroundings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    export = ("-m", "geo", "--root", record, "export", "--district", "430204")
    done = run_process(*export, cwd=tmp_path, **surroundings)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.glob("*.geojson")] == ["zhuzhou-atlas_三区_2024-12-31.geojson"]


def test_atlas_of_many_cities_names_the_packages_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "geo.nation.build", None)
    assert main(["atlas", str(RECORD), "-o", "never"]) == 1
    assert "zhuzhou-industry-atlas[nation]" in capsys.readouterr().err


@pytest.mark.parametrize("rest", [["new", "city", "--adcode", "430600"], ["atlas", "city", "-o", "atlas"]])
def test_a_verb_that_takes_its_folders_as_arguments_refuses_another(rest, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["--root", "elsewhere", *rest]) == 1
    assert capsys.readouterr().err.startswith("error --root: ")
    with pytest.raises(SystemExit):
        main([*rest, "--root", "elsewhere"])
    assert list(tmp_path.iterdir()) == []
