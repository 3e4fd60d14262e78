"""What is chosen, as a file to save: one module a format, over one collection.

All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter.
What each says of a subject travels in the page (:mod:`geo.page.payload.blocks`), which joins its own files from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.progress import followed
from geo.record.files import write_bytes
from geo.record.files import write_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from geo.atlas.atlas import Atlas
    from geo.atlas.selection import Selection

EXTRA = "zhuzhou-industry-atlas[formats]"
"""What brings the libraries that only some formats need."""

DATUM_CODES = ("gcj02", "bd09")
"""Datums other than WGS-84 in which a table can hold positions; :mod:`geo.export.shift` converts to them."""


@dataclass(frozen=True)
class Format:
    """A format that what is chosen can be saved in.

    Parameters
    ----------
    name
        Its name on the command line; with ``_`` for a hyphen it is that of the module that writes it.
    suffix
        What the names of its files end in, which is how it is told where nobody names it.
    media_type
        What a server says of its files.
    reference
        What says that positions are in WGS-84: the format itself, or each file of it. Empty where nothing does, so
        that positions can be in another datum.
    needs
        Libraries that must be installed beside those that the atlas needs itself.
    has_all
        Whether it holds places without a position, too, and districts and the city.
    """

    name: str
    suffix: str
    media_type: str
    reference: str = ""
    needs: tuple[str, ...] = ()
    has_all: bool = True

    def write(self, atlas: Atlas, selection: Selection | None = None, datum: str | None = None) -> str | bytes:
        """Return the content of a file: a text that is written in UTF-8, or bytes.

        Parameters
        ----------
        atlas
            The whole record.
        selection
            What is chosen of it; by default everything.
        datum
            That of positions, one of :data:`DATUM_CODES`; by default WGS-84.

        Raises
        ------
        AtlasError
            If a value of the selection is unknown, the format has no positions in that datum, or it cannot hold so
            much, or a library is missing.
        """
        further = [] if selection is None else [selection]
        in_datum = self._in_datum(datum)
        write = self._writer()
        return write(atlas, *further, **in_datum)

    def require(self) -> None:
        """Check that the libraries that it needs are installed, before work that would be in vain.

        Raises
        ------
        AtlasError
            If one is missing.
        """
        self._writer()

    def _writer(self) -> Callable[..., str | bytes]:
        module = self.name.replace("-", "_")
        try:
            writer: Callable[..., str | bytes] = getattr(import_module(f"geo.export.{module}"), f"to_{module}")
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] not in self.needs:
                raise
            must = f"needs {' and '.join(self.needs)}: install {EXTRA}"
            raise AtlasError(self.name, must, f"no {error.name}") from None
        return writer

    @property
    def missing(self) -> tuple[str, ...]:
        """The libraries that it needs and that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)

    def _in_datum(self, datum: str | None) -> dict[str, str]:
        if datum is None:
            return {}
        if self.reference:
            able = " or ".join(each.name for each in FORMATS.values() if not each.reference)
            must = f"is for {able} alone: {self.reference}, and other programs would draw them elsewhere"
            raise AtlasError("datum", must, f"{datum} for {self.name}")
        if datum not in DATUM_CODES:
            raise AtlasError("datum", f"must be {' or '.join(DATUM_CODES)}", shown(datum))
        return {"datum": datum}


_STATED = "each file states that its positions are in WGS-84"
_BY_GDAL = ("pyarrow", "pyogrio")
_OF_GEOJSON = "GeoJSON (RFC 7946) has positions in WGS-84 alone"

