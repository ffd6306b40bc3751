"""What is printed, composed from a visit and the evidence."""
