"""The command line: one command a file, each of which loads, calls, renders and exits. No rule lives here."""
