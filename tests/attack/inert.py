"""Hostile texts in every field of a record that holds a text of someone's own, in a real browser and in every export.

``python -m tests.attack.inert`` puts every text into every field and tells what came of it; 1 if a promise broke.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from dataclasses import field
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.selection import Selection
from geo.atlas.selection import select_subjects
from geo.checks import validate
from geo.export import FORMATS
from geo.export.cells import UNWRITABLE
from geo.export.choice import export_name
from geo.export.csv import cell
from geo.issues.errors import errors_in
from geo.page.build import render_page
from geo.page.options import MapOptions
from geo.record.canonical import format_record
from geo.record.files import write_text
from geo.record.layers import FURTHER
from geo.record.model import LATER_PROPERTIES
from geo.record.model import Record
from geo.record.part import cited_sources
from geo.record.read import read
from tests.attack.strings import ALL
from tests.attack.strings import LONG
from tests.attack.strings import is_writable
from tests.browser.conftest import PROBES
from tests.browser.conftest import started_browser
from tests.browser.conftest import wait_until
from tests.fixtures.shared import PAGE_TEXTS
from tests.fixtures.shared import RECORD
from tests.fixtures.workbooks import formulas_and_links
from tests.fixtures.workbooks import workbook_of
from tools.reproduce import copy_record


def _words(text: str) -> list[str]:
    return text.split()


# What is no text of someone's own: keys, codes, dates and numbers, which other checks hold to their form.
STRUCTURE = frozenset(
    _words(
        "id type code layer group theme dimension weight factor shift_en also_en subject indicator scope value unit "
        "qualifier as_of stated aim source published standing sha256 fact reason replacement kind sector districts "
        "parent position_basis position_datum adcode seat_datum population_as_of created name path format mediatype "
        "encoding scheme basis datum form accessed length mark access_since every"
    )
)
# Texts that may be null, and so are not known by their type.
LATER_NOTES = frozenset(name for names in LATER_PROPERTIES.values() for name in names) - FURTHER.keys()

SAMPLE = "\"'></script><img src=https://attacked.test/x.png onerror=window.attacked=1>{{ 7*7 }}${7*7}"

# Everything that draws a text of the record; the places are those of the small record.
PLACES = ("430200", "430204", "hill-park", "hill-works", "round-mill", "odd-institute")
STATES = (
    *(f"&place={place}&facts=1" for place in PLACES),
    *(
        "&place=hill-works",
        "&page=sources",
        "&page=about",
        "&table=1&sort=name",
        "&page=compare&compare=hill-works,hill-park",
        "&page=ranking&by=investment",
        "&colour=sites",
        "&q=x",
        "",
    ),
)
LANGS = ("zh", "en")

ADDRESS = "https://example.org/map.html"
"""Where the page is said to be published, so that its head has all that it can have."""

HARMLESS = "Nobody"
"""A text that stands nowhere else in the page: as often as it is shown, any other text must be shown in its place.

