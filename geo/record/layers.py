"""What a feature of each layer holds: the models of its properties, and the geometries that it may have."""

from typing import Annotated
from typing import Any
from typing import TypedDict

from geo.record.rules import Evidence
from geo.record.rules import Position
from geo.record.rules import Rule
from geo.record.rules import Text
from geo.record.rules import Texts
from geo.record.rules import YesNo
from geo.record.rules import text_code_of
from geo.record.vocabulary import LOCATED_M

DISTRICTS = "districts"
CONTEXT = "context"
SITE_LAYERS = ("parks", "projects", "institutions", "infrastructure")
SUBJECT_LAYERS = (DISTRICTS, *SITE_LAYERS)
"""What facts can be about; the city counts to the layer of its districts."""
LAYERS = (*SUBJECT_LAYERS, CONTEXT)

POINTS = ("Point",)
LINES = ("LineString", "MultiLineString")
AREAS = ("Polygon", "MultiPolygon")
GEOMETRIES = {
    "districts": AREAS,
    "parks": POINTS + AREAS,
    "projects": POINTS + LINES + AREAS,
    "institutions": POINTS + AREAS,
    "infrastructure": POINTS + LINES + AREAS,
    "context": POINTS + LINES + AREAS,
}
"""The types of geometry in each layer; a site may have none."""

_Uncertainty = Annotated[
    int, Rule(f"a whole number of metres from 1 to {LOCATED_M}", limits={"ge": 1, "le": LOCATED_M})
]
_Population = Annotated[int, Rule("a whole number above 0", limits={"gt": 0})]
_Area = Annotated[float, Rule("a number above 0", limits={"gt": 0})]
_Kind = Annotated[str, text_code_of("kinds")]
_Datum = Annotated[str, text_code_of("datums")]


class RivalPosition(TypedDict):
    """A position of a site beside the one drawn, which another source claims."""

    districts: Evidence
    point: Position
    basis: Annotated[str, text_code_of("bases")]
    uncertainty_m: _Uncertainty
    datum: _Datum
    found: Position | None
    evidence: Evidence
    note_zh: Text | None
    note_en: Text | None


class _Named(TypedDict):
    name_zh: Text
    name_en: Text


class Part(_Named, RivalPosition):
    """A further place of a site that has several: another campus, another plant."""


PARTS, RIVALS = "parts", "rival_positions"
FURTHER: dict[str, type] = {PARTS: Part, RIVALS: RivalPosition}
"""The lists in which a site holds positions beside the one of its geometry, and the model of each entry."""
BESIDE = {PARTS: "position_name", RIVALS: "position_reason"}
"""What a site says of the position drawn where it holds further ones: its name beside parts, why it is preferred."""


class Site(TypedDict):
    """The properties of a park, a project, an institution or a piece of infrastructure."""

    name_zh: Text
    name_en: Text
    aliases: Texts
    kind: _Kind
    sector: Annotated[str, text_code_of("sectors")] | None
    districts: Texts
    parent: Text | None
    inclusion_reason_zh: Text | None
    inclusion_reason_en: Text | None
    position_basis: Annotated[str, text_code_of("bases")]
    position_uncertainty_m: _Uncertainty | None
    position_datum: _Datum | None
    position_found: Position | None
    position_evidence: Evidence
    position_note_zh: Text | None
    position_note_en: Text | None
    position_name_zh: Text | None
    position_name_en: Text | None
    parts: Annotated[list[dict[str, Any]], Rule("a list of parts, each an object", items=Part)]
    position_reason_zh: Text | None
    position_reason_en: Text | None
    rival_positions: Annotated[list[dict[str, Any]], Rule("a list of positions, each an object", items=RivalPosition)]
    area_note_zh: Text | None
    area_note_en: Text | None


class District(TypedDict):
    """The properties of a district."""

    name_zh: Text
    name_en: Text
    adcode: Text
    seat: Position | None
    seat_datum: _Datum | None
    seat_found: Position | None
    seat_evidence: Texts
    population: _Population | None
    population_as_of: Text | None
    population_source: Texts
    population_note_zh: Text | None
    population_note_en: Text | None
    area_km2: _Area
    area_source: Texts
    area_note_zh: Text | None
    area_note_en: Text | None
    boundary_source: Evidence


class Context(TypedDict):
    """The properties of what the basemap draws."""

    name_zh: Text
    name_en: Text
    kind: _Kind
    schematic: YesNo
    evidence: Evidence
    note_zh: Text | None
    note_en: Text | None


PROPERTY_MODELS: dict[str, type] = {DISTRICTS: District, **dict.fromkeys(SITE_LAYERS, Site), CONTEXT: Context}
"""The model of each layer's properties."""
