"""What was told of the columns of lists, kept beside the record so that the next list of the kind is not asked about.

``import.json`` is no file of the record: nothing of the atlas follows from it, and it can be deleted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.files import NOTHING
from geo.record.files import what_is_at
from geo.record.files import write_text
from geo.record.limits import Limit
from geo.record.read import read_json

FILE = "import.json"
COLUMNS = "columns"
HEADS = Limit(10_000, "columns", f"`{FILE}`", "delete it")


def read_mapping(root: Path) -> dict[str, str]:
    """Return the field of each head that was told before; none where the record has no such file.

    Parameters
    ----------
    root
        Folder of the record.

    Raises
    ------
    RecordError
        If the file is not of the form in which it is written.
    """
    path = root / FILE
    if what_is_at(path) == NOTHING:
        return {}
    content = read_json(path, where=FILE)
    columns = content.get(COLUMNS)
    if (
        [*content] != [COLUMNS]
        or not isinstance(columns, dict)
        or not all(isinstance(field, str) for field in columns.values())
    ):
        message = f"must hold {COLUMNS!r} alone, with the field of each column: delete it, and tell them again"
        raise RecordError(FILE, Code.WRONG_STRUCTURE, message, shown(columns))
    HEADS.require(len(columns), FILE)
    return columns


def write_mapping(root: Path, told: Mapping[str, str]) -> None:
    """Write what was told of columns, in the order of their heads; nothing where nothing was.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    if told:
        content = {COLUMNS: dict(sorted(told.items()))}
        write_text(root / FILE, json.dumps(content, ensure_ascii=False, indent=2) + "\n", where=FILE)
