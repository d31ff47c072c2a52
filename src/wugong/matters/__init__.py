"""Matters: what plans ask of organs, units and villages, from the document to the last report."""
