"""An assessment in OSCAL, the format of GRC tools: catalog, assessment plan, results, plan of action."""
