"""Verification: each token on its line of the very text that was read."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from geo.issues.errors import AtlasError
from geo.record.read import read
from geo.texts.verify import tally
from geo.texts.verify import verify


def lines(tiny, sources_dir) -> list[str]:
    return [str(issue) for issue in verify(read(tiny.write()), sources_dir)]


def test_tokens_on_their_lines_pass(tiny, sources_dir):
    assert lines(tiny, sources_dir) == []


def test_second_hand_facts_are_counted_apart(tiny):
    assert tally(read(tiny.write())) == (2, 5)


def test_a_token_on_another_line_is_told(tiny, sources_dir):
    tiny.fact(1)["locator"] = "L1"
    assert lines(tiny, sources_dir) == [
        "error data/facts.csv:3: '开工' is not on L1 of review-2024 (it is on L2) [token-not-found]"
    ]


def test_a_token_on_one_of_several_lines_passes(tiny, sources_dir):
    tiny.fact(1)["locator"] = "L1-2"
    assert lines(tiny, sources_dir) == []


def test_a_token_does_not_run_over_a_line_end(tiny, sources_dir):
    tiny.fact(0).update({"locator": "L1-2", "token": "元。山丘"})
    assert lines(tiny, sources_dir) == [
        "error data/facts.csv:2: '元。山丘' is not on L1-2 of review-2024 [token-not-found]"
    ]


@pytest.mark.parametrize("locator", ["L3", "L2-3"])
def test_a_line_beyond_the_end_is_told(tiny, sources_dir, locator):
    tiny.fact(1)["locator"] = locator
    assert lines(tiny, sources_dir) == [
        f"error data/facts.csv:3: {locator} is beyond the 2 lines of review-2024 [beyond-the-end]"
    ]


def test_a_malformed_locator_is_told(tiny, sources_dir):
    tiny.fact(1)["locator"] = "line 2"
    [told] = lines(tiny, sources_dir)
    assert re.fullmatch(r"error data/facts\.csv:3: .*'line 2' \[invalid-locator\]", told)


def test_a_text_that_changed_is_told_and_still_compared(tiny, sources_dir):
    changed = "约3600亿元\r\u2028\n开\n".encode()
    (sources_dir / "review-2024.txt").write_bytes(changed)
    assert lines(tiny, sources_dir) == [
        "error data/sources.csv:3: sha256 does not match review-2024.txt "
        f"({sha256(changed).hexdigest()}) [digest-mismatch]",
        "error data/facts.csv:3: '开工' is not on L2 of review-2024 [token-not-found]",
    ]


def test_another_length_of_the_same_text_is_told(tiny, sources_dir):
    tiny.sources[1]["length"] = "7"
    [line] = lines(tiny, sources_dir)
    assert line.startswith("error data/sources.csv:3: length does not match review-2024.txt (")
    assert line.endswith("[digest-mismatch]")


def test_a_page_that_is_second_hand_is_compared_with_no_text(tiny, sources_dir):
    tiny.sources[0].update(sha256="ab" * 32)
    assert lines(tiny, sources_dir) == []


def test_a_missing_text_is_told_once(tiny, sources_dir):
    (sources_dir / "review-2024.txt").unlink()
    assert lines(tiny, sources_dir) == [
        "error data/sources.csv:3: review-2024.txt: file must be there; found nothing [missing-file]"
    ]


def test_a_text_that_is_not_utf8_is_told_by_its_digest(tiny, sources_dir):
    (sources_dir / "review-2024.txt").write_bytes(b"\xff\n\xff\n")
    assert lines(tiny, sources_dir)[0].startswith("error data/sources.csv:3: sha256 does not match review-2024.txt")


def test_a_missing_folder_of_texts_is_told(tiny, tmp_path):
    with pytest.raises(AtlasError) as caught:
        verify(read(tiny.write()), tmp_path / "none")
    assert str(caught.value) == f"{tmp_path}/none: folder of source texts must be there; found none"
