"""The shape of the payload: what Python writes into the page, and the page reads.

``tools/contract.py`` writes the same types for the page's scripts (``core/payload.d.ts``) and as a JSON Schema
(``schema.json``); a test compares both with what is written. A text of lines or of packed integers is one string: see
:mod:`geo.record.pack`, and :mod:`geo.page.payload.binary` for how the largest of them travel.
"""

from typing import NamedTuple
from typing import NotRequired

from typing_extensions import TypedDict  # pydantic reads that of typing from Python 3.12 on


class Both(TypedDict):
    """A text in both languages."""

    zh: str
    en: str


class Label(Both):
    """A term of a register: its code, its names, and where it has one what explains it."""

    code: str
    gloss_zh: NotRequired[str]
    gloss_en: NotRequired[str]


class Kind(Label):
    """A kind of place, with the position of its layer."""

    layer: int


class UnitLabel(Label):
    """A unit: the power of ten that English takes off its numbers, its dimension, and what makes them base units."""

    shift: int
    dimension: str
    factor: float


class IndicatorLabel(Label):
    """An indicator: the position of its theme, its type (number, status or honour), and what its numbers measure."""

    theme: int
    type: str
    dimension: str


class SourceType(Label):
    """What a source is by itself, with its mark in a reference by GB/T 7714."""

    mark: str


class Registers(TypedDict):
    """The registers: a code in a column is a position in one of them; districts are listed by adcode."""

    layers: list[Label]
    kinds: list[Kind]
    districts: list[str]
    units: list[UnitLabel]
    indicators: list[IndicatorLabel]
    sectors: list[Label]
    statuses: list[Label]
    themes: list[Label]
    scopes: list[Label]
    qualifiers: list[Label]
    aims: list[Label]
    bases: list[Label]
    datums: list[Label]
    honours: list[Label]
    standings: list[Label]
    source_types: list[SourceType]
    source_forms: list[Label]
    resolution_reasons: list[Label]
    omission_reasons: list[Label]
    change_reasons: list[Label]


class Option(Label):
    """What may be chosen in a facet; a kind has the position of its layer."""

    layer: NotRequired[int]


class FacetShown(Both):
    """A facet: its name, its options, and of each subject those that it has, as bits.

    ``units`` says whether the city and the districts count beside its options. ``unlike`` has a row and an option for
    each on which sources disagree.
    """

    key: str
    options: list[Option]
    units: bool
    masks: str
    unlike: list[tuple[int, int]]


class PlaceWords(TypedDict):
    """What texts say of the atlas in a language: its title, its contributors and its city."""

    title: str
    contributors: str
    city: str


class Place(TypedDict):
    """Whose atlas it is: its name in references, that of exported files, and its words in each language."""

    name: str
    export_name: str
    zh: PlaceWords
    en: PlaceWords


class RecordHead(TypedDict):
    """The state of the record: ``edition`` is its tag, if it has one, else ``after`` that of the last one before."""

    version: str
    date: str
    digest: str
    edition: str
    after: str


class Licence(TypedDict):
    """The licence of the data, and who is to be named."""

    data: str
    address: str
    attribution: str


class Withdrawal(Both):
    """A fact that was withdrawn, with the reason, and the fact that replaces it; empty where none does."""

    fact: str
    replacement: str
    note_zh: str
    note_en: str


class CorrectionShown(NamedTuple):
    """What was corrected of a fact or place: its id, the day, the place of the reason, and what changed in words."""

    id: str
    date: str
    reason: int
    zh: str
    en: str


class Corrections(TypedDict):
    """What was corrected since the first edition, and the reasons."""

    reasons: list[Both]
    entries: list[CorrectionShown]


class Columns(TypedDict):
    """A value a row: texts as lines, integers packed."""

    count: int
    id: str
    name_zh: str
    name_en: str
    aliases: str
    lon: str
    lat: str
    kind: str
    sector: str
    status: str
    status_as_of: str
    basis: str
    uncertainty: str
    main: str
    parent: str
    latest: str
    facts: str
    disputes: str


