"""What a clinic sets for itself, and keeps: its words, forms, products, backups."""
