"""The map of the scalp: drawn, painted on, put into words."""
