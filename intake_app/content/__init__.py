"""Reads and validates the data in resources/; the only reader of those files."""
