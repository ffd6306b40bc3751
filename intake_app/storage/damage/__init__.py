"""Noticing that records are damaged, and saving what can be read."""
