"""``python -m tests.attack``: the whole corpus of damaged records, and what came of it; 1 if a promise broke.

The small record meets every damage, the real one every fiftieth.
"""

import sys

from geo.record.paths import ROOT
from tests.attack.trial import attack
from tests.attack.trial import told

if __name__ == "__main__":
    outcome = attack()
    outcome.add(attack(ROOT, step=50))
    print(*told(outcome), sep="\n")
    print(*outcome.faults, sep="\n", end="\n" if outcome.faults else "")
    sys.exit(bool(outcome.faults))
