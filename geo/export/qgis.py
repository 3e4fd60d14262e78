"""Styles for QGIS: points, lines and areas in the colours of their layers, as the page draws them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from geo.atlas.atlas import Atlas
from geo.record.layers import DISTRICTS
from geo.record.layers import SITE_LAYERS

COLOURS = {
    "parks": "#1b7f79",
    "projects": "#c8452d",
    "institutions": "#4353a4",
    "infrastructure": "#55626e",
    DISTRICTS: "#7a7466",
}
"""The colours of the layers in the page, on light paper; a test compares them with its style sheet."""

MARKER, LINE, FILL = "marker", "line", "fill"
"""What a style draws, in QGIS's words."""

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.28.0"
_CLASSES = {MARKER: "SimpleMarker", LINE: "SimpleLine", FILL: "SimpleFill"}


def style(atlas: Atlas, kind: str) -> str:
    """Return a style as QGIS keeps it (QML): a category for each layer, named in both languages.

    Parameters
    ----------
    atlas
        The record, whose layers have names.
    kind
        What is drawn: :data:`MARKER`, :data:`LINE` or :data:`FILL`.
    """
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology")
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="layer", symbollevels="0")
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    layers = (DISTRICTS, *SITE_LAYERS) if kind == MARKER else SITE_LAYERS
    for number, layer in enumerate(layers):
        term = atlas.words.layers[layer]
        label = f"{term.name_zh} {term.name_en}"
        told = {"value": layer, "type": "string", "symbol": str(number), "label": label, "render": "true"}
        ET.SubElement(categories, "category", told)
        symbol = ET.SubElement(symbols, "symbol", name=str(number), type=kind, alpha="1", clip_to_extent="1")
        drawn = ET.SubElement(symbol, "layer", {"class": _CLASSES[kind], "enabled": "1", "locked": "0", "pass": "0"})
        options = ET.SubElement(drawn, "Option", type="Map")
        for name, value in _drawn(kind, COLOURS[layer]).items():
            ET.SubElement(options, "Option", type="QString", name=name, value=value)
    return _DOCTYPE + ET.tostring(root, "unicode")


def _drawn(kind: str, colour: str) -> Mapping[str, str]:
    """Return the properties of a symbol, sizes in millimetres of the screen."""
    own, paper = _rgba(colour), _rgba("#fffdf9")
    if kind == MARKER:
        return {"name": "circle", "size": "2.6", "color": own, "outline_color": paper, "outline_width": "0.3"}
    if kind == LINE:
        return {"line_color": own, "line_width": "0.7", "line_style": "solid", "joinstyle": "round"}
    # Areas as outlines, so that what is below stays visible.
    return {"style": "no", "color": own, "outline_color": own, "outline_width": "0.5", "outline_style": "solid"}


def _rgba(colour: str) -> str:
    return ",".join(map(str, _channels(colour)))


def _channels(colour: str) -> Iterable[int]:
    return (*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 255)
