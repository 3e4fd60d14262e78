"""What a page says of the part of the record that it holds; its files join this filter with that of the reader."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.facets import facets
from geo.atlas.ranges import range_words
from geo.atlas.selection import Part
from geo.atlas.selection import select_subjects
from geo.export.choice import named_pairs
from geo.messages import LANGUAGES
from geo.messages import listed
from geo.messages import message
from geo.page.payload.contract import Both
from geo.page.payload.contract import Narrowed
from geo.record.vocabulary import Term


def narrowed(atlas: Atlas) -> Narrowed | None:
    """Return how an atlas was narrowed; None where it is a whole one."""
    if not isinstance(atlas, Part) or atlas.whole is None:
        return None
    chosen = frozenset(select_subjects(atlas.whole, atlas.selection))
    units = len(atlas.district_rows) + 1
    return {
        "pairs": named_pairs(atlas.whole, atlas.selection),
        "search": atlas.selection.q,
        "words": Both(zh=_words(atlas, "zh"), en=_words(atlas, "en")),
        "units": [row for row, unit in enumerate(subjects(atlas)[:units]) if unit in chosen],
    }


def _words(part: Part, lang: str) -> str:
    """Return what was chosen, a sentence a choice, as the page says what it filters."""
    at = LANGUAGES.index(lang)
    options = {
        facet.key: {term.code: (term.name_zh, term.name_en)[at] for term in facet.options} for facet in facets(part)
    }
    options["layer"] = {layer.code: (layer.name_zh, layer.name_en)[at] for layer in part.words.layers.values()}
    titles = {facet.key: (facet.name_zh, facet.name_en)[at] for facet in facets(part)}
    titles |= {"layer": message(lang, "layers"), "place": message(lang, "sitesColumn")}
    options["place"] = {subject: names_of(part, subject)[at] for subject in subjects(part)}
    told = [
        (titles[key], [options[key][code] for code in codes])
        if key in titles
        else (_name(part.words.indicators[key], lang), [range_words(part, key, codes)[lang]])
        for key, codes in part.selection.pairs
    ]
    searched = [(message(lang, "searched"), [part.selection.q])] if part.selection.q else []
    named = (message(lang, "filteredBy", name=name, values=listed(each, lang)) for name, each in [*told, *searched])
    return message(lang, "fieldsApart").join(named)


def _name(term: Term, lang: str) -> str:
    return (term.name_zh, term.name_en)[LANGUAGES.index(lang)]
