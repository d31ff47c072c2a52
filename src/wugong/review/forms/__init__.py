"""What the appraisal's screens take in, by what it is about."""
