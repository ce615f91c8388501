"""A consensus, a roll-up, a benchmark, shown."""
