"""One consultation: its answers, what follows from them, and those before it."""
