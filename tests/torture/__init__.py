"""Long runs that do to the records what a computer does on its worst day: ``make torture``."""
