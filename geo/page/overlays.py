"""Further folium layers on the atlas: what they load from elsewhere, and what they expect of folium's own page.

A page of folium's own loads jQuery, marker icons and d3 from the web. The page of the atlas loads nothing, so that
``geo/page/web/src/app/overlays.js`` does the little that folium's layers want of them. Whatever else a layer loads is
found here, for :mod:`geo.page.policy` to permit or to refuse.
"""

from __future__ import annotations

import base64
import html
import json
import re
import warnings
from collections.abc import Iterable
from collections.abc import Iterator
from importlib import resources
from typing import Any
from typing import NamedTuple

from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.page.folium_alone import ColorMap
from geo.page.folium_alone import CustomIcon
from geo.page.folium_alone import Element
from geo.page.folium_alone import ImageOverlay
from geo.page.folium_alone import Template
from geo.page.folium_alone import TileLayer
from geo.page.folium_alone import VideoOverlay
from geo.page.folium_alone import WmsTileLayer
from geo.page.folium_alone import folium
from geo.page.policy import covers
from geo.page.policy import origin_of
from geo.record.bundle import bundled

SCRIPT, STYLE, PICTURE = "script", "style sheet", "picture"
DATA, FRAME, FILM = "data", "frame", "film"

SYMBOLS = {
    **dict.fromkeys(("info", "info-sign", "circle-info", "info-circle"), "i"),
    **dict.fromkeys(("question", "question-sign", "circle-question"), "?"),
    **dict.fromkeys(("exclamation", "exclamation-sign", "circle-exclamation", "warning-sign"), "!"),
    **dict.fromkeys(("ok", "ok-sign", "check", "circle-check"), "✓"),
    **dict.fromkeys(("remove", "remove-sign", "times", "xmark", "circle-xmark"), "✕"),
    **dict.fromkeys(("plus", "plus-sign"), "+"),
    **dict.fromkeys(("minus", "minus-sign"), "−"),
    **dict.fromkeys(("star", "star-empty"), "★"),
    **dict.fromkeys(("heart", "heart-empty"), "♥"),
    **dict.fromkeys(("home", "house"), "⌂"),
    **dict.fromkeys(("cog", "gear", "wrench", "industry"), "⚙"),
    **dict.fromkeys(("phone", "earphone", "phone-alt"), "☎"),
    "cloud": "☁",
    "envelope": "✉",
    "flag": "⚑",
    "pencil": "✎",
    "plane": "✈",
    "play": "▶",
    "stop": "■",
    **dict.fromkeys(("circle", "record"), "●"),
    **{f"arrow-{way}": sign for way, sign in zip(("up", "right", "down", "left"), "↑→↓←", strict=True)},
}
"""The icons of Font Awesome and of Glyphicons that a marker shows as characters: their fonts lie elsewhere."""

_IMAGES = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}

