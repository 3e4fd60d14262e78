"""The page's own script, asked by Python: so that a search and a link mean the same on the command line as in the page.

QuickJS runs it (the package ``quickjs-ng``: 2.5 MB to download and ready in 10 ms, against 22 MB and a process with
threads of its own for V8 in ``mini-racer``). The script is built without anything of the page (``core/query.js``), and
the engine has no files, no network and no clock to wait for. It reads what is asked as JSON, never as code, within
limits of time and memory.
"""

from __future__ import annotations

import json
import threading
from importlib import import_module
from typing import Any

from geo.issues.errors import AtlasError
from geo.record.bundle import QUERY
from geo.record.bundle import bundled

MOST_SECONDS = 60
"""Processor time of one question."""
MOST_BYTES = 2**30
"""Memory of the engine: 100,000 sites of which as much is said as of ours take a quarter of it."""


class Engine:
    """The script in an engine of its own, which is freed with it.

    Raises
    ------
    AtlasError
        If the script is not built, or from other sources than those that are there.
    """

    def __init__(self) -> None:
        quickjs = import_module("quickjs")  # only who searches loads it
        self._failure = quickjs.JSException
        self._context = quickjs.Context()
        self._context.set_memory_limit(MOST_BYTES)
        self._context.set_time_limit(MOST_SECONDS)
        self._lock = threading.Lock()  # an engine answers one thread at a time
        self._context.eval(bundled(QUERY))

    def ask(self, function: str, question: object) -> Any:  # noqa: ANN401 (JSON)
        """Return what a function of the script answers; question and answer travel as JSON.

        Parameters
        ----------
        function
            Name of a function that the script exports: never a text from outside.
        question
            Anything that JSON can hold.

        Raises
        ------
        AtlasError
            If it takes too long or too much memory.
        """
        with self._lock:
            try:
                answer = self._context.eval(f"AtlasQuery.{function}")(json.dumps(question))
            except self._failure as error:
                raise AtlasError("search", "cannot be answered", str(error).split("\n", 1)[0]) from None
        return json.loads(answer)
