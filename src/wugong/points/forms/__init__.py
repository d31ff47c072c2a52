"""Forms of points, by what they are about."""
