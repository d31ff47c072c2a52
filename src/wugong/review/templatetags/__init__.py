"""Template parts of the appraisal."""
