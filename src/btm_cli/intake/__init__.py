"""From paths on the command line to loaded, checked things. Reads; never prints, never decides what is shown."""
