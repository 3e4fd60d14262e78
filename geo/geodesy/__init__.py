"""Datums and measures, which know nothing of the record."""
