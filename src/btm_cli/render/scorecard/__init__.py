"""A scorecard, shown."""
