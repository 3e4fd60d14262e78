"""Filter, find and read invented breweries on a folium map, which is written into ``breweries.html``."""

import folium
import geopandas
import pandas

import geo

breweries = geopandas.GeoDataFrame(
    {
        "name": ["Dampfwerk", "Kestrel & Sons", "云上精酿", "Nordlys"],
        "style": [["lager", "porter"], ["ale"], ["ale", "wheat"], ["porter"]],
        "country": ["Germany", "England", "China", "Norway"],
        "founded": [1884, 1921, 2016, 2009],
        "site": ["https://example.org/dampfwerk", None, None, "https://example.org/nordlys"],
    },
    geometry=geopandas.points_from_xy([11.6, -2.2, 113.1, 10.4], [48.1, 53.5, 27.8, 63.4]),
    crs="EPSG:4326",
    index=["dampfwerk", "kestrel", "yunshang", "nordlys"],
)
facts = pandas.DataFrame(
    [("kestrel", "Casks a year", "1,200", "2024", "The brewer"), ("nordlys", "Casks a year", "300", "2025", "A sign")],
    columns=["place", "label", "value", "when", "source"],
)
drawing = folium.Map([45, 40], zoom_start=3, tiles=None)
geo.SearchBox(breweries, also=["country"]).add_to(drawing)
geo.Facets(breweries, by=["style", "country"]).add_to(drawing)
geo.FactsDrawer(breweries, facts=facts).add_to(drawing)
drawing.save("breweries.html")
