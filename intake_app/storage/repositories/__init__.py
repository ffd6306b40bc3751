"""The records as the services ask for them."""
