"""The answers of one enterprise: their file format, their loading, and their check against a standard."""
