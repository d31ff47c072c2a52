"""What every room may lean on and what leans on nothing: refusals, periods, tables, texts."""
