"""Migrations of the counties room."""
