"""Commands that read a record with errors: each tells of them, exits with 1 and writes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.cli import main
from geo.record.paths import FACTS
from tests.fixtures.shared import RECORD

FACT = ("--subject", "twin-park", "--indicator", "firms", "--value", "8", "--unit", "ge", "--source", "notice-2023")
PATCH = (
    '{"atlas_patch": 1, "record": {"name": "tiny", "version": "2024.12.31", "digest": "000000000000"}, "changes": []}'
)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> Path:
    """Return a record with an error in a value, and the inputs of the commands beside it."""
    root = tmp_path_factory.mktemp("wrong") / "record"
    shutil.copytree(RECORD, root)
    text = (root / FACTS).read_text("utf-8")
    (root / FACTS).write_text(text.replace("f0001,430200,gdp,", "f0001,430200,no-such,", 1), "utf-8")
    for name, content in {"list.csv": "id,误差\nhill-park,150\n", "patch.json": PATCH, "text.txt": "某厂"}.items():
        (root.parent / name).write_text(content, "utf-8")
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("build", "-o", "{out}"),
        ("add", "fact", *FACT, "-o", "{out}"),
        ("import", "{in}/list.csv", "-o", "{out}"),
        ("apply", "{in}/patch.json", "--map", "{out}"),
        ("review", "{in}/patch.json", "-o", "{out}"),
        ("mentions", "{in}/text.txt", "--published", "2024-12-01", "-o", "{out}"),
        ("export", "-o", "{out}.csv"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_is_written_from_a_record_with_errors(wrong, tmp_path, capsys, arguments):
    out = tmp_path / "written"
    told = [each.format(out=out, **{"in": wrong.parent}) for each in arguments]
    assert main(["--root", str(wrong), *told]) == 1
    assert "no-such" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []
