"""What a command says where something is wrong: issues line by line, an error in one line, and the exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from collections.abc import Sequence

from geo.issues.errors import INTERRUPTED
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import errors_in
from geo.record.files import reason


def report(issues: Sequence[Issue], *, only_errors: bool = False) -> int:
    """Print issues on standard error, a line each; return 1 where one of them is an error, else 0."""
    errors = errors_in(issues)
    for issue in errors if only_errors else issues:
        print(issue, file=sys.stderr)
    return int(bool(errors))


def tell_errors(run: Callable[[], int]) -> int:
    """Run a command; turn what the atlas refuses into one line on standard error and exit code 1."""
    if sys.stdout is None:  # closed by whoever started the command
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        code = run()
        sys.stdout.flush()
    except AtlasError as error:
        print(f"error {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        # Whoever read the output has gone, or its disk is full. Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(
                f"error {AtlasError(error.filename or 'output', f'file cannot be used: {reason(error)}')}",
                file=sys.stderr,
            )
        return 1
    return code
