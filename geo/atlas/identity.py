"""What identifies the atlas and a state of its record: title, licence, version, and the sources as readers get them."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.record.model import SOURCE_COLUMNS

CODE_LICENCE = "MIT"

OF_BYTES = ("sha256", "length")
"""What a source says of its bytes, which serves those who keep the record."""


def title(atlas: Atlas) -> str:
    """Return the title in both languages, the Chinese one first."""
    names = place_names(atlas)
    return f"{names['zh']['title']} {names['en']['title']}"


def place_names(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return by language what texts say of the atlas: its title, its contributors and its city."""
    package, place = atlas.record.package, atlas.place
    contributors = package["contributors"][0]
    return {
        "zh": {
            "title": package["title_zh"],
            "contributors": contributors["title_zh"],
            "city": place.short_name_zh,
        },
        "en": {"title": package["title"], "contributors": contributors["title"], "city": place.short_name_en},
    }


def licence(atlas: Atlas) -> dict[str, str]:
    """Return under which terms the record may be used: their name, their address, and who is to be named."""
    package = atlas.record.package
    terms = package["licenses"][0]
    return {
        # The descriptor has the name as SPDX writes it, CC-BY-4.0.
        "data": terms["name"].replace("-", " "),
        "address": terms["path"],
        "attribution": package["contributors"][0]["title"],
    }


def credited(atlas: Atlas) -> list[dict[str, str]]:
    """Return whom the record credits for single points that it quotes: title with licence, and address."""
    return [{"title": each["title"], "address": each["path"]} for each in atlas.record.package.get("sources", [])]


def record_head(atlas: Atlas) -> dict[str, str]:
    """Return what identifies the state of the record."""
    return {"version": atlas.version, "date": atlas.date, "digest": atlas.digest}


def edition_of(atlas: Atlas) -> dict[str, str]:
    """Return the tag of the edition that the record is, or of the last one before; empty where there is none."""
    editions = {row["digest"]: row["tag"] for row in atlas.record.editions}
    edition = editions.get(atlas.digest, "")
    last = atlas.record.editions[-1]["tag"] if atlas.record.editions else ""
    return {"edition": edition, "after": "" if edition else last}


def sources_for_readers(atlas: Atlas) -> list[dict[str, str]]:
    """Return the sources by id, with what a reader needs to find them."""
    return [
        {column: source[column] for column in SOURCE_COLUMNS if column not in OF_BYTES}
        for source in atlas.record.sources
    ]


def sources_by_id(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the same sources by their ids."""
    return {source["id"]: source for source in sources_for_readers(atlas)}
