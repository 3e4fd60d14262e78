"""The same places as other tools show them, each as its documentation says: ``python -m bench.peers.NAME SOURCE PAGE``.

Each is one layer a district, with a box to switch it, and a popup of the place's name, its facts and their sources.
They run in an environment that has nothing of the atlas.
"""
