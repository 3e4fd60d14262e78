"""The record of another city, begun by ``new``: sound at once, whole or not there, and nothing of the first city's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import shapely
from shapely.geometry import shape

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli import main
from geo.describe.card import card_picture
from geo.describe.citation import citation
from geo.describe.deposit import readme
from geo.describe.linked import page_data
from geo.export.jsonld import to_jsonld
from geo.issues.codes import Code
from geo.issues.errors import OutputError
from geo.record import boundaries
from geo.record.boundaries import PACKAGE_NAME
from geo.record.boundaries import read_units
from geo.record.canonical import format_record
from geo.record.layers import DISTRICTS
from geo.record.layers import LAYERS
from geo.record.paths import FACTS
from geo.record.paths import PACKAGE
from geo.record.place import place_of
from geo.record.read import read
from geo.record.schemas import package_schema
from geo.record.schemas import schema_texts
from geo.start import folder as folders
from geo.start import names
from geo.start.folder import write_record
from geo.start.record import first_record
from geo.start.registers import CHOSEN
from tests.conftest import Tiny
from tests.test_districts import GREATEST_OFFSET_M
from tests.test_districts import offset_m

YUEYANG = "430600"
DATE = "2026-11-27"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a record that ``new`` has written."""
    root = tmp_path_factory.mktemp("new") / "yueyang"
    assert main(["new", str(root), "--adcode", YUEYANG, "--date", DATE]) == 0
    return root


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_record_has_districts_and_an_example_and_is_sound(begun: Path) -> None:
    record = read(begun)
    assert validate(record) == []
    assert [
        str(path) for path, text in format_record(record).items() if (begun / path).read_text("utf-8") != text
    ] == []
    assert {each["properties"]["name_zh"] for each in record.features(DISTRICTS)} >= {"岳阳楼区", "平江县", "汨罗市"}
    assert [layer for layer in LAYERS if record.features(layer)] == [DISTRICTS]
    (fact,) = record.facts
    assert (fact["subject"], fact["value"], fact["source"]) == (YUEYANG, "9", PACKAGE_NAME)
    assert {path: (begun / path).read_text("utf-8") for path in schema_texts(record)} == schema_texts(record)
    assert jsonschema.Draft202012Validator(package_schema()).is_valid(record.package)


def test_all_that_is_the_city_s_is_in_the_descriptor(begun: Path) -> None:
    package = read(begun).package
    assert (package["title_zh"], package["title"]) == ("岳阳产业图谱", "Yueyang Industry Atlas")
    assert (package["created"][:10], package["version"]) == (DATE, "2026.11.27")
    place = place_of(package)
    assert (place.code, place.name_en, place.export_name, place.projection) == (
        YUEYANG,
        "Yueyang",
        "yueyang-atlas",
        "EPSG:4547",
    )
    # Notes and glosses of the registers speak of no city; that of a basis speaks of this one.
    naming = {path for path, text in files(begun).items() if re.search(r"岳阳|Yueyang", text.decode())}
    assert naming <= {PACKAGE, "layers/districts.geojson", "data/registers/bases.csv"}


def test_nothing_of_the_first_city_is_in_another_record(begun: Path) -> None:
    own = read()
    told = {own.package["place"]["short_name_zh"], own.package["place"]["short_name_en"], own.package["place"]["code"]}
    for layer in LAYERS:
        for each in own.features(layer):
            told |= {each["id"], each["properties"]["name_zh"], each["properties"]["name_en"]}
    # A town of the basemap, and what a word of every language is.
    told -= {name for name in told if len(name) < 2}
    text = re.sub(r'"geometry": .*', "", "\n".join(content.decode() for content in files(begun).values()))
    found = {name for name in told if name in text}
    # An English word may be part of another.
    assert {
        name for name in found if not name.isascii() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    } == set()


def test_what_describes_another_city_says_nothing_of_the_first(begun: Path) -> None:
    atlas = Atlas(read(begun))
    for text in (citation(atlas), page_data(atlas), to_jsonld(atlas), readme(atlas)):
        assert "岳阳产业图谱" in text
        assert "Yueyang Industry Atlas" in text
        assert not re.search("株洲|zhuzhou", text, re.IGNORECASE)
    graph = json.loads(to_jsonld(atlas))["@graph"]
    observed = [node for node in graph if node["@type"] == "Observation"]
    assert {node["variableMeasured"]["@id"] for node in observed} == {
        "#variable=county-units+actual",
        "#variable=area_km2",
    }
    assert card_picture(atlas).png() != card_picture(Atlas(read())).png()


def test_the_same_city_and_day_give_the_same_bytes(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()  # an empty folder is taken
    assert main(["new", str(tmp_path / "again"), "--adcode", YUEYANG, "--date", DATE]) == 0
    assert files(tmp_path / "again") == files(begun)


@pytest.mark.parametrize(
    ("adcode", "words"),
    [
        ("430601", "did you mean '430600'"),
        ("岳阳", "did you mean '430600'"),
        ("Yueyang", "did you mean '430600'"),
        ("430000", "湖南省, a province: one of its cities is 长沙市, 430100"),
        ("710000", "台湾省, a province"),
        ("430602", "岳阳楼区, a district of 岳阳市, 430600"),
        ("", "found ''"),
        ("4306\n00", r"4306\n00"),
    ],
)
def test_what_is_no_city_is_refused_in_one_line_and_nothing_is_written(
    adcode: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "new"), "--adcode", adcode]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error --adcode: must be the code of a city; ")
    assert words in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("date", ["2026", "2026-02-30", "27.11.2026", "2026-11-27/2026-11-28"])
