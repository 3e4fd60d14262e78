"""The notebooks, each run from its first cell to its last: ``make notebooks``."""
