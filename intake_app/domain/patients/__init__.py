"""Patients, and who of them may be registered twice."""
