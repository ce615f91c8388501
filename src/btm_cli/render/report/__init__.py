"""The report for the board and the auditor."""
