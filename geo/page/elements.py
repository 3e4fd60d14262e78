"""Folium elements of the atlas: text put into the page word for word, and the application itself.

branca renders what an element's template gives a second time, as a template; so everything that is not our own fixed
text (libraries, styles, data) goes through :class:`Verbatim`, whose template has nothing but a place for its text.
"""

from __future__ import annotations

import base64
import os
import re
from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from html import escape
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from typing import NamedTuple

from jinja2 import TemplateSyntaxError

from geo.issues.errors import AtlasError
from geo.messages import LANGUAGES
from geo.messages import both
from geo.messages import message
from geo.page.folium_alone import Element
from geo.page.folium_alone import Figure
from geo.page.folium_alone import Template
from geo.page.overlays import SCRIPT
from geo.page.overlays import STYLE
from geo.page.overlays import draw_scales_as_before
from geo.page.overlays import draw_scales_without_d3
from geo.page.overlays import elements_below
from geo.page.overlays import in_script
from geo.page.overlays import loads_of
from geo.page.overlays import refuse
from geo.page.overlays import style_attributes
from geo.page.overlays import support
from geo.page.overlays import warn_of_icons
from geo.page.overlays import without_unused_d3
from geo.page.payload.frames import END
from geo.page.payload.frames import compressed
from geo.page.policy import content_policy
from geo.record.bundle import BESIDE
from geo.record.bundle import CODE
from geo.record.bundle import FIRST
from geo.record.bundle import ISLANDS
from geo.record.bundle import LOOKS
from geo.record.bundle import PLAIN
from geo.record.bundle import SHARED
from geo.record.bundle import bundled
from geo.record.compact import to_json
from geo.record.files import write_texts

_CODE, _BESIDE, _LAST = "atlas-code", "atlas-beside", "atlas-end"
_ID = re.compile(r"[0-9a-f]{32}")
_PICTURED = re.compile(r"(?<![^{}])[^{}]*\{[^{}]*url\(([^):#]+)\)[^{}]*\}")
"""A rule of a style sheet with a picture from a file."""


class Verbatim(Element):
    """Text that enters the page as it is.

    Parameters
    ----------
    text
        HTML, already safe.
    """

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text
        self.runs = text
        """Markup with all styles and scripts in it that work."""


class Code(Verbatim):
    """Styles, then scripts, that enter the page compressed, with a script that puts them in before all that follows.

    It says to the reader where the file is damaged, or ends before the mark of :func:`end`.

    Parameters
    ----------
    parts
        Each with its tag, ``style`` or ``script``, and its text; those of a tag in their order.
    beside
        A script that these put in once the map is painted, if there is one.
    """

    def __init__(self, parts: Sequence[tuple[str, str]], beside: str = "") -> None:
        parts = sorted(parts, key=lambda part: part[0] == "script")  # like beside like takes less room
        later = [beside] if beside else []
        # An empty tag ends them: the page reads its frame part by part, and what lies behind a part may be anything.
        packed, *further = compressed(END.join((*(text for part in parts for text in part), "")), *later)
        damaged = to_json([*zip(("zh-Hans", "en"), both("damaged"), strict=True)])
        # Before the island, so that a file which ends in it is noticed, too.
        first = script(f"{bundled(ISLANDS)}AtlasIslands.watch({damaged});").text
        then = script(f'AtlasIslands.putIn("{_CODE}");').text
        super().__init__("\n".join((first, island(packed, name=_CODE).text, then)))
        tagged = (*parts, *(("script", text) for text in later))
        self.runs = "".join((first, then, *(f"<{tag}>{text}</{tag}>" for tag, text in tagged)))
        self.later = [island(each, name=_BESIDE) for each in further]
        """Islands of that script, one or none: it continues their frame and has its place after the start."""


