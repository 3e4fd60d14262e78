"""How far long work has come: said by those who do it, shown to somebody who watches, and to nobody else."""

import io
import sys

import pytest

from geo.cli import main
from geo.cli import progress
from geo.export import xlsx
from geo.progress import followed
from geo.progress import watched
from tests.fixtures.shared import RECORD


class Terminal(io.StringIO):
    """Standard error on which somebody looks."""

    def isatty(self):
        """Return that it is one."""
        return True


def stages_of(arguments):
    """Run a command; return each work it told of, with how many of its pieces were taken and how many announced."""
    stages = []

    def watch(work, what, count):
        taken = 0
        for piece in work:
            taken += 1
            yield piece
        stages.append((what, taken, count))

    with watched(watch):
        assert main(arguments) == 0
    return stages


@pytest.mark.parametrize(
    ("arguments", "works"),
    [
        (["validate"], {"checking"}),
        (["format", "--check"], {"canonical form"}),
        (["export", "--format", "geojson"], {"checking", "sites", "facets", "digest", "features", "writing"}),
        (["export", "--format", "csv"], {"checking", "digest", "rows"}),
        (["export", "--format", "kml"], {"checking", "digest", "features"}),
        (
            ["build", "--force"],
            {"checking", "digest", "sites", "facets", "words to search", "names to search", "places"},
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_long_work_says_how_far_it_has_come(arguments, works, tmp_path):
    output = [] if arguments[0] in {"validate", "format"} else ["--output", str(tmp_path / "file")]
    stages = stages_of([*arguments, *output])
    assert {what for what, _, _ in stages} >= works | {"reading layers", "reading data/facts.csv"}
    assert [stage for stage in stages if stage[1] != stage[2]] == []


def test_a_large_workbook_says_that_its_file_follows_the_rows(monkeypatch, tmp_path):
    begun = []

    def watch(work, what, count):
        begun.append((what, count))
        return work

    monkeypatch.setattr(xlsx, "_MANY", 1)
    with watched(watch):
        assert main(["--root", str(RECORD), "export", "--output", str(tmp_path / "file.xlsx")]) == 0
    assert begun[-1] == ("xlsx: the workbook is finished", None)


def test_somebody_who_watches_sees_a_bar_and_the_time_that_remains(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_MOMENT", 0)
    with progress.shown_progress():
        assert list(followed("abc", "letters", 3)) == ["a", "b", "c"]
    assert "letters:   0 %" in terminal.getvalue()
    assert "left" in terminal.getvalue()
    assert terminal.getvalue().rpartition("\r")[2].strip() == ""


def test_work_of_which_nobody_knows_how_long_it_takes_is_named_at_once(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.shown_progress():
        pieces = iter(followed(("file",), "rest of the file", None))
        next(pieces)
        assert terminal.getvalue().rpartition("\r")[2].strip() == "rest of the file ..."
        assert list(pieces) == []
    assert terminal.getvalue().rpartition("\r")[2].strip() == ""


def test_short_work_shows_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress.shown_progress():
        list(followed("abc", "letters", 3))
    assert sys.stderr.getvalue().strip("\r ") == ""


def test_short_work_shows_nothing_however_long_the_whole_takes(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with progress.shown_progress():
        list(followed("abc", "letters", 3))
    assert sys.stderr.getvalue().strip("\r ") == ""


def test_short_works_show_once_the_whole_takes_long(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "_MOMENT", 0)
    monkeypatch.setattr(progress, "monotonic", iter([0, 1, 3]).__next__)
    with progress.shown_progress():
        list(followed("abc", "letters", 3))
        list(followed("123", "digits", 3))
    assert "letters" not in sys.stderr.getvalue()
    assert "digits:   0 %" in sys.stderr.getvalue()


def test_nobody_is_shown_anything_where_no_terminal_is(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    letters = "abc"
    with progress.shown_progress():
        assert followed(letters, "letters", 3) is letters
    assert sys.stderr.getvalue() == ""
