"""The record against the texts of its sources."""
