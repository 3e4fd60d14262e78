"""Smoke tests in Firefox and WebKit: `make browsers`."""
