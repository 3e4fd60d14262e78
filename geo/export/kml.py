"""OGC KML 2.2 for globes and route planners: a folder for each layer, a placemark for each subject.

Programs read a description as HTML if it looks like it, so none contains a less-than sign: its full-width form does.
Names and extended data hold the record's text word for word.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from xml.sax.saxutils import escape

from geo.atlas.atlas import Atlas
from geo.atlas.facets import DISPUTES
from geo.atlas.identity import sources_by_id
from geo.atlas.identity import title
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.atlas.wording import status_text
from geo.export.cells import further_cells
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.choice import chosen
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import record_cells
from geo.messages import LANGUAGES
from geo.messages import both
from geo.messages import message
from geo.progress import followed
from geo.record.geojson import Feature
from geo.record.geojson import Geometry
from geo.record.geojson import Properties
from geo.record.layers import SUBJECT_LAYERS
from geo.record.tables import CHECKED
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import Term

# Areas as outlines, so that the basemap stays visible.
_STYLE = '<Style id="outline"><PolyStyle><fill>0</fill></PolyStyle></Style>'

END = "\n</Document>\n</kml>\n"

_RIVAL = both("rivalPosition")

_SLOT = "\N{REPLACEMENT CHARACTER}"
"""Where the choice is told."""


def frame(atlas: Atlas) -> tuple[str, str, str]:
    """Return what a document begins with, in three parts: between them the choice is told twice.

    First as a line of the description (:func:`line`), then as text (:func:`escaped`).
    """
    record = record_cells(atlas)
    lines = [*(f"{name}: {text}" for name, text in record.items()), f"filter: {_SLOT}"]
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
    # The choice comes last in both: whatever other texts hold, the last slot is its own.
    described, between = _described(lines).rsplit(_SLOT, 1)
    data, after = _data({**record, "filter": _SLOT}).rsplit(_SLOT, 1)
    before = f"{opening}<Document>{_text('name', title(atlas))}{described}"
    between = f"{between}{_STYLE}{data}"
    return before, between, after


def folder(layer: Term) -> tuple[str, str]:
    """Return what the placemarks of a layer stand between."""
    return f"\n<Folder>{_text('name', _both(layer))}", "\n</Folder>"


def to_kml(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return what is chosen as a document, lon, lat in WGS-84; what has no position has no geometry."""
    selection, ids = chosen(atlas, selection)
    sources = sources_by_id(atlas)
    before, between, after = frame(atlas)
    named = filter_text(named_filter(atlas, selection))
    parts = [before, line(named), between, escaped(named), after]
    features = [feature(atlas, subject) for subject in followed(ids, "features", len(ids))]
    for layer in SUBJECT_LAYERS:
        marks = [placemark(atlas, each, sources) for each in features if each["properties"]["layer"] == layer]
        opening, closing = folder(atlas.words.layers[layer])
        parts += [opening, *marks, closing] if marks else []
    return "".join([*parts, END])


