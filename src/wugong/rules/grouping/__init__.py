"""Groups by nearness: points into groups of a few, always the same for the same points."""
