"""The contract between Python and JavaScript: everything the page holds, in columns.

The core is one JSON object, read at once: registers, sources, the basemap, and a column for each thing that filters,
lists or draws a subject. What is only read when a place is opened (facts, evidence, notes) is kept apart, in blocks of
256 subjects. A subject is a row: the city first, then the districts by code, then the sites in the order of the layers.

Codes in columns and in facts are positions in the registers; positions on the map are integers of 1e-6 degree (WGS-84),
which give back the record's very number when divided; shapes are steps from one vertex to the next in the same unit.
"""

from __future__ import annotations

import base64
from array import array
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import asdict
from sys import byteorder

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import representative_point
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold
from geo.atlas.characters import regional_words
from geo.atlas.characters import variants
from geo.atlas.claims import Claim
from geo.atlas.claims import is_open
from geo.atlas.facets import Facet
from geo.atlas.facets import facets
from geo.atlas.facets import mask
from geo.atlas.identity import CODE_LICENCE
from geo.atlas.identity import LICENCE
from geo.atlas.identity import record_head
from geo.atlas.identity import sources_for_readers
from geo.atlas.search import Finder
from geo.atlas.search import Name
from geo.atlas.search import finder_of
from geo.atlas.search import indicator_term
from geo.atlas.search import scope_term
from geo.atlas.search import value_term
from geo.page.basemaps import Basemap
from geo.page.notices import CARRIED
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.options import offered_basemaps
from geo.record.compact import micro
from geo.record.model import CONTEXT
from geo.record.model import SUBJECT_LAYERS
from geo.record.model import UNIT_FIGURES
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import CITY_NAMES
from geo.record.vocabulary import DISTRICT
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import MOST_CODES
from geo.record.vocabulary import NEIGHBOUR
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Term
from geo.record.vocabulary import Unit
from geo.record.vocabulary import base_value
from geo.record.vocabulary import period

BLOCK = 256
"""Subjects in a block of facts."""
NO_POSITION = -(2**31)
NONE_8 = MOST_CODES + 1
NONE_16 = 2**16 - 1
NONE_32 = 2**32 - 1

_WORD = 32
_ALL_OF_A_WORD = 2**_WORD - 1

_PLAIN_REGISTERS = (
    "sectors",
    "statuses",
    "themes",
    "scopes",
    "qualifiers",
    "aims",
    "bases",
    "datums",
    "honours",
    "standings",
    "resolution_reasons",
)


def core_payload(atlas: Atlas, options: MapOptions = PLAIN) -> dict:
    """Return what the page reads at once, ready for JSON."""
    registers = _registers(atlas)
    return {
        "record": record_head(atlas),
        "licence": LICENCE,
        "exact_m": EXACT_M,
        "facets": [_facet(atlas, facet) for facet in facets(atlas)],
        "registers": registers,
        "sources": sources_for_readers(atlas),
        "withdrawn": _withdrawn(atlas),
        "columns": _columns(atlas),
        "search": _search(atlas),
        "shapes": [*(_district_shapes(atlas) if options.boundaries else []), *_site_shapes(atlas)],
        "context": _context(atlas, boundaries=options.boundaries),
        "context_kinds": [_label(kind) for kind in atlas.words.kinds.values() if kind.layer == CONTEXT],
        "basemaps": [_basemap(each) for each in offered_basemaps(options)],
        "boundaries": options.boundaries,
        "address": options.public_url,
        "review": options.review_number,
        "code": CODE_LICENCE,
        "carried": [asdict(notice) for notice in CARRIED],
    }


def _withdrawn(atlas: Atlas) -> list[dict]:
    """Return the facts that were withdrawn, each with its reason in both languages and the fact that replaces it."""
    reasons = atlas.words.omission_reasons
    return [
        {
            "fact": row["fact"],
            "zh": reasons[row["reason"]].name_zh,
            "en": reasons[row["reason"]].name_en,
            **{column: row[column] for column in ("replacement", "note_zh", "note_en")},
        }
        for row in atlas.record.withdrawn
    ]


def fact_blocks(atlas: Atlas) -> list[list]:
    """Return what is known of each subject, in blocks: ``[detail, claims]`` a subject, by row."""
    known = [[_detail(atlas, subject), _claims(atlas, subject)] for subject in subjects(atlas)]
    return [known[start : start + BLOCK] for start in range(0, len(known), BLOCK)]


