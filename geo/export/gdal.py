"""What GDAL writes: layers of Arrow tables as one file, the same bytes each time."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import pyarrow
import pyogrio

from geo.atlas.atlas import CRS
from geo.export.arrow import GEOMETRY
from geo.issues.errors import AtlasError
from geo.progress import followed
from geo.record.model import MIDNIGHT

_CLOCK = "OGR_CURRENT_DATE"
"""The option by which GDAL takes a time for the present one."""


@dataclass(frozen=True)
class Layer:
    """A layer of a file.

    Parameters
    ----------
    name
        Its name.
    schema
        Its columns.
    batches
        Its rows.
    geometry_type
        The type of its geometries; None where it has none.
    metadata
        What is said of it.
    options
        What GDAL is to heed, by the names of its options for the layer or the file.
    """

    name: str
    schema: pyarrow.Schema
    batches: Iterable[pyarrow.RecordBatch]
    geometry_type: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def written(
    driver: str, suffix: str, date: str, layers: Iterable[Layer], finish: Callable[[Path], None] | None = None
) -> bytes:
    """Return the file that GDAL writes.

    Parameters
    ----------
    driver
        GDAL's name of the format.
    suffix
        The ending of such files.
    date
        The day that takes the place of the present time in it.
    layers
        What is in it.
    finish
        What is done to the file when GDAL has written it.

    Raises
    ------
    AtlasError
        If this build of GDAL does not write the format, or refuses what is in it.
    """
    if "w" not in pyogrio.list_drivers().get(driver, ""):
        raise AtlasError(
            driver, "must be among the formats that GDAL writes here", f"GDAL {pyogrio.__gdal_version_string__}"
        )
    with tempfile.TemporaryDirectory() as folder, _at(date):
        path = Path(folder) / f"places{suffix}"
        for number, layer in enumerate(layers):
            _add(path, driver, layer, append=number > 0)
        if finish:
            finish(path)
        return path.read_bytes()


def _add(path: Path, driver: str, layer: Layer, *, append: bool) -> None:
    shape = {"geometry_name": GEOMETRY, "geometry_type": layer.geometry_type, "crs": CRS} if layer.geometry_type else {}
    stopped_by: list[BaseException] = []
    try:
        with _raised(stopped_by), warnings.catch_warnings(), closing(_rest(driver, layer.name)) as rest:
            # Of tiles that it makes coarser since they would be too large, GDAL warns; docs/formats.md says so.
            warnings.filterwarnings("ignore", "At least one tile exceeded", RuntimeWarning)
            rows = _minded(_then(layer.batches, rest), stopped_by)
            next(rows)  # begun here, where an interrupt is one: GDAL takes a while until it asks for the first row
            pyogrio.write_arrow(
                pyarrow.RecordBatchReader.from_batches(layer.schema, rows),
                str(path),
                layer=layer.name,
                driver=driver,
                append=append,
                layer_metadata=dict(layer.metadata) or None,
                **shape,
                **layer.options,
            )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise AtlasError(f"{driver}, {layer.name}", "must be what GDAL can write", str(error)) from None


def _then(batches: Iterable[pyarrow.RecordBatch], rest: Iterator[str]) -> Iterator[pyarrow.RecordBatch]:
    """Yield the rows and begin the rest, where they are more than one batch."""
    count = 0
    for count, batch in enumerate(batches, start=1):  # noqa: B007
        yield batch
    if count > 1:
        next(rest)


def _minded(
    batches: Iterable[pyarrow.RecordBatch], stopped_by: list[BaseException]
) -> Iterator[pyarrow.RecordBatch | None]:
    """Yield None, then the rows; keep what stops them, such as an interrupt."""
    try:
        yield None
        yield from batches
    except (Exception, KeyboardInterrupt) as error:
        stopped_by.append(error)
        raise


@contextmanager
def _raised(stopped_by: list[BaseException]) -> Iterator[None]:
    """Raise what stopped the rows, of which GDAL says only that there are no more."""
    try:
        yield
    finally:
        for error in stopped_by:
            raise error from None


def _rest(driver: str, name: str) -> Generator[str, None, None]:
    """Show that GDAL finishes a layer once it has all rows, for it says nothing itself, until this is closed."""
    yield from followed((name,), f"{driver}: GDAL finishes {name}", None)


@contextmanager
def _at(date: str) -> Iterator[None]:
    """Let GDAL take midnight of a day for the present time."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: date + MIDNIGHT.replace("Z", ".000Z")})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
