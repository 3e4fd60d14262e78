"""Run a command from a process that holds next to nothing: ``python -I -S launch.py LIMIT_S OUTPUT COMMAND...``.

Linux counts the memory of who starts a process as that process's own, up to the moment in which its program begins, so
that no program is seen to hold less. Therefore this file imports nothing that it can do without, not even its package.
It prints seconds on the clock and of processors, the most memory in the system's unit, and the command's exit code.
"""

import os
import signal
import sys
import time


def launch(limit_s: float, output: str, *command: str) -> tuple[float, float, int, int]:
    """Run a command to its end, or kill it after so many seconds, and return what is printed of it."""
    # As an installed program runs: its byte code is kept.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], command, environment, file_actions=files)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    signal.setitimer(signal.ITIMER_REAL, 0)
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    print(*launch(float(sys.argv[1]), *sys.argv[2:]))
