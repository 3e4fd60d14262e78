"""Editions, and the log of what changed since the last one: what it holds, with which reason, and what is refused."""

from __future__ import annotations

import csv
import io
import sys

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.identity import edition_of
from geo.cli import main
from geo.history.corrections import corrections
from geo.record.log import logged
from geo.record.model import TABLES
from geo.record.part import part_of
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.read import read
from tests.test_diff import git


@pytest.fixture
def kept(tiny):
    """Make a repository of the tiny record with one edition, whose tag the record lists."""
    tiny.root.mkdir()
    git(tiny.root, "init", "-q")
    tiny.write()
    git(tiny.root, "add", ".")
    git(tiny.root, "commit", "-qm", "edition")
    tiny.edition(commit=git(tiny.root, "rev-parse", "HEAD"))
    return tiny


@pytest.fixture
def formatted(kept, capsys):
    """Give the log as ``format`` writes it of the record as it is then, a tuple a row, and what it said."""

    def run(*options: str):
        kept.write()
        code = main(["--root", str(kept.root), "format", *options])
        rows = list(csv.DictReader(io.StringIO((kept.root / CHANGES).read_text("utf-8"))))
        return code, [tuple(row.values()) for row in rows], capsys.readouterr().err

    return run


def test_what_differs_from_the_last_edition_is_logged_once_with_the_records_date(kept, formatted):
    kept.fact(0)["value"] = "3700"
    kept.fact(0)["note_zh"], kept.fact(0)["note_en"] = "注。", "A note."
    kept.properties("projects")["position_uncertainty_m"] = 200
    kept.site("projects")["geometry"]["coordinates"] = [113.241, 27.74]
    kept.properties("parks", 1)["districts"] = ["430211", "430212"]
    kept.properties("districts")["population"] = 100001
    kept.facts.append({**kept.fact(0), "id": "f0099", "as_of": "2023"})
    kept.facts.pop(3)
    code, rows, said = formatted()
    assert code == 0
    start = ("v0.1", "2024-12-31")
    assert rows == [
        (*start, "f0001", "value", "3600", "3700", "", "", ""),
        (*start, "430202", "population", "100000", "100001", "", "", ""),
        (*start, "hill-works", "position", "113.24 27.74", "113.241 27.74", "", "", ""),
        (*start, "hill-works", "position_uncertainty_m", "150", "200", "", "", ""),
        (*start, "valley-park", "districts", "430211", "430211 430212", "", "", ""),
    ]
    assert "5 changes without a reason" in said


def test_a_reason_is_given_to_all_that_have_none_and_kept(kept, formatted):
    kept.fact(0)["value"] = "3700"
    formatted("--because", "misread")
    kept.tables[CHANGES] = [dict(row) for row in read(kept.root).changes]
    kept.tables[CHANGES][0] |= {"note_zh": "注。", "note_en": "A note.", "date": "2024-12-03"}
    kept.package["created"] = "2025-01-01T00:00:00Z"
    kept.fact(0)["qualifier"] = ""
    _, rows, said = formatted()
    assert [(row[1], *row[3:]) for row in rows] == [
        ("2024-12-03", "value", "3600", "3700", "misread", "注。", "A note."),
        ("2025-01-01", "qualifier", "about", "", "", "", ""),
    ]
    assert "1 change without a reason" in said
    # Where it leads elsewhere it is a change of today; where it leads back it is none.
    kept.fact(0)["value"], kept.fact(0)["qualifier"] = "3800", "about"
    _, rows, _ = formatted()
    assert [(row[1], *row[4:7]) for row in rows] == [("2025-01-01", "3600", "3800", "misread")]
    kept.fact(0)["value"] = "3600"
    assert formatted()[1] == []


def test_a_code_that_is_no_reason_is_refused_and_nothing_written(kept, formatted):
    kept.fact(0)["value"] = "3700"
    code, rows, said = formatted("--because", "whim")
    assert (code, rows) == (1, [])
    assert said.startswith("error --because: must be one of misread; found 'whim'")


