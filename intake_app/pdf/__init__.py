"""ReportLab: a Handout becomes bytes; the only place that imports it."""
