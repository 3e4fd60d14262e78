"""What files will say, line by line against what they say, as git shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.history.revisions import git
from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.record.files import write_text

_ALONE = re.compile("^diff --git b/", re.MULTILINE)
_SHOWN = ("diff", "--no-index", "--no-prefix", "--no-color", "--no-ext-diff", "--no-textconv")


def unified(texts: Mapping[str, str], *, at: Path) -> str:
    """Return the difference that git will show once files are written; an empty text where there is none.

    Parameters
    ----------
    texts
        What files will say, by path relative to the folder.
    at
        Folder in which they are; a file that it lacks is new.

    Raises
    ------
    AtlasError
        If git is not installed, or refuses.

    Examples
    --------
    >>> unified({}, at=Path("."))
    ''
    """
    if not texts:
        return ""
    with TemporaryDirectory(prefix="atlas-unified-") as folder:
        for path, text in texts.items():
            for state in ("a", "b"):
                Path(folder, state, path).parent.mkdir(parents=True, exist_ok=True)
            if (at / path).is_file():
                shutil.copy(at / path, Path(folder, "a", path))
            write_text(Path(folder, "b", path), text)
        done = git(*_SHOWN, "a", "b", at=Path(folder))
    if done.returncode not in {0, 1}:
        raise AtlasError("git", "cannot compare files", escaped(done.stderr.decode("utf-8", "replace").strip()))
    # Of a file that is in one of both alone, git names that one twice here; it would not in a repository.
    return _ALONE.sub("diff --git a/", done.stdout.decode("utf-8", "replace"))
