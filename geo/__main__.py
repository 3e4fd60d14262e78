"""``python -m geo``: the commands of :mod:`geo.cli`."""

import sys

from geo.issues.errors import INTERRUPTED
from geo.issues.errors import AtlasError

try:
    from geo.cli import main
except AtlasError as error:  # the package is where it cannot run
    sys.exit(f"error {error}")
except KeyboardInterrupt:
    sys.exit(INTERRUPTED)

sys.exit(main())
