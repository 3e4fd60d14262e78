"""OGC KML 2.2 for globes and route planners: a folder for each layer, a placemark for each subject.

Programs read a description as HTML if it looks like it, so none contains a less-than sign: its full-width form does.
Names and extended data hold the record's text word for word.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from geo.atlas.atlas import Atlas
from geo.atlas.facets import DISPUTES
from geo.atlas.identity import TITLE
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.cells import record_cells
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.collection import collection
from geo.record.model import SUBJECT_LAYERS
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import Term

# Areas as outlines, so that the basemap stays visible.
_STYLE = '<Style id="outline"><PolyStyle><fill>0</fill></PolyStyle></Style>'


def to_kml(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return what is chosen as a document, lon, lat in WGS-84; what has no position has no geometry."""
    content = collection(atlas, selection)
    record = record_cells(content)
    sources = {source["id"]: source for source in content["sources"]}
    described = _described(f"{name}: {text}" for name, text in record.items())
    folders = [_folder(atlas, content["features"], layer, sources) for layer in SUBJECT_LAYERS]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
        f"<Document>{_text('name', TITLE)}{described}{_STYLE}{_data(record)}{''.join(folders)}\n</Document>\n</kml>\n"
    )


def _folder(atlas: Atlas, features: list[dict], layer: str, sources: dict[str, dict]) -> str:
    marks = [_placemark(atlas, each, sources) for each in features if each["properties"]["layer"] == layer]
    return f"\n<Folder>{_text('name', _both(atlas.words.layers[layer]))}{''.join(marks)}\n</Folder>" if marks else ""


def _placemark(atlas: Atlas, feature: dict, sources: dict[str, dict]) -> str:
    props, words = feature["properties"], atlas.words
    facts = (_fact(atlas, fact, sources[fact["source"]]) for fact in props["facts"])
    registers = ((words.kinds, "kind"), (words.statuses, "status"), (words.bases, "position_basis"))
    terms = [register[props[name]] for register, name in registers if props[name]]
    notes = (props["position_note_zh"], props["position_note_en"])
    described = _described(filter(None, [" · ".join(map(_both, terms)), *notes, *facts]))
    name = _text("name", f"{props['name_zh']} {props['name_en']}")
    data = _data(subject_cells(atlas, feature))
    shape = _geometry(feature["geometry"]) if feature["geometry"] else ""
    return f"\n<Placemark>{name}{described}<styleUrl>#outline</styleUrl>{data}{shape}</Placemark>"


def _fact(atlas: Atlas, fact: dict, source: dict) -> str:
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
    )
    return " · ".join(filter(None, parts))


def _dispute(atlas: Atlas, fact: dict) -> str:
    """Return that sources disagree; where one of the figures is preferred, why."""
    if fact["resolution"] is None:
        return _both(DISPUTES[0])
    return f"{_both(DISPUTES[1])}: {_both(atlas.words.resolution_reasons[fact['resolution']])}"


def _both(term: Term) -> str:
    return f"{term.name_zh} {term.name_en}"


def _described(lines: Iterable[str]) -> str:
    return _text("description", "\n".join(lines).replace("<", "＜"))


def _data(cells: dict[str, object]) -> str:
    entries = (f'<Data name="{name}">{_text("value", value)}</Data>' for name, value in cells.items())
    return f"<ExtendedData>{''.join(entries)}</ExtendedData>"


def _text(tag: str, value: object) -> str:
    # A reader of XML would take a bare carriage return for a line feed.
    return f"<{tag}>{escape(written(value), {chr(13): '&#13;'})}</{tag}>"


def _geometry(geometry: dict) -> str:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        parts = ({"type": kind.removeprefix("Multi"), "coordinates": part} for part in coordinates)
        return f"<MultiGeometry>{''.join(map(_geometry, parts))}</MultiGeometry>"
    if kind == "Polygon":
        outer, *inner = map(_ring, coordinates)
        holes = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in inner)
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{holes}</Polygon>"
    return f"<{kind}>{_coordinates([coordinates] if kind == 'Point' else coordinates)}</{kind}>"


def _ring(positions: list) -> str:
    return f"<LinearRing>{_coordinates(positions)}</LinearRing>"


def _coordinates(positions: list) -> str:
    return f"<coordinates>{' '.join(','.join(map(written, position)) for position in positions)}</coordinates>"
