"""One widget, one module."""
