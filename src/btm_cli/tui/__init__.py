"""Talking with a person on a terminal: the interview full-screen (`app`, with Textual) and line by line."""
