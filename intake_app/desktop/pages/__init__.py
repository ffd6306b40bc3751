"""Screens: they show, and say what the person wishes; they decide nothing."""
