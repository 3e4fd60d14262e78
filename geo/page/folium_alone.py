"""folium, imported without the libraries that it brings and no page needs.

It imports pandas to know a data frame when it is given one, and requests for charts that it fetches: together two
fifths of its import. Of what is left, another two fifths are the templates of all its classes and of branca's, of which
a page uses a few. Every module of the program that uses folium or branca takes it from here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

import jinja2


class _Later(ModuleType):
    """Stands for a library until something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            # Of another folium, whose import needs it after all.
            del sys.modules[self.__name__]
            return getattr(import_module(self.__name__), name)
        # As long as nobody has imported pandas, nothing can be a frame of it: isinstance() says so of no types.
        if name == "DataFrame" and self.__name__ not in sys.modules:
            return ()
        return getattr(import_module(self.__name__), name)


@contextmanager
def put_off(*libraries: str) -> Iterator[None]:
    """Let what is imported meanwhile have libraries when it first needs them; others import them as ever."""
    stand_ins = {name: _Later(name) for name in libraries if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


class _CompiledLater(jinja2.Template):
    """A template that is compiled when something of it is first asked for."""

    def __new__(cls, *source: Any, **options: Any) -> _CompiledLater:  # noqa: ANN401  # whatever jinja takes
        return cls.by(partial(super().__new__, cls, *source, **options))

    @classmethod
    def by(cls, compiled: Callable[[], jinja2.Template]) -> _CompiledLater:
        """Return the template that a function will compile."""
        template = object.__new__(cls)
        template.__dict__["_compiled"] = compiled
        return template

    def __getattr__(self, name: str) -> object:
        compiled = self.__dict__.get("_compiled")
        if compiled:
            self.__dict__.update(vars(compiled()))
            # Not before: another thread may ask meanwhile, and a source with a fault is refused each time.
            self.__dict__.pop("_compiled", None)
        if name not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__[name]


@contextmanager
def compiled_later() -> Iterator[None]:
    """Let the templates of what is imported meanwhile be compiled when they are first used."""
    at_once, by_name = jinja2.Template, jinja2.Environment.get_template

    def later_by_name(*asked: Any, **options: Any) -> jinja2.Template:  # noqa: ANN401  # whatever jinja takes
        return _CompiledLater.by(partial(by_name, *asked, **options))

    jinja2.Template = _CompiledLater  # type: ignore[misc]  # for what takes it from there
    jinja2.Environment.get_template = later_by_name  # type: ignore[method-assign]
    try:
        yield
    finally:
        jinja2.Template, jinja2.Environment.get_template = at_once, by_name  # type: ignore[misc, method-assign]


with put_off("pandas", "requests"), compiled_later():
    import branca.element
    import folium
    from branca.colormap import ColorMap
    from branca.element import Element
    from branca.element import Figure
    from branca.element import MacroElement
    from folium.features import CustomIcon
    from folium.raster_layers import ImageOverlay
    from folium.raster_layers import TileLayer
    from folium.raster_layers import VideoOverlay
    from folium.raster_layers import WmsTileLayer
    from folium.template import Template

# Of a layer's text branca makes a template, too: one with a fault is refused where it is added.
branca.element.Template = jinja2.Template  # type: ignore[attr-defined]  # as it has it, too

__all__ = [
    "ColorMap",
    "CustomIcon",
    "Element",
    "Figure",
    "ImageOverlay",
    "MacroElement",
    "Template",
    "TileLayer",
    "VideoOverlay",
    "WmsTileLayer",
    "folium",
]
