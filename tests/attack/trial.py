"""One damaged record after the other through the commands, as a user meets them, and what came of it.

A command may end in a result or in errors of one line each. It may not end in a traceback, take longer than
:data:`LONGEST_S`, need more than :data:`MOST_MEMORY`, or leave anything but a whole file.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import nullcontext
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from dataclasses import dataclass
from dataclasses import field
from importlib import import_module
from itertools import islice
from itertools import repeat
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from geo.atlas.search import name_of
from geo.atlas.tally import BEGIN
from geo.atlas.tally import END
from geo.cli import VERBS
from geo.cli import main
from geo.export import WITHOUT_EXTRA
from geo.record.canonical import format_record
from geo.record.forms import faulty
from geo.record.layers import PROPERTY_MODELS
from geo.record.read import read
from geo.record.tables import TABLE_MODELS
from tests.attack.corpus import Damage
from tests.attack.corpus import damages
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import TEXTS
from tools.reproduce import copy_record

NUMBER = 5200
"""Damages of the whole corpus."""

LONGEST_S = 10
"""Seconds of the processor that a command may take: those of a clock would count the machine's other work too."""
MOST_MEMORY = 2**30
"""Bytes that it may need."""
FREE_OF_TIME, FREE_OF_MEMORY = 16 * 2**20, 2**20
"""Bytes of a damaged file up to which this holds; each byte more may take its part of time or memory."""
SECONDS_A_BYTE, MEMORY_A_BYTE = 0.5 / 2**20, 16
LONGEST_LINE = 1100

_STUCK_S = 120
_LIMIT_OF_A_WORKER = 4 * 2**30
_UNIT_OF_MEMORY = 1 if sys.platform == "darwin" else 1024

# A process that is forked from this server starts with what the server holds: the program, all of it imported and the
# validators made, which a command does when it is first asked for.
for verb in VERBS:
    if verb == "atlas":  # no damage meets it, and it needs further packages
        continue
    import_module(f"geo.cli.{verb.replace('-', '_')}")
for model in (*PROPERTY_MODELS.values(), *TABLE_MODELS.values()):
    faulty(model, {})
name_of("株洲")
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])
_KEPT = f"what stood here before\n{BEGIN}\n{END}\n"
_LINE = re.compile(r"(error|warning) \S.*|\S+: not in canonical form .*|review-2024 L\d+:\d+: .*")
_CAPABILITY_VERSION = 0x20080522
_DAC = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@dataclass
class Outcome:
    """What came of a number of damages.

    Parameters
    ----------
    damaged, commands, built
        How many records were damaged, how many commands met them, and how many of these ended in a result.
    faults
        A line for each that broke a promise: which damage, which command, what happened.
    slowest
        Seconds of the processor, and the damage that took them.
    memory
        The most bytes that a process needed, the program itself among them, and the damage that it met.
    """

    damaged: int = 0
    commands: int = 0
    built: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    memory: tuple[int, str] = (0, "")

    def add(self, other: Outcome) -> None:
        """Take another outcome into this one."""
        self.damaged += other.damaged
        self.commands += other.commands
        self.built += other.built
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)


def attack(record: Path = RECORD, *, step: int = 1, workers: int = 2) -> Outcome:
    """Send every ``step``-th damage of a record through the commands, each in a process of its own."""
    outcome = Outcome()
    places = range(0, NUMBER, step)
    with ThreadPoolExecutor(workers) as pool:
        for one in pool.map(alone, repeat(record), places, range(len(places))):
            outcome.add(one)
    return outcome


