"""The test set of `geo mentions`: its files have the form that its README declares, and its codes and ids exist."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from geo.record.place import place_of
from geo.record.read import read
from geo.record.tables import LONGEST_TOKEN
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import is_number
from geo.record.vocabulary import is_period

SET = Path(__file__).parent / "mentions" / "set"
COLUMNS = [
    *("line", "column", "token", "value", "unit", "qualifier", "kind", "aim", "as_of", "stated"),
    *("indicator", "scope", "subjects", "doubt"),
]
FIGURE, STATUS, PLACE, BEYOND = "figure", "status", "place", "beyond"
FILLED = {
    FIGURE: {"value", "unit", "aim", "subjects"},
    STATUS: {"value", "aim", "subjects"},
    PLACE: {"subjects"},
    BEYOND: set(),
}
"""What a row of each kind always says, besides where it is."""

EMPTY = {
    FIGURE: set(),
    STATUS: {"unit", "qualifier", "indicator"},
    PLACE: set(COLUMNS) - {"line", "column", "token", "kind", "subjects", "doubt"},
    BEYOND: set(COLUMNS) - {"line", "column", "token", "kind"},
}
"""What a row of each kind never says."""

LAST_TUNED = "8"
"""The last batch that the reader was tuned on."""

REGISTERS = {"unit": "units", "qualifier": "qualifiers", "aim": "aims", "indicator": "indicators", "scope": "scopes"}

RECORD = read()
CITY = place_of(RECORD.package)
CODES = {name: {row["code"] for row in rows} for name, rows in RECORD.registers.items()}
IDS = {feature["id"] for _, feature in RECORD.sites} | set(CITY.districts) | {CITY.code}


def table(name: str) -> list[dict[str, str]]:
    with (SET / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TEXTS = table("texts")
ROWS = [(text["slug"], row) for text in TEXTS for row in table(text["slug"])]


def wrong(rule) -> list[str]:
    """Give the rows that break a rule, as their text, line and token."""
    return [f"{slug}:{row['line']}:{row['token']}" for slug, row in ROWS if not rule(row)]


def answers(row: dict[str, str], column: str) -> list[str]:
    return [each for each in row[column].split("|") if each]


def test_the_batches_that_the_reader_was_tuned_on_are_dev_and_those_since_are_held_back():
    assert len(TEXTS) >= 10
    order = [(text["batch"], text["sha256"]) for text in TEXTS]
    assert order == sorted(set(order))
    assert {text["half"] for text in TEXTS if text["batch"] <= LAST_TUNED} == {"dev"}
    assert {text["half"] for text in TEXTS if text["batch"] > LAST_TUNED} <= {"held"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["slug"])
def test_a_text_is_described(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text["slug"])
    assert re.fullmatch(r"[0-9a-f]{64}", text["sha256"])
    assert 200 <= int(text["characters"]) < int(text["length"])
    assert text["type"] in CODES["source_types"]
    assert is_period(text["published"])
    assert urlsplit(text["url"]).scheme in {"http", "https"}


def test_no_text_is_one_that_the_record_was_made_from():
    """Five texts were read line by line, and the reader's forerunner was tuned on them."""
    assert {text["sha256"] for text in TEXTS}.isdisjoint(source["sha256"] for source in RECORD.sources)
    assert not list(SET.rglob("*.txt"))


def test_each_text_has_its_rows_and_no_rows_lack_a_text():
    assert {path.stem for path in SET.glob("*.csv")} == {"texts"} | {text["slug"] for text in TEXTS}


def test_every_text_has_figures_and_places():
    for text in TEXTS:
        kinds = {row["kind"] for row in table(text["slug"])}
        assert {FIGURE, PLACE} <= kinds, text["slug"]


def test_rows_have_the_columns_of_candidates_and_the_doubt():
    for text in TEXTS:
        with (SET / f"{text['slug']}.csv").open(encoding="utf-8") as file:
            assert file.readline().rstrip("\n").split(",") == COLUMNS


def test_rows_are_in_the_order_of_the_text():
    for text in TEXTS:
        places = [(int(row["line"]), int(row["column"]), row["kind"]) for row in table(text["slug"])]
        assert places == sorted(places), text["slug"]
        assert min(min(line, column) for line, column, _ in places) >= 1


def test_no_more_than_a_token_is_quoted():
    assert wrong(lambda row: 1 <= len(row["token"]) <= LONGEST_TOKEN) == []
    assert (
        wrong(lambda row: all(len(name) <= LONGEST_TOKEN + 1 for name in answers(row, "subjects") if name[0] == "?"))
        == []
    )


def test_each_kind_says_what_it_can_say():
    assert wrong(lambda row: row["kind"] in FILLED) == []
    assert wrong(lambda row: all(row[column] for column in FILLED[row["kind"]])) == []
    assert wrong(lambda row: not any(row[column] for column in EMPTY[row["kind"]])) == []
    assert wrong(lambda row: row["doubt"] in {"", "1"}) == []


@pytest.mark.parametrize("column", REGISTERS)
def test_codes_are_of_the_registers(column):
    assert wrong(lambda row: set(answers(row, column)) <= CODES[REGISTERS[column]]) == []


def test_values_are_numbers_or_statuses():
    assert wrong(lambda row: row["kind"] != FIGURE or is_number(row["value"])) == []
    assert wrong(lambda row: row["kind"] != STATUS or set(answers(row, "value")) <= CODES["statuses"]) == []


def test_units_are_of_the_dimension_of_the_indicator():
    units = {row["code"]: row["dimension"] for row in RECORD.registers["units"]}
    indicators = {row["code"]: row["dimension"] for row in RECORD.registers["indicators"]}
    assert wrong(lambda row: {indicators[code] for code in answers(row, "indicator")} <= {units.get(row["unit"])}) == []


def test_subjects_are_in_the_record_or_are_names():
    assert wrong(lambda row: all(each in IDS or each[0] == "?" for each in answers(row, "subjects"))) == []


def test_dates_are_those_of_facts():
    """A promise says when it was made, and what has happened when that was."""
    assert (
        wrong(lambda row: all(is_period(day) for column in ("as_of", "stated") for day in answers(row, column))) == []
    )
    promises = [row for _, row in ROWS if row["aim"] and ACTUAL not in answers(row, "aim")]
    assert [row["token"] for row in promises if not row["stated"]] == []


def test_the_readme_counts_the_rows():
    halves = {text["slug"]: text["half"] for text in TEXTS}
    for half in set(halves.values()):
        rows = [row for slug, row in ROWS if halves[slug] == half]
        kinds = Counter(row["kind"] for row in rows)
        doubts = sum(bool(row["doubt"]) for row in rows)
        texts = list(halves.values()).count(half)
        counts = [half, texts, kinds[FIGURE], kinds[STATUS], kinds[PLACE], kinds[BEYOND], doubts]
        assert f"| {' | '.join(map(str, counts))} |" in (SET / "README.md").read_text("utf-8")
