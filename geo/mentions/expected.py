"""The form of a test set: what texts should give, by somebody who had read them.

It is a folder with :data:`TEXTS`, a row a text (its ``slug``, ``half``, ``published`` and ``sha256``), and a table of
the rows expected of each; ``tests/mentions/set/README.md`` explains both. The texts are not in it.
"""

TEXTS = "texts.csv"
BEYOND = "beyond"
"""The kind of a row that no register has a unit for: what is offered there is neither right nor wrong."""

DEV, HELD, ALL = "dev", "held", "all"
HALVES = (DEV, HELD, ALL)
"""The half on which the reader was tuned, the other one, and both."""
