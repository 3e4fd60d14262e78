"""The page's script, asked by Python: what is asked is never code, and never takes the machine along."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import shutil
import subprocess
import sys
import weakref

import pytest

from geo.atlas import engine
from geo.atlas.atlas import Atlas
from geo.atlas.engine import Engine
from geo.atlas.search import find
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.issues.errors import AtlasError
from geo.record import bundle
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import RECORD

HOSTILE = (
    "globalThis.hacked = 1",
    '"); globalThis.hacked = 1; ("',
    "'); globalThis.hacked = 1; ('",
    "`${globalThis.hacked = 1}`",
    "\\u0022); globalThis.hacked = 1; (\\u0022",
    "\n}; globalThis.hacked = 1; {\n",
    "\u2028globalThis.hacked = 1\u2028",
    "*/ globalThis.hacked = 1 /*",
    "</script><script>globalThis.hacked = 1</script>",
    "__proto__",
    "constructor",
    "(?=a)*[",
    "\\",
    "\x00",
    "\ud800",
    "\udfff\ud800",
    "a" * 100_000,
    "石" * 100_000,
    " ".join("abcdefgh" for _ in range(1000)),
)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read(RECORD))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_searched_or_linked_never_runs(atlas, text):
    assert find(atlas, text) <= {*atlas.sites.index, *atlas.districts.index, "430200"}
    asked = Engine()
    facets = [{"key": "district", "options": []}]
    question = {
        "link": f"#q={text}&{text}={text}",
        "facets": facets,
        "layers": [],
        "subjects": [],
        "figures": ["gdp"],
        "units": [],
    }
    assert isinstance(asked.ask("readLink", question)["unread"], list)
    assert asked._context.eval("typeof globalThis.hacked") == "undefined"


@pytest.mark.parametrize("key", ["__proto__", "constructor", "toString"])
def test_no_key_of_a_link_reaches_what_objects_inherit(atlas, key):
    with pytest.raises(AtlasError, match=r"^link: "):
        Selection.from_link(atlas, f"#{key}=1")


@pytest.mark.parametrize(
    "name", ["process", "require", "std", "os", "fetch", "XMLHttpRequest", "Deno", "setTimeout", "import"]
)
def test_the_engine_has_nothing_of_the_machine(name):
    assert Engine()._context.eval(f"'{name}' in globalThis") is False


def test_a_question_that_takes_too_long_is_an_error(monkeypatch):
    monkeypatch.setattr(engine, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(engine, "bundled", lambda _: "var AtlasQuery = { find() { for (;;); } }")
    with pytest.raises(AtlasError, match=r"^search: "):
        Engine().ask("find", "x")


def test_a_question_that_takes_too_much_memory_is_an_error(monkeypatch):
    monkeypatch.setattr(engine, "MOST_BYTES", 4_000_000)
    monkeypatch.setattr(
        engine,
        "bundled",
        lambda _: "var AtlasQuery = { find() { for (let a = [];;) a.push(new Array(1e5).fill(1)); } }",
    )
    with pytest.raises(AtlasError, match=r"^search: "):
        Engine().ask("find", "x")


def test_a_script_that_is_not_built_is_an_error_that_says_how(monkeypatch, tmp_path):
    monkeypatch.setattr(bundle, "WEB", tmp_path)
    with pytest.raises(AtlasError, match="make web"):
        Engine()


def test_two_atlases_keep_their_own_answers_and_are_freed_with_them():
    tiny, real = Atlas(read(RECORD)), Atlas(read(ROOT))
    assert select(tiny, Selection(q="qst")) == []
    assert "qingshuitang" in select(real, Selection(q="qst"))
    assert select(tiny, Selection(q="hill")) != []
    gone = weakref.ref(tiny)
    del tiny
    gc.collect()
    assert gone() is None


def test_an_atlas_that_was_searched_can_be_copied(atlas):
    assert find(atlas, "hill")
    for other in (pickle.loads(pickle.dumps(atlas)), copy.deepcopy(atlas)):  # noqa: S301  our own bytes
        assert find(other, "hill") == find(atlas, "hill")


def test_nothing_of_the_search_is_loaded_until_something_is_searched():
    code = (
        "import sys; from geo.atlas.atlas import Atlas; from geo.atlas.selection import Selection, select;"
        "from geo.record.read import read; atlas = Atlas(read()); select(atlas, Selection(kind='park'));"
        "print(sorted({'quickjs', 'pypinyin'} & set(sys.modules))); select(atlas, Selection(q='qst'));"
        "print(sorted({'quickjs', 'pypinyin'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['pypinyin', 'quickjs']"]


FACET = '    Facet("length", "名称长短", "Length of name", lambda _: _LENGTHS, _lengths_of),\n)\n"""The facets, in'
LENGTHS = """
_LENGTHS = tuple(Term(f"n{count}", f"{count}字", f"{count} characters") for count in range(100))


def _lengths_of(atlas: Atlas) -> Codes:
    return {site: [f"n{len(name)}"] for site, name in atlas.raw_sites["name_zh"].items()}


FACETS = (
"""
ADDED = """
import json
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection, select
from geo.page.payload.core import core_payload
from geo.record.compact import to_json
from geo.record.read import read
atlas = Atlas(read())
print(json.dumps([select(atlas, Selection(length="7字")), select(atlas, Selection.from_link(atlas, "#length=n7"))]))
print(to_json(core_payload(atlas)))
"""
LINKS = """
import { readFileSync } from "node:fs";
import { applyFacets } from "./geo/page/web/src/core/facets.js";
import { parseHash, printHash } from "./geo/page/web/src/core/hash.js";
import { readSites } from "./geo/page/web/src/core/sites.js";
const sites = readSites(JSON.parse(readFileSync("payload.json", "utf8")));
const state = parseHash("#length=n7", sites);
const { en } = sites.facets.find(({ key }) => key === "length");
const { rows } = applyFacets(sites, state);
console.log(JSON.stringify([en, printHash(state, sites), rows.map((row) => sites.id[row])]));
"""


def test_a_facet_is_added_by_one_entry(tmp_path):
    """In a copy: it is in the payload, on the command line, in a selection, in a link, and in what the page shows."""
    for folder in ("geo", "layers", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("datapackage.json", "package.json", "package-lock.json", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    home = tmp_path / "geo/atlas/facets.py"
    text = home.read_text("utf-8").replace("\nFACETS = (\n", LENGTHS).replace(')\n"""The facets, in', FACET)
    home.write_text(text, "utf-8")

    def run(*command: str) -> str:
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
        ).stdout

    assert "--length LENGTH" in run(sys.executable, "-m", "geo", "export", "--help")
    chosen, payload = run(sys.executable, "-c", ADDED).splitlines()
    by_name, by_link = json.loads(chosen)
    assert by_name == by_link == [site for site, name in Atlas(read()).sites["name_zh"].items() if len(name) == 7]
    (tmp_path / "payload.json").write_text(payload, "utf-8")
    (tmp_path / "links.mjs").write_text(LINKS, "utf-8")
    node = shutil.which("node")
    assert json.loads(run(node, "links.mjs")) == ["Length of name", "#lang=zh&length=n7", by_name]