class AtlasFigure(Figure):
    """A figure whose page is valid HTML, tells its language, has data after its script, and runs no other code.

    What is in its body shows before its code has come; where a further layer has code of its own in the head, ours
    comes before that.

    Its head and its script are code, and may do what they do; what is in its body may not. Each further layer has a
    script of its own, so that one which fails stops no other. What layers load from elsewhere is refused, unless its
    address is allowed.

    Parameters
    ----------
    title
        Title of the page.
    description
        What the page is, in a sentence, for those who list pages; none where it is empty.
    card
        What shows where somebody shares its address, by property of Open Graph; none where it is empty.
    image_origins
        Where pictures may come from, beside the page itself: ``https://host``.
    allow
        Addresses from which further layers may load scripts, styles, fonts and pictures.
    """

    def __init__(
        self,
        *,
        title: str,
        description: str = "",
        card: Mapping[str, str] = MappingProxyType({}),
        image_origins: Iterable[str] = (),
        allow: Iterable[str] = (),
    ) -> None:
        super().__init__(title=title)
        self.description = description
        self.card = dict(card)
        self.image_origins = tuple(image_origins)
        self.allow = tuple(allow)
        self.own: tuple[Element, ...] = ()
        """The elements of the page's own; all others are further layers."""
        self.header._children.clear()
        self.looks, self.data = Element(), Element()
        """Styles that are there from the first bytes on, and data that is read after all else."""
        self.looks._parent = self.data._parent = self

    def render(self, **kwargs: object) -> str:
        """Render the page, with numbers for branca's random ids, so that the same layers give the same bytes.

        Raises
        ------
        AtlasError
            If a layer loads something from an address that is not allowed, or its text cannot be put into the page.
        """
        return "".join(self._rendered(**kwargs))

    def _rendered(self, **kwargs: object) -> list[str]:
        """Return the page in pieces: a large one is not to be in memory as a whole."""
        elements = list(elements_below(self))
        warn_of_icons(elements)
        scales = draw_scales_without_d3(elements)
        before = [(element, element._children.copy()) for element in elements]
        try:
            for child in self._children.values():
                child.render(**kwargs)
            return self._page(**kwargs)
        except TemplateSyntaxError as error:
            must = "text of a layer must not hold '{%', which branca takes for code"
            raise AtlasError("map", must, str(error)) from None
        finally:
            draw_scales_as_before(scales)
            # What elements add while they are rendered would be in the page twice the next time.
            for element, children in before:
                element._children = children

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: object) -> None:
        """Save the page as branca's elements do; a page that is refused leaves the file as it was."""
        page = self._rendered(**kwargs)
        if isinstance(outfile, str | bytes | Path):
            write_texts(Path(os.fsdecode(outfile)), page)
            return
        outfile.writelines(map(str.encode, page))
        if close_file:
            outfile.close()

    def _page(self, **kwargs: object) -> list[str]:
        elements = list(elements_below(self))
        self.header._children = OrderedDict(without_unused_d3(self.header._children, elements))
        number = _numbering(elements)
        head, body, scripts = ([*self._parts(each, number, **kwargs)] for each in (self.header, self.html, self.script))
        further = [part for part in (*head, *body, *scripts) if not part.own]
        loads = loads_of(elements, [(part.name, part.text) for part in further])
        refuse(loads, (*self.image_origins, *self.allow))
        layers = [in_script(part.text) for part in scripts if not part.own]
        looks = [*self._parts(self.looks, number, **kwargs)]
        ahead = [part for part in head if not part.own]
        top = [part for part in head if part.own]
        if layers:
            text = script(support()).text
            top.append(_Part("", text, text, own=True))
            text = style(leaflet_pictures()).text
            looks.append(_Part("", text, text, own=True))
        top += ahead
        ours = "".join(part.text for part in scripts if part.own)
        tags = [f"<script>\n{text}\n</script>" for text in (ours, *layers)]
        policy = content_policy(
            "".join((*(part.runs for part in (*looks, *top)), *tags)),
            (*self.image_origins, *self.allow),
            fonts=self.allow,
            scripts=[load.address for load in loads if load.kind == SCRIPT],
            styles=[load.address for load in loads if load.kind == STYLE],
            attributes=[value for text in layers for value in style_attributes(text)],
        )
        before = "\n".join(
            (
                '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
                f"<title>{escape(self.title or '')}</title>",
                *([_meta("description", self.description)] if self.description else []),
                *(_meta(name, text) for name, text in self.card.items()),
                *(part.text for part in looks),
                *(part.text for part in top if ahead),
                "</head>\n<body>",
                *(part.text for part in body),
                *(part.text for part in top if not ahead),
                *tags,
                "",
            )
        )
        # Data is text word for word, and by far the largest part: nothing goes through it.
        data = [element.text for element in self.data._children.values() if isinstance(element, Verbatim)]
        return [before, *data, "\n</body>\n</html>\n"]

    def _parts(self, place: Element, number: Callable[[str], str], **kwargs: object) -> Iterator[_Part]:
        names = {element.get_name() for element in self.own}
        for name, element in place._children.items():
            if isinstance(element, Verbatim):
                yield _Part(name, element.text, element.runs, own=True)
            else:
                text = number(_text(element, **kwargs))
                yield _Part(name, text, text, own=name in names)


