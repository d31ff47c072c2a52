"""Reads plan documents (实施方案) into tasks, units, deadlines and targets; no database, no network."""
