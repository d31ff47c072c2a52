"""Forms of matters, by what they are about."""