On the map itself a long name hides its neighbours, so that is left out.
"""
SHOWN = """(text) => [...document.querySelectorAll(".panel, .drawer, .table, .popup")]
    .filter((each) => !(each.closest(".leaflet-popup[style*='opacity: 0']")))
    .reduce((sum, each) => sum + each.textContent.split(text).length - 1, 0)"""

csv.field_size_limit(2**24)

# What a text may have become in the page where it is no text: elements that we never make, or attributes.
ELEMENTS = (
    "script:not([type]), iframe, object, embed, link, base, form, meta, video, audio, math, template, foreignObject"
)
FOUND = f"""() => ({{
    attacked: window.attacked,
    elements: [...document.querySelectorAll(".atlas :is({ELEMENTS}), .atlas img")].map((each) => each.outerHTML),
    attributes: [...document.querySelectorAll(".atlas *")].flatMap((each) => each.getAttributeNames())
        .filter((name) => /^on|^(src|srcdoc|action|formaction|xlink:href)$/.test(name)),
    links: [...document.querySelectorAll(".atlas a[href]")].map((each) => each.getAttribute("href"))
        .filter((address) => !address.startsWith("#")),
    names: [...document.querySelectorAll(".list .item b:first-of-type")].map((each) => each.textContent),
    title: (document.querySelector(".drawer h2") || {{}}).textContent || "",
}})"""


# A reader types a text into every field of a form that proposes a correction, and is told what is wrong with it.
TYPE = """async ([form, texts]) => {
    const next = () => new Promise((done) => setTimeout(done));
    const press = async (selector) => {
        document.querySelector(selector).click();
        await next();
    };
    await probe.go("#lang=zh&place=hill-works&facts=1");
    await press(".drawer [data-key=propose]");
    await press(`[data-form=${form}]`);
    for (const field of probe.all(".form input:not([role]), .form textarea")) {
        if (!(field.name in texts) && !("" in texts)) continue;
        field.value = field.name in texts ? texts[field.name] : texts[""];
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await next();
    }
    await press("[data-key=propose-done]");
}"""
# What was proposed is copied, where nothing is wrong with it, and taken back.
TAKE = """() => {
    window.copied = "";
    const copy = document.querySelector("[data-key=propose-copy]");
    if (copy) copy.click();
    return window.copied;
}"""
UNDO = """async () => {
    for (let undo; (undo = document.querySelector("[data-key^=undo-], [data-key=propose-drop]")); ) {
        undo.click();
        await new Promise((done) => setTimeout(done));
    }
}"""


@dataclass(frozen=True)
class Field:
    """A column of a table, a property of a layer or a member of the descriptor that holds a text.

    Parameters
    ----------
    path
        Its file; of a further position the list that holds it follows.
    column
        Its name.
    """

    path: str
    column: str

    def __str__(self) -> str:
        return f"{self.path} {self.column}"

    def put(self, record: Record, text: Callable[[], str], rows: slice = slice(None)) -> None:
        """Put what ``text`` gives into the field, in these rows."""
        for holder in _holders(record, self.path)[rows]:
            before = holder.get(self.column)
            holder[self.column] = [text() for _ in before or [""]] if isinstance(before, list) else text()


def fields(record: Record) -> list[Field]:
    """Return every field that holds a text of someone's own: found in the record, so that a new one is among them."""
    found = {}
    layers = [f"layers/{name}.geojson" for name in record.layers]
    further = [f"{path} {among}" for path in layers for among in FURTHER]
    for path in ("datapackage.json", *_tables(record), *layers, *further):
        for holder in _holders(record, path):
            for column, value in holder.items():
                is_text = isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
                is_note = column in LATER_NOTES or column.startswith("position_note") or column[:5] == "note_"
                if column not in STRUCTURE | FURTHER.keys() and (is_text or is_note):
                    found[Field(path, column)] = None
    return list(found)


def _tables(record: Record) -> dict[str, list]:
    registers = {f"data/registers/{name}.csv": rows for name, rows in record.registers.items()}
    own = {
        "data/facts.csv": record.facts,
        "data/sources.csv": record.sources,
        "data/resolutions.csv": record.resolutions,
    }
    own |= {"data/omissions.csv": record.omissions, "data/withdrawn.csv": record.withdrawn}
    own |= {"data/editions.csv": record.editions, "data/changes.csv": record.changes}
    return own | registers


def _holders(record: Record, path: str) -> list[dict]:
    if path == "datapackage.json":
        return [record.package]
    if path.startswith("layers/"):
        file, _, among = path.partition(" ")
        features = [each["properties"] for each in record.layers[Path(file).stem]["features"]]
        return [each for told in features for each in told.get(among, ())] if among else features
    return _tables(record)[path]


def sound() -> Record:
    """Return the small record with every optional text given, as read from a copy of its files."""
    with tempfile.TemporaryDirectory(prefix="inert-") as folder:
        root = Path(folder)
        copy_record(RECORD, root)
        record = read(root)
    record.package |= {"title": "Tiny", "description": "A record", "description_zh": "数据", "keywords": ["maps"]}
    record.package |= {"homepage": "https://example.org"}
    return record


def with_text(text: str, base: Record, known: list[Field]) -> Record:
    """Return a record that holds a text in all its fields; a very long one in the first row of each."""
    record = copy.deepcopy(base)
    for each in known:
        each.put(record, lambda: text, slice(1) if len(text) >= LONG else slice(None))
    return record


