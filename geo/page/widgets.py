"""Facets, a search box and a drawer of facts for any folium map with any table of places.

They are the page's own parts, in a bundle of their own. All those on one map that have the same table share its
markers, its filters and what is chosen. The map then carries Leaflet itself, and the other libraries that folium loads
by default are left out, so that it asks for nothing but what else is put on it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING
from typing import Any
from typing import cast

import geopandas
import numpy
import pandas
from pyproj.exceptions import ProjError

from geo.atlas.search import name_of
from geo.atlas.search import names_part
from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.messages import LANGUAGES
from geo.page.elements import AtlasFigure
from geo.page.elements import Verbatim
from geo.page.elements import leaflet
from geo.page.elements import leaflet_pictures
from geo.page.elements import script
from geo.page.elements import style
from geo.page.folium_alone import Element
from geo.page.folium_alone import Figure
from geo.page.folium_alone import MacroElement
from geo.page.folium_alone import folium
from geo.page.overlays import elements_below
from geo.page.overlays import support
from geo.record.bundle import PARTS
from geo.record.bundle import PARTS_LOOKS
from geo.record.bundle import bundled
from geo.record.pack import packed_bits
from geo.record.vocabulary import NOT_STATED

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

MOST_PLACES = 5000
"""Rows that a table may have: each is a marker that can be reached by keyboard."""
MOST_OPTIONS = 200
"""Different values of a column by which places are filtered: each is a button."""
CORNERS = ("topleft", "topright", "bottomleft", "bottomright")
WGS84 = "EPSG:4326"
FACT_COLUMNS = ("place", "label", "value")
FURTHER_COLUMNS = ("when", "source", "url")

_SETS = (set, frozenset)
_LISTS = (list, tuple, numpy.ndarray, *_SETS)
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no file in UTF-8 can hold."""


