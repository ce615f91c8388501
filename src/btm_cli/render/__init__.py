"""How results are shown: one format a file, imported when chosen.

In: a `Scorecard` with its `Standard`, or diagnostics. Out: text to print or write. Nothing here computes a score.
"""
