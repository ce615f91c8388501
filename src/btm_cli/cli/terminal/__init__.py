"""What a terminal needs beside results: problems and notes, progress, what comes next, a browser."""
