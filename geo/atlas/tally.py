"""The record in numbers, as Markdown tables, and the block of a document that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas

from geo.atlas.atlas import Atlas
from geo.issues.errors import AtlasError
from geo.markdown import table
from geo.record.files import read_text
from geo.record.vocabulary import Term

_Line = tuple[object, ...]

BEGIN = "<!-- counts: make format writes what follows -->"
END = "<!-- end of counts -->"


def count_tables(atlas: Atlas) -> str:
    """Return how many sites, facts and disagreements there are, and of what sort, as Markdown tables."""
    tables = (
        _sites_by_layer_and_kind(atlas),
        _sites_by(atlas, "position_basis", "Basis", atlas.words.bases),
        _sites_by_district(atlas),
        _facts_by_source_and_aim(atlas),
        _disagreements(atlas),
    )
    return "\n".join(tables)


def refresh(path: Path | str, text: str) -> str:
    """Return a document with a text in place of what is between its two marks.

    Raises
    ------
    RecordError
        If the document cannot be read.
    AtlasError
        If it does not hold each mark once, in order.
    """
    before, *rest = read_text(path).split(BEGIN)
    if len(rest) != 1 or rest[0].count(END) != 1:
        raise AtlasError(str(path), f"document must hold {BEGIN} and {END} once, in this order")
    return f"{before}{BEGIN}\n\n{text}\n{END}{rest[0].partition(END)[2]}"


def _sites_by_layer_and_kind(atlas: Atlas) -> str:
    words = atlas.words
    counts = atlas.sites.groupby(["layer", "kind"]).size()
    layers = atlas.sites.groupby("layer").size()
    rows: list[_Line] = []
    for layer in words.layers:
        if layer in layers:
            rows.append((f"**{words.layers[layer].name_en}**", f"**{layers[layer]}**"))
        rows += [
            (kind.name_en, counts[layer, code]) for code, kind in words.kinds.items() if (layer, code) in counts.index
        ]
    return table(("Layer, kind", "Sites"), [*rows, ("**All**", f"**{len(atlas.sites)}**")], numbers=True)


def _sites_by(atlas: Atlas, column: str, head: str, register: dict[str, Term]) -> str:
    counts = atlas.sites.groupby(column).size().reindex(list(register), fill_value=0)
    rows = [(register[str(code)].name_en, count) for code, count in counts.items()]
    return table((head, "Sites"), rows, numbers=True)


def _sites_by_district(atlas: Atlas) -> str:
    """Count each site in every district that it lies in or touches, or in the city where none is known."""
    city = atlas.place
    listed = atlas.sites["all_districts"].map(lambda districts: districts or [city.code]).explode()
    names = {**atlas.districts["name_en"], city.code: f"{city.name_en}, district not known"}
    counts = listed.groupby(listed).size().reindex(list(names), fill_value=0)
    rows = [(names[str(code)], count) for code, count in counts.items()]
    return table(("District (a site of several counts in each)", "Sites"), rows, numbers=True)


def _facts_by_source_and_aim(atlas: Atlas) -> str:
    aims = atlas.words.aims
    counts = atlas.facts.groupby(["source", "aim"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=atlas.sources.index, columns=list(aims), fill_value=0)
    counts["all"] = counts.sum(axis="columns")
    rows: list[_Line] = []
    for standing, term in atlas.words.standings.items():
        part = counts[atlas.sources["standing"] == standing]
        rows.append((f"**{term.name_en}** ({len(part)})", *_bold(part.sum())))
        rows += [(f"`{source}`", *told) for source, *told in part.itertuples()]
    head = ("Source", *(f"{aim.name_en} facts" for aim in aims.values()), "All facts")
    return table(head, [*rows, ("**All**", *_bold(counts.sum()))], numbers=True)


def _disagreements(atlas: Atlas) -> str:
    reasons = atlas.words.resolution_reasons
    names = {"": "Open", **{code: f"Resolved: {reasons[code].name_en.lower()}" for code in reasons}}
    differing = [claim for claims in atlas.claims.values() for claim in claims if claim.differs]
    told = pandas.Series([claim.resolution["reason"] if claim.resolution else "" for claim in differing], dtype="str")
    counts = told.groupby(told).size().reindex(list(names), fill_value=0)
    rows = [(names[str(code)], count) for code, count in counts.items()]
    return table(("Disagreements", "Claims"), [*rows, ("**All**", f"**{len(differing)}**")], numbers=True)


def _bold(numbers: Iterable[int]) -> list[str]:
    return [f"**{number}**" for number in numbers]
