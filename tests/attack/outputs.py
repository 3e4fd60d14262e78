"""Every file that the atlas writes is whole or not touched: killed at any moment, on a full disk, in a closed folder.

``python -m tests.attack.outputs 200`` kills that many writers and tells what it found; 1 if a promise broke.
"""

from __future__ import annotations

import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from contextlib import redirect_stdout
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from geo import cli
from geo import export
from geo.atlas.tally import BEGIN
from geo.atlas.tally import END
from geo.cli import format  # noqa: A004
from geo.cli import tally
from geo.export import WITHOUT_EXTRA
from geo.page import elements
from geo.record import boundaries
from geo.record.paths import ROOT
from tests.attack.trial import unprivileged
from tests.fixtures.shared import RECORD

_OLD = f"what stood here before\n{BEGIN}\n{END}\n"
_WINDOW_S = 0.006
_DISK = 2**22
_PAGE = 4096


class Site:
    """A place in which one command writes one file.

    Parameters
    ----------
    folder
        A folder for the record.
    command
        What writes.
    out
        A folder for the file; of no use to what writes into the record itself.
    """

    def __init__(self, folder: Path, command: tuple[str, ...], out: Path) -> None:
        self.command = command
        self.record = shutil.copytree(RECORD, folder / "record", dirs_exist_ok=True)
        self.path = out / "file"
        self.old = _OLD.encode()
        if command[0] in _INTO_THE_RECORD:
            self.path = self.record / "layers/districts.geojson"
            # The units of the import are the city's own; what is written must differ from what stood there.
            sound = ROOT if command[0] == "import-districts" else RECORD
            told = b'"boundary_source": ['
            self.old = (sound / "layers/districts.geojson").read_bytes().replace(told, told + b' "a", ')
        self._others = {path.name for path in self.path.parent.iterdir()}
        self.reset()

    def write(self) -> int:
        """Run the command in this process."""
        output = ["-o", str(self.path)]
        to_output = ("export", "build", "promises", "sources", "diff")
        targets = {"tally": ["--write", str(self.path)], **dict.fromkeys(to_output, output)}
        return cli.main(["--root", str(self.record), *self.command, *targets.get(self.command[0], [])])

    def reset(self) -> None:
        """Put the old file back; what else lies there stays."""
        self.path.write_bytes(self.old)

    @property
    def litter(self) -> list[str]:
        """What lies beside the file and was not there before."""
        return sorted({path.name for path in self.path.parent.iterdir()} - self._others - {self.path.name})


_INTO_THE_RECORD = {"format", "import-districts"}

COMMANDS = (
    ("build",),
    *(("export", "--format", name) for name in WITHOUT_EXTRA),
    ("promises", "--format", "csv"),
    ("sources", "--format", "csv"),
    ("diff", "--format", "json", str(RECORD), str(ROOT)),
    ("tally",),
    ("format",),
    ("import-districts",),
)


def check(kills: int) -> list[str]:
    """Try every command; print what was tried, and return what broke."""
    faults, disks = [], 0
    for number, command in enumerate(COMMANDS):
        share = kills // len(COMMANDS) + (number < kills % len(COMMANDS))
        with tempfile.TemporaryDirectory(prefix="outputs-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            out = folder / "out"
            out.mkdir()
            site = Site(folder, command, out)
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
                site.write()  # what a process loads once is loaded before it is forked
            found = [*_check_kills(site, share), *_check_limit(site), *_check_closed(site), *_check_two(site)]
            with _disk(out) as mounted:
                if mounted:
                    disks += 1
                    found += _check_full(out, command)
        faults += [f"{' '.join(command)}: {fault}" for fault in found]
    print(
        f"kills: {kills}, of {len(COMMANDS)} commands; each past a limit on files, in a closed folder and twice at "
        f"once, {disks} of them on a full disk"
    )
    print(f"half files and litter: {len(faults)}")
    return faults


def _check_kills(site: Site, number: int) -> Iterator[str]:
    chance = random.Random(" ".join(site.command))  # noqa: S311
    began = time.monotonic()
    code, said = _in_child(site.write)
    whole = time.monotonic() - began
    new = site.path.read_bytes()
    if code != 0 or new == site.old:
        yield f"does not write: {code}, {said}"
        return
    for turn in range(number):
        site.reset()
        # Every other one in the moments in which the file is being written.
        _in_child(site.write, kill=(turn % 2 == 0, chance.random() * (_WINDOW_S if turn % 2 == 0 else whole)))
        if site.path.read_bytes() not in {site.old, new}:
            yield f"half a file after kill {turn}"
        if len(site.litter) > 1:
            yield f"litter that grows: {site.litter}"
    site.reset()
    _in_child(site.write)
    if site.path.read_bytes() != new or site.litter:
        yield f"litter that stays: {site.litter}"


def _check_limit(site: Site) -> Iterator[str]:
    def write() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))  # less than any of them writes
        return site.write()

    site.reset()
    yield from _fault_of_refusal(site, "a limit on files", *_in_child(write))


