"""The map of the scalp: views, strokes, shares."""