def test_what_is_no_day_is_refused(date: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "new"), "--adcode", YUEYANG, "--date", date]) == 1
    assert capsys.readouterr().err.startswith("error --date: must be a day in the form YYYY-MM-DD; ")


def test_a_folder_in_which_something_is_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    before = files(tmp_path)
    for name, told in (
        ("full", "notes.txt"),
        ("file", "a file"),
        ("file/inner", "not a directory"),
        ("no/such", "no such"),
    ):
        assert main(["new", str(tmp_path / name), "--adcode", YUEYANG]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert told in line
    assert files(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full"]


def test_the_folder_in_which_one_is_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A shell in it would be left in a folder that is gone.
    monkeypatch.chdir(tmp_path)
    assert main(["new", ".", "--adcode", YUEYANG]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str, *, where: str) -> None:
        if where == FACTS:
            raise OSError(28, "No space left on device")
        path.write_text(text, "utf-8")

    monkeypatch.setattr(folders, "write_text", full)
    with pytest.raises(OutputError, match="no space left on device"):
        write_record(first_record(YUEYANG, DATE), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_has_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".new.1.part/layers").mkdir(parents=True)
    write_record(first_record(YUEYANG, DATE), tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_without_the_package_a_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(boundaries, "import_module", missing)
    assert main(["new", str(tmp_path / "new"), "--adcode", YUEYANG]) == 1
    assert "pip install 'zhuzhou-industry-atlas[boundaries]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_its_districts_lie_in_wgs84(begun: Path) -> None:
    # In GCJ-02, as other packages have them, they would lie some 600 m off the second origin.
    units = {each["id"]: shape(each["geometry"]) for each in read(begun).features(DISTRICTS)}
    other = {adcode: shape(each) for adcode, each in read_units(units, source="tianditu").items()}
    assert offset_m(units, other) <= GREATEST_OFFSET_M


def test_what_belongs_to_another_city_is_an_enclave_and_no_gap(tmp_path: Path) -> None:
    write_record(first_record("430500", DATE), tmp_path / "whole")
    assert "enclaves" not in read(tmp_path / "whole").package["place"]
    write_record(first_record("431200", DATE), tmp_path / "pierced")
    record = read(tmp_path / "pierced")
    assert validate(record) == []
    (point,) = record.package["place"]["enclaves"]
    assert not any(shape(each["geometry"]).contains(shapely.Point(point)) for each in record.features(DISTRICTS))
    del record.package["place"]["enclaves"]
    (issue,) = validate(record)
    assert issue.code == Code.DISTRICT_GAP


def test_a_city_without_districts_is_its_own_only_one() -> None:
    record = first_record("441900", DATE)
    place = place_of(record.package)
    assert (place.code, place.districts) == ("dongguan", ("441900",))
    assert [each["properties"]["name_en"] for each in record.features(DISTRICTS)] == ["Dongguan"]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("岳阳楼区", "Yueyanglou District"),
        ("汨罗市", "Miluo City"),
        ("浦东新区", "Pudong New Area"),
        ("神农架林区", "Shennongjia Forestry District"),
        ("扎鲁特旗", "Zhalute Banner"),
        ("通道侗族自治县", "Tongdao Dong Autonomous County"),
        ("双江拉祜族佤族布朗族傣族自治县", "Shuangjiang Lahu and Va and Blang and Dai Autonomous County"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("木垒哈萨克自治县", "Mulei Kazakh Autonomous County"),
    ],
)
def test_english_names_are_pinyin_with_the_word_for_what_it_is(chinese: str, english: str) -> None:
    assert names.english_name(chinese) == english


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"population": None}, Code.UNEXPECTED_VALUE, "population_as_of must be empty"),
        ({"population_as_of": None}, Code.MISSING_VALUE, "population_as_of is missing"),
        ({"seat_evidence": []}, Code.MISSING_VALUE, "seat_evidence is missing"),
        ({"seat": None, "seat_datum": None}, Code.UNEXPECTED_VALUE, "seat_evidence must be empty"),
    ],
)
def test_what_is_not_known_of_a_district_is_left_out_whole(tiny: Tiny, change: dict, code: Code, words: str) -> None:
    tiny.properties("districts").update(change)
    assert [issue.code for issue in tiny.found() if words in issue.message] == [code]


def test_a_district_may_have_neither_seat_nor_population(tiny: Tiny) -> None:
    unknown = dict.fromkeys(("seat", "seat_datum", "seat_found", "population", "population_as_of"))
    tiny.properties("districts").update(unknown | {"seat_evidence": [], "population_source": []})
    assert tiny.issues() == []


@pytest.mark.parametrize("enclaves", [[[27.2, 113.5]], [[1]], "here", [[113.5, 27.2, 1.0]]])
def test_enclaves_are_points(tiny: Tiny, enclaves: object) -> None:
    tiny.package["place"] = {**tiny.package["place"], "enclaves": enclaves}
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, Code.WRONG_TYPE)


def test_the_program_s_own_registers_hold_what_a_record_begins_with() -> None:
    own = read().registers
    lacking = {name: set(codes) - {row["code"] for row in own[name]} for name, codes in CHOSEN.items()}
    assert lacking == {name: set() for name in CHOSEN}