def _check_full(disk: Path, command: tuple[str, ...]) -> Iterator[str]:
    """Fill a disk that holds record and file to its last page, then write."""
    filler = disk / "filler"
    filler.touch()
    site = Site(disk, command, disk)
    with suppress(OSError), filler.open("wb", buffering=0) as opened:
        while True:
            opened.write(bytes(_PAGE))
    yield from _fault_of_refusal(site, "a full disk", *_in_child(site.write))


def _check_closed(site: Site) -> Iterator[str]:
    site.reset()
    site.path.parent.chmod(0o555)

    def write() -> int:
        with unprivileged():
            return site.write()

    yield from _fault_of_refusal(site, "a closed folder", *_in_child(write))
    site.path.parent.chmod(0o755)


def _fault_of_refusal(site: Site, where: str, code: int, said: str) -> Iterator[str]:
    if code != 1 or said.count("\n") != 1 or "file cannot be written: " not in said:
        yield f"{where}: ended with {code} and said {said!r}"
    if site.path.read_bytes() != site.old or site.litter:
        yield f"{where}: changed the old file, or left {site.litter}"


def _check_two(site: Site) -> Iterator[str]:
    """Run the command twice at once: both succeed, or one says why."""
    site.reset()
    children = [_start(site.write) for _ in range(2)]
    ends = [_wait(*child) for child in children]
    if not any(code == 0 for code, _ in ends):
        yield f"two at once: {ends}"
    for code, said in ends:
        if code != 0 and (said.count("\n") != 1 or "another program that writes it now" not in said):
            yield f"two at once: ended with {code} and said {said!r}"
    if site.litter or site.path.read_bytes() == site.old:
        yield f"two at once: left {site.litter}"


@contextmanager
def _disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk, where this machine lets us; tell whether it did."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _in_child(action: Callable[[], int], *, kill: tuple[bool, float] | None = None) -> tuple[int, str]:
    """Run an action in a process of its own; kill it after a while, counted from its first write where told so."""
    process, signalled, said = _start(action)
    if kill is not None:
        from_write, delay = kill
        if from_write:
            select.select([signalled], [], [], 60)
        time.sleep(delay)
        os.kill(process, signal.SIGKILL)
    return _wait(process, signalled, said)


def _start(action: Callable[[], int]) -> tuple[int, int, int]:
    """Fork: all is imported already, so that a writer starts in a moment. Return its id and the pipes from it."""
    signalled, signals = os.pipe()
    said, says = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(says, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 99
        try:
            with _announced(signals):
                code = action()
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(signals)
    os.close(says)
    return process, signalled, said


@contextmanager
def _announced(signals: int) -> Iterator[None]:
    """Tell through a pipe when the writing begins."""

    def announced(write: Callable) -> Callable:
        def run(*arguments: object, **named: object) -> None:
            os.write(signals, b"w")
            write(*arguments, **named)

        return run

    with ExitStack() as patches:
        for module, name in (
            *((export, name) for name in ("write_text", "write_bytes")),
            *((module, "write_text") for module in (format, tally)),
        ):
            patches.enter_context(patch.object(module, name, announced(getattr(module, name))))
        patches.enter_context(patch.object(elements, "write_texts", announced(elements.write_texts)))
        patches.enter_context(patch.object(boundaries, "write_layer", announced(boundaries.write_layer)))
        yield


def _wait(process: int, signalled: int, said: int) -> tuple[int, str]:
    with os.fdopen(said, encoding="utf-8") as pipe:
        text = pipe.read()
    os.close(signalled)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), text


if __name__ == "__main__":
    broken = check(int(sys.argv[1]))
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
