"""The audit gate: what a policy asks for."""
