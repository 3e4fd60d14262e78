"""The documents agree with the code and the record: commands, verbs, fields, links, figures, and the two READMEs."""

import contextlib
import io
import json
import re

import pytest

from geo.cli import main
from geo.issues.codes import Code
from geo.messages import meaning_zh
from geo.record.limits import LIMITS
from geo.record.model import FILES
from geo.record.model import PROPERTIES
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.paths import ROOT
from geo.record.pictures import PICTURES
from geo.record.read import read
from geo.record.rows import Row
from geo.record.vocabulary import BASES
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import STANDINGS

READMES = ("README.md", "README.zh.md")
COMPARISON = "docs/comparison.md"
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "THIRD_PARTY.md", "data/README.md", COMPARISON)
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in DOCUMENTS}
RECORD_GUIDE = TEXTS["data/README.md"]

VERBS = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

HEADINGS = {
    "data/facts.csv": "## Facts",
    "data/sources.csv": "## Sources",
    "data/resolutions.csv": "### Resolutions",
    "data/omissions.csv": "### Omissions",
    "data/withdrawn.csv": "### Withdrawn facts",
    "data/editions.csv": "## Editions",
    "data/changes.csv": "### What changed since",
}

FIGURE = r"(?<![0-9.])([0-9][0-9,]*|five|五)\s*"
NOUNS = {
    "facts": "(?:facts?|条事实)",
    "sites": "(?:sites?|places?|处地点|个地点)",
    "sources": "(?:sources?|texts?|个来源|份文本)",
}


def help_of(*command: str) -> str:
    """Return what a command says of itself."""
    with contextlib.redirect_stdout(io.StringIO()) as told, pytest.raises(SystemExit):
        main([*command, "--help"])
    return told.getvalue()


COMMANDS = re.findall(r"^    ([a-z-]+)", help_of(), re.MULTILINE)


