"""Hostile texts and addresses: nothing runs, nothing is asked for, and what was typed is what is read."""

from __future__ import annotations

import copy
from itertools import cycle

import pytest

from geo.atlas.atlas import Atlas
from geo.export.csv import cell
from geo.record.read import read
from tests.attack import hashes
from tests.attack.inert import SAMPLE
from tests.attack.inert import STATES
from tests.attack.inert import Visitor
from tests.attack.inert import as_read
from tests.attack.inert import fields
from tests.attack.inert import refusals
from tests.attack.inert import sound
from tests.attack.inert import times_shown
from tests.attack.inert import try_record
from tests.attack.inert import try_text
from tests.attack.inert import with_all_texts
from tests.attack.inert import with_text
from tests.attack.strings import ALL
from tests.attack.strings import LONG
from tests.attack.strings import STRINGS
from tests.attack.strings import is_writable
from tests.fixtures.shared import ADDRESSES
from tests.fixtures.shared import RECORD

WRITABLE = tuple(text for text in ALL if is_writable(text) and len(text) < LONG)


@pytest.fixture
def visitor(browser, tmp_path):
    visitor = Visitor(browser, tmp_path)
    yield visitor
    visitor.close()
    assert visitor.tally.broken == []


@pytest.fixture(scope="module")
def base():
    return sound()


@pytest.fixture(scope="module")
def known(base):
    return fields(base)


def test_the_corpus_is_large_and_of_every_class():
    assert len(ALL) >= 150
    assert all(len(texts) >= 4 for texts in STRINGS.values())
    assert max(map(len, ALL)) == 100_000


def test_every_field_of_a_text_is_found(base, known):
    record = copy.deepcopy(base)
    for each in known:
        each.put(record, lambda: SAMPLE)
    layers = [feature["properties"] for layer in record.layers.values() for feature in layer["features"]]
    assert len(known) > 80
    for column in (
        "name_zh",
        "name_en",
        "aliases",
        "position_evidence",
        "position_note_zh",
        "inclusion_reason_zh",
        "area_note_en",
        "area_source",
        "seat_evidence",
    ):
        assert all(told[column] in (SAMPLE, [SAMPLE] * len(told[column])) for told in layers if column in told)
    assert {row["url"] for row in record.sources} == {row["title_zh"] for row in record.sources} == {SAMPLE}
    assert {row["name_en"] for rows in record.registers.values() for row in rows} == {SAMPLE}
    assert {row["token"] for row in record.facts} == {SAMPLE}
    assert record.package["version"] == SAMPLE


@pytest.mark.parametrize("turn", [0, *(pytest.param(each, marks=pytest.mark.matrix) for each in (1, 2))])
def test_all_texts_at_once_run_nothing_wherever_they_stand(visitor, base, known, turn):
    try_record(visitor, with_all_texts(turn, base, known, WRITABLE), f"turn {turn}")
    assert visitor.tally.states == 2 * len(STATES)


@pytest.mark.matrix
def test_a_text_everywhere_runs_nothing_and_is_shown_as_typed(visitor, base, known):
    wanted = times_shown(visitor, base, known)
    assert min(wanted.values()) > 0
    assert sum(wanted.values()) > 1000
    for text in (SAMPLE, "__proto__", "\u202ea\r\nb\tc\0"):
        try_text(visitor, text, base, known, wanted)


def test_a_text_that_files_can_hold_comes_back_from_them(base, known):
    record = as_read(with_text(SAMPLE, base, known))
    assert record.sources[0]["title_zh"] == SAMPLE


def test_validation_refuses_in_one_line(base, known):
    # Each field meets one of them; `make attack` puts each into every field.
    texts = cycle(("\0", "a\nb", "\u202e", "\ud800"))
    lines = [line for each, text in zip(known, texts, strict=False) for line in refusals(text, each, base)]
    assert len(lines) >= len(known) * 0.75
    assert [line for line in lines if "\n" in line or not line.isprintable()] == []


def test_no_address_but_of_the_web_becomes_a_link(visitor, base):
    record = copy.deepcopy(base)
    addresses = [text for text in ADDRESSES["other"] if text and is_writable(text)]
    for number, text in enumerate(addresses):
        record.sources.append(record.sources[-1] | {"id": f"source-{number:02}", "url": text, "archive": text})
    for _, site in record.sites:
        for each in (*site["properties"]["parts"], *site["properties"]["rival_positions"]):
            each["evidence"] = addresses
        site["properties"]["position_evidence"] = addresses
    visitor.open(Atlas(record), "addresses")
    links = "() => [...document.querySelectorAll('.drawer a')].map((each) => each.getAttribute('href'))"
    for state, shown in (
        ("&page=sources", {"https://example.org/n", "https://example.org/c", "https://archive.example.org/n"}),
        *((f"&place={place}&facts=1", {"https://example.org/n"}) for place in ("hill-works", "round-mill")),
    ):
        visitor.page.evaluate("(hash) => probe.go(hash)", f"#lang=zh{state}")
        visitor.page.evaluate("() => probe.unfold()")
        assert {link for link in visitor.page.evaluate(links) if not link.startswith("#")} == shown
        relations = visitor.page.locator('.drawer a[target="_blank"]')
        assert {each.get_attribute("rel") for each in relations.all()} == {"noopener noreferrer"}


def test_a_formula_is_told_from_a_number():
    assert (cell("=1"), cell("＝1"), cell("-1"), cell(-1)) == ("'=1", "'＝1", "'-1", "-1")


def test_no_address_disturbs_the_page(visitor):
    visitor.open(Atlas(read(RECORD)), "hashes")
    assert hashes.follow(visitor, 500) == 500
