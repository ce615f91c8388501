"""Plans, what a target takes, progress against a plan, what-if, shown."""
