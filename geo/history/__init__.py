"""What changed from one state of the record to another, and how an older state is found and read."""
