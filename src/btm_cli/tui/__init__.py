"""Talking with a person on a terminal: the interview full-screen (`app`, the one user of Textual) and line by line."""
