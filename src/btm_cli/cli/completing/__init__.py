"""What the tab key offers: answered from the compiled standard, before typer is imported."""
