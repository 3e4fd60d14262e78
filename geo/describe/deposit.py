"""The README that goes with the record into an archive: what it is, how it was made, what to mind, in both languages.

The texts beside this module say what holds of every record; what is of this one is put into their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.identity import credited
from geo.atlas.identity import place_names
from geo.describe.linked import descriptions
from geo.issues.errors import counted
from geo.markdown import plain
from geo.markdown import table
from geo.messages import LANGUAGES
from geo.record.model import FILES
from geo.record.paths import LOGO
from geo.record.paths import PACKAGE
from geo.record.paths import RELIEF
from geo.record.paths import layer_path
from geo.record.table_schema import table_resource
from geo.record.tables import TITLES
from geo.record.vocabulary import PRIMARY

README = "README.md"
"""The name of the file."""

_TEXTS = {lang: Path(__file__).with_name(f"deposit.{lang}.md") for lang in LANGUAGES}
_FILES_HEAD = {"zh": ("文件", "内容", "行数"), "en": ("File", "What it holds", "Rows")}
_PICTURES = {
    RELIEF: {"zh": "地形明暗图", "en": "Light and shade of the land"},
    LOGO: {"zh": "标志", "en": "Logo"},
}
_COLUMNS_HEAD = ("列 Column", "类型 Type", "必填 Required", "限制 Limits")


def readme(atlas: Atlas) -> str:
    """Return the text that tells of the record to who finds it in an archive: Markdown, first Chinese, then English.

    Parameters
    ----------
    atlas
        A whole record; what its descriptor, registers and tables say is put in as plain text.
    """
    told = (_TEXTS[lang].read_text("utf-8").format_map(_values(atlas, lang)) for lang in LANGUAGES)
    return "\n".join((*told, '<a id="columns"></a>\n\n## 各表的列 Columns of the tables\n', *_columns()))


def _values(atlas: Atlas, lang: str) -> dict[str, str]:
    """Return what the text of a language has places for."""
    package, names = atlas.record.package, place_names(atlas)[lang]
    licence = package["licenses"][0]
    say = {"zh": _zh, "en": _en}[lang]
    return {
        "title": plain(names["title"]),
        "description": plain(descriptions(atlas)[lang]),
        "version": plain(atlas.version),
        "date": atlas.date,
        "digest": atlas.digest,
        "contributors": plain(names["contributors"]),
        "licence": plain(licence.get("title", licence["name"])),
        "address": plain(licence["path"]),
        "boundaries": ("、" if lang == "zh" else "; ").join(map(plain, _boundary_sources(atlas, lang))),
        "files": table(_FILES_HEAD[lang], _files(atlas, lang)).rstrip(),
        "apart": plain("".join(_apart(atlas, lang))),
        **say(_numbers(atlas), [plain(each["title"]) for each in credited(atlas)]),
    }


def _numbers(atlas: Atlas) -> dict[str, int]:
    """Return what is counted of a record."""
    sites, standings = atlas.site_rows.values(), {row["id"]: row["standing"] for row in atlas.record.sources}
    differing = [claim for claims in atlas.claims.values() for claim in claims if claim.differs]
    return {
        "sites": len(sites),
        "unlocated": sum(row["geometry"] is None for row in sites),
        "districts": len(atlas.district_rows),
        "facts": len(atlas.record.facts),
        "sources": len(atlas.record.sources),
        "others": sum(standings[fact["source"]] != PRIMARY for fact in atlas.record.facts),
        "differing": len(differing),
        "open": sum(claim.resolution is None for claim in differing),
    }


def _zh(many: dict[str, int], quoted: list[str]) -> dict[str, str]:
    places = f"{many['sites']} 个地点"
    return {
        "counts": f"{places}、{many['districts']} 个县市区，{many['facts']} 条事实，出自 {many['sources']} 个来源。",
        "unlocated": f"{places}中有 {many['unlocated']} 个只知道所在的县市区或城市，没有坐标（`geometry` 为 null）。",
        "disagreements": f"有 {many['differing']} 个问题来源说法不一，其中 {many['open']} 个尚无取舍。",
        "standing": f"{many['facts']} 条事实中有 {many['others']} 条出自二手或转载的来源（见 `standing`）。",
        "credits": f"部分位置引自 {'；'.join(quoted)}，须一并注明。" if quoted else "",
    }


def _en(many: dict[str, int], quoted: list[str]) -> dict[str, str]:
    sites, facts, sources = (counted(many[f"{noun}s"], noun) for noun in ("site", "fact", "source"))
    unlocated, questions = many["unlocated"], counted(many["differing"], "question")
    return {
        "counts": f"{sites} in {counted(many['districts'], 'district')}, {facts} from {sources}.",
        "unlocated": f"Of {sites}, {unlocated} are known to their district or city alone and have a null geometry.",
        "disagreements": f"Sources disagree on {questions}, {many['open']} of them unresolved.",
        "standing": f"Of {facts}, {many['others']} rest on second-hand sources or copies (see `standing`).",
        "credits": f"Some positions are quoted from {'; '.join(quoted)}, to be credited too." if quoted else "",
    }


def _boundary_sources(atlas: Atlas, lang: str) -> list[str]:
    """Return what the boundaries of the districts rest on: titles of sources, or the texts of the record."""
    texts = dict.fromkeys(text for row in atlas.district_rows.values() for text in row["boundary_source"])
    sources = atlas.source_rows
    return [sources[text][f"title_{lang}"] if text in sources else text for text in texts]


def _apart(atlas: Atlas, lang: str) -> Iterator[str]:
    """Yield of each file that has a licence of its own which one that is."""
    for each in atlas.record.package["resources"]:
        if licences := " / ".join(one.get("title", one.get("name", "")) for one in each.get("licenses", [])):
            yield {"zh": f"{each['path']} 按 {licences} 许可。", "en": f" {each['path']} falls under {licences}."}[lang]


def _files(atlas: Atlas, lang: str) -> Iterator[tuple[object, ...]]:
    """Yield each file of the record, what it holds, and how many features or rows."""
    record = atlas.record
    layers = {layer_path(code): (code, term) for code, term in atlas.words.layers.items()}
    for path in FILES:
        if path in TITLES:
            yield f"`{path}`", TITLES[path][LANGUAGES.index(lang)], len(record.tables[path])
        elif path in layers:
            code, term = layers[path]
            yield f"`{path}`", plain(getattr(term, f"name_{lang}")), len(record.features(code))
    yield f"`{PACKAGE}`", {"zh": "数据包说明（Data Package 2）", "en": "Descriptor (Data Package 2)"}[lang], ""
    for path in record.pictures:
        yield f"`{path}`", _PICTURES[path][lang], ""


def _columns() -> Iterator[str]:
    """Yield for each table its columns, as the descriptor has them."""
    for path, (title_zh, title_en) in TITLES.items():
        schema = table_resource(path)["schema"]
        refers = {each["fields"][0]: each["reference"] for each in schema.get("foreignKeys", [])}
        rows = [_column(field, refers.get(field["name"])) for field in schema["fields"]]
        yield f"### `{path}` · {title_zh} {title_en}\n\n{table(_COLUMNS_HEAD, rows)}"


def _column(field: dict[str, Any], refers: dict[str, Any] | None) -> tuple[str, ...]:
    limits = field.get("constraints", {})
    told = [f"`{each}`" for each in limits.get("enum", [])]
    if refers:
        told = [f"→ `{refers.get('resource', '')}.{refers['fields'][0]}`"]
    if "pattern" in limits:
        told.append(f"`{limits['pattern']}`".replace("|", "\\|"))
    told += [f"{name} {limits[name]}" for name in ("minimum", "maximum", "maxLength") if name in limits]
    return f"`{field['name']}`", field["type"], "✓" if limits.get("required") else "", ", ".join(told)
