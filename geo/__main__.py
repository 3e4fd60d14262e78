"""``python -m geo``: the commands of :mod:`geo.cli`."""

import sys

from geo.cli import main

sys.exit(main())
