"""What must hold of the record: a module for each kind of thing that is checked.

Each check yields issues, with their address and their code (:mod:`geo.issues.codes`).

All issues are collected, so that one reading shows everything there is to mend. Errors stop a build, warnings do not.
Causes are reported, not their consequences: a check that needs a file, a row or an id which is itself at fault keeps
silent, since that has its own issue, and a hundred echoes would hide the rest. What other files rest on is reported
first.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from geo.checks.changes import check_changes
from geo.checks.changes import check_editions
from geo.checks.changes import check_log
from geo.checks.districts import check_districts
from geo.checks.facts import check_facts
from geo.checks.facts import check_projects
from geo.checks.features import check_collections
from geo.checks.features import check_feature_texts
from geo.checks.features import check_forms
from geo.checks.features import check_geometries
from geo.checks.features import check_ids_once
from geo.checks.features import check_kinds
from geo.checks.forms import check_cells
from geo.checks.forms import check_properties
from geo.checks.forms import check_property_codes
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.names import check_names
from geo.checks.pictures import check_pictures
from geo.checks.place import check_place
from geo.checks.positions import check_parents
from geo.checks.positions import check_positions
from geo.checks.registers import check_options
from geo.checks.registers import check_registers
from geo.checks.registers import check_table_texts
from geo.checks.resolutions import check_disagreements
from geo.checks.resolutions import check_omissions
from geo.checks.resolutions import check_resolutions
from geo.checks.resolutions import check_withdrawn
from geo.checks.sites import check_areas
from geo.checks.sites import check_spoken_of
from geo.checks.sources import check_package
from geo.checks.sources import check_sources
from geo.checks.sources import check_sources_named
from geo.checks.sources import check_sources_used
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import checked
from geo.issues.errors import errors_in
from geo.progress import followed
from geo.record.limits import ISSUES
from geo.record.model import Record
from geo.record.read import too_many


def validate(record: Record) -> list[Issue]:
    """Check a record against everything that must hold of it.

    Parameters
    ----------
    record
        As :func:`geo.read` reads it.

    Returns
    -------
    list of Issue
        Errors and warnings: files that others rest on first, each from top to bottom; empty where all is well.

    Raises
    ------
    AtlasError
        If this is no record.

    See Also
    --------
    geo.open : Read a record and refuse it if it has errors.

    Examples
    --------
    >>> import geo
    >>> [issue for issue in geo.validate(geo.read()) if issue.severity == "error"]
    []
    """
    frame = Frame(checked(record, Record, "record"))
    # Counted anew: what a patch leads to was never read.
    issues = [*dict.fromkeys(problem.issue for problem in (*record.problems, *too_many(record)))]
    checks = _CHECKS + _CHECKS_OF_A_KNOWN_PLACE if frame.place else _CHECKS
    issues += first_issues(issue for check in followed(checks, "checking", len(checks)) for issue in check(frame))
    if not errors_in(issues):
        checks = _CHECKS_OF_A_SOUND_RECORD
        issues += first_issues(issue for check in followed(checks, "checking", len(checks)) for issue in check(frame))
    return sorted(issues, key=frame.rank)


def examine(record: Record) -> list[Issue]:
    """Return what :func:`validate` does, but of a record that is too large only that.

    The checks of one beyond its limits take minutes, and nothing can be made of it whatever they find.

    >>> import geo
    >>> examine(geo.read()) == geo.validate(geo.read())
    True
    """
    return too_large(record) or validate(record)


def too_large(record: Record) -> list[Issue]:
    """Return what of a record exceeds the limits, as its reader found: no check is run."""
    return [problem.issue for problem in record.problems if problem.code == Code.TOO_LARGE]


def first_issues(issues: Issues) -> Issues:
    """Yield as many issues as anybody reads, and that there are more."""
    yield from islice(issues, ISSUES.most)
    if next(issues, None):
        yield Issue("record", Code.MORE_ISSUES, f"there are more issues than the first {ISSUES.most}, which are shown")


_CHECKS: tuple[Callable[[Frame], Issues], ...] = (
    check_collections,
    check_forms,
    check_properties,
    check_ids_once,
    check_property_codes,
    check_kinds,
    check_feature_texts,
    check_place,
    check_geometries,
    check_table_texts,
    check_cells,
    check_registers,
    check_options,
    check_sources,
    check_sources_named,
    check_resolutions,
    check_omissions,
    check_withdrawn,
    check_editions,
    check_changes,
    check_package,
    check_pictures,
)

# Where the place itself is at fault, whatever these find may be a consequence.
_CHECKS_OF_A_KNOWN_PLACE = (check_districts, check_positions, check_parents, check_names, check_facts)

# What these find in a broken record may be a consequence of what is broken.
_CHECKS_OF_A_SOUND_RECORD = (
    check_projects,
    check_spoken_of,
    check_sources_used,
    check_areas,
    check_disagreements,
    check_log,
)
