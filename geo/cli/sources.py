"""``sources``: list the sources; with ``--check`` ask their addresses whether they still answer."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.output import put
from geo.cli.report import report
from geo.export.sources import COLUMNS
from geo.export.sources import listed
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.links.addresses import FINE
from geo.links.addresses import Asked
from geo.links.addresses import Finding
from geo.links.addresses import ask_all
from geo.links.answer import Limits
from geo.record.read import read
from geo.record.rows import csv_lines

OF_ADDRESSES = ("source", "of", "address", "finding", "status", "to", "media_type", "length", "sha256", "reason")
"""What is written of an address; ``of`` is the column that holds it."""


def run(options: argparse.Namespace) -> int:
    """Print the sources, or what became of their addresses; 1 where one does not lead to its source any more."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    if not options.check:
        rows = listed(Atlas(record))
        _put(options, COLUMNS, rows, [*map(_line, rows), counted(len(rows), "source")])
        return 0
    asked = ask_all(record, Limits(seconds=options.timeout, is_private_allowed=options.allow_private))
    lines = [_told(each) for each in asked if each.finding not in {Finding.ANSWERS, Finding.SAME}]
    _put(options, OF_ADDRESSES, list(map(_cells, asked)), [*lines, _counts(asked)])
    return int(any(each.finding not in FINE for each in asked))


def _put(
    options: argparse.Namespace, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], lines: Sequence[str]
) -> None:
    """Print rows as asked for, or write them to a file and print the last of the lines, which counts them."""
    if options.format == "json":
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    elif options.format == "csv":
        text = csv_lines([columns, *(map(row.__getitem__, columns) for row in rows)])
    else:
        text = "".join(f"{line}\n" for line in lines)
    put(text, options.output, lines[-1])


def _line(source: Mapping[str, Any]) -> str:
    read_as = f"read as a {source['form']}" if source["form"] else ""
    when = f"{read_as} on {source['accessed']}" if source["accessed"] else read_as
    facts = counted(source["facts"], "fact")
    told = (source["id"], source["type"], source["standing"], source["published"] or "undated", when, facts)
    return ", ".join(filter(None, told))


def _cells(asked: Asked) -> dict[str, str | int | None]:
    """Return what is written of an address, by column."""
    answer = asked.answer
    return {
        "source": asked.source["id"],
        "of": asked.of,
        "address": asked.address,
        "finding": asked.finding.value,
        "status": answer.status,
        "to": answer.to,
        "media_type": answer.media_type,
        "length": answer.length,
        "sha256": answer.sha256,
        "reason": answer.refusal or answer.reason,
    }


def _told(asked: Asked) -> str:
    """Return a line on an address: what became of it, whose it is, and what is known besides."""
    answer = asked.answer
    about = {
        Finding.MOVED: f"to {answer.to}",
        Finding.OTHER_TYPE: answer.media_type,
        Finding.GONE: f"status {answer.status}",
        Finding.FAILED: f"status {answer.status}",
    }.get(asked.finding, answer.refusal or answer.reason)
    return escaped(f"{asked.finding}: {asked.source['id']} {asked.address}{f' ({about})' if about else ''}")


def _counts(asked: Sequence[Asked]) -> str:
    counts = Counter(each.finding for each in asked)
    found = ", ".join(f"{counts[finding]} {finding}" for finding in Finding if counts[finding])
    return f"{counted(len(asked), 'link')}{f': {found}' if found else ''}"
