"""What the drawer of a place shows beside its feature: how its facts belong together, and how they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import measures
from geo.atlas.claims import Claim
from geo.atlas.claims import latest_status
from geo.atlas.headline import key_figures
from geo.atlas.kept import kept
from geo.atlas.promises import promises
from geo.atlas.search import value_of
from geo.atlas.search import value_terms
from geo.atlas.wording import Value
from geo.atlas.wording import locator_text
from geo.atlas.wording import value_words
from geo.atlas.wording import when_of
from geo.page.payload.contract import Both
from geo.page.payload.contract import ClaimShown
from geo.page.payload.contract import PromiseShown
from geo.page.payload.contract import Told
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.rows import Row
from geo.record.vocabulary import Vocabulary


def drawer(atlas: Atlas, subject: str) -> dict[str, object]:
    """Return what the drawer of a subject shows beside its feature; of its facts see :func:`figures`."""
    claims = atlas.claims.get(subject, ())
    shown: dict[str, object] = {"claims": _claims(claims, atlas.words), "key": key_figures(atlas, subject)}
    promised = _promises(atlas, subject)
    if promised:
        shown["promises"] = promised
    site, district = atlas.site_rows.get(subject), atlas.district_rows.get(subject)
    if site:
        area, length = measures(site["geometry"])
        shown |= {"area_m2": round(area or 0), "length_m": round(length or 0)}
        shown["evidence"] = _words(atlas, site["position_evidence"])
        shown["part_evidence"] = [_words(atlas, part["evidence"]) for part in site[PARTS]]
        shown["rival_evidence"] = [_words(atlas, rival["evidence"]) for rival in site[RIVALS]]
        latest = latest_status(claims, atlas.words)
        if latest:
            claim, fact = latest
            groups = _groups(claims[claim], atlas.words)
            shown["status"] = _one((claim, next(at for at, values in enumerate(groups) if fact in values)))
    if district:
        shown["boundary_source"] = district["boundary_source"]
    return shown


def figures(atlas: Atlas, fact: Mapping[str, str], told: tuple[Value, Value]) -> dict[str, object]:
    """Return how the value of a fact is written, from its words, and the number of its term: see :class:`FactShown`."""
    zh, en = told
    term = value_terms(atlas)[value_of(fact)]
    return {"figure_zh": zh.figure, "unit_zh": zh.unit, "figure_en": en.figure, "unit_en": en.unit, "term": term}


def lines(locator: str) -> dict[str, str]:
    """Return the locator of a fact in words."""
    return {f"locator_{lang}": locator_text(locator, lang) for lang in ("zh", "en")}


def _claims(claims: Sequence[Claim], words: Vocabulary) -> Sequence[ClaimShown]:
    if any(len(claim.facts) > 1 or claim.resolution for claim in claims):
        return [_claim(claim, words) for claim in claims]
    return _of_a_fact_each(len(claims))


@lru_cache(maxsize=256)
def _of_a_fact_each(count: int) -> Sequence[ClaimShown]:
    return [ClaimShown(facts=1)] * count


@lru_cache(maxsize=2**12)
def _one(told: tuple[Any, ...]) -> Any:  # noqa: ANN401  # what came in
    """Return the same object for equal values: it is written once."""
    return told


def _promises(atlas: Atlas, subject: str) -> list[PromiseShown]:
    """Return what became of the promises that have a date, by the places of their facts."""
    made = promises(atlas).get(subject, ())
    if not made:
        return []
    facts = [fact["id"] for claim in atlas.claims.get(subject, ()) for fact in claim.facts]
    places = {fact: place for place, fact in enumerate(facts)}
    return [
        PromiseShown(
            [places[fact["id"]] for fact in promise.facts],
            [places[fact["id"]] for fact in promise.outcome],
            promise.verdict,
            promise.months,
        )
        for promise in made
        if promise.months is not None
    ]


def _groups(claim: Claim, words: Vocabulary) -> list[list[int]]:
    """Return the facts of a claim that read the same in both languages, by their places."""
    if len(claim.facts) == 1:
        return [[0]]
    groups = defaultdict(list)
    for at, fact in enumerate(claim.facts):
        groups[value_words(fact, words, "zh").text, value_words(fact, words, "en").text].append(at)
    return list(groups.values())


def _claim(claim: Claim, words: Vocabulary) -> ClaimShown:
    shown: ClaimShown = {"facts": len(claim.facts)}
    if len(claim.facts) > 1:
        shown["values"] = [_told(claim, places) for places in _groups(claim, words)]
        shown["when_zh"], shown["when_en"] = _when(claim, claim.facts)
    if claim.resolution:
        shown |= {"note_zh": claim.resolution["note_zh"], "note_en": claim.resolution["note_en"]}
    return shown


def _told(claim: Claim, places: list[int]) -> Told:
    zh, en = _when(claim, [claim.facts[at] for at in places])
    return Told(facts=places, when_zh=zh, when_en=en)


def _when(claim: Claim, facts: Iterable[Row]) -> tuple[str, str]:
    stated = [fact["stated"] for fact in facts]
    return when_of(claim.as_of, stated, "zh"), when_of(claim.as_of, stated, "en")


def _words(atlas: Atlas, evidence: Sequence[str]) -> list[Both | None]:
    known, key = _known_evidence(atlas), tuple(evidence)
    if key not in known:
        known[key] = [evidence_words(atlas, text) for text in evidence]
    return known[key]


@kept
def _known_evidence(_atlas: Atlas) -> dict[tuple[str, ...], list[Both | None]]:
    """Return the words of the evidence met so far: many places have the same."""
    return {}


def evidence_words(atlas: Atlas, text: str) -> Both | None:
    """Return a line of one of our sources by its title; None for anything else, which is shown as it is."""
    identifier, _, locator = text.partition(" ")
    source = atlas.source_rows.get(identifier)
    if source is None:
        return None
    zh, en = (f"{source[f'title_{lang}']} · {locator_text(locator, lang)}" for lang in ("zh", "en"))
    return Both(zh=zh, en=en)
