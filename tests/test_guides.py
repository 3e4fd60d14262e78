"""The guides do what they say: their commands and scripts run on the record, and both languages have the same ones."""

import re
import shlex
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.cli import main
from geo.record.model import TABLES
from geo.record.paths import COMMAND
from geo.record.paths import ROOT
from geo.record.paths import layer_path
from geo.record.read import read

DOCS = ROOT / "docs"
LANGUAGES = ("en", "zh")
PAGES = {lang: sorted(path.relative_to(DOCS / lang) for path in (DOCS / lang).rglob("*.md")) for lang in LANGUAGES}
VERBS = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

LEFT_TO_THE_READER = re.compile(r"python -m pip install '?\.(\[\w+\]'?)?|jupyter lab docs/notebooks/(?P<notebook>\S+)")
"""What sets up the reader's own computer or waits for a reader."""


def text_of(lang: str, page: Path) -> str:
    return (DOCS / lang / page).read_text("utf-8")


def examples(text: str) -> list[tuple[str, str]]:
    """Return the blocks of code of a page, each with its language; comments, which are translated, are left out."""
    blocks = re.findall(r"^```(.*?)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(kind, re.sub(r" *(?<!')#.*", "", code)) for kind, code in blocks if not kind.startswith("{")]


def run_command(command: str) -> None:
    """Run a command of this program; of others see that they are known ones."""
    name, *words = shlex.split(command)
    if name == COMMAND:
        assert main(words) == 0, command
    elif name == "make":
        assert words[0] in VERBS, command
    else:
        assert LEFT_TO_THE_READER.fullmatch(command), command


def enter(block: str, root: Path) -> None:
    """Put the rows of a table, or a park, into a record as a reader would by hand."""
    if block.startswith("{"):
        path = root / layer_path("parks")
        path.write_text(path.read_text("utf-8").replace("[]", f"[{block}]", 1), "utf-8")
        return
    head, _, rows = block.partition("\n")
    (table,) = (path for path, columns in TABLES.items() if ",".join(columns) == head)
    with (root / table).open("a", encoding="utf-8", newline="") as file:
        file.write(rows)


def test_both_languages_have_the_same_pages():
    assert PAGES["en"] == PAGES["zh"] != []


@pytest.mark.parametrize("page", PAGES["en"], ids=str)
def test_both_languages_have_the_same_examples_headings_and_links(page):
    english, chinese = (text_of(lang, page) for lang in LANGUAGES)
    assert examples(english) == examples(chinese)
    for form in (r"^(#+) ", r"\]\(([^)]+)\)", r"^```\{image\} (\S+)-", r"`(map\.html[^`]*)`"):
        both = [sorted(re.findall(form, text, re.MULTILINE)) for text in (english, chinese)]
        assert both[0] == both[1], form


LONG = ("guides/keep-the-record.md", "guides/publish.md")
"""Pages whose examples take longer than all others together."""


def shown(page: Path) -> object:
    """Return a page as a case of a test, the long ones for the matrix."""
    marks = [pytest.mark.matrix] if page.as_posix() in LONG else []
    return pytest.param(page, marks=marks, id=str(page))


@pytest.mark.parametrize("page", [shown(page) for page in PAGES["en"] if examples(text_of("en", page))])
def test_the_examples_of_a_page_run_one_after_the_other(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    ran = 0
    for language, code in examples(text_of("en", page)):
        if language == "python":
            exec(compile(code, str(page), "exec"), names)  # noqa: S102 (the very code that readers are told to run)
            ran += 1
        if language == "sh":
            for command in filter(None, code.splitlines()):
                run_command(command)
                ran += 1
        if language in {"csv", "json"}:
            enter(code, tmp_path / "yueyang")
    assert ran


def test_an_example_that_fails_is_noticed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        run_command(f"{COMMAND} export --district nowhere")
    with pytest.raises(AssertionError):
        run_command("rm -r .")


def test_the_links_into_the_page_are_read_whole():
    links = {link for page in PAGES["en"] for link in re.findall(r"`map\.html(#[^`]+)`", text_of("en", page))}
    assert len(links) >= 2
    atlas = Atlas(read())
    for link in links:
        Selection.from_link(atlas, link)  # raises an error where a part cannot be read
