"""The standard: its file format, its loading, its cross checks, and where the shipped one lies."""