def _registers(atlas: Atlas) -> dict[str, list[dict]]:
    words = atlas.words
    themes = list(words.themes)
    return {
        "layers": [_label(words.layers[code]) for code in SUBJECT_LAYERS],
        "kinds": [
            {**_label(kind), "layer": SUBJECT_LAYERS.index(kind.layer)}
            for kind in words.kinds.values()
            if kind.layer in SUBJECT_LAYERS
        ],
        "districts": list(atlas.districts.index),
        "units": [
            {
                **_label(unit),
                "shift": unit.shift_en,
                "dimension": unit.dimension,
                "factor": float(unit.factor),
                **({"also": _also(words.units[unit.also_en])} if unit.also_en else {}),
            }
            for unit in words.units.values()
        ],
        "indicators": [
            {**_label(indicator), "theme": themes.index(indicator.theme), "type": indicator.type}
            for indicator in words.indicators.values()
        ],
        **{name: [_label(term) for term in getattr(words, name).values()] for name in _PLAIN_REGISTERS},
    }


def _also(unit: Unit) -> dict[str, object]:
    """Return what is needed to give a figure in a second unit, to English readers."""
    return {"en": unit.name_en, "factor": float(unit.factor)}


def _facet(atlas: Atlas, facet: Facet) -> dict:
    """Return a facet's options, and the mask of every subject.

    A mask is as many words of 32 bits as the options need, the first options in the first word.
    """
    width = -(-len(facet.options) // _WORD)
    masks = [mask(facet, subject) for subject in subjects(atlas)]
    return {
        "key": facet.key,
        "options": [_label(option) for option in facet.options],
        "masks": _packed("I", [bits >> _WORD * word & _ALL_OF_A_WORD for bits in masks for word in range(width)]),
    }


def _label(term: Term) -> dict[str, str]:
    label = {"code": term.code, "zh": term.name_zh, "en": term.name_en}
    return label | ({"gloss_zh": term.gloss_zh, "gloss_en": term.gloss_en} if term.gloss_zh else {})


def _columns(atlas: Atlas) -> dict[str, object]:
    sites, districts, words = atlas.raw_sites, atlas.raw_districts, atlas.words
    rows = {subject: row for row, subject in enumerate(subjects(atlas))}
    adcodes = list(districts.index)
    kinds = [kind.code for kind in words.kinds.values() if kind.layer in SUBJECT_LAYERS]
    points = [None, *map(representative_point, districts.geometry), *atlas.points]
    counts = [[len(claim.facts) for claim in atlas.claims.get(subject, ())] for subject in rows]
    disputes = [sum(is_open(claim) for claim in atlas.claims.get(subject, ())) for subject in rows]
    blank = 1 + len(adcodes)

    def column(kind: str, head: Sequence[int], values: Iterable[int]) -> str:
        return _packed(kind, [*head, *values])

    return {
        "count": len(rows),
        "id": _one_a_line(rows),
        "name_zh": _one_a_line([CITY_NAMES["zh"], *districts["name_zh"], *sites["name_zh"]]),
        "name_en": _one_a_line([CITY_NAMES["en"], *districts["name_en"], *sites["name_en"]]),
        "aliases": _one_a_line([*[""] * blank, *map(_one_a_tab, sites["aliases"])]),
        "lon": _packed("i", [micro(point.x) if point else NO_POSITION for point in points]),
        "lat": _packed("i", [micro(point.y) if point else NO_POSITION for point in points]),
        "kind": column("B", [kinds.index(DISTRICT)] * blank, map(kinds.index, sites["kind"])),
        "sector": column("B", [NONE_8] * blank, _codes(sites["sector"], list(words.sectors))),
        "status": column("B", [NONE_8] * blank, _codes(sites["status"], list(words.statuses))),
        "basis": column("B", [NONE_8] * blank, map(list(words.bases).index, sites["position_basis"])),
        "uncertainty": column("H", [0] * blank, (value or 0 for value in sites["position_uncertainty_m"])),
        "districts": column(
            "H",
            [0, *(1 << bit for bit in range(len(adcodes)))],
            (sum(1 << adcodes.index(adcode) for adcode in listed) for listed in sites["all_districts"]),
        ),
        "main": column("B", range(blank), (rows[listed[0]] if listed else 0 for listed in sites["all_districts"])),
        "parent": column(
            "H", [NONE_16] * blank, (NONE_16 if parent is None else rows[parent] for parent in sites["parent"])
        ),
        "latest": _one_a_line(_latest(atlas.claims.get(subject, ())) for subject in rows),
        "facts": _packed("I", map(sum, counts)),
        "disputes": _packed("H", disputes),
    }


def _latest(claims: Iterable[Claim]) -> str:
    """Return the date of the latest actual figure or status; empty where there is none with a date."""
    dates = [claim.as_of for claim in claims if claim.aim == ACTUAL and claim.as_of]
    return max(dates, key=lambda date: period(date)[1], default="")


def _search(atlas: Atlas) -> dict[str, object]:
    """Return how subjects are found: what of their names is no text of its own column, and the terms of what is said.

    ``names`` and ``terms`` hold a line a subject or term, in it the pinyin of each name in turn, parted by tabs;
    ``said`` holds the numbers of all subjects' terms, ``counts`` how many each has, and ``whole`` how many of these
    concern the whole of it. ``indicators`` and ``scopes`` hold the numbers of the registers' terms. Last come the
    characters and words that count as one.
    """
    finder, words = finder_of(atlas), atlas.words
    known = subjects(atlas)
    number = finder.numbers.get
    return {
        "names": _one_a_line(_pinyin(finder.names[subject]) for subject in known),
        "terms_zh": _one_a_line(zh.text for zh, *_ in finder.terms),
        "terms_en": _one_a_line(en.text for _, en, *_ in finder.terms),
        "terms_also": _one_a_line(_one_a_tab(name.text for name in further) for _, _, *further in finder.terms),
        "terms": _one_a_line(_pinyin(term) for term in finder.terms),
        "counts": _packed("I", [len(finder.said[subject]) for subject in known]),
        "whole": _packed("I", [finder.whole[subject] for subject in known]),
        "said": _packed("I", [number for subject in known for number in finder.said[subject]]),
        "indicators": _packed("I", [number(indicator_term(atlas, code), NONE_32) for code in words.indicators]),
        "scopes": _packed("I", [number(scope_term(atlas, code), NONE_32) for code in words.scopes]),
        **_characters(atlas, finder),
    }


def _characters(atlas: Atlas, finder: Finder) -> dict[str, str]:
    """Return what folds to the characters and words of the record, as ``characters.js`` reads it."""
    names = [name for each in (*finder.names.values(), *finder.terms) for name in each]
    record = atlas.record
    notes = {fact["note_zh"] for fact in record.facts} | {source["title_zh"] for source in record.sources}
    folded = "\n".join([*(form for name in names for form in name.written), *map(fold, notes)])
    groups = defaultdict(list)
    for variant, sign in variants().items():
        groups[sign].append(chr(variant))
    words = [(word, other) for word, other in regional_words().items() if other in folded]
    signs = set(folded).union(*(word for word, _ in words))
    return {
        "variants": _one_a_line(sign + "".join(groups[sign]) for sign in sorted(signs & set(groups))),
        "words": _one_a_line(map(_one_a_tab, words)),
    }


def _pinyin(names: Iterable[Name]) -> str:
    return _one_a_tab(name.spelled for name in names)


def _one_a_line(texts: Iterable[str]) -> str:
    """Return texts as lines; what would end a line within one becomes a blank."""
    return "\n".join(text.replace("\n", " ") for text in texts)


def _one_a_tab(texts: Iterable[str]) -> str:
    """Return texts parted by tabs, in which they have none themselves."""
    return "\t".join(text.replace("\t", " ") for text in texts)


def _codes(values: Iterable[str | None], register: list[str]) -> list[int]:
    return [NONE_8 if value is None else register.index(value) for value in values]


def _packed(kind: str, values: Iterable[int]) -> str:
    """Return integers as base64 of little-endian bytes; ``kind`` is that of :class:`array.array`.

    What validates fits: see the sizes that :mod:`geo.record.model` and :mod:`geo.checks` allow.
    """
    column = array(kind, values)
    if byteorder == "big":
        column.byteswap()
    return base64.b64encode(column.tobytes()).decode()


def _district_shapes(atlas: Atlas) -> list[list]:
    return [_shape(row, geometry) for row, geometry in enumerate(atlas.districts.geometry, 1)]


def _site_shapes(atlas: Atlas) -> list[list]:
    first = 1 + len(atlas.districts)
    return [
        _shape(row, geometry)
        for row, geometry in enumerate(atlas.sites.geometry, first)
        if geometry is not None and geometry.geom_type != "Point"
    ]


def _shape(row: int, geometry: shapely.Geometry) -> list:
    """Return a shape as its row, its type, its lines, and the number of rings in each polygon of a MultiPolygon."""
    polygons = geometry.geoms if geometry.geom_type == "MultiPolygon" else []
    rings = [1 + len(polygon.interiors) for polygon in polygons]
    return [row, geometry.geom_type, [_steps(line) for line in _lines(geometry)], rings]


def _lines(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the lines that make up a shape: itself, its rings, or those of its parts."""
    if geometry.geom_type == "Polygon":
        return [geometry.exterior, *geometry.interiors]
    if geometry.geom_type.startswith("Multi"):
        return [line for part in geometry.geoms for line in _lines(part)]
    return [geometry]


def _steps(line: shapely.Geometry) -> list[int]:
    steps, before = [], (0, 0)
    for lon, lat in shapely.get_coordinates(line):
        here = (micro(lon), micro(lat))
        steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    return steps


def _basemap(basemap: Basemap) -> dict:
    return {
        "code": basemap.code,
        "zh": basemap.name_zh,
        "en": basemap.name_en,
        "tiles": basemap.tiles,
        "dark": basemap.dark,
        "subdomains": basemap.subdomains,
        "attribution": basemap.attribution,
        "host": basemap.host,
        "datum": basemap.datum,
        "min_zoom": basemap.min_zoom,
        "max_zoom": basemap.max_zoom,
        "needs_http": basemap.needs_http,
    }


def _context(atlas: Atlas, *, boundaries: bool) -> list[dict]:
    features = [
        feature
        for feature in atlas.record.layers[CONTEXT]["features"]
        if boundaries or feature["properties"]["kind"] != NEIGHBOUR
    ]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    neighbours = [
        geometry
        for feature, geometry in zip(features, shapes, strict=True)
        if feature["properties"]["kind"] == NEIGHBOUR
    ]
    drawn_already = shapely.union_all([shapely.union_all(neighbours).boundary, *atlas.districts.geometry.boundary])
    return [
        _context_feature(feature["properties"], geometry, without=drawn_already)
        for feature, geometry in zip(features, shapes, strict=True)
    ]


def _context_feature(properties: dict, geometry: shapely.Geometry, *, without: shapely.Geometry) -> dict:
    """Return what the basemap draws of a context feature.

    Of a neighbour only its borders with other neighbours: the districts draw the city's outline, and where the record
    ends there is no border. Its name is placed amid what the record has of it; a line's own name runs along it.
    """
    lines, amid = geometry, None
    if properties["kind"] == NEIGHBOUR:
        lines = shapely.line_merge(shapely.difference(geometry.boundary, without))
        amid = representative_point(geometry)
    return {
        "kind": properties["kind"],
        "zh": properties["name_zh"],
        "en": properties["name_en"],
        "schematic": properties["schematic"],
        "at": amid and [micro(amid.x), micro(amid.y)],
        "parts": [_steps(line) for line in _lines(lines) if not line.is_empty],
    }


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


def _claims(atlas: Atlas, subject: str) -> list[list]:
    return [_claim(atlas, claim) for claim in atlas.claims.get(subject, ())]


def _claim(atlas: Atlas, claim: Claim) -> list:
    words, finder = atlas.words, finder_of(atlas)
    sources = [source["id"] for source in atlas.record.sources]
    return [
        list(words.indicators).index(claim.indicator),
        _position(words.scopes, claim.scope),
        claim.as_of,
        list(words.aims).index(claim.aim),
        int(claim.differs),
        _resolution(atlas, claim),
        [
            [
                fact["id"],
                _value(atlas, fact),
                _position(words.units, fact["unit"]),
                _position(words.qualifiers, fact["qualifier"]),
                fact["stated"],
                sources.index(fact["source"]),
                fact["locator"],
                fact["token"],
                fact["note_zh"],
                fact["note_en"],
                finder.numbers[value_term(atlas, fact)],
                _base(atlas, fact),
            ]
            for fact in claim.facts
        ],
    ]


def _resolution(atlas: Atlas, claim: Claim) -> list | None:
    if claim.resolution is None:
        return None
    reason = list(atlas.words.resolution_reasons).index(claim.resolution["reason"])
    return [reason, claim.resolution["note_zh"], claim.resolution["note_en"]]


def _value(atlas: Atlas, fact: dict[str, str]) -> str | int:
    """Return a number as printed, or the position of a status or honour in its register."""
    kind = atlas.words.indicators[fact["indicator"]].type
    if kind == NUMBER:
        return fact["value"]
    return list(atlas.words.statuses if kind == STATUS else atlas.words.honours).index(fact["value"])


def _base(atlas: Atlas, fact: dict[str, str]) -> float | None:
    """Return a number in the base unit of its dimension: worked out here, where decimals are exact."""
    unit = atlas.words.units.get(fact["unit"])
    return unit and float(base_value(fact["value"], unit))


def _position(register: dict, code: str) -> int:
    return list(register).index(code) if code else -1