class Search(TypedDict):
    """How subjects are found: texts as lines, numbers of terms packed (see :func:`geo.atlas.search.search_part`)."""

    names: str
    terms_zh: str
    terms_en: str
    terms_also: str
    terms: str
    counts: str
    whole: str
    said: str
    indicators: str
    scopes: str
    statuses: str
    honours: str
    variants: str
    words: str


class Shape(NamedTuple):
    """An area or a line: its row, its type, its lines in digits, and the rings of each polygon.

    A line has first the unit of its steps, in 1e-6 degree, then its steps, lon and lat in turn, in that unit.
    """

    row: int
    type: str
    lines: list[str]
    rings: list[int]


class PlaceShown(NamedTuple):
    """A further position of a site: its row, its point in 1e-6 degree, its radius in metres, its name or its origin."""

    row: int
    lon: int
    lat: int
    uncertainty: int
    zh: str
    en: str


class ContextShape(Both):
    """A feature of the basemap; ``at`` is the point, or where the name is placed, in 1e-6 degree; none of a line.

    Its parts are lines as a :class:`Shape` has them.
    """

    kind: str
    schematic: bool
    at: list[int] | None
    parts: list[str]


class BasemapShown(Both):
    """A basemap that may be chosen: see :class:`geo.page.basemaps.Basemap`."""

    code: str
    tiles: list[str]
    dark: list[str]
    subdomains: str
    attribution: list[list[str]]
    host: str
    datum: str
    min_zoom: int
    max_zoom: int
    needs_http: bool


class CsvFrame(TypedDict):
    """What begins a file, the names of its columns, the cells of a subject, a fact and none, and what ends each row.

    Of a subject and a fact these are texts and slots in turn (:mod:`geo.page.payload.templates`); the choice is last.
    """

    mark: str
    head: str
    subject: list[str]
    fact: list[str]
    none: str
    tail: str
    end: str


class Lines(TypedDict):
    """A line for whatever there is to say: texts and slots in turn (:mod:`geo.page.payload.templates`).

    It is found by a sign for each slot of ``told``: 1 where this has a value.
    """

    told: list[str]
    lines: dict[str, list[str]]


class KmlFrame(TypedDict):
    """What a document begins with, around the choice; what is around the subjects of a layer; lines; and its end.

    Of a subject it has what is around its lines and its shape, and a shape that is a point, texts and slots in turn;
    then the first line, and that of a fact.
    """

    frame: tuple[str, str, str]
    folders: list[tuple[str, str]]
    around: list[list[str]]
    point: list[str]
    first: Lines
    facts: Lines
    end: str


class XlsxHeads(TypedDict):
    """The names of columns that no other file has."""

    about: list[str]
    place: list[str]
    sources: list[str]


class XlsxFrame(TypedDict):
    """The names of a workbook's sheets and of their columns, and what the first one says, with null for the choice."""

    sheets: list[str]
    heads: XlsxHeads
    about: list[tuple[str, str | None]]


class Files(TypedDict):
    """What stands once in a file of each format."""

    geojson: str
    csv: CsvFrame
    kml: KmlFrame
    xlsx: XlsxFrame


class WrittenFact(TypedDict):
    """A fact as files hold it: codes, not rows; of a status or an honour the value is a code."""

    id: str
    indicator: str
    indicator_zh: str
    indicator_en: str
    scope: str | None
    value: float | str
    value_zh: str
    value_en: str
    unit: str | None
    unit_zh: str | None
    value_base: float | None
    unit_base: str | None
    qualifier: str | None
    as_of: str | None
    stated: str | None
    when_zh: str
    when_en: str
    aim: str
    source: str
    locator: str
    token: str
    note_zh: str
    note_en: str
    checked_by: str
    checked_on: str
    differs: bool
    resolution: str | None


class FurtherPosition(TypedDict):
    """A part, which has names, or a rival position, as files hold it: its point in lon, lat (WGS-84)."""

    name_zh: NotRequired[str]
    name_en: NotRequired[str]
    districts: list[str]
    point: list[float]
    basis: str
    uncertainty_m: int
    datum: str
    found: list[float] | None
    evidence: list[str]
    note_zh: str | None
    note_en: str | None


