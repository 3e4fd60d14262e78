"""The page of a review: built offline, of this text and no other, with whatever is in it as data alone."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from types import MappingProxyType

import pytest

from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.mentions.table import COLUMNS
from geo.page.options import PLAIN
from geo.page.options import offered_basemaps
from geo.patch.apply import stand_of
from geo.patch.read import patch_of
from geo.record.read import read
from geo.review.candidates import Candidate
from geo.review.page import review_page
from geo.review.payload import review_of_candidates
from geo.review.payload import review_of_patch
from tests.fixtures.articles import ARTICLE
from tests.fixtures.articles import PUBLISHED
from tests.fixtures.articles import SOURCE
from tests.fixtures.articles import write_article
from tests.fixtures.islands import islands
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import TEXTS


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read(RECORD))


@pytest.fixture
def files(tmp_path, atlas) -> tuple[Path, Path]:
    return write_article(tmp_path, atlas)


@pytest.fixture
def review(files, atlas) -> dict:
    text, candidates = files
    return review_of_candidates(atlas, candidates, text)


def test_candidates_are_read_as_mentions_writes_them():
    assert tuple(Candidate.__annotations__) == COLUMNS


def test_page_gets_the_text_the_candidates_and_a_source_that_has_begun(review, atlas):
    assert review["lines"] == ARTICLE.removesuffix("\n").split("\n")
    assert review["record"] == stand_of(atlas.record)
    assert {"14亿元", "3700亿元", "新星泵业项目"} <= {each["token"] for each in review["candidates"]}
    assert {each["source"] for each in review["candidates"]} == {SOURCE}
    assert review["is_new"]
    told = review["source"]
    assert (told["id"], told["title_zh"], told["standing"]) == (SOURCE, "山丘工厂又添新线", "primary")
    assert (told["sha256"], told["length"]) == (
        hashlib.sha256(ARTICLE.encode()).hexdigest(),
        str(len(ARTICLE.encode())),
    )


def test_date_of_a_source_that_has_begun_is_told_with_the_text(tmp_path, atlas):
    text, candidates = write_article(tmp_path, atlas)
    assert review_of_candidates(atlas, candidates, text)["source"]["published"] == ""
    assert review_of_candidates(atlas, candidates, text, published=PUBLISHED)["source"]["published"] == PUBLISHED
    with pytest.raises(AtlasError, match="published"):
        review_of_candidates(atlas, candidates, text, published="yesterday")


def test_source_that_the_record_has_is_as_the_record_has_it(tmp_path, atlas):
    text = TEXTS / "review-2024.txt"
    line = text.read_text("utf-8").split("\n")[0]
    place = {"line": "1", "column": str(line.index("约3600") + 1), "token": "约3600亿元"}
    candidates = table(tmp_path, place | {"source": "review-2024"})
    review = review_of_candidates(atlas, candidates, text)
    assert (review["is_new"], review["source"]) == (False, atlas.source_rows["review-2024"])
    with pytest.raises(AtlasError, match="must be the date of review-2024"):
        review_of_candidates(atlas, candidates, text, published="1999")


def test_text_that_is_not_the_one_that_was_read_is_refused(tmp_path, files, atlas):
    text, _ = files
    with pytest.raises(RecordError, match=r"sha256 must be 3ed452.*\[digest-mismatch\]"):
        review_of_candidates(atlas, table(tmp_path, {"source": "review-2024"}), text)


def table(folder: Path, cells: dict[str, str] = MappingProxyType({})) -> Path:
    """Write a table of one candidate: the works' investment, but for the cells given."""
    row = dict.fromkeys(COLUMNS, "") | {
        "line": "3",
        "column": "20",
        "token": "14亿元",
        "value": "14",
        "unit": "yi-yuan",
        "kind": "figure",
        "aim": "actual",
        "as_of": "2024-12-20",
        "indicator": "investment",
        "subjects": "hill-works|?新星",
        "verdict": "new",
        "source": SOURCE,
    }
    path = folder / "one.csv"
    path.write_text("".join(f"{','.join(each)}\n" for each in (COLUMNS, (row | {**cells}).values())), "utf-8")
    return path