@pytest.mark.parametrize(("answer", "expected"), [("misread\n", "misread"), ("whim\n", ""), ("\n", ""), ("", "")])
def test_a_terminal_is_asked_for_the_reason_once_a_fact(kept, formatted, monkeypatch, answer, expected):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    kept.fact(0)["value"], kept.fact(0)["qualifier"] = "3700", ""
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _, rows, said = formatted()
    assert [row[6] for row in rows] == [expected, expected]
    assert "f0001: value 3600 → 3700; qualifier about → none" in said


def test_changes_since_earlier_editions_stay_and_a_new_edition_begins_anew(kept, formatted):
    kept.fact(0)["value"] = "3700"
    formatted("--because", "misread")
    kept.tables[CHANGES] = [dict(row) for row in read(kept.root).changes]
    git(kept.root, "add", ".")
    git(kept.root, "commit", "-qm", "second")
    git(kept.root, "tag", "v0.2")
    kept.edition("v0.2", "2024.12.31", date="2024-12-31")
    kept.fact(0)["value"], kept.fact(0)["token"] = "3800", "约3800亿元"
    _, rows, _ = formatted("--because", "misread")
    assert [(row[0], *row[4:6]) for row in rows] == [("v0.1", "3600", "3700"), ("v0.2", "3700", "3800")]
    assert main(["--root", str(kept.root), "validate"]) == 0
    assert main(["--root", str(kept.root), "format", "--check"]) == 0


def test_a_column_that_the_edition_did_not_have_changes_nothing(kept, formatted):
    (kept.root / FACTS).write_text(
        "\n".join(
            ",".join(cell for place, cell in enumerate(line.split(",")) if place != 8)
            for line in (kept.root / FACTS).read_text("utf-8").splitlines()
        )
        + "\n",
        "utf-8",
    )
    git(kept.root, "commit", "-qam", "before there was a column stated")
    kept.tables[EDITIONS][0]["commit"] = git(kept.root, "rev-parse", "HEAD")
    kept.fact(0)["stated"] = "2024-12"
    kept.fact(0)["as_of"] = ""
    _, rows, _ = formatted()
    assert [row[3] for row in rows] == ["as_of"]


@pytest.mark.parametrize("check", [(), ("--check",)])
def test_without_the_history_the_log_stays_and_a_note_says_so(kept, formatted, check):
    kept.tables[EDITIONS][0]["commit"] = "1" * 40
    kept.fact(0)["value"] = "3700"
    kept.change("f0001", "value", "3600", "3700")
    _, rows, said = formatted(*check)
    assert [row[3:6] for row in rows] == [("value", "3600", "3700")]
    assert said.startswith("note data/changes.csv: is left as it is: edition v0.1 must be in the git history")


def test_the_edition_itself_needs_no_history(kept, formatted):
    formatted()
    digest = main_digest(kept)
    kept.tables[EDITIONS][0] |= {"commit": "", "digest": digest}
    code, rows, said = formatted()
    assert (code, rows, said) == (0, [], "")


def main_digest(tiny) -> str:
    return Atlas(read(tiny.root)).digest


def test_the_digest_leaves_the_list_of_editions_out_and_nothing_else(kept):
    kept.write()
    before = main_digest(kept)
    kept.tables[EDITIONS][0]["digest"] = "f" * 12
    kept.write()
    assert main_digest(kept) == before
    kept.change("f0001", "value", "3500", "3600")
    kept.write()
    assert main_digest(kept) != before


