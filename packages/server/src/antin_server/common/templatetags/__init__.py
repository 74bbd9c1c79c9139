"""Filters for the templates of every app."""
