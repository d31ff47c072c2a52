"""Wugong (五共): co-creation governance for villages and urban communities."""

__version__ = "0.1.0"
