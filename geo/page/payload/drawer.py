"""What the drawer of a place shows beside its feature: how its facts belong together, and how they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.atlas.claims import latest_status
from geo.atlas.headline import key_figures
from geo.atlas.search import terms_of
from geo.atlas.search import value_term
from geo.atlas.wording import locator_text
from geo.atlas.wording import value_words
from geo.atlas.wording import when_of
from geo.page.payload.contract import Both
from geo.page.payload.contract import ClaimShown
from geo.page.payload.contract import Drawer
from geo.page.payload.contract import FactShown
from geo.page.payload.contract import KeyShown
from geo.page.payload.contract import Told
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.model import Row
from geo.record.vocabulary import Vocabulary


def drawer(atlas: Atlas, subject: str) -> Drawer:
    """Return what the drawer of a subject shows beside its feature."""
    claims = atlas.claims.get(subject, ())
    groups = [_groups(claim, atlas.words) for claim in claims]
    numbers = terms_of(atlas).numbers
    shown: Drawer = {
        "claims": [_claim(claim, values) for claim, values in zip(claims, groups, strict=True)],
        "facts": [
            _fact(fact, atlas.words, numbers[value_term(atlas, fact)]) for claim in claims for fact in claim.facts
        ],
        "key": [KeyShown(*figure) for figure in key_figures(atlas, subject)],
    }
    site, district = atlas.site_rows.get(subject), atlas.district_rows.get(subject)
    if site:
        shown |= {"area_m2": round(site["area_m2"] or 0), "length_m": round(site["length_m"] or 0)}
        shown["evidence"] = _words(atlas, site["position_evidence"])
        shown["part_evidence"] = [_words(atlas, part["evidence"]) for part in site[PARTS]]
        shown["rival_evidence"] = [_words(atlas, rival["evidence"]) for rival in site[RIVALS]]
        latest = latest_status(claims, atlas.words)
        if latest:
            claim, fact = latest
            at = next(at for at, values in enumerate(groups[claim]) if fact in values)
            shown["status"] = (claim, at)
    if district:
        shown["boundary_source"] = district["boundary_source"]
    return shown


def _groups(claim: Claim, words: Vocabulary) -> list[list[int]]:
    """Return the facts of a claim that read the same in both languages, by their places."""
    groups = defaultdict(list)
    for at, fact in enumerate(claim.facts):
        groups[value_words(fact, words, "zh").text, value_words(fact, words, "en").text].append(at)
    return list(groups.values())


def _claim(claim: Claim, groups: list[list[int]]) -> ClaimShown:
    shown: ClaimShown = {"facts": len(claim.facts)}
    if len(claim.facts) > 1:
        shown["values"] = [_told(claim, places) for places in groups]
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


def _fact(fact: Row, words: Vocabulary, term: int) -> FactShown:
    zh, en = (value_words(fact, words, lang) for lang in ("zh", "en"))
    line_zh, line_en = (locator_text(fact["locator"], lang) for lang in ("zh", "en"))
    return FactShown(zh.figure, zh.unit, en.figure, en.unit, line_zh, line_en, term)


def _words(atlas: Atlas, evidence: list[str]) -> list[Both | None]:
    return [evidence_words(atlas, text) for text in evidence]


def evidence_words(atlas: Atlas, text: str) -> Both | None:
    """Return a line of one of our sources by its title; None for anything else, which is shown as it is."""
    identifier, _, locator = text.partition(" ")
    source = atlas.source_rows.get(identifier)
    if source is None:
        return None
    zh, en = (f"{source[f'title_{lang}']} · {locator_text(locator, lang)}" for lang in ("zh", "en"))
    return Both(zh=zh, en=en)
