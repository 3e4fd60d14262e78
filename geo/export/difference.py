"""What changed between two states of the record, as text, Markdown, JSON or GeoJSON: each change once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from geo.atlas.wording import THIN
from geo.history.difference import GEOMETRY
from geo.history.difference import GONE
from geo.history.difference import KINDS
from geo.history.difference import MOVED
from geo.history.difference import PARTS
from geo.history.difference import REWORDED
from geo.history.difference import Change
from geo.history.difference import Field
from geo.history.difference import difference
from geo.history.difference import is_prose
from geo.history.revisions import Revision
from geo.history.wording import Words
from geo.history.wording import field_name
from geo.issues.errors import escaped
from geo.markdown import plain
from geo.messages import listed
from geo.messages import message
from geo.record.layers import FURTHER
from geo.record.model import MIDNIGHT

_Json = dict[str, Any]

_PLACES = ("places", "districts")
# What is too long to be said within a line: notes, lists of evidence, shapes.
_LONGEST_SAID = 60
# What is said of a part or a rival position.
_OF_FURTHER = ("name_zh", "name_en", "point", "uncertainty_m")


@dataclass(frozen=True)
class Comparison:
    """Two states of the record, and what differs between them."""

    old: Revision
    new: Revision

    @cached_property
    def changes(self) -> list[Change]:
        """What differs, part by part."""
        return difference(self.old.record, self.new.record)

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each part became what; parts and kinds without any are left out."""
        found = Counter((change.part, change.kind) for change in self.changes)
        counts = {part: {kind: found[part, kind] for kind in KINDS if found[part, kind]} for part in PARTS}
        return {part: kinds for part, kinds in counts.items() if kinds}

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """The words of the older state, and those of the newer one."""
        return Words(self.old.record), Words(self.new.record)

    @cached_property
    def sites(self) -> dict[str, Any]:
        """The geometry of each site by its id, as the newer state has it, or the older one where it is gone."""
        return {site["id"]: site["geometry"] for each in (self.old, self.new) for _, site in each.record.sites}


def to_text(compared: Comparison, lang: str) -> str:
    """Return what differs as lines: how much, then each change under a heading of its part and kind."""
    lines = [_title(compared, lang), *(f"  {line}" for line in _totals(compared, lang))]
    for heading, changes in _sections(compared, lang):
        lines += ["", heading, *(f"  {_item(compared, change, lang)}" for change in changes)]
    return "".join(f"{escaped(line)}\n" for line in lines)


def to_markdown(compared: Comparison, lang: str) -> str:
    """Return the same as a document of Markdown; nothing in a record is markup."""
    lines = [f"# {plain(_title(compared, lang))}", "", *(f"- {plain(line)}" for line in _totals(compared, lang))]
    for heading, changes in _sections(compared, lang):
        lines += ["", f"## {plain(heading)}", ""]
        lines += [f"- {plain(_item(compared, change, lang))}" for change in changes]
    return "".join(f"{line}\n" for line in lines)


