"""The record as a table that needs no script: every place with its facts, and the sources they rest on.

It is read in Chinese, with English names, and dates that both readers read. End tags and quotes that HTML lets one
leave out are left out, an indicator is named once for its rows, a source is its number, with the line after a colon,
when a figure was stated is in brackets, what is told beside a name or a figure is in ``i``, the shortest element, and
the style puts the gap between figures and characters: a row a fact adds up. Of more places than :data:`MOST` only the
names are here, of more than :data:`MOST_NAMES` only how many each district has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from html import escape as quoted
from itertools import groupby

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.atlas.facets import DISPUTES
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.atlas.kept import kept
from geo.atlas.wording import THIN
from geo.atlas.wording import WEB_ADDRESS
from geo.atlas.wording import to_month
from geo.atlas.wording import value_text
from geo.messages import both
from geo.messages import message
from geo.record.layers import DISTRICTS
from geo.record.layers import SUBJECT_LAYERS
from geo.record.locators import line_span
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import UNLOCATED_BASES
from geo.record.vocabulary import Term

MOST = 2000
"""Places that have their facts in the table; with more of them it would be the larger part of the page."""

MOST_NAMES = 20_000
"""Places that have their names there; more of them would be a fifth of the page, where nobody finds one."""

MOST_ROWS = 8
"""Rows that share the name of an indicator; with more of them it would be out of sight on a phone."""

escape = partial(quoted, quote=False)
"""Makes text safe between tags, where quotes are letters."""

_SPACED = re.compile(f"(?<=[\u3400-\u9fff]){THIN}|{THIN}(?=[\u3400-\u9fff])")
"""A gap beside a Chinese character, which the style puts there, but none between figures and letters (12 km²)."""

_BARE = re.compile(r"[^\s\"'=<>`]+")
"""An address that needs no quotes."""

_COLUMNS = ("columnIndicator", "columnValue", "columnDate", "columnSourceLine")
_HEAD = "<thead><tr>" + "".join(f"<th scope=col>{message('zh', key)}" for key in _COLUMNS) + "</thead>"


def to_table(atlas: Atlas, files_page: str = "") -> str:
    """Return the whole record as safe HTML: a section for each layer, then the sources.

    Parameters
    ----------
    atlas
        The atlas.
    files_page
        Where the page that leads to all files is, as in :class:`geo.page.options.MapOptions`: the table links to it.
    """
    layers = {layer: atlas.words.layers[layer] for layer in SUBJECT_LAYERS}
    of_sites, told = _form(len(atlas.site_rows))
    sections = [(_section if code == DISTRICTS else of_sites)(atlas, layer) for code, layer in layers.items()]
    links = "".join(f"<li><a href=#table-{code}>{escape(layer.name_zh)}</a>" for code, layer in layers.items())
    files = f"<li><a href={files_page}>{_named(*both('aboutFiles'))}</a>" if files_page else ""
    names, terms = place_names(atlas), licence(atlas)
    credit = f"{escape(terms['data'])} · {_english(terms['attribution'])}"
    return (
        f"<main class=no-script><h1>{_named(*(each['title'] for each in names.values()))}</h1>"
        f"<p>{_named(*both(told))}"
        f"<p>{_named(*both('noScriptSources'))}"
        f"<p>{_named(*both('noScriptDates'))}"
        f"<p>{escape(message('zh', 'recordOf', date=atlas.date))} ({atlas.digest}) · {credit}"
        f"<nav><ul>{links}<li><a href=#table-sources>{message('zh', 'sourcesTitle')}</a>{files}</ul></nav>"
        f"{''.join(sections)}{_sources(atlas)}</main>"
    )


def _form(places: int) -> tuple[Callable[[Atlas, Term], str], str]:
    """Return what tells of a layer of sites where there are so many places, and the key of the text that says so."""
    if places <= MOST:
        return _section, "noScript"
    return (_names, "noScriptNames") if places <= MOST_NAMES else (_counts, "noScriptCounts")


def _section(atlas: Atlas, layer: Term) -> str:
    members = _units(atlas) if layer.code == DISTRICTS else _sites(atlas, layer.code)
    places = "".join(f"<tbody><tr><th scope=rowgroup colspan=4>{name}{_facts(atlas, place)}" for place, name in members)
    caption = f"<caption>{_named(layer.name_zh, layer.name_en)}</caption>"
    return f"<section id=table-{layer.code}><table>{caption}{_HEAD}{places}</table></section>"


def _names(atlas: Atlas, layer: Term) -> str:
    """Return a layer as the Chinese names of its sites alone."""
    names = (site["name_zh"] for site in atlas.site_rows.values() if site["layer"] == layer.code)
    return _list(layer, (escape(name) for name in names))


def _counts(atlas: Atlas, layer: Term) -> str:
    """Return how many sites of a layer each district has, and of how many none is known."""
    sites = (site for site in atlas.site_rows.values() if site["layer"] == layer.code)
    count = Counter(unit for site in sites for unit in site["all_districts"] or ("",))
    units = {code: (unit["name_zh"], unit["name_en"]) for code, unit in atlas.district_rows.items()} | {
        "": both("cityOnly")
    }
    return _list(layer, (f"{_named(*names)} {count[code]}" for code, names in units.items() if count[code]))


def _list(layer: Term, items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}" for item in items)
    return f"<section id=table-{layer.code}><h2>{_named(layer.name_zh, layer.name_en)}</h2><ul>{listed}</ul></section>"


def _units(atlas: Atlas) -> Iterable[tuple[str, str]]:
    """Yield the city and its districts: id and name."""
    yield atlas.place.code, _named(atlas.place.name_zh, atlas.place.name_en)
    for code, unit in atlas.district_rows.items():
        yield code, _named(unit["name_zh"], unit["name_en"])


def _sites(atlas: Atlas, layer: str) -> Iterable[tuple[str, str]]:
    """Yield the sites of a layer: id, and name with kind, districts, basis where there is no position, and status."""
    words, districts = atlas.words, atlas.district_rows
    for code, site in atlas.site_rows.items():
        if site["layer"] != layer:
            continue
        names = [districts[adcode]["name_zh"] for adcode in site["all_districts"]]
        basis = words.bases[site["position_basis"]].name_zh if site["position_basis"] in UNLOCATED_BASES else ""
        status = f"{words.statuses[site['status']].name_zh} {_month(site['status_as_of'])}" if site["status"] else ""
        told = " · ".join(filter(None, (words.kinds[site["kind"]].name_zh, "、".join(names), basis, status)))
        yield code, f"{_named(site['name_zh'], site['name_en'])} <i>{escape(told)}</i>"


def _month(date: str | None) -> str:
    return to_month(date) if date else message("zh", "noYear")


def _facts(atlas: Atlas, subject: str) -> str:
    numbers = _numbers(atlas)
    claims = atlas.claims.get(subject, ())
    asked = (
        (name, [_cells(atlas, claim, fact, numbers) for claim in same for fact in claim.facts])
        for name, same in groupby(claims, key=lambda claim: _asked(atlas, claim))
    )
    return "".join(_rows(name, rows) for name, rows in asked) or f"<tr><td colspan=4>{message('zh', 'noFacts')}"


@kept
def _numbers(atlas: Atlas) -> dict[str, int]:
    """Return the number of each source in the list."""
    return {source["id"]: number for number, source in enumerate(atlas.record.sources, 1)}


def _asked(atlas: Atlas, claim: Claim) -> str:
    """Return what a claim is about: its indicator, with the part of the place that it covers."""
    scope = f"({atlas.words.scopes[claim.scope].name_zh})" if claim.scope else ""
    return escape(atlas.words.indicators[claim.indicator].name_zh + scope)


def _rows(asked: str, rows: Sequence[str]) -> str:
    """Return rows under the name that they share, which stands at the first and at every :data:`MOST_ROWS` further."""
    pieces = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)]
    spans = (f" rowspan={len(piece)}" if len(piece) > 1 else "" for piece in pieces)
    return "".join(f"<tr><th{span}>{asked}{'<tr>'.join(piece)}" for span, piece in zip(spans, pieces, strict=True))


def _cells(atlas: Atlas, claim: Claim, fact: Row, numbers: Mapping[str, int]) -> str:
    words, number = atlas.words, numbers[fact["source"]]
    aim = words.aims[claim.aim].name_zh if claim.aim != ACTUAL else ""
    differs = f"≠ {_dispute(atlas, claim)}" if claim.differs else ""
    marks = "".join(f" <i>{escape(mark)}</i>" for mark in (aim, differs) if mark)
    note = f"<p>{escape(fact['note_zh'])}" if fact["note_zh"] else ""
    if fact["checked_by"]:
        note += f"<p>{escape(message('zh', 'checkedBy', by=fact['checked_by'], date=fact['checked_on']))}"
    return (
        f"<td>{escape(_SPACED.sub('', value_text(fact, words, 'zh')))}{marks}{note}"
        f"<td>{_when(fact['as_of'], fact['stated'])}"
        f"<td><a href=#{number}>{number}</a>{_within(fact['locator'])}"
    )


def _when(as_of: str, stated: str) -> str:
    """Return what date a figure is about, and in brackets when it was stated where that says more."""
    said = f"({stated})" if stated not in {"", as_of} else ""
    return " ".join(filter(None, (_date(as_of), said)))


def _date(date: str) -> str:
    """Return a reduced date as the record has it, an interval with a dash."""
    return escape(date.replace("/", "–"))


def _within(locator: str) -> str:
    """Return where in its source a fact is found: a line, or from which to which."""
    span = line_span(locator)
    if span is None:
        return locator and f" {escape(locator)}"
    first, last = span
    return f":{first}" if first == last else f":{first}–{last}"


def _dispute(atlas: Atlas, claim: Claim) -> str:
    """Return that sources disagree; where one of the figures is preferred, why."""
    if claim.resolution is None:
        return DISPUTES[0].name_zh
    return f"{DISPUTES[1].name_zh}：{atlas.words.resolution_reasons[claim.resolution['reason']].name_zh}"


def _sources(atlas: Atlas) -> str:
    items = "".join(
        f"<li id={number}>{_source(atlas, source)}" for number, source in enumerate(atlas.record.sources, 1)
    )
    return f"<section id=table-sources><h2>{_named(*both('sourcesTitle'))}</h2><ol>{items}</ol></section>"


def _source(atlas: Atlas, source: Row) -> str:
    title = escape(source["title_zh"])
    published = _date(source["published"]) or " ".join(both("undated"))
    if WEB_ADDRESS.fullmatch(source["url"]):
        address = quoted(source["url"])
        quote = "" if _BARE.fullmatch(source["url"]) else '"'
        title = f"<a href={quote}{address}{quote}>{title}</a>"
    if source["standing"] != PRIMARY:
        published += f" · {escape(atlas.words.standings[source['standing']].name_zh)}"
    if source["accessed"]:
        form = atlas.words.source_forms[source["form"]].name_zh
        published += f" · {escape(message('zh', 'readOn', form=form, date=source['accessed']))}"
    return f"{escape(source['publisher_zh'])}:{title} {_english(source['title_en'])} <i>({published})</i>"


def _named(name_zh: str, name_en: str) -> str:
    return f"{escape(name_zh)} {_english(name_en)}"


def _english(text: str) -> str:
    return f"<i lang=en>{escape(text)}</i>"