def with_all_texts(turn: int, base: Record, known: list[Field], texts: tuple[str, ...]) -> Record:
    """Return a record that holds all texts, one a place: each turn shifts them on to other fields."""
    record = copy.deepcopy(base)
    places = iter(range(turn * 89, 10**6))
    for each in known:
        each.put(record, lambda: texts[next(places) % len(texts)])
    return record


@dataclass
class Tally:
    """What came of the pages that were opened.

    Parameters
    ----------
    pages, states
        How many were opened, and how many states of them were looked at.
    executed, requests
        What ran, and what was asked for: both must stay empty.
    faults
        A line for each other promise that broke.
    """

    pages: int = 0
    states: int = 0
    executed: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take another tally into this one."""
        self.pages += other.pages
        self.states += other.states
        self.executed += other.executed
        self.requests += other.requests
        self.faults += other.faults

    @property
    def broken(self) -> list[str]:
        """Every promise that broke, a line each."""
        return [*self.executed, *self.requests, *self.faults]


class Visitor:
    """Someone who opens pages offline, looks at every state of each and notes what happens that must not.

    Parameters
    ----------
    browser
        A started browser.
    folder
        Where pages are put.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.tally = Tally()
        self.file = folder / "map.html"
        self.name = ""
        self.context: BrowserContext = browser.new_context(offline=True, locale="zh-CN", reduced_motion="reduce")
        self.context.set_default_timeout(60_000)
        self.context.add_init_script(PROBES)
        self.context.add_init_script(
            "navigator.clipboard && (navigator.clipboard.writeText = async (t) => { window.copied = t; })"
        )
        self.context.on("request", self._note_request)
        self.context.on("console", lambda said: self._note_word(said.type, said.text))
        self.context.on("weberror", lambda error: self._note_word("error", f"page: {error.error}"))
        self.context.on("dialog", lambda dialog: (self.tally.executed.append(f"{self.name}: dialog"), dialog.dismiss()))
        self.page: Page = self.context.new_page()

    def open(self, atlas: Atlas, name: str) -> None:
        """Build an atlas's page and open it."""
        self.name = name
        page = render_page(atlas, MapOptions(public_url=ADDRESS))
        self.tally.faults += [f"{name}: {fault}" for fault in _Markup(page).faults]
        self.file.write_bytes(page.encode())
        # Away first: a page that differs in its hash alone would not be read again.
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri())
        wait_until(self.page, "probe.settled()")
        self.tally.pages += 1

    def look(self, atlas: Atlas, states: tuple[str, ...], text: str = "", wanted: dict[str, int] | None = None) -> None:
        """Look at these states of the open page in both languages, then copy its table.

        Where a text is given, it must be shown in each state as often as wanted.
        """
        for address in self._tour(states):
            self._judge(atlas, address)
            times = self._count(text) if wanted else 0
            if wanted and times < wanted[address]:
                self._find_fault(address, f"shown {times} times as typed, not {wanted[address]}")
            self.tally.states += 1
        self._copy_table()
        self._propose(atlas, text or SAMPLE)

    def count(self, text: str, states: tuple[str, ...]) -> dict[str, int]:
        """Return how often a text is shown in each of these states of the open page."""
        return {address: self._count(text) for address in self._tour(states)}

    def _tour(self, states: tuple[str, ...]) -> Iterator[str]:
        for lang in LANGS:
            for state in states:
                self.page.evaluate("(hash) => probe.go(hash)", f"#lang={lang}{state}")
                self.page.evaluate("() => probe.unfold()")
                yield f"{lang}{state}"

    def _count(self, text: str) -> int:
        forms = {text, _on_one_line(text), _on_one_line(text).replace("\t", " ")}
        return sum(self.page.evaluate(SHOWN, form) for form in forms)

    def _find_fault(self, address: str, fault: str) -> None:
        self.tally.faults.append(f"{self.name} {address}: {fault}")

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def _judge(self, atlas: Atlas, address: str) -> None:
        found = self.page.evaluate(FOUND)
        lang, state = address[:2], address[2:]
        if found["attacked"] is not None:
            self.tally.executed.append(f"{self.name} {address}: ran")
        if found["elements"] or found["attributes"]:
            self._find_fault(address, f"markup {found['elements'][:3]} {found['attributes'][:3]}")
        told = {source[column] for source in atlas.record.sources for column in ("url", "archive")}
        told |= cited_sources(atlas.record)
        for link in found["links"]:
            if not (link.startswith(("http://", "https://")) and link.isprintable() and "@" not in link):
                self._find_fault(address, f"link to {link[:80]!r}")
            elif link not in told and "attacked" in link:
                self._find_fault(address, f"link made up {link[:80]!r}")
        place = re.fullmatch("&place=([a-z-]+)&facts=1", state)
        if place and found["title"] != _on_one_line(atlas.sites[f"name_{lang}"][place[1]]):
            self._find_fault(address, f"title is not shown as typed: {found['title'][:80]!r}")
        names = [_on_one_line(name) for name in atlas.sites[f"name_{lang}"]]
        if state == "" and sorted(found["names"]) != sorted(names):
            odd = sorted(set(found["names"]) ^ set(names))
            self._find_fault(address, f"names are not shown as typed: {odd[:4]!r:.300}")

    def _copy_table(self) -> None:
        self.page.evaluate("() => document.querySelector('[data-key=export]').click()")
        self.page.evaluate("() => document.querySelector('[data-key=copyTable]').click()")
        copied = self.page.evaluate("() => window.copied || ''")
        if copied:
            self.tally.faults += [f"{self.name}: table: {fault}" for fault in faults_of_cells(_tabbed(copied))]

    def _propose(self, atlas: Atlas, text: str) -> None:
        for form in ("proposePosition", "proposeNames", "proposeNewFigure"):
            self.page.evaluate(TYPE, [form, {"": text}])
            self._judge(atlas, f"zh {form}")
            self.page.evaluate(UNDO)
        self.page.evaluate(TYPE, ["proposeNames", {"name_zh": "平", "name_en": "Plain", "why": text}])
        self._judge(atlas, "zh corrections")
        copied = self.page.evaluate(TAKE)
        if copied and json.loads(copied.splitlines()[-1])["changes"][0]["id"] != "hill-works":
            self._find_fault("zh corrections", "the text does not hold the patch")
        self.page.evaluate(UNDO)

    def _note_request(self, request: object) -> None:
        address = request.url.partition("#")[0]
        if address not in {self.file.as_uri(), "about:blank"} and not address.startswith(("blob:", "data:")):
            self.tally.requests.append(f"{self.name}: asked for {address[:120]}")

    def _note_word(self, kind: str, text: str) -> None:
        if text.startswith("CSP: ") or "Content Security Policy" in text:
            self.tally.executed.append(f"{self.name}: refused {text[:120]}")
        elif kind not in {"log", "debug", "info"}:
            self.tally.faults.append(f"{self.name}: {text[:200]}")


