"""What the atlas must withstand: damaged records, kills, full disks. ``python -m tests.attack`` runs all of it.

The tests beside this package run a part of each, quick and always the same.
"""
