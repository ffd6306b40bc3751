"""The widgets of a form: its blocks, fields and rows."""