def test_the_table_of_one_candidate_is_right(tmp_path, files, atlas):
    assert len(review_of_candidates(atlas, table(tmp_path), files[0])["candidates"]) == 1


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"line": "0"}, "invalid-number"),
        ({"line": "6"}, "beyond-the-end"),
        ({"column": "19"}, "token-not-found"),
        ({"token": ""}, "long-token"),
        ({"token": "2024年12月20日，山丘工厂总"}, "long-token"),
        ({"kind": "thing"}, "unknown-code"),
        ({"verdict": "true"}, "unknown-code"),
        ({"unit": "stone"}, "unknown-code"),
        ({"indicator": "luck"}, "unknown-code"),
        ({"aim": "hope"}, "unknown-code"),
        ({"as_of": "yesterday"}, "invalid-date"),
        ({"subjects": "atlantis"}, "unknown-subject"),
        ({"subjects": "?"}, "unknown-subject"),
        ({"subjects": f"?{'名' * 17}"}, "unknown-subject"),
        ({"fact": "f9999"}, "unknown-fact"),
        ({"source": "No id"}, "invalid-id"),
    ],
)
def test_what_is_no_candidate_of_this_text_and_record_is_refused_with_its_line(tmp_path, files, atlas, cells, code):
    with pytest.raises(RecordError, match=rf"one\.csv:2: .*\[{code}\]"):
        review_of_candidates(atlas, table(tmp_path, cells), files[0])


def test_a_token_that_a_spreadsheet_would_run_is_found_without_its_apostrophe(tmp_path, atlas):
    text = tmp_path / "falls.txt"
    text.write_text("增速-3.1%。", "utf-8")
    cells = {"line": "1", "column": "3", "token": "'-3.1%", "value": "-3.1", "unit": "percent", "indicator": "growth"}
    [found] = review_of_candidates(atlas, table(tmp_path, cells), text)["candidates"]
    assert found.items() >= cells.items()


def test_a_text_has_one_source_and_a_name_for_it(tmp_path, files, atlas):
    text, candidates = files
    for given in ("other-news", "No id"):
        with pytest.raises(AtlasError, match="source"):
            review_of_candidates(atlas, candidates, text, given)
    with pytest.raises(AtlasError, match="--source"):
        review_of_candidates(atlas, table(tmp_path, {"source": ""}), text)
    assert review_of_candidates(atlas, table(tmp_path, {"source": ""}), text, SOURCE)["source"]["id"] == SOURCE


def test_page_is_one_file_whose_scripts_are_known_and_that_asks_nothing(review, atlas):
    page = review_page(atlas, review).render()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    pictures = re.search("img-src data: blob:([^;]*);", policy)[1].split()
    assert set(pictures) == {origin for each in offered_basemaps(PLAIN) for origin in each.origins}
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=", page) == []
    assert page == review_page(atlas, review).render(), "the same input gives the same bytes"


def test_all_that_is_reviewed_is_an_island_and_none_of_it_markup(review, atlas):
    hostile = "</script><img src=x onerror=attacked()>{{ 7*7 }}{% raw %}\x00"
    review["lines"][0] = hostile
    review["source"]["title_en"] = hostile
    review["candidates"][0]["token"] = hostile
    page = review_page(atlas, review).render()
    assert json.loads(islands(page)["atlas-review"]) == review
    assert "onerror=attacked" not in page
    assert "{{" not in page


