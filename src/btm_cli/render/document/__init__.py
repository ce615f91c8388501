"""What every page is made of: blocks, numbers, names of things, and a writer a format."""
