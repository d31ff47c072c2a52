"""The interface to other programs: the open request interface, and the keys by which they hand in."""
