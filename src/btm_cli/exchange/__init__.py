"""Questionnaires: a file's answers as the tables of a workbook or of a CSV file, and the way back."""
