"""``python -m tests.attack``: the whole corpus of damaged records, and what came of it; 1 if a promise broke."""

import sys

from tests.attack.trial import NUMBER
from tests.attack.trial import attack
from tests.attack.trial import told

if __name__ == "__main__":
    outcome = attack(NUMBER)
    print(*told(outcome), sep="\n")
    print(*outcome.faults, sep="\n", end="\n" if outcome.faults else "")
    sys.exit(bool(outcome.faults))
