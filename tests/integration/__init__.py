"""Tests on real records and real files."""
