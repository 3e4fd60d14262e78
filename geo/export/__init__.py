"""What is chosen, as a file to save: one module a format, over one collection.

All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter.
What each says of a subject travels in the page (:mod:`geo.page.payload.blocks`), which joins its own files from it.
"""

from geo.export.choice import export_name as export_name
from geo.export.csv import to_csv as to_csv
from geo.export.geojson import to_geojson as to_geojson
from geo.export.kml import to_kml as to_kml

FORMATS = {"geojson": to_geojson, "csv": to_csv, "kml": to_kml}
"""What writes a file of a format, by the ending of its name."""
