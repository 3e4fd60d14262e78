"""The reference of the record, from its models, its schemas and its registers: no page repeats them by hand."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from geo.record.model import REGISTERS
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.paths import register_path
from geo.record.read import read
from geo.record.rows import Row
from geo.record.schemas import layer_schema
from geo.record.table_schema import resource_name
from geo.record.table_schema import table_schema


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    for cells in (head, ["---"] * len(list(head)), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


def columns_of_tables() -> Iterator[str]:
    """Yield a heading and a table of columns for each table of the record."""
    registers = {register_path(name) for name in REGISTERS}
    for path in TABLES:
        if path not in registers:
            yield from (f"## `{path}`", "")
            yield from _columns(path)


def _columns(path: str) -> Iterator[str]:
    schema = table_schema(path)
    refers = {name: key["reference"] for key in schema.get("foreignKeys", []) for name in key["fields"]}
    rows = [
        (
            f"`{field['name']}`",
            field["type"],
            "yes" if field.get("constraints", {}).get("required") else "",
            field["description"],
            _referred(path, refers.get(field["name"])),
        )
        for field in schema["fields"]
    ]
    yield from (f"Key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}.", "")
    yield from table(("Column", "Type", "Required", "What it must be", "Refers to"), rows)


def _referred(path: str, reference: dict | None) -> str:
    """Return the column that a foreign key of a table refers to; without a resource it is one of the table itself."""
    if reference is None:
        return ""
    return f"`{reference.get('resource', resource_name(PurePosixPath(path).stem))}.{reference['fields'][0]}`"


def properties_of_layers() -> Iterator[str]:
    """Yield a heading and a table of properties for each layer."""
    for layer, collection in layer_schema(read()).pop("$defs").items():
        if "features" not in collection["properties"]:
            continue
        feature = collection["properties"]["features"]["items"]["properties"]
        kinds = [each["$ref"].rpartition("/")[2] for each in feature["geometry"]["anyOf"] if "$ref" in each]
        empty = "" if len(kinds) == len(feature["geometry"]["anyOf"]) else ", or none"
        yield from (f"## `layers/{layer}.geojson`", "", f"Geometry: {', '.join(kinds)}{empty}.", "")
        properties = feature["properties"]["properties"]
        yield from table(
            ("Property", "What it must be"), [(f"`{name}`", each["description"]) for name, each in properties.items()]
        )


def terms_of_registers() -> Iterator[str]:
    """Yield a heading and a table of codes for each register."""
    record: Record = read()
    for name in REGISTERS:
        columns = table_schema(register_path(name))["fields"]
        rows = record.registers[name]
        shown = [field["name"] for field in columns if any(row[field["name"]] for row in rows)]
        yield from (f"## `{register_path(name)}`", "", f"`{resource_name(name)}` in the data package.", "")
        yield from table([f"`{column}`" for column in shown], [_cells(row, shown) for row in rows])


def _cells(row: Row, columns: Iterable[str]) -> list[str]:
    return [f"`{row[column]}`" if column == "code" else row[column] for column in columns]


class Generated(SphinxDirective):
    """A directive without content whose text a function yields as lines of Markdown."""

    lines = staticmethod(columns_of_tables)

    def run(self) -> list[nodes.Node]:
        """Return what the text is parsed into."""
        return self.parse_text_to_nodes("\n".join(self.lines()), allow_section_headings=True)


DIRECTIVES = {
    "record-tables": columns_of_tables,
    "record-layers": properties_of_layers,
    "record-registers": terms_of_registers,
}


def setup(app: Sphinx) -> dict:
    """Add a directive for each part of the reference."""
    for name, lines in DIRECTIVES.items():
        app.add_directive(name, type(name, (Generated,), {"lines": staticmethod(lines)}))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
