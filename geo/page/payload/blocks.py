"""What is read when a place is opened, in blocks of subjects."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.claims import Claim
from geo.atlas.search import finder_of
from geo.atlas.search import value_term
from geo.record.model import UNIT_FIGURES
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import base_value

BLOCK = 256
"""Subjects in a block of facts."""


def fact_blocks(atlas: Atlas) -> list[list]:
    """Return what is known of each subject, in blocks: ``[detail, claims]`` a subject, by row."""
    numbers = _numbers(atlas)
    known = [[_detail(atlas, subject), _claims(atlas, subject, numbers)] for subject in subjects(atlas)]
    return [known[start : start + BLOCK] for start in range(0, len(known), BLOCK)]


def _detail(atlas: Atlas, subject: str) -> dict | None:
    if subject in atlas.districts.index:
        unit = atlas.raw_districts.loc[subject]
        return {name: unit[name] for name in (*UNIT_FIGURES, "boundary_source")}
    if subject in atlas.sites.index:
        site = atlas.raw_sites.loc[subject]
        return {
            "datum": site["position_datum"],
            "found": site["position_found"],
            "evidence": site["position_evidence"],
            "note_zh": site["position_note_zh"],
            "note_en": site["position_note_en"],
            "reason_zh": site["inclusion_reason_zh"],
            "reason_en": site["inclusion_reason_en"],
            "area_note_zh": site["area_note_zh"],
            "area_note_en": site["area_note_en"],
            "area_m2": round(site["area_m2"] or 0),
            "length_m": round(site["length_m"] or 0),
        }
    return None


def _numbers(atlas: Atlas) -> dict[str, dict[str, int]]:
    """Return the position of each code in its register, and of each source; -1 stands for none."""
    words = atlas.words
    names = ("indicators", "scopes", "aims", "units", "qualifiers", "statuses", "honours", "resolution_reasons")
    registers = {name: getattr(words, name) for name in names}
    registers["sources"] = [source["id"] for source in atlas.record.sources]
    return {name: {"": -1, **{code: at for at, code in enumerate(codes)}} for name, codes in registers.items()}


def _claims(atlas: Atlas, subject: str, numbers: dict) -> list[list]:
    return [_claim(atlas, claim, numbers) for claim in atlas.claims.get(subject, ())]


def _claim(atlas: Atlas, claim: Claim, numbers: dict) -> list:
    resolution = claim.resolution and [
        numbers["resolution_reasons"][claim.resolution["reason"]],
        claim.resolution["note_zh"],
        claim.resolution["note_en"],
    ]
    return [
        numbers["indicators"][claim.indicator],
        numbers["scopes"][claim.scope],
        claim.as_of,
        numbers["aims"][claim.aim],
        int(claim.differs),
        resolution,
        [_fact(atlas, fact, numbers) for fact in claim.facts],
    ]


def _fact(atlas: Atlas, fact: dict[str, str], numbers: dict) -> list:
    kind = atlas.words.indicators[fact["indicator"]].type
    unit = atlas.words.units.get(fact["unit"])
    register = "statuses" if kind == STATUS else "honours"
    return [
        fact["id"],
        fact["value"] if kind == NUMBER else numbers[register][fact["value"]],
        numbers["units"][fact["unit"]],
        numbers["qualifiers"][fact["qualifier"]],
        fact["stated"],
        numbers["sources"][fact["source"]],
        fact["locator"],
        fact["token"],
        fact["note_zh"],
        fact["note_en"],
        finder_of(atlas).numbers[value_term(atlas, fact)],
        unit and float(base_value(fact["value"], unit)),
    ]
