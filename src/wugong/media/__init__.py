"""Photos and papers as they may be kept: encoded anew, without location, with a similarity print."""
