"""The append-only record of acts: what was done, by whom, where, and whom it concerns."""
