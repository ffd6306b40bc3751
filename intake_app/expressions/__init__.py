"""FHIRPath behind the port of domain/expressions.py; loaded when a form has an expression."""
