"""Build ``map.html``: read the record, validate it, build the map, save it."""

import sys

from geo.cli import make_map

if __name__ == "__main__":
    sys.exit(make_map())
