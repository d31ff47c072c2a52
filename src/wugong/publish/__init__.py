"""What the public gets to see: masking gate, notice periods, posters, documents, take-down."""
