"""Photographs in a record: how large they may be, and which belong beside each other."""

PHOTOGRAPH = "photograph"
"""The control of a question that takes a photograph."""
LARGEST_ORIGINAL = 50_000_000
"""Bytes of a file as a camera wrote it."""
LARGEST_PIXELS = 120_000_000
LARGEST_SIDE = 2400
"""Pixels: a hair of 0.06 mm on a head of 20 cm is still 0.7 pixels wide."""
