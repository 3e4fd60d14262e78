"""The page that leads to all that is published beside the map."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Mapping
from html import escape
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.export import FORMATS
from geo.messages import LANGUAGES
from geo.messages import both
from geo.messages import message
from geo.page.plain import heading
from geo.page.plain import named
from geo.page.plain import plain_page
from geo.publish.features import INDEX
from geo.record.files import CHECKSUMS
from geo.record.paths import PACKAGE

FIRST_PAGE = "index.html"
FEATURES, RECORD, DOCS = "features", "record", "docs"

_BESIDE = {
    FIRST_PAGE: "filesMap",
    f"{DOCS}/{FIRST_PAGE}": "filesDocs",
    f"{RECORD}/{PACKAGE}": "filesRecord",
    f"{FEATURES}/{INDEX}": "filesFeatures",
}
"""What the page leads to, and the message that names it."""

_OPENS = {
    "geojson": "QGIS, kepler.gl, Leaflet",
    "geojsonl": "GDAL, DuckDB, jq",
    "csv": "Excel, pandas, DuckDB",
    "csv-wide": "Excel, pandas, DuckDB",
    "xlsx": "Excel, LibreOffice, WPS",
    "kml": "Google Earth",
    "gpkg": "QGIS, ArcGIS",
    "fgb": "QGIS, GDAL",
    "parquet": "GeoPandas, DuckDB",
    "pmtiles": "MapLibre",
    "jsonld": "rdflib",
}
"""Programs that read a format, by its name."""


def to_files_page(atlas: Atlas, files: Mapping[str, Path], beside: Container[str]) -> str:
    """Return the page as safe HTML without a script.

    Parameters
    ----------
    atlas
        What is published.
    files
        The files by the names of their formats, beside the page.
    beside
        The names of what is published beside the folder of the page.
    """
    names = place_names(atlas)
    title = [message(lang, "filesTitle", city=names[lang]["title"]) for lang in LANGUAGES]
    links = {CHECKSUMS: "filesDigests"}
    links |= {f"../{name}": key for name, key in _BESIDE.items() if name.partition("/")[0] in beside}
    state = {"version": atlas.version, "licence": licence(atlas)["data"], "attribution": licence(atlas)["attribution"]}
    body = (
        f"<h1>{named(*title)}</h1><p>{heading(*both('filesIntro'))}</p>"
        f"<div><table>{_head()}<tbody>{''.join(_row(*each) for each in files.items())}</tbody></table></div>"
        f"<ul>{''.join(f'<li>{_link(*each)}</li>' for each in links.items())}</ul>"
        f"<p>{heading(*(message(lang, 'filesState', **state) for lang in LANGUAGES))}</p>"
    )
    return plain_page(" ".join(title), body)


def _head() -> str:
    cells = "".join(
        f'<th scope="col"{kind}>{heading(*both(key))}</th>'
        for key, kind in {"filesFile": "", "filesSize": ' class="number"', "filesHolds": "", "filesOpens": ""}.items()
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _row(form: str, path: Path) -> str:
    name, size = escape(path.name), f"{path.stat().st_size / 1000:,.0f} kB"
    holds = heading(*both("filesAll" if FORMATS[form].has_all else "filesPlaced"))
    return (
        f'<tr><th scope="row"><a href="{name}" download>{name}</a></th>'
        f'<td class="number">{size}</td><td>{holds}</td><td>{escape(_OPENS[form])}</td></tr>'
    )


def _link(address: str, key: str) -> str:
    return f'<a href="{address}">{named(*both(key))}</a>'
