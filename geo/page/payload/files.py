"""What stands once in a saved file, whatever was chosen: the page adds the choice and the subjects that it carries."""

from __future__ import annotations

from typing import TypedDict

from geo.atlas.atlas import Atlas
from geo.export import csv
from geo.export import geojson
from geo.export import kml
from geo.record.model import SUBJECT_LAYERS


class Csv(TypedDict):
    """What begins a file, the names of its columns, what ends each row before the choice, and the end of a row."""

    mark: str
    head: str
    tail: str
    end: str


class Kml(TypedDict):
    """What a document begins with, around the choice; what stands around the subjects of each layer; and its end."""

    frame: tuple[str, str, str]
    folders: list[tuple[str, str]]
    end: str


class Files(TypedDict):
    """What stands once in a file of each format."""

    geojson: str
    csv: Csv
    kml: Kml


def files(atlas: Atlas) -> Files:
    """Return what stands once in a file of each format."""
    return {
        "geojson": geojson.opening(atlas),
        "csv": {"mark": csv.BYTE_ORDER_MARK, "head": csv.header(), "tail": csv.closing(atlas), "end": csv.END},
        "kml": {
            "frame": kml.frame(atlas),
            "folders": [kml.folder(atlas.words.layers[layer]) for layer in SUBJECT_LAYERS],
            "end": kml.END,
        },
    }
