"""Demo (演示县): one invented county, built only through the rooms' public acts, from a seed."""
