"""What a terminal needs beside text: progress, a browser, how results get out."""
