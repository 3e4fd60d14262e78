"""What was measured: one line of JSON for each round, kept as it comes, so that an interrupted run goes on."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.process import WRONG

WARM_UP = 0
"""The round that counts for nothing but to have everything in the caches."""


@dataclass(frozen=True)
class Cell:
    """What is measured of whom: a stage (``build``, ``page`` ...), a case and a subject, by their names."""

    stage: str
    case: str
    subject: str


class Results:
    """The rounds of each cell.

    Parameters
    ----------
    path
        File that keeps them; None to keep them in memory alone.
    fingerprint
        Of the code; rounds of other code are forgotten.
    """

    def __init__(self, path: Path | None = None, fingerprint: str = "") -> None:
        self.rounds: dict[Cell, dict[int, dict[str, float]]] = defaultdict(dict)
        self.failures: dict[Cell, str] = {}
        self._path = path
        if path is None:
            return
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        if not lines or json.loads(lines[0]) != {"fingerprint": fingerprint}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"fingerprint": fingerprint}) + "\n", "utf-8")
            return
        for line in lines[1:]:
            self._take(json.loads(line))

    def add(self, cell: Cell, number: int, figures: dict[str, float]) -> None:
        """Keep a round of a cell."""
        self._keep(
            {"stage": cell.stage, "case": cell.case, "subject": cell.subject, "round": number, "figures": figures}
        )

    def fail(self, cell: Cell, reason: str) -> None:
        """Keep why a cell has no more rounds."""
        self._keep({**asdict(cell), "failed": reason})

    def counted(self, cell: Cell) -> dict[int, dict[str, float]]:
        """Return the rounds that count."""
        return {number: figures for number, figures in self.rounds.get(cell, {}).items() if number != WARM_UP}

    def median(self, cell: Cell, key: str) -> float | None:
        """Return the median of a figure over the rounds that count; None where there is none."""
        values = [figures[key] for figures in self.counted(cell).values() if key in figures]
        return statistics.median(values) if values else None

    @property
    def wrong(self) -> list[str]:
        """The cells whose page showed something else than the record holds."""
        return [
            f"{cell.subject} at {cell.case}: {reason}"
            for cell, reason in self.failures.items()
            if reason.startswith(WRONG)
        ]

    def _keep(self, entry: dict[str, Any]) -> None:
        self._take(entry)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")

    def _take(self, entry: dict[str, Any]) -> None:
        cell = Cell(entry["stage"], entry["case"], entry["subject"])
        if "failed" in entry:
            self.failures[cell] = entry["failed"]
        else:
            self.rounds[cell][entry["round"]] = entry["figures"]
