"""The county (县) as tenant: every table of ours stands in one, and every read says in which."""
