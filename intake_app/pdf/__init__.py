"""Handouts as PDF, with ReportLab; loaded without Pillow, which it would need for photographs."""

from intake_app.pdf.without_pillow import load

load()
