"""PySide6; the only place that imports it."""
