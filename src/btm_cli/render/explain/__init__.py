"""An explanation, shown."""
