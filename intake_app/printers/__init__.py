"""The printers of this computer: the one room that talks to the system's own printing."""
