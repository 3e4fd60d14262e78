"""The facets by which sites are chosen: the same in the page, on the command line and in an export.

A facet gives each site one or more of its options. This module is the one home of what a facet means; the page gets the
options and, for every site, a mask with a bit for each option it has, in as many words of 32 bits as it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo.atlas.claims import Claim
from geo.atlas.claims import is_open
from geo.atlas.kept import Memo
from geo.atlas.kept import kept
from geo.atlas.promises import MET
from geo.atlas.promises import MISSED
from geo.atlas.promises import OPEN
from geo.atlas.promises import UNCONFIRMED
from geo.atlas.promises import promises
from geo.atlas.pulse import age
from geo.atlas.pulse import newest_dates
from geo.messages import both
from geo.messages import message
from geo.progress import followed
from geo.record.layers import CONTEXT
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import NOT_STATED
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import UNLOCATED_BASES
from geo.record.vocabulary import Term
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import period

if TYPE_CHECKING:  # the command line asks for the names of facets before it has an atlas, which takes a second
    from geo.atlas.atlas import Atlas

Codes = Mapping[str, Iterable[str]]
"""The codes of the options that subjects have, by id."""

POSITIONS = (
    Term("exact", "位置确切", "Exact position"),
    Term("doubtful", *both("doubtful")),
)
UNPLACED = Term("unplaced", "无确切位置", "No position")
DISPUTES = (
    Term("open", *both("differ")),
    Term("resolved", *both("disputeResolved")),
)


def _verdict(code: str, name: str, gloss: str) -> Term:
    """Return what became of promises, as an option with its explanation."""
    zh, en = both(gloss)
    return Term(code, *both(name), gloss_zh=zh, gloss_en=en)


PROMISES = (
    _verdict(MET, "promiseMet", "promiseMetGloss"),
    _verdict(MISSED, "promiseMissed", "promiseMissedGloss"),
    _verdict(UNCONFIRMED, "promiseUnconfirmed", "promiseUnconfirmedGloss"),
    _verdict(OPEN, "promiseOpen", "promiseOpenGloss"),
)


@dataclass(frozen=True)
class Facet:
    """A facet as it is declared: all that the page, the command line, a selection and a link know of it.

    Parameters
    ----------
    key
        Its name in a link, an option of the command line, a selection and an export: a lower-case word.
    name_zh, name_en
        What the page calls it.
    options
        Gives what may be chosen in an atlas, in the order of display.
    codes
        Gives the codes of the options that each subject has, by its id; without those that have none.
    of_units
        Whether the city and the districts count beside its options: what is said of them can be chosen, too.
    unlike
        Gives the codes of the options that a subject has by some sources and not by others.
    """

    key: str
    name_zh: str
    name_en: str
    options: Callable[[Atlas], Iterable[Term]]
    codes: Callable[[Atlas], Codes]
    of_units: bool = False
    unlike: Callable[[Atlas], Codes] = lambda _: {}


@dataclass(frozen=True)
class AtlasFacet:
    """A facet of one atlas.

    Parameters
    ----------
    key, name_zh, name_en, of_units
        As for :class:`Facet`.
    options
        What may be chosen, in the order of display.
    codes
        The codes of the options that each subject has, by its id; without those that have none.
    unlike
        Of these, the codes of the options on which sources disagree.
    """

    key: str
    name_zh: str
    name_en: str
    options: tuple[Term, ...]
    codes: Codes
    of_units: bool
    unlike: Codes

    def masks(self, subjects: Iterable[str]) -> list[int]:
        """Return the options of each subject as bits: bit 0 is the first option."""
        bits = {option.code: 1 << bit for bit, option in enumerate(self.options)}
        found = [self.codes.get(subject, ()) for subject in subjects]
        # Many subjects have the very same codes, which are kept once.
        known = {id(codes): sum(map(bits.__getitem__, codes)) for codes in {id(each): each for each in found}.values()}
        return [known[id(codes)] for codes in found]


@kept
def facets(atlas: Atlas) -> tuple[AtlasFacet, ...]:
    """Return the facets of an atlas, in the order of display."""
    return tuple(each_facet(atlas))


def each_facet(atlas: Atlas) -> Iterator[AtlasFacet]:
    """Yield the facets of an atlas in turn: the codes of all at once take much of the memory."""
    for each in followed(FACETS, "facets", len(FACETS)):
        options, codes, unlike = each.options(atlas), each.codes(atlas), each.unlike(atlas)
        yield AtlasFacet(each.key, each.name_zh, each.name_en, tuple(options), codes, each.of_units, unlike)


def _districts(atlas: Atlas) -> list[Term]:
    """Return the city, which is meant where no source says in which district, and the districts."""
    districts = [Term(code, row["name_zh"], row["name_en"]) for code, row in atlas.district_rows.items()]
    return [Term(atlas.place.code, atlas.place.name_zh, atlas.place.name_en), *districts]


def _districts_of(atlas: Atlas) -> Codes:
    city = atlas.place.code
    itself = {unit: [unit] for unit in (city, *atlas.district_rows)}
    return itself | {site: row["all_districts"] or [city] for site, row in atlas.site_rows.items()}


def _column(name: str) -> Callable[[Atlas], Codes]:
    """Give the code that each site has in a column, or that for what is not stated."""

    def codes(atlas: Atlas) -> Codes:
        known = Memo[str | None, list[str]](lambda code: [code or NOT_STATED.code])
        return {site: known[row[name]] for site, row in atlas.site_rows.items()}

    return codes


def _positions(atlas: Atlas) -> list[Term]:
    return [*POSITIONS, *(atlas.words.bases[basis] for basis in UNLOCATED_BASES), UNPLACED]


def _positions_of(atlas: Atlas) -> Codes:
    known = Memo(_position)
    return {site: known[row["position_basis"], row["position_uncertainty_m"]] for site, row in atlas.site_rows.items()}


def _position(known: tuple[str, int | None]) -> list[str]:
    """Return how exact a position is; without one, how far it is known, and that there is none."""
    basis, uncertainty = known
    if uncertainty is None:
        return [basis, UNPLACED.code]
    return ["exact" if uncertainty <= EXACT_M else "doubtful"]


def _disputes_of(atlas: Atlas) -> Codes:
    """Return the disagreements of every subject: the city and the districts have them, too."""
    differing = ((subject, [claim for claim in claims if claim.differs]) for subject, claims in atlas.claims.items())
    return {
        subject: {"open" if is_open(claim) else "resolved" for claim in claims}
        for subject, claims in differing
        if claims
    }


def _promises_of(atlas: Atlas) -> Codes:
    """Return what became of the promises of every subject: the city and the districts make them, too."""
    known = Memo[tuple[str, ...], set[str]](set)
    return {subject: known[tuple([promise.verdict for promise in made])] for subject, made in promises(atlas).items()}


@kept
def _stages_told(atlas: Atlas) -> dict[str, dict[tuple[str, int], bool]]:
    """Return the stages that are reported of each site with their years, and whether sources disagree on each.

    A stage of a part is not that of the whole. What one claim reports without contradiction is not in doubt because
    another is.
    """
    words, told = atlas.words, {}
    once: dict[tuple[object, ...], dict[tuple[str, int], bool]] = {}  # of many sites the same is reported
    for site in atlas.site_rows:
        stages: dict[tuple[str, int], bool] = {}
        for claim in atlas.claims.get(site, ()):
            if _reports_stage(claim, words):
                year = period(claim.as_of)[1].year
                for fact in claim.facts:
                    stages[fact["value"], year] = claim.differs and stages.get((fact["value"], year), True)
        told[site] = once.setdefault(tuple(stages.items()), stages)
    return told


def _reports_stage(claim: Claim, words: Vocabulary) -> bool:
    """Return whether a claim says that a whole place had come to a stage at a date."""
    is_status = words.indicators[claim.indicator].type == STATUS
    return is_status and claim.aim == ACTUAL and claim.scope == "" and claim.as_of != ""


def _stages(atlas: Atlas) -> list[Term]:
    """Return each stage in any year, each year with any stage, and the pairs that are reported."""
    pairs = {pair for stages in _stages_told(atlas).values() for pair in stages}
    years = sorted({year for _, year in pairs}, reverse=True)
    statuses = atlas.words.statuses.values()
    return [
        *(_stage(status.code, "stageAnyYear", stage=status) for status in statuses),
        *(_stage(str(year), "stageAny", year=year) for year in years),
        *(
            _stage(f"{status.code}:{year}", "stageInYear", stage=status, year=year)
            for status in statuses
            for year in years
            if (status.code, year) in pairs
        ),
        NOT_STATED,
    ]


def _stage(code: str, name: str, stage: Term | None = None, year: int = 0) -> Term:
    zh = message("zh", name, stage=stage.name_zh if stage else "", year=str(year))
    en = message("en", name, stage=stage.name_en if stage else "", year=str(year))
    return Term(code, zh, en)


def _stages_of(atlas: Atlas) -> Codes:
    known = Memo(_codes_of_stages)
    return {site: known[tuple(stages)] for site, stages in _stages_told(atlas).items()}


def _codes_of_stages(pairs: tuple[tuple[str, int], ...]) -> list[str]:
    return list(dict.fromkeys(code for pair in pairs for code in _codes_of_stage(*pair))) or [NOT_STATED.code]


def _stages_unlike(atlas: Atlas) -> Codes:
    unlike = {}
    in_doubt = ((site, stages) for site, stages in _stages_told(atlas).items() if any(stages.values()))
    for site, stages in in_doubt:
        sure = {code for pair, differs in stages.items() if not differs for code in _codes_of_stage(*pair)}
        codes = [code for pair in stages for code in _codes_of_stage(*pair) if code not in sure]
        if codes:
            unlike[site] = list(dict.fromkeys(codes))
    return unlike


def _codes_of_stage(status: str, year: int) -> tuple[str, str, str]:
    return status, str(year), f"{status}:{year}"


REPORTS = {6: "6-months", 12: "1-year", 24: "2-years"}
"""How old the newest report may be, in whole months, by the code of the option; each holds those before it, too."""

_OLDER = "older"


def _reports(_atlas: Atlas) -> list[Term]:
    gloss_zh, gloss_en = both("reportGloss")
    names = {code: f"report{months}" for months, code in REPORTS.items()} | {_OLDER: "reportOlder"}
    return [
        *(Term(code, *both(name), gloss_zh=gloss_zh, gloss_en=gloss_en) for code, name in names.items()),
        NOT_STATED,
    ]


def _reports_of(atlas: Atlas) -> Codes:
    day, newest = date.fromisoformat(atlas.date), newest_dates(atlas)
    known = Memo[str | None, list[str]](lambda when: _ages(age(when, day)) if when else [NOT_STATED.code])
    return {site: known[newest.get(site)] for site in atlas.site_rows}


def _ages(months: int) -> list[str]:
    return [code for most, code in REPORTS.items() if months < most] or [_OLDER]


def _years(atlas: Atlas) -> list[Term]:
    years = {year for [year] in _years_of(atlas).values()} - {NOT_STATED.code}
    return [*(Term(year, f"{year}年", year) for year in sorted(years, reverse=True)), NOT_STATED]


@kept
def _years_of(atlas: Atlas) -> Codes:
    newest = newest_dates(atlas)
    known = Memo[str | None, list[str]](lambda when: [str(period(when)[1].year) if when else NOT_STATED.code])
    return {site: known[newest.get(site)] for site in atlas.site_rows}


FACETS = (
    Facet("district", *both("district"), _districts, _districts_of),
    Facet(
        "kind",
        *both("kind"),
        lambda atlas: [kind for kind in atlas.words.kinds.values() if kind.layer != CONTEXT],
        _column("kind"),
    ),
    Facet("sector", *both("sector"), lambda atlas: [*atlas.words.sectors.values(), NOT_STATED], _column("sector")),
    Facet(
        "status",
        *both("status"),
        lambda atlas: [*atlas.words.statuses.values(), NOT_STATED],
        _column("status"),
    ),
    Facet("stage", *both("stage"), _stages, _stages_of, unlike=_stages_unlike),
    Facet("position", *both("position"), _positions, _positions_of),
    Facet("dispute", *both("dispute"), lambda _: DISPUTES, _disputes_of, of_units=True),
    Facet("promise", *both("promise"), lambda _: PROMISES, _promises_of, of_units=True),
    Facet("report", *both("report"), _reports, _reports_of),
    Facet("year", *both("year"), _years, _years_of),
)
"""The facets, in the order of display. Who adds one adds an entry here, and nothing anywhere else."""


TAKEN = frozenset(
    {
        "among",
        "base",
        "by",
        "colour",
        "columns",
        "compare",
        "due",
        "embed",
        "empty",
        "fact",
        "facts",
        "format",
        "grouped",
        "help",
        "hide",
        "lang",
        "link",
        "map",
        "order",
        "output",
        "page",
        "q",
        "roads",
        "root",
        "search",
        "sort",
        "table",
        "units",
        "verb",
    }
)
"""What links and commands call something else than a choice."""


def keys() -> tuple[str, ...]:
    """Return the names of all choices that are made among options."""
    return ("layer", *(facet.key for facet in FACETS), "place")
