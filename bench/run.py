"""Measure everything, in rounds in which all take turns: ``python -m bench.run``, or with ``--small`` in five minutes.

A cell (who, with which record) on which no target rests has fewer rounds where a round is dear or the time runs out,
and one that fails has none; both are said in the report, and the others go on. What was measured is kept, so that an
interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial

from bench import report
from bench.cases import DENSE
from bench.cases import OWN
from bench.cases import SIZES
from bench.cases import Case
from bench.cases import fingerprint
from bench.libraries import bytes_inside
from bench.process import CutError
from bench.process import run
from bench.results import WARM_UP
from bench.results import Cell
from bench.results import Results
from bench.setup import ATLAS as ENVIRONMENT
from bench.setup import WORK
from bench.setup import python_of
from bench.subjects import AGAIN
from bench.subjects import ATLAS
from bench.subjects import PEERS
from bench.subjects import SUBJECTS
from bench.subjects import Subject
from bench.targets import RESTED_ON
from tools.setup import VENV_PYTHON

PYTHON = str(VENV_PYTHON)

REPEATED, TIMES = "100000", 10
"""The case whose columns are repeated in memory, and how often."""
REPEATED_PAGE = WORK / "pages" / "repeated.html"

Measured = tuple[Cell, Callable[[], dict[str, float]]]


@dataclass(frozen=True)
class Plan:
    """What is measured, and how much time it may take.

    Parameters
    ----------
    cases
        Names of the records.
    rounds
        Rounds that count, after one that does not.
    fewer, dear_s
        Rounds that count where no target rests on a cell and each of its rounds takes more than so many seconds.
    minutes
        For all; what is not done then is left out.
    once_s
        Seconds for one round of a cell.
    """

    cases: tuple[str, ...]
    rounds: int
    fewer: int
    dear_s: float
    minutes: float
    once_s: float


FULL = Plan((OWN, DENSE, *map(str, SIZES)), rounds=5, fewer=3, dear_s=9, minutes=58, once_s=240)
SMALL = Plan((OWN, "1000"), rounds=3, fewer=1, dear_s=3, minutes=4.5, once_s=30)

SHARES = {"builds": 0.56, "pages": 0.92, "of one page": 1.0}
"""By which share of its time a run leaves each stage, but for what targets rest on, so that the next has some."""

WARM = {"stages"}
"""What needs no warm-up: a build of the same record goes before it."""

TOOK = "took s"
"""How long a round took with all that belongs to it, among its figures."""


@dataclass
class Bench:
    """A run of a plan."""

    plan: Plan
    results: Results
    begun: float = field(default_factory=time.monotonic)

    def in_turns(self, stage: str, cells: Iterable[Measured]) -> None:
        """Measure the cells one after the other, then all again: a warm-up and the plan's rounds."""
        cells = list(cells)
        for number in range(WARM_UP, self.plan.rounds + 1):
            for cell, measure in cells:
                if self._is_due(cell, number, stage):
                    self._once(cell, number, measure)

    def _is_due(self, cell: Cell, number: int, stage: str) -> bool:
        """Return whether a round of a cell is to be measured, and there is time for it."""
        done = self.results.rounds.get(cell, {})
        if cell in self.results.failures or number in done or (number == WARM_UP and cell.stage in WARM):
            return False
        spent_s, all_s = time.monotonic() - self.begun, self.plan.minutes * 60
        if cell in RESTED_ON:
            return spent_s < all_s
        dear = all(figures[TOOK] > self.plan.dear_s for figures in done.values())
        return spent_s < all_s * SHARES[stage] and not (dear and number > self.plan.fewer)

    def _once(self, cell: Cell, number: int, measure: Callable[[], dict[str, float]]) -> None:
        begun = time.monotonic()
        try:
            figures = measure()
            self.results.add(cell, number, {**figures, TOOK: time.monotonic() - begun})
        except CutError as error:
            self.results.fail(cell, str(error))
            print(f"bench: {cell.stage}, {cell.case}, {cell.subject}: {error}", flush=True)

    def build(self, case: Case, subject: Subject) -> dict[str, float]:
        """Build a page once, in a process of its own."""
        page = case.page(ATLAS if subject.name == AGAIN else subject.name)
        if subject.name != AGAIN:
            page.unlink(missing_ok=True)
        spent = run(subject.command(case), output=WORK / "output.txt", limit_s=self.plan.once_s)
        return {**spent._asdict(), **({"bytes": page.stat().st_size} if page.exists() else {})}

    def stages(self, case: Case) -> dict[str, float]:
        """Build the atlas's page once with a clock on each stage."""
        output = WORK / "stages.txt"
        page = WORK / "pages" / "stages.html"
        page.unlink(missing_ok=True)
        command = [python_of(ENVIRONMENT), "-m", "bench.stages", str(case.root), str(page)]
        run(command, output=output, limit_s=self.plan.once_s)
        return json.loads(output.read_text("utf-8"))

    def asked(self, module: str, *arguments: str) -> dict[str, float]:
        """Run a module that prints what it measured."""
        output = WORK / "output.txt"
        run([PYTHON, "-m", module, *arguments], output=output, limit_s=self.plan.once_s)
        return json.loads(output.read_text("utf-8"))

    def repeat(self, case: Case) -> dict[str, float]:
        """Use the page of a case with its columns repeated."""
        answers = WORK / "answers.json"
        files = (case.root, REPEATED_PAGE, case.expected, answers)
        run([PYTHON, "-m", "bench.repeated", *map(str, files)], output=WORK / "output.txt", limit_s=self.plan.once_s)
        return json.loads(answers.read_text("utf-8"))

    def use(self, case: Case, subject: Subject) -> dict[str, float]:
        """Use a page once, in a browser of its own."""
        page = case.page(subject.name) if subject.command else case.ground
        answers = WORK / "answers.json"
        command = [PYTHON, "-m", "bench.browser", subject.kind, str(page), str(case.expected), str(answers)]
        run(command, output=WORK / "output.txt", limit_s=self.plan.once_s)
        return json.loads(answers.read_text("utf-8"))

    def say(self, what: str) -> None:
        """Tell what is being measured, and how long the run has taken."""
        print(f"bench: {(time.monotonic() - self.begun) / 60:5.1f} min  {what}", flush=True)


