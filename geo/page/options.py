"""What whoever builds the page may choose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.atlas.wording import WEB_ADDRESS
from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.page.basemaps import CARTO
from geo.page.basemaps import TIANDITU
from geo.page.basemaps import Basemap
from geo.page.basemaps import basemaps
from geo.page.policy import checked_addresses
from geo.page.policy import checked_origins

REPORT_SLOT = "{id}"
"""Where the address for reports takes the id of what a report is about."""

_BESIDE = re.compile(r"|[a-z0-9-]+(/[a-z0-9-]+)*\.html")


@dataclass(frozen=True, kw_only=True)
class MapOptions:
    """What whoever builds the page may choose.

    Parameters
    ----------
    tianditu_key, carto_key
        Keys of the online basemaps that want one; without its key a basemap is not offered. They are in the page for
        all to read.
    review_number
        The approval number (审图号) that the page shows, where it has one.
    boundaries
        Whether outlines of administrative units go into the page. Without them their names, places and facts stay.
    public_url
        The address at which the page is published, for the links that readers copy out of a file.
    allow
        Addresses from which further folium layers may load: a server (``https://example.org``), a folder of it (with a
        slash at its end) or one file. Its scripts and style sheets run where a layer names them; pictures and fonts may
        come from there at any time. Whoever opens the page then asks that server.
    report_url
        Where readers can send a correction: an https address with ``{id}`` in the place of an id, that of a
        place or a fact, such as ``https://example.org/issues/new?title={id}``. The page links there; it sends nothing.
    files_page
        Where the page that leads to all files is, from this one: ``files/index.html``. Empty where there is none.
    embed_origins
        Origins (``https://example.org``) whose pages may talk to this one where it is in a frame of theirs: set what it
        shows, and hear what is chosen. Without any it neither hears nor speaks; in a frame it can be in any case.

    Raises
    ------
    AtlasError
        If a value is of another type, or an address is none.
    """

    tianditu_key: str = ""
    carto_key: str = ""
    review_number: str = ""
    boundaries: bool = True
    public_url: str = ""
    report_url: str = ""
    files_page: str = ""
    allow: Iterable[str] = ()
    embed_origins: Iterable[str] = ()

    def __post_init__(self) -> None:
        for name in ("tianditu_key", "carto_key", "review_number", "public_url", "report_url", "files_page"):
            if not isinstance(getattr(self, name), str):
                raise AtlasError(name, "must be a text", shown(getattr(self, name)))
        if not isinstance(self.boundaries, bool):
            raise AtlasError("boundaries", "must be True or False", shown(self.boundaries))
        if self.public_url and ("#" in self.public_url or not WEB_ADDRESS.fullmatch(self.public_url)):
            right = "must be an address of the web without a part from #, such as 'https://example.org/map.html'"
            raise AtlasError("public_url", right, shown(self.public_url))
        if self.report_url and not _is_template(self.report_url):
            right = (
                "must be an https address with {id} once, behind the host, such as 'https://example.org/new?title={id}'"
            )
            raise AtlasError("report_url", right, shown(self.report_url))
        if not _BESIDE.fullmatch(self.files_page):
            raise AtlasError("files_page", "must be a file in a folder beside the page", shown(self.files_page))
        object.__setattr__(self, "allow", checked_addresses(self.allow))
        object.__setattr__(self, "embed_origins", checked_origins(self.embed_origins))


def _is_template(text: str) -> bool:
    """Return whether a text is an https address with one place for an id, which cannot become another host."""
    host, slash, rest = text.removeprefix("https://").partition("/")
    filled = f"https://{host}/{rest.replace(REPORT_SLOT, 'f0001')}"
    sound = text.startswith("https://") and bool(slash) and WEB_ADDRESS.fullmatch(filled) is not None
    return sound and rest.count(REPORT_SLOT) == 1


PLAIN = MapOptions()
"""The page where its builder chooses nothing."""


def offered_basemaps(options: MapOptions) -> list[Basemap]:
    """Return the online basemaps that the page offers."""
    return basemaps({TIANDITU: options.tianditu_key, CARTO: options.carto_key})
