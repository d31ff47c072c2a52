"""Who may do what where: roles at places, verdicts with reasons, guards on views."""
