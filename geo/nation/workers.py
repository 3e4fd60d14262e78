"""Work shared out by Dask: to the processors of this machine, or to a cluster that somebody has started."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import dask
from dask.distributed import Client
from dask.distributed import LocalCluster
from dask.distributed import as_completed
from distributed.comm import CommClosedError
from distributed.scheduler import KilledWorker

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.nation.build import Run
from geo.progress import followed
from geo.record.paths import __version__

_Answer = TypeVar("_Answer")

_WAITS = 15
"""Seconds until a scheduler that does not answer is given up."""

_WITHOUT_PROFILE = {"distributed.worker.profile.enabled": False}
"""Dask samples what its workers do and keeps it, a megabyte a city, for a dashboard that nobody sees here."""


@contextmanager
def at_work(scheduler: str | None, processes: int) -> Iterator[Run]:
    """Give what does the work of each city: the workers of a cluster, processes here, or this one alone."""
    if scheduler is None and processes == 1:
        yield lambda work, roots, _folder: [work(root) for root in followed(roots, "cities", len(roots))]
        return
    with on_this_machine(processes) if scheduler is None else on_cluster(scheduler) as client:
        yield partial(shared_out, client)


@contextmanager
def on_this_machine(workers: int) -> Iterator[Client]:
    """Start processes here, one piece of work at a time each; one that is killed is started again."""
    with ExitStack() as stack:
        with _uninterrupted(), dask.config.set(_WITHOUT_PROFILE):
            cluster = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    # No pages about the work; what is left of their server takes a free port: two runs do not clash.
                    dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": False},
                    memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )
            )
            client = stack.enter_context(Client(cluster))
        yield client


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hear no interrupt while a cluster starts, which would break in ways of its own.

    Nor do the processes that are started meanwhile hear one later: who started them ends them.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone hears of interrupts
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def on_cluster(address: str) -> Iterator[Client]:
    """Use the workers of a scheduler that runs already; it runs what is sent to it, and is trusted.

    Raises
    ------
    AtlasError
        If none answers at this address.
    """
    try:
        client = Client(address, timeout=_WAITS)
    except (OSError, ValueError):
        message = "must be the address of a running Dask scheduler, such as tcp://10.0.0.1:8786"
        raise AtlasError("--scheduler", message, escaped(address)) from None
    with client:
        yield client


def shared_out(client: Client, work: Callable[[Path], _Answer], pieces: Sequence[Path], folder: Path) -> list[_Answer]:
    """Return what the work gives for each piece, in their order.

    Parameters
    ----------
    client
        Whose workers do it. Where one dies its piece goes to another.
    work
        A function that gives the same for the same piece, however often it is begun.
    pieces
        What it is done on.
    folder
        Where all of them write.

    Raises
    ------
    AtlasError
        If there is no worker, or one has another version or does not see the folder; what the work refuses; a piece on
        which worker after worker died.
    """
    try:
        _check_workers(client, folder)
        futures = [client.submit(work, piece, pure=False) for piece in pieces]
        for future in followed(as_completed(futures), "cities", len(futures)):
            if future.status == "error":
                client.cancel(futures, force=True)
                _refuse(future.exception(), str(pieces[futures.index(future)]))
        return list(client.gather(futures))
    except (CommClosedError, TimeoutError, CancelledError):
        message = "cluster must stay until the work is done"
        raise AtlasError("--scheduler", message, "it gone") from None


def _refuse(error: BaseException, where: str) -> None:
    if isinstance(error, KilledWorker):
        message = "worker after worker died on this record: give them more memory, or fewer of them a machine"
        raise AtlasError(escaped(where), message) from None
    raise error


def _check_workers(client: Client, folder: Path) -> None:
    """Check that there are workers, and that each of them runs this program and sees the folder."""
    probes = client.run(_probe, str(folder))
    if not probes:
        raise AtlasError("--scheduler", "cluster must have workers", "none")
    for worker, (version, sees) in sorted(probes.items()):
        if version != __version__:
            raise AtlasError(f"worker {worker}", f"must have version {__version__} of this program", version)
        if not sees:
            raise AtlasError(f"worker {worker}", f"must see the folder {escaped(str(folder))} as it is here")


def _probe(folder: str) -> tuple[str, bool]:
    return __version__, os.path.isdir(folder)  # noqa: PTH112 (sent to a worker: nothing to import)
