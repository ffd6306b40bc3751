"""Finding patients while somebody types."""
