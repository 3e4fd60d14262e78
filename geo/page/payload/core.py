"""The contract between Python and JavaScript: everything the page holds, in columns.

The core is one JSON object: registers, sources, the basemap, and a column for each thing that filters, lists or draws
a subject. `LOOKED_UP` of it is read when it is first asked for. What is only read when a place is opened or a file is
saved is kept apart, in blocks (:mod:`geo.page.payload.blocks`). A subject is a row: the city first, then the districts
by code, then the sites in the order of the layers.

Codes in columns are positions in the registers; positions on the map are integers of 1e-6 degree (WGS-84),
which give back the record's very number when divided; shapes are steps from one vertex to the next in the same unit.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import cast

from geo.atlas.atlas import Atlas
from geo.atlas.facets import each_facet
from geo.atlas.identity import CODE_LICENCE
from geo.atlas.identity import credited
from geo.atlas.identity import edition_of
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.atlas.identity import record_head
from geo.atlas.identity import sources_for_readers
from geo.atlas.pulse import age
from geo.atlas.pulse import expected
from geo.atlas.pulse import pulse
from geo.atlas.search import search_part
from geo.atlas.wording import date_text
from geo.atlas.wording import to_month
from geo.history.corrections import corrections
from geo.page.basemaps import Basemap
from geo.page.notices import carried
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.page.options import offered_basemaps
from geo.page.payload.blocks import firsts
from geo.page.payload.columns import columns
from geo.page.payload.contract import BasemapShown
from geo.page.payload.contract import Both
from geo.page.payload.contract import Core
from geo.page.payload.contract import Corrections
from geo.page.payload.contract import CorrectionShown
from geo.page.payload.contract import Credit
from geo.page.payload.contract import DateShown
from geo.page.payload.contract import ExpectedShown
from geo.page.payload.contract import Licence
from geo.page.payload.contract import Place
from geo.page.payload.contract import PulseShown
from geo.page.payload.contract import RecordHead
from geo.page.payload.contract import Relief
from geo.page.payload.contract import Search
from geo.page.payload.contract import Withdrawal
from geo.page.payload.figures import figure_columns
from geo.page.payload.files import files
from geo.page.payload.ledger import ledger
from geo.page.payload.narrowed import narrowed
from geo.page.payload.places import parts
from geo.page.payload.places import rivals
from geo.page.payload.registers import facet_of
from geo.page.payload.registers import label
from geo.page.payload.registers import registers
from geo.page.payload.shapes import bounds
from geo.page.payload.shapes import context
from geo.page.payload.shapes import shapes
from geo.record.layers import CONTEXT
from geo.record.paths import LOGO
from geo.record.paths import RELIEF
from geo.record.pictures import BBOX
from geo.record.pictures import as_address
from geo.record.pictures import picture_entry
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import WIDE_M


def core_payload(atlas: Atlas, options: MapOptions = PLAIN) -> Core:
    """Return what the page knows of the whole record, ready for JSON."""
    return {
        "record": cast("RecordHead", record_head(atlas) | edition_of(atlas)),
        "licence": cast("Licence", licence(atlas)),
        "place": _place(atlas),
        "narrowed": narrowed(atlas),
        "exact_m": EXACT_M,
        "wide_m": WIDE_M,
        "facets": [facet_of(atlas, facet) for facet in each_facet(atlas)],
        "registers": registers(atlas),
        "source_count": len(atlas.record.sources),
        "sources": sources_for_readers(atlas),
        "dates": _dates(atlas),
        "pulse": _pulse(atlas),
        "files": files(atlas),
        "ledger": ledger(atlas),
        "figures": figure_columns(atlas),
        "withdrawn": _withdrawn(atlas),
        "corrections": _corrections(atlas),
        "columns": columns(atlas),
        "blocks": firsts(atlas),
        "search": cast("Search", search_part(atlas)),
        "shapes": shapes(atlas, boundaries=options.boundaries),
        "parts": parts(atlas),
        "rivals": rivals(atlas),
        "context": context(atlas, boundaries=options.boundaries),
        "context_kinds": [label(kind) for kind in atlas.words.kinds.values() if kind.layer == CONTEXT],
        "relief": _relief(atlas),
        "logo": _logo(atlas),
        "basemaps": [_basemap(each) for each in offered_basemaps(options)],
        "boundaries": options.boundaries,
        "bounds": bounds(atlas),
        "address": options.public_url,
        "report": options.report_url,
        "review": options.review_number,
        "files_page": options.files_page,
        "embed_origins": list(options.embed_origins),
        "credited": cast("list[Credit]", credited(atlas)),
        "code": CODE_LICENCE,
        "carried": [asdict(notice) for notice in carried(atlas.record)],
    }


def _relief(atlas: Atlas) -> Relief | None:
    picture, entry = atlas.record.pictures.get(RELIEF), picture_entry(atlas.record.package, RELIEF)
    if picture is None or entry is None:
        return None
    west, south, east, north = entry[BBOX]
    return {"image": as_address(picture), "west": west, "south": south, "east": east, "north": north}


def _logo(atlas: Atlas) -> str | None:
    logo = atlas.record.pictures.get(LOGO)
    return as_address(logo) if logo and picture_entry(atlas.record.package, LOGO) else None


def _place(atlas: Atlas) -> Place:
    named = {"name": atlas.record.package["name"], "export_name": atlas.place.export_name}
    return cast("Place", named | place_names(atlas))


def _pulse(atlas: Atlas) -> PulseShown:
    """Return of what time the record is, and which sources may appear next."""
    awaited = {source: cast("ExpectedShown", asdict(each)) for source, each in expected(atlas).items()}
    return cast("PulseShown", {**asdict(pulse(atlas)), "expected": awaited})


def _dates(atlas: Atlas) -> dict[str, DateShown]:
    """Return every date of the record as each language writes it, and how old it is."""
    dates = {fact[column] for fact in atlas.record.facts for column in ("as_of", "stated")}
    dates |= {source[column] for source in atlas.record.sources for column in ("published", "accessed")}
    dates |= {row["date"] for row in atlas.record.changes}
    dates |= {district["population_as_of"] for district in atlas.district_rows.values()}
    dates |= {to_month(site["status_as_of"] or "") for site in atlas.site_rows.values()}
    dates |= {atlas.date, pulse(atlas).half, *(each.when for each in expected(atlas).values())}
    day = date.fromisoformat(atlas.date)
    return {
        when: DateShown(zh=date_text(when, "zh"), en=date_text(when, "en"), months=age(when, day))
        for when in sorted(filter(None, dates))
    }


def _withdrawn(atlas: Atlas) -> list[Withdrawal]:
    """Return the facts that were withdrawn, each with its reason in both languages and the fact that replaces it."""
    reasons = atlas.words.omission_reasons
    return [
        {
            "fact": row["fact"],
            "zh": reasons[row["reason"]].name_zh,
            "en": reasons[row["reason"]].name_en,
            "replacement": row["replacement"],
            "note_zh": row["note_zh"],
            "note_en": row["note_en"],
        }
        for row in atlas.record.withdrawn
    ]


def _corrections(atlas: Atlas) -> Corrections:
    """Return what was corrected, with the reasons that were given for it."""
    found = corrections(atlas)
    reasons = list(dict.fromkeys(each.reason for each in found))
    terms = [atlas.words.change_reasons[code] for code in reasons]
    return {
        "reasons": [Both(zh=term.name_zh, en=term.name_en) for term in terms],
        "entries": [
            CorrectionShown(each.id, each.date, reasons.index(each.reason), each.said["zh"], each.said["en"])
            for each in found
        ],
    }


def _basemap(basemap: Basemap) -> BasemapShown:
    return {
        "code": basemap.code,
        "zh": basemap.name_zh,
        "en": basemap.name_en,
        "tiles": list(basemap.tiles),
        "dark": list(basemap.dark),
        "subdomains": basemap.subdomains,
        "attribution": [list(part) for part in basemap.attribution],
        "host": basemap.host,
        "datum": basemap.datum,
        "min_zoom": basemap.min_zoom,
        "max_zoom": basemap.max_zoom,
        "needs_http": basemap.needs_http,
    }
