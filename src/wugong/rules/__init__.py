"""Facts in, figures and reasons out: schemes that are data, evaluated without Django."""
