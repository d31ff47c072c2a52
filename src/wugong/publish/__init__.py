"""Nothing reaches the public except through here: masking gate, notice periods, posters, documents, take-down."""
