"""What is wrong with files, shown."""