def test_a_log_in_step_is_sound(kept):
    kept.change("f0001", "value", "3500", "3600")
    kept.change("hill-park", "name_en", "Hill", "Hill Park")
    kept.change("430202", "population", "1", "100000")
    assert kept.issues() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("f0001", "value", "3600", "3700"), "outdated-change"),
        (("f0001", "value", "3600", "3600"), "outdated-change"),
        (("f0999", "value", "1", "2"), "unknown-subject"),
        (("f0001", "name_en", "1", "2"), "unknown-property"),
        (("f0001", "colour", "1", "2"), "unknown-code"),
        (("f0001", "value", "3500", "3600", {"because": ""}), "missing-value"),
        (("f0001", "value", "3500", "3600", {"because": "whim"}), "unknown-code"),
        (("f0001", "value", "3500", "3600", {"since": "v9.9"}), "unknown-edition"),
        (("f0001", "value", "3500", "3600", {"date": "2025-01-01"}), "future-date"),
        (("f0001", "value", "3500", "3600", {"date": "2024-11-01"}), "date-order"),
        (("f0001", "value", "3500", "3600", {"date": "2024-12"}), "invalid-date"),
        (("f0001", "value", "3500", "3600", {"note_zh": "注。"}), "missing-translation"),
    ],
    ids=str,
)
def test_a_change_that_cannot_be_is_refused(kept, change, code):
    *cells, told = change if isinstance(change[-1], dict) else (*change, {})
    kept.change(*cells, **told)
    (issue,) = kept.issues()
    assert issue.startswith("error data/changes.csv:2: ")
    assert issue.endswith(f"[{code}]")


def test_a_change_is_listed_once_and_begins_where_the_one_before_ended(kept):
    kept.edition("v0.2", "2024.12.01", date="2024-12-01")
    kept.change("f0001", "value", "3400", "3500")
    kept.change("f0001", "value", "3500", "3600", since="v0.2")
    assert kept.issues() == []
    kept.tables[CHANGES][1]["before"] = "3300"
    assert [issue.rpartition(" ")[2] for issue in kept.issues()] == ["[outdated-change]"]
    kept.tables[CHANGES][1] |= {"since": "v0.1", "before": "3500"}
    assert [issue.rpartition(" ")[2] for issue in kept.issues()] == ["[duplicate-change]"]


def test_what_was_corrected_and_then_withdrawn_keeps_its_log(kept):
    kept.facts.pop(0)
    kept.withdraw("f0001")
    kept.change("f0001", "value", "3500", "3600")
    assert kept.issues() == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("tag", "0.2", "invalid-id"),
        ("tag", "--v1", "invalid-id"),
        ("version", "", "missing-text"),
        ("date", "2025-01-01", "future-date"),
        ("commit", "HEAD", "invalid-digest"),
        ("digest", "f" * 13, "invalid-digest"),
        ("map_sha256", "", "invalid-digest"),
    ],
)
def test_an_edition_that_cannot_be_is_refused(kept, column, value, code):
    kept.tables[EDITIONS][0][column] = value
    (issue,) = kept.issues()
    assert issue.startswith("error data/editions.csv:2: ")
    assert issue.endswith(f"[{code}]")


def test_tags_and_versions_are_those_of_one_edition(kept):
    kept.edition(version="2024.12.01", date="2024-12-01")
    kept.edition("v0.2", "2024.12.01", date="2024-12-02")
    codes = [issue.rpartition(" ")[2] for issue in kept.issues()]
    assert codes == ["[duplicate-id]", "[duplicate-id]"]


def test_the_log_holds_fields_as_cells_whatever_they_are(tiny):
    tiny.site("parks")["id"] = "Not a slug"
    tiny.properties("projects")["sector"] = {"a": [1]}
    tiny.site("projects")["geometry"] = {"type": "Point", "coordinates": "here"}
    tiny.site("infrastructure")["geometry"] = ["no geometry"]
    tiny.layers["institutions"][0]["properties"] = None
    cells = logged(read(tiny.write()))
    assert "Not a slug" not in cells
    assert "old-institute" not in cells
    assert (cells["hill-works"]["sector"], cells["hill-works"]["position"]) == ('{"a":[1]}', "here")
    assert cells["ring-road"]["position"] == ""
    assert cells["430202"]["area_km2"] == "109.2"


