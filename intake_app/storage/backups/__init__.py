"""Copies of the records, and bringing them back."""
