"""An interview without its screen: which questions there are, what a reply means, what it changes in the file."""
