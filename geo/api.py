"""The front door: an atlas as others open it, narrow it and save it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geo.atlas.selection import Part
from geo.atlas.selection import Selection
from geo.atlas.selection import Values
from geo.atlas.selection import select_subjects
from geo.checks import examine
from geo.export import format_of
from geo.export import save
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.issues.errors import AtlasError
from geo.issues.errors import InvalidRecordError
from geo.issues.errors import errors_in
from geo.issues.errors import escaped
from geo.issues.errors import given
from geo.issues.errors import shown
from geo.record.part import part_of
from geo.record.paths import ROOT
from geo.record.read import read

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False, repr=False)
class Atlas(Part):
    """A record without errors as tables, files and choices; :func:`open` makes one.

    ``sites`` and ``districts`` are GeoDataFrames in WGS-84 (EPSG:4326, lon, lat), ``facts`` and ``sources`` DataFrames;
    all are indexed by id. An atlas does not change: :meth:`select` gives another.

    Parameters
    ----------
    record
        What the atlas holds, as read.
    whole
        The atlas that this one is a part of; None where it is a whole one itself.
    selection
        What of the whole this atlas is, in codes.

    See Also
    --------
    open : Read and check a record.
    build_map : Draw an atlas.

    Examples
    --------
    >>> import geo
    >>> atlas = geo.open()
    >>> atlas.sites.loc["qingshuitang", "layer"]
    'parks'
    >>> atlas.select(district="石峰区", kind=["park"]).sites["kind"].unique().tolist()
    ['park']
    """

    whole: Atlas | None = field(default=None, kw_only=True)

    def __repr__(self) -> str:
        if self.whole is None:
            return super().__repr__()
        chosen = shown(filter_text(named_filter(self.whole, self.selection)))
        return f"<Atlas {self.version}, {chosen}: {self.record.counts}>"

    def select(self, **choice: Values) -> Atlas:
        """Return the part of this atlas that is chosen, an atlas of its own.

        It holds the sites chosen, the facts about all that is chosen (a district and the city can be, too), the sources
        that these and the positions rest on, and the disagreements among them; so do its files and its map. The
        districts, the basemap and the registers stay whole. ``whole`` is the atlas it was taken from: a site may lie
        within a ``parent`` that was not chosen.

        Parameters
        ----------
        **choice
            As for :class:`geo.atlas.selection.Selection`: ``district``, ``kind``, ``sector``, ``status``, ``stage``,
            ``position``, ``dispute``, ``promise``, ``report``, ``year``, ``layer`` and ``place``, each one or several
            codes or names in either language; indicators with a range, such as ``investment="1e9.."``; and ``q`` for
            words to find. Values of one name are joined by or, names by and.

        Returns
        -------
        Atlas
            The part; selecting from it narrows it further.

        Raises
        ------
        AtlasError
            If there is no such choice or value, or nothing of it is among what was chosen before.

        See Also
        --------
        Atlas.to_file : Save what was chosen.

        Examples
        --------
        >>> import geo
        >>> parks = geo.open().select(district="石峰区").select(kind="park")
        >>> "beidou-park" in parks.sites.index
        True
        """
        whole = self.whole or self
        chosen = Selection.of(whole, **choice)
        selection = self.selection.narrowed(chosen)
        subjects = select_subjects(whole, selection)
        if self.whole and not subjects and select_subjects(whole, chosen):
            raise AtlasError("select", f"must be among what was chosen before: {self.selection}", repr(chosen))
        part = part_of(whole.record, subjects)
        return Atlas(part, whole=whole, selection=selection)

    def mentions(self, text: str, *, published: str = "", source: str = "") -> pandas.DataFrame:
        """Read a Chinese text, and return what it offers to the record: candidates, of which nothing is written.

        Parameters
        ----------
        text
            The text, in simplified or traditional characters.
        published
            When it appeared: ``"2026"``, ``"2026-11"`` or ``"2026-11-28"``; by default what its source says.
        source
            Id of its source, where it is one already.

        Returns
        -------
        pandas.DataFrame
            A row for each figure, stage and place, in the order of the text: ``line``, ``column``, ``token``,
            ``value``, ``unit``, ``qualifier``, ``kind``, ``aim``, ``as_of``, ``stated``, ``indicator``, ``scope``,
            ``subjects`` (ids, the likeliest first, parted by ``|``; a name that the record lacks after a question
            mark), ``verdict``, ``fact`` and ``source``: texts, empty where the text does not tell.

        Raises
        ------
        AtlasError
            If no date is known, or the text offers more than anybody would look at.

        See Also
        --------
        Atlas.select : Choose a part of the atlas.

        Examples
        --------
        >>> import geo
        >>> found = geo.open().mentions("株洲北斗产业园总投资约12.5亿元。", published="2026-03-03")
        >>> found.loc[found["kind"] == "figure", ["token", "value", "unit", "subjects"]].values.tolist()
        [['约12.5亿元', '12.5', 'yi-yuan', 'beidou-park|430200']]
        """
        from geo.mentions.reader import Reader  # noqa: PLC0415 (nobody else waits for the reader of texts)
        from geo.mentions.reader import published_of  # noqa: PLC0415
        from geo.mentions.table import COLUMNS  # noqa: PLC0415
        from geo.mentions.table import row_of  # noqa: PLC0415

        if not isinstance(text, str):
            raise AtlasError("mentions", "text must be a text", given(text))
        found = Reader(self.whole or self).read(text, published_of(self, source, published), source)
        table: pandas.DataFrame = import_module("pandas").DataFrame(
            map(row_of, found), columns=list(COLUMNS), dtype="str"
        )
        return table

    def to_file(self, path: Path | str, *, datum: str | None = None) -> None:
        """Save the atlas, with every fact and its source, in the format that the ending of the file's name says.

        A narrowed atlas gives the same bytes as the page and the command line do for the same filters; the file says
        which these were, and the version and digest of the whole record.

        Parameters
        ----------
        path
            File to write: ``.geojson`` (RFC 7946), ``.geojsonl`` (one feature per line), ``.csv`` (UTF-8, one row per
            fact), ``.wide.csv`` (one row per place), ``.xlsx``, ``.kml`` or ``.jsonld``; with the libraries of the
            extra ``formats`` also ``.gpkg``, ``.fgb``, ``.parquet`` (GeoParquet 1.1) or ``.pmtiles``. Positions are
            lon, lat in WGS-84.
        datum
            ``"gcj02"`` or ``"bd09"``: positions in the datum of Amap or of Baidu, in tables alone (``.csv``,
            ``.wide.csv``, ``.xlsx``), of which names of columns and of the file must say so.

        Raises
        ------
        AtlasError
            If the ending is of no format, the format cannot hold positions in that datum, or a library is missing.
        OutputError
            If the file cannot be written; what was there before is whole.

        See Also
        --------
        Atlas.select : Choose what is saved.

        Examples
        --------
        >>> import tempfile
        >>> import geo
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder) / "parks.geojson"
        ...     geo.open().select(kind="park").to_file(file)
        ...     file.read_text("utf-8")[:27]
        '{"type":"FeatureCollection"'
        """
        if not isinstance(path, str | Path):
            raise AtlasError("to_file", "path must be that of a file", given(path))
        save(Path(path), self.whole or self, self.selection, format_of(Path(path)), datum)


def open(root: Path | str = ROOT) -> Atlas:  # noqa: A001 (as in `import geo; geo.open(...)`, like rasterio.open)
    """Read the record and return it as an atlas, if it has no error.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``; by default the record that comes with the package.

    Returns
    -------
    Atlas
        The whole record. What :func:`validate` only warns of is in it.

    Raises
    ------
    InvalidRecordError
        If the record has errors: its ``issues`` are what :func:`validate` returns; of one that is too large, only that.
    RecordError
        If there is no such folder.

    See Also
    --------
    read : Read a record that may have errors.
    validate : List what is wrong with it.

    Examples
    --------
    >>> import geo
    >>> len(geo.open().districts)
    9
    >>> try:
    ...     geo.open("/no/such/folder")
    ... except geo.RecordError as error:
    ...     print(error.code)
    missing-folder
    """
    record = read(root)
    issues = examine(record)
    if errors_in(issues):
        raise InvalidRecordError(escaped(str(root)), issues)
    return Atlas(record)
