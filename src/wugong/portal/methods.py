"""怎么算的, as `review` tells it; kept here for the pages that ask."""

from wugong.review.methods import Method, in_words, method_of

__all__ = ["Method", "in_words", "method_of"]
