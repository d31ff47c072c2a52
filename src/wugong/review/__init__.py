"""Review (共评): schemes adopted, scores entered, runs prepared by one and approved by another."""
