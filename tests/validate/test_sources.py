"""Sources."""

from __future__ import annotations

import pytest

from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: (tiny.sources[0].update(id="A b"), [row.update(source="A b") for row in tiny.facts[2:]]),
            "data/sources.csv:2",
            "invalid-id",
            "'A b'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0]),
            "data/sources.csv:4",
            "duplicate-id",
            "'notice-2023'",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(title_en=""),
            "data/sources.csv:2",
            "missing-text",
            "",
            id="no title",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published=""),
            "data/sources.csv:2",
            "invalid-date",
            "''",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2025-01"),
            "data/sources.csv:2",
            "future-date",
            "'2025-01'",
            id="date in the future",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2023/2024"),
            "data/sources.csv:2",
            "invalid-date",
            "'2023/2024'",
            id="interval",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(url="ftp://example.org"),
            "data/sources.csv:2",
            "invalid-address",
            "'ftp://example.org'",
            id="address of another kind",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(sha256="ABC"),
            "data/sources.csv:3",
            "invalid-digest",
            "'ABC'",
            id="malformed digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="hearsay"),
            "data/sources.csv:2",
            "unknown-code",
            "'hearsay'",
            id="unknown standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(type="newspapers"),
            "data/sources.csv:2",
            "unknown-code",
            "'newspapers' (did you mean 'newspaper'?)",
            id="unknown type",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(type=""),
            "data/sources.csv:2",
            "missing-value",
            "source_types.csv",
            id="no type",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing=""),
            "data/sources.csv:2",
            "unknown-code",
            "''",
            id="no standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="primary"),
            "data/sources.csv:2",
            "standing-mismatch",
            "256",
            id="primary source without a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="second-hand", sha256="ab" * 32),
            "data/sources.csv:3",
            "standing-mismatch",
            "'abababababababababababababababababababababababababababababababab'",
            id="second-hand source with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="copy", sha256="ab" * 32),
            "data/sources.csv:3",
            "standing-mismatch",
            "'abababababababababababababababababababababababababababababababab'",
            id="copy with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(every="weekly"),
            "data/sources.csv:2",
            "unknown-code",
            "'weekly'",
            id="interval of issues of another form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(every="P1M", published="2023"),
            "data/sources.csv:3",
            "invalid-date",
            "'2023'",
            id="issue of a month that is not named",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="hearsay"),
            "data/sources.csv:2",
            "unknown-code",
            "'hearsay'",
            id="unknown form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form=""),
            "data/sources.csv:2",
            "missing-value",
            "f0010",
            id="newer source without a form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed=""),
            "data/sources.csv:2",
            "missing-value",
            "f0010",
            id="newer source without a date of access",
        ),
        pytest.param(
            lambda tiny: tiny.package.pop("access_since"),
            "data/sources.csv:3",
            "missing-value",
            "f0001",
            id="all sources are newer where the descriptor names no fact",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(access_since=3),
            "datapackage.json",
            "invalid-id",
            "3",
            id="date of access from what is no fact on",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(accessed="2024-12-31"),
            "data/sources.csv:3",
            "missing-value",
            "form",
            id="date of access without a form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2024-12"),
            "data/sources.csv:2",
            "invalid-date",
            "'2024-12'",
            id="date of access without a day",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2025-01-01"),
            "data/sources.csv:2",
            "future-date",
            "'2025-01-01'",
            id="date of access after the record's own",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2023-04-30"),
            "data/sources.csv:2",
            "date-order",
            "'2023-04-30'",
            id="read before it was published",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="stored copy", sha256="ab" * 32),
            "data/sources.csv:2",
            "form-mismatch",
            "sha256",
            id="digest of a stored copy",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="stored copy", length="7"),
            "data/sources.csv:2",
            "form-mismatch",
            "'7'",
            id="length of a stored copy",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(length="7"),
            "data/sources.csv:2",
            "form-mismatch",
            "'7'",
            id="length without a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(length="0"),
            "data/sources.csv:3",
            "invalid-number",
            "'0'",
            id="length of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(archive="http://archive.example.org/n"),
            "data/sources.csv:2",
            "invalid-address",
            "'http://archive.example.org/n'",
            id="archive that is no https address",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0] | {"id": "page"}),
            "data/sources.csv:4",
            "unused-source",
            "'page'",
            id="of no use",
        ),
    ],
)
def test_a_damaged_source_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_a_page_that_no_fact_rests_on_needs_a_date_if_it_appears_regularly(tiny):
    page = {**tiny.sources[0], "id": "another-page", "published": "", "every": ""}
    tiny.sources.append(page)
    tiny.properties("districts")["population_source"] = ["another-page"]
    assert tiny.found() == []
    page["every"] = "P1Y"
    assert_one(tiny, "data/sources.csv:4", "invalid-date", "published")


def test_a_page_of_which_the_bytes_were_read_has_their_digest(tiny):
    tiny.sources[0].update(sha256="ab" * 32, length="7", archive="https://archive.example.org/n")
    assert tiny.found() == []
