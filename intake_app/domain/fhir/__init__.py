"""Forms and answers as FHIR R4 writes them."""
