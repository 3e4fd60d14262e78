"""The page of a review: one file with the record, the text and what is to be decided inside.

It asks no network before a person chooses an online basemap.

Its promises are those of the map: see :mod:`geo.page`. What texts, candidates and proposals say are islands of data.
"""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.identity import place_names
from geo.messages import both
from geo.page.elements import AtlasFigure
from geo.page.elements import Code
from geo.page.elements import Verbatim
from geo.page.elements import end
from geo.page.elements import first_style
from geo.page.elements import island
from geo.page.elements import leaflet
from geo.page.elements import opening
from geo.page.elements import without_script
from geo.page.islands import record_islands
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.options import offered_basemaps
from geo.page.payload.frames import compressed
from geo.record.bundle import REVIEW
from geo.record.bundle import REVIEW_LOOKS
from geo.record.bundle import bundled
from geo.record.compact import to_json
from geo.review.contract import ReviewShown


def review_page(atlas: Atlas, review: ReviewShown, options: MapOptions = PLAIN) -> AtlasFigure:
    """Return the page, to be rendered or saved.

    Parameters
    ----------
    atlas
        The record.
    review
        What is to be decided: see :mod:`geo.review.payload`.
    options
        Which online basemaps the page offers, as a map would: the server of one is asked once a person has chosen it.
    """
    origins = [origin for basemap in offered_basemaps(options) for origin in basemap.origins]
    figure = AtlasFigure(title=" ".join(both("reviewTitle")), image_origins=origins)
    figure.looks.add_child(first_style())
    figure.html.add_child(opening({lang: names["title"] for lang, names in place_names(atlas).items()}, "reviewTitle"))
    figure.html.add_child(Verbatim('<main class="atlas reviewing"></main>'))
    figure.header.add_child(Code([*leaflet(), ("style", bundled(REVIEW_LOOKS)), ("script", bundled(REVIEW))]))
    islands = record_islands(atlas, options)
    figure.header.add_child(islands.core)
    [packed] = compressed(to_json(review))
    for part in (
        *(*islands.beside, *islands.looked_up, *islands.facts, island(packed, name="atlas-review")),
        *(without_script('<p>{} <span lang="en">{}</span></p>'.format(*both("reviewNoScript"))), end()),
    ):
        figure.data.add_child(part)
    figure.script.add_child(Verbatim("AtlasReview.start(AtlasIslands.read);"))
    return figure
