"""Folium elements of the atlas: text put into the page word for word, and the application itself.

branca renders what an element's template gives a second time, as a template; so everything that is not our own fixed
text (libraries, styles, data) goes through :class:`Verbatim`, whose template has nothing but a place for its text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from branca.element import Element
from branca.element import Figure
from folium.template import Template

from geo.errors import AtlasError
from geo.errors import shown
from geo.policy import content_policy

WEB = Path(__file__).parent / "web"
_DIGEST = re.compile(r"sources sha256 ([0-9a-f]{64})")


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


class AtlasFigure(Figure):
    """A figure whose page is valid HTML, tells its language, has data after its script, and runs no other code.

    Its head and its script are code, and may do what they do; what stands in its body may not.

    Parameters
    ----------
    title
        Title of the page.
    image_origins
        Where pictures may come from, beside the page itself: ``https://host``.
    """

    _template = Template(
        "{% set head = this.header.render(**kwargs) %}{% set code = this.script.render(**kwargs) %}"
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy(head, code) }}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">\n'
        "<title>{{ this.title }}</title>\n"
        "{{ head }}\n</head>\n<body>\n{{ this.html.render(**kwargs) }}\n<script>\n{{ code }}\n</script>\n"
        "{{ this.data.render(**kwargs) }}\n</body>\n</html>\n"
    )

    def __init__(self, *, title: str, image_origins: Iterable[str] = ()) -> None:
        super().__init__(title=title)
        self.image_origins = tuple(image_origins)
        self.header._children.clear()
        self.data = Element()
        self.data._parent = self

    def render(self, **kwargs: object) -> str:
        """Render the page with numbered ids, so that the same record gives the same bytes."""
        for number, element in enumerate(_below(self)):
            element._id = f"{number:03d}"
        parts = (self.header, self.html, self.script)
        before = [part._children.copy() for part in parts]
        try:
            return super().render(**kwargs)
        finally:
            # What elements leave there while they are rendered would stand in the page twice the next time.
            for part, children in zip(parts, before, strict=True):
                part._children = children

    def policy(self, head: str, code: str) -> str:
        """Return what the page may do, by what stands in its head and in its script."""
        return content_policy(f"{head}<script>\n{code}\n</script>", self.image_origins)


def script(text: str) -> Verbatim:
    """Return a script of our own or of a library."""
    return Verbatim(f"<script>{text}</script>")


def style(text: str) -> Verbatim:
    """Return a style sheet."""
    return Verbatim(f"<style>{text}</style>")


def data(text: str, *, name: str) -> Verbatim:
    """Return JSON as an island of data that no browser runs, under an id.

    The less-than sign is written as an escape, so that nothing in the data can end the island.
    """
    inert = text.replace("<", "\\u003c")
    return Verbatim(f'<script type="application/json" id="{name}">{inert}</script>')


def without_script(markup: str) -> Verbatim:
    """Return what stands in the page only where no script runs."""
    return Verbatim(f"<noscript>{markup}</noscript>")


def leaflet() -> tuple[Verbatim, Verbatim]:
    """Return Leaflet's style and script from its package, images inside, without a reference to any other file."""
    folder = resources.files("xstatic.pkg.leaflet") / "data"

    def embed(match: re.Match) -> str:
        image = (folder / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(image).decode()})"

    css = re.sub(r"url\(([^):]+\.png)\)", embed, (folder / "leaflet.css").read_text("utf-8"))
    code = (folder / "leaflet.js").read_text("utf-8")
    return style(css), script(re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", code))


def front_end() -> tuple[Verbatim, Verbatim]:
    """Return the style and script of the page, made from ``geo/web/src`` by ``make web``.

    Raises
    ------
    AtlasError
        If they were made from other sources than those that stand there.
    """
    css, code = (_fresh(WEB / "dist" / name) for name in ("atlas.css", "atlas.js"))
    return style(css), script(code)


def source_digest() -> str:
    """Return the SHA-256 over name and text of every source file of the page, in the order of their names."""
    source = WEB / "src"
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()):
        digest.update(f"{name}\0{(source / name).read_text('utf-8')}\0".encode())
    return digest.hexdigest()


def _below(element: Element) -> Iterator[Element]:
    """Yield the elements of a tree from the top; branca gives each a random id."""
    for child in element._children.values():
        yield child
        yield from _below(child)


def _fresh(path: Path) -> str:
    where = f"geo/web/dist/{path.name}"
    text = path.read_text("utf-8") if path.is_file() else ""
    made_from = _DIGEST.search(text[:200])
    if made_from is None or made_from[1] != source_digest():
        raise AtlasError(
            where, "bundle must be made from geo/web/src (run: make web)", shown(made_from and made_from[1])
        )
    return text
