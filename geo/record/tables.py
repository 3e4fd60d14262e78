"""What a row of each table holds: the models of its cells, with their keys. An empty cell is None in a model."""

from dataclasses import replace
from typing import Annotated
from typing import TypedDict

from geo.geodesy.datum import DATUMS
from geo.issues.codes import Code
from geo.record.layers import LAYERS
from geo.record.locators import LOCATOR_FORMS
from geo.record.locators import line_span
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import register_path
from geo.record.rules import SLUG
from geo.record.rules import Id
from geo.record.rules import Rule
from geo.record.rules import code_of
from geo.record.rules import matching
from geo.record.rules import one_of
from geo.record.rules import whole
from geo.record.vocabulary import AIMS
from geo.record.vocabulary import ALIAS_MARK
from geo.record.vocabulary import BASES
from geo.record.vocabulary import DIRECTIONS
from geo.record.vocabulary import FORMS
from geo.record.vocabulary import INDICATOR_TYPES
from geo.record.vocabulary import LONGEST_FACTOR
from geo.record.vocabulary import MARKS
from geo.record.vocabulary import MONTHS_BETWEEN_ISSUES
from geo.record.vocabulary import MOST_SHIFT
from geo.record.vocabulary import OWN_PERIOD
from geo.record.vocabulary import STANDINGS
from geo.record.vocabulary import is_day
from geo.record.vocabulary import is_factor
from geo.record.vocabulary import is_period

LONGEST_TOKEN = 16
"""Characters that may be kept of a source's own words."""

FIXED_CODES = {
    "layers": LAYERS,
    "aims": AIMS,
    "bases": BASES,
    "datums": DATUMS,
    "standings": STANDINGS,
    "source_forms": FORMS,
}
"""Registers whose codes the program itself gives a meaning to: labels may change, codes may not."""

DAY_FORMS = "a date (2024, 2024-12 or 2024-12-25)"
DATE_FORMS = f"{DAY_FORMS}, or two such as 2024-01/2024-09, the earlier first"
"""How a date, and a date or an interval is written, for a message."""

_REDUCED = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"