class _Part(NamedTuple):
    """What an element put into the page, under a name, and what of it works."""

    name: str
    text: str
    runs: str
    own: bool


def _meta(name: str, text: str) -> str:
    """Return what the head says under a name; those of Open Graph are properties."""
    attribute = "property" if name.startswith("og:") else "name"
    return f'<meta {attribute}="{name}" content="{escape(text)}">'


def script(text: str) -> Verbatim:
    """Return a script of our own or of a library."""
    return Verbatim(f"<script>{text}</script>")


def style(text: str) -> Verbatim:
    """Return a style sheet."""
    return Verbatim(f"<style>{text}</style>")


def island(text: str, *, name: str) -> Verbatim:
    """Return a compressed text as an island of data that no browser runs, under an id.

    Its letters (:mod:`geo.page.payload.letters`) cannot end an island, so that no text of the record ever meets the
    reader of the markup.
    """
    data = Verbatim(f'<script type="text/plain" id="{name}">{text}</script>')
    data.runs = ""
    return data


def linked_data(text: str) -> Verbatim:
    """Return JSON-LD, which no browser runs; in its text there must be no markup."""
    data = Verbatim(f'<script type="application/ld+json">{text}</script>')
    data.runs = ""
    return data


def end() -> Verbatim:
    """Return what ends the page: a file without it is incomplete."""
    return Verbatim(f'<i id="{_LAST}" hidden></i>')


def without_script(markup: str) -> Verbatim:
    """Return what the page shows only where no script runs."""
    return Verbatim(f"<noscript>{markup}</noscript>")


def code() -> Code:
    """Return Leaflet and the page's own styles and scripts."""
    scripts = (("script", bundled(name)) for name in (SHARED, CODE))
    return Code([*leaflet(), ("style", bundled(LOOKS)), *scripts], bundled(BESIDE))


def leaflet() -> list[tuple[str, str]]:
    """Return Leaflet's style, without its pictures, and its script, without a reference to any other file."""
    text = (_leaflet() / "leaflet.js").read_text("utf-8")
    css = _PICTURED.sub("", (_leaflet() / "leaflet.css").read_text("utf-8"))
    return [("style", css), ("script", re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", text))]


def leaflet_pictures() -> str:
    """Return the rest of Leaflet's style, its pictures inside: of a marker, and of a control of further layers."""

    def embedded(rule: re.Match[str]) -> str:
        picture = base64.b64encode((_leaflet() / rule[1]).read_bytes()).decode()
        return rule[0].replace(rule[1], f"data:image/png;base64,{picture}")

    return "".join(map(embedded, _PICTURED.finditer((_leaflet() / "leaflet.css").read_text("utf-8"))))


def _leaflet() -> Traversable:
    return resources.files("xstatic.pkg.leaflet") / "data"


def first_style() -> Verbatim:
    """Return the style of what shows first."""
    return style(bundled(FIRST))


def opening(titles: Mapping[str, str], subtitle: str = "subtitle") -> Verbatim:
    """Return what shows until the map does: the title of the page, by language, and what the page is."""
    lines = (
        f'<p lang="{tag}">{escape(titles[lang])} <small>{escape(message(lang, subtitle))}</small></p>'
        for lang, tag in zip(LANGUAGES, ("zh-Hans", "en"), strict=True)
    )
    return Verbatim(f'<div class="opening">{"".join(lines)}</div>')


def plain_style() -> Verbatim:
    """Return the style of a page without script, which shows a table in the map's place and sends no referrer."""
    return without_script(f"<meta name=referrer content=no-referrer><style>{bundled(PLAIN)}</style>")


def _text(element: Element, **kwargs: object) -> str:
    """Return what an element puts into the page.

    What branca left there itself is text. branca would render it a second time, as a template, and would so run what
    the data of a layer has between braces.
    """
    left_there = element._template_str if type(element) is Element and not element._children else None
    return element.render(**kwargs) if left_there is None else left_there


def _numbering(elements: Iterable[Element]) -> Callable[[str], str]:
    """Return what puts numbers, in the order in which they come, for the random ids of elements."""
    known, numbers = {element._id for element in elements}, dict[str, str]()

    def number(match: re.Match[str]) -> str:
        found = str(match[0])
        return numbers.setdefault(found, f"{len(numbers):03d}") if found in known else found

    return lambda text: _ID.sub(number, text)