def code(text: str) -> list[str]:
    """Return what stands in code, inline and in blocks, with comments and blanks left out."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"^ {4,}(?=python|make)(.+)$", text, re.MULTILINE)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def sections(text: str, heading: str) -> str:
    """Return the part of a document from a heading up to the next of the same or a higher level."""
    level = heading.partition(" ")[0]
    return re.search(rf"^{re.escape(heading)}.*?(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)[0]


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, as web hosts of repositories make them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def texts_at_hand(record: Record) -> list[Row]:
    """Return the sources that were read themselves; the others only add to them."""
    return [source for source in record.sources if source["standing"] == PRIMARY]


def test_the_limits_are_those_of_the_program():
    rows = [f"| {limit.of} | {limit.most:,} {limit.what} |" for limit in LIMITS]
    assert "\n".join(["| What | At most |", "|---|---|", *rows, ""]) in sections(RECORD_GUIDE, "## Limits")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named(name):
    assert any(re.search(rf"python -m geo {name}\b", text) for text in TEXTS.values())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_named(verb):
    assert any(f"`make {verb}" in text or f"    make {verb}\n" in text for text in TEXTS.values())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_verb_and_no_command_is_invented(document):
    in_code = "\n".join(re.findall(r"`([^`\n]+)`", TEXTS[document]) + code(TEXTS[document]))
    verbs = set(re.findall(r"\bmake ([a-z-]+)", in_code))
    commands = set(re.findall(r"python -m geo ([a-z-]+)", in_code))
    assert verbs <= set(VERBS)
    assert {name for name in commands if not name.startswith("-")} <= set(COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_options_in_examples_are_options(document):
    for name, rest in re.findall(r"python -m geo ([a-z]+(?:-[a-z]+)*)([^`\n]*)", TEXTS[document]):
        for option in re.findall(r"(?<=\s)-{1,2}[a-z][a-z-]*", rest):
            assert re.search(rf"(?<!\w){option}\b", help_of(name)), f"{name} {option}"


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_named_in_the_guide(path):
    assert path in RECORD_GUIDE or f"`{path.rpartition('/')[2]}`" in sections(RECORD_GUIDE, "## Registers")


@pytest.mark.parametrize("path", TABLES)
def test_every_column_is_named_where_its_table_is_explained(path):
    heading = HEADINGS.get(path, "## Registers")
    part = sections(RECORD_GUIDE, heading)
    assert [column for column in TABLES[path] if f"`{column}`" not in part] == []


@pytest.mark.parametrize("layer", PROPERTIES)
def test_every_property_is_named_where_its_layer_is_explained(layer):
    heading = {"districts": "### Districts", "context": "### Context"}.get(layer, "### Sites")
    part = sections(RECORD_GUIDE, heading)
    assert [name for name in PROPERTIES[layer] if f"`{name}`" not in part] == []


@pytest.mark.parametrize("basis", BASES)
def test_every_basis_is_explained(basis):
    assert f"| `{basis}` |" in sections(RECORD_GUIDE, "### Positions")


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_standing_is_explained(standing):
    assert f"| `{standing}` |" in sections(RECORD_GUIDE, "## Sources")


@pytest.mark.parametrize(
    ("register", "heading"), [("resolution_reasons", "### Resolutions"), ("omission_reasons", "### Omissions")]
)
def test_every_reason_is_explained(register, heading):
    part = sections(RECORD_GUIDE, heading)
    assert [row["code"] for row in read().registers[register] if f"`{row['code']}`" not in part] == []


def test_stages_stand_in_their_order():
    stages = [row["code"] for row in read().registers["statuses"]]
    named = re.findall(r"`([a-z-]+)`", sections(RECORD_GUIDE, "### Status"))
    assert [name for name in named if name in stages] == stages


def test_readmes_have_the_same_headings():
    levels = [re.findall(r"^(#+) ", TEXTS[name], re.MULTILINE) for name in READMES]
    assert levels[0] == levels[1]


def test_readmes_have_the_same_commands():
    english, chinese = (code(TEXTS[name]) for name in READMES)
    assert len(english) >= 5
    assert english == chinese


def test_readmes_name_the_same_things_in_code():
    english, chinese = (set(re.findall(r"`([^`\n]+)`", TEXTS[name])) for name in READMES)
    assert english == chinese


def test_readmes_have_the_same_links():
    english, chinese = (sorted(set(re.findall(r"\]\(([^)]+)\)", TEXTS[name])) - set(READMES)) for name in READMES)
    assert english == chinese


def test_readmes_lead_to_each_other():
    for name, other in (READMES, READMES[::-1]):
        assert f"]({other})" in TEXTS[name]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_relative_links_resolve(document):
    for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[document]):
        if link.startswith(("https:", "http:")):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / document).parent / path if path else ROOT / document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("document", READMES)
def test_folders_that_are_listed_are_there(document):
    for path in re.findall(r"^\| `([^`]+)` \|", TEXTS[document], re.MULTILINE):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize(("document", "lang"), [(READMES[0], "en"), (READMES[1], "zh")])
def test_sources_of_the_readmes_are_those_of_the_record(document, lang):
    rows = re.findall(r"^\| (.+) \| (.+) \| ([0-9-]+) \|$", TEXTS[document], re.MULTILINE)
    columns = (f"title_{lang}", f"publisher_{lang}", "published")
    assert sorted(rows) == sorted(tuple(source[column] for column in columns) for source in texts_at_hand(read()))


@pytest.mark.parametrize("document", READMES)
def test_figures_of_the_record_are_computed_or_not_stated(document):
    record = read()
    counts = {"facts": len(record.facts), "sites": len(list(record.sites)), "sources": len(texts_at_hand(record))}
    for entity, noun in NOUNS.items():
        for figure in re.findall(FIGURE + noun, TEXTS[document]):
            number = 5 if figure in {"five", "五"} else int(figure.replace(",", ""))
            assert number == counts[entity], f"{figure} {entity}"


def table_rows(text: str) -> dict[str, list[list[str]]]:
    """Return the cells of numbered rows by their number: that of the comparison, then that of its proof."""
    rows: dict[str, list[list[str]]] = {}
    for line in re.findall(r"^\| [ABC][0-9]+ \|.*\|$", text, re.MULTILINE):
        number, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows.setdefault(number, []).append(cells)
    return rows


def test_every_row_of_the_comparison_is_full_and_has_its_proof():
    rows = table_rows(TEXTS[COMPARISON])
    assert {number[0] for number in rows} == {"A", "B", "C"}
    for number, each in rows.items():
        compared, claimed = each
        assert len(compared) == {"A": 13, "B": 9, "C": 11}[number[0]], number
        assert all(compared), number
        assert len(claimed) == 2, number


def test_what_the_comparison_claims_of_us_has_a_proof_that_is_there():
    for number, (compared, (_, proof)) in table_rows(TEXTS[COMPARISON]).items():
        named = re.findall(r"`([^`]+)`", proof)
        assert bool(named) or compared[1].startswith("no"), number
        for path in named:
            assert path.startswith(("make ", "python -m geo ")) or (ROOT / path).exists(), f"{number} {path}"


def test_every_file_that_a_document_names_is_there():
    documents = (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data/README.md")
    for document in documents:
        named = re.findall(r"`((?:data|docs|geo|layers|licenses|tests|tools)/[\w./-]+)`", document.read_text("utf-8"))
        # A record need not have the pictures that it may have.
        assert [path for path in named if not (ROOT / path).exists() and path not in PICTURES] == [], document.name


def test_every_code_of_the_checks_is_explained():
    rows = [f"| `{code}` | {code.severity} | {code.meaning} |" for code in Code]
    assert "\n".join(["| Code | Severity | Meaning |", "|---|---|---|", *rows, ""]) in RECORD_GUIDE


def test_every_code_is_explained_in_chinese():
    assert all(meaning_zh(code) for code in Code)
    assert json.loads((ROOT / "geo/messages/issues.json").read_text("utf-8")).keys() == set(Code)


def test_every_code_is_used():
    modules = (path.read_text("utf-8") for path in (ROOT / "geo").rglob("*.py"))
    used = {name for text in modules for name in re.findall(r"\bCode\.(\w+)", text)}
    assert [each.name for each in Code if each.name not in used] == []
