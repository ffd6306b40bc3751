"""Who may open the records, and with what."""