class Properties(TypedDict):
    """What a feature says of its subject: null where nothing is known; of a district alone its people and area."""

    name_zh: str
    name_en: str
    aliases: list[str]
    layer: str
    kind: str | None
    sector: str | None
    districts: list[str]
    parent: str | None
    inclusion_reason_zh: str | None
    inclusion_reason_en: str | None
    status: str | None
    status_as_of: str | None
    position_basis: str | None
    position_uncertainty_m: int | None
    position_datum: str | None
    position_found: list[float] | None
    position_evidence: list[str] | None
    position_note_zh: str | None
    position_note_en: str | None
    position_name_zh: str | None
    position_name_en: str | None
    parts: list[FurtherPosition]
    position_reason_zh: str | None
    position_reason_en: str | None
    rival_positions: list[FurtherPosition]
    area_note_zh: str | None
    area_note_en: str | None
    population: NotRequired[int | None]
    population_as_of: NotRequired[str | None]
    population_source: NotRequired[list[str]]
    population_note_zh: NotRequired[str | None]
    population_note_en: NotRequired[str | None]
    area_km2: NotRequired[float]
    area_source: NotRequired[list[str]]
    facts: list[WrittenFact]


class Geometry(TypedDict):
    """A geometry of GeoJSON: positions in lon, lat (WGS-84)."""

    type: str
    coordinates: list[object]


class Feature(TypedDict):
    """A subject as files hold it, and the drawer reads it: a feature of GeoJSON."""

    type: str
    id: str
    properties: Properties
    geometry: Geometry | None


class Told(TypedDict):
    """Facts that read the same, by their place in the claim, and of when they are."""

    facts: list[int]
    when_zh: str
    when_en: str


class ClaimShown(TypedDict):
    """A claim: how many facts of the feature it takes, and of several how they differ."""

    facts: int
    values: NotRequired[list[Told]]
    when_zh: NotRequired[str]
    when_en: NotRequired[str]
    note_zh: NotRequired[str]
    note_en: NotRequired[str]


class FactShown(NamedTuple):
    """How a fact is written: the figure that stands out, the unit beside it; the number of its term; and the line."""

    figure_zh: str
    unit_zh: str
    figure_en: str
    unit_en: str
    term: int
    locator_zh: str
    locator_en: str


class KeyShown(NamedTuple):
    """A key figure, by the place of its claim, and of what is expected or aimed at later; None where nothing is."""

    claim: int
    ahead: int | None


class PromiseShown(NamedTuple):
    """What became of a promise with a date: the places of its facts and of those that answer it, and how late they are.

    ``verdict`` is one of :data:`geo.atlas.promises.VERDICTS`.
    """

    facts: list[int]
    outcome: list[int]
    verdict: str
    months: int


class Drawer(TypedDict):
    """What a drawer shows beside the feature.

    ``key`` are the key figures (:func:`geo.atlas.headline.key_figures`). ``status`` is the current one, by
    its claim and its value. ``evidence`` are the lines of sources in words, with None for what is shown as it is; so do
    ``part_evidence`` and ``rival_evidence``, a list a position.
    """

    claims: list[ClaimShown]
    facts: list[FactShown]
    key: list[KeyShown]
    promises: NotRequired[list[PromiseShown]]
    status: NotRequired[tuple[int, int]]
    evidence: NotRequired[list[Both | None]]
    part_evidence: NotRequired[list[list[Both | None]]]
    rival_evidence: NotRequired[list[list[Both | None]]]
    area_m2: NotRequired[int]
    length_m: NotRequired[int]
    boundary_source: NotRequired[list[str]]


class ExportShown(NamedTuple):
    """What files say of a subject that does not follow from its feature.

    The cells of its further positions, the lines of its placemark that tell of positions, and the shape of that; one
    that is a point is None.
    """

    further: list[dict[str, str | float | None]]
    positions: list[str]
    shape: str | None


class Relief(TypedDict):
    """Light and shade of the land: a picture as data, and its edges in degrees."""

    image: str
    west: float
    south: float
    east: float
    north: float


