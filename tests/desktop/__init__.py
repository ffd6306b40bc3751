"""Tests of the real window."""
