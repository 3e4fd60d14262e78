"""Documents of the repository as pages of the site, and links between documents as links between pages."""

from __future__ import annotations

import os
import re
from pathlib import Path
from pathlib import PurePosixPath

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "data/README.md": "reference/record",
    "CONTRIBUTING.md": "project/contributing",
    "SECURITY.md": "project/security",
    "CHANGELOG.md": "project/changelog",
    "README.md": "en/index",
    "README.zh.md": "zh/index",
}
"""The page at which a reader of the site finds a document of the repository."""

HOLDS_WHOLE = re.compile(r"^<!-- the document: (\S+) -->$", re.MULTILINE)
LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?(?=\))")
LINKED_FOLDER = re.compile(r"\[([^\]]+)\]\((?![a-z]+:)[^)\s]+/\)")


def put_in_documents(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the document that a page names in its place, and let links to documents lead to their pages."""
    path = app.env.doc2path(page).relative_to(ROOT)

    def whole(found: re.Match[str]) -> str:
        app.env.note_dependency(str(ROOT / found[1]))
        return with_links_of_pages((ROOT / found[1]).read_text("utf-8"), PurePosixPath(found[1]), page)

    text = with_links_of_pages(source[0], PurePosixPath(path.as_posix()), page)
    source[0] = HOLDS_WHOLE.sub(whole, text)


def with_links_of_pages(text: str, document: PurePosixPath, page: str) -> str:
    """Return the text of a document with links that work on a page.

    Parameters
    ----------
    text
        Markdown.
    document
        Where its links are relative to, below the root of the repository.
    page
        The page that will hold it, below ``docs``.

    Examples
    --------
    >>> with_links_of_pages("[a](../SECURITY.md#b), [c](../layers)", PurePosixPath("docs/x.md"), "x")
    '[a](project/security.md#b), c'
    """
    here = PurePosixPath("docs", page).parent

    def led(found: re.Match[str]) -> str:
        target = os.path.normpath(document.parent / found[1]).replace(os.sep, "/")
        if (ROOT / target).is_dir():
            return f"{target}/"
        known = f"docs/{PAGES[target]}.md" if target in PAGES else target
        return os.path.relpath(known, here).replace(os.sep, "/") + (found[2] or "")

    return LINKED_FOLDER.sub(r"\1", LINK.sub(led, text))


def setup(app: Sphinx) -> dict:
    """Connect to the reading of pages."""
    app.connect("source-read", put_in_documents)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
