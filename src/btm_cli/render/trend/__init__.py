"""Scores over time, shown."""
