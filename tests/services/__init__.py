"""Servers that others make, over what is published: ``make services``."""
