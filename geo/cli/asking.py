"""Questions on a terminal, each with its choices and what is taken where nothing is typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import nearest

_MOST_LISTED = 12


def ask(question: str, choices: Sequence[str] = (), default: str = "") -> str:
    """Ask until an answer can be taken, and return it.

    Parameters
    ----------
    question
        What is asked.
    choices
        The answers that can be taken; any text where there are none. One that is like a choice is named and asked
        again.
    default
        What is taken where nothing is typed.

    Raises
    ------
    AtlasError
        If there are no more answers to come.
    """
    listed = f" ({', '.join(choices)})" if 0 < len(choices) <= _MOST_LISTED else ""
    prompt = escaped(f"{question}{listed}{f' [{default}]' if default else ''}: ")
    while True:
        print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise AtlasError(escaped(question), "must be answered", "the end of the input")
        answer = line.strip() or default
        if not choices or answer in choices:
            return answer
        print(
            f"none of the choices: {shown(answer)}{nearest(answer, labels([each] for each in choices))}",
            file=sys.stderr,
        )
