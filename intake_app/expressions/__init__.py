"""FHIRPath behind the port of domain/form/expressions.py; loaded when a form has an expression."""
