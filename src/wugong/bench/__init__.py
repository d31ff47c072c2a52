"""Benches: our work beside the least code that could do it, in one run, as ratios."""