class _Markup(HTMLParser):
    """The page as written, with its table for a browser without script: nothing in it but what we write ourselves.

    What it says to programs is whole, however the texts in it look.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._is_linked = False
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        try:
            if self._is_linked:
                json.loads(data)
        except ValueError as error:
            self.faults.append(f"no JSON-LD: {error}")
        self._is_linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_linked = ("type", "application/ld+json") in attrs
        if tag not in TAGS or {name for name, _ in attrs} - ATTRIBUTES:
            self.faults.append(f"markup in the file: {self.get_starttag_text()[:120]!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment in the file: {data[:120]!r}")


TAGS = frozenset(
    _words(
        "html head meta title style script noscript body main div h1 h2 p span nav ul ol li a section table "
        "caption thead tbody tr th td small i"
    )
)
ATTRIBUTES = frozenset(
    _words("lang charset name property content http-equiv class id type href scope colspan rowspan hidden")
)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _tabbed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter="\t"))


def faults_of_cells(rows: list[list[str]]) -> Iterator[str]:
    """Yield what a spreadsheet would take for a formula, and rows that have not the cells of the head."""
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells, not {len(rows[0])}"
        for each in row:
            first = unicodedata.normalize("NFKC", each[:1])
            if first and first in "=+-@\t\r\n" and not re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?", each):
                yield f"a formula {each[:40]!r}"


def faults_of_exports(atlas: Atlas) -> Iterator[str]:
    """Yield what is wrong with an atlas's files: read by others, they must say the same and no more."""
    files = {ending: write(atlas, Selection()) for ending, write in PAGE_TEXTS.items()}
    names = {subject: names_of(atlas, subject)[0] for subject in select_subjects(atlas, Selection())}
    read = {feature["id"]: feature["properties"] for feature in json.loads(files["geojson"])["features"]}
    if {key: told["name_zh"] for key, told in read.items()} != names:
        yield "geojson: names differ"
    if [each for told in read.values() for each in told["position_evidence"] or ()] != [
        each for texts in atlas.sites["position_evidence"] for each in texts
    ]:
        yield "geojson: evidence differs"
    graph = json.loads(FORMATS["jsonld"].write(atlas))["@graph"]
    places = [node for node in graph if node["@type"] in {"Place", "AdministrativeArea"}]
    if {node["@id"].removeprefix("#place="): node["name"][0]["@value"] for node in places} != names:
        yield "jsonld: names differ"
    yield from (f"csv: {fault}" for fault in _faults_of_csv(files["csv"], names))
    yield from (f"kml: {fault}" for fault in _faults_of_kml(files["kml"], len(names)))
    yield from _faults_of_others(atlas, names)
    for text in [*names.values(), *atlas.districts["name_zh"]]:
        for ending in PAGE_TEXTS:
            name = export_name(atlas, Selection(q=text), ending)
            if not re.fullmatch(r"zhuzhou-atlas_[^\W_](?:[\w+-]*)_2024-12-31\.[a-z]+", name) or len(name) > 120:
                yield f"file name {name[:80]!r}"


