"""What a form asks, and what may be answered."""
