"""What is worth saying of an assessment: ids of sentences and exact values, no prose."""