def alone(record: Path, place: int, turn: int) -> Outcome:
    """Run one damage in a process that has imported the program and read nothing: the memory is that of the damage.

    Parameters
    ----------
    record
        The folder of the sound record.
    place
        Which damage of the corpus.
    turn
        Which commands it meets: see :meth:`Trial.commands`.
    """
    receiver, sender = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_run, args=(record, place, turn, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        process.join()
        return Outcome(damaged=1, faults=[f"damage {place}: the process ended with {process.exitcode}"])
    finally:
        process.join()
        receiver.close()


def _run(record: Path, place: int, turn: int, sender: Connection) -> None:
    """Run the damage at this place of the corpus in this process, and send what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT_OF_A_WORKER, _LIMIT_OF_A_WORKER))
    signal.signal(signal.SIGALRM, _stop)
    damage = next(islice(damages(NUMBER), place, None))
    outcome = Outcome(damaged=1)
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        trial = Trial(Path(folder), record)
        for command in trial.commands(turn):
            _note(outcome, trial, damage, command)
        beyond = trial.beyond(damage, FREE_OF_MEMORY)
    needed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT_OF_MEMORY
    outcome.memory = (needed, damage.name)
    if needed > MOST_MEMORY + MEMORY_A_BYTE * beyond:
        outcome.faults.append(f"{damage.name}: needed {needed >> 20} MiB")
    sender.send(outcome)


def _note(outcome: Outcome, trial: Trial, damage: Damage, command: tuple[str, ...]) -> None:
    trial.restore()
    damage.apply(trial.record)
    began = time.process_time()
    signal.alarm(_STUCK_S)
    try:
        code, lines, fault = trial.run(command, closed="unreadable" in damage.name)
    finally:
        signal.alarm(0)
    seconds = time.process_time() - began
    outcome.commands += 1
    outcome.built += code == 0
    outcome.slowest = max(outcome.slowest, (seconds, damage.name))
    if seconds > LONGEST_S + SECONDS_A_BYTE * trial.beyond(damage, FREE_OF_TIME):
        fault = fault or f"took {seconds:.1f} s"
    fault = fault or trial.fault_of(command, code, lines)
    if fault:
        outcome.faults.append(f"{damage.name}: {' '.join(command)}: {fault}")


def _stop(*_signal: object) -> None:
    raise TimeoutError("stuck")


class Trial:
    """A folder with a record to be damaged, and files that stood there before.

    Parameters
    ----------
    folder
        An empty folder.
    sound
        The folder of the record to be damaged.
    """

    def __init__(self, folder: Path, sound: Path) -> None:
        self._sound = sound
        folder.chmod(0o755)
        self.record, self.outputs = folder / "record", folder / "outputs"
        self.outputs.mkdir(mode=0o777)
        self.page = self.outputs / "kept"
        others = ("validate",), ("format",), ("tally", "--write", str(self.page)), ("verify", "--sources", str(TEXTS))
        exports = (("export", "--format", name, "-o", str(self.page)) for name in WITHOUT_EXTRA)
        diffs = [
            ("diff", "--format", name, *states, "-o", str(self.page))
            for name, states in (("text", (str(sound), str(self.record))), ("geojson", (str(self.record), str(sound))))
        ]
        self._others = [*others, *exports, *diffs, ("completeness", "--sources", str(TEXTS)), ("format", "--check")]

    def commands(self, turn: int) -> Iterator[tuple[str, ...]]:
        """Yield the map's build for every damage, and for every other one of the commands in turn."""
        yield ("build",)
        if turn % 2:
            yield self._others[turn // 2 % len(self._others)]

    def restore(self) -> None:
        """Make the record sound again, and the files those that stood there before."""
        if self.record.exists():
            for folder in (self.record, *filter(Path.is_dir, self.record.iterdir()), self.record / "data/registers"):
                if folder.is_dir():
                    folder.chmod(0o755)
            shutil.rmtree(self.record)
        copy_record(self._sound, self.record)
        for path in self.outputs.iterdir():
            path.unlink()
        self.page.write_text(_KEPT, "utf-8")

    def beyond(self, damage: Damage, free: int) -> int:
        """Return by how many bytes the damaged file is larger than what any record may cost."""
        return max(0, (self.record / damage.path).stat().st_size - free) if damage.content else 0

    def run(self, command: tuple[str, ...], *, closed: bool) -> tuple[int | None, list[str], str]:
        """Run a command; return its exit code, what it said on standard error, and how it broke out, if it did.

        Told so, it runs without leave to read what is closed.
        """
        said, told = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace") for _ in range(2))
        code, fault = None, ""
        leave = unprivileged() if closed else nullcontext()
        with redirect_stderr(said), redirect_stdout(told), leave:
            try:
                code = self._call(command)
            except (Exception, SystemExit) as error:
                fault = f"traceback: {type(error).__name__}: {str(error)[:200]}{_place_of(error)}"
        said.flush()
        return code, said.buffer.getvalue().decode().split("\n")[:-1], fault

    def _call(self, command: tuple[str, ...]) -> int:
        if command == ("build",):
            command = (*command, "-o", str(self.page))
        return main(["--root", str(self.record), *command])

    def fault_of(self, command: tuple[str, ...], code: int | None, lines: list[str]) -> str:
        """Say what is wrong with how a command ended; nothing where nothing is."""
        strange = [line for line in lines if not _LINE.fullmatch(line) or len(line) > LONGEST_LINE]
        if strange:
            return f"said {strange[0][:200]!r}"
        if code not in {0, 1} or (code == 1 and not lines):
            return f"ended with {code} and said {lines}"
        if [path.name for path in self.outputs.iterdir()] != [self.page.name]:
            return f"left {sorted(path.name for path in self.outputs.iterdir())}"
        return self._fault_of_files(command, code)

    def _fault_of_files(self, command: tuple[str, ...], code: int) -> str:
        # A workbook is no text.
        text = self.page.read_text("utf-8", errors="replace")
        if code == 1 or command[0] in {"validate", "format", "verify", "completeness"}:
            fault = "" if text == _KEPT else "changed the file that stood there"
        elif command[0] == "build":
            fault = "" if text.startswith("<!DOCTYPE html>") and text.endswith("</html>\n") else "wrote half a page"
        elif command[0] == "tally":
            fault = "" if text.startswith(_KEPT.partition(BEGIN)[0]) and END in text else "wrote half a document"
        else:
            fault = "" if text != _KEPT and _is_whole(command[2], text, self.page) else "wrote half an export"
        if command == ("format",) and code == 0:
            again = read(self.record)
            formed = all((self.record / path).read_text("utf-8") == form for path, form in format_record(again).items())
            fault = fault or ("" if formed and not again.problems else "wrote a record that is not in its form")
        return fault


def _is_whole(name: str, text: str, path: Path) -> bool:
    if name == "xlsx":
        return zipfile.is_zipfile(path)
    for each in {"geojson": [text], "geojsonl": text.splitlines()}.get(name, []):
        json.loads(each)
    return text.endswith("\n")


def _place_of(error: BaseException) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return "" if place is None else f" ({Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno})"


@contextmanager
def unprivileged() -> Iterator[None]:
    """Take root's leave to read and write everything away for a while; what is root's own stays its own."""
    if os.geteuid() != 0:
        yield
        return
    _override_modes(allowed=False)
    try:
        yield
    finally:
        _override_modes(allowed=True)


def _override_modes(*, allowed: bool) -> None:
    """Raise or lower the capabilities to pass over the modes of files: capabilities(7), which Python does not know."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable: the low words, then the high ones
    ended = libc.capget(header, sets)
    sets[0] = sets[0] | (sets[1] & _DAC) if allowed else sets[0] & ~_DAC
    if ended or libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capabilities")


def told(outcome: Outcome) -> Iterable[str]:
    """Return an outcome in lines for a reader."""
    tracebacks = sum("traceback" in fault for fault in outcome.faults)
    halves = sum(": wrote " in fault or ": left " in fault or ": changed " in fault for fault in outcome.faults)
    seconds, slowest = outcome.slowest
    needed, largest = outcome.memory
    return (
        f"damaged inputs: {outcome.damaged}, met by {outcome.commands} commands, {outcome.built} of them with a result",
        f"tracebacks: {tracebacks}; half files: {halves}; other faults: {len(outcome.faults) - tracebacks - halves}",
        f"slowest: {seconds:.1f} s of the processor ({slowest}); peak memory: {needed >> 20} MiB ({largest})",
    )