class DateShown(Both):
    """A date as each language writes it, and the whole months from its end to the date of the record."""

    months: int


class ExpectedShown(TypedDict):
    """When a source may appear next: see :class:`geo.atlas.pulse.Expected`."""

    when: str
    missing: int


class PulseShown(TypedDict):
    """Of what time the record is (:class:`geo.atlas.pulse.Pulse`), and what may appear next, by source."""

    half: str
    newest: str
    expected: dict[str, ExpectedShown]


class Narrowed(TypedDict):
    """What a page of a part of the record holds: its filter as files name it and in words, the rows of its units."""

    pairs: list[tuple[str, list[str]]]
    search: str
    words: Both
    units: list[int]


class Ledger(TypedDict):
    """Every promise: a row of the table that a reader saves, and a line each of what was promised and reported."""

    csv: str
    said_zh: str
    said_en: str
    answer_zh: str
    answer_en: str


class FigureColumns(TypedDict):
    """The figures by which places are filtered, sorted and ranked (:mod:`geo.atlas.figures`).

    For each of the ``indicators`` the unit in which most of its figures are printed (``usual``), and how many subjects
    have one (``counts``). Then a value a figure, those of one indicator after those of the other, their rows upwards:
    ``values`` in the base unit, codes as positions in the registers, -1 for none; texts as lines. ``unlike`` has the
    place of each figure on which sources disagree, with all values that they give.
    """

    indicators: list[int]
    usual: list[int]
    counts: list[int]
    rows: list[int]
    values: list[float]
    units: list[int]
    qualifiers: list[int]
    scopes: list[int]
    aims: list[int]
    as_of: str
    stated: str
    unlike: list[tuple[int, list[float]]]


class Credit(TypedDict):
    """Whom the record credits for single points: title with licence, and address."""

    title: str
    address: str


LOOKED_UP = {
    "later": ("sources", "withdrawn", "corrections", "carried", "files"),
    "figures": ("figures",),
    "ledger": ("ledger",),
    "search": ("search",),
}
"""What of the core is read when it is first asked for, by the island that holds it: the map shows without it.

The islands are texts of one frame: what is asked for first, and is shortest, comes first."""

TEXT_COLUMNS = ("id", "name_zh", "name_en", "aliases", "latest", "status_as_of")
"""The columns of texts; all others but the count are numbers."""

COUNTED = ("sector", "status", "basis", "main", "parent", "facts", "disputes")
"""The columns of numbers by which no place is drawn: with the facets' they are an island of their own."""

PIECE = 1024
"""Subjects whose texts are in one island. A page at first shows some of the first, and reads those alone."""

NUMBER_KINDS = ("uint8", "int8", "uint16", "int16", "uint32")
"""How wide the numbers of a column may be in a page, the smallest first."""

FEW_BLOCKS = 4
"""Blocks of a record whose page is made small with more time: compressed thoroughly, and all islands in one frame: the
core, the texts, what subjects are counted by, what is looked up but the last, the patterns, the facts of each block,
that last, the exports of each. They say the same again and again; of a larger record whoever opens one place would have
to read too much."""


class Core(TypedDict):
    """What the page knows of the whole record."""

    record: RecordHead
    licence: Licence
    place: Place
    narrowed: Narrowed | None
    exact_m: int
    wide_m: int
    facets: list[FacetShown]
    registers: Registers
    source_count: int
    sources: list[dict[str, str]]
    dates: dict[str, DateShown]
    pulse: PulseShown
    files: Files
    ledger: Ledger
    figures: FigureColumns
    withdrawn: list[Withdrawal]
    corrections: Corrections
    columns: Columns
    blocks: list[int]
    search: Search
    shapes: list[Shape]
    parts: list[PlaceShown]
    rivals: list[PlaceShown]
    context: list[ContextShape]
    context_kinds: list[Label]
    relief: Relief | None
    logo: str | None
    basemaps: list[BasemapShown]
    boundaries: bool
    bounds: list[float] | None
    address: str
    report: str
    review: str
    files_page: str
    embed_origins: list[str]
    credited: list[Credit]
    code: str
    carried: list[dict[str, str]]
