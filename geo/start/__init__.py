"""The record of another city, with which somebody begins."""