def placemark(atlas: Atlas, feature: Feature, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Return a subject; takes what :func:`geo.export.csv.rows` takes."""
    before, after, end = around(subject_cells(atlas, feature))
    facts = (fact_line(atlas, fact, sources[fact["source"]]) for fact in feature["properties"]["facts"])
    lines = map(line, filter(None, (*_lead(atlas, feature), *facts)))
    return f"{before}{chr(10).join(lines)}{after}{shape(feature)}{end}"


def around(cells: Mapping[str, object]) -> tuple[str, str, str]:
    """Return what is before the lines of a placemark's description, between them and its shape, and behind that."""
    name = _text("name", f"{cells['name_zh']} {cells['name_en']}")
    before, after = f"\n<Placemark>{name}<description>", "</description><styleUrl>#outline</styleUrl>"
    return before, f"{after}{_data(cells)}", "</Placemark>"


def first_line(kind: Term | None, reported: Term | None, basis: Term | None) -> str:
    """Return what a description begins with: kind, status with its date, and basis of the position."""
    return " · ".join(_both(each) for each in (kind, reported, basis) if each)


def _lead(atlas: Atlas, feature: Feature) -> Iterator[str]:
    """Yield the lines of a description that come before those of the facts."""
    props, words = feature["properties"], atlas.words
    status, as_of = words.statuses.get(props["status"]), props["status_as_of"]
    zh, en = (status_text(status, as_of, lang) if status else "" for lang in LANGUAGES)
    reported = status and replace(status, name_zh=zh, name_en=en)
    yield first_line(words.kinds.get(props["kind"]), reported, words.bases.get(props["position_basis"]))
    yield from (props["position_note_zh"] or "", props["position_note_en"] or "", *positions(atlas, feature))


def shape(feature: Feature) -> str:
    """Return the geometry of a subject; nothing where it has none."""
    return _geometry(feature["geometry"]) if feature["geometry"] else ""


def positions(atlas: Atlas, feature: Feature) -> list[str]:
    """Return why the main position is preferred, and a line for each further one: its name, or that it is a rival."""
    props = feature["properties"]
    preferred = " · ".join(filter(None, (props["position_reason_zh"], props["position_reason_en"])))
    return [*filter(None, [preferred]), *_further(atlas, feature)]


def _further(atlas: Atlas, feature: Feature) -> Iterator[str]:
    for cells in further_cells(atlas, feature):
        names = (cells["position_name_zh"], cells["position_name_en"]) if cells["position_name_zh"] else _RIVAL
        told = (
            f"{' '.join(map(written, names))}: {cells['longitude']}, {cells['latitude']} ± "
            f"{cells['position_uncertainty_m']} m",
            *(cells[name] for name in ("position_note_zh", "position_note_en", "position_evidence")),
        )
        yield " · ".join(written(each) for each in told if each)


def line(text: str) -> str:
    """Return a line of a description: without a sign that would make a program read it as HTML."""
    return escaped(text.replace("<", "＜"))


def escaped(value: object) -> str:
    """Return a plain value as text of XML; a reader would take a bare carriage return for a line feed."""
    return escape(written(value), {chr(13): "&#13;"})


def fact_line(atlas: Atlas, fact: Properties, source: Mapping[str, str]) -> str:
    """Return a fact on one line: what is said, of when, by whom, on which line, and what is to be said of it."""
    words = atlas.words
    scope = words.scopes.get(fact["scope"])
    named = f"{fact['indicator_zh']} {fact['indicator_en']}{f' ({_both(scope)})' if scope else ''}"
    parts = (
        f"{named}: {fact['value_zh']} / {fact['value_en']}",
        f"{fact['when_zh']} / {fact['when_en']}",
        _both(words.aims[fact["aim"]]),
        f"≠ {_dispute(atlas, fact)}" if fact["differs"] else "",
        f"{source['publisher_zh']}: {source['title_zh']}",
        _both(words.standings[source["standing"]]) if source["standing"] != PRIMARY else "",
        fact["locator"],
        source["url"],
        fact["note_zh"],
        fact["note_en"],
        _second_reading(fact),
    )
    return " · ".join(filter(None, parts))


def _second_reading(fact: Properties) -> str:
    """Return who read a fact a second time, and when; nothing where nobody did."""
    by, date = (fact[name] for name in CHECKED)
    return " / ".join(message(lang, "checkedBy", by=by, date=date) for lang in LANGUAGES) if by else ""


def _dispute(atlas: Atlas, fact: Properties) -> str:
    """Return that sources disagree; where one of the figures is preferred, why."""
    if fact["resolution"] is None:
        return _both(DISPUTES[0])
    return f"{_both(DISPUTES[1])}: {_both(atlas.words.resolution_reasons[fact['resolution']])}"


def _both(term: Term) -> str:
    return f"{term.name_zh} {term.name_en}"


def _described(lines: Iterable[str]) -> str:
    return f"<description>{line(chr(10).join(lines))}</description>"


def _data(cells: Mapping[str, object]) -> str:
    entries = (f'<Data name="{name}">{_text("value", value)}</Data>' for name, value in cells.items())
    return f"<ExtendedData>{''.join(entries)}</ExtendedData>"


def _text(tag: str, value: object) -> str:
    return f"<{tag}>{escaped(value)}</{tag}>"


def _geometry(geometry: Geometry) -> str:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        parts = ({"type": kind.removeprefix("Multi"), "coordinates": part} for part in coordinates)
        return f"<MultiGeometry>{''.join(map(_geometry, parts))}</MultiGeometry>"
    if kind == "Polygon":
        outer, *inner = map(_ring, coordinates)
        holes = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in inner)
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{holes}</Polygon>"
    return f"<{kind}>{_coordinates([coordinates] if kind == 'Point' else coordinates)}</{kind}>"


def _ring(positions: list[list[float]]) -> str:
    return f"<LinearRing>{_coordinates(positions)}</LinearRing>"


def _coordinates(positions: list[list[float]]) -> str:
    return f"<coordinates>{' '.join(','.join(map(written, position)) for position in positions)}</coordinates>"
