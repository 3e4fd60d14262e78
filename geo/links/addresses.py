"""The addresses of all sources asked: which answer, which have moved, changed or gone.

A host gets one request at a time with a pause before the next one; several hosts are asked at once.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from urllib.parse import urlsplit

from geo.links.answer import PLAIN
from geo.links.answer import Answer
from geo.links.answer import Limits
from geo.links.answer import ask
from geo.progress import followed
from geo.record.model import Record
from geo.record.rows import Row

PAUSE = 1.0
"""Seconds between two requests to one host."""

MOST_BYTES = 64 * 2**20
"""Of a document whose length the record does not hold."""

OF = ("url", "archive")
"""The columns that hold addresses."""

_HOSTS_AT_ONCE = 8
_GONE = {404, 410}
_READABLE = ("text/", "application/xhtml+xml", "application/pdf", "application/json", "application/xml")


class Finding(StrEnum):
    """What became of an address."""

    ANSWERS = "answers"
    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    OTHER_TYPE = "other-type"
    GONE = "gone"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


FINE = frozenset({Finding.ANSWERS, Finding.SAME, Finding.MOVED})
"""What leaves a reader the source; the others call for somebody to look."""


@dataclass(frozen=True)
class Asked:
    """An address of a source, and what became of it.

    Parameters
    ----------
    source
        The source's row.
    of
        The column that holds the address.
    finding, answer
        What became of it, and what it answered.
    """

    source: Row
    of: str
    finding: Finding
    answer: Answer

    @property
    def address(self) -> str:
        """The address as the record has it."""
        return self.source[self.of]


def ask_all(record: Record, limits: Limits = PLAIN, *, pause: float = PAUSE) -> list[Asked]:
    """Ask every address of the sources.

    Parameters
    ----------
    record
        A record without errors.
    limits
        How long one request may take, and whom may be asked.
    pause
        Seconds between two requests to one host.

    Returns
    -------
    list of Asked
        One for each address, in the order of the sources.
    """
    addresses = [(source, of) for source in record.sources for of in OF if source[of]]
    by_host: dict[str, list[int]] = defaultdict(list)
    for number, (source, of) in enumerate(addresses):
        by_host[urlsplit(source[of]).netloc].append(number)
    found: dict[int, Asked] = {}
    stopped = Event()

    def visit(numbers: list[int]) -> dict[int, Asked]:
        visited: dict[int, Asked] = {}
        for number in numbers:
            if visited and stopped.wait(pause):
                break
            visited[number] = _asked(*addresses[number], limits)
        return visited

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads:
        visits = [threads.submit(visit, numbers) for numbers in by_host.values()]
        try:
            for done in followed(as_completed(visits), "hosts asked", len(visits)):
                found |= done.result()
        except BaseException:
            stopped.set()
            threads.shutdown(cancel_futures=True)
            raise
    return [found[number] for number in range(len(addresses))]


def _asked(source: Row, of: str, limits: Limits) -> Asked:
    is_known = of == "url" and source["sha256"] != ""
    most_bytes = int(source["length"] or MOST_BYTES) if is_known else 0
    answer = ask(source[of], most_bytes=most_bytes, limits=limits)
    return Asked(source, of, _finding(source, answer, is_known=is_known), answer)


def _finding(source: Row, answer: Answer, *, is_known: bool) -> Finding:
    """Return what became of an address; where the bytes of the document are known, they decide."""
    if answer.refusal:
        return Finding.REFUSED
    if answer.status is None:
        return Finding.UNREACHABLE
    if not 200 <= answer.status < 300:
        return Finding.GONE if answer.status in _GONE else Finding.FAILED
    # A document that is longer than the one that was read has changed, even if nobody read to its end.
    if is_known and (answer.sha256 or (source["length"] and answer.length)):
        return Finding.SAME if answer.sha256 == source["sha256"] else Finding.CHANGED
    return _of_unknown_bytes(source, answer)


def _of_unknown_bytes(source: Row, answer: Answer) -> Finding:
    if source["type"] != "dataset" and answer.media_type and not answer.media_type.startswith(_READABLE):
        return Finding.OTHER_TYPE
    return Finding.MOVED if answer.to else Finding.ANSWERS
