"""The record as islands of data in a page: what the map reads, and any other page that shows the record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple
from typing import cast

from geo.atlas.atlas import Atlas
from geo.page.elements import Verbatim
from geo.page.elements import island
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.payload.binary import Numbers
from geo.page.payload.binary import pieces
from geo.page.payload.binary import placed
from geo.page.payload.blocks import Blocks
from geo.page.payload.blocks import firsts
from geo.page.payload.contract import FEW_BLOCKS
from geo.page.payload.contract import LOOKED_UP
from geo.page.payload.contract import Core
from geo.page.payload.core import core_payload
from geo.page.payload.frames import END
from geo.page.payload.frames import compressed
from geo.progress import followed
from geo.record.compact import to_json
from geo.record.pack import as_columns

Content = dict[str, object] | bytes
"""What an island holds: members of an object, or bytes as they are."""


class RecordIslands(NamedTuple):
    """Islands of a record, each list in the order in which its islands stand in a page.

    Parameters
    ----------
    core
        What the map with its places needs.
    beside
        What is beside the map: the texts of subjects, and what these are counted by.
    looked_up
        What of the core is read when it is first asked for.
    facts
        What many subjects say, and what is read when a place is opened, block by block.
    exports
        What is read when a file is saved: a page that saves none goes without.
    """

    core: Verbatim
    beside: list[Verbatim]
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
    core, blocks = _core(core_payload(atlas, options)), Blocks(atlas)
    packed = _together(core, blocks) if len(firsts(atlas)) <= FEW_BLOCKS else _apart(core, blocks)
    # Each text is let go for its island: those of a large record are a part of the memory.
    islands = {name: island(packed.pop(name), name=f"atlas-{name}") for name in list(packed)}
    return RecordIslands(
        islands["core"],
        [*(each for name, each in islands.items() if name.startswith("texts-")), islands["counted"]],
        [islands[name] for name in LOOKED_UP],
        [islands["patterns"], *(each for name, each in islands.items() if name.startswith("facts-"))],
        [each for name, each in islands.items() if name.startswith("exports-")],
    )


def _core(payload: Core) -> dict[str, Content]:
    """Return the core, the texts of its subjects, what they are counted by, and what is looked up, by their islands."""
    core = cast("dict[str, object]", payload)
    later = {island: {name: core.pop(name) for name in names} for island, names in LOOKED_UP.items()}
    texts = {f"texts-{number}": piece for number, piece in enumerate(pieces(payload["columns"]))}
    drawn, counted = Numbers(), Numbers()
    core["columns"], core["facets"] = placed(payload["columns"], payload["facets"], drawn, counted)
    content = _json_of(core) + END.encode() + drawn.content
    return {"core": content, **texts, "counted": bytes(counted.content), **later}


def _together(core: Mapping[str, Content], blocks: Blocks) -> dict[str, str]:
    """Return all islands of a record of few blocks, by name, in one frame: each says what those before it do."""
    each = [*blocks.texts()]
    last = [*LOOKED_UP][-1]
    # Table and ranking read no facts, a place that is opened reads neither the search nor what files say.
    texts = {name: _content(content) for name, content in core.items() if name != last}
    texts["patterns"] = blocks.patterns.text().encode()
    texts |= {f"facts-{number}": block.facts.encode() for number, block in enumerate(each)}
    texts[last] = _content(core[last])
    texts |= {f"exports-{number}": block.exports.encode() for number, block in enumerate(each)}
    return dict(zip(texts, compressed(*texts.values()), strict=True))


def _apart(core: dict[str, Content], blocks: Blocks) -> dict[str, str]:
    """Return the islands of a larger record, by name: frames of the core, each piece of texts, each block.

    One text after the other is packed: that of a hundred thousand places takes as much as what it is made of.
    """
    pack = partial(compressed, thorough=False)
    names = [name for name in core if name not in LOOKED_UP]
    packed = {name: pack(_content(core.pop(name)))[0] for name in followed(names, "packing", len(names))}
    packed |= zip(LOOKED_UP, pack(*(_content(core.pop(name)) for name in LOOKED_UP)), strict=True)
    for number, block in enumerate(blocks.texts()):
        packed |= zip((f"facts-{number}", f"exports-{number}"), pack(*block), strict=True)
    return packed | {"patterns": pack(blocks.patterns.text())[0]}


def _content(members: Content) -> bytes:
    """Return what an island holds: its members as JSON, or bytes as they are."""
    return members if isinstance(members, bytes) else _json_of(members)


def _json_of(members: dict[str, object]) -> bytes:
    """Return an object as JSON, its rows as columns.

    Its members are let go one by one: as a text all would take two bytes a letter or more.
    """
    written = [b"%b:%b" % (to_json(name).encode(), _bytes_of(members.pop(name))) for name in list(members)]
    return b"{%b}" % b",".join(written)


def _bytes_of(value: object) -> bytes:
    return _json_of(dict(value)) if isinstance(value, dict) else to_json(as_columns(value)).encode()
