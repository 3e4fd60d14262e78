"""What the atlas must withstand: damaged records, hostile texts and addresses, kills, full disks.

``make attack`` runs all of it; the tests beside this package run a part of each, quick and always the same.
"""