def measure(plan: Plan, results: Results) -> None:
    """Measure what the plan says and is not measured yet."""
    bench = Bench(plan, results)
    (WORK / "pages").mkdir(parents=True, exist_ok=True)
    cases = [case for case in map(Case, plan.cases) if _made_ready(bench, case)]
    for case in cases:
        bench.say(f"builds: {case.label}")
        builds = [each for each in SUBJECTS if each.command and each.takes(case)]
        cells = [(Cell("build", case.name, each.name), partial(bench.build, case, each)) for each in builds]
        bench.in_turns("builds", [*cells, (Cell("stages", case.name, ATLAS), partial(bench.stages, case))])
        _weigh(bench, case)
    for case in cases:
        bench.say(f"pages: {case.label}")
        pages = [each for each in SUBJECTS if each.kind and each.takes(case)]
        pages = [each for each in pages if each.command is None or case.page(each.name).exists()]
        bench.in_turns(
            "pages", ((Cell("page", case.name, each.name), partial(bench.use, case, each)) for each in pages)
        )
    bench.say("our page as a phone gets it, and a million places")
    bench.in_turns("of one page", _of_one_page(bench, [case.name for case in cases]))


def _of_one_page(bench: Bench, cases: list[str]) -> Iterator[Measured]:
    """Yield what is measured of one page alone."""
    own, large = Case(OWN).page(ATLAS), Case(REPEATED)
    if OWN in cases and own.exists():
        yield Cell("graded", OWN, ATLAS), partial(bench.asked, "bench.grade", str(own))
        yield Cell("beginning", OWN, ATLAS), partial(bench.asked, "bench.beginning", str(own))
    if REPEATED in cases and large.page(ATLAS).exists():
        REPEATED_PAGE.unlink(missing_ok=True)  # that of an earlier run may be of other code
        million = f"{int(REPEATED) * TIMES}"
        yield Cell("repeated", million, ATLAS), partial(bench.repeat, large)


def _made_ready(bench: Bench, case: Case) -> bool:
    """Have the record and all that belongs to it, in a process of its own, so that this one stays small."""
    if case.is_ready:
        return True
    bench.say(f"making ready: {case.label}")
    cell = Cell("record", case.name, ATLAS)
    try:
        run([PYTHON, "-m", "bench.cases", case.name], output=WORK / "output.txt", limit_s=900)
    except CutError as error:
        bench.results.fail(cell, str(error))
        print(f"bench: {case.label}: {error}", flush=True)
        return False
    return True


def _weigh(bench: Bench, case: Case) -> None:
    """Note the bytes of each page, compressed and with what it links to, and of what it is made of."""
    own = sum(path.stat().st_size for folder in ("data", "layers") for path in (case.root / folder).rglob("*.*"))
    source = {"source": case.source.stat().st_size, "record": own}
    bench.results.add(Cell("weight", case.name, "source"), 1, source)
    for name in (ATLAS, *PEERS):
        page = case.page(name)
        if page.exists():
            packed = len(gzip.compress(page.read_bytes(), 6, mtime=0))
            figures = {"bytes": page.stat().st_size, "gzip": packed, "inside": bytes_inside(page)}
            bench.results.add(Cell("weight", case.name, name), 1, figures)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the report, and after a full run write it into the documentation."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--small", action="store_true", help="our record and 1,000 places, in five minutes")
    parser.add_argument("--cases", help="records by name, with commas: own, dense, or numbers of places")
    parser.add_argument("--rounds", type=int, help="rounds that count")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run of the same code has measured")
    options = parser.parse_args(arguments)
    plan = SMALL if options.small else FULL
    chosen = tuple(options.cases.split(",")) if options.cases else plan.cases
    plan = replace(plan, cases=chosen, rounds=options.rounds or plan.rounds)
    kept = WORK / f"results-{'small' if options.small else 'full'}.jsonl"
    if options.fresh:
        kept.unlink(missing_ok=True)
    results = Results(kept, fingerprint())
    measure(plan, results)
    whole = plan == FULL
    _draw(results)
    print(report.text(results, plan.cases))
    if results.wrong:
        sys.exit("bench: wrong, so that the times count for nothing: " + "; ".join(results.wrong))
    if whole:
        report.write(results, plan.cases)


def _draw(results: Results) -> None:
    """Draw the growth, in the environment that has what draws."""
    figures, picture = WORK / "growth.json", WORK / "growth.svg"
    figures.write_text(json.dumps(report.growth(results)), "utf-8")
    run([python_of("peers"), "-m", "bench.plot", str(figures), str(picture)], output=WORK / "output.txt", limit_s=120)


if __name__ == "__main__":
    main()