def test_a_proposal_is_reviewed_change_by_change(atlas):
    said = {"do": "change", "in": "facts", "id": "f0001", "from": {"qualifier": "about"}, "to": {"qualifier": ""}}
    patch = patch_of({"atlas_patch": 1, "record": stand_of(atlas.record), "changes": [said]})
    told = review_of_patch(atlas, patch)
    assert (told["lines"], told["candidates"]) == ([], [])
    assert told["changes"] == [said | {"because": None, "why": None}]
    assert told["notes"] == [[]]
    assert json.loads(islands(review_page(atlas, told).render())["atlas-review"]) == told


def test_command_writes_the_page_of_a_text_and_of_a_patch(tmp_path, files, atlas, capsys):
    text, candidates = files
    page = tmp_path / "review.html"
    run = ["--root", str(RECORD), "review"]
    assert main([*run, str(candidates), "--text", str(text), "-o", str(page)]) == 0
    assert re.search(r"review\.html: \d+ candidates; ", capsys.readouterr().out)
    assert SOURCE in islands(page.read_text("utf-8"))["atlas-review"]
    patch = tmp_path / "patch.json"
    withdrawn = {"do": "withdraw", "id": "f0001", "reason": "dateline"}
    content = {"atlas_patch": 1, "record": stand_of(atlas.record), "changes": [withdrawn]}
    patch.write_text(json.dumps(content), "utf-8")
    assert main([*run, str(patch), "-o", str(page)]) == 0
    assert "review.html: 1 change; " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["candidates.csv"], "--text: must name the text"),
        (["nothing.csv", "--text", "article.txt"], "nothing.csv: file must be there"),
        (["candidates.csv", "--text", "nothing.txt"], "nothing.txt: file must be there"),
        (["article.txt", "--text", "article.txt"], "article.txt:1: header must be line,column,"),
        (["bad.json"], "bad.json"),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_reviewed_is_refused_in_one_line(tmp_path, capsys, monkeypatch, arguments, error):
    monkeypatch.chdir(tmp_path)
    Path("bad.json").write_text('{"atlas_patch": 2}', "utf-8")
    assert main(["--root", str(RECORD), "review", *arguments]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"error {error}")
    assert told.count("\n") == 1
    assert not Path("review.html").exists()


@pytest.mark.parametrize(
    ("fact", "before", "after", "told"),
    [
        ("f0001", "3500", "3700", ("value is '3600'", "'3600'.*'3500'", "value", "")),
        ("f0001", "3500", "3600", ("already", "已", "", "")),
        ("f0001", "3600", "many", (r"value.*\[invalid-number\]", r"数.*\[invalid-number\]", "value", "'many'")),
        ("f9999", "1", "2", ("none of this id", "没有", "", "")),
    ],
)
def test_the_program_says_of_each_change_what_speaks_against_it(atlas, fact, before, after, told):
    said = {"do": "change", "in": "facts", "id": fact, "from": {"value": before}, "to": {"value": after}}
    good = {"do": "change", "in": "facts", "id": "f0005", "from": {"note_zh": "x"}, "to": {"note_zh": "y"}}
    content = {"atlas_patch": 1, "record": stand_of(atlas.record), "changes": [good, said], "by": "A reader"}
    review = review_of_patch(atlas, patch_of(content))
    en, zh, *rest = told
    [note] = review["notes"][1]
    assert re.search(en, note["en"])
    assert re.search(zh, note["zh"])
    assert [note["field"], note["found"]] == rest
    assert (review["by"], review["made"]) == ("A reader", "")


def test_a_note_names_the_member_of_a_part_that_is_at_fault(atlas):
    [mill] = [each for each in atlas.record.features("projects") if each["id"] == "round-mill"]
    before = mill["properties"]["parts"]
    after = [{**before[0], "point": ["<b>{0}", 27.85]}]
    said = {"do": "change", "in": "projects", "id": "round-mill", "from": {"parts": before}, "to": {"parts": after}}
    review = review_of_patch(atlas, patch_of({"atlas_patch": 1, "record": stand_of(atlas.record), "changes": [said]}))
    [note] = review["notes"][0]
    assert (note["field"], note["found"]) == ("point", "['<b>{0}', 27.85]")
