"""Spreadsheets as patches: the cells of a list, the fields that its columns hold, and what would change."""