class Widget(MacroElement):
    """What the parts have in common: their table, the map that they are on, and the scripts that both need.

    Parameters
    ----------
    gdf
        Places: a GeoDataFrame with a CRS, of at most ``MOST_PLACES`` rows. What is no point is marked by a point on it.
    name
        The column that holds the name of each place.
    lang
        Language of the few words of its own, ``en`` or ``zh``.
    """

    def __init__(self, gdf: GeoDataFrame, *, name: str, lang: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca says no types here
        self._name = type(self).__name__
        self.gdf, self.column, self.lang = gdf, name, lang
        _check_table(gdf, self._name)
        self._check(name)
        self._points = _points(gdf, self._name)
        if lang not in LANGUAGES:
            raise AtlasError(self._name, f"lang must be one of {', '.join(LANGUAGES)}", shown(lang))

    def _check(self, *columns: Hashable) -> None:
        """Refuse a column that the table does not have."""
        known = [column for column in self.gdf.columns if column != self.gdf.geometry.name]
        for column in columns:
            if column not in known:
                raise AtlasError(self._name, f"column must be one of {', '.join(map(str, known))}", shown(column))

    def _columns(self, argument: str, columns: str | Iterable[str]) -> tuple[str, ...]:
        """Return the columns that an argument names, each once; a text names one."""
        if not isinstance(columns, Iterable):
            raise AtlasError(self._name, f"{argument} must be a list of columns, such as ['kind']", shown(columns))
        named = [columns] if isinstance(columns, str) else [*columns]
        self._check(*named)
        return tuple(dict.fromkeys(named))

    def _told(self) -> dict[str, object]:
        """Return what the script of this part is told."""
        return {}

    def render(self, **_: object) -> str:
        """Put this part into the page of its map, with its places where no other part has put them there.

        Raises
        ------
        AtlasError
            If it was not added to a ``folium.Map``.
        """
        drawing, figure = self._parent, self.get_root()
        if not isinstance(drawing, folium.Map):
            found = shown(type(drawing).__name__)
            raise AtlasError(self._name, "must be added to a folium.Map: Facets(...).add_to(map)", found)
        if not isinstance(figure, Figure):
            raise AtlasError(self._name, "map must be in a figure", shown(type(figure).__name__))
        widgets = [each for each in elements_below(figure) if isinstance(each, Widget)]
        alike = [each for each in widgets if each.gdf is self.gdf and each._parent is drawing]
        # Names that a page has whatever branca's random ids are.
        told, places = (f"atlas_{what}_{widgets.index(of)}" for what, of in (("part", self), ("places", alike[0])))
        if self is alike[0]:
            _provide(figure)
            figure.script.add_child(Verbatim(f"var {told}_table = {_json(_places_of(alike))};"), name=f"{told}_table")
            text = f"var {places} = AtlasParts.places({drawing.get_name()}, {told}_table);"
            figure.script.add_child(Element(text), name=places)
        # Texts go in word for word; what is left to branca, which would run them, holds names alone.
        figure.script.add_child(Verbatim(f"var {told} = {_json(self._told())};"), name=told)
        call = f"AtlasParts.{self._name}({places}, {told});"
        figure.script.add_child(Element(call), name=self.get_name())
        return ""


class Facets(Widget):
    """Buttons that filter the places on a map by what columns of their table hold, each with its count.

    Parameters
    ----------
    gdf
        Places: a GeoDataFrame with a CRS, of at most 5,000 rows. What is no point is marked by a point on it.
    by
        Columns by which the places are filtered. A value may be a list of several; of categories the order is kept.
    name
        The column that holds the name of each place.
    lang
        Language of the few words of its own, ``en`` or ``zh``.
    position
        The corner of the map: ``topleft``, ``topright``, ``bottomleft`` or ``bottomright``.

    Raises
    ------
    AtlasError
        If the table has no CRS or too many rows, or a column is not there or has more than 200 different values.

    See Also
    --------
    SearchBox : Find places by their names.
    FactsDrawer : Read what is known of the chosen place.

    Examples
    --------
    >>> import folium, geo, geopandas
    >>> huts = geopandas.GeoDataFrame(
    ...     {"name": ["Alp", "Bergl"], "open": ["summer", "all year"]},
    ...     geometry=geopandas.points_from_xy([11.1, 11.3], [47.1, 47.2]),
    ...     crs="EPSG:4326",
    ... )
    >>> drawing = folium.Map([47.15, 11.2], tiles=None)
    >>> facets = geo.Facets(huts, by=["open"]).add_to(drawing)
    >>> "all year" in drawing.get_root().render()
    True
    """

    def __init__(
        self, gdf: GeoDataFrame, by: Iterable[str], *, name: str = "name", lang: str = "en", position: str = "topleft"
    ) -> None:
        super().__init__(gdf, name=name, lang=lang)
        if isinstance(by, str):
            raise AtlasError(self._name, "by must be a list of columns, such as ['kind']", shown(by))
        self.by = self._columns("by", by)
        self.position = _corner(position, self._name)
        self.facets = {column: _facet(gdf[column], column, lang) for column in self.by}

    def _told(self) -> dict[str, object]:
        """Return what the script of this part is told."""
        return {"by": [*map(str, self.by)], "position": self.position}


class SearchBox(Widget):
    """A box that finds the places on a map by their names: as they are written, in pinyin and by its initials.

    Parameters
    ----------
    gdf
        Places: a GeoDataFrame with a CRS, of at most 5,000 rows. What is no point is marked by a point on it.
    name
        The column that holds the name of each place.
    also
        Further columns whose texts a place is found by.
    lang, position
        As for :class:`Facets`.

    Raises
    ------
    AtlasError
        If the table has no CRS or too many rows, or a column is not there.

    See Also
    --------
    Facets : Filter the places.

    Examples
    --------
    >>> import folium, geo, geopandas
    >>> points = geopandas.points_from_xy([113.1], [27.8])
    >>> teas = geopandas.GeoDataFrame({"name": ["清水茶馆"]}, geometry=points, crs="EPSG:4326")
    >>> drawing = folium.Map(tiles=None)
    >>> "qing'shui'cha'guan" in geo.SearchBox(teas).add_to(drawing).get_root().render()
    True
    """

    def __init__(
        self,
        gdf: GeoDataFrame,
        *,
        name: str = "name",
        also: Sequence[str] = (),
        lang: str = "en",
        position: str = "topleft",
    ) -> None:
        super().__init__(gdf, name=name, lang=lang)
        self.also = self._columns("also", also)
        self.position = _corner(position, self._name)

    def _texts(self) -> list[list[str]]:
        """Return what each place is found by, its name twice: there is no other language."""
        columns = [[_text(value) for value in self.gdf[column]] for column in (self.column, self.column, *self.also)]
        return [list(texts) for texts in zip(*columns, strict=True)]

    def _told(self) -> dict[str, object]:
        """Return what the script of this part is told."""
        return {"position": self.position}


class FactsDrawer(Widget):
    """A drawer over the map that shows what is known of the chosen place.

    Parameters
    ----------
    gdf
        Places: a GeoDataFrame with a CRS, of at most 5,000 rows. What is no point is marked by a point on it.
    name
        The column that holds the name of each place.
    columns
        Columns that are shown, under their names; by default all but the name and the geometry.
    facts
        Further facts, a row each: ``place`` (of the index of ``gdf``), ``label``, ``value``, and where there is such a
        thing ``when``, ``source`` and ``url``.
    lang
        As for :class:`Facets`.

    Raises
    ------
    AtlasError
        If the table has no CRS or too many rows, a column is not there, or a fact is of a place that is not.

    See Also
    --------
    SearchBox : Find the place to read of.

    Examples
    --------
    >>> import folium, geo, geopandas, pandas
    >>> points = geopandas.points_from_xy([11.1], [47.1])
    >>> huts = geopandas.GeoDataFrame({"name": ["Alp"], "beds": [12]}, geometry=points, crs="EPSG:4326", index=["alp"])
    >>> facts = pandas.DataFrame({"place": ["alp"], "label": ["Built"], "value": ["1890"], "source": ["The sign"]})
    >>> drawing = folium.Map(tiles=None)
    >>> "The sign" in geo.FactsDrawer(huts, facts=facts).add_to(drawing).get_root().render()
    True
    """

    def __init__(
        self,
        gdf: GeoDataFrame,
        *,
        name: str = "name",
        columns: Sequence[str] | None = None,
        facts: DataFrame | None = None,
        lang: str = "en",
    ) -> None:
        super().__init__(gdf, name=name, lang=lang)
        shown_columns = [each for each in gdf.columns if each not in (name, gdf.geometry.name)]
        self.columns = self._columns("columns", shown_columns if columns is None else columns)
        self.facts = _facts_of(gdf, facts)

    def _told(self) -> dict[str, object]:
        """Return what the script of this part is told."""
        values = [[_text(value) for value in self.gdf[column]] for column in self.columns]
        rows = zip(*values, strict=True) if values else ([] for _ in range(len(self.gdf)))
        facts = [self.facts[place] for place in self.gdf.index]
        return {"columns": [*map(str, self.columns)], "rows": [list(row) for row in rows], "facts": facts}


def _check_table(gdf: GeoDataFrame, where: str) -> None:
    if not isinstance(gdf, geopandas.GeoDataFrame):
        raise AtlasError(where, "places must be a GeoDataFrame", shown(type(gdf).__name__))
    if gdf.active_geometry_name is None:
        raise AtlasError(where, "places must have geometries: gdf.set_geometry(...)", "none")
    if len(set(map(str, gdf.columns))) < len(gdf.columns):
        raise AtlasError(where, "columns must each have a name of their own", "the same twice")
    if gdf.crs is None:
        raise AtlasError(where, "places must have a CRS: gdf.set_crs('EPSG:4326') for degrees", "none")
    if len(gdf) > MOST_PLACES:
        raise AtlasError(where, f"places must be at most {MOST_PLACES:,}, each a marker", f"{len(gdf):,}")
    if not gdf.index.is_unique:
        raise AtlasError(where, "index must name each place once: gdf.reset_index()", "the same twice")


def _corner(position: str, where: str) -> str:
    if position not in CORNERS:
        raise AtlasError(where, f"position must be one of {', '.join(CORNERS)}", shown(position))
    return position


def _places_of(widgets: Sequence[Widget]) -> dict[str, object]:
    """Return the places of the parts that share a table, ready for JSON."""
    first = widgets[0]
    for each in widgets:
        if (each.column, each.lang) != (first.column, first.lang):
            must = "name and lang must be those of the other parts with this table"
            raise AtlasError(each._name, must, shown((each.column, each.lang)))
    facets = {column: facet for each in widgets if isinstance(each, Facets) for column, facet in each.facets.items()}
    box = next((each for each in widgets if isinstance(each, SearchBox)), None)
    texts = box._texts() if box else []
    return {
        "lang": first.lang,
        "names": [_text(value) or str(place) for place, value in first.gdf[first.column].items()],
        "points": first._points,
        "facets": [{"key": f"facet-{column}", "column": str(column), **facet} for column, facet in facets.items()],
        "texts": texts,
        "search": names_part([[name_of(text) for text in each] for each in texts]) if box else None,
    }


def _points(gdf: GeoDataFrame, where: str) -> list[tuple[float, float] | None]:
    """Return latitude and longitude (WGS-84) of a point on each place, None for one without a place on the map."""
    try:
        points = gdf.geometry.to_crs(WGS84).representative_point()
    except ProjError:
        raise AtlasError(where, "CRS of places must be one that converts to WGS-84", shown(str(gdf.crs))) from None
    return [
        (round(lat, 6), round(lon, 6)) if isfinite(lat + lon) else None
        for lat, lon in zip(points.y, points.x, strict=True)
    ]


def _facet(values: pandas.Series[Any], column: Hashable, lang: str) -> dict[str, object]:
    """Return the options of a column and the mask of each place, as :mod:`geo.page.payload.registers` does."""
    held = [[_text(each) for each in _members(value)] for value in values]
    known = {text for texts in held for text in texts}
    if len(known) > MOST_OPTIONS:
        must = f"by must name a column of at most {MOST_OPTIONS} different values, each a button"
        raise AtlasError("Facets", must, f"{len(known)} in {shown(column)}")
    ordered = [*dict.fromkeys(text for text in _in_order(values) if text in known and text)]
    options = [*ordered, *([""] if "" in known or any(not texts for texts in held) else [])]
    bits = {text: 1 << number for number, text in enumerate(options)}
    masks = [sum(bits[text] for text in dict.fromkeys(texts or [""])) for texts in held]
    return {
        "label": str(column),
        "options": [text or _not_stated(lang) for text in options],
        "masks": packed_bits(masks, len(options)),
    }


def _not_stated(lang: str) -> str:
    return NOT_STATED.name_zh if lang == "zh" else NOT_STATED.name_en


def _in_order(values: pandas.Series[Any]) -> list[str]:
    """Return the values of a column in the order of display: of its categories, of numbers, else of their texts."""
    if isinstance(values.dtype, pandas.CategoricalDtype):
        return [_text(each) for each in values.cat.categories]
    single = [each for value in values for each in _members(value)]
    if all(isinstance(each, Real | Decimal) or _text(each) == "" for each in single):
        return [_text(each) for each in sorted(each for each in single if _text(each))]
    return sorted(map(_text, single), key=lambda text: (text.casefold(), text))


def _members(value: object) -> list[Any]:
    """Return what a cell holds: the values of a list, those of a set by their texts, any other value alone."""
    if isinstance(value, _SETS):
        return sorted(value, key=_text)
    return list(value) if isinstance(value, _LISTS) else [value]


def _text(value: object) -> str:
    """Return a value as it is shown; empty for none."""
    if isinstance(value, _LISTS):
        return ", ".join(filter(None, map(_text, _members(value))))
    if pandas.api.types.is_scalar(value) and pandas.isna(cast("float", value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def _facts_of(gdf: GeoDataFrame, facts: DataFrame | None) -> dict[Hashable, list[dict[str, str]]]:
    """Return the facts of each place, in their order."""
    told: dict[Hashable, list[dict[str, str]]] = defaultdict(list)
    if facts is None:
        return told
    if not isinstance(facts, pandas.DataFrame):
        raise AtlasError("FactsDrawer", "facts must be a DataFrame", shown(type(facts).__name__))
    for column in FACT_COLUMNS:
        if column not in facts.columns:
            must = f"facts must have the columns {', '.join(FACT_COLUMNS)}"
            raise AtlasError("FactsDrawer", must, ", ".join(map(str, facts.columns)))
    columns = [each for each in (*FACT_COLUMNS[1:], *FURTHER_COLUMNS) if each in facts.columns]
    for row in facts.to_dict("records"):
        if not isinstance(row["place"], Hashable) or row["place"] not in gdf.index:
            raise AtlasError("FactsDrawer", "facts must be of places that the table has", shown(row["place"]))
        told[row["place"]].append({column: _text(row[column]) for column in columns})
    return told


def _json(value: object) -> str:
    """Return a value as JSON that no text in it can leave, between the tags of a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return _HALVES.sub("\ufffd", text)


def _provide(figure: Figure) -> None:
    """Give a page the scripts and styles of the parts, and Leaflet in place of what folium loads from elsewhere."""
    if not isinstance(figure, AtlasFigure):
        (_, looks), (_, text) = leaflet()
        own = {"leaflet": script(text), "leaflet_css": style(looks + leaflet_pictures()), "jquery": script(support())}
        usual = [name for name, _ in (*folium.Map.default_js, *folium.Map.default_css)]
        _put_in_place(figure.header, own, usual)
        for each in elements_below(figure):
            if isinstance(each, folium.Map):  # one that is drawn later would load them again
                each.default_js, each.default_css = [], []
    for name, part in (("atlas_parts_css", style(bundled(PARTS_LOOKS))), ("atlas_parts", script(bundled(PARTS)))):
        figure.header.add_child(part, name=name)


def _put_in_place(header: Element, own: dict[str, Verbatim], usual: Sequence[str]) -> None:
    """Put parts of our own where a head has others by the same names, and leave the rest of the usual ones out."""
    kept = [(name, own.get(name, part)) for name, part in header._children.items() if name in own or name not in usual]
    header._children.clear()
    header._children.update(kept)
