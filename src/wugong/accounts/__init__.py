"""People who can sign in: one account each, with a login name of the house."""
