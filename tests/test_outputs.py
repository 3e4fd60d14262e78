"""Files are whole or not touched: a few writers killed, refused and at odds; ``make attack`` does it by the hundred."""

from __future__ import annotations

import subprocess
import sys

import pytest

from geo.record.paths import ROOT
from tests.attack.outputs import COMMANDS


@pytest.mark.matrix
def test_writers_that_are_killed_refused_or_at_odds_leave_whole_files_and_no_litter():
    kills = 3 * len(COMMANDS)
    command = [sys.executable, "-m", "tests.attack.outputs", str(kills)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith(f"kills: {kills}, of {len(COMMANDS)} commands; ")
    assert done.stdout.endswith("half files and litter: 0\n")