def _faults_of_csv(text: str, names: dict[str, str]) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    yield from faults_of_cells(rows)
    for row in rows[1:]:
        if row[1] != cell(names[row[0]]):
            yield f"a name {row[1][:40]!r}"


def _faults_of_others(atlas: Atlas, names: dict[str, str]) -> Iterator[str]:
    wide = FORMATS["csv-wide"].write(atlas).removeprefix("\ufeff")
    yield from (f"csv-wide: {fault}" for fault in faults_of_cells(list(csv.reader(io.StringIO(wide, newline="")))))
    lines = [json.loads(line) for line in FORMATS["geojsonl"].write(atlas).split("\n")[:-1]]
    if {each["id"]: each["properties"]["name_zh"] for each in lines} != names:
        yield "geojsonl: names differ"
    workbook = FORMATS["xlsx"].write(atlas)
    yield from (f"xlsx: no plain text {value!r:.40}" for value in formulas_and_links(workbook))
    told = {row["id"]: row["name_zh"] for row in workbook_of(workbook)["Places"]}
    if told != {place: UNWRITABLE.sub("\ufffd", name) for place, name in names.items()}:
        yield "xlsx: names differ"


def _faults_of_kml(text: str, places: int) -> Iterator[str]:
    root = ET.fromstring(text)  # noqa: S314
    tags = {each.tag.partition("}")[2] for each in root.iter()}
    if strange := tags - KML_TAGS:
        yield f"elements {sorted(strange)}"
    if len(list(root.iter("{http://www.opengis.net/kml/2.2}Placemark"))) != places:
        yield "placemarks are not the places"
    for told in root.iter("{http://www.opengis.net/kml/2.2}description"):
        if "<" in (told.text or ""):
            yield "a description that reads as markup"


KML_TAGS = frozenset(
    _words(
        "kml Document name description Style PolyStyle fill ExtendedData Data value Folder Placemark styleUrl "
        "Point coordinates LineString Polygon outerBoundaryIs innerBoundaryIs LinearRing MultiGeometry"
    )
)


def refusals(text: str, each: Field, base: Record) -> list[str]:
    """Return what the validation says against a text in the first row of a field, a line each."""
    record = copy.copy(base)
    record.layers, record.registers, record.package = map(copy.deepcopy, (base.layers, base.registers, base.package))
    record.facts, record.sources = copy.deepcopy(base.facts), copy.deepcopy(base.sources)
    record.resolutions, record.omissions = copy.deepcopy(base.resolutions), copy.deepcopy(base.omissions)
    record.withdrawn = copy.deepcopy(base.withdrawn)
    each.put(record, lambda: text, slice(1))
    return [*map(str, errors_in(validate(record)))]