Label = Annotated[str, Rule("a text", Code.MISSING_TEXT, when_empty=Code.MISSING_TEXT)]
Note = Annotated[str, Rule("a text")]
FactId = Annotated[
    str,
    Rule(
        "f and four digits, or five to seven from f10000 on", Code.INVALID_ID, matching("f([0-9]{4}|[1-9][0-9]{4,6})")
    ),
]
Day = Annotated[str, Rule(DAY_FORMS, Code.INVALID_DATE, matching(_REDUCED), holds=is_day)]
WholeDay = Annotated[
    str,
    Rule(
        "a day such as 2024-12-25",
        Code.INVALID_DATE,
        matching("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        holds=is_day,
        column={"type": "date"},
    ),
]
Period = Annotated[str, Rule(DATE_FORMS, Code.INVALID_DATE, matching(f"{_REDUCED}(/{_REDUCED})?"), holds=is_period)]
Locator = Annotated[
    str,
    Rule(
        LOCATOR_FORMS,
        Code.INVALID_LOCATOR,
        matching("L[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})?"),
        holds=lambda text: line_span(text) is not None,
    ),
]
Token = Annotated[
    str,
    Rule(
        f"the figure as the text has it, of at most {LONGEST_TOKEN} characters",
        Code.LONG_TOKEN,
        {"max_length": LONGEST_TOKEN},
        when_empty=Code.MISSING_VALUE,
    ),
]
Digest = Annotated[str, Rule("64 hexadecimal digits (0-9, a-f)", Code.INVALID_DIGEST, matching("[0-9a-f]{64}"))]
TermCode = Annotated[str, Rule("lower-case words joined by hyphens", Code.INVALID_CODE, matching(SLUG))]
Factor = Annotated[
    str,
    Rule(
        f"a number above 0, of at most {LONGEST_FACTOR} characters",
        Code.INVALID_NUMBER,
        matching(r"(0|[1-9][0-9]*)(\.[0-9]+)?") | {"max_length": LONGEST_FACTOR},
        holds=is_factor,
        column={"type": "number"},
    ),
]
Aliases = Annotated[str, Rule(f"names separated by {ALIAS_MARK!r}")]
Address = Annotated[str, Rule("an http or https address", Code.INVALID_ADDRESS)]
Archive = Annotated[str, Rule("an https address", Code.INVALID_ADDRESS)]
KnownSource = Annotated[str, Rule("an id of sources.csv", Code.UNKNOWN_SOURCE, refers=("sources", "id"))]
KnownFact = Annotated[str, Rule("an id of facts.csv", Code.UNKNOWN_FACT, refers=("facts", "id"))]


CHECKED = ("checked_by", "checked_on")
"""The columns of facts that say who compared a fact with its source once more, and when."""
LOGGED_OF_FACTS = (
    *("subject", "indicator", "scope", "value", "unit", "qualifier", "as_of", "stated", "aim", "source", "locator"),
)
"""The fields of a fact whose changes the record keeps: what it says, of when, and where that is printed."""
LOGGED_OF_SITES = (
    *("layer", "name_zh", "name_en", "kind", "sector", "districts", "parent"),
    *("position", "position_basis", "position_uncertainty_m"),
)
"""The same of a site; ``position`` is what its geometry says."""
LOGGED_OF_DISTRICTS = ("name_zh", "name_en", "population", "population_as_of", "area_km2")
"""The same of a district."""


class Fact(TypedDict):
    """A row of ``facts.csv``: one claim of one source."""

    id: FactId
    subject: Label
    indicator: Annotated[str, code_of("indicators")]
    scope: Annotated[str, code_of("scopes")] | None
    value: Label
    unit: Annotated[str, code_of("units")] | None
    qualifier: Annotated[str, code_of("qualifiers")] | None
    as_of: Period | None
    stated: Day | None
    aim: Annotated[str, code_of("aims", AIMS)]
    source: KnownSource
    locator: Locator | None
    token: Token | None
    note_zh: Note | None
    note_en: Note | None
    checked_by: Annotated[str, Rule("the name of whoever read it a second time")] | None
    checked_on: WholeDay | None


class Source(TypedDict):
    """A row of ``sources.csv``: a text, and who published it."""

    id: Id
    title_zh: Label
    title_en: Label
    publisher_zh: Label
    publisher_en: Label
    authors: Note | None
    published: Day | None
    every: Annotated[str, one_of(tuple(MONTHS_BETWEEN_ISSUES))] | None
    type: Annotated[str, replace(code_of("source_types"), when_empty=Code.MISSING_VALUE)]
    standing: Annotated[str, code_of("standings", STANDINGS)]
    url: Address | None
    archive: Archive | None
    form: Annotated[str, code_of("source_forms", FORMS)] | None
    accessed: WholeDay | None
    sha256: Digest | None
    length: Annotated[str, whole(1, 999_999_999)] | None
    note_zh: Note | None
    note_en: Note | None


class Resolution(TypedDict):
    """A row of ``resolutions.csv``: a fact that is preferred."""

    fact: KnownFact
    reason: Annotated[str, code_of("resolution_reasons")]
    note_zh: Note | None
    note_en: Note | None


class Omission(TypedDict):
    """A row of ``omissions.csv``: a piece of a text that is no fact."""

    source: KnownSource
    locator: Locator
    token: Token
    reason: Annotated[str, code_of("omission_reasons")]


class Withdrawal(TypedDict):
    """A row of ``withdrawn.csv``: a fact that was withdrawn."""

    fact: FactId
    reason: Annotated[str, code_of("omission_reasons")]
    replacement: KnownFact | None
    note_zh: Note | None
    note_en: Note | None


class Edition(TypedDict):
    """A row of ``editions.csv``: a state of the record that was given a tag, to be cited and built again."""

    tag: Annotated[
        str, Rule("v and a version, as v0.1.0", Code.INVALID_ID, matching(r"v[0-9]{1,4}(\.[0-9]{1,4}){1,2}"))
    ]
    version: Label
    date: WholeDay
    commit: Annotated[str, Rule("40 hexadecimal digits", Code.INVALID_DIGEST, matching("[0-9a-f]{40}"))] | None
    digest: Annotated[str, Rule("12 hexadecimal digits", Code.INVALID_DIGEST, matching("[0-9a-f]{12}"))]
    map_sha256: Digest


class Change(TypedDict):
    """A row of ``changes.csv``: what a field said in an edition, and what it says since."""

    since: Annotated[str, Rule("a tag of editions.csv", Code.UNKNOWN_EDITION, refers=("editions", "tag"))]
    date: WholeDay
    id: Label
    field: Annotated[str, one_of(dict.fromkeys((*LOGGED_OF_FACTS, *LOGGED_OF_SITES, *LOGGED_OF_DISTRICTS)))]
    before: Note | None
    after: Note | None
    because: Annotated[str, replace(code_of("change_reasons"), when_empty=Code.MISSING_VALUE)]
    note_zh: Note | None
    note_en: Note | None


class Labelled(TypedDict):
    """A row of a register that holds a code and its labels."""

    code: TermCode
    name_zh: Label
    name_en: Label


class FixedTerm(TypedDict):
    """A row of a register whose codes the program knows."""

    code: Label
    name_zh: Label
    name_en: Label


class Aim(FixedTerm):
    """A row of ``aims.csv``."""

    gloss_zh: Note | None
    gloss_en: Note | None


class Kind(TypedDict):
    """A row of ``kinds.csv``."""

    code: TermCode
    layer: Annotated[str, one_of(LAYERS, Code.WRONG_LAYER)]
    name_zh: Label
    name_en: Label
    gloss_zh: Note | None
    gloss_en: Note | None


class Sector(TypedDict):
    """A row of ``sectors.csv``."""

    code: TermCode
    group: TermCode
    name_zh: Label
    name_en: Label


class SourceType(Labelled):
    """A row of ``source_types.csv``."""

    mark: Annotated[str, one_of(MARKS)]


class SourceForm(FixedTerm):
    """A row of ``source_forms.csv``."""

    gloss_zh: Note | None
    gloss_en: Note | None


class Status(Labelled):
    """A row of ``statuses.csv``."""

    gloss_zh: Note | None
    gloss_en: Note | None
    aliases: Aliases | None


class Indicator(TypedDict):
    """A row of ``indicators.csv``."""

    code: TermCode
    theme: Annotated[str, code_of("themes")]
    type: Annotated[str, one_of(INDICATOR_TYPES)]
    dimension: Note | None
    direction: Annotated[str, one_of(DIRECTIONS)] | None
    period: Annotated[str, one_of((OWN_PERIOD,))] | None
    weight: Annotated[str, whole(0, 100)]
    name_zh: Label
    name_en: Label
    aliases: Aliases | None


class Unit(TypedDict):
    """A row of ``units.csv``."""

    code: TermCode
    dimension: TermCode
    factor: Factor
    shift_en: Annotated[str, whole(-MOST_SHIFT, MOST_SHIFT)]
    name_zh: Label
    name_en: Note | None
    also_en: Annotated[str, code_of("units")] | None
    gloss_zh: Note | None
    gloss_en: Note | None


REGISTER_MODELS: dict[str, type] = {
    "layers": FixedTerm,
    "kinds": Kind,
    "sectors": Sector,
    "statuses": Status,
    "themes": Labelled,
    "indicators": Indicator,
    "scopes": Labelled,
    "qualifiers": Labelled,
    "aims": Aim,
    "bases": FixedTerm,
    "datums": FixedTerm,
    "honours": Labelled,
    "units": Unit,
    "standings": FixedTerm,
    "source_types": SourceType,
    "source_forms": SourceForm,
    "resolution_reasons": Labelled,
    "omission_reasons": Labelled,
    "change_reasons": Labelled,
}
"""The model of each register's rows."""

TABLE_MODELS: dict[str, type] = {
    FACTS: Fact,
    SOURCES: Source,
    RESOLUTIONS: Resolution,
    OMISSIONS: Omission,
    WITHDRAWN: Withdrawal,
    EDITIONS: Edition,
    CHANGES: Change,
    **{register_path(name): model for name, model in REGISTER_MODELS.items()},
}
"""The model of each table's rows, by its path."""

KEYS = {
    FACTS: ("id",),
    SOURCES: ("id",),
    RESOLUTIONS: ("fact",),
    OMISSIONS: ("source", "locator", "token"),
    WITHDRAWN: ("fact",),
    EDITIONS: ("tag",),
    CHANGES: ("since", "id", "field"),
    **{register_path(name): ("code",) for name in REGISTER_MODELS},
}
"""The columns of each table by which a row is known, each combination once."""

TITLES = {
    FACTS: ("事实", "Facts"),
    SOURCES: ("来源", "Sources"),
    RESOLUTIONS: ("分歧的取舍", "Resolutions of disagreements"),
    OMISSIONS: ("未收录的数字", "Figures left out"),
    WITHDRAWN: ("撤回的事实", "Withdrawn facts"),
    EDITIONS: ("发布的版本", "Editions"),
    CHANGES: ("更正记录", "Corrections since an edition"),
    register_path("layers"): ("图层", "Layers"),
    register_path("kinds"): ("类型", "Kinds"),
    register_path("sectors"): ("产业", "Sectors"),
    register_path("statuses"): ("进展", "Statuses"),
    register_path("themes"): ("主题", "Themes"),
    register_path("indicators"): ("指标", "Indicators"),
    register_path("scopes"): ("范围", "Scopes"),
    register_path("qualifiers"): ("数值的限定", "Qualifiers of figures"),
    register_path("aims"): ("实际、预计与目标", "Actual, expected and target"),
    register_path("bases"): ("位置依据", "Bases of positions"),
    register_path("datums"): ("坐标系", "Datums"),
    register_path("honours"): ("荣誉与名单", "Honours and lists"),
    register_path("units"): ("单位", "Units"),
    register_path("standings"): ("来源的地位", "Standing of sources"),
    register_path("source_types"): ("来源类型", "Types of sources"),
    register_path("source_forms"): ("读取来源的形式", "Forms in which sources were read"),
    register_path("resolution_reasons"): ("取舍的理由", "Reasons of resolutions"),
    register_path("omission_reasons"): ("未收录的理由", "Reasons of omissions"),
    register_path("change_reasons"): ("更正的理由", "Reasons of corrections"),
}
"""What each table is, in Chinese and in English."""
