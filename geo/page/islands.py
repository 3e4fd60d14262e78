"""The record as islands of data in a page: what the map reads, and any other page that shows the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.page.elements import Verbatim
from geo.page.elements import island
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.payload.blocks import Blocks
from geo.page.payload.blocks import firsts
from geo.page.payload.contract import FEW_BLOCKS
from geo.page.payload.contract import LOOKED_UP
from geo.page.payload.contract import Core
from geo.page.payload.core import core_payload
from geo.page.payload.frames import compressed
from geo.record.compact import to_json


class RecordIslands(NamedTuple):
    """Islands of a record, each list in the order in which its islands stand in a page.

    Parameters
    ----------
    core
        What shows at once.
    looked_up
        What of the core is read when it is first asked for.
    facts
        What many subjects say, and what is read when a place is opened, block by block.
    exports
        What is read when a file is saved: a page that saves none goes without.
    """

    core: Verbatim
    looked_up: list[Verbatim]
    facts: list[Verbatim]
    exports: list[Verbatim]


def record_islands(atlas: Atlas, options: MapOptions = PLAIN) -> RecordIslands:
    """Return the islands of a record.

    >>> from geo.record.read import read
    >>> record_islands(Atlas(read())).core.text[:42]
    '<script type="text/plain" id="atlas-core">'

    Parameters
    ----------
    atlas
        What the page shows.
    options
        What its builder chose.
    """
    is_small = len(firsts(atlas)) <= FEW_BLOCKS
    pack = partial(compressed, thorough=is_small)
    core = _core(core_payload(atlas, options), pack, together=is_small)
    blocks = Blocks(atlas)
    packed = [pack(*block) for block in blocks.texts()]
    patterns = pack(blocks.patterns.text())
    return RecordIslands(
        _island("core", core.pop("core")),
        [_island(name, text) for name, text in core.items()],
        [
            *(_island("patterns", text) for text in patterns),
            *(_island(f"facts-{number}", facts) for number, (facts, _) in enumerate(packed)),
        ],
        [_island(f"exports-{number}", exports) for number, (_, exports) in enumerate(packed)],
    )


def _island(name: str, text: str) -> Verbatim:
    return island(text, name=f"atlas-{name}")


def _core(payload: Core, pack: Callable[..., list[str]], *, together: bool) -> dict[str, str]:
    """Return the core, and what is looked up in a frame together with it or apart, each by the name of its island."""
    core: dict[str, object] = {**payload}
    later = [{name: core.pop(name) for name in names} for names in LOOKED_UP.values()]
    if together:
        packed = pack(*map(to_json, (core, *later)))
    else:
        # One text after the other: that of a hundred thousand places takes as much as what it is made of.
        packed = pack(to_json(core))
        packed += pack(*map(to_json, later))
    return dict(zip(("core", *LOOKED_UP), packed, strict=True))