# Elements that load what an attribute names, with what it is.
_LOADING = {
    "script": SCRIPT,
    "link": STYLE,
    "img": PICTURE,
    "image": PICTURE,
    "input": PICTURE,
    **dict.fromkeys(("iframe", "frame", "object", "embed"), FRAME),
    **dict.fromkeys(("video", "audio", "source", "track"), FILM),
}
_REFERENCE = re.compile(
    rf"<({'|'.join(_LOADING)})\b[^>]*?\s(?:src|href|data|xlink:href)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE
)
_FRAME = re.compile(r"<(?:iframe|frame|object|embed)\b", re.IGNORECASE)
_CSS_URL = re.compile(r"\burl\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"');\s]+)", re.IGNORECASE)
_STYLE_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style>", re.IGNORECASE | re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\sstyle\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_WITHIN_THE_PAGE = ("data:", "blob:", "#", "about:")
_D3 = "d3"

_COLOUR_SCALE = Template(
    "{% macro script(this, kwargs) %}"
    "AtlasOverlays.showScale({{ this._parent.get_name() }}, {"
    "caption: {{ this.caption|tojson }}, textColour: {{ this.text_color|tojson }},"
    "width: {{ this.width|tojson }}, ticks: {{ this.tick_labels|tojson }},"
    "domain: {{ this.color_domain|tojson }}, colours: {{ this.color_range|tojson }}"
    "});{% endmacro %}"
)


class Load(NamedTuple):
    """Something that a layer wants from outside the page.

    Parameters
    ----------
    layer
        The layer, by its class and its name.
    kind
        What is loaded: a script, a style sheet, a picture, data, a frame or a film.
    address
        Where it lies.
    """

    layer: str
    kind: str
    address: str


def elements_below(root: Element) -> Iterator[Element]:
    """Yield an element and all that it holds, each once: its children, a popup's text, a marker's icon."""
    seen, waiting = set(), [root]
    while waiting:
        element = waiting.pop()
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        held = [value for name, value in vars(element).items() if name != "_parent" and isinstance(value, Element)]
        waiting += reversed([*element._children.values(), *held])


def support() -> str:
    """Return the script that does what folium's layers expect of their page, with Leaflet's own marker inside."""
    folder = resources.files("xstatic.pkg.leaflet") / "data" / "images"
    images = {option: _embedded((folder / name).read_bytes()) for option, name in _IMAGES.items()}
    given = json.dumps({"images": images, "symbols": SYMBOLS}, ensure_ascii=False)
    return f"{bundled('overlays.js')}\nAtlasOverlays.start({given});\n"


def loads_of(elements: Iterable[Element], texts: Iterable[tuple[str, str]]) -> list[Load]:
    """Return what further layers load from outside the page.

    Parameters
    ----------
    elements
        The layers, and what they hold.
    texts
        What they put into the page, a text beside the name under which it was put there.
    """
    elements = list(elements)
    owners = {element.get_name(): element for element in elements}
    linked = [(name, element) for element in reversed(elements) for name, _ in _links(element)]
    owners |= dict(linked)
    found = [Load(_called(element), kind, address) for element in elements for kind, address in _addresses(element)]
    for name, text in texts:
        owner = _called(owners[name]) if name in owners else name
        found += [Load(owner, kind, address) for kind, address in _references(text)]
    return [load for load in dict.fromkeys(found) if not load.address.lower().startswith(_WITHIN_THE_PAGE)]


def refuse(loads: Iterable[Load], permitted: Iterable[str]) -> None:
    """Refuse what the page may not load.

    Parameters
    ----------
    loads
        What is wanted.
    permitted
        Addresses that may be asked.

    Raises
    ------
    AtlasError
        At the first layer that wants something else: what it is, where it lies and what would be right.
    """
    allowed = tuple(permitted)
    refused = [load for load in loads if load.kind in _NEVER or not any(covers(each, load.address) for each in allowed)]
    for layer, kind, address in refused:
        if kind in _NEVER:
            raise AtlasError(layer, _NEVER[kind], shown(address))
        if origin_of(address) is None:
            raise AtlasError(layer, f"{kind} must be embedded, or lie on a server (https://...)", shown(address))
    if refused:
        layer, kind, address = refused[0]
        servers = list(dict.fromkeys(origin_of(load.address) for load in refused))
        raise AtlasError(layer, f"{kind} must be embedded, or allowed: build_map(allow={servers})", repr(address))


_NEVER = {
    DATA: "data must be embedded (embed=True): the page fetches none",
    FRAME: "markup must have no frame: the page shows none",
    FILM: "markup must have no film or sound: the page plays none",
}


def style_attributes(text: str) -> list[str]:
    """Return the values of the ``style`` attributes in the markup that a script holds."""
    return _values_of_styles(_without_escapes(text))


def in_script(text: str) -> str:
    r"""Return a script that no text in it ends or hides, safe between the tags of a page.

    >>> print(in_script("f('</script><!--')"))
    f('<\/script><\!--')
    """
    return re.sub(r"<(?=/script|script|!--)", r"<\\", text, flags=re.IGNORECASE)


def draw_scales_without_d3(elements: Iterable[Element]) -> list[ColorMap]:
    """Let colour scales be drawn by the page's own script; return them, for :func:`draw_scales_as_before`."""
    scales = [element for element in elements if isinstance(element, ColorMap)]
    for scale in scales:
        scale._template = _COLOUR_SCALE
    return scales


def draw_scales_as_before(scales: Iterable[ColorMap]) -> None:
    """Give colour scales their own template back: they may belong to other maps as well."""
    for scale in scales:
        del scale._template


def without_unused_d3(header: dict[str, Element], elements: Iterable[Element]) -> dict[str, Element]:
    """Return the parts of a head without d3, where colour scales alone have put it there."""
    wanted = any(name == _D3 for element in elements for name, _ in _links(element))
    return header if wanted else {name: part for name, part in header.items() if name != _D3}


def warn_of_icons(elements: Iterable[Element]) -> None:
    """Warn of icons that no character shows: their markers have a dot."""
    for element in elements:
        if type(element) is folium.Icon and element.options.get("icon") not in SYMBOLS:
            name, known = element.options.get("icon"), ", ".join(SYMBOLS)
            warnings.warn(f"Icon: {name!r} is drawn as a dot; the page has characters for {known}", stacklevel=2)


def _embedded(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _links(element: Element) -> list[tuple[str, str]]:
    return [*getattr(element, "default_js", ()), *getattr(element, "default_css", ())]


def _called(element: Element) -> str:
    name, kind = getattr(element, "layer_name", None), type(element).__name__
    # Without a name of its own, a layer is named by its random id.
    return kind if name is None or name.endswith(element._id) else f"{kind} {name!r}"


def _addresses(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what an element loads by its own attributes."""
    if isinstance(element, TileLayer):
        servers: Any = element.options.get("subdomains") or "abc"
        each = servers if "{s}" in element.tiles else "-"
        yield from ((PICTURE, element.tiles.replace("{s}", server)) for server in each)
    elif isinstance(element, WmsTileLayer | ImageOverlay):
        yield PICTURE, element.url
    elif isinstance(element, CustomIcon):
        yield from (
            (PICTURE, str(element.options[name])) for name in ("icon_url", "shadow_url") if name in element.options
        )
    elif isinstance(element, VideoOverlay):
        yield FILM, element.video_url
    elif address := getattr(element, "embed_link", None):
        yield DATA, address


def _references(text: str) -> Iterator[tuple[str, str]]:
    """Yield what markup and styles load, be they written in a page or in the texts of a script."""
    text = _without_escapes(text)
    for tag, value in _REFERENCE.findall(text):
        yield _LOADING[tag.lower()], html.unescape(value.strip("\"'"))
    yield from ((FRAME, tag) for tag in _FRAME.findall(text))
    for css in [*_STYLE_SHEET.findall(text), *_values_of_styles(text)]:
        yield from ((STYLE, address) for address in _CSS_IMPORT.findall(css))
        yield from ((PICTURE, address) for address in _CSS_URL.findall(_CSS_IMPORT.sub("", css)))


def _values_of_styles(markup: str) -> list[str]:
    return [html.unescape(value[1:-1]) for value in _STYLE_ATTRIBUTE.findall(markup)]


def _without_escapes(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else match[3]

    return _ESCAPE.sub(character, text)