FORMATS = {
    each.name: each
    for each in (
        Format("geojson", ".geojson", "application/geo+json", _OF_GEOJSON),
        Format("csv", ".csv", "text/csv"),
        Format("kml", ".kml", "application/vnd.google-earth.kml+xml", "KML has positions in WGS-84 alone"),
        Format("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format("csv-wide", ".wide.csv", "text/csv"),
        Format("geojsonl", ".geojsonl", "application/x-ndjson", _OF_GEOJSON),
        Format("jsonld", ".jsonld", "application/ld+json", "schema.org has positions in WGS-84 alone"),
        Format("gpkg", ".gpkg", "application/geopackage+sqlite3", _STATED, _BY_GDAL),
        Format("fgb", ".fgb", "application/flatgeobuf", _STATED, _BY_GDAL, has_all=False),
        Format("parquet", ".parquet", "application/vnd.apache.parquet", _STATED, ("pyarrow",)),
        Format(
            "pmtiles",
            ".pmtiles",
            "application/vnd.pmtiles",
            "its tiles are for maps in WGS-84",
            _BY_GDAL,
            has_all=False,
        ),
    )
}
"""The formats by name: first those that the page offers, too, with the same bytes in the first three."""

WITHOUT_EXTRA = tuple(each.name for each in FORMATS.values() if not each.needs)
"""The names of the formats that every installation writes."""


def format_of(path: Path) -> Format:
    """Return the format that the ending of a file's name says.

    Raises
    ------
    AtlasError
        If it is the ending of no format.
    """
    if (form := _named_by(path)) is not None:
        return form
    known = ", ".join(each.suffix for each in FORMATS.values())
    raise AtlasError(escaped(str(path)), f"name must end in one of {known}", shown(path.suffix))


def check_name(form: Format, path: Path) -> None:
    """Refuse a file's name that says another format.

    A table is wide in ``x.csv``, too, if that is asked for.

    Raises
    ------
    AtlasError
        If the ending belongs to another format.

    Examples
    --------
    >>> check_name(FORMATS["csv-wide"], Path("x.csv"))
    >>> check_name(FORMATS["csv"], Path("x.wide.csv"))
    Traceback (most recent call last):
    geo.issues.errors.AtlasError: --format: must be that of the file's name, csv-wide for '.wide.csv'; found 'csv'
    """
    named = _named_by(path)
    if named is not None and not form.suffix.endswith(named.suffix):
        must = f"must be that of the file's name, {named.name} for {shown(named.suffix)}"
        raise AtlasError("--format", must, shown(form.name))


def _named_by(path: Path) -> Format | None:
    name = path.name.lower()
    found = (form for form in FORMATS.values() if name.endswith(form.suffix))
    # A longer ending may end in a shorter one.
    return max(found, key=lambda form: len(form.suffix), default=None)


def save(path: Path, atlas: Atlas, selection: Selection, form: Format, datum: str | None = None) -> None:
    """Write what is chosen to a file, whole or not at all.

    Parameters
    ----------
    path
        File to write. Where positions are not in WGS-84, its name must say the datum.
    atlas, selection, datum
        As for :meth:`Format.write`.
    form
        The format.

    Raises
    ------
    AtlasError
        As for :meth:`Format.write`, or if the name does not say the datum.
    OutputError
        If the file cannot be written; what was there before is whole.
    """
    if datum and datum not in path.name.lower():
        must = f"name must say in which datum positions are, such as {path.stem}_{datum}{path.suffix}"
        raise AtlasError(escaped(str(path)), must, shown(path.name))
    content = form.write(atlas, selection, datum)
    if isinstance(content, str):
        write_text(path, content)
    else:
        write_bytes(path, content)


def save_all(
    folder: Path, atlas: Atlas, selection: Selection, stem: str, forms: Iterable[Format] = tuple(FORMATS.values())
) -> dict[str, Path]:
    """Write what is chosen into a folder, a file for each format.

    Parameters
    ----------
    folder
        Folder that is there.
    atlas, selection
        As for :meth:`Format.write`.
    stem
        What the names of all files begin with.
    forms
        The formats; by default all.

    Returns
    -------
    dict
        The files by the names of their formats, in the order of these.

    Raises
    ------
    AtlasError
        As for :meth:`Format.write`.
    OutputError
        If a file cannot be written.
    """
    forms = tuple(forms)
    paths = {form.name: folder / f"{stem}{form.suffix}" for form in forms}
    for form in followed(forms, "formats", len(forms)):
        save(paths[form.name], atlas, selection, form)
    return paths
