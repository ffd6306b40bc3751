"""The chain of what was done, and its head outside the records."""
