"""The rules of the record: each is broken once."""
