"""Questions on a terminal, each with its choices and what is taken where nothing is typed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Sequence

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import nearest

_MOST_LISTED = 12


def ask(
    question: str,
    choices: Sequence[str] = (),
    default: str = "",
    read: Callable[[str], str] = str,
    required: bool = True,
) -> str:
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
    read
        Returns the choice that an answer means, such as the code of a label.
    required
        Whether nothing is no answer.

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
        answer = read(line.strip()) if line.strip() else default
        if answer in choices or (answer and not choices) or (not answer and not required):
            return answer
        meant = nearest(answer, labels([each] for each in choices)) if answer else ""
        print(f"cannot be taken: {shown(answer)}{meant}", file=sys.stderr)