def to_json(compared: Comparison, _lang: str) -> str:
    """Return what differs as one object: both states, counts, and a list of changes."""
    content = {**_head(compared), "changes": [_entry(change) for change in compared.changes]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def to_geojson(compared: Comparison, _lang: str) -> str:
    """Return what differs as GeoJSON (RFC 7946; lon, lat in WGS-84).

    A feature for each site, each district and the city that changed, or of which a fact did, with the changes of its
    facts. As in all exports, districts and the city have no geometry. What is of no subject is in ``changes``.
    """
    own = {change.id: change for change in compared.changes if change.part in _PLACES}
    facts: dict[str, list[Change]] = {}
    for change in compared.changes:
        if change.part == "facts":
            facts.setdefault(change.told["subject"], []).append(change)
    others = [_entry(change) for change in compared.changes if change.part not in {*_PLACES, "facts"}]
    subjects = sorted(own.keys() | facts.keys())
    features = [_feature(compared, subject, own.get(subject), facts.get(subject, [])) for subject in subjects]
    content = {"type": "FeatureCollection", **_head(compared), "features": features, "changes": others}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


DIFFERENCE_FORMATS: dict[str, Callable[[Comparison, str], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "geojson": to_geojson,
}
"""What writes a comparison in each format; the language is that of the words in a text."""


def _head(compared: Comparison) -> _Json:
    return {"old": _about(compared.old), "new": _about(compared.new), "counts": compared.counts}


def _about(revision: Revision) -> _Json:
    package = revision.record.package
    date = str(package.get("created", "")).removesuffix(MIDNIGHT)
    return {"name": revision.name, "commit": revision.commit or None, "version": package.get("version"), "date": date}


def _entry(change: Change) -> _Json:
    """Return a change as JSON has it; of what was added or is gone all that is said, else the fields that differ."""
    entry: _Json = {"part": change.part, "kind": change.kind, "id": change.id}
    if change.part == "facts":
        entry["subject"] = change.told["subject"]
    if change.moved_m:
        entry["moved_m"] = round(change.moved_m, 1)
    if change.kind == GONE:
        entry |= {"reason": change.reason, "replacement": change.replacement or None}
    if change.fields:
        return entry | {"fields": [field._asdict() for field in change.fields]}
    return entry | ({"before": change.old} if change.new is None else {"after": change.new})


def _feature(compared: Comparison, subject: str, change: Change | None, facts: Sequence[Change]) -> _Json:
    """Return a subject with what became of it and of its facts; where it moved, with its former geometry."""
    properties: _Json = {f"name_{lang}": _name(compared, subject, lang) for lang in ("zh", "en")}
    if change:
        properties |= {name: value for name, value in _entry(change).items() if name in {"kind", "moved_m"}}
        properties["fields"] = [field._asdict() for field in change.fields if field.name != GEOMETRY]
        if change.old and change.moved_m:
            properties["former_geometry"] = change.old[GEOMETRY]
    properties["facts"] = [_entry(fact) for fact in facts]
    return {"type": "Feature", "id": subject, "geometry": compared.sites.get(subject), "properties": properties}


def _name(compared: Comparison, subject: str, lang: str) -> str:
    """Return the name of a subject, as the newer state has it if it does."""
    old, new = compared.words
    return (new if subject in new.names else old).name(subject, lang)


def _title(compared: Comparison, lang: str) -> str:
    old, new = (f"{each.name} ({_about(each)['version']})" for each in (compared.old, compared.new))
    return message(lang, "diffTitle", old=old, new=new)


def _totals(compared: Comparison, lang: str) -> Iterator[str]:
    """Yield a line for each part in which something differs, or one that nothing does."""
    for part, kinds in compared.counts.items():
        counts = (f"{_kind(kind, lang)} {number}" for kind, number in kinds.items())
        yield message(lang, "ofSubject", name=_part(part, lang)) + listed(counts, lang)
    if not compared.counts:
        yield message(lang, "diffNone")


def _sections(compared: Comparison, lang: str) -> Iterator[tuple[str, list[Change]]]:
    for (part, kind), changes in groupby(compared.changes, key=attrgetter("part", "kind")):
        listed = list(changes)
        yield f"{_part(part, lang)} · {_kind(kind, lang)} · {len(listed)}", listed


def _part(part: str, lang: str) -> str:
    return message(lang, f"diff{part.capitalize()}")


def _kind(kind: str, lang: str) -> str:
    return message(lang, f"diff{kind.capitalize()}")


def _item(compared: Comparison, change: Change, lang: str) -> str:
    return ": ".join(filter(None, (change.id, _line(compared, change, lang))))


def _line(compared: Comparison, change: Change, lang: str) -> str:
    """Return what became of something: what it is, how far it moved, what differs, where it went."""
    told = [label] if (label := _label(compared, change, lang)) else []
    if change.moved_m:
        how = "diffMovedBy" if change.kind == MOVED else "diffRedrawn"
        told.append(message(lang, how, metres=f"{change.moved_m:.0f}"))
    if change.kind == GONE:
        told.append(compared.words[1].term("reason", change.reason, lang))
    if change.replacement:
        told.append(message(lang, "factReplaced") + change.replacement)
    fields = [_differing(field) for field in change.fields]
    said = [field for field in fields if _is_said(field)]
    told += [_field(compared, field, lang) for field in said]
    moved = {GEOMETRY} if change.moved_m else set()
    unsaid = [field_name(field.name, lang) for field in fields if field not in said and field.name not in moved]
    if unsaid and change.kind != REWORDED:
        told.append(message(lang, "diffOther", names=listed(unsaid, lang)))
    return message(lang, "fieldsApart").join(told).replace(THIN, " ")


def _label(compared: Comparison, change: Change, lang: str) -> str:
    """Return what something is, in words; of a fact that was added or is gone, what it says, too."""
    words = compared.words[0 if change.new is None else 1]
    told = change.told
    if change.part == "facts":
        figure = words.figure(told, lang)
        says = "" if change.fields else words.value(told, lang)
        return message(lang, "ofSubject", name=figure) + says if says else figure
    return str(told.get(f"name_{lang}") or told.get(f"title_{lang}") or "")


def _differing(field: Field) -> Field:
    """Return a list of parts or rival positions with those entries alone that are another; any other field as it is."""
    if not _is_of_entries(field):
        return field
    before, after = field.before or [], field.after or []
    only = [each for each in before if each not in after], [each for each in after if each not in before]
    return field._replace(before=only[0], after=only[1])


def _is_of_entries(field: Field) -> bool:
    """Return whether both values of a field are parts or rival positions, as whoever wrote a record may not have it."""
    lists = [[] if value is None else value for value in (field.before, field.after)]
    return field.name in FURTHER and all(
        isinstance(value, list) and all(isinstance(each, dict) for each in value) for value in lists
    )


def _is_said(field: Field) -> bool:
    """Return whether both values of a field are short enough for a line; a sentence is not."""
    if _is_of_entries(field):
        before, after = (
            [[each.get(name) for name in _OF_FURTHER] for each in value or []] for value in (field.before, field.after)
        )
        return before != after
    if field.name in FURTHER:
        return False
    return not is_prose(field.name) and all(value is None or _is_short(value) for value in (field.before, field.after))


def _is_short(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_plain, value)) and sum(len(str(each)) for each in value) <= _LONGEST_SAID
    return _is_plain(value) and len(str(value)) <= _LONGEST_SAID


def _is_plain(value: object) -> bool:
    return not isinstance(value, dict | list)


def _field(compared: Comparison, field: Field, lang: str) -> str:
    old, new = compared.words
    before, after = old.text(field.name, field.before, lang), new.text(field.name, field.after, lang)
    return f"{field_name(field.name, lang)} {before} → {after}"