def as_read(record: Record) -> Record | None:
    """Return a record as the reader gives it back from files; None where it refuses them."""
    with tempfile.TemporaryDirectory(prefix="inert-") as folder:
        copy_record(RECORD, Path(folder))
        for path, text in format_record(record).items():
            write_text(Path(folder) / path, text)
        again = read(folder)
    return None if again.problems else again


def attack(workers: int = 2) -> tuple[Tally, dict[str, int]]:
    """Put every text into every field, shared out among processes; return what came of the pages, and the counts."""
    known = len(fields(sound()))
    tally = Tally()
    counts = {"strings": len(ALL), "fields": known, "pairs": len(ALL) * known, "refused": 0, "shown": 0}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for share in [pool.submit(run_share, slice(first, None, workers)) for first in range(workers)]:
            found, refused = share.result()
            tally.add(found)
            counts["refused"] += refused
    counts["shown"] = counts["pairs"] - counts["refused"]
    return tally, counts


def run_share(share: slice) -> tuple[Tally, int]:
    """Put a share of the texts into every field; return what came of the pages, and how many pairs were refused."""
    base = sound()
    known = fields(base)
    with started_browser() as browser, tempfile.TemporaryDirectory(prefix="inert-") as folder:
        visitor = Visitor(browser, Path(folder))
        refused = 0
        for text in ALL[share]:
            for each in known:
                lines = refusals(text, each, base) if len(text) < LONG else ["too long to ask for each field"]
                refused += bool(lines)
                visitor.tally.faults += [
                    f"{each}: {line[:80]!r}" for line in lines if "\n" in line or not line.isprintable()
                ]
        wanted = times_shown(visitor, base, known)
        for text in filter(is_writable, ALL[share]):
            try_text(visitor, text, base, known, wanted)
        for each in known[share]:
            record = copy.deepcopy(base)
            each.put(record, lambda: SAMPLE)
            try_record(visitor, record, str(each))
        visitor.close()
    return visitor.tally, refused


def times_shown(visitor: Visitor, base: Record, known: list[Field]) -> dict[str, int]:
    """Return how often a harmless text that stands in every field is shown in each state."""
    visitor.open(Atlas(with_text(HARMLESS, base, known)), HARMLESS)
    return visitor.count(HARMLESS, STATES)


def try_text(visitor: Visitor, text: str, base: Record, known: list[Field], wanted: dict[str, int]) -> None:
    """Put a text into every field, through files where they can hold it, and look where and how often it is shown."""
    record = with_text(text, base, known)
    name = f"text {quote(text[:24])}"
    if len(text) >= LONG:
        try_record(visitor, as_read(record) or record, name, STATES[-1:])
    else:
        try_record(visitor, as_read(record) or record, name, text=text, wanted=wanted if is_literal(text) else None)


def is_literal(text: str) -> bool:
    """Whether a text is shown just as often as any other.

    A place for a figure in a unit takes the figure, a semicolon parts the names of authors, and nothing is nowhere.
    """
    return "{}" not in text and ";" not in text and text.strip() != ""


def try_record(
    visitor: Visitor,
    record: Record,
    name: str,
    states: tuple[str, ...] = STATES,
    *,
    text: str = "",
    wanted: dict[str, int] | None = None,
) -> None:
    """Open the page of a record that nobody has validated, look at it in these states, and write its exports."""
    atlas = Atlas(record)
    try:
        visitor.open(atlas, name)
        visitor.look(atlas, states, text, wanted)
        visitor.tally.faults += [f"{name}: {fault}" for fault in faults_of_exports(atlas)]
    except Exception as error:
        visitor.tally.faults.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")


def main() -> int:
    """Run all, and print the counts."""
    tally, counts = attack()
    for name, number in counts.items():
        print(f"{name}: {number}")
    print(f"pages: {tally.pages}, states of them: {tally.states}")
    print(f"executed: {len(tally.executed)}, requests: {len(tally.requests)}, other faults: {len(tally.faults)}")
    print(*tally.broken[:50], sep="\n", end="\n" if tally.broken else "")
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
