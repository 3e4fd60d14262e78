"""The map: folium's own, with everything inside that it needs.

``build_map()`` gives a real :class:`folium.Map`: it shows itself in a notebook and takes further folium layers.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from geo.atlas.atlas import Atlas
from geo.atlas.identity import place_names
from geo.atlas.identity import title
from geo.describe.card import card_head
from geo.describe.linked import page_data
from geo.issues.errors import checked
from geo.messages import message
from geo.page.elements import AtlasFigure
from geo.page.elements import code
from geo.page.elements import end
from geo.page.elements import first_style
from geo.page.elements import linked_data
from geo.page.elements import opening
from geo.page.elements import plain_style
from geo.page.elements import without_script
from geo.page.folium_alone import MacroElement
from geo.page.folium_alone import Template
from geo.page.folium_alone import folium
from geo.page.islands import record_islands
from geo.page.noscript import to_table
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.options import offered_basemaps


class AtlasMap(folium.Map):
    """A folium map that is one file: no script, style, font, image or tile from anywhere else.

    Parameters
    ----------
    atlas
        What the page shows.
    options
        What its builder chose.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <main class="atlas"><div class="folium-map" id={{ this.get_name()|tojson }}></div></main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map(
            AtlasPage.emptied({{ this.get_name()|tojson }}),
            {center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}}
        );
        {% if this.objects_to_stay_in_front %}
        {{ this.get_name() }}.whenInFront = () => {
            for (const layer of [{% for each in this.objects_to_stay_in_front %}{{ each.get_name() }}, {% endfor %}]) {
                layer.bringToFront();
            }
        };
        {{ this.get_name() }}.on("overlayadd", {{ this.get_name() }}.whenInFront);
        $(document).ready({{ this.get_name() }}.whenInFront);
        {% endif %}
        {% endmacro %}
        """
    )

    def __init__(self, atlas: Atlas, options: MapOptions) -> None:
        checked(atlas, Atlas, "atlas")
        checked(options, MapOptions, "options")
        super().__init__(
            # Where the map is before the page fits it to the city: lat, lon, as Leaflet has it.
            location=atlas.place.centre[::-1],
            zoom_start=9,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
        )
        # folium hands these two to its tile layer alone.
        self.options.update(min_zoom=7, max_zoom=18)
        # On the instance: folium keeps these lists on the class, for all maps.
        self.default_js, self.default_css = [], []
        origins = [origin for basemap in offered_basemaps(options) for origin in basemap.origins]
        description = f"{title(atlas)}：{message('zh', 'subtitle')}"
        is_published = bool(options.files_page)  # whoever puts the page alone on a server has no picture beside it
        review = options.review_number
        card = card_head(atlas, options.public_url, review=review, picture=is_published) if options.public_url else {}
        figure = AtlasFigure(
            title=title(atlas), description=description, card=card, image_origins=origins, allow=options.allow
        )
        self._fill(figure, atlas, options)

    def _fill(self, figure: AtlasFigure, atlas: Atlas, options: MapOptions) -> None:
        figure.add_child(self)
        figure.looks.add_child(first_style())
        figure.looks.add_child(plain_style())
        figure.html.add_child(opening({lang: names["title"] for lang, names in place_names(atlas).items()}))
        program = code()
        figure.header.add_child(program)
        islands = record_islands(atlas, options)
        figure.header.add_child(islands.core)
        # Without a script there is no map: the table takes its place.
        table = without_script(to_table(atlas, options.files_page))
        for part in (*program.later, *islands.beside, *islands.looked_up, *islands.facts, table, *islands.exports):
            figure.data.add_child(part)
        figure.data.add_child(linked_data(page_data(atlas, address=options.public_url)))
        figure.data.add_child(end())
        application = Application()
        self.add_child(application)
        figure.own = (self, application)

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: object) -> None:
        """Save the page, whole or not at all.

        Raises
        ------
        AtlasError
            If a layer loads something from an address that is not allowed.
        OutputError
            If the file cannot be written.
        """
        self.get_root().save(outfile, close_file, **kwargs)


class Application(MacroElement):
    """The page's own script, started on the map that it is added to."""

    _template = Template(
        "{% macro script(this, kwargs) %}AtlasPage.start({{ this._parent.get_name() }}, AtlasIslands);{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca says no types here
        self._name = "Application"


def build_map(  # noqa: PLR0913 (one for each thing that can be chosen)
    atlas: Atlas,
    *,
    boundaries: bool = True,
    tianditu_key: str = "",
    carto_key: str = "",
    review_number: str = "",
    public_url: str = "",
    report_url: str = "",
    allow: Iterable[str] = (),
    embed_origins: Iterable[str] = (),
) -> AtlasMap:
    """Return the map of an atlas: a :class:`folium.Map` that shows itself in a notebook and takes further layers.

    Parameters
    ----------
    atlas
        What the map shows; one that was narrowed by ``select`` gives a map of its sites alone.
    boundaries, tianditu_key, carto_key, review_number, public_url, report_url, allow, embed_origins
        As for :class:`geo.page.options.MapOptions`.

    Returns
    -------
    AtlasMap
        Its ``save("FILE.html")`` writes one file that needs no network.

    Raises
    ------
    AtlasError
        If this is no atlas, or an option has a value that it cannot have.

    See Also
    --------
    geo.open : Read the record that a map is made of.

    Examples
    --------
    >>> import geo
    >>> drawing = geo.build_map(geo.open(), boundaries=False)
    >>> isinstance(drawing, folium.Map)
    True
    """
    options = MapOptions(
        boundaries=boundaries,
        tianditu_key=tianditu_key,
        carto_key=carto_key,
        review_number=review_number,
        public_url=public_url,
        report_url=report_url,
        allow=allow,
        embed_origins=embed_origins,
    )
    return AtlasMap(atlas, options)


def render_page(atlas: Atlas, options: MapOptions = PLAIN) -> str:
    """Return the map's whole page as text: the same for the same record, wherever and whenever it is made."""
    return AtlasMap(atlas, options).get_root().render()
