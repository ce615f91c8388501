"""The roadmap: which steps to take in which iteration, why, and what they would change. Pure: values in, values out."""
