"""What the page of a review gets: the candidates of a text with the text itself, or what somebody proposes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from geo.atlas.atlas import Atlas
from geo.issues.codes import Code
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.mentions.reader import published_of
from geo.mentions.text import ARTICLE
from geo.messages import LANGUAGES
from geo.messages import both
from geo.messages import meaning_zh
from geo.messages import message
from geo.patch.apply import ALREADY
from geo.patch.apply import UNFIT
from geo.patch.apply import Outcome
from geo.patch.apply import stand_of
from geo.patch.model import GEOMETRY
from geo.patch.model import Patch
from geo.patch.prepare import prepare
from geo.record.files import read_bytes
from geo.record.layers import FURTHER
from geo.record.model import PROPERTIES
from geo.record.model import SOURCE_COLUMNS
from geo.record.model import TABLES
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.rules import is_slug
from geo.record.vocabulary import PRIMARY
from geo.review.candidates import read_candidates
from geo.review.contract import Note
from geo.review.contract import ReviewShown
from geo.texts.read import lines_of

_LONGEST_TITLE = 60
_QUOTED = re.compile("'[^']*'")
_FIELDS = {GEOMETRY}.union(*TABLES.values(), *PROPERTIES.values(), *(each.__annotations__ for each in FURTHER.values()))
_CHANGE = re.compile(r"#changes\[([0-9]+)\] \((.*)\)")


def review_of_candidates(
    atlas: Atlas, candidates: Path | str, text: Path | str, source: str = "", published: str = ""
) -> ReviewShown:
    """Return the review of what was found in a text.

    Parameters
    ----------
    atlas
        The record.
    candidates
        CSV as ``mentions`` writes it.
    text
        The text in which they were found, in UTF-8.
    source
        The id of its source; by default that of the candidates.
    published
        When the text appeared, for the row of a source that the record does not have: ``2026``, ``2026-11`` or
        ``2026-11-28``; empty where the page is to ask.

    Raises
    ------
    AtlasError
        If no source is named, or another one than the candidates name, or the date is none or not that of the source.
    RecordError
        If a file cannot be read, or the candidates are not of this text, or the text is not the one that was read.
    """
    content = read_bytes(text, limit=ARTICLE)
    lines = lines_of(content)
    rows = read_candidates(candidates, atlas, lines)
    named = _source(rows, source, escaped(str(candidates)))
    known = atlas.source_rows.get(named)
    if known:
        _require_same(known, content, escaped(str(text)))
        if published not in ("", known["published"]):
            raise AtlasError("--published", f"must be the date of {named}, {known['published']}", shown(published))
    return {
        "record": cast("dict[str, str]", stand_of(atlas.record)),
        "lines": lines,
        "candidates": [row | {"source": named} for row in rows],
        "source": dict(known)
        if known
        else _begun(named, content, lines[0], published and published_of(atlas, named, published)),
        "is_new": known is None,
        "changes": [],
        "notes": [],
        "by": "",
        "made": "",
    }


def review_of_patch(atlas: Atlas, patch: Patch) -> ReviewShown:
    """Return the review of what somebody proposes.

    Raises
    ------
    AtlasError
        If the patch is of another record.
    """
    return {
        "record": cast("dict[str, str]", patch.record),
        "lines": [],
        "candidates": [],
        "source": {},
        "is_new": False,
        "changes": list(patch.changes),
        "notes": _notes(atlas, patch),
        "by": patch.by or "",
        "made": patch.made or "",
    }


def _notes(atlas: Atlas, patch: Patch) -> list[list[Note]]:
    """Return of each change what speaks against it: what the record says, and what would be wrong with it then."""
    some = next(iter(atlas.words.change_reasons), "")

    def explained(rows: list[Row]) -> list[Row]:
        # Who applies the patch is asked for a reason where none is given: that speaks against no change.
        return [row | {"because": row["because"] or some} for row in rows]

    prepared = prepare({"": patch}, atlas.record, reasons=explained)
    notes = [list(_of_outcome(told.outcome)) for told in prepared.told]
    for issue in prepared.issues:
        if found := _CHANGE.match(issue.where):
            notes[int(found[1])].append(_of_issue(issue._replace(where=found[2])))
    return notes


def _of_outcome(outcome: Outcome) -> Iterator[Note]:
    """Yield that a change does not fit, field by field, or was made before."""
    if outcome.state == ALREADY:
        zh, en = both("reviewAlready")
        yield Note(zh=zh, en=en, field="", found="")
    if outcome.state == UNFIT and not outcome.unlike:
        yield Note(zh=message("zh", "reviewUnfit"), en=outcome.why, field="", found="")
    for field, says, expected in outcome.unlike:
        zh, en = (message(lang, "reviewUnlike", says=says, expected=expected) for lang in LANGUAGES)
        yield Note(zh=zh, en=f"{field} {en}", field=field, found="")


def _of_issue(issue: Issue) -> Note:
    """Return what is wrong: in English the whole sentence, in Chinese what its code means, of which field and value."""
    field, *_ = issue.message.split()
    quoted = _QUOTED.search(issue.message)
    found = issue.found or (quoted[0] if quoted else "")
    zh = f"{meaning_zh(issue.code)} [{issue.code}]"
    return Note(zh=zh, en=str(issue), field=field if field in _FIELDS else "", found=found)


def _source(rows: list[Row], given: str, where: str) -> str:
    """Return the one source of all candidates."""
    for address, row in addressed(where, rows):
        if given and row["source"] not in ("", given):
            must = f"source must be {given}, as --source says"
            raise RecordError(address, Code.UNKNOWN_SOURCE, must, shown(row["source"]))
    named = {given} if given else {row["source"] for row in rows}
    if len(named) != 1 or not all(map(is_slug, named)):
        must = "must name the source of the text in lower-case words joined by hyphens, such as hunan-daily-2026-02"
        raise AtlasError("--source", must, shown(given))
    return named.pop()


def _require_same(source: Row, content: bytes, where: str) -> None:
    """Refuse a text of which the record says that it is another one."""
    digest = hashlib.sha256(content).hexdigest()
    if source["sha256"] not in ("", digest):
        message = f"text is not the one of {source['id']}: sha256 must be {source['sha256']}"
        raise RecordError(where, Code.DIGEST_MISMATCH, message, digest)


def _begun(source: str, content: bytes, first: str, published: str) -> dict[str, str]:
    """Return the row of a source that the record does not have, with what the text itself tells, and its date."""
    title = first.strip().lstrip("# ")
    return dict.fromkeys(SOURCE_COLUMNS, "") | {
        "id": source,
        "title_zh": title if len(title) <= _LONGEST_TITLE else "",
        "published": published,
        "standing": PRIMARY,
        "sha256": hashlib.sha256(content).hexdigest(),
        "length": str(len(content)),
    }