def test_the_tables_have_the_columns_that_the_guide_explains():
    assert TABLES[EDITIONS] == ("tag", "version", "date", "commit", "digest", "map_sha256")
    assert TABLES[CHANGES][:7] == ("since", "date", "id", "field", "before", "after", "because")


def test_an_edition_is_found_by_its_tag_where_the_clone_has_none(kept, capsys):
    kept.fact(0)["value"] = "3700"
    kept.write()
    assert main(["--root", str(kept.root), "diff", "v0.1", str(kept.root)]) == 0
    assert "3600 → 3700" in capsys.readouterr().out


@pytest.fixture
def told(kept):
    """Give what readers are told, by language, of the log as it is then."""

    def tell(lang: str) -> list[tuple[str, str]]:
        record = read(kept.write())
        return [(each.id, each.said[lang]) for each in corrections(Atlas(record))]

    return tell


def test_readers_are_told_of_a_figure_as_a_whole_and_of_each_other_field(kept, told):
    kept.change("f0001", "value", "3500", "3600")
    kept.change("f0001", "qualifier", "", "about")
    kept.change("f0001", "as_of", "", "2024", note_zh="注。", note_en="A note.")
    assert told("en") == [
        ("f0001", "Value 350 billion yuan → about 360 billion yuan; Date no year given → 2024; A note.")
    ]
    (told_zh,) = told("zh")
    assert told_zh[1].replace("\u2009", " ") == "数值 3500 亿元 → 约 3600 亿元；日期 未注明年份 → 2024年；注。"


def test_readers_are_told_by_how_many_metres_a_place_moved_and_what_became_of_others(kept, told):
    kept.change("hill-works", "position", "113.25 27.745", "113.24 27.74")
    kept.change("hill-park", "position", "", logged(read(kept.write()))["hill-park"]["position"])
    kept.change("ring-road", "districts", "430202", "430202 430203")
    kept.change("ring-road", "position_uncertainty_m", "", "1000")
    assert told("en") == [
        ("hill-park", "Position none → an area"),
        ("hill-works", "moved by 1131 m"),
        ("ring-road", "District District 1 → District 1, District 2; Uncertainty none → 1000 m"),
    ]


def test_readers_are_not_told_of_punctuation_nor_of_codes_that_are_no_more(kept, told):
    kept.properties("parks")["name_zh"] = "山丘园（北）"
    kept.change("hill-park", "name_zh", "山丘园(北)", "山丘园（北）")
    kept.change("f0001", "indicator", "no-more", "gdp")
    assert told("zh") == []
    kept.tables[CHANGES][1] |= {"note_zh": "原为旧指标", "note_en": "formerly the old indicator"}
    assert told("zh") == [("f0001", "原为旧指标")]


def test_corrections_for_different_reasons_are_apart(kept, told):
    kept.register("change_reasons").append(
        {"code": "moved", "name_zh": "另有依据", "name_en": "there is other evidence"}
    )
    kept.change("f0001", "value", "3500", "3600")
    kept.change("f0001", "as_of", "2023", "2024", because="moved")
    assert [identifier for identifier, _ in told("en")] == ["f0001", "f0001"]


def test_a_record_is_an_edition_by_its_digest_alone(kept):
    kept.tables[EDITIONS].clear()
    assert edition_of(Atlas(read(kept.write()))) == {"edition": "", "after": ""}
    kept.edition()
    atlas = Atlas(read(kept.write()))
    assert edition_of(atlas) == {"edition": "", "after": "v0.1"}
    kept.tables[EDITIONS][0]["digest"] = atlas.digest
    assert edition_of(Atlas(read(kept.write()))) == {"edition": "v0.1", "after": ""}


def test_a_part_of_the_record_has_the_log_of_what_is_in_it(kept):
    kept.change("f0001", "value", "3500", "3600")
    kept.change("hill-park", "name_en", "Hill", "Hill Park")
    part = part_of(read(kept.write()), ["hill-park"])
    assert [row["id"] for row in part.changes] == ["hill-park"]
