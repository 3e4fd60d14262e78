"""The record as a deposit: its files, with what tells who finds them what they are and how to cite them."""

from __future__ import annotations

from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Part
from geo.describe.citation import citation
from geo.describe.deposit import README
from geo.describe.deposit import readme
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.record.canonical import format_record
from geo.record.files import write_bytes
from geo.record.files import write_text
from geo.record.folder import OutputFolder
from geo.record.paths import CITATION
from geo.record.paths import DATA_FOLDER
from geo.record.paths import LAYERS_FOLDER
from geo.record.schemas import schema_texts

LIST = "deposit.json"
"""The list of its files."""


def demand_whole(atlas: Atlas) -> None:
    """Refuse a part of an atlas, of which neither record, digest nor citation could be that of the whole.

    Raises
    ------
    AtlasError
        If it is one.
    """
    if isinstance(atlas, Part) and atlas.whole:
        must = "atlas must be a whole record; of a part, save the map (geo.build_map) and the files (geo.to_file)"
        raise AtlasError("publish", must, counted(len(atlas.site_rows), "site"))


def folders_of(atlas: Atlas) -> list[Path]:
    """Return the folders that hold the files of a record; what is beside them, as in a checkout, is not read."""
    return [atlas.record.root / name for name in (LAYERS_FOLDER, DATA_FOLDER)]


def write_record(folder: Path, atlas: Atlas) -> None:
    """Write the record, which is a data package, and beside it a README, the citation and the schemas.

    What is written is what the atlas holds, whatever its files on disk have become since it was read.

    Parameters
    ----------
    folder
        Where the files go; it is made.
    atlas
        A whole record.
    """
    record = atlas.record
    texts = {**format_record(record), **schema_texts(record)}
    for path in (*texts, *record.pictures):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        write_text(folder / path, text)
    for path, picture in record.pictures.items():
        write_bytes(folder / path, picture)
    write_text(folder / CITATION, citation(atlas))
    write_text(folder / README, readme(atlas))


def deposit(atlas: Atlas, output: Path) -> Path:
    """Write the record for an archive, whole or not at all; the same record gives the same bytes.

    Parameters
    ----------
    atlas
        A whole record.
    output
        The folder to write: new, empty, or one that was written so before and is replaced.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    AtlasError
        If it is a part of an atlas.
    OutputError
        If the folder holds something else, or cannot be written.
    """
    demand_whole(atlas)
    folder = OutputFolder(output, apart_from=folders_of(atlas), listed_in=LIST)
    with folder.grown_beside() as grown:
        write_record(grown, atlas)
        folder.put_in_place(grown)
    return folder.path
