"""What stands once in a saved file, whatever was chosen: the page adds the choice and the subjects that it carries."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.export import csv
from geo.export import geojson
from geo.export import kml
from geo.export import tables
from geo.page.payload.contract import Files
from geo.page.payload.templates import first_lines
from geo.page.payload.templates import lines_of_facts
from geo.page.payload.templates import placemark_of_a_subject
from geo.page.payload.templates import row_of_a_fact
from geo.page.payload.templates import row_of_a_subject
from geo.page.payload.templates import shape_of_a_subject
from geo.record.layers import SUBJECT_LAYERS


def files(atlas: Atlas) -> Files:
    """Return what stands once in a file of each format."""
    return {
        "geojson": geojson.opening(atlas),
        "csv": {
            "mark": csv.BYTE_ORDER_MARK,
            "head": csv.header(),
            "subject": row_of_a_subject(atlas),
            "fact": row_of_a_fact(),
            "none": csv.NO_FACT,
            "tail": csv.closing(atlas),
            "end": csv.END,
        },
        "kml": {
            "frame": kml.frame(atlas),
            "folders": [kml.folder(atlas.words.layers[layer]) for layer in SUBJECT_LAYERS],
            "around": placemark_of_a_subject(atlas),
            "point": shape_of_a_subject(),
            "first": first_lines(),
            "facts": lines_of_facts(atlas),
            "end": kml.END,
        },
        "xlsx": {
            "sheets": list(tables.SHEETS),
            "heads": {"about": list(tables.ABOUT), "place": list(tables.PLACE), "sources": list(tables.SOURCES)},
            "about": list(tables.about(atlas, None).items()),
        },
    }
