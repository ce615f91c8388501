"""A verdict of the gate, shown."""
