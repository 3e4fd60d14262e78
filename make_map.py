"""Build ``map.html``: ``python -m geo build`` by another name."""

import sys

from geo.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
