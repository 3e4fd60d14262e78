"""What is published: the map, files in each format, the record itself, the layers for other programs, the guides."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.parse import urlunsplit

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.describe.card import CARD
from geo.describe.card import card_picture
from geo.export import FORMATS
from geo.export import Format
from geo.export import save_all
from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.page.build import AtlasMap
from geo.page.options import MapOptions
from geo.publish.deposit import demand_whole
from geo.publish.deposit import folders_of
from geo.publish.deposit import write_record
from geo.publish.features import write_features
from geo.publish.files_page import DOCS
from geo.publish.files_page import FEATURES
from geo.publish.files_page import FIRST_PAGE
from geo.publish.files_page import RECORD
from geo.publish.files_page import to_files_page
from geo.record.files import write_bytes
from geo.record.files import write_checksums
from geo.record.files import write_text
from geo.record.folder import OutputFolder

DOWNLOADS = "files"
LIST = "published.json"
"""The list of all files in the folder."""


def publish(
    atlas: Atlas,
    output: Path,
    options: MapOptions,
    *,
    docs: Path | None = None,
    formats: Iterable[Format] = tuple(FORMATS.values()),
) -> Path:
    """Write a folder that any web server can hand out, whole or not at all; the same record gives the same bytes.

    Parameters
    ----------
    atlas
        What is published, a whole record.
    output
        The folder to write: new, empty, or one that was published before and is replaced.
    options
        What the map offers; the public address is that of the folder. Without boundaries the record stays out, too: it
        is none without its districts.
    docs
        A folder of built guides that is published, too.
    formats
        Those of the files; by default all.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    AtlasError
        If it is a part of an atlas, a format lacks its library, or the folder of guides its first page.
    OutputError
        If the folder holds something else, or cannot be written.
    """
    demand_whole(atlas)
    formats = list(formats)
    _check_docs(docs)
    folder = OutputFolder(output, apart_from=[*folders_of(atlas), *([docs] if docs else [])], listed_in=LIST)
    for form in formats:
        form.require()
    options = replace(options, public_url=_folder_address(options.public_url))
    with folder.grown_beside() as grown:
        AtlasMap(atlas, replace(options, files_page=f"{DOWNLOADS}/{FIRST_PAGE}")).save(grown / FIRST_PAGE)
        write_bytes(grown / CARD, card_picture(atlas, boundaries=options.boundaries).png())
        write_text(grown / ".nojekyll", "")  # else GitHub Pages leaves out folders whose names begin with _
        if options.boundaries:
            write_record(grown / RECORD, atlas)
        write_features(grown / FEATURES, atlas)
        if docs:
            shutil.copytree(docs, grown / DOCS, ignore=shutil.ignore_patterns(".*"))
        _write_downloads(grown / DOWNLOADS, atlas, formats)
        folder.put_in_place(grown)
    return folder.path


def _check_docs(docs: Path | None) -> None:
    if docs is None:
        return
    if not (docs / FIRST_PAGE).is_file():
        raise AtlasError(escaped(str(docs)), f"must be a folder of built guides, with {FIRST_PAGE}: make docs")
    for path in docs.rglob("*"):
        if path.is_symlink():
            raise AtlasError(escaped(str(path)), "must be a file or folder of the guides themselves", "a link")


def _folder_address(address: str) -> str:
    """Return the address of the folder, with the slash without which the card would lie beside it.

    >>> _folder_address("https://example.org/zhuzhou"), _folder_address("https://example.org/zhuzhou/index.html")
    ('https://example.org/zhuzhou/', 'https://example.org/zhuzhou/index.html')
    """
    parts = urlsplit(address)
    if not address or parts.path.endswith(("/", f"/{FIRST_PAGE}")):
        return address
    return urlunsplit(parts._replace(path=f"{parts.path}/"))


def _write_downloads(folder: Path, atlas: Atlas, formats: Iterable[Format]) -> None:
    """Write one file per format, their digests, and the page that leads to all, and to the folders beside."""
    folder.mkdir()
    files = save_all(folder, atlas, EVERYTHING, atlas.place.export_name, formats)
    write_checksums(folder, files.values())
    write_text(folder / FIRST_PAGE, to_files_page(atlas, files, {path.name for path in folder.parent.iterdir()}))
